"""The reader's training pairs: the coded sentences and the frames' examples, those held back, and their variations."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sanudo.coding.lexicon import load_lexicon
from sanudo.coding.opinion import MarkedPair
from sanudo_schema.codes import plover_of

SENTENCES = Path(__file__).resolve().parent.parent / "converters/sanudo/coding/sentences"
NONE = "none"
RUN = 20
"""Consecutive lines of a file that stay together when sentences are held back: one hand wrote them on one subject."""

HELD_ONE_IN = 12
"""Of so many runs of each file, one is held back from training."""

MUTUAL = ("036", "039", "04", "046")
"""Codes that hold in both directions."""


@dataclass(frozen=True)
class Sentence:
    """A marked sentence, its CAMEO code or "none", its status, its direction and the file that it comes from."""

    text: str
    code: str
    status: str
    origin: str
    forward: bool = True

    @property
    def event(self) -> str | None:
        """The PLOVER event, None where nothing passes between the two."""
        coded = None if self.code == NONE else plover_of(self.code)
        return coded.event if coded else None

    def marked(self) -> MarkedPair:
        """The plain sentence with the ranges of its marks."""
        spans: dict[str, tuple[int, int]] = {}
        plain, start = "", 0
        for piece in re.split(r"(</?[st]>)", self.text):
            match piece:
                case "<s>" | "<t>":
                    start = len(plain)
                case "</s>" | "</t>":
                    spans[piece[2]] = (start, len(plain))
                case _:
                    plain += piece
        return MarkedPair(plain, spans["s"], spans.get("t"))


def read_sentences(folder: Path = SENTENCES) -> list[Sentence]:
    """Every coded sentence and every example of the frames that marks both actors, without repetitions."""
    found: dict[str, Sentence] = {}
    for sentence in (*_coded(folder), *_examples()):
        if "<s>" in sentence.text and "<t>" in sentence.text:
            found.setdefault(re.sub(r"\W+", " ", sentence.text.lower()), sentence)
    return list(found.values())


def _coded(folder: Path) -> Iterator[Sentence]:
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, code, status = line.split("\t")
                yield Sentence(text, code, status, path.stem)


def _examples() -> Iterator[Sentence]:
    for frame in load_lexicon().all_frames():
        for example in frame.examples:
            yield Sentence(example.text, example.code, example.status, f"frames-{frame.code[:2]}")


def hold_back(sentences: Sequence[Sentence], one_in: int) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences to train on and those held back: one run of each file's lines in `one_in`, never single lines."""
    kept: list[Sentence] = []
    held: list[Sentence] = []
    place: dict[str, int] = {}
    for sentence in sentences:
        number = place[sentence.origin] = place.get(sentence.origin, -1) + 1
        (held if (number // RUN) % one_in == one_in // 2 else kept).append(sentence)
    return kept, held


class Variation:
    """Makes each epoch's sentences from the written ones: other names, other direction, no target, unrelated actors."""

    def __init__(self, sentences: Sequence[Sentence], seed: int) -> None:
        self._sentences = list(sentences)
        self._names = [name for s in sentences for name in re.findall(r"<[st]>(.*?)</[st]>", s.text)]
        self._chance = random.Random(seed)  # noqa: S311

    def epoch(self) -> list[Sentence]:
        """All sentences, a quarter of them renamed, with a quarter more turned round and a twentieth more unrelated."""
        chance = self._chance
        group = [self._varied(sentence) for sentence in self._sentences]
        acts = [sentence for sentence in self._sentences if sentence.code != NONE]
        group += [turned(sentence) for sentence in chance.sample(acts, len(acts) // 4)]
        group += [self._unrelated() for _ in range(len(self._sentences) // 20)]
        return group

    def _varied(self, sentence: Sentence) -> Sentence:
        draw = self._chance.random()
        if draw < 0.25:
            side, name = self._chance.choice("st"), self._chance.choice(self._names)
            text = re.sub(rf"<{side}>.*?</{side}>", lambda _: f"<{side}>{name}</{side}>", sentence.text)
            return replace(sentence, text=text)
        if draw < 0.33 and sentence.code != NONE:
            return replace(sentence, text=re.sub(r"</?t>", "", sentence.text))
        return sentence

    def _unrelated(self) -> Sentence:
        """A pair with nothing between them: one actor of each of two sentences told in one breath."""
        first, second = self._chance.sample(self._sentences, 2)
        one, two = (self._single(s.text, mark) for s, mark in ((first, "s"), (second, "t")))
        joint = self._chance.choice([", while ", ", and ", "; ", ", as ", " after ", ". "])
        return Sentence(one.rstrip(". ") + joint + two, NONE, "occurred", "unrelated")

    def _single(self, text: str, mark: str) -> str:
        """The text with one of its two marks left, as the mark given."""
        kept, dropped = self._chance.choice(["st", "ts"])
        return re.sub(rf"<(/?){kept}>", rf"<\1{mark}>", re.sub(rf"</?{dropped}>", "", text))


def turned(sentence: Sentence) -> Sentence:
    """The sentence with source and target changed round: the act passes the other way, where it is not mutual."""
    exchange = {"s": "t", "t": "s"}
    text = re.sub(r"<(/?)([st])>", lambda m: f"<{m[1]}{exchange[m[2]]}>", sentence.text)
    return replace(sentence, text=text, forward=sentence.code.startswith(MUTUAL))
