"""What a matched time expression can mean, and the frame of reference that it is read in.

Nothing here guesses: without the date or the earlier time that an expression counts from, the reading is empty and
says why.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from .periods import Period, containing, part_of, shifted

__all__ = [
    "NO_ANCHOR",
    "NO_DATE",
    "Frame",
    "Reading",
    "Words",
    "day_number",
    "explicit",
    "from_anchor",
    "nearest",
    "part",
    "possible",
    "relative",
    "unresolved",
    "which_year",
]

Words = Mapping[str, str | None]
NO_DATE = "no publication date to count from"
NO_ANCHOR = "no earlier time in the text to count from"


@dataclass(frozen=True)
class Reading:
    """What an expression means if its clause tells of the past, and if it tells of the future; None if nothing."""

    past: Period | None
    future: Period | None
    kind: str  # point, interval, duration, age, frequency, anniversary, clock, unresolved
    basis: str  # explicit, relative
    reason: str

    def mapped(self, change: Callable[[Period], Period], reason: str) -> "Reading":
        """The same reading with both periods changed, and the reason told."""
        past, future = (change(p) if p else None for p in (self.past, self.future))
        return replace(self, past=past, future=future, reason=f"{self.reason}, {reason}")


@dataclass
class Frame:
    """What expressions are counted from: publication date, the last time told, the last day told, stated years."""

    published: date | None
    words: Mapping[str, Mapping[str, Any]]
    anchor: Period | None = None
    day: date | None = None
    year: int | None = None  # the year of an explicit date just told, if it is not the year of publication
    years: dict[tuple[int, int], int] | None = None  # month and day -> the year that the text states for them
    following: date | None = None  # a future day told earlier in the sentence

    def value(self, table: str, word: str | None) -> Any:
        """What the word means in a table of times.toml."""
        return self.words[table][word or ""]

    def number(self, text: str | None) -> int:
        """The value of a number word or numeral."""
        if not text or text == "the":
            return 1
        digits = text.replace(",", "")
        return int(digits) if digits.isdigit() else int(self.words["number"][text])


def explicit(period: Period, reason: str) -> Reading:
    """A time that the words themselves state."""
    return Reading(period, period, "point", "explicit", reason)


def relative(period: Period, reason: str, future: Period | None = None) -> Reading:
    """A time counted from another, in a clause of the future another one where that is given."""
    return Reading(period, future or period, "point", "relative", reason)


def unresolved(reason: str, kind: str = "unresolved") -> Reading:
    """No time, and why."""
    return Reading(None, None, kind, "relative", reason)


def day_number(text: str | None) -> int:
    """The number of a day: 5 of "5th"."""
    return int(re.sub(r"\D", "", text or ""))


def nearest(frame: Frame, make: Callable[[int], Period]) -> Reading:
    """The nearest past and future instance of what comes round each year, from the publication date."""
    day = frame.published
    if not day:
        return unresolved(NO_DATE)
    around = [period for y in (day.year - 1, day.year, day.year + 1) if (period := possible(make, y))]
    past = max((p for p in around if p.first and p.first <= day), default=None)
    future = min((p for p in around if p.last and p.last >= day), default=None)
    return Reading(past, future, "point", "relative", "nearest to the publication date")


def possible(make: Callable[[int], Period], number: int) -> Period | None:
    """What is made of a number, None where there is no such day."""
    try:
        return make(number)
    except ValueError:
        return None


def which_year(words: Words, frame: Frame) -> int | None:
    """The year that "2015", "last year", "the same year" or "that year" names; None where nothing says it."""
    if year := words.get("year"):
        return int(year)
    which = words.get("which")
    if not which:
        return None
    if (which in frame.words["anaphoric"] and which not in frame.words["deictic"]) or which == "that":
        step = 0 if which == "that" else int(frame.value("anaphoric", which))
        return frame.anchor.first.year + step if frame.anchor and frame.anchor.first else None
    return frame.published.year + int(frame.value("deictic", which)) if frame.published else None


def from_anchor(frame: Frame, name: str, step: int, reason: str) -> Reading:
    """The unit that lies so many of them after the time told before; nothing if that is coarser than the unit."""
    anchor = Period(frame.day, frame.day) if name == "day" and frame.day else frame.anchor
    if not anchor or not anchor.first or not anchor.last:
        return unresolved(NO_ANCHOR)
    length = (anchor.last - anchor.first).days
    if length > {"day": 0, "week": 6, "fortnight": 6, "weekend": 6, "month": 30, "quarter": 91}.get(name, 366):
        return unresolved("the time told before is too long to count from")
    target = containing("day" if name in ("week", "fortnight") and step else name, shifted(name, anchor.first, step))
    if name in ("week", "fortnight") and step:
        target = containing("week", target.first or anchor.first)
    return relative(target, f"{reason}, from the time told before")


def part(reading: Reading, name: str, frame: Frame) -> Reading:
    """The early, middle, late part of what was read; "later" and "earlier" only if the present lies in it."""
    if name in ("early", "middle", "late"):
        return reading.mapped(lambda p: part_of(p, name), f"{name} part")
    if not name:
        return reading

    def cut(whole: Period) -> Period:
        now = frame.published
        if not now or not whole.first or not whole.last or not whole.first <= now <= whole.last or whole.grain == "day":
            return whole
        return Period(now, whole.last) if name == "later" else Period(whole.first, now)

    return reading.mapped(cut, name)
