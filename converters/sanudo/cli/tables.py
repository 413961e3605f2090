"""Tables for the terminal, as wide as it is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["table_of"]


def table_of(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> "Table":
    """A table of rows by column name; a cell that a row lacks stays empty."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(row.get(column, "")) for column in columns))
    return table
