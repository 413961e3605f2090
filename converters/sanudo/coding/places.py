"""STUB until the gazetteer lands: finds no places. Replace the whole file."""

from dataclasses import dataclass

from sanudo_schema import Place
from spacy.tokens import Token

from .parsing import Parsed


@dataclass(frozen=True)
class PlaceMention:
    """A place."""

    first: Token
    last: Token
    root: Token
    preposition: str | None
    place: Place
    reason: str


def find_places(parsed: Parsed) -> list[PlaceMention]:
    """None yet."""
    return []
