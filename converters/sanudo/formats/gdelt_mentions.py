"""GDELT 2.0 Mentions: 16 tab-separated columns without a header line, one row for each mention of an event.

The table codes no events of its own: it is read beside the Events table, and written from records like it.
"""

import math
import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import urlsplit
from weakref import finalize

from sanudo.formats.cells import Keeper, plain, tsv
from sanudo.formats.dyads import Losses
from sanudo.formats.rows import Rejects, delimited, lines, names
from sanudo_schema import AnyEvent, ArticleRef, Mention

__all__ = ["MentionStore", "stamp", "write"]

COLUMNS = names("gdelt_mentions")
_KEEPER = Keeper("gdelt_mentions", COLUMNS)


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write the Mentions table that goes with the Events table, and return what it could not hold."""
    from sanudo.formats.gdelt import rows

    losses = Losses("gdelt_mentions")
    for record, number, _, day in rows(records, losses, all_status, keeps=("confidence", "further mentions")):
        articles = {article.id: article for article in record.articles}
        for mention in record.mentions:
            cells = _cells(
                number, mention, articles.get(mention.article), stamp(next(iter(record.articles), None), day), day
            )
            stream.write(tsv(_KEEPER.restored(cells, mention.origin)))
    return losses


def _cells(number: str, mention: Mention, article: ArticleRef | None, recorded: str, day: date) -> list[str]:
    address = (article.url if article else None) or mention.article
    return [
        number,
        recorded,
        stamp(article, day),
        "1" if "://" in address else "2",
        plain((article.publisher if article else None) or _host(address)),
        address,
        "" if mention.sentence is None else str(mention.sentence + 1),
        "-1",
        "-1",
        "-1" if mention.trigger_start is None else str(mention.trigger_start),
        "1",
        "" if mention.confidence is None else str(min(max(math.floor(mention.confidence * 10 + 0.5), 1), 10) * 10),
        *[""] * 4,
    ]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(4096)
def stamp(article: ArticleRef | None, day: date) -> str:
    """When the article came out as YYYYMMDDHHMMSS in UTC; midnight of the day where no time is known.

    >>> stamp(None, date(2017, 7, 1))
    '20170701000000'
    """
    moment = (article.published if article else None) or day
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC) if moment.tzinfo else moment:%Y%m%d%H%M%S}"
    return f"{moment:%Y%m%d}000000"


class MentionStore:
    """The rows of Mentions tables by event, in a temporary database on disk."""

    def __init__(self) -> None:
        self._database: sqlite3.Connection | None = None

    @property
    def empty(self) -> bool:
        """Whether no table was added."""
        return self._database is None

    def add(self, stream: BinaryIO, rejects: Rejects) -> None:
        """Take in the rows of one table."""
        if self._database is None:
            self._database = sqlite3.connect("", isolation_level=None)
            finalize(self, self._database.close)
            self._database.execute(
                "CREATE TABLE mention (event TEXT, file TEXT, line INTEGER, row TEXT, claimed INTEGER)"
            )
            self._database.execute("CREATE INDEX by_event ON mention (event)")
        self._database.execute("BEGIN")
        for line, text, cells in delimited(lines(stream, rejects), COLUMNS, rejects, header=False):
            if not cells[0].isdecimal() or not cells[5]:
                rejects.reject(line, "no event id or no document", text)
            else:
                self._database.execute(
                    "INSERT INTO mention VALUES (?, ?, ?, ?, 0)", (cells[0], rejects.file, line, text)
                )
        self._database.execute("COMMIT")

    def of(self, number: str, day: date, source: str) -> tuple[tuple[Mention, ...], tuple[ArticleRef, ...]] | None:
        """The mentions of an event and their articles, that of its SOURCEURL first; None where the store has none."""
        if self._database is None:
            return None
        found = [
            row.split("\t")
            for (row,) in self._database.execute("SELECT row FROM mention WHERE event = ? ORDER BY rowid", (number,))
        ]
        if not found:
            return None
        self._database.execute("UPDATE mention SET claimed = 1 WHERE event = ?", (number,))
        addresses = dict.fromkeys([*([source] if source else []), *(cells[5] for cells in found)])
        named = {cells[5]: cells[4] for cells in found}
        articles = {address: _article(address, named.get(address) or None) for address in addresses}
        recorded = stamp(next(iter(articles.values())), day)
        return tuple(_mention(cells, articles[cells[5]], recorded, day) for cells in found), tuple(articles.values())

    def report_unclaimed(self, rejects: Rejects) -> None:
        """Note the mentions of events that no Events table had: GDELT repeats older events there."""
        if self._database is not None:
            unclaimed = "SELECT file, line, row FROM mention WHERE NOT claimed ORDER BY rowid"
            for rejects.file, line, row in self._database.execute(unclaimed):
                rejects.note(line, "mention of an event that the input does not have", row)


@lru_cache(8192)
def _article(address: str, publisher: str | None) -> ArticleRef:
    return ArticleRef(id=address, url=address if "://" in address else None, publisher=publisher)


def _mention(cells: list[str], article: ArticleRef, recorded: str, day: date) -> Mention:
    sentence, confidence = cells[6], cells[11]
    mention = Mention(
        article=article.id,
        sentence=int(sentence) - 1 if sentence.isdecimal() and sentence != "0" else None,
        confidence=int(confidence) / 100 if confidence.isdecimal() and int(confidence) <= 100 else None,
    )
    written = _cells(cells[0], mention, article, recorded, day)
    return mention.model_copy(update={"origin": _KEEPER.origin(cells[0], cells, written)})
