"""Articles in tables: CSV, TSV and Parquet, one a row."""

import csv
import io
from collections.abc import Iterator, Mapping

from sanudo.articles.columns import draft_of_row, match_columns
from sanudo.articles.decoding import encoding_of
from sanudo.articles.documents import MAX_LINE, Document
from sanudo.articles.draft import Draft
from sanudo.articles.failures import ReadFailure
from sanudo.errors import ReadError

__all__ = ["read_csv", "read_parquet", "read_tsv"]

_BATCH = 64


def read_csv(document: Document, columns: Mapping[str, str] | None = None) -> Iterator[Draft | ReadFailure]:
    """The rows of a table with a header line; the separator is the commonest of `,` `;` `|` and tab in it.

    >>> table = Document("a", "a", io.BytesIO(b"id;text\\n1;They met.\\n"))
    >>> [(draft.id, draft.text) for draft in read_csv(table)]
    [('1', 'They met.')]
    """
    header = document.head.split(b"\n", 1)[0].decode("latin-1")
    return _rows(document, max(",;|\t", key=header.count), columns)


def read_tsv(document: Document, columns: Mapping[str, str] | None = None) -> Iterator[Draft | ReadFailure]:
    """The rows of a table with a header line and tabs between the fields."""
    return _rows(document, "\t", columns)


def _rows(document: Document, separator: str, columns: Mapping[str, str] | None) -> Iterator[Draft | ReadFailure]:
    csv.field_size_limit(MAX_LINE)
    encoding = encoding_of(document.head, document.charset)
    lines = io.TextIOWrapper(document.open(), encoding=encoding, errors="replace", newline="")
    reader = csv.DictReader(lines, delimiter=separator)
    try:
        fields = _fields(list(reader.fieldnames or ()), columns)
        for row in reader:
            place = f"line {reader.line_num}"
            if None in row:
                advice = "Quote the fields that have the separator in them."
                yield ReadFailure("failed", f"{document.origin} {place}", "more fields than the header has", advice)
                continue
            yield _row(row, fields, document, place)
    except csv.Error as error:
        raise ReadError(f"line {reader.line_num}: {error}", where=document.origin, advice="Mend the table.") from error


def read_parquet(document: Document, columns: Mapping[str, str] | None = None) -> Iterator[Draft | ReadFailure]:
    """The rows of a Parquet file; only the columns of articles are read, a batch at a time."""
    import pyarrow
    from pyarrow import parquet

    try:
        with document.seekable() as stream:
            table = parquet.ParquetFile(stream)
            fields = _fields(table.schema_arrow.names, columns)
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(fields.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(row, fields, document, f"row {number}")
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise ReadError(
            f"this Parquet file cannot be read: {error}", where=document.origin, advice="Write it anew."
        ) from error


def _fields(names: list[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    fields = match_columns(names, columns)
    if missing := sorted(column for column in fields.values() if column not in names):
        raise ReadError(f"there is no column {', '.join(missing)}", advice=f"Columns: {', '.join(names[:40])}.")
    if "text" not in fields:
        raise ReadError(
            f"none of the columns is known to hold the text: {', '.join(names[:40])}",
            advice="Name it with --column text=COLUMN.",
        )
    return fields


def _row(row: Mapping[str, object], fields: Mapping[str, str], document: Document, place: str) -> Draft | ReadFailure:
    draft = draft_of_row(row, fields, place)
    return draft or ReadFailure("skipped", f"{document.origin} {place}", f"no text in the column {fields['text']}")
