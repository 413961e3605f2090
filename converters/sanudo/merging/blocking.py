"""Which reports are compared at all: those that share a block of type, countries and days.

Whatever `identity.compare` can link shares a block, so that blocking loses nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from .reports import Report
from .rules import rules

__all__ = ["pairs", "replies"]

DAYS = 8
"""Days of a block."""
_SIDE = 8
"""Parties of a side that make blocks; more are seldom named."""
Block = tuple[object, ...]


def _dyads(report: Report) -> set[tuple[str, ...]]:
    """Who is blocked with whom: every two participants of a meeting, one side of a claim, both sides of the rest."""
    sources = sorted({party.key for party in report.sources})[:_SIDE]
    targets = sorted({party.key for party in report.targets})[:_SIDE]
    if report.type == "Meeting":
        everyone = sorted({party.key for party in (*report.sources, *report.targets)})[:_SIDE]
        return set(combinations(everyone, 2)) or {(key, key) for key in everyone}
    if report.type == "Allegation":
        return {(key,) for key in targets} or {("", key) for key in sources}
    if report.type in ("Denial", "Visit"):
        return {(key,) for key in sources}
    return set(product(sources or [""], targets or [""]))


def _periods(report: Report) -> Iterable[object]:
    """The days of the blocks; a time longer than a season is blocked by what it says."""
    if report.window is None:
        return ()
    first, last = report.window
    if last - first > rules().limits["longest"]:
        return (report.edtf,)
    return range((first - 1) // DAYS, (last + 1) // DAYS + 1)


def _blocks(reports: Iterable[Report]) -> dict[Block, list[Report]]:
    found: dict[Block, list[Report]] = defaultdict(list)
    for report in reports:
        periods = list(_periods(report))
        for dyad in _dyads(report):
            for period in periods:
                found[(report.type, dyad, period)].append(report)
    return found


def pairs(reports: Iterable[Report], settled: frozenset[str] = frozenset()) -> Iterator[tuple[Report, Report]]:
    """Each pair of reports that may be of one event, once, those of two settled reports left out.

    settled: ids of reports that have been compared with one another before.
    """
    seen: set[tuple[str, str]] = set()
    for block in _blocks(reports).values():
        if len(block) < 2 or all(report.id in settled for report in block):
            continue
        block.sort(key=lambda report: (report.window or (0, 0), report.id))
        for first, second in _near(block):
            ids = (first.id, second.id) if first.id < second.id else (second.id, first.id)
            if ids in seen or (first.id in settled and second.id in settled):
                continue
            seen.add(ids)
            yield first, second


def _near(block: list[Report]) -> Iterator[tuple[Report, Report]]:
    """The pairs of a block, sorted by first day, whose windows overlap or are a day apart."""
    for index, first in enumerate(block):
        last = (first.window or (0, 0))[1] + 1
        for later in range(index + 1, len(block)):
            second = block[later]
            if (second.window or (0, 0))[0] > last:
                break
            if first.coverage.isdisjoint(second.coverage):
                yield first, second


def replies(reports: Iterable[Report]) -> Iterator[tuple[Report, Report]]:
    """Each denial with the allegations of other articles against the denier's country that it may answer."""
    against: dict[str, list[Report]] = defaultdict(list)
    denials = []
    for report in reports:
        if report.type == "Denial":
            denials.append(report)
        elif report.type == "Allegation" and report.day is not None:
            for key in sorted({party.key for party in report.targets}):
                against[key].append(report)
    span = rules().limits["replies"]
    for denial in denials:
        keys = sorted({party.key for party in denial.sources})
        for allegation in {report.id: report for key in keys for report in against[key]}.values():
            if denial.day is None or allegation.day is None or not allegation.coverage.isdisjoint(denial.coverage):
                continue
            if -2 <= denial.day - allegation.day <= span:
                yield denial, allegation
