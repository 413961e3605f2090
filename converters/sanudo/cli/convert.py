"""`sanudo convert`: articles in, event records out in every format."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sanudo.cli.options import Base, Column, Date, From, Language, Model, Out, columns, when
from sanudo.formats import FORMATS, chosen

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from sanudo.articles import ReadFailure
    from sanudo.batch.conversion import Summary
    from sanudo.formats import Format
    from sanudo.formats.dyads import Losses

__all__ = ["convert"]

FEW = 5
"""Up to so many articles nothing is said while they are coded."""
FORMATS_HELP = f"Of {','.join(FORMATS)}; default: {','.join(format.name for format in chosen())}."
SHOWN = 8
"""So many reasons for leaving inputs out, and so many articles without an event, the summary names."""


def convert(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for stdin.")],
    out: Out,
    to: Annotated[str | None, typer.Option(metavar="FORMATS", help=FORMATS_HELP)] = None,
    date: Date = None,
    from_: From = None,
    language: Language = None,
    column: Column = None,
    model: Model = None,
    base: Base = None,
    all_status: Annotated[
        bool, typer.Option("--all-status", help="Give datasets, which have no status, planned and denied events too.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = False,
) -> None:
    """Code news articles and write their events to a folder.

    INPUT is read as what it is: plain text with a headline, JSON Lines, and every other format that `docs/articles.md`
    lists. Each format is written to `FOLDER/events.*`; a file appears whole or not at all.

    Event datasets (`docs/datasets.md`) are read too, and written in other formats without being coded anew. What a
    dataset cannot hold is told in `losses.json`, rows that could not be read in `rejects.tsv`.

    Exit code 1 says that some input failed (the others were converted), 2 that the call was wrong.
    """
    from rich.console import Console

    from sanudo.articles import read_articles
    from sanudo.batch.conversion import OUTPUTS, convert_articles
    from sanudo.formats.recordfiles import hold_records
    from sanudo_schema.identifiers import DATA

    formats, published = chosen(to), when(date)
    if hold_records(inputs, from_):
        _convert_records(inputs, out, formats, from_, all_status, quiet)
        return
    from sanudo.coding.coder import Coder

    outputs = [out / name for name in OUTPUTS]
    articles = read_articles(
        inputs, fmt=from_, date=published, columns=columns(column), language=language, exclude=outputs
    )
    notes = Console(stderr=True, soft_wrap=True, highlight=False)
    with _watching(notes, quiet) as watch:
        summary = convert_articles(
            articles, out, Coder(model, base or DATA).code, formats=formats, all_status=all_status, watch=watch
        )
    _report_failures(summary.left_out, notes, quiet)
    if not quiet:
        _report(summary, notes)
    if summary.failed or not summary.articles:
        raise typer.Exit(1)


@contextmanager
def _watching(notes: "Console", quiet: bool) -> Iterator["Callable[[Summary], None]"]:
    """What to call after each article: a status line on a terminal, a line now and then elsewhere."""
    started = said = time.monotonic()
    status = notes.status("reading")

    def watch(summary: "Summary") -> None:
        nonlocal said
        now = time.monotonic()
        if quiet or summary.articles <= FEW or now - said < (0.2 if notes.is_terminal else 10):
            return
        said = now
        rate = summary.articles / (now - started)
        text = f"{summary.articles:,} articles, {summary.events.total():,} events, {rate:.1f} articles/s"
        if notes.is_terminal:
            status.update(text)
            status.start()
        else:
            notes.print(text)

    try:
        yield watch
    finally:
        status.stop()


def _report_failures(failures: "Sequence[ReadFailure]", notes: "Console", quiet: bool) -> None:
    """What was left out, grouped by why; only failures where quiet."""
    reasons: dict[tuple[str, str, str | None], list[str]] = defaultdict(list)
    for failure in failures:
        if failure.kind == "failed" or not quiet:
            reasons[failure.kind, failure.message, failure.advice].append(failure.where)
    for (kind, message, advice), places in reasons.items():
        notes.print(f"[bold]{kind}[/] ", end="")
        notes.print(f"{_some(places)}: {message.rstrip('.')}." + (f" {advice}" if advice else ""), markup=False)


def _report(summary: "Summary", notes: "Console") -> None:
    """What was done: articles, events by type, articles without an event, files."""
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in summary.events.most_common())
    notes.print(f"{_count(summary.articles, 'article')}, {_count(summary.events.total(), 'event')}", end="")
    notes.print(f": {kinds}" if kinds else "")
    if summary.left_out:
        failed = sum(failure.kind == "failed" for failure in summary.left_out)
        notes.print(f"left out: {failed:,} failed, {len(summary.left_out) - failed:,} skipped")
    if summary.eventless:
        notes.print(f"no event found in {_some(summary.eventless)}", markup=False)
        notes.print("(`sanudo explain` tells what each sentence was read as)", markup=False)
    _report_losses(summary.losses, notes)
    if summary.written:
        notes.print(f"wrote {', '.join(str(path) for path in summary.written)}", markup=False)
    else:
        notes.print("nothing was written: no article could be read")


def _report_losses(losses: "Sequence[Losses]", notes: "Console") -> None:
    """How many rows each dataset got and what was left out for it, and once for all what they do not hold."""
    dropped: dict[str, int] = {}
    for loss in losses:
        told = ", ".join(f"{reason} ({count:,})" for reason, count in loss.left_out.most_common(SHOWN))
        rows = f"{loss.dataset}: {_count(loss.rows, 'row')} of {_count(loss.records, 'record')}"
        notes.print(rows + (f"; left out: {told}" if told else ""), markup=False)
        for reason, count in loss.dropped.items():
            dropped[reason] = max(count, dropped.get(reason, 0))
    if dropped:
        most = sorted(dropped, key=lambda reason: (-dropped[reason], reason))
        told = ", ".join(f"{reason} ({dropped[reason]:,})" for reason in most[:SHOWN])
        notes.print(f"what datasets do not hold (losses.json tells which): {told}", markup=False)


def _convert_records(
    inputs: list[str], out: "Path", formats: "Sequence[Format]", fmt: str | None, all_status: bool, quiet: bool
) -> None:
    """Event records of one format to others."""
    from rich.console import Console

    from sanudo.batch.records import convert_records

    notes = Console(stderr=True, soft_wrap=True, highlight=False)
    summary = convert_records(inputs, out, formats=formats, fmt=fmt, all_status=all_status)
    _report_failures(summary.failures, notes, quiet)
    for verdict, reasons in (("rejected", summary.rejects.rejected), ("noted", summary.rejects.noted)):
        for reason, count in reasons.most_common():
            if verdict == "rejected" or not quiet:
                notes.print(f"{verdict} {_count(count, 'row')}: {reason}", markup=False)
    if not quiet:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in summary.events.most_common())
        notes.print(f"{_count(summary.events.total(), 'record')}: {kinds or 'nothing was written'}")
        _report_losses(summary.losses, notes)
        if summary.written:
            notes.print(f"wrote {', '.join(str(path) for path in summary.written)}", markup=False)
    if summary.failed or not summary.events:
        raise typer.Exit(1)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
