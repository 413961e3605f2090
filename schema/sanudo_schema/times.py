"""When an event took place, to the precision the text gives.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019, levels 0 and 1, as the Library of Congress publishes it.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from .base import Record

_POINT = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d\d|XX)(?:-(?P<d>\d\d|XX))?)?(?P<q>[~?%])?")
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}


def _point(text: str) -> tuple[date, date]:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(
            f"{text!r} is no EDTF date: write 2024, 2024-01, 2024-01-16, 199X, an optional ~ or ? after it"
        )
    year, month, day = match["y"], match["m"], match["d"]
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month in (None, "XX"):
        return date(max(first, 1), 1, 1), date(last, 12, 31)
    if month in _SEASONS:
        begin, end = _SEASONS[month]
        end_year = first + (end < begin)
        return date(first, begin, 1), date(end_year, end, monthrange(end_year, end)[1])
    if day in (None, "XX"):
        return date(first, int(month), 1), date(first, int(month), monthrange(first, int(month))[1])
    exact = date(first, int(month), int(day))
    return exact, exact


def edtf_bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and last day an EDTF expression allows; None where an interval is open.

    Raises ValueError where the text is no EDTF of level 0 or 1 or names a day that does not exist.

    >>> edtf_bounds("2023-10")
    (datetime.date(2023, 10, 1), datetime.date(2023, 10, 31))
    >>> edtf_bounds("2011/..")
    (datetime.date(2011, 1, 1), None)
    """
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _point(edtf)
    earliest = None if begin in ("", "..") else _point(begin)[0]
    latest = None if end in ("", "..") else _point(end)[1]
    if earliest and latest and earliest > latest:
        raise ValueError(f"{edtf!r} ends before it begins")
    return earliest, latest


class Time(Record):
    """When an event took place: an EDTF expression, its bounds as plain days, and what it rests on.

    basis: explicit (a date in the text), relative (words resolved against another date), publication (the text
    gives no more than the article's own date). earliest and latest follow from edtf where left out.
    """

    edtf: str
    earliest: date | None = None
    latest: date | None = None
    basis: Literal["explicit", "relative", "publication"] = "explicit"
    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill_bounds(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("edtf"), str):
            earliest, latest = edtf_bounds(data["edtf"])
            return {
                **data,
                "earliest": data.get("earliest") or earliest,
                "latest": data.get("latest") or latest,
            }
        return data

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"the time ends ({self.latest}) before it starts ({self.earliest})")
        return self
