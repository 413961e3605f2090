"""PLOVER records as JSON Lines, with the fields of the PLOVER manual: lists of actors and recipients, no dyads.

docs/datasets.md tells what of a record stands where. Like POLECAT it has no CAMEO codes, and none are guessed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import quote

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo.formats.actorcodes import country_of
from sanudo.formats.cells import place_at
from sanudo.formats.dyads import Losses, writable
from sanudo.formats.plovercodes import actor_of, coding_of, known, record_type, score_of, sectors_of
from sanudo.formats.rows import Rejects, Row, lines, names, records_of
from sanudo_schema import Actor, AnyEvent, ArticleRef, DatasetRow, Mention, Place, Plover, Time
from sanudo_schema.codes import plover_event
from sanudo_schema.countries import country
from sanudo_schema.identifiers import DATA

__all__ = ["read", "write"]

Object = dict[str, Any]
COLUMNS = names("plover")
REQUIRED = ("id", "date", "actor", "event")
"""What every PLOVER record has."""


def read(stream: BinaryIO, rejects: Rejects | None = None) -> Iterator[AnyEvent]:
    """Yield the record of each line, in constant memory."""
    rejects = rejects or Rejects()
    rows = (Row(number, text, [text]) for number, text in lines(stream, rejects))
    return records_of(rows, _record, rejects)


def write(records: Iterable[AnyEvent], stream: BinaryIO, *, all_status: bool = False) -> Losses:
    """Write one object a record, and return what it could not hold."""
    losses = Losses("plover")
    keeps = (
        "that its dyads are one event",
        "text and offsets of mentions",
        "the span of time: its first day stands for it",
    )
    for record, day in writable(records, losses, all_status=all_status, keeps=keeps, coded="plover"):
        losses.rows += 1
        coded = coding_of(record)
        assert coded is not None, "writable gives no record without a PLOVER coding"
        own = record.origin if record.origin and record.origin.dataset == "plover" else None
        found = _object(own.row if own else record.id, day, coded, record)
        for name, value in own.fields if own else ():
            found[name] = json.loads(value)
        order = (*COLUMNS, *(name for name in found if name not in COLUMNS))
        told = {name: found[name] for name in order if found.get(name) is not None}
        stream.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return losses


def _object(number: str, day: date, coded: Plover, record: AnyEvent) -> Object:
    """The fields; None for those that are left out."""
    time, place = record.time, record.place
    last = time.latest if time and time.latest != time.earliest else None
    mention = record.mentions[0] if record.mentions else None
    article = next((entry for entry in record.articles if not mention or entry.id == mention.article), None)
    return {
        "id": number,
        "date": day.isoformat(),
        "enddate": last.isoformat() if last else None,
        "actor": [_entity(actor) for actor in record.sources],
        "recipient": [_entity(actor) for actor in record.targets] or None,
        "event": [coded.event],
        "event_loc": _location(place) if place else None,
        "event_text": [mention.trigger] if mention and mention.trigger else None,
        "quad_code": plover_event(coded.event).quad,
        "event_scale": score_of(coded.event, coded.mode),
        "mode": [coded.mode] if coded.mode else None,
        "context": list(coded.context) or None,
        "text": mention.text if mention else None,
        "text_info": _text_info(mention) if mention else None,
        "cite_info": _cite_info(mention.article if mention else None, article),
    }


def _filled(**fields: object) -> Object | None:
    return {name: value for name, value in fields.items() if value is not None and value != ""} or None


def _entity(actor: Actor) -> Object:
    who, sectors = sectors_of(actor)
    words = actor.text if actor.text and actor.text != actor.name else None
    found = _filled(
        code=who,
        sector="".join(sectors[:2]),
        entity_text=words or actor.name,
        identifier_text=actor.name if words else None,
        office=actor.title,
    )
    return found or {}


def _location(place: Place) -> Object | None:
    land = country(place.country) if place.country else None
    return _filled(
        extracted_place=place.text,
        resolved_place=place.name,
        geonameid=place.geonames,
        lat=place.latitude,
        lon=place.longitude,
        country=land.name if land else None,
        country_code=land.plover if land else None,
    )


def _text_info(mention: Mention) -> Object | None:
    return _filled(sequence=mention.sentence, start=mention.start, end=mention.end)


def _cite_info(story: str | None, article: ArticleRef | None) -> Object | None:
    if article is None:
        return _filled(citation=story)
    return _filled(
        citation=article.id,
        url=article.url,
        title=article.title,
        language=article.language,
        publication=article.publisher,
    )


def _record(cells: list[str]) -> tuple[AnyEvent, Sequence[str]]:
    found = _parsed(cells[0])
    number = str(found["id"])
    events = [str(event) for event in _list(found["event"])]
    coded, remarks = known(
        events[0], [str(mode) for mode in _list(found.get("mode"))], [str(name) for name in _list(found.get("context"))]
    )
    sources, more = _actors(found["actor"])
    targets, others = _actors(found.get("recipient"))
    if not sources and not targets:
        raise FormatError("names nobody: actor and recipient are empty")
    time, day = _time(str(found["date"]), found.get("enddate"))
    place, unplaced = _place(found.get("event_loc"))
    mention, article = _evidence(found, number)
    both = {"sources": sources, "targets": targets}
    record = record_type(coded.event, coded.mode)(
        id=f"{DATA}event/plover/{quote(number, safe='')}",
        plover=coded,
        time=time,
        place=place,
        mentions=(mention,),
        articles=(article,),
        decided_by="dataset",
        **both,
    )
    written = _object(number, day, coded, record)
    differing = sorted(name for name in found.keys() | written.keys() if found.get(name) != written.get(name))
    fields = tuple((name, json.dumps(found.get(name), ensure_ascii=False)) for name in differing)
    origin = DatasetRow(dataset="plover", row=number, fields=fields)
    return record.model_copy(update={"origin": origin}), (*remarks, *more, *others, *unplaced)


def _parsed(text: str) -> Object:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"no JSON: {error}") from None
    if not isinstance(found, dict):
        raise FormatError("no JSON object")
    for name in REQUIRED:
        if not found.get(name):
            raise FormatError(f"a required field is missing: {name}")
    return found


def _list(value: object) -> list[object]:
    """A list of what may be given alone."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _time(first: str, last: object) -> tuple[Time, date]:
    try:
        day = date.fromisoformat(first[:10])
        end = date.fromisoformat(str(last)[:10]) if last else day
        return Time(edtf=first[:10] if end == day else f"{day}/{end}"), day
    except (ValueError, ValidationError):
        raise FormatError(
            f"impossible date: {first!r} to {last!r}" if last else f"impossible date: {first!r}"
        ) from None


def _actors(given: object) -> tuple[tuple[Actor, ...], list[str]]:
    found: list[Actor] = []
    remarks: list[str] = []
    for entity in _list(given):
        if not isinstance(entity, dict):
            continue
        code, sector = str(entity.get("code") or ""), str(entity.get("sector") or "")
        words = str(entity.get("entity_text") or "") or None
        name = str(entity.get("identifier_text") or words or code)
        if name:
            sectors = tuple(sector[at : at + 3] for at in range(0, len(sector), 3))
            office = str(entity["office"]) if entity.get("office") else None
            actor, more = actor_of(name, words if words != name else None, code, sectors, office)
            found.append(actor)
            remarks += more
    return tuple(found), remarks


def _place(given: object) -> tuple[Place | None, tuple[str, ...]]:
    if not isinstance(given, dict):
        return None, ()
    land = str(given.get("country_code") or given.get("country") or "")
    name = next((str(given[key]) for key in ("resolved_place", "city", "province", "country") if given.get(key)), land)
    if not name:
        return None, ()
    iso3 = country_of(land, "plover") or country_of(land, "name")
    remarks = () if iso3 or not land else (f"unknown country: {land!r}",)
    north, east = (str(given[key]) if given.get(key) is not None else "" for key in ("lat", "lon"))
    place, more = place_at(name, iso3, north, east)
    number, words = str(given.get("geonameid") or ""), given.get("extracted_place")
    update = {"geonames": int(number) if number.isdecimal() else None, "text": str(words) if words else None}
    return place.model_copy(update=update), (*remarks, *more)


def _evidence(found: Mapping[str, Any], number: str) -> tuple[Mention, ArticleRef]:
    """The mention and its article; offsets that do not fit the text are let go."""
    cited = found["cite_info"] if isinstance(found.get("cite_info"), dict) else {}
    info = found["text_info"] if isinstance(found.get("text_info"), dict) else {}
    told = {key: str(cited[key]) for key in ("url", "title", "language") if cited.get(key)}
    story = str(cited.get("citation") or cited.get("url") or number)
    article = ArticleRef(id=story, publisher=str(cited["publication"]) if cited.get("publication") else None, **told)
    trigger = next((str(word) for word in _list(found.get("event_text"))), None)
    plain: Object = {"article": story, "text": found.get("text") or None, "trigger": trigger}
    try:
        offsets = {"start": info.get("start"), "end": info.get("end"), "sentence": info.get("sequence")}
        return Mention(**plain, **offsets), article
    except ValidationError:
        plain["text"] = plain["text"] if isinstance(plain["text"], str) else None
        return Mention(**plain), article
