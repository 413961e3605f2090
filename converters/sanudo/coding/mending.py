"""Mends what the tagger, the parser and the lemmatizer of a small pipeline often get wrong in the prose of news."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .tokens import Doc, Token
from .words import word_lists

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["LemmaTables", "hyphened", "inflections", "lemma_tables", "mended"]

_ONE_SYLLABLE = re.compile(r"-[^aeiou-]*[aeiou][bdgmnpst]$")  # "tear-gas"
_PREFIX = re.compile(r"^(re|de)-")


def inflections(verb: str) -> Iterator[str]:
    """The inflected forms of a regular verb, its last consonant doubled where it ends in a short stressed syllable.

    >>> sorted(inflections("stage")), sorted(inflections("wiretap"))
    (['staged', 'stages', 'staging'], ['wiretapped', 'wiretapping', 'wiretaps'])
    >>> sorted(inflections("tear-gas")), sorted(inflections("re-deploy"))
    (['tear-gassed', 'tear-gasses', 'tear-gassing'], ['re-deployed', 're-deploying', 're-deploys'])
    """
    stem, turns = verb, re.search(r"[^aeiou]y$", verb) is not None
    if verb.endswith("e"):
        stem = verb[:-1]
    elif turns:
        stem = f"{verb[:-1]}i"
    elif (re.search(r"[aeiou][bdgmnpt]$", verb) and verb.endswith(("ap", "an", "it"))) or _ONE_SYLLABLE.search(verb):
        stem = verb + verb[-1]
    yield from (f"{stem}ed", f"{verb if turns else stem}ing")
    yield f"{stem}es" if turns or stem.endswith(("s", "sh")) else f"{verb}s"


def hyphened() -> list[str]:
    """The words with a hyphen that the tokenizer must not cut, sorted: forms of verbs, and some nouns.

    >>> "tear-gassed" in hyphened()
    True
    """
    lists = word_lists()
    return sorted(lists.whole | {form for verb in lists.hyphened for form in (verb, *inflections(verb))})


@cache
def _misread() -> dict[str, str]:
    lists = word_lists()
    joined = {verb: _PREFIX.sub(r"\1", verb) for verb in lists.misread | lists.hyphened}  # "re-open" is "reopen"
    return {form: lemma for verb, lemma in joined.items() for form in (verb, *inflections(verb))}


class LemmaTables(NamedTuple):
    """What a lemmatizer by rules lists of each part of speech: base forms, irregular forms, and endings to exchange."""

    known: dict[str, frozenset[str]]
    irregular: dict[str, dict[str, list[str]]]
    endings: dict[str, list[list[str]]]


@cache
def lemma_tables(nlp: "Language") -> LemmaTables | None:
    """The tables of the pipeline's lemmatizer, None of one that has none."""
    held = "lemmatizer" in nlp.component_names  # even where a faster one stands in for it
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if held else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return None
    index, irregular, endings = (lookups.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))
    kinds = [kind for kind in ("adj", "adv", "noun", "verb") if kind in index]
    return LemmaTables(
        {kind: frozenset(index[kind]) for kind in kinds},
        {kind: irregular.get(kind, {}) for kind in kinds},
        {kind: endings.get(kind, []) for kind in kinds},
    )


@cache
def _irregular(nlp: "Language") -> dict[str, str]:
    """The irregular past forms of verbs that are no verbs themselves ("forgave"), as the lemmatizer lists them."""
    tables = lemma_tables(nlp)
    verbs, known = (tables.irregular["verb"], tables.known["verb"]) if tables else ({}, frozenset())
    return {form: lemmas[0] for form, lemmas in verbs.items() if form not in known}


def _mend_modifier(word: Token, nlp: "Language") -> None:
    """Makes a verb of what the parser takes for the modifier of its object.

    So in "was shielding officials", "had armed rebels" and "accused them of sheltering rebels".
    """
    noun = word.head
    if word.dep_ not in ("amod", "compound") or not word.i or not noun.tag_.startswith("NN"):
        return
    before = word.nbor(-1)
    if noun.head is not before or noun.left_edge is not word or word.lower_ in word_lists().adjectival:
        return
    doing = word.lower_.endswith("ing")
    accused = before.dep_ == "prep" and before.head.lemma_ in word_lists().accusing | word_lists().claims
    if doing and noun.dep_ == "pobj" and accused and (verb := _base(word.lower_, nlp)):
        word.dep_, word.head = "pcomp", before
        before.children = tuple(word if child is noun else child for child in before.children)
        _govern(word, noun, verb, "VBG")
        return
    done = before.lemma_ == "have" and noun.dep_ == "dobj" and word.tag_ in ("VBN", "JJ") and noun.tag_ == "NNS"
    going = before.lemma_ == "be" and noun.dep_ == "attr" and doing and noun.tag_ != "NN"
    if (done or going) and (verb := _base(word.lower_, nlp)):
        _lift(word, before, noun)
        _govern(word, noun, verb, "VBG" if going else "VBN")


def _mend_adjunct(word: Token, nlp: "Language") -> None:
    """Makes a verb of the "modifier" in "left for Rome, dismissing claims that"."""
    noun = word.head
    first = word.tag_ == "VBG" and word.dep_ in ("compound", "amod") and word.i and word.nbor(-1).text == ","
    verb = _base(word.lower_, nlp) if first and noun.lemma_ in word_lists().claims and noun.head is not noun else None
    if verb is not None:
        above = noun.head
        above.children = tuple(word if child is noun else child for child in above.children)
        word.head, word.dep_ = above, "advcl"
        _govern(word, noun, verb, "VBG")


def _mend_charge(word: Token) -> None:
    """Hangs "of arming rebels" on "accused" where the parser hangs it on the accused."""
    noun, verb = word.head, word.head.head
    told = word.dep_ == "prep" and any(child.dep_ == "pcomp" for child in word.children)
    if told and noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in word_lists().accusing and word.i > verb.i:
        noun.children = tuple(child for child in noun.children if child is not word)
        word.head = verb
        verb.children = tuple(sorted([*verb.children, word], key=lambda child: child.i))


def _mend_title(noun: Token) -> None:
    """Hangs "ally" on "Egypt" in "Israel's ally Egypt", where the parser does the reverse or makes both the subject."""
    if noun.tag_ != "NN" or noun.dep_ not in ("nsubj", "dobj", "pobj", "nsubjpass") or noun.i + 1 >= len(noun.doc):
        return
    beside = [*noun.rights, *(t for t in noun.head.lefts if t.dep_ == noun.dep_ == "nsubj" and t.i > noun.i)]
    name = next((t for t in beside if t.left_edge is noun.nbor(1) and t.tag_.startswith("NNP")), None)
    if name is None or name.dep_ not in ("appos", "nsubj"):
        return
    above = noun.head
    rest = [child for child in above.children if child not in (noun, name)]
    name.dep_, name.head = noun.dep_, above
    above.children = tuple(sorted([*rest, name], key=lambda child: child.i))
    owners, noun.children = [child for child in noun.children if child is not name], ()
    for child in (*owners, noun):
        child.head = name
    noun.dep_ = "compound"
    name.children = tuple(sorted([*owners, noun, *name.children], key=lambda child: child.i))


def _mend_gap(claim: Token) -> None:
    """Makes a clause of "officials called" in "a charge officials called fiction", where the parser joins the nouns."""
    noun = claim.head
    if claim.lower_ not in word_lists().claims or claim.dep_ not in ("amod", "compound", "nmod") or claim.i > noun.i:
        return
    article = next((child for child in noun.children if child.tag_ == "DT" and child.i == claim.i - 1), None)
    verb = next((child for child in noun.rights if child.dep_ == "acl" and child.tag_ == "VBD"), None)
    if article is None or verb is None or noun.tag_ not in ("NNS", "NNP", "NNPS"):
        return
    above = noun.head
    if above is noun:
        return
    above.children = tuple(claim if child is noun else child for child in above.children)
    claim.head, claim.dep_, claim.children = above, noun.dep_, (article, verb)
    article.head = verb.head = claim
    noun.children = tuple(child for child in noun.children if child not in (article, claim, verb))
    noun.head, noun.dep_, verb.dep_ = verb, "nsubj", "relcl"
    verb.children = (noun, *verb.children)


def _govern(verb: Token, noun: Token, lemma: str, tag: str) -> None:
    """Hangs a noun on a verb, its object, that hung on the noun."""
    noun.children = tuple(child for child in noun.children if child is not verb)
    noun.head, noun.dep_ = verb, "dobj"
    verb.children = tuple(sorted([*verb.children, noun], key=lambda child: child.i))
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", tag, lemma


def _lift(verb: Token, auxiliary: Token, noun: Token) -> None:
    """Puts a verb in the place of what is its auxiliary."""
    verb.dep_ = auxiliary.dep_
    if auxiliary.head is auxiliary:
        verb.head = verb
    else:
        verb.head = above = auxiliary.head
        above.children = tuple(verb if child is auxiliary else child for child in above.children)
    moved = [child for child in auxiliary.children if child is not noun]
    for child in moved:
        child.head = verb
    auxiliary.children, auxiliary.head, auxiliary.dep_, auxiliary.pos_ = (), verb, "aux", "AUX"
    verb.children = tuple(sorted([*verb.children, *moved, auxiliary], key=lambda child: child.i))


def _mend_tags(doc: Doc) -> None:
    """Makes verbs of words that the tagger calls nouns but the parser gives a subject and an object."""
    for token in doc:
        if token.is_sent_start and token.tag_ == "NNPS" and token.lower_.removesuffix("s") in word_lists().transparent:
            token.tag_, token.pos_ = "NNS", "NOUN"
        if token.tag_ not in ("NN", "NNS", "NNP", "JJ") or len(token.text) < 4 or token.dep_ in ("compound", "amod"):
            continue
        if token.tag_ == "NN" and any(child.tag_ == "TO" and child.dep_ == "aux" for child in token.children):
            token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_
            continue
        governs = {child.dep_ for child in token.children}
        if token.tag_ == "JJ" and "agent" in governs and token.lower_ in _misread():  # "were tear-gassed by"
            token.tag_, token.pos_ = "VBN", "VERB"
            continue
        if "nsubj" in governs and governs & {"dobj", "dative", "prt"}:
            word = token.lower_
            ending = next((end for end in ("ed", "s") if word.endswith(end)), "")
            token.tag_, token.pos_ = {"ed": "VBD", "s": "VBZ", "": "VBP"}[ending], "VERB"
            token.lemma_ = word.removesuffix(ending)


@cache
def _base(form: str, nlp: "Language") -> str | None:
    """The verb of which the word is the -ing or -ed form, as the lemmatizer lists them; None where there is none."""
    if form in _misread():
        return _misread()[form]
    tables = lemma_tables(nlp)
    if tables is None:
        return None
    if form in tables.irregular["verb"]:
        return str(tables.irregular["verb"][form][0])
    ends = ((form[: -len(end)] + more) for end in ("ing", "ed") if form.endswith(end) for more in ("", "e"))
    return next((stem for stem in ends if stem in tables.known["verb"]), None)


def mended(doc: Doc, nlp: "Language") -> Doc:
    """The same, its verbs corrected: those taken for nouns or adjectives, and lemmas taken apart wrongly."""
    _mend_tags(doc)
    for word in doc:
        _mend_modifier(word, nlp)
        _mend_adjunct(word, nlp)
        _mend_charge(word)
        _mend_title(word)
        _mend_gap(word)
    forms, irregular = _misread(), _irregular(nlp)
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in forms:
            token.lemma_ = forms[token.lower_]
        elif (
            token.tag_ in ("VB", "VBP", "VBD", "VBN")
            and token.lemma_ == token.lower_
            and (lemma := irregular.get(token.lower_))
        ):
            token.lemma_ = lemma
    for verb, noun in pairwise(doc.tokens):
        if noun.tag_ in ("VB", "VBP", "VBZ") and verb.head is noun and verb.dep_ == "nsubj":
            _turn_round(verb, noun)
    for token in doc:
        if token.tag_ == "NNS" and token.dep_ == "relcl" and token.lower_ in _rejecting():
            _make_verb_of(token)
    return doc


@cache
def _rejecting() -> dict[str, str]:
    return {form: verb for verb in word_lists().disputing for form in inflections(verb) if form.endswith("s")}


def _turn_round(verb: Token, noun: Token) -> None:
    """Mends "Caracas rejects claim", which the parser reads as if rejects claimed something."""
    lemma, subject = _rejecting().get(verb.lower_), verb.lefts[-1:]
    single = noun.lower_.removesuffix("s")
    if lemma is None or not subject or single not in word_lists().claims:
        return
    above = noun.head
    if above is noun:
        verb.head = verb
    else:
        verb.head = above
        above.children = tuple(verb if child is noun else child for child in above.children)
    verb.dep_, noun.dep_, subject[0].dep_ = noun.dep_, "dobj", "nsubj"
    verb.pos_, verb.tag_, verb.lemma_, noun.pos_, noun.tag_, noun.lemma_ = (
        "VERB",
        "VBZ",
        lemma,
        "NOUN",
        "NN" if single == noun.lower_ else "NNS",
        single,
    )
    moved = [child for child in noun.children if child is not verb]
    for child in moved:
        child.head = verb
    noun.head, noun.children = verb, ()
    verb.children = tuple(sorted([*verb.children, *moved, noun], key=lambda child: child.i))


def _make_verb_of(noun: Token) -> None:
    """Mends ", which the ministry rejects", where the parser takes the verb for a noun."""
    pronoun = next((child for child in noun.lefts if child.tag_ == "WDT"), None)
    subject = next((child for child in reversed(noun.lefts) if child.dep_ == "compound"), None)
    if pronoun is None or subject is None:
        return
    noun.pos_, noun.tag_, noun.lemma_ = "VERB", "VBZ", _rejecting()[noun.lower_]
    pronoun.dep_, subject.dep_ = "dobj", "nsubj"
