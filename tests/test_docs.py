"""The docs keep up with the code: every command and option is described, and the reference is the help of today."""

import doctest
import importlib.util
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import typer

from sanudo.cli import COMMANDS, app
from sanudo.formats import FORMATS

ROOT = Path(__file__).parents[1]


def group() -> Any:
    return typer.main.get_command(app)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_each_of_its_options_has_help(name: str) -> None:
    command = group().get_command(None, name)
    assert command.help
    for parameter in command.params:
        assert parameter.help, f"sanudo {name}: {parameter.name} has no help"


def test_the_reference_is_what_the_commands_say_today() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    assert reference.reference() == (ROOT / "docs" / "cli.md").read_text("utf-8"), "run `make docs`"


def test_the_cookbook_is_what_the_saved_queries_answer_today() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "cookbook.py"))["cookbook"]()
    assert made == (ROOT / "docs" / "queries.md").read_text("utf-8"), "run `make docs`"


def test_the_vocabulary_is_what_the_ontology_is_made_from_today() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "vocabulary.py"))["vocabulary"]()
    assert made == (ROOT / "docs" / "vocabulary.md").read_text("utf-8"), "run `make docs`"


def test_the_help_of_convert_names_every_format_it_writes() -> None:
    command = group().get_command(None, "convert")
    (option,) = (parameter for parameter in command.params if parameter.name == "to")
    assert [name for name, row in FORMATS.items() if row.written and name not in option.help] == []


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda path: path.name)
def test_each_page_of_the_docs_is_linked_from_the_readme(page: Path) -> None:
    assert f"docs/{page.name}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "page", [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))], ids=lambda path: path.name
)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("name", ["docs/graph.md", "docs/python.md", "docs/queries.md"])
def test_the_examples_on_the_pages_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)
    assert tried
    assert not failed


def test_the_quickstart_runs_and_finds_the_denial(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "quickstart.py"))
    said = capsys.readouterr().out
    assert "Norway denied what Iceland alleged" in said
    assert "Meeting     scheduled  2026-03-13  Astrid Lunde > Jon Hallsson" in said
