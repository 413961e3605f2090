"""`sanudo explain`: every sentence, the events found in it, and the words and rule behind each field."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sanudo.cli import app

TEXT = """Lavrov visits Pyongyang

Russian Foreign Minister Sergey Lavrov visited Pyongyang on Tuesday. The weather was mild. The visit lasted a day.
"""


def explain(*arguments: object, stdin: str = TEXT) -> Result:
    return CliRunner().invoke(app, ["explain", *map(str, arguments)], input=stdin, env={"COLUMNS": "120"})


def test_each_sentence_is_shown_with_what_was_found_and_why() -> None:
    result = explain("-", "--date", "2024-01-18")
    assert result.exit_code == 0, result.output
    said = " ".join(result.stdout.split())
    assert "published 2024-01-18" in said
    for number, sentence in enumerate(("Lavrov visits Pyongyang", "Russian Foreign Minister", "The weather was mild.")):
        assert f"{number} {sentence}" in said
    assert "The weather was mild. no event" in said
    assert "time 2024-01-16 (relative)" in said
    assert "(“Tuesday”)" in said
    assert "sources Sergey Lavrov RUSGOV" in said


def test_an_event_told_again_is_explained_once() -> None:
    said = explain("-").stdout
    assert said.count("cameo ") == 1
    assert "Visit as above" in said


def test_without_a_date_it_says_so() -> None:
    assert "published not known: relative times stay open" in explain("-").stdout


def test_json_holds_offsets_into_the_text_and_whole_records() -> None:
    sentences = [json.loads(line) for line in explain("-", "--json", "--date", "2024-01-18").stdout.splitlines()]
    assert [sentence["sentence"] for sentence in sentences] == [0, 1, 2, 3]
    assert [sentence["headline"] for sentence in sentences] == [True, False, False, False]
    for sentence in sentences:
        assert TEXT.strip()[sentence["start"] : sentence["end"]] == sentence["text"]
    (event,) = sentences[1]["events"]
    assert (event["type"], event["cameo"]) == ("Visit", "042")
    assert sentences[2]["events"] == []


def test_one_article_of_many_is_chosen_by_its_id(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ("one", "two")))
    result = explain(many, "--only", "two")
    assert (result.exit_code, result.stdout.splitlines()[0].split()[0]) == (0, "two")
    missing = explain(many, "--only", "three")
    assert missing.exit_code == 1
    assert "no article has the id 'three'" in missing.stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 500])
def test_an_input_that_is_no_article_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    result = explain(path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"sanudo: {path}: failed: ")


def test_what_was_discarded_is_shown_with_the_reason() -> None:
    assert "Visit discarded: confidence 0." in explain("-", "--min-confidence", "1").stdout
    sentences = [json.loads(line) for line in explain("-", "--json", "--min-confidence", "1").stdout.splitlines()]
    assert sentences[1]["events"] == []
    assert sentences[1]["discarded"][0]["event"]["type"] == "Visit"
    assert sentences[1]["discarded"][0]["reason"].endswith("is below 1.0")
