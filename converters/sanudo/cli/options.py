"""Options that several commands share: what they are called, what they mean, how their values are read."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

__all__ = [
    "Actors",
    "Base",
    "CoderName",
    "Column",
    "Date",
    "From",
    "Language",
    "MinConfidence",
    "Model",
    "Out",
    "Store",
    "columns",
    "when",
]


def when(text: str | None) -> datetime | date | None:
    """The day, or the moment, that an option gives in ISO 8601.

    >>> when("2024-01-15")
    datetime.date(2024, 1, 15)
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write 2024-01-15 or 2024-01-15T09:30+09:00.") from error


def columns(pairs: list[str] | None) -> dict[str, str]:
    """Field -> column, as `--column FIELD=NAME` gives them.

    >>> columns(["text=body", "date=day"])
    {'text': 'body', 'date': 'day'}
    """
    named = {}
    for pair in pairs or []:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise typer.BadParameter(f"{pair!r} names no column: write text=COLUMN.")
        named[field] = name
    return named


Out = Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The folder to write to; made if missing.")]
Date = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date of the articles that state none, such as 2024-01-15."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="The inputs' format; by default each file's content tells it."),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Take all articles to be in this language (en) without looking."),
]
Column = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=NAME", help="Which column or key of tables and JSON holds a field; may be repeated."),
]
Model = Annotated[
    str | None,
    typer.Option(envvar="SANUDO_MODEL", metavar="NAME", help="An installed spaCy pipeline for English, en_core_web_*."),
]
CoderName = Annotated[
    Literal["reader", "frames"],
    typer.Option("--coder", help="Who decides the class: the frames together with the reader, or the frames alone."),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(exists=True, dir_okay=False, metavar="FILE", help="A table of your own actors; may be repeated."),
]
MinConfidence = Annotated[
    float,
    typer.Option(min=0, max=1, metavar="P", help="Discard events that are right less often than this, 0 to 1."),
]
Base = Annotated[
    str | None, typer.Option(metavar="IRI", help="What the IRIs of events, actors and articles begin with.")
]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
