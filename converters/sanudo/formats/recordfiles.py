"""Event records from files of any format that keeps them: told from the content, unpacked on the way."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sanudo.articles.containers import unpack
from sanudo.articles.documents import Document, open_inputs
from sanudo.articles.failures import ReadFailure
from sanudo.errors import ReadError, SanudoError
from sanudo.formats import FORMATS, gdelt, phoenix, plover
from sanudo.formats.gdelt_mentions import MentionStore
from sanudo.formats.rows import Rejects, names
from sanudo_schema import RECORD_TYPES, AnyEvent
from sanudo_schema.codes import is_cameo

__all__ = ["hold_records", "read_records", "sniff_records"]


def sniff_records(head: bytes) -> str | None:
    """The name of the format of event records that a file begins like; None where it is none of theirs.

    >>> sniff_records(b"Event ID\\tEvent Date\\tSource Name\\tSource Sectors\\n")
    'icews'
    >>> sniff_records(b"Envoys meet in Oslo\\nThey met on Monday.") is None
    True
    """
    if head[:1] == b"{":
        return _json_kind(head.partition(b"\n")[0])
    first = head.decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0].rstrip("\r")
    cells = first.split("\t")
    for name in ("gdelt", "gdelt_mentions"):
        if len(cells) == len(names(name)) and (cells[0].isdecimal() or cells[0] == names(name)[0]):
            return name
    if first.startswith("id,type,status,cameo,"):
        return "csv"
    if cells[0] == "Event ID":
        return "icews" if "Source Name" in cells else "polecat" if "Event Type" in cells else None
    if (len(cells) == len(names("phoenix")) and _is_day(cells[1])) or phoenix.sniff_csv(first):
        return "phoenix"
    return "petrarch2" if 7 <= len(cells) <= 13 and _is_day(cells[0]) and is_cameo(cells[3]) else None


def _kind(document: Document) -> str | None:
    """The format of a document; that of Parquet files shows at their end."""
    if document.head[:4] != b"PAR1" or not os.path.isfile(document.origin):
        return sniff_records(document.head)
    with open(document.origin, "rb") as stream:
        stream.seek(max(0, os.path.getsize(document.origin) - 65536))
        return "parquet" if b"cameo_if_realised" in stream.read() else None


def _is_day(cell: str) -> bool:
    return len(cell) == 8 and cell.isdecimal()


def _json_kind(line: bytes) -> str | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if all(name in found for name in plover.REQUIRED):
        return "plover"
    return "jsonl" if found.get("type") in RECORD_TYPES and "status" in found else None


def hold_records(inputs: Sequence[str | Path], fmt: str | None = None) -> bool:
    """Whether the inputs hold event records, not articles: by `fmt`, or by what the first of them begins like."""
    if fmt is not None:
        return fmt in FORMATS and FORMATS[fmt].dataset
    if "-" in map(str, inputs):
        peek = getattr(sys.stdin.buffer, "peek", None)
        return peek is not None and sniff_records(peek(8192)) is not None
    first = next(_documents(_canonical(inputs)), None)
    return isinstance(first, Document) and _kind(first) is not None


def read_records(
    inputs: Sequence[str | Path], fmt: str | None = None, rejects: Rejects | None = None
) -> Iterator[AnyEvent | ReadFailure]:
    """The records of files, folders, globs and `-`, in their order, whatever holds them.

    Each file's format is told from its content unless `fmt` names it. A Mentions table of GDELT gives the events of the
    Events tables beside it their mentions. What cannot be read is yielded as a ReadFailure; bad rows go to `rejects`.
    """
    rejects = rejects or Rejects()
    inputs = _canonical(inputs)
    mentions = _mentions(inputs, fmt, rejects)
    coded = False
    for document in _documents(inputs):
        if isinstance(document, ReadFailure):
            yield document
            continue
        name = _kind(document) if fmt in (None, "gdelt") else fmt
        if name != "gdelt_mentions":
            coded = True
            yield from _read(document, name, rejects, mentions)
    if coded:
        mentions.report_unclaimed(rejects)
    elif not mentions.empty:
        message = "a Mentions table codes no events"
        yield ReadFailure("failed", str(inputs[0]), message, "Give the Events table (*.export.CSV) beside it.")


def _canonical(inputs: Sequence[str | Path]) -> list[str | Path]:
    """The inputs, for a folder that `sanudo convert` wrote its canonical records."""
    written = ((given, Path(given) / FORMATS["jsonl"].filename) for given in inputs)
    return [events if events.is_file() else given for given, events in written]


def _documents(inputs: Sequence[str | Path]) -> Iterator[Document | ReadFailure]:
    """The files, out of their compression and archives."""
    for document in open_inputs(inputs):
        if isinstance(document, ReadFailure):
            yield document
            continue
        try:
            yield from unpack(document)
        except ReadError as error:
            yield ReadFailure.of(error, where=document.origin)


def _read(
    document: Document, name: str | None, rejects: Rejects, mentions: MentionStore
) -> Iterator[AnyEvent | ReadFailure]:
    """The records of one file; whatever goes wrong in it ends with it."""
    rejects.file = document.origin
    try:
        if name is None:
            readable = ", ".join(name for name, row in FORMATS.items() if row.reader)
            raise ReadError(
                "no event records of a format known", where=document.origin, advice=f"Name it with --from: {readable}."
            )
        if name == "gdelt":
            yield from gdelt.read(document.open(), rejects, mentions)
        else:
            yield from FORMATS[name].read(document.open(), rejects)
    except SanudoError as error:
        yield ReadFailure("failed", error.where or document.origin, error.message, error.advice)
    except OSError as error:
        yield ReadFailure("failed", document.origin, error.strerror or str(error), "Check the file.")


def _mentions(inputs: Sequence[str | Path], fmt: str | None, rejects: Rejects) -> MentionStore:
    """The Mentions tables among the inputs, those on standard input left out, since it is read but once."""
    store = MentionStore()
    if fmt not in (None, "gdelt"):
        return store
    for document in _documents([given for given in inputs if str(given) != "-"]):
        if isinstance(document, Document) and _kind(document) == "gdelt_mentions":
            rejects.file = document.origin
            store.add(document.open(), rejects)
    return store
