"""GDELT 2.0 Events: 61 tab-separated columns without a header line.

docs/datasets.md tells what of a record stands where. Countries of actors are CAMEO's, those of places FIPS 10-4; quad
class and Goldstein score are those of the GDELT lists. A meeting gives both directions, a visit 042 and 043, as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from typing import BinaryIO

from sanudo.errors import FormatError
from sanudo.formats.actorcodes import canonical, code_of, country_of
from sanudo.formats.cells import Keeper, degrees, place_at, plain, row_id, row_record, time_of, tsv
from sanudo.formats.dyads import Dyad, Losses, dyads, writable
from sanudo.formats.gdelt_mentions import MentionStore, stamp
from sanudo.formats.rows import Rejects, delimited, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, Mention, Place
from sanudo_schema.actor_codes import actor_list, actor_pieces
from sanudo_schema.codes import goldstein_scores, quad_classes
from sanudo_schema.countries import country
from sanudo_schema.identifiers import DATA

__all__ = ["read", "rows", "write"]

COLUMNS = names("gdelt")
_KEEPER = Keeper("gdelt", COLUMNS)
_ACTION = COLUMNS.index("ActionGeo_Type")
_NO_ACTOR = ("",) * 10
_NO_GEO = ("0",) + ("",) * 7


def read(stream: BinaryIO, rejects: Rejects | None = None, mentions: MentionStore | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each row of an Events table, with its mentions where a store of them is given.

    Memory is constant: what has to be remembered lies in temporary files.
    """
    rejects = rejects or Rejects()
    return records_of(
        delimited(lines(stream, rejects), COLUMNS, rejects, header=False),
        partial(_record, mentions or MentionStore()),
        rejects,
    )


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write an Events table, one row a dyad, and return what it could not hold."""
    losses = Losses("gdelt")
    for record, number, dyad, day in rows(records, losses, all_status):
        stream.write(tsv(_row(record, number, dyad, day)))
    return losses


def rows(
    records: Iterable[AnyEvent], losses: Losses, all_status: bool, keeps: Sequence[str] = ()
) -> Iterator[tuple[AnyEvent, str, Dyad, date]]:
    """What the rows of the two tables are made of: record, event id, dyad and day."""
    for record, day in writable(records, losses, all_status=all_status, keeps=keeps):
        for index, dyad in enumerate(dyads(record, "mutual")):
            losses.rows += 1
            yield record, row_id(record, "gdelt", index), dyad, day


def _row(record: AnyEvent, number: str, dyad: Dyad, day: date) -> list[str]:
    cells = _cells(number, day, dyad, record.place, record.mentions, record.articles)
    return _KEEPER.restored(cells, record.origin)


def _cells(
    number: str,
    day: date,
    dyad: Dyad,
    place: Place | None,
    mentions: tuple[Mention, ...],
    articles: tuple[ArticleRef, ...],
) -> list[str]:
    """The 61 cells, as far as a record has something for them."""
    return [
        number,
        *_date_cells(day),
        *_actor_cells(dyad.source),
        *_actor_cells(dyad.target),
        "1" if any(mention.headline or mention.sentence in (0, 1) for mention in mentions) else "0",
        *_event_cells(dyad.cameo or ""),
        str(len(mentions) or 1),
        str(len({article.publisher or article.id for article in articles}) or 1),
        str(len(articles) or 1),
        "",
        *_NO_GEO,
        *_NO_GEO,
        *_place_cells(place),
        stamp(articles[0] if articles else None, day),
        (articles[0].url or articles[0].id) if articles else "",
    ]


@lru_cache(4096)
def _date_cells(day: date) -> tuple[str, ...]:
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    return f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{fraction:.4f}"


@cache
def _event_cells(cameo: str) -> tuple[str, ...]:
    score = goldstein_scores(cameo).get("gdelt")
    quad = quad_classes(cameo).get("gdelt")
    return cameo, cameo[:3], cameo[:2], str(quad or ""), "" if score is None else f"{score:.1f}"


@lru_cache(8192)
def _actor_cells(actor: Actor | None) -> tuple[str, ...]:
    """Code, name and the code's pieces: country, known group, ethnic group, two religions, three types."""
    if actor is None:
        return _NO_ACTOR
    code = code_of(actor, "gdelt")
    parts = actor_pieces(code, "gdelt")
    religions, types = [*parts.religions, "", ""][:2], [*parts.types, "", "", ""][:3]
    name = plain(actor.name).upper()
    return (code, name, parts.country or "", parts.group or "", parts.ethnic or "", *religions, *types)


@lru_cache(8192)
def _place_cells(place: Place | None) -> tuple[str, ...]:
    if place is None:
        return _NO_GEO
    state = country(place.country) if place.country and country_of(place.country, "iso3") else None
    fips, name = (state.fips or "" if state else ""), plain(place.name)
    whole = state is not None and name == state.name
    kind = "1" if whole else "3" if fips == "US" else "4"
    full = name if whole or not state else f"{name}, {state.name}"
    region = fips if whole else ""
    return kind, full, fips, region, "", degrees(place.latitude), degrees(place.longitude), region


def _record(told: MentionStore, cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    number, cameo = cells[0], cells[26]
    if not number.isdecimal():
        raise FormatError(f"no event id: {number!r}")
    time, day = time_of(cells[1], "%Y%m%d")
    source, remarks = _actor(tuple(cells[5:15]))
    target, more = _actor(tuple(cells[15:25]))
    place, unplaced = _place(tuple(cells[_ACTION : _ACTION + 8]))
    url = cells[60]
    mentions, articles = told.of(number, day, url) or (((_mention(url),), (_article(url),)) if url else ((), ()))
    written = _cells(number, day, Dyad(source, target, cameo), place, mentions, articles)
    record = row_record(
        cameo,
        source,
        target,
        id=f"{DATA}event/gdelt/{number}",
        time=time,
        place=place,
        mentions=mentions,
        articles=articles,
        origin=_KEEPER.origin(number, cells, written),
    )
    return record, (*remarks, *more, *unplaced)


@lru_cache(8192)
def _mention(url: str) -> Mention:
    return Mention(article=url)


@lru_cache(8192)
def _article(url: str) -> ArticleRef:
    return ArticleRef(id=url, url=url)


@lru_cache(8192)
def _actor(cells: tuple[str, ...]) -> tuple[Actor | None, tuple[str, ...]]:
    """The actor of ten cells, and what of them nobody knows."""
    code, name, state, group, *_, first, second, third = cells
    if not code and not name:
        return None, ()
    known = not state or actor_pieces(state, "gdelt").country == state
    remarks = [] if known else [f"unknown country code: {state!r}"]
    own = canonical(code, "gdelt") if code else None
    if code and own is None:
        remarks.append(f"malformed actor code: {code!r}")
    roles = tuple(role for role in (first, second, third) if role)
    remarks += [f"unknown actor type: {role!r}" for role in roles if role not in actor_list("types")]
    actor = Actor(
        name=name or code,
        country=country_of(state, "gdelt"),
        code=own,
        roles=roles,
        kind="organisation" if group else "group" if roles else "state" if state else "other",
    )
    return actor, tuple(remarks)


@lru_cache(8192)
def _place(cells: tuple[str, ...]) -> tuple[Place | None, tuple[str, ...]]:
    _, full, fips, _, _, latitude, longitude, _ = cells
    if not full:
        return None, ()
    iso3 = country_of(fips, "fips")
    remarks = () if iso3 or not fips else (f"unknown FIPS country code: {fips!r}",)
    place, more = place_at(full.split(", ")[0], iso3, latitude, longitude)
    return place, (*remarks, *more)
