"""Records handed on to rdflib, pandas and notebooks."""

import io
import sys
from pathlib import Path

import pyoxigraph
import pytest

import sanudo
from sanudo.errors import UsageError
from sanudo.formats import FORMATS
from sanudo.store import Answer

EVENTS = Path(__file__).parent.parent / "examples" / "events.jsonl"


@pytest.fixture(scope="module")
def records():
    with EVENTS.open("rb") as stream:
        return list(FORMATS["jsonl"].read(stream))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_holds_the_quads_of_the_files(records):
    stream = io.BytesIO()
    FORMATS["nq"].write(records, stream)
    ours = {str(quad) for quad in pyoxigraph.parse(stream.getvalue(), pyoxigraph.RdfFormat.N_QUADS)}
    theirs = sanudo.to_rdflib(records).serialize(format="nquads", encoding="utf-8")
    assert {str(quad) for quad in pyoxigraph.parse(theirs, pyoxigraph.RdfFormat.N_QUADS)} == ours


def test_a_data_frame_has_a_row_a_record(records):
    table = sanudo.to_dataframe(records)
    assert len(table) == len(records)
    meeting = table.iloc[0]
    assert (meeting.sources, meeting.targets, meeting.goldstein) == ("Eleni Markou", "Sami Farag", 1.0)
    assert meeting.earliest.date().isoformat() == "2024-03-04"
    assert meeting.publishers == "The Valdoria Gazette; Harbour Post"
    assert table[table.type == "Denial"].denies.notna().all()
    assert len(sanudo.to_dataframe([])) == 0


def test_without_pandas_its_absence_is_said(records, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        sanudo.to_dataframe(records)


def test_a_record_and_an_answer_show_as_tables_in_a_notebook(records):
    shown = records[0]._repr_html_()
    assert "<th>participants</th><td>Eleni Markou (GRC); Sami Farag (EGY)</td>" in shown
    assert "<th>time</th><td>on Monday</td>" in shown
    answer = Answer(("who",), ({"who": "<script>"},))._repr_html_()
    assert "<td>&lt;script&gt;</td>" in answer
    place = records[0].place.model_copy(update={"name": "<b>"})
    assert "<b>" not in records[0].model_copy(update={"place": place})._repr_html_()
