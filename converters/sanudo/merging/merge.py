"""Merging whole: records in, merged events out, from scratch or on top of what was merged before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from sanudo_schema import AnyEvent, Denial
from sanudo_schema.identifiers import DATA
from sanudo_schema.merged import Link, MergedEvent

from .assembly import assemble
from .blocking import pairs
from .clusters import cluster
from .copies import copies_of
from .identity import compare
from .reports import Report, reports
from .threads import answers

__all__ = ["Merged", "merge_records"]


@dataclass(frozen=True)
class Merged:
    """The merged events, by id, and how many pairs of reports were compared for them."""

    events: tuple[MergedEvent, ...]
    compared: int = 0

    def of(self, name: str) -> MergedEvent | None:
        """The event of that id, or the one that the report of that id belongs to; None where there is none."""
        return next((event for event in self.events if name == event.event.id or name in event.records), None)


def merge_records(
    records: Iterable[AnyEvent],
    texts: Mapping[str, str] | None = None,
    before: Iterable[MergedEvent] = (),
    base: str = DATA,
) -> Merged:
    """The events that the records tell of, each once, in the order of their ids.

    texts: the articles' texts by id, by which near copies are known; without them, copies are known by digest and
    title. before: what was merged before; only pairs with a report that is new or changed since are compared, and the
    result is the same as without it. Of records with one id, the last counts.

    >>> from sanudo_schema import make_record
    >>> def told(article, **fields):
    ...     told_in = {"mentions": [{"article": article}], "articles": [{"id": article, "published": "2024-01-16"}]}
    ...     return make_record("Visit", id=article, time={"edtf": "2024-01-15"}, **told_in, **fields)
    >>> lavrov = {"name": "Sergey Lavrov", "country": "RUS", "kind": "person"}
    >>> oman = {"name": "Oman", "country": "OMN", "kind": "state"}
    >>> one, two = told("a", sources=[lavrov], targets=[oman]), told("b", sources=[lavrov], targets=[oman])
    >>> [event.records for event in merge_records([one, two]).events]
    [('a', 'b')]
    """
    kept = {record.id: record for record in records}
    told = {report.id: report for report in reports(kept.values())}
    earlier = [event for event in before if event.event.id.startswith(base)]
    settled = _settled(earlier, told)
    compared, links = 0, []
    for first, second in pairs(told.values(), settled):
        compared += 1
        if link := compare(first, second):
            links.append(link)
    touched, same = _untouched(earlier, settled, links)
    links += _known(touched, settled)
    aside = {name for event in same for name in event.records}
    groups, decided = cluster({name: report for name, report in told.items() if name not in aside}, links)
    copies = copies_of((article for record in kept.values() for article in record.articles), texts)
    replies = answers(told.values())
    events = _assembled(_ground(kept, told, [*decided, *replies], copies), groups, same, base)
    return Merged(tuple(sorted(events, key=lambda event: event.event.id)), compared)


def _settled(before: Iterable[MergedEvent], told: Mapping[str, Report]) -> frozenset[str]:
    """The ids of all reports that are as they were."""
    known = (pair for event in before for pair in zip(event.records, event.digests, strict=True))
    return frozenset(name for name, digest in known if name in told and told[name].digest == digest)


def _untouched(
    before: Sequence[MergedEvent], settled: frozenset[str], links: Iterable[Link]
) -> tuple[list[MergedEvent], list[MergedEvent]]:
    """The events that what is new, changed or gone concerns, over whatever links, and the others."""
    owner = {name: event for event in before for name in event.records}
    todo = [event for event in before if not settled.issuperset(event.records)]
    todo += [owner[name] for link in links for name in (link.first, link.second) if name in owner]
    touched: dict[str, MergedEvent] = {}
    while todo:
        event = todo.pop()
        if event.event.id not in touched:
            touched[event.event.id] = event
            near = (name for link in event.links if link.kind != "denies" for name in (link.first, link.second))
            todo += [owner[name] for name in near if name in owner]
    gone = [event for event in before if event.event.id not in touched]
    return list(touched.values()), gone


def _known(before: Iterable[MergedEvent], settled: frozenset[str]) -> list[Link]:
    """The links found before between reports that are still the same."""
    links: dict[tuple[str, str], Link] = {}
    for event in before:
        for link in event.links:
            if link.kind != "denies" and {link.first, link.second} <= settled:
                reasons = link.reasons[:-1] if link.kind == "apart" else link.reasons
                links[link.first, link.second] = link.model_copy(update={"kind": "same", "reasons": reasons})
    return list(links.values())


class _Ground(NamedTuple):
    """What events are made of: records and their reports by id, links by report, groups of copies by article."""

    records: Mapping[str, AnyEvent]
    told: Mapping[str, Report]
    links: Mapping[str, Mapping[tuple[str, str], Link]]
    copied: Mapping[str, tuple[str, ...]]

    def about(self, names: Iterable[str]) -> list[Link]:
        """The links of these reports."""
        found = {key: link for name in names for key, link in self.links.get(name, {}).items()}
        return [found[key] for key in sorted(found)]

    def copies(self, names: Iterable[str]) -> list[tuple[str, ...]]:
        """The groups of copies among the articles that these reports rest on."""
        articles = {article.id for name in names for article in self.records[name].articles}
        groups = {self.copied[article] for article in articles if article in self.copied}
        return [near for group in sorted(groups) if len(near := tuple(n for n in group if n in articles)) > 1]

    def event(self, names: Sequence[str], links: Sequence[Link], base: str) -> MergedEvent:
        """The event of these reports; what it refers to is still named by reports."""
        digests = [self.told[name].digest for name in names]
        return assemble([self.records[name] for name in names], links, self.copies(names), digests, base)


def _ground(
    records: Mapping[str, AnyEvent],
    told: Mapping[str, Report],
    links: Iterable[Link],
    copies: Iterable[tuple[str, ...]],
) -> _Ground:
    by_report: dict[str, dict[tuple[str, str], Link]] = defaultdict(dict)
    for link in links:
        by_report[link.first][link.first, link.second] = link
        by_report[link.second][link.first, link.second] = link
    return _Ground(records, told, by_report, {name: group for group in copies for name in group})


def _assembled(
    ground: _Ground, groups: Iterable[list[str]], same: Sequence[MergedEvent], base: str
) -> list[MergedEvent]:
    """The merged events, with links and copies that concern them; claims and denials name merged events.

    same: events of before whose reports and likenesses are as they were. Where their copies, denials and what they
    refer to are too, they are taken as they are.
    """
    events = [ground.event(group, ground.about(group), base) for group in groups]
    owner = {name: event.event.id for event in (*events, *same) for name in event.records}
    aside = {name for event in same for name in event.records}
    kept = []
    for event in same:
        replies = ground.about(event.records)
        if _is_as_it_was(event, replies, ground, aside):
            kept.append(event)
        else:
            links = [link for link in event.links if link.kind != "denies"] + replies
            links.sort(key=lambda link: (link.first, link.second))
            events.append(ground.event(event.records, links, base))
    return kept + [_referring(event, owner) for event in events]


def _is_as_it_was(event: MergedEvent, replies: list[Link], ground: _Ground, aside: Set[str]) -> bool:
    """Whether the denials, the copies and what the event refers to are those of before."""
    if replies != [link for link in event.links if link.kind == "denies"]:
        return False
    reports = [ground.records[name] for name in event.records]
    claims = (getattr(record, "claim", None) for record in reports)
    named = {claim.event for claim in claims if claim is not None} | {
        getattr(record, "denies", None) for record in reports
    }
    named |= {link.second for link in replies}
    return named - {None} <= aside and ground.copies(event.records) == list(event.copies)


def _referring(merged: MergedEvent, owner: Mapping[str, str]) -> MergedEvent:
    """The event with its claim and what it denies named by merged events; a denial elsewhere finds its allegation."""
    event = merged.event
    update: dict[str, object] = {}
    claim = getattr(event, "claim", None)
    if claim is not None and claim.event in owner:
        update["claim"] = claim.model_copy(update={"event": owner[claim.event]})
    if isinstance(event, Denial):
        answered = [link for link in merged.links if link.kind == "denies" and link.first in merged.records]
        best = max(answered, key=lambda link: (link.score, link.second), default=None)
        denied = event.denies or (best.second if best else None)
        update["denies"] = owner.get(denied, denied) if denied else None
    if not update or all(getattr(event, name) == value for name, value in update.items()):
        return merged
    return merged.model_copy(update={"event": event.model_copy(update=update)})
