"""`sanudo report`: the events as one page to look at in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sanudo.articles import ReadFailure

__all__ = ["report"]


def report(
    source: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="What `sanudo convert` wrote, or a file of event records.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path("report.html"),
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the page is called; by default as the folder is.")
    ] = None,
    records: Annotated[
        bool, typer.Option("--records", help="Show each article's records, also where they were merged.")
    ] = False,
) -> None:
    """Write a page to explore the events: timeline, table, threads, actors, map, and a card for each event.

    The page is one file that needs no server and loads nothing from the network; open it in any browser. Where `sanudo
    merge` has found the reports of one event, the page shows the event once, with all of them.
    """
    from sanudo.batch.staging import staged
    from sanudo.explorer import gather, write_page

    failures: list[ReadFailure] = []
    told = gather(source, merged=not records, failures=failures)
    for failure in failures:
        typer.echo(f"sanudo: {failure}", err=True)
    with staged(out.parent) as stage, (stage / out.name).open("wb") as stream:
        write_page(told, stream, title=title or _name(source))
    typer.echo(f"wrote {out}: {len(told):,} events, {out.stat().st_size / 1e6:,.1f} MB", err=True)
    if failures:
        raise typer.Exit(1)


def _name(source: Path) -> str:
    """What a page is called by its folder or file."""
    found = source.resolve()
    return (found.name if found.is_dir() else found.stem).replace("_", " ") or "Events"
