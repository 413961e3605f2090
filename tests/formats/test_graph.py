import io
import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from sanudo.formats import FORMATS

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
