"""Whether the clause that a token depends on tells of the past or of the future, as far as the parse shows."""

from typing import Literal

from spacy.tokens import Token

__all__ = ["Tense", "Vocabulary", "clause_tense"]

Tense = Literal["past", "future"]
Vocabulary = dict[str, frozenset[str]]

MAX_CLIMB = 20
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def clause_tense(token: Token, words: Vocabulary) -> Tense | None:
    """The tense of the nearest governing clause that has one; None where none does (a fragment, a list).

    words: future_words, future_participles, future_auxiliaries, implicative, reporting, each a set of lemmas.
    """
    node, direct = token, True
    for _ in range(MAX_CLIMB):
        if node.pos_ in ("VERB", "AUX"):
            tense = _verb_tense(node, words, direct)
            if tense != "climb":
                return tense
            direct = False
        elif node.pos_ in _NOMINAL and node is not token and _planned(node, words):
            return "future"
        if node.head is node:
            return None
        node = node.head
    return None


def _planned(noun: Token, words: Vocabulary) -> bool:
    """Whether a noun or adjective is said to lie ahead: "the planned talks", "due on Monday"."""
    if noun.pos_ == "ADJ":
        return noun.lower_ in words["future_participles"] | {"due", "likely", "ready", "upcoming"}
    return any(
        child.dep_ in ("amod", "compound") and {child.lemma_, child.lower_} & words["future_words"]
        for child in noun.children
    )


def _verb_tense(verb: Token, words: Vocabulary, direct: bool) -> Tense | Literal["climb"] | None:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    forms = {c.lower_ for c in helpers}
    perfect = any(c.lemma_ == "have" for c in helpers)
    if forms & words["future_auxiliaries"]:
        return "past" if perfect and "will" not in forms else "future"
    if verb.tag_ == "VBN" and verb.lemma_ in words["future_participles"]:
        return "future"
    if "to" in forms:
        return _infinitive_tense(verb, words, perfect)
    if verb.tag_ == "VBD" or perfect:
        return "past"
    finite = next((c for c in helpers if c.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is not None and finite.tag_ == "VBD":
        return "future" if verb.lemma_ == "go" and verb.tag_ == "VBG" else "past"
    if verb.tag_ in ("VBZ", "VBP") or finite is not None:
        return _present_tense(verb, words, direct)
    return "climb"


def _present_tense(verb: Token, words: Vocabulary, direct: bool) -> Tense | None:
    """A present with a time of its own tells of what is to come, except where it reports or stands in a headline."""
    if verb.lemma_ in words["reporting"] or verb.tag_ == "VBN":
        return "past"
    return "future" if direct else None


def _infinitive_tense(verb: Token, words: Vocabulary, perfect: bool) -> Tense | Literal["climb"]:
    if perfect:
        return "past"
    governor = verb.head
    if governor is verb or governor.pos_ in _NOMINAL or governor.lemma_ in words["future_words"] | {"be", "have"}:
        return "future"
    return "climb"
