"""The vocabulary of the graph: prefixes, classes and properties, read from the tables in `sanudo_schema/rdf`.

Every foreign term stands in those tables and nowhere else. `context()` is the JSON-LD context they make.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["CONTEXT_URL", "Property", "classes", "context", "expand", "prefixes", "properties", "rows", "shipped"]

CONTEXT_URL = "https://w3id.org/sanudo/context.jsonld"
"""What a file names that links the context; it is never fetched, the shipped copy stands in for it."""

_SPEC = find_spec("sanudo_schema")
_FOLDER = Path(str(_SPEC and _SPEC.origin)).parent / "rdf"
"""Found without importing the package, which loads pydantic: whoever only asks a question does without."""

DATATYPES = {
    "string": "xsd:string",
    "integer": "xsd:integer",
    "boolean": "xsd:boolean",
    "decimal": "xsd:decimal",
    "date": "xsd:date",
    "when": "xsd:date",
    "edtf": "edtf:EDTF",
}
"""Kinds of literals; `when` is a date unless it has a clock time, which makes it an xsd:dateTime."""

SCHEMES = {
    "status": "status:",
    "role": "role:",
    "cameo": "cameo:",
    "plover": "plover:",
    "plover_mode": "plover:",
    "plover_context": "plover:context/",
}
"""Kinds of codes, and what the IRIs of the concepts they name begin with."""


@dataclass(frozen=True)
class Property:
    """What a JSON-LD key stands for in one class: the property's compact IRI, its values and how many it takes.

    value: a kind of literal, of code, `geonames`, or the name of the class of its nodes. count: 1, ? or *.
    """

    owner: str
    key: str
    iri: str
    value: str
    count: str
    definition: str
    alignment: str

    @property
    def is_node(self) -> bool:
        """True where the values are resources of a class of their own."""
        return self.value in classes()


def shipped(name: str) -> str:
    """The text of a file of `sanudo_schema/rdf`."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    """The rows of a table of `sanudo_schema/rdf`, without its comments and its head."""
    lines = [line.split("\t") for line in shipped(name).splitlines() if line and not line.startswith("#")]
    return lines[1:]


@cache
def prefixes() -> Mapping[str, str]:
    """Namespace by prefix.

    >>> prefixes()["sem"]
    'http://semanticweb.cs.vu.nl/2009/11/sem/'
    """
    return dict(rows("prefixes.tsv"))


@cache
def classes() -> Mapping[str, tuple[str, str, str]]:
    """Compact IRI, definition and alignment of each class by its JSON-LD name, types of events included."""
    from sanudo_schema import RECORD_TYPES

    own = {name: (iri, definition, alignment) for name, iri, definition, alignment in rows("classes.tsv")}
    events = {
        name: (f"snd:{name}", (cls.__doc__ or "").partition("\n")[0], "subClassOf snd:EventDescription")
        for name, cls in RECORD_TYPES.items()
    }
    return {**own, **events}


@cache
def properties() -> Mapping[str, Mapping[str, Property]]:
    """The properties of each class, by key.

    >>> properties()["Mention"]["article"].iri
    'oa:hasSource'
    """
    index: dict[str, dict[str, Property]] = {}
    for row in rows("properties.tsv"):
        entry = Property(*row)
        index.setdefault(entry.owner, {})[entry.key] = entry
    return index


def expand(compact: str) -> str:
    """The IRI that a compact one stands for; KeyError where its prefix is unknown.

    >>> expand("snd:status")
    'https://w3id.org/sanudo/schema#status'
    """
    prefix, _, local = compact.partition(":")
    return prefixes()[prefix] + local


def _definition(entry: Property) -> Any:
    """What the context says of one key."""
    if entry.value in SCHEMES:
        return {"@id": entry.iri, "@type": "@vocab", "@context": {"@vocab": expand(SCHEMES[entry.value])}}
    if entry.is_node or entry.value == "geonames":
        return {"@id": entry.iri, "@type": "@id"}
    if entry.value in ("string", "integer", "boolean"):
        return entry.iri
    datatype = DATATYPES[entry.value]
    return {"@id": entry.iri, "@type": datatype if datatype.startswith("xsd:") else expand(datatype)}


@cache
def context() -> Mapping[str, Any]:
    """The JSON-LD context: keys that mean one thing everywhere stand at the top, the others under their class."""
    meanings: dict[str, list[Any]] = {}
    for group in properties().values():
        for entry in group.values():
            definition = _definition(entry)
            if definition not in meanings.setdefault(entry.key, []):
                meanings[entry.key].append(definition)
    short = {prefix: namespace for prefix, namespace in prefixes().items() if prefix not in meanings}
    table: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **short}
    for name, (iri, _, _) in classes().items():
        scoped = {
            key: _definition(entry) for key, entry in properties().get(name, {}).items() if len(meanings[key]) > 1
        }
        table[name] = {"@id": iri, "@context": scoped} if scoped else iri
    table.update({key: found[0] for key, found in meanings.items() if len(found) == 1})
    return {"@context": table}
