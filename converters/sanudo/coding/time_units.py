"""What weekdays, weeks, seasons, quarters and the like mean: "next Tuesday", "the following month", "last spring"."""

from datetime import date, timedelta

from ..articles.datelines import weekday_number
from .periods import Period, containing, nearest_weekday, shifted, year_of
from .time_dates import calendar_date, month
from .time_readings import (
    NO_ANCHOR,
    NO_DATE,
    Frame,
    Reading,
    Words,
    explicit,
    from_anchor,
    nearest,
    relative,
    unresolved,
    which_year,
)

__all__ = ["about_day", "near", "new_year", "quarter", "season", "unit", "week_of", "weekday", "weekend"]


def weekday(words: Words, frame: Frame) -> Reading:
    """Monday; next Tuesday; Thursday last week: the nearest such day, today included."""
    day = frame.published
    number = weekday_number(words.get("weekday") or words.get("ahead") or words.get("behind") or "") or 0
    if anaphor := words.get("anaphor"):
        start = frame.day
        if start and anaphor != "next":
            step = frame.value("anaphoric", anaphor)
            at = nearest_weekday(start + timedelta(step), number, future=step > 0)
            return relative(Period(at, at), f"{anaphor} weekday, from the day told before")
        words = {**words, "which": "next" if frame.value("anaphoric", anaphor) > 0 else "last"}
    if not day:
        return unresolved(NO_DATE)
    week = words.get("week") or words.get("which")
    if week and week != "past":
        monday = shifted("week", day, frame.value("deictic", week)) - timedelta(day.weekday())
        if week in ("coming", "upcoming"):
            monday = nearest_weekday(day, number, future=True) - timedelta(number)
        at = monday + timedelta(number)
        return relative(Period(at, at), f"weekday of {week} week")
    if words.get("ahead"):
        at = nearest_weekday(day, number, future=True) + timedelta(7)
        return relative(Period(at, at), "a week after the coming weekday")
    if words.get("behind"):
        at = nearest_weekday(day, number, future=False) - timedelta(7)
        return relative(Period(at, at), "a week before the past weekday")
    past = nearest_weekday(day, number, future=False)
    future = nearest_weekday(frame.following or day, number, future=True)
    return relative(Period(past, past), "weekday nearest to the publication date", Period(future, future))


def near(words: Words, frame: Frame) -> Reading:
    """Today; yesterday; last night; the day after tomorrow."""
    if not frame.published:
        return unresolved(NO_DATE)
    first, last = (frame.published + timedelta(step) for step in frame.value("near", words["near"]))
    return relative(Period(first, last), "counted from the publication date")


def unit(words: Words, frame: Frame) -> Reading:
    """This week; last year; the following month; that day; the end of the year."""
    name = words.get("unit") or words.get("bare") or ""
    name = "day" if name in frame.words["daypart"] else frame.words["units"].get(name, name)
    if name == "hour":
        return unresolved("less than a day")
    if which := words.get("which"):
        if not frame.published:
            return unresolved(NO_DATE)
        step = int(frame.value("deictic", which))
        return relative(containing(name, shifted(name, frame.published, step)), f"{which} {name}")
    if words.get("bare"):
        start = frame.day if name == "day" else frame.published
        return relative(containing(name, start), f"the {name} it is") if start else unresolved(NO_DATE)
    if beyond := words.get("beyond"):
        step = 2 if beyond == "after next" else -2
        return (
            relative(containing(name, shifted(name, frame.published, step)), beyond)
            if frame.published
            else unresolved(NO_DATE)
        )
    step = {"before": -1, "after": 1}.get(words.get("dir") or "", 0)
    if anaphor := words.get("anaphor"):
        step = int(frame.value("anaphoric", anaphor))
    return from_anchor(frame, name, step, f"{anaphor or words.get('dir') or 'that'} {name}")


def season(words: Words, frame: Frame) -> Reading:
    """Summer 2019; last spring."""
    name = frame.value("season", words["season"])
    middle = {"spring": 4, "summer": 7, "autumn": 10, "winter": 12}[name]
    if words.get("that"):
        words = {**words, "which": "that", "0": "that year"}
    year = which_year(words, frame) if words.get("year") or "year" in (words["0"] or "") else None
    if not year and words.get("that"):
        return unresolved(NO_ANCHOR)
    if year:
        return explicit(containing(name, date(year, middle, 1)), "season")
    found = nearest(frame, lambda y: containing(name, date(y, middle, 1)))
    if found.past and found.future and words.get("which"):
        chosen = found.past if words["which"] in ("last", "past") else found.future
        if words["which"] == "this" and name != "winter" and frame.published:
            return relative(containing(name, date(frame.published.year, middle, 1)), "of the year of publication")
        return found if words["which"] == "this" else relative(chosen, f"{words['which']} {name}")
    return found


def weekend(words: Words, frame: Frame) -> Reading:
    """The weekend: the last one, or the one to come."""
    if not frame.published:
        return unresolved(NO_DATE)
    saturday = nearest_weekday(frame.published, 5, future=False)
    coming = containing("weekend", frame.published)
    return relative(Period(saturday, saturday + timedelta(1)), "nearest to the publication date", coming)


def new_year(words: Words, frame: Frame) -> Reading:
    """The new year."""
    if not frame.published:
        return unresolved(NO_DATE)
    year = frame.published.year
    return relative(year_of(year), "year of publication, or the next", year_of(year + 1))


def quarter(words: Words, frame: Frame) -> Reading:
    """The first quarter of 2020; the second half of last year; Q3 2021; the first half of May."""
    if words.get("month"):
        return _half_of_month(words, frame)
    year = which_year(words, frame)
    if words.get("whole"):
        year = frame.published.year if frame.published else None
    if not year:
        return unresolved(NO_DATE)
    size = "quarter" if words.get("quarter") else "half" if words.get("half") else words["size"] or "quarter"
    count = 4 if size == "quarter" else 2
    if words.get("ordinal"):
        number = int(frame.value("ordinal", words["ordinal"]))
    else:
        number = int(frame.value(size, words[size]))
    number = count if number < 0 else number
    if number > count:
        return unresolved(f"no such {size}")
    months = 12 // count
    make = explicit if words.get("year") else relative
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
