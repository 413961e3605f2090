"""Merged events in every format of records: they read back equal, beside records and alone, and pass for none."""

import io
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.errors import FormatError, UsageError
from sanudo.formats import FORMATS
from sanudo.formats.merged import READERS
from sanudo.formats.validation import validated
from sanudo.merging import merge_records
from sanudo_schema import make_record

EVENTS = Path(__file__).parents[2] / "examples" / "events.jsonl"
GRAPHS = [name for name in READERS if name != "jsonl"]


@pytest.fixture(scope="module")
def records():
    with EVENTS.open("rb") as stream:
        told = list(FORMATS["jsonl"].read(stream))
    return [*told, *map(again, told)]


def again(record):
    """The record as another paper tells it."""
    articles = [
        one.model_copy(update={"id": f"b/{one.id}", "publisher": "B", "sha256": None}) for one in record.articles
    ]
    update = {"articles": tuple(one.model_copy(update={"title": f"B: {one.title}"}) for one in articles)}
    mentions = tuple(one.model_copy(update={"article": f"b/{one.article}"}) for one in record.mentions)
    return record.model_copy(update={**update, "id": f"{record.id}x", "mentions": mentions})


@pytest.fixture(scope="module")
def merged(records):
    return merge_records(records).events


def told_twice(merged):
    """One of the merged events that two papers tell."""
    return [event for event in merged if event.links and event.event.status.is_fact][:1]


def written(name, items):
    stream = io.BytesIO()
    FORMATS[name].write(items, stream)
    return stream.getvalue()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_merged_event_reads_back_equal_from_every_format(data, any_merged):
    event = data.draw(any_merged)
    for name in READERS:
        (read,) = FORMATS[name].read_merged(io.BytesIO(written(name, [event])))
        assert read == event, name


@pytest.mark.parametrize("name", GRAPHS)
def test_records_and_merged_events_in_one_file_are_told_apart(name, records, merged):
    assert any(len(event.records) > 1 and event.links and event.sources > 1 for event in merged)
    data = written(name, [*records, *merged])
    assert list(FORMATS[name].read(io.BytesIO(data))) == records
    assert sorted(FORMATS[name].read_merged(io.BytesIO(data)), key=lambda event: event.id) == list(merged)


def test_every_format_holds_the_same_triples_in_the_graph_of_merged_events(merged):
    forms = {"turtle": "TURTLE", "nt": "N_TRIPLES", "nq": "N_QUADS", "trig": "TRIG", "rdfxml": "RDF_XML"}
    found = {}
    for name, form in {**forms, "jsonld": "JSON_LD"}.items():
        quads = list(pyoxigraph.parse(written(name, merged), getattr(pyoxigraph.RdfFormat, form)))
        found[name] = {str(quad.triple) for quad in quads}
        if name in ("nq", "trig"):
            assert {quad.graph_name.value for quad in quads} == {"https://w3id.org/sanudo/id/merged"}
    assert all(triples == found["nt"] for triples in found.values())


def test_a_merged_event_is_no_event_record_and_only_a_fact_is_a_sem_event(merged):
    text = written("nt", merged).decode()
    assert "#EventRecord>" not in text
    facts = {line.split()[0] for line in text.splitlines() if line.endswith("/sem/Event> .")}
    assert facts == {f"<{event.id}>" for event in merged if event.event.status.is_fact}


@pytest.mark.parametrize("name", ["jsonl", "jsonld", "turtle"])
def test_what_is_written_is_sound(name, tmp_path, merged):
    path = tmp_path / FORMATS[name].merged_filename
    path.write_bytes(written(name, told_twice(merged)))
    assert list(validated(path)) == []


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ("snd:score 0.", "snd:score 2.", "score"),
        ('snd:decision "same"', 'snd:decision "alike"', "kind 'alike'"),
        ("snd:independent_sources 2", 'snd:independent_sources "two"', "independent"),
        ("snd:status status:occurred", "snd:status status:past", "status"),
    ],
)
def test_what_is_wrong_with_a_merged_event_is_found(sound, broken, said, tmp_path, merged):
    path = tmp_path / "merged.ttl"
    text = written("turtle", told_twice(merged)).decode()
    assert sound in text
    path.write_text(text.replace(sound, broken, 1))
    assert any(said in str(finding) for finding in validated(path))


def test_lines_and_formats_without_merged_events_are_named(tmp_path):
    with pytest.raises(FormatError, match=r"no merged event: event"):
        list(FORMATS["jsonl"].read_merged(io.BytesIO(b'{"records": ["x:1"]}\n')))
    with pytest.raises(UsageError, match="Read one of: jsonl"):
        FORMATS["gdelt"].read_merged(io.BytesIO())
    record = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    assert list(FORMATS["turtle"].read_merged(io.BytesIO(written("turtle", [record])))) == []
