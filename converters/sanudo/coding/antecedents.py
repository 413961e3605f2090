"""Earlier actors that a noun phrase takes up, by its name or its role noun."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from .actor_tables import ActorTables, Entry, pieces
from .elements import PEOPLES, PLACES
from .parsing import Parsed
from .phrases import Mention

_ARMED = frozenset({"group", "movement", "organisation", "organization", "militia"})
"""Nouns that take up an organisation by its people."""


@dataclass(slots=True, eq=False)
class Chain:
    """One actor of the article and every mention of it."""

    mentions: list[Mention] = field(default_factory=list)
    name: str = ""
    named: bool = False
    kind: str = "other"
    country: str | None = None
    reason: tuple[str, str] | None = None
    roles: tuple[str, ...] = ()
    looked_up: bool = False
    code: str | None = None
    title: str | None = None
    gender: str = ""
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    aliases: set[tuple[str, ...]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    key: tuple[str, str] | None = None
    entry: Entry | None = None
    holder: "Chain | None" = None


class Antecedents:
    """The chains of an article so far, and which of them a mention takes up.

    all: the chains in the order of their first mentions. of: the chain of each mention. at_head: the mentions by
    their heads. several: chains by token, where a phrase or pronoun denotes other chains than its mention's.
    covering: the innermost mention by token.
    """

    def __init__(self, parsed: Parsed, tables: ActorTables, mentions: list[Mention], day: date | None) -> None:
        self.parsed, self.tables, self.day = parsed, tables, day
        self.tokens = list(parsed.doc)
        self.sentence = parsed.sentence_of
        self.all: list[Chain] = []
        self.of: dict[Mention, Chain] = {}
        self.at_head: dict[int, list[Mention]] = {}
        self._order: dict[Chain, None] = {}
        self._keyed: dict[tuple[str, str], Chain] = {}
        self.several: dict[int, tuple[Chain, ...]] = {}
        self.covering: dict[int, Mention] = {}
        for mention in sorted(mentions, key=lambda m: m.start - m.end):
            self.at_head.setdefault(mention.head, []).append(mention)
            for i in range(mention.start, mention.end):
                self.covering[i] = mention
        self.named = Counter(
            m.entries[0].country
            for m in mentions
            if m.entries and m.entries[0].country and len({entry.country for entry in m.entries}) == 1
        )
        self.named.update(m.country for m in mentions if m.country)

    def recent(self, most: int = 200) -> Iterator[Chain]:
        """The chains by their last mention, the latest first; at most so many, so that long articles stay quick."""
        return islice(reversed(self._order), most)

    def add(self, chain: Chain, mention: Mention) -> None:
        """Note that the chain is mentioned here."""
        chain.mentions.append(mention)
        self.of[mention] = chain
        self._order.pop(chain, None)
        self._order[chain] = None

    def state(self, country: str | None) -> Chain | None:
        """The chain of a state by its code."""
        return self._keyed.get(("state", country)) if country else None

    def in_place(self, mention: Mention) -> bool:
        """Whether the mention names a place after in, at, near."""
        if not mention.entries or mention.entries[0].kind not in PLACES:
            return False
        i = mention.start - 1
        if i > 0 and self.tokens[i].lower_ == "the":
            i -= 1
        return i >= 0 and self.tokens[i].lower_ in self.tables.words["locative"]

    def chain_at(self, i: int) -> Chain | None:
        """The chain of the innermost mention that covers the token."""
        mention = self.covering.get(i)
        return self.of.get(mention) if mention is not None else None

    def _entry(self, mention: Mention) -> Entry | None:
        """The table's entry for the mention that suits date and article best."""
        known = mention.entries or self._by_title(mention)
        fitting = [entry for entry in known if entry.holds(self.day)] or list(known)
        if not fitting:
            return None
        if fitting[0].user:
            return fitting[0]
        if len(fitting) == 1:
            return fitting[0]
        if mention.country:
            fitting = [e for e in fitting if e.country == mention.country] or fitting
        if fitting[0].kind in ("region", "regional"):
            return next((e for e in fitting if self.named[e.country or ""]), fitting[0])
        return max(fitting, key=lambda e: self.named[e.country] if e.country else 0)

    def _by_title(self, mention: Mention) -> tuple[Entry, ...]:
        """The one person of the table with that surname who held the title that day ("President Bush").

        Without a title, the one whose state the article names ("Blair" where Britain is named).
        """
        words = pieces(mention.name)
        if mention.form != "name" or self.day is None or len(words) != 1 or words[0] in self.tables.given:
            return ()
        held = [
            entry
            for entry in self.tables.surnames.get(words[0], ())
            if entry.holds(self.day)
            and (
                mention.noun in self.tables.nouns_of(entry.title or "")
                if mention.noun
                else self.named[entry.country or ""] and not self._known(words)
            )
        ]
        return tuple(held) if len({entry.name for entry in held}) == 1 else ()

    def _known(self, words: tuple[str, ...]) -> bool:
        """Whether the article has presented somebody of that surname itself."""
        return any(pieces(chain.name)[-1:] == words or pieces(chain.name)[:1] == words for chain in self.recent())

    def _key(self, mention: Mention, entry: Entry) -> tuple[str, str]:
        if entry.kind in PEOPLES and self._is_people(mention):
            return "people", mention.name.lower()
        if entry.kind in ("state", "capital", "demonym"):
            return "state", entry.country or ""
        return "organ", entry.name

    def _is_people(self, mention: Mention) -> bool:
        token = self.tokens[mention.head]
        if token.tag_ in ("NNS", "NNPS"):
            return True
        return token.dep_ not in ("amod", "compound", "nmod") and token.tag_ != "JJ" and mention.definite

    def _half(self, mention: Mention) -> tuple[Entry, ...]:
        """The Korea (Sudan, Vietnam) that "the North" or "the South" is, if the article names either half."""
        words = pieces(mention.name)
        if not mention.definite or len(words) != 1 or words[0] not in ("north", "south"):
            return ()
        if mention.end < len(self.tokens) and self.tokens[mention.end].text[0].isupper():
            return ()
        for name in self.tables.states.values():
            half, *rest = pieces(name)
            if half in ("north", "south") and any(self._named_state((side, *rest)) for side in ("north", "south")):
                return self.tables.names.longest((words[0], *rest), 0)[1]
        return ()

    def _named_state(self, words: tuple[str, ...]) -> bool:
        return any(self.named[entry.country or ""] for entry in self.tables.names.longest(words, 0)[1])

    def by_name(self, mention: Mention) -> Chain | None:
        """The chain that a proper name takes up, None where it is new."""
        entry = self._entry(mention)
        if entry is not None and entry.kind in ("city", "region") and (bearer := self._surnamed(mention)) is not None:
            mention.entries = ()
            return bearer
        if entry is not None and entry.kind != "person":
            key = self._key(mention, entry)
            return self._keyed.get(key)
        words = pieces(mention.name)
        if not words:
            return None
        best: tuple[int, Chain] | None = None
        acting = self._acting(mention)
        for chain in self.recent():
            if chain is acting and words != pieces(chain.name):
                continue
            score = 2 * self._same_name(chain, words, mention)
            if score and mention.noun in chain.nouns:
                score += 1
            if score and (best is None or score > best[0]):
                best = (score, chain)
        return best[1] if best else None

    def _acting(self, mention: Mention) -> Chain | None:
        """The subject of the verb that the mention is an object of, which would say "himself" of itself."""
        token = self.tokens[mention.head]
        above = token.head.head if token.dep_ == "pobj" and token.head.dep_ == "prep" else token.head
        if token.dep_ not in ("dobj", "pobj") or above.pos_ != "VERB":
            return None
        subject = next((child for child in above.lefts if child.dep_ == "nsubj"), None)
        return self.chain_at(subject.i) if subject is not None else None

    def _surnamed(self, mention: Mention) -> Chain | None:
        """The person told of before whose surname a town happens to have."""
        words = pieces(mention.name)
        for chain in self.recent():
            known = pieces(chain.name)
            if chain.kind == "person" and chain.named and len(known) > 1 and words in (known[:1], known[-1:]):
                return chain
        return None

    def _same_name(self, chain: Chain, words: tuple[str, ...], mention: Mention) -> int:
        """How well the words name the chain: 3 all, 2 surname or short name, 1 a longer form of it, 0 not."""
        if chain.key is not None or (mention.gender and chain.gender and mention.gender != chain.gender):
            return 3 if words in chain.aliases else 0
        if mention.country and chain.country and mention.country != chain.country and chain.kind == "person":
            return 0
        if words in chain.aliases or self._initials(chain, mention):
            return 3
        if not chain.named or chain.kind in ("group", "state"):
            return 0
        known = pieces(chain.name)
        if words == known:
            return 3
        person = "person" in (chain.kind, mention.kind) or chain.kind == mention.kind == "other"
        if len(words) < len(known):
            if known[-len(words) :] == words or (
                known[: len(words)] == words and ((person and len(words) == 1) or not person)
            ):
                return 2
            return 2 if len(words) > 1 and set(words) <= set(known) else 0
        if len(words) > len(known) and (
            words[-len(known) :] == known or (words[: len(known)] == known and len(known) == 1)
        ):
            return 1 if not chain.entry or chain.entry.kind == "person" else 0
        if person and len(words) > 1 and len(known) > 1 and words[-1] == known[-1] and words[0] == known[0]:
            return 2
        return 0

    def _initials(self, chain: Chain, mention: Mention) -> bool:
        name = mention.name
        if not (2 < len(name) <= 6 and name.isupper() and name.isalpha()) or chain.kind != "organisation":
            return False
        return name == "".join(word[0] for word in chain.name.split() if word[0].isupper())

    def _holder(self, mention: Mention) -> Chain | None:
        """Whom "his" or "their" before the noun stands for."""
        return self.several.get(mention.start, (None,))[0] if mention.form == "nominal" else None

    def _by_noun(self, mention: Mention) -> Chain | None:
        """The earlier actor that "the diplomat", "the ministry", "police" take up."""
        if mention.generic or mention.kind == "other":
            return None
        state = mention.country or self._owner_state(mention)
        best: tuple[int, Chain] | None = None
        for chain in self.recent():
            if state and chain.country != state:
                continue
            if mention.kind == "person":
                taken = chain.kind == "person" and (mention.definite or bool(state)) and not mention.plural
                score = self._takes_up(mention, chain) if taken else 0
            else:
                score = self._same_body(mention, chain) if chain.kind in ("organisation", "group") else 0
            if score and (best is None or score > best[0]):
                best = (score, chain)
        return best[1] if best else self._rebels(mention)

    def _rebels(self, mention: Mention) -> Chain | None:
        """The one armed organisation of the article, which "the rebels" or "the guerrilla group" takes up."""
        armed = mention.roles[:1] in (("REB",), ("SEP",)) and mention.kind != "person"
        if not armed or not mention.definite or mention.country or mention.owner is not None:
            return None
        rest = self._modifiers(mention) - self.tables.modifiers.keys()
        roles = mention.roles[:1]
        bodies = [c for c in self.recent(80) if c.kind == "organisation" and c.named and c.roles[:1] == roles]
        return bodies[0] if len(bodies) == 1 and not rest else None

    def _same_body(self, mention: Mention, chain: Chain) -> int:
        """How well a noun for a group or organisation takes the chain up: 2 the same noun, 1 a noun for its kind."""
        head = self.tokens[mention.head].lemma_.lower()
        last = pieces(chain.name)[-1:] if chain.kind == "organisation" else ()
        bare = mention.definite and not self._modifiers(mention)
        if bare and ((head in chain.nouns and chain.named) or (head in _ARMED and self._is_of_a_body(chain))):
            return 2
        if head in last:
            return 2 if mention.definite and self._modifiers(mention) <= chain.words | set(pieces(chain.name)) else 0
        if mention.roles and chain.roles and mention.roles[0] != chain.roles[0]:
            return 0
        far = self.sentence[mention.head] - self.sentence[chain.mentions[-1].head] > 2
        if far and "d" in mention.flags and chain.country not in (None, *[c for c, _ in self.named.most_common(1)]):
            return 0
        if head in chain.heads:
            return 2 if self._modifiers(mention) <= chain.words and chain.plural == mention.plural else 0
        kind = chain.named and chain.kind == "organisation" and mention.noun in chain.nouns
        return 1 if kind and mention.definite and not mention.plural and not self._modifiers(mention) else 0

    @staticmethod
    def _is_of_a_body(chain: Chain) -> bool:
        """Whether the chain is the people of an organisation: "al-Shabaab militants"."""
        whose = chain.mentions[0].affiliation
        return chain.kind == "group" and whose is not None and whose.kind == "organisation"

    def _modifiers(self, mention: Mention) -> set[str]:
        """The words before the head that tell the group from others of its kind."""
        before = self.tokens[mention.start : mention.head]
        words = [token.lower_ for token in before if token.tag_ not in ("DT", "PDT", "PRP$", "CD", "JJR")]
        return {piece for word in words if word not in self.tables.words["quantity"] for piece in pieces(word)}

    def _takes_up(self, mention: Mention, chain: Chain) -> int:
        if mention.gender and chain.gender and mention.gender != chain.gender:
            return 0
        head = self.tokens[mention.head].lemma_.lower()
        classes = self.tables.stands_for.get(mention.noun, frozenset({mention.noun}))
        titles = {word for m in chain.mentions if m.title for word in pieces(m.title)}
        if chain.entry is not None and chain.entry.title and chain.entry.holds(self.day):
            titles.update(pieces(chain.entry.title))
        held = self._holder(mention)
        if held is not None and mention.noun != "counterpart" and chain.holder is not held:
            return 0
        if mention.noun == "counterpart":
            owner = self.of.get(mention.owner) if mention.owner is not None else None
            holder = self.several.get(mention.start) or ((owner,) if owner is not None else ())
            return 3 if holder and holder[0] is not chain and chain.nouns & holder[0].nouns else 0
        if mention.title and set(pieces(mention.title)) <= titles:
            return 3
        alike = not mention.roles or mention.roles[:1] == chain.roles[:1]
        if head in titles and alike:
            return 2
        organ = mention.owner is not None and not self._owner_state(mention) and mention.owner.kind != "other"
        if organ or (mention.affiliation is not None and mention.affiliation.kind == "organisation"):
            return 0
        if len(pieces(mention.title or "")) > 1:
            return 0
        near = self.sentence[mention.head] - self.sentence[chain.mentions[-1].head] <= 6
        return 1 if near and chain.nouns & classes and alike else 0

    def _owner_state(self, mention: Mention) -> str | None:
        """The state of the phrase that owns the mention, or of what owns that."""
        owner = mention.owner
        for _ in range(4):
            if owner is None:
                return None
            chain = self.of.get(owner)
            state = (chain.country if chain is not None else None) or owner.country
            state = state or next((e.country for e in owner.entries), None)
            if state:
                return state
            owner = owner.owner
        return None

    def _by_office(self, mention: Mention) -> Chain | None:
        """The one person known so far by the office alone that the name now comes with."""
        if not mention.title or mention.plural:
            return None
        here, office = self.sentence[mention.head], set(pieces(mention.title))
        found = [
            chain
            for chain in self.recent(60)
            if chain.kind == "person"
            and not chain.named
            and not chain.plural
            and chain.title
            and office <= set(pieces(chain.title))
            and mention.noun in chain.nouns
            and here - self.sentence[chain.mentions[-1].head] <= 3
            and not (mention.country and chain.country and mention.country != chain.country)
            and not (mention.gender and chain.gender and mention.gender != chain.gender)
        ]
        return found[0] if len(found) == 1 else None
