"""`sanudo stats`: what a store or an output holds, in numbers."""

from typing import Annotated

import typer

__all__ = ["stats"]


def stats(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A store, a folder or file of events, or an address.")
    ],
    to: Annotated[str, typer.Option(metavar="FORMAT", help="table or json.")] = "table",
) -> None:
    """Count what is there: articles, publishers, days, and the events by type and status."""
    from json import dumps

    from rich.console import Console

    from sanudo.cli.tables import table_of
    from sanudo.errors import UsageError
    from sanudo.store.counting import counts

    if to not in ("table", "json"):
        raise UsageError(f"there is no format {to!r}", advice="Choose from: table, json.")
    found = counts(target)
    if to == "json":
        typer.echo(dumps({"totals": found.totals, "events": [dict(row) for row in found.events]}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    console.print(table_of(("", "count"), ({"": name, "count": value} for name, value in found.totals.items())))
    console.print()
    console.print(table_of(("type", "status", "events"), found.events))
