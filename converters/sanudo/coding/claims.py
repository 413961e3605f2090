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
        if best.tentative:
            _confirm(best)
        denial.steps.append(("denies", "the allegation that fits best", (best.head,)))
        if not denial.targets or all(a.kind == "other" for a in denial.targets):
            denial.targets = best.sources
        if not best.targets:
            best.targets = denial.sources
    for made in (d for d in allegations if d.tentative and not d.targets):
        _take_up(made, [d for d in drafts if d.type == "Denial" and d.denies is None])


def _take_up(made: Draft, denials: Sequence[Draft]) -> None:
    """Gives "the allegations made by her" the accused and the claim of the denial told beside it."""
    near = [d for d in denials if abs((d.mentions[0].sentence or 0) - (made.mentions[0].sentence or 0)) <= 2]
    if not near:
        return
    denial = min(near, key=lambda d: abs(d.head.i - made.head.i))
    made.tentative, made.targets, made.claim = False, denial.sources, made.claim or denial.claim
    made.steps.append(("targets", "deny it", (denial.head,)))
    denial.denies, denial.targets = made, denial.targets or made.sources
    denial.steps.append(("denies", "the allegation that is taken up", (made.head,)))


def _confirm(heard: Draft) -> None:
    """Makes an allegation of what was said of others and is denied, and of the deed it tells an alleged one."""
    heard.tentative = False
    if heard.content is not None:
        heard.content.status = "alleged"
        heard.content.steps.append(("status", "denied by whoever is said to have done it", (heard.head,)))


def _is_heard(denial: Draft, heard: Draft) -> bool:
    """True where those who deny are named as doing what was said shortly before, by others than themselves."""
    distance = (denial.mentions[0].sentence or 0) - (heard.mentions[0].sentence or 0)
    if not 0 <= distance <= 2 or heard.head.i > denial.head.i or denial.head.i == heard.head.i:
        return False
    names = {a.name for a in denial.sources} & {a.name for a in heard.targets}
    homes = {a.country for a in denial.sources if a.country} & {a.country for a in heard.targets}
    return bool(names) or bool(homes - {a.country for a in heard.sources})


def _states(draft: Draft, side: str) -> set[str]:
    actors = getattr(draft, side)
    return {a.country for a in actors if a.country} | {a.name for a in actors}


def _fit(denial: Draft, allegation: Draft) -> float:
    """How well a denial fits an allegation; 0 or less is no fit."""
    if allegation.tentative and not _is_heard(denial, allegation):
        return 0
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
    return score - (1.5 if allegation.tentative else 1)
