"""What speakers do by saying something, without a word that names it: allege, deny, demand.

"Said the EU had never kept its word" alleges, "it's nonsense" denies, "said Iran must free them" demands.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sanudo_schema import Actor

from .clauses import ClauseView, lemma_of
from .lexicon import Frame, Lexicon
from .matching import kin
from .participants import Participants, without
from .readings import Reading
from .tokens import Span, Token

SAYING = Frame(id="saying-wrongdoing", code="112", predicates=frozenset(), kind="claim")
DENYING = Frame(id="calling-untrue", code="016", predicates=frozenset(), kind="deny")
URGING = Frame(id="saying-should", code="020", predicates=frozenset(), kind="appeal")
DEMANDING = Frame(id="saying-must", code="100", predicates=frozenset(), kind="demand")
_HOSTILE = frozenset({"11", "13", "14", "15", "16", "17", "18", "19", "20"})
_VIOLENT = frozenset({"18", "19", "20"})
_OFFICIAL = frozenset({"GOV", "MIL"})
_COPULAS = frozenset({"be", "become", "remain", "seem"})


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("sanudo.coding") / "wrongdoing.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in data.items()}


class Speech:
    """Finds, in one article, the clauses by which a speaker alleges, denies or demands."""

    def __init__(self, view: ClauseView, lexicon: Lexicon, participants: Participants) -> None:
        self._view = view
        self._lexicon = lexicon
        self._participants = participants

    def find(self, sentence: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The sentence's allegations, denials and demands that no frame names, with their content where it was read."""
        by_head = {reading.head.i: reading for reading in readings}
        found: list[Reading] = []
        for token in sentence:
            for reading in (
                self._denial(token, by_head),
                self._disclaimer(token, by_head),
                self._demand(token, by_head),
            ):
                if reading is not None:
                    found.append(reading)
        claimed = {r.content.head.i for r in readings if r.frame.kind in ("claim", "accuse", "deny") and r.content}
        for token in sentence:
            if (
                token.pos_ not in ("VERB", "AUX")
                or token.i in claimed
                or not self._is_wrong(token, by_head.get(token.i))
            ):
                continue
            content = by_head.get(token.i)
            speakers, said = self._speakers(token, content, by_head)
            accused = self._accused(token, content)
            if self._is_party(speakers) and accused and apart(speakers, accused):
                found.append(self._allegation(token, content, speakers, accused, said))
        return found

    def _denial(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """ "It is nonsense," said of what others claim."""
        if verb.lemma_ != "be" or verb.i in by_head:
            return None
        clause = self._view.at(verb)
        subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
        told = {t.lemma_.lower() for head in clause.words("as") for t in (head, *head.children)}
        truth = _words()["true"] if clause.negated is not None else _words()["untrue"]
        if subject is None or not told & truth:
            return None
        if (
            subject.lower_ not in ("it", "that", "this", "these", "those", "which")
            and subject.lemma_ not in _words()["claims"]
        ):
            return None
        speakers, said = self._speakers(verb, None, by_head)
        if not speakers:
            return None
        reading = Reading(clause, DENYING, "016", speakers, (), said=said)
        reading.steps.append(("sources", "calls it untrue", (verb,) if said is None else (said,)))
        return reading

    def _disclaimer(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """What speakers say that they themselves have not done: "insisted it had not opened fire"."""
        if verb.pos_ not in ("VERB", "AUX"):
            return None
        clause = self._view.at(verb)
        if clause.negated is None or clause.modal is not None or clause.tense == "future":
            return None
        above = next((by_head.get(g.i) for g, step in self._view.governors(clause) if step == "comp"), None)
        if above is None or above.frame.kind not in ("report", "claim") or not above.sources:
            return None
        swears = above.clause.lemma in _words()["swearing"] and (clause.tense == "past" or clause.perfect)
        if not swears and not self._blamed(verb, by_head.get(verb.i)):
            return None
        if above.status == "negated" or not _one_party(above.sources, self._doers(verb)):
            return None
        reading = Reading(clause, DENYING, "016", above.sources, (), said=above.head)
        reading.steps.append(("sources", "says that they did not do it", (above.head, verb)))
        return reading

    def _blamed(self, verb: Token, reading: Reading | None) -> bool:
        """True where a negated clause speaks of wrongdoing, or of a part in it."""
        words, clause = _words(), self._view.at(verb)
        if verb.lemma_ in _COPULAS:
            return any(t.lemma_.lower() in words["involved"] for t in verb.subtree if t.head == verb)
        if verb.lemma_ in ("have", "play"):
            return any(t.lemma_.lower() in words["parts"] for t in clause.words("obj"))
        if reading is not None and reading.frame.kind is None and reading.code[:2] in _HOSTILE:
            return True
        return verb.lemma_ in words["verbs"] or self._aids(verb)

    def _aids(self, verb: Token) -> bool:
        """True for "armed the rebels", "had planted the traces"."""
        words = _words()
        return verb.lemma_ in words["deeds"] and any(
            word.lemma_.lower() in words["tools"] for head in self._view.at(verb).words("obj") for word in kin(head)
        )

    def _demand(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """What a speaker says that others should (an appeal) or must (a demand) do."""
        if verb.pos_ not in ("VERB", "AUX"):
            return None
        clause = self._view.at(verb)
        frame = {"should": URGING, "must": DEMANDING}.get(clause.modal or "")
        if frame is None:
            return None
        content = by_head.get(verb.i)
        speakers, said = self._speakers(verb, content, by_head)
        asked = self._accused(verb, content)
        if not speakers or not asked or not apart(speakers, asked):
            return None
        code = self._lexicon.compose(frame.kind or "", content.code) if content is not None else None
        reading = Reading(clause, frame, code or frame.code, speakers, asked, content=content, said=said)
        reading.steps.append(("cameo", f"says that they {clause.modal} do it", (verb,)))
        if content is not None:
            content.above = reading
        return reading

    def _is_wrong(self, verb: Token, reading: Reading | None) -> bool:
        words = _words()
        clause = self._view.at(verb)
        if clause.conditional or clause.modal in ("hypothetical", "should", "must"):
            return False
        negated = clause.negated is not None
        if verb.lemma_ in _COPULAS:
            told = {t.lemma_.lower() for head in clause.words("as") for t in head.subtree if t.dep_ != "pobj"}
            if negated:
                return bool(told & {"honest", "serious", "sincere", "truthful", "committed", "interested"})
            return bool(told & words["is"]) or bool(told & words["schemes"] and told & words["verbs"])
        if negated:
            return verb.lemma_ in words["duties"]
        if reading is not None and reading.frame.kind is None and reading.code[:2] in _HOSTILE:
            aimed = bool(reading.targets) or reading.code[:2] in _VIOLENT
            return aimed and reading.status in ("occurred", "ongoing", "alleged")
        if verb.lemma_ in words["verbs"] or lemma_of(verb) in words["verbs"] or self._aids(verb):
            return True
        return self._fails(verb)

    @staticmethod
    def _fails(verb: Token) -> bool:
        duties = _words()["duties"]
        return verb.lemma_ in ("fail", "refuse", "try", "attempt") and any(
            c.dep_ == "xcomp" and c.lemma_ in (duties if verb.lemma_ in ("fail", "refuse") else _words()["verbs"])
            for c in verb.children
        )

    def _speakers(
        self, verb: Token, content: Reading | None, by_head: dict[int, Reading]
    ) -> tuple[tuple[Actor, ...], Token | None]:
        for governor, step in self._view.governors(self._view.at(verb)):
            above = by_head.get(governor.i)
            if above is not None and above.frame.kind == "report" and step == "comp" and above.sources:
                return above.sources, above.head
        return self._participants.cast.speaker_of(verb), None

    def _accused(self, verb: Token, content: Reading | None) -> tuple[Actor, ...]:
        if content is not None and content.sources:
            return content.sources
        return self._doers(verb)

    def _doers(self, verb: Token) -> tuple[Actor, ...]:
        pairs = (pair for head in self._view.at(verb).words("subj") for pair in self._participants.people(head))
        return without((actor for _, actors in pairs for actor in actors), ())

    @staticmethod
    def _is_party(speakers: Sequence[Actor]) -> bool:
        reporters = _words()["reporters"]
        return bool(speakers) and not any(reporters & set(actor.roles) for actor in speakers)

    def _allegation(
        self,
        verb: Token,
        content: Reading | None,
        speakers: tuple[Actor, ...],
        accused: tuple[Actor, ...],
        said: Token | None,
    ) -> Reading:
        clause = self._view.at(verb)
        code = (self._lexicon.compose("accuse", content.code) if content is not None else None) or "112"
        reading = Reading(clause, SAYING, code, speakers, accused, content=content, said=said)
        words = (verb,) if said is None else (said,)
        reading.steps.append(("sources", "speaks of another's wrongdoing", words))
        reading.steps.append(("targets", "does the wrong that is spoken of", (verb,)))
        if content is not None:
            content.above = reading
            content.status = "alleged"
            content.steps.append(("status", "on the word of a party", words))
        return reading


def _one_party(speakers: Sequence[Actor], doers: Sequence[Actor]) -> bool:
    """True where the doers are the speakers, or of the state that they speak for."""
    if not doers:
        return False
    names, states = {actor.name for actor in speakers}, {actor.country for actor in speakers if actor.country}
    return all(
        actor.name in names or (actor.country in states and (actor.kind == "state" or _OFFICIAL & set(actor.roles)))
        for actor in doers
    )


def apart(speakers: Sequence[Actor], accused: Sequence[Actor]) -> bool:
    """True where speaker and accused are different parties: of other states, or not both organs of one."""
    for actor in accused:
        for speaker in speakers:
            if actor.name == speaker.name:
                return False
            if actor.country and actor.country == speaker.country:
                bodies = "person" not in (actor.kind, speaker.kind)
                official = bodies and bool(_OFFICIAL & set(actor.roles)) and bool(_OFFICIAL & set(speaker.roles))
                if official or "state" in (actor.kind, speaker.kind):
                    return False
    return any(actor.kind != "other" for actor in accused)
