"""The weights, limits and word lists of `merging.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Rules", "Weights", "rules"]


@dataclass(frozen=True)
class Weights:
    """How much it counts that reports agree in who, when and what; the three make 1."""

    who: float
    when: float
    what: float


@dataclass(frozen=True)
class Rules:
    """What `merging.toml` says, each value explained there."""

    threshold: float
    margin: float
    denies: float
    encounter: Weights
    act: Weights
    limits: dict[str, float]
    grades: dict[str, float]
    dull: frozenset[str]


@cache
def rules() -> Rules:
    """The rules, read once.

    >>> rules().encounter.who > rules().act.who
    True
    """
    data = tomllib.loads(files("sanudo.merging").joinpath("merging.toml").read_text("utf-8"))
    return Rules(
        threshold=data["threshold"],
        margin=data["margin"],
        denies=data["denies"],
        encounter=Weights(**data["weights"]["encounter"]),
        act=Weights(**data["weights"]["act"]),
        limits=data["limits"],
        grades=data["grades"],
        dull=frozenset(data["words"]["dull"].split()),
    )
