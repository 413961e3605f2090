"""`sanudo evaluate`: the coder, or a file of events, measured against hand-coded articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanudo.cli.options import CoderName, Column, Date, From, Language, Model, columns, when

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sanudo.articles import Article, ReadFailure
    from sanudo.coding.coder import Coder
    from sanudo.evaluation import Evaluation, Found, GoldArticle
    from sanudo_schema import Actor, AnyEvent

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The hand-coded file: JSON Lines, one article a line.")],
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLES", help="Files, folders or globs of those articles.")
    ] = None,
    events: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Measure the events.jsonl of an earlier run; code nothing.")
    ] = None,
    date: Date = None,
    from_: From = None,
    language: Language = None,
    column: Column = None,
    model: Model = None,
    coder: CoderName = "reader",
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed, coded beyond the gold, or wrong in a field.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure the coder against articles that you coded by hand.

    GOLD names each article by its id or file name, and lists its events; `docs/accuracy.md` shows a line. Articles
    that GOLD does not name are left alone. An article that states no date takes the one that GOLD gives.

    Exit code 1 says that an article of GOLD was not among those read, and counts for nothing.
    """
    from json import dumps

    from rich.console import Console

    from sanudo.evaluation import evaluate as measured
    from sanudo.evaluation import read_gold

    if (events is None) == (not inputs):
        raise typer.BadParameter("Give articles, or --events FILE.")
    wanted = read_gold(gold)
    missing: list[str] = []
    if events is not None:
        records = _read(events)
    else:
        from sanudo.articles import read_articles
        from sanudo.coding.coder import OPINIONS, Coder

        found = read_articles(inputs or [], fmt=from_, date=when(date), language=language, columns=columns(column))
        records = list(_coded(found, wanted, Coder(model, opinion=OPINIONS[coder]), missing))
        wanted = [article for article in wanted if article.article not in missing]
    result = measured(wanted, records)
    console = Console(highlight=False)
    if as_json:
        typer.echo(dumps(result.figures()))
    else:
        for part in _tables(result):
            console.print(part)
    if errors:
        for line in _errors(result):
            typer.echo(line, err=as_json)
    if missing:
        typer.echo(f"sanudo: not among the articles, left out: {', '.join(missing)}", err=True)
        raise typer.Exit(1)


def _read(path: Path) -> list["AnyEvent"]:
    from sanudo.errors import ReadError
    from sanudo.formats.jsonl import read

    try:
        with path.open("rb") as stream:
            return list(read(stream))
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", where=path) from error


def _coded(
    found: Iterator["Article | ReadFailure"], gold: Sequence["GoldArticle"], coder: "Coder", missing: list[str]
) -> Iterator["AnyEvent"]:
    """The events of the articles that the gold names; those that were not found end in `missing`."""
    from sanudo.articles import ReadFailure

    left = {article.article: article for article in gold}
    for article in found:
        if isinstance(article, ReadFailure):
            typer.echo(f"sanudo: {article}", err=True)
            continue
        named = left.pop(article.id, None) or left.pop(Path(article.id).name, None)
        if named is None:
            continue
        dated = article if article.published else article.model_copy(update={"published": named.date})
        yield from coder.code(dated.model_copy(update={"id": named.article}))
    missing.extend(left)


def _tables(result: "Evaluation") -> Iterator["RenderableType"]:
    """The figures by type, then by field."""
    from sanudo.cli.tables import table_of
    from sanudo.evaluation import FIELDS

    types = {**result.types, f"all, {result.articles} articles": result.total}
    yield table_of(
        ("type", "gold", "coded", "precision", "recall", "F1"), (_row(name, found) for name, found in types.items())
    )
    yield ""
    rows = []
    for name in FIELDS:
        share = result.share(name)
        if share is not None:
            rows.append(
                {"field": name, "right": f"{result.right[name]} of {result.compared[name]}", "share": f"{share:.3f}"}
            )
    yield table_of(("field", "right", "share"), rows)


def _row(name: str, found: "Found") -> dict[str, str]:
    """A line of the table; a ratio of nothing stays empty."""
    ratios = {"precision": found.precision if found.coded else None, "recall": found.recall if found.gold else None}
    ratios["F1"] = found.f1 if found.coded and found.gold else None
    told = {key: "" if value is None else f"{value:.3f}" for key, value in ratios.items()}
    return {"type": name, "gold": str(found.gold), "coded": str(found.coded), **told}


def _errors(result: "Evaluation") -> Iterator[str]:
    """One line for each event missed, coded beyond the gold, or matched with a field that is wrong."""
    for name, event in result.missed:
        who = f"{_names(event.sources)} > {_names(event.targets)}"
        yield f"missed  {name}: {event.type} {event.status}, {who} “{event.quote}”"
    for name, record in result.beyond:
        who = f"{_names(record.sources)} > {_names(record.targets)}"
        yield f"beyond  {name}: {record.type} {record.status}, {who} “{record.mentions[0].text or ''}”"
    for name, field, event, record in result.wrong:
        yield f"wrong   {name}: {field} of {event.type} {event.id}: {_value(field, record)}, not {_value(field, event)}"


def _names(actors: Sequence["Actor | object"]) -> str:
    return (
        ", ".join(f"{getattr(a, 'name', '')} {getattr(a, 'country', None) or ''}".rstrip() for a in actors) or "nobody"
    )


def _value(field: str, event: object) -> str:
    """What a coded record, or a hand-coded event, says of the field."""
    if field in ("sources", "targets"):
        sides = ("sources", "targets") if getattr(event, "type", None) == "Meeting" else (field,)
        return _names([actor for side in sides for actor in getattr(event, side)])
    if field == "place country":
        place = getattr(event, "place", None)
        value = getattr(event, "place_country", None) or (place and place.country)
    elif field == "time":
        time = getattr(event, "time", None)
        value = getattr(time, "edtf", time)
    else:
        value = getattr(event, field, None)
    return ", ".join(value) if isinstance(value, tuple) else str(value or "none")
