"""Checks files of events: JSON Lines by the record models, RDF by the shapes and then by the models too."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sanudo.errors import FormatError, ReadError, UsageError
from sanudo.formats import FORMATS
from sanudo_schema import read_record
from sanudo_schema.merged import read_merged

from .jsonld import graph_of
from .vocab import expand, prefixes, shipped

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Finding", "validated"]

LONGEST = 120
"""Values are shown up to so many characters."""
_RDF = {".ttl": "TURTLE", ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".trig": "TRIG", ".rdf": "RDF_XML", ".owl": "RDF_XML"}
_LINES = FORMATS["ndjsonld"].extension
_FIXES = {
    "MinCount": "Add it.",
    "MaxCount": "Keep one value.",
    "Datatype": "Give it the datatype {datatype}.",
    "In": "Use one of: {in}.",
    "Pattern": "Write it so that it matches {pattern}.",
    "NodeKind": "Name a resource by its IRI.",
    "MinInclusive": "It is at least {minInclusive}.",
    "MaxInclusive": "It is at most {maxInclusive}.",
    "Or": "Write an xsd:date or an xsd:dateTime.",
    "LessThan": "Put the smaller one first.",
    "LessThanOrEquals": "Put the smaller one first.",
    "Class": "Give it the type {class}, or take the statement away.",
    "Not": "Take the type away.",
    "QualifiedMinCount": "Add a participation in that role.",
}
_MODEL_FIXES = {
    "extra_forbidden": "Remove the field, or correct its name.",
    "missing": "Add the field.",
    "literal_error": "Use one of those.",
    "enum": "Use one of those.",
    "union_tag_invalid": "Use one of those types.",
    "union_tag_not_found": "Add the field `type`.",
    "json_invalid": "Write one JSON object a line.",
    "model_type": "Write one JSON object a line.",
}


@dataclass(frozen=True)
class Finding:
    """What is wrong with one value: the file, the record's id or line, the field, the value, and what to do."""

    file: str
    record: str
    field: str
    value: str
    problem: str
    fix: str

    def __str__(self) -> str:
        value = repr(self.value) if self.value else ""
        field = " ".join(filter(None, (self.field, value)))
        where = ": ".join(filter(None, (self.file, self.record, field)))
        return f"{where}: {self.problem.rstrip('.')}. {self.fix}".rstrip()


def validated(path: Path) -> Iterator[Finding]:
    """What is wrong with a file, told from its name to be JSON Lines or RDF; nothing where all is well.

    UsageError where the name does not tell the format, or the checker for shapes is not installed.
    """
    if not path.is_file():
        raise ReadError("no such file", where=path)
    suffix = path.suffix.lower()
    if suffix in _RDF or suffix == ".jsonld" or path.name.endswith(_LINES):
        yield from _by_shapes(path)
    elif suffix == ".jsonl":
        yield from _by_models(path)
    else:
        known = ", ".join([".jsonl", ".jsonld", *_RDF])
        raise UsageError("its name does not tell the format", where=path, advice=f"Name it with one of: {known}.")


def _by_models(path: Path) -> Iterator[Finding]:
    facts: dict[str, bool] = {}
    alleged: dict[str, str] = {}
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                record = read_merged(line).event if path.name.startswith("merged.") else read_record(line)
            except ValidationError as error:
                yield from _of_model(error, path, f"line {number}")
                continue
            if record.id in facts:
                yield Finding(str(path), record.id, "id", record.id, "a second record of this id", "Keep one of them.")
            facts[record.id] = record.status.is_fact
            if record.type == "Allegation" and record.claim and record.claim.event:
                alleged[record.id] = record.claim.event
    for name, event in alleged.items():
        if facts.get(event):
            problem = "what is alleged is told as a fact"
            yield Finding(str(path), name, "claim.event", event, problem, "Give that record the status alleged.")


def _of_model(error: ValidationError, path: Path, where: str) -> Iterator[Finding]:
    for item in error.errors(include_url=False, include_context=False):
        field = ".".join(str(part) for part in item["loc"])
        found = item["input"]
        found = found.decode(errors="replace") if isinstance(found, bytes) else found
        value = "" if isinstance(found, dict | list) or item["type"] == "missing" else str(found)[:LONGEST].strip()
        problem = item["msg"].removeprefix("Value error, ")
        yield Finding(str(path), where, field, value, problem, _MODEL_FIXES.get(item["type"], "Correct the value."))


def _by_shapes(path: Path) -> Iterator[Finding]:
    try:
        found = _graph(path)
    except FormatError as error:
        yield Finding(str(path), "the file", "", "", error.message, error.advice or "")
        return
    findings = sorted([*_unknown_terms(found, path), *_ill_typed(found, path)], key=str)
    findings += sorted(_of_shapes(found, path), key=str)
    if findings:
        yield from findings
    else:
        yield from _unreadable(path)


def _graph(path: Path) -> "Graph":
    """The file's triples for the checker; parsed by a parser that fetches nothing."""
    import logging

    import rdflib

    graph = rdflib.Graph()
    text = "".join(f"{subject} {predicate} {thing} .\n" for subject, predicate, thing in _terms(path))
    log = logging.getLogger("rdflib.term")
    log.disabled = True  # what it warns of becomes a finding
    try:
        return graph.parse(data=text, format="nt")
    finally:
        log.disabled = False


def _terms(path: Path) -> Iterator[tuple[str, str, str]]:
    import pyoxigraph

    suffix = path.suffix.lower()
    form = getattr(pyoxigraph.RdfFormat, _RDF.get(suffix, "JSON_LD"))
    with path.open("rb") as stream:
        documents = stream.read().splitlines() if path.name.endswith(_LINES) else [stream.read()]
    try:
        for document in documents:
            if form == pyoxigraph.RdfFormat.JSON_LD:
                document = graph_of(document, str(path))
            for quad in pyoxigraph.parse(document, form) if document.strip() else ():
                yield str(quad.subject), str(quad.predicate), str(quad.object)
    except (SyntaxError, ValueError, MemoryError) as error:
        raise FormatError(f"no {form.name}: {error}", where=path, advice="Check that the file is whole.") from error


@cache
def _own_terms() -> frozenset[str]:
    import pyoxigraph

    found = pyoxigraph.parse(shipped("ontology.ttl"), pyoxigraph.RdfFormat.TURTLE)
    return frozenset(str(quad.subject.value) for quad in found if isinstance(quad.subject, pyoxigraph.NamedNode))


def _unknown_terms(graph: "Graph", path: Path) -> Iterator[Finding]:
    """Classes and properties in our namespace that the ontology does not have."""
    from difflib import get_close_matches

    from rdflib import RDF

    own = expand("snd:")
    seen = set()
    for subject, predicate, thing in graph:
        term = str(thing if predicate == RDF.type else predicate)
        if term.startswith(own) and term not in _own_terms() and term not in seen:
            seen.add(term)
            near = get_close_matches(term, _own_terms(), n=1, cutoff=0.8)
            fix = f"Write {_short(near[0])}." if near else "`sanudo schema ontology` has all there are."
            yield Finding(str(path), _record(graph, subject), _short(term), "", "no such term in the ontology", fix)


def _ill_typed(graph: "Graph", path: Path) -> Iterator[Finding]:
    """Literals that are none of their datatype; they are taken out of the graph, as they cannot be compared."""
    from rdflib import Literal

    for subject, predicate, thing in list(graph):
        if isinstance(thing, Literal) and thing.ill_typed:
            graph.remove((subject, predicate, thing))
            datatype = _short(str(thing.datatype))
            field, value = _short(str(predicate)), str(thing)[:LONGEST]
            fix = f"Write it as an {datatype}."
            yield Finding(str(path), _record(graph, subject), field, value, f"it is no {datatype}", fix)


def _of_shapes(graph: "Graph", path: Path) -> Iterator[Finding]:
    try:
        from pyshacl import validate
    except ImportError as error:
        advice = "pip install 'sanudo[shacl]'"
        raise UsageError("RDF is checked by pySHACL, which is not installed", where=path, advice=advice) from error
    from rdflib import RDF, Graph, URIRef

    ontology = Graph().parse(data=shipped("ontology.ttl"), format="turtle")
    shapes = Graph().parse(data=shipped("shapes.ttl"), format="turtle")
    kinds = {URIRef(kind) for kind in _own_terms()} | {URIRef(expand("sem:Event"))}
    if not any(kind in kinds for kind in graph.objects(None, RDF.type)):
        yield Finding(str(path), "the file", "", "", "no event records in it", "Give a file of events.")
        return
    try:
        _, report, _ = validate(graph, shacl_graph=shapes, ont_graph=ontology)
    except TypeError:  # it cannot compare values of different kinds, which the other shapes find
        for order in ("lessThan", "lessThanOrEquals"):
            shapes.remove((None, URIRef(f"http://www.w3.org/ns/shacl#{order}"), None))
        _, report, _ = validate(graph, shacl_graph=shapes, ont_graph=ontology)
    sh = "http://www.w3.org/ns/shacl#"
    for result in report.subjects(RDF.type, URIRef(f"{sh}ValidationResult")):
        said = {str(predicate).removeprefix(sh): thing for predicate, thing in report.predicate_objects(result)}
        yield _finding(graph, shapes, said, path)


def _finding(graph: "Graph", shapes: "Graph", said: Mapping[str, "Node"], path: Path) -> Finding:
    """One result of the checker in the terms of records."""
    component = str(said["sourceConstraintComponent"]).rpartition("#")[2].removesuffix("ConstraintComponent")
    limits = {str(p).rpartition("#")[2]: _shown(shapes, o) for p, o in shapes.predicate_objects(said["sourceShape"])}
    message = str(said.get("resultMessage", ""))
    problem = limits["message"] if "message" in limits else _problem(component, message)
    field = limits.get("name") or (_short(str(said["resultPath"])) if "resultPath" in said else "")
    focus = said["focusNode"]
    record = _record(graph, focus)
    if str(focus) != record and "#" in str(focus):
        field = f"{str(focus).rpartition('#')[2]}.{field}"
    value = str(said.get("value", ""))[:LONGEST]
    value = "" if value == str(focus) else _short(value)
    try:
        fix = _FIXES.get(component, "").format(**limits)
    except KeyError:
        fix = ""
    return Finding(str(path), record, field, value, problem, fix)


def _problem(component: str, message: str) -> str:
    known = {
        "MinCount": "it is missing",
        "MaxCount": "it has several values",
        "Datatype": "a value of another kind",
        "In": "no value that it can have",
        "Pattern": "a value that is not written as it should be",
        "NodeKind": "a literal or a blank node where an IRI should be",
        "MinInclusive": "too small",
        "MaxInclusive": "too large",
        "Or": "neither a date nor a moment",
    }
    return known.get(component, message or component)


def _shown(shapes: "Graph", thing: "Node") -> str:
    from rdflib.collection import Collection

    items = list(Collection(shapes, thing))
    return ", ".join(_short(str(item)) for item in items) if items else _short(str(thing))


def _record(graph: "Graph", node: "Node") -> str:
    """The record that a node belongs to: itself, or what points at it."""
    from rdflib import RDF, URIRef

    events = [URIRef(expand(f"snd:{kind}")) for kind in ("EventRecord", "MergedEvent")]
    ring, seen = [node], {node}
    for _ in range(4):
        for item in ring:
            if any((item, RDF.type, event) in graph for event in events):
                return str(item)
        ring = sorted({subject for item in ring for subject in graph.subjects(None, item)} - seen, key=str)[:50]
        seen.update(ring)
    return str(node)


def _short(iri: str) -> str:
    for prefix, namespace in prefixes().items():
        if prefix != "sid" and iri.startswith(namespace) and re.fullmatch(r"[\w-]+", iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _unreadable(path: Path) -> Iterator[Finding]:
    """What the shapes let through and the models do not."""
    name = path.name.lower().removesuffix(".owl") + ".rdf" if path.suffix.lower() == ".owl" else path.name.lower()
    row = max((row for row in FORMATS.values() if name.endswith(row.extension)), key=lambda row: len(row.extension))
    try:
        with path.open("rb") as stream:
            for _ in row.read(stream):
                pass
            stream.seek(0)
            for _ in row.read_merged(stream):
                pass
    except FormatError as error:
        name = (error.where or "").rpartition(": ")[2]
        yield Finding(str(path), name, "", "", error.message, error.advice or "")
