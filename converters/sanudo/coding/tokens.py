"""Parsed words as plain objects, with the names that spaCy gives their attributes.

spaCy makes its tokens and their strings anew at each look, and the rules look at a word some hundred times.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload
from unicodedata import category

if TYPE_CHECKING:
    from spacy.tokens import Doc as Analysed

__all__ = ["Doc", "Span", "Token", "words_of"]

_NAMES = ("POS", "TAG", "DEP", "LEMMA")
_NUMBERS: list[int | str] = ["HEAD", "SENT_START"]
_QUOTES = frozenset("'\"`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}


class Token:
    """A word of a text: its forms, part of speech, label, and the words it hangs on and that hang on it, in order."""

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "head", "i", "is_sent_start", "lemma_", "lower_", "pos_", "tag_", "text",
        "whitespace_",
    )  # fmt: skip

    doc: "Doc"
    head: "Token"
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    is_sent_start: bool

    def __init__(self, i: int, text: str, whitespace: str) -> None:
        self.i, self.text, self.lower_, self.whitespace_ = i, text, text.lower(), whitespace
        self.children: tuple[Token, ...] = ()
        self._subtree: tuple[Token, ...] = ()

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The word and the space after it, if there is one."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> tuple["Token", ...]:
        """The children before it."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> tuple["Token", ...]:
        """The children after it."""
        return tuple(child for child in self.children if child.i > self.i)

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, the head of that, and so on."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> tuple["Token", ...]:
        """It and all below it, in order."""
        if not self._subtree:
            left = [word for child in self.lefts for word in child.subtree]
            self._subtree = (*left, self, *(word for child in self.rights for word in child.subtree))
        return self._subtree

    @property
    def left_edge(self) -> "Token":
        """The first word of all below it."""
        return min(self.subtree, key=lambda word: word.i)

    @property
    def right_edge(self) -> "Token":
        """The last word of all below it."""
        return max(self.subtree, key=lambda word: word.i)

    @property
    def sent(self) -> "Span":
        """Its sentence."""
        return self.doc.sents[self.doc.sentence_of[self.i]]

    def nbor(self, distance: int = 1) -> "Token":
        """The word so far after it, or before it where negative; IndexError beyond the text."""
        if self.i + distance < 0:
            raise IndexError(distance)
        return self.doc[self.i + distance]

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation that hangs on a word and that nothing hangs on."""
        return self.is_punct and not self.children and self.head is not self

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation."""
        return all(category(character).startswith("P") for character in self.text)

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.text in _QUOTES


@dataclass(frozen=True, repr=False)
class Span:
    """Words of a text from one on and before another."""

    doc: "Doc"
    start: int
    end: int

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start : self.end][i]

    @property
    def text(self) -> str:
        """The words as they stand, without what is after the last."""
        return "".join(token.text_with_ws for token in self)[: -1 if self and self[-1].whitespace_ else None]

    @property
    def root(self) -> Token:
        """The word that hangs on none of the others; the highest of several, and rather a word than a mark."""
        tops = [token for token in self if token.head is token or not self.start <= token.head.i < self.end]
        return min(tops, key=lambda token: (token.is_mark, len(list(token.ancestors))))


class Doc:
    """The words of a text, and its sentences."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.tokens = tuple(tokens)
        starts = [token.i for token in self.tokens if token.is_sent_start]
        self.sents = tuple(map(self._span, starts, [*starts[1:], len(self.tokens)]))
        self.sentence_of = tuple(number for number, sent in enumerate(self.sents) for _ in range(len(sent)))

    def _span(self, start: int, end: int) -> Span:
        return Span(self, start, end)

    @classmethod
    def of(cls, analysed: "Analysed") -> "Doc":
        """The words of a text that spaCy has parsed."""
        tokens = [Token(i, word, " " * spaced) for i, (word, spaced) in enumerate(words_of(analysed))]
        children: list[list[Token]] = [[] for _ in tokens]
        columns = [_names_in(analysed, analysed.to_array(name).tolist()) for name in _NAMES]
        numbers = analysed.to_array(_NUMBERS).astype("int64").tolist()
        for token, pos, tag, dep, lemma, (head, start) in zip(tokens, *columns, numbers, strict=True):
            token.pos_, token.tag_, token.dep_, token.lemma_ = pos, tag, dep, lemma
            token.head, token.is_sent_start = tokens[token.i + head], start == 1 or not token.i
            if head:
                children[token.i + head].append(token)
        doc = cls(tokens)
        for token, below in zip(tokens, children, strict=True):
            token.doc, token.children = doc, tuple(below)
        return doc

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> Span: ...

    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self[:].text


def _names_in(analysed: "Analysed", keys: list[int]) -> list[str]:
    """The strings that spaCy's numbers stand for, each looked up once."""
    strings = analysed.vocab.strings
    names = {key: strings[key] for key in set(keys)}
    return [names[key] for key in keys]


def words_of(analysed: "Analysed") -> list[tuple[str, bool]]:
    """The words of a text, and whether a space follows each; much faster than spaCy's own tokens."""
    keys, spaces = analysed.to_array("ORTH").tolist(), analysed.to_array("SPACY").tolist()
    return list(zip(_names_in(analysed, keys), map(bool, spaces), strict=True))
