"""How records and answers show themselves in a notebook."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

__all__ = ["html_table"]

SHOWN = 200
"""Rows beyond these are only counted."""


def html_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as an HTML table; whatever the cells hold is text.

    >>> html_table(["who"], [{"who": "<b>"}])
    '<table><thead><tr><th>who</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    rows = list(rows)
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(row.get(column, str()))}</td>' for column in columns)}</tr>"
        for row in rows[:SHOWN]
    )
    more = f"<p>{len(rows) - SHOWN:,} more rows</p>" if len(rows) > SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
