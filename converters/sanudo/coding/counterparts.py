"""To whom something is done where the predicate's own slots do not say: what it embeds, and what stands around it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sanudo_schema import Actor
from sanudo_schema.codes import event_type

from .agents import OPEN
from .clauses import ClauseView
from .nominals import holder
from .participants import Found, Participants, Slots, without
from .syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS
from .tokens import Token

if TYPE_CHECKING:
    from .readings import Reading

Pair = tuple[tuple[Actor, ...], tuple[Token, ...]]
EMBEDDED = (
    "iobj", "to", "obj", "against", "on", "with", "at", "for", "over", "into", "beside", "between", "of", "from", "in",
)  # fmt: skip
BIDDING = frozenset({"appeal", "demand"})
"""Attitudes towards whoever is to do what they embed."""

_BESIDE = (
    "iobj", "to", "against", "on", "upon", "with", "from", "for", "of", "at", "over", "toward", "towards", "into",
    "before", "outside", "among", "behind", "beside", "alongside", "past", "around", "along", "beneath", "in",
)  # fmt: skip
_PROMPTING = frozenset({"as", "until", "unless", "if", "after", "because", "once"})
_PROMPTED = frozenset({"03", "08", "12", "13", "14"})  # CAMEO roots of what is done, or not, as another acts
_TOLD = ("iobj", "obj", "to")


class Counterparts:
    """Finds, in one article, the other side of acts whose predicate leaves it open."""

    def __init__(self, view: ClauseView, participants: Participants) -> None:
        self._view = view
        self._participants = participants

    def bidden(self, reading: "Reading") -> Pair | None:
        """Who is to do what an appeal or demand is about: "demanded that Chad withdraw"."""
        for verb in reading.clause.words("comp"):
            subject = {"subj": self._view.doers(verb)} if verb.pos_ in ("VERB", "AUX") else {}
            actors, tokens, _ = self._participants.fill(("subj",), subject, set(), generic=False, known=reading.sources)
            if actors:
                return actors, tokens
        return None

    def below(self, reading: "Reading", names: Sequence[str] = EMBEDDED) -> Pair | None:
        """Whom an attitude is towards, where only the clause it embeds says so: "agreed to lend troops to Kuwait".

        names: the slots where they may stand; another than the usual ones hold nobody but actors.
        """
        if reading.frame.kind in BIDDING and (bidden := self.bidden(reading)):
            return bidden
        taken = {t.i for t in reading.source_tokens}
        for generic in (False, True) if names is EMBEDDED else (False,):
            for verb in reading.clause.words("comp"):
                slots = self._participants.nested(self._view.at(verb).slots, taken)
                slots.pop("subj", None)
                actors, tokens, _ = self._participants.fill(names, slots, taken, generic=generic, known=reading.sources)
                if actors := without(actors, reading.sources):
                    return actors, tokens
            if permitted := self._permitted(reading) if not generic else None:
                return permitted
        return None

    def _permitted(self, reading: "Reading") -> Pair | None:
        """Who may or is helped to do what an attitude is about: "agreed to let monitors see the camp"."""
        for verb in reading.clause.words("comp"):
            if verb.lemma_ in self._view.lists.bidding | {"let", "help", "enable"}:
                subjects = tuple(t for inner in self._view.at(verb).words("comp") for t in self._view.doers(inner))
                actors, tokens, _ = self._participants.fill(
                    ("subj",), {"subj": subjects}, set(), generic=False, known=reading.sources
                )
                if actors := without(actors, reading.sources):
                    return actors, tokens
        return None

    def settle(self, reading: "Reading", readings: dict[int, "Reading"]) -> None:
        """Gives a reading without a target, or with one that is no actor, the actor that stands nearest in grammar."""
        if not reading.sources or event_type(reading.code) in OPEN or self._is_settled(reading):
            return
        if reading.frame.kind not in (None, "appeal", "demand", "intend", "vow", "offer", "reject", "threaten", "halt"):
            return
        for rule, found in self._routes(reading, readings):
            actors = without((a for _, group in found for a in group), reading.sources)
            if actors:
                reading.targets, reading.target_tokens = actors, tuple(token for token, _ in found)
                reading.steps.append(("targets", rule, reading.target_tokens))
                return

    def _is_settled(self, reading: "Reading") -> bool:
        """Whether the target is somebody or some place, or the very thing that is acted upon.

        What is given or returned is not, as it goes to somebody.
        """
        at, obj, frame = self._participants.cast.at, reading.clause.words("obj"), reading.frame
        if any(actor.kind != "other" for actor in reading.targets) or any(at(t) for t in reading.target_tokens):
            return True
        if frame.kind is None:
            return bool(reading.targets) and (frame.target[0] != "to" or reading.target_tokens[0] not in obj)
        return any(t in obj for t in reading.target_tokens)

    def _routes(self, reading: "Reading", readings: dict[int, "Reading"]) -> Iterator[tuple[str, Found]]:
        taken = {reading.head.i, *(t.i for t in reading.source_tokens)}
        for verb in self._verbs(reading):
            for name in _BESIDE:
                yield f"beside {name}", self._first((name,), self._nested(verb, taken), reading, taken)
        for verb in self._verbs(reading):
            for clause in self._below(verb):
                slots = self._nested(clause, taken)
                slots.pop("subj", None)
                yield "in a clause below", self._first(EMBEDDED, slots, reading, taken)
        for verb in self._verbs(reading):
            for thing in self._view.at(verb).words("obj"):
                for clause in thing.children:
                    if clause.dep_ in ("acl", "relcl"):
                        slots = self._nested(clause, taken)
                        slots["subj"] = tuple(t for t in slots.get("subj", ()) if t != thing)
                        yield "in a clause about the obj", self._first(("subj", *EMBEDDED), slots, reading, taken)
        for governor, step in self._view.governors(reading.clause):
            above = readings.get(governor.i)
            told = above is not None and above.frame.kind == "report" and step == "comp"
            if above is not None and told and not without(above.sources, reading.sources):
                yield "who is told so", self._first(_TOLD, dict(above.clause.slots), reading, taken)
        for verb in self._verbs(reading):
            for word in verb.children:
                if word.dep_ == "advcl" and any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in word.children):
                    slots = {"subj": self._view.subjects(word)}
                    if any(c.lower_ in _PROMPTING for c in word.children) and reading.code[:2] in _PROMPTED:
                        yield "whose deed prompts it", self._first(("subj",), slots, reading, taken)

    def _verbs(self, reading: "Reading") -> list[Token]:
        """The verbs around a predicate: itself, the one that carries the noun, or whose object the noun is."""
        head = reading.head
        if head.pos_ in ("VERB", "AUX"):
            return [head]
        top, carrier = holder(head), reading.clause.carrier
        if carrier is head and top.dep_ in OBJECTS | PASSIVE_SUBJECTS:
            carrier = top.head
        return [carrier] if carrier.pos_ in ("VERB", "AUX") and carrier is not head else []

    def _nested(self, verb: Token, taken: set[int]) -> Slots:
        return self._participants.nested(self._view.at(verb).slots, taken)

    @staticmethod
    def _below(verb: Token) -> Iterator[Token]:
        """The clauses that a verb governs, without those that tell of other circumstances."""
        for word in verb.children:
            finite = any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in word.children)
            if word.dep_ in ("xcomp", "ccomp") or (word.dep_ == "advcl" and not finite):
                yield word
        for prep in verb.children:
            if prep.dep_ == "prep":
                yield from (c for c in prep.children if c.dep_ == "pcomp")

    def _first(self, names: Iterable[str], slots: Slots, reading: "Reading", taken: set[int]) -> Found:
        actors, tokens, _ = self._participants.fill(names, slots, taken, generic=False, known=reading.sources)
        return [(token, actors) for token in tokens]
