"""The reader: a small neural network that judges what the first of two marked actors does to the second.

The model lies in coding/model: reader.onnx (a MiniLM encoder in 8-bit integers with five heads), tokenizer.json and
reader.json (labels of each head, temperatures, the longest input). docs/reader.md says how it was made and how good
it is; `make train` makes it anew.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sanudo_schema.codes import plover_of

from .opinion import MarkedPair, Opinion

MODEL = Path(__file__).parent / "model"
MARKS = ("[S]", "[/S]", "[T]", "[/T]")
"""The special tokens around the source and the target."""

TOGETHER = 8
"""How many pairs of one article are read at once."""

LEAD = 8
"""Tokens kept before the first mark where a sentence is too long to be read whole."""


@dataclass(frozen=True)
class Encoded:
    """Token ids of a marked sentence and the positions of its opening marks (0, the first token, where unmarked)."""

    ids: list[int]
    source: int
    target: int


def marked_text(pair: MarkedPair) -> str:
    """The sentence with the special tokens set around its actors.

    >>> marked_text(MarkedPair("Chad accused Sudan.", (0, 4), (13, 18)))
    '[S] Chad [/S] accused [T] Sudan [/T].'
    >>> marked_text(MarkedPair("Chad voted.", (0, 4), None))
    '[S] Chad [/S] voted.'
    """
    cuts: list[tuple[int, int, str]] = []
    for span, opening, closing in ((pair.source, *MARKS[:2]), (pair.target, *MARKS[2:])):
        if span is not None:
            cuts += [(span[0], 1, opening + " "), (span[1], 0, " " + closing)]
    text = pair.text
    for position, _, mark in sorted(cuts, reverse=True):
        text = text[:position] + mark + text[position:]
    return text


def encode(tokenizer: Tokenizer, pairs: Sequence[MarkedPair], longest: int) -> list[Encoded]:
    """The pairs as token ids, at most `longest` of them: the stretches around the two marks of a longer sentence."""
    opening = [number for mark in (MARKS[0], MARKS[2]) if (number := tokenizer.token_to_id(mark)) is not None]
    encoded = []
    for encoding in tokenizer.encode_batch([marked_text(pair) for pair in pairs]):
        ids = _clipped(encoding.ids, opening, longest)
        encoded.append(Encoded(ids, *(ids.index(mark) if mark in ids else 0 for mark in opening)))
    return encoded


def _clipped(ids: list[int], opening: list[int], longest: int) -> list[int]:
    if len(ids) <= longest:
        return ids
    marks = sorted(ids.index(mark) for mark in opening if mark in ids) or [0]
    begin = max(0, min(marks[0] - LEAD, len(ids) - longest))
    if marks[-1] < begin + longest - LEAD:
        return ids[begin : begin + longest]
    half = longest // 2
    return ids[begin : begin + half] + ids[marks[-1] - LEAD :][: longest - half]


def moved_codes(groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[Sequence[str], dict[str, str]]]:
    """Of each event that lost codes since the training: the codes it had, and to which event each lost one belongs now.

    >>> moved_codes({"CONSULT": ["040", "042", "070"]})
    {'CONSULT': (['040', '042', '070'], {'070': 'AID'})}
    """
    found = {}
    for event, group in groups.items():
        now = {code: coded.event for code in group if (coded := plover_of(code)) and coded.event != event}
        if now:
            found[event] = group, now
    return found


class PairReader:
    """Judges the marked pairs of an article; the same pairs always get the same opinions.

    Raises OSError where a file of the model is missing.
    """

    def __init__(self, folder: Path = MODEL) -> None:
        facts = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = facts["labels"]
        self.temperatures: dict[str, float] = facts["temperatures"]
        self.longest: int = facts["longest"]
        self.version: str = facts["version"]
        self._moved = moved_codes(facts["groups"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (folder / "reader.onnx").read_bytes(), settings, providers=["CPUExecutionProvider"]
        )

    def __call__(self, pairs: Sequence[MarkedPair]) -> list[Opinion]:
        """What the reader thinks of each pair, in their order."""
        encoded = encode(self._tokenizer, pairs, self.longest)
        order = sorted(range(len(pairs)), key=lambda i: len(encoded[i].ids))
        opinions: dict[int, Opinion] = {}
        for first in range(0, len(order), TOGETHER):
            group = order[first : first + TOGETHER]
            opinions.update(zip(group, self._read([encoded[i] for i in group]), strict=True))
        return [opinions[i] for i in range(len(pairs))]

    def _read(self, group: list[Encoded]) -> Iterator[Opinion]:
        shape = (len(group), max(len(one.ids) for one in group))
        ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for row, one in enumerate(group):
            ids[row, : len(one.ids)], mask[row, : len(one.ids)] = one.ids, 1
        marks = {side: np.array([getattr(one, side) for one in group], dtype=np.int64) for side in ("source", "target")}
        outputs = self._session.run(list(self.labels), {"ids": ids, "mask": mask, **marks})
        shares = {head: self._shares(head, logits) for head, logits in zip(self.labels, outputs, strict=True)}
        for row in range(len(group)):
            named = {
                head: dict(zip(labels, map(float, shares[head][row]), strict=True))
                for head, labels in self.labels.items()
            }
            yield Opinion(
                act=named["act"]["act"],
                forward=named["direction"]["forward"],
                events=self._as_now(named["event"], named["code"]),
                codes=named["code"],
                statuses=named["status"],
            )

    def _as_now(self, events: dict[str, float], codes: dict[str, float]) -> dict[str, float]:
        """The events as the code tables have them now: what fell to a code that has moved since moves along."""
        shares = dict(events)
        for event, (group, moved) in self._moved.items():
            total = sum(codes[code] for code in group)
            for code, now in moved.items():
                part = events[event] * codes[code] / total if total else 0.0
                shares[event] -= part
                shares[now] = shares.get(now, 0.0) + part
        return shares

    def _shares(self, head: str, logits: Any) -> NDArray[np.float64]:
        scaled = np.asarray(logits, dtype=np.float64) / self.temperatures[head]
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
        return shares


@cache
def load_reader(folder: Path = MODEL) -> PairReader:
    """The reader of a folder, loaded once."""
    return PairReader(folder)
