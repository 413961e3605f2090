"""Nouns that tell of events: what they are part of, which verb carries them, what is claimed in them."""

from .syntax import OBJECTS, PASSIVE_SUBJECTS, PREPOSITIONS, SUBJECTS, first, lemma_of
from .tokens import Token
from .words import word_lists


def holder(noun: Token) -> Token:
    """The noun whose place in the sentence decides for this one: past conjuncts and "a series of"."""
    seen = noun
    while True:
        if seen.dep_ == "conj" and seen.head.pos_ in ("NOUN", "PROPN"):
            seen = seen.head
        elif (
            seen.dep_ == "pobj"
            and seen.head.lower_ == "of"
            and (
                seen.head.head.lemma_.lower() in word_lists().transparent
                or seen.head.head.lower_ in word_lists().stages
            )
        ):
            seen = seen.head.head
        else:
            return seen


def light_verb(noun: Token) -> tuple[Token | None, str]:
    """The verb that carries the noun ("held" of "held talks") and how: subj, obj (it undergoes), stage or none."""
    top = holder(noun)
    head = top.head
    if top.dep_ in OBJECTS and lemma_of(head) in word_lists().light:
        return head, "subj"
    if top.dep_ in OBJECTS and lemma_of(head) in word_lists().undergo:
        return head, "obj"
    if top.dep_ in PASSIVE_SUBJECTS and lemma_of(head) in word_lists().light | word_lists().stage:
        return head, "agent"
    if top.dep_ in SUBJECTS | PASSIVE_SUBJECTS and (raised := _raised(head)) is not None:
        return raised, "stage"
    if top.dep_ in SUBJECTS and lemma_of(head) in word_lists().stage | {"be"}:
        return head, "stage"
    if top.dep_ in ("attr", "nsubj") and head.lemma_ == "be":
        return head, "stage"
    if top.dep_ == "pobj" and head.dep_ in PREPOSITIONS and head.head.pos_ in ("VERB", "AUX"):
        phrase = f"{lemma_of(head.head)}_{head.lower_}"
        if phrase in word_lists().light:
            return head.head, "subj"
        if phrase in word_lists().undergo:
            return head.head, "obj"
    return None, "none"


def _raised(verb: Token) -> Token | None:
    """The verb that takes place in truth: "resume" of "talks are due to resume", "are set to resume"."""
    heads = (verb, *(c for c in verb.children if c.dep_ == "acomp"))
    below = (c for head in heads for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    return next((c for c in below if lemma_of(c) in word_lists().stage), None)


def disputes(verb: Token) -> bool:
    """Whether a clause after "a claim that" has a gap for the claim: "a claim that her office has rejected"."""
    return verb.lemma_ in word_lists().disputing and not any(c.dep_ in OBJECTS | {"ccomp"} for c in verb.children)


def is_bare(verb: Token) -> bool:
    """Whether a clause without "that" says what is claimed, "claims he took bribes", unlike "claims he made"."""
    if verb.dep_ != "relcl" or verb.head.lemma_ not in word_lists().claims or first(verb, SUBJECTS) is None:
        return False
    if verb.lemma_ in word_lists().naming | word_lists().disputing or any(
        child.tag_ in ("WDT", "WP") for child in verb.children
    ):
        return False
    return first(verb, OBJECTS | {"ccomp", "xcomp"}) is not None


def stranded_side(noun: Token, side: Token) -> list[Token]:
    """The second side of "talks between A and B resumed" where the parser makes B the verb's subject."""
    if not any(child.dep_ == "cc" for child in (*side.children, *noun.children)):
        return []
    rivals = (c for c in noun.head.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > side.i)
    return [rival for rival in rivals if rival.i < noun.head.i]


def carried_by(verb: Token) -> list[Token]:
    """The nouns that a light verb carries: "claims" of "claims were made that"."""
    nouns = [c for c in verb.children if c.dep_ in OBJECTS | PASSIVE_SUBJECTS | SUBJECTS]
    return [noun for noun in nouns if light_verb(noun)[0] == verb]
