"""Protests by their aim: "marched to demand the minister's resignation" is a demonstration for a change of leadership.

CAMEO gives each form of protest (140 to 145) four aims; which code of a demand, appeal or reform is which aim stands in
frames/composition.tsv under `aim`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from .lexicon import Lexicon

if TYPE_CHECKING:
    from .readings import Reading

_GOAL_SLOTS = ("for", "over", "against")
_FORMS = frozenset({"141", "142", "143", "144", "145"})
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
