"""Readings: each predicate with its frame, its participants and status, and what embeds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sanudo_schema import Actor

from .accused import Accused
from .agents import Agents
from .aims import aim_protests, specify_inquiries
from .clauses import Clause, ClauseView
from .counterparts import BIDDING, Counterparts
from .lexicon import Frame, Lexicon
from .matching import Matcher, kin
from .moods import own_status
from .nominals import holder
from .participants import Participants, Slots, without
from .places import PlaceMention
from .tokens import Span, Token

SHARING = frozenset({"intend", "vow", "offer", "halt", "reject", "threaten"})
"""Attitudes whose holder is the one to do what they embed."""

VERBAL = frozenset({"01", "02", "03", "05", "09", "10", "11", "12", "13"})  # CAMEO roots of words about deeds
KIND = frozenset({"03", "04", "05", "06", "07", "08"})
HARSH = frozenset({"14", "16", "17", "18", "19", "20"})
_ABOUT = frozenset({"on", "in", "of", "from"})
"""Slots that tell of what two agree on rather than with whom."""


@dataclass
class Reading:
    """One reading of one predicate: frame, participants, and its place under the words that embed it.

    status: from the clause's own grammar, then from what embeds it. above: the attitude that embeds it. content: what
    it embeds, where it is an attitude. said: the reporting verb of words that do something by being said. failed:
    under "failed to". refused: the code of the act refused. steps: (field, rule, words) for the record's reasons.
    """

    clause: Clause
    frame: Frame
    code: str
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    source_tokens: tuple[Token, ...] = ()
    target_tokens: tuple[Token, ...] = ()
    status: str = "occurred"
    above: "Reading | None" = None
    content: "Reading | None" = None
    said: Token | None = None
    failed: bool = False
    refused: str | None = None
    reporters: list["Reading"] = field(default_factory=list)
    steps: list[tuple[str, str, tuple[Token, ...]]] = field(default_factory=list)

    @property
    def head(self) -> Token:
        """The predicate word."""
        return self.clause.head


class Reader:
    """Reads the clauses of one article with a lexicon."""

    def __init__(
        self, view: ClauseView, lexicon: Lexicon, participants: Participants, places: Iterable[PlaceMention] = ()
    ) -> None:
        self._view = view
        self._lexicon = lexicon
        self._participants = participants
        self._accused = Accused(view, participants)
        self._matcher = Matcher(view, lexicon, participants, places)
        self._agents, self._counterparts = Agents(view, participants), Counterparts(view, participants)

    def sentence(self, sentence: Span) -> list[Reading]:
        """The readings of a sentence, those that embed others linked to what they embed."""
        readings: dict[int, Reading] = {}
        for token in sentence:
            if token.pos_ in ("VERB", "NOUN", "ADJ", "AUX", "PROPN") and (reading := self.read(token)):
                readings[token.i] = reading
        for token in [t for reading in readings.values() for t in self._named(reading)]:
            if token.i in readings and readings[token.i].frame.kind is None and not _is_meeting(readings[token.i]):
                del readings[token.i]
        for reading in sorted(readings.values(), key=lambda r: -r.head.i):
            self._embed(reading, readings)
        for reading in sorted(readings.values(), key=_depth):
            self._compose(reading, readings)
        for reading in sorted(readings.values(), key=_depth, reverse=True):
            self._lend(reading)
        for reading in readings.values():
            self._accused.suspect(reading, readings)
            self._fall_with(reading, readings)
            self._refuse(reading)
            self._agents.settle(reading)
            self._counterparts.settle(reading, readings)
            self._warn(reading)
        aim_protests(readings, self._lexicon)
        specify_inquiries(readings, self._lexicon)
        return [readings[i] for i in sorted(readings)]

    def _named(self, reading: Reading) -> Iterator[Token]:
        """The words that a frame of deeds has named as part of its predicate: "treaty" of "signed a treaty"."""
        frame = reading.frame
        if frame.kind is not None or frame.code[:2] in VERBAL:
            return
        for condition in frame.needs:
            for token in reading.clause.words(condition.slot) if condition.slot != "subj" else ():
                if any(word.lemma_.lower() in condition.words for word in kin(token)):
                    yield token

    def read(self, token: Token) -> Reading | None:
        """The reading of one predicate word, None where no frame fits."""
        kind = "verb" if token.pos_ in ("VERB", "AUX") else "adjective" if token.pos_ == "ADJ" else "noun"
        if not self._matcher.candidates(token, kind):
            return None
        if token.dep_ in ("compound", "nmod", "amod") or _in_name(token) or _in_date(token):
            return None
        clause = self._view.at(token)
        if kind == "adjective":
            clause = self._adjective(token, clause)
        matched = self._matcher.frame_for(clause)
        if matched is None or (kind == "noun" and self._is_somebody(token, matched[0])):
            return None
        return self._reading(clause, *matched)

    def _is_somebody(self, noun: Token, frame: Frame) -> bool:
        """True for a noun that names people rather than what they do: "the Georgian opposition", "Cuban exiles"."""
        if (
            frame.needs
            or frame.kind == "topic"
            or any(child.dep_ == "prep" and child.lower_ in ("to", "against") for child in noun.children)
        ):
            return False
        return any(actor.kind in ("person", "group", "organisation") for actor in self._participants.cast.at(noun))

    def _adjective(self, token: Token, clause: Clause) -> Clause:
        copula = token.head if token.dep_ in ("acomp", "attr", "oprd") else None
        if copula is None:
            return clause
        base = self._view.at(copula)
        slots = {**clause.slots, "subj": base.words("subj")}
        return Clause(
            token, clause.lemma, "adjective", slots, copula, False, base.tense, base.perfect, False, base.modal,
            base.negated, base.conditional, base.cues,
        )  # fmt: skip

    def _reading(self, clause: Clause, frame: Frame, slots: Slots) -> Reading:
        reading = Reading(clause, frame, frame.code)
        if (
            frame.kind in ("claim", "accuse") and "inherited" in slots
        ):  # "held on suspicion of": who is held suspects nobody
            slots = {**slots, "subj": tuple(t for t in slots.get("subj", ()) if t not in slots["inherited"])}
        if frame.reciprocal and frame.kind is None:
            self._both_sides(reading, frame, slots)
        else:
            self._two_sides(reading, frame, slots)
        reading.status, rule, words = own_status(clause, self._view)
        foretold = clause.kind == "noun" and clause.carrier.lemma_ in ("announce", "schedule")
        if foretold and frame.code.startswith("04") and reading.status == "occurred":  # "announced a visit to Chad"
            reading.status, rule, words = "scheduled", "announced", (clause.carrier,)
        if frame.status and reading.status in ("occurred", "alleged"):
            reading.status, rule, words = frame.status, f"frame {frame.id}", (clause.head,)
        reading.steps.append(("status", rule, words))
        return reading

    def _two_sides(self, reading: Reading, frame: Frame, slots: Slots) -> None:
        """Who does it, and to whom."""
        fill, lemma = self._participants.fill, reading.clause.lemma
        if reading.clause.passive and any(t.tag_ == "PRP" for t in slots.get("obj", ())):  # "he was arrested in Lagos"
            slots = {name: words for name, words in slots.items() if name not in ("in", "at")}
        taken = {reading.head.i}
        sources, tokens, where = fill(frame.source, slots, taken, generic=False)
        if not sources and "subj" in frame.source:
            sources, tokens, where = fill(("subj",), self._agents.makers(reading.clause), taken, generic=False)
        reading.sources, reading.source_tokens = sources, tokens
        if sources:
            reading.steps.append(("sources", f"{where} of {lemma!r}", tokens))
        taken |= {t.i for t in tokens}
        targets, tokens, where = fill(frame.target, slots, taken, generic=False, known=sources, about=True)
        if not targets:
            told = () if frame.kind is None else slots.get("comp", ())  # what is said or wanted is looked at later
            own = {name: tuple(t for t in tokens if t not in told) for name, tokens in slots.items()}
            wider = self._participants.nested(own, taken)
            targets, tokens, where = fill(frame.target, wider, taken, generic=frame.kind is None, known=sources)
        if not targets and frame.kind is None and "obj" not in frame.source:
            found = self._participants.deep(slots.get("obj", ()), taken, sources, self._named(reading))
            targets, tokens, where = found[0][1] if found else (), tuple(t for t, _ in found), "inside the obj"
        if frame.reciprocal and (len(sources) > 1 if not targets else len(sources) == 2 and where in _ABOUT):
            if third := self._counterparts.below(reading, ("with",)):
                (targets, tokens), where = third, "with, below"
            else:
                reading.sources, targets, tokens, where = sources[:1], sources[1:], reading.source_tokens, "subj"
        reading.targets, reading.target_tokens = without(targets, reading.sources), tokens
        if targets:
            reading.steps.append(("targets", f"{where} of {lemma!r}", tokens))

    def _both_sides(self, reading: Reading, frame: Frame, slots: Slots) -> None:
        """The participants of an act in which both sides do the same."""
        to_is_place = frame.code.startswith("04") and all(condition.slot != "to" for condition in frame.needs)
        alone = {"others_in": frame.target} if frame.target == ("with",) else {}  # "discussed Russia with India"
        obj_is_thing = "obj" not in frame.target and any(c.slot == "obj" and not c.tests for c in frame.needs)
        first, second = self._participants.sides(
            frame.source, slots, to_is_place=to_is_place, obj_is_thing=obj_is_thing, **alone
        )
        (reading.sources, reading.source_tokens), (reading.targets, reading.target_tokens) = first, second
        for name, (actors, tokens) in (("sources", first), ("targets", second)):
            if actors:
                reading.steps.append((name, f"side of {reading.clause.lemma!r}", tokens))

    def _carrying(self, reading: Reading, readings: dict[int, Reading]) -> list[tuple[Token, str]]:
        """The light verb of a noun, where it is an attitude too: "pledged weapons", "agreed to a truce"."""
        carrier = reading.clause.carrier
        above = readings.get(carrier.i) if carrier != reading.head else None
        if above is None or above.frame.kind is None or holder(reading.head).dep_ == "nsubj":
            return []
        return [(carrier, "obj")] if self._lexicon.kinds[above.frame.kind].own else []

    def _embed(self, reading: Reading, readings: dict[int, Reading]) -> None:
        """Finds the attitude above a reading, and applies what only changes its status on the way."""
        for governor, step in (*self._carrying(reading, readings), *self._view.governors(reading.clause)):
            above = readings.get(governor.i)
            if above is None or above.frame.kind is None:
                if above is not None or step not in ("comp", "obj", "purpose", "for", "of"):
                    return
                if step == "purpose" and reading.status in ("occurred", "ongoing"):
                    reading.status = "scheduled"
                    reading.steps.append(("status", "purpose of what is done", (governor,)))
                continue
            kind = self._lexicon.kinds[above.frame.kind]
            if step == "subj" and kind.own:
                reading.reporters.extend(self._reports(above, readings))
                return
            if not kind.own:
                reading.failed = reading.failed or above.frame.kind == "fail"
                if above.frame.kind == "report":
                    reading.reporters.append(above)
                elif not reading.sources and (step == "obj" or _is_resolve(above)):
                    reading.sources = without(above.sources, reading.targets)
                    reading.source_tokens = above.source_tokens
                self._apply_status(reading, above, kind.status)
                continue
            if above is reading or step not in ("comp", "obj", "purpose", *above.frame.content):
                return
            reading.above = above
            reading.reporters.extend(self._reports(above, readings))
            held = above.content
            if held is None or (
                reading.frame.kind is None and (reading.sources or reading.targets or not held.sources)
            ):
                above.content = reading
            return

    def _reports(self, reading: Reading, readings: dict[int, Reading]) -> list[Reading]:
        """Who is said to tell of it: "Serbia said" of "Serbia said that the visit was called off"."""
        above = (readings.get(governor.i) for governor, _ in self._view.governors(reading.clause))
        return [found for found in above if found is not None and found.frame.kind == "report"]

    def _apply_status(self, reading: Reading, above: Reading, status: str | None) -> None:
        if above.status == "negated" and above.frame.kind not in ("report",):
            self._set(reading, "negated", f"under negated {above.clause.lemma!r}", above)
        elif status == "negated" and reading.status == "negated":
            self._set(reading, "occurred", f"negated twice by {above.clause.lemma!r}", above)
        elif status and reading.status in ("occurred", "ongoing", "scheduled", "possible"):
            if status == "scheduled" and above.status == "possible":
                status = "possible"
            self._set(reading, status, f"under {above.clause.lemma!r}", above)
        elif above.frame.kind == "aspect" and above.status in ("scheduled", "possible"):
            self._set(reading, above.status, f"under {above.clause.lemma!r}", above)

    @staticmethod
    def _set(reading: Reading, status: str, rule: str, above: Reading) -> None:
        reading.status = status
        reading.steps.append(("status", rule, (above.head,)))

    def _compose(self, reading: Reading, readings: dict[int, Reading]) -> None:
        """Gives an attitude the code that it and its content make together, and the content its status."""
        kind, content = reading.frame.kind, reading.content
        if kind is None or not self._lexicon.kinds[kind].own:
            return
        if content is None:
            if kind in ("claim", "accuse") and not reading.targets:
                self._accused.name(reading, readings)
            unnamed = kind == "accuse" and any(t.tag_ == "PRP" for t in reading.clause.words("obj"))  # "accused him of"
            if not reading.targets and kind != "deny" and not unnamed:
                self._look_below(reading)
            return
        inner = content.content if content.frame.kind in ("intend", "vow", "offer") else None
        told = inner or content
        spurned = (
            kind == "vow" and told.clause.negated is not None and told.code[:2] in KIND
        )  # "vowed not to free them"
        composed = self._lexicon.compose("reject" if spurned else kind, told.code)
        if composed:
            reading.code = composed
            reading.steps.append(("cameo", f"{kind} of {content.frame.id} ({content.code})", (content.head,)))
        if kind in ("claim", "accuse") and not reading.targets:
            self._accused.name(reading, readings)
        if kind == "deny":  # those in what is denied need not have said it
            return
        if kind in BIDDING and not reading.targets and (bidden := self._counterparts.bidden(reading)):
            actors, reading.target_tokens = bidden
            reading.targets = actors
            reading.steps.append(("targets", "who is to do it", reading.target_tokens))
        if not reading.targets or all(actor.kind == "other" for actor in reading.targets):
            others = without((*content.targets, *content.sources), reading.sources)
            others = tuple(actor for actor in others if actor.kind != "other")
            if others:
                reading.targets, reading.target_tokens = others, content.target_tokens or content.source_tokens
        if not reading.targets:
            self._look_below(reading)

    def _fall_with(self, reading: Reading, readings: dict[int, Reading]) -> None:
        """What was to happen during a cancelled event falls with it: "called off a trip to meet them"."""
        self._await(reading, readings)
        if reading.status not in ("scheduled", "proposed", "possible") or reading.code[:2] not in ("03", "04"):
            return
        for above in reading.head.ancestors:
            fallen = readings.get(above.i)
            if fallen is not None and fallen.status == "cancelled" and fallen.clause.kind == "noun":
                self._set(reading, "cancelled", f"part of the cancelled {above.lemma_!r}", fallen)
                return

    def _await(self, reading: Reading, readings: dict[int, Reading]) -> None:
        """What somebody is still to travel for lies ahead too: "is to leave for Cairo on Monday for talks"."""
        if reading.status != "occurred" or reading.code[:2] != "04":
            return
        top = holder(reading.head)
        if top.dep_ == "pobj" and top.head.lower_ == "for":
            journey = readings.get(top.head.head.i)
        elif top.tag_ == "VB" and top.dep_ in ("advcl", "xcomp"):  # "will fly to Rome to meet the pope"
            journey = readings.get(top.head.i)
        else:
            return
        if (
            journey is not None
            and journey.frame.kind is None
            and journey.status in ("scheduled", "possible", "proposed")
        ):
            self._set(reading, journey.status, f"what {journey.clause.lemma!r} is for", journey)

    def _refuse(self, reading: Reading) -> None:
        """ "Will not free them" is a refusal to free them, and so is "failed to agree"."""
        clause = reading.clause
        if reading.frame.kind is not None or reading.status != "negated" or reading.above is not None:
            return
        will_not = clause.negated is not None and (clause.tense == "future" or clause.modal == "hypothetical")
        if not will_not and not reading.failed:
            return
        composed = self._lexicon.compose("reject", reading.code)
        if composed and reading.sources:
            reading.refused, reading.code = reading.code, composed
            rule = "refusal: what will not be done" if will_not else "refusal: what they fail to do"
            reading.steps.append(("cameo", rule, (reading.head,)))

    def _warn(self, reading: Reading) -> None:
        """What those who say so will do to others unless, or if, they do something is a threat."""
        prospective = reading.status in ("scheduled", "possible") and reading.above is None
        if reading.frame.kind is not None or reading.code[:2] not in HARSH or not prospective:
            return
        clauses = (child for child in reading.clause.carrier.children if child.dep_ == "advcl")
        if not any(word.lower_ in ("unless", "if") for clause in clauses for word in clause.children):
            return
        own = {(actor.name, actor.country) for actor in reading.sources}
        spoken = {(actor.name, actor.country) for reporter in reading.reporters for actor in reporter.sources}
        states = {country for _, country in own & spoken or own if country} & {country for _, country in spoken}
        composed = self._lexicon.compose("threaten", reading.code)
        if composed and (own & spoken or states):
            reading.code, reading.status = composed, "occurred"
            reading.steps.append(("cameo", "threat: what they say they will do unless or if", (reading.head,)))

    def _look_below(self, reading: Reading) -> None:
        """Whom an attitude is towards, where only the clause it embeds says so: "agreed to lend troops to Kuwait"."""
        taken = {t.i for t in reading.source_tokens}
        if reading.frame.kind == "reject" and not reading.clause.words("comp"):  # "rejected the plan"
            slots = reading.clause.slots
            targets, tokens, _ = self._participants.fill(reading.frame.target, slots, taken, generic=True)
            reading.targets, reading.target_tokens = without(targets, reading.sources), tokens
        if not reading.targets and (below := self._counterparts.below(reading)):
            reading.targets, reading.target_tokens = below
            reading.steps.append(("targets", f"named in what {reading.clause.lemma!r} is about", below[1]))

    def _lend(self, reading: Reading) -> None:
        """Gives an embedded reading the status its attitude implies and, where it has no source, the attitude's."""
        above = reading.above
        if above is None or above.frame.kind is None:
            return
        status = self._lexicon.kinds[above.frame.kind].status
        if status:
            held = (
                ("negated", "possible", "scheduled")
                if above.frame.kind in ("invite", "offer")
                else ("negated", "possible")
            )
            outer = above.status if above.status in held else status
            if above.frame.kind == "halt" and above.status == "negated":  # "would not cancel her trip"
                outer = "scheduled"
            reading.status = outer
            reading.steps.append(("status", f"under {above.clause.lemma!r}", (above.head,)))
        others = above.frame.kind == "reject" and reading.frame.kind == "invite"  # whoever opposes it invites nobody
        if not reading.sources and above.frame.kind in SHARING and not others:
            reading.sources = without(above.sources, reading.targets)
            reading.source_tokens = above.source_tokens


def _is_meeting(reading: Reading) -> bool:
    """True where both sides of a meeting are told, not just what a visit is for: "in Rome for talks with him"."""
    return reading.code.startswith("04") and bool(reading.sources and reading.targets)


def _is_resolve(above: Reading) -> bool:
    """True for the noun of "Chad's decision to send them", whose bearer acts."""
    return above.frame.kind == "aspect" and above.clause.kind == "noun"


def _in_date(token: Token) -> bool:
    """True for a month that is a word as well: the "March" of "24 March"."""
    near = token.doc[max(token.i - 1, 0) : token.i + 2]
    return token.text in ("March", "May") and any(other.pos_ == "NUM" or other.text[0].isdigit() for other in near)


def _in_name(token: Token) -> bool:
    """True for the last word of a proper name: the "War" of "Korean War"."""
    return token.tag_ in ("NNP", "NNPS") and any(c.dep_ == "compound" and c.tag_ == "NNP" for c in token.children)


def _depth(reading: Reading) -> int:
    """Innermost attitudes first: how many readings a reading embeds, negated for sorting from the inside out."""
    depth, inner = 0, reading.content
    while inner is not None and depth < 8:
        depth, inner = depth + 1, inner.content
    return depth
