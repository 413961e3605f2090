"""The formats that event records are written in and read from, by name.

A format is a row of `FORMATS`. Its writer and reader are named, not imported: the module that does the work
loads when the format is first used. To add one, write a module with the two functions and add its row here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from sanudo.errors import UsageError

if TYPE_CHECKING:
    from sanudo.formats.dyads import Losses
    from sanudo.formats.rows import Rejects
    from sanudo_schema import EventRecord
    from sanudo_schema.merged import MergedEvent

    Writer = Callable[..., Losses | None]
    Reader = Callable[..., Iterator[EventRecord]]

__all__ = ["FORMATS", "Format", "chosen"]


@dataclass(frozen=True)
class Format:
    """One way to write event records down, and to read them back where it keeps all of them.

    `writer` and `reader` are `module:function` under `sanudo.formats`: a writer takes records and a binary
    stream, a reader takes a binary stream and yields records. `written` tells whether `sanudo convert` writes
    the format by default. The tables of an event `dataset` hold less than a record: their writers return what was
    lost and write, unless told `all_status`, only what occurred; their readers set bad rows aside as `rejects`. A
    format in `parts` can be written piece by piece, each told the record before it, and the pieces joined.

    >>> FORMATS["turtle"].filename
    'events.ttl'
    """

    name: str
    extension: str
    title: str
    writer: str
    reader: str | None = None
    written: bool = True
    dataset: bool = False
    parts: bool = False

    @property
    def filename(self) -> str:
        """The file's name in an output folder."""
        return f"events{self.extension}"

    def write(
        self, records: "Iterable[EventRecord | MergedEvent]", stream: BinaryIO, *, all_status: bool = False
    ) -> "Losses | None":
        """Write the records to a binary stream; what a dataset could not hold of them is returned.

        JSON Lines, JSON-LD and the RDF formats take merged events too.
        """
        write: Writer = resolve_name(f"sanudo.formats.{self.writer}")
        return write(records, stream, all_status=all_status) if self.dataset else write(records, stream)

    def write_part(
        self, records: "Iterable[EventRecord]", stream: BinaryIO, before: "EventRecord | None" = None
    ) -> None:
        """Write some of the records, of a format in parts; before: the record that stands before them."""
        write: Writer = resolve_name(f"sanudo.formats.{self.writer}")
        write(records, stream, before)

    def read(self, stream: BinaryIO, rejects: "Rejects | None" = None) -> "Iterator[EventRecord]":
        """Yield the records of a binary stream; UsageError where the format does not keep whole records."""
        if self.reader is None:
            readable = ", ".join(name for name, row in FORMATS.items() if row.reader)
            raise UsageError(f"records cannot be read from {self.title}", advice=f"Read one of: {readable}.")
        read: Reader = resolve_name(f"sanudo.formats.{self.reader}")
        return read(stream, rejects) if self.dataset else read(stream)

    @property
    def merged_filename(self) -> str:
        """The name of the merged events' file in an output folder."""
        return f"merged{self.extension}"

    @property
    def holds_merged(self) -> bool:
        """Whether the format is one of those that merged events are written in too."""
        from sanudo.formats.merged import READERS

        return self.name in READERS

    def read_merged(self, stream: BinaryIO) -> "Iterator[MergedEvent]":
        """Yield the merged events of a binary stream; UsageError where the format keeps none."""
        from sanudo.formats.merged import READERS

        if not self.holds_merged:
            raise UsageError(f"{self.title} holds no merged events", advice=f"Read one of: {', '.join(READERS)}.")
        return READERS[self.name](stream)


def _dataset(name: str, extension: str, title: str, writer: str, reader: str | None = None) -> Format:
    return Format(name, extension, title, writer, reader, written=False, dataset=True)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        row.name: row
        for row in (
            Format("jsonl", ".jsonl", "JSON Lines, the canonical record", "jsonl:write", "jsonl:read"),
            Format("jsonld", ".jsonld", "JSON-LD 1.1", "jsonld:write", "jsonld:read"),
            Format(
                "ndjsonld",
                ".jsonld.jsonl",
                "JSON-LD 1.1, a document a line",
                "jsonld:write_lines",
                "jsonld:read_lines",
                written=False,
            ),
            Format("turtle", ".ttl", "RDF Turtle", "rdf:write_turtle", "rdf:read_turtle"),
            Format("nt", ".nt", "RDF N-Triples", "rdf:write_ntriples", "rdf:read_ntriples", parts=True),
            Format("nq", ".nq", "RDF N-Quads", "rdf:write_nquads", "rdf:read_nquads", parts=True),
            Format("trig", ".trig", "RDF TriG", "rdf:write_trig", "rdf:read_trig"),
            Format("rdfxml", ".rdf", "RDF/XML", "rdf:write_rdfxml", "rdf:read_rdfxml"),
            Format("cameo", ".cameo.tsv", "CAMEO dyads, one a row", "cameo:write"),
            Format("csv", ".csv", "CSV, one record a line", "tables:write_csv", "tables:read_csv", written=False),
            Format("parquet", ".parquet", "Parquet", "tables:write_parquet", "tables:read_parquet", written=False),
            _dataset("gdelt", ".export.CSV", "GDELT 2.0 Events", "gdelt:write", "gdelt:read"),
            _dataset("gdelt_mentions", ".mentions.CSV", "GDELT 2.0 Mentions", "gdelt_mentions:write"),
            _dataset("icews", ".icews.tab", "ICEWS coded events", "icews:write", "icews:read"),
            _dataset("polecat", ".polecat.txt", "POLECAT events", "polecat:write", "polecat:read"),
            _dataset("plover", ".plover.jsonl", "PLOVER records, JSON Lines", "plover:write", "plover:read"),
            _dataset("phoenix", ".phoenix.txt", "Phoenix daily file", "phoenix:write", "phoenix:read"),
            _dataset("petrarch2", ".petrarch2.txt", "PETRARCH2 events", "petrarch2:write", "petrarch2:read"),
        )
    }
)


def chosen(names: str | None = None) -> tuple[Format, ...]:
    """The formats that a comma-separated list names, in the registry's order; by default, those of `convert`.

    >>> [format.name for format in chosen("turtle, jsonl")]
    ['jsonl', 'turtle']
    """
    if names is None:
        return tuple(row for row in FORMATS.values() if row.written)
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    unknown = sorted(wanted - FORMATS.keys())
    if unknown or not wanted:
        raise UsageError(
            f"no such format: {', '.join(unknown) or repr(names)}",
            advice=f"Choose from: {', '.join(FORMATS)}.",
        )
    return tuple(row for row in FORMATS.values() if row.name in wanted)
