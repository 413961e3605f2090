"""The status of an event by the grammar of its own clause: negation, modality, tense, and modifiers of nouns."""

from .clauses import Clause, ClauseView
from .nominals import holder
from .tokens import Token


def own_status(clause: Clause, view: ClauseView) -> tuple[str, str, tuple[Token, ...]]:
    """The status a clause's own grammar gives: (status, rule, words)."""
    lists = view.lists
    if clause.negated is not None:
        return "negated", "negation", (clause.negated,)
    for cue in clause.cues:
        if cue.lower_ in lists.status_adverbs:
            return lists.status_adverbs[cue.lower_], f"adverb {cue.lower_!r}", (cue,)
    if clause.conditional:
        return "possible", "conditional", (clause.carrier,)
    if clause.tense == "present" and any(child.lower_ == "until" for child in clause.carrier.children):
        return "possible", "what is waited for", (clause.carrier,)
    if _forgone(clause.carrier):
        return "cancelled", "plan not carried out", (clause.carrier,)
    if clause.modal == "possible":
        return "possible", "modal verb", (clause.carrier,)
    if clause.modal in ("should", "must"):
        return "proposed", "modal verb", (clause.carrier,)
    if clause.modal == "hypothetical" and any(_depends(word) for word in clause.carrier.children):
        return "possible", "on a condition", (clause.carrier,)
    if clause.modal == "hypothetical":
        return ("possible" if clause.perfect else "scheduled"), "modal verb", (clause.carrier,)
    if clause.tense == "future":
        return "scheduled", "future", (clause.carrier,)
    if clause.kind != "verb":
        status = _noun_status(clause, view)
        if status:
            return status
    if clause.progressive and clause.tense == "present":
        return "ongoing", "present progressive", (clause.carrier,)
    return "occurred", f"{clause.tense or 'bare'} form", (clause.carrier,)


def _depends(word: Token) -> bool:
    """True for an if-clause: "would come if they asked"."""
    return word.dep_ == "advcl" and any(c.lower_ in ("if", "unless") and c.dep_ == "mark" for c in word.children)


def _forgone(verb: Token) -> bool:
    """True for "was to have met", a plan that came to nothing."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    above = verb.head
    if not {"to", "have"} <= helpers or above.lemma_ not in ("be", "due", "set", "suppose", "schedule", "plan"):
        return False
    near = (above, above.head, *above.children)
    return any(word.lower_ in ("was", "were") for word in near)


def _noun_status(clause: Clause, view: ClauseView) -> tuple[str, str, tuple[Token, ...]] | None:
    lists = view.lists
    for word in clause.words("mod"):
        status = lists.status_modifiers.get(word.lower_) or lists.status_modifiers.get(word.lemma_.lower())
        if status:
            return status, f"modifier {word.lower_!r}", (word,)
    top = holder(clause.head)
    if top.dep_ == "pobj" and top.head.lower_ in lists.status_prepositions and clause.carrier == clause.head:
        return lists.status_prepositions[top.head.lower_], f"preposition {top.head.lower_!r}", (top.head,)
    return None
