"""JSON Lines, one event record a line: the canonical form, which keeps every field and reads back equal."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo_schema import AnyEvent, read_record, write_record
from sanudo_schema.merged import MergedEvent, read_merged, write_merged

__all__ = ["read", "read_merged_events", "write"]

T = TypeVar("T")


def write(records: Iterable[AnyEvent | MergedEvent], stream: BinaryIO) -> None:
    """Write each record, or merged event, as one line of UTF-8.

    >>> import io
    >>> from sanudo_schema import make_record
    >>> visit = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    >>> stream = io.BytesIO()
    >>> write([visit], stream)
    >>> list(read(io.BytesIO(stream.getvalue()))) == [visit]
    True
    """
    for record in records:
        line = write_merged(record) if isinstance(record, MergedEvent) else write_record(record)
        stream.write(line.encode() + b"\n")


def read(stream: BinaryIO) -> Iterator[AnyEvent]:
    """Yield the record of each line, blank lines left out.

    FormatError names the line that holds no record, and says what is wrong with it.
    """
    return _each(stream, read_record, "event record", "`sanudo convert` wrote as events.jsonl")


def read_merged_events(stream: BinaryIO) -> Iterator[MergedEvent]:
    """Yield the merged event of each line; FormatError names the line that holds none."""
    return _each(stream, read_merged, "merged event", "`sanudo merge` wrote as merged.jsonl")


def _each(stream: BinaryIO, read_line: Callable[[bytes], T], what: str, wrote: str) -> Iterator[T]:
    name = getattr(stream, "name", "records")
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield read_line(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise FormatError(
                f"no {what}: {field + ': ' if field else ''}{first['msg']}",
                where=f"{name}:{number}",
                advice=f"Give a file that {wrote}.",
            ) from error
