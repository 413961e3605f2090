"""`sanudo convert` on sound, broken and odd inputs, as its user sees it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sanudo.cli import app
from sanudo.formats import FORMATS, chosen

TALKS = """Lavrov visits Pyongyang
16 January 2024

Russian Foreign Minister Sergey Lavrov visited Pyongyang on Monday. South Korea accused Russia of violating its
airspace. Russia denied the accusation.
"""
FRENCH = """Le ministre russe des Affaires étrangères est arrivé à Pyongyang lundi pour une visite de deux jours, a
annoncé le ministère. Il doit rencontrer son homologue nord-coréen et visiter une usine dans le nord du pays.
"""


def shown(out: Path) -> list[str]:
    """The names of the files that a run wrote, without those of its own."""
    return sorted(path.name for path in out.iterdir() if not path.name.startswith(".") and path.name != "run.nq")


def convert(*arguments: object, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)], input=stdin)


def events(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "events.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "talks.txt"
    path.parent.mkdir()
    path.write_text(TALKS, encoding="utf-8")
    return path


def test_every_format_is_written_and_the_summary_tells_it(talks: Path, tmp_path: Path) -> None:
    result = convert(talks, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert shown(tmp_path / "out") == sorted(row.filename for row in chosen())
    assert {event["type"] for event in events(tmp_path / "out")} == {"Visit", "Allegation", "Denial"}
    assert "1 article, 3 events: " in result.stderr
    assert "Denial 1" in result.stderr
    assert result.stdout == ""


def test_the_date_option_dates_what_has_no_date(tmp_path: Path) -> None:
    text = "Lavrov visited Pyongyang on Tuesday, officials in Moscow said."
    assert convert("-", "-o", tmp_path, "--to", "jsonl", stdin=text).exit_code == 0
    assert events(tmp_path)[0]["time"] is None
    assert convert("-", "-o", tmp_path, "--to", "jsonl", "--date", "2024-01-18", stdin=text).exit_code == 0
    assert events(tmp_path)[0]["time"]["edtf"] == "2024-01-16"


def test_only_the_formats_asked_for_are_written_and_quiet_is_quiet(talks: Path, tmp_path: Path) -> None:
    result = convert(talks, "-o", tmp_path / "out", "--to", "cameo", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert shown(tmp_path / "out") == ["events.cameo.tsv"]


def test_the_same_articles_give_the_same_bytes(talks: Path, tmp_path: Path) -> None:
    for name in "ab":
        assert convert(talks, "-o", tmp_path / name).exit_code == 0
    for name in shown(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary|picture|not text|no text"),
        ("long.txt", b"Envoys met in Oslo on Monday to talk about fish. " * 430_000, "long|split|characters|MB"),
        ("lines.jsonl", b'{"text": "Kim visited Oslo.\n', "JSON|line 1"),
    ],
)
def test_a_broken_input_is_named_and_the_others_are_converted(
    talks: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    import re

    bad = talks.parent / name
    bad.write_bytes(content)
    result = convert(talks.parent, "-o", tmp_path / "out", "--to", "jsonl")
    (line,) = (line for line in result.stderr.splitlines() if name in line)
    assert re.search(said, line, re.I), line
    assert {event["mentions"][0]["article"] for event in events(tmp_path / "out")} == {"talks.txt"}
    assert result.exit_code == (0 if line.startswith("skipped") else 1)
    assert "Traceback" not in result.output


def test_a_missing_input_is_named_and_exits_with_1(talks: Path, tmp_path: Path) -> None:
    result = convert(tmp_path / "nowhere.txt", talks, "-o", tmp_path / "out", "--to", "jsonl")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr
    assert len(events(tmp_path / "out")) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(talks: Path, tmp_path: Path) -> None:
    locked = talks.parent / "locked.txt"
    locked.write_text(TALKS)
    locked.chmod(0)
    result = convert(talks.parent, "-o", tmp_path / "out", "--to", "jsonl")
    assert result.exit_code == 1
    assert "locked.txt" in result.stderr


def test_another_language_and_another_encoding(talks: Path, tmp_path: Path) -> None:
    (talks.parent / "fr.txt").write_text(FRENCH, encoding="latin-1")
    text = "Icelandic Foreign Minister Jón Ægisson visited Paris on Monday, the ministry said."
    (talks.parent / "utf16.txt").write_text(text, encoding="utf-16")
    result = convert(talks.parent, "-o", tmp_path / "out", "--to", "jsonl")
    assert result.exit_code == 0, result.stderr
    assert "fr.txt" in result.stderr
    names = {actor["name"] for event in events(tmp_path / "out") for actor in event["sources"]}
    assert "Jón Ægisson" in names


def test_an_article_without_events_is_named(tmp_path: Path) -> None:
    result = convert("-", "-o", tmp_path, "--to", "jsonl", stdin="The weather in the valley was mild on Monday.")
    assert result.exit_code == 0
    assert "no event found in stdin" in result.stderr
    assert events(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "yaml"], "no such format: yaml. Choose from: jsonl,"),
        (["--date", "yesterday"], "'yesterday' is no date: write 2024-01-15"),
        (["--from", "docx"], "docx"),
        (["--model", "en_core_web_none"], "'en_core_web_none' is not installed"),
    ],
)
def test_a_wrong_call_exits_with_2_and_writes_nothing(
    talks: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    result = convert(talks, "-o", tmp_path / "out", *arguments)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.split())
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def test_what_an_earlier_run_wrote_is_not_read_as_articles(talks: Path) -> None:
    out = talks.parent / "out"
    for _ in range(2):
        result = convert(talks.parent, "-o", out)
        assert result.exit_code == 0, result.stderr
    assert "1 article, 3 events" in result.stderr


def test_an_interrupt_exits_with_130_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(n), "text": TALKS}) + "\n" for n in range(5000)))
    command = [sys.executable, "-m", "sanudo", "convert", str(many), "-o", str(tmp_path / "out"), "--to", "jsonl"]
    path = os.pathsep.join(str(Path(__file__).parents[2] / name) for name in ("schema", "converters"))
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    begun = time.monotonic()
    while not list(tmp_path.glob("out/.sanudo/*.jsonl")) and time.monotonic() - begun < 60:
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.strip().endswith("interrupted; what was coded is kept, and the same command goes on from there")
    assert shown(tmp_path / "out") == []


def test_format_names_and_file_names_are_those_promised() -> None:
    assert {row.name: row.filename for row in chosen()} == {
        "jsonl": "events.jsonl",
        "jsonld": "events.jsonld",
        "turtle": "events.ttl",
        "nt": "events.nt",
        "nq": "events.nq",
        "trig": "events.trig",
        "rdfxml": "events.rdf",
        "cameo": "events.cameo.tsv",
    }
    assert set(FORMATS) >= {row.name for row in chosen()}


def test_the_least_confidence_discards_and_makes_earlier_work_stale(talks: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert convert(talks, "-o", out, "--to", "jsonl").exit_code == 0
    all_of_them = events(out)
    least = max(event["confidence"] for event in all_of_them)
    assert convert(talks, "-o", out, "--to", "jsonl", "--min-confidence", least).exit_code == 0
    assert 0 < len(events(out)) < len(all_of_them)
    assert {event["confidence"] for event in events(out)} == {least}
    assert convert(talks, "-o", out, "--min-confidence", "7").exit_code == 2


def test_the_user_s_own_actors_are_known_and_make_earlier_work_stale(tmp_path: Path) -> None:
    article, table, out = tmp_path / "a.txt", tmp_path / "actors.tsv", tmp_path / "out"
    article.write_text("Envoys quarrel\n\nThe Duck Order accused Russia of violating its airspace.\n")
    for country in ("ITA", "GRC"):
        table.write_text(f"name\tcountry\nDuck Order\t{country}\n")
        result = convert(article, "-o", out, "--to", "jsonl", "--actors", table)
        assert result.exit_code == 0, result.output
        (allegation,) = (event for event in events(out) if event["type"] == "Allegation")
        assert allegation["accusers"][0]["country"] == country
    table.write_text("name\tnonsense\nDuck Order\tITA\n")
    refused = convert(article, "-o", out, "--actors", table)
    assert refused.exit_code == 1
    assert "actors.tsv" in refused.stderr
    assert convert(article, "-o", out, "--actors", tmp_path / "none.tsv").exit_code == 2


def test_merge_tells_each_event_once_beside_the_records(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.txt").write_text(TALKS)
    (inputs / "b.txt").write_text(TALKS.replace("Lavrov visits Pyongyang", "Lavrov in Pyongyang"))
    done = convert(inputs, "-o", tmp_path / "out", "--merge", "--to", "jsonl")
    assert done.exit_code == 0, done.output
    assert "told by several reports" in done.stderr
    merged = [json.loads(line) for line in (tmp_path / "out/merged.jsonl").read_text("utf-8").splitlines()]
    assert sorted(name for event in merged for name in event["records"]) == sorted(
        e["id"] for e in events(tmp_path / "out")
    )
    assert [len(event["records"]) for event in merged if event["event"]["type"] == "Visit"] == [2]
    assert shown(tmp_path / "out") == ["events.jsonl", "merged.jsonl"]
    (inputs / "b.txt").unlink()
    assert convert(inputs, "-o", tmp_path / "out", "--merge", "--to", "jsonl,turtle,cameo").exit_code == 0
    assert {"events.ttl", "merged.ttl", "events.cameo.tsv"} <= set(shown(tmp_path / "out"))
    assert "snd:MergedEvent" in (tmp_path / "out/merged.ttl").read_text("utf-8")
    assert len((tmp_path / "out/merged.jsonl").read_text("utf-8").splitlines()) == len(events(tmp_path / "out"))


def test_merging_needs_the_records(tmp_path: Path) -> None:
    done = convert("-", "-o", tmp_path / "out", "--merge", "--to", "turtle", stdin=TALKS)
    assert done.exit_code == 2
    assert "--merge needs jsonl" in done.output
