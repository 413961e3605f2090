"""Publication dates and datelines read from the text of an article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanudo.articles.datelines import dateline, publication_date

DATED = [
    ("date 2024-03-04 (GULF WIRE) In a new turn, the envoy flew home.", date(2024, 3, 4)),
    ("Ministers meet\n\nThursday, February 3, 2022\n\nThe ministers met.", date(2022, 2, 3)),
    ("Ministers meet\nPublished: 3 May 2022\nThe ministers met.", date(2022, 5, 3)),
    ("Ministers meet\nUpdated 14:02 GMT, 5 June 2021\nThe ministers met.", date(2021, 6, 5)),
    ("Ministers meet\nUpdated 6 June 2021\nPublished 5 June 2021\nThe ministers met.", date(2021, 6, 5)),
    ("Ministers meet\nBy Jane Doe | 3 May 2022 10:00 BST\nThe ministers met.", date(2022, 5, 3)),
    ("Ministers meet\nPublished 2024-01-16T10:00:00Z\nThe ministers met.", date(2024, 1, 16)),
    ("Ministers meet\nMarch 3, 2020 at 5:00 p.m. EST\nThe ministers met.", date(2020, 3, 3)),
    ("13/05/2022\nThe ministers met.", date(2022, 5, 13)),
    ("PARIS, March 3, 2021 (AFP) - The ministers met.", date(2021, 3, 3)),
    ("MADRID, 7 Sept. 2019 — The ministers met.", date(2019, 9, 7)),
    (
        "The ministers met.\n" + "They talked at length about fish.\n" * 200 + "\n3rd of June 2021",
        date(2021, 6, 3),
    ),
]
UNDATED = [
    "",
    "The ministers met on Thursday, February 3, 2022, in Paris.",
    "Ministers (left) and envoys (right) on October 25, 2022. Image: UK Government.",
    "Published: 03/05/2022\nThe ministers met.",
    "Published: 31 February 2022\nThe ministers met.",
    "SEOUL, Dec. 30 (Yonhap) -- The ministers met.",
    "Ministers meet\n\nThe treaty of\n3 May 2022 holds, they said.",
]
DATELINES = [
    ("SEOUL, Dec. 30 (Yonhap) -- The ministers met.", ("SEOUL", 12, 30, None, "Yonhap")),
    ("Headline\n\nBy Kim Eun SEOUL, Dec. 30 (Yonhap) -- Met.", ("SEOUL", 12, 30, None, "Yonhap")),
    ("MOSCOW, January 15. /TASS/. The ministers met.", ("MOSCOW", 1, 15, None, "TASS")),
    ("RAMALLAH, West Bank (AP) — The ministers met.", ("RAMALLAH", None, None, None, "AP")),
    ("Seoul, South Korea (CNN) — The ministers met.", ("Seoul", None, None, None, "CNN")),
    ("NEW DELHI: The ministers met.", ("NEW DELHI", None, None, None, None)),
    ("PARIS, 3 March 2021 (AFP) - The ministers met.", ("PARIS", 3, 3, 2021, "AFP")),
]
NO_DATELINES = [
    "BREAKING: The ministers met.",
    "READ MORE: The ministers met.",
    "DEC. 30 — The ministers met.",
    "The NATO (alliance) - it said - met.",
    "The ministers met in Paris - and in Rome.",
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_a_metadata_line_or_dateline_gives_the_date(text: str, expected: date) -> None:
    found = publication_date(text)
    assert found is not None
    assert found.date == expected
    assert str(expected.day) in text[found.start : found.end]


@pytest.mark.parametrize("text", UNDATED)
def test_any_other_date_is_not_the_articles(text: str) -> None:
    assert publication_date(text) is None


def test_a_year_completes_a_dateline() -> None:
    found = publication_date("SEOUL, Dec. 30 (Yonhap) -- The ministers met.", year=2025)
    assert found is not None
    assert found.date == date(2025, 12, 30)


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_datelines(text: str, expected: tuple[object, ...]) -> None:
    found = dateline(text)
    assert found is not None
    assert found[:5] == expected
    assert text[found.start :].startswith(str(expected[0]))


@pytest.mark.parametrize("text", NO_DATELINES)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


@given(st.text(max_size=300), st.dates(date(1901, 1, 1), date(2099, 1, 1)))
def test_any_date_line_is_read_back_and_no_text_breaks_it(text: str, day: date) -> None:
    publication_date(text), dateline(text)
    found = publication_date(f"Headline\n\n{day.isoformat()}\n\n{text}")
    assert found is not None
