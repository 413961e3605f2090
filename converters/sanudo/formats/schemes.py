"""CAMEO and PLOVER as SKOS concept schemes, written from the code tables of `sanudo_schema`.

`python -m sanudo.formats.schemes` writes them anew into `sanudo_schema/rdf`; a test compares what is there.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from sanudo.formats.vocab import prefixes, shipped
from sanudo_schema import codes

__all__ = ["cameo_triples", "code_iri", "plover_triples", "scheme_turtle", "write_schemes"]

BASE = "https://w3id.org/sanudo/"
PREFIXES = {name: prefixes()[name] for name in ("cameo", "plover", "snd", "skos", "rdf", "rdfs", "xsd")}
PREFIXES["owl"] = "http://www.w3.org/2002/07/owl#"
Fact = tuple[str, ox.NamedNode | ox.Literal]


def code_iri(scheme: str, *parts: str) -> str:
    """The IRI of a code: of a CAMEO code, of a PLOVER event, of a mode in its event, of a context.

    >>> code_iri("cameo", "042"), code_iri("plover", "CONSULT", "visit")
    ('https://w3id.org/sanudo/cameo/042', 'https://w3id.org/sanudo/plover/CONSULT/visit')
    """
    return f"{BASE}{scheme}/{'/'.join(parts)}"


def _term(name: str) -> ox.NamedNode:
    prefix, local = name.split(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def _code(scheme: str, *parts: str) -> ox.NamedNode:
    return ox.NamedNode(code_iri(scheme, *parts))


def _words(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _decimal(number: float) -> ox.Literal:
    return ox.Literal(str(number), datatype=_term("xsd:decimal"))


def _triples(subject: ox.NamedNode, *facts: Fact) -> Iterator[ox.Triple]:
    return (ox.Triple(subject, _term(name), value) for name, value in facts)


def _scheme(iri: ox.NamedNode, title: str, top: list[ox.NamedNode], *notes: str) -> Iterator[ox.Triple]:
    facts: list[Fact] = [("rdf:type", _term("skos:ConceptScheme")), ("skos:prefLabel", _words(title))]
    facts += [("skos:note", _words(note)) for note in notes]
    return _triples(iri, *facts, *(("skos:hasTopConcept", code) for code in top))


def _concept(iri: ox.NamedNode, scheme: ox.NamedNode, notation: str, label: str, *facts: Fact) -> Iterator[ox.Triple]:
    """A code with what every code has: its scheme, its notation as a string, its preferred label."""
    yield from _triples(iri, ("rdf:type", _term("skos:Concept")), ("skos:inScheme", scheme))
    yield from _triples(iri, ("skos:notation", ox.Literal(notation)), ("skos:prefLabel", _words(label)), *facts)


def _declared(scheme: str) -> Iterator[ox.Triple]:
    """The properties that the codes of that scheme have."""
    for line in shipped("code_properties.tsv").splitlines()[2:]:
        of, name, range_, definition = line.split("\t")
        if of == scheme:
            kind = "owl:ObjectProperty" if range_ == "owl:Class" else "owl:DatatypeProperty"
            yield from _triples(
                _term(f"snd:{name}"),
                ("rdf:type", _term(kind)),
                ("rdfs:label", _words(name.replace("_", " "))),
                ("rdfs:comment", _words(definition)),
                ("rdfs:domain", _term("skos:Concept")),
                ("rdfs:range", _term(range_)),
                *((("rdfs:subPropertyOf", _term("skos:altLabel")),) if range_ == "rdf:langString" else ()),
            )


def cameo_triples() -> Iterator[ox.Triple]:
    """The CAMEO scheme: 318 concepts, each with notation, labels, place in the tree, scores, and its PLOVER match."""
    scheme = ox.NamedNode(f"{BASE}cameo")
    yield from _scheme(
        scheme,
        "CAMEO event codes",
        [_code("cameo", code.code) for code in codes.cameo_codes() if code.level == 1],
        "Conflict and Mediation Event Observations: the union of the lists of the manual 1.1b3, GDELT, ICEWS and the"
        " PLOVER crosswalk. Preferred labels are the manual's; skos:altLabel holds what other lists call the code.",
        "The lists differ in scores and quad classes: each property names its variant.",
    )
    yield from _declared("cameo")
    for code in codes.cameo_codes():
        yield from _concept(_code("cameo", code.code), scheme, code.code, code.label, *_of_cameo(code, scheme))


def _of_cameo(code: codes.CameoCode, scheme: ox.NamedNode) -> Iterator[Fact]:
    other = {name: label for name, label in code.labels.items() if label != code.label}
    for label in dict.fromkeys(other.values()):
        yield "skos:altLabel", _words(label)
    for name, label in other.items():
        yield f"snd:code_label_{name}", _words(label)
    yield ("skos:broader", _code("cameo", code.parent)) if code.parent else ("skos:topConceptOf", scheme)
    yield "snd:code_type", _term(f"snd:{codes.event_type(code.code)}")
    for name in code.lists:
        yield "snd:code_list", ox.Literal(name)
    for name, score in code.goldstein_scores.items():
        yield f"snd:code_goldstein_{name}", _decimal(score)
    for name, quad in codes.quad_classes(code.code).items():
        yield f"snd:code_quad_class_{name}", ox.Literal(quad)
    if code.plover:
        event, mode, context = code.plover
        yield "skos:closeMatch", _code("plover", event, mode) if mode else _code("plover", event)
        if mode:
            yield "skos:broadMatch", _code("plover", event)
        for name in context:
            yield "skos:relatedMatch", _code("plover", "context", name)


def plover_triples() -> Iterator[ox.Triple]:
    """The PLOVER schemes: 16 events with their 67 modes below them, and the 37 contexts."""
    events, contexts = ox.NamedNode(f"{BASE}plover"), ox.NamedNode(f"{BASE}plover/context")
    yield from _scheme(
        events,
        "PLOVER events and modes",
        [_code("plover", event.event) for event in codes.plover_events()],
        "Political Language Ontology for Verifiable Event Records, by its manual of February 2024 (CC BY-SA 4.0)."
        " A mode belongs to one event: REQUEST/assist and REJECT/assist are two codes.",
    )
    yield from _scheme(
        contexts,
        "PLOVER contexts",
        [_code("plover", "context", name) for name in codes.plover_contexts()],
        "The general contexts, which go with any event.",
    )
    yield from _declared("plover")
    for event in codes.plover_events():
        yield from _concept(_code("plover", event.event), events, event.event, event.event, *_of_event(event))
    for mode in codes.plover_modes():
        notation, label = f"{mode.event}/{mode.mode}", f"{mode.event} {mode.mode}"
        yield from _concept(_code("plover", mode.event, mode.mode), events, notation, label, *_of_mode(mode))
    for name in codes.plover_contexts():
        top = ("skos:topConceptOf", contexts)
        yield from _concept(_code("plover", "context", name), contexts, name, name.replace("_", " "), top)


def _of_event(event: codes.PloverEvent) -> Iterator[Fact]:
    yield "skos:topConceptOf", ox.NamedNode(f"{BASE}plover")
    yield "skos:definition", _words(event.label)
    yield "snd:code_score", _decimal(event.score)
    yield "snd:code_quad_class", ox.Literal(event.quad)
    yield "snd:code_needs_recipient", ox.Literal(event.needs_recipient)


def _of_mode(mode: codes.PloverMode) -> Iterator[Fact]:
    yield "skos:altLabel", _words(mode.mode)
    yield "skos:broader", _code("plover", mode.event)
    if mode.score is not None:
        yield "snd:code_score", _decimal(mode.score)


def scheme_turtle(name: str) -> str:
    """The scheme `cameo` or `plover` as Turtle, the same bytes every time.

    >>> 'skos:prefLabel "Make a visit"@en' in scheme_turtle("cameo")
    True
    """
    triples = {"cameo": cameo_triples, "plover": plover_triples}[name]()
    written = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode("utf-8")
    lines = written.splitlines()
    prefixes = sorted(line for line in lines if line.startswith("@prefix"))
    blocks = "\n".join(line for line in lines if not line.startswith("@prefix")).replace(" .\n", " .\n\n")
    header = (
        "# Written by `python -m sanudo.formats.schemes` from the tables in sanudo_schema/data; they name the sources."
    )
    return "\n".join((header, *prefixes, "", blocks, ""))


def write_schemes(folder: Path) -> None:
    """Write cameo.ttl and plover.ttl into the folder."""
    for name in ("cameo", "plover"):
        (folder / f"{name}.ttl").write_text(scheme_turtle(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemes(Path(str(files("sanudo_schema").joinpath("rdf"))))
