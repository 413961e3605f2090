"""Every saved query, on both engines, over the example events."""

import io
import re

import pytest
import rdflib

from sanudo.errors import UsageError
from sanudo.formats import FORMATS
from sanudo.formats.vocab import prefixes, shipped
from sanudo.merging import merge_records
from sanudo.store import ask, saved_queries, saved_query
from sanudo.store.binding import bound
from sanudo.store.filling import SCHEMES
from sanudo.store.loading import load

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


@pytest.mark.parametrize("name", saved_queries())
def test_each_declares_the_prefixes_it_uses(name):
    query = saved_query(name)
    declared = set(re.findall(r"PREFIX (\w+):", query.sparql))
    body = query.sparql.partition("\nSELECT")[2]
    used = {prefix for prefix in prefixes() if re.search(rf"\b{prefix}:\w", body)}
    assert used <= declared, "an endpoint knows none of our prefixes"


@pytest.fixture(scope="module")
def merged_store(tmp_path_factory, records):
    """A store of the example records, the same as another paper tells them, and what merging makes of both."""
    folder = tmp_path_factory.mktemp("merged")
    told = [*records, *map(again, records)]
    merged = merge_records(told).events
    for name, items in (("events.nq", told), ("merged.nq", merged)):
        with (folder / name).open("wb") as stream:
            FORMATS["nq"].write(items, stream)
    load([folder / "events.nq"], folder / "reports")
    load([folder / "events.nq", folder / "merged.nq"], folder / "both")
    return folder, merged


def again(record):
    """The record as another paper tells it, which puts meetings in another place."""
    articles = [
        one.model_copy(update={"id": f"b/{one.id}", "publisher": "B", "sha256": None}) for one in record.articles
    ]
    mentions = tuple(one.model_copy(update={"article": f"b/{one.article}"}) for one in record.mentions)
    place = record.place and record.place.model_copy(update={"name": "Rome", "country": "ITA"})
    update = {"articles": tuple(articles), "mentions": mentions, "place": place, "id": f"{record.id}x"}
    return record.model_copy(update=update)


@pytest.mark.parametrize(
    "name", ["dyad-scores", "events-by-type", "most-active", "who-met-whom", "articles", "doubtful"]
)
def test_merged_events_are_not_counted_among_the_reports(name, merged_store):
    folder, _ = merged_store
    query = saved_query(name)
    assert ask(folder / "both", query, terms=query.terms({})).rows == (
        ask(folder / "reports", query, terms=query.terms({})).rows
    )


def test_each_event_once_is_a_level_of_its_own(merged_store):
    folder, merged = merged_store
    query = saved_query("events-by-type")
    rows = ask(folder / "both", query, terms=query.terms({"level": "snd:MergedEvent"})).rows
    assert sum(int(row["events"]) for row in rows) == len(merged)


def test_publishers_and_disagreements_are_those_of_merged_events(merged_store):
    folder, merged = merged_store
    found = ask(folder / "both", saved_query("two-publishers")).rows
    assert {row["event"]: int(row["publishers"]) for row in found} == {
        event.id: event.sources for event in merged if event.sources > 1
    }
    told = ask(folder / "both", saved_query("disagreement")).rows
    assert any(row["field"] == "place" and "Cairo, EGY" in row["told"] and "Rome, ITA" in row["told"] for row in told)
    assert all("b/" in row["articles"] for row in told)


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
