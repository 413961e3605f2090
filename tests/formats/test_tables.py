"""CSV and Parquet keep every field of every record."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.errors import FormatError
from sanudo.formats import FORMATS
from sanudo_schema import AnyEvent, make_record

MEETING = make_record(
    "Meeting",
    id="https://example.org/event/1",
    cameo="040",
    participants=[{"name": "Kim", "roles": ["GOV"]}, {"name": 'Lavrov, "the minister"'}],
    time={"edtf": "2024-01"},
    confidence=0.5,
    mentions=[{"article": "a.txt", "sentence": 0, "origin": {"dataset": "gdelt_mentions", "row": "1"}}],
    articles=[{"id": "a.txt", "published": "2024-01-17T09:30:00+09:00"}, {"id": "b.txt", "published": "2024-01-18"}],
    origin={"dataset": "gdelt", "row": "1", "fields": [("AvgTone", "-1.5"), ("DATEADDED", "20240117")]},
)
DENIAL = make_record(
    "Denial", id="x:2", cameo="016", deniers=[{"name": "Kim"}], claim={"text": "that arms\nwere sold"}, denies="x:1"
)


def through(name: str, records: list[AnyEvent]) -> list[AnyEvent]:
    stream = io.BytesIO()
    FORMATS[name].write(records, stream)
    return list(FORMATS[name].read(io.BytesIO(stream.getvalue())))


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_records_come_back(name: str) -> None:
    assert through(name, [MEETING, DENIAL]) == [MEETING, DENIAL]


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_no_record_is_no_row(name: str) -> None:
    assert through(name, []) == []


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_any_record_comes_back(name: str, any_record: st.SearchStrategy[AnyEvent]) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(any_record, max_size=2))
    def check(records: list[AnyEvent]) -> None:
        if name == "csv":
            records = [without_empty_texts(record) for record in records]
        assert through(name, records) == records

    check()


def without_empty_texts(record: AnyEvent) -> AnyEvent:
    """CSV has one empty cell for an empty text and for none."""
    update = {}
    for field in ("time", "place"):
        part = getattr(record, field)
        if part is not None and part.text == "":
            update[field] = part.model_copy(update={"text": None})
    return record.model_copy(update=update)


def test_people_can_read_the_csv() -> None:
    stream = io.BytesIO()
    FORMATS["csv"].write([MEETING], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert (row["type"], row["time.earliest"], row["time.latest"]) == ("Meeting", "2024-01-01", "2024-01-31")
    assert (row["source_names"], row["target_names"]) == ("Kim", 'Lavrov, "the minister"')


def test_parquet_is_typed_and_nested() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    FORMATS["parquet"].write([MEETING], stream)
    schema = parquet.read_schema(io.BytesIO(stream.getvalue()))
    assert str(schema.field("confidence").type) == "double"
    assert str(schema.field("time").type.field("earliest").type) == "date32[day]"
    assert str(schema.field("participants").type.value_type.field("roles").type) == "list<element: string>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id,type\nx:1,Picnic\n", "no type 'Picnic'"),
        (b"id,type,visitors\nx:1,Visit,[{\n", "no CSV of records"),
        (b"id,type,visitors\nx:1,Visit,[]\n", "no event record"),
        (b"id,type\n\xff\xfe,Visit\n", "no CSV of records"),
    ],
)
def test_a_bad_line_is_an_error_that_names_it(data: bytes, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        list(FORMATS["csv"].read(io.BytesIO(data)))


def test_what_is_no_parquet_is_an_error() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(FormatError, match="no Parquet file"):
        list(FORMATS["parquet"].read(io.BytesIO(b"PAR1 and no more")))
