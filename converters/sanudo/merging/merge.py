"""Merging whole: records in, merged events out, from scratch or on top of what was merged before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    links, settled = _known(before, told)
    compared = 0
    for first, second in pairs(told.values(), settled):
        compared += 1
        if link := compare(first, second):
            links.append(link)
    groups, decided = cluster(told, links)
    copies = copies_of((article for record in kept.values() for article in record.articles), texts)
    replies = answers(told.values())
    events = _assembled(groups, kept, told, [*decided, *replies], copies, base)
    return Merged(tuple(sorted(events, key=lambda event: event.event.id)), compared)


def _known(before: Iterable[MergedEvent], told: Mapping[str, Report]) -> tuple[list[Link], frozenset[str]]:
    """The links found before between reports that are still the same, and the ids of all such reports."""
    links: dict[tuple[str, str], Link] = {}
    settled: set[str] = set()
    for event in before:
        pairs = zip(event.records, event.digests, strict=True)
        settled.update(name for name, digest in pairs if name in told and told[name].digest == digest)
        for link in event.links:
            if link.kind != "denies":
                reasons = link.reasons[:-1] if link.kind == "apart" else link.reasons
                links[link.first, link.second] = link.model_copy(update={"kind": "same", "reasons": reasons})
    return [link for link in links.values() if {link.first, link.second} <= settled], frozenset(settled)


def _assembled(
    groups: Iterable[list[str]],
    records: Mapping[str, AnyEvent],
    told: Mapping[str, Report],
    links: Iterable[Link],
    copies: Iterable[tuple[str, ...]],
    base: str,
) -> list[MergedEvent]:
    """The merged events, with links and copies that concern them; claims and denials name merged events."""
    by_report: dict[str, dict[tuple[str, str], Link]] = defaultdict(dict)
    for link in links:
        by_report[link.first][link.first, link.second] = link
        by_report[link.second][link.first, link.second] = link
    copied: dict[str, tuple[str, ...]] = {name: group for group in copies for name in group}
    events, owner = [], {}
    for group in groups:
        about = {key: link for name in group for key, link in by_report.get(name, {}).items()}
        near = {copied[name] for report in group for name in told[report].coverage if name in copied}
        event = assemble(
            [records[name] for name in group],
            [about[key] for key in sorted(about)],
            sorted(near),
            [told[name].digest for name in group],
            base,
        )
        events.append(event)
        owner.update(dict.fromkeys(group, event.event.id))
    return [_referring(event, owner) for event in events]


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
