"""What a time or a place in a clause belongs to: the event that the clause tells, or only a thing that it names."""

from collections.abc import Iterator, Sequence

from .tokens import Token
from .words import word_lists

PREDICATES = ("VERB", "AUX")
_MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod", "poss"})
_WITHIN = frozenset({"in", "at", "during", "amid"})
_TOPICS = frozenset({"on", "about", "over", "against", "into", "after", "for", "of"})
_APART = frozenset({"before", "since", "until", "over", "about", "despite"})


def owner(token: Token, chain: Sequence[Token]) -> Token | None:
    """The nearest predicate above a word, if it is one of the chain."""
    wanted = {t.i for t in chain}
    for above in token.ancestors:
        if above.i in wanted:
            return above
        if above.dep_ == "acl" and above.head.i in wanted:
            return None if _subject(above) or above.tag_ == "VB" else above.head
        if above.dep_ == "acl" and above.tag_ == "VBN" and _is_setting(above.head) and _subject(above) is None:
            continue  # "in a statement released on Monday"
        if above.pos_ in PREDICATES:
            return above.head if above.head.i in wanted and _of_report(token, above) else None
    return None


def adjunct(root: Token, verb: Token) -> bool:
    """True where a time or a place is a verb's own, or that of the setting it names: "at a rally in Bursa".

    Not so in "criticised the war in Sudan", "rejected a 2015 deal".
    """
    if root.head.dep_ == "prep" and _of_report(root, root.head.head):
        return True
    nouns = list(_between(root, verb))
    if not nouns:
        return root.dep_ not in _MODIFIERS
    if any(noun.dep_ == "pobj" and noun.head.lower_ in _TOPICS for noun in nouns[:-1]):
        return False
    top, preposition = nouns[-1], nouns[-1].head.lower_
    named = top.pos_ == "PROPN" and preposition in ("in", "on", "to")  # "on This Week", "in Berlin"
    return named or preposition == "at" or _is_setting(top)


def spoken_then(root: Token, verb: Token) -> bool:
    """True where a time is that of speaking, also if it hangs on those addressed: "accused Iran on Monday"."""
    nouns = list(_between(root, verb))
    addressed = len(nouns) == 1 and nouns[0].dep_ in ("dobj", "dative") and not _modifies(root)
    return addressed or adjunct(root, verb)


def dates(root: Token, event: Token) -> bool:
    """True where a time is that of an event, not of a thing: not so in "jailed over the 2016 coup"."""
    if event.pos_ not in PREDICATES:
        return True
    for noun in _between(root, event):
        preposition = noun.head.lower_ if noun.dep_ == "pobj" else ""
        if preposition in ("before", "since", "until") or (
            preposition == "after" and (event.tag_ == "VB" or not _is_setting(noun))
        ):
            return False
        if _modifies(root) and noun.dep_ in ("pobj", "dobj") and preposition not in _WITHIN and not _is_setting(noun):
            return False
    return True


def situates(root: Token, event: Token) -> bool:
    """True where a place is that of an event, not of its cause: not so in "fined the bank over deals in Sudan"."""
    return not any(noun.dep_ == "pobj" and noun.head.lower_ in _APART for noun in _between(root, event))


def of_subject(root: Token, verb: Token) -> bool:
    """True for what stands with the subject of a verb: "rebels in Syria shelled"."""
    return any(token.dep_ == "nsubj" and token.head == verb for token in (root, *root.ancestors))


def _between(root: Token, above: Token) -> Iterator[Token]:
    """The nouns between a word and one above it, the nearest first; not the subject: "officials on Sunday insisted"."""
    for token in root.ancestors:
        if token == above:
            return
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ in ("pobj", "dobj", "dative"):
            yield token


def _modifies(root: Token) -> bool:
    """True for the time in "the 2016 coup", "Monday's vote", "the coup of July 15"."""
    return root.dep_ in _MODIFIERS or (root.dep_ == "pobj" and root.head.lower_ == "of")


def _is_setting(noun: Token) -> bool:
    return noun.lemma_.lower() in word_lists().settings


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def _of_report(token: Token, verb: Token) -> bool:
    """True for what stands before all that is said, and so is of the saying: "said on Monday it had fired"."""
    subject = _subject(verb)
    if verb.dep_ != "ccomp" or subject is None or not verb.head.i < token.i < subject.i:
        return False
    return not any(child.dep_ == "mark" and child.i < token.i for child in verb.children)


__all__ = ["PREDICATES", "adjunct", "dates", "of_subject", "owner", "situates", "spoken_then"]
