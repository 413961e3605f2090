"""Fits the weights of joining.toml on the sentences that the reader was not trained on, and prints the calibration.

usage: python training/join.py [--write]

The class weights make the marked events likeliest; the confidence weights make 0.8 mean four in five: a record is right
where its PLOVER event is the sentence's and the actors that it names overlap the marked ones. Two runs of sentences in
three are fitted on, the third measures.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from confidence import fit, overlaps
from pairs import HELD_ONE_IN, RUN, Sentence, hold_back, read_sentences

from sanudo.articles.article import Article
from sanudo.coding import joining
from sanudo.coding.coder import Coder
from sanudo.coding.drafts import Draft
from sanudo.coding.parsing import load_pipeline, parse
from sanudo.coding.reader import load_reader

TABLE = Path(joining.__file__).with_suffix(".toml")
LEAST = 0.6
"""How sure a record must be that no frame read."""


@dataclass
class Case:
    """A draft with its second opinion, the event it should have (None: none at all), and its sentence's number."""

    draft: Draft
    framed: str | None
    event: str | None
    actors_right: bool
    number: int


def cases(sentences: list[Sentence]) -> list[Case]:
    """What the coder and the reader make of each sentence, before their opinions are joined."""
    coder, nlp = Coder(opinion=load_reader()), load_pipeline()
    found = []
    for number, sentence in enumerate(sentences):
        marks = {side: "".join(re.findall(rf"<{side}>(.*?)</{side}>", sentence.text)) for side in "st"}
        for draft in coder.heard(parse(Article(id=str(number), text=sentence.marked().text), nlp, [])):
            if draft.opinion is None:
                continue
            sides = [overlaps(draft, name, marks[side]) for name, side in (("sources", "s"), ("targets", "t"))]
            if any(sides) and (sentence.event or all(sides)):
                right = all(
                    side or not getattr(draft, name) for side, name in zip(sides, ("sources", "targets"), strict=True)
                )
                found.append(Case(draft, joining.framed_event(draft), sentence.event, right, number))
    return found


def fit_class(found: list[Case]) -> dict[str, float]:
    """The class weights under which the marked events are likeliest, by a search over a grid."""
    judged = [case for case in found if case.event and case.framed and case.draft.opinion]
    best, chosen = -np.inf, {}
    grid = np.arange(0.0, 4.01, 0.25)
    for reader in (0.5, 0.75, 1.0, 1.25):
        for frames in grid:
            for sure in (0.0, 0.25, 0.5, 0.75, 1.0):
                table = {"reader": reader, "frames": float(frames), "sure": sure}
                likely = sum(np.log(max(_share(case, table), 1e-4)) for case in judged)
                if likely > best:
                    best, chosen = likely, table
    return chosen


def _share(case: Case, table: dict[str, float]) -> float:
    assert case.draft.opinion is not None
    joined = joining.joined_events(case.draft.opinion, case.framed, case.draft.confidence, table)
    return joined.get(case.event or "", 0.0)


def fit_confidence(found: list[Case], table: dict[str, float], name: str) -> dict[str, float]:
    """The weights of how sure records are, and on the sentences kept apart how often those of each share are right."""
    rows, right, numbers = [], [], []
    for case in found:
        judged = case.draft.opinion
        assert judged is not None
        joined = joining.joined_events(judged, case.framed, case.draft.confidence, table)
        best = max(sorted(joined), key=lambda event: joined[event])
        if case.framed is not None and case.draft.type in joining.KEPT:
            best = case.framed
        rows.append(joining.cues(judged, joined.get(best, 0.0), case.draft.confidence))
        right.append(float(best == case.event and case.actors_right))
        numbers.append(case.number)
    names = [key for key in sorted(rows[0]) if name == "confidence" or key != "frames"]
    matrix, truth = np.array([[row[key] for key in names] for row in rows]), np.array(right)
    held = np.array([(number // RUN) % 3 == 0 for number in numbers])
    weights = fit(matrix[~held], truth[~held])
    share = 1 / (1 + np.exp(-matrix @ weights))
    print(f"[{name}] {len(rows)} records, {truth.mean():.3f} right; on the third kept apart:")
    for low in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9):
        inside = held & (share >= low) & (share < low + (0.1 if low >= 0.6 else 0.2))
        if inside.any():
            print(f"  said {share[inside].mean():.2f}  right {truth[inside].mean():.2f}  of {int(inside.sum())}")
    return dict(zip(names, map(float, weights), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights to joining.toml")
    options = parser.parse_args()
    _, held = hold_back(read_sentences(), HELD_ONE_IN)
    found = cases(held)
    framed = [case for case in found if case.framed is not None]
    table = fit_class(framed)
    alone = np.mean([case.framed == case.event for case in framed if case.event])
    together = np.mean([_share(case, table) > 0.5 for case in framed if case.event])
    print(f"events right: frames alone {alone:.3f}, joined {together:.3f}")
    tables = {
        "class": table,
        "confidence": fit_confidence(framed, table, "confidence"),
        "unframed": {**fit_confidence([c for c in found if c.framed is None], table, "unframed"), "least": LEAST},
        "asked": dict(joining.weights()["asked"]),
    }
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for name, values in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {value:.3f}" for key, value in values.items())]
    print("\n".join(lines))
    if options.write:
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
