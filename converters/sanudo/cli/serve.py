"""`sanudo serve`: a store as a SPARQL endpoint, and as pages to explore and to ask on."""

from typing import Annotated

import typer

from sanudo.cli.options import Store

__all__ = ["serve"]


def serve(
    store: Store,
    host: Annotated[str, typer.Option(metavar="HOST", help="The interface to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="The port to listen on.")] = 7878,
    explorer_port: Annotated[
        int | None, typer.Option(metavar="PORT", help="The port of the explorer; by default the next one.")
    ] = None,
    explorer: Annotated[bool, typer.Option("--explorer/--no-explorer", help="Serve the explorer too.")] = True,
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="How long a query may take.")] = 60,
) -> None:
    """Serve a store over HTTP, read-only: SPARQL 1.1 at /query, a page to ask questions on at /, and the explorer.

    The explorer is the page that `sanudo report` writes, of the events in the store, on a port of its own.

    All listens on this machine alone unless --host says otherwise; there is no login. Stop it with Ctrl-C, and before
    loading into the store.
    """
    from sanudo.store.serving import serve as serve_store

    beside = (explorer_port or port + 1) if explorer else None
    explored = f"http://{host}:{beside}/ the explorer, once the events are read, " if beside else ""
    typer.echo(
        f"http://{host}:{port}/ is the page, {explored}http://{host}:{port}/query the endpoint; Ctrl-C stops", err=True
    )
    code = serve_store(store, host=host, port=port, explorer=beside, timeout=timeout)
    if code:
        raise typer.Exit(1)
