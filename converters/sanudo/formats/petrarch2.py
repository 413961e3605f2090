"""PETRARCH2 event files: tab-separated without a header line, 7 to 13 columns as the run was set.

The address of the story is there where it has one; texts of the actors, of the event, and roots of the actors are there
where the run wrote them. Rows read keep the columns that they had; rows written end with the story's source.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import BinaryIO

from sanudo.formats.actorcodes import code_of
from sanudo.formats.cells import plain, row_record, time_of, tsv
from sanudo.formats.dyads import Dyad, Losses, dyads, writable
from sanudo.formats.phoenix import coded_actor, stories, story_ids
from sanudo.formats.rows import Rejects, Row, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, DatasetRow, Mention
from sanudo_schema.identifiers import DATA, digest

__all__ = ["read", "write"]

COLUMNS = names("petrarch2")
NO_SOURCE = "NULL"
"""What PETRARCH2 writes for a story without a source."""
_ROOT = re.compile(r"([A-Z]{3}|---)?")


def read(stream: BinaryIO, rejects: Rejects | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each row, in constant memory; the same row twice is a duplicate."""
    rejects = rejects or Rejects()
    return records_of(_rows(stream, rejects), _record, rejects)


def _rows(stream: BinaryIO, rejects: Rejects) -> Iterator[Row]:
    for number, text in lines(stream, rejects):
        cells = text.split("\t")
        if 7 <= len(cells) <= len(COLUMNS):
            yield Row(number, text, cells)
        else:
            kind = "too few columns" if len(cells) < 7 else "stray tab"
            rejects.reject(number, f"{kind}: {len(cells)}, not 7 to {len(COLUMNS)}", text)


def _named(cells: Sequence[str]) -> dict[str, str]:
    """The cells by column, of those that the row has."""
    known, rest = list(COLUMNS[:6]), list(cells[6:])
    if "://" in rest[0] and len(rest) > 1:
        known.append("url")
    known.append("story_source")
    more = len(cells) - len(known)
    rooted = more >= 2 and all(_ROOT.fullmatch(root) and code.startswith(root) for root, code in _roots(cells))
    if more >= 4 or (more in (2, 3) and not rooted):
        known += ["source_text", "target_text"]
    if more in (1, 3, 5):
        known.append("event_text")
    if more >= 4 or (more in (2, 3) and rooted):
        known += ["source_root", "target_root"]
    return dict(zip(known, cells, strict=False))


def _roots(cells: Sequence[str]) -> list[tuple[str, str]]:
    return [(cells[-2], cells[1]), (cells[-1], cells[2])]


def _record(cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    row = _named(cells)
    cameo = row["code"]
    time, day = time_of(row["date"], "%Y%m%d", "publication")
    source, remarks = _actor(row["source"], row.get("source_text"))
    target, more = _actor(row["target"], row.get("target_text"))
    publisher = "" if row["story_source"] == NO_SOURCE else row["story_source"]
    count = len(row["ids"].split(";"))
    mentions, articles = stories(row["ids"], ";".join([row.get("url", "")] * count), ";".join([publisher] * count))
    number = digest(*cells)
    written = _written(day, Dyad(source, target, cameo), mentions, articles)
    kept = tuple(sorted((name, cell) for name, cell in row.items() if written.get(name) != cell))
    record = row_record(
        cameo,
        source,
        target,
        id=f"{DATA}event/petrarch2/{number}",
        time=time,
        mentions=mentions,
        articles=articles,
        origin=DatasetRow(dataset="petrarch2", row=number, fields=kept),
    )
    return record, (*remarks, *more)


def _actor(code: str, text: str | None) -> tuple[Actor | None, tuple[str, ...]]:
    actor, remarks = coded_actor(code)
    return (actor.model_copy(update={"name": text, "text": text}) if actor and text else actor), remarks


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write the file, one row a dyad, and return what it could not hold."""
    losses = Losses("petrarch2")
    for record, day in writable(records, losses, all_status=all_status, keeps=("further mentions",)):
        own = record.origin.fields if record.origin and record.origin.dataset == "petrarch2" else ()
        for dyad in dyads(record):
            losses.rows += 1
            cells = _written(day, dyad, record.mentions, record.articles) | dict(own)
            stream.write(tsv(cells[name] for name in COLUMNS if name in cells))
    return losses


def _written(day: date, dyad: Dyad, mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> dict[str, str]:
    """The cells by column that the parts of a record give."""
    article = articles[0] if articles else None
    cells = {
        "date": f"{day:%Y%m%d}",
        "source": code_of(dyad.source, "phoenix") if dyad.source else "",
        "target": code_of(dyad.target, "phoenix") if dyad.target else "",
        "code": dyad.cameo or "",
        "issues": "",
        "ids": story_ids(mentions),
        "story_source": plain(article.publisher) if article and article.publisher else NO_SOURCE,
    }
    return cells | ({"url": article.url} if article and article.url else {})
