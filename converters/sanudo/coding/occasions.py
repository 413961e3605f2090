"""When and where the article's speakers spoke: what it tells of one occasion in several sentences."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files

from sanudo_schema import Actor, Time

from .adjuncts import adjunct, of_subject, spoken_then
from .attachment import SPEECH, Attacher
from .clauses import Clause, ClauseView
from .drafts import Draft
from .parsing import Parsed
from .participants import Participants
from .places import PlaceMention
from .readings import Reading
from .speech import DENYING, SAYING
from .stays import nth_day
from .times import TimeMention
from .tokens import Span, Token

CARRYING = frozenset({"Meeting", "Visit", "Allegation", "Denial"})
CARRY_SENTENCES = 2
DAY_SENTENCES = 8
"""Sentences over which the day on which one actor spoke is that of what others say."""
LEAD_SENTENCES = 3
"""Sentences after what an article begins with in which it tells when that was."""
BACK_SENTENCES = 6
"""Sentences before "she was speaking in Oslo" of which that can be said."""
_ATTITUDES = frozenset({"report", "claim", "accuse", "deny", "appeal", "demand", "reject", "threaten", "vow"})
_VERBAL = frozenset({"01", "02", "10", "11", "12", "13"})


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files("sanudo.coding") / "occasions.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in data.items()}


@dataclass(frozen=True)
class Occasion:
    """An occasion on which somebody spoke: who, in which sentences it is told, on what day and where.

    explaining: told of what was said before ("she was speaking in Oslo"), not along with it.
    """

    speaker: Actor
    first: int
    last: int
    time: TimeMention | None
    place: PlaceMention | None
    explaining: bool = False


class Occasions:
    """The occasions of one article, gathered sentence by sentence, then given to what was said on them."""

    def __init__(self, parsed: Parsed, view: ClauseView, participants: Participants, attacher: Attacher) -> None:
        self._parsed, self._view, self._participants, self._attacher = parsed, view, participants, attacher
        self._told: dict[str, list[Occasion]] = {}
        self._days: list[tuple[int, TimeMention]] = []
        self._readings: dict[int, Reading] = {}
        self._speakers: tuple[Actor, ...] = ()
        self._lead = 1 + next(iter(parsed.sentence_of[parsed.headline :]), 0)

    # gathering

    def listen(self, sentence: Span, readings: Sequence[Reading]) -> None:
        """Notes when and where the sentence says that somebody spoke."""
        self._readings.update((reading.head.i, reading) for reading in readings)
        for verb in sentence:
            if verb.pos_ not in ("VERB", "AUX"):
                continue
            clause = self._view.at(verb)
            if clause.tense == "future" or clause.modal or clause.negated is not None or clause.perfect:
                continue
            for speaker in self._speaking(clause):
                self._note(speaker, clause)

    def _speaking(self, clause: Clause) -> tuple[Actor, ...]:
        """Who speaks by what a clause tells."""
        words, reading, lemma = _words(), self._readings.get(clause.head.i), clause.lemma
        subjects = clause.words("subj")
        if lemma in ("come", "make") and any(t.lemma_ in words["remarks"] for t in (*subjects, *clause.words("obj"))):
            own = self._people(subjects)
            return own or self._speakers
        if reading is not None and _speaks(reading) and lemma not in words["silent"]:
            if any(token in subjects for token in reading.source_tokens):
                self._speakers = reading.sources[:1]
                return self._speakers
            return ()
        speech = any(t.lemma_ in words["speeches"] for t in clause.words("obj"))
        gathered = clause.carrier.tag_ == "VBG" and clause.tense is None and lemma in words["gathering"]
        if lemma in words["verbs"] or gathered or (lemma in words["light"] and speech):
            self._speakers = self._people(subjects) or self._speakers
            return self._people(subjects)
        return ()

    def _people(self, subjects: Sequence[Token]) -> tuple[Actor, ...]:
        return tuple(actor for token in subjects for actor in self._participants.cast.at(token))[:1]

    def _note(self, speaker: Actor, clause: Clause) -> None:
        """Adds what a clause tells of when and where to the speaker's last occasion, or begins another."""
        time = self._attacher.time_at([clause.head], spoken_then) or self._during_stay(clause)
        place = self._attacher.place_at([clause.head], _spoken_there)
        if time is None and place is None:
            return
        here = self._parsed.sentence_of[clause.head.i]
        words = _words()
        explaining = (clause.progressive and clause.tense == "past" and clause.lemma in words["verbs"]) or (
            clause.lemma in ("come", "make")
        )
        told = self._told.setdefault(speaker.name, [])
        last = told[-1] if told else None
        if last is not None and _one(last, time, place) and here - last.last <= LEAD_SENTENCES:
            told[-1] = replace(last, last=here, time=last.time or time, place=place or last.place)
        else:
            told.append(Occasion(speaker, here, here, time, place, explaining))
        if time is not None and self._lately(time):
            self._days.append((here, time))

    def _during_stay(self, clause: Clause) -> TimeMention | None:
        """The day of publication, for what is told of "the second day of a visit" without its date."""
        day = self._parsed.article.day
        words = [t for t in clause.head.subtree if t.dep_ == "pobj" and t.lemma_ in _words()["stays"]]
        noun = next((t.head.head for t in words if nth_day(t) is not None), None)
        if day is None or noun is None or not adjunct(noun, clause.head):
            return None
        first, last = noun.left_edge, noun
        parsed = self._parsed
        text = parsed.article.text[parsed.start(first) : parsed.end(last)]
        time = Time(edtf=day.isoformat(), basis="publication", text=text)
        return TimeMention(first, last, noun, "point", "at", time, time, None, "told on the day of publication")

    def _lately(self, mention: TimeMention) -> bool:
        """True for a day of the week before publication."""
        day, time = self._parsed.article.day, mention.past
        if day is None or time is None or time.earliest is None or time.earliest != time.latest:
            return False
        return timedelta(0) <= day - time.earliest < timedelta(7)

    # giving

    def share(self, drafts: Sequence[Draft]) -> None:
        """Gives what is said without a day or place those of its occasion, and what a story goes on with its time."""
        for draft in drafts:
            speech = draft.type in SPEECH and draft.status == "occurred"
            if speech and (occasion := self._occasion(draft)) is not None:
                self._set(draft, occasion)
            if draft.type in CARRYING and draft.time is None and draft.status == "occurred":
                self._carry(draft)
            if speech and draft.time is None:
                self._of_the_day(draft)

    def _set(self, draft: Draft, occasion: Occasion) -> None:
        whose = "the same speaker's words" if occasion.speaker.name in {a.name for a in draft.sources} else "the story"
        if draft.time is None and occasion.time is not None:
            self._attacher.set_time(draft, occasion.time, f"{whose} were dated so: ")
        if draft.place is None and occasion.place is not None:
            self._attacher.set_place(draft, occasion.place, "where the same speaker spoke: ")

    def _occasion(self, draft: Draft) -> Occasion | None:
        """The occasion on which something was said: the speaker's last, else the one that the article then tells of."""
        if draft.time is not None and draft.place is not None:
            return None
        here = self._parsed.sentence_of[draft.head.i]
        lead = here <= self._lead
        if not draft.sources or not self._narrated(draft, lead):
            return None
        speaker = draft.sources[0]
        told = self._told.get(speaker.name, ())
        before = [occasion for occasion in told if occasion.first <= here]
        after = [
            occasion
            for occasion in told
            if occasion.first > here
            and (
                (occasion.explaining and occasion.first - here <= BACK_SENTENCES)
                or (lead and occasion.first - here <= LEAD_SENTENCES)
            )
        ]
        found = before[-1] if before else after[0] if after else self._of_the_state(speaker, here) if lead else None
        if found is None or draft.time is None:
            return found
        same = found.time is not None and found.time.past is not None and found.time.past.edtf == draft.time.edtf
        return found if same else None

    def _of_the_state(self, state: Actor, here: int) -> Occasion | None:
        """For what a state is said to say at the beginning, the day on which one of its officials then speaks."""
        if state.kind != "state" or not state.country:
            return None
        near = (
            replace(occasion, place=None)
            for told in self._told.values()
            for occasion in told
            if here < occasion.first <= here + LEAD_SENTENCES and occasion.speaker.country == state.country
            if occasion.time is not None and self._lately(occasion.time) and "GOV" in occasion.speaker.roles
        )
        return min(near, key=lambda occasion: occasion.first, default=None)

    def _narrated(self, draft: Draft, lead: bool) -> bool:
        """True where the telling verb is a plain past, a participle beside one, or, at the beginning, a perfect."""
        telling = self._telling(draft)
        if telling is None:
            return False
        if telling.head == draft.head and _quoted(draft):
            return True
        if draft.reading.clause.perfect and telling.head != draft.head and not _quoted(draft):
            return False  # "said on Monday that Serbia had accused them"
        if telling.perfect:
            habit = any(t.lower_ in _words()["habitual"] for t in telling.carrier.children)
            habit = habit or any(t.lower_ == "since" for t in telling.carrier.subtree)
            return lead and telling.tense == "present" and not habit
        if telling.tense is None and telling.carrier.tag_ == "VBG" and telling.carrier.dep_ in ("advcl", "acl"):
            above = next((t for t in telling.carrier.ancestors if t.pos_ in ("VERB", "AUX")), None)
            clause = self._view.at(above) if above is not None else None
            return clause is not None and clause.tense == "past" and (not clause.perfect or lead)
        return telling.tense == "past"

    def _telling(self, draft: Draft) -> Clause | None:
        """The clause that tells that something was said."""
        reading = draft.reading
        said = reading.said or (reading.reporters[0].head if reading.reporters else None)
        if said is None:
            return reading.clause
        return self._readings[said.i].clause if said.i in self._readings else None

    def _of_the_day(self, draft: Draft) -> None:
        """What is said in a story is said on its day: the last one told of an act of speech, if that was lately."""
        here = self._parsed.sentence_of[draft.head.i]
        before = [(since, mention) for since, mention in self._days if since <= here]
        if not before or not self._narrated(draft, lead=False):
            return
        since, mention = before[-1]
        between = any(self._attacher.resolved(number) for number in range(since + 1, here + 1))
        if here - since <= DAY_SENTENCES and not between:
            self._attacher.set_time(draft, mention, "the day of what was said before: ")

    def _carry(self, draft: Draft) -> None:
        """The time of a story in the past goes on into the next sentences of it, until another is told."""
        clause = draft.reading.clause
        spoken = _quoted(draft)
        past = clause.tense == "past" or (draft.nominal and clause.tense is None)
        if not spoken and (not past or clause.perfect):
            return
        here = self._parsed.sentence_of[draft.head.i]
        if self._attacher.resolved(here):
            return
        for number in range(here - 1, max(here - 1 - CARRY_SENTENCES, -1), -1):
            told = self._attacher.resolved(number)
            line = [
                m for m in told if m.kind == "point" and m.relation == "at" and m.time == m.past and _of_the_story(m)
            ]
            if line:
                first = min(line, key=lambda m: len(list(m.root.ancestors)))
                self._attacher.set_time(draft, first, "carried on from the sentences before: ")
            if told:
                return


def _spoken_there(root: Token, verb: Token) -> bool:
    """True for where somebody speaks; "the party's branch in Afrin said" does not tell it."""
    return adjunct(root, verb) and not of_subject(root, verb)


def _speaks(reading: Reading) -> bool:
    return reading.frame.kind in _ATTITUDES or (reading.frame.kind is None and reading.code[:2] in _VERBAL)


def _quoted(draft: Draft) -> bool:
    """True for what a speaker does by the very words quoted."""
    return draft.reading.frame in (SAYING, DENYING)


def _one(occasion: Occasion, time: TimeMention | None, place: PlaceMention | None) -> bool:
    """True where what is told further can be of the same occasion: no other day, no other place."""
    if time is not None and occasion.time is not None and time.past != occasion.time.past:
        return False
    there = occasion.place
    return place is None or there is None or place.place.country == there.place.country


def _of_the_story(mention: TimeMention) -> bool:
    """True where a time dates what its sentence tells in its main clause: not "a 2015 declaration", not an aside."""
    above = mention.root.head
    verb = above.head if above.dep_ == "prep" else above
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    return not any(token.dep_ in ("relcl", "acl", "advcl", "pcomp") for token in (verb, *_clauses_above(verb)))


def _clauses_above(verb: Token) -> Iterator[Token]:
    return (token for token in verb.ancestors if token.pos_ in ("VERB", "AUX"))


__all__ = ["Occasion", "Occasions"]
