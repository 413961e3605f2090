"""What a page tells of: each event with the reports that it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanudo.articles.failures import ReadFailure
from sanudo.errors import UsageError
from sanudo.formats.recordfiles import read_records
from sanudo.merging.files import FILENAME, read_merged_events
from sanudo.store.filling import is_store, stored_records
from sanudo_schema import AnyEvent
from sanudo_schema.merged import MergedEvent

__all__ = ["Told", "gather"]


@dataclass(frozen=True)
class Told:
    """An event and its reports: the record itself where nothing was merged."""

    event: AnyEvent
    reports: tuple[AnyEvent, ...]
    merged: MergedEvent | None = None


def gather(source: Path, *, merged: bool = True, failures: list[ReadFailure] | None = None) -> list[Told]:
    """The events of an output folder, of a file of records or of a store, in the order in which it has them.

    Where `sanudo merge` has written its events beside the records, each happening is told once, unless `merged` is
    false. What could not be read is added to `failures`. UsageError where there is nothing to read, or where the merged
    events are of other records.
    """
    if not source.exists():
        advice = "Write it with `sanudo convert INPUT -o FOLDER`."
        raise UsageError("there is no such folder or file", where=source, advice=advice)
    if is_store(source):
        return [Told(record, (record,)) for record in stored_records(source)]
    records = list(_sound(read_records([source]), [] if failures is None else failures))
    beside = source / FILENAME
    if merged and source.is_dir() and beside.is_file():
        return _merged(beside, {record.id: record for record in records})
    return [Told(record, (record,)) for record in records]


def _sound(found: Iterable[AnyEvent | ReadFailure], failures: list[ReadFailure]) -> Iterator[AnyEvent]:
    for one in found:
        if isinstance(one, ReadFailure):
            failures.append(one)
        else:
            yield one


def _merged(path: Path, records: dict[str, AnyEvent]) -> list[Told]:
    """The merged events, in the order of their first reports."""
    events = list(read_merged_events(path))
    if {name for event in events for name in event.records} != records.keys():
        advice = "Run `sanudo merge` again, or show the records alone with --records."
        raise UsageError("the merged events are of other records than those beside them", where=path, advice=advice)
    place = {name: number for number, name in enumerate(records)}
    events.sort(key=lambda event: min(place[name] for name in event.records))
    return [Told(event.event, tuple(records[name] for name in event.records), event) for event in events]
