"""Records written as RDF and read from it: Turtle, N-Triples, N-Quads, TriG, RDF/XML.

Writers stream: they hold one record at a time, and tell each article and actor once while records of it follow one
another. The same records give the same bytes.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import IO, TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pydantic_core import PydanticSerializationError

from sanudo.errors import FormatError
from sanudo_schema import AnyEvent
from sanudo_schema.identifiers import DATA
from sanudo_schema.merged import MergedEvent

from .bulk import statements
from .graph import Block, Item, blocks, graph_iri, node
from .reading import Index, Triple, indexed, records
from .vocab import expand, prefixes

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

__all__ = [
    "index_of",
    "read_nquads",
    "read_ntriples",
    "read_rdfxml",
    "read_trig",
    "read_turtle",
    "triples",
    "write_nquads",
    "write_ntriples",
    "write_rdfxml",
    "write_trig",
    "write_turtle",
]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_RELATIVE = re.compile(r"(?:event|actor|article|publisher)/(?:[A-Za-z0-9_~-]|%[0-9A-F]{2})[A-Za-z0-9_~.%#-]*")
_NATIVE = {
    "integer": re.compile(r"-?\d+"),
    "decimal": re.compile(r"-?\d+\.\d+"),
    "boolean": re.compile(r"true|false"),
}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _chunks(items: Iterable[Item], show: Callable[[Block, str], str]) -> Iterator[tuple[str, str, list[str]]]:
    """For each record its id, its graph and what `show` makes of its blocks.

    What other records may say too (articles, actors, publishers) is left out where the record before has said it.
    """
    said: set[str] = set()
    for record in items:
        graph = f"<{graph_iri(record)}>"
        saying, chunk = set(), []
        for block in blocks(node(record)):
            text = show(block, graph)
            if block[2]:
                key = graph + text
                if key in said or key in saying:
                    saying.add(key)
                    continue
                saying.add(key)
            chunk.append(text)
        said = saying
        yield record.id, graph, chunk


def _bytes(text: str, record: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise FormatError(
            f"a text holds half of a surrogate pair, U+{ord(text[error.start]):04X}, which no RDF can hold",
            where=record,
            advice="Decode the article again from its bytes.",
        ) from error


def write_ntriples(items: Iterable[Item], stream: BinaryIO, before: Item | None = None) -> None:
    """Write the records' triples, one a line; before: the record before them, what it shares is not repeated."""
    _write_lines(items, stream, before, named=False)


def write_nquads(items: Iterable[Item], stream: BinaryIO, before: Item | None = None) -> None:
    """Write the records' quads, one a line, each record in the graph of its article; before: as for triples."""
    _write_lines(items, stream, before, named=True)


def _write_lines(items: Iterable[Item], stream: BinaryIO, before: Item | None, *, named: bool) -> None:
    """What records share is left out where the record before has said it."""
    said = set() if before is None else set(_lines(before, named=named)[1])
    for record in items:
        text, shared = _lines(record, named=named)
        told = dict.fromkeys(shared)
        stream.write(text + b"".join([block for block in told if block not in said]))
        said = set(told)


def _lines(record: Item, *, named: bool) -> tuple[bytes, list[bytes]]:
    """The statements of a record, and those that it may share; rows of datasets take a quicker way."""
    graph = f" <{graph_iri(record)}>" if named else ""
    return _of_row(record, graph) or _statements(record, graph)


def _of_row(record: Item, graph: str) -> tuple[bytes, list[bytes]] | None:
    """The statements of the row of a dataset; None where it is none, or holds text that no RDF can hold."""
    if isinstance(record, MergedEvent) or record.origin is None or not record.id.startswith(DATA):
        return None
    try:
        return statements(record, graph)
    except (UnicodeEncodeError, PydanticSerializationError):
        return None


def _statements(record: Item, graph: str) -> tuple[bytes, list[bytes]]:
    """The statements of a record, one a line, and apart from them those of its articles, actors and publishers."""
    own: list[str] = []
    shared: list[bytes] = []
    for subject, pairs, is_shared in blocks(node(record)):
        body = f"{graph} .\n{subject} ".join([f"{predicate} {thing}" for predicate, thing in pairs])
        text = f"{subject} {body}{graph} .\n"
        if is_shared:
            shared.append(_bytes(text, record.id))
        else:
            own.append(text)
    return _bytes("".join(own), record.id), shared


def write_turtle(items: Iterable[Item], stream: BinaryIO) -> None:
    """Write the records as Turtle, a paragraph for each subject."""
    stream.write(_prologue().encode())
    for name, _, chunk in _chunks(items, lambda block, _graph: _paragraph(block, "")):
        stream.write(_bytes("".join(chunk), name))


def write_trig(items: Iterable[Item], stream: BinaryIO) -> None:
    """Write the records as TriG, each in the graph of its article."""
    stream.write(_prologue().encode())
    current = ""
    for name, graph, chunk in _chunks(items, lambda block, _graph: _paragraph(block, "  ")):
        opening = ("}\n" if current else "") + f"\n{_short(graph)} {{" if graph != current else ""
        current = graph
        stream.write(_bytes(opening + "".join(chunk), name))
    if current:
        stream.write(b"}\n")


def write_rdfxml(items: Iterable[Item], stream: BinaryIO) -> None:
    """Write the records as RDF/XML; a control character that XML cannot hold becomes U+FFFD."""
    names = "".join(f"\n  xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in prefixes().items())
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode())
    for name, _, chunk in _chunks(items, lambda block, _graph: _description(block)):
        stream.write(_bytes("".join(chunk), name))
    stream.write(b"</rdf:RDF>\n")


def _prologue() -> str:
    names = (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
    return f"@base <{DATA}> .\n" + "".join(names)


def _paragraph(block: Block, indent: str) -> str:
    """One subject with what is said of it, as Turtle."""
    subject, pairs, _ = block
    grouped: dict[str, list[str]] = {}
    for predicate, thing in pairs:
        grouped.setdefault(predicate, []).append(_short(thing) if thing[0] == "<" else _literal(thing))
    said = f" ;\n{indent}  ".join(f"{_verb(predicate)} {', '.join(things)}" for predicate, things in grouped.items())
    return f"\n{indent}{_short(subject)} {said} .\n"


@lru_cache(8192)
def _short(iri: str) -> str:
    """An IRI in Turtle: with a prefix, relative to the base, or whole."""
    bare = iri[1:-1]
    if bare.startswith(DATA):
        return f"<{bare[len(DATA) :]}>" if _RELATIVE.fullmatch(bare, len(DATA)) else iri
    for prefix, namespace in prefixes().items():
        if bare.startswith(namespace) and _LOCAL.fullmatch(bare, len(namespace)):
            return f"{prefix}:{bare[len(namespace) :]}"
    return iri


@lru_cache(1024)
def _verb(predicate: str) -> str:
    return "a" if predicate == f"<{expand('rdf:type')}>" else _short(predicate)


def _literal(term: str) -> str:
    """A literal in Turtle: numbers and booleans bare where that says the same."""
    if term[-1] == '"':
        return term
    words, _, datatype = term.rpartition("^^")
    name = _short(datatype)
    native = _NATIVE.get(name.removeprefix("xsd:"))
    return words[1:-1] if native and native.fullmatch(words, 1, len(words) - 1) else f"{words}^^{name}"


def _description(block: Block) -> str:
    """One subject with what is said of it, as RDF/XML."""
    subject, pairs, _ = block
    lines = [f"<rdf:Description rdf:about={quoteattr(subject[1:-1])}>\n"]
    for predicate, thing in pairs:
        tag = _short(predicate)
        if thing[0] == "<":
            lines.append(f"  <{tag} rdf:resource={quoteattr(thing[1:-1])}/>\n")
            continue
        words, _, datatype = (thing, "", "") if thing[-1] == '"' else thing.rpartition("^^")
        kind = f" rdf:datatype={quoteattr(datatype[1:-1])}" if datatype else ""
        text = _NO_XML.sub("\ufffd", json.loads(words, strict=False))
        lines.append(f"  <{tag}{kind}>{escape(text, {chr(13): '&#13;'})}</{tag}>\n")
    return "".join([*lines, "</rdf:Description>\n"])


def triples(stream: IO[bytes] | bytes, form: "RdfFormat", name: str) -> Iterator[Triple]:
    """The triples of a stream, or of a text in hand, in one of pyoxigraph's formats, whatever graph they lie in."""
    import pyoxigraph

    try:
        for quad in pyoxigraph.parse(input=stream, format=form):
            subject, thing = quad.subject, quad.object
            yield (
                subject.value if isinstance(subject, pyoxigraph.NamedNode) else str(subject),
                quad.predicate.value,
                thing.value if isinstance(thing, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(thing),
            )
    except (SyntaxError, ValueError, MemoryError) as error:
        raise FormatError(f"no {form.name}: {error}", where=name, advice="Check that the file is whole.") from error


def index_of(stream: BinaryIO, form: str) -> tuple[Index, str]:
    """The triples of a stream in pyoxigraph's format of that name, and the name of the stream."""
    import pyoxigraph

    name = str(getattr(stream, "name", "graph"))
    return indexed(triples(stream, getattr(pyoxigraph.RdfFormat, form), name)), name


def read_ntriples(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of an N-Triples file."""
    return records(*index_of(stream, "N_TRIPLES"))


def read_nquads(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of an N-Quads file, whatever graphs they lie in."""
    return records(*index_of(stream, "N_QUADS"))


def read_turtle(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of a Turtle file."""
    return records(*index_of(stream, "TURTLE"))


def read_trig(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of a TriG file, whatever graphs they lie in."""
    return records(*index_of(stream, "TRIG"))


def read_rdfxml(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of an RDF/XML file; its DTD, where it has one, is never followed."""
    return records(*index_of(stream, "RDF_XML"))
