"""Event records as a graph, and back: the one place that makes IRIs of records and records of IRIs.

`node(item)` is a record, or a merged event, as a compact JSON-LD object, `blocks(node)` its triples by subject. Every
format of the graph is written from these, and read by the same tables, so all hold the same.

Ids that are http(s), urn or tag IRIs stand for themselves; any other id is percent-encoded under a stem, and comes
back as it was. Lists keep their order by `snd:order`; sets of plain values by a `..._order` property where theirs
is not the alphabet's.
"""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from sanudo_schema import RECORD_TYPES, Actor, Allegation, AnyEvent, Denial, Meeting, Visit
from sanudo_schema.identifiers import DATA
from sanudo_schema.merged import MergedEvent

from .vocab import DATATYPES, SCHEMES, Property, classes, context, expand, prefixes, properties

__all__ = [
    "MERGED",
    "SHARED",
    "Block",
    "Item",
    "Node",
    "article_iri",
    "blocks",
    "event_iri",
    "graph_iri",
    "label",
    "node",
    "role_fields",
]

Node = dict[str, Any]
Item = AnyEvent | MergedEvent
"""What a graph describes."""
Block = tuple[str, list[tuple[str, str]], bool]
"""A subject, its (predicate, object) pairs, each a term as N-Triples writes it, and whether it is of SHARED kind."""

EVENT, ACTOR = f"{DATA}event/~", f"{DATA}actor/~"
DATASET = f"{DATA}dataset"
"""The graph of the records that rest on several articles, or on none."""
MERGED = f"{DATA}merged"
"""The graph of the merged events."""

_CHARS = r"(?:[\w\-.~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_IRI = re.compile(rf"(?:https?://[A-Za-z0-9.-]+(?::\d+)?/|urn:[a-z0-9][a-z0-9-]*:|tag:){_CHARS}*(?:\#{_CHARS}+)?")
_MINTED = re.compile(r"(.+/)event/[0-9a-f]{20}")
_KINDS = {"state": "State", "person": "Person", "organisation": "Organisation", "group": "Group", "other": "Actor"}
SHARED = frozenset({*_KINDS.values(), "Article", "Publisher"})
"""The kinds of nodes that several records may describe."""
_encode: Callable[[str], str] = json.encoder.encode_basestring


def iri_of(name: str, stem: str) -> str:
    """The IRI that stands for an id.

    >>> iri_of("news/a b.txt", "https://example.org/article/")
    'https://example.org/article/news%2Fa%20b.txt'
    """
    if _IRI.fullmatch(name) and not name.startswith(stem) and "/./" not in name and "/.." not in name:
        return name
    return stem + _encoded(name)


@lru_cache(4096)
def _encoded(name: str) -> str:
    """A name as one segment of a path, never one that a resolver would take away."""
    return quote(name, safe="") if name.strip(".") else "%2E" * len(name)


@lru_cache(4096)
def event_iri(name: str) -> str:
    """The IRI of a record by its id."""
    return iri_of(name, EVENT)


@lru_cache(4096)
def article_stem(event: str) -> str:
    """What the IRIs of articles begin with, as the IRI of an event that tells of them shows."""
    if event.startswith(f"{DATA}event/"):
        return f"{DATA}article/"
    match = _MINTED.fullmatch(event)
    return f"{match[1] if match else DATA}article/"


def article_iri(name: str, event: str) -> str:
    """The IRI of an article by its id, under the same base as the event that rests on it."""
    return _article_iri(name, article_stem(event))


@lru_cache(4096)
def _article_iri(name: str, stem: str) -> str:
    return iri_of(name, stem)


def graph_iri(record: Item) -> str:
    """The named graph of a record: that of its one article, else the dataset's. Merged events have their own."""
    if isinstance(record, MergedEvent):
        return MERGED
    names = {article.id for article in record.articles} | {mention.article for mention in record.mentions}
    return article_iri(names.pop(), event_iri(record.id)) if len(names) == 1 else DATASET


@cache
def role_fields(kind: type[AnyEvent]) -> Mapping[str, str]:
    """The fields of a record type that hold actors, each with the name of its role.

    >>> from sanudo_schema import Denial
    >>> role_fields(Denial)
    {'deniers': 'denier', 'accusers': 'accuser'}
    """
    fields = (name for name, field in kind.model_fields.items() if field.annotation == tuple[Actor, ...])
    return {name: name.removesuffix("s") for name in fields}


@lru_cache(4096)
def _compact(iri: str) -> str:
    return f"sid:{iri[len(DATA) :]}" if iri.startswith(DATA) and not iri.startswith("/", len(DATA)) else iri


def _child(parent: str, name: str) -> str:
    return f"{parent}{'-' if '#' in parent else '#'}{name}"


@lru_cache(4096)
def _decimal(number: float) -> str:
    """The number as a canonical xsd:decimal: exact, no exponent.

    >>> _decimal(-2.0), _decimal(0.1), _decimal(1e-7)
    ('-2', '0.1', '0.0000001')
    """
    text = repr(float(number))
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


@lru_cache(4096)
def _code(*parts: str) -> str:
    """Parts of a concept's IRI; what JSON-LD would take for one of our terms is written another way."""
    text = "/".join(quote(part, safe="") for part in parts)
    return f"%{ord(text[0]):02X}{text[1:]}" if text in context()["@context"] else text


def _set(key: str, values: Sequence[str]) -> Node:
    """Values as a sorted set and, where they stood otherwise, their places in it."""
    unique = sorted(set(values))
    if not unique:
        return {}
    places = {} if list(values) == unique else {f"{key}_order": " ".join(str(unique.index(value)) for value in values)}
    return {key: unique, **places}


def node(item: Item) -> Node:
    """The record or merged event as a JSON-LD object in our context's terms; keys that follow from others included."""
    return _merged(item) if isinstance(item, MergedEvent) else _event(item, "EventRecord")


def _event(record: AnyEvent, level: str) -> Node:
    data = record.model_dump(mode="json", exclude_none=True)
    iri = event_iri(record.id)
    me = _compact(iri)
    kinds = [record.type, level, "Event"] if record.status.is_fact else [record.type, level]
    out: Node = {"type": kinds, "id": me, "label": label(record), "status": data["status"]}
    for key in ("cameo", "cameo_if_realised", "root", "decided_by", "first_side"):
        if key in data:
            out[key] = data[key]
    for variant, value in data["quad_class"].items():
        out[f"quad_class_{variant}"] = value
    for variant, value in data["goldstein"].items():
        out[f"goldstein_{variant}"] = _decimal(value)
    out |= _plover(data.get("plover"))
    out |= _who(record, data, me)
    if "denies" in data:
        out["denies"] = _compact(event_iri(data["denies"]))
    if "claim" in data:
        out |= _claim(record.type, data["claim"], me)
    if "time" in data:
        out["time"] = {"type": "Time", "id": _child(me, "time"), **data["time"]}
    if "place" in data:
        out["place"] = _place(data["place"], me)
    if "attribution" in data:
        out["attribution"] = _attribution(data["attribution"], me)
    if "confidence" in data:
        out["confidence"] = _decimal(data["confidence"])
    out["mentions"] = [_mention(item, me, iri, n) for n, item in enumerate(data["mentions"], 1)]
    out["reasons"] = [_reason(item, me, iri, n) for n, item in enumerate(data["reasons"], 1)]
    out |= _articles(data["articles"], iri)
    if "origin" in data:
        out["origin"] = _row(data["origin"], me)
    return {key: value for key, value in out.items() if value != []}


def _merged(merged: MergedEvent) -> Node:
    """The event as a record has it, and what merging adds."""
    data = merged.model_dump(mode="json", exclude={"event"}, exclude_none=True)
    out = _event(merged.event, "MergedEvent")
    me, iri = out["id"], event_iri(merged.event.id)
    out |= _iris("records", map(event_iri, merged.records)) | _set("digests", merged.digests)
    out["links"] = [_link(link, me, order) for order, link in enumerate(data["links"], 1)]
    out["history"] = [_stage(stage, me, order) for order, stage in enumerate(data["history"], 1)]
    out["alternatives"] = [_alternative(one, me, order) for order, one in enumerate(data["alternatives"], 1)]
    out |= _set("publishers", merged.publishers)
    out["independent"] = merged.sources
    out["copies"] = [
        {"type": "Copies", "id": _child(me, f"copies-{order}"), "order": order}
        | _iris("copied", (article_iri(name, iri) for name in group))
        for order, group in enumerate(merged.copies, 1)
    ]
    return {key: value for key, value in out.items() if value != []}


def _iris(key: str, iris: Iterable[str]) -> Node:
    """Resources as a set that can be put in order again."""
    found = _set(key, list(iris))
    return found | {key: [_compact(iri) for iri in found[key]]} if found else {}


def _link(link: Node, owner: str, order: int) -> Node:
    out: Node = {"type": "Link", "id": _child(owner, f"link-{order}"), "order": order, "kind": link["kind"]}
    out |= {name: _compact(event_iri(link[name])) for name in ("first", "second")}
    return out | {"score": _decimal(link["score"])} | _set("why", link["reasons"])


def _stage(stage: Node, owner: str, order: int) -> Node:
    out: Node = {"type": "Stage", "id": _child(owner, f"stage-{order}"), "order": order}
    out |= {"told_status": stage["status"], "record": _compact(event_iri(stage["record"]))}
    return out | ({"told_on": stage["published"]} if "published" in stage else {})


def _alternative(one: Node, owner: str, order: int) -> Node:
    out: Node = {"type": "Alternative", "id": _child(owner, f"alternative-{order}"), "order": order}
    out |= {"field": one["field"], "value": one["value"], **_iris("records", map(event_iri, one["records"]))}
    return out | ({"chosen": True} if one["chosen"] else {})


def label(record: AnyEvent) -> str:
    """What names an event to people: its type, its status unless it is a fact, and who takes part."""
    status = "" if record.status.is_fact else f" ({record.status})"
    names = dict.fromkeys(actor.name for role in role_fields(type(record)) for actor in getattr(record, role))
    return f"{record.type}{status}: {', '.join(names)}"


def _plover(coding: Node | None) -> Node:
    if not coding:
        return {}
    out = {"plover": _code(coding["event"])}
    if "mode" in coding:
        out["plover_mode"] = _code(coding["event"], coding["mode"])
    contexts = _set("plover_context", coding["context"])
    if contexts:
        contexts["plover_context"] = [_code(name) for name in contexts["plover_context"]]
    return out | contexts


def _who(record: AnyEvent, data: Node, me: str) -> Node:
    """The participations, each on its side, and the shortcuts past them."""
    parts: list[Node] = []
    sides: dict[str, list[Node]] = {"source": [], "target": []}
    for field, role in role_fields(type(record)).items():
        group = _participations(data[field], role, me)
        for part in group:
            side = _side(record, field, part["order"])
            if side:
                part["side"] = side
                sides[side].append(part)
        parts += group
    out: Node = {"participation": parts}
    for side, group in sides.items():
        out[f"{side}s"] = list(dict.fromkeys([part["actor"]["id"] for part in group]))
        out[f"{side}_country"] = list(dict.fromkeys([part["country"] for part in group if "country" in part]))
    if record.status.is_fact:
        out["hasActor"] = list(dict.fromkeys(part["actor"]["id"] for part in parts))
    return out


def _side(record: AnyEvent, field: str, order: int) -> str | None:
    """On which side of the event the actor of that place in a role field is."""
    if isinstance(record, Meeting):
        if field != "participants":
            return None
        return "source" if order <= record.first_side else "target"
    if isinstance(record, Visit | Allegation | Denial):
        return {record.source_role: "source", record.target_role: "target"}.get(field)
    return field.removesuffix("s")


def _participations(actors: Sequence[Node], role: str, owner: str) -> list[Node]:
    out = []
    for order, actor in enumerate(actors, 1):
        me = _child(owner, f"{role}-{order}")
        person = _compact(iri_of(actor["id"], ACTOR)) if "id" in actor else f"{me}-actor"
        who: Node = {"type": _KINDS[actor["kind"]], "id": person, "label": actor["name"]}
        part: Node = {"type": "Participation", "id": me, "role": role, "order": order, "actor": who}
        for key in ("name", "text", "country", "code", "title", "kind"):
            if key in actor:
                part[key] = actor[key]
        if "country" in actor:
            who["country"] = actor["country"]
        out.append(part | _set("roles", actor["roles"]))
    return out


def _claim(kind: str, claim: Node, owner: str) -> Node:
    out: Node = {"type": "Claim", "id": _child(owner, "claim"), "text": claim["text"]}
    if "event" not in claim:
        return {"claim": out}
    out["event"] = _compact(event_iri(claim["event"]))
    return {"claim": out, "alleges": out["event"]} if kind == "Allegation" else {"claim": out}


def _place(place: Node, owner: str) -> Node:
    out = {"type": "Place", "id": _child(owner, "place"), **place}
    for key in ("latitude", "longitude"):
        if key in out:
            out[key] = _decimal(out[key])
    if "geonames" in out:
        out["geonames"] = f"{prefixes()['geonames']}{out['geonames']}/"
    return out


def _attribution(cited: Node, owner: str) -> Node:
    me = _child(owner, "attribution")
    out = {"type": "Attribution", "id": me, **cited}
    actors = out.pop("actors")
    if "time" in out:
        out["time"] = {"type": "Time", "id": _child(me, "time"), **out["time"]}
    return out | ({"participation": _participations(actors, "cited", me)} if actors else {})


def _mention(mention: Node, owner: str, event: str, order: int) -> Node:
    me = _child(owner, f"mention-{order}")
    out = {"type": ["Mention", "SpecificResource"], "id": me, "order": order, **mention}
    out["article"] = _compact(article_iri(mention["article"], event))
    if "start" in out:
        start, end = out.pop("start"), out.pop("end")
        out["position"] = {"type": "PositionSelector", "id": f"{me}-position", "start": start, "end": end}
    if "text" in out:
        out["quote"] = {"type": "QuoteSelector", "id": f"{me}-quote", "exact": out.pop("text")}
    if not out["headline"]:
        del out["headline"]
    if "confidence" in out:
        out["confidence"] = _decimal(out["confidence"])
    if "origin" in out:
        out["origin"] = _row(out["origin"], me)
    return out


def _reason(reason: Node, owner: str, event: str, order: int) -> Node:
    out = {"type": "Reason", "id": _child(owner, f"reason-{order}"), "order": order, **reason}
    if "article" in out:
        out["article"] = _compact(article_iri(out["article"], event))
    return out


def _articles(articles: Sequence[Node], event: str) -> Node:
    described = {}
    for article in articles:
        iri = article_iri(article["id"], event)
        out: Node = {"type": "Article", "id": _compact(iri), "identifier": article["id"]}
        out |= {key: value for key, value in article.items() if key != "id"}
        for key in ("published", "updated"):
            if len(out.get(key, "")) > 10:
                moment = re.sub("Z$", "+00:00", out[key])
                out[key] = {"@type": "xsd:dateTime", "@value": moment}
        if "publisher" in out:
            stem = article_stem(event).removesuffix("article/") + "publisher/"
            name = out["publisher"]
            out["publisher"] = {"type": "Publisher", "id": _compact(stem + _encoded(name)), "name": name}
        described[iri] = out
    order = _set("articles", [article_iri(article["id"], event) for article in articles])
    return order | ({"articles": [described[iri] for iri in order["articles"]]} if order else {})


def _row(row: Node, owner: str) -> Node:
    me = _child(owner, "origin")
    out = {"type": "DatasetRow", "id": me, "dataset": row["dataset"], "row": row["row"]}
    fields = json.dumps(row["fields"], ensure_ascii=False, separators=(",", ":"))
    return out | ({"fields": fields} if row["fields"] else {})


@lru_cache(4096)
def _full(compact: str) -> str:
    return f"<{DATA}{compact[4:]}>" if compact.startswith("sid:") else f"<{compact}>"


def _renderer(entry: Property) -> Callable[[Any], str]:
    """What writes a value of that property as an N-Triples term."""
    if entry.value in SCHEMES:
        stem = expand(SCHEMES[entry.value])
        return lambda value: f"<{stem}{value}>"
    if entry.is_node or entry.value == "geonames":
        return lambda value: _full(value["id"] if type(value) is dict else value)
    if entry.value == "string":
        return _encode
    datatype = f"^^<{expand(DATATYPES[entry.value])}>"
    if entry.value == "boolean":
        return lambda value: f'"{"true" if value else "false"}"{datatype}'
    if entry.value == "integer":
        return lambda value: f'"{value}"{datatype}'
    if entry.value == "when":
        moment = f"^^<{expand('xsd:dateTime')}>"
        return lambda value: f'"{value["@value"]}"{moment}' if type(value) is dict else f'"{value}"{datatype}'
    return lambda value: _encode(value) + datatype


@cache
def _table(kinds: tuple[str, ...]) -> Mapping[str, tuple[str, Callable[[Any], str], bool]]:
    """For nodes of these classes: by key the predicate, what renders a value, and whether values may be nodes."""
    owners = [kind for kind in kinds if kind in properties()]
    if kinds[0] in RECORD_TYPES:
        owners.append("EventDescription")
    return {
        key: (f"<{expand(entry.iri)}>", _renderer(entry), entry.is_node)
        for owner in owners or ["Actor"]
        for key, entry in properties()[owner].items()
    }


@cache
def _typing(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(f"<{expand('rdf:type')}>", f"<{expand(classes()[kind][0])}>") for kind in kinds]


def blocks(root: Node) -> Iterator[Block]:
    """The triples of a node, subject by subject, those of the nodes in it after it."""
    todo = deque((root,))
    while todo:
        current = todo.popleft()
        kinds = current["type"]
        kinds = (kinds,) if type(kinds) is str else tuple(kinds)
        pairs = _typing(kinds).copy()
        table = _table(kinds)
        for key, value in current.items():
            if key in table:
                predicate, render, is_node = table[key]
                if type(value) is not list:
                    pairs.append((predicate, render(value)))
                    if is_node and type(value) is dict:
                        todo.append(value)
                    continue
                for item in value:
                    pairs.append((predicate, render(item)))
                    if is_node and type(item) is dict:
                        todo.append(item)
        yield _full(current["id"]), pairs, kinds[0] in SHARED
