"""Puts events into an Oxigraph store: each article's records in its named graph, merged events in theirs."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sanudo.errors import FormatError, ReadError, UsageError
from sanudo.formats import FORMATS, Format
from sanudo.formats.vocab import shipped
from sanudo_schema.identifiers import DATA

if TYPE_CHECKING:
    import pyoxigraph

    from sanudo_schema import AnyEvent
    from sanudo_schema.merged import MergedEvent

__all__ = [
    "SCHEMES",
    "fill",
    "fill_with_schemes",
    "graph_files",
    "is_store",
    "stored_merged_events",
    "stored_records",
]

MERGED = f"{DATA}merged"
"""The graph of the merged events."""

SCHEMES = {
    "https://w3id.org/sanudo/cameo": "cameo.ttl",
    "https://w3id.org/sanudo/plover": "plover.ttl",
    "https://w3id.org/sanudo/schema": "ontology.ttl",
}
"""The graphs that hold the code schemes and the ontology, and the shipped file of each."""

_BEST = ("nq", "trig", "jsonl", "turtle", "nt", "rdfxml", "jsonld", "ndjsonld")
_BEST_MERGED = ("jsonl", *(name for name in _BEST if name != "jsonl"))
"""`sanudo merge` always writes the lines, so that no other file is newer."""
_SHARD = 2000
"""So many records are turned into quads at a time."""


def is_store(target: Path) -> bool:
    """True where the folder is an Oxigraph store."""
    return (target / "CURRENT").is_file()


def graph_files(target: Path) -> list[tuple[Path, Format]]:
    """The files to read from: the target itself, or the best that a folder holds of records and of merged events."""
    if target.is_file():
        return [(target, _format_of(target))]
    if not target.exists():
        raise UsageError("no such file or folder", where=target)
    events = ((target / FORMATS[name].filename, FORMATS[name]) for name in _BEST)
    merged = ((target / FORMATS[name].merged_filename, FORMATS[name]) for name in _BEST_MERGED)
    found = [next(((path, row) for path, row in rows if path.is_file()), None) for rows in (events, merged)]
    if any(found):
        return [file for file in found if file]
    raise UsageError("no graph of events here", where=target, advice="Write one with `sanudo convert INPUT -o FOLDER`.")


def _format_of(path: Path) -> Format:
    fits = [row for row in FORMATS.values() if row.reader and path.name.endswith(row.extension) and row.name in _BEST]
    if not fits:
        known = ", ".join(FORMATS[name].extension for name in _BEST)
        raise UsageError("its name does not tell the format", where=path, advice=f"Name it with one of: {known}.")
    return max(fits, key=lambda row: len(row.extension))


def fill(store: "pyoxigraph.Store", target: Path) -> None:
    """Put the events of a file or folder into the store, without looking at what it holds already.

    Files with named graphs go in as they are; of others the records do, each in the graph of its article, and of files
    named `merged` the merged events; a file with none is a FormatError.
    """
    import pyoxigraph

    for path, row in graph_files(target):
        try:
            if row.name in ("nq", "trig"):
                form = pyoxigraph.RdfFormat.N_QUADS if row.name == "nq" else pyoxigraph.RdfFormat.TRIG
                store.bulk_load(path=str(path), format=form)
            else:
                _fill_with_records(store, path, row)
        except (SyntaxError, MemoryError) as error:
            raise FormatError(f"no {row.title}: {error}", where=path, advice="Check that the file is whole.") from error
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror or error}", where=path) from error


def _fill_with_records(store: "pyoxigraph.Store", path: Path, row: Format) -> None:
    import pyoxigraph

    found = False
    with path.open("rb") as stream:
        read = row.read_merged if path.name.startswith("merged.") else row.read
        for quads in _shards(read(stream)):
            found = True
            store.bulk_load(quads, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    if not found and path.stat().st_size:
        advice = "RDF of other kinds goes in as N-Quads or TriG, where each graph has its name."
        raise FormatError("no event records in it", where=path, advice=advice)


def _shards(records: Iterable[object]) -> Iterator[bytes]:
    from itertools import islice

    source = iter(records)
    while shard := list(islice(source, _SHARD)):
        stream = io.BytesIO()
        FORMATS["nq"].write(shard, stream)  # type: ignore[arg-type]
        yield stream.getvalue()


def fill_with_schemes(store: "pyoxigraph.Store") -> None:
    """Put the code schemes and the ontology into the store, in place of what it has of them."""
    import pyoxigraph

    for iri, name in SCHEMES.items():
        graph = pyoxigraph.NamedNode(iri)
        store.remove_graph(graph)
        store.bulk_load(shipped(name).encode(), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)


def stored_records(folder: Path) -> "Iterator[AnyEvent]":
    """The records of a store, graph by graph, those of an article in the order of its sentences."""
    import pyoxigraph

    store = pyoxigraph.Store.read_only(str(folder))
    graphs = (graph for graph in store.named_graphs() if graph.value not in (*SCHEMES, MERGED))
    for graph in sorted(graphs, key=lambda graph: graph.value):
        yield from sorted(FORMATS["nt"].read(_triples(store, graph)), key=_place)


def stored_merged_events(folder: Path) -> "Iterator[MergedEvent]":
    """The merged events of a store."""
    import pyoxigraph

    store = pyoxigraph.Store.read_only(str(folder))
    yield from FORMATS["nt"].read_merged(_triples(store, pyoxigraph.NamedNode(MERGED)))


def _triples(store: "pyoxigraph.Store", graph: "pyoxigraph.NamedNode | pyoxigraph.BlankNode") -> BinaryIO:
    import pyoxigraph

    return io.BytesIO(store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=graph) or b"")


def _place(record: "AnyEvent") -> tuple[int, int, str]:
    """Where in its article a record stands."""
    first = min(((m.sentence or 0, m.trigger_start or 0) for m in record.mentions), default=(0, 0))
    return *first, record.id
