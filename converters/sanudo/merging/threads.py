"""Denials and the allegations they answer, where another article tells the allegation."""

from collections.abc import Iterable

from sanudo_schema.merged import Link

from .blocking import replies
from .identity import likeness
from .reports import Party, Report
from .rules import rules

__all__ = ["answers"]


def answers(reports: Iterable[Report]) -> list[Link]:
    """Links of kind `denies`: each denial with the allegations of other articles that it rejects, best first.

    The denier must be among the accused, who is named as accuser among the accusers, and the claims alike; a denial
    that says nothing of the claim answers the accuser it names.
    """
    links = []
    for denial, allegation in replies(reports):
        graded = _grade(denial, allegation)
        if graded is not None and graded[0] >= rules().denies:
            links.append(
                Link(first=denial.id, second=allegation.id, kind="denies", score=round(graded[0], 3), reasons=graded[1])
            )
    return sorted(links, key=lambda link: (link.first, -link.score, link.second))


def _grade(denial: Report, allegation: Report) -> tuple[float, tuple[str, ...]] | None:
    accused = _best(denial.sources, allegation.targets)
    if accused is None:
        return None
    accusers = _best(denial.targets, allegation.sources)
    named = any(party.kind in ("state", "person") for party in denial.targets)
    if named and allegation.sources and accusers is None:
        return None
    shared = sorted(denial.words & allegation.words)
    fewer = min(len(denial.words), len(allegation.words))
    claims = 1.0 if denial.alleged and denial.alleged == allegation.alleged else len(shared) / fewer if fewer else None
    if claims is None:
        claims = 0.5 if accusers is not None else 0.0
    elif claims < rules().limits["alike"] or (len(shared) < 2 and accusers is None):
        return None
    days = abs((denial.day or 0) - (allegation.day or 0))
    when = 1 - days / (rules().limits["replies"] + 1)
    reasons = [f"denier is accused ({accused:.2f})", f"published {days} days apart"]
    if accusers is not None:
        reasons.append(f"accuser is named ({accusers:.2f})")
    if shared:
        reasons.append("claim in common: " + ", ".join(shared[:6]))
    return 0.25 * accused + 0.15 * (accusers or 0.0) + 0.4 * claims + 0.2 * when, tuple(reasons)


def _best(first: Iterable[Party], second: Iterable[Party]) -> float | None:
    others = list(second)
    return max((g for one in first for two in others if (g := likeness(one, two)) is not None), default=None)
