"""Dates as metadata writes them: ISO 8601 in its many cuts, RFC 2822, and plain English; never guessed."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

__all__ = ["read_date"]

_ISO = re.compile(r"\d{4}-?\d\d-?\d\d([T ].*)?$")
_ENGLISH = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%a, %b %d, %Y",
    "%A, %d %B %Y",
    "%Y/%m/%d",
)
_CLOCK = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %H:%M:%S %z", " %H:%M %z")


def read_date(value: object) -> datetime | date | None:
    """The day, or the moment with its own zone, that a metadata value states; None where it states none.

    A form that can be read in two ways (`03/04/2024`) states none.

    >>> read_date("20140721T003000-0500").isoformat(), read_date("Tue, 16 Jan 2024 08:00:00 GMT").isoformat()
    ('2014-07-21T00:30:00-05:00', '2024-01-16T08:00:00+00:00')
    >>> read_date("2024-01-16"), read_date("January 16, 2024"), read_date("03/04/2024")
    (datetime.date(2024, 1, 16), datetime.date(2024, 1, 16), None)
    """
    if isinstance(value, datetime | date):
        return value
    if not isinstance(value, str) or not (8 <= len(value.strip()) <= 60):
        return None
    value = " ".join(value.split())
    if _ISO.match(value):
        return _iso(value)
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _english(value)


def _iso(value: str) -> datetime | date | None:
    value = re.sub(r"\s*(Z|UTC|GMT)$", "+00:00", value)
    value = re.sub(r"\s+([+-]\d)", r"\1", value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if len(value) > 10 else moment.date()


def _english(value: str) -> datetime | date | None:
    for day in _ENGLISH:
        for clock in _CLOCK:
            try:
                moment = datetime.strptime(value, day + clock)
            except ValueError:
                continue
            return moment if clock else moment.date()
    return None
