"""What single words of a parse tell of grammar: labels, voice, particles, and what hangs on them."""

from .tokens import Token
from .words import word_lists

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
OBJECTS = frozenset({"dobj", "obj"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
PREPOSITIONS = frozenset({"prep", "agent"})


def spread(token: Token) -> tuple[Token, ...]:
    """The token and all it is coordinated with to its right, appositions left out."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            found.extend(spread(child))
    return tuple(found)


def lemma_of(token: Token) -> str:
    """The token's lemma in lower case, with its particle: "call_off"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "prt":
            return f"{lemma}_{child.lower_}"
    return lemma


def first(token: Token, labels: frozenset[str]) -> Token | None:
    """The first child with one of the labels."""
    return next((child for child in token.children if child.dep_ in labels), None)


def is_bidding(verb: Token) -> bool:
    """True for an infinitive that the parser has hung on the noun before it: "told the bank to close"."""
    bare = verb.dep_ in ("relcl", "acl") and verb.tag_ == "VB" and verb.head.dep_ in OBJECTS
    return bare and any(c.lower_ == "to" for c in verb.children) and first(verb, SUBJECTS | PASSIVE_SUBJECTS) is None


def _is_agent(phrase: Token) -> bool:
    """True for a by-phrase that says who did it, unlike that of "spoke by telephone"."""
    means = word_lists().means
    return phrase.dep_ == "agent" and not any(child.lemma_ in means for child in phrase.children)


def is_passive(verb: Token) -> bool:
    """True for "was bombed", "bombed by jets" and participles that stand for such."""
    if any(c.dep_ == "auxpass" and c.lower_ == "'s" for c in verb.children) and first(verb, OBJECTS) is not None:
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubjpass") or _is_agent(child) for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if is_complement(verb):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not first(verb, SUBJECTS):
        return is_passive(verb.head)
    if _is_only_verb(verb):
        return False
    return verb.dep_ in ("acl", "advcl", "amod", "oprd", "pcomp", "ROOT") and first(verb, SUBJECTS) is None


def is_complement(verb: Token) -> bool:
    """True for a participle that the parser takes for an adjective: "is opposed to", "were tear-gassed by"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "be"


def _is_only_verb(verb: Token) -> bool:
    """True for a participle that is the sentence's verb in truth: "Nine ministers urged a vote"."""
    root = verb.head
    if verb.dep_ != "acl" or root.dep_ != "ROOT" or root.pos_ not in NOMINAL or root.i > verb.i:
        return False
    acts = first(verb, OBJECTS) is not None or (verb.lower_ == "called" and first(verb, frozenset({"xcomp"})))
    return bool(acts) and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in verb.sent)


def is_progress(word: Token) -> bool:
    """True for a participle that the parser took for a predicate noun: "Oman is mediating between the two"."""
    if word.dep_ != "attr" or word.head.lemma_ != "be" or not word.lower_.endswith("ing"):
        return False
    return not any(c.dep_ in ("det", "amod", "poss", "compound") for c in word.children)
