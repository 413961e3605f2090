"""When, where and by whose word: ties the article's times, places and reporting clauses to its drafts."""

from collections.abc import Sequence

from spacy.tokens import Token

from sanudo_schema import Attribution

from .drafts import Draft
from .parsing import Parsed
from .places import PlaceMention
from .readings import Reading
from .times import TimeMention, time_for

AT = frozenset({"in", "at", "near", "outside", "inside", "on", "around", "throughout", "across"})
TOWARDS = frozenset({"to", "in", "into", "at", "for", "from", None})
_PREDICATES = ("VERB", "AUX")


def _owner(token: Token, predicates: set[int]) -> Token | None:
    """The nearest predicate above a word."""
    for above in token.ancestors:
        if above.i in predicates or above.pos_ in _PREDICATES:
            return above
    return None


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

    def attach(self, drafts: list[Draft]) -> None:
        """Gives each draft of one sentence its time, place and attribution where the sentence has them."""
        heads = {d.head.i for d in drafts} | {d.reading.clause.carrier.i for d in drafts}
        for draft in drafts:
            self._time(draft, heads)
            self._place(draft, heads)
            draft.attribution = self._attribution(draft)

    def _chain(self, draft: Draft) -> list[Token]:
        """The predicates whose time may be the event's own: itself, its carrier, what embeds it."""
        reading: Reading | None = draft.reading
        clause = draft.reading.clause
        chain = [clause.head, clause.carrier]
        token = clause.carrier
        while token.dep_ in ("xcomp", "conj") and token.head.pos_ in _PREDICATES:
            if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                break
            token = token.head
            chain.append(token)
        while reading is not None and reading.above is not None and draft.type in ("Meeting", "Visit"):
            reading = reading.above
            chain.append(reading.clause.carrier)
        return chain

    def _time(self, draft: Draft, heads: set[int]) -> None:
        number = self._parsed.sentence_of[draft.head.i]
        candidates = [t for t in self._times.get(number, ()) if t.kind in ("point", "interval")]
        chain = [t.i for t in self._chain(draft)]
        best: tuple[int, int, TimeMention] | None = None
        for mention in candidates:
            owner = _owner(mention.root, heads)
            if owner is None or owner.i not in chain:
                continue
            rank = (chain.index(owner.i), abs(mention.root.i - draft.head.i))
            if best is None or rank < best[:2]:
                best = (*rank, mention)
        if best is None:
            return
        mention = best[2]
        tense = "future" if draft.status in ("scheduled", "proposed", "possible", "cancelled") else "past"
        draft.time = time_for(mention, tense)
        if draft.time is not None:
            words = tuple(self._parsed.doc[mention.first.i : mention.last.i + 1])
            draft.steps.append(("time", mention.reason, words))

    def _place(self, draft: Draft, heads: set[int]) -> None:
        number = self._parsed.sentence_of[draft.head.i]
        chain = [t.i for t in self._chain(draft)]
        allowed = TOWARDS | AT if draft.type == "Visit" else AT
        best: tuple[int, int, PlaceMention] | None = None
        for mention in self._places.get(number, ()):
            preposition = mention.preposition.lower_ if isinstance(mention.preposition, Token) else mention.preposition
            if preposition not in allowed:
                continue
            owner = _owner(mention.root, heads)
            if owner is None or owner.i not in chain:
                continue
            rank = (chain.index(owner.i), abs(mention.root.i - draft.head.i))
            if best is None or rank < best[:2]:
                best = (*rank, mention)
        if best is None:
            return
        draft.place = best[2].place.model_copy(update={"role": "event"})
        words = tuple(self._parsed.doc[best[2].first.i : best[2].last.i + 1])
        draft.steps.append(("place", best[2].reason, words))

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
