"""How sure a record is: a logistic sum of plain cues, with weights fitted on the project's own sentences.

confidence.toml holds the weights; training/confidence.py fits them and prints how well 0.8 means four in five.
"""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .drafts import Draft
from .speech import DEMANDING, DENYING, SAYING, URGING

_SPOKEN = (SAYING, DENYING, URGING, DEMANDING)
_NAMED = ("state", "person", "organisation")


def cues(draft: Draft) -> dict[str, float]:
    """The cues of one telling: what stands for or against it, each 0 to 1."""
    frame, clause = draft.reading.frame, draft.reading.clause
    found: dict[str, float] = {
        "bias": 1.0,
        "verb": float(clause.kind == "verb"),
        "conditions": min(len(frame.needs), 2) / 2,
        "attitude_with_content": float(frame.kind is not None and draft.reading.content is not None),
        "attitude_alone": float(frame.kind is not None and draft.reading.content is None and frame not in _SPOKEN),
        "spoken": float(frame in _SPOKEN),
        "unreal": float(draft.status not in ("occurred", "ongoing")),
        "reported": float(bool(draft.reading.reporters)),
        "core": float(draft.type in ("Meeting", "Visit", "Allegation", "Denial")),
    }
    for side, actors in (("source", draft.sources), ("target", draft.targets)):
        found[f"no_{side}"] = float(not actors)
        found[f"named_{side}"] = float(any(actor.kind in _NAMED for actor in actors))
        found[f"thing_{side}"] = float(bool(actors) and all(actor.kind == "other" for actor in actors))
    return found


@cache
def weights() -> dict[str, float]:
    """The fitted weight of each cue, in log-odds."""
    table: dict[str, float] = tomllib.loads((files("sanudo.coding") / "confidence.toml").read_text("utf-8"))["weights"]
    return table


def confidence(found: Mapping[str, float], table: Mapping[str, float] | None = None) -> float:
    """The share of records with such cues that are right, in class and in the actors they name, as fitted.

    table: the weights of the cues, those of the frames alone where none are given.

    >>> 0 < confidence({"bias": 1.0, "verb": 1.0}) < 1
    True
    """
    table = weights() if table is None else table
    return 1 / (1 + math.exp(-sum(table.get(name, 0.0) * value for name, value in found.items())))
