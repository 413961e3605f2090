"""`sanudo push`: events to a SPARQL store elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["push"]


def push(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A folder that `sanudo convert` wrote, or a file of events.")
    ],
    url: Annotated[str, typer.Argument(metavar="URL", help="Of the store's Graph Store Protocol.")],
    again: Annotated[bool, typer.Option("--again", help="Send every graph, also those sent before.")] = False,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="How long the store may take for a graph.")] = 60,
) -> None:
    """Send events to a SPARQL 1.1 store: Fuseki, GraphDB, QLever, Virtuoso, Oxigraph.

    Each article is one graph, put in place of what the store has of it. A push that was broken off goes on where it
    stopped; a second one sends what has changed. Where the store wants a login, set SANUDO_AUTHORIZATION to the whole
    Authorization header.
    """
    from rich.console import Console

    from sanudo.store.pushing import push as push_all

    notes = Console(stderr=True, highlight=False)
    with notes.status("pushing") as status:
        done = push_all(
            out, url, again=again, timeout=timeout, watch=lambda so_far: status.update(f"{so_far.sent:,} graphs sent")
        )
    typer.echo(f"{url}: {done.sent:,} graphs sent, {done.unchanged:,} unchanged", err=True)
