"""Place names of an article, each resolved to one place, or left out where that would be a guess.

A name is weighed by how large its places are, by the state named beside it ("Kilis, Turkey", "the Turkish town of
Kilis"), and by the states the article is about. Names of persons and organisations are no places.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sanudo_schema import Place

from ..articles.datelines import dateline
from .gazetteer import Entry, Gazetteer, load_gazetteer
from .parsing import Parsed
from .place_names import Names, PlaceName, read_names, word_lists
from .tokens import Token

__all__ = ["PlaceMention", "find_places"]

Role = Literal["event", "origin", "dateline", "mention"]

# weights in units of a quarter of a decade of inhabitants
_SIZES = {"country": 27.0, "area": 26.0, "water": 26.0, "site": 23.0, "region": 22.5}
UNUSUAL, IN_ARTICLE, SHARE, BESIDE = -2.0, 2.5, 2.0, 8.0
SMALL, SMALL_IN_ARTICLE = 100_000, 1.5
MARGIN, MARGIN_UNSEEN = 0.5, 1.5  # by which a place must outweigh its namesakes, if the article names its state or not
KNOWN_BY_SIZE = 150_000  # inhabitants from which on a town needs no other sign where a preposition says that it is one
KNOWN_BY_NAME = 1_000_000  # and from which on it needs none at all
REACH = 5  # words before a name in which the state it belongs to can stand


@dataclass(frozen=True)
class PlaceMention:
    """A place name: its tokens, the preposition it stands under in lower case, and the place it names.

    kind: country, region, area, water, site or town. place.role: event under a preposition of place, origin after
    "from", dateline in the dateline, else mention. margin: by how much the place outweighs its namesakes in other
    states (0.25 a factor of two in inhabitants); None where it has none. reason: the rule.
    """

    first: Token
    last: Token
    root: Token
    preposition: str | None
    kind: str
    place: Place
    margin: float | None
    reason: str


_Choice = tuple[Entry, float | None, str]  # the place, by how much it outweighs its namesakes, and why


def find_places(parsed: Parsed) -> list[PlaceMention]:
    """The places an article names, in the order of the text.

    >>> from sanudo.articles.article import Article
    >>> from sanudo.coding.parsing import load_pipeline, parse
    >>> article = Article(id="a", text="Shells fell on the Turkish town of Reyhanli, the Washington Post said.")
    >>> [(m.place.name, m.place.country, m.place.role) for m in find_places(parse(article, load_pipeline()))]
    [('Reyhanlı', 'TUR', 'event')]
    """
    gazetteer = load_gazetteer()
    return list(_Finder(parsed, gazetteer, read_names(parsed.doc, gazetteer)).mentions())


class _Finder:
    """Resolves the names of one article."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, named: Names) -> None:
        self.parsed, self.gazetteer = parsed, gazetteer
        self.names, self.people, self.demonyms = named
        self.states = Counter(self.demonyms.values())
        for name in self.names:
            best = name.entries[0]
            if len(name.states) == 1 and (best.sure or (best.usual and best.population >= KNOWN_BY_NAME)):
                self.states.update(name.states)
        line = dateline(parsed.article.text)
        self.dateline = (line.start, line.end) if line else (0, 0)

    def mentions(self) -> Iterator[PlaceMention]:
        """The mentions that can be resolved; a name resolved once stands for the same place in the whole article."""
        found: list[tuple[PlaceName, PlaceName | None, _Choice | None]] = []
        skip = False
        for name, after in zip(self.names, [*self.names[1:], None], strict=False):
            if skip:
                skip = False
                continue
            around = after if after and self._contains(name, after) else None
            chosen = self._choose(name, around)
            skip = around is not None and chosen is not None
            found.append((name, around if chosen else None, chosen))
        known = {name.key: chosen for name, _, chosen in reversed(found) if chosen}
        for name, around, chosen in found:
            if self._leads_to(name):
                continue
            again = known.get(name.key)
            if chosen:
                yield self._mention(name, around, *chosen)
            elif again and name.key not in self.people:
                yield self._mention(name, None, again[0], again[1], f"{again[0].kind}, as elsewhere in the article")

    def _leads_to(self, name: PlaceName) -> bool:
        """Whether a name only says of what kind the place named next is: "the Black Sea resort of Sochi"."""
        doc, at = name.first.doc, name.last.i
        kind = [token.lower_ for token in doc[at + 1 : at + 3]]
        follows = any(other.first.i == at + 3 for other in self.names)
        return len(kind) == 2 and kind[0] in word_lists()["geographic"] and kind[1] == "of" and follows

    def _contains(self, name: PlaceName, after: PlaceName) -> bool:
        """Whether the next name says where this one is: "Kilis, Turkey"."""
        doc = name.first.doc
        between = doc[name.last.i + 1 : after.first.i]
        outer = {e.country for e in after.entries if e.kind in ("country", "region") and e.country}
        inner = {e.country for e in name.entries if e.kind not in ("country", "area")}
        return len(between) == 1 and between[0].text == "," and bool(outer & inner)

    def _choose(self, name: PlaceName, around: PlaceName | None) -> _Choice | None:
        """The place meant, by how much it outweighs the others, and why; None rather than a guess."""
        entries = list(name.entries)
        beside = around.states if around else set() if entries[0].kind == "country" else self._beside(name)
        if beside and any(e.country in beside for e in entries):
            entries = [e for e in entries if e.country in beside]
        else:
            beside = set()
        ranked = sorted(entries, key=lambda e: (-self._weight(e, beside), e.country or "", e.geonames or 0))
        best = ranked[0]
        others = [e for e in ranked[1:] if e.country != best.country]
        margin = self._weight(best, beside) - self._weight(others[0], beside) if others else None
        enough = MARGIN if beside or self.states.get(best.country or "") else MARGIN_UNSEEN
        if (margin is not None and margin < enough) or not self._credible(name, best, bool(beside)):
            return None
        if best.kind == "region":  # the town of that name is the better known point of the region
            town = next((e for e in ranked if e.kind == "town" and e.country == best.country), None)
            best = town if town and best.latitude is None else best
        return best, margin, self._reason(best, beside, len(others))

    def _weight(self, entry: Entry, beside: set[str]) -> float:
        size = _SIZES.get(entry.kind) or 4 * math.log10(entry.population + 10)
        if not entry.usual:
            size += UNUSUAL * (entry.kind == "town")
        if entry.country in beside:
            size += BESIDE
        mentions = self.states.get(entry.country or "", 0)
        if mentions:
            small = entry.kind == "town" and entry.population < SMALL
            size += (SMALL_IN_ARTICLE if small else IN_ARTICLE) + SHARE * mentions / self.states.total()
        return size

    def _credible(self, name: PlaceName, entry: Entry, beside: bool) -> bool:
        """Whether a town is more than a word or a surname that is written alike."""
        if entry.sure:
            return True
        key = name.key
        if name.first.i == name.last.i and (key in self.people or key in word_lists()["common"]) and not beside:
            return False
        if not any(
            t.tag_.startswith("NNP") or t.text.isupper() for t in name.first.doc[name.first.i : name.last.i + 1]
        ):
            return False
        if name.first.i == name.last.i and key in self.gazetteer.given_names and not beside:
            return False
        if key in self.gazetteer.organisations:
            return False
        located = name.last.dep_ in ("pobj", "conj", "appos")
        elsewhere = bool(self.states) and not self.states.get(entry.country or "")
        towards = word_lists()["locative"] | word_lists()["origin"] | {"to", "into", "towards", "toward"}
        namesake = any(e.kind == "region" and e.country == entry.country for e in name.entries)  # New York
        if not (entry.usual or namesake or beside) and (
            elsewhere or _preposition(name.last, word_lists()) not in towards
        ):
            return False
        if beside or (self.states.get(entry.country or "", 0) > 0 and not name.first.is_sent_start):
            return True
        if entry.population >= KNOWN_BY_NAME:
            return True
        return entry.usual and located and entry.population >= KNOWN_BY_SIZE

    def _beside(self, name: PlaceName) -> set[str]:
        """The state named before a name in its own phrase ("the Turkish province of", "Syria's"), or after "in"."""
        doc, lists = name.first.doc, word_lists()
        for i in range(name.first.i - 1, max(name.first.i - REACH, name.first.sent.start) - 1, -1):
            token = doc[i]
            if i in self.demonyms:
                return {self.demonyms[i]}
            state = next((n for n in self.names if n.last.i == i and n.entries[0].kind == "country"), None)
            if state:
                possessive = doc[i + 1].tag_ == "POS" or doc[i + 1].lower_ in lists["geographic"]
                return state.states if possessive else set()
            if token.pos_ not in ("NOUN", "ADJ", "PROPN", "PART") and token.lower_ not in ("of", "-"):
                break
        following = next((n for n in self.names if n.first.i > name.last.i), None)
        if following and following.entries[0].kind == "country":
            between = [t.lower_ for t in doc[name.last.i + 1 : following.first.i]]
            if between in (["in"], ["inside"], ["of"], ["in", "the"], [",", "in"]):
                return following.states
        return set()

    def _reason(self, entry: Entry, beside: set[str], others: int) -> str:
        if beside:
            return f"{entry.kind} with its state named beside it"
        if not others:
            return f"{entry.kind} by name"
        if self.states.get(entry.country or ""):
            return f"{entry.kind}, of namesakes in {others + 1} places the one whose state the article names"
        return f"{entry.kind}, the largest of namesakes in {others + 1} places"

    def _mention(
        self, name: PlaceName, around: PlaceName | None, entry: Entry, margin: float | None, reason: str
    ) -> PlaceMention:
        doc, lists = name.first.doc, word_lists()
        first, last = name.first, around.last if around else name.last
        if first.i and doc[first.i - 1].lower_ in lists["directional"] and not doc[first.i - 1].is_punct:
            first = doc[first.i - 1]
            while first.i > 1 and first.nbor(-1).text == "-" and first.nbor(-2).lower_ in lists["directional"]:
                first = first.nbor(-2)
        after = doc[last.i + 1] if last.i + 1 < len(doc) else None
        if not around and after is not None and after.lower_ in lists["geographic"] and last.head == after:
            last = after if after.text.islower() or entry.kind in ("town", "region") else last
        root = doc[first.i : last.i + 1].root
        preposition = _preposition(root, lists)
        text = self.parsed.article.text[self.parsed.start(first) : self.parsed.end(last)]
        whole = entry.name if first is name.first else f"{doc[first.i : name.first.i].text} {entry.name}"
        exact = first is name.first
        place = Place(
            name=whole,
            country=entry.country,
            latitude=entry.latitude if exact else None,
            longitude=entry.longitude if exact else None,
            geonames=entry.geonames if exact else None,
            role=self._role(name.first, preposition, lists),
            text=text,
        )
        return PlaceMention(first, last, root, preposition, entry.kind, place, margin, reason)

    def _role(self, first: Token, preposition: str | None, lists: dict[str, frozenset[str]]) -> Role:
        begin, end = self.dateline
        if begin <= self.parsed.start(first) < end:
            return "dateline"
        if preposition in lists["locative"]:
            return "event"
        return "origin" if preposition in lists["origin"] else "mention"


def _preposition(root: Token, lists: dict[str, frozenset[str]]) -> str | None:
    """The preposition a place stands under, through lists of places and "the province of", in lower case."""
    token = root
    for _ in range(8):
        if token.dep_ in ("conj", "appos") and token.head != token:
            token = token.head
        elif token.dep_ == "pobj":
            if (
                token.head.lower_ == "of"
                and token.head.head.lower_ in lists["geographic"] | lists["directional"] | lists["heads"]
            ):
                token = token.head.head
            else:
                return token.head.lower_
        else:
            break
    return None
