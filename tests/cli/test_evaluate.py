"""`sanudo evaluate`: figures and errors against a hand-coded file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sanudo.cli import app

TEXT = """Lavrov visits Pyongyang

Russian Foreign Minister Sergey Lavrov visited Pyongyang on Tuesday. The weather was mild.
"""
VISIT = {
    "id": "v",
    "type": "Visit",
    "status": "occurred",
    "sources": [{"name": "Sergey Lavrov", "country": "RUS"}],
    "targets": [{"name": "North Korea", "country": "PRK"}],
    "time": "2024-01-16",
    "place_country": "PRK",
    "cameo": ["042"],
    "quote": "Russian Foreign Minister Sergey Lavrov visited Pyongyang on Tuesday",
}
THREAT = {"id": "t", "type": "Threat", "status": "occurred", "quote": "The weather was mild"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "visit.txt").write_text(TEXT)
    gold(tmp_path, "visit.txt")
    return tmp_path


def gold(folder: Path, *names: str) -> None:
    lines = [json.dumps({"article": name, "date": "2024-01-18", "events": [VISIT, THREAT]}) for name in names]
    (folder / "gold.jsonl").write_text("\n".join(lines))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], env={"COLUMNS": "120"})


def test_articles_are_coded_by_the_gold_s_date_and_the_figures_shown(folder: Path) -> None:
    result = run("evaluate", folder / "gold.jsonl", folder / "visit.txt", "--errors")
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["Visit", "1", "1", "1.000", "1.000", "1.000"] in rows
    assert ["time", "1", "of", "1", "1.000"] in rows
    assert "missed  visit.txt: Threat occurred, nobody > nobody “The weather was mild”" in result.stdout


def test_events_of_an_earlier_run_give_the_same_figures(folder: Path) -> None:
    converted = run(
        "convert", folder / "visit.txt", "-o", folder / "out", "--date", "2024-01-18", "--to", "jsonl", "-q"
    )
    assert converted.exit_code == 0, converted.output
    anew = run("evaluate", folder / "gold.jsonl", folder / "visit.txt", "--json")
    from_file = run("evaluate", folder / "gold.jsonl", "--events", folder / "out" / "events.jsonl", "--json")
    assert json.loads(from_file.stdout) == json.loads(anew.stdout)
    assert json.loads(anew.stdout)["all"]["recall"] == 0.5


def test_an_article_that_is_not_there_is_named_and_counts_for_nothing(folder: Path) -> None:
    gold(folder, "visit.txt", "gone.txt")
    result = run("evaluate", folder / "gold.jsonl", folder / "visit.txt", "--json")
    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert json.loads(result.stdout)["articles"] == 1


def test_articles_or_events_must_be_given_but_not_both(folder: Path) -> None:
    assert run("evaluate", folder / "gold.jsonl").exit_code == 2
    assert run("evaluate", folder / "gold.jsonl", folder / "visit.txt", "--events", "x.jsonl").exit_code == 2


def test_a_file_of_events_that_is_not_there_is_named(folder: Path) -> None:
    result = run("evaluate", folder / "gold.jsonl", "--events", folder / "none.jsonl")
    assert result.exit_code == 1
    assert "none.jsonl" in result.stderr
