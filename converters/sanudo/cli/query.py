"""`sanudo query`: SPARQL over what `sanudo convert` wrote."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["query"]


def query(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `sanudo convert` wrote, or one RDF file.")],
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="The query; - reads it from stdin.")] = None,
    saved: Annotated[str | None, typer.Option(metavar="NAME", help="A shipped query, instead of SPARQL.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a row instead of a table.")] = False,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="How long a query may take.")] = 60,
) -> None:
    """Ask the events a question in SPARQL.

    Queries see the events of all articles as one graph; nothing is fetched from elsewhere.
    """
    import sys
    from json import dumps

    from rich.console import Console

    from sanudo.cli.tables import table_of
    from sanudo.errors import UsageError
    from sanudo.store import ask, saved_queries, saved_query

    if (saved is None) == (sparql is None):
        names = ", ".join(saved_queries())
        raise UsageError("give either a SPARQL query or --saved NAME", advice=f"The saved queries: {names}.")
    text = saved_query(saved) if saved else sys.stdin.read() if sparql == "-" else str(sparql)
    answer = ask(out, text, timeout=timeout)
    if json:
        for row in answer.rows:
            typer.echo(dumps(row, ensure_ascii=False))
        return
    Console().print(table_of(answer.variables, answer.rows))
