"""`sanudo articles`: what the readers make of inputs, before anything is coded."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sanudo.cli.options import Column, Date, From, Language, columns, when

if TYPE_CHECKING:
    from rich.text import Text

    from sanudo.articles import Article, ReadFailure

__all__ = ["articles"]

COLUMNS = ("id", "published", "title", "publisher", "language", "words")


def articles(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for stdin.")],
    date: Date = None,
    from_: From = None,
    language: Language = None,
    column: Column = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object an article, its text included.")
    ] = False,
    as_text: Annotated[
        bool, typer.Option("--text", help="Print the text that offsets count in, what is no part of it dimmed.")
    ] = False,
) -> None:
    """List the articles that are read from the inputs, and what was skipped or failed and why.

    Nothing is coded. What `--json` prints can be read again by every command.
    """
    from rich.console import Console

    from sanudo.articles import ReadFailure, read_articles
    from sanudo.cli.tables import table_of

    console = Console(highlight=False, soft_wrap=as_text)
    found: list[dict[str, str]] = []
    failures: list[ReadFailure] = []
    count = 0
    for item in read_articles(inputs, fmt=from_, date=when(date), language=language, columns=columns(column)):
        if isinstance(item, ReadFailure):
            failures.append(item)
            continue
        count += 1
        if as_json:
            typer.echo(json.dumps({**item.model_dump(mode="json"), "sha256": item.sha256}, ensure_ascii=False))
        elif as_text:
            console.print(_marked(item))
        else:
            found.append(_row(item))
    if found:
        console.print(table_of(COLUMNS, found))
    _report(count, failures)
    if not count or any(failure.kind == "failed" for failure in failures):
        raise typer.Exit(1)


def _row(article: "Article") -> dict[str, str]:
    published = article.published.isoformat().replace("T", " ")[:16] if article.published else ""
    return {
        "id": article.id,
        "published": published,
        "title": article.title or "",
        "publisher": article.publisher or "",
        "language": article.language or "",
        "words": str(len(article.text.split())),
    }


def _marked(article: "Article") -> "Text":
    """The article's text under its id, the headline bold, what is no part of the article dim."""
    from rich.text import Text

    from sanudo.articles.furniture import furniture_spans

    text = Text(article.text)
    text.stylize("bold", 0, article.headline_end)
    for span in furniture_spans(article.text):
        text.stylize("dim strike", span.start, span.end)
    return Text.assemble((f"== {article.id}\n", "cyan"), text, "\n")


def _report(count: int, failures: "Iterable[ReadFailure]") -> None:
    """What was left out and why, and the counts, on standard error."""
    kinds = {"skipped": 0, "failed": 0}
    for failure in failures:
        kinds[failure.kind] += 1
        typer.echo(failure, err=True)
    left_out = "".join(f", {number} {kind}" for kind, number in kinds.items() if number)
    typer.echo(f"{count} article{'s' * (count != 1)}{left_out}", err=True)
