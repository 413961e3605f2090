"""The arguments of a verb that the parser hangs elsewhere, put in its slots."""

from .syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, first, is_bidding, is_passive, lemma_of, spread
from .tokens import Token
from .words import word_lists


def giving(verb: Token) -> tuple[Token | None, Token | None]:
    """To whom and what, where the parser took the two for objects both: "handed Kyiv a dozen jets"."""
    things = [c for c in verb.children if c.i > verb.i and c.pos_ in ("NOUN", "PROPN")]
    if lemma_of(verb) not in word_lists().giving or len(things) < 2 or things[0].dep_ != "dobj":
        return None, None
    whom, what = things[:2]
    fits = what.dep_ == "dobj" or (what.dep_ == "npadvmod" and what.lemma_ not in word_lists().time_nouns)
    return (whom, what) if fits and what.left_edge.i == whom.right_edge.i + 1 else (None, None)


def is_shifted(noun: Token) -> bool:
    """True for an object moved behind a phrase: "taken into custody a British couple"."""
    moved = noun.pos_ == "NOUN" and noun.i > noun.head.i + 1 and noun.lemma_ not in word_lists().time_nouns
    return moved and first(noun.head, OBJECTS | PASSIVE_SUBJECTS) is None and noun.left_edge.nbor(-1).pos_ == "NOUN"


def add_bidden(verb: Token, slots: dict[str, list[Token]]) -> None:
    """What somebody is told to do, where the parser hangs it on them or takes it for a purpose.

    "ordered a notary to hand over papers" and "called for experts to be let in" are such.
    """
    for bidden in slots.get("obj", ()) if verb.lemma_ in word_lists().bidding else ():
        slots.setdefault("comp", []).extend(c for c in bidden.children if is_bidding(c))
    for clause in verb.children:
        subject = first(clause, SUBJECTS | PASSIVE_SUBJECTS) if clause.dep_ in ("advcl", "xcomp", "ccomp") else None
        if subject is not None and any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children):
            slots.setdefault("for", []).extend(spread(subject))
            if clause.dep_ == "advcl":
                slots.setdefault("comp", []).append(clause)


def add_as_said(verb: Token, slots: dict[str, list[Token]]) -> None:
    """What something is said to be where that is no noun: "rejected the report as politically motivated"."""
    for word in verb.children:
        marked = any(c.lower_ == "as" and c.dep_ in ("advmod", "mark") and c.i > verb.i for c in word.children)
        if marked and word.dep_ == "advcl" and word.tag_ in ("JJ", "VBN") and first(word, SUBJECTS) is None:
            slots.setdefault("as", []).append(word)


def fronted_claim(verb: Token) -> Token | None:
    """The object before the subject of a clause without a relative pronoun: ", a claim Kabul called false"."""
    before = [child for child in verb.lefts if child.dep_ == "nsubj"]
    return before[0] if len(before) > 1 and before[0].lemma_ in word_lists().claims else None


def add_purpose(verb: Token, slots: dict[str, list[Token]]) -> None:
    """What for ("sent troops to guard the port") and in what circumstance ("as Iran tested a missile")."""
    objects = [t for name in ("obj", "comp") for t in slots.get(name, ())]
    for word in (c for head in (verb, *objects) for c in head.children):
        infinitive = word.tag_ == "VB" and any(c.lower_ == "to" and c.i < word.i for c in word.children)
        if infinitive and word.dep_ in ("advcl", "xcomp", "acl", "relcl"):
            slots.setdefault("purpose", []).extend(spread(word))
    for word in verb.children:
        if word.dep_ == "advcl" and word.tag_ != "VB" and first(word, SUBJECTS | PASSIVE_SUBJECTS) is not None:
            slots.setdefault("circumstance", []).append(word)


def name_object(verb: Token, slots: dict[str, list[Token]]) -> None:
    """Mends the objects the parser hides in small clauses.

    "called the claims 'false'" has two predicates, "found the gunman guilty" a clause without a verb, "helped
    Mozambique to draft" a subject in the infinitive, and "fined a bank two million euros" a sum for an object.
    """
    for clause in list(slots.get("comp", ())):
        subject = first(clause, SUBJECTS)
        if subject is None:
            continue
        if clause.pos_ not in ("VERB", "AUX") and not any(c.dep_ in ("aux", "mark", "cop") for c in clause.children):
            slots.setdefault("obj", []).extend(spread(subject))
            slots.setdefault("as", []).append(clause)
            slots["comp"].remove(clause)
        elif clause.tag_ in ("VB", "VBG") and not any(
            c.dep_ == "mark" or c.tag_ == "MD" or (clause.tag_ == "VBG" and c.dep_ == "aux") for c in clause.children
        ):
            slots.setdefault("obj", []).extend(spread(subject))
    for sum_ in list(slots.get("obj", ())):
        payers = [c for c in sum_.children if c.dep_ == "nmod" and c.pos_ in ("NOUN", "PROPN")]
        if sum_.lemma_ in word_lists().units and payers:
            slots["obj"] = [payers[-1], *(t for t in slots["obj"] if t != sum_)]
    twice = [c for c in verb.children if c.dep_ in OBJECTS]
    if verb.lemma_ in word_lists().naming and len(twice) == 2 and not slots.get("as"):  # "branded him a liar"
        slots["obj"], slots["as"] = list(spread(twice[0])), [twice[1]]
    for end in [t for t in slots.get("obj", ()) if t.lemma_ in word_lists().ends]:
        inside = [c for c in end.children if c.dep_ in ("compound", "nmod", "nsubj")][-1:]
        persons = [t for t in slots["obj"] if t is not end] or slots.pop("iobj", []) or inside
        if persons:  # "took the crew hostage", "set a bus ablaze"
            slots["obj"], slots["as"] = persons, [end]
    named = slots.get("as", [])
    if verb.lemma_ in word_lists().naming and named and not slots.get("obj") and not is_passive(verb):
        slots["obj"] = named[:1]
        slots["as"] = named[1:]


def strayed(verb: Token, slots: dict[str, list[Token]]) -> list[Token]:
    """The that-clause that the parser hung on a time word: "claimed at the time that ..."."""
    if slots.get("comp") or slots.get("obj"):
        return []
    for child in verb.children:
        if child.dep_ in ("prep", "npadvmod"):
            for word in child.subtree:
                if word.dep_ in ("relcl", "acl") and is_strayed(word):
                    return list(spread(word))
    return []


def is_strayed(verb: Token) -> bool:
    """True for a that-clause on a time word, which says what somebody claims: "claimed at the time that ..."."""
    opening = min(verb.subtree, key=lambda t: t.i)
    marked = opening.lower_ == "that" and opening.dep_ in ("mark", "advmod")
    if not marked or verb.head.lemma_ not in word_lists().time_nouns:
        return False
    return first(verb, SUBJECTS | PASSIVE_SUBJECTS) is not None


def disputed_claim(verb: Token) -> Token | None:
    """The claim that "which" takes up across the words inside it: "fears of an amnesty, which it rejects"."""
    pronoun = first(verb, OBJECTS)
    if verb.lemma_ not in word_lists().disputing or pronoun is None or pronoun.lower_ != "which":
        return None
    return next((above for above in verb.head.ancestors if above.lemma_ in word_lists().claims), None)
