"""CAMEO and PLOVER as SKOS: what is shipped is what the tables say, and two engines read it alike."""

from importlib.resources import files
from io import BytesIO

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from sanudo.formats import FORMATS
from sanudo.formats.schemes import code_iri, scheme_turtle
from sanudo_schema import codes, make_record

NAMES = ("cameo", "plover")


def shipped(name: str) -> str:
    return files("sanudo_schema").joinpath("rdf", f"{name}.ttl").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graph() -> Graph:
    both = Graph()
    for name in NAMES:
        both.parse(data=shipped(name), format="turtle")
    return both


@pytest.fixture(scope="module")
def store() -> ox.Store:
    both = ox.Store()
    for name in NAMES:
        both.load(shipped(name).encode(), format=ox.RdfFormat.TURTLE)
    return both


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shipped_is_what_the_tables_say(name: str):
    assert shipped(name) == scheme_turtle(name), "run python -m sanudo.formats.schemes"


def test_both_engines_read_the_same_triples(graph: Graph, store: ox.Store):
    assert len(graph) == len(store)
    read = [quad for name in NAMES for quad in ox.parse(shipped(name), format=ox.RdfFormat.TURTLE)]
    lines = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in read)
    assert set(Graph().parse(data=lines, format="nt")) == set(graph)


def test_every_code_is_a_concept_of_its_scheme(graph: Graph):
    of = {name: set(graph.subjects(SKOS.inScheme, URIRef(f"https://w3id.org/sanudo/{name}"))) for name in NAMES}
    assert of["cameo"] == {URIRef(code_iri("cameo", code.code)) for code in codes.cameo_codes()}
    assert len(of["plover"]) == 16 + 67
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == 318 + 16 + 67 + 37


def test_notations_are_strings_that_keep_their_zero(graph: Graph):
    visit = URIRef(code_iri("cameo", "042"))
    assert graph.value(visit, SKOS.notation) == Literal("042")
    assert graph.value(visit, SKOS.prefLabel) == Literal("Make a visit", lang="en")
    assert graph.value(visit, SKOS.broader) == URIRef(code_iri("cameo", "04"))


def test_labels_keep_the_rules_of_skos(graph: Graph):
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred = set(graph.objects(concept, SKOS.prefLabel))
        assert len(preferred) == 1
        assert not preferred & set(graph.objects(concept, SKOS.altLabel))


@pytest.mark.parametrize(
    "link", [SKOS.broader, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch, SKOS.hasTopConcept]
)
def test_links_lead_to_concepts(graph: Graph, link: URIRef):
    targets = set(graph.objects(None, link))
    assert targets
    assert all((target, RDF.type, SKOS.Concept) in graph for target in targets)


def test_each_variant_has_its_own_number(store: ox.Store):
    (row,) = store.query(
        """PREFIX snd: <https://w3id.org/sanudo/schema#> PREFIX cameo: <https://w3id.org/sanudo/cameo/>
        SELECT ?gdelt ?icews ?phoenix ?quad {
          cameo:016 snd:code_goldstein_gdelt ?gdelt ; snd:code_goldstein_icews ?icews ;
                    snd:code_goldstein_phoenix ?phoenix ; snd:code_quad_class_phoenix ?quad }"""
    )
    assert [float(value.value) for value in row] == [-2.0, -5.0, 3.4, 0.0]


def test_denials_match_nothing_in_plover_and_visits_match_a_mode(store: ox.Store):
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX cameo: <https://w3id.org/sanudo/cameo/>
        SELECT ?notation { cameo:%s skos:closeMatch/skos:notation ?notation }"""
    assert [row["notation"].value for row in store.query(query % "016")] == []
    assert [row["notation"].value for row in store.query(query % "042")] == ["CONSULT/visit"]
    assert [row["notation"].value for row in store.query(query % "072")] == ["AID"]


def test_all_of_a_root_is_found_along_broader(store: ox.Store):
    rows = store.query(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX cameo: <https://w3id.org/sanudo/cameo/>
        SELECT ?notation { ?code skos:broader* cameo:08 ; skos:notation ?notation }"""
    )
    assert {row["notation"].value for row in rows} == {code.code for code in codes.cameo_codes() if code.root == "08"}


def test_the_codes_of_a_record_are_concepts_here(store: ox.Store):
    record = make_record(
        "Visit",
        id="https://w3id.org/sanudo/id/event/1",
        cameo="042",
        plover={"event": "CONSULT", "mode": "visit", "context": ["military", "economic"]},
        sources=[{"name": "Russia", "country": "RUS", "code": "RUS", "kind": "state"}],
    )
    written = BytesIO()
    FORMATS["nq"].write([record], written)
    used = {
        quad.object
        for quad in ox.parse(written.getvalue(), format=ox.RdfFormat.N_QUADS)
        if str(quad.object).startswith(("<https://w3id.org/sanudo/cameo/", "<https://w3id.org/sanudo/plover/"))
    }
    assert len(used) == 6  # code, root, event, mode and two contexts
    concept = ox.NamedNode(str(SKOS.Concept))
    for code in used:
        assert list(store.quads_for_pattern(code, ox.NamedNode(str(RDF.type)), concept))
