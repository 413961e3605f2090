"""Clauses that no frame reads: who does something to whom there, for a second opinion to judge."""

from collections.abc import Sequence

from .clauses import ClauseView
from .drafts import Draft
from .lexicon import DEFAULT_SOURCE, DEFAULT_TARGET, Frame
from .moods import own_status
from .participants import Participants
from .readings import Reading
from .tokens import Span, Token

UNFRAMED = Frame(id="none", code="010", predicates=frozenset())
"""Stands for the frame of what no frame read; its code is only provisional."""

_PLAIN = frozenset({"be", "have", "do", "say", "tell", "report", "add", "think", "know", "want", "become", "seem"})


class Unframed:
    """Finds, in one article, the clauses of verbs without a frame that join two actors."""

    def __init__(self, view: ClauseView, participants: Participants) -> None:
        self._view = view
        self._participants = participants

    def find(self, sentence: Span, readings: Sequence[Reading], drafts: Sequence[Draft]) -> list[Reading]:
        """The clauses of a sentence that join two actors whom no draft joins, with their status."""
        by_head = {reading.head.i: reading for reading in readings}
        joined = {(t.i, u.i) for d in drafts for t in _words(d.reading) for u in _words(d.reading) if t != u}
        found = []
        for token in sentence:
            if token.pos_ == "VERB" and token.i not in by_head and token.lemma_.lower() not in _PLAIN:
                reading = self._read(token, by_head)
                if reading and not any(
                    (t.i, u.i) in joined for t in reading.source_tokens for u in reading.target_tokens
                ):
                    found.append(reading)
        return found

    def _read(self, verb: Token, by_head: dict[int, Reading]) -> Reading | None:
        clause = self._view.at(verb)
        fill = self._participants.fill
        sources, source_tokens, _ = fill(DEFAULT_SOURCE, clause.slots, {verb.i}, generic=False)
        taken = {verb.i, *(t.i for t in source_tokens)}
        targets, target_tokens, where = fill(DEFAULT_TARGET, clause.slots, taken, generic=False, known=sources)
        if not all(any(actor.kind != "other" for actor in side) for side in (sources, targets)):
            return None
        reading = Reading(clause, UNFRAMED, UNFRAMED.code, sources, targets, source_tokens, target_tokens)
        for governor, _ in self._view.governors(clause):
            above = by_head.get(governor.i)
            if above is None or above.frame.kind != "report":
                return None
            reading.reporters.append(above)
        reading.status, rule, words = own_status(clause, self._view)
        reading.steps += [
            ("sources", f"subj of {clause.lemma!r}", source_tokens),
            ("targets", f"{where} of {clause.lemma!r}", target_tokens),
            ("status", rule, words),
        ]
        return reading


def _words(reading: Reading) -> tuple[Token, ...]:
    return (*reading.source_tokens, *reading.target_tokens)
