"""The stretches of an article that the tables know, and its proper names: what actors are put together from."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from .actor_tables import ActorTables, Entry, Role, pieces
from .parsing import Parsed
from .tokens import Token

T = TypeVar("T")
PLACES = frozenset({"state", "capital", "region", "city"})
PEOPLES = frozenset({"demonym", "regional"})
NOMINAL = frozenset(
    {"DT", "PDT", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP$", "HYPH", "FW", "AFX"},
)
_CLOSED = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "NUM", "PUNCT", "INTJ"})


@dataclass(frozen=True, slots=True)
class Element:
    """A stretch of tokens that the tables know, or the words of a proper name (both empty)."""

    start: int
    end: int
    entries: tuple[Entry, ...] = ()
    role: Role | None = None

    @property
    def is_name(self) -> bool:
        return self.role is None and not self.entries

    @property
    def is_person(self) -> bool:
        return self.is_name or any(entry.kind == "person" for entry in self.entries)


@dataclass(slots=True)
class Words:
    """The article's tokens as the tables compare them: the pieces, and the token each comes from."""

    pieces: list[str]
    tokens: list[int]

    @classmethod
    def of(cls, tokens: list[Token]) -> "Words":
        found = cls([], [])
        for token in tokens:
            for piece in pieces(token.text):
                found.pieces.append(piece)
                found.tokens.append(token.i)
        return found

    def scan(
        self,
        find: Callable[[Sequence[str], int], tuple[int, tuple[T, ...]]],
        keep: Callable[[int, int, tuple[T, ...]], Element | None],
    ) -> Iterator[Element]:
        """The elements that keep makes of the longest matches between token borders, none crossing another."""
        tokens, position = self.tokens, 0
        while position < len(tokens):
            end, values = position, cast(tuple[T, ...], ())
            if not position or tokens[position - 1] != tokens[position]:
                end, values = find(self.pieces, position)
            element = None
            if values and (end == len(tokens) or tokens[end] != tokens[end - 1]):
                element = keep(tokens[position], tokens[end - 1] + 1, values)
            if element is not None:
                yield element
            position = position + 1 if element is None else end


class Elements:
    """Finds what in an article the tables know, and the proper names between."""

    def __init__(self, parsed: Parsed, tables: ActorTables) -> None:
        self.parsed, self.tables = parsed, tables
        self.tokens = list(parsed.doc)
        self.texts = [token.text for token in self.tokens]
        self.lower = [text.lower() for text in self.texts]
        self.tags = [token.tag_ for token in self.tokens]
        self.first = {sentence.start for sentence in parsed.sentences}
        self.sentence = parsed.sentence_of
        self.lowercase = {text for text in self.texts if text.islower()}
        self.shouting = [self._style(sentence.start, sentence.end) for sentence in parsed.sentences]
        self.inner = {low for i, low in enumerate(self.lower) if self._inner_capital(i)}
        self.months = {low for i, low in enumerate(self.lower) if low in tables.words["calendar"] and self._personal(i)}
        self._taken: dict[int, Element] = {}
        self.elements = self._elements()

    def _style(self, start: int, end: int) -> str:
        """Whether a sentence is written in capitals ("caps"), in title case ("title"), or plainly ("")."""
        words = [text for text in self.texts[start + 1 : end] if text[0].isalpha() and len(text) > 3]
        if not words:
            return ""
        capital = [word for word in words if word[0].isupper()]
        if sum(word.isupper() for word in words) > 0.7 * len(words):
            return "caps"
        if any(self.tags[i][0] in "VM" and self.texts[i].islower() for i in range(start, end)):
            return ""
        return "title" if len(words) > 4 and len(capital) > 0.85 * len(words) else ""

    def _personal(self, i: int) -> bool:
        """Whether a month's name is part of a person's: "Theresa May", "Kang Sun-woo"."""
        before = pieces(self.texts[i - 1]) if i else ()
        return self.texts[i + 1 : i + 2] == ["-"] or bool(before and before[0] in self.tables.given)

    def _inner_capital(self, i: int) -> bool:
        """Whether the token has a capital that no sentence start or headline style gives it."""
        return self.texts[i][0].isupper() and i not in self.first and not self.shouting[self.sentence[i]]

    # Elements: what the tables know, and names

    def _elements(self) -> list[Element]:
        words = Words.of(self.tokens)
        taken = self._taken
        for element in words.scan(self.tables.names.longest, self._entry):
            taken.update(dict.fromkeys(range(element.start, element.end), element))
        for element in words.scan(self.tables.roles.longest, self._role):
            for old in self._overlapped(element.start, element.end):
                for i in range(old.start, old.end):
                    taken.pop(i)
            taken.update(dict.fromkeys(range(element.start, element.end), element))
        for i, tag in enumerate(self.tags):
            if tag == "NNS" and i not in taken and (role := self._by_ending(self.lower[i])):
                taken[i] = Element(i, i + 1, role=role)
        elements = {element.start: element for element in taken.values()}
        things = {e.start for e in elements.values() if e.entries and e.entries[0].kind == "thing"}
        for element in self._names(taken):
            elements[element.start] = element
        return self._joined(self._ranked([elements[start] for start in sorted(elements) if start not in things]))

    def _ranked(self, elements: list[Element]) -> list[Element]:
        """The elements, the readings of an ambiguous acronym ordered by how often the article names their states."""
        states = [{entry.country for entry in element.entries} for element in elements]
        named = Counter(country for found in states if len(found) == 1 for country in found)
        return [
            replace(element, entries=tuple(sorted(element.entries, key=lambda entry: -named[entry.country])))
            if len(found) > 1 and element.entries[0].kind == "organisation" and not element.entries[0].user
            else element
            for element, found in zip(elements, states, strict=True)
        ]

    def _by_ending(self, word: str) -> Role | None:
        """The role of a plural that only its ending shows to be people: "tea growers", "motorists"."""
        if len(word) < 7:
            return None
        return next((self.tables.endings[word[-n:]] for n in range(4, 9) if word[-n:] in self.tables.endings), None)

    def _joined(self, elements: list[Element]) -> list[Element]:
        """Elements with names put together that the tables cut: "Denzel" + "Washington", "Trump" + "Jr".

        A place's name is a surname after a given name, and after a title and another name.
        """
        joined: list[Element] = []
        for element in elements:
            last = joined[-1] if joined else None
            titled = len(joined) > 1 and self._is_title(joined[-2], last)
            if last is not None and last.end == element.start and self._one_name(last, element, titled):
                polite = last.end == last.start + 1 and self._polite(last.start)
                joined[-1] = Element(last.start, element.end, element.entries if polite else ())
            else:
                joined.append(element)
        return joined

    def _polite(self, i: int) -> bool:
        """Whether the token is Mr, Mrs, Sir or the like."""
        low = self.lower[i].rstrip(".")
        return any(low in self.tables.words[kind] for kind in ("honorific_m", "honorific_f", "honorific"))

    def _is_title(self, role: Element, name: Element | None) -> bool:
        """Whether the element is a person's title right before the name: "Foreign Minister Selim"."""
        return name is not None and role.end == name.start and role.role is not None and role.role.kind == "person"

    def _one_name(self, a: Element, b: Element, titled: bool) -> bool:
        if a.role is not None or b.role is not None or self.sentence[a.start] != self.sentence[b.start]:
            return False
        first = pieces(self.texts[a.start])
        if a.is_name and a.end == a.start + 1 and self._polite(a.start):
            return b.is_person
        if a.is_name and b.entries and b.entries[0].kind == "organisation" and b.end == b.start + 1:
            return self.texts[b.start].endswith("s") and a.start not in self.first
        if a.is_name and b.entries and b.end == b.start + 1:
            given = titled or (bool(first) and (first[0] in self.tables.given or len(first[0]) == 1))
            return b.entries[0].kind in ("person", "city") or (given and b.entries[0].kind in PLACES)
        if b.is_name and a.entries and a.end == a.start + 1:
            kind = a.entries[0].kind
            known = kind in ("city", "region", "regional") and first[0] in self.tables.given
            return (
                kind == "person"
                or known
                or self._family_first(titled, kind, b)
                or first[0] in self.tables.words["place_given"]
            )
        return False

    def _family_first(self, titled: bool, kind: str, b: Element) -> bool:
        """Whether a town's or people's name after a title begins a person's: "Vice Premier Gao Minghua"."""
        return titled and kind in ("city", "region", "regional") and self.tokens[b.end - 1].dep_ != "poss"

    def _overlapped(self, start: int, end: int) -> set[Element]:
        return {self._taken[i] for i in range(start, end) if i in self._taken}

    def _entry(self, start: int, end: int, entries: tuple[Entry, ...]) -> Element | None:
        if self.sentence[start] != self.sentence[end - 1]:
            return None
        if self.lower[start] == "the" and end < len(self.texts) and self.texts[end][0].isupper():
            return None
        entries = tuple(entry for entry in entries if self._written_so(start, end, entry))
        return Element(start, end, entries) if entries else None

    def _written_so(self, start: int, end: int, entry: Entry) -> bool:
        text, written = self.texts[start], entry.written
        if text.islower() and entry.kind == "demonym" and self.tags[start] == "JJ" and len(text) > 5:
            return True
        if written[0].islower():
            return entry.kind == "organisation" or text[0].isupper()
        if not text[0].isupper():
            return False
        short = written.replace(".", "")
        if short.isupper() and len(short) <= 6 and end == start + 1:
            if self.shouting[self.sentence[start]] == "caps" and short.lower() in self.tables.words["allcaps"]:
                return False
            return text.replace(".", "") == short
        return True

    def _role(self, start: int, end: int, roles: tuple[Role, ...]) -> Element | None:
        last, tag = end - 1, self.tags[end - 1]
        covered = self._overlapped(start, end)
        if self._only_head(start, end) or self._soft(start, end):
            return None
        if self.lower[last] in self.tables.words["quantity"] and self.lower[end : end + 1] == ["of"]:
            return None
        if self.sentence[start] != self.sentence[last] or sum(e.end - e.start for e in covered) >= end - start:
            return None
        capital = self.texts[last][0].isupper() and last not in self.first
        if len(self.texts[last]) > 3 and self.texts[last].isupper() and not self.shouting[self.sentence[last]]:
            return None
        noun = tag.startswith("NN") or capital or (tag == "JJ" and not self._nominal(end))
        if not noun or (tag.startswith("V") and not capital):
            return None
        if capital and start and self._event(start):
            return None
        named = capital and start > 0 and self.texts[start - 1][0].isupper() and start not in self.first
        if named and end == start + 1 and roles[0].kind == "person" and self._in_name(start):
            return None
        fitting = [role for role in roles if "c" not in role.flags] or (list(roles) if named else [])
        dotted = self.lower[last] in self.tables.words["dotted"] and self.texts[end : end + 1] == ["."]
        return Element(start, end + dotted, role=fitting[0]) if fitting else None

    def _only_head(self, start: int, end: int) -> bool:
        """Whether the word is a role only as a head, and here it is not: "a state visit", "bank holiday"."""
        word = self.texts[start]
        single = end == start + 1 and word.islower()
        followed = self._nominal(end) and self.texts[end].islower()
        return single and followed and word in self.tables.words["head_only"]

    def _event(self, i: int) -> bool:
        """Whether the capitalised words up to here begin like an operation's or a storm's name."""
        while i and self.texts[i - 1][0].isupper() and i - 1 not in self._taken:
            i -= 1
        return self.lower[i] in self.tables.words["event_first"]

    def _soft(self, start: int, end: int) -> bool:
        """Whether a common noun like "movement" is no organisation here: no name before it, and no bare "the"."""
        if end != start + 1 or self.lower[start] not in self.tables.words["soft"] or not self.texts[start].islower():
            return False
        before = self.lower[start - 1] if start else ""
        named = start - 1 in self._taken or self.texts[start - 1][0].isupper() or before in self.tables.modifiers
        compounds = self.lower[start] in ("office", "authority", "association", "league")
        if compounds and self.tags[start - 1] in ("NN", "NNS"):
            return False
        owned = before in ("the", "this", "that", "'s", "his", "her", "their", "its")
        return not (named or (owned and self.tags[end : end + 1] not in (["IN"], ["TO"])))

    def _in_name(self, i: int) -> bool:
        """Whether a capitalised role word is part of a name: "Choe Son-hui", "Martin Luther King"."""
        if self.texts[i + 1 : i + 2] == ["-"] and not self.tokens[i].whitespace_:
            return True
        before = pieces(self.texts[i - 1])
        given = bool(before) and before[0] in self.tables.given
        return given and not (i + 1 < len(self.texts) and self._is_name_word(i + 1))

    def _nominal(self, i: int) -> bool:
        return i < len(self.tags) and self.tags[i] in NOMINAL and self.tags[i] not in ("DT", "PRP$")

    def _names(self, taken: dict[int, Element]) -> Iterator[Element]:
        i, size = 0, len(self.tokens)
        while i < size:
            if i in taken or not self._starts_name(i, taken):
                i += 1
                continue
            end = i + 1
            while end < size and end not in taken and self.sentence[end] == self.sentence[i]:
                step = self._continues_name(end, taken)
                if not step:
                    break
                end += step
            last_word = self.lower[end - 1] in self.tables.words["nonactor"] and self.texts[end - 2] != "-"
            if not last_word and not self._event(i):
                yield Element(i, end)
            i = end

    def _starts_name(self, i: int, taken: dict[int, Element]) -> bool:
        if self._is_name_word(i):
            return True
        return (
            self.lower[i] in self.tables.words["particle"]
            and self.lower[i] not in ("y", "e", "as", "an", "do", "la", "le", "di", "da")
            and i + 1 < len(self.tokens)
            and i + 1 not in taken
            and (self._is_name_word(i + 1) or (self.texts[i + 1] == "-" and self._is_name_word(i + 2)))
        )

    def _given(self, i: int) -> bool:
        words = pieces(self.texts[i])
        return bool(words) and words[0] in self.tables.given

    def _titled(self, i: int) -> bool:
        """Whether a person's title stands directly before the token."""
        before = self._taken.get(i - 1)
        return before is not None and before.role is not None and before.role.kind == "person"

    def _continues_name(self, i: int, taken: dict[int, Element]) -> int:
        """How many tokens from i on belong to the name that ends before i."""
        if self._is_name_word(i):
            return 1
        following = i + 1 < len(self.tokens) and i + 1 not in taken
        if self.texts[i] == "-" and following and not self.tokens[i - 1].whitespace_ and not self.tokens[i].whitespace_:
            word = self.lower[i + 1]
            if word.isalpha() and not word.endswith("ed") and word not in self.tables.words["compound"]:
                return 2
        if self.lower[i] in self.tables.words["particle"] and following:
            if self._is_name_word(i + 1):
                return 2
            if self.texts[i + 1] == "-" and i + 2 < len(self.tokens) and self._is_name_word(i + 2):
                return 3
            if self.lower[i + 1] in self.tables.words["particle"] and i + 2 < len(self.tokens):
                return 3 if self._is_name_word(i + 2) else 0
        return 0

    def _is_name_word(self, i: int) -> bool:
        if i >= len(self.texts):
            return False
        text, low = self.texts[i], self.lower[i]
        if not text[0].isupper() or (low.rstrip(".") in self.tables.words["calendar"] and low not in self.months):
            return False
        tag, pos = self.tags[i], self.tokens[i].pos_
        if low in ("the", "a", "an"):
            return False
        if pos in _CLOSED and tag not in ("NNP", "NNPS"):
            return False
        style = self.shouting[self.sentence[i]]
        if i in self.first and low not in self.inner and self.tokens[i].dep_ in ("amod", "advmod", "ROOT", "acomp"):
            return self._given(i)
        if (i in self.first or style) and low in self.inner and low not in self.lowercase:
            return True
        if style == "title" and not self._personal(i) and not self._given(i) and not self._titled(i):
            return False
        if tag == "JJ" and low in self.tables.modifiers:
            return False
        if i in self.first or style:
            return tag in ("NNP", "NNPS") and low not in self.lowercase
        return tag in ("NNP", "NNPS", "FW", "JJ", "NN", "NNS") or not tag.startswith(("V", "RB", "MD", "W"))
