"""Records as JSON-LD 1.1, compact by our own context, and back.

One document holds all records under `@graph`; the newline-delimited form is a document a line. The context stands in
the file, so that any reader works offline, or is linked by its address. No context is ever fetched: for its own address
the shipped copy stands in, any other is refused.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from sanudo.errors import FormatError
from sanudo_schema import AnyEvent

from .graph import Item, node
from .rdf import triples
from .reading import Index, indexed, records
from .vocab import CONTEXT_URL, context

__all__ = ["graph_of", "index_of", "line_indexes", "read", "read_lines", "write", "write_lines"]


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _bytes(record: Item, extra: dict[str, Any]) -> bytes:
    try:
        return _dumps(extra | node(record)).encode()
    except UnicodeEncodeError as error:
        raise FormatError(f"a text is no valid Unicode: {error.reason}", where=record.id) from error


def _context(link: bool) -> Any:
    return CONTEXT_URL if link else context()["@context"]


def write(items: Iterable[Item], stream: BinaryIO, *, link: bool = False) -> None:
    """Write one document, a record a line; link: name the context's address instead of giving the context."""
    stream.write(b'{"@context": ' + _dumps(_context(link)).encode() + b',\n"@graph": [')
    separator = b"\n"
    for record in items:
        stream.write(separator + _bytes(record, {}))
        separator = b",\n"
    stream.write(b"\n]}\n")


def write_lines(items: Iterable[Item], stream: BinaryIO, *, link: bool = False) -> None:
    """Write a document for each record, one a line."""
    named = {"@context": _context(link)}
    for record in items:
        stream.write(_bytes(record, named) + b"\n")


def read(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of a JSON-LD document; FormatError where it is none, or needs a context that is not ours."""
    return records(*index_of(stream))


def index_of(stream: BinaryIO) -> tuple[Index, str]:
    """The triples of a JSON-LD document, and the name of the stream."""
    name = str(getattr(stream, "name", "graph"))
    return _index(stream.read(), name), name


def read_lines(stream: BinaryIO) -> Iterator[AnyEvent]:
    """The records of newline-delimited JSON-LD, blank lines left out."""
    for index, name in line_indexes(stream):
        yield from records(index, name)


def line_indexes(stream: BinaryIO) -> Iterator[tuple[Index, str]]:
    """The triples of each line that is not blank, and where it stands."""
    name = str(getattr(stream, "name", "graph"))
    for number, line in enumerate(stream, 1):
        if line.strip():
            where = f"{name}:{number}"
            yield _index(line, where), where


def _index(document: bytes, name: str) -> Index:
    from pyoxigraph import RdfFormat

    document, words = _shortened(graph_of(document, name), name)
    found = triples(document, RdfFormat.JSON_LD, name)
    return indexed((subject, predicate, words.get(thing, thing)) for subject, predicate, thing in found)


LONGEST = 1 << 20
"""The parser takes no string of more than some 8 MB; longer ones than this go round it."""


def _shortened(document: bytes, name: str) -> tuple[bytes, dict[str, str]]:
    """The document with a digest in place of each very long string, and what each digest stands for."""
    words: dict[str, str] = {}
    if all(len(line) < LONGEST for line in document.splitlines()):
        return document, words

    def short(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: short(item) for key, item in value.items()}
        if isinstance(value, list):
            return [short(item) for item in value]
        if not isinstance(value, str) or len(value) < LONGEST:
            return value
        key = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
        words[key] = value
        return key

    return json.dumps(short(_parsed(document, name))).encode(), words


def _parsed(document: bytes, name: str) -> Any:
    """The JSON of a document; FormatError where it is none."""
    try:
        return json.loads(document)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"no JSON: {error}", where=name) from error


def graph_of(document: bytes, name: str) -> bytes:
    """The document with our context in place of its address, wherever it names that; others stay, and are refused."""
    if CONTEXT_URL.encode() in document:
        document = json.dumps(_with_context(_parsed(document, name))).encode()
    return document


def _with_context(value: Any) -> Any:
    """The document with our context in place of its address."""
    if isinstance(value, list):
        return [_with_context(item) for item in value]
    if not isinstance(value, dict):
        return value
    known = context()["@context"]
    named = value.get("@context")
    if named == CONTEXT_URL:
        return {**value, "@context": known}
    if isinstance(named, list):
        return {**value, "@context": [known if item == CONTEXT_URL else item for item in named]}
    return value
