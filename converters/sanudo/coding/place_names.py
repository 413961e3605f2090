"""Which words of a text are written as place names, and which only look like one: parts of other names, surnames."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sanudo_schema.countries import country

from ..articles.datelines import MONTHS, WEEKDAYS
from .gazetteer import Entry, Gazetteer, fold
from .tokens import Doc, Token

__all__ = ["Names", "PlaceName", "read_names", "word_lists"]

LONGEST = 7  # tokens that a name can span


@dataclass(frozen=True)
class PlaceName:
    """A possible place name: its first and last token, the name folded, and the places of that name."""

    first: Token
    last: Token
    key: str
    entries: tuple[Entry, ...]

    @property
    def states(self) -> set[str]:
        """The states its places lie in."""
        return {entry.country for entry in self.entries if entry.country}


class Names(NamedTuple):
    """What a text names: possible places, surnames (folded), and states by their adjective (token number -> state)."""

    places: list[PlaceName]
    people: frozenset[str]
    demonyms: dict[int, str]


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The word lists of places.toml."""
    data = tomllib.loads((files(__package__) / "places.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def read_names(doc: Doc, gazetteer: Gazetteer) -> Names:
    """The names of a text; where names overlap, the longest."""
    texts = [token.text for token in doc]
    capitals = [at for at, text in enumerate(texts) if text[0].isupper()]
    places, people, demonyms = [], set(), {}
    titles = word_lists()["titles"]
    for name in _places(doc, texts, gazetteer):
        if _begins_a_name(name):
            continue
        if _ends_a_name(name):
            people.add(name.key)
        else:
            places.append(name)
    for at in capitals:
        word, before = fold(texts[at]), fold(texts[at - 1]) if at else ""
        if state := gazetteer.demonyms.get(f"{before} {word}") or gazetteer.demonyms.get(word):
            demonyms[at] = state
        if before and texts[at - 1][0].isupper() and (before in gazetteer.given_names or before in titles):
            people.add(word)
    return Names(places, frozenset(people), demonyms)


def _places(doc: Doc, texts: list[str], gazetteer: Gazetteer) -> Iterator[PlaceName]:
    """The longest names of the gazetteer that are written as names."""
    done = 0
    for at, text in enumerate(texts):
        upper = text[0].isupper()
        if at < done or not (upper or (text in gazetteer.lengths and texts[at + 1 : at + 2] > ["A"])):
            continue
        if not gazetteer.begins(fold(text).partition(" ")[0]):
            continue
        words, ends = _words_from(texts, at)
        size = gazetteer.longest(words)
        if not size:
            continue
        last, key = ends[size - 1], " ".join(words[:size])
        longer = [end for end in range(size + 1, len(words) + 1) if " ".join(words[:end]) in gazetteer.organisations]
        if longer:  # "Asia-Pacific Economic Cooperation"
            done = ends[longer[-1] - 1] + 1
            continue
        if _is_adjective(gazetteer, key, doc[last]):
            continue
        if entries := _written(gazetteer, key, texts[at : last + 1]):
            yield PlaceName(doc[at], doc[last], key, entries)
            done = last + 1


def _words_from(texts: list[str], at: int) -> tuple[list[str], list[int]]:
    """The words that a name beginning at a token can have, folded, and the number of the token each ends in."""
    words: list[str] = []
    ends: list[int] = []
    for number in range(at, min(at + LONGEST, len(texts))):
        if texts[number] == "-" and words:
            continue
        folded = fold(texts[number])
        if not folded:
            break
        for word in folded.split():
            words.append(word)
            ends.append(number)
    return words, ends


def _is_adjective(gazetteer: Gazetteer, key: str, last: Token) -> bool:
    """Whether words that are a state's adjective are one here: "Hong Kong police", and "Saudi" everywhere."""
    if key not in gazetteer.demonyms:
        return False
    states = (e for e in gazetteer.look_up(key) if e.sure and e.country)
    named = any(e.exact or e.kind != "country" or fold(country(e.country or "").name) == key for e in states)
    return not named or last.dep_ in ("amod", "compound", "nmod")


def _written(gazetteer: Gazetteer, key: str, texts: list[str]) -> tuple[Entry, ...]:
    """The places of a name that its letters allow: abbreviations in capitals, towns capitalised, no adjectives."""
    capitals = texts[0].replace(".", "").isupper()
    entries = tuple(e for e in gazetteer.look_up(key) if capitals or not e.exact)
    if not entries or not any(text[0].isupper() for text in texts):
        return ()
    if not texts[-1][0].isupper() and entries[0].kind == "town":
        return ()
    if any(e.usual and e.kind != "region" for e in entries):
        return tuple(e for e in entries if e.usual or e.kind != "town")
    return entries


def _begins_a_name(name: PlaceName) -> bool:
    """Whether a longer name begins with the words: "Washington Post", "Paris Hilton", "Manchester City"."""
    lists, last = word_lists(), name.last
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if after is None or not last.whitespace_ or not after.tag_.startswith("NNP") or not after.text[0].isupper():
        return False
    word = after.lower_.rstrip(".")
    if word in MONTHS or word in WEEKDAYS or (word in lists["geographic"] and word not in lists["in_names"]):
        return False
    return last.dep_ in ("compound", "nmod") and last.head.i >= after.i and last.head.tag_.startswith("NNP")


def _ends_a_name(name: PlaceName) -> bool:
    """Whether a longer name ends with the words: "Jack London", "President Jordan", "Bank of England"."""
    lists, first, last = word_lists(), name.first, name.last
    before = first.nbor(-1) if first.i and not first.is_sent_start else None
    if before is None or not before.whitespace_:
        return False
    word = before.lower_.rstrip(".")
    if word in lists["titles"] and before.text[0].isupper():
        return True
    if before.tag_.startswith("NNP") and before.text[0].isupper() and before.text.isalpha():
        joined = before.dep_ in ("compound", "nmod") and first.i <= before.head.i <= last.i
        return joined and word not in lists["directional"] and word not in lists["geographic"]
    head = before.nbor(-1) if before.lower_ == "of" and before.i else None
    return head is not None and head.text[0].isupper() and head.lower_ in lists["organisations"]
