"""The publication date and the dateline that an article's own text states.

Only whole metadata lines, labelled dates and datelines count: a date inside a sentence or a caption is the
date of what it tells, not of the article.
"""

import re
import tomllib
from datetime import date
from importlib.resources import files
from typing import NamedTuple

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "Dateline",
    "PublicationDate",
    "dateline",
    "month_number",
    "publication_date",
    "weekday_number",
]

_CALENDAR = tomllib.loads(files(__package__).joinpath("calendar.toml").read_text("utf-8"))
MONTHS: dict[str, int] = _CALENDAR["months"]  # English names and abbreviations -> 1 to 12
WEEKDAYS: dict[str, int] = _CALENDAR["weekdays"]  # -> 0 (Monday) to 6
_NOT_PLACES = frozenset(word for phrase in _CALENDAR["metadata"]["not_places"] for word in phrase.split())

HEAD_LENGTH, HEAD_LINES = 4_000, 20  # where metadata and datelines stand: so much of the beginning ...
TAIL_LENGTH, TAIL_LINES = 600, 4  # ... and so much of the end
YEARS = range(1900, 2100)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


_MONTH = rf"(?:{_alternatives(list(MONTHS))})\b\.?"
_WEEKDAY = rf"(?:{_alternatives(list(WEEKDAYS))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_CLOCK = r"(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?(?:[A-Z]{2,4}|UTC|GMT)(?:[+-]\d+)?\)?)?"
_DATE = (
    rf"(?:(?P<iso>(?:19|20)\d\d[-/.]\d\d[-/.]\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|(?P<m1>{_MONTH})\s*(?P<d1>{_DAY}),?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>{_DAY})(?:\s+of)?[\s-]+(?P<m2>{_MONTH}),?[\s-]+(?P<y2>\d{{4}})"
    rf"|(?P<n1>\d{{1,2}})[/.](?P<n2>\d{{1,2}})[/.](?P<y3>\d{{4}}))(?!\d)"
)
_STAMP = rf"(?:{_CLOCK}[\s,|-]*(?:on\s+)?)?(?:{_WEEKDAY}[\s,]*)?{_DATE}(?:[\s,|-]*{_CLOCK})?"
_LABELLED = {
    label: re.compile(
        rf"^[^\w\n]*(?:{_alternatives(_CALENDAR['metadata'][label])})[ \t]*[:|–—-]?[ \t]*{_STAMP}",
        re.I | re.M,
    )
    for label in ("published", "updated")
}
_PIECE = re.compile(rf"[\s(\[]*{_STAMP}[\s)\].]*", re.I)
_SEPARATOR = re.compile(r"\s[|•·–—]\s|\s-\s")
_PLACE = r"[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]*){0,3}"
_REGION = r"(?:,\s(?:[A-Z][\w.]*\.?|[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2}))?"
_WHEN = (
    rf"(?i:[,\s]+(?P<m>{_MONTH})\s*(?P<d>{_DAY})\b(?:,?\s+(?P<y>\d{{4}}))?"
    rf"|[,\s]+(?P<d_>{_DAY})\s+(?P<m_>{_MONTH})(?:,?\s+(?P<y_>\d{{4}}))?"
    rf"|,\s+(?P<m__>{_MONTH})\s+(?P<y__>\d{{4}})|,\s+(?P<y___>(?:19|20)\d{{2}}))"
)
_AGENCY = r"[\s.,]*(?:\((?P<a>[A-Z][^()\n]{1,40})\)|/(?P<a_>[A-Z][^/\n]{1,40})/)"
_DASH = r"(?:\s*(?:--|[–—])|\s[-_]\s|\s?:\s)"
_OPENING = r"^[^\w\n]*(?:By\s[^\n(]{3,60}?\s)?"
_DATELINES = (
    # SEOUL, Dec. 30 (Yonhap) --   MOSCOW, January 15. /TASS/.   anywhere in a line
    re.compile(rf"(?<![\w-])(?P<place>{_PLACE}){_REGION}{_WHEN}{_AGENCY}(?:{_DASH}|\.)"),
    # Moscow (AFP) -   RAMALLAH, West Bank (AP) —
    re.compile(rf"{_OPENING}(?P<place>{_PLACE}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?){_REGION}{_AGENCY}{_DASH}", re.M),
    # WASHINGTON, Jan. 5, 2024 -   WASHINGTON — ...   ISLAMABAD: ...
    re.compile(rf"{_OPENING}(?P<place>{_PLACE}){_REGION}{_WHEN}?{_DASH}", re.M),
)


class PublicationDate(NamedTuple):
    """When an article says it was published: the date, the span that says so, and the rule that read it."""

    date: date
    start: int
    end: int
    reason: str


class Dateline(NamedTuple):
    """A dateline such as "SEOUL, Dec. 30 (Yonhap) --": its parts (None where not given) and its span."""

    place: str
    month: int | None
    day: int | None
    year: int | None
    agency: str | None
    start: int
    end: int


def month_number(word: str) -> int | None:
    """1 to 12 for an English month name or its abbreviation, None for any other word.

    >>> month_number("Sept."), month_number("March"), month_number("Marching")
    (9, 3, None)
    """
    return MONTHS.get(word.lower().rstrip("."))


def weekday_number(word: str) -> int | None:
    """0 (Monday) to 6 for an English weekday or its abbreviation, None for any other word.

    >>> weekday_number("Tues."), weekday_number("sunday"), weekday_number("Sunny")
    (1, 6, None)
    """
    return WEEKDAYS.get(word.lower().rstrip("."))


def publication_date(text: str, year: int | None = None) -> PublicationDate | None:
    """The publication date in a metadata line or dateline, or None; `year` completes a dateline without one.

    Numeric dates that could be read in two ways ("03/05/2022") are not read at all.

    >>> str(publication_date("Talks resume\\nPublished: 3 May 2022, 14:02 GMT\\nThe two met.").date)
    '2022-05-03'
    >>> publication_date("SEOUL, Dec. 30 (Yonhap) -- The president left.") is None
    True
    >>> str(publication_date("SEOUL, Dec. 30 (Yonhap) -- The president left.", year=2025).date)
    '2025-12-30'
    """
    edges = _edges(text)
    for label in ("published", "updated"):
        for start, end in edges:
            for match in _LABELLED[label].finditer(text, start, end):
                if found := _as_date(match):
                    at = min(s for s in (match.start(g) for g in ("iso", "m1", "d2", "n1")) if s >= 0)
                    return PublicationDate(found, at, match.end(), f"line labelled as {label}")
        if label == "published":
            head = _date_line(text, *edges[0], HEAD_LINES) or _dateline_date(text, year)
            if head:
                return head
    return _date_line(text, *edges[1], TAIL_LINES) if len(edges) > 1 else None


def dateline(text: str) -> Dateline | None:
    """The dateline at the beginning of an article's first paragraph, or None.

    >>> dateline("Lee to visit China\\n\\nBy Kim SEOUL, Dec. 30 (Yonhap) -- President Lee will leave.")[:5]
    ('SEOUL', 12, 30, None, 'Yonhap')
    >>> dateline("EXCLUSIVE: What the two leaders said") is None
    True
    """
    for pattern in _DATELINES:
        for match in pattern.finditer(text, 0, HEAD_LENGTH):
            place = match["place"].strip(" .")
            words = re.sub(r"[’'.]", "", place).lower().split()
            if words[0] in MONTHS or words[0] in WEEKDAYS or _NOT_PLACES.issuperset(words):
                continue
            part = match.groupdict()
            month, day, year = (
                next((part[name + tail] for tail in ("", "_", "__", "___") if part.get(name + tail)), None)
                for name in "mdy"
            )
            return Dateline(
                place,
                month_number(month) if month else None,
                int(re.sub(r"\D", "", day)) if day else None,
                int(year) if year else None,
                part.get("a") or part.get("a_") or None,
                match.start("place"),
                match.end(),
            )
    return None


def _edges(text: str) -> list[tuple[int, int]]:
    """The beginning and, where it does not overlap, the end of a text, as spans."""
    head = min(len(text), HEAD_LENGTH)
    tail = max(head, len(text) - TAIL_LENGTH)
    return [(0, head)] if tail >= len(text) else [(0, head), (tail, len(text))]


def _date_line(text: str, start: int, end: int, lines: int) -> PublicationDate | None:
    """The first of a few lines that is a date, or pieces ("By Jane Doe | 3 May 2022") of which one is."""
    spans = [m.span() for m in re.finditer(r"\S[^\n]*", text[:end]) if m.start() >= start]
    for first, last in spans[:lines] if start == 0 else spans[-lines:]:
        if last - first > 160:
            continue
        begin = first
        for cut in [*_SEPARATOR.finditer(text, first, last), None]:
            piece_end = cut.start() if cut else last
            match = _PIECE.fullmatch(text, begin, piece_end)
            if match and (found := _as_date(match)):
                return PublicationDate(found, begin, piece_end, "line that is a date")
            begin = cut.end() if cut else last
    return None


def _dateline_date(text: str, year: int | None) -> PublicationDate | None:
    line = dateline(text)
    if not line or not line.month or not line.day or not (line.year or year):
        return None
    found = _valid(line.year or year or 0, line.month, line.day)
    reason = "dateline" if line.year else "dateline, year given"
    return PublicationDate(found, line.start, line.end, reason) if found else None


def _as_date(match: re.Match[str]) -> date | None:
    """The date that a match stands for, None if there is no such day or it can be read in two ways."""
    if match["iso"]:
        return _valid(*(int(part) for part in re.split(r"[-/.]", match["iso"])))
    if match["y3"]:
        first, second = int(match["n1"]), int(match["n2"])
        if first <= 12 and second <= 12 and first != second:
            return None
        return _valid(int(match["y3"]), min(first, second), max(first, second))
    month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
    return _valid(int(match["y1"] or match["y2"]), month_number(month) or 0, int(re.sub(r"\D", "", day)))


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
