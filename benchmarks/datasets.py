"""How fast, and in how much memory, the rows of a dataset become N-Quads: `python benchmarks/datasets.py FILE`.

The rows of FILE, a GDELT Events table, are repeated with new ids. Parts of rows that come again (actors, places, days)
are rendered once, so repeated rows are the best case; `--varied` gives every second row an article and a place that no
other has. Each figure is the best of three runs, by the time of this process.
"""

import argparse
import io
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from sanudo.formats import FORMATS

URL, PLACE, LATITUDE = 60, 52, 56


class Repeated(io.RawIOBase):
    """So many rows, made one at a time from those of a table."""

    def __init__(self, rows: list[list[bytes]], count: int, varied: bool) -> None:
        self._lines = self._made(rows, count, varied)

    @staticmethod
    def _made(rows: list[list[bytes]], count: int, varied: bool) -> Iterator[bytes]:
        for number in range(count):
            cells = rows[number % len(rows)]
            if varied and number % 2:
                cells = list(cells)
                cells[URL] = cells[URL].rstrip() + b"/%d\n" % number
                if cells[PLACE]:
                    cells[PLACE], cells[LATITUDE] = b"Town %d, %b" % (number, cells[PLACE]), b"%d.5" % (number % 90)
            yield b"%d\t%b" % (2_000_000_000 + number, b"\t".join(cells[1:]))

    def readable(self) -> bool:
        """It is."""
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next row."""
        return next(self._lines, b"")


def measured(rows: list[list[bytes]], count: int, varied: bool, to: str | None) -> float:
    """Rows a second, read alone or written too."""
    records = FORMATS["gdelt"].read(Repeated(rows, count, varied))  # type: ignore[arg-type]
    started = time.process_time()
    if to is None:
        for _ in records:
            pass
    else:
        with open("/dev/null", "wb") as stream:
            FORMATS[to].write(records, stream)
    return count / (time.process_time() - started)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, help="a GDELT 2.0 Events table")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument(
        "--to", default="nq", choices=[name for name, row in FORMATS.items() if name != "gdelt_mentions"]
    )
    parser.add_argument("--varied", action="store_true", help="articles and places of their own for every second row")
    options = parser.parse_args()
    rows = [line.split(b"\t") for line in options.table.read_bytes().splitlines(keepends=True)]
    for what, to in (("read", None), (f"read and written as {options.to}", options.to)):
        for count in (options.rows // 4, options.rows):
            rate = max(measured(rows, count, options.varied, to) for _ in range(3))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{what}: {count:,} rows, {rate:,.0f} rows/s, {peak} MB at most")


if __name__ == "__main__":
    main()
