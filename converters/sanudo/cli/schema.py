"""`sanudo schema`: the schema that the package ships, on standard output."""

from typing import Annotated

import typer

__all__ = ["SHIPPED", "schema"]

SHIPPED = {
    "ontology": "ontology.ttl",
    "context": "context.jsonld",
    "shapes": "shapes.ttl",
    "event": "event.schema.json",
    "cameo": "cameo.ttl",
    "plover": "plover.ttl",
}
"""The names the command takes, and the file of each."""


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of: {', '.join(SHIPPED)}.")],
) -> None:
    """Print a part of the schema.

    `ontology` is OWL 2 in Turtle, `context` the JSON-LD context, `shapes` SHACL, `event` the JSON Schema of a record,
    `cameo` and `plover` the code schemes in SKOS.
    """
    from sanudo.errors import UsageError
    from sanudo.formats.vocab import shipped

    if name not in SHIPPED:
        raise UsageError(f"there is no schema {name!r}", advice=f"Choose from: {', '.join(SHIPPED)}.")
    typer.echo(shipped(SHIPPED[name]), nl=False)
