"""The canonical lines: they read back equal, and a line that holds no record is named."""

import io

import pytest

from sanudo.errors import FormatError
from sanudo.formats import FORMATS
from sanudo_schema import AnyEvent, make_record


@pytest.fixture
def records() -> list[AnyEvent]:
    lavrov = {"name": "Sergey Lavrov", "country": "RUS", "code": "RUSGOV", "kind": "person"}
    seoul = {"name": "South Korea", "country": "KOR", "code": "KOR", "kind": "state"}
    return [
        make_record("Visit", id="x:1", sources=[lavrov], time={"edtf": "2023-10"}, cameo="042"),
        make_record("Allegation", id="x:2", sources=[seoul], targets=[lavrov], claim={"text": "he «lied»\tabout it"}),
    ]


def test_what_is_written_reads_back_equal(records: list[AnyEvent]) -> None:
    stream = io.BytesIO()
    FORMATS["jsonl"].write(records, stream)
    assert stream.getvalue().count(b"\n") == len(records)
    assert "«lied»".encode() in stream.getvalue()
    assert list(FORMATS["jsonl"].read(io.BytesIO(stream.getvalue()))) == records


def test_a_line_that_is_no_record_is_named_with_what_is_wrong() -> None:
    lines = b'\n{"type": "Visit", "id": "x:1"}\n'
    with pytest.raises(FormatError, match=r"records:2: no event record: .*no visitor"):
        list(FORMATS["jsonl"].read(io.BytesIO(lines)))
    with pytest.raises(FormatError, match="records:1"):
        list(FORMATS["jsonl"].read(io.BytesIO(b"\xff\xfe not json\n")))
