"""The columns of the datasets: how many, with which names, and described as the data say."""

from pathlib import Path

import pytest

from sanudo.formats import FORMATS
from sanudo.formats.rows import columns, names

COUNTS = {"gdelt": 61, "gdelt_mentions": 16, "icews": 20, "polecat": 40, "phoenix": 26, "petrarch2": 13, "plover": 23}


@pytest.mark.parametrize(("dataset", "count"), COUNTS.items())
def test_each_dataset_has_its_columns_once(dataset: str, count: int) -> None:
    assert len(names(dataset)) == len(set(names(dataset))) == count


@pytest.mark.parametrize("dataset", COUNTS)
def test_the_documentation_tells_where_each_column_stands(dataset: str) -> None:
    text = Path("docs/datasets.md").read_text("utf-8")
    for column in columns(dataset):
        assert f"| {column.name} | {column.type} | {column.record} |".replace("|  |", "| |") in text


def test_the_documentation_names_every_dataset_and_its_file() -> None:
    text = Path("docs/datasets.md").read_text("utf-8")
    for name, row in FORMATS.items():
        if row.dataset or name in ("csv", "parquet", "jsonl"):
            assert f"| `{name}` |" in text
            assert row.filename in text
