"""Whatever stands in the cells: no reader breaks, and every row that gives a record comes back as it was."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.errors import FormatError
from sanudo.formats import FORMATS
from sanudo.formats.rows import Rejects

DATA = Path("tests/data/datasets")
TABLES = {
    "gdelt": "events.export.CSV",
    "icews": "events.icews.tab",
    "polecat": "events.polecat.txt",
    "phoenix": "events.phoenix.txt",
    "petrarch2": "events.petrarch2.txt",
}
ODD = ["", " ", "; ;", "a b", "x" * 300, "NA", "None", "NULL", "---", "0", "-1", "99999999999999999999", "nan", "1e400"]
ODD += ["042", "13y", "XKX", "KSV", "ROM", "GZS", "USAGOVMIL", "usa", "ÅÅÅ", "A;B", ";", "a,b,", "_", "a_b", "20240230"]
ODD += [
    "2024-02-30",
    "00010101",
    '"',
    '""',
    '"x"',
    "'",
    "\\",
    "%",
    "http://x/<>",
    "://",
    "\u2028",
    "\x7f",
    "😀",
    "\u202e",
]
ODD += ["٣", "²", "1_0"]
LETTERS = st.characters(codec="utf-8", exclude_characters="\t\n\r\0")
CELLS = st.sampled_from(ODD) | st.text(LETTERS, max_size=6)


@pytest.mark.parametrize("name", TABLES)
def test_rows_of_odd_cells(name: str) -> None:
    lines = (DATA / TABLES[name]).read_text("utf-8").splitlines()
    head = [lines.pop(0)] if name in ("icews", "polecat") else []

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: st.DataObject) -> None:
        cells = data.draw(st.sampled_from(lines)).split("\t")
        for place, cell in data.draw(st.dictionaries(st.integers(0, len(cells) - 1), CELLS, max_size=6)).items():
            cells[place] = cell
        table = "".join(f"{line}\n" for line in [*head, "\t".join(cells)]).encode()
        rejects, stream = Rejects(io.BytesIO()), io.BytesIO()
        records = list(FORMATS[name].read(io.BytesIO(table), rejects))
        assert len(records) + rejects.rejected.total() == 1 or not "".join(cells).strip()
        FORMATS[name].write(records, stream, all_status=True)
        if records and not (name in ("icews", "polecat") and '"' in "".join(cells)):
            assert stream.getvalue().decode() == table.decode()

    check()


@pytest.mark.parametrize("name", [*TABLES, "plover"])
def test_bytes_that_are_no_table(name: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=200), st.integers(0, 400))
    def check(noise: bytes, place: int) -> None:
        table = (DATA / TABLES.get(name, "events.plover.jsonl")).read_bytes()
        with suppress(FormatError):
            for record in FORMATS[name].read(io.BytesIO(table[:place] + noise + table[place:]), Rejects()):
                assert record.origin

    check()
