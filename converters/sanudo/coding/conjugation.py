"""Tense, aspect, modality and negation of a verb."""

from .syntax import SUBJECTS, first, is_complement, is_progress
from .tokens import Token
from .words import word_lists

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "sha"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_HYPOTHETICAL = frozenset({"would", "'d"})
_DEONTIC = {"should": "should", "ought": "should", "must": "must"}


def grammar_of(verb: Token) -> dict[str, object]:
    """Tense, aspect, modality and negation of a verb, shared with the verb it is coordinated to."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if is_complement(verb):
        auxiliaries = [verb.head, *(c for c in verb.head.children if c.dep_ == "aux")]
    elif is_progress(verb):
        auxiliaries.append(verb.head)
    negation = _negation(verb)
    lead = verb
    while not auxiliaries and lead.dep_ == "conj" and lead.head.pos_ in ("VERB", "AUX"):
        if lead.tag_ in ("VBD", "VBZ", "VBP") or first(lead, SUBJECTS) is not None:
            break
        lead = lead.head
        auxiliaries = [c for c in lead.children if c.dep_ in ("aux", "auxpass") and c.i < lead.i]
    words = {a.lower_ for a in auxiliaries}
    tags = {a.tag_ for a in auxiliaries} | ({verb.tag_} if verb.tag_ in ("VBD", "VBZ", "VBP") else set())
    tense: str | None = "past" if "VBD" in tags else "present" if tags & {"VBZ", "VBP"} else None
    if words & _FUTURE or ("to" in words and _is_headline_future(verb, auxiliaries)):
        tense = "future"
    elif tense is None and verb.tag_ == "VBN" and verb.dep_ in ("ROOT", "ccomp", "acl", "advcl", "amod", "relcl"):
        tense = "past"
    modal = "possible" if words & _POSSIBLE else "hypothetical" if words & _HYPOTHETICAL else None
    modal = next((_DEONTIC[word] for word in sorted(words) if word in _DEONTIC), modal)
    return {
        "tense": tense,
        "perfect": any(a.lemma_ == "have" for a in auxiliaries),
        "progressive": verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in auxiliaries),
        "modal": modal,
        "negated": negation,
        "conditional": _is_conditional(verb),
        "cues": tuple(c for c in verb.children if c.dep_ == "advmod"),
    }


def _is_headline_future(verb: Token, auxiliaries: list[Token]) -> bool:
    """True for "Lee to visit China" and "the two are to meet"."""
    if any(a.lemma_ == "be" and a.tag_ in ("VBZ", "VBP", "VBD") for a in auxiliaries):
        return True
    if verb.dep_ == "acl":
        return verb.head.pos_ == "PROPN" and verb.head.dep_ == "ROOT"
    has_subject = first(verb, SUBJECTS) is not None
    return has_subject and verb.dep_ in ("ROOT", "ccomp", "conj", "parataxis")


def _negation(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in word_lists().negations):
            return child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            if child.lower_ in word_lists().negative_pronouns:
                return child
            for word in child.children:
                if word.dep_ == "det" and word.lower_ in ("no", "neither"):
                    return word
    if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "instead"):
        return verb.head
    if verb.dep_ == "conj":  # "would neither confirm nor deny"
        return next((c for c in verb.head.children if c.lower_ == "nor" and c.i < verb.i), None)
    return None


def _is_conditional(verb: Token) -> bool:
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if marks & word_lists().conditionals:
        return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _is_conditional(verb.head)
