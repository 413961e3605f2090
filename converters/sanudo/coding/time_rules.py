"""What a matched time expression means: one function per rule of times.toml, from its words to spans of days.

Each rule takes the words its pattern captured and the Frame of reference, and gives a Reading. None of them guesses:
without the date or the earlier time that an expression counts from, the reading is empty and says why.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ..articles.datelines import month_number, weekday_number
from .periods import Period, containing, month_of, nearest_weekday, part_of, shifted, year_of

__all__ = ["RULES", "Frame", "Reading"]

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


def _explicit(period: Period, reason: str) -> Reading:
    return Reading(period, period, "point", "explicit", reason)


def _relative(period: Period, reason: str, future: Period | None = None) -> Reading:
    return Reading(period, future or period, "point", "relative", reason)


def _nothing(reason: str, kind: str = "unresolved") -> Reading:
    return Reading(None, None, kind, "relative", reason)


def _day(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or ""))


def _nearest(frame: Frame, make: Callable[[int], Period]) -> Reading:
    """The nearest past and future instance of what comes round each year, from the publication date."""
    day = frame.published
    if not day:
        return _nothing(NO_DATE)
    around = [period for y in (day.year - 1, day.year, day.year + 1) if (period := _possible(make, y))]
    past = max((p for p in around if p.first and p.first <= day), default=None)
    future = min((p for p in around if p.last and p.last >= day), default=None)
    return Reading(past, future, "point", "relative", "nearest to the publication date")


def _possible(make: Callable[[int], Period], number: int) -> Period | None:
    try:
        return make(number)
    except ValueError:
        return None


def _which_year(words: Words, frame: Frame) -> int | None:
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
        return _nothing("day and month can be told apart in two ways")
    return _explicit(Period(date(year, month, day), date(year, month, day)), "full date")


def calendar_date(words: Words, frame: Frame) -> Reading:
    """January 16, 2024; 16 January; Dec. 3 last year."""
    month, day = month_number(words["month"] or "") or 0, _day(words["day"])
    year = _which_year(words, frame)
    if year:
        at = date(year, month, day)
        make = _explicit if words.get("year") else _relative
        return make(Period(at, at), "full date" if words.get("year") else f"{words['which']} year")
    if words.get("which"):
        return _nothing(NO_ANCHOR if frame.published else NO_DATE)
    if stated := (frame.years or {}).get((month, day)):
        return _relative(
            Period(date(stated, month, day), date(stated, month, day)), "year stated elsewhere in the text"
        )
    if frame.year:
        at = date(frame.year, month, day)
        return _relative(Period(at, at), "year of the date told before")
    return _nearest(frame, lambda y: Period(date(y, month, day), date(y, month, day)))


def day_of_month(words: Words, frame: Frame) -> Reading:
    """The 5th; the fifth of January; the last day of last month."""
    nth = words["nth"] or ""
    day = _day(nth) if nth[0].isdigit() else int(frame.value("ordinal", nth))
    if words.get("month"):
        months = month({"month": words["month"], "year": words.get("year"), "0": ""}, frame)
        return months.mapped(lambda whole: _nth_day(whole, day), f"{nth} of the month")
    if not frame.published:
        return _nothing(NO_DATE)
    if which := words.get("which"):
        start = shifted("month", frame.published.replace(day=1), int(frame.value("deictic", which)))
        return _relative(_nth_day(containing("month", start), day), f"{nth} of {which} month")
    this = frame.published.replace(day=1)

    def in_month(step: int) -> Period:
        return _nth_day(containing("month", shifted("month", this, step)), day)

    days = [found for step in (-1, 0, 1) if (found := _possible(in_month, step))]
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
            return _nothing(NO_DATE)
        start = shifted("month", frame.published.replace(day=1), int(frame.value("deictic", which)))
        whole = _relative(containing("month", start), f"{which} month")
    elif words.get("year"):
        whole = month({"month": words["month"], "year": words["year"], "0": ""}, frame)
    else:
        of_year = month_number(words["month"] or "") or 0
        return _nearest(frame, lambda y: _nth_weekday(month_of(y, of_year), number, ordinal))
    return whole.mapped(lambda months: _nth_weekday(months, number, ordinal), f"{words['ordinal']} {words['weekday']}")


def _nth_weekday(whole: Period, weekday: int, nth: int) -> Period:
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
    first, last = _day(words["day"]), _day(words["day2"])
    month = month_number(words["month"] or "") or 0
    end_month = month_number(words.get("month2") or "") or month

    def make(year: int) -> Period:
        return Period(date(year - (end_month < month), month, first), date(year, end_month, last))

    if end_month == month and last < first:
        return _nothing("the range ends before it begins")
    if words.get("year"):
        return replace(_explicit(make(int(words["year"] or 0)), "range of days"), kind="interval")
    found = _nearest(frame, make)
    return replace(found, kind="interval") if found.past else found


def month(words: Words, frame: Frame) -> Reading:
    """July 2023; October of the same year; last June; March."""
    number = month_number(words["month"] or "") or 0
    if anaphor := words.get("anaphor"):
        if not (frame.anchor and frame.anchor.first):
            return _nothing(NO_ANCHOR)
        start = frame.anchor.first
        later = frame.value("anaphoric", anaphor) > 0
        shift = (number <= start.month) if later else -(number >= start.month)
        return _relative(month_of(start.year + shift, number), f"{anaphor} {words['month']}, from the time told before")
    if words.get("which") == "that":
        words = {**words, "0": "that year"}
    if words.get("which") and not re.search(r"\byear$", words["0"] or ""):
        found = _nearest(frame, lambda y: month_of(y, number))
        if words["which"] == "this" and frame.published:
            return _relative(month_of(frame.published.year, number), "of the year of publication")
        if not found.past or not found.future:
            return found
        back = words["which"] in ("last", "past")
        chosen = found.past if back else found.future
        if frame.published and chosen.first and chosen.first <= frame.published <= (chosen.last or chosen.first):
            chosen = month_of(chosen.first.year + (-1 if back else 1), number)
        return _relative(chosen, f"{words['which']} {words['month']}")
    year = _which_year(words, frame)
    if year:
        make = _explicit if words.get("year") else _relative
        return make(
            month_of(year, number), "month and year" if words.get("year") else f"month of {words['which']} year"
        )
    if words.get("which"):
        return _nothing(NO_ANCHOR if frame.published else NO_DATE)
    if frame.year:
        return _relative(month_of(frame.year, number), "year of the date told before")
    return _nearest(frame, lambda y: month_of(y, number))


def month_range(words: Words, frame: Frame) -> Reading:
    """March to May 2020; November to February 2021."""
    first, last = (month_number(words[name] or "") or 0 for name in ("month", "month2"))
    end = month_of(int(words["year"] or 0), last)
    start = month_of(int(words["year"] or 0) - (first > last), first)
    return replace(_explicit(Period(start.first, end.last, "month"), "range of months"), kind="interval")


def year(words: Words, frame: Frame) -> Reading:
    """2015."""
    return _explicit(year_of(int(words["year"] or 0)), "year")


def year_range(words: Words, frame: Frame) -> Reading:
    """2011-2015; 2011-15."""
    first = words["year"] or ""
    last = first[: 4 - len(words["year2"] or "")] + (words["year2"] or "")
    if int(last) <= int(first):
        return _nothing("the range ends before it begins")
    return replace(_explicit(year_of(int(first), int(last)), "range of years"), kind="interval")


def decade(words: Words, frame: Frame) -> Reading:
    """The 1990s; the nineties."""
    short = int(words.get("short") or 0) or (int(frame.value("decade", words["word"])) if words.get("word") else 0)
    start = int(words.get("decade") or 0) or 1900 + short
    return _explicit(containing("decade", date(start, 1, 1)), "decade")


def century(words: Words, frame: Frame) -> Reading:
    """The 19th century, in EDTF 18XX."""
    number = int(words.get("century") or {"twentieth": 20, "nineteenth": 19}[words["word"] or ""])
    return _explicit(containing("century", date((number - 1) * 100 + 1, 1, 1)), "century")


def weekday(words: Words, frame: Frame) -> Reading:
    """Monday; next Tuesday; Thursday last week: the nearest such day, today included."""
    day = frame.published
    number = weekday_number(words.get("weekday") or words.get("ahead") or words.get("behind") or "") or 0
    if anaphor := words.get("anaphor"):
        start = frame.day
        if start and anaphor != "next":
            step = frame.value("anaphoric", anaphor)
            at = nearest_weekday(start + timedelta(step), number, future=step > 0)
            return _relative(Period(at, at), f"{anaphor} weekday, from the day told before")
        words = {**words, "which": "next" if frame.value("anaphoric", anaphor) > 0 else "last"}
    if not day:
        return _nothing(NO_DATE)
    week = words.get("week") or words.get("which")
    if week and week != "past":
        monday = shifted("week", day, frame.value("deictic", week)) - timedelta(day.weekday())
        if week in ("coming", "upcoming"):
            monday = nearest_weekday(day, number, future=True) - timedelta(number)
        at = monday + timedelta(number)
        return _relative(Period(at, at), f"weekday of {week} week")
    if words.get("ahead"):
        at = nearest_weekday(day, number, future=True) + timedelta(7)
        return _relative(Period(at, at), "a week after the coming weekday")
    if words.get("behind"):
        at = nearest_weekday(day, number, future=False) - timedelta(7)
        return _relative(Period(at, at), "a week before the past weekday")
    past = nearest_weekday(day, number, future=False)
    future = nearest_weekday(frame.following or day, number, future=True)
    return _relative(Period(past, past), "weekday nearest to the publication date", Period(future, future))


def near(words: Words, frame: Frame) -> Reading:
    """Today; yesterday; last night; the day after tomorrow."""
    if not frame.published:
        return _nothing(NO_DATE)
    first, last = (frame.published + timedelta(step) for step in frame.value("near", words["near"]))
    return _relative(Period(first, last), "counted from the publication date")


def unit(words: Words, frame: Frame) -> Reading:
    """This week; last year; the following month; that day; the end of the year."""
    name = words.get("unit") or words.get("bare") or ""
    name = "day" if name in frame.words["daypart"] else frame.words["units"].get(name, name)
    if name == "hour":
        return _nothing("less than a day")
    if which := words.get("which"):
        if not frame.published:
            return _nothing(NO_DATE)
        step = int(frame.value("deictic", which))
        return _relative(containing(name, shifted(name, frame.published, step)), f"{which} {name}")
    if words.get("bare"):
        start = frame.day if name == "day" else frame.published
        return _relative(containing(name, start), f"the {name} it is") if start else _nothing(NO_DATE)
    if beyond := words.get("beyond"):
        step = 2 if beyond == "after next" else -2
        return (
            _relative(containing(name, shifted(name, frame.published, step)), beyond)
            if frame.published
            else _nothing(NO_DATE)
        )
    step = {"before": -1, "after": 1}.get(words.get("dir") or "", 0)
    if anaphor := words.get("anaphor"):
        step = int(frame.value("anaphoric", anaphor))
    return _from_anchor(frame, name, step, f"{anaphor or words.get('dir') or 'that'} {name}")


def _from_anchor(frame: Frame, name: str, step: int, reason: str) -> Reading:
    """The unit that lies so many of them after the time told before; nothing if that is coarser than the unit."""
    anchor = Period(frame.day, frame.day) if name == "day" and frame.day else frame.anchor
    if not anchor or not anchor.first or not anchor.last:
        return _nothing(NO_ANCHOR)
    length = (anchor.last - anchor.first).days
    if length > {"day": 0, "week": 6, "fortnight": 6, "weekend": 6, "month": 30, "quarter": 91}.get(name, 366):
        return _nothing("the time told before is too long to count from")
    target = containing("day" if name in ("week", "fortnight") and step else name, shifted(name, anchor.first, step))
    if name in ("week", "fortnight") and step:
        target = containing("week", target.first or anchor.first)
    return _relative(target, f"{reason}, from the time told before")


def season(words: Words, frame: Frame) -> Reading:
    """Summer 2019; last spring."""
    name = frame.value("season", words["season"])
    middle = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}[name]
    if words.get("that"):
        words = {**words, "which": "that", "0": "that year"}
    year = _which_year(words, frame) if words.get("year") or "year" in (words["0"] or "") else None
    if not year and words.get("that"):
        return _nothing(NO_ANCHOR)
    if year:
        return _explicit(containing(name, date(year, middle, 1)), "season")
    found = _nearest(frame, lambda y: containing(name, date(y, middle, 1)))
    if found.past and found.future and words.get("which"):
        chosen = found.past if words["which"] in ("last", "past") else found.future
        if words["which"] == "this" and name != "winter" and frame.published:
            return _relative(containing(name, date(frame.published.year, middle, 1)), "of the year of publication")
        return found if words["which"] == "this" else _relative(chosen, f"{words['which']} {name}")
    return found


def weekend(words: Words, frame: Frame) -> Reading:
    """The weekend: the last one, or the one to come."""
    if not frame.published:
        return _nothing(NO_DATE)
    saturday = nearest_weekday(frame.published, 5, future=False)
    coming = containing("weekend", frame.published)
    return _relative(Period(saturday, saturday + timedelta(1)), "nearest to the publication date", coming)


def new_year(words: Words, frame: Frame) -> Reading:
    """The new year."""
    if not frame.published:
        return _nothing(NO_DATE)
    year = frame.published.year
    return _relative(year_of(year), "year of publication, or the next", year_of(year + 1))


def easter(words: Words, frame: Frame) -> Reading:
    """Good Friday; Easter Sunday 2016: counted from Easter of the western churches."""

    def make(year: int) -> Period:
        at = _easter_sunday(year) + timedelta(frame.value("easter", words["easter"]))
        return Period(at, at)

    return _explicit(make(int(words["year"] or 0)), "holiday") if words.get("year") else _nearest(frame, make)


def _easter_sunday(year: int) -> date:
    """By the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    century, rest = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (19 * (year % 19) + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + weekday - 7 * ((year % 19 + 11 * moon + 22 * weekday) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def quarter(words: Words, frame: Frame) -> Reading:
    """The first quarter of 2020; the second half of last year; Q3 2021; the first half of May."""
    if words.get("month"):
        return _half_of_month(words, frame)
    year = _which_year(words, frame)
    if words.get("whole"):
        year = frame.published.year if frame.published else None
    if not year:
        return _nothing(NO_DATE)
    size = "quarter" if words.get("quarter") else "half" if words.get("half") else words["size"] or "quarter"
    count = 4 if size == "quarter" else 2
    if words.get("ordinal"):
        number = int(frame.value("ordinal", words["ordinal"]))
    else:
        number = int(frame.value(size, words[size]))
    number = count if number < 0 else number
    if number > count:
        return _nothing(f"no such {size}")
    months = 12 // count
    make = _explicit if words.get("year") else _relative
    return make(containing(size, date(year, (number - 1) * months + 1, 1)), f"{size} of a year")


def _half_of_month(words: Words, frame: Frame) -> Reading:
    which, _, of_month = (words["month"] or "").rpartition(" ")
    of = (
        unit({"which": which, "unit": of_month, "0": ""}, frame)
        if which
        else month({"month": words["month"], "year": words.get("year"), "0": ""}, frame)
    )

    def cut(whole: Period) -> Period:
        first, last = whole.first or date.min, whole.last or date.max
        return (
            Period(first, first.replace(day=15)) if words["ordinal"] == "first" else Period(first.replace(day=16), last)
        )

    return of.mapped(cut, f"{words['ordinal']} half")


def week_of(words: Words, frame: Frame) -> Reading:
    """The first week of May 2021; the last weekend of March."""
    found = month({"month": words["month"], "year": words.get("year"), "0": ""}, frame)
    number = int(frame.value("ordinal", words["ordinal"]))

    def cut(whole: Period) -> Period:
        first, last = whole.first or date.min, whole.last or date.max
        if words["unit"] == "weekend":
            saturday = nearest_weekday(first, 5, future=True) + timedelta(7 * (number - 1))
            if number < 0:
                saturday = nearest_weekday(last - timedelta(1), 5, future=False)
            return Period(saturday, saturday + timedelta(1))
        start = last - timedelta(6) if number < 0 else first + timedelta(7 * (number - 1))
        return Period(start, min(start + timedelta(6), last))

    return found.mapped(cut, f"{words['ordinal']} {words['unit']}")


def about_day(words: Words, frame: Frame) -> Reading:
    """The week of Jan. 8; the weekend of June 6."""
    day = calendar_date({**words, "0": ""}, frame)
    return day.mapped(
        lambda at: containing(words["unit"] or "week", at.first or date.min), f"{words['unit']} of that day"
    )


def floating(words: Words, frame: Frame) -> Reading:
    """Thanksgiving: a holiday on a certain weekday of a month."""
    of_year, number, nth = frame.value("floating", words["floating"])

    def make(year: int) -> Period:
        return _nth_weekday(month_of(year, of_year), number, nth)

    return _explicit(make(int(words["year"] or 0)), "holiday") if words.get("year") else _nearest(frame, make)


def holiday(words: Words, frame: Frame) -> Reading:
    """Christmas Eve; New Year's Day 2020; May Day."""
    month, day = frame.value("holiday", words["holiday"])
    if words.get("year"):
        at = date(int(words["year"] or 0), month, day)
        return _explicit(Period(at, at), "holiday")
    return _nearest(frame, lambda y: Period(date(y, month, day), date(y, month, day)))


def named(words: Words, frame: Frame) -> Reading:
    """9/11."""
    at = date.fromisoformat(frame.value("named", words["named"]))
    return _explicit(Period(at, at), "day known by name")


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
        return _nothing(NO_DATE)
    name = frame.value("units", words["unit"])
    back = (words["0"] or "").endswith("ago")
    if words.get("few"):
        return _window(frame.published, name, -1 if back else 1)
    if words.get("half"):
        months = {"month": 1, "year": 12, "decade": 120}.get(name, 1200)
        length = (frame.number(words["number"]) * months if words.get("number") else 0) + months // 2
        at = shifted("month", frame.published, -length)
        return _relative(
            containing("month" if length < 18 else "year", at)._replace(vague=True), "counted from the publication date"
        )
    count = frame.number(words["number"]) * (-1 if back else 1)
    if name == "hour" and (words["unit"] or "").startswith("minute"):
        count = 0
    return _relative(
        _counted(frame.published, name, count, bool(words.get("about"))), "counted from the publication date"
    )


def later(words: Words, frame: Frame) -> Reading:
    """Two weeks later; a day earlier; ten days before: counted from the time told before."""
    name = frame.value("units", words["unit"])
    count = frame.number(words["number"]) * int(frame.value("later", words["dir"]))
    if name == "hour":
        return _from_anchor(frame, "day", 0, "hours away")
    return _from_anchor(frame, name, count, f"{words['number']} {name} {words['dir']}")


def ahead(words: Words, frame: Frame) -> Reading:
    """In two weeks (if the clause tells of the future); within days."""
    if not frame.published:
        return _nothing(NO_DATE)
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
        return _nothing("no bounds")
    ends = sorted((start, start + timedelta(length * direction)))
    if name == "month":
        found = Period(ends[0].replace(day=1), month_of(ends[1].year, ends[1].month).last, "month", vague=True)
    else:
        found = Period(ends[0], ends[1], vague=days is None)
    return Reading(found, found, "interval", "relative", "span about the publication date")


def around(words: Words, frame: Frame) -> Reading:
    """The past three days; in recent weeks; the coming days."""
    if not frame.published:
        return _nothing(NO_DATE)
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
        return _nothing(NO_ANCHOR)
    if frame.published and frame.anchor.last >= frame.published:
        return _nothing("the time told before has not passed")
    return _relative(frame.anchor, "the time told before")


def same_day(words: Words, frame: Frame) -> Reading:
    """Earlier the same day; in the afternoon: the day told before; to come, that of publication."""
    told = _from_anchor(frame, "day", 0, "the same day")
    today = Period(frame.published, frame.published) if frame.published else None
    if told.past or today is None:
        return told
    return Reading(None, today, "point", "relative", "later on the day of publication")


def nothing(words: Words, frame: Frame) -> Reading:
    """Ages, durations, frequencies, clock times: no time of an event."""
    return _nothing("does not say when")


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


RULES: dict[str, Callable[[Words, Frame], Reading]] = {
    "date": calendar_date,
    **{
        rule.__name__: rule
        for rule in (
            *(
                iso_date,
                day_of_month,
                nth_weekday,
                about_day,
                floating,
                date_range,
                month,
                month_range,
                year,
                year_range,
                decade,
                century,
                weekday,
                near,
                unit,
            ),
            *(
                weekend,
                new_year,
                easter,
                season,
                quarter,
                week_of,
                holiday,
                named,
                ago,
                later,
                ahead,
                around,
                at_the_time,
                same_day,
                nothing,
            ),
        )
    },
}
