"""When, where and by whose word: ties the article's times, places and reporting clauses to its drafts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from sanudo_schema import Attribution

from .adjuncts import PREDICATES, adjunct, dates, of_subject, owner, situates, spoken_then
from .drafts import Draft
from .parsing import Parsed
from .places import PlaceMention
from .readings import Reading
from .times import TimeMention, time_for
from .tokens import Token
from .words import word_lists

Found = TypeVar("Found", TimeMention, PlaceMention)
Fit = Callable[[Token, Token], bool]
"""Whether a time or place (its root) may be that of a predicate above it."""

AT = frozenset({"in", "at", "near", "outside", "inside", "on", "around", "throughout", "across"})
WITHIN = frozenset({"during", "on", "at", "amid", "within"})
SPEECH = frozenset(
    {"Allegation", "Denial", "Statement", "Disapproval", "Appeal", "Demand", "Threat", "Refusal", "Support"}
)
BESIDE = frozenset({"for", "on", "during", "at", "over", "amid"})
AFTERWARDS = frozenset({"after", "following"})
TOWARDS = frozenset({"to", "in", "into", "at", "for", "from", None})
VIOLENT = frozenset({"18", "19", "20"})


def _planned(noun: Token) -> Iterator[Token]:
    """The verbs after an event's noun that only say when and where it is: "talks that were due to be held in Cairo"."""
    for verb in noun.children:
        if verb.dep_ in ("relcl", "acl"):
            while verb.lemma_ in word_lists().happening:
                yield verb
                if verb.lemma_ == "be":
                    yield from (c for c in verb.children if c.dep_ == "acomp" and c.lemma_ in word_lists().happening)
                below = [c for c in verb.subtree if c.dep_ == "xcomp" and c != verb]
                if not below:
                    break
                verb = below[0]


def _stands(place: PlaceMention) -> bool:
    """True where a preposition says that something is in a place; "on" a state is said of what is done to it."""
    return place.preposition in AT and not (place.preposition == "on" and place.kind == "country")


def _in_present(mention: TimeMention) -> bool:
    """True where a time hangs on a verb in the plain present."""
    above = mention.root.head
    verb = above.head if above.dep_ == "prep" else above
    return verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _leans_on(draft: Draft) -> Token | None:
    """The past verb of what was done on the same day, by the one who "signed", or "left after talks".

    In "who received them" it is that of the clause whose subject a clause in commas tells more of.
    """
    verb = draft.reading.clause.carrier
    noun = verb.head
    if draft.nominal and verb.dep_ == "pobj" and noun.lower_ in AFTERWARDS:
        return noun.head if noun.head.tag_ == "VBD" else None
    before = verb.left_edge.i - 1
    aside = verb.dep_ == "relcl" and noun.dep_ == "nsubj" and before >= 0 and verb.doc[before].text == ","
    return noun.head if aside and verb.tag_ == noun.head.tag_ == "VBD" else None


class Attacher:
    """The times, places and speakers of one article, looked up by sentence."""

    def __init__(self, parsed: Parsed, times: Sequence[TimeMention], places: Sequence[PlaceMention]) -> None:
        self._parsed = parsed
        self._times: dict[int, list[TimeMention]] = {}
        self._places: dict[int, list[PlaceMention]] = {}
        for time in times:
            self._times.setdefault(parsed.sentence_of[time.root.i], []).append(time)
        for place in places:
            self._places.setdefault(parsed.sentence_of[place.root.i], []).append(place)

    def attach(self, drafts: Sequence[Draft], readings: Sequence[Reading]) -> None:
        """Gives each draft of one sentence its time, place and attribution where the sentence has them."""
        for draft in drafts:
            chain = self._chain(draft)
            spoken = draft.type in SPEECH and not draft.nominal
            mention = self.time_at(chain, spoken_then if spoken else dates) or self._before_report(draft)
            if mention is None and (above := _leans_on(draft)) is not None:
                mention = self.time_at([above])
            if mention is not None:
                self.set_time(draft, mention, "")
                event = owner(mention.root, chain)
                draft.journey = draft.type == "Meeting" and any(d.type == "Visit" and d.head == event for d in drafts)
            elif (mention := self._last_time(draft)) is not None:
                self.set_time(draft, mention, "the one before it: ")
            place = self._place(draft, chain, adjunct if spoken else situates)
            if place is not None:
                self.set_place(draft, place, "")
            draft.attribution = self._attribution(draft)

    def resolved(self, sentence: int) -> list[TimeMention]:
        """The times that a sentence tells."""
        return [mention for mention in self._times.get(sentence, ()) if mention.time is not None]

    def states_named(self, draft: Draft) -> set[str]:
        """The states whose places the sentence of a draft names."""
        places = self._places.get(self._parsed.sentence_of[draft.head.i], ())
        return {mention.place.country for mention in places if mention.place.country}

    def _chain(self, draft: Draft) -> list[Token]:
        """The predicates whose time may be the event's own: itself, its carrier, what embeds it, what it is part of."""
        reading: Reading | None = draft.reading
        clause = draft.reading.clause
        chain = [clause.head, clause.carrier]
        if draft.reading.said is not None:
            chain = [draft.reading.said]
        token = clause.carrier
        while token.dep_ in ("xcomp", "conj") and token.head.pos_ in PREDICATES:
            if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                break
            token = token.head
            chain.append(token)
        if token.dep_ == "advcl" and token.tag_ == "VBG" and not any(c.dep_ in ("mark", "aux") for c in token.children):
            chain.append(token.head)  # "broke off ties in 2021, alleging that"
        while reading is not None and reading.above is not None and draft.type in ("Meeting", "Visit"):
            reading = reading.above
            chain.append(reading.clause.carrier)
        purpose = token.dep_ == "advcl" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
        if purpose and draft.type in ("Meeting", "Visit"):
            chain.append(token.head)  # "flew to Rome on Monday to meet"
        top = clause.carrier
        if top.dep_ == "pobj" and top.head.lower_ in BESIDE and top.head.head.pos_ in PREDICATES:
            chain.append(top.head.head)
        if top.dep_ in ("nsubj", "nsubjpass") and top.head.lemma_ in word_lists().happening:
            chain.append(top.head)  # "their talks took place in May"
        if draft.nominal:
            chain.extend(_planned(clause.head))
        for head in (clause.head, clause.carrier):
            chain.extend(
                t for prep in head.children if prep.lower_ in WITHIN for t in prep.children if t.dep_ == "pobj"
            )
        return chain

    def time_at(self, chain: Sequence[Token], fits: Fit = dates) -> TimeMention | None:
        """The time that hangs on the first of the predicates that has one, as it must to fit."""
        dated = (m for m in self._times.get(self._sentence(chain), ()) if m.kind in ("point", "interval"))
        return self._nearest(dated, chain, lambda mention, event: fits(mention.root, event))

    def place_at(self, chain: Sequence[Token], fits: Fit = situates) -> PlaceMention | None:
        """The place that stands with the first of the predicates that has one, as it must to fit."""
        places = self._places.get(self._sentence(chain), ())
        return self._nearest(places, chain, lambda mention, event: _stands(mention) and fits(mention.root, event))

    def _sentence(self, chain: Sequence[Token]) -> int:
        return self._parsed.sentence_of[chain[0].i]

    @staticmethod
    def _nearest(
        mentions: Iterable[Found], chain: Sequence[Token], fits: Callable[[Found, Token], bool]
    ) -> Found | None:
        """The mention whose predicate comes first in the chain, and that is nearest to the first of it."""
        order = [t.i for t in chain]
        owned = ((mention, owner(mention.root, chain)) for mention in mentions)
        ranked = [(order.index(o.i), abs(m.root.i - order[0]), m) for m, o in owned if o is not None and fits(m, o)]
        return min(ranked, key=lambda rank: rank[:2])[2] if ranked else None

    def _last_time(self, draft: Draft) -> TimeMention | None:
        """When the visit before was, of which "the first visit by a French president since 2017" speaks."""
        if draft.type not in ("Visit", "Meeting") or not draft.nominal or draft.status != "occurred":
            return None
        indefinite = any(c.lower_ in ("a", "an") for token in draft.reading.source_tokens for c in token.children)
        first = any(c.lower_ == "first" for c in draft.head.children)
        compared = (m for m in self._times.get(self._sentence([draft.head]), ()) if m.kind == "comparison")
        if not (indefinite and first):
            return None
        return self._nearest(compared, [draft.head], lambda mention, event: mention.past is not None)

    def _before_report(self, draft: Draft) -> TimeMention | None:
        """A time that the parser gave to "told reporters" though it stands in the words reported."""
        for report in draft.reading.reporters:
            subject = min((t.left_edge.i for t in report.clause.words("subj")), default=0)
            for mention in self._times.get(self._parsed.sentence_of[draft.head.i], ()):
                inside = draft.head.i < mention.root.i < subject
                if inside and mention.kind in ("point", "interval") and owner(mention.root, [report.head]) is not None:
                    return mention
        return None

    def set_time(self, draft: Draft, mention: TimeMention, why: str) -> None:
        """Gives a draft what a mention means in its tense, and says why."""
        tense: Literal["past", "future"] | None = (
            "future" if draft.status in ("scheduled", "proposed", "possible", "cancelled") else "past"
        )
        clause = draft.reading.clause
        if clause.tense == "present" and tense == "past" and not clause.perfect and not draft.headline:
            tense = None  # "who visits both countries on Monday"
        if draft.nominal and clause.tense is None and tense == "past" and _in_present(mention):
            tense = None  # "leaves on Sunday for a visit"
        if clause.tense is None and clause.kind == "verb" and tense == "past" and mention.time is not None:
            tense = None  # "will stay before returning on Monday"
        time = time_for(mention, tense)
        if time is not None:
            draft.time = time
            words = tuple(self._parsed.doc[mention.first.i : mention.last.i + 1])
            draft.steps.append(("time", why + mention.reason, words))

    def _place(self, draft: Draft, chain: Sequence[Token], fits: Fit) -> PlaceMention | None:
        """Where a draft's own words say that it was; of a journey also where it leads, of an attack what it hits."""
        itself = {draft.reading.clause.head.i, draft.reading.clause.carrier.i}
        violent = draft.code[:2] in VIOLENT

        def stands(mention: PlaceMention, event: Token) -> bool:
            if violent and mention.kind != "country" and mention.root.dep_ == "dobj":
                return True
            travels = draft.type == "Visit" or (draft.type == "Meeting" and event.i not in itself)
            there = _stands(mention) or (travels and mention.preposition in TOWARDS)
            return there and fits(mention.root, event) and not (violent and of_subject(mention.root, event))

        places = self._places.get(self._parsed.sentence_of[draft.head.i], ())
        return self._nearest(places, chain, stands)

    def set_place(self, draft: Draft, mention: PlaceMention, why: str) -> None:
        """Gives a draft the place of a mention, and says why."""
        draft.place = mention.place.model_copy(update={"role": "event"})
        words = tuple(self._parsed.doc[mention.first.i : mention.last.i + 1])
        draft.steps.append(("place", why + mention.reason, words))

    def _attribution(self, draft: Draft) -> Attribution | None:
        for report in draft.reading.reporters:
            if report.sources:
                tokens = [*(token.left_edge for token in report.source_tokens), *report.source_tokens, report.head]
                first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
                parsed = self._parsed
                start, end = parsed.start(first), parsed.end(last)
                return Attribution(
                    actors=report.sources, text=parsed.article.text[start:end], start=start, end=end, time=None
                )
        return None
