"""The run that made the events, as linked data: a `prov:Activity` with what it used, who did it and what came of it.

It holds no times, so that the same inputs give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from sanudo.formats.vocab import expand
from sanudo_schema.identifiers import DATA

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["ACTIVITY", "write_activity"]

ACTIVITY = "run.nq"
"""The file of the run, in N-Quads: its graph is named as the run is."""


def write_activity(
    path: Path, settings: Mapping[str, str], articles: int, inputs: str, outputs: Iterable[tuple[str, Path]]
) -> None:
    """Write the run to `path`.

    settings: what the records depend on beside the articles. inputs: the SHA-256 digest of the articles, in their
    order. outputs: the name of each file written, and where it lies.
    """
    import pyoxigraph

    run = f"{settings.get('base', DATA)}run/{inputs[:20]}"
    graph = pyoxigraph.NamedNode(run)
    with path.open("wb") as stream:
        quads = (pyoxigraph.Quad(*triple, graph) for triple in _said(run, settings, articles, inputs, outputs))
        pyoxigraph.serialize(quads, stream, format=pyoxigraph.RdfFormat.N_QUADS)


def _said(
    run: str, settings: Mapping[str, str], articles: int, inputs: str, outputs: Iterable[tuple[str, Path]]
) -> "Iterator[tuple[pyoxigraph.NamedNode, pyoxigraph.NamedNode, pyoxigraph.NamedNode | pyoxigraph.Literal]]":
    from pyoxigraph import Literal, NamedNode

    def of(subject: str, name: str, value: str | int) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
        target = NamedNode(value) if isinstance(value, str) and value.startswith(run) else Literal(value)
        return NamedNode(subject), NamedNode(expand(name)), target

    def kind(subject: str, name: str) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
        return NamedNode(subject), NamedNode(expand("rdf:type")), NamedNode(expand(name))

    yield kind(run, "prov:Activity")
    yield of(run, "prov:wasAssociatedWith", f"{run}#sanudo")
    yield kind(f"{run}#sanudo", "prov:SoftwareAgent")
    yield of(f"{run}#sanudo", "schema:name", "Sanudo")
    yield of(f"{run}#sanudo", "schema:softwareVersion", settings.get("sanudo", ""))
    yield of(run, "prov:used", f"{run}#articles")
    yield kind(f"{run}#articles", "prov:Collection")
    yield of(f"{run}#articles", "schema:size", articles)
    yield of(f"{run}#articles", "schema:sha256", inputs)
    for name, value in sorted((name, value) for name, value in settings.items() if value):
        yield of(run, "prov:used", f"{run}#{name}")
        yield kind(f"{run}#{name}", "prov:Entity")
        yield of(f"{run}#{name}", "prov:value", value)
    for name, path in outputs:
        yield of(run, "prov:generated", f"{run}/{name}")
        yield kind(f"{run}/{name}", "prov:Entity")
        yield of(f"{run}/{name}", "schema:name", name)
        with path.open("rb") as stream:
            yield of(f"{run}/{name}", "schema:sha256", file_digest(stream, "sha256").hexdigest())
