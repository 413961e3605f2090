"""Merging as files: the records of an output folder, and the merged events written beside them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from sanudo.articles import ReadFailure, read_articles
from sanudo.batch.staging import staged
from sanudo.errors import UsageError
from sanudo.formats import FORMATS, Format
from sanudo.formats.recordfiles import read_records
from sanudo_schema import AnyEvent
from sanudo_schema.merged import MergedEvent

from .merge import Merged, merge_records

__all__ = ["FILENAME", "merge_files", "read_merged_events", "write_merged_events"]

T = TypeVar("T")
FILENAME = "merged.jsonl"
"""The name of the merged events in an output folder."""


def merge_files(
    inputs: Sequence[str | Path],
    articles: Sequence[str | Path] = (),
    before: Path | None = None,
    failures: list[ReadFailure] | None = None,
) -> Merged:
    """The merged events of the records in files and folders; of the texts of `articles`, near copies are known.

    before: a file of merged events to take up, where it exists. What could not be read is added to `failures`, and
    the rest is merged.
    """
    failed = [] if failures is None else failures
    known = list(read_merged_events(before)) if before is not None and before.is_file() else []
    texts = {article.id: article.text for article in _sound(read_articles(list(articles)), failed)} if articles else {}
    records: Iterable[AnyEvent] = _sound(read_records(inputs), failed)
    return merge_records(records, texts, known)


def _sound(found: Iterable[T | ReadFailure], failures: list[ReadFailure]) -> Iterator[T]:
    for one in found:
        if isinstance(one, ReadFailure):
            failures.append(one)
        else:
            yield one


def read_merged_events(path: Path) -> Iterator[MergedEvent]:
    """Yield the merged event of each line; FormatError names the line that holds none."""
    with path.open("rb") as stream:
        yield from FORMATS["jsonl"].read_merged(stream)


def write_merged_events(merged: Sequence[MergedEvent], path: Path, formats: Iterable[Format] = ()) -> list[Path]:
    """Write the merged events, one a line, and beside that file in other formats: all whole or none; the files.

    UsageError where a format holds no merged events, WriteError where a file cannot be written.
    """
    if path.is_dir():
        raise UsageError("this is a folder", where=path, advice="Name a file.")
    names = {path.name: FORMATS["jsonl"]}
    for format in formats:
        if not format.holds_merged:
            held = ", ".join(row.name for row in FORMATS.values() if row.holds_merged)
            raise UsageError(f"{format.title} holds no merged events", advice=f"Write one of: {held}.")
        names.setdefault(f"{path.name.removesuffix(FORMATS['jsonl'].extension)}{format.extension}", format)
    with staged(path.parent) as stage:
        for name, format in names.items():
            with (stage / name).open("wb") as stream:
                format.write(merged, stream)
    return [path.with_name(name) for name in names]
