"""Clauses to frames: which entry of the lexicon fits a predicate and what stands around it."""

from collections.abc import Iterable, Iterator

from .clauses import Clause, ClauseView
from .lexicon import Condition, Frame, Lexicon
from .participants import Participants, Slots
from .places import PlaceMention
from .tokens import Token
from .words import word_lists

PARTICLES = frozenset({"in", "off", "over", "up", "down", "out", "through"})
ARMED = frozenset({"MIL", "COP", "REB", "INS", "SEP", "UAF", "PRM"})


def kin(token: Token) -> Iterator[Token]:
    """The words a condition may look at in a phrase: its head, compound parts, modifiers, what it is a quantity of."""
    yield token
    if token.pos_ in ("NUM", "ADJ") or token.lemma_.lower() in word_lists().transparent | word_lists().quantities:
        for preposition in token.children:
            if preposition.lower_ == "of":
                yield from (k for thing in preposition.children if thing.dep_ == "pobj" for k in kin(thing))
            elif preposition.lower_ == "in" and token.pos_ == "NUM":  # "$9 million in aid"
                yield from (thing for thing in preposition.children if thing.dep_ == "pobj")
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss"):
            yield child
            if child.dep_ in ("compound", "nmod"):
                yield from (c for c in child.children if c.dep_ in ("compound", "conj"))


def _is_adjunct(word: Token) -> bool:
    """True for the "in" of "took his side in the row", which is no part of "take in" as in "took in refugees"."""
    if word.dep_ != "prep" or word.lower_ not in PARTICLES or not any(c.dep_ == "pobj" for c in word.children):
        return False
    return any(c.dep_ in ("dobj", "dative") and c.i < word.i for c in word.head.children)


def _has_singular_subject(verb: Token) -> bool:
    """True where a bare verb has a subject that would need an -s, were the verb no subjunctive."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    past = verb.head.tag_ in ("VBD", "VBN")  # "proposed that they sit down"
    return subject is not None and (verb.tag_ == "VB" or past or subject.tag_ in ("NN", "NNP"))


class Matcher:
    """Matches the clauses of one article with the frames of a lexicon."""

    def __init__(
        self, view: ClauseView, lexicon: Lexicon, participants: Participants, places: Iterable[PlaceMention] = ()
    ) -> None:
        self._view = view
        self._lexicon = lexicon
        self._participants = participants
        self._cast = participants.cast
        self._places = {i for place in places for i in range(place.first.i, place.last.i + 1)}
        self._kin: dict[tuple[int, bool], frozenset[str]] = {}

    def frame_for(self, clause: Clause) -> tuple[Frame, Slots] | None:
        """The best frame whose conditions the clause meets, and the clause's slots as that frame sees them."""
        for frame in self.candidates(clause.head, clause.kind):
            slots = self._slots(clause, frame)
            if all(self._holds(c, slots) for c in frame.needs) and not any(
                self._holds(c, slots) for c in frame.without
            ):
                return frame, slots
        return None

    def candidates(self, token: Token, kind: str) -> tuple[Frame, ...]:
        """The frames of a word, those of "call off" and "call for" before those of "call", most conditions first."""
        lemma, lexicon = token.lemma_.lower(), self._lexicon
        if (kind, lemma) not in lexicon.heads:
            return ()
        beside = [(c.dep_, c) for c in token.children if not _is_adjunct(c)]
        words = [c.lower_ for label, c in beside if label in ("prt", "prep", "agent", "dative", "advmod")]
        if token.i + 1 < len(token.doc) and token.nbor(1).dep_ == "quantmod":  # "handed over 300 rifles"
            words.append(token.nbor(1).lower_)
        return lexicon.ranked(kind, lemma, words, particle=any(label == "prt" for label, _ in beside))

    def _slots(self, clause: Clause, frame: Frame) -> Slots:
        if clause.kind == "verb":
            return self._with_named_objects(clause, frame)
        venues = frame.reciprocal and frame.code.startswith("04")
        return self._participants.logical(clause, frame.of, frame.poss, frame.mod, venues=venues)

    def _with_named_objects(self, clause: Clause, frame: Frame) -> dict[str, tuple[Token, ...]]:
        """A verb's slots, with the phrases of what the frame names beside the verb: "severed ties with Spain"."""
        slots = dict(clause.slots)
        for condition in frame.needs:
            if condition.slot == "subj" or not condition.words:
                continue
            for token in clause.words(condition.slot):
                for name, heads in self._view.phrases(token).items():
                    slots[name] = (*slots.get(name, ()), *(t for t in heads if t not in slots.get(name, ())))
        for condition in frame.needs:  # "pooled helicopters with the army": which word the phrase hangs on is a guess
            if condition.slot not in slots:
                found = tuple(t for o in clause.words("obj") for t in self._view.phrases(o).get(condition.slot, ()))
                if found:
                    slots[condition.slot] = found
        return slots

    def _test(self, test: str, token: Token) -> bool:
        if test == "#any":
            return True
        if test == "#clause":
            return token.pos_ in ("VERB", "AUX") or token.tag_ == "VBG"
        if test == "#infinitive":
            return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)
        if test == "#subjunctive":  # "insisted that Spain apologise"
            bare = not any(child.dep_ in ("aux", "auxpass") and child.lower_ != "be" for child in token.children)
            return token.tag_ in ("VB", "VBP") and bare and _has_singular_subject(token)
        if test == "#act":
            if token.pos_ in ("VERB", "AUX"):
                return True
            return any(frame.kind is None for frame in self._lexicon.frames.get(("noun", token.lemma_.lower()), ()))
        if test == "#several":  # "Chad and Niger held drills"
            return token.dep_ == "conj" or any(child.dep_ == "conj" for child in token.children)
        if test == "#place":
            return token.i in self._places or self._cast.is_place_like(token)
        actors = self._cast.at(token)
        if test == "#actor":
            return bool(actors)
        if test == "#armed":
            return any(ARMED & set(actor.roles) for actor in actors)
        if test == "#state" and any("GOV" in actor.roles[:1] and actor.kind != "person" for actor in actors):
            return True
        return any(actor.kind == test[1:] for actor in actors)

    def _holds(self, condition: Condition, slots: dict[str, tuple[Token, ...]]) -> bool:
        for token in slots.get(condition.slot, ()):
            if any(self._test(test, token) for test in condition.tests):
                return True
            if condition.words and not condition.words.isdisjoint(self._words(token, whole=condition.slot == "as")):
                return True
        return False

    def _words(self, token: Token, *, whole: bool) -> frozenset[str]:
        """The lemmas and the lower-case words of a phrase that conditions look at, of all of it or of its kin."""
        key = (token.i, whole)
        if key not in self._kin:
            near = list(token.subtree if whole else kin(token))
            names = [k.lower_.removesuffix("s") for k in near if k.tag_ == "NNPS"]  # "Muslims"
            self._kin[key] = frozenset([k.lemma_.lower() for k in near] + [k.lower_ for k in near] + names)
        return self._kin[key]
