"""The data tables: typed, sourced, and read only when asked for."""

import os
import subprocess
import sys
from importlib.resources import files

import pytest

from sanudo_schema.tables import near_matches, table

DATA = files("sanudo_schema").joinpath("data")
NAMES = sorted(entry.name.removesuffix(".tsv") for entry in DATA.iterdir() if entry.name.endswith(".tsv"))
KEYS = {
    "cameo_plover": ("cameo",),
    "country_aliases": ("system", "code"),
    "plover_modes": ("event", "mode"),
    "plover_status": ("event", "status"),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_table_names_its_source_and_has_one_row_a_key(name: str):
    lines = DATA.joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = " ".join(line for line in lines if line.startswith("#"))
    assert lines[0].startswith("# ")
    assert any(word in header for word in ("Source", "ritten for this project", "GDELT Project"))
    rows = table(name)
    assert rows
    columns = KEYS.get(name, tuple(rows[0])[:1])
    keys = [tuple(row[column] for column in columns) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(value == value.strip() for row in rows for value in row.values())


def test_importing_the_codes_reads_no_table():
    program = (
        "import sanudo_schema.codes as codes, sanudo_schema.tables as tables\n"
        "assert tables.table.cache_info().currsize == 0\n"
        "codes.cameo('042')\n"
        "assert 0 < tables.table.cache_info().currsize <= 2\n"
    )
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program], check=True, env=paths)


def test_near_matches_prefer_a_lost_zero_and_a_shorter_form():
    assert near_matches("36", ["036", "360", "136"]) == ["036"]
    assert near_matches("gov", ["GOV", "GOE"]) == ["GOV"]
    assert near_matches("zzz", ["GOV"]) == []
