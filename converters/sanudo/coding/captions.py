"""Meetings told by the caption of a picture: "The minister with her French colleague in Paris on 14 November"."""

from collections.abc import Sequence

from sanudo_schema import Actor

from .clauses import ClauseView
from .lexicon import Frame
from .participants import Participants, without
from .places import PlaceMention
from .readings import Reading
from .syntax import spread
from .tokens import Span, Token

CAPTION = Frame(id="caption", code="040", predicates=frozenset(), reciprocal=True)
_LONGEST = 45
_SIDES = frozenset({"left", "right", "centre", "center", "l", "r"})


class Captions:
    """Finds, in one article, the sentences without a verb that show persons together somewhere."""

    def __init__(self, view: ClauseView, participants: Participants, places: Sequence[PlaceMention]) -> None:
        self._view = view
        self._cast = participants.cast
        self._places = {place.root.i for place in places}

    def find(self, sentence: Span) -> list[Reading]:
        """The meeting that a caption shows, as a reading of its first name; none of any other sentence."""
        if len(sentence) > _LONGEST or any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence):
            return []
        first = sentence.root
        one = self._cast.at(first)
        if not _is_person(one) or not any(self._is_placed(token) for token in sentence):
            return []
        names = [(token, actors) for token in self._beside(first) if _is_person(actors := self._cast.at(token))]
        others = without((actor for _, actors in names for actor in actors), one)
        if not others:
            return []
        reading = Reading(
            self._view.at(first), CAPTION, CAPTION.code, one, others, (first,), tuple(t for t, _ in names)
        )
        reading.steps.append(("status", "shown in a picture", (first,)))
        for side in ("sources", "targets"):
            reading.steps.append((side, "shown in a picture", reading.source_tokens + reading.target_tokens))
        return [reading]

    def _beside(self, first: Token) -> list[Token]:
        """Those shown with the first: after "with", or joined by "and" where each has a side of the picture."""
        found = [
            n for p in first.subtree if p.lower_ == "with" for c in p.children if c.dep_ == "pobj" for n in spread(c)
        ]
        if not found and sum(token.lower_ in _SIDES for token in first.sent) > 1:
            found = [token for token in first.subtree if token.dep_ in ("conj", "appos")]
        return found

    def _is_placed(self, token: Token) -> bool:
        return token.i in self._places and any(t.lower_ in ("in", "at", "outside") for t in token.ancestors)


def _is_person(actors: Sequence[Actor]) -> bool:
    return bool(actors) and all(actor.kind == "person" and (actor.country or actor.roles) for actor in actors)
