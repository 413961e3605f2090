"""Spans of days with the precision they were stated in, and the arithmetic of calendar units on them."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["Period", "containing", "month_of", "nearest_weekday", "part_of", "shifted", "year_of"]

_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SEASON_CODES = (24, 21, 22, 23)  # winter to autumn in EDTF level 1, as meant in the northern hemisphere
_GRAINS = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"), (3653, "decade"))
# months of a year and last digits of a decade that "early", "middle" and "late" mean, first and last
_MONTHS_OF_PART = {"early": (1, 3), "middle": (5, 8), "late": (10, 12)}
_YEARS_OF_PART = {"early": (0, 3), "middle": (4, 6), "late": (7, 9)}


class Period(NamedTuple):
    """From one day to another, both included (None: open), stated to a precision; vague ends are approximate.

    until: the precision of the last day, where it is another.
    """

    first: date | None
    last: date | None
    precision: str = "day"  # day, month, season, year, decade or century
    vague: bool = False
    until: str | None = None

    @property
    def edtf(self) -> str:
        """The period in EDTF, level 0 or 1.

        >>> Period(date(2024, 1, 1), date(2024, 1, 31), "month").edtf
        '2024-01'
        >>> Period(date(2011, 1, 1), None, "year").edtf
        '2011/..'
        >>> Period(date(2011, 1, 1), date(2024, 1, 16), "year", until="day").edtf
        '2011/2024-01-16'
        """
        first, last = self._point(self.first, self.precision), self._point(self.last, self.until or self.precision)
        mark = "~" if self.vague else ""
        return first + mark if first == last else f"{first}{mark * (first != '..')}/{last}{mark * (last != '..')}"

    @staticmethod
    def _point(day: date | None, precision: str) -> str:
        if day is None:
            return ".."
        if precision == "season":
            return f"{day.year - (day.month < 3):04}-{_SEASON_CODES[day.month % 12 // 3]}"
        cut = {"century": 2, "decade": 3, "year": 4, "month": 7, "day": 10}[precision]
        return day.isoformat()[:cut].ljust(4, "X")

    @property
    def grain(self) -> str:
        """The smallest unit that is as long: day, week, month, quarter, year, decade or century; "open" if endless."""
        if self.first is None or self.last is None:
            return "open"
        days = (self.last - self.first).days + 1
        return next((unit for most, unit in _GRAINS if days <= most), "century")


def month_of(year: int, month: int) -> Period:
    """The calendar month."""
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_of(year: int, last: int | None = None) -> Period:
    """The calendar year, or the years from it to the last one."""
    return Period(date(year, 1, 1), date(last or year, 12, 31), "year")


def containing(unit: str, day: date) -> Period:
    """The day, ISO week, weekend, month, quarter, half, season name, year, decade or century that the day lies in.

    >>> containing("week", date(2024, 1, 16)).edtf, containing("quarter", date(2024, 1, 16)).edtf
    ('2024-01-15/2024-01-21', '2024-01/2024-03')
    """
    monday = day - timedelta(day.weekday())
    match unit:
        case "week":
            return Period(monday, monday + timedelta(6))
        case "weekend":
            return Period(monday + timedelta(5), monday + timedelta(6))
        case "month":
            return month_of(day.year, day.month)
        case "quarter" | "half":
            size = 3 if unit == "quarter" else 6
            start = (day.month - 1) // size * size + 1
            return Period(date(day.year, start, 1), month_of(day.year, start + size - 1).last, "month")
        case "year":
            return year_of(day.year)
        case "decade" | "century":
            size = 10 if unit == "decade" else 100
            start = day.year // size * size
            return Period(date(max(start, 1), 1, 1), date(start + size - 1, 12, 31), unit)
        case "spring" | "summer" | "autumn" | "winter":
            start = _SEASON_MONTHS[unit]
            year = day.year - (unit == "winter" and day.month < 3)
            end = month_of(year + (start == 12), (start + 2 - 1) % 12 + 1).last
            return Period(date(year, start, 1), end, "season")
        case _:
            return Period(day, day)


def shifted(unit: str, day: date, count: int) -> date:
    """The day so many units later, or earlier for a negative count; the month's last day where there is no such day.

    Raises OverflowError or ValueError where that is no day of the calendar.

    >>> shifted("month", date(2024, 3, 31), -1).isoformat()
    '2024-02-29'
    """
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    if days:
        return day + timedelta(days * count)
    months = {"month": 1, "quarter": 3, "half": 6, "decade": 120, "century": 1200}.get(unit, 12) * count
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def part_of(period: Period, part: str) -> Period:
    """The early, middle or late part of a period: 3 or 4 months of a year, 10 days of a month, 3 days of a week.

    >>> part_of(year_of(2019), "middle").edtf, part_of(month_of(2024, 2), "late").edtf
    ('2019-05/2019-08', '2024-02-21/2024-02-29')
    """
    first, last = period.first, period.last
    if first is None or last is None or (last - first).days < 2:
        return period
    if period.grain == "year" and period.precision == "year":
        start, end = _MONTHS_OF_PART[part]
        return Period(date(first.year, start, 1), month_of(first.year, end).last, "month")
    if period.precision == "decade":
        start, end = _YEARS_OF_PART[part]
        return year_of(first.year + start, first.year + end)
    if period.precision == "century":
        start, end = {"early": (0, 29), "middle": (40, 69), "late": (70, 99)}[part]
        return year_of(first.year + start, first.year + end)
    if period.precision == "month" and period.grain == "month":
        start, end = {"early": (1, 10), "middle": (11, 20), "late": (21, last.day)}[part]
        return Period(first.replace(day=start), first.replace(day=end))
    third = ((last - first).days + 1) // 3 + (period.grain == "week")
    begin = {"early": 0, "middle": third - (period.grain == "week") * 2, "late": (last - first).days + 1 - third}
    start_day = first + timedelta(begin[part])
    return Period(start_day, start_day + timedelta(third - 1))


def nearest_weekday(day: date, weekday: int, *, future: bool) -> date:
    """The nearest such weekday (0 is Monday) on or after the day, or on or before it.

    >>> nearest_weekday(date(2024, 1, 16), 0, future=False).isoformat()
    '2024-01-15'
    """
    step = (weekday - day.weekday()) % 7 if future else -((day.weekday() - weekday) % 7)
    return day + timedelta(step)
