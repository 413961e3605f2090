"""When, where and by whose word: ties the article's times, places and reporting clauses to its drafts."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal

from sanudo_schema import Attribution, Time

from .clauses import Clause
from .drafts import Draft
from .parsing import Parsed
from .places import PlaceMention
from .readings import Reading
from .times import TimeMention, time_for
from .tokens import Token

AT = frozenset({"in", "at", "near", "outside", "inside", "on", "around", "throughout", "across"})
WITHIN = frozenset({"during", "on", "at", "amid", "within"})
CARRYING = frozenset({"Meeting", "Visit", "Allegation", "Denial"})
CARRY_SENTENCES = 2
DAY_SENTENCES = 8
"""Sentences over which the day on which one actor spoke is that of what others say."""
PLANNING = frozenset(
    {"be", "due", "plan", "schedule", "hold", "set", "expect", "take", "begin", "start", "arrange", "open"}
)
SPEECH = frozenset(
    {"Allegation", "Denial", "Statement", "Disapproval", "Appeal", "Demand", "Threat", "Refusal", "Support"}
)
TOWARDS = frozenset({"to", "in", "into", "at", "for", "from", None})
_PREDICATES = ("VERB", "AUX")


def _owner(token: Token, chain: Sequence[Token]) -> Token | None:
    """The nearest predicate above a word, if it is one of the chain."""
    wanted = {t.i for t in chain}
    for above in token.ancestors:
        if above.i in wanted:
            return above
        if above.dep_ == "acl" and above.head.i in wanted:
            return above.head
        if above.pos_ in _PREDICATES:
            return None
    return None


def _planned(noun: Token) -> Iterator[Token]:
    """The verbs after an event's noun that only say when and where it is: "talks that were due to be held in Cairo"."""
    for verb in noun.children:
        if verb.dep_ in ("relcl", "acl"):
            while verb.lemma_ in PLANNING:
                yield verb
                if verb.lemma_ == "be":
                    yield from (c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in PLANNING)
                below = [c for c in verb.subtree if c.dep_ == "xcomp" and c != verb]
                if not below:
                    break
                verb = below[0]


def _dates_verb(mention: TimeMention) -> bool:
    """True where the time hangs on a verb, and so dates what the sentence tells: not "a 2015 declaration"."""
    above = mention.root.head
    return (above.head if above.dep_ == "prep" else above).pos_ in _PREDICATES


class Attacher:
    """The times, places and speakers of one article, looked up by sentence."""

    def __init__(self, parsed: Parsed, times: Sequence[TimeMention], places: Sequence[PlaceMention]) -> None:
        self._parsed = parsed
        self._times: dict[int, list[TimeMention]] = {}
        self._places: dict[int, list[PlaceMention]] = {}
        self._spoken: dict[str, TimeMention] = {}
        self._venues: dict[str, PlaceMention] = {}
        self._day: tuple[int, TimeMention] | None = None
        self._readings: Sequence[Reading] = ()
        for time in times:
            self._times.setdefault(parsed.sentence_of[time.root.i], []).append(time)
        for place in places:
            self._places.setdefault(parsed.sentence_of[place.root.i], []).append(place)

    def attach(self, drafts: list[Draft], readings: Sequence[Reading]) -> None:
        """Gives each draft of one sentence its time, place and attribution where the sentence has them."""
        self._readings = readings
        self._listen(readings)
        for draft in drafts:
            chain = self._chain(draft)
            self._time(draft, chain)
            self._place(draft, chain)
            draft.attribution = self._attribution(draft)
            if draft.type in SPEECH and draft.time is None:
                self._recall(draft)
            if draft.type in CARRYING and draft.time is None and draft.status == "occurred":
                self._carry(draft)
            if draft.type in SPEECH and draft.time is None and draft.status == "occurred":
                self._of_the_day(draft)

    def _lately(self, time: Time) -> bool:
        """True for a day of the week before publication."""
        day = self._parsed.article.day
        if day is None or time.earliest is None:
            return False
        return time.earliest == time.latest and timedelta(0) <= day - time.earliest < timedelta(7)

    def _listen(self, readings: Sequence[Reading]) -> None:
        """Notes when each speaker was last said to speak, for what the article quotes of the same occasion later."""
        for reading in readings:
            if reading.frame.kind != "report" or not reading.sources:
                continue
            speaker = reading.sources[0].name
            if mention := self._time_at([reading.head]):
                self._spoken[speaker] = mention
                if (
                    mention.past is not None
                    and mention.past.earliest == mention.past.latest
                    and self._lately(mention.past)
                ):
                    self._day = (self._parsed.sentence_of[reading.head.i], mention)
            for place in self._places.get(self._parsed.sentence_of[reading.head.i], ()):
                if place.preposition in AT and _owner(place.root, [reading.head]) is not None:
                    self._venues[speaker] = place

    def _of_the_day(self, draft: Draft) -> None:
        """What is said in a story is said on its day: the last one told of an act of speech, if that was lately."""
        said = draft.reading.said or (draft.reading.reporters[0].head if draft.reading.reporters else None)
        telling = self._reported(said) if said is not None else draft.reading.clause
        if telling is None or telling.tense != "past" or telling.perfect or self._day is None:
            return
        here = self._parsed.sentence_of[draft.head.i]
        since, mention = self._day
        told = (m for n in range(since + 1, here + 1) for m in self._times.get(n, ()))
        between = any(m.kind in ("point", "interval") for m in told)
        if here - since <= DAY_SENTENCES and not between:
            self._set_time(draft, mention, "the day of what was said before: ")

    def _reported(self, verb: Token) -> Clause | None:
        return next((r.clause for r in self._readings if r.head == verb), None)

    def _recall(self, draft: Draft) -> None:
        speaker = next((a.name for a in draft.sources), None)
        mention = self._spoken.get(speaker) if speaker else None
        if mention is not None:
            self._set_time(draft, mention, "the same speaker's words were dated so: ")
        venue = self._venues.get(speaker) if speaker else None
        if venue is not None and draft.place is None:
            self._set_place(draft, venue, "where the same speaker spoke: ")

    def _carry(self, draft: Draft) -> None:
        """The time of a story in the past goes on into the next sentences of it, until another is told."""
        clause = draft.reading.clause
        spoken = draft.reading.frame.id.startswith(("saying-", "calling-"))
        past = clause.tense == "past" or (draft.nominal and clause.tense is None)
        if not spoken and (not past or clause.perfect):
            return
        here = self._parsed.sentence_of[draft.head.i]
        if any(m.time is not None for m in self._times.get(here, ())):
            return
        for number in range(here - 1, max(here - 1 - CARRY_SENTENCES, -1), -1):
            told = [
                m
                for m in self._times.get(number, ())
                if m.kind == "point" and m.time is not None and m.relation == "at" and _dates_verb(m)
            ]
            if told:
                first = min(told, key=lambda m: len(list(m.root.ancestors)))
                self._set_time(draft, first, "carried on from the sentences before: ")
                return

    def _chain(self, draft: Draft) -> list[Token]:
        """The predicates whose time may be the event's own: itself, its carrier, what embeds it, what it is part of."""
        reading: Reading | None = draft.reading
        clause = draft.reading.clause
        chain = [clause.head, clause.carrier]
        if draft.reading.said is not None:
            chain = [draft.reading.said]
        token = clause.carrier
        while token.dep_ in ("xcomp", "conj") and token.head.pos_ in _PREDICATES:
            if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                break
            token = token.head
            chain.append(token)
        if token.dep_ == "advcl" and token.tag_ == "VBG" and draft.type in ("Allegation", "Denial"):
            chain.append(token.head)  # "broke off ties in 2021, alleging that"
        while reading is not None and reading.above is not None and draft.type in ("Meeting", "Visit"):
            reading = reading.above
            chain.append(reading.clause.carrier)
        top = clause.carrier
        if (
            top.dep_ == "pobj"
            and top.head.lower_ in ("for", "on", "during", "at", "over", "amid")
            and top.head.head.pos_ in _PREDICATES
        ):
            chain.append(top.head.head)
        if draft.nominal:
            chain.extend(_planned(clause.head))
        for head in (clause.head, clause.carrier):
            chain.extend(
                t for prep in head.children if prep.lower_ in WITHIN for t in prep.children if t.dep_ == "pobj"
            )
        return chain

    def _time_at(self, chain: Sequence[Token]) -> TimeMention | None:
        """The time that hangs on the first of the predicates that has one."""
        order = [t.i for t in chain]
        number = self._parsed.sentence_of[order[0]]
        best: tuple[int, int, TimeMention] | None = None
        for mention in self._times.get(number, ()):
            if mention.kind not in ("point", "interval"):
                continue
            owner = _owner(mention.root, chain)
            if owner is None:
                continue
            rank = (order.index(owner.i), abs(mention.root.i - order[0]))
            if best is None or rank < best[:2]:
                best = (*rank, mention)
        return best[2] if best else None

    def _time(self, draft: Draft, chain: Sequence[Token]) -> None:
        mention = self._time_at(chain) or self._before_report(draft)
        if mention is not None:
            self._set_time(draft, mention, "")

    def _before_report(self, draft: Draft) -> TimeMention | None:
        """A time that the parser gave to "told reporters" though it stands in the words reported."""
        for report in draft.reading.reporters:
            subject = min((t.left_edge.i for t in report.clause.words("subj")), default=0)
            for mention in self._times.get(self._parsed.sentence_of[draft.head.i], ()):
                inside = draft.head.i < mention.root.i < subject
                if inside and mention.kind in ("point", "interval") and _owner(mention.root, [report.head]) is not None:
                    return mention
        return None

    def _set_time(self, draft: Draft, mention: TimeMention, why: str) -> None:
        tense: Literal["past", "future"] | None = (
            "future" if draft.status in ("scheduled", "proposed", "possible", "cancelled") else "past"
        )
        clause = draft.reading.clause
        if clause.tense == "present" and tense == "past" and not clause.perfect and not draft.headline:
            tense = None  # "who visits both countries on Monday"
        if clause.tense is None and clause.kind == "verb" and tense == "past" and mention.time is not None:
            tense = None  # "will stay before returning on Monday"
        time = time_for(mention, tense)
        if time is not None:
            draft.time = time
            words = tuple(self._parsed.doc[mention.first.i : mention.last.i + 1])
            draft.steps.append(("time", why + mention.reason, words))

    def _place(self, draft: Draft, chain: Sequence[Token]) -> None:
        order = [t.i for t in chain]
        number = self._parsed.sentence_of[draft.head.i]
        itself = {draft.reading.clause.head.i, draft.reading.clause.carrier.i}
        best: tuple[int, int, PlaceMention] | None = None
        for mention in self._places.get(number, ()):
            owner = _owner(mention.root, chain)
            if owner is None:
                continue
            travels = draft.type == "Visit" or (draft.type == "Meeting" and owner.i not in itself)
            if mention.preposition not in (TOWARDS | AT if travels else AT):
                continue
            rank = (order.index(owner.i), abs(mention.root.i - order[0]))
            if best is None or rank < best[:2]:
                best = (*rank, mention)
        if best is None:
            return
        self._set_place(draft, best[2], "")

    def _set_place(self, draft: Draft, mention: PlaceMention, why: str) -> None:
        draft.place = mention.place.model_copy(update={"role": "event"})
        words = tuple(self._parsed.doc[mention.first.i : mention.last.i + 1])
        draft.steps.append(("place", why + mention.reason, words))

    def _attribution(self, draft: Draft) -> Attribution | None:
        for report in draft.reading.reporters:
            if report.sources:
                tokens = [*report.source_tokens, report.head]
                first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
                parsed = self._parsed
                start, end = parsed.start(first), parsed.end(last)
                return Attribution(
                    actors=report.sources, text=parsed.article.text[start:end], start=start, end=end, time=None
                )
        return None
