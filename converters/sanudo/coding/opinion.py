"""A seam for a second opinion on the class of an event, by whoever can judge a sentence with two marked actors.

The frames find who, how and why; a second opinion says what passes between the two. Where both agree the record is
surer; where the other is very sure of another class, it decides, and the record says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sanudo_schema.codes import cameo_candidates, event_type, plover_of

from .drafts import CORE, Draft
from .parsing import Parsed

SURE = 0.85
"""How likely a second opinion must hold its class to overrule the frames."""

UNLIKELY = 0.05
"""How unlikely it must hold the frames' class to overrule them."""


@dataclass(frozen=True)
class MarkedPair:
    """A sentence and the character ranges of its two marked actors, ends exclusive."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]


class SecondOpinion(Protocol):
    """Judges marked pairs, all of an article at once: for each, PLOVER events (or "none") and their probabilities."""

    def __call__(self, pairs: Sequence[MarkedPair]) -> Sequence[Mapping[str, float]]: ...


def marked_pair(draft: Draft, parsed: Parsed) -> MarkedPair | None:
    """The draft's sentence with its first source and target marked, None where it names only one of them."""
    reading = draft.reading
    if not reading.source_tokens or not reading.target_tokens:
        return None
    sentence = parsed.sentences[parsed.sentence_of[draft.head.i]]
    source, target = reading.source_tokens[0], reading.target_tokens[0]
    if not all(sentence.start <= token.i < sentence.end for token in (source, target)):
        return None
    start = parsed.start(sentence[0])
    ranges = ((parsed.start(token) - start, parsed.end(token) - start) for token in (source, target))
    return MarkedPair(parsed.text(sentence), *ranges)


def consult(opinion: SecondOpinion, drafts: Sequence[Draft], parsed: Parsed) -> None:
    """Joins a second opinion to the drafts of one article: confidence follows it, and a very sure one decides.

    Visits, meetings, allegations and denials keep their class; only their confidence moves.
    """
    pairs = [(draft, pair) for draft in drafts if (pair := marked_pair(draft, parsed)) is not None]
    for (draft, _), shares in zip(pairs, opinion([pair for _, pair in pairs]), strict=True):
        coded = plover_of(draft.code, draft.status)
        own = shares.get(coded.event, 0.0) if coded else 0.0
        best = max(sorted(shares), key=lambda event: shares[event], default="none")
        draft.steps.append(("cameo", f"second opinion: {best} {shares.get(best, 0.0):.2f}", (draft.head,)))
        fixed = draft.type in CORE or draft.type in ("Allegation", "Denial")
        if shares.get(best, 0.0) >= SURE and own <= UNLIKELY and best != "none" and not fixed:
            draft.code, draft.realised, draft.decided_by = cameo_candidates(best)[0], None, "reader"
            draft.type, own = event_type(draft.code), shares[best]
        draft.confidence = (draft.confidence + own) / 2
