"""The commands of the graph as their user calls them."""

import json
from pathlib import Path

import pytest

from sanudo.formats import FORMATS

EVENTS = Path(__file__).parents[2] / "examples" / "events.jsonl"


def test_load_stats_query(sanudo, tmp_path):
    store = tmp_path / "kg"
    done = sanudo("load", EVENTS, "--store", store)
    assert done.returncode == 0
    assert "5 graphs added, 0 replaced" in done.stderr
    counted = json.loads(sanudo("stats", store, "--to", "json").stdout)
    assert counted["totals"]["events"] == "17"
    assert counted["totals"]["first day"] == "2024-02-01"
    assert {"type": "Denial", "status": "occurred", "events": "3"} in counted["events"]
    found = sanudo("query", store, "--saved", "facts-about", "-p", "country=EGY", "--to", "csv")
    assert found.stdout.splitlines()[0] == "day,label,code"
    assert '2024-03-04,"Meeting: Eleni Markou, Sami Farag",040' in found.stdout


def test_a_query_from_standard_input_with_a_parameter(sanudo):
    query = "SELECT ?label { ?e a snd:Denial ; rdfs:label ?label ; snd:confidence ?c FILTER(?c > ?least) }"
    done = sanudo("query", EVENTS, "-", "-p", "least=0.925", "--to", "tsv", stdin=query)
    assert done.stdout.splitlines() == ["?label", '"Denial: Libya, Eleni Markou"']


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("query", EVENTS), 2, "either a SPARQL query or --saved NAME"),
        (("query", EVENTS, "--saved", "facts-about"), 2, "needs country"),
        (("query", EVENTS, "ASK {}", "--to", "yaml"), 2, "Choose from"),
        (("query", EVENTS, "ASK {}", "-p", "x"), 2, "NAME=VALUE"),
        (("query", EVENTS, "SELEC"), 1, "malformed"),
        (("query", EVENTS, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 1, "--allow"),
        (("query", "nowhere", "ASK {}"), 2, "no such file"),
        (("load", "nowhere", "--store", "kg"), 2, "no such file"),
        (("stats", "nowhere"), 2, "no such file"),
        (("serve", "--store", "nowhere"), 2, "no store here"),
        (("push", EVENTS, "http://127.0.0.1:9/store"), 1, "does not answer"),
        (("schema", "ontologie"), 2, "Choose from: ontology"),
        (("validate", "nowhere.ttl"), 1, "no such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(sanudo, tmp_path, call, code, said):
    if call[0] == "push":
        (tmp_path / "events.jsonl").write_bytes(EVENTS.read_bytes())
        call = ("push", tmp_path / "events.jsonl", *call[2:])
    done = sanudo(*call, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_saved_queries_are_listed(sanudo):
    listed = sanudo("query", "--saved", "list").stdout
    assert "who-alleged-what" in listed
    assert "Who alleged what about whom, and who denied it?" in listed


def test_validate_names_the_finding_and_fails(sanudo, tmp_path):
    assert sanudo("validate", EVENTS).returncode == 0
    path = tmp_path / "events.jsonl"
    path.write_text(EVENTS.read_text().replace('"confidence":0.97', '"confidence":9', 1))
    done = sanudo("validate", path, "--to", "jsonl")
    assert done.returncode == 1
    (finding,) = map(json.loads, done.stdout.splitlines())
    assert (finding["record"], finding["field"], finding["value"]) == ("line 1", "Meeting.confidence", "9")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("ontology", "@prefix"), ("context", '{\n "@context"'), ("event", "{"), ("shapes", "@prefix"), ("cameo", "#")],
)
def test_the_schema_is_printed(sanudo, name, begins):
    assert sanudo("schema", name).stdout.startswith(begins)


def test_all_that_coding_makes_reads_back_equal_from_every_format(sanudo, tmp_path):
    assert sanudo("convert", EVENTS.parent / "articles", "-o", tmp_path, "-q").returncode == 0
    found = {}
    for name in ("jsonl", "jsonld", "turtle", "nt", "nq", "trig", "rdfxml"):
        with (tmp_path / FORMATS[name].filename).open("rb") as stream:
            found[name] = list(FORMATS[name].read(stream))
    assert len(found["jsonl"]) > 10
    assert all(records == found["jsonl"] for records in found.values())
