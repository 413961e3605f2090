"""The page as a file: what it holds, what it allows, and that it is the same each time."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sanudo.cli import app
from sanudo.errors import UsageError
from sanudo.explorer import gather, write_page
from sanudo.explorer.payload import cards, index
from sanudo.store.loading import load


def held(page: Path, name: str) -> Any:
    """The data in the page under that id."""
    found = re.search(
        rf'<script type="application/json" id="{name}">(.*?)</script>', page.read_text("utf-8"), re.DOTALL
    )
    assert found, name
    return json.loads(found[1])


def test_the_page_tells_each_happening_once(page: Path) -> None:
    events = held(page, "index")["events"]
    assert len(events["id"]) == 7
    assert events["reports"].count(2) == 1


def test_without_merging_each_record_is_an_event(out: Path) -> None:
    assert len(index(gather(out, merged=False))["events"]["id"]) == 8


def test_the_columns_name_events_by_number(page: Path) -> None:
    events = held(page, "index")["events"]
    allegation, denial = events["type"].index("Allegation"), events["type"].index("Denial")
    assert events["denies"][denial] == allegation
    assert events["status"][events["claims"][allegation]] == "alleged"


def test_marks_count_as_browsers_do(out: Path) -> None:
    (part,) = cards(gather(out))
    mention = part[0]["reports"][0]["mentions"][0]
    units = mention["text"].encode("utf-16-le")
    marked = {field: units[2 * start : 2 * end].decode("utf-16-le") for start, end, field in mention["marks"]}
    assert marked == {"trigger": "met", "sources": "Marta Solberg", "time": "Monday", "place": "Oslo"}


def test_no_text_ends_the_data_or_loads_anything(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<img" not in text
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)


def test_the_page_is_the_same_each_time(out: Path, page: Path) -> None:
    again = io.BytesIO()
    write_page(gather(out), again, title=held(page, "index")["title"])
    assert again.getvalue() == page.read_bytes()


def test_the_command_writes_a_page(out: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report", str(out), "-o", str(tmp_path / "sub" / "page.html")])
    assert done.exit_code == 0, done.output
    assert "7 events" in done.output
    assert held(tmp_path / "sub" / "page.html", "index")["title"] == "dispatches"


def test_merged_events_of_other_records_are_refused(out: Path, tmp_path: Path) -> None:
    lines = (out / "events.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "events.jsonl").write_bytes(b"".join(lines[:-1]))
    (tmp_path / "merged.jsonl").write_bytes((out / "merged.jsonl").read_bytes())
    with pytest.raises(UsageError, match="Run `sanudo merge` again"):
        gather(tmp_path)
    assert len(gather(tmp_path, merged=False)) == 7


def test_a_store_tells_the_same_events(out: Path, tmp_path: Path) -> None:
    load([out], tmp_path / "kg")
    there, here = gather(tmp_path / "kg"), gather(out)
    assert sorted(one.event.id for one in there) == sorted(one.event.id for one in here)
    assert {one.event.id: one for one in there} == {one.event.id: one for one in here}


def test_merged_events_of_what_a_store_had_before_are_left_out(out: Path, tmp_path: Path) -> None:
    load([out], tmp_path / "kg")
    more = tmp_path / "more.jsonl"
    more.write_bytes(
        b'{"id":"urn:event:more","type":"Visit","sources":[{"name":"Chad"}],"mentions":[{"article":"x"}]}\n'
    )
    load([more], tmp_path / "kg")
    assert len(gather(tmp_path / "kg")) == 9


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report", str(tmp_path / "nothing")])
    assert done.exit_code == 2
    assert "there is no such folder or file" in done.output


def test_no_events_make_an_empty_page() -> None:
    stream = io.BytesIO()
    write_page([], stream)
    assert b"@index@" not in stream.getvalue()
