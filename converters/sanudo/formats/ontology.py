"""Makes the ontology, the shapes, the context and the JSON Schema that `sanudo_schema/rdf` ships.

All four follow from the record models and the tables beside them: `python -m sanudo.formats.ontology` writes them anew,
and the tests compare, so that they cannot drift apart.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sanudo_schema import RECORD, RECORD_TYPES, Actor, ArticleRef, Attribution, DatasetRow, Mention, Place, Reason, Time
from sanudo_schema.merged import Alternative, Link, MergedEvent

from .vocab import DATATYPES, SCHEMES, Property, classes, context, expand, prefixes, properties, rows

__all__ = ["FILES", "event_schema", "ontology", "shapes"]

OWNED: Mapping[str, type[BaseModel]] = {
    "EventDescription": RECORD_TYPES["Meeting"],
    "Participation": Actor,
    "Mention": Mention,
    "Reason": Reason,
    "Attribution": Attribution,
    "Article": ArticleRef,
    "Time": Time,
    "Place": Place,
    "DatasetRow": DatasetRow,
    "Link": Link,
    "Alternative": Alternative,
    "MergedEvent": MergedEvent,
}
"""The classes whose literals a model constrains, and that model."""

REQUIRED = {"Meeting": "participant", "Visit": "visitor", "Denial": "denier"}
"""Types of events that do not exist without somebody in that role."""
TARGETS = {"EventDescription": "snd:EventRecord, snd:MergedEvent"}
"""Classes whose shapes name their subclasses, for checkers that do not know the ontology."""
ONE_SIDED = ("Visit", "Denial")
"""Of these the rows of datasets may name the other side alone."""


def _prologue(*more: str) -> str:
    used = {**prefixes(), "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}
    return "".join(f"@prefix {name}: <{used[name]}> .\n" for name in (*prefixes(), *more))


def _text(words: str) -> str:
    return f"{json.dumps(words, ensure_ascii=False)}@en"


def _words(name: str) -> str:
    """A name as words: hasActor and cameo_if_realised alike."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.replace("_", " ").strip()


def _alignments(entry: str) -> Iterator[str]:
    for part in filter(None, entry.split(", ")):
        relation, term = part.split()
        yield f"{'owl' if relation == 'disjointWith' else 'rdfs'}:{relation} {term}"


def _statement(subject: str, said: Iterable[str]) -> str:
    return f"\n{subject} " + " ;\n  ".join(said) + " .\n"


def _union(terms: Iterable[str]) -> str:
    found = list(dict.fromkeys(terms))
    return found[0] if len(found) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(found)} ) ]"


def ontology() -> str:
    """The OWL 2 ontology as Turtle: classes, properties, statuses and roles, each with label and definition."""
    head = (
        "a owl:Ontology",
        'rdfs:label "Sanudo: events as articles tell them"@en',
        f"rdfs:comment {_text('Who did what to whom, when and where, who says so, and whether it happened.')}",
    )
    parts = [_prologue("owl"), _statement("<https://w3id.org/sanudo/schema>", head)]
    parts += [_class(name, *entry) for name, entry in classes().items()]
    grouped: dict[str, list[Property]] = {}
    for group in properties().values():
        for entry in group.values():
            grouped.setdefault(entry.iri, []).append(entry)
    parts += [_property(iri, entries) for iri, entries in grouped.items()]
    return "".join([*parts, *_concepts()])


def _class(name: str, iri: str, definition: str, alignment: str) -> str:
    if not iri.startswith("snd:"):
        return _statement(iri, ["a owl:Class", f"skos:scopeNote {_text(definition)}"])
    said = ["a owl:Class", f"rdfs:label {_text(_words(name))}", f"skos:definition {_text(definition)}"]
    return _statement(iri, [*said, *_alignments(alignment), "rdfs:isDefinedBy <https://w3id.org/sanudo/schema>"])


def _range(entry: Property) -> str:
    if entry.value in SCHEMES:
        return "skos:Concept"
    if entry.value == "geonames":
        return "rdfs:Resource"
    return classes()[entry.value][0] if entry.is_node else DATATYPES[entry.value]


def _property(iri: str, entries: list[Property]) -> str:
    first = entries[0]
    resource = first.is_node or first.value in SCHEMES or first.value == "geonames"
    kind = f"a owl:{'Object' if resource else 'Datatype'}Property"
    if not iri.startswith("snd:"):
        return _statement(
            iri, [kind, f"skos:scopeNote {_text(' '.join(dict.fromkeys(entry.definition for entry in entries)))}"]
        )
    domain = _union(classes()[entry.owner][0] for entry in entries)
    said = [kind, f"rdfs:label {_text(_words(iri[4:]))}", f"skos:definition {_text(first.definition)}"]
    said += [f"rdfs:domain {domain}", f"rdfs:range {_union(_range(entry) for entry in entries)}"]
    return _statement(iri, [*said, *_alignments(first.alignment), "rdfs:isDefinedBy <https://w3id.org/sanudo/schema>"])


def _concepts() -> Iterator[str]:
    for scheme in ("status", "role"):
        yield _statement(f"<{expand(f'{scheme}:')}>", ["a skos:ConceptScheme", f"skos:prefLabel {_text(scheme)}"])
    for scheme, name, definition, match in rows("concepts.tsv"):
        said = ["a skos:Concept", f"skos:inScheme <{expand(f'{scheme}:')}>", f'skos:notation "{name}"']
        said += [f"skos:prefLabel {_text(name)}", f"skos:definition {_text(definition)}"]
        yield _statement(f"{scheme}:{name}", [*said, *([f"skos:closeMatch {match}"] if match else [])])


def shapes() -> str:
    """The SHACL shapes (core) as Turtle: what a graph of records must hold, and what no claim may be."""
    parts = [_prologue("sh")]
    for owner, group in properties().items():
        target = TARGETS.get(owner) or classes()[owner][0]
        if owner == "Publisher":
            continue
        limits = _limits(owner)
        said = [f"a sh:NodeShape ; sh:targetClass {target}"]
        said += [f"sh:property {_shape(entry, limits)}" for entry in group.values() if entry.key not in _UNSHAPED]
        parts.append(_statement(f"snd:{owner}Shape", said))
    for kind, role in REQUIRED.items():
        one = f"sh:qualifiedValueShape [ sh:property [ sh:path snd:role ; sh:hasValue role:{role} ] ]"
        message = f'sh:message "a {kind} has at least one {role}"'
        shape = f"sh:property [ sh:path snd:participation ; {one} ; sh:qualifiedMinCount 1 ; {message} ]"
        if kind in ONE_SIDED:
            shape = f"sh:or ( [ {shape} ] [ sh:property [ sh:path snd:origin ; sh:minCount 1 ] ] ) ; {message}"
        parts.append(_statement(f"snd:{kind}Shape", [f"a sh:NodeShape ; sh:targetClass snd:{kind}", shape]))
    return "".join([*parts, _SAFETY])


_UNSHAPED = ("position", "quote")
_SAFETY = """
snd:FactShape a sh:NodeShape ; sh:targetClass sem:Event ;
  sh:property [ sh:path snd:status ; sh:minCount 1 ; sh:in ( status:occurred status:ongoing ) ;
    sh:message "only what occurred or is ongoing may be a sem:Event" ] .

snd:ActorOfFactShape a sh:NodeShape ; sh:targetSubjectsOf sem:hasActor ;
  sh:class sem:Event ; sh:message "sem:hasActor belongs to facts (sem:Event) alone" .

snd:AllegedIsNoFactShape a sh:NodeShape ; sh:targetObjectsOf snd:alleges ;
  sh:not [ sh:class sem:Event ] ; sh:message "what is alleged is no fact: it may not be a sem:Event" .

snd:SpanShape a sh:NodeShape ; sh:targetClass oa:TextPositionSelector ;
  sh:property [ sh:path oa:start ; sh:lessThan oa:end ; sh:message "the span ends before it starts" ] .

snd:TimeOrderShape a sh:NodeShape ; sh:targetClass snd:Time ;
  sh:property [ sh:path snd:earliest ; sh:lessThanOrEquals snd:latest ; sh:message "the time ends before it starts" ] .
"""


def _limits(owner: str) -> Mapping[str, Any]:
    """What the model of a class demands of each field, as JSON Schema says it."""
    if owner not in OWNED:
        return {}
    schema = OWNED[owner].model_json_schema()
    limits = {}
    for name, field in schema["properties"].items():
        options = [option for option in field.get("anyOf", [field]) if option.get("type") != "null"]
        limits[name] = options[0] if len(options) == 1 else {}
    return limits


def _shape(entry: Property, limits: Mapping[str, Any]) -> str:
    said = [f"sh:path {entry.iri}", f'sh:name "{entry.key}"']
    if entry.count == "1":
        said.append("sh:minCount 1")
    if entry.count != "*":
        said.append("sh:maxCount 1")
    return f"[ {' ; '.join([*said, *_values(entry, limits.get(entry.key, {}))])} ]"


def _values(entry: Property, limit: Mapping[str, Any]) -> Iterator[str]:
    if entry.value in ("status", "role"):
        names = (row[1] for row in rows("concepts.tsv") if row[0] == entry.value)
        yield f"sh:in ( {' '.join(f'{entry.value}:{name}' for name in names)} )"
    elif entry.value in SCHEMES:
        yield f'sh:nodeKind sh:IRI ; sh:pattern "^{expand(SCHEMES[entry.value])}"'
    elif entry.is_node or entry.value == "geonames":
        yield "sh:nodeKind sh:IRI"
    elif entry.value == "when":
        yield "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:dateTime ] )"
    else:
        yield f"sh:datatype {DATATYPES[entry.value]}"
        yield from _bounds(entry, limit)


def _bounds(entry: Property, limit: Mapping[str, Any]) -> Iterator[str]:
    if entry.key.startswith("goldstein"):
        limit = {"minimum": -10, "maximum": 10}
    elif entry.key.startswith("quad_class"):
        limit = {"minimum": 0, "maximum": 4}
    for name, term in (("minimum", "sh:minInclusive"), ("maximum", "sh:maxInclusive")):
        if name in limit:
            yield f"{term} {limit[name]}"
    if "enum" in limit:
        yield f"sh:in ( {' '.join(json.dumps(value) for value in limit['enum'])} )"
    if "pattern" in limit:
        yield f"sh:pattern {json.dumps(limit['pattern'])}"


def event_schema() -> str:
    """The JSON Schema of a record, as one line of events.jsonl holds it."""
    schema = RECORD.json_schema(mode="serialization")
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=1) + "\n"


FILES = {
    "context.jsonld": lambda: json.dumps(context(), indent=1, ensure_ascii=False) + "\n",
    "event.schema.json": event_schema,
    "ontology.ttl": ontology,
    "shapes.ttl": shapes,
}
"""The files made, and what makes the text of each."""


def main(folder: Path) -> None:
    """Write the files to the folder."""
    for name, make in FILES.items():
        (folder / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
