"""Statements of dataset rows, at the speed that bulk conversion needs.

Millions of rows say the same of the same actors, days, places, articles and codes. What a part of a record says
depends on that part alone, but for the IRIs of event and graph. So `sanudo.formats.graph` renders each part once, in a
record that has nothing else, and the statements are kept with those IRIs left open. What comes out is what `graph` says
of the whole record.
"""

import json
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sanudo_schema import RECORD_TYPES, AnyEvent, DatasetRow, Status
from sanudo_schema.identifiers import DATA

from .graph import blocks, event_iri, label, node, role_fields

__all__ = ["statements"]

SEPARATE = ("time", "place", "attribution", "mentions", "reasons", "articles")
"""Fields whose statements depend on nothing else in the record."""
KEPT = 8192
"""So many values of a part are remembered."""
_BLANK = f"{DATA}event/blank/record"
_EVENT, _GRAPH, _ROW, _FIELDS = "\x01", "\x02", "blank row", "blank fields"
_SHARED = re.compile(r"[^#]*>")
_encode = json.encoder.encode_basestring


class Part(NamedTuple):
    """Statements with the IRIs of event and graph open: those of the record, and blocks that others may say too."""

    own: str
    shared: tuple[str, ...] = ()


def statements(record: AnyEvent, graph: str) -> tuple[str, list[str]]:
    """The statements of a record, one a line, and apart from them those of its articles, actors and publishers.

    `graph` is the named graph as N-Quads writes it after a statement, or empty for N-Triples.
    """
    kind, status = record.type, record.status
    values = record.__dict__
    parts = [_part(name, values[name]) for name in SEPARATE if values[name]]
    parts += _roles(record, kind, status)
    if record.origin:
        parts.append(_origin(record.origin))
    text = "".join([_head(kind, tuple([values[name] for name in _rest(kind)])), *[part.own for part in parts]])
    subject = event_iri(record.id)
    text = f"<{_EVENT}> {_label_of_events()} {_encode(label(record))}{_GRAPH} .\n{text}"
    text = text.replace(_EVENT, subject).replace(_GRAPH, graph)
    return text, [said.replace(_EVENT, subject).replace(_GRAPH, graph) for part in parts for said in part.shared]


@cache
def _rest(kind: str) -> tuple[str, ...]:
    """The fields that are neither separate nor hold actors: status, codes, claim."""
    model = RECORD_TYPES[kind]
    apart = {*SEPARATE, *role_fields(model), "id", "type", "origin"}
    return tuple(name for name in model.model_fields if name not in apart)


def _roles(record: AnyEvent, kind: str, status: Status) -> list[Part]:
    """The parts of the roles; those of a meeting go together, since its sides are cut from one list."""
    values, names = record.__dict__, tuple(role_fields(RECORD_TYPES[kind]))
    if kind == "Meeting":
        return [_role(kind, status.is_fact, values["first_side"], names, tuple([values[name] for name in names]))]
    return [_role(kind, status.is_fact, None, (name,), (values[name],)) for name in names if values[name]]


@lru_cache(KEPT)
def _role(kind: str, is_fact: bool, side: int | None, names: tuple[str, ...], values: tuple[Any, ...]) -> Part:
    base: dict[str, Any] = {"status": Status.OCCURRED if is_fact else Status.POSSIBLE}
    if side is not None:
        base["first_side"] = side
    return _said(kind, base, dict(zip(names, values, strict=True)))


@lru_cache(KEPT)
def _part(name: str, value: Any) -> Part:
    return _said("Statement", {}, {name: value})


@lru_cache(KEPT)
def _head(kind: str, values: tuple[Any, ...]) -> str:
    blank = RECORD_TYPES[kind].model_construct(id=_BLANK, **dict(zip(_rest(kind), values, strict=True)))
    return "".join(line for _, lines in _lines(blank) for line in lines)


def _origin(origin: DatasetRow) -> Part:
    fields = json.dumps(origin.fields, ensure_ascii=False, separators=(",", ":")) if origin.fields else ""
    own = _source(origin.dataset, bool(fields)).own.replace(_encode(_ROW), _encode(origin.row))
    return Part(own.replace(_encode(f'[["{_FIELDS}",""]]'), _encode(fields)) if fields else own)


@cache
def _source(dataset: str, has_fields: bool) -> Part:
    blank = DatasetRow(dataset=dataset, row=_ROW, fields=((_FIELDS, ""),) if has_fields else ())
    return _said("Statement", {}, {"origin": blank})


def _said(kind: str, base: dict[str, Any], part: dict[str, Any]) -> Part:
    """What a record says with the part beyond what it says without."""
    model = RECORD_TYPES[kind]
    without = {line for _, lines in _lines(model.model_construct(id=_BLANK, **base)) for line in lines}
    own, shared = [], []
    for is_shared, lines in _lines(model.model_construct(id=_BLANK, **base, **part)):
        if is_shared:
            shared.append("".join(lines))
        else:
            own += [line for line in lines if line not in without]
    return Part("".join(own), tuple(shared))


def _lines(record: AnyEvent) -> list[tuple[bool, list[str]]]:
    """The statements of each subject, the event's label left out, and whether other records may have them too."""
    found = []
    for number, (subject, pairs) in enumerate(blocks(node(record))):
        lines = [
            f"{subject} {predicate} {thing}{_GRAPH} .\n".replace(_BLANK, _EVENT)
            for predicate, thing in pairs
            if number or predicate != _label_of_events()
        ]
        found.append((number > 0 and _SHARED.fullmatch(subject) is not None, lines))
    return found


@cache
def _label_of_events() -> str:
    """The predicate of the label of an event."""
    blank = RECORD_TYPES["Statement"].model_construct(id=_BLANK)
    _, pairs = next(iter(blocks(node(blank))))
    return next(predicate for predicate, thing in pairs if thing == _encode(label(blank)))
