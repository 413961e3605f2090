"""Merged events read back: from JSON Lines, and from the triples in which they stand beside records or alone.

They are written by the writers of records, which take both.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import BinaryIO

from sanudo_schema.merged import MergedEvent

from .jsonl import read_merged_events
from .jsonld import index_of as jsonld_index
from .jsonld import line_indexes
from .rdf import index_of
from .reading import merged_events

__all__ = ["READERS"]


def _rdf(form: str, stream: BinaryIO) -> Iterator[MergedEvent]:
    return merged_events(*index_of(stream, form))


def _jsonld(stream: BinaryIO) -> Iterator[MergedEvent]:
    return merged_events(*jsonld_index(stream))


def _jsonld_lines(stream: BinaryIO) -> Iterator[MergedEvent]:
    for index, name in line_indexes(stream):
        yield from merged_events(index, name)


READERS: Mapping[str, Callable[[BinaryIO], Iterator[MergedEvent]]] = MappingProxyType(
    {
        "jsonl": read_merged_events,
        "jsonld": _jsonld,
        "ndjsonld": _jsonld_lines,
        "turtle": partial(_rdf, "TURTLE"),
        "nt": partial(_rdf, "N_TRIPLES"),
        "nq": partial(_rdf, "N_QUADS"),
        "trig": partial(_rdf, "TRIG"),
        "rdfxml": partial(_rdf, "RDF_XML"),
    }
)
"""What reads merged events, by the name of the format."""
