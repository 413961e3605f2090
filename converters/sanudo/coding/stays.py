"""How long a visit lasts: the day it begins or ends, the days it takes, and what falls within it."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from sanudo_schema import Place, Time
from sanudo_schema.countries import country

from .drafts import PROSPECTIVE, Draft
from .time_patterns import load_grammar
from .tokens import Token

LONGEST = 31
"""Days from an arrival within which an end that is told is the visit's."""

ACCOMPANYING = "accompany-on-visit"
"""The frame of those who travel with a visitor; where to, the visitor's own visit says."""

NEAR = 7
"""Days between two tellings of one visitor in one country within which they may be of one visit."""


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("sanudo.coding") / "stays.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in data.items()}


# One telling


def note_stay(draft: Draft, published: date | None) -> None:
    """Notes what one telling of a visit or meeting says of its length: first or last day, or how many days it takes."""
    words = {token.lemma_.lower() for token in _verbs(draft)}
    draft.days = next((days for token in _phrases(draft) if (days := _days(token))), None)
    day = draft.time.earliest if draft.time is not None and draft.time.earliest == draft.time.latest else None
    nth = nth_day(draft.reading.clause.head)
    if nth is not None and draft.status == "occurred":
        day = day or published
        draft.begins = None if day is None or nth < 1 else day - timedelta(nth - 1)
        draft.ends = day if nth < 1 or draft.days is None else None
        draft.ongoing = day is not None and day == published and nth > 0
    elif words & _words()["beginning"]:
        draft.begins = day
    elif words & _words()["ending"]:
        draft.ends = day
    elif draft.time is not None and draft.time.earliest is None:
        draft.ends = draft.time.latest
    elif draft.time is not None and draft.time.latest is None and draft.days:
        draft.begins = draft.time.earliest
    if day is not None and draft.place is not None and draft.place.geonames is not None:
        draft.stops.append((draft.place.name, day))
    if (
        draft.type == "Visit"
        and draft.status == "occurred"
        and not draft.headline
        and draft.reading.clause.tense == "present"
    ):
        draft.ongoing = bool(words & {"be"}) and not draft.reading.clause.perfect


def _verbs(draft: Draft) -> Iterator[Token]:
    clause = draft.reading.clause
    yield clause.head
    yield clause.carrier
    yield from (child for child in clause.head.children if child.dep_ == "relcl")  # "that began on Thursday"
    above = clause.carrier
    for _ in range(3):  # "is due to arrive", "began a tour"
        above = above.head
        if above.pos_ in ("VERB", "AUX"):
            yield above
            return


def _phrases(draft: Draft) -> Iterator[Token]:
    """The visit's noun and the phrases "for three days", "on a three-day trip" of its verb."""
    clause = draft.reading.clause
    for head in dict.fromkeys((clause.head, clause.carrier)):
        yield head
        if head.dep_ == "pobj" and head.head.lower_ == "of":  # "two days of talks"
            yield head.head.head
        for preposition in head.children:
            if preposition.dep_ == "prep" and preposition.lower_ in ("for", "on", "during"):
                yield from (c for c in preposition.children if c.dep_ == "pobj")


def _days(head: Token) -> int | None:
    """How many days the words before a noun give it: "a two-day visit", "for two days of talks"."""
    numbers, units = load_grammar().tables["number"], {"day": 1, "week": 7}
    before = [t for t in head.doc[max(head.left_edge.i, head.i - 8) : head.i + 1] if t.text != "-"]
    for token in before:
        if token.lower_ in ("weeklong", "week-long"):
            return 7
        if token.lemma_.lower() in units and token.i > before[0].i:
            number = next((t.lower_ for t in reversed(before) if t.i < token.i), "")
            count = int(number) if number.isdigit() else numbers.get(number)
            return count * units[token.lemma_.lower()] if count and number not in ("a", "an") else None
    return None


def nth_day(visit: Token) -> int | None:
    """Which day of a visit or of talks is told of: 2 for "on the second day of a visit", 0 for the last."""
    if visit.dep_ != "pobj" or visit.head.lower_ != "of" or visit.head.head.lemma_ != "day":
        return None
    ordinals = load_grammar().tables["ordinal"]
    return next((max(ordinals[t.lower_], 0) for t in visit.head.head.children if t.lower_ in ordinals), None)


# Several tellings


def one_stay(first: Draft, second: Draft) -> bool:
    """True where the days of two tellings leave room for one visit of which one tells the beginning or the end."""
    early, late = sorted((first, second), key=lambda draft: _span(draft) or (date.max, date.max))
    before, after = _span(early), _span(late)
    if before is None or after is None:
        return False
    if late.ends and late.ends == after[0] and late.begins is None:  # "is to stay until Wednesday"
        return (after[0] - before[0]).days <= LONGEST and early.status not in PROSPECTIVE - {late.status}
    told = any(draft.begins or draft.ends or draft.days for draft in (first, second))
    return (
        told and (after[0] - before[1]).days <= NEAR and (early.status in PROSPECTIVE) == (late.status in PROSPECTIVE)
    )


def _span(draft: Draft) -> tuple[date, date] | None:
    """The first and the last day that a draft may be of; of "until Wednesday" the last alone."""
    time = draft.time
    if time is None or time.latest is None:
        return None
    return (time.earliest or time.latest, time.latest)


def join_stays(kept: Draft, other: Draft) -> None:
    """Adds what another telling says of a visit's length."""
    kept.begins = min((d for d in (kept.begins, other.begins) if d), default=None)
    kept.ends = max((d for d in (kept.ends, other.ends) if d), default=None)
    kept.days = kept.days or other.days
    kept.stops.extend(other.stops)
    kept.ongoing = kept.ongoing or other.ongoing


def end_visit(visits: Sequence[Draft], home: Draft) -> None:
    """The journey home ends the visits of the same visitors that began within a month before it."""
    back = _span(home)
    names = {actor.name for actor in home.sources}
    for visit in visits:
        span = _span(visit)
        if visit.type != "Visit" or span is None or back is None or visit.ends is not None:
            continue
        if names & {actor.name for actor in visit.sources} and 0 <= (back[1] - span[0]).days <= LONGEST:
            visit.begins = visit.begins or (span[0] if span[0] == span[1] else None)
            visit.ends = back[1]
            visit.steps.extend(step for step in home.steps if step[0] == "time")


def settle_stay(draft: Draft) -> None:
    """Gives a visit the whole interval that its tellings make, and says that it goes on where a telling does."""
    begins, ends, days = draft.begins, draft.ends, draft.days
    if days and begins and not ends:
        ends = begins + timedelta(days - 1)
    elif days and ends and not begins:
        begins = ends - timedelta(days - 1)
    if begins and ends and begins <= ends and (ends - begins).days <= LONGEST:
        basis, text = ("publication", None) if draft.time is None else (draft.time.basis, draft.time.text)
        edtf = f"{begins}/{ends}" if begins < ends else str(begins)
        draft.time = Time(edtf=edtf, basis=basis, text=text)
        draft.steps.append(("time", "the whole of the visit", ()))
    if draft.ongoing and draft.status == "occurred":
        draft.status = "ongoing"
        draft.steps.append(("status", "goes on at publication", ()))


def place_meetings(drafts: Sequence[Draft]) -> None:
    """Meetings of a visitor with those of the country visited took place there, and in the time of the visit."""
    visits = [draft for draft in drafts if draft.type == "Visit"]
    for visit in visits:
        states = {actor.country for actor in visit.targets if actor.country}
        if visit.place is None and len(states) == 1:
            visit.place = _in_state(states.pop())
            visit.steps.append(("place", "the host's country", ()))
    for meeting in (d for d in drafts if d.type == "Meeting" and (d.place is None or d.time is None or d.journey)):
        around = next((v for v in visits if _during(meeting, v)), None)
        for name in ("place", "time") if around is not None else ():
            if getattr(meeting, name) is None and (value := getattr(around, name)) is not None:
                setattr(meeting, name, value)
                meeting.steps.append((name, "met on the visit", (around.head,) if around is not None else ()))
        if around is not None and meeting.journey:
            _widen(meeting, around)
    for visit in (v for v in visits if v.time is None and v.status in (*PROSPECTIVE, "cancelled")):
        held = next((d for d in drafts if d.type == "Meeting" and d.time is not None and _during(d, visit)), None)
        if held is not None:
            visit.time = held.time
            visit.steps.append(("time", "of the meeting on the visit", (held.head,)))


def _widen(meeting: Draft, visit: Draft) -> None:
    """What a visitor sets out for is met on one of the days until the next town, or the visit's end."""
    span, whole = _span(meeting), _span(visit)
    if span is None or whole is None or meeting.time is None or meeting.status not in PROSPECTIVE:
        return
    here = meeting.place.name if meeting.place is not None else None
    leaves = min((day for town, day in visit.stops if day > span[0] and town != here), default=whole[1])
    if span[0] == span[1] < leaves:
        meeting.time = Time(edtf=f"{span[0]}/{leaves}", basis=meeting.time.basis, text=meeting.time.text)
        meeting.steps.append(("time", "until the visit goes on or ends", (visit.head,)))


def travels_along(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Gives those who accompany a visitor the hosts, time and place of the visit; False where none is told."""
    if draft.reading.frame.id != ACCOMPANYING:
        return True
    names = {actor.name for actor in draft.targets}
    visits = (d for d in drafts if d.type == "Visit" and d is not draft and names & {a.name for a in d.sources})
    joined = next(visits, None)
    if joined is None:
        return False
    draft.targets = joined.targets
    draft.time, draft.place = draft.time or joined.time, draft.place or joined.place
    draft.steps.append(("targets", "hosts of the visitor accompanied", (joined.head,)))
    return True


def _in_state(code: str) -> Place:
    state = country(code)
    return Place(name=state.name, country=state.iso3, role="event")


def _during(meeting: Draft, visit: Draft) -> bool:
    """True where a visitor meets somebody of the country visited, at a time and with a status that allow both."""
    everyone = (*meeting.sources, *meeting.targets)
    visitors = {actor.name for actor in visit.sources}
    hosts = {actor.country for actor in visit.targets if actor.country}
    if not visitors & {actor.name for actor in everyone}:
        return False
    there = meeting.place.country if meeting.place is not None else None
    if there not in hosts and not any(a.country in hosts for a in everyone if a.name not in visitors):
        return False
    if (meeting.status in PROSPECTIVE) != (visit.status in PROSPECTIVE) and visit.status != "ongoing":
        return False
    if (meeting.status == "cancelled") != (visit.status == "cancelled"):
        return False
    if there and hosts and there not in hosts:
        return False
    mine, theirs = _span(meeting), _span(visit)
    return not (mine and theirs and (mine[0] > theirs[1] or theirs[0] > mine[1]))


__all__ = [
    "ACCOMPANYING",
    "end_visit",
    "join_stays",
    "note_stay",
    "nth_day",
    "one_stay",
    "place_meetings",
    "settle_stay",
    "travels_along",
]
