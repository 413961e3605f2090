"""The merged event of a group of reports: the best of each field, the history, the disagreements, who confirms it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from sanudo_schema import Actor, AnyEvent, ArticleRef, Reason, Status, Time
from sanudo_schema.identifiers import DATA, actor_iri
from sanudo_schema.merged import Alternative, Link, MergedEvent, Stage, merged_iri

from .quantities import quantities
from .reports import published

__all__ = ["assemble"]


def assemble(
    records: Sequence[AnyEvent],
    links: Sequence[Link] = (),
    copies: Iterable[tuple[str, ...]] = (),
    digests: Sequence[str] = (),
    base: str = DATA,
) -> MergedEvent:
    """The merged event of the reports given; references to other events still name reports.

    Time and place are the most precise told, each side names its actors as closely as any report does. The latest
    report decides the status, but what one told as a fact no later plan undoes.
    """
    ordered = sorted(records, key=lambda record: (published(record) or date.min, record.id))
    history = _history(ordered)
    decisive = _decisive(ordered)
    time, place = _time(ordered), _place(ordered)
    articles = {article.id: article for record in ordered for article in record.articles}
    groups = tuple(copies)
    publishers, sources = _corroboration(list(articles.values()), groups)
    event = _combined(ordered, decisive, time, place, base)
    return MergedEvent(
        event=event,
        records=tuple(sorted(record.id for record in records)),
        digests=tuple(digests),
        links=tuple(links),
        history=history,
        alternatives=_alternatives(ordered, event) if len(ordered) > 1 else (),
        publishers=publishers,
        sources=sources,
        copies=groups,
    )


def _combined(
    ordered: Sequence[AnyEvent], decisive: AnyEvent, time: AnyEvent | None, place: AnyEvent | None, base: str
) -> AnyEvent:
    """One record with all mentions and articles, its fields from the reports that tell them best."""
    fullest = max(ordered, key=_fullness)
    sides = {name: _closest(ordered, fullest, name) for name in ("sources", "targets")}
    actors = [a.id or actor_iri(a.name, a.country) for side in sides.values() for a in side]
    when = time.time if time else None
    month = when.earliest.isoformat()[:7] if when and when.earliest else None
    fields: dict[str, object] = {
        "id": merged_iri(decisive.type, actors, month, min(record.id for record in ordered), base),
        "status": decisive.status,
        "cameo": decisive.cameo,
        "cameo_if_realised": decisive.cameo_if_realised,
        "plover": decisive.plover,
        "time": when,
        "place": place.place if place else None,
        "attribution": next((record.attribution for record in ordered if record.attribution), None),
        "mentions": tuple(mention for record in ordered for mention in record.mentions),
        "reasons": _reasons(ordered, fullest, {"status": decisive, "time": time, "place": place}),
        "confidence": max((r.confidence for r in ordered if r.confidence is not None), default=None),
        "articles": tuple({a.id: a for record in ordered for a in record.articles}.values()),
        "origin": ordered[0].origin if len(ordered) == 1 else None,
    }
    if len(ordered) == 1:
        return fullest.model_copy(update={"id": fields["id"], "reasons": fields["reasons"]})
    if claims := [claim for record in ordered if (claim := getattr(record, "claim", None))]:
        best = max(claims, key=lambda claim: len(claim.text))
        coded = next((claim.event for claim in claims if claim.event), None)
        fields["claim"] = best.model_copy(update={"event": best.event or coded})
    if denied := [name for record in ordered if (name := getattr(record, "denies", None))]:
        fields["denies"] = denied[0]
    return fullest.model_copy(update=fields | _roles(fullest, sides))


def _fullness(record: AnyEvent) -> tuple[object, ...]:
    persons = sum(actor.kind == "person" for actor in (*record.sources, *record.targets))
    return persons, len(record.sources) + len(record.targets), record.confidence or 0, record.id


def _closest(ordered: Sequence[AnyEvent], fullest: AnyEvent, side: str) -> tuple[Actor, ...]:
    """The side as the report tells it that names most persons, most actors; meetings keep those of one report."""
    if fullest.type == "Meeting":
        return tuple(getattr(fullest, side))

    def closeness(actors: tuple[Actor, ...]) -> tuple[int, int]:
        return sum(actor.kind == "person" for actor in actors), len(actors)

    return max((tuple(getattr(record, side)) for record in (fullest, *ordered)), key=closeness)


def _roles(record: AnyEvent, sides: Mapping[str, tuple[Actor, ...]]) -> dict[str, object]:
    """The fields that hold the two sides of a record of that type."""
    if record.type == "Meeting":
        return {}
    names = getattr(record, "source_role", "sources"), getattr(record, "target_role", "targets")
    return dict(zip(names, sides.values(), strict=True))


def _history(ordered: Sequence[AnyEvent]) -> tuple[Stage, ...]:
    """The statuses in the order of the reports, each where it changes."""
    stages: list[Stage] = []
    for record in ordered:
        if not stages or stages[-1].status is not record.status:
            stages.append(Stage(status=record.status, published=published(record), record=record.id))
    return tuple(stages)


_WEIGHT = {Status.OCCURRED: 5, Status.ONGOING: 4, Status.CANCELLED: 3, Status.NEGATED: 3, Status.SCHEDULED: 2}
"""Which of two statuses reported on one day decides."""


def _decisive(ordered: Sequence[AnyEvent]) -> AnyEvent:
    """The report that decides the status."""

    def rank(record: AnyEvent) -> tuple[date, int, str]:
        return published(record) or date.min, _WEIGHT.get(record.status, 1), record.id

    latest = max(ordered, key=rank)
    facts = [record for record in ordered if record.status.is_fact]
    return max(facts, key=rank) if latest.status.is_prospective and facts else latest


def _span(time: Time) -> int:
    return (time.latest - time.earliest).days if time.earliest and time.latest else 10**6


def _time(ordered: Sequence[AnyEvent]) -> AnyEvent | None:
    """The report with the most precise time; of those, the time most reports tell, then the latest report's."""
    told = [(record.time, record) for record in ordered if record.time is not None]
    counts = Counter(time.edtf for time, _ in told)
    ranked = [
        (time.basis != "publication", -_span(time), counts[time.edtf], number) for number, (time, _) in enumerate(told)
    ]
    return told[ranked.index(max(ranked))][1] if told else None


def _place(ordered: Sequence[AnyEvent]) -> AnyEvent | None:
    """The report with the most precise place: of the event, with coordinates, of which most reports tell."""
    told = [(record.place, record) for record in ordered if record.place is not None]
    counts = Counter(place.name for place, _ in told)
    ranked = [
        (place.role == "event", place.latitude is not None, counts[place.name], number)
        for number, (place, _) in enumerate(told)
    ]
    return told[ranked.index(max(ranked))][1] if told else None


def _reasons(
    ordered: Sequence[AnyEvent], fullest: AnyEvent, deciding: Mapping[str, AnyEvent | None]
) -> tuple[Reason, ...]:
    """The report that gave each field; those of a single report are its own."""
    if len(ordered) == 1:
        return ordered[0].reasons
    rules = {"status": "report that decides", "time": "most precise", "place": "most precise"}
    told = [("participants", "named most closely", fullest)]
    told += [(field, rules[field], record) for field, record in deciding.items() if record is not None]
    return tuple(
        Reason(field=field, rule=f"{rule} of {len(ordered)} reports", article=_article(record))
        for field, rule, record in told
    )


def _article(record: AnyEvent) -> str | None:
    return record.mentions[0].article if record.mentions else None


def _corroboration(articles: Sequence[ArticleRef], copies: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], int]:
    """The publishers, and how many independent sources they make.

    Copies count once, as do all articles of one publisher, and all that name none.
    """
    group = {article.id: {_publisher(article)} for article in articles}
    for names in copies:
        joined = set().union(*(group[name] for name in names))
        for name in names:
            group[name] = joined
    publishers: list[set[str]] = []
    for found in group.values():
        near = [other for other in publishers if other & found]
        publishers = [other for other in publishers if not other & found] + [found.union(*near)]
    return tuple(sorted({name for names in publishers for name in names if name})), len(publishers)


def _publisher(article: ArticleRef) -> str:
    """The publisher, else the site; empty where neither is known."""
    host = (urlsplit(article.url).hostname or "") if article.url else ""
    return article.publisher or host.removeprefix("www.")


def _alternatives(ordered: Sequence[AnyEvent], event: AnyEvent) -> tuple[Alternative, ...]:
    """The fields in which reports contradict each other, each value with the reports that tell it."""
    told: dict[str, dict[str, list[AnyEvent]]] = defaultdict(lambda: defaultdict(list))
    for record in ordered:
        if record.time is not None and record.time.basis != "publication":
            told["time"][record.time.edtf].append(record)
        if record.place is not None and record.place.country and record.place.role == "event":
            told["place"][f"{record.place.name}, {record.place.country}"].append(record)
        for side in ("sources", "targets") if record.type != "Meeting" else ():
            if names := "; ".join(sorted(a.name for a in getattr(record, side) if a.kind != "state")):
                told[side][names].append(record)
        for counted, number in quantities(m.text or "" for m in record.mentions):
            told[f"number of {counted}"][number].append(record)
    chosen = {
        "time": event.time.edtf if event.time else None,
        "place": f"{event.place.name}, {event.place.country}" if event.place else None,
        **{side: "; ".join(sorted(a.name for a in getattr(event, side))) for side in ("sources", "targets")},
    }
    return tuple(
        Alternative(
            field=field,
            value=value,
            records=tuple(sorted({record.id for record in tellers})),
            chosen=value == chosen.get(field),
        )
        for field, values in sorted(told.items())
        if _disagree(field, values)
        for value, tellers in sorted(values.items())
    )


def _disagree(field: str, values: Mapping[str, list[AnyEvent]]) -> bool:
    """True where two values cannot both be right: disjoint times, other countries, names or numbers."""
    if len(values) < 2:
        return False
    if field == "time":
        times = [records[0].time for records in values.values()]
        firsts = [time.earliest or date.min for time in times if time]
        lasts = [time.latest or date.max for time in times if time]
        return max(firsts) > min(lasts)
    if field == "place":
        return len({value.rpartition(", ")[2] for value in values}) > 1
    if field in ("sources", "targets"):
        words = [set(re.findall(r"\w+", value.lower())) for value in values]
        return not all(one & two for one in words for two in words)
    tellers = [{record.id for record in records} for records in values.values()]
    return not any(one & two for one in tellers for two in tellers if one is not two)
