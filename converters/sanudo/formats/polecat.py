"""POLECAT: 40 tab-separated columns with a header line, None for what is missing, one event a row.

docs/datasets.md tells what of a record stands where. Actors and recipients are lists, so no dyads are made. PLOVER has
no CAMEO codes: a row read has its PLOVER coding alone, and a CAMEO code is not guessed from it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO
from urllib.parse import quote

from sanudo.errors import FormatError
from sanudo.formats.actorcodes import country_of
from sanudo.formats.cells import Keeper, degrees, place_at, plain, time_of, tsv
from sanudo.formats.dyads import Losses, writable
from sanudo.formats.plovercodes import actor_of, coding_of, known, quad_of, record_type, score_of, sectors_of
from sanudo.formats.rows import Rejects, delimited, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, Mention, Place, Plover
from sanudo_schema.countries import country
from sanudo_schema.identifiers import DATA, digest

__all__ = ["read", "write"]

COLUMNS = names("polecat")
MISSING = "None"
_KEEPER = Keeper("polecat", COLUMNS)
_EMPTY = frozenset({"", "None", "NA", "NaN", "nan"})
_JOIN = "; "


def read(stream: BinaryIO, rejects: Rejects | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each row, in constant memory.

    Files that name more columns than they have, that have more than the forty, or empty ones at the end are read too;
    rows that are not UTF-8 are read as ISO-8859-1, which the files mix, and noted.
    """
    rejects = rejects or Rejects()
    rows = delimited(lines(stream, rejects, "iso-8859-1"), COLUMNS, rejects, header=True)
    return records_of(rows, _record, rejects)


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write the table, one row a record, and return what it could not hold."""
    losses = Losses("polecat")
    stream.write(tsv(COLUMNS))
    keeps = ("that its dyads are one event",)
    for record, day in writable(records, losses, all_status=all_status, keeps=keeps, coded="plover"):
        losses.rows += 1
        coded = coding_of(record)
        assert coded is not None, "writable gives no record without a PLOVER coding"
        article = record.articles[0] if record.articles else None
        own = record.origin if record.origin and record.origin.dataset == "polecat" else None
        number = own.row if own else f"{digest(article.id if article else None)}_{coded.event}_{digest(record.id)[:12]}"
        cells = _cells(number, day, coded, record.sources, record.targets, record.place, article)
        stream.write(tsv(_KEEPER.restored(cells, own)))
    return losses


def _cells(
    number: str,
    day: date,
    coded: Plover,
    sources: Sequence[Actor],
    targets: Sequence[Actor],
    place: Place | None,
    article: ArticleRef | None,
) -> list[str]:
    published = article.published if article else None
    given = [
        number,
        day.isoformat(),
        coded.event,
        coded.mode or "",
        str(score_of(coded.event, coded.mode)),
        quad_of(coded.event),
        _JOIN.join(coded.context),
        *_actor_cells(sources),
        *_actor_cells(targets),
        *(["", "", "", "", "", "", "", "", "", ""] if place is None else _place_cells(place)),
        (article.publisher or "") if article else "",
        (published.date() if isinstance(published, datetime) else published).isoformat() if published else "",
        *[""] * 3,
        (article.language or "") if article else "",
        "",
    ]
    return [plain(cell) or MISSING for cell in given]


def _actor_cells(actors: Sequence[Actor]) -> list[str]:
    """Eight lists, each with an item an actor: names, countries, numbers, sectors, titles, words, Wikipedia ids."""
    if not actors:
        return [""] * 8
    rows = []
    for actor in actors:
        who, sectors = sectors_of(actor)
        cow = country(actor.country).cow_number if actor.country else None
        first = sectors[0] if sectors else ""
        rows.append((actor.name, who, cow, first, ",".join(sectors), actor.title, actor.text, ""))
    return [_listed([str(item or "") for item in column]) for column in zip(*rows, strict=True)]


def _listed(items: Sequence[str]) -> str:
    """Items of a list; a semicolon within one of them becomes a comma."""
    return _JOIN.join(item.replace(";", ",") or MISSING for item in items) if any(items) else ""


def _place_cells(place: Place) -> list[str]:
    land = country(place.country).plover if place.country else ""
    return [
        *(place.name, "", "", "", land, degrees(place.latitude), degrees(place.longitude)),
        *(str(place.geonames or ""), place.text or "", ""),
    ]


def _record(cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    cells = [cell[1:-1].replace('""', '"') if cell[:1] == cell[-1:] == '"' != cell else cell for cell in cells]
    given = ["" if cell in _EMPTY else cell for cell in cells]
    if not given[0]:
        raise FormatError("no event id")
    time, day = time_of(given[1], "%Y-%m-%d")
    coded, remarks = known(given[2], _items(given[3]), _items(given[6]))
    kind = record_type(coded.event, coded.mode)
    sources, more = _actors(given[7:15])
    targets, others = _actors(given[15:23])
    if not sources and not targets:
        raise FormatError("names nobody: actor and recipient are empty")
    place, unplaced = _place(given[23:33])
    article, undated = _article(given[0].partition("_")[0], given[33], given[34], given[38])
    written = _cells(given[0], day, coded, sources, targets, place, article)
    both = {"sources": sources, "targets": targets}
    record = kind(
        id=f"{DATA}event/polecat/{quote(given[0], safe='')}",
        plover=coded,
        time=time,
        place=place,
        mentions=(Mention(article=article.id),),
        articles=(article,),
        decided_by="dataset",
        origin=_KEEPER.origin(given[0], cells, written),
        **both,
    )
    return record, (*remarks, *more, *others, *unplaced, *undated)


def _items(cell: str) -> list[str]:
    return [item for part in cell.split(";") if (item := part.strip()) and item not in _EMPTY]


def _actors(cells: Sequence[str]) -> tuple[tuple[Actor, ...], list[str]]:
    """The actors of eight lists, as many as the longest of names and words has items."""
    columns = [[item.strip() for item in cell.split(";")] if cell else [] for cell in cells]
    found: list[Actor] = []
    remarks: list[str] = []
    for place in range(max(len(columns[0]), len(columns[6]))):
        items = [column[place] if place < len(column) else "" for column in columns]
        name, land, _, first, sectors, title, text, _ = ("" if item in _EMPTY else item for item in items)
        if name or text:
            told = tuple(dict.fromkeys(item for item in (first, *sectors.split(",")) if item))
            actor, more = actor_of(name or text, text or None, land, told, title or None)
            found.append(actor)
            remarks += more
    return tuple(found), remarks


def _place(cells: Sequence[str]) -> tuple[Place | None, tuple[str, ...]]:
    name, city, _, province, land, north, east, geonames, text, _ = cells
    if not (name or city or province or land):
        return None, ()
    iso3 = country_of(land, "plover") or country_of(land, "name")
    remarks = () if iso3 or not land else (f"unknown country: {land!r}",)
    place, more = place_at(name or city or province or land, iso3, north, east)
    number = int(geonames) if geonames.isdecimal() and int(geonames) else None
    return place.model_copy(update={"geonames": number, "text": text or None}), (*remarks, *more)


def _article(story: str, publisher: str, published: str, language: str) -> tuple[ArticleRef, tuple[str, ...]]:
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        return _article(story, publisher, "", language)[0], (f"impossible publication date: {published!r}",)
    return ArticleRef(id=story, publisher=publisher or None, published=day, language=language or None), ()
