"""One event told by several reports: the merged record, what links its reports, and where they disagree.

A report is a per-article event record. Merging is a judgement and can be undone: the reports stay as they are, and a
merged event names them.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from .base import NonEmpty, Record
from .events import RECORD, EventRecord
from .evidence import Probability
from .identifiers import DATA, digest
from .status import Status


class Link(Record):
    """What was decided about two reports, with the score and the reasons.

    kind: same (one event), apart (alike, but something holds them apart; the last reason says what), denies (the
    first, a denial, rejects the second, which another article tells). first and second are ids of reports.
    """

    first: NonEmpty
    second: NonEmpty
    kind: Literal["same", "apart", "denies"] = "same"
    score: Probability
    reasons: tuple[NonEmpty, ...] = ()


class Alternative(Record):
    """One of several values of a field on which reports disagree, and the reports that tell it.

    field: time, place, status, a role (sources, targets), or number and what it counts ("number of soldiers").
    chosen: whether the merged record holds this value.
    """

    field: NonEmpty
    value: NonEmpty
    records: tuple[NonEmpty, ...]
    chosen: bool = False


class Stage(Record):
    """A status of an event, and the day of the report that tells it; None where the report has no date."""

    status: Status
    published: date | None = None
    record: NonEmpty


class MergedEvent(Record):
    """An event and all its reports.

    event: the event as one record, with an id of its own and all mentions; its claim and denies name merged events.
    records: ids of the reports, sorted. digests: one for each, by which a changed report is known. history: the
    statuses in the order of the reports, each where it changes. publishers: all of them, sorted. sources: how many
    of them are independent, copies and articles without a publisher counted once. copies: groups of articles that
    are copies.
    """

    event: EventRecord
    records: tuple[NonEmpty, ...]
    digests: tuple[NonEmpty, ...] = ()
    links: tuple[Link, ...] = ()
    history: tuple[Stage, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    publishers: tuple[NonEmpty, ...] = ()
    sources: Annotated[int, Field(ge=0)] = 0
    copies: tuple[tuple[NonEmpty, ...], ...] = ()

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event.id


MERGED: TypeAdapter[MergedEvent] = TypeAdapter(MergedEvent)
"""Validates, serialises and describes (JSON Schema) merged events."""


def merged_iri(type: str, actors: Sequence[str], day: str | None, record: str, base: str = DATA) -> str:
    """The IRI of a merged event by its type, the ids of its actors, the month it began in, and its first report.

    >>> merged_iri("Visit", ["b", "a"], "2024-01", "x:1") == merged_iri("Visit", ["a", "b"], "2024-01", "x:1")
    True
    """
    return f"{base}event/{digest(type, *sorted(set(actors)), day, record)}"


def write_merged(merged: MergedEvent) -> str:
    """One line of merged.jsonl, without its line feed."""
    line = {"event": RECORD.dump_python(merged.event, mode="json"), **merged.model_dump(mode="json", exclude={"event"})}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def read_merged(line: str | bytes) -> MergedEvent:
    """The merged event in one line of merged.jsonl; raises pydantic.ValidationError."""
    return MERGED.validate_json(line)
