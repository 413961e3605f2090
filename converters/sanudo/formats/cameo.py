"""CAMEO dyads as a tab-separated table: one source, one target and one code a row, as event data sets have it.

An event of several sources and targets gives a row for each pair of their actor codes; a meeting whose participants the
text names together gives a row for each pair of them. What the text does not give stays empty: no date is
filled in from the article's, no target from the reader's guess.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sanudo.formats.dyads import dyads
from sanudo_schema import Actor, AnyEvent, Mention

__all__ = ["COLUMNS", "VARIANT", "rows", "write"]

COLUMNS = (
    "date",
    "source",
    "target",
    "cameo",
    "root",
    "quad_class",
    "goldstein",
    "status",
    "event",
    "article",
    "sentence",
)
VARIANT = "gdelt"
"""The table that quad class and Goldstein score are taken from; the tables differ for a few codes."""
NOBODY = "---"
"""CAMEO's code for an actor that is absent or has no code."""


def write(records: Iterable[AnyEvent], stream: BinaryIO) -> None:
    """Write a header line, then one line a dyad, in UTF-8; tabs and line ends within a cell become spaces."""
    stream.write("\t".join(COLUMNS).encode() + b"\n")
    for record in records:
        for row in rows(record):
            stream.write("\t".join(" ".join(cell.split()) for cell in row).encode() + b"\n")


def rows(record: AnyEvent) -> Iterator[tuple[str, ...]]:
    """The dyads of one record, a cell for each of `COLUMNS`; the date is the event's own, as an EDTF expression.

    >>> from sanudo_schema import make_record
    >>> lavrov, choe = {"name": "Lavrov", "code": "RUSGOV"}, {"name": "Choe", "code": "PRKGOV"}
    >>> meeting = make_record("Meeting", id="x:1", cameo="040", participants=[lavrov, choe], time={"edtf": "2024-01"})
    >>> [row[:5] for row in rows(meeting)]
    [('2024-01', 'RUSGOV', 'PRKGOV', '040', '04')]
    """
    quad_class, goldstein = record.quad_class.get(VARIANT), record.goldstein.get(VARIANT)
    mention = _evidence(record.mentions)
    for source, target in _pairs(record):
        yield (
            record.time.edtf if record.time else "",
            source,
            target,
            record.cameo or NOBODY,
            record.root or "",
            "" if quad_class is None else str(quad_class),
            "" if goldstein is None else f"{goldstein:.1f}",
            record.status.value,
            record.id,
            mention.article if mention else "",
            (mention.text or "") if mention else "",
        )


def _pairs(record: AnyEvent) -> list[tuple[str, str]]:
    """Each pair of actor codes once, in the order of the record's dyads."""
    return list(dict.fromkeys((_code(dyad.source), _code(dyad.target)) for dyad in dyads(record)))


def _code(actor: Actor | None) -> str:
    return (actor.code if actor else None) or NOBODY


def _evidence(mentions: tuple[Mention, ...]) -> Mention | None:
    """The first mention in the body of an article, else the first of all."""
    return next((mention for mention in mentions if not mention.headline), mentions[0] if mentions else None)
