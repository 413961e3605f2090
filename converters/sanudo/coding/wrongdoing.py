"""What is wrong to do by the words that tell it: "had harassed her staff", "uses trade rules to steal jobs".

The words stand in wrongdoing.toml.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sanudo_schema import Actor

from .clauses import Clause, ClauseView
from .matching import kin
from .participants import Participants
from .readings import Reading
from .syntax import lemma_of
from .tokens import Token

HOSTILE = frozenset({"11", "13", "14", "15", "16", "17", "18", "19", "20"})
VIOLENT = frozenset({"18", "19", "20"})
COPULAS = frozenset({"be", "become", "remain", "seem"})

Readings = Mapping[int, Reading]


@cache
def wrong_words() -> dict[str, frozenset[str]]:
    """The word lists of wrongdoing.toml, by name.

    >>> "bribe" in wrong_words()["verbs"]
    True
    """
    data = tomllib.loads((files("sanudo.coding") / "wrongdoing.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in data.items()}


class Wrongdoing:
    """Tells, in one article, the clauses that speak of wrongdoing."""

    def __init__(self, view: ClauseView, participants: Participants) -> None:
        self._view = view
        self._participants = participants
        self._words = wrong_words()

    def told(self, verb: Token, by_head: Readings) -> bool:
        """True where a clause says that its subject does wrong, or leaves undone what it owes."""
        clause, reading = self._view.at(verb), by_head.get(verb.i)
        if clause.conditional or clause.modal in ("hypothetical", "should", "must") or _is_of_a_kind(verb):
            return False
        if verb.lemma_ in COPULAS:
            return self._is_bad(clause)
        if clause.negated is not None:
            return verb.lemma_ in self._words["duties"]
        if reading is not None and reading.frame.kind is None and reading.code[:2] in HOSTILE:
            aimed = bool(reading.targets) or reading.code[:2] in VIOLENT
            return aimed and reading.status in ("occurred", "ongoing", "alleged") and not _is_planned(reading)
        if {verb.lemma_, lemma_of(verb)} & self._words["verbs"] or self.aids(verb):
            return True
        return self._fails(verb) or self._misuses(clause) or self.committed(verb, by_head) is not None

    def blamed(self, verb: Token, by_head: Readings) -> bool:
        """True where a negated clause speaks of wrongdoing, or of a part in it."""
        clause, reading = self._view.at(verb), by_head.get(verb.i)
        if verb.lemma_ in COPULAS:
            return any(t.lemma_.lower() in self._words["involved"] for t in verb.subtree if t.head == verb)
        if verb.lemma_ == "do" and any(t.lower_ == "nothing" for t in clause.words("obj")):
            return any(t.lower_ in ("kind", "sort", "such") for t in verb.subtree)  # "does nothing of the kind"
        if verb.lemma_ in ("have", "play"):
            if any(t.lower_ == "nothing" and any(c.lower_ == "do" for c in t.children) for t in clause.words("obj")):
                return True  # "had nothing to do with it"
            return any(t.lemma_.lower() in self._words["parts"] for t in clause.words("obj"))
        if reading is not None and reading.frame.kind is None and reading.code[:2] in HOSTILE:
            return True
        return verb.lemma_ in self._words["verbs"] or self.aids(verb)

    def tied(self, verb: Token) -> tuple[Actor, ...]:
        """Who is "allegedly linked" to something, where that is all that is said."""
        clause = self._view.at(verb)
        if verb.lemma_ not in self._words["ties"] or not any(c.lower_ in self._words["unproven"] for c in clause.cues):
            return ()
        heads = clause.words("obj") + clause.words("to") + clause.words("with") + clause.words("in")
        return next((actors for head in heads for _, actors in self._participants.people(head)), ())

    def aids(self, verb: Token) -> bool:
        """True for "armed the rebels", "had planted the traces"."""
        return verb.lemma_ in self._words["deeds"] and any(
            word.lemma_.lower() in self._words["tools"]
            for head in self._view.at(verb).words("obj")
            for word in kin(head)
        )

    def committed(self, verb: Token, by_head: Readings) -> Reading | None:
        """The deed that a verb says its subject had done: the attack of "had ordered the attack"."""
        if verb.lemma_ not in self._words["commits"]:
            return None
        deeds = (by_head.get(head.i) for head in self._view.at(verb).words("obj"))
        return next((d for d in deeds if d is not None and d.frame.kind is None and d.code[:2] in VIOLENT), None)

    def _is_bad(self, clause: Clause) -> bool:
        """True for "is a liar", "was an act of piracy", "is not honest"."""
        words = self._words
        predicates = clause.words("as") or clause.words("like")
        told = {t.lemma_.lower() for head in predicates for t in head.subtree if t.dep_ != "pobj"}
        if clause.negated is not None:
            return bool(told & words["honest"])
        acts = {t.lemma_.lower() for head in predicates if head.lemma_ in ("act", "form", "case") for t in head.subtree}
        return bool(told & (words["is"] | words["crimes"]) or acts & words["crimes"]) or bool(
            told & words["schemes"] and told & words["verbs"]
        )

    def _fails(self, verb: Token) -> bool:
        """True for "failed to comply" and "is trying to provoke"."""
        words = self._words
        wrong = words["duties"] if verb.lemma_ in ("fail", "refuse") else words["verbs"] | words["harms"]
        return verb.lemma_ in words["trying"] | {"fail", "refuse"} and any(
            c.dep_ == "xcomp" and c.lemma_ in wrong for c in verb.children
        )

    def _misuses(self, clause: Clause) -> bool:
        """True for "is using visas to punish us" and "behaves like a bully"."""
        words = self._words
        if clause.lemma in ("behave", "act"):
            return self._is_bad(clause)
        if any(verb.lemma_ in words["aims"] for verb in clause.words("purpose")):
            return True
        harmful = words["verbs"] | words["harms"]
        return clause.lemma in words["means"] and any(
            verb.lemma_ in harmful or (verb.lemma_ == "take" and any(c.lower_ == "away" for c in verb.children))
            for verb in clause.words("purpose")
        )


def _is_of_a_kind(verb: Token) -> bool:
    """True for "people who insult us", which says of nobody in particular that they do."""
    noun = verb.head
    return verb.dep_ == "relcl" and noun.tag_ in ("NNS", "NN") and noun.left_edge is noun and noun.nbor().lower_ != ","


def _is_planned(reading: Reading) -> bool:
    """True for an infinitive that only says what for: "a plan to act against the gangs"."""
    verb = reading.head
    above = reading.above
    return (
        verb.tag_ == "VB" and above is not None and above.frame.kind in ("intend", "vow", "offer", "appeal", "demand")
    )
