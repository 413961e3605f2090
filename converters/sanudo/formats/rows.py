"""The rows of event datasets: read one at a time in constant memory, the bad ones set aside with their reason."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo_schema import AnyEvent
from sanudo_schema.errors import UnknownCodeError

__all__ = [
    "MAX_LINE",
    "Column",
    "Rejects",
    "Row",
    "columns",
    "delimited",
    "lines",
    "names",
    "records_of",
]

MAX_LINE = 1_000_000
"""Bytes of the longest row that is read."""


class Column(NamedTuple):
    """A column of a dataset: its name, its type there, and where an event record holds its value."""

    name: str
    type: str
    record: str


@cache
def columns(dataset: str) -> tuple[Column, ...]:
    """The columns of a dataset in their order, from `data/DATASET.tsv`.

    >>> columns("gdelt")[1]
    Column(name='SQLDATE', type='integer', record='time.earliest, YYYYMMDD')
    """
    text = files("sanudo.formats").joinpath("data", f"{dataset}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(Column(*row) for row in rows[1:])


def names(dataset: str) -> tuple[str, ...]:
    """The names of its columns.

    >>> len(names("gdelt")), len(names("icews")), len(names("polecat"))
    (61, 20, 40)
    """
    return tuple(column.name for column in columns(dataset))


class Rejects:
    """What became of rows that could not be read, or not whole: counted by reason, and written down line by line.

    A rejected row gave no record; of a noted one something was kept aside, a code that nobody knows for instance. The
    file is a table of five columns: file, line, verdict, reason and the row itself, its tabs written as `\\t`.

    >>> rejects = Rejects()
    >>> rejects.reject(3, "unknown CAMEO code: '13y'", "1\\t13y")
    >>> rejects.rejected
    Counter({'unknown CAMEO code': 1})
    """

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self.file = ""
        self.rejected: Counter[str] = Counter()
        self.noted: Counter[str] = Counter()
        self._stream = stream
        if stream:
            stream.write(b"file\tline\tverdict\treason\trow\n")

    def reject(self, line: int, reason: str, row: str) -> None:
        """A row that gave no record; what comes before a colon in the reason is what is counted."""
        self.rejected[reason.partition(":")[0]] += 1
        self._write(line, "rejected", reason, row)

    def note(self, line: int, reason: str, row: str) -> None:
        """A row that gave a record without what the reason tells."""
        self.noted[reason.partition(":")[0]] += 1
        self._write(line, "noted", reason, row)

    def _write(self, line: int, verdict: str, reason: str, row: str) -> None:
        if self._stream:
            shown = row[:10_000].replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
            reason = " ".join(reason.split())
            self._stream.write(f"{self.file}\t{line}\t{verdict}\t{reason}\t{shown}\n".encode("utf-8", "replace"))


class Row(NamedTuple):
    """One row: the number of its line, the line, its cells in the order of the dataset's columns."""

    line: int
    text: str
    cells: list[str]


def lines(stream: BinaryIO, rejects: Rejects, fallback: str | None = None) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, from 1; those that are empty, too long or not UTF-8 are left out.

    A line that is not UTF-8 is read in the `fallback` encoding, and noted, or else rejected.
    """
    number = 0
    while raw := stream.readline(MAX_LINE):
        number += 1
        if len(raw) == MAX_LINE and not raw.endswith(b"\n"):
            rejects.reject(number, f"longer than {MAX_LINE} bytes", raw[:200].decode("utf-8", "replace"))
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE)
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        raw = raw.rstrip(b"\r\n")
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode(fallback or "utf-8", "replace")
            if not fallback:
                rejects.reject(number, "not UTF-8", text)
                continue
            rejects.note(number, f"not UTF-8: read as {fallback}", text)
        if "\0" in text:
            rejects.reject(number, "binary data", text)
        elif text.strip():
            yield number, text


def delimited(
    numbered: Iterable[tuple[int, str]], columns: Sequence[str], rejects: Rejects, *, header: bool
) -> Iterator[Row]:
    """The rows of tab-separated lines, cells in the order of `columns`.

    A header line may have the columns in another order, or lack some (their cells are empty); a file of a dataset that
    has none may have one all the same. Empty cells beyond the last column are let go.

    >>> [row.cells for row in delimited([(1, "b\\ta"), (2, "1\\t2")], ["a", "b"], Rejects(), header=True)]
    [['2', '1']]
    """
    width = found = len(columns)
    order: list[int] = []
    for number, text in numbered:
        cells = text.split("\t")
        if number == 1 and (header or cells[0] == columns[0]):
            heads = [head.strip().strip('"') for head in cells]
            if columns[0] not in heads:
                raise FormatError(f"no header line: expected {columns[0]!r} first", where=rejects.file or None)
            found = len(heads)
            if heads != list(columns):
                order = [heads.index(name) if name in heads else -1 for name in columns]
            continue
        while len(cells) > width and len(cells) > found and not cells[-1].strip():
            cells.pop()
        if len(cells) == found:
            if order:
                cells = [cells[place] if place >= 0 else "" for place in order]
        elif len(cells) < width:
            rejects.reject(number, f"too few columns: {len(cells)} of {width}", text)
            continue
        elif len(cells) > width:
            rejects.reject(number, f"stray tab: {len(cells)} columns, not {width}", text)
            continue
        yield Row(number, text, cells)


class _Seen:
    """The ids met so far, in a temporary database that keeps on disk what does not fit a small cache."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY)")
        self._database.execute("BEGIN")
        self._execute = self._database.cursor().execute

    def is_new(self, key: str) -> bool:
        """Whether the id was not met before; ids are told apart by 63 bits."""
        number = int(key) if key.isdecimal() and len(key) < 19 else _hash(key)
        return self._execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,)).rowcount == 1

    def close(self) -> None:
        """Let the database go."""
        self._database.close()


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


def records_of(
    rows: Iterable[Row], record_of: Callable[[list[str]], tuple[AnyEvent, Sequence[str]]], rejects: Rejects
) -> Iterator[AnyEvent]:
    """The record of each row, by a function that gives it with the remarks it calls for.

    A row that gives none, or whose id an earlier one has, is rejected.
    """
    seen = _Seen()
    try:
        for number, text, cells in rows:
            try:
                record, remarks = record_of(cells)
            except FormatError as error:
                rejects.reject(number, error.message, text)
            except UnknownCodeError as error:
                rejects.reject(number, f"unknown {error.system} code: {error.code!r}", text)
            except ValidationError as error:
                first = error.errors(include_url=False, include_context=False)[0]
                rejects.reject(number, f"no event record: {first['msg']}", text)
            else:
                if record.origin and not seen.is_new(record.origin.row):
                    rejects.reject(number, f"duplicate id: {record.origin.row}", text)
                    continue
                for remark in remarks:
                    rejects.note(number, remark, text)
                yield record
    finally:
        seen.close()
