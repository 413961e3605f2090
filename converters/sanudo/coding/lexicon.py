"""The predicate lexicon: frames and attitudes read from data; docs/frames.md describes the format."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ..errors import FormatError

DEFAULT_SOURCE = ("subj",)
DEFAULT_TARGET = ("obj", "iobj", "to", "against", "on", "with", "at", "for", "over", "of", "from", "in")
_KEYS = frozenset(
    [
        "id",
        "code",
        "verbs",
        "nouns",
        "adjectives",
        "needs",
        "without",
        "source",
        "target",
        "of",
        "poss",
        "mod",
        "reciprocal",
        "domestic",
        "status",
        "examples",
        "kind",
        "content",
    ]
)


@dataclass(frozen=True)
class Condition:
    """What a slot must (or must not) hold: any of these lemmas, or what one of these tests accepts."""

    slot: str
    words: frozenset[str]
    tests: frozenset[str]


@dataclass(frozen=True)
class Example:
    """A sentence with <s> and <t> marks and the record it must give: code ("none" for no event) and status.

    beyond: the coder does not reach it yet, most often because the small parser misreads the sentence.
    """

    text: str
    code: str
    status: str = "occurred"
    beyond: bool = False


@dataclass(frozen=True)
class Frame:
    """One lexicon entry. kind names the attitude of an embedding predicate, None for a plain event."""

    id: str
    code: str
    predicates: frozenset[tuple[str, str]]
    needs: tuple[Condition, ...] = ()
    without: tuple[Condition, ...] = ()
    source: tuple[str, ...] = DEFAULT_SOURCE
    target: tuple[str, ...] = DEFAULT_TARGET
    of: str = "obj"
    poss: str = "subj"
    mod: str = "subj"
    reciprocal: bool = False
    domestic: bool = False
    status: str | None = None
    kind: str | None = None
    content: tuple[str, ...] = ("comp", "obj", "of", "for", "to", "with", "about")
    examples: tuple[Example, ...] = ()

    @cached_property
    def looseness(self) -> tuple[int, int, int]:
        """The rank among frames with as many needs: those that name words, then longer codes, then fewer words."""
        worded = [condition for condition in self.needs if condition.words]
        return -len(worded), -len(self.code), sum(len(condition.words) for condition in worded)


@dataclass(frozen=True)
class Kind:
    """What an attitude does to what it embeds.

    status: of the embedded event. own: does the attitude itself become a record? keeps: does an embedded event stay a
    record of its own: always, core (only a Meeting or Visit, which then replaces the attitude) or never.
    """

    name: str
    status: str | None
    own: bool
    keeps: str


@dataclass(frozen=True)
class Lexicon:
    """All frames, indexed by (kind of word, lemma), and the table that composes attitudes with codes."""

    frames: dict[tuple[str, str], tuple[Frame, ...]]
    kinds: dict[str, Kind]
    composition: dict[str, tuple[tuple[str, str], ...]]

    @cached_property
    def heads(self) -> frozenset[tuple[str, str]]:
        """The kind and the first word of every entry: "call" of "call", "call_off" and "call_for"."""
        return frozenset((kind, lemma.partition("_")[0]) for kind, lemma in self.frames)

    @cached_property
    def _ranked(self) -> dict[tuple[str, str, tuple[str, ...], bool], tuple[Frame, ...]]:
        return {}

    def ranked(self, kind: str, lemma: str, beside: Iterable[str], *, particle: bool) -> tuple[Frame, ...]:
        """The frames of a word with those words beside it, the best first: naming one of them, most conditions.

        particle: one of them is the verb's particle; then frames that name none are no candidates where others are.
        """
        named = tuple(word for word in beside if (kind, f"{lemma}_{word}") in self.frames)
        key = (kind, lemma, named, particle)
        if key not in self._ranked:
            self._ranked[key] = self._rank(kind, lemma, named, particle)
        return self._ranked[key]

    def _rank(self, kind: str, lemma: str, named: tuple[str, ...], particle: bool) -> tuple[Frame, ...]:
        long = {frame.id: frame for word in named for frame in self.frames[kind, f"{lemma}_{word}"]}
        short = {} if particle and long else {frame.id: frame for frame in self.frames.get((kind, lemma), ())}

        def rank(frame: Frame) -> tuple[int | str, ...]:
            bare = frame.kind is not None and not self.kinds[frame.kind].own
            return -len(frame.needs) - (frame.id in long), bare, *frame.looseness, frame.id

        return tuple(sorted({**long, **short}.values(), key=rank))

    def compose(self, kind: str, code: str) -> str | None:
        """The code of an attitude towards an event of that code, None where the table has none.

        >>> load_lexicon().compose("appeal", "040")
        '026'
        """
        for prefix, composed in self.composition.get(kind, ()):
            if code.startswith(prefix):
                return composed
        return None

    def all_frames(self) -> list[Frame]:
        """Every frame once, in order of id."""
        return sorted(
            {frame.id: frame for group in self.frames.values() for frame in group}.values(), key=lambda f: f.id
        )


def _conditions(table: dict[str, str], classes: dict[str, str], where: str) -> tuple[Condition, ...]:
    conditions = []
    for slot, text in table.items():
        words: set[str] = set()
        tests: set[str] = set()
        for item in text.split():
            if item.startswith("@"):
                if item[1:] not in classes:
                    raise FormatError(f"no word class {item}", where=where, advice="Add it to frames/classes.toml.")
                words.update(classes[item[1:]].split())
            elif item.startswith("#"):
                tests.add(item)
            else:
                words.add(item)
        conditions.append(Condition(slot, frozenset(words), frozenset(tests)))
    return tuple(conditions)


def _example(entry: Any, code: str) -> Example:
    if isinstance(entry, str):
        return Example(entry, code)
    return Example(entry["text"], entry.get("code", code), entry.get("status", "occurred"), entry.get("beyond", False))


def _frame(entry: dict[str, Any], classes: dict[str, str], where: str) -> Frame:
    unknown = set(entry) - _KEYS
    if unknown or not {"id", "code"} <= set(entry):
        raise FormatError(
            f"frame {entry.get('id')!r}: unknown keys {sorted(unknown)} or no id, code",
            where=where,
            advice="See docs/frames.md.",
        )
    predicates = frozenset(
        (kind, lemma)
        for key, kind in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective"))
        for lemma in entry.get(key, "").split()
    )
    options: dict[str, Any] = {
        key: tuple(entry[key].split()) for key in ("source", "target", "content") if key in entry
    } | {key: entry[key] for key in ("of", "poss", "mod", "reciprocal", "domestic", "status", "kind") if key in entry}
    return Frame(
        id=entry["id"],
        code=entry["code"],
        predicates=predicates,
        needs=_conditions(entry.get("needs", {}), classes, where),
        without=_conditions(entry.get("without", {}), classes, where),
        examples=tuple(_example(e, entry["code"]) for e in entry.get("examples", ())),
        **options,
    )


def _read_toml(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"no valid TOML: {error}", where=path, advice="Mend the frame file.") from error


def _read_composition(path: Traversable) -> dict[str, tuple[tuple[str, str], ...]]:
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, prefix, code = line.split("\t")
            table[kind].append((prefix, code))
    return {kind: tuple(sorted(rows, key=lambda row: -len(row[0]))) for kind, rows in table.items()}


@cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package; raises FormatError naming the file and the frame that is wrong."""
    folder = files("sanudo.coding") / "frames"
    classes: dict[str, str] = _read_toml(folder / "classes.toml")["classes"]
    kinds: dict[str, Kind] = {}
    index: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    seen: set[str] = set()
    for path in sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
        data = _read_toml(path)
        for name, table in data.get("kinds", {}).items():
            kinds[name] = Kind(name, table.get("status"), table.get("own", True), table.get("keeps", "core"))
        for entry in data.get("frame", ()):
            frame = _frame(entry, classes, path.name)
            if frame.id in seen:
                raise FormatError(f"frame {frame.id!r} stands twice", where=path.name, advice="Give one another id.")
            seen.add(frame.id)
            for predicate in frame.predicates:
                index[predicate].append(frame)
    ranked = {
        key: tuple(sorted(group, key=lambda f: (-len(f.needs), -len(f.code), f.id))) for key, group in index.items()
    }
    return Lexicon(ranked, kinds, _read_composition(folder / "composition.tsv"))
