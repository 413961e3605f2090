"""What a query may reach, what its parameters may hold, and how long it may take."""

import json
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.errors import FormatError, QueryError, UsageError
from sanudo.store import ask, ask_as, term
from sanudo.store.binding import bound
from sanudo.store.guard import inspected

REACHING = [
    "SELECT * {{ SERVICE <{url}/a> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ serVice SILENT <{url}/b> {{ ?s ?p 1 }} }} }}",
    "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE ?x {{ ?s ?p ?o }} }} }} }} }}",
    "LOAD <{url}/c>",
    "LOAD <{url}/c> ; INSERT DATA {{ <urn:a> <urn:b> 1 }}",
    "DELETE WHERE {{ ?s ?p ?o }}",
    "CLEAR ALL",
]


@pytest.mark.parametrize("query", REACHING)
def test_a_query_reaches_nothing_and_changes_nothing(query, store, listener):
    with pytest.raises(QueryError):
        ask(store, query.format(url=listener.url))
    assert listener.asked == []


def test_from_names_graphs_of_the_store_and_fetches_none(store, listener):
    asked = ask(store, f"SELECT * FROM <{listener.url}/g> {{ ?s ?p ?o }}")  # noqa: S608
    assert asked.rows == ()
    assert listener.asked == []
    one = ask(store, "SELECT ?g { GRAPH ?g { ?e a snd:Visit } } LIMIT 1").rows[0]["g"]
    few = ask(store, f"SELECT DISTINCT ?e FROM <{one}> {{ ?e a snd:EventRecord }}").rows  # noqa: S608
    assert 0 < len(few) < 17


def test_an_endpoint_allowed_by_name_is_asked(store, listener):
    query = f"SELECT * {{ SERVICE <{listener.url}/a> {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryError, match="failed"):
        ask(store, query, allow=[f"{listener.url}/a"])
    assert listener.asked


def test_the_words_of_a_string_or_a_comment_reach_nothing():
    assert inspected("SELECT * { ?s ?p 'SERVICE <urn:x> {}' } # SERVICE <urn:y> {}").name == "SELECT"


def test_a_context_elsewhere_is_never_fetched(tmp_path, listener):
    document = {"@context": f"{listener.url}/context", "@id": "urn:x", "snd:status": "occurred"}
    path = tmp_path / "events.jsonld"
    path.write_text(json.dumps(document))
    with pytest.raises(FormatError, match="context"):
        ask(path, "ASK { ?s ?p ?o }")
    assert listener.asked == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_a_parameter_holds_is_one_term(text):
    query = bound("SELECT ?v { BIND(?text AS ?v) FILTER('?text' != ?v) }", {"text": term(text, "text")})
    (row,) = pyoxigraph.Store().query(query) if text != "?text" else [{"v": pyoxigraph.Literal(text)}]
    assert row["v"].value == text


@pytest.mark.parametrize("value", ["no iri", "urn:a> } ; DROP ALL #", "<urn:x\n>", ""])
def test_a_parameter_that_is_no_iri_is_refused(value):
    with pytest.raises(QueryError, match="no IRI"):
        term(value, "iri")


def test_a_parameter_needs_its_variable():
    with pytest.raises(QueryError, match=r"no \?who"):
        bound("SELECT * { ?s ?p '?who' } # ?who", {"who": '"x"'})


def test_a_selected_parameter_stays_selected(store):
    query = "SELECT ?type (COUNT(DISTINCT ?e) AS ?n) { ?e a ?type }"
    answer = ask(store, query, terms={"type": term("<https://w3id.org/sanudo/schema#Denial>")})
    assert answer.rows == ({"type": "https://w3id.org/sanudo/schema#Denial", "n": "3"},)


def test_a_query_that_runs_too_long_is_ended(store):
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match="within 3 seconds"):
        ask(store, runaway, timeout=3)


@pytest.mark.parametrize(
    ("to", "begins"),
    [("csv", b"label"), ("tsv", b"?label"), ("json", b'{"head"'), ("xml", b"<?xml")],
)
def test_rows_come_in_every_format(to, begins, events):
    assert ask_as(to, events, "SELECT ?label { ?e a snd:Denial ; rdfs:label ?label }").startswith(begins)


def test_a_graph_comes_as_turtle_the_same_each_time(events):
    query = "CONSTRUCT { ?e snd:status ?s } WHERE { ?e snd:status ?s }"
    first = ask_as("turtle", events, query)
    assert b"status:alleged" in first
    assert first == ask_as("turtle", events, query)
    with pytest.raises(QueryError, match="rows"):
        ask_as("turtle", events, "SELECT ?s { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC", "line 1"),
        ("SELECT * { ?s nope:x ?o }", "prefix"),
        ("(" * 5000, "malformed"),
        ("ASK {}" * 50000, "longer|more"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(query, said, events):
    with pytest.raises(QueryError, match=f"(?i){said}"):
        ask(events, query)


def test_a_target_without_events_is_named(tmp_path):
    with pytest.raises(UsageError, match="no graph of events"):
        ask(tmp_path, "ASK {}")
    (tmp_path / "notes.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(FormatError, match="no event records"):
        ask(tmp_path / "notes.ttl", "ASK {}")


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*"{}()<>?;.#'\"\\", "SELECT", "SERVICE", "<urn:x>", "?x"])).map(" ".join)
)
def test_any_text_is_a_query_or_a_clear_error(text):
    with suppress(QueryError):
        assert inspected(text).name in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
