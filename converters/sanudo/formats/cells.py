"""What stands in the cells of dataset rows: from text to the parts of a record, and back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import compress
from operator import itemgetter, ne
from typing import Any, Literal

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo_schema import (
    RECORD_TYPES,
    Actor,
    Allegation,
    AnyEvent,
    DatasetRow,
    Denial,
    Meeting,
    Place,
    Plover,
    Time,
    Visit,
)
from sanudo_schema.codes import event_type, plover_of
from sanudo_schema.identifiers import digest

__all__ = ["Keeper", "degrees", "place_at", "plain", "row_id", "row_record", "time_of", "tsv"]


def row_record(cameo: str, source: Actor | None, target: Actor | None, **parts: Any) -> AnyEvent:
    """The record of a row of one source and one target, by its CAMEO code; whoever hosts a visit (043) is the source.

    `parts` are the other fields, each of which was checked when it was made: a checked record of the code is copied
    with them in place, in a third of the time that checking all anew would take. UnknownCodeError for no code.

    >>> visit = row_record("043", Actor(name="Russia"), None, id="x:1")
    >>> visit.type, visit.hosts[0].name, visit.visitors, visit.decided_by
    ('Visit', 'Russia', (), 'dataset')
    """
    blank = _blank(cameo)
    if source is None and target is None:
        raise FormatError("names nobody: both actors are empty")
    sources, targets = (source,) if source else (), (target,) if target else ()
    if isinstance(blank, Meeting):
        sides: dict[str, Any] = {"participants": sources + targets, "first_side": len(sources)}
    elif isinstance(blank, Visit | Allegation | Denial):
        one, other = (targets, sources) if cameo == "043" else (sources, targets)
        sides = {blank.source_role: one, blank.target_role: other}
    else:
        sides = {"sources": sources, "targets": targets}
    return blank.model_copy(update={**parts, **sides})


@cache
def _blank(cameo: str) -> AnyEvent:
    """A record of the code, of somebody."""
    coded = plover_of(cameo)
    plover = Plover(**coded._asdict()) if coded else None
    somebody = {"sources": (Actor(name="somebody"),), "targets": (Actor(name="somebody"),)}
    return RECORD_TYPES[event_type(cameo)](id="blank", cameo=cameo, plover=plover, decided_by="dataset", **somebody)


@lru_cache(4096)
def time_of(text: str, form: str, basis: Literal["explicit", "publication"] = "explicit") -> tuple[Time, date]:
    """The time of an event by the day in a cell, and the day; FormatError for no day of the calendar.

    `basis` is publication where a dataset gives the day of the story for that of the event.

    >>> time_of("20170701", "%Y%m%d")[1]
    datetime.date(2017, 7, 1)
    """
    try:
        day = datetime.strptime(text, form).date()
    except ValueError:
        raise FormatError(f"impossible date: {text!r}") from None
    return Time(edtf=day.isoformat(), basis=basis), day


def place_at(name: str, iso3: str | None, latitude: str, longitude: str) -> tuple[Place, tuple[str, ...]]:
    """A place by the text of its cells, and a remark where its coordinates are none.

    >>> place_at("Atlantis", None, "95", "0")[1]
    ("impossible coordinates: '95', '0'",)
    """
    try:
        north, east = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
        return Place(name=name, country=iso3, latitude=north, longitude=east), ()
    except (ValueError, ValidationError):
        return Place(name=name, country=iso3), (f"impossible coordinates: {latitude!r}, {longitude!r}",)


def degrees(value: float | None) -> str:
    """A coordinate as datasets write it.

    >>> degrees(-4.0), degrees(105.841), degrees(None)
    ('-4', '105.841', '')
    """
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


class Keeper:
    """Keeps of a row what writing its record would not give back.

    >>> Keeper("icews", ["b", "a"]).origin("7", ["1", "2"], ["1", ""])
    DatasetRow(dataset='icews', row='7', fields=(('a', '2'),))
    """

    def __init__(self, dataset: str, columns: Sequence[str]) -> None:
        self._dataset = dataset
        self._names = sorted(columns)
        self._place = {name: place for place, name in enumerate(columns)}
        self._in_order = itemgetter(*(self._place[name] for name in self._names))

    def origin(self, row: str, cells: Sequence[str], written: Sequence[str]) -> DatasetRow:
        """The origin of a record by its row's cells and the cells that the record alone would give."""
        found, given = self._in_order(cells), self._in_order(written)
        fields = tuple(compress(zip(self._names, found, strict=True), map(ne, found, given)))
        return DatasetRow.model_construct(dataset=self._dataset, row=row, fields=fields)

    def restored(self, cells: list[str], origin: DatasetRow | None) -> list[str]:
        """The cells, with what was kept of the row they come from put back where it is a row of this dataset."""
        if origin and origin.dataset == self._dataset:
            for name, value in origin.fields:
                cells[self._place[name]] = value
        return cells


def tsv(cells: Iterable[str]) -> bytes:
    """One line of tab-separated cells."""
    return ("\t".join(cells) + "\n").encode()


def plain(text: str) -> str:
    """Text that no reader takes for another cell, or for a quoted one.

    >>> plain('the "Wagner"\tgroup')
    "the 'Wagner' group"
    """
    return " ".join(text.replace('"', "'").split())


def row_id(record: AnyEvent, dataset: str, index: int) -> str:
    """The number of a row: that of the row the record was read from, else one by its id and the place of the dyad.

    It has 52 bits, which no tool rounds, and lies above all numbers that the datasets have given so far.
    """
    if record.origin and record.origin.dataset == dataset:
        return record.origin.row
    return str((1 << 51) + int(digest(record.id, index)[:12], 16) % (1 << 51))
