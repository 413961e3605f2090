"""The quick way to statements says what the thorough one says, of any record and any row."""

import io
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.errors import FormatError
from sanudo.formats import gdelt
from sanudo.formats.bulk import statements
from sanudo.formats.graph import blocks, node
from sanudo.formats.rdf import read_nquads, write_nquads, write_turtle
from sanudo.formats.recordfiles import read_records
from sanudo_schema import AnyEvent, make_record
from sanudo_schema.identifiers import DATA

GRAPH = " <urn:x:g>"
TABLES = [path for path in sorted(Path("tests/data/datasets").iterdir()) if "mentions" not in path.name]


def thorough(record: AnyEvent) -> Counter[bytes]:
    lines: list[bytes] = []
    for subject, pairs, _ in blocks(node(record)):
        lines += [f"{subject} {predicate} {thing}{GRAPH} .".encode() for predicate, thing in pairs]
    return Counter(lines)


def quick(record: AnyEvent) -> Counter[bytes]:
    own, shared = statements(record, GRAPH)
    return Counter(b"".join([own, *shared]).rstrip(b"\n").split(b"\n"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_rows_of_every_dataset(table: Path) -> None:
    for record in read_records([table]):
        assert quick(record) == thorough(record)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_rows_come_back_from_the_graph(table: Path) -> None:
    records = list(read_records([table]))
    stream = io.BytesIO()
    write_nquads(records, stream)
    assert {record.id: record for record in read_nquads(io.BytesIO(stream.getvalue()))} == {
        record.id: record for record in records
    }


def test_rows_that_name_one_side_alone_keep_to_the_shapes() -> None:
    pyshacl = pytest.importorskip("pyshacl")
    graph, shapes = rdflib.Graph(), rdflib.Graph()
    stream = io.BytesIO()
    write_turtle(read_records([Path("tests/data/datasets/events.export.CSV")]), stream)
    graph.parse(data=stream.getvalue(), format="turtle")
    shapes.parse(data=files("sanudo_schema").joinpath("rdf", "shapes.ttl").read_bytes(), format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, report


def test_any_record(any_record: st.SearchStrategy[AnyEvent]) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_record, st.integers(0, 16**20 - 1))
    def check(record: AnyEvent, number: int) -> None:
        record = record.model_copy(update={"id": f"{DATA}event/{number:020x}"})
        assert set(quick(record)) == set(thorough(record))

    check()


def test_rows_that_share_an_article_tell_of_it_once() -> None:
    stream = io.BytesIO()
    records = list(gdelt.read(io.BytesIO(Path("tests/data/datasets/events.export.CSV").read_bytes())))
    write_nquads(records, stream)
    told = stream.getvalue().decode()
    assert told.count('<https://schema.org/identifier> "https://news.example/korea/envoys"') == 1


def test_a_text_that_no_rdf_can_hold_is_an_error_that_says_where() -> None:
    record = make_record(
        "Visit",
        id=f"{DATA}event/plover/1",
        sources=[{"name": "x", "text": "\ud800"}],
        origin={"dataset": "plover", "row": "1"},
    )
    with pytest.raises(FormatError, match="surrogate"):
        write_nquads([record], io.BytesIO())
