"""Noun phrases that may denote actors: where they begin and end, and what their own words say."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .actor_tables import ActorTables, Entry
from .elements import NOMINAL, PEOPLES, PLACES, Element, Elements
from .parsing import Parsed

ARMED = frozenset({"SPY", "REB", "SEP", "OPP", "COP", "IGO", "CRM", "UAF"})
"""Roles that tell an armed body from an army."""


@dataclass(slots=True, eq=False)
class Mention:
    """One noun phrase: tokens start..end, its head, and what its own words say about the actor.

    form: name (a proper name), nominal (a role noun), pronoun. roles, noun, flags: of its role noun. country and
    reason: what in the phrase names the state. owner: the possessor, of-phrase or name before it. same: the mention
    it stands in apposition to. shared: names of other states that its noun goes with too ("US and Chinese officials");
    core: where its own words begin after the state's.
    """

    start: int
    end: int
    head: int
    form: Literal["name", "nominal", "pronoun"]
    kind: str = "other"
    name: str = ""
    title: str | None = None
    entries: tuple[Entry, ...] = ()
    roles: tuple[str, ...] = ()
    noun: str = ""
    flags: str = ""
    plural: bool = False
    gender: str = ""
    country: str | None = None
    reason: tuple[str, str] | None = None
    owner: "Mention | None" = None
    possessed: bool = False
    affiliation: Entry | None = None
    definite: bool = False
    generic: bool = False
    same: "Mention | None" = None
    shared: list["Mention"] = field(default_factory=list)
    core: int = 0
    aliases: list[str] = field(default_factory=list)

    @property
    def whole(self) -> int:
        """Where the phrase starts, its possessor included."""
        owner = self.owner
        return owner.whole if owner is not None and self.possessed else self.start


class Phrases(Elements):
    """Finds the noun phrases of one article, one by one."""

    def __init__(self, parsed: Parsed, tables: ActorTables) -> None:
        super().__init__(parsed, tables)
        self._starts = [element.start for element in self.elements]

    def phrases(self) -> Iterator[Mention]:
        """Every phrase in the order of the text, with its possessor but not what follows it."""
        for sentence in self.parsed.sentences:
            yield from self._phrases(sentence.start, sentence.end)

    def _phrases(self, start: int, end: int) -> Iterator[Mention]:
        i, owner = start, None
        while i < end:
            stop = self._sequence(i, end)
            if stop == i:
                if self.tags[i] != "POS":
                    owner = None
                i += 1
                continue
            last = None
            for mention in self._split(i, stop, owner):
                yield mention
                last = mention
            owned = stop < end and self.tags[stop] == "POS"
            owner = last if owned and last is not None and last.end == stop else None
            i = stop + 1 if owned else stop

    def _sequence(self, start: int, end: int) -> int:
        """The end of the stretch of nominal words from start."""
        i = start
        while i < end:
            element = self._element_at(i)
            if element is not None:
                i = element.end
                continue
            tag = self.tags[i]
            if tag in ("DT", "PDT", "PRP$") and i > start and self.tags[i - 1] not in ("PDT", "DT"):
                break
            if tag in ("VBN", "VBG") and self._nominal_soon(i + 1, end) and (i > start or not self._after_verb(i)):
                i += 1
                continue
            if tag == "CC" and i > start and self._coloured_by_both(i):
                i += 1
                continue
            if self.texts[i][0].isupper() and self.shouting[self.sentence[i]] == "title" and tag.startswith("NN"):
                break
            if tag not in NOMINAL or (tag == "HYPH" and not self._hyphen(i)):
                break
            i += 1
        return i

    def _coloured_by_both(self, i: int) -> bool:
        """Whether "and" joins two words before one title: "interior and overseas minister"."""
        if i + 1 >= len(self.tokens) or i - 1 in self._taken or not self.texts[i - 1].isalpha():
            return False
        modifiers = ("amod", "nmod", "compound")
        return self.tokens[i - 1].dep_ in modifiers and self.tokens[i + 1].dep_ in (*modifiers, "conj")

    def _hyphen(self, i: int) -> bool:
        return self.texts[i] == "-" and i > 0 and not self.tokens[i - 1].whitespace_ and not self.tokens[i].whitespace_

    def _after_verb(self, i: int) -> bool:
        return i > 0 and self.tokens[i - 1].pos_ in ("AUX", "VERB", "PART", "ADV", "NOUN", "PROPN", "PRON")

    def _nominal_soon(self, i: int, end: int) -> bool:
        return i < end and (self._nominal(i) or self._element_at(i) is not None)

    def _element_at(self, i: int) -> Element | None:
        at = bisect_left(self._starts, i)
        return self.elements[at] if at < len(self._starts) and self._starts[at] == i else None

    def _split(self, start: int, end: int, owner: Mention | None) -> Iterator[Mention]:
        """The mentions of one nominal sequence: its elements grouped into phrases."""
        low = bisect_left(self._starts, start)
        group: list[Element] = []
        for element in self.elements[low : bisect_left(self._starts, end)]:
            if group and self._parts(group[-1], element):
                yield self._mention(self._left(start, group[0].start), group, owner)
                start, owner, group = group[-1].end, None, []
            group.append(element)
        if group:
            yield self._mention(self._left(start, group[0].start), group, owner)

    def _left(self, start: int, first: int) -> int:
        """Where the phrase of the first element begins: after verbs, hyphens and "-based"."""
        i = first
        while (
            i > start
            and self.lower[i - 1] not in self.tables.words["calendar"]
            and (
                self.tags[i - 1] in ("JJ", "JJR", "JJS", "DT", "PDT", "PRP$", "CD", "HYPH")
                or (
                    self.tokens[i - 1].dep_ in ("compound", "amod", "nmod", "det", "nummod", "poss")
                    and not self._cut(i, first)
                )
            )
        ):
            i -= 1
            if self.texts[i - 1 : i] == ["-"] and self._hyphen(i - 1) and not self._compounded(i - 1):
                i = max(start, i - 2)
        while i < first and (self.texts[i] == "-" or (i and self.texts[i - 1] == "-" and self._compounded(i - 1))):
            i += 1
        return i

    def _cut(self, i: int, first: int) -> bool:
        """Whether a common noun before a bare name ends another phrase: "a charge Ilic denied"."""
        element = self._element_at(first)
        return i == first and self.tags[i - 1] in ("NN", "NNS") and element is not None and element.is_name

    def _parts(self, a: Element, b: Element) -> bool:
        """Whether two neighbouring elements belong to different phrases."""
        gap = self.texts[a.end : b.start]
        if "-" in gap and b.role is None and not b.is_person:
            return True
        if a.is_person:
            if b.role is None:
                return True
            return self.tokens[a.end - 1].dep_ not in ("compound", "nmod", "amod", "poss") or bool(gap)
        if a.role is not None:
            if b.is_person:
                return bool(gap) or (a.role.kind == "group" and not self.texts[a.start][0].isupper())
            if b.entries:
                return not any(e.kind == "organisation" for e in b.entries) and b.entries[0].kind not in PEOPLES
            return (
                a.role.kind == "group"
                and self.tags[a.end - 1] in ("NNS", "NNPS")
                and "n" not in (b.role or a.role).flags
            )
        if b.entries and a.entries[0].kind in PLACES and b.entries[0].kind in PLACES:
            return not (b.entries[0].kind == "city" or a.entries[0].kind == "city") or not gap
        return False

    def _mention(self, start: int, group: list[Element], owner: Mention | None) -> Mention:
        last, words = group[-1], self.texts
        roles = [element for element in group if element.role is not None]
        mention = Mention(start, last.end, last.end - 1, "nominal", owner=owner, possessed=owner is not None)
        prefix = self.lower[start : last.start]
        mention.definite = owner is not None or bool(self.tables.words["definite"].intersection(prefix[:2]))
        if last.is_person or (last.is_name and roles):
            self._name_person(mention, group, roles)
        elif last.entries:
            mention.form, mention.entries = "name", last.entries
            mention.name = self._words(last.start, last.end)
        elif last.role is not None:
            self._name_role(mention, group, roles)
            self._same_organ(mention, group)
        else:
            mention.form, mention.name = "name", self._words(last.start, last.end)
        if roles:
            self._colour(mention, roles[-1], start, group)
        self._state(mention, [e for e in group if e is not last or mention.form == "nominal" or e.role], last)
        if mention.title is not None and not mention.title.strip():
            mention.title = None
        mention.generic = mention.form == "nominal" and bool(prefix) and prefix[0] in ("a", "an", "any", "no", "some")
        mention.plural = mention.plural or words[mention.head].lower() in ("both", "all")
        return mention

    def _words(self, start: int, end: int) -> str:
        return "".join(token.text_with_ws for token in self.tokens[start:end]).strip()

    def _name_person(self, mention: Mention, group: list[Element], roles: list[Element]) -> None:
        last = group[-1]
        mention.form, mention.entries = "name", tuple(e for e in last.entries if e.kind == "person")
        mention.name = self._words(last.start, last.end)
        honorifics = self.tables.words
        first = self.lower[last.start].rstrip(".")
        for gender, listed in (("m", "honorific_m"), ("f", "honorific_f"), ("", "honorific")):
            if first in honorifics[listed] and last.end - last.start > 1:
                mention.gender, mention.kind = gender, "person"
                skip = 2 if self.texts[last.start + 1] == "." else 1
                mention.name = self._words(last.start + skip, last.end)
        place = group[-2] if len(group) > 1 and not roles and group[-2].end == last.start else None
        if place is not None and place.entries and place.entries[0].kind in PLACES:
            mention.name, mention.kind = self._words(place.start, last.end), "organisation"
        if roles or mention.entries:
            role = roles[-1].role if roles else None
            organ = role is not None and role.kind != "person" and not role.plural
            mention.kind = "organisation" if organ else "person"
            if organ and self.texts[roles[-1].start][0].isupper() and roles[-1].end == last.start:
                mention.name = self._words(roles[-1].start, last.end)

    def _name_role(self, mention: Mention, group: list[Element], roles: list[Element]) -> None:
        last, role = group[-1], group[-1].role
        assert role is not None
        mention.kind, mention.plural = role.kind, role.plural or role.kind == "group"
        if role.kind == "person" and self.tokens[mention.head].dep_ == "compound" and self._nominal(mention.head + 1):
            mention.kind, mention.plural = "group", True
        capital = self.texts[last.end - 1][0].isupper() and not self.shouting[self.sentence[last.start]]
        named = any(e.is_name for e in group) or "c" in role.flags or (capital and role.kind == "organisation")
        if role.kind != "person" and capital and named:
            first = next(e for e in group if self.texts[e.start][0].isupper())
            mention.form, mention.kind = "name", "organisation"
            mention.plural = False
            tail = self._tail(last.end)
            mention.end = max(mention.end, tail)
            mention.name = self._words(first.start, max(last.end, tail))
            for element in self.elements[bisect_left(self._starts, last.end) : bisect_left(self._starts, tail)]:
                if element.entries and element.entries[0].country and mention.country is None:
                    words = self._words(element.start, element.end)
                    mention.country, mention.reason = element.entries[0].country, ("owner", words)

    def _same_organ(self, mention: Mention, group: list[Element]) -> None:
        """Take "the Hezbollah militant group", "the NATO alliance" as the organisation named."""
        named = next((e for e in group if e.entries and e.entries[0].kind == "organisation"), None)
        generic = mention.kind != "person" and not mention.plural and mention.form == "nominal"
        role = group[-1].role
        if named is None or not generic or role is None or role.plural:
            return
        if role.noun in ("group", "organisation") or self.lower[mention.head] == named.entries[0].noun:
            mention.form, mention.entries = "name", named.entries
            mention.name = self._words(named.start, named.end)

    def _tail(self, end: int) -> int:
        """The end of "of the X and Y" after the head of an organisation's capitalised name."""
        if end + 1 >= len(self.tokens) or self.lower[end] not in ("of", "for", "on"):
            return end
        i = end + 2 if self.lower[end + 1] == "the" else end + 1
        stop = i
        while stop < len(self.texts) and self.sentence[stop] == self.sentence[end]:
            capital = self.texts[stop][0].isupper() and self.tokens[stop].pos_ in ("PROPN", "NOUN", "ADJ")
            joined = self.lower[stop] == "and" and stop > i and self._common_name(stop + 1)
            if not (capital or joined):
                break
            stop += 1
        return self._tail(stop) if stop > i else end

    def _common_name(self, i: int) -> bool:
        return (
            i < len(self.texts)
            and self.texts[i][0].isupper()
            and self._element_at(i) is None
            and i + 1 < len(self.texts)
            and self.tokens[i].dep_ == "conj"
        )

    def _colour(self, mention: Mention, head: Element, start: int, group: list[Element]) -> None:
        """Roles, title and class from the role nouns of the phrase and the words before them."""
        role = head.role
        assert role is not None
        mention.noun, mention.flags = role.noun, role.flags
        mention.roles = role.roles
        if "m" in role.flags or "f" in role.flags:
            mention.gender = "m" if "m" in role.flags else "f"
        if "n" in role.flags:
            colour = self._modifier(start, head, group)
            armed = role.roles[:1] == ("MIL",) and colour[:1] and colour[0] not in ARMED
            mention.roles = role.roles if armed else colour or role.roles
        elif role.roles[:1] == ("GOV",):
            banned = [e.entries[0].roles for e in group if e.entries and set(e.entries[0].roles[:1]) & {"REB", "SEP"}]
            mention.roles = banned[0] if banned else role.roles
        before = [e for e in group if e.start < head.start]
        skip = [e for e in before if e.entries and e.entries[0].kind in (PLACES | PEOPLES)]
        first = max((e.end for e in skip), default=start)
        while first < head.start and (self.tags[first] in ("DT", "PRP$", "HYPH") or self.lower[first] in ("the", "-")):
            first += 1
        if mention.form == "name" and mention.kind == "person":
            mention.title = self._words(first, head.end)
        elif mention.form == "nominal":
            mention.title = self._words(first, head.end) if role.kind == "person" else None

    def _modifier(self, start: int, head: Element, group: list[Element]) -> tuple[str, ...]:
        for element in reversed([e for e in group if e.start < head.start]):
            if element.role is not None and element.role.roles:
                return element.role.roles
            for entry in element.entries:
                if entry.roles:
                    return entry.roles
        for i in range(head.start - 1, start - 1, -1):
            pair = f"{self.lower[i - 1]} {self.lower[i]}" if i > start else ""
            found = self.tables.modifiers.get(pair) or self.tables.modifiers.get(self.lower[i])
            if found:
                return found
        return ()

    def _state(self, mention: Mention, elements: list[Element], last: Element) -> None:
        """Country and affiliation from the names before the head."""
        for element in reversed(elements):
            if element is last or not element.entries:
                continue
            if element.end < last.start and self._compounded(element.end):
                continue
            entry = element.entries[0]
            words = self._words(element.start, element.end)
            if entry.kind in ("organisation", "seat") and mention.affiliation is None:
                mention.affiliation, mention.core = entry, mention.core or element.end
            if entry.country and mention.country is None:
                mention.country, mention.reason = entry.country, (entry.kind, words)
                mention.core = element.end

    def _compounded(self, i: int) -> bool:
        """Whether "-backed", "-led" or the like follows."""
        if self.texts[i : i + 1] != ["-"] or i + 1 >= len(self.texts):
            return False
        return self.lower[i + 1].endswith("ed") or self.lower[i + 1] in self.tables.words["compound"]
