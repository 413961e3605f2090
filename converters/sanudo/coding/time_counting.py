"""What is counted from publication or from a time told before: "three days ago", "two weeks later", "within days"."""

from dataclasses import replace
from datetime import date, timedelta

from .periods import Period, containing, month_of, shifted
from .time_readings import NO_ANCHOR, NO_DATE, Frame, Reading, Words, from_anchor, relative, unresolved

__all__ = ["ago", "ahead", "around", "at_the_time", "later", "nothing", "same_day"]


def _counted(start: date, name: str, count: int, vague: bool) -> Period:
    """The day, week, month or year so many of them away."""
    if name == "hour":
        name, count = "day", int(count / 24)
    at = shifted(name, start, count)
    unit = {"fortnight": "week", "decade": "year", "century": "year"}.get(name, name)
    return containing(unit, at)._replace(vague=vague or name in ("decade", "century"))


def ago(words: Words, frame: Frame) -> Reading:
    """Three days ago; about ten years ago; a few weeks ago; two weeks from now."""
    if not frame.published:
        return unresolved(NO_DATE)
    name = frame.value("units", words["unit"])
    back = (words["0"] or "").endswith("ago")
    if words.get("few"):
        return _window(frame.published, name, -1 if back else 1)
    if words.get("half"):
        months = {"month": 1, "year": 12, "decade": 120}.get(name, 1200)
        length = (frame.number(words["number"]) * months if words.get("number") else 0) + months // 2
        at = shifted("month", frame.published, -length)
        return relative(
            containing("month" if length < 18 else "year", at)._replace(vague=True), "counted from the publication date"
        )
    count = frame.number(words["number"]) * (-1 if back else 1)
    if name == "hour" and (words["unit"] or "").startswith("minute"):
        count = 0
    return relative(
        _counted(frame.published, name, count, bool(words.get("about"))), "counted from the publication date"
    )


def later(words: Words, frame: Frame) -> Reading:
    """Two weeks later; a day earlier; ten days before: counted from the time told before."""
    name = frame.value("units", words["unit"])
    count = frame.number(words["number"]) * int(frame.value("later", words["dir"]))
    if name == "hour":
        return from_anchor(frame, "day", 0, "hours away")
    return from_anchor(frame, name, count, f"{words['number']} {name} {words['dir']}")


def ahead(words: Words, frame: Frame) -> Reading:
    """In two weeks (if the clause tells of the future); within days."""
    if not frame.published:
        return unresolved(NO_DATE)
    name = frame.value("units", words["unit"])
    if words["in"] == "in" and words.get("few"):
        return replace(_window(frame.published, name, 1), past=None)
    if words["in"] == "within":
        if not words.get("number"):
            return _window(frame.published, name, 1)
        end = _counted(frame.published, name, frame.number(words["number"]), False)
        until = shifted(name if name != "hour" else "day", frame.published, frame.number(words["number"]))
        return Reading(
            None,
            Period(frame.published, until if name != "hour" else end.last),
            "interval",
            "relative",
            "within a term",
        )
    future = _counted(frame.published, name, frame.number(words["number"]), bool(words.get("about")))
    return Reading(None, future, "point", "relative", "counted from the publication date")


def _window(start: date, name: str, direction: int, days: int | None = None) -> Reading:
    """The days or weeks before or after a day that vague words ("recent", "a few") span."""
    length = days if days is not None else {"hour": 1, "day": 7, "week": 28, "month": 183}.get(name)
    if length is None:
        return unresolved("no bounds")
    ends = sorted((start, start + timedelta(length * direction)))
    if name == "month":
        found = Period(ends[0].replace(day=1), month_of(ends[1].year, ends[1].month).last, "month", vague=True)
    else:
        found = Period(ends[0], ends[1], vague=days is None)
    return Reading(found, found, "interval", "relative", "span about the publication date")


def around(words: Words, frame: Frame) -> Reading:
    """The past three days; in recent weeks; the coming days."""
    if not frame.published:
        return unresolved(NO_DATE)
    name = frame.value("units", words["unit"])
    direction = int(frame.value("side", words["side"]))
    if not words.get("number") and (words["unit"] or "").endswith("s"):
        return _window(frame.published, name, direction)
    count = frame.number(words.get("number"))
    if name == "hour":
        return _window(frame.published, "day", direction, days=-(-count // 24))
    other = shifted(name, frame.published, count * direction)
    return _window(frame.published, "day", direction, days=abs((other - frame.published).days))


def at_the_time(words: Words, frame: Frame) -> Reading:
    """At the time: the time told before."""
    if not frame.anchor or not frame.anchor.last:
        return unresolved(NO_ANCHOR)
    if frame.published and frame.anchor.last >= frame.published:
        return unresolved("the time told before has not passed")
    return relative(frame.anchor, "the time told before")


def same_day(words: Words, frame: Frame) -> Reading:
    """Earlier the same day; in the afternoon: the day told before; to come, that of publication."""
    told = from_anchor(frame, "day", 0, "the same day")
    today = Period(frame.published, frame.published) if frame.published else None
    if told.past or today is None:
        return told
    return Reading(None, today, "point", "relative", "later on the day of publication")


def nothing(words: Words, frame: Frame) -> Reading:
    """Ages, durations, frequencies, clock times: no time of an event."""
    return unresolved("does not say when")
