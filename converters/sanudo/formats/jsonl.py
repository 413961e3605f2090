"""JSON Lines, one event record a line: the canonical form, which keeps every field and reads back equal."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo_schema import AnyEvent, read_record, write_record

__all__ = ["read", "write"]


def write(records: Iterable[AnyEvent], stream: BinaryIO) -> None:
    """Write each record as one line of UTF-8.

    >>> import io
    >>> from sanudo_schema import make_record
    >>> visit = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    >>> stream = io.BytesIO()
    >>> write([visit], stream)
    >>> list(read(io.BytesIO(stream.getvalue()))) == [visit]
    True
    """
    for record in records:
        stream.write(write_record(record).encode() + b"\n")


def read(stream: BinaryIO) -> Iterator[AnyEvent]:
    """Yield the record of each line, blank lines left out.

    FormatError names the line that holds no record, and says what is wrong with it.
    """
    name = getattr(stream, "name", "records")
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield read_record(line)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise FormatError(
                f"no event record: {field + ': ' if field else ''}{first['msg']}",
                where=f"{name}:{number}",
                advice="Give a file that `sanudo convert` wrote as events.jsonl.",
            ) from error
