"""What dates of the calendar mean: days, months, years, decades, and ranges of them."""

import re
from dataclasses import replace
from datetime import date, timedelta

from ..articles.datelines import month_number, weekday_number
from .periods import Period, containing, month_of, nearest_weekday, shifted, year_of
from .time_readings import (
    NO_ANCHOR,
    NO_DATE,
    Frame,
    Reading,
    Words,
    day_number,
    explicit,
    nearest,
    possible,
    relative,
    unresolved,
    which_year,
)

__all__ = [
    "calendar_date",
    "century",
    "date_range",
    "day_of_month",
    "decade",
    "iso_date",
    "month",
    "month_range",
    "nth_weekday",
    "weekday_of_month",
    "year",
    "year_range",
]


def iso_date(words: Words, frame: Frame) -> Reading:
    """2024-01-16, 16/1/2024; not 3/5/2024, which can be read in two ways."""
    year, month, day = (int(words[name] or 0) for name in ("year", "month", "day"))
    if month > 12 or (len(words["day"] or "") < 2 and day <= 12):
        month, day = day, month
    if (
        "/" in (words["0"] or "")
        and month <= 12
        and day <= 12
        and month != day
        and not (words["0"] or "")[:4].isdigit()
    ):
        return unresolved("day and month can be told apart in two ways")
    return explicit(Period(date(year, month, day), date(year, month, day)), "full date")


def calendar_date(words: Words, frame: Frame) -> Reading:
    """January 16, 2024; 16 January; Dec. 3 last year."""
    month, day = month_number(words["month"] or "") or 0, day_number(words["day"])
    year = which_year(words, frame)
    if year:
        at = date(year, month, day)
        make = explicit if words.get("year") else relative
        return make(Period(at, at), "full date" if words.get("year") else f"{words['which']} year")
    if words.get("which"):
        return unresolved(NO_ANCHOR if frame.published else NO_DATE)
    if stated := (frame.years or {}).get((month, day)):
        return relative(Period(date(stated, month, day), date(stated, month, day)), "year stated elsewhere in the text")
    if frame.year:
        at = date(frame.year, month, day)
        return relative(Period(at, at), "year of the date told before")
    return nearest(frame, lambda y: Period(date(y, month, day), date(y, month, day)))


def day_of_month(words: Words, frame: Frame) -> Reading:
    """The 5th; the fifth of January; the last day of last month."""
    nth = words["nth"] or ""
    day = day_number(nth) if nth[0].isdigit() else int(frame.value("ordinal", nth))
    if words.get("month"):
        months = month({"month": words["month"], "year": words.get("year"), "0": ""}, frame)
        return months.mapped(lambda whole: _nth_day(whole, day), f"{nth} of the month")
    if not frame.published:
        return unresolved(NO_DATE)
    if which := words.get("which"):
        start = shifted("month", frame.published.replace(day=1), int(frame.value("deictic", which)))
        return relative(_nth_day(containing("month", start), day), f"{nth} of {which} month")
    this = frame.published.replace(day=1)

    def in_month(step: int) -> Period:
        return _nth_day(containing("month", shifted("month", this, step)), day)

    days = [found for step in (-1, 0, 1) if (found := possible(in_month, step))]
    past = max((d for d in days if d.first and d.first <= frame.published), default=None)
    future = min((d for d in days if d.first and d.first >= frame.published), default=None)
    return Reading(past, future, "point", "relative", "nearest to the publication date")


def _nth_day(whole: Period, number: int) -> Period:
    """The day of a month by its number, -1 the last."""
    first, last = whole.first or date.min, whole.last or date.max
    at = last if number < 0 else first.replace(day=number)
    return Period(at, at)


def nth_weekday(words: Words, frame: Frame) -> Reading:
    """The first Tuesday in November; the last Sunday of next month."""
    ordinal, number = int(frame.value("ordinal", words["ordinal"])), weekday_number(words["weekday"] or "") or 0
    if which := words.get("which"):
        if not frame.published:
            return unresolved(NO_DATE)
        start = shifted("month", frame.published.replace(day=1), int(frame.value("deictic", which)))
        whole = relative(containing("month", start), f"{which} month")
    elif words.get("year"):
        whole = month({"month": words["month"], "year": words["year"], "0": ""}, frame)
    else:
        of_year = month_number(words["month"] or "") or 0
        return nearest(frame, lambda y: weekday_of_month(month_of(y, of_year), number, ordinal))
    return whole.mapped(
        lambda months: weekday_of_month(months, number, ordinal), f"{words['ordinal']} {words['weekday']}"
    )


def weekday_of_month(whole: Period, weekday: int, nth: int) -> Period:
    """The weekday of a month by its number, -1 the last; ValueError where there are fewer."""
    first, last = whole.first or date.min, whole.last or date.max
    at = (
        nearest_weekday(last, weekday, future=False)
        if nth < 0
        else nearest_weekday(first, weekday, future=True) + timedelta(7 * (nth - 1))
    )
    if at > last:
        raise ValueError("no such weekday in the month")
    return Period(at, at)


def date_range(words: Words, frame: Frame) -> Reading:
    """January 4-7, 2026; between 3 and 5 May; from 28 April to 3 May."""
    first, last = day_number(words["day"]), day_number(words["day2"])
    month = month_number(words["month"] or "") or 0
    end_month = month_number(words.get("month2") or "") or month

    def make(year: int) -> Period:
        return Period(date(year - (end_month < month), month, first), date(year, end_month, last))

    if end_month == month and last < first:
        return unresolved("the range ends before it begins")
    if words.get("year"):
        return replace(explicit(make(int(words["year"] or 0)), "range of days"), kind="interval")
    found = nearest(frame, make)
    return replace(found, kind="interval") if found.past else found


def month(words: Words, frame: Frame) -> Reading:
    """July 2023; October of the same year; last June; March."""
    number = month_number(words["month"] or "") or 0
    if anaphor := words.get("anaphor"):
        if not (frame.anchor and frame.anchor.first):
            return unresolved(NO_ANCHOR)
        start = frame.anchor.first
        later = frame.value("anaphoric", anaphor) > 0
        shift = (number <= start.month) if later else -(number >= start.month)
        return relative(month_of(start.year + shift, number), f"{anaphor} {words['month']}, from the time told before")
    if words.get("which") == "that":
        words = {**words, "0": "that year"}
    if words.get("which") and not re.search(r"\byear$", words["0"] or ""):
        found = nearest(frame, lambda y: month_of(y, number))
        if words["which"] == "this" and frame.published:
            return relative(month_of(frame.published.year, number), "of the year of publication")
        if not found.past or not found.future:
            return found
        back = words["which"] in ("last", "past")
        chosen = found.past if back else found.future
        if frame.published and chosen.first and chosen.first <= frame.published <= (chosen.last or chosen.first):
            chosen = month_of(chosen.first.year + (-1 if back else 1), number)
        return relative(chosen, f"{words['which']} {words['month']}")
    year = which_year(words, frame)
    if year:
        make = explicit if words.get("year") else relative
        return make(
            month_of(year, number), "month and year" if words.get("year") else f"month of {words['which']} year"
        )
    if words.get("which"):
        return unresolved(NO_ANCHOR if frame.published else NO_DATE)
    if frame.year:
        return relative(month_of(frame.year, number), "year of the date told before")
    return nearest(frame, lambda y: month_of(y, number))


def month_range(words: Words, frame: Frame) -> Reading:
    """March to May 2020; November to February 2021."""
    first, last = (month_number(words[name] or "") or 0 for name in ("month", "month2"))
    end = month_of(int(words["year"] or 0), last)
    start = month_of(int(words["year"] or 0) - (first > last), first)
    return replace(explicit(Period(start.first, end.last, "month"), "range of months"), kind="interval")


def year(words: Words, frame: Frame) -> Reading:
    """2015."""
    return explicit(year_of(int(words["year"] or 0)), "year")


def year_range(words: Words, frame: Frame) -> Reading:
    """2011-2015; 2011-15."""
    first = words["year"] or ""
    last = first[: 4 - len(words["year2"] or "")] + (words["year2"] or "")
    if int(last) <= int(first):
        return unresolved("the range ends before it begins")
    return replace(explicit(year_of(int(first), int(last)), "range of years"), kind="interval")


def decade(words: Words, frame: Frame) -> Reading:
    """The 1990s; the nineties."""
    short = int(words.get("short") or 0) or (int(frame.value("decade", words["word"])) if words.get("word") else 0)
    start = int(words.get("decade") or 0) or 1900 + short
    return explicit(containing("decade", date(start, 1, 1)), "decade")


def century(words: Words, frame: Frame) -> Reading:
    """The 19th century, in EDTF 18XX."""
    number = int(words.get("century") or {"twentieth": 20, "nineteenth": 19}[words["word"] or ""])
    return explicit(containing("century", date((number - 1) * 100 + 1, 1, 1)), "century")
