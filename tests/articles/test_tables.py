"""Tables of articles, their columns found by name or named by option."""

from datetime import date
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from sanudo.articles import Article, ReadFailure, read_articles

ROWS = [
    {"doc_id": "a", "heading": "Envoys meet", "maintext": "The envoys met in Oslo.", "pubdate": date(2024, 1, 15)},
    {"doc_id": "b", "heading": None, "maintext": None, "pubdate": None},
    {"doc_id": "c", "heading": "They part", "maintext": "They parted as friends.", "pubdate": date(2024, 1, 16)},
]


def test_parquet_is_read_by_the_row(tmp_path: Path) -> None:
    path = tmp_path / "news"
    parquet.write_table(pa.Table.from_pylist(ROWS), path)
    first, empty, last = read_articles([path])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(empty, ReadFailure)
    assert (first.id, first.title, first.published) == ("a", "Envoys meet", date(2024, 1, 15))
    assert (empty.kind, last.id) == ("skipped", "c")


def test_parquet_that_is_broken_or_has_no_text_is_named(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist([{"n": 1}]), tmp_path / "a")
    (tmp_path / "b").write_bytes((tmp_path / "a").read_bytes()[:-9] + b"123456789")
    failures = list(read_articles([tmp_path]))
    assert [isinstance(item, ReadFailure) and item.kind for item in failures] == ["failed", "failed"]
    assert "none of the columns" in str(failures[0])
    assert "Parquet" in str(failures[1])


def test_a_row_with_too_many_fields_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\nx,The envoys met.\ny,The envoys, too, met.\nz,They parted.\n", "utf-8")
    items = list(read_articles([path]))
    assert [item.id for item in items if isinstance(item, Article)] == ["x", "z"]
    assert [item.where[-6:] for item in items if isinstance(item, ReadFailure)] == ["line 3"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("k;Titel;Inhalt\n1;Envoys meet;The envoys met in Oslo.\n", "utf-8")
    (article,) = read_articles([path], fmt="csv", columns={"text": "Inhalt", "title": "Titel", "id": "k"})
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("1", "Envoys meet\nThe envoys met in Oslo.")
    (failure,) = read_articles([path], fmt="csv", columns={"text": "Text"})
    assert "no column Text" in str(failure)
