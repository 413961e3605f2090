"""What speakers do by saying something, without a word that names it: allege, deny, demand.

"Said the EU had never kept its word" alleges, "it's nonsense" denies, "said Iran must free them" demands.
"""

from collections.abc import Sequence

from sanudo_schema import Actor

from .clauses import Clause, ClauseView
from .lexicon import Frame, Lexicon
from .participants import Participants, without
from .readings import Reading
from .tokens import Span, Token
from .wrongdoing import VIOLENT, Wrongdoing, wrong_words

SAYING = Frame(id="saying-wrongdoing", code="112", predicates=frozenset(), kind="claim")
DENYING = Frame(id="calling-untrue", code="016", predicates=frozenset(), kind="deny")
URGING = Frame(id="saying-should", code="020", predicates=frozenset(), kind="appeal")
DEMANDING = Frame(id="saying-must", code="100", predicates=frozenset(), kind="demand")
_OFFICIAL = frozenset({"GOV", "MIL", "COP"})


class Speech:
    """Finds, in one article, the clauses by which a speaker alleges, denies or demands."""

    def __init__(self, view: ClauseView, lexicon: Lexicon, participants: Participants) -> None:
        self._view = view
        self._lexicon = lexicon
        self._participants = participants
        self._wrongdoing = Wrongdoing(view, participants)

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
            if token.pos_ in ("VERB", "AUX") and token.i not in claimed:
                allegation = self._allegation(token, by_head)
                if allegation is not None:
                    found.append(allegation)
        return found

    def _denial(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """ "It is nonsense," said of what others claim."""
        if verb.lemma_ != "be" or verb.i in by_head:
            return None
        clause = self._view.at(verb)
        subject = next((t for t in verb.children if t.dep_ in ("nsubj", "expl")), None)
        if subject is not None and subject.dep_ == "expl" and self._is_groundless(clause):
            return self._denying(verb, by_head)
        told = {t.lemma_.lower() for head in clause.words("as") for t in (head, *head.children)}
        truth = wrong_words()["true"] if clause.negated is not None else wrong_words()["untrue"]
        if subject is None or not told & truth:
            return None
        if (
            subject.lower_ not in ("it", "that", "this", "these", "those", "which")
            and subject.lemma_ not in wrong_words()["claims"]
        ):
            return None
        return self._denying(verb, by_head)

    def _is_groundless(self, clause: Clause) -> bool:
        """True for "there is no truth in the claims"."""
        return any(
            head.lemma_ in ("truth", "substance", "basis", "foundation", "merit")
            and any(c.lower_ == "no" for c in head.children)
            and any(t.lemma_ in wrong_words()["claims"] or t.lower_ in ("this", "that", "it") for t in head.subtree)
            for head in clause.words("as")
        )

    def _denying(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """The denial by whoever says the clause of the verb."""
        speakers, said = self._speakers(verb, None, by_head)
        if not speakers:
            return None
        reading = Reading(self._view.at(verb), DENYING, "016", speakers, (), said=said)
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
        swears = above.clause.lemma in wrong_words()["swearing"] and (clause.tense == "past" or clause.perfect)
        if not swears and not self._wrongdoing.blamed(verb, by_head):
            return None
        if above.status == "negated" or not _one_party(above.sources, self._doers(verb)):
            return None
        reading = Reading(clause, DENYING, "016", above.sources, (), said=above.head)
        reading.steps.append(("sources", "says that they did not do it", (above.head, verb)))
        return reading

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
        heads = self._view.at(verb).words("subj")
        pairs = [pair for head in heads for pair in self._participants.people(head)]
        if not pairs and any(c.tag_ in ("WDT", "WP") for c in verb.children):  # "the militia holding the town, which"
            pairs = [pair for head in heads for noun in _owners(head) for pair in self._participants.people(noun)][:1]
        return without((actor for _, actors in pairs for actor in actors), ())

    @staticmethod
    def _is_party(speakers: Sequence[Actor]) -> bool:
        reporters = wrong_words()["reporters"]
        return bool(speakers) and not any(reporters & set(actor.roles) for actor in speakers)

    def _allegation(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        """What a party says that another does wrong, or what somebody allegedly does, whoever says so."""
        tied = self._wrongdoing.tied(verb)
        if not tied and not self._wrongdoing.told(verb, by_head):
            return None
        content = self._wrongdoing.committed(verb, by_head) or by_head.get(verb.i)
        accused = tied or self._accused(verb, content)
        witness = self._witness(verb, content)
        if witness is not None:
            speakers: tuple[Actor, ...] = self._press(witness)
            said: Token | None = witness
        else:
            speakers, said = self._speakers(verb, content, by_head)
            if not self._is_party(speakers):
                return None
        if not accused or not apart(speakers, accused):
            return None
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

    def hearsay(self, sentence: Span, readings: Sequence[Reading]) -> list[Reading]:
        """What is said of others that is no wrong by its words alone, an allegation only if they deny it."""
        by_head = {reading.head.i: reading for reading in readings}
        kinds = self._lexicon.kinds
        taken = {
            r.head.i
            for r in readings
            if r.above is not None
            or (r.frame.kind is not None and (kinds[r.frame.kind].own or r.frame.kind == "report"))
        }
        found = []
        for token in sentence:
            if token.pos_ in ("VERB", "AUX") and token.i not in taken and (heard := self._heard(token, by_head)):
                found.append(heard)
        return found

    def _heard(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        clause = self._view.at(verb)
        report = next((by_head.get(g.i) for g, step in self._view.governors(clause) if step == "comp"), None)
        if report is None or report.frame.kind != "report" or clause.modal is not None or clause.tense == "future":
            return None
        accused = self._accused(verb, by_head.get(verb.i))
        if not accused or not apart(report.sources, accused):
            return None
        reading = Reading(clause, SAYING, "112", report.sources, accused, content=by_head.get(verb.i), said=report.head)
        reading.steps.append(("sources", "says what others deny", (report.head,)))
        reading.steps.append(("targets", "is said to have done it", (verb,)))
        return reading

    def _witness(self, verb: Token, content: Reading | None) -> Token | None:
        """The word by which something is alleged with no accuser: "allegedly", the leak of "a leak showing that"."""
        clause = self._view.at(verb)
        adverb = next((cue for cue in clause.cues if cue.lower_ in wrong_words()["unproven"]), None)
        if adverb is not None:
            return adverb
        for governor, step in self._view.governors(clause):
            if step != "comp":
                return None
            nouns = (governor,) if governor.pos_ == "NOUN" else self._view.at(governor).words("subj")
            if governor.tag_ == "VBG" and governor.i:  # "under fire for leaks indicating she had"
                nouns = (governor.nbor(-1), *nouns)
            for noun in nouns:
                violent = content is not None and content.code[:2] in VIOLENT and content.code != "180"
                if noun.lemma_ in wrong_words()["leaks"] or (noun.lemma_ in ("report", "article") and not violent):
                    return noun
        return None

    def _press(self, witness: Token) -> tuple[Actor, ...]:
        """The media, where the leak is theirs: "media revelations"."""
        press = (c for c in witness.children if c.dep_ == "compound" and c.lower_ in ("media", "press", "newspaper"))
        return tuple(self._participants.cast.generic(word) for word in press)


def _owners(noun: Token) -> list[Token]:
    """The nouns that a phrase is part of, the nearest first: the militia of "the militia holding the town"."""
    return [above for above in noun.ancestors if above.pos_ in ("NOUN", "PROPN")]


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
    return any(is_party(actor) for actor in accused)


def is_party(actor: Actor) -> bool:
    """True for an actor of a known kind, or with a name of its own: "Fine Gael", but no "oil prices"."""
    words = [word for word in actor.name.split() if len(word) > 3] or actor.name.split()
    return actor.kind != "other" or all(word[0].isupper() for word in words)
