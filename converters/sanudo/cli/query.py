"""`sanudo query`: SPARQL over what `sanudo convert` wrote, a store, or an endpoint elsewhere."""

from collections.abc import Mapping
from typing import Annotated

import typer

__all__ = ["FORMATS", "query", "shortened"]

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")
"""How an answer can be written."""


def query(
    target: Annotated[
        str | None,
        typer.Argument(metavar="TARGET", help="A folder or file of events, a store, or an endpoint's address."),
    ] = None,
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="The query; - reads it from stdin.")] = None,
    saved: Annotated[
        str | None, typer.Option(metavar="NAME", help="A shipped query, instead of SPARQL; `list` lists them.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for the query's variable; may be repeated."),
    ] = None,
    to: Annotated[str, typer.Option(metavar="FORMAT", help=f"Of {', '.join(FORMATS)}.")] = "table",
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="How long a query may take.")] = 60,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="IRI", help="An endpoint that SERVICE, or a graph that FROM, may ask; may be repeated."),
    ] = None,
) -> None:
    """Ask the events a question in SPARQL.

    Queries see the events of all articles as one graph, and the code schemes beside them. They only read, and reach
    nothing elsewhere that is not allowed by name. A parameter is a term that takes the place of a variable: `<...>` is
    an IRI, `2024-01-15` a date, digits are a number, anything else is text.
    """
    import sys

    from rich.console import Console

    from sanudo.cli.tables import table_of
    from sanudo.errors import UsageError
    from sanudo.store import Saved, ask, ask_as, saved_queries, saved_query, term

    if saved == "list":
        rows = [{"name": name, "question": entry.question} for name, entry in saved_queries().items()]
        Console(highlight=False).print(table_of(("name", "question"), rows))
        return
    if target is None or (saved is None) == (sparql is None):
        names = ", ".join(saved_queries())
        raise UsageError(
            "give a target, and either a SPARQL query or --saved NAME", advice=f"The saved queries: {names}."
        )
    if to not in FORMATS:
        raise UsageError(f"there is no format {to!r}", advice=f"Choose from: {', '.join(FORMATS)}.")
    given = _given(param or [])
    if saved:
        text: str | Saved = saved_query(saved)
        terms = saved_query(saved).terms(given)
    else:
        text = sys.stdin.read() if sparql == "-" else str(sparql)
        terms = {name: term(value) for name, value in given.items()}
    if to == "table":
        answer = ask(target, text, terms=terms, timeout=timeout, allow=allow or ())
        Console(highlight=False).print(table_of(answer.variables, map(shortened, answer.rows)))
        return
    sys.stdout.buffer.write(ask_as(to, target, text, terms=terms, timeout=timeout, allow=allow or ()))


def _given(pairs: list[str]) -> dict[str, str]:
    from sanudo.errors import UsageError

    out = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair!r} is no parameter", advice="Write it as --param NAME=VALUE.")
        out[name] = value
    return out


def shortened(row: Mapping[str, str]) -> dict[str, str]:
    """A row for the eye: IRIs of the data without their base, others with their prefix."""
    from sanudo.formats.vocab import prefixes

    out = {}
    for name, value in row.items():
        fits = [(len(space), prefix) for prefix, space in prefixes().items() if value.startswith(space)]
        length, prefix = max(fits, default=(0, ""))
        out[name] = f"{prefix}:{value[length:]}" if fits else value
    return out
