"""The table of dyads: a row for each pair of codes, nothing filled in, no cell that breaks the table."""

import csv
import io
from typing import Any

from sanudo.formats import FORMATS
from sanudo.formats.cameo import COLUMNS, rows
from sanudo_schema import AnyEvent, make_record

SENTENCE = "Seoul and Washington\tclaimed\nthat Moscow\u2028lied."


def actor(code: str | None, name: str = "x") -> dict[str, Any]:
    return {"name": name, "code": code}


def table(*records: AnyEvent) -> list[dict[str, str]]:
    stream = io.BytesIO()
    FORMATS["cameo"].write(records, stream)
    lines = stream.getvalue().decode().split("\n")
    assert lines[0].split("\t") == list(COLUMNS)
    assert lines.pop() == ""
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def allegation(**fields: Any) -> AnyEvent:
    given = {"sources": [actor("KOR"), actor("USA")], "targets": [actor("RUSGOV")], "cameo": "112"} | fields
    return make_record("Allegation", id="x:1", **given)


def test_each_source_meets_each_target_once() -> None:
    pairs = [
        (row[1], row[2]) for row in rows(allegation(targets=[actor("RUSGOV"), actor("PRK"), actor("RUSGOV", "y")]))
    ]
    assert pairs == [("KOR", "RUSGOV"), ("KOR", "PRK"), ("USA", "RUSGOV"), ("USA", "PRK")]


def test_participants_named_together_are_paired() -> None:
    three = [actor("FRA"), actor("DEU"), actor("POL")]
    meeting = make_record("Meeting", id="x:1", participants=three, first_side=3, cameo="040")
    assert [(row[1], row[2]) for row in rows(meeting)] == [("FRA", "DEU"), ("FRA", "POL"), ("DEU", "POL")]


def test_what_is_not_known_stays_empty() -> None:
    (row,) = table(make_record("Visit", id="x:1", sources=[actor(None)], cameo="042"))
    assert (row["date"], row["source"], row["target"], row["sentence"]) == ("", "---", "---", "")


def test_status_code_and_event_stand_in_the_row() -> None:
    row = table(allegation(status="occurred", time={"edtf": "2023-09"}))[0]
    assert (row["date"], row["cameo"], row["root"], row["status"], row["event"]) == (
        "2023-09",
        "112",
        "11",
        "occurred",
        "x:1",
    )
    assert float(row["goldstein"]) < 0
    assert row["quad_class"] == "3"


def test_tabs_and_line_ends_in_a_sentence_do_not_break_the_row() -> None:
    headline = {"article": "a\tb.txt", "text": "Seoul accuses Moscow", "headline": True}
    body = {"article": "a\tb.txt", "text": SENTENCE}
    found = table(allegation(sources=[actor("KOR")], mentions=[headline, body]))
    assert [(row["article"], row["sentence"]) for row in found] == [
        ("a b.txt", "Seoul and Washington claimed that Moscow lied.")
    ]
