"""Stores on disk: whole loads or none, articles replaced, one writer at a time."""

import pytest

from sanudo.errors import FormatError, UsageError
from sanudo.formats import FORMATS
from sanudo.merging.files import merge_files, write_merged_events
from sanudo.store import ask, saved_query
from sanudo.store.filling import SCHEMES
from sanudo.store.loading import held, load


def written(path, records, name="nq"):
    with path.open("wb") as stream:
        FORMATS[name].write(records, stream)
    return path


def events(store):
    return {row["e"] for row in ask(store, "SELECT DISTINCT ?e { ?e a snd:EventRecord }").rows}


def test_each_article_has_its_graph_and_the_schemes_theirs(store):
    graphs = {row["g"] for row in ask(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows}
    assert graphs >= set(SCHEMES)
    assert "https://w3id.org/sanudo/id/article/harbour-post.txt" in graphs
    where = "SELECT DISTINCT ?g { GRAPH ?g { ?e a snd:Visit ; snd:status status:occurred } }"
    (row,) = ask(store, where).rows
    assert row["g"] == "https://w3id.org/sanudo/id/article/harbour-post-2.txt"


@pytest.mark.parametrize("name", ["nq", "trig", "jsonl", "turtle", "rdfxml"])
def test_loading_an_article_again_replaces_it(name, tmp_path, records):
    store = tmp_path / "kg"
    first = [record for record in records if record.articles[0].id == "harbour-post-2.txt"]
    load([written(tmp_path / FORMATS[name].filename, records, name)], store)
    before = events(store)
    done = load([written(tmp_path / "again.nq", first[:1])], store)
    assert (done.added, done.replaced) == (0, 1)
    assert before - events(store) == {record.id for record in first[1:]}


def test_a_broken_input_leaves_the_store_as_it_was(tmp_path, records):
    store = tmp_path / "kg"
    load([written(tmp_path / "events.nq", records)], store)
    before = ask(store, saved_query("events-by-type")).rows
    good, broken = written(tmp_path / "good.nq", records[:1]), tmp_path / "broken.nq"
    whole = written(tmp_path / "half.nq", records).read_bytes()
    broken.write_bytes(whole[: whole.index(b"\n", 5000) - 10])
    with pytest.raises(FormatError, match=r"broken\.nq"):
        load([good, broken], store)
    assert ask(store, saved_query("events-by-type")).rows == before
    assert [path.name for path in tmp_path.iterdir() if "kg" in path.name and not path.name.endswith("lock")] == ["kg"]
    with pytest.raises(FormatError):
        load([broken], tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


def test_triples_without_a_graph_are_refused(tmp_path):
    (tmp_path / "loose.nq").write_text("<urn:a> <urn:b> <urn:c> .\n")
    with pytest.raises(FormatError, match="no named graph"):
        load([tmp_path / "loose.nq"], tmp_path / "kg")


def test_a_folder_of_other_things_is_not_made_a_store(tmp_path, events):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="no store"):
        load([events], tmp_path)


def test_a_store_in_use_is_not_loaded_into(tmp_path, events):
    store = tmp_path / "kg"
    with held(store, "load", exclusive=True), pytest.raises(UsageError, match="in use"):
        load([events], store)


def test_a_store_left_half_way_is_put_right(tmp_path, events):
    store = tmp_path / "kg"
    load([events], store)
    store.rename(tmp_path / ".kg.old")
    done = load([events], store)
    assert (done.added, done.replaced) == (0, 5)


def test_merged_events_lie_in_a_graph_of_their_own_and_are_replaced(tmp_path, events):
    folder, store = tmp_path / "out", tmp_path / "kg"
    folder.mkdir()
    (folder / "events.jsonl").write_bytes(events.read_bytes())
    for wanted in ((1, 0), (0, 1)):  # added at first, replaced then
        merged = merge_files([folder]).events[wanted[1] :]
        write_merged_events(merged, folder / "merged.jsonl")
        done = load([folder], store)
        assert (done.added, done.replaced) == (6 * wanted[0], 6 * wanted[1])
        where = "SELECT ?g (COUNT(DISTINCT ?e) AS ?n) { GRAPH ?g { ?e a snd:MergedEvent } } GROUP BY ?g"
        (row,) = ask(store, where).rows
        assert row == {"g": "https://w3id.org/sanudo/id/merged", "n": str(len(merged))}
