"""ICEWS coded events: 20 tab-separated columns with a header line, NA for what is missing.

docs/datasets.md tells what of a record stands where. Countries are names as ICEWS writes them, roles are its sectors;
label and intensity are those of its own CAMEO list. A meeting gives both directions, a visit 042 and 043, as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import BinaryIO

from sanudo.errors import FormatError
from sanudo.formats.actorcodes import country_of
from sanudo.formats.cells import Keeper, degrees, place_at, plain, row_id, row_record, time_of, tsv
from sanudo.formats.dyads import Dyad, Losses, dyads, writable
from sanudo.formats.rows import Rejects, delimited, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, Mention, Place
from sanudo_schema.codes import cameo, cameo_codes, is_cameo
from sanudo_schema.countries import country
from sanudo_schema.errors import UnknownCodeError
from sanudo_schema.identifiers import DATA
from sanudo_schema.roles import read_icews_sectors, role

__all__ = ["read", "write"]

COLUMNS = names("icews")
MISSING = "NA"
NOBODY = "Unspecified Actor"
"""What ICEWS writes for an actor that a text does not name."""
_KEEPER = Keeper("icews", COLUMNS)
_BRANCHES = ("MIL", "COP", "SPY", "JUD", "LEG")
"""Roles that say more of an actor than the government they belong to, which ICEWS names beside them."""
_EMPTY = frozenset({"", "NA", "None", "NULL"})


def read(stream: BinaryIO, rejects: Rejects | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each row, in constant memory; an id is unique together with its date."""
    rejects = rejects or Rejects()
    return records_of(delimited(lines(stream, rejects, "iso-8859-1"), COLUMNS, rejects, header=True), _record, rejects)


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write the table, one row a dyad, and return what it could not hold."""
    losses = Losses("icews")
    stream.write(tsv(COLUMNS))
    for record, day in writable(records, losses, all_status=all_status):
        for index, dyad in enumerate(dyads(record, "mutual")):
            losses.rows += 1
            cells = _cells(
                row_id(record, "icews", index).partition("@")[0],
                day,
                dyad,
                record.place,
                record.mentions[0] if record.mentions else None,
                record.articles[0] if record.articles else None,
            )
            stream.write(tsv(_KEEPER.restored(cells, record.origin)))
    return losses


def _cells(
    number: str, day: date, dyad: Dyad, place: Place | None, mention: Mention | None, article: ArticleRef | None
) -> list[str]:
    state = country(place.country) if place and place.country else None
    city = plain(place.name) if place and not (state and place.name in (state.name, state.icews)) else MISSING
    sentence = mention.sentence if mention else None
    return [
        number,
        day.isoformat(),
        *_actor_cells(dyad.source),
        *_event_cells(dyad.cameo or ""),
        *_actor_cells(dyad.target),
        mention.article if mention else MISSING,
        MISSING if sentence is None else str(sentence + 1),
        plain(article.publisher) if article and article.publisher else MISSING,
        city,
        MISSING,
        MISSING,
        state.icews if state else MISSING,
        (degrees(place.latitude) if place else "") or MISSING,
        (degrees(place.longitude) if place else "") or MISSING,
    ]


@lru_cache(8192)
def _actor_cells(actor: Actor | None) -> tuple[str, str, str]:
    if actor is None:
        return NOBODY, "Unspecified", MISSING
    sectors = dict.fromkeys(sector for code in actor.roles if (sector := _sector(code)))
    state = country(actor.country).icews if actor.country else MISSING
    return plain(actor.name), ",".join(sectors) or MISSING, state


@cache
def _sector(code: str) -> str | None:
    try:
        return role(code).icews
    except UnknownCodeError:
        return None


@cache
def _event_cells(code: str) -> tuple[str, str, str]:
    entry = cameo(code)
    score = entry.goldstein("icews")
    return entry.labels.get("icews", entry.label), code, MISSING if score is None else f"{score:g}"


def _record(cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    cells = [
        cell[1:-1].replace('""', '"') if cell[:1] == cell[-1:] == '"' and len(cell) > 1 else cell for cell in cells
    ]
    number, day = cells[0], cells[1]
    if not number.isdecimal():
        raise FormatError(f"no event id: {number!r}")
    time, when = time_of(day, "%Y-%m-%d")
    code = _code(cells[6], cells[5])
    source, remarks = _actor(*cells[2:5])
    target, more = _actor(*cells[8:11])
    place, unplaced = _place(cells[14], cells[16], cells[17], cells[18], cells[19])
    mention, article = _evidence(*cells[11:14])
    written = _cells(number, when, Dyad(source, target, code), place, mention, article)
    record = row_record(
        code,
        source,
        target,
        id=f"{DATA}event/icews/{number}@{day}",
        time=time,
        place=place,
        mentions=(mention,) if mention else (),
        articles=(article,) if article else (),
        origin=_KEEPER.origin(f"{number}@{day}", cells, written),
    )
    return record, (*remarks, *more, *unplaced)


def _code(code: str, label: str) -> str:
    """The CAMEO code; one that lost its leading zero, or stands nowhere, is what the label beside it says."""
    if code not in _EMPTY and is_cameo(code) and _labels().get(label, code) == code:
        return code
    by_label = _labels().get(label)
    if by_label and (code in _EMPTY or f"0{code}" == by_label):
        return by_label
    if is_cameo(code):
        return code
    raise UnknownCodeError(code, "CAMEO")


@cache
def _labels() -> dict[str, str]:
    return {entry.labels["icews"]: entry.code for entry in cameo_codes() if "icews" in entry.labels}


@lru_cache(8192)
def _actor(name: str, sectors: str, state: str) -> tuple[Actor | None, tuple[str, ...]]:
    """The actor of three cells, and what of them nobody knows."""
    if name in _EMPTY or name == NOBODY:
        return None, ()
    iso3 = None if state in _EMPTY else country_of(state, "icews")
    remarks = [f"unknown country name: {state!r}"] if iso3 is None and state not in _EMPTY else []
    given = read_icews_sectors("" if sectors in _EMPTY else sectors)
    remarks += [f"unknown sector: {sector!r}" for sector in given.unknown]
    roles = given.roles
    whole = iso3 is not None and not given.names and country_of(name, "icews") == iso3
    kind = "state" if whole else "organisation" if any("Organization" in sector for sector in given.names) else "other"
    main = next((code for code in roles if code in _BRANCHES), roles[0] if roles else "")
    code = f"{iso3 or '---'}{main}" if iso3 or main else None
    return Actor(name=name, country=iso3, code=code, roles=roles, kind=kind), tuple(remarks)


@lru_cache(8192)
def _place(city: str, province: str, state: str, latitude: str, longitude: str) -> tuple[Place | None, tuple[str, ...]]:
    name = next((part for part in (city, province, state) if part not in _EMPTY), None)
    if name is None:
        return None, ()
    iso3 = None if state in _EMPTY else country_of(state, "icews")
    remarks = (f"unknown country name: {state!r}",) if iso3 is None and state not in _EMPTY else ()
    place, more = place_at(name, iso3, *("" if part in _EMPTY else part for part in (latitude, longitude)))
    return place, (*remarks, *more)


@lru_cache(4096)
def _evidence(story: str, sentence: str, publisher: str) -> tuple[Mention | None, ArticleRef | None]:
    if story in _EMPTY:
        return None, None
    number = int(sentence) - 1 if sentence.isdecimal() and sentence != "0" else None
    return (
        Mention(article=story, sentence=number),
        ArticleRef(id=story, publisher=None if publisher in _EMPTY else publisher),
    )
