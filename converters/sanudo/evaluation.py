"""Coded events measured against hand-coded ones: what was found, what was missed, which fields are right."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from sanudo.errors import FormatError, ReadError
from sanudo_schema import RECORD_TYPES, Actor, AnyEvent, Status, edtf_bounds
from sanudo_schema.base import NonEmpty, When

__all__ = ["FIELDS", "Evaluation", "Found", "GoldActor", "GoldArticle", "GoldEvent", "evaluate", "read_gold"]

STATELESS = frozenset({"", "none", "IGO", "NGO", "IMG", "MNC", "INT"})
"""What a hand-coded file may write for the country of an actor that belongs to no state."""
FIELDS = ("status", "time", "place country", "cameo", "sources", "targets", "denies")
"""The fields that are compared, as the report names them."""


def _type(text: str) -> str:
    if text not in RECORD_TYPES:
        raise ValueError(f"{text!r} is no type of event; the types are {', '.join(RECORD_TYPES)}")
    return text


def _edtf(text: str) -> str:
    edtf_bounds(text)
    return text


class Gold(BaseModel):
    """What is read from a hand-coded file: immutable; keys that it does not know are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldActor(Gold):
    """An actor as a person coded it; country: ISO 3166 alpha-3, or IGO, NGO, none."""

    name: str
    country: Annotated[str | None, BeforeValidator(lambda value: None if value in STATELESS else value)] = None


class GoldEvent(Gold):
    """An event as a person coded it; `cameo` holds each code that would be right, an optional event may be left out."""

    id: NonEmpty
    type: Annotated[str, AfterValidator(_type)]
    status: Status
    sources: tuple[GoldActor, ...] = ()
    targets: tuple[GoldActor, ...] = ()
    time: Annotated[str, BeforeValidator(_edtf)] | None = None
    place_country: str | None = None
    cameo: tuple[str, ...] = ()
    claim: str | None = None
    denies: str | None = None
    optional: bool = False
    quote: str = ""


class GoldArticle(Gold):
    """All events of one article, which is named by its id or its file's name."""

    article: NonEmpty
    date: When | None = None
    events: tuple[GoldEvent, ...] = ()


@dataclass
class Found:
    """Of one type: events that had to be found, those of them that were, events coded, those of them that are right."""

    gold: int = 0
    hit: int = 0
    coded: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """The share of the hand-coded events that was found; 0 where there were none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The share of the coded events that the gold has too; 0 where nothing was coded."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Found(gold=4, hit=2, coded=2, right=2).f1
        0.6666666666666666
        """
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0

    def figures(self) -> dict[str, float]:
        """The counts, and the three ratios to three places."""
        ratios = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**vars(self), **{name: round(value, 3) for name, value in ratios.items()}}

    def __add__(self, other: "Found") -> "Found":
        return Found(self.gold + other.gold, self.hit + other.hit, self.coded + other.coded, self.right + other.right)


@dataclass
class Evaluation:
    """The figures: by type, by field of the matched events (right, compared), and each error with its article."""

    articles: int = 0
    types: dict[str, Found] = field(default_factory=dict)
    compared: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, GoldEvent]] = field(default_factory=list)
    beyond: list[tuple[str, AnyEvent]] = field(default_factory=list)
    wrong: list[tuple[str, str, GoldEvent, AnyEvent]] = field(default_factory=list)

    @property
    def total(self) -> Found:
        """All types together."""
        return sum(self.types.values(), Found())

    def share(self, name: str) -> float | None:
        """How often the field is right in the matched events whose gold has it; None where none has."""
        return self.right[name] / self.compared[name] if self.compared[name] else None

    def figures(self) -> dict[str, object]:
        """All figures as plain values: articles, types, all (types together), fields."""
        return {
            "articles": self.articles,
            "types": {name: found.figures() for name, found in self.types.items()},
            "all": self.total.figures(),
            "fields": {name: {"of": self.compared[name], "right": self.right[name]} for name in FIELDS},
        }


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a hand-coded file: JSON Lines, one article a line; blank lines are left out.

    ReadError where the file cannot be read; FormatError names the line and the field that is not as it should be.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read: {error}", where=path, advice="Give a file of JSON Lines in UTF-8.") from error
    gold = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            gold.append(GoldArticle.model_validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise FormatError(
                f"no hand-coded article: {place + ': ' if place else ''}{first['msg']}",
                where=f"{path}:{number}",
                advice="docs/accuracy.md shows a line as it should be.",
            ) from error
    if not gold:
        raise FormatError("holds no hand-coded article", where=path, advice="Give one JSON object a line.")
    return gold


def evaluate(gold: Iterable[GoldArticle], records: Iterable[AnyEvent]) -> Evaluation:
    """Measure the records against the hand-coded events of the same articles; other articles' records are left alone.

    A record is matched with at most one event of an article that mentions it, and the closest pairs go first. Optional
    events need not be found. What is only alleged inside a claim counts against precision only where the gold codes
    such events itself.
    """
    result = Evaluation()
    by_article: dict[str, list[AnyEvent]] = {}
    for record in records:
        for name in dict.fromkeys(mention.article for mention in record.mentions):
            by_article.setdefault(name, []).append(record)
    by_name = {PurePath(name).name: found for name, found in by_article.items()}
    for article in gold:
        coded = by_article.get(article.article, by_name.get(PurePath(article.article).name, []))
        _count(result, article, coded)
    result.types = {name: result.types[name] for name in RECORD_TYPES if name in result.types}
    return result


def _count(result: Evaluation, article: GoldArticle, coded: Sequence[AnyEvent]) -> None:
    """Add one article to the figures."""
    result.articles += 1
    pairs = dict(_matches(article.events, coded))
    for at, event in enumerate(article.events):
        if event.optional:
            continue
        of_type = result.types.setdefault(event.type, Found())
        of_type.gold += 1
        of_type.hit += at in pairs
        if at not in pairs:
            result.missed.append((article.article, event))
    matched = set(pairs.values())
    codes_claims = any(event.status == "alleged" for event in article.events)
    for at, record in enumerate(coded):
        if at not in matched and record.status == "alleged" and not codes_claims:
            continue
        of_type = result.types.setdefault(record.type, Found())
        of_type.coded += 1
        of_type.right += at in matched
        if at not in matched:
            result.beyond.append((article.article, record))
    ids = {event.id: coded[pairs[at]].id for at, event in enumerate(article.events) if at in pairs}
    for at, match in pairs.items():
        for name, right in _fields(article.events[at], coded[match], ids):
            result.compared[name] += 1
            result.right[name] += right
            if not right:
                result.wrong.append((article.article, name, article.events[at], coded[match]))


def _matches(events: Sequence[GoldEvent], coded: Sequence[AnyEvent]) -> Iterator[tuple[int, int]]:
    """Which event is which record, one to one, the closest first, then in the order of the text."""
    scored = ((_closeness(event, record), i, j) for i, event in enumerate(events) for j, record in enumerate(coded))
    taken: set[int] = set()
    given: set[int] = set()
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score > 0 and i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            yield i, j


def _closeness(event: GoldEvent, record: AnyEvent) -> float:
    """How surely the record tells of the event; 0 where type, actors or time speak against it.

    On each side where both name actors one must be the same; of a meeting, two where the gold names two. A denial
    needs no accuser. Beyond that a shared actor adds 1, the same days 0.5, the status 0.3, the quoted words up to 0.5.
    """
    if event.type != record.type or not _times_agree(event, record):
        return 0.0
    if event.type == "Meeting":
        wanted = _named(event.sources + event.targets)
        shared = _shared(wanted, (*record.sources, *record.targets))
        if shared < min(2, len(wanted)):
            return 0.0
    else:
        wanted = _named(event.sources)
        sources = _shared(wanted, record.sources)
        targets = _shared(_named(event.targets), record.targets)
        if (wanted and not sources) or (_named(event.targets) and event.type != "Denial" and not targets):
            return 0.0
        shared = sources + targets
    said = _words(" ".join(mention.text or "" for mention in record.mentions))
    quoted = _words(event.quote)
    overlap = len(quoted & said) / len(quoted) if quoted else 0.0
    same_day = event.time is not None and record.time is not None and edtf_bounds(event.time) == _bounds(record)
    return 0.1 + shared + 0.5 * same_day + 0.3 * (event.status == record.status) + 0.5 * overlap


def _fields(event: GoldEvent, record: AnyEvent, ids: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Each field that the gold has, and whether the record says the same."""
    yield "status", event.status == record.status
    if event.time is not None:
        yield "time", edtf_bounds(event.time) == _bounds(record)
    if event.place_country is not None:
        yield "place country", record.place is not None and record.place.country == event.place_country
    if event.cameo:
        yield "cameo", (record.cameo or "-")[:3] in {code[:3] for code in event.cameo}
    if event.type == "Meeting":
        everyone = _named(event.sources + event.targets)
        yield "sources", _all_same(everyone, (*record.sources, *record.targets))
    else:
        for name, wanted, coded in (
            ("sources", _named(event.sources), record.sources),
            ("targets", _named(event.targets), record.targets),
        ):
            if wanted:
                yield name, _all_same(wanted, coded)
    if event.denies is not None:
        yield "denies", event.denies in ids and getattr(record, "denies", None) == ids[event.denies]


def _bounds(record: AnyEvent) -> tuple[date | None, date | None]:
    return (record.time.earliest, record.time.latest) if record.time else (None, None)


def _times_agree(event: GoldEvent, record: AnyEvent) -> bool:
    """False where the two times have no day in common; an unknown time contradicts nothing."""
    if event.time is None or record.time is None:
        return True
    (first, last), (earliest, latest) = edtf_bounds(event.time), _bounds(record)
    return not ((last and earliest and last < earliest) or (first and latest and latest < first))


def _named(actors: Iterable[GoldActor]) -> list[GoldActor]:
    return [actor for actor in actors if actor.name.lower() not in _vocabulary()["nobody"]]


def _shared(wanted: Iterable[GoldActor], coded: Iterable[Actor]) -> int:
    """How many of the actors are among the coded ones, each of those taken once, namesakes before countrymen."""
    left, count = list(coded), 0
    for actor in wanted:
        same = max(left, key=lambda other: _likeness(actor, other), default=None)
        if same is not None and _likeness(actor, same):
            left.remove(same)
            count += 1
    return count


def _all_same(wanted: Sequence[GoldActor], coded: Sequence[Actor]) -> bool:
    return len(wanted) == len(coded) == _shared(wanted, coded)


def _likeness(actor: GoldActor, other: Actor) -> int:
    """2 where the names share a word that tells who, 1 where only the country is the same, else 0."""
    if (_words(actor.name) - _vocabulary()["generic"]) & _words(f"{other.name} {other.text or ''}"):
        return 2
    return int(actor.country is not None and actor.country == other.country)


def _words(text: str) -> frozenset[str]:
    """The words of a text, without case and accents, single letters left out.

    >>> sorted(_words("Tomás Vellis's, Vellis"))
    ['tomas', 'vellis']
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return frozenset(word for word in words if len(word) > 1)


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("sanudo").joinpath("evaluation.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}
