"""Records as plain tables: CSV, one record a line, and Parquet, typed and nested.

Both keep every field. In CSV the parts of time, place, claim and PLOVER coding have columns of their own (`time.edtf`),
lists are JSON in their cell, and `source_names` and `target_names` are there to be read by people: they are not read
back. In Parquet lists and parts are lists and structs. An empty text is read from CSV as none.
"""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import islice
from types import UnionType
from typing import IO, TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from sanudo.errors import FormatError, UsageError
from sanudo_schema import RECORD, RECORD_TYPES, AnyEvent

if TYPE_CHECKING:
    import pyarrow

__all__ = ["COLUMNS", "read_csv", "read_parquet", "write_csv", "write_parquet"]

READABLE = {"source_names": "sources", "target_names": "targets"}
BATCH = 2_000
"""Records in a row group: what reading and writing hold in memory."""
MAX_CELL = 16_000_000
"""Characters of the longest cell of a CSV that is read."""


@cache
def _fields() -> Mapping[str, Any]:
    """The fields of all record types, in the order of the models: name to annotation."""
    found: dict[str, Any] = {}
    for kind in RECORD_TYPES.values():
        for name, field in kind.model_fields.items():
            found.setdefault(name, str if name == "type" else field.annotation)
    return found


def _model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds one of, if it does."""
    if get_origin(annotation) is tuple:
        return None
    kinds = [kind for kind in get_args(annotation) or (annotation,) if isinstance(kind, type)]
    return next((kind for kind in kinds if issubclass(kind, BaseModel)), None)


@cache
def _flat() -> Mapping[str, tuple[str, ...]]:
    """The columns of the CSV: name to the path of its value."""
    found: dict[str, tuple[str, ...]] = {}
    for name, annotation in _fields().items():
        part = _model(annotation)
        if part is None or name in ("attribution", "origin"):
            found[name] = (name,)
        else:
            found |= {f"{name}.{inner}": (name, inner) for inner in part.model_fields}
    return found


COLUMNS = (*_flat(), *READABLE)
"""The columns of the CSV."""


def write_csv(records: Iterable[AnyEvent], stream: BinaryIO) -> None:
    """Write a header line and one line a record, in UTF-8."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for record in records:
        row = RECORD.dump_python(record, mode="json")
        cells = [_cell(_at(row, path)) for path in _flat().values()]
        table.writerow([*cells, *("; ".join(actor["name"] for actor in row[side]) for side in READABLE.values())])
    text.detach()


def _at(row: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        row = row.get(name) if row else None
    return row


def _cell(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list | dict | bool):
        return json.dumps(_present(value), ensure_ascii=False, separators=(",", ":"))
    return str(value)


def read_csv(stream: BinaryIO) -> Iterator[AnyEvent]:
    """Yield the record of each line; FormatError names the line that holds none."""
    name = getattr(stream, "name", "records")
    csv.field_size_limit(MAX_CELL)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    table = csv.DictReader(text)
    try:
        for row in table:
            yield _record(_nested(row), f"{name}:{table.line_num}")
    except (csv.Error, ValueError) as error:
        raise FormatError(f"no CSV of records: {error}", where=f"{name}:{table.line_num}") from error


def _nested(row: Mapping[str, str | None]) -> dict[str, Any]:
    """The cells of a line as the fields of a record."""
    found: dict[str, Any] = {}
    for column, path in _flat().items():
        cell = row.get(column)
        if not cell:
            continue
        value: Any = cell
        if cell[0] in "[{" and _is_structured(path):
            value = json.loads(cell)
        inner = found
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = value
    return found


@cache
def _is_structured(path: tuple[str, ...]) -> bool:
    """Whether the value there is a list or a part, written as JSON."""
    annotation = _fields()[path[0]]
    for name in path[1:]:
        part = _model(annotation)
        annotation = part.model_fields[name].annotation if part else None
    return get_origin(annotation) is tuple or _model(annotation) is not None


def _record(row: Mapping[str, Any], where: str) -> AnyEvent:
    """The record of a row's fields; those of other types are empty and let go."""
    kind = RECORD_TYPES.get(str(row.get("type")))
    if kind is None:
        raise FormatError(f"no event record: there is no type {row.get('type')!r}", where=where)
    try:
        return kind.model_validate({name: row[name] for name in kind.model_fields if name in row})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise FormatError(f"no event record: {field}: {first['msg']}", where=where) from error


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow", advice="Install it with: pip install 'sanudo[parquet]'.") from error
    return pyarrow


@cache
def _schema() -> "pyarrow.Schema":
    arrow = _pyarrow()
    fields = [(name, _arrow_type(annotation)) for name, annotation in _fields().items()]
    return arrow.schema([*fields, ("root", arrow.string())])


def _arrow_type(annotation: Any) -> Any:
    """The Arrow type of a field: structs for models, lists for tuples, maps for pairs of texts."""
    arrow = _pyarrow()
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _arrow_type(inner[0])
    if origin in (Union, UnionType):
        kinds = [kind for kind in inner if kind is not type(None)]
        return arrow.string() if len(kinds) > 1 else _arrow_type(kinds[0])
    if origin is tuple:
        if get_args(inner[0]) == (str, str):
            return arrow.map_(arrow.string(), arrow.string())
        return arrow.list_(_arrow_type(inner[0]))
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return arrow.string()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return arrow.struct([(name, _arrow_type(field.annotation)) for name, field in annotation.model_fields.items()])
    plain = {bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64(), date: arrow.date32(), str: arrow.string()}
    return plain[annotation]


def write_parquet(records: Iterable[AnyEvent], stream: BinaryIO) -> None:
    """Write row groups of records, compressed; needs pyarrow."""
    arrow, schema, left = _pyarrow(), _schema(), iter(records)
    with arrow.parquet.ParquetWriter(stream, schema, compression="zstd") as table:
        while batch := [_typed(RECORD.dump_python(record)) for record in islice(left, BATCH)]:
            table.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """A record's fields as Arrow takes them: moments as text, in which days and times stay apart."""
    row["status"] = row["status"].value
    for article in row["articles"]:
        for name in ("published", "updated"):
            if isinstance(article[name], date | datetime):
                article[name] = article[name].isoformat()
    return row


def read_parquet(stream: BinaryIO) -> Iterator[AnyEvent]:
    """Yield the record of each row, a row group at a time; needs pyarrow."""
    arrow = _pyarrow()
    name = getattr(stream, "name", "records")
    with _seekable(stream) as whole:
        try:
            table = arrow.parquet.ParquetFile(whole)
            for batch in table.iter_batches(BATCH):
                for row in batch.to_pylist():
                    yield _record(_present(row), str(name))
        except arrow.ArrowException as error:
            raise FormatError(f"no Parquet file of records: {error}", where=name) from error


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[IO[bytes]]:
    """A temporary file of what the stream holds: Parquet is read from its end."""
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(stream, kept)
        kept.seek(0)
        yield kept


def _present(value: Any) -> Any:
    """The value without the fields that are null."""
    if isinstance(value, dict):
        return {name: _present(inner) for name, inner in value.items() if inner is not None}
    return [_present(inner) for inner in value] if isinstance(value, list) else value
