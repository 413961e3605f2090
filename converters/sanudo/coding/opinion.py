"""A seam for a second opinion on what passes between two actors, by whoever can judge a sentence that marks them.

The frames find who, how and why; a second opinion says what the one does to the other. joining.py joins the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sanudo_schema import Actor

from .drafts import Draft
from .parsing import Parsed
from .tokens import Span, Token


@dataclass(frozen=True)
class MarkedPair:
    """A sentence and the character ranges of its marked actors, ends exclusive; target: None where none is named."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int] | None


@dataclass(frozen=True)
class Opinion:
    """What passes between two marked actors, in probabilities.

    act: that anything does; forward: that the first does it to the second, not the second to the first. events, codes
    and statuses each sum to one: PLOVER events, three-digit CAMEO codes and statuses, given that something passes.
    """

    act: float
    forward: float
    events: Mapping[str, float]
    codes: Mapping[str, float]
    statuses: Mapping[str, float]

    @property
    def event(self) -> str:
        """The likeliest PLOVER event."""
        return max(sorted(self.events), key=lambda name: self.events[name])

    @property
    def status(self) -> str:
        """The likeliest status."""
        return max(sorted(self.statuses), key=lambda name: self.statuses[name])


class SecondOpinion(Protocol):
    """Judges the marked pairs of an article, all at once: an opinion on each, in their order."""

    def __call__(self, pairs: Sequence[MarkedPair]) -> Sequence[Opinion]: ...


def marked_pair(draft: Draft, parsed: Parsed) -> MarkedPair | None:
    """The draft's sentence with its first source and target marked; None where it doesn't name its source.

    A target that stands in another sentence is left unmarked.
    """
    reading = draft.reading
    sentence = parsed.sentences[parsed.sentence_of[draft.head.i]]
    sides = (reading.source_tokens, reading.sources), (reading.target_tokens, reading.targets)
    source, target = (_phrase(tokens, actors, sentence, parsed) for tokens, actors in sides)
    if source is None or source == target:
        return None
    if target is not None and max(source[0], target[0]) < min(source[1], target[1]):
        source, target = _apart(source, target)
    return MarkedPair(parsed.text(sentence), source, target) if source else None


def _phrase(tokens: Sequence[Token], actors: Sequence[Actor], sentence: Span, parsed: Parsed) -> tuple[int, int] | None:
    """The range, in the sentence's text, of the words that name the first actor."""
    if not tokens or not sentence.start <= tokens[0].i < sentence.end:
        return None
    begin = parsed.start(sentence[0])
    first, last = parsed.start(tokens[0]) - begin, parsed.end(tokens[0]) - begin
    words = actors[0].text if actors else ""
    text, at = parsed.text(sentence), -1
    while words and (at := text.find(words, at + 1)) != -1:
        if at <= first and last <= at + len(words):
            return at, at + len(words)
    return min(parsed.start(tokens[0].doc[max(tokens[0].left_edge.i, sentence.start)]) - begin, first), last


def _apart(source: tuple[int, int], target: tuple[int, int]) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Two ranges of which the one lies in the other, or reaches into it, cut so that they do not touch."""
    if source[0] < target[0]:
        return (source[0], target[0]), target
    if target[0] < source[0]:
        return source, (target[0], source[0])
    return (source, (source[1], target[1])) if source[1] < target[1] else ((target[1], source[1]), target)


def reader_opinion(pairs: Sequence[MarkedPair]) -> Sequence[Opinion]:
    """The opinion of the reader that the package ships, which is loaded when first asked."""
    from .reader import load_reader

    return load_reader()(pairs)
