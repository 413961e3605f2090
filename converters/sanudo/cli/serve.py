"""`sanudo serve`: a store as a SPARQL endpoint."""

from typing import Annotated

import typer

from sanudo.cli.options import Store

__all__ = ["serve"]


def serve(
    store: Store,
    host: Annotated[str, typer.Option(metavar="HOST", help="The interface to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", help="The port to listen on.")] = 7878,
    timeout: Annotated[int, typer.Option(metavar="SECONDS", help="How long a query may take.")] = 60,
) -> None:
    """Serve a store over HTTP, read-only: SPARQL 1.1 at /query, and a page to ask questions on at /.

    It listens on this machine alone unless --host says otherwise; there is no login. Stop it with Ctrl-C, and before
    loading into the store.
    """
    from sanudo.store.serving import serve as serve_store

    typer.echo(f"http://{host}:{port}/ is the page, http://{host}:{port}/query the endpoint; Ctrl-C stops it", err=True)
    code = serve_store(store, host=host, port=port, timeout=timeout)
    if code:
        raise typer.Exit(1)
