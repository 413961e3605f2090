"""Event records as the objects of other libraries: rdflib graphs, pandas data frames."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sanudo.errors import UsageError

if TYPE_CHECKING:
    import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]
    import rdflib

    from sanudo_schema import AnyEvent

__all__ = ["to_dataframe", "to_rdflib"]


def to_rdflib(records: "Iterable[AnyEvent]") -> "rdflib.Dataset":
    """The records as an rdflib dataset: each article's in its named graph, queries seeing all as one.

    Holds the same triples as every RDF format. For much data write a file instead: rdflib is some twenty times slower.

    >>> from sanudo_schema import make_record
    >>> graph = to_rdflib([make_record("Visit", id="x:1", sources=[{"name": "Choe"}])])
    >>> sorted(str(thing) for _, predicate, thing, _ in graph.quads() if predicate.endswith("#label"))
    ['Choe', 'Visit: Choe']
    """
    import rdflib

    from sanudo.formats.graph import blocks, graph_iri, node
    from sanudo.formats.vocab import prefixes

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in prefixes().items():
        dataset.bind(prefix, namespace, replace=True)
    for record in records:
        graph = dataset.graph(rdflib.URIRef(graph_iri(record)))
        for subject, pairs, _ in blocks(node(record)):
            for predicate, thing in pairs:
                graph.add((rdflib.URIRef(subject[1:-1]), rdflib.URIRef(predicate[1:-1]), _rdflib_term(thing)))
    return dataset


def _rdflib_term(term: str) -> "rdflib.term.Node":
    """A term as N-Triples writes it, as rdflib has it."""
    import rdflib

    if term[0] == "<":
        return rdflib.URIRef(term[1:-1])
    words, _, datatype = (term, "", "") if term[-1] == '"' else term.rpartition("^^")
    return rdflib.Literal(json.loads(words), datatype=rdflib.URIRef(datatype[1:-1]) if datatype else None)


def to_dataframe(records: "Iterable[AnyEvent]") -> "pandas.DataFrame":
    """The records as a pandas data frame, one row a record, the days as dates.

    Several actors, articles or publishers stand in one cell with "; " between them; what a record lacks is missing.
    UsageError where pandas is not installed.
    """
    try:
        import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise UsageError("pandas is not installed", advice="pip install pandas") from error
    table = pandas.DataFrame([_row(record) for record in records], columns=list(COLUMNS))
    for column in ("earliest", "latest"):
        table[column] = pandas.to_datetime(table[column], errors="coerce")
    return table


COLUMNS = (
    *("id", "type", "status", "cameo", "root", "quad_class", "goldstein", "plover", "plover_mode"),
    *("sources", "source_codes", "source_countries", "targets", "target_codes", "target_countries"),
    *("edtf", "earliest", "latest", "place", "place_country", "latitude", "longitude"),
    *("claim", "denies", "articles", "publishers", "sentence", "confidence"),
)
"""The columns of a data frame; quad class and Goldstein score are GDELT's."""


def _row(record: "AnyEvent") -> dict[str, Any]:
    claim = getattr(record, "claim", None)
    row = {
        "id": record.id,
        "type": record.type,
        "status": str(record.status),
        "cameo": record.cameo,
        "root": record.root,
        "quad_class": record.quad_class.get("gdelt"),
        "goldstein": record.goldstein.get("gdelt"),
        "claim": claim.text if claim else None,
        "denies": getattr(record, "denies", None),
        "articles": _joined(article.id for article in record.articles),
        "publishers": _joined(article.publisher for article in record.articles),
        "sentence": record.mentions[0].text if record.mentions else None,
        "confidence": record.confidence,
    }
    for side, actors in (("source", record.sources), ("target", record.targets)):
        row[f"{side}s"] = _joined(actor.name for actor in actors)
        row[f"{side}_codes"] = _joined(actor.code for actor in actors)
        row[f"{side}_countries"] = _joined(actor.country for actor in actors)
    if record.plover:
        row |= {"plover": record.plover.event, "plover_mode": record.plover.mode}
    if record.time:
        row |= {"edtf": record.time.edtf, "earliest": record.time.earliest, "latest": record.time.latest}
    if record.place:
        row |= {"place": record.place.name, "place_country": record.place.country}
        row |= {"latitude": record.place.latitude, "longitude": record.place.longitude}
    return row


def _joined(values: Iterable[str | None]) -> str | None:
    found = dict.fromkeys(value for value in values if value)
    return "; ".join(found) or None
