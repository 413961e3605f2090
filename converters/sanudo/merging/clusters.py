"""Reports of one event, from links between pairs: joined best first, never past a contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from sanudo_schema.merged import Link

from .identity import contradiction
from .reports import Report
from .rules import rules

__all__ = ["cluster"]

Pairs = Set[tuple[str, str]]
"""Ids of reports, the smaller first."""


def cluster(reports: Mapping[str, Report], links: Iterable[Link]) -> tuple[list[list[str]], list[Link]]:
    """The events, each the sorted ids of its reports, and the links as decided: `same` or `apart`.

    Links are taken by falling score. One is set apart where a report of one event contradicts one of the other, so
    that no chain of likenesses joins two days; or where a report is as like to each of two events that are not one.
    The result is the same in whatever order reports and links are given.

    >>> cluster({}, [])
    ([], [])
    """
    ordered = sorted(links, key=lambda link: (-link.score, link.first, link.second))
    linked = {(link.first, link.second) for link in ordered}
    doubtful = _doubtful(reports, ordered, linked)
    members = {name: [name] for name in reports}
    profiles = {name: {_profile(report): report} for name, report in reports.items()}
    decided = []
    for link in ordered:
        first, second = members[link.first], members[link.second]
        why = doubtful.get((link.first, link.second))
        if why is None and first is not second:
            why = _clash(profiles[first[0]].values(), profiles[second[0]].values(), linked)
            if why is None:
                few, many = sorted((first, second), key=len)
                profiles[many[0]].update(profiles.pop(few[0]))
                many.extend(few)
                for name in few:
                    members[name] = many
        if why is not None and members[link.first] is not members[link.second]:
            link = link.model_copy(update={"kind": "apart", "reasons": (*link.reasons, why)})
        decided.append(link)
    events = {id(names): names for names in members.values()}
    return sorted(sorted(names) for names in events.values()), _settled(decided, members)


def _settled(links: Iterable[Link], members: Mapping[str, list[str]]) -> list[Link]:
    """A link set apart between reports that others joined after all is one of them."""
    settled = []
    for link in links:
        if link.kind == "apart" and members[link.first] is members[link.second]:
            link = link.model_copy(update={"kind": "same", "reasons": link.reasons[:-1]})
        settled.append(link)
    return settled


def _profile(report: Report) -> tuple[object, ...]:
    """What contradictions look at; the articles stand for themselves."""
    return report.sources, report.targets, report.window, report.status, report.land, report.coverage


def _clash(first: Iterable[Report], second: Iterable[Report], linked: Pairs) -> str | None:
    theirs = list(second)
    return next((why for one in first for two in theirs if (why := _against(one, two, linked))), None)


def _against(first: Report, second: Report, linked: Pairs) -> str | None:
    """What rules out that two reports are of one event; nothing does where they are linked."""
    ids = (first.id, second.id) if first.id < second.id else (second.id, first.id)
    return None if ids in linked else contradiction(first, second)


def _doubtful(reports: Mapping[str, Report], links: Iterable[Link], linked: Pairs) -> dict[tuple[str, str], str]:
    """The links of reports that are about as like to two others which contradict each other."""
    by_report: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_report[link.first].append(link)
        by_report[link.second].append(link)
    return {
        (link.first, link.second): "as like to another event"
        for name, own in by_report.items()
        for link in _torn(name, own, reports, linked)
    }


def _torn(name: str, links: list[Link], reports: Mapping[str, Report], linked: Pairs) -> Iterator[Link]:
    best = links[0]
    favourite = reports[_other(best, name)]
    rivals = [
        link
        for link in links[1:]
        if best.score - link.score < rules().margin and _against(favourite, reports[_other(link, name)], linked)
    ]
    if rivals:
        yield best
        yield from rivals


def _other(link: Link, name: str) -> str:
    return link.second if link.first == name else link.first
