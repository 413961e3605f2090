"""Whether the clause that a token depends on tells of the past or of the future, as far as the parse shows."""

from typing import Literal

from .tokens import Token

__all__ = ["Tense", "Vocabulary", "clause_tense", "lasts"]

Tense = Literal["past", "future"]
Shown = Literal["past", "future", "present"]
Vocabulary = dict[str, frozenset[str]]

MAX_CLIMB = 20
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def clause_tense(token: Token, words: Vocabulary) -> Shown | None:
    """The tense of the nearest governing clause that has one; None where none does (a fragment, a list).

    words: backward, future_words, future_participles, future_auxiliaries and reporting, each a set of words.
    """
    node, below, direct = token, token, True
    deadline = token.head.lower_ in ("by", "until")
    for _ in range(MAX_CLIMB):
        if node.lower_ in words["backward"] and node.dep_ in ("prep", "mark"):
            return "past"  # "since their talks in May", "since sending troops in May"
        if node.pos_ in ("VERB", "AUX"):
            if any(c.lower_ in words["backward"] and c.dep_ in ("prep", "mark") for c in node.lefts):
                return "past"
            if deadline and node.lemma_ in words["future_words"]:
                return "future"
            tense = _verb_tense(node, below, words, direct and _of_the_verb(token, below))
            if tense != "climb":
                return tense
            direct = False
        elif node.pos_ in _NOMINAL and node != token and _planned(node, words):
            return "future"
        if node.head == node:
            return None
        node, below = node.head, node
    return None


def lasts(token: Token) -> bool:
    """Whether the nearest verb above is a present perfect, and so tells of what has gone on until now."""
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)
    helpers = [] if verb is None else [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(c.lemma_ == "have" and c.tag_ in ("VBZ", "VBP") for c in helpers)


def _of_the_verb(token: Token, below: Token) -> bool:
    """Whether a time is the verb's own ("begins on Monday"), not of something in its clause ("Monday's drills")."""
    if below == token:
        return token.dep_ not in ("poss", "compound", "nmod", "nsubj", "nsubjpass")
    return below.dep_ == "prep" and token.head == below and token.dep_ == "pobj"


def _planned(noun: Token, words: Vocabulary) -> bool:
    """Whether a noun or adjective is said to lie ahead: "the planned talks", "due on Monday"."""
    if noun.pos_ == "ADJ":
        return noun.lower_ in words["future_participles"] | {"due", "likely", "ready", "upcoming"}
    return any(
        child.dep_ in ("amod", "compound") and {child.lemma_, child.lower_} & words["future_words"]
        for child in noun.children
    )


def _verb_tense(verb: Token, below: Token, words: Vocabulary, direct: bool) -> Shown | Literal["climb"] | None:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    forms = {c.lower_ for c in helpers}
    perfect = any(c.lemma_ == "have" for c in helpers)
    if forms & words["future_auxiliaries"]:
        return "past" if perfect and "will" not in forms else "future"
    if verb.tag_ == "VBN" and (verb.lemma_ in words["future_participles"] or _set_for(verb, below, words)):
        return "future"
    if "to" in forms:
        return _infinitive_tense(verb, words, perfect)
    if verb.tag_ == "VBD" or perfect:
        return "past"
    if verb.tag_ == "VBN" and not helpers:
        return "past"
    finite = next((c for c in helpers if c.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is not None and finite.tag_ == "VBD":
        return "future" if verb.lemma_ == "go" and verb.tag_ == "VBG" else "past"
    if verb.tag_ in ("VBZ", "VBP") or finite is not None:
        return _present_tense(verb, words, direct)
    return "climb"


def _set_for(verb: Token, below: Token, words: Vocabulary) -> bool:
    return verb.lemma_ in words["set_for"] and below.lower_ == "for"


def _present_tense(verb: Token, words: Vocabulary, direct: bool) -> Shown | None:
    """A present with a time of its own, except where it reports: news says "has talks on Monday" of what is to come."""
    if verb.lemma_ in words["reporting"] or verb.tag_ == "VBN":
        return "past"
    return "present" if direct else None


def _infinitive_tense(verb: Token, words: Vocabulary, perfect: bool) -> Tense | Literal["climb"]:
    if perfect:
        return "past"
    governor = verb.head
    if governor == verb or governor.pos_ in _NOMINAL or governor.lemma_ in words["future_words"] | {"be", "have"}:
        return "future"
    return "climb"
