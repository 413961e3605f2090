"""`sanudo show`: a table that reads well, wide or narrow."""

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sanudo.cli import app
from sanudo.formats import FORMATS
from sanudo_schema import make_record

GREECE, TURKEY = {"name": "Greece", "code": "GRC"}, {"name": "Turkey", "code": "TUR"}
CLAIM = "Turkish jets had crossed into its airspace near Lemnos"


def show(*arguments: object, width: int = 110) -> list[str]:
    result = CliRunner().invoke(app, ["show", *map(str, arguments)], env={"COLUMNS": str(width)})
    assert result.exit_code == 0, result.output
    return [line.rstrip() for line in result.stdout.splitlines() if line.strip()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    about: dict[str, Any] = {
        "mentions": [{"article": "a.txt", "text": "x", "sentence": 0}],
        "articles": [{"id": "a.txt", "title": "Old quarrel outlives thaw", "published": "2026-03-10"}],
    }
    meeting = {"status": "scheduled", "cameo": "036", "cameo_if_realised": "040", "time": {"edtf": "2026-03-12"}}
    records = [
        make_record("Meeting", id="x:1", participants=[GREECE, TURKEY], place={"name": "Athens"}, **meeting, **about),
        make_record("Allegation", id="x:2", sources=[GREECE], targets=[TURKEY], claim={"text": CLAIM}, **about),
        make_record("Denial", id="x:3", sources=[TURKEY], targets=[GREECE], denies="x:2", **about),
    ]
    with (tmp_path / "events.jsonl").open("wb") as stream:
        FORMATS["jsonl"].write(records, stream)
    return tmp_path


def test_an_article_heads_its_events_and_each_is_one_line(folder: Path) -> None:
    heading, columns, meeting, allegation, denial, claim = show(folder)
    assert heading == "Old quarrel outlives thaw  a.txt, 2026-03-10"
    assert columns.split() == ["what", "who", "whom", "when", "where", "status", "CAMEO"]
    assert " ".join(meeting.split()) == "1 Meeting Greece GRC Turkey TUR 2026-03-12 Athens scheduled 036 → 040"
    assert allegation.split()[:3] == ["2", "Allegation", "Greece"]
    assert denial.split()[:4] == ["3", "Denial", "of", "2"]
    assert claim.strip() == f"2 allegation: “{CLAIM}”"


def test_nothing_is_cut_off_in_a_narrow_terminal(folder: Path) -> None:
    lines = show(folder, width=64)
    assert max(map(len, lines)) <= 64
    words = " ".join(lines).split()
    for word in ("Greece", "Turkey", "2026-03-12", "scheduled", "Allegation", "airspace"):
        assert word in words


def test_only_the_types_asked_for_are_shown_under_the_same_numbers(folder: Path) -> None:
    lines = show(folder / "events.jsonl", "--type", "denial")
    assert [line.split()[:4] for line in lines[2:]] == [["3", "Denial", "of", "2"]]
    assert show(folder, "--type", "Visit") == ["no events"]
