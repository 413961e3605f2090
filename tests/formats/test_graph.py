import io
import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from sanudo.errors import FormatError
from sanudo.formats import FORMATS, jsonld
from sanudo_schema import Status, make_record

GRAPHS = ("turtle", "nt", "nq", "trig", "rdfxml", "jsonld", "ndjsonld")
PARSERS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "rdfxml": "xml", "jsonld": "json-ld"}
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def written(name, records):
    stream = io.BytesIO()
    FORMATS[name].write(records, stream)
    return stream.getvalue()


def triples(data, form):
    return {str(quad.triple) for quad in pyoxigraph.parse(data, form)}


@pytest.mark.parametrize("name", GRAPHS)
@FEW
@given(data=st.data())
def test_what_is_written_reads_back_equal(name, data, any_record):
    records = data.draw(st.lists(any_record, min_size=1, max_size=3, unique_by=lambda record: record.id))
    records = consistent(records)
    assert list(FORMATS[name].read(io.BytesIO(written(name, records)))) == records


def consistent(records):
    """The records with one description for each article and publisher, as one corpus has."""
    known = {}
    for record in records:
        for article in record.articles:
            known.setdefault(article.id, article)
    return [
        record.model_copy(update={"articles": tuple(known[article.id] for article in record.articles)})
        for record in records
    ]


@FEW
@given(data=st.data())
def test_every_format_holds_the_same_triples(data, any_record):
    records = consistent([data.draw(any_record)])
    expected = triples(written("nt", records), PARSERS["nt"])
    for name, form in PARSERS.items():
        assert triples(written(name, records), form) == expected, name


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@FEW
@given(data=st.data())
def test_independent_readers_agree(data, any_record):
    records = consistent([data.draw(any_record)])
    expected = triples(written("nt", records), PARSERS["nt"])
    plain = {tuple(map(term, triple)) for triple in rdflib.Graph().parse(data=written("nt", records), format="nt")}
    for name, form in RDFLIB.items():
        graph = rdflib.Dataset(default_union=True) if name in ("nq", "trig") else rdflib.Graph()
        graph.parse(data=written(name, records), format=form)
        assert {tuple(map(term, triple)) for triple in graph.triples((None, None, None))} == plain, name
    document = json.loads(written("jsonld", records))
    assert triples(pyld.to_rdf(document, {"format": "application/n-quads"}), PARSERS["nq"]) == expected


def term(node):
    return (str(node), str(getattr(node, "datatype", "")), isinstance(node, rdflib.URIRef))


def test_a_claim_a_plan_and_a_possibility_are_no_facts_in_any_format(any_record):
    for status in Status:
        record = make_record("Visit", id="x:1", status=status, sources=[{"name": "Choe"}])
        for name, form in PARSERS.items():
            text = "\n".join(triples(written(name, [record]), form))
            assert ("sem/Event>" in text) == status.is_fact, (name, status)
            assert ("sem/hasActor>" in text) == status.is_fact, (name, status)


def test_a_title_of_ten_megabytes_is_carried_whole():
    title = 'A "title" \\ of\n\u202emany words ' * 300_000
    record = make_record("Visit", id="x:1", sources=[{"name": "Choe"}], articles=[{"id": "a", "title": title}])
    for name in ("turtle", "nt", "nq", "trig", "rdfxml", "jsonld"):
        (read,) = FORMATS[name].read(io.BytesIO(written(name, [record])))
        assert read.articles[0].title == title, name
    assert json.loads(written("jsonld", [record]))["@graph"][0]["articles"][0]["title"] == title


def test_half_a_surrogate_pair_is_refused_and_named():
    record = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    broken = record.model_copy(update={"visitors": (record.visitors[0].model_copy(update={"name": "\ud800"}),)})
    for name in GRAPHS:
        with pytest.raises(FormatError, match="x:1"):
            written(name, [broken])


def test_control_characters_keep_rdf_xml_well_formed():
    record = make_record("Visit", id="x:\x01", sources=[{"name": "a\x00b\x0b\ufffe"}])
    (read,) = FORMATS["rdfxml"].read(io.BytesIO(written("rdfxml", [record])))
    assert (read.id, read.visitors[0].name) == ("x:\x01", "a\ufffdb\ufffd\ufffd")


def test_the_same_records_give_the_same_bytes_and_shared_nodes_once():
    article = {"id": "a.txt", "title": "Talks"}
    records = [
        make_record("Visit", id=f"urn:x:{n}", sources=[{"name": "Choe", "id": "urn:x:choe"}], articles=[article])
        for n in range(3)
    ]
    for name in GRAPHS:
        assert written(name, records) == written(name, records)
    assert written("turtle", records).count(b"a schema:NewsArticle") == 1
    assert written("nq", records).count(b'"Choe" <') == 4, "three participations and one label"


def test_a_linked_context_is_read_from_the_shipped_copy():
    record = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    stream = io.BytesIO()
    jsonld.write([record], stream, link=True)
    assert b'"@context": "https://w3id.org/sanudo/context.jsonld"' in stream.getvalue()
    assert list(jsonld.read(io.BytesIO(stream.getvalue()))) == [record]
    with pytest.raises(FormatError):
        list(jsonld.read(io.BytesIO(stream.getvalue().replace(b"context.jsonld", b"other.jsonld"))))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("snd:status status:occurred", "snd:status status:occurred, status:alleged"), "has 2 values"),
        (("snd:role role:visitor", "snd:role role:accuser"), "no role 'accuser'"),
        (("status:occurred", "status:happened"), "status"),
        (("a snd:Visit, ", "a snd:Visit, snd:Meeting, "), "several types"),
        (("snd:order 1", "snd:order 1.5"), "order|number"),
    ],
)
def test_a_graph_that_holds_no_record_is_told_of(change, said):
    record = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    text = written("turtle", [record]).decode()
    assert change[0] in text
    with pytest.raises(FormatError, match=said):
        list(FORMATS["turtle"].read(io.BytesIO(text.replace(*change).encode())))
