"""The ontology, the context, the shapes and the tables say the same, and say of foreign terms what their owners say."""

from importlib.resources import files
from pathlib import Path

import pyoxigraph
import pytest
from rdflib.namespace import PROV, RDFS, SDO, SKOS, XSD

from sanudo.formats.graph import role_fields
from sanudo.formats.ontology import FILES, OWNED
from sanudo.formats.vocab import classes, expand, prefixes, properties, rows
from sanudo_schema import RECORD_TYPES, Claim, DatasetRow, Status

VENDORED = Path(__file__).parent.parent / "data" / "vocabularies" / "terms.tsv"
CLOSED = {"schema": SDO, "prov": PROV, "skos": SKOS, "rdfs": RDFS, "xsd": XSD}
RENAMED = {
    "sources": "independent",
    "reasons": "why",
    "text": "quote",
    "start": "position",
    "end": "position",
    "id": "identifier",
    "actors": "participation",
}
KINDS = {kind: [row for row in rows("concepts.tsv") if row[0] == kind] for kind in ("status", "role")}


def vendored():
    lines = [line for line in VENDORED.read_text().splitlines() if line and not line.startswith("#")]
    return {term: (kind, domain) for term, kind, domain in (line.split("\t") for line in lines[1:])}


def foreign_terms():
    entries = [entry for group in properties().values() for entry in group.values()]
    terms = {entry.iri for entry in entries} | {iri for iri, _, _ in classes().values()}
    terms |= {match for *_, match in rows("concepts.tsv") if match}
    aligned = [entry.alignment for entry in entries] + [alignment for *_, alignment in classes().values()]
    terms |= {part.split()[1] for alignment in aligned for part in alignment.split(", ") if part}
    return sorted(term for term in terms if not term.startswith("snd:"))


@pytest.mark.parametrize("term", foreign_terms())
def test_a_foreign_term_is_one_of_its_vocabulary(term):
    prefix, _, name = term.partition(":")
    if prefix in CLOSED:
        assert str(getattr(CLOSED[prefix], name)) == expand(term)
    else:
        kind, _ = vendored()[term]
        assert kind == ("class" if name[0].isupper() else "property")


def test_namespaces_are_those_of_their_owners():
    for prefix, namespace in CLOSED.items():
        assert prefixes()[prefix] == str(namespace)


def test_no_alignment_lets_a_reasoner_make_a_claim_a_fact():
    for group in properties().values():
        for entry in group.values():
            for part in filter(None, entry.alignment.split(", ")):
                relation, term = part.split()
                domain = vendored().get(term, ("", ""))[1]
                assert relation == "seeAlso" or domain != "sem:Event", entry
    assert all("sem:Event" not in alignment for *_, alignment in classes().values())


@pytest.mark.parametrize("name", FILES)
def test_what_is_shipped_is_what_the_models_and_tables_make(name):
    assert files("sanudo_schema").joinpath("rdf", name).read_text("utf-8") == FILES[name]()


@pytest.mark.parametrize("name", ["ontology.ttl", "shapes.ttl", "cameo.ttl", "plover.ttl"])
def test_the_shipped_turtle_parses(name):
    text = files("sanudo_schema").joinpath("rdf", name).read_text("utf-8")
    assert sum(1 for _ in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)) > 100


@pytest.mark.parametrize("owner", [*OWNED, "Claim", "DatasetRow"])
def test_every_field_of_a_model_has_a_property(owner):
    model = {**OWNED, "Claim": Claim, "DatasetRow": DatasetRow}[owner]
    elsewhere = {
        "MergedEvent": {"event"},
        "EventDescription": {"id", "type", *role_fields(RECORD_TYPES["Meeting"])},
        "Participation": {"id"},
    }
    for field in set(model.model_fields) - elsewhere.get(owner, set()):
        assert field in properties()[owner] or RENAMED[field] in properties()[owner], f"{owner}.{field}"


def test_every_type_status_and_role_is_in_the_ontology():
    text = FILES["ontology.ttl"]()
    assert {row[1] for row in KINDS["status"]} == {str(status) for status in Status}
    roles = {role for kind in RECORD_TYPES.values() for role in role_fields(kind).values()} | {"cited"}
    assert {row[1] for row in KINDS["role"]} == roles
    for kind in RECORD_TYPES:
        assert f"\nsnd:{kind} a owl:Class" in text


def test_every_own_term_is_labelled_and_defined():
    graph = pyoxigraph.Store()
    graph.load(FILES["ontology.ttl"](), pyoxigraph.RdfFormat.TURTLE)
    missing = graph.query(
        """SELECT ?term WHERE { ?term a ?kind .
        VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty skos:Concept }
        FILTER(STRSTARTS(STR(?term), "https://w3id.org/sanudo/"))
        FILTER NOT EXISTS { ?term rdfs:label|skos:prefLabel ?label ; skos:definition ?text } }""",
        prefixes={**prefixes(), "owl": "http://www.w3.org/2002/07/owl#"},
    )
    assert list(missing) == []
