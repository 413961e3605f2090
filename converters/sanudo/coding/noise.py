"""What is discarded: records of articles that are not about politics, and records that are too unsure."""

import logging
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from sanudo_schema import Actor, AnyEvent

from ..articles.article import Article
from .actor_tables import ActorTables, pieces
from .mending import inflections
from .parsing import Parsed

__all__ = ["Discarded", "Section", "Sifted", "section_before", "section_of", "sift"]

LOGGER = logging.getLogger("sanudo.coding")
TELLING = 4
"""So many different words of a section an article must have to belong to it; the publisher's own word is as good."""
OUTWEIGHS = 1.5
"""So many times the words of politics a section's words must come to."""
LONG = 40
"""An article of so many words that has not one word of politics is about something else."""
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "OPP", "REB", "INS", "SEP", "SPY", "UAF", "COP"})
"""CAMEO roles of those who act in politics."""


@dataclass(frozen=True)
class Section:
    """The section of a newspaper that an article belongs to, and the words that tell."""

    name: str
    words: tuple[str, ...] = ()

    def reason(self) -> str:
        """Why a record of such an article was discarded."""
        return f"the article is {self.name}" + (f" ({', '.join(self.words[:5])})" if self.words else "")

    def admits(self, record: AnyEvent) -> bool:
        """Whether the record is political all the same: officials of one country act on those of another."""
        sides = (record.sources, record.targets) if record.targets else (record.sources[:1], record.sources[1:])
        countries = [{actor.country for actor in side if _official(actor)} for side in sides]
        return all(countries) and countries[0].isdisjoint(countries[1])


class Discarded(NamedTuple):
    """A record that was not kept, and why."""

    record: AnyEvent
    reason: str


class Sifted(NamedTuple):
    """The records of an article that are kept, those discarded, and the section it belongs to if it is not political.

    An article of which it is known before it is parsed that no record could be kept has none discarded either.
    """

    kept: list[AnyEvent]
    discarded: list[Discarded]
    section: Section | None = None


def sift(parsed: Parsed, records: Sequence[AnyEvent], min_confidence: float) -> Sifted:
    """The records kept, without links to what is gone, and those discarded; the reason of each is logged."""
    section = section_of(parsed)
    kept, discarded = [], []
    for record in records:
        if section is not None and not section.admits(record):
            discarded.append(Discarded(record, section.reason()))
        elif (record.confidence or 0) < min_confidence:
            discarded.append(Discarded(record, f"confidence {record.confidence} is below {min_confidence}"))
        else:
            kept.append(record)
    for record, reason in discarded:
        LOGGER.info("%s: discarded %s, “%s”: %s", parsed.article.id, record.type, record.mentions[0].trigger, reason)
    gone = {record.id for record, _ in discarded}
    return Sifted([_unlinked(record, gone) for record in kept], discarded, section)


def _unlinked(record: AnyEvent, gone: set[str]) -> AnyEvent:
    """The record without links to records that were discarded."""
    changed: dict[str, object] = {}
    if getattr(record, "denies", None) in gone:
        changed["denies"] = None
    claim = getattr(record, "claim", None)
    if claim is not None and claim.event in gone:
        changed["claim"] = claim.model_copy(update={"event": None})
    return record.model_copy(update=changed) if changed else record


def section_of(parsed: Parsed) -> Section | None:
    """The section of an article that is not about politics; None of one that may be, and of one too short to tell."""
    return _section(parsed.article, [token.lemma_ for token in parsed.doc if token.text.isalpha()])


def section_before(article: Article, words: Sequence[str], tables: ActorTables) -> Section | None:
    """The same by the words of an article not parsed yet, where no record of it could be kept; else None.

    Such an article keeps what officials of two countries do to each other, and else nothing.
    """
    forms = _vocabulary().forms
    section = _section(article, (forms.get(word.lower(), word) for word in words if word.isalpha()))
    if section is None or _may_name_officials(words, tables):
        return None
    LOGGER.info("%s: not searched for events: %s", article.id, section.reason())
    return section


def _section(article: Article, words: Iterable[str]) -> Section | None:
    lemmas = Counter(word.lower() for word in words)
    vocabulary = _vocabulary()
    political = sum(lemmas[word] for word in vocabulary.politics & lemmas.keys())
    best = max(vocabulary.sections, key=lambda name: (len(vocabulary.sections[name] & lemmas.keys()), name))
    telling = [word for word in lemmas if word in vocabulary.sections[best]]
    told = next((name for name, names in vocabulary.names.items() if names & _section_words(article)), None)
    if told is not None and not political:
        return Section(told)
    if len(telling) >= TELLING and sum(lemmas[word] for word in telling) >= OUTWEIGHS * political:
        return Section(best, tuple(telling))
    if lemmas.total() >= LONG and not political:
        return Section("without a word of politics")
    return None


def _may_name_officials(words: Sequence[str], tables: ActorTables) -> bool:
    """Whether the article can turn out to name officials of two countries: two of them, and a country, by the tables.

    A plural counts as two. What the tables know is looked for wherever it could stand, so that no actor escapes.
    """
    found: list[str] = []
    capital: list[bool] = []
    for word in words:
        for piece in pieces(word):
            found.append(piece)
            capital.append(word[0].isupper())
    officials, country = 0, False
    for at, high in enumerate(capital):
        entries, roles = tables.names.longest(found, at)[1], tables.roles.longest(found, at)[1]
        if not high:  # "is" is no Islamic State
            entries = tuple(e for e in entries if e.kind == "demonym" or e.written[0].islower())
        if at and tables.roles.longest(found, at - 1)[1]:  # "President Macron"
            entries = (*entries, *tables.surnames.get(found[at], ()))
        ranks = [2 if role.plural or role.kind == "group" else 1 for role in roles if OFFICIAL & set(role.roles)]
        named = any(OFFICIAL & set(entry.roles) or (entry.code or "").startswith("IGO") for entry in entries)
        coloured = OFFICIAL & set(tables.modifiers.get(found[at], ()))
        officials += max(ranks, default=int(named or bool(coloured)))
        country = country or any(entry.country for entry in entries if high or entry.kind == "demonym")
    return officials > 1 and country


def _section_words(article: Article) -> frozenset[str]:
    return frozenset((article.section or "").lower().replace("/", " ").split())


def _official(actor: Actor) -> bool:
    return bool(OFFICIAL & set(actor.roles)) or (actor.code or "").startswith("IGO")


@dataclass(frozen=True)
class _Vocabulary:
    names: dict[str, frozenset[str]]
    sections: dict[str, frozenset[str]]
    politics: frozenset[str]

    @cached_property
    def forms(self) -> dict[str, str]:
        """The words by each of their forms; what may be a word of politics is taken for one."""
        found: dict[str, str] = {}
        for words in (*self.sections.values(), self.politics):
            for word in sorted(words):
                found.update(dict.fromkeys((*inflections(word), ActorTables.plural(word)), word))
            found.update((word, word) for word in words)
        return found


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(files("sanudo.coding").joinpath("noise.toml").read_text(encoding="utf-8"))

    def words(table: dict[str, str]) -> dict[str, frozenset[str]]:
        return {name: frozenset(text.split()) for name, text in table.items()}

    return _Vocabulary(words(data["names"]), words(data["words"]), words(data["politics"])["words"])
