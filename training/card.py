"""Writes docs/reader.md, the reader's card: its data, its figures on what was held back, its limits.

usage: python training/card.py
"""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pairs import HELD_ONE_IN, SENTENCES, Sentence, hold_back, read_sentences, turned

from sanudo.coding.opinion import Opinion
from sanudo.coding.reader import MODEL, PairReader

DOCS = Path(__file__).resolve().parent.parent / "docs"


def class_lines(gold: Sequence[str], said: Sequence[str]) -> Iterator[str]:
    """Precision, recall and number of each class, as lines of a Markdown table."""
    for name in sorted(set(gold)):
        right = sum(g == s == name for g, s in zip(gold, said, strict=True))
        precision = right / max(said.count(name), 1)
        yield f"| {name} | {precision:.2f} | {right / gold.count(name):.2f} | {gold.count(name)} |"


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    """The mean over the classes of the harmonic mean of precision and recall."""
    names = sorted(set(gold))
    pairs = list(zip(gold, said, strict=True))
    return sum(2 * pairs.count((n, n)) / (gold.count(n) + said.count(n)) for n in names) / len(names)


def calibration(judged: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """How often the likeliest class is right where the reader says so with this much confidence."""
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [(share, right) for share, right in judged if low <= share < high]
        if inside:
            said = sum(share for share, _ in inside) / len(inside)
            yield f"| {said:.2f} | {sum(right for _, right in inside) / len(inside):.2f} | {len(inside)} |"


def figures(reader: PairReader, held: Sequence[Sentence]) -> dict[str, str]:
    """The numbers and tables of the card."""
    opinions = [reader([sentence.marked()])[0] for sentence in held]
    acts = [(s, o) for s, o in zip(held, opinions, strict=True) if s.event]
    gold, said = [s.event or "" for s, _ in acts], [o.event for _, o in acts]
    turns = [turned(s) for s, _ in acts if not turned(s).forward]
    back = [reader([s.marked()])[0].forward < 0.5 for s in turns]
    none = [o.act < 0.5 for s, o in zip(held, opinions, strict=True) if not s.event]
    return {
        "event": f"{_share(g == s for g, s in zip(gold, said, strict=True)):.3f}",
        "macro": f"{macro_f1(gold, said):.3f}",
        "code": f"{_share(_code(o) == s.code[:3] for s, o in acts):.3f}",
        "status": f"{_share(o.status == s.status for s, o in acts):.3f}",
        "back": f"{_share(back):.3f}",
        "act": f"{_share(o.act >= 0.5 for _, o in acts):.3f}",
        "none": f"{_share(none):.3f}",
        "held": str(len(held)),
        "classes": "\n".join(class_lines(gold, said)),
        "calibration": "\n".join(calibration([(o.events[o.event], s.event == o.event) for s, o in acts])),
    }


def _share(right: Iterator[bool] | list[bool]) -> float:
    values = list(right)
    return sum(values) / max(len(values), 1)


def _code(opinion: Opinion) -> str:
    return max(sorted(opinion.codes), key=lambda code: opinion.codes[code])


def speed(reader: PairReader, held: Sequence[Sentence]) -> tuple[str, str]:
    """Sentences that one core reads in a second, eight at a time, and the seconds that loading takes."""
    pairs = [sentence.marked() for sentence in held][:400]
    started = time.process_time()
    for first in range(0, len(pairs), 8):
        reader(pairs[first : first + 8])
    rate = len(pairs) / (time.process_time() - started)
    started = time.process_time()
    PairReader()
    return f"{rate:.0f}", f"{time.process_time() - started:.2f}"


def main() -> None:
    sentences = read_sentences()
    kept, held = hold_back(sentences, HELD_ONE_IN)
    hands = Counter(sentence.origin.split("-")[0] for sentence in sentences)
    facts = json.loads((MODEL / "reader.json").read_text(encoding="utf-8"))
    reader = PairReader()
    rate, loading = speed(reader, held)
    text = (Path(__file__).parent / "card.md").read_text(encoding="utf-8").format(
        **figures(reader, held),
        sentences=len(sentences),
        kept=len(kept),
        none_pairs=sum(s.event is None for s in sentences),
        hands=", ".join(f"{name} {count}" for name, count in sorted(hands.items())),
        temperatures=", ".join(f"{head} {value}" for head, value in facts["temperatures"].items()),
        megabytes=f"{(MODEL / 'reader.onnx').stat().st_size / 1e6:.1f}",
        rate=rate,
        loading=loading,
        agreement=(SENTENCES / "agreement.md").read_text(encoding="utf-8").strip(),
    )  # fmt: skip
    (DOCS / "reader.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
