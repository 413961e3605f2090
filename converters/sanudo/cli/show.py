"""`sanudo show`: the events that `sanudo convert` wrote, as a table to read."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from sanudo_schema import Actor, AnyEvent

__all__ = ["show"]

STATUS_STYLES = {
    "occurred": "green",
    "ongoing": "green",
    "scheduled": "cyan",
    "proposed": "cyan",
    "possible": "blue",
    "cancelled": "red",
    "negated": "red",
    "alleged": "yellow",
}


def show(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `sanudo convert` wrote, or one events.jsonl.")],
    only: Annotated[
        str | None, typer.Option("--type", metavar="TYPES", help="Of these types, such as Visit,Denial.")
    ] = None,
) -> None:
    """List the events article by article: what, who, whom, when, where, with which status and code.

    What is claimed stands under the table; a denial names the number of the event it denies.
    """
    from rich.console import Console
    from rich.text import Text

    from sanudo.errors import UsageError
    from sanudo.formats import FORMATS

    path = out / FORMATS["jsonl"].filename if out.is_dir() else out
    if not path.is_file():
        advice = "Write it with `sanudo convert INPUT -o FOLDER`."
        raise UsageError("there is no such file of events", where=path, advice=advice)
    with path.open("rb") as stream:
        records = list(FORMATS["jsonl"].read(stream))
    numbers = {record.id: number for number, record in enumerate(records, start=1)}
    wanted = {name.strip().lower() for name in only.split(",")} if only else None
    shown = [record for record in records if wanted is None or record.type.lower() in wanted]
    console = Console(highlight=False)
    for _, group in groupby(shown, key=_article):
        found = list(group)
        console.print(_heading(found[0]))
        console.print(_table(found, numbers))
        for claim in _claims(found, numbers):
            console.print(claim)
        console.print()
    if not shown:
        console.print(Text("no events"))


def _article(record: "AnyEvent") -> str:
    return record.mentions[0].article if record.mentions else ""


def _heading(record: "AnyEvent") -> "Text":
    from rich.text import Text

    article = next((article for article in record.articles if article.id == _article(record)), None)
    if article is None:
        return Text(_article(record), style="bold")
    published = article.published.isoformat()[:10] if article.published else "no date"
    return Text.assemble((article.title or article.id, "bold"), (f"  {article.id}, {published}", "dim"))


def _table(records: Iterable["AnyEvent"], numbers: dict[str, int]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), expand=False)
    table.add_column("", justify="right", style="dim")
    table.add_column("what", no_wrap=True)
    for name in ("who", "whom"):
        table.add_column(name, overflow="fold")
    table.add_column("when", overflow="fold", min_width=len("2024-01-16"))
    table.add_column("where", overflow="fold")
    table.add_column("status", no_wrap=True)
    table.add_column("CAMEO", overflow="fold", min_width=5)
    for record in records:
        table.add_row(
            str(numbers[record.id]),
            _what(record, numbers),
            _names(record.sources),
            _names(record.targets),
            record.time.edtf.replace("/", " to ") if record.time else "",
            ", ".join(filter(None, (record.place.name, record.place.country))) if record.place else "",
            Text(record.status.value, style=STATUS_STYLES.get(record.status.value, "")),
            " → ".join(filter(None, (record.cameo, record.cameo_if_realised))),
        )
    return table


def _what(record: "AnyEvent", numbers: dict[str, int]) -> "Text":
    """The type, and of a denial the number of what it denies."""
    from rich.text import Text

    denied = getattr(record, "denies", None)
    return Text.assemble((record.type, "bold"), f" of {numbers[denied]}" if denied in numbers else "")


def _claims(records: Iterable["AnyEvent"], numbers: dict[str, int]) -> Iterator["Padding"]:
    """A line for each claim: the number of the allegation or denial, its words, the number of the event claimed."""
    from rich.padding import Padding
    from rich.text import Text

    for record in records:
        if claim := getattr(record, "claim", None):
            content = f" (event {numbers[claim.event]})" if claim.event in numbers else ""
            line = f"{numbers[record.id]} {record.type.lower()}: “{claim.text}”{content}"
            yield Padding(Text(line, style="dim"), (0, 0, 0, 1))


def _names(actors: Iterable["Actor"]) -> "Text":
    """The actors, one a line, each with its code."""
    from rich.text import Text

    lines = [Text.assemble(actor.name, (f" {actor.code}", "dim") if actor.code else "") for actor in actors]
    return Text("\n").join(lines)
