"""`sanudo merge` as its user calls it: what it writes, what it says, how it fails."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sanudo.cli import app
from sanudo_schema import write_record


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["merge", *map(str, arguments)], env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture
def out(stories: list[Any], tmp_path: Path) -> Path:
    """An output folder with the records of two stories: five reports of one visit, and two visits twice."""
    records = [record for story in stories[:2] for records in story.records.values() for record in records]
    (tmp_path / "events.jsonl").write_text("".join(write_record(record) + "\n" for record in records))
    return tmp_path


def test_it_writes_each_event_once_and_again_the_same(out: Path) -> None:
    said = run(out)
    assert said.exit_code == 0
    assert "told by several reports" in said.stderr
    written = (out / "merged.jsonl").read_bytes()
    events = [json.loads(line) for line in written.splitlines()]
    visits = sorted(len(event["records"]) for event in events if event["event"]["type"] == "Visit")
    assert visits == [2, 2, 5]
    assert ", 0 pairs compared" in run(out).stderr.replace(";", ",")
    assert (out / "merged.jsonl").read_bytes() == written
    assert ", 0 pairs compared" not in run(out, "--afresh").stderr.replace(";", ",")
    assert (out / "merged.jsonl").read_bytes() == written


def test_other_formats_are_written_beside_the_lines(out: Path) -> None:
    assert run(out, "--to", "turtle,nq").exit_code == 0
    assert sorted(path.name for path in out.glob("merged.*")) == ["merged.jsonl", "merged.nq", "merged.ttl"]
    refused = run(out, "--to", "gdelt")
    assert (refused.exit_code, "holds no merged events" in refused.stderr) == (2, True)


def test_an_event_is_explained_by_its_reports_links_and_history(out: Path) -> None:
    run(out)
    events = [json.loads(line) for line in (out / "merged.jsonl").read_text().splitlines()]
    visit = next(event for event in events if len(event["records"]) == 5)
    for name in (visit["event"]["id"], visit["records"][2], visit["event"]["id"][-9:]):
        said = run(out, "--explain", name)
        assert said.exit_code == 0
        assert "5 reports, 5 independent sources" in said.stdout
        assert "status: scheduled (2023-05-08), then occurred (2023-05-16)" in said.stdout
        assert "Norwegian minister Marta Solberg travelled to Nairobi" in said.stdout
        assert "why they are one event" in said.stdout


def test_what_cannot_be_done_is_said_with_what_to_do(out: Path, tmp_path: Path) -> None:
    unknown = run(out, "--explain", "no-such-event")
    assert (unknown.exit_code, "no event has an id" in unknown.stderr) == (2, True)
    nowhere = run(out / "events.jsonl")
    assert (nowhere.exit_code, "-o FILE" in nowhere.stderr) == (2, True)
    missing = run(tmp_path / "missing", "-o", tmp_path / "m.jsonl")
    assert (missing.exit_code, "no such folder" in missing.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    empty = run(tmp_path / "empty")
    assert (empty.exit_code, list((tmp_path / "empty").iterdir())) == (1, [])


def test_a_broken_file_of_merged_events_is_named_with_its_line(out: Path) -> None:
    (out / "merged.jsonl").write_text('{"event": 1}\n')
    said = run(out)
    assert said.exit_code == 1
    assert "merged.jsonl:1" in said.stderr
    assert (out / "merged.jsonl").read_text() == '{"event": 1}\n'
