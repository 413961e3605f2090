"""`sanudo load`: events into a store on disk."""

from pathlib import Path
from typing import Annotated

import typer

from sanudo.cli.options import Store

__all__ = ["load"]


def load(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="OUT...", help="Folders that `sanudo convert` wrote, or files of events.")
    ],
    store: Store,
) -> None:
    """Load events into a store, which `sanudo query` and `sanudo serve` read.

    Each article's events lie in a graph of their own, so that loading an article again replaces it. All inputs are
    loaded or none: where one is broken, the store stays as it was.
    """
    from sanudo.store.loading import load as load_all

    done = load_all(inputs, store)
    typer.echo(f"{store}: {done.added:,} graphs added, {done.replaced:,} replaced; {done.triples:,} triples", err=True)
