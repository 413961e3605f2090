"""`sanudo merge`: the events that several articles tell of, each once."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from sanudo.articles import ReadFailure
    from sanudo.merging import Merged
    from sanudo_schema import AnyEvent
    from sanudo_schema.merged import MergedEvent

__all__ = ["merge", "tell_merged"]


def merge(
    inputs: Annotated[
        list[str], typer.Argument(metavar="FOLDER...", help="What `sanudo convert` wrote, or files of event records.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="The file to write; by default merged.jsonl in the folder."),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="FORMATS", help="Other formats to write beside it: turtle, nq, jsonld ...")
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="INPUT", help="The articles, so that near copies are known; may be repeated."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="EVENT", help="Show an event: its reports, why they are one, where they disagree; write nothing."
        ),
    ] = None,
    disputed: Annotated[
        bool, typer.Option("--disputed", help="List the events whose reports disagree; write nothing.")
    ] = False,
    afresh: Annotated[bool, typer.Option("--afresh", help="Compare all anew, not only what is new.")] = False,
) -> None:
    """Find the records that tell of one event, and write each event once, with all its reports.

    The records stay as they are. Run again after more was converted, only what is new is compared. An EVENT is the id
    of an event or of a record, or its last letters.
    """
    from rich.console import Console

    from sanudo.errors import UsageError
    from sanudo.formats import chosen
    from sanudo.merging.files import FILENAME, merge_files, write_merged_events

    folder = Path(inputs[0])
    if inputs[0] != "-" and not folder.exists():
        raise UsageError(
            "there is no such folder", where=folder, advice="Write it with `sanudo convert INPUT -o FOLDER`."
        )
    if out is None and not folder.is_dir() and not (explain or disputed):
        raise UsageError("records from a file need a place to go", advice="Name the file to write with -o FILE.")
    path, formats = out or folder / FILENAME, chosen(to) if to else ()
    failures: list[ReadFailure] = []
    merged = merge_files(inputs, articles or [], None if afresh else path, failures)
    for failure in failures:
        typer.echo(f"sanudo: {failure}", err=True)
    if explain is not None:
        console = Console(highlight=False)
        for part in _page(_chosen(merged, explain), merged):
            console.print(part)
    elif disputed:
        _list_disputed(merged)
    elif not merged.events:
        typer.echo("nothing was written: there are no records", err=True)
    else:
        tell_merged(merged, write_merged_events(merged.events, path, formats))
    if failures:
        raise typer.Exit(1)


def tell_merged(merged: "Merged", written: Iterable[Path]) -> None:
    """Say how many reports, events and disagreements there are, and where they were written."""
    several = sum(len(event.records) > 1 for event in merged.events)
    confirmed = sum(event.sources > 1 for event in merged.events)
    disputed = sum(bool(event.alternatives) for event in merged.events)
    reports = sum(len(event.records) for event in merged.events)
    typer.echo(
        f"{reports:,} records, {len(merged.events):,} events: {several:,} told by several reports, "
        f"{confirmed:,} by independent publishers, {disputed:,} on which reports disagree; "
        f"{merged.compared:,} pairs compared",
        err=True,
    )
    typer.echo(f"wrote {', '.join(map(str, written))}", err=True)


def _chosen(merged: "Merged", name: str) -> "MergedEvent":
    """The event with that id, or with a report of that id, or the only one whose id ends so."""
    from sanudo.errors import UsageError

    if found := merged.of(name):
        return found
    ends = [event for event in merged.events if any(one.endswith(name) for one in (event.event.id, *event.records))]
    if len(ends) != 1:
        what = "several events have" if ends else "no event has"
        raise UsageError(f"{what} an id that ends in {name!r}", advice="Give more of it; merged.jsonl tells ids.")
    return ends[0]


def _list_disputed(merged: "Merged") -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for event in merged.events:
        if event.alternatives:
            console.print(_title(event.event))
            console.print(_disagreements(event))
            console.print(Text(event.event.id, style="dim"), soft_wrap=True)
            console.print()


def _title(event: "AnyEvent") -> "Text":
    from rich.text import Text

    names = " > ".join(filter(None, (", ".join(a.name for a in side) for side in (event.sources, event.targets))))
    when = event.time.edtf if event.time else "no date"
    return Text.assemble((event.type, "bold"), f" {names}, {when}, {event.status.value}")


def _page(event: "MergedEvent", merged: "Merged") -> Iterator["RenderableType"]:
    """All there is to say of a merged event."""
    from rich.text import Text

    yield _title(event.event)
    yield Text(event.event.id, style="dim")
    known = ", ".join(event.publishers) or "no publisher named"
    yield Text(f"{_count(len(event.records), 'report')}, {_count(event.sources, 'independent source')} ({known})")
    yield Text("")
    yield _reports(event)
    if len(event.history) > 1:
        stages = (f"{stage.status.value} ({stage.published or 'no date'})" for stage in event.history)
        yield Text("\nstatus: " + ", then ".join(stages))
    for group in event.copies:
        yield Text("copies: " + ", ".join(group))
    if event.alternatives:
        yield Text("\nreports disagree", style="bold")
        yield _disagreements(event)
    yield from _decisions(event, merged)


def _reports(event: "MergedEvent") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
    for name in ("published", "publisher", "article", "told in"):
        table.add_column(name, overflow="fold", ratio=4 if name == "told in" else None)
    articles = {article.id: article for article in event.event.articles}
    for mention in event.event.mentions:
        article = articles.get(mention.article)
        day = article.published.isoformat()[:10] if article and article.published else ""
        publisher = (article.publisher or "") if article else ""
        table.add_row(day, Text(publisher), Text(mention.article), Text(mention.text or ""))
    return table


def _disagreements(event: "MergedEvent") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 2))
    for one in event.alternatives:
        tellers = _count(len(one.records), "report") + (", taken" if one.chosen else "")
        table.add_row(one.field, Text(one.value), tellers)
    return table


def _decisions(event: "MergedEvent", merged: "Merged") -> Iterator["RenderableType"]:
    """Each link with its score and reasons; what is linked but no report of this event is named by its event."""
    from rich.text import Text

    titles = {"same": "why they are one event", "apart": "held apart from", "denies": "denials and what they deny"}
    for kind, title in titles.items():
        links = [link for link in event.links if link.kind == kind]
        if links:
            yield Text(f"\n{title}", style="bold")
        for link in links:
            yield Text(f"  {link.score:.2f}  {_tail(link.first)} and {_tail(link.second)}: " + "; ".join(link.reasons))
            for name in {link.first, link.second} - set(event.records):
                if other := merged.of(name):
                    yield Text.assemble("        ", _title(other.event), (f"  {other.event.id}", "dim"))


def _tail(name: str) -> str:
    return "…" + name[-8:] if len(name) > 24 else name


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
