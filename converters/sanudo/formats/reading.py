"""Event records read from the triples that `sanudo.formats.graph` makes of them, in whatever order they come."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from urllib.parse import unquote

from pydantic import ValidationError

from sanudo.errors import FormatError
from sanudo_schema import RECORD, RECORD_TYPES, AnyEvent
from sanudo_schema.merged import MERGED, MergedEvent

from .graph import ACTOR, EVENT, Node, article_stem, role_fields
from .vocab import SCHEMES, Property, classes, expand, prefixes, properties

__all__ = ["Index", "Triple", "indexed", "merged_events", "records"]

Triple = tuple[str, str, str]
"""Subject, predicate and object: IRIs, blank nodes as `_:x`, and literals by their words alone."""
Index = dict[str, dict[str, list[str]]]
"""Objects by subject and predicate, each in the order of the file."""


def indexed(triples: Iterable[Triple]) -> Index:
    """The triples by subject and predicate, each object once."""
    index: Index = {}
    for subject, predicate, thing in triples:
        found = index.setdefault(subject, {}).setdefault(predicate, [])
        if thing not in found:
            found.append(thing)
    return index


def records(index: Index, name: str = "graph") -> Iterator[AnyEvent]:
    """The records of the graph, in the order in which it names them; merged events are left out.

    FormatError names the record and the property that say something no record can hold.
    """
    for kind, reader in _described(index, name, merged=False):
        with _telling(reader.where):
            record = RECORD.validate_python(reader.record(kind))
        yield record


def merged_events(index: Index, name: str = "graph") -> Iterator[MergedEvent]:
    """The merged events of the graph, in the order in which it names them; FormatError as for records."""
    for kind, reader in _described(index, name, merged=True):
        with _telling(reader.where):
            event = MERGED.validate_python(reader.merged(kind))
        yield event


def _described(index: Index, name: str, *, merged: bool) -> Iterator[tuple[str, "_Reader"]]:
    """Each event's type and what reads it, either the merged ones or the others."""
    kinds = _kinds()
    typing, own = expand("rdf:type"), expand("snd:MergedEvent")
    for subject, values in index.items():
        types = values.get(typing, ())
        found = [kinds[kind] for kind in types if kind in kinds]
        if len(found) > 1:
            raise FormatError(f"it is of several types: {', '.join(found)}", where=f"{name}: {subject}")
        if found and (own in types) == merged:
            yield found[0], _Reader(index, subject, name)


@contextmanager
def _telling(where: str) -> Iterator[None]:
    """Says of whatever no record can hold where it stands."""
    try:
        yield
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        names = [str(part) for part in first["loc"]]
        field = ".".join(name for name in names if name not in RECORD_TYPES) or ".".join(names)
        raise FormatError(f"{field}: {first['msg']}", where=where) from error
    except (ValueError, LookupError) as error:
        raise FormatError(f"an order that is none: {error}", where=where) from error


@cache
def _kinds() -> Mapping[str, str]:
    return {expand(classes()[kind][0]): kind for kind in RECORD_TYPES}


@cache
def _terms(owner: str) -> Mapping[str, tuple[str, Property]]:
    return {key: (expand(entry.iri), entry) for key, entry in properties()[owner].items()}


class _Reader:
    """Reads the one record of a subject."""

    def __init__(self, index: Index, subject: str, name: str) -> None:
        self.index, self.subject, self.where = index, subject, f"{name}: {subject}"
        self.stem = article_stem(subject)

    def fields(self, subject: str, owner: str) -> Node:
        """What a node of that class says, by key; codes and ids still as IRIs."""
        values = self.index.get(subject, {})
        out: Node = {}
        for key, (predicate, entry) in _terms(owner).items():
            found = values.get(predicate)
            if not found:
                continue
            if entry.value in SCHEMES:
                stem = expand(SCHEMES[entry.value])
                found = [unquote(iri.removeprefix(stem)) if entry.value != "plover_mode" else iri for iri in found]
            if entry.count == "*" or entry.value in ("PositionSelector", "QuoteSelector"):
                out[key] = found
            elif len(found) == 1:
                out[key] = found[0]
            else:
                several = ", ".join(sorted(found)[:3])
                raise FormatError(
                    f"{entry.iri} of {subject} has {len(found)} values, of which it can have one: {several}",
                    where=self.where,
                )
        return out

    def record(self, kind: str) -> Node:
        """What makes the record, for pydantic to check."""
        data = self.fields(self.subject, "EventDescription")
        out: Node = {"type": kind, "id": _name(self.subject, EVENT)}
        for key in ("status", "cameo", "cameo_if_realised", "confidence", "decided_by", "first_side"):
            if key in data:
                out[key] = data[key]
        if "plover" in data:
            out["plover"] = self.plover(data)
        out |= self.roles(data.get("participation", []), kind)
        if "denies" in data:
            out["denies"] = _name(data["denies"], EVENT)
        if "claim" in data:
            out["claim"] = self.claim(data["claim"])
        for key, read in (("time", self.time), ("place", self.place), ("attribution", self.attribution)):
            if key in data:
                out[key] = read(data[key])
        out["mentions"] = [self.mention(item) for item in self.in_order(data.get("mentions", []), "Mention")]
        out["reasons"] = [self.reason(item) for item in self.in_order(data.get("reasons", []), "Reason")]
        out["articles"] = [self.article(iri) for iri in _listed(data, "articles")]
        if "origin" in data:
            out["origin"] = self.row(data["origin"])
        return out

    def merged(self, kind: str) -> Node:
        """What makes the merged event, for pydantic to check."""
        data = self.fields(self.subject, "MergedEvent")
        return {
            "event": self.record(kind),
            "records": _events(data, "records"),
            "digests": _listed(data, "digests"),
            "links": [self.link(item) for item in self.in_order(data.get("links", []), "Link")],
            "history": [self.stage(item) for item in self.in_order(data.get("history", []), "Stage")],
            "alternatives": [
                self.alternative(one) for one in self.in_order(data.get("alternatives", []), "Alternative")
            ],
            "publishers": _listed(data, "publishers"),
            "sources": data.get("independent", 0),
            "copies": [
                [_name(iri, self.stem) for iri in _listed(group, "copied")]
                for group in self.in_order(data.get("copies", []), "Copies")
            ],
        }

    def link(self, data: Node) -> Node:
        ends: Node = {key: _name(data[key], EVENT) for key in ("first", "second") if key in data}
        return {**ends, "kind": data.get("kind"), "score": data.get("score"), "reasons": _listed(data, "why")}

    def stage(self, data: Node) -> Node:
        told: Node = {"status": data.get("told_status"), "published": data.get("told_on")}
        return {**told, "record": _name(data.get("record", ""), EVENT)}

    def alternative(self, data: Node) -> Node:
        told: Node = {key: data[key] for key in ("field", "value", "chosen") if key in data}
        return {**told, "records": _events(data, "records")}

    def in_order(self, nodes: Iterable[str], owner: str) -> list[Node]:
        """The nodes of a list in their order, each with its IRI and its fields."""
        found = [{"iri": iri, **self.fields(iri, owner)} for iri in nodes]
        return sorted(found, key=lambda data: int(data.pop("order", 0)))

    def plover(self, data: Node) -> Node:
        out = {"event": data["plover"], "context": _listed(data, "plover_context")}
        if "plover_mode" in data:
            out["mode"] = unquote(data["plover_mode"].rpartition("/")[2])
        return out

    def roles(self, nodes: Iterable[str], kind: str) -> Node:
        """The actors of each role field."""
        fields = {role: field for field, role in role_fields(RECORD_TYPES[kind]).items()}
        out: Node = {}
        for part in self.in_order(nodes, "Participation"):
            role = part.get("role")
            if role not in fields:
                raise FormatError(f"a {kind} has no role {role!r}", where=self.where)
            out.setdefault(fields[role], []).append(self.actor(part))
        return out

    def actor(self, part: Node) -> Node:
        out = {key: value for key, value in part.items() if key not in ("iri", "role", "side", "actor", "roles_order")}
        out["roles"] = _listed(part, "roles")
        who = part.get("actor", "")
        if who and who != f"{part['iri']}-actor":
            out["id"] = _name(who, ACTOR)
        return out

    def time(self, iri: str) -> Node:
        return self.fields(iri, "Time")

    def place(self, iri: str) -> Node:
        out = self.fields(iri, "Place")
        if "geonames" in out:
            out["geonames"] = out["geonames"].removeprefix(prefixes()["geonames"]).strip("/")
        return out

    def claim(self, iri: str) -> Node:
        out = self.fields(iri, "Claim")
        return {**out, "event": _name(out["event"], EVENT)} if "event" in out else out

    def attribution(self, iri: str) -> Node:
        out = self.fields(iri, "Attribution")
        nodes = out.pop("participation", [])
        out["actors"] = [self.actor(part) for part in self.in_order(nodes, "Participation")]
        return {**out, "time": self.time(out["time"])} if "time" in out else out

    def mention(self, data: Node) -> Node:
        del data["iri"]
        selectors = {*data.pop("position", ()), *data.pop("quote", ())}
        for iri in sorted(selectors):
            data |= self.fields(iri, "PositionSelector")
            quote = self.fields(iri, "QuoteSelector")
            if quote:
                data["text"] = quote["exact"]
        if "article" in data:
            data["article"] = _name(data["article"], self.stem)
        return {**data, "origin": self.row(data["origin"])} if "origin" in data else data

    def reason(self, data: Node) -> Node:
        del data["iri"]
        return {**data, "article": _name(data["article"], self.stem)} if "article" in data else data

    def article(self, iri: str) -> Node:
        out = self.fields(iri, "Article")
        out.pop("identifier", None)
        if "publisher" in out:
            out["publisher"] = self.fields(out["publisher"], "Publisher").get("name", out["publisher"])
        return {"id": _name(iri, self.stem), **out}

    def row(self, iri: str) -> Node:
        out = self.fields(iri, "DatasetRow")
        try:
            return {**out, "fields": json.loads(out.get("fields", "[]"))}
        except ValueError as error:
            raise FormatError(f"snd:fields is no JSON: {error}", where=self.where) from error


def _listed(data: Node, key: str) -> list[str]:
    """The values of a set in the order that the record had."""
    values = sorted(data.get(key, []))
    places = data.get(f"{key}_order")
    return [values[int(place)] for place in places.split()] if places else values


def _events(data: Node, key: str) -> list[str]:
    """The ids of the records in a set, in the order it had."""
    return [_name(iri, EVENT) for iri in _listed(data, key)]


def _name(iri: str, stem: str) -> str:
    """The id that an IRI stands for."""
    return unquote(iri.removeprefix(stem)) if iri.startswith(stem) else iri
