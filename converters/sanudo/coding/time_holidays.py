"""What days known by a name mean: holidays on a date, on a weekday of a month, or by the moon, and 9/11."""

from datetime import date, timedelta

from .periods import Period, month_of
from .time_dates import weekday_of_month
from .time_readings import Frame, Reading, Words, explicit, nearest

__all__ = ["easter", "floating", "holiday", "named"]


def easter(words: Words, frame: Frame) -> Reading:
    """Good Friday; Easter Sunday 2016: counted from Easter of the western churches."""

    def make(year: int) -> Period:
        at = _easter_sunday(year) + timedelta(frame.value("easter", words["easter"]))
        return Period(at, at)

    return explicit(make(int(words["year"] or 0)), "holiday") if words.get("year") else nearest(frame, make)


def _easter_sunday(year: int) -> date:
    """By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (19 * (year % 19) + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((year % 19 + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def floating(words: Words, frame: Frame) -> Reading:
    """Thanksgiving: a holiday on a certain weekday of a month."""
    of_year, number, nth = frame.value("floating", words["floating"])

    def make(year: int) -> Period:
        return weekday_of_month(month_of(year, of_year), number, nth)

    return explicit(make(int(words["year"] or 0)), "holiday") if words.get("year") else nearest(frame, make)


def holiday(words: Words, frame: Frame) -> Reading:
    """Christmas Eve; New Year's Day 2020; May Day."""
    month, day = frame.value("holiday", words["holiday"])
    if words.get("year"):
        at = date(int(words["year"] or 0), month, day)
        return explicit(Period(at, at), "holiday")
    return nearest(frame, lambda y: Period(date(y, month, day), date(y, month, day)))


def named(words: Words, frame: Frame) -> Reading:
    """9/11."""
    at = date.fromisoformat(frame.value("named", words["named"]))
    return explicit(Period(at, at), "day known by name")
