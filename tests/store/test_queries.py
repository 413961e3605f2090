"""Every saved query, on both engines, over the example events."""

import io
import re

import pytest
import rdflib

from sanudo.errors import UsageError
from sanudo.formats import FORMATS
from sanudo.formats.vocab import prefixes, shipped
from sanudo.store import ask, saved_queries, saved_query
from sanudo.store.binding import bound
from sanudo.store.filling import SCHEMES

GIVEN = {"country": "LBY", "one": "GRC", "other": "LBY", "family": "04", "below": "0.75"}


def terms(name, records):
    query = saved_query(name)
    given = {**GIVEN, "event": records[0].id}
    wanted = {
        parameter.name for parameter in query.parameters if parameter.default is None or parameter.name == "below"
    }
    return query.terms({key: value for key, value in given.items() if key in wanted})


@pytest.fixture(scope="module")
def rdflib_graph(records):
    stream = io.BytesIO()
    FORMATS["nt"].write(records, stream)
    graph = rdflib.Graph()
    graph.parse(data=stream.getvalue(), format="nt")
    for name in SCHEMES.values():
        graph.parse(data=shipped(name), format="turtle")
    for prefix, namespace in prefixes().items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def comparable(value):
    try:
        return float(value)
    except ValueError:
        return "".join(sorted(re.split(r", | \| ", value)))


@pytest.mark.parametrize("name", saved_queries())
def test_both_engines_agree(name, store, records, rdflib_graph):
    chosen = terms(name, records)
    ours = ask(store, saved_query(name), terms=chosen)
    assert ours.rows, "the example events answer every saved query"
    found = rdflib_graph.query(bound(saved_query(name).sparql, chosen))
    theirs = [{str(key): str(value) for key, value in binding.items()} for binding in found.bindings]

    def table(rows):
        kept = [{key: value for key, value in row.items() if value != ""} for row in rows]
        return sorted(sorted((key, str(comparable(value))) for key, value in row.items()) for row in kept)

    assert table(ours.rows) == table(theirs)


@pytest.mark.parametrize("name", saved_queries())
def test_each_describes_itself_and_gives_an_order(name):
    query = saved_query(name)
    assert query.question.endswith("?")
    assert "ORDER BY" in query.sparql, "answers come in a fixed order"
    for parameter in query.parameters:
        assert parameter.meaning
        assert f"?{parameter.name}" in query.sparql


def test_an_allegation_stands_beside_its_denial(store):
    found = {row["alleged"]: row for row in ask(store, saved_query("who-alleged-what")).rows}
    shelling = found["Greek ships shelled a Libyan patrol boat"]
    assert (shelling["who"], shelling["about"], shelling["denied_by"]) == ("Libya", "Greece", "Greece")


def test_what_is_alleged_is_no_fact(store):
    facts = ask(store, "SELECT ?label { ?event a sem:Event ; rdfs:label ?label }").rows
    assert facts
    assert not [row for row in facts if "alleged" in row["label"] or "scheduled" in row["label"]]
    assert ask(store, "ASK { ?event sem:hasActor ?who FILTER NOT EXISTS { ?event a sem:Event } }").rows == (
        {"answer": "false"},
    )


def test_a_file_a_folder_and_a_store_answer_alike(tmp_path, records, events, store):
    answers = [ask(events, saved_query("articles")).rows, ask(store, saved_query("articles")).rows]
    for name in ("nq", "turtle", "rdfxml", "jsonld", "ndjsonld"):
        folder = tmp_path / name
        folder.mkdir()
        with (folder / FORMATS[name].filename).open("wb") as stream:
            FORMATS[name].write(records, stream)
        answers.append(ask(folder, saved_query("articles")).rows)
    assert all(answer == answers[0] for answer in answers)


def test_a_missing_or_wrong_parameter_is_named():
    with pytest.raises(UsageError, match="needs country"):
        saved_query("facts-about").terms({})
    with pytest.raises(UsageError, match="no parameter 'contry'"):
        saved_query("facts-about").terms({"contry": "RUS"})
    with pytest.raises(UsageError, match="no date"):
        saved_query("scheduled-meetings").terms({"from": "2024-13-01"})
    with pytest.raises(UsageError, match="no saved query"):
        saved_query("who")
