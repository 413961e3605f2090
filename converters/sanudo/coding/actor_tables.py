"""Who is who: the tables that names, demonyms, seats and role nouns are looked up in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, Literal, TypeVar

EntryKind = Literal[
    "state", "demonym", "capital", "seat", "region", "regional", "city", "organisation", "person", "thing"
]

T = TypeVar("T")
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"})
_PIECE = re.compile(r"'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for: a state by name, demonym or capital, an organ, an organisation, a person, a place.

    name: the usual full name. code: CAMEO actor code where the table gives one. noun: the noun that may stand for it
    later. since, until: first and last day the entry holds. user: from a file of the user's. written: the name as
    the table writes it.
    """

    kind: EntryKind
    name: str
    country: str | None = None
    roles: tuple[str, ...] = ()
    code: str | None = None
    noun: str = ""
    title: str | None = None
    gender: str = ""
    since: date | None = None
    until: date | None = None
    user: bool = False
    written: str = ""

    def holds(self, day: date | None) -> bool:
        """Whether the entry's dates allow the day (an unknown day is allowed)."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: CAMEO roles (first one primary), kind of actor, class for coreference, flags of actor_roles.tsv."""

    roles: tuple[str, ...]
    kind: str
    noun: str
    flags: str
    plural: bool = False


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The text's words as the tables compare them: lower case, no accents, dots, hyphens or apostrophes around.

    >>> pieces("Recep Tayyip Erdoğan's U.S. visit")
    ('recep', 'tayyip', 'erdogan', "'s", 'us', 'visit')
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS).replace("’", "'").replace(".", ""))
    return tuple(_PIECE.findall("".join(c for c in plain if not unicodedata.combining(c))))


class Trie(Generic[T]):
    """Values by sequences of words; several values may share one sequence.

    >>> names: Trie[int] = Trie()
    >>> names.add(("north", "korea"), 1)
    >>> names.longest(("to", "north", "korea", "again"), 1)
    (3, (1,))
    """

    def __init__(self) -> None:
        self._root: dict[str, object] = {}

    def add(self, words: Sequence[str], value: T, first: bool = False) -> None:
        """Let the words stand for the value too, before all others if first."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node[""] = (value, *node.get("", ())) if first else (*node.get("", ()), value)  # type: ignore[misc]

    def longest(self, words: Sequence[str], start: int) -> tuple[int, tuple[T, ...]]:
        """The end of the longest match from start, and its values; (start, ()) where nothing matches."""
        node, found = self._root, (start, ())
        for position in range(start, len(words)):
            following = node.get(words[position])
            if following is None:
                break
            node = following  # type: ignore[assignment]
            if "" in node:
                found = (position + 1, node[""])  # type: ignore[assignment]
        return found


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the package's own tables."""
    text = files("sanudo.coding").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    columns = next(lines).split("\t")
    for line in lines:
        values = line.split("\t")
        yield dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=True))


def listed(cell: str) -> list[str]:
    """The parts of a cell of a table that | separates."""
    return [part for part in cell.split("|") if part]


@dataclass
class ActorTables:
    """Everything known about actors beforehand; the text of an article always wins over it.

    names: names to entries. roles: role nouns. modifiers: words that colour a role noun. given: given names to
    gender ("m", "f"). states: country codes to names. stands_for: which classes a noun like "the diplomat" may take
    up. words: lists for the rules. surnames: the people of the table by surname. endings: plural endings of nouns for
    people. skipped: the lines of the user's dictionaries that could not be read, and why.
    """

    names: Trie[Entry] = field(default_factory=Trie)
    roles: Trie[Role] = field(default_factory=Trie)
    modifiers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    stands_for: dict[str, frozenset[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    surnames: dict[str, list[Entry]] = field(default_factory=dict)
    endings: dict[str, Role] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, extra: Iterable[str | Path] = ()) -> "ActorTables":
        """The package's tables and the user's own files (TSV, or PETRARCH/Phoenix dictionaries; see docs/actors.md).

        Raises sanudo.errors.FormatError naming file and line where a file of the user cannot be read.
        """
        paths = [Path(path) for path in extra]
        if not paths:
            return _own()
        from .actor_dictionaries import read_dictionary

        tables = _fresh()
        for path in paths:
            read_dictionary(path, tables)
        return tables

    def add(self, names: Iterable[str], entry: Entry, first: bool = False) -> None:
        """Let each of the names stand for the entry, before what it stood for so far if first."""
        for name in names:
            words = pieces(name)
            if words:
                self.names.add(words, replace(entry, written=name), first)

    def nouns_of(self, title: str) -> frozenset[str]:
        """The classes of the role noun that ends a title."""
        words = pieces(title)
        for start in range(len(words)):
            end, found = self.roles.longest(words, start)
            if end == len(words):
                return frozenset(role.noun for role in found)
        return frozenset()

    @staticmethod
    def plural(noun: str) -> str:
        """The regular plural of an English noun.

        >>> ActorTables.plural("opposition deputy"), ActorTables.plural("spokesman")
        ('opposition deputies', 'spokesmen')
        """
        head, space, last = noun.rpartition(" ")
        if last.endswith(("man", "woman")):
            last = last[:-2] + "en"
        elif last.endswith("y") and last[-2:-1] not in "aeiou":
            last = last[:-1] + "ies"
        elif last.endswith(("s", "ch", "sh", "x")):
            last += "es"
        else:
            last += "s"
        return head + space + last


@cache
def _own() -> ActorTables:
    return _fresh()


def _fresh() -> ActorTables:
    tables = ActorTables()
    _add_states(tables)
    _add_organs(tables)
    _add_people(tables)
    _add_roles(tables)
    for row in rows("given_names.tsv"):
        tables.given.update((pieces(name)[0], row["gender"]) for name in listed(row["names"]))
    tables.stands_for = {r["noun"]: frozenset(listed(r["classes"])) for r in rows("actor_classes.tsv")}
    tables.words = {r["kind"]: frozenset(listed(r["words"])) for r in rows("actor_words.tsv")}
    return tables


def _add_states(tables: ActorTables) -> None:
    for row in rows("actor_countries.tsv"):
        country = row["country"]
        state = Entry("state", row["name"], country)
        tables.states[country] = row["name"]
        tables.add([row["name"], *listed(row["names"])], state)
        tables.add(listed(row["capitals"]), replace(state, kind="capital"))
        demonyms = listed(row["demonyms"])
        plurals = [name + "s" for name in demonyms if not name.endswith(("s", "sh", "ch", "ese", "x", "US", "U.S."))]
        tables.add([*demonyms, *plurals, *listed(row["people"])], replace(state, kind="demonym"))
    for row in rows("actor_regions.tsv"):
        for name in listed(row["names"]):
            tables.add([name], Entry("region", name, row["country"]))
        for name in listed(row["demonyms"]):
            tables.add([name, name + "s"], Entry("regional", name, row["country"]))
    for row in rows("actor_cities.tsv"):
        for name in listed(row["names"]):
            tables.add([name], Entry("city", name, row["country"]))


def _add_organs(tables: ActorTables) -> None:
    for row in rows("actor_things.tsv"):
        tables.add([row["name"]], Entry("thing", row["name"]))
    for row in rows("actor_seats.tsv"):
        entry = Entry("seat", row["organ"], row["country"] or None, tuple(row["roles"].split()))
        tables.add(listed(row["names"]), entry)
    for row in rows("actor_organisations.tsv"):
        roles, country = tuple(row["roles"].split()), row["country"] or None
        entry = Entry("organisation", row["name"], country, roles, row["code"], row["noun"])
        tables.add([row["name"], *listed(row["names"])], entry)


def parse_day(text: str, last: bool) -> date | None:
    """The first or last day of "2012", "2012-05" or "2012-05-07"."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        year, month = parts
        return date(year + month // 12, month % 12 + 1, 1) - date.resolution if last else date(year, month, 1)
    return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)


def _add_people(tables: ActorTables) -> None:
    for row in rows("actor_people.tsv"):
        entry = Entry(
            "person",
            row["name"],
            row["country"] or None,
            tuple(row["roles"].split()),
            row["code"] or None,
            title=row["title"] or None,
            gender=row["gender"],
            since=parse_day(row["since"], last=False),
            until=parse_day(row["until"], last=True),
        )
        tables.add([row["name"], *listed(row["names"])], entry)
        tables.surnames.setdefault(pieces(row["name"])[-1], []).append(entry)


def _add_roles(tables: ActorTables) -> None:
    known: set[tuple[str, ...]] = set()
    singular: list[tuple[str, Role]] = []
    for row in rows("actor_roles.tsv"):
        role = Role(tuple(row["roles"].split()), row["kind"], row["class"], row["flags"])
        for noun in listed(row["nouns"]):
            known.add(pieces(noun))
            tables.roles.add(pieces(noun), role)
            if role.kind != "group" or not noun.endswith(("s", "police", "people", "media", "men", "women")):
                singular.append((noun, role))
    for noun, role in singular:
        plural = tables.plural(noun)
        if plural and pieces(plural) not in known:
            known.add(pieces(plural))
            kind = "group" if role.kind == "person" else role.kind
            tables.roles.add(pieces(plural), replace(role, kind=kind, plural=True))
    for row in rows("actor_modifiers.tsv"):
        for word in listed(row["words"]):
            tables.modifiers[" ".join(pieces(word))] = (row["role"],)
    for row in rows("actor_suffixes.tsv"):
        tables.endings[row["ending"]] = Role((row["role"],), "group", "people", "", plural=True)
