"""Fits the weights of confidence.toml on the project's coded sentences, and prints how well they are calibrated.

usage: python training/confidence.py [--write]

A record is right where its CAMEO root is the sentence's and the actors it names overlap the marked ones;
records that share neither marked actor tell of something else and are left out. Blocks of twenty sentences go
to fitting or to measuring in turn, two to one.
"""

import argparse
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.confidence import cues
from sanudo.coding.drafts import Draft
from sanudo.coding.happenings import merge_drafts
from sanudo.coding.parsing import load_pipeline, parse

CODING = Path(__file__).resolve().parents[1] / "converters/sanudo/coding"
SMALL = {"the", "of", "and", "a", "an", "in", "to", "for", "s"}


def stems(text: str) -> set[str]:
    """The first five letters of each word that says something."""
    return {word[:5] for word in re.findall(r"\w+", text.lower()) if word not in SMALL}


def overlaps(draft: Draft, side: str, words: str) -> bool:
    """True where an actor of the side shares a word with the marked phrase."""
    actors = (*draft.sources, *draft.targets) if draft.type in ("Meeting", "Visit") else getattr(draft, side)
    return any(stems(words) & stems(f"{actor.name} {actor.text}") for actor in actors)


def rows(every: int) -> tuple[list[dict[str, float]], list[bool], list[int]]:
    """Cues, whether right, and sentence number of each record coded from one sentence in so many."""
    coder, nlp = Coder(opinion=None), load_pipeline()
    found, right, numbers = [], [], []
    lines = [
        line for path in sorted((CODING / "sentences").glob("*.tsv")) for line in path.read_text("utf-8").splitlines()
    ]
    for number, line in enumerate(lines[::every]):
        text, code, _ = line.split("\t")
        marks = {side: re.search(rf"<{side}>(.*?)</{side}>", text) for side in "st"}
        plain = re.sub(r"</?[st]>", "", text)
        if code == "none" or not all(marks.values()):
            continue
        parsed = parse(Article(id=str(number), text=plain), nlp, [])
        drafts = coder.drafts(parsed)
        for draft in merge_drafts(drafts):
            roots = {draft.code[:2], (draft.realised or draft.code)[:2]}
            sides = [overlaps(draft, side, marks[mark].group(1)) for side, mark in (("sources", "s"), ("targets", "t"))]  # type: ignore[union-attr]
            if not any(sides):
                continue
            found.append(cues(draft))
            empty = (not draft.sources, not draft.targets)
            good = code[:2] in roots and all(right or none for right, none in zip(sides, empty, strict=True))
            right.append(good)
            numbers.append(number)
    return found, right, numbers


def fit(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with a light ridge, by Newton's method."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - share) - 0.5 * weights
        bend = (matrix * (share * (1 - share))[:, None]).T @ matrix + 0.5 * np.eye(matrix.shape[1])
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write the weights to confidence.toml")
    arguments.add_argument("--every", type=int, default=1, help="use one sentence in so many")
    options = arguments.parse_args()
    found, right, numbers = rows(options.every)
    names = sorted(found[0])
    matrix = np.array([[row[name] for name in names] for row in found])
    truth = np.array(right, dtype=float)
    held = np.array([(number // 20) % 3 == 0 for number in numbers])
    weights = fit(matrix[~held], truth[~held])
    share = 1 / (1 + np.exp(-matrix @ weights))
    print(f"{len(found)} records, {truth.mean():.3f} right; on the third held back:")
    for low in (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = held & (share >= low) & (share < (low + 0.1 if low >= 0.4 else low + 0.2))
        if inside.any():
            print(f"  said {share[inside].mean():.2f}  right {truth[inside].mean():.2f}  of {int(inside.sum())}")
    table = "\n".join(f"{name} = {weight:.3f}" for name, weight in zip(names, weights, strict=True))
    print(table)
    if options.write:
        head = (
            "# Weights of the cues of confidence.py, in log-odds, fitted by training/confidence.py on the\n"
            "# sentences of sanudo/coding/sentences: a record is right where its CAMEO root and actors are.\n\n"
            "[weights]\n"
        )
        (CODING / "confidence.toml").write_text(head + table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
