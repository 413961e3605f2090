"""Slots to actors: who stands in a slot, in a phrase, or in the phrases inside it."""

from collections.abc import Iterable, Iterator

from sanudo_schema import Actor

from .actors import Cast
from .clauses import Clause
from .times import TimeMention
from .tokens import Token

Slots = dict[str, tuple[Token, ...]]
Found = list[tuple[Token, tuple[Actor, ...]]]

_MODIFIERS = ("poss", "compound", "amod", "nmod")
_PHRASES = ("by", "of", "against", "on", "with", "to", "for", "from", "between", "over", "about", "at", "in")
_SIDES = ("with", "between", "among", "obj", "to", "against", "of", "by")
_ADDRESSED = frozenset({"to", "against", "on", "with", "from", "iobj"})
_LONGEST_TEXT = 12
_WHEN = frozenset({"after", "amid", "before", "despite", "during", "following", "since", "until"})


def without(actors: Iterable[Actor], others: Iterable[Actor]) -> tuple[Actor, ...]:
    """The actors that are none of the others, each once; who is who goes by name and country."""
    seen = {(other.name, other.country) for other in others}
    kept = []
    for actor in actors:
        if (key := (actor.name, actor.country)) not in seen:
            seen.add(key)
            kept.append(actor)
    return tuple(kept)


def _bearer(token: Token) -> Token:
    """The noun that stands for a clause: the subject of "as Iran tested a missile", the object of "to deter Iran"."""
    if token.pos_ not in ("VERB", "AUX"):
        return token
    return next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")), token)


class Participants:
    """Finds the actors of one article's clauses; words of time are never taken for actors."""

    def __init__(self, cast: Cast, times: Iterable[TimeMention] = ()) -> None:
        self.cast = cast
        self._times = {i for time in times for i in range(time.first.i, time.last.i + 1)}
        self._people: dict[tuple[int, int], Found] = {}

    def people(self, token: Token, depth: int = 0) -> Found:
        """The actors a phrase denotes, else the first inside it: "the court's decision" gives the court."""
        key = (token.i, depth)
        if key not in self._people:
            self._people[key] = self._denoted(token, depth)
        return self._people[key]

    def _denoted(self, token: Token, depth: int) -> Found:
        if token.i in self._times:
            return []
        token = _bearer(token)
        actors = self.cast.at(token)
        if actors:
            return [(token, actors)]
        acts = token.dep_ == "nsubj" or token.head.dep_ == "agent"
        return (self._wielding(token, depth) if acts else []) or self._inside(token, depth)

    def _wielding(self, noun: Token, depth: int) -> Found:
        return next((found for word in self.wielders(noun) if (found := self.people(word, depth + 1))), [])

    def wielders(self, noun: Token) -> tuple[Token, ...]:
        """Those whose deed or weapon the words around a noun say that it is.

        Such are the Saudis of "a Saudi-led strike" and the rebels of "a mine laid by rebels".
        """
        found: list[Token] = []
        for word in noun.children:
            if word.tag_ == "VBN" and word.dep_ == "amod":
                found.extend(name for name in word.lefts if name.nbor(1).text == "-" and self.cast.at(name))
            elif word.tag_ == "VBN" and word.dep_ == "acl":
                agents = (by for by in word.children if by.dep_ == "agent")
                found.extend(c for by in agents for c in by.children if c.dep_ == "pobj")
            elif word.dep_ == "relcl" and word.lemma_ == "claim":
                found.extend(c for c in word.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP"))
        return tuple(found)

    def _inside(self, token: Token, depth: int) -> Found:
        if depth > 2:
            return []
        modifiers = [
            (child, self._reworded(actors, token))
            for label in _MODIFIERS
            for child in token.children
            if child.dep_ == label and (actors := self.cast.at(child))
        ]
        named = [pair for pair in modifiers if pair[0].tag_ != "PRP$"]  # "its border with Chad": Chad before "its"
        if named:
            return named[:1]
        for name in _PHRASES:
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ == name:
                    for inner in prep.children:
                        if inner.dep_ == "pobj" and (found := self.people(inner, depth + 1)):
                            return [(word, self._reworded(actors, token)) for word, actors in found]
        clauses = [verb for verb in token.children if verb.dep_ in ("acl", "relcl")]
        return (
            modifiers[:1]
            or [pair for verb in clauses for pair in self._owners(verb)][:1]
            or [(word, self._reworded(actors, word)) for word, actors in self._wielding(token, depth)[:1]]
        )

    def told_of(self, noun: Token) -> Found:
        """Whom a noun is about by the clause after it: "a report accusing the minister", "claims that he lied"."""
        for verb in noun.children:
            that = any(c.lower_ == "that" and c.dep_ == "mark" for c in verb.children)
            label = "dobj" if verb.tag_ == "VBG" else "nsubj" if that else ""
            for word in verb.children if verb.dep_ in ("acl", "relcl") else ():
                if word.dep_ == label and (found := self.people(word)):
                    return [(inner, self._reworded(actors, noun)) for inner, actors in found]
        return []

    def _owners(self, verb: Token) -> Found:
        """Whose things a decision is about, and so who took it: "the decision to move its embassy"."""
        if verb.tag_ != "VB":
            return []
        words = (c for thing in verb.children if thing.dep_ == "dobj" for c in thing.children)
        return [(word, actors) for word in words if word.tag_ == "PRP$" and (actors := self.cast.at(word))]

    def _reworded(self, actors: tuple[Actor, ...], token: Token) -> tuple[Actor, ...]:
        """The actors with the whole phrase they were found in as their words."""
        words = sorted(token.subtree, key=lambda t: t.i)[:_LONGEST_TEXT]
        if len(actors) > 1 or token.pos_ in ("VERB", "AUX"):
            return actors
        text = token.doc[words[0].i : words[-1].i + 1].text
        return tuple(actor.model_copy(update={"text": text}) for actor in actors)

    def fill(
        self,
        names: Iterable[str],
        slots: Slots,
        taken: set[int],
        *,
        generic: bool,
        known: Iterable[Actor] = (),
        about: bool = False,
    ) -> tuple[tuple[Actor, ...], tuple[Token, ...], str]:
        """The actors of the first slot that has any, their words, and the slot's name.

        generic: where no slot has an actor, take the first that has a noun, as a thing acted upon. known: actors that
        have another part in the act and are passed over. about: a report or plan stands for those whom it is about.
        """
        known, names = tuple(known), tuple(names)
        own: tuple[tuple[Actor, ...], tuple[Token, ...], str] | None = None
        for name in names:
            pairs = (pair for token in slots.get(name, ()) for pair in self.people(token) if pair[0].i not in taken)
            found = [(token, rest) for token, actors in pairs if (rest := without(actors, known))]
            if not found and about:
                told = (pair for token in slots.get(name, ()) for pair in self.told_of(token))
                found = [(token, rest) for token, actors in told if (rest := without(actors, known))]
            if found:
                filled = without((a for _, group in found for a in group), ()), tuple(t for t, _ in found), name
                if own is None and known and all(self._owned(t, known) for t in filled[1]):
                    own = filled
                elif own is None or name in _ADDRESSED:
                    return filled
        if own is not None:
            return own
        for name in names if generic else ():
            nouns = [
                t
                for t in map(_bearer, slots.get(name, ()))
                if t.i not in taken and t.i not in self._times and t.pos_ in ("NOUN", "PROPN")
            ]
            if nouns:
                return (self.cast.generic(nouns[0]),), (nouns[0],), name
        return (), (), ""

    def _owned(self, token: Token, known: tuple[Actor, ...]) -> bool:
        """Whether the words say that the thing or troop is the others' own: "withdrew its troops"."""
        owners = [child for child in token.children if child.dep_ == "poss" and child.tag_ == "PRP$"]
        return token.pos_ == "NOUN" and any(not without(self.cast.at(owner), known) for owner in owners)

    def nested(self, slots: Slots, taken: set[int]) -> Slots:
        """The slots with the phrases added that stand inside other phrases: "severed ties with Morocco"."""
        wider = {name: list(tokens) for name, tokens in slots.items()}
        inside = [
            t for name, tokens in slots.items() if name not in ("subj", "poss", "comp", "mod", "as") for t in tokens
        ]
        for head in inside:
            for word in head.subtree:
                if word.dep_ == "prep" and not any(_is_clause(above) for above in _up_to(word, head)):
                    objects = (c for c in word.children if c.dep_ == "pobj" and c.i not in taken)
                    wider.setdefault(word.lower_, []).extend(objects)
        return {name: tuple(dict.fromkeys(tokens)) for name, tokens in wider.items()}

    def deep(
        self, heads: Iterable[Token], taken: set[int], known: Iterable[Actor], named: Iterable[Token] = ()
    ) -> Found:
        """The first actors anywhere inside phrases: the convict of "the decision upholding his conviction".

        Words that refer back, times, and those taken or known are passed over, and so is where it takes place. named:
        what the predicate itself is about: the troops that somebody sends are not to whom they are sent.
        """
        things = [chain for word in named if (chain := self.cast.chain_of(word)) is not None]
        for head in heads:
            for word in head.subtree:
                if word.i in taken or word.i in self._times or word.tag_ in ("PRP", "PRP$", "WP", "WDT", "WP$"):
                    continue
                actors = without(self.cast.at(word), known)
                if self._owned(word, tuple(known)) or any(above.lower_ in _WHEN for above in _up_to(word, head)):
                    continue
                if actors and not self.cast.is_place_like(word) and self.cast.chain_of(word) not in things:
                    return [(word, actors)]
        return []

    def sides(
        self,
        source: Iterable[str],
        slots: Slots,
        *,
        to_is_place: bool,
        obj_is_thing: bool = False,
        others_in: Iterable[str] = _SIDES,
    ) -> tuple[tuple[tuple[Actor, ...], tuple[Token, ...]], tuple[tuple[Actor, ...], tuple[Token, ...]]]:
        """The two sides of a reciprocal act, each as actors and words.

        Those named first are the one side; a lone plural subject, or "between A and B", is both. obj_is_thing: what
        two subjects share is no third party ("Chad and Niger signed the accord on the lake"). others_in: the slots
        where the other side may stand.
        """
        first, tokens, _ = self.fill(source, slots, set(), generic=False)
        taken = {t.i for t in tokens}
        others: list[Actor] = []
        other_tokens: list[Token] = []
        for name in others_in:
            for token in slots.get(name, ()):
                if token.i in taken or (name == "to" and to_is_place):
                    continue
                if name == "obj" and len(first) > 1 and (obj_is_thing or not self.cast.at(token)):
                    continue
                for inner, actors in self.people(token):
                    others.extend(without(actors, (*first, *others)))
                    other_tokens.append(inner)
        if not first and len(others) > 1:
            first, others = (others[0],), others[1:]
            tokens, other_tokens = tuple(other_tokens[:1]), other_tokens[1:]
        if not others and len(first) > 1:
            first, others = first[:1], list(first[1:])
        return (first, tokens), (tuple(others), tuple(other_tokens))

    def _named(self, names: tuple[Token, ...], mod: str) -> list[tuple[str, tuple[Token, ...]]]:
        """Names before a noun: its subject, but for states where the frame says otherwise ("a UK visit")."""
        states = tuple(t for t in names if any(actor.kind == "state" for actor in self.cast.at(t)))
        return [(mod, states), ("subj", tuple(t for t in names if t not in states))]

    def logical(self, clause: Clause, of: str, poss: str, mod: str, *, venues: bool = False) -> Slots:
        """The clause's slots with a noun's possessor and of-phrase put where its frame says they belong.

        venues: a town before the noun is where it takes place ("the Luanda conference"), and so no actor.
        """
        slots = dict(clause.slots)
        if clause.kind == "verb":
            return slots
        names = tuple(t for t in clause.words("mod") if t.text[:1].isupper() and self.cast.at(t))
        if venues:
            names = tuple(t for t in names if not self.cast.is_town(t))
        for side, words in ((poss, clause.words("poss")), (of, clause.words("of")), *self._named(names, mod)):
            if words:
                slots[side] = tuple(dict.fromkeys((*slots.get(side, ()), *words)))
        if not any(self.people(t) for t in slots.get("subj", ())):
            slots["subj"] = (*self.wielders(clause.head), *slots.get("subj", ()))
        if not any(self.people(t) for t in slots.get("subj", ())):
            slots["subj"] = (*slots.get("subj", ()), *clause.words("inherited"))
        return slots


def _is_clause(word: Token) -> bool:
    """True for a verb that tells something else, unlike the participle of "the ban imposed on Chad"."""
    return word.pos_ in ("VERB", "AUX") and not (word.dep_ == "acl" and word.tag_ == "VBN")


def _up_to(word: Token, top: Token) -> Iterator[Token]:
    """The words above one word, up to and without another above it."""
    for above in word.ancestors:
        if above == top:
            return
        yield above
