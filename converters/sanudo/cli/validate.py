"""`sanudo validate`: are these files of events sound?"""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["validate"]


def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Events as JSON Lines, JSON-LD or RDF.")],
    to: Annotated[str, typer.Option(metavar="FORMAT", help="text, or jsonl: one finding a line.")] = "text",
) -> None:
    """Check files of events: JSON Lines by the models, RDF by the shapes.

    Each finding names the record, the field, the value, and what to do. Exit code 1 says that there are findings.
    """
    from dataclasses import asdict
    from json import dumps

    from sanudo.errors import ReadError, UsageError
    from sanudo.formats.validation import validated

    if to not in ("text", "jsonl"):
        raise UsageError(f"there is no format {to!r}", advice="Choose from: text, jsonl.")
    count = 0
    for path in files:
        try:
            for finding in validated(path):
                count += 1
                typer.echo(dumps(asdict(finding), ensure_ascii=False) if to == "jsonl" else str(finding))
        except ReadError as error:
            count += 1
            typer.echo(f"sanudo: {error}", err=True)
    typer.echo(f"{len(files):,} files, {count:,} findings" if count else f"{len(files):,} files, all sound", err=True)
    if count:
        raise typer.Exit(1)
