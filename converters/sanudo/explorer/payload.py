"""The data of a page: what filters, timeline, map and table need at once, in columns; what a card needs, in parts.

A page of 20,000 events opens at once because the columns are small and stand before the parts, and a part is parsed
when one of its cards is opened, no earlier. Names that recur (actors, places, articles) are written once and named by
number.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sanudo.explorer.gathering import Told
from sanudo_schema import Actor, AnyEvent, ArticleRef, Mention, Reason, codes

__all__ = ["PART", "cards", "index"]

PART = 500
"""So many cards to a part."""

_EPOCH = date(1970, 1, 1).toordinal()


class _Numbered:
    """Values that recur, each written once and named by its number."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._known: dict[Any, int] = {}

    def number(self, key: Any, row: Any) -> int:
        """The number of the value with that key; the row is kept when the key is new."""
        found = self._known.setdefault(key, len(self.rows))
        if found == len(self.rows):
            self.rows.append(row)
        return found


def index(told: Sequence[Told]) -> dict[str, Any]:
    """What the whole page works on: tables of recurring names, and columns with a cell for each event.

    Days count from 1970-01-01. An event without a time has the days of its first report, and `dated` 0.
    """
    actors, places, articles, publishers = _Numbered(), _Numbered(), _Numbered(), _Numbered()
    places_in_text = {one.event.id: number for number, one in enumerate(told)}
    for number, one in enumerate(told):
        places_in_text.update(dict.fromkeys((report.id for report in one.reports), number))
    columns: dict[str, list[Any]] = {}

    def sides(side: Iterable[Actor]) -> list[int]:
        return [actors.number((a.id or a.name, a.country), [a.name, a.country, a.kind, a.code]) for a in side]

    for one in told:
        event = one.event
        for name, cell in _cells(one, places_in_text).items():
            columns.setdefault(name, []).append(cell)
        where = event.place
        row = where and [where.name, where.country, where.latitude, where.longitude]
        columns.setdefault("place", []).append(places.number(tuple(row), row) if row else None)
        columns.setdefault("sources", []).append(sides(event.sources))
        columns.setdefault("targets", []).append(sides(event.targets))
        told_in = [articles.number(article.id, _article(article)) for article in event.articles]
        columns.setdefault("articles", []).append(told_in)
        names = sorted({article.publisher for article in event.articles if article.publisher})
        columns.setdefault("publishers", []).append([publishers.number(name, name) for name in names])
    countries = {row[1] for row in (*actors.rows, *places.rows)}
    return {
        "merged": any(one.merged for one in told),
        "events": columns,
        "actors": actors.rows,
        "places": places.rows,
        "articles": articles.rows,
        "publishers": publishers.rows,
        "countries": {row.iso3: row.name for row in codes.countries() if row.iso3 in countries},
        "cameo": {code: codes.cameo(code).label for code in _codes(told)},
        "part": PART,
    }


def _codes(told: Iterable[Told]) -> list[str]:
    """The CAMEO codes in use, and their roots."""
    used = {code for one in told for code in (one.event.cameo, one.event.cameo_if_realised) if code}
    return sorted(used | {root for code in used if codes.is_cameo(root := code[:2])})


def _cells(one: Told, numbers: dict[str, int]) -> dict[str, Any]:
    """The cells of an event that need nothing but itself and the numbers of the events it names."""
    event, merged = one.event, one.merged
    claim, denied = getattr(event, "claim", None), getattr(event, "denies", None)
    first, last = _days(event)
    return {
        "id": event.id,
        "type": event.type,
        "status": event.status.value,
        "cameo": event.cameo,
        "realised": event.cameo_if_realised,
        "quad": next(iter(event.quad_class.values()), None),
        "first": first,
        "last": last,
        "edtf": event.time.edtf if event.time else None,
        "dated": int(event.time is not None and event.time.basis != "publication"),
        "confidence": event.confidence,
        "reports": len(one.reports),
        "independent": merged.sources if merged else 1,
        "disputed": int(bool(merged and merged.alternatives)),
        "claims": numbers.get(claim.event) if claim and claim.event else None,
        "denies": numbers.get(denied) if denied else None,
        "words": claim.text if claim else None,
    }


def _days(event: AnyEvent) -> tuple[int | None, int | None]:
    """The first and the last day of an event; an open end is the same as the other."""
    when = event.time
    first, last = (when.earliest, when.latest) if when else (None, None)
    if first is None and last is None:
        published = [article.published for article in event.articles if article.published]
        days = [date(day.year, day.month, day.day) for day in published]
        first = last = min(days, default=None)
    ends = first or last, last or first
    return tuple(None if end is None else end.toordinal() - _EPOCH for end in ends)  # type: ignore[return-value]


def _article(article: ArticleRef) -> dict[str, Any]:
    return article.model_dump(mode="json", exclude_none=True, exclude={"sha256"})


def cards(told: Sequence[Told]) -> Iterator[list[dict[str, Any]]]:
    """The parts, each a list of what the cards of so many events show beyond the columns."""
    for begin in range(0, len(told), PART):
        yield [_card(one) for one in told[begin : begin + PART]]


def _card(one: Told) -> dict[str, Any]:
    event, merged = one.event, one.merged
    card: dict[str, Any] = {
        "goldstein": event.goldstein,
        "plover": event.plover.model_dump(exclude_defaults=True) if event.plover else None,
        "time": event.time.model_dump(mode="json", include={"basis", "text"}) if event.time else None,
        "place": event.place.model_dump(include={"geonames", "role"}) if event.place else None,
        "attribution": event.attribution.text if event.attribution else None,
        "cited": [actor.name for actor in event.attribution.actors] if event.attribution else [],
        "titles": {a.name: a.title for a in (*event.sources, *event.targets) if a.title},
        "origin": [event.origin.dataset, event.origin.row] if event.origin else None,
        "reports": [_report(report) for report in one.reports],
    }
    if merged and len(one.reports) > 1:
        card["history"] = [stage.model_dump(mode="json") for stage in merged.history]
        card["alternatives"] = [value.model_dump(mode="json") for value in merged.alternatives]
        card["copies"] = merged.copies
    if merged:
        card["links"] = [link.model_dump(mode="json") for link in merged.links]
    return {key: value for key, value in card.items() if value}


def _report(report: AnyEvent) -> dict[str, Any]:
    """What one article tells of the event: its words, and why each field is as it is."""
    return {
        "id": report.id,
        "status": report.status.value,
        "time": report.time.edtf if report.time else None,
        "confidence": report.confidence,
        "decided": report.decided_by,
        "mentions": [_mention(mention, report.reasons) for mention in report.mentions],
        "reasons": [[reason.field, reason.rule, reason.text] for reason in report.reasons],
    }


def _mention(mention: Mention, reasons: Iterable[Reason]) -> dict[str, Any]:
    """A sentence and the stretches of it to mark: first, end, field; in UTF-16 units, as browsers count."""
    text = mention.text or ""
    marks = {(mention.trigger_start, mention.trigger_end, "trigger")}
    marks |= {(r.start, r.end, r.field) for r in reasons if r.article in (None, mention.article)}
    begin, end = mention.start or 0, mention.end or 0
    within = sorted(
        (_units(text, start - begin), _units(text, stop - begin), field)
        for start, stop, field in marks
        if start is not None and stop is not None and begin <= start < stop <= end
    )
    told = {
        "article": mention.article,
        "text": text,
        "marks": within,
        "trigger": mention.trigger,
        "frame": mention.frame,
        "headline": mention.headline,
    }
    return {key: value for key, value in told.items() if value}


def _units(text: str, characters: int) -> int:
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2
