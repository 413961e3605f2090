"""Files of records: told from their content, unpacked, joined with their mentions, converted by the command."""

import gzip
import io
import json
import tracemalloc
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sanudo.articles import ReadFailure
from sanudo.cli import app
from sanudo.formats import icews
from sanudo.formats.recordfiles import hold_records, read_records, sniff_records
from sanudo.formats.rows import Rejects

DATA = Path("tests/data/datasets")
KINDS = {
    "events.export.CSV": "gdelt",
    "events.mentions.CSV": "gdelt_mentions",
    "events.icews.tab": "icews",
    "events.polecat.txt": "polecat",
    "events.phoenix.txt": "phoenix",
    "phoenix.csv": "phoenix",
    "events.petrarch2.txt": "petrarch2",
    "events.plover.jsonl": "plover",
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_dataset_is_told_from_its_content(name: str, kind: str) -> None:
    assert sniff_records((DATA / name).read_bytes()) == kind


@pytest.mark.parametrize(
    "head",
    [
        b"Envoys meet in Oslo\nThey met on Monday.",
        b'{"title": "Envoys meet", "text": "They met.", "date": "2024-01-15"}\n',
        b"title\ttext\tdate\nEnvoys meet\tThey met.\t2024-01-15\n",
        b"{broken",
        b"[1, 2]\n",
        b"\xff\xfe\0\0",
        b"",
    ],
)
def test_articles_and_noise_are_no_datasets(head: bytes) -> None:
    assert sniff_records(head) is None


def test_compressed_and_archived_tables_are_read(tmp_path: Path) -> None:
    packed = tmp_path / "20240117104500.export.CSV.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(DATA / "events.export.CSV", "20240117104500.export.CSV")
    (tmp_path / "events.tab.gz").write_bytes(gzip.compress((DATA / "events.icews.tab").read_bytes()))
    assert hold_records([tmp_path])
    records = list(read_records([tmp_path]))
    assert [record.origin.dataset for record in records] == ["gdelt"] * 5 + ["icews"] * 5


def test_mentions_beside_the_events_are_theirs(tmp_path: Path) -> None:
    rejects = Rejects()
    records = list(read_records([DATA / "events.export.CSV", DATA / "events.mentions.CSV"], rejects=rejects))
    assert [len(record.mentions) for record in records] == [2, 1, 1, 1, 1]
    assert rejects.noted == {"mention of an event that the input does not have": 1}
    assert not rejects.rejected


def test_mentions_alone_are_a_failure_that_says_what_to_do() -> None:
    (failure,) = read_records([DATA / "events.mentions.CSV"])
    assert isinstance(failure, ReadFailure)
    assert "Give the Events table" in str(failure)


def test_a_broken_file_costs_the_others_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_bytes((DATA / "events.icews.tab").read_bytes())
    (tmp_path / "b.txt").write_text("No dataset at all.\n")
    (tmp_path / "c.gz").write_bytes(gzip.compress((DATA / "events.icews.tab").read_bytes())[:200])
    (tmp_path / "d.jsonl").write_bytes((DATA / "events.plover.jsonl").read_bytes())
    found = list(read_records([tmp_path]))
    failures = [item for item in found if isinstance(item, ReadFailure)]
    assert [Path(failure.where).name for failure in failures] == ["b.txt", "c.gz"]
    assert sum(not isinstance(item, ReadFailure) and item.origin.dataset == "plover" for item in found) == 2


def convert(*arguments: object, stdin: bytes | None = None) -> "tuple[int, str]":
    result = CliRunner().invoke(app, ["convert", *map(str, arguments)], input=stdin)
    return result.exit_code, result.output


def test_the_command_converts_a_dataset(tmp_path: Path) -> None:
    code, said = convert(DATA / "events.export.CSV", "-o", tmp_path, "--to", "nq,polecat,gdelt")
    assert code == 0, said
    assert "5 records" in said
    assert (tmp_path / "events.export.CSV").read_bytes() == (DATA / "events.export.CSV").read_bytes()
    assert "https://w3id.org/sanudo/id/event/gdelt/1150000001" in (tmp_path / "events.nq").read_text("utf-8")
    losses = json.loads((tmp_path / "losses.json").read_text("utf-8"))
    assert losses["polecat"]["left_out"] == {"no PLOVER event for CAMEO 016": 1}
    assert not (tmp_path / "rejects.tsv").exists()


def test_what_was_converted_is_converted_on(tmp_path: Path) -> None:
    convert(DATA / "events.icews.tab", "-o", tmp_path / "one", "--to", "jsonl,nq")
    code, said = convert(tmp_path / "one", "-o", tmp_path / "two", "--to", "icews")
    assert code == 0, said
    assert (tmp_path / "two" / "events.icews.tab").read_bytes() == (DATA / "events.icews.tab").read_bytes()


def test_bad_rows_are_told_written_down_and_make_exit_code_1(tmp_path: Path) -> None:
    table = tmp_path / "in" / "bad.export.CSV"
    table.parent.mkdir()
    good = (DATA / "events.export.CSV").read_bytes()
    table.write_bytes(good.replace(b"\t016\t", b"\t13y\t", 1) + b"short\trow\n")
    code, said = convert(table, "-o", tmp_path / "out", "--to", "gdelt")
    assert code == 1
    assert "rejected 1 row: unknown CAMEO code" in said
    assert (tmp_path / "out" / "events.export.CSV").read_bytes() == b"".join(good.splitlines(keepends=True)[:4])
    verdicts = [
        line.split("\t")[1:4] for line in (tmp_path / "out" / "rejects.tsv").read_text("utf-8").splitlines()[1:]
    ]
    assert verdicts == [
        ["5", "rejected", "unknown CAMEO code: '13y'"],
        ["6", "rejected", "too few columns: 2 of 61"],
    ]


def test_nothing_to_read_is_exit_code_1_and_no_table(tmp_path: Path) -> None:
    table = tmp_path / "bad.tab"
    table.write_bytes((DATA / "events.icews.tab").read_bytes().splitlines(keepends=True)[0] + b"x\ty\n")
    code, _ = convert(table, "-o", tmp_path / "out", "--to", "icews,csv")
    assert code == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["rejects.tsv"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        convert(DATA / "events.polecat.txt", "-o", tmp_path / folder, "--to", "polecat,plover,csv,parquet,nq")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_memory_does_not_grow_with_the_table() -> None:
    class Endless(io.RawIOBase):
        """So many ICEWS rows, made as they are read."""

        def __init__(self, rows: int) -> None:
            head, first, *_ = (DATA / "events.icews.tab").read_bytes().splitlines(keepends=True)
            numbers = range(10**7, 10**7 + rows)
            self._rest = chain([head], (first.replace(b"33500001", b"%d" % number, 1) for number in numbers))

        def readable(self) -> bool:
            return True

        def readline(self, size: int | None = -1, /) -> bytes:
            return next(self._rest, b"")

    peaks = []
    for rows in (1_000, 3_000):
        source = Endless(rows)
        tracemalloc.start()
        assert sum(1 for _ in icews.read(source)) == rows  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2
