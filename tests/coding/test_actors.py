"""Actors: who a noun phrase denotes, with country, role and code, and which mentions are the same actor."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from spacy.tokens import Token

from sanudo.coding.actors import Cast, find_actors
from sanudo.coding.parsing import Parsed

Parse = Callable[..., Parsed]
TABLE = Path(__file__).with_name("actors.tsv")


def cases() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def word(parsed: Parsed, asked: str) -> Token:
    """The last token of that text, or the n-th for "text#n"."""
    text, _, number = asked.partition("#")
    tokens = [token for token in parsed.doc if token.text == text]
    return tokens[int(number) - 1 if number else -1]


def cast(parse: Parse, text: str, published: date | None = None) -> tuple[Cast, Parsed]:
    parsed = parse(text, published)
    return find_actors(parsed), parsed


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['text'][:40]}|{case['ask']}")
def test_actor_of_a_noun_phrase(parse: Parse, case: dict[str, str]) -> None:
    found, parsed = cast(parse, case["text"])
    actors = found.at(word(parsed, case["ask"]))
    assert " + ".join(actor.name for actor in actors) == ("" if case["want"] == "-" else case["want"])
    if case["country"]:
        assert (actors[0].country or "-") == case["country"]
    if case["code"]:
        assert (actors[0].code or "-") == case["code"]
