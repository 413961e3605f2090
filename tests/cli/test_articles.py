"""`sanudo articles` lists what is read, and what is not."""

import json
from pathlib import Path

from typer.testing import CliRunner

from sanudo.cli import app

TEXT = "Envoys meet in Oslo\nThe envoys of the two states met in Oslo on Monday, a spokesman said.\nShare this article"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["articles", *map(str, arguments)], env={"COLUMNS": "120"})
    return result.exit_code, result.stdout, result.stderr


def test_articles_and_failures_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7")
    code, out, err = run(tmp_path, "--date", "2024-01-15")
    assert code == 1
    assert "a.txt" in out
    assert "2024-01-15" in out
    assert "Envoys meet in Oslo" in out
    assert "b.txt: failed: this is a PDF file" in err
    assert err.endswith("1 article, 1 failed\n")


def test_json_can_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    code, out, _ = run(tmp_path, "--json", "--date", "2024-01-15")
    assert code == 0
    first = json.loads(out)
    again = tmp_path / "again.jsonl"
    again.write_text(out, "utf-8")
    second = json.loads(run(again, "--json")[1])
    changed = {key for key in first if first[key] != second[key]}
    assert changed == {"origin"}


def test_text_is_what_offsets_count_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    code, out, _ = run(tmp_path, "--text")
    assert code == 0
    assert TEXT in out


def test_a_wrong_column_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "The envoys met."}\n', "utf-8")
    assert run(tmp_path, "--column", "text")[0] == 2
    assert run(tmp_path, "--from", "docx")[0] == 2
