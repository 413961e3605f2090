"""`sanudo codes`: looking codes up from the command line."""

import json

import pytest
from typer.testing import CliRunner

from sanudo.cli import app

run = CliRunner()


def looked_up(*terms: str) -> list[dict]:
    result = run.invoke(app, ["codes", *terms, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_cameo_code_with_all_its_variants():
    (entry,) = looked_up("016")
    assert entry["system"] == "CAMEO event"
    assert entry["label"] == "Deny responsibility"
    assert entry["facts"]["goldstein"] == {"gdelt": -2.0, "icews": -5.0, "phoenix": 3.4}
    assert entry["facts"]["quad_class"]["phoenix"] == 0
    assert entry["facts"]["plover"] is None
    assert entry["facts"]["type"] == "Denial"


def test_a_planned_visit_is_an_agreement_to_plover():
    (entry,) = looked_up("042")
    assert entry["facts"]["plover"] == "CONSULT visit"
    assert entry["facts"]["plover_if_scheduled"] == "AGREE"


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        (["host", "visit"], {"043"}),
        (["MED"], {"MED"}),
        (["RUS"], {"RUS", "rus"}),
        (["rs"], {"SRB", "RUS"}),
        (["Burma"], {"MMR"}),
        (["consult"], {"CONSULT", "04"}),
        (["humanitarian aid"], {"0233", "0333", "073", "1033", "1223"}),
    ],
)
def test_what_is_found(terms: list[str], codes: set[str]):
    assert {entry["code"] for entry in looked_up(*terms)} == codes


def test_media_and_medicine_are_both_shown():
    assert [(entry["system"], entry["label"]) for entry in looked_up("MED")] == [
        ("CAMEO role", "media"),
        ("PLOVER sector", "health"),
    ]


def test_the_text_shows_children_and_scores():
    result = run.invoke(app, ["codes", "081"])
    assert result.exit_code == 0
    assert "0813 Ease curfew" in result.stdout
    assert "gdelt: 5.0" in result.stdout
    assert "CONCEDE (legal)" in result.stdout


def test_many_hits_make_a_table():
    result = run.invoke(app, ["codes", "sanctions"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert any(line.startswith("163 ") and "CAMEO event" in line for line in lines)
    assert len(lines) > 5


@pytest.mark.parametrize(("term", "near"), [("42", "042"), ("0421", "042"), ("hizbollah", "hezbullah"), (" ", "visit")])
def test_an_unknown_code_is_an_error_with_its_neighbours(term: str, near: str):
    result = run.invoke(app, ["codes", term])
    assert result.exit_code == 2
    assert near in result.stderr
    assert result.stdout == ""


def test_help():
    result = run.invoke(app, ["codes", "--help"])
    assert result.exit_code == 0
    assert "--json" in result.stdout
