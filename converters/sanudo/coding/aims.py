"""Protests by their aim, inquiries by their object.

"Marched to demand the minister's resignation" is a demonstration for a change of leadership: CAMEO gives each form of
protest (141 to 145) four aims. "Investigated the shelling" is an inquiry into military action: inquiries (09) have four
objects. Which code makes which aim or object stands in frames/composition.tsv under `aim` and `investigate`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lexicon import Lexicon
from .tokens import Token

if TYPE_CHECKING:
    from .readings import Reading

_GOAL_SLOTS = ("for", "over", "against")
_FORMS = frozenset({"141", "142", "143", "144", "145"})
_INQUIRY = "090"
_OBJECT_SLOTS = ("obj", "into", "of", "on", "over", "about", "for")
_ASKING = frozenset({"demand", "appeal"})


def aim_protests(readings: dict[int, "Reading"], lexicon: Lexicon) -> None:
    """Gives each protest among a sentence's readings the code and target of its aim, and takes the aim in."""
    for protest in [r for r in readings.values() if r.frame.kind is None and r.code in _FORMS]:
        for head in _goals(protest):
            aim = readings.get(head.i)
            march = lexicon.compose("aim", aim.code) if aim is not None and aim is not protest else None
            if aim is None or march is None:
                continue
            protest.code += march[3]
            protest.steps.append(("cameo", f"aim: {aim.frame.id} ({aim.code})", (head,)))
            addressed = aim.targets if aim.frame.kind in _ASKING or march == "1411" else aim.sources
            named = tuple(actor for actor in addressed if actor.kind != "other" and actor not in protest.sources)
            if named:
                protest.targets, protest.target_tokens = named, aim.target_tokens
            if aim.frame.kind is None or aim.frame.kind in _ASKING:
                del readings[head.i]
            break


def _goals(protest: "Reading") -> Iterator[Token]:
    """The words that may tell the aim: those of clauses of purpose, then those after "for", "over", "against"."""
    clause = protest.clause
    participles = [c for c in clause.carrier.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VBG"]
    for verb in (*clause.words("purpose"), *participles):
        yield from sorted(verb.subtree, key=lambda t: (t != verb, t.i))
    for slot in _GOAL_SLOTS:
        yield from clause.words(slot)


def specify_inquiries(readings: dict[int, "Reading"], lexicon: Lexicon) -> None:
    """Gives each inquiry of unknown kind the code of what it is into: crime, abuses, military action or war crimes."""
    for inquiry in [r for r in readings.values() if r.frame.kind is None and r.code == _INQUIRY]:
        objects = [head for slot in _OBJECT_SLOTS for head in inquiry.clause.words(slot)]
        for word in (w for head in objects for w in sorted(head.subtree, key=lambda t: (t != head, t.i))):
            matter = readings.get(word.i)
            code = lexicon.compose("investigate", matter.code) if matter is not None and matter is not inquiry else None
            if matter is not None and code is not None:
                inquiry.code = code
                inquiry.steps.append(("cameo", f"inquiry into: {matter.frame.id} ({matter.code})", (word,)))
                break
