"""`sanudo explain`: each sentence of an article, the events found in it, and why each field is as it is."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanudo.cli.options import Actors, CoderName, Column, Date, From, Language, MinConfidence, Model, columns, when

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from sanudo.articles import Article
    from sanudo.coding.coder import Coder
    from sanudo.coding.explaining import Sentence
    from sanudo_schema import Actor, AnyEvent

__all__ = ["explain"]

STYLES = {"sources": "green", "targets": "magenta", "time": "cyan", "place": "blue", "status": "yellow"}
"""The colour of a field, and of the words that set it."""


def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for stdin.")],
    date: Date = None,
    from_: From = None,
    language: Language = None,
    column: Column = None,
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
    actors: Actors = None,
    coder: CoderName = "reader",
    only: Annotated[
        str | None, typer.Option(metavar="ID", help="Of a file of many articles, the one with this id.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a sentence.")] = False,
) -> None:
    """Show what each sentence was read as: the events, their fields, and the words and rule behind each field.

    The word that gave an event is set in reverse; the words that set a field have the field's colour.
    """
    from rich.console import Console

    from sanudo.articles import ReadFailure, read_articles
    from sanudo.coding.coder import OPINIONS, Coder

    own = tuple(map(str, actors or ()))
    chosen = Coder(model, min_confidence=min_confidence, opinion=OPINIONS[coder], actors=own)
    console = Console(highlight=False)
    failed = shown = 0
    for found in read_articles([article], fmt=from_, date=when(date), language=language, columns=columns(column)):
        if isinstance(found, ReadFailure):
            typer.echo(f"sanudo: {found}", err=True)
            failed += 1
        elif only in (None, found.id):
            shown += 1
            _show(found, chosen, console.print if not as_json else None)
    if failed or not shown:
        if not failed:
            typer.echo(f"sanudo: {article}: no article has the id {only!r}", err=True)
        raise typer.Exit(1)


def _show(article: "Article", coder: "Coder", show: Any) -> None:
    from sanudo.coding.explaining import explain as explained
    from sanudo.coding.parsing import load_pipeline, parse

    parsed = parse(article, load_pipeline(coder.model))
    sifted = coder.sifted(parsed)
    sentences = explained(parsed, sifted.kept, sifted.discarded)
    if show is None:
        for sentence in sentences:
            typer.echo(json.dumps(_as_json(article, sentence), ensure_ascii=False))
        return
    for line in _page(article, sentences):
        show(line)


def _as_json(article: "Article", sentence: "Sentence") -> dict[str, Any]:
    return {
        "article": article.id,
        "sentence": sentence.number,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "headline": sentence.headline,
        "events": [record.model_dump(mode="json") for record in sentence.records],
        "discarded": [
            {"event": record.model_dump(mode="json"), "reason": reason} for record, reason in sentence.discarded
        ],
    }


def _page(article: "Article", sentences: list["Sentence"]) -> Iterator["RenderableType"]:
    from rich.padding import Padding
    from rich.text import Text

    published = article.published.isoformat() if article.published else "not known: relative times stay open"
    yield Text.assemble((article.id, "bold"), f"   published {published}\n")
    told: set[str] = set()
    for sentence in sentences:
        yield _highlighted(sentence)
        for record in sentence.records:
            yield Padding(_told_before(record) if record.id in told else _fields(record), (0, 0, 1, 4))
            told.add(record.id)
        for gone, reason in sentence.discarded:
            yield Padding(Text(f"{gone.type} discarded: {reason}", style="dim"), (0, 0, 1, 4))
        if not sentence.records and not sentence.discarded:
            yield Padding(Text("no event", style="dim"), (0, 0, 1, 4))


def _highlighted(sentence: "Sentence") -> "Text":
    """The sentence with its number, the trigger words reversed and the words behind each field in colour."""
    from rich.text import Text

    text = Text(sentence.text)
    for record in sentence.records:
        for reason in record.reasons:
            if sentence.holds(reason) and reason.start is not None and reason.end is not None:
                style = STYLES.get(_side(record, reason.field.split(".")[0]), "")
                text.stylize(style, reason.start - sentence.start, reason.end - sentence.start)
        for mention in sentence.mentions(record):
            if mention.trigger_start is not None and mention.trigger_end is not None:
                text.stylize("reverse", mention.trigger_start - sentence.start, mention.trigger_end - sentence.start)
    return Text.assemble((f"{sentence.number:>3} ", "bold"), text)


def _side(record: "AnyEvent", field: str) -> str:
    """The plain name of a field: the roles of a type are its sources and targets."""
    roles = {getattr(record, "source_role", ""): "sources", getattr(record, "target_role", ""): "targets"}
    return {"participants": "sources"}.get(field, roles.get(field, field))


def _told_before(record: "AnyEvent") -> "Text":
    from rich.text import Text

    return Text.assemble((record.type, "bold"), " as above: ", ", ".join(actor.name for actor in record.sources))


def _fields(record: "AnyEvent") -> "RenderableType":
    """A small table: field, value, and the rules and words that set it."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=3, style="dim", overflow="fold")
    reasons: dict[str, list[str]] = {}
    for reason in record.reasons:
        words = f" (“{reason.text}”)" if reason.text else ""
        reasons.setdefault(_side(record, reason.field.split(".")[0]), []).append(reason.rule + words)
    values = _values(record)
    for field in [*values, *(field for field in reasons if field not in values)]:
        name = Text(field, style=STYLES.get(field, "bold" if field == "type" else ""))
        table.add_row(name, Text(values.get(field, "")), Text("\n".join(reasons.get(field, []))))
    return table


def _values(record: "AnyEvent") -> dict[str, str]:
    """What the record says, field by field, in words; fields without a value left out."""
    frames = ", ".join(dict.fromkeys(mention.frame for mention in record.mentions if mention.frame))
    codes = [record.cameo or ""] + (
        [f"{record.cameo_if_realised} if it comes about"] if record.cameo_if_realised else []
    )
    claim = getattr(record, "claim", None)
    values = {
        "type": record.type + (f"   by frame {frames}" if frames else ""),
        "status": record.status.value,
        "sources": "\n".join(map(_actor, record.sources)),
        "targets": "\n".join(map(_actor, record.targets)),
        "time": f"{record.time.edtf} ({record.time.basis})" if record.time else "",
        "place": ", ".join(filter(None, (record.place.name, record.place.country))) if record.place else "",
        "cameo": ", ".join(filter(None, codes)),
        "plover": "-".join(filter(None, (record.plover.event, record.plover.mode))) if record.plover else "",
        "claim": claim.text if claim else "",
        "denies": getattr(record, "denies", None) or "",
        "attribution": (record.attribution.text or "") if record.attribution else "",
        "confidence": f"{record.confidence:.2f}" if record.confidence is not None else "",
        "id": record.id,
    }
    return {field: value for field, value in values.items() if value}


def _actor(actor: "Actor") -> str:
    return f"{actor.name} {actor.code}" if actor.code else actor.name
