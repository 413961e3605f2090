"""Statements of dataset rows, at the speed that bulk conversion needs.

Millions of rows say the same of the same actors, days, places, articles and codes. What a part of a record says
depends on that part alone, but for the IRIs of event and graph. So `sanudo.formats.graph` renders each part once, in a
record that has nothing else, and the statements are kept with those IRIs left open. What comes out is what `graph` says
of the whole record.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic_core import to_json

from sanudo_schema import RECORD_TYPES, AnyEvent, ArticleRef, DatasetRow, Mention, Status
from sanudo_schema.identifiers import DATA

from .graph import article_iri, blocks, event_iri, label, node, role_fields

__all__ = ["statements"]

SEPARATE = ("time", "place", "attribution", "mentions", "reasons", "articles")
"""Fields whose statements depend on nothing else in the record."""
OTHERS = tuple(name for name in SEPARATE if name not in ("mentions", "articles"))
KEPT = 8192
"""So many values of a part are remembered."""
_BLANK = f"{DATA}event/blank/record"
_EVENT, _GRAPH = b"\x01", b"\x02"
"""Stand for the IRIs left open: no statement has control characters."""
_ROW, _FIELDS, _STORY = "blank row", "blank fields", "urn:x:story"


class Part(NamedTuple):
    """Statements with the IRIs of event and graph open: those of the record, and blocks that others may say too."""

    own: bytes
    shared: tuple[bytes, ...] = ()


def statements(record: AnyEvent, graph: str) -> tuple[bytes, list[bytes]]:
    """The statements of a record, one a line, and apart from them those of its articles, actors and publishers.

    `graph` is the named graph as N-Quads writes it after a statement, or empty for N-Triples.
    """
    kind, values = record.type, record.__dict__
    source = _source_of(record)
    parts = [_part(name, values[name]) for name in (SEPARATE if source is None else OTHERS) if values[name]]
    if source is not None:
        parts.append(source)
    parts += _roles(kind, record.status.is_fact, values)
    if record.origin:
        parts.append(_origin(record.origin))
    text = b"".join([_head(kind, tuple([values[name] for name in _rest(kind)])), *[part.own for part in parts]])
    named = b"<%b> %b %b%b .\n" % (_EVENT, _label_predicate(), to_json(label(record)), _GRAPH)
    subject, place = event_iri(record.id).encode(), graph.encode()
    shared = [said.replace(_EVENT, subject).replace(_GRAPH, place) for part in parts for said in part.shared]
    return (named + text).replace(_EVENT, subject).replace(_GRAPH, place), shared


@cache
def _rest(kind: str) -> tuple[str, ...]:
    """The fields that are neither separate nor hold actors: status, codes, claim."""
    model = RECORD_TYPES[kind]
    apart = {*SEPARATE, *role_fields(model), "id", "type", "origin"}
    return tuple(name for name in model.model_fields if name not in apart)


def _roles(kind: str, is_fact: bool, values: Mapping[str, Any]) -> list[Part]:
    """The parts of the roles; those of a meeting go together, since its sides are cut from one list."""
    names = tuple(role_fields(RECORD_TYPES[kind]))
    if kind == "Meeting":
        return [_role(kind, is_fact, values["first_side"], names, tuple([values[name] for name in names]))]
    return [_role(kind, is_fact, None, (name,), (values[name],)) for name in names if values[name]]


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
def _head(kind: str, values: tuple[Any, ...]) -> bytes:
    blank = RECORD_TYPES[kind].model_construct(id=_BLANK, **dict(zip(_rest(kind), values, strict=True)))
    return b"".join(line for _, lines in _lines(blank) for line in lines)


def _source_of(record: AnyEvent) -> Part | None:
    """What is said of mention and article where all that is known of them is one address, as in most rows."""
    if len(record.articles) != 1 or len(record.mentions) != 1:
        return None
    article, mention = record.articles[0], record.mentions[0]
    plain = mention.model_fields_set == {"article"} and article.model_fields_set == {"id", "url"}
    if not plain or not mention.article == article.id == article.url:
        return None
    blank = _source()
    iri = b"<%b>" % article_iri(article.id, event_iri(record.id)).encode()
    address = to_json(article.id)
    filled = [
        text.replace(b"<urn:x:story>", iri).replace(b'"urn:x:story"', address) for text in (blank.own, *blank.shared)
    ]
    return Part(filled[0], tuple(filled[1:]))


@cache
def _source() -> Part:
    mention, article = Mention(article=_STORY), ArticleRef(id=_STORY, url=_STORY)
    return _said("Statement", {}, {"mentions": (mention,), "articles": (article,)})


def _origin(origin: DatasetRow) -> Part:
    own = _row(origin.dataset, bool(origin.fields)).own.replace(to_json(_ROW), to_json(origin.row))
    if origin.fields:
        own = own.replace(_nested(((_FIELDS, ""),)), _nested(origin.fields))
    return Part(own)


def _nested(fields: tuple[tuple[str, str], ...]) -> bytes:
    """The literal of pairs: JSON, escaped as N-Triples escapes, which is how JSON does it."""
    return to_json(to_json(fields).decode())


@cache
def _row(dataset: str, has_fields: bool) -> Part:
    blank = DatasetRow(dataset=dataset, row=_ROW, fields=((_FIELDS, ""),) if has_fields else ())
    return _said("Statement", {}, {"origin": blank})


def _said(kind: str, base: dict[str, Any], part: dict[str, Any]) -> Part:
    """What a record says with the part beyond what it says without."""
    model = RECORD_TYPES[kind]
    without = _bare(kind, tuple(base.items()))
    own: list[bytes] = []
    shared: list[bytes] = []
    for is_shared, lines in _lines(model.model_construct(id=_BLANK, **base, **part)):
        if is_shared:
            shared.append(b"".join(lines))
        else:
            own += [line for line in lines if line not in without]
    return Part(b"".join(own), tuple(shared))


@cache
def _bare(kind: str, base: tuple[tuple[str, Any], ...]) -> frozenset[bytes]:
    """What a record says that has nothing but these fields."""
    blank = RECORD_TYPES[kind].model_construct(id=_BLANK, **dict(base))
    return frozenset(line for _, lines in _lines(blank) for line in lines)


def _lines(record: AnyEvent) -> list[tuple[bool, list[bytes]]]:
    """The statements of each subject, the event's label left out, and whether other records may have them too."""
    found = []
    for number, (subject, pairs, is_shared) in enumerate(blocks(node(record))):
        lines = [
            f"{subject} {predicate} {thing}".encode().replace(_BLANK.encode(), _EVENT) + _GRAPH + b" .\n"
            for predicate, thing in pairs
            if number or predicate.encode() != _label_predicate()
        ]
        found.append((is_shared, lines))
    return found


@cache
def _label_predicate() -> bytes:
    """The predicate of the label of an event."""
    blank = RECORD_TYPES["Statement"].model_construct(id=_BLANK)
    _, pairs, _ = next(iter(blocks(node(blank))))
    return next(predicate.encode() for predicate, thing in pairs if thing.encode() == to_json(label(blank)))
