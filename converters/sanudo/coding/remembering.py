"""spaCy's attribute ruler and lemmatizer, remembered: the same parts of speech and lemmas in a fraction of the time.

The ruler matches some 180 patterns against every token. Nearly all of them look at one token's tag, lower-case form and
dependency label and at nothing else; the lemmatizer looks at a word, its part of speech and its form. So what they say
need be found out only once.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

__all__ = ["RememberedLemmatizer", "RememberedRuler", "remember"]

_READ: list[int | str] = ["TAG", "LOWER", "DEP"]
_SET: list[int | str] = ["POS", "MORPH", "LEMMA"]
_MOST = 200_000
"""So many tokens are remembered before all is forgotten: a bound on memory in long runs."""

Rules = list[Any]


class RememberedRuler:
    """An attribute ruler that remembers what its patterns of one token say; those of several run on every Doc."""

    def __init__(self, ruler: AttributeRuler) -> None:
        single, several = _parted(ruler.patterns) or ([], ruler.patterns)
        self._ruler = ruler
        self._single = AttributeRuler(ruler.vocab, name="single")
        self._single.add_patterns(single)
        self._several = AttributeRuler(ruler.vocab, name="several")
        self._several.add_patterns(several)
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, form and, for irregular words, the lemma of each token."""
        if not len(doc) or doc.to_array(["IS_SPACE"]).any():
            return self._ruler(doc)
        keys: list[tuple[int, ...]] = list(map(tuple, doc.to_array(_READ).tolist()))
        unseen = {key: i for i, key in enumerate(keys) if key not in self._known}
        if unseen:
            if len(self._known) + len(unseen) > _MOST:
                self._known.clear()
                unseen = {key: i for i, key in enumerate(keys)}
            self._learn(doc, unseen)
        values: Any = np.array([self._known[key] for key in keys], dtype=np.uint64)
        doc.from_array(_SET, values)
        return self._several(doc)

    def _learn(self, doc: Doc, unseen: dict[tuple[int, ...], int]) -> None:
        """Run the patterns of one token over a Doc of the tokens not met before."""
        found = self.alone(doc, unseen.values()).to_array(_SET).tolist()
        self._known.update(zip(unseen, map(tuple, found), strict=True))

    def alone(self, doc: Doc, numbers: Iterable[int]) -> Doc:
        """A Doc of some tokens of another, with what the patterns of one token say of each."""
        tokens = [doc[i] for i in numbers]
        sample = Doc(doc.vocab, words=[token.text for token in tokens], tags=[token.tag_ for token in tokens])
        for token, like in zip(sample, tokens, strict=True):
            token.dep = like.dep
        return self._single(sample)


class RememberedLemmatizer:
    """A lemmatizer by rules that remembers the lemma of each word, part of speech and form."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each token that has none yet."""
        if not len(doc):
            return doc
        if len(self._known) > _MOST:
            self._known.clear()
        rows = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        lemmas = [lemma or self._lemma(doc, i, tuple(key)) for i, (*key, lemma) in enumerate(rows)]
        values: Any = np.array(lemmas, dtype=np.uint64)
        return doc.from_array(["LEMMA"], values)

    def _lemma(self, doc: Doc, i: int, key: tuple[int, ...]) -> int:
        if key not in self._known:
            self._known[key] = doc.vocab.strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        return self._known[key]


def _parted(rules: Rules) -> tuple[Rules, Rules] | None:
    """The rules of one token and those of several, without those of white space; None where a rule reads more."""
    single: Rules = []
    several: Rules = []
    for rule in rules:
        patterns = rule["patterns"]
        if any("IS_SPACE" in pattern[0] for pattern in patterns):
            continue
        if not set(rule["attrs"]) <= set(_SET):
            return None
        if any(len(pattern) > 1 for pattern in patterns):
            several.append(rule)
        elif {key for pattern in patterns for key in pattern[0]} <= set(_READ):
            single.append(rule)
        else:
            return None
    return single, several


@Language.factory("remembered_ruler")
def _ruler(nlp: Language, name: str) -> RememberedRuler:
    return RememberedRuler(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]


@Language.factory("remembered_lemmatizer")
def _lemmatizer(nlp: Language, name: str) -> RememberedLemmatizer:
    return RememberedLemmatizer(nlp.get_pipe("lemmatizer"))  # type: ignore[arg-type]


def remember(nlp: Language) -> None:
    """Let remembering components stand in for the pipeline's own, where its rules allow it."""
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    if isinstance(ruler, AttributeRuler) and _parted(ruler.patterns) is not None:
        nlp.add_pipe("remembered_ruler", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    if isinstance(lemmatizer, Lemmatizer) and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        nlp.add_pipe("remembered_lemmatizer", after="lemmatizer")
        nlp.disable_pipe("lemmatizer")
