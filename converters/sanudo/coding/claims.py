"""Links denials to what they deny."""

import re
from collections.abc import Sequence

from .drafts import Draft

_WORD = re.compile(r"[a-z]{4,}")


def link_denials(drafts: Sequence[Draft]) -> None:
    """Points each denial at the allegation it rejects, the best of those told up to its own sentence, else after it.

    Weighs: same sentence or the one before, the allegation's accused is the denier (or shares its state), its accuser
    is the one the denial names, and words that the two claims share.
    """
    allegations = [d for d in drafts if d.type == "Allegation"]
    for denial in (d for d in drafts if d.type == "Denial"):
        scored = [
            (_fit(denial, allegation), -abs(denial.head.i - allegation.head.i), allegation)
            for allegation in allegations
        ]
        scored = [entry for entry in scored if entry[0] > 0]
        if not scored:
            continue
        best = max(scored, key=lambda entry: entry[:2])[2]
        denial.denies = best
        denial.steps.append(("denies", "the allegation that fits best", (best.head,)))
        if not denial.targets or all(a.kind == "other" for a in denial.targets):
            denial.targets = best.sources
        if not best.targets:
            best.targets = denial.sources


def _states(draft: Draft, side: str) -> set[str]:
    actors = getattr(draft, side)
    return {a.country for a in actors if a.country} | {a.name for a in actors}


def _fit(denial: Draft, allegation: Draft) -> float:
    """How well a denial fits an allegation; 0 or less is no fit."""
    gap = denial.mentions[0].sentence or 0, allegation.mentions[0].sentence or 0
    distance = gap[0] - gap[1]
    score = 0.0
    accused, accusers = _states(allegation, "targets"), _states(allegation, "sources")
    deniers, named = _states(denial, "sources"), _states(denial, "targets")
    if deniers & accused:
        score += 2
    elif accused and deniers & accusers:
        return 0
    if named & accusers:
        score += 2
    shared = set(_WORD.findall((denial.claim or "").lower())) & set(_WORD.findall((allegation.claim or "").lower()))
    score += min(len(shared), 3) * 0.5
    if distance == 0 and allegation.head.i < denial.head.i:
        score += 1.5
    elif distance == 1:
        score += 1
    elif distance < 0:
        score -= 1.5
    elif distance > 6:
        score -= 0.5
    return score - 1
