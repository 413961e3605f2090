"""What a page tells of: each event with the reports that it rests on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sanudo.articles.failures import ReadFailure
from sanudo.errors import UsageError
from sanudo.formats.recordfiles import read_records
from sanudo.merging.files import FILENAME, read_merged_events
from sanudo.store.filling import is_store, stored_merged_events, stored_records
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

    Where merged events lie beside the records, each is told once with its reports, unless `merged` is false; in a store
    only where they are of the records it holds now. What could not be read is added to `failures`. UsageError where
    there is nothing to read, or where the merged events of a folder are of other records.
    """
    if not source.exists():
        advice = "Write it with `sanudo convert INPUT -o FOLDER`."
        raise UsageError("there is no such folder or file", where=source, advice=advice)
    if is_store(source):
        records = {record.id: record for record in stored_records(source)}
        known = list(stored_merged_events(source)) if merged else []
        return _told(known, records) if known and _cover(known, records) else _alone(records)
    failed = [] if failures is None else failures
    records = {record.id: record for record in _sound(read_records([source]), failed)}
    beside = source / FILENAME
    if not (merged and source.is_dir() and beside.is_file()):
        return _alone(records)
    known = list(read_merged_events(beside))
    if not _cover(known, records):
        advice = "Run `sanudo merge` again, or show the records alone with --records."
        raise UsageError("the merged events are of other records than those beside them", where=beside, advice=advice)
    return _told(known, records)


def _sound(found: Iterable[AnyEvent | ReadFailure], failures: list[ReadFailure]) -> Iterator[AnyEvent]:
    for one in found:
        if isinstance(one, ReadFailure):
            failures.append(one)
        else:
            yield one


def _cover(events: Iterable[MergedEvent], records: Mapping[str, AnyEvent]) -> bool:
    """Whether the merged events are of just these records."""
    return {name for event in events for name in event.records} == records.keys()


def _alone(records: Mapping[str, AnyEvent]) -> list[Told]:
    return [Told(record, (record,)) for record in records.values()]


def _told(events: Iterable[MergedEvent], records: Mapping[str, AnyEvent]) -> list[Told]:
    """The merged events, in the order of their first reports."""
    place = {name: number for number, name in enumerate(records)}
    ordered = sorted(events, key=lambda event: min(place[name] for name in event.records))
    return [Told(event.event, tuple(records[name] for name in event.records), event) for event in ordered]
