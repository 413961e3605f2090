"""`sanudo codes`: look up a code, or the words of its label, in CAMEO, PLOVER and the country and role codes."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from sanudo_schema.lookup import Found

__all__ = ["codes"]

FULL = 3
"""Up to so many codes are shown with all that is known of them; more make a table."""


def codes(
    term: Annotated[
        list[str], typer.Argument(metavar="CODE|WORDS", help='042, CONSULT, RUS, GOV, or words: "host a visit".')
    ],
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """Look up a code in CAMEO, PLOVER, the country and the actor codes.

    Shows labels, parents and children, quad class and Goldstein score by variant, the PLOVER coding, and the
    countries and roles of the other systems. Where no code is meant, searches the labels.
    """
    from sanudo.errors import UsageError
    from sanudo_schema.errors import UnknownCodeError
    from sanudo_schema.lookup import find_codes

    try:
        found = find_codes(" ".join(term))
    except UnknownCodeError as error:
        near = f"Near it: {', '.join(error.near)}." if error.near else "Give a code (042) or a word of a label (visit)."
        raise UsageError(f"no code system has {' '.join(term)!r}", advice=near) from error
    if json_:
        import json

        entries = [entry._asdict() for entry in found]
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    console = Console(highlight=False)
    if len(found) <= FULL:
        for entry in found:
            _show(entry, console)
    else:
        _list(found, console)


def _show(entry: "Found", console: "Console") -> None:
    """All that is known of one code."""
    from rich.markup import escape
    from rich.table import Table

    console.print(f"[bold]{escape(entry.code)}[/]  {escape(entry.label)}  [dim]{escape(entry.system)}[/]")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, value in entry.facts.items():
        if value not in (None, [], {}):
            grid.add_row(f"  {name.replace('_', ' ')}", escape(_text(value)))
    console.print(grid)


def _list(found: list["Found"], console: "Console") -> None:
    """Many codes: one line each."""
    from rich.markup import escape
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    grid.add_column(no_wrap=True, style="dim")
    for entry in found:
        grid.add_row(escape(entry.code), escape(entry.label), escape(entry.system))
    console.print(grid)


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name}: {part}" for name, part in value.items())
    if isinstance(value, list):
        return "\n".join(value) if any(" " in str(part) for part in value) else " ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
