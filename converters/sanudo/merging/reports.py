"""What of a record tells which event it reports: who, when, where, in which words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b

from pydantic_core import to_json

from sanudo import __version__
from sanudo_schema import Actor, Allegation, AnyEvent, Denial, Status
from sanudo_schema.identifiers import slug

from .rules import rules

__all__ = ["ENCOUNTERS", "Party", "Report", "published", "reports"]

ENCOUNTERS = frozenset({"Meeting", "Visit"})
"""The types that participants and time identify."""
STEM = 6
"""Letters of a word that are compared, so that its endings do not count."""
_WORD = re.compile(r"[^\W_]{4,}")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as far as it can be told from others: the words of its name as slugs, country, kind, CAMEO code."""

    name: str
    words: tuple[str, ...]
    country: str | None
    kind: str
    code: str | None = None

    @property
    def key(self) -> str:
        """What reports that name it more or less closely have in common: the country, else the name."""
        return self.country or self.name


@dataclass(frozen=True, slots=True)
class Report:
    """A record, reduced to what decides which event it is of.

    window: first and last day (ordinals) the event may lie on; told: whether the text gives them. edtf, place and
    land: as the record has them. words: stems of its content; alleged: what the claim was coded as. day: ordinal of
    the publication. coverage: the articles it rests on.
    """

    id: str
    type: str
    status: Status
    code: str | None
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    window: tuple[int, int] | None
    told: bool
    edtf: str | None
    place: str | None
    land: str | None
    words: frozenset[str]
    alleged: tuple[str, ...]
    day: int | None
    coverage: frozenset[str]
    digest: str = field(default="", compare=False)

    @property
    def encounter(self) -> bool:
        """Whether participants and time identify the event."""
        return self.type in ENCOUNTERS

    @property
    def claiming(self) -> bool:
        """Whether the words are those of a claim."""
        return self.type in ("Allegation", "Denial")


def reports(records: Iterable[AnyEvent]) -> list[Report]:
    """The report of each record; what a claim or a denial points at is looked up among the records."""
    known = {record.id: record for record in records}
    return [_report(known[name], known) for name in sorted(known)]


def published(record: AnyEvent) -> date | None:
    """The day the record was reported: that of the earliest article it rests on."""
    days = [a.published.date() if isinstance(a.published, datetime) else a.published for a in record.articles]
    return min((day for day in days if day is not None), default=None)


def _report(record: AnyEvent, known: Mapping[str, AnyEvent]) -> Report:
    day = published(record)
    told = record.time is not None and record.time.basis != "publication"
    denied = known.get(record.denies or "") if isinstance(record, Denial) else None
    targets = record.targets or (denied.sources if isinstance(denied, Allegation) else ())
    place = record.place if record.place is not None and record.place.role != "dateline" else None
    report = Report(
        id=record.id,
        type=record.type,
        status=record.status,
        code=(record.cameo_if_realised or record.cameo or "")[:3] or None,
        sources=_parties(record.sources),
        targets=_parties(targets),
        window=_window(record, day),
        told=told,
        edtf=record.time.edtf if told and record.time else None,
        place=slug(place.name) if place else None,
        land=place.country if place else None,
        words=_content(record, denied),
        alleged=_alleged(record, denied, known),
        day=day.toordinal() if day else None,
        coverage=frozenset({*(a.id for a in record.articles), *(m.article for m in record.mentions)}),
    )
    object.__setattr__(report, "digest", _digest(record, report))
    return report


def _digest(record: AnyEvent, report: Report) -> str:
    """A digest of all that the record says, and of what the report has from others: where it is as it was, both are."""
    parties = [party.name for party in report.targets]
    said = [__version__, record.__dict__, report.window, sorted(report.words), report.alleged, parties]
    return blake2b(to_json(said, inf_nan_mode="strings"), digest_size=4).hexdigest()


def _parties(actors: Iterable[Actor]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(_party(actor.name, actor.country, actor.kind, actor.code) for actor in actors))


@lru_cache(65536)
def _party(name: str, country: str | None, kind: str, code: str | None) -> Party:
    words = tuple(slug(word).replace("-", "") for word in name.split())
    return Party("".join(words), words, country, kind, code)


def _window(record: AnyEvent, day: date | None) -> tuple[int, int] | None:
    """The days the event may lie on; what is told as done lies no later than the report."""
    limits = rules().limits
    ahead = record.status.is_prospective or record.status in (Status.CANCELLED, Status.NEGATED)
    time = record.time if record.time is not None and record.time.basis != "publication" else None
    if time is None or (time.earliest is None and time.latest is None):
        if day is None:
            return None
        first, last = day.toordinal() - int(limits["told"]), day.toordinal()
        return (first, last + int(limits["ahead"])) if ahead else (first, last)
    first = (time.earliest or time.latest or date.min).toordinal()
    last = (time.latest or time.earliest or date.max).toordinal()
    if not ahead and record.status is not Status.ALLEGED and day is not None and first <= day.toordinal():
        last = min(last, max(day.toordinal(), first))
    return first, last


def _content(record: AnyEvent, denied: AnyEvent | None) -> frozenset[str]:
    """The stems of what is claimed, or of the sentences that tell the event; names of the actors left out."""
    claim = getattr(record, "claim", None)
    if claim is not None or isinstance(record, Allegation | Denial):
        texts = [claim.text if claim else "", getattr(getattr(denied, "claim", None), "text", "")]
    else:
        texts = [mention.text or "" for mention in record.mentions]
    names = {word for a in (*record.sources, *record.targets) for word in _stems(f"{a.name} {a.text or ''}")}
    return frozenset(stem for text in texts for stem in _stems(text) if stem not in names)


@lru_cache(4096)
def _stems(text: str) -> frozenset[str]:
    dull = rules().dull
    return frozenset(word[:STEM] for word in _WORD.findall(text.lower()) if word not in dull)


def _alleged(record: AnyEvent, denied: AnyEvent | None, known: Mapping[str, AnyEvent]) -> tuple[str, ...]:
    """Type and countries of the event that is claimed, where it was coded."""
    claims = (getattr(one, "claim", None) for one in (record, denied))
    found = next((known[c.event] for c in claims if c is not None and c.event in known), None)
    if found is None:
        return ()
    sides = (sorted(party.key for party in _parties(side)) for side in (found.sources, found.targets))
    return (found.type, *("+".join(side) for side in sides))
