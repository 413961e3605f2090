"""From records to the rows of a dataset: which records it takes, as which dyads, and what it cannot hold.

A record names any number of sources and targets; the rows of most datasets name one of each. Two rules lead from one
to the other:

pairs   each source with each target, once; those of a meeting or signing whom the text names together, each pair once.
mutual  as pairs, and a mutual act once more the other way round, a visit as visit (042) and as host (043), as GDELT
        and ICEWS have them.

A record read from a dataset of dyads stands for its one row, whatever the rule: the other rows are records themselves.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Literal, NamedTuple

from sanudo.formats.plovercodes import coding_of
from sanudo_schema import Actor, AnyEvent

__all__ = ["DYADIC", "MUTUAL", "Dyad", "Losses", "Rule", "day_of", "dyads", "writable"]

Rule = Literal["pairs", "mutual"]
DYADIC = frozenset({"gdelt", "icews", "phoenix", "petrarch2"})
"""The datasets whose rows are dyads."""
MUTUAL = frozenset({"040", "041", "044", "046", "057"})
"""What two do together: consult, discuss by phone, meet at a third place, negotiate, sign an agreement (CAMEO)."""


class Dyad(NamedTuple):
    """One source, one target, one CAMEO code; None where nobody is named, or nothing coded."""

    source: Actor | None
    target: Actor | None
    cameo: str | None


def dyads(record: AnyEvent, rule: Rule = "pairs") -> list[Dyad]:
    """The dyads of a record by the rule, in the order of its actors.

    >>> from sanudo_schema import make_record
    >>> visit = make_record("Visit", id="x:1", cameo="042", visitors=[{"name": "Choe"}], hosts=[{"name": "Russia"}])
    >>> [(dyad.source.name, dyad.cameo, dyad.target.name) for dyad in dyads(visit, "mutual")]
    [('Choe', '042', 'Russia'), ('Russia', '043', 'Choe')]
    """
    cameo = record.cameo
    sources, targets = tuple(record.sources), tuple(record.targets)
    if record.type == "Visit" and cameo == "043":
        sources, targets = targets, sources
    if (cameo in MUTUAL or record.type == "Meeting") and not targets and len(sources) > 1:
        pairs = [Dyad(one, other, cameo) for one, other in combinations(sources, 2)]
    else:
        pairs = [Dyad(source, target, cameo) for source in sources or (None,) for target in targets or (None,)]
    if rule == "pairs" or (record.origin and record.origin.dataset in DYADIC):
        return pairs
    if cameo in MUTUAL:
        return [way for pair in pairs for way in (pair, Dyad(pair.target, pair.source, cameo))]
    if record.type == "Visit" and cameo in ("042", "043"):
        back = "043" if cameo == "042" else "042"
        return [way for pair in pairs for way in (pair, Dyad(pair.target, pair.source, back))]
    return pairs


@dataclass
class Losses:
    """What became of records in a dataset that holds less: how many were left out and why, what was dropped of others.

    >>> losses = Losses("icews", records=2, rows=3)
    >>> losses.dropped["claim"] += 1
    >>> losses.summary()
    {'records': 2, 'rows': 3, 'left_out': {}, 'dropped': {'claim': 1}}
    """

    dataset: str
    records: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    def summary(self) -> dict[str, object]:
        """Plain values for JSON, reasons in alphabetical order."""
        return {
            "records": self.records,
            "rows": self.rows,
            "left_out": dict(sorted(self.left_out.items())),
            "dropped": dict(sorted(self.dropped.items())),
        }


def writable(
    records: Iterable[AnyEvent],
    losses: Losses,
    *,
    all_status: bool = False,
    keeps: Collection[str] = (),
    coded: Literal["cameo", "plover"] = "cameo",
) -> Iterator[tuple[AnyEvent, date]]:
    """The records that a dataset takes, with their day; what it cannot hold is counted in `losses`.

    Datasets have no status: they get what occurred or is going on, or with `all_status` everything, as if it had.
    `keeps` names what the dataset does hold of what most drop.
    """
    for record in records:
        losses.records += 1
        if not record.status.is_fact and not all_status:
            losses.left_out[f"status {record.status.value}"] += 1
        elif coded == "cameo" and not record.cameo:
            losses.left_out["no CAMEO code"] += 1
        elif coded == "plover" and not coding_of(record):
            losses.left_out[f"no PLOVER event for CAMEO {record.cameo}" if record.cameo else "no PLOVER event"] += 1
        elif not (day := day_of(record)):
            losses.left_out["no date"] += 1
        else:
            if record.origin is None or not losses.dataset.startswith(record.origin.dataset):
                losses.dropped.update(what for what in _dropped(record) if what not in keeps)
            yield record, day


def day_of(record: AnyEvent) -> date | None:
    """The day that stands for the record's time: the first it may be, else that of its first article's publication.

    >>> from sanudo_schema import make_record
    >>> day_of(make_record("Visit", id="x:1", sources=[{"name": "Choe"}], time={"edtf": "2023-10"}))
    datetime.date(2023, 10, 1)
    """
    if record.time and (day := record.time.earliest or record.time.latest):
        return day
    published = next((article.published for article in record.articles if article.published), None)
    return published.date() if isinstance(published, datetime) else published


def _dropped(record: AnyEvent) -> Iterator[str]:
    if record.status != "occurred":
        yield f"status {record.status.value}"
    if not record.time:
        yield "that no date is given: the day of publication stands for it"
    elif record.time.earliest != record.time.latest:
        yield "the span of time: its first day stands for it"
    for name in ("claim", "denies", "mediators"):
        if getattr(record, name, None):
            yield name
    if record.type == "Meeting" and record.hosts:
        yield "hosts of a meeting"
    for name in ("attribution", "confidence", "reasons"):
        if getattr(record, name):
            yield name
    if len(record.mentions) > 1:
        yield "further mentions"
    if any(mention.start is not None for mention in record.mentions):
        yield "text and offsets of mentions"
    if len(record.articles) > 1:
        yield "further articles"
    if record.origin and record.origin.fields:
        yield f"columns of {record.origin.dataset} that records have no field for"
    if len(record.sources) * len(record.targets) > 1 or (not record.targets and len(record.sources) > 2):
        yield "that its dyads are one event"
