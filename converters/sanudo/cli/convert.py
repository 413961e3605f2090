"""`sanudo convert`: articles in, event records out in every format."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sanudo.cli.options import (
    Actors,
    Base,
    CoderName,
    Column,
    Date,
    From,
    Language,
    MinConfidence,
    Model,
    Out,
    columns,
    when,
)
from sanudo.formats import FORMATS, chosen

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from sanudo.articles import ReadFailure
    from sanudo.batch.conversion import Summary
    from sanudo.formats import Format
    from sanudo.formats.dyads import Losses

__all__ = ["convert"]

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
    min_confidence: MinConfidence = 0.0,
    actors: Actors = None,
    coder: CoderName = "reader",
    all_status: Annotated[
        bool, typer.Option("--all-status", help="Give datasets, which have no status, planned and denied events too.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge/--no-merge", help="Find the records of one event too, as `sanudo merge` does.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processes that code; 0 is one for each processor core.")
    ] = 0,
    engine: Annotated[
        Literal["processes", "ray"], typer.Option(help="What drives the workers: processes of this machine, or Ray.")
    ] = "processes",
    ray_address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Ray cluster: auto, HOST:6379 or ray://HOST:10001.")
    ] = None,
    article_timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="How long an article may take a worker process.")
    ] = 120.0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an earlier run; refuse to begin anew.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try again what an earlier run could not code.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Code everything, also what was coded before.")] = False,
    shards: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Leave the outputs in parts of so many articles.")
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Say everything as JSON, one object a line.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what failed.")] = False,
) -> None:
    """Code news articles and write their events to a folder.

    INPUT is read as what it is: plain text with a headline, JSON Lines, and every other format that `docs/articles.md`
    lists. Each format is written to `FOLDER/events.*`; a file appears whole or not at all.

    Event datasets (`docs/datasets.md`) are read too, and written in other formats without being coded anew. What a
    dataset cannot hold is told in `losses.json`, rows that could not be read in `rejects.tsv`.

    What was coded is kept in `FOLDER/.sanudo`: the next run with the same settings codes only what is new or changed,
    and takes up one that was broken off. `failures.jsonl` tells what could not be read or coded (`docs/scale.md`).

    With --merge, `FOLDER/merged.*` tell each event once with all its reports (`docs/merging.md`); the records of the
    articles stay as they are.

    Exit code 1 says that some input failed (the others were converted), 2 that the call was wrong.
    """
    from rich.console import Console

    formats, published = chosen(to), when(date)
    if fresh and resume:
        raise typer.BadParameter("--fresh and --resume exclude each other.")
    if merge and FORMATS["jsonl"] not in formats:
        raise typer.BadParameter("--merge needs jsonl among the formats of --to.")
    from sanudo.formats.recordfiles import hold_records

    if hold_records(inputs, from_):
        _convert_records(inputs, out, formats, from_, all_status, merge, quiet)
        return
    import os

    from sanudo.articles import read_articles
    from sanudo.batch.conversion import Run, convert_articles
    from sanudo.batch.report import run_report, write_report
    from sanudo.batch.settings import coding_settings
    from sanudo.cli.watching import Reading, Watcher
    from sanudo.coding.actor_tables import ActorTables
    from sanudo.coding.coder import OPINIONS, Coder
    from sanudo.coding.parsing import DEFAULT_MODEL
    from sanudo_schema.identifiers import DATA

    own = tuple(map(str, actors or ()))
    ActorTables.load(own)
    settings = coding_settings(model or DEFAULT_MODEL, base or DATA, min_confidence, own, coder)
    if engine == "processes":
        workers = workers or os.cpu_count() or 1
    part, address = shards, ray_address
    run = Run(settings, workers, article_timeout, resume, fresh, retry_failed, part, engine, address)
    reading = Reading(inputs)
    articles = read_articles(
        inputs,
        fmt=from_,
        date=published,
        columns=columns(column),
        language=language,
        exclude=_outputs(out),
        opened=reading.opened,
    )
    notes = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        with Watcher(notes, reading, quiet=quiet, json_lines=log_json).watching() as watcher:
            summary = convert_articles(
                articles,
                out,
                Coder(model, base or DATA, min_confidence, OPINIONS[coder], own),
                formats=formats,
                all_status=all_status,
                watch=watcher,
                run=run,
            )
    except KeyboardInterrupt as stopped:
        raise KeyboardInterrupt("what was coded is kept, and the same command goes on from there") from stopped
    report = run_report(summary, settings, run.workers, watcher.seconds)
    write_report(out, report)
    if log_json:
        _log_all(summary, report)
    else:
        _tell_failures(summary.left_out, notes, quiet)
        if not quiet:
            _report(summary, notes)
    if merge:
        _merge(summary.written, out, formats, quiet or log_json)
    if summary.failed or not summary.articles:
        raise typer.Exit(1)


def _outputs(out: "Path") -> list["Path"]:
    """What a run writes, which is not to be read where the folder is among the inputs."""
    from sanudo.batch.outputs import OUTPUTS

    merged = (format.merged_filename for format in FORMATS.values())
    return [*(out / name for name in (*OUTPUTS, *merged)), *out.glob("events-[0-9][0-9][0-9][0-9][0-9].*")]


def _log_all(summary: "Summary", report: dict[str, object]) -> None:
    """What was left out, and the report, as JSON Lines."""
    from dataclasses import asdict

    from sanudo.cli.watching import log

    for failure in summary.left_out:
        log("left out", **{name: value for name, value in asdict(failure).items() if value and name != "trace"})
    log("done", **report, written=[str(path) for path in summary.written])


def _tell_failures(failures: "Sequence[ReadFailure]", notes: "Console", quiet: bool) -> None:
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
    if summary.reused:
        notes.print(f"{summary.reused:,} of them coded before")
    if summary.failures:
        counts = ", ".join(f"{summary.failures[kind]:,} {kind}" for kind in ("failed", "skipped"))
        notes.print(f"left out: {counts} (see failures.jsonl)")
    if summary.sections or summary.discarded:
        kinds = ", ".join(f"{name} {count:,}" for name, count in summary.sections.most_common())
        told = f"not about politics: {_count(summary.sections.total(), 'article')}" + (f" ({kinds})" if kinds else "")
        notes.print(f"{told}; {_count(summary.discarded, 'record')} discarded", markup=False)
    if summary.eventless:
        notes.print(f"no event found in {_some(summary.eventless, summary.without_event)}", markup=False)
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
    inputs: list[str],
    out: "Path",
    formats: "Sequence[Format]",
    fmt: str | None,
    all_status: bool,
    merge: bool,
    quiet: bool,
) -> None:
    """Event records of one format to others."""
    from rich.console import Console

    from sanudo.batch.records import convert_records

    notes = Console(stderr=True, soft_wrap=True, highlight=False)
    summary = convert_records(inputs, out, formats=formats, fmt=fmt, all_status=all_status)
    _tell_failures(summary.failures, notes, quiet)
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
    if merge:
        _merge(summary.written, out, formats, quiet)
    if summary.failed or not summary.events:
        raise typer.Exit(1)


def _merge(written: "Sequence[Path]", out: "Path", formats: "Sequence[Format]", quiet: bool) -> None:
    """Merge the records that were written, on top of what was merged before, and write that in the same formats."""
    from sanudo.cli.merge import tell_merged
    from sanudo.merging.files import FILENAME, merge_files, write_merged_events

    records = [path for path in written if path.name.partition(".")[2] == "jsonl" and path.name.startswith("events")]
    if not records:
        return
    merged = merge_files(records, before=out / FILENAME)
    paths = write_merged_events(merged.events, out / FILENAME, [format for format in formats if format.holds_merged])
    if not quiet:
        tell_merged(merged, paths)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _some(names: "Sequence[str]", count: int | None = None) -> str:
    more = (count or len(names)) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
