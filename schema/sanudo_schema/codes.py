"""STUB, replaced entirely by branch `codes`: keep these three names (is_cameo, quad_classes, goldstein_scores)."""

import re


def is_cameo(code: str) -> bool:
    """True for a CAMEO code."""
    return bool(re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", code))


def quad_classes(code: str) -> dict[str, int]:
    """Quad class by variant."""
    return {}


def goldstein_scores(code: str) -> dict[str, float]:
    """Goldstein score by variant."""
    return {}
