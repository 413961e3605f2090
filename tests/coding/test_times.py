"""Time expressions, found and resolved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.coding.parsing import Parsed
from sanudo.coding.periods import containing, part_of, shifted
from sanudo.coding.times import TimeMention, find_times, time_for
from sanudo_schema.times import edtf_bounds

Parse = Callable[..., Parsed]
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("times.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NO_TIME = [
    "Prime Minister Theresa May said the plan was dead.",
    "In his talks with May, the president pressed Theresa May for an answer.",
    "Thousands march against the plan.",
    "The government may act.",
    "2000 troops crossed the river.",
    "The column sat in the sun and waited.",
    "They may march to the capital.",
    "The Sunday Times reported the deal.",
    "Spring rolls were served.",
    "The deal cost $2000.",
    "Rep. Kang Sun-woo resigned, and Wang May-ling took over.",
    "The Sun said so.",
]


def read(parse: Parse, text: str, published: str) -> list[TimeMention]:
    return find_times(parse(text, published=None if published == "-" else date.fromisoformat(published)))


@pytest.mark.parametrize(("sentence", "expression", "published", "tense", "edtf"), ROWS)
def test_an_expression_means_its_edtf(
    parse: Parse, sentence: str, expression: str, published: str, tense: str, edtf: str
) -> None:
    mentions = read(parse, sentence, published)
    spans = [m.first.doc[m.first.i : m.last.i + 1].text for m in mentions]
    if edtf == "-" and expression not in spans:
        assert not any(m.time for m in mentions if m.text in expression or expression in m.text)
        return
    mention = mentions[spans.index(expression)]
    time = time_for(mention, None if tense == "-" else tense)  # type: ignore[arg-type]
    assert (time.edtf if time else "-") == edtf
    assert time is None or (time.text == expression and mention.kind in ("point", "interval"))
    assert mention.reason


@pytest.mark.parametrize("sentence", NO_TIME)
def test_what_only_looks_like_a_time_is_none(parse: Parse, sentence: str) -> None:
    assert [m.text for m in read(parse, sentence, "2024-01-16") if m.time] == []


@pytest.mark.parametrize("sentence", sorted({row[0] for row in ROWS if row[2] != "-"}))
def test_without_a_publication_date_nothing_is_guessed(parse: Parse, sentence: str) -> None:
    dated = {m.text: m for m in read(parse, sentence, "2024-01-16")}
    for mention in read(parse, sentence, "-"):
        if mention.time and mention.time.basis == "explicit":
            time = dated[mention.text].time
            assert time is not None
            assert time.earliest == mention.time.earliest
            assert time == mention.time or time.latest == date(2024, 1, 16)  # lasted until publication


def test_a_weekday_past_and_to_come_are_both_told(parse: Parse) -> None:
    (mention,) = read(parse, "The ministers met on Monday.", "2024-01-16")
    assert (mention.past and mention.past.edtf, mention.future and mention.future.edtf) == ("2024-01-15", "2024-01-22")
    assert mention.root.text == "Monday"
    assert mention.root.head.text == "on"


WORDS = """in on at by since until before after from to and the a of early late mid last next this same that first
second two ten May March Jan. Sunday Friday week weeks month year days decade century spring winter weekend quarter half
noon 3 31 2015 1990s 2024-02-30 - , ago later earlier within recent coming Easter Christmas today yesterday time said
will meet"""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(WORDS.split()), min_size=2, max_size=14),
    day=st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_no_row_of_words_breaks_it_and_every_time_is_sound(parse: Parse, words: list[str], day: date) -> None:
    for mention in find_times(parse(" ".join(words), published=day)):
        assert mention.first.i <= mention.root.i <= mention.last.i
        for time in (mention.time, mention.past, mention.future):
            assert time is None or edtf_bounds(time.edtf) == (time.earliest, time.latest)
            compared = mention.kind == "comparison" and time is mention.past
            assert time is None or compared or mention.kind in ("point", "interval")


UNITS = st.sampled_from(
    ["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century", "spring", "winter"]
)


@given(
    UNITS,
    st.dates(date(1000, 1, 1), date(2900, 1, 1)),
    st.integers(-5, 5),
    st.sampled_from(["early", "middle", "late"]),
)
def test_periods_are_ordered_and_their_edtf_reads_back(unit: str, day: date, count: int, part: str) -> None:
    whole = containing(unit, shifted(unit, day, count))
    piece = part_of(whole, part)
    assert edtf_bounds(whole.edtf) == (whole.first, whole.last)
    assert whole.first <= piece.first <= piece.last <= whole.last  # type: ignore[operator]
    if unit not in ("spring", "winter"):
        assert edtf_bounds(piece.edtf) == (piece.first, piece.last)
