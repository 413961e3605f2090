"""The reader's network: a MiniLM encoder with five heads over the mean state and the states of the two marks."""

import json
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel

from sanudo.coding.reader import MARKS


class Network(nn.Module):
    """An encoder and a linear layer for each head; gives the logits of each head, in the order of `sizes`."""

    def __init__(self, encoder: BertModel, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        width = 3 * encoder.config.hidden_size
        self.heads = nn.ModuleDict({head: nn.Linear(width, size) for head, size in sizes.items()})

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        rows = torch.arange(ids.shape[0])
        joined = self.drop(torch.cat([mean, states[rows, source], states[rows, target]], dim=-1))
        return tuple(head(joined) for head in self.heads.values())


def load_encoder(folder: Path, layers: int, longest: int) -> tuple[BertModel, Tokenizer]:
    """The encoder of a folder, cut to evenly chosen layers, to `longest` positions and to the vocabulary of English."""
    config = BertConfig.from_pretrained(folder)
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False)
    tokenizer, kept = english_tokenizer(folder / "tokenizer.json")
    words = encoder.embeddings.word_embeddings.weight.data
    marks = torch.normal(0.0, 0.02, (len(MARKS), words.shape[1]))
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(
        torch.cat([words[kept], marks]), freeze=False, padding_idx=0
    )
    positions = encoder.embeddings.position_embeddings.weight.data[:longest]
    encoder.embeddings.position_embeddings = nn.Embedding.from_pretrained(positions.clone(), freeze=False)
    encoder.embeddings.position_ids = torch.arange(longest).unsqueeze(0)
    encoder.embeddings.token_type_ids = torch.zeros(1, longest, dtype=torch.long)
    chosen = torch.linspace(0, config.num_hidden_layers - 1, layers).round().int().tolist()
    encoder.encoder.layer = nn.ModuleList([encoder.encoder.layer[i] for i in chosen])
    encoder.config.num_hidden_layers = layers
    encoder.config.vocab_size = len(kept) + len(MARKS)
    encoder.config.max_position_embeddings = longest
    return encoder, tokenizer


def english_tokenizer(path: Path) -> tuple[Tokenizer, list[int]]:
    """The tokenizer without the pieces of other scripts and the unused ones, and the ids of what it keeps.

    The marks of the actors are added as special tokens behind the vocabulary.
    """
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    vocabulary = facts["model"]["vocab"]
    kept = [
        token
        for token in sorted(vocabulary, key=lambda token: int(vocabulary[token]))
        if not token.startswith("[unused") and (token.removeprefix("##").isascii() or not token[-1].isalnum())
    ]
    numbers = {token: number for number, token in enumerate(kept)}
    facts["model"]["vocab"] = numbers
    for added in facts["added_tokens"]:
        added["id"] = numbers[added["content"]]
    for name, special in facts["post_processor"]["special_tokens"].items():
        special["ids"] = [numbers[name]]
    facts["padding"] = facts["truncation"] = None
    tokenizer = Tokenizer.from_str(json.dumps(facts))
    tokenizer.add_special_tokens(list(MARKS))
    return tokenizer, [vocabulary[token] for token in kept]


def export(network: Network, heads: list[str], path: Path) -> None:
    """Writes the network as ONNX with weights in 8-bit integers."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    rows = torch.tensor([[101, 5, 6, 102], [101, 7, 8, 102]])
    inputs = {"ids": rows, "mask": torch.ones_like(rows), "source": rows[:, 0] * 0 + 1, "target": rows[:, 0] * 0 + 2}
    axes = {"ids": {0: "pair", 1: "token"}, "mask": {0: "pair", 1: "token"}, "source": {0: "pair"}}
    axes |= {name: {0: "pair"} for name in ("target", *heads)}
    single = path.with_suffix(".single.onnx")
    torch.onnx.export(
        network.eval(),
        tuple(inputs.values()),
        str(single),
        input_names=list(inputs),
        output_names=heads,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(single), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    single.unlink()
