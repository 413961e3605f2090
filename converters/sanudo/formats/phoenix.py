"""Phoenix daily files: 26 tab-separated columns without a header line.

docs/datasets.md tells what of a record stands where. Countries are those of the Phoenix dictionaries; quad class and
Goldstein score those of the Phoenix pipeline. The CSV with a header that R tools save is read too.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import BinaryIO
from urllib.parse import quote

from sanudo.errors import FormatError
from sanudo.formats.actorcodes import canonical, code_of, country_of
from sanudo.formats.cells import Keeper, degrees, place_at, plain, row_id, row_record, time_of, tsv
from sanudo.formats.dyads import Dyad, Losses, dyads, writable
from sanudo.formats.rows import Rejects, Row, delimited, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, Mention, Place
from sanudo_schema.actor_codes import actor_pieces
from sanudo_schema.codes import goldstein_scores, quad_classes
from sanudo_schema.countries import country
from sanudo_schema.identifiers import DATA

__all__ = ["read", "sniff_csv", "write"]

COLUMNS = names("phoenix")
AGENTS = ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL")
"""The pieces that make the agent column, if they come right after the country."""
_IN_CSV = ("GID", "Date", "Year", "Month", "Day", "Source", "SrcActor", "SrcAgent", "SOthAgent", "Target", "TgtActor",
           "TgtAgent", "TOthAgent", "CAMEO", "RootCode", "QuadClass", "Goldstein", "None", "Lat", "Lon", "Geoname",
           "AdminInfo", "CountryCode", "ID", "URL", "sourcetxt")  # fmt: skip
_KEEPER = Keeper("phoenix", COLUMNS)


def read(stream: BinaryIO, rejects: Rejects | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each row of a daily file, or of the CSV that R tools save, in constant memory."""
    rejects = rejects or Rejects()
    numbered = lines(stream, rejects)
    first = next(numbered, None)
    if first is None:
        return
    if sniff_csv(first[1]):
        yield from records_of(_csv_rows(first[1], numbered, rejects), _record, rejects)
    else:
        yield from records_of(delimited(chain([first], numbered), COLUMNS, rejects, header=False), _record, rejects)


def sniff_csv(head: str) -> bool:
    """Whether the first line is that of a Phoenix CSV."""
    return {"SrcActor", "TgtActor", "CAMEO", "RootCode"} <= set(head.replace('"', "").split(","))


def _csv_rows(head: str, numbered: Iterable[tuple[int, str]], rejects: Rejects) -> Iterator[Row]:
    """The rows of a CSV as a daily file has them: zeros before months, days and codes back, NA made empty.

    A code gets its zero only where the root beside it lost one too.
    """
    heads = next(csv.reader([head]))
    missing = [name for name in _IN_CSV if name not in heads]
    if missing:
        raise FormatError(f"columns are missing: {', '.join(missing)}", where=rejects.file or None)
    order = [heads.index(name) for name in _IN_CSV]
    for number, text in numbered:
        found = next(csv.reader([text]))
        if len(found) != len(heads):
            rejects.reject(number, f"not as many columns as the header: {len(found)}, not {len(heads)}", text)
            continue
        cells = ["" if found[place] == "NA" else found[place] for place in order]
        if len(cells[14]) == 1:
            cells[13], cells[14] = f"0{cells[13]}", f"0{cells[14]}"
        cells[3], cells[4] = cells[3].zfill(2), cells[4].zfill(2)
        cells[16] = cells[16] if "." in cells[16] or not cells[16] else f"{cells[16]}.0"
        yield Row(number, text, cells)


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write a daily file, one row a dyad, and return what it could not hold."""
    losses = Losses("phoenix")
    for record, day in writable(records, losses, all_status=all_status, keeps=("further mentions", "further articles")):
        for index, dyad in enumerate(dyads(record)):
            losses.rows += 1
            number = row_id(record, "phoenix", index)
            cells = _cells(number, day, dyad, record.place, record.mentions, record.articles)
            stream.write(tsv(_KEEPER.restored(cells, record.origin)))
    return losses


def _cells(
    number: str,
    day: date,
    dyad: Dyad,
    place: Place | None,
    mentions: Sequence[Mention],
    articles: Sequence[ArticleRef],
) -> list[str]:
    cameo = dyad.cameo or ""
    return [
        number,
        *(f"{day:%Y%m%d}", f"{day:%Y}", f"{day:%m}", f"{day:%d}"),
        *actor_cells(dyad.source),
        *actor_cells(dyad.target),
        *_event_cells(cameo),
        "",
        *((degrees(place.latitude), degrees(place.longitude), plain(place.name)) if place else ("", "", "")),
        "",
        _country(place.country) if place and place.country else "",
        story_ids(mentions),
        ";".join(article.url for article in articles if article.url),
        ";".join(plain(article.publisher) for article in articles if article.publisher),
    ]


def story_ids(mentions: Iterable[Mention]) -> str:
    """The mentions as story and sentence, each once.

    >>> story_ids([Mention(article="a.txt", sentence=2), Mention(article="b.txt")])
    'a.txt_2;b.txt_0'
    """
    return ";".join(dict.fromkeys(f"{plain(mention.article)}_{mention.sentence or 0}" for mention in mentions))


def stories(ids: str, urls: str, publishers: str) -> tuple[tuple[Mention, ...], tuple[ArticleRef, ...]]:
    """The mentions and articles of three cells, whose lists go together where they are as long."""
    told = [(story, number) for story, _, number in (item.rpartition("_") for item in ids.split(";")) if story]
    addresses, sources = urls.split(";"), publishers.split(";")
    mentions = tuple(Mention(article=story, sentence=int(n) if n.isdecimal() else None) for story, n in told)
    articles: dict[str, ArticleRef] = {}
    for place, (story, _) in enumerate(told):
        url = addresses[place] if len(addresses) == len(told) else ""
        source = sources[place] if len(sources) == len(told) else ""
        articles.setdefault(story, ArticleRef(id=story, url=url or None, publisher=source or None))
    return mentions, tuple(articles.values())


@lru_cache(8192)
def actor_cells(actor: Actor | None) -> tuple[str, str, str, str]:
    """Code, root, agent and other pieces.

    >>> actor_cells(Actor(name="UKRGOVENV", code="UKRGOVENV"))
    ('UKRGOVENV', 'UKR', 'GOV', 'ENV')
    >>> actor_cells(Actor(name="IGOUNOKID", code="IGOUNOKID"))
    ('IGOUNOKID', 'IGO', '', 'UNO;KID')
    """
    code = code_of(actor, "phoenix") if actor else ""
    first, *rest = [code[at : at + 3] for at in range(0, len(code), 3)] or [""]
    if first not in ("IGO", "NGO", "IMG", "MNC", "---") and not country_of(first, "phoenix"):
        return code, "", "", ";".join(rest)
    agent = rest.pop(0) if rest and rest[0] in AGENTS else ""
    return code, first, agent, ";".join(rest)


@cache
def _event_cells(cameo: str) -> tuple[str, str, str, str]:
    score = goldstein_scores(cameo).get("phoenix")
    quad = quad_classes(cameo).get("phoenix")
    return cameo, cameo[:2], "" if quad is None else str(quad), "" if score is None else str(score)


@cache
def _country(iso3: str) -> str:
    return country(iso3).phoenix


def _record(cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    number, cameo = cells[0], cells[13]
    if not number:
        raise FormatError("no event id")
    time, day = time_of(cells[1], "%Y%m%d", "publication")
    source, remarks = coded_actor(cells[5])
    target, more = coded_actor(cells[9])
    place, unplaced = _place(cells[20], cells[21], cells[22], cells[18], cells[19])
    mentions, articles = stories(*cells[23:26])
    written = _cells(number, day, Dyad(source, target, cameo), place, mentions, articles)
    record = row_record(
        cameo,
        source,
        target,
        id=f"{DATA}event/phoenix/{quote(number, safe='')}",
        time=time,
        place=place,
        mentions=mentions,
        articles=articles,
        origin=_KEEPER.origin(number, cells, written),
    )
    return record, (*remarks, *more, *unplaced)


@lru_cache(8192)
def coded_actor(code: str) -> tuple[Actor | None, tuple[str, ...]]:
    """The actor of a code alone, and a remark where nobody knows it; named by its country, else by the code."""
    if not code:
        return None, ()
    own, parts = canonical(code, "phoenix"), actor_pieces(code, "phoenix")
    iso3 = country_of(parts.country or "", "phoenix")
    whole = iso3 is not None and len(code) == 3
    actor = Actor(
        name=country(iso3).name if iso3 and whole else code,
        country=iso3,
        code=own,
        roles=parts.types,
        kind="state" if whole else "organisation" if code[:3] in ("IGO", "NGO", "MNC") else "group",
    )
    return actor, () if own else (f"malformed actor code: {code!r}",)


@lru_cache(8192)
def _place(name: str, region: str, state: str, latitude: str, longitude: str) -> tuple[Place | None, tuple[str, ...]]:
    if not (name or region or state):
        return None, ()
    iso3 = country_of(state, "phoenix") or country_of(state, "name")
    remarks = () if iso3 or not state else (f"unknown country: {state!r}",)
    place, more = place_at(name or region or state, iso3, latitude, longitude)
    return place, (*remarks, *more)
