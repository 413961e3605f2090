"""Articles to event records in every format asked for: what `sanudo convert` does.

The inputs are read once, cut into shards, coded (those that were not coded before), and the records joined in the
order of the inputs, so that the files are the same bytes whatever number of workers made them, in one run or many.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from sanudo.articles import Article, ReadFailure
from sanudo.batch.activity import ACTIVITY, write_activity
from sanudo.batch.manifest import Item, Manifest, open_manifest
from sanudo.batch.outputs import FAILURES, write_formats, write_losses
from sanudo.batch.shards import Code, Coded, Shard, article_key, code_shard, cut, failure_line
from sanudo.batch.staging import staged, writing
from sanudo.batch.workers import code_in_processes
from sanudo.errors import UsageError
from sanudo.formats import FORMATS, Format, chosen
from sanudo.formats.dyads import Losses

__all__ = ["STATE", "Progress", "Run", "Summary", "Watch", "convert_articles"]

STATE = ".sanudo"
"""The folder within the outputs where a run keeps what it has coded."""
NAMED = 1000
"""So many failures, and so many articles without events, a summary holds by name; it counts them all."""
SLOWEST = 10
AFRESH = "Leave --resume out to begin anew."


@dataclass(frozen=True)
class Run:
    """How a conversion is run.

    settings: what the records depend on beside the articles; where given, the work is kept in `.sanudo`, and the next
    run with the same settings codes only what is new or changed. workers: processes. timeout: seconds an article may
    take. resume: refuse to begin anew. fresh: code everything again. retry: try what failed again. part: articles in
    each part of the outputs, which are else one file a format. engine: "processes" of this machine, or "ray", by the
    address of a cluster or, without one, on this machine.
    """

    settings: Mapping[str, str] | None = None
    workers: int = 1
    timeout: float | None = None
    resume: bool = False
    fresh: bool = False
    retry: bool = False
    part: int | None = None
    engine: Literal["processes", "ray"] = "processes"
    address: str | None = None


@dataclass
class Progress:
    """How far a run has come: articles read, of those how many are done with or were coded before; events; failures."""

    read: int = 0
    done: int = 0
    reused: int = 0
    events: int = 0
    failed: int = 0
    stale: str | None = None
    damaged: int = 0
    memory: int = 0


@dataclass
class Summary:
    """What a conversion did: articles coded, events by type, articles without one, what was left out and why.

    sections: articles that are not about politics, by the newspaper's section. discarded: records found and not kept.
    """

    articles: int = 0
    reused: int = 0
    events: Counter[str] = field(default_factory=Counter)
    without_event: int = 0
    eventless: list[str] = field(default_factory=list)
    sections: Counter[str] = field(default_factory=Counter)
    discarded: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    left_out: list[ReadFailure] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    losses: list[Losses] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    memory: int = 0

    @property
    def failed(self) -> bool:
        """Whether something was wrong with an input; what was left out on purpose does not count."""
        return self.failures["failed"] > 0

    def count(self, item: Item) -> None:
        """Count one article of the inputs, or what stood in its place."""
        if item.failure:
            self.failures[item.failure.kind] += 1
            if len(self.left_out) < NAMED:
                self.left_out.append(item.failure)
            return
        self.articles += 1
        self.events.update(item.events)
        self.discarded += item.discarded
        if item.section:
            self.sections[item.section] += 1
        elif not item.events:
            self.without_event += 1
            if len(self.eventless) < NAMED:
                self.eventless.append(str(item.article))
        self.slowest.append((item.seconds, str(item.article)))
        if len(self.slowest) > 20 * SLOWEST:
            self.slowest = sorted(self.slowest, reverse=True)[:SLOWEST]

    def add_losses(self, losses: Sequence[Losses]) -> None:
        """Add what datasets lost of one part of the records."""
        for loss in losses:
            total = next((known for known in self.losses if known.dataset == loss.dataset), None)
            if total is None:
                self.losses.append(loss)
                continue
            total.records += loss.records
            total.rows += loss.rows
            total.left_out.update(loss.left_out)
            total.dropped.update(loss.dropped)


Watch = Callable[[Progress], None]
"""Called after each article with how far the run has come."""


def convert_articles(
    articles: Iterable[Article | ReadFailure],
    out: Path,
    code: Code,
    *,
    formats: Sequence[Format] | None = None,
    all_status: bool = False,
    watch: Watch = lambda progress: None,
    run: Run = Run(),
) -> Summary:
    """Code every article and write the records to `out`, one file a format (default: all that `convert` writes).

    What could not be read or coded is told in `failures.jsonl` and the rest goes on; `watch` is called after each
    article. Datasets get what occurred, or with `all_status` all records. Where there was no article at all, no events
    are written. `code` must be picklable where there are several workers. WriteError where `out` cannot be written:
    then its files are as they were. UsageError where `run` asks to resume what is not there or has other settings.
    """
    if run.resume and not (out / STATE).exists():
        raise UsageError("there is no run to resume", where=out, advice=AFRESH)
    inputs = iter(articles)
    first = list(islice(inputs, 1))  # a wrong call is known before anything is written
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        with _state(out, run) as manifest:
            progress = Progress()
            _begin(manifest, run, progress)
            _code_missing(chain(first, inputs), code, manifest, run, progress, watch)
            summary = _join(manifest, out, formats or chosen(), all_status, run)
            manifest.prune()
    summary.reused, summary.memory = progress.reused, progress.memory
    return summary


@contextmanager
def _state(out: Path, run: Run) -> Iterator[Manifest]:
    """The manifest of earlier runs, or one that is thrown away."""
    if run.settings is not None:
        with open_manifest(out / STATE, fresh=run.fresh) as manifest:
            for unfinished in out.glob(".unfinished-*"):
                shutil.rmtree(unfinished, ignore_errors=True)
            yield manifest
        return
    folder = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=out))
    try:
        with open_manifest(folder) as manifest:
            yield manifest
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _begin(manifest: Manifest, run: Run, progress: Progress) -> None:
    settings, known = dict(run.settings or {}), manifest.settings()
    names = sorted(known.keys() & settings.keys())
    changed = [f"{name} {known[name]}, now {settings[name]}" for name in names if known[name] != settings[name]]
    if run.resume and changed:
        raise UsageError(f"it was begun with {', '.join(changed)}", where=manifest.folder.parent, advice=AFRESH)
    if changed and manifest.count():
        progress.stale = f"{manifest.count():,} articles are coded anew, for they were coded with {', '.join(changed)}"
    elif manifest.damaged:
        progress.stale = "the manifest was damaged, and everything is coded anew"
    manifest.begin(settings)
    progress.damaged = manifest.dropped
    if run.retry:
        manifest.forget_failed()


def _code_missing(
    articles: Iterable[Article | ReadFailure],
    code: Code,
    manifest: Manifest,
    run: Run,
    progress: Progress,
    watch: Watch,
) -> None:
    """Note the order of the inputs, and code what the manifest does not have yet."""
    label = repr(sorted((run.settings or {}).items()))

    def missing() -> Iterator[tuple[str, Article]]:
        for article in articles:
            if isinstance(article, ReadFailure):
                manifest.take(None, article.article, article)
                progress.failed += article.kind == "failed"
                watch(progress)
                continue
            progress.read += 1
            key = article_key(article, label)
            manifest.take(key, article.id)
            if manifest.has(key):
                progress.reused += 1
                passed(1)
            else:
                yield key, article

    def passed(count: int) -> None:
        progress.done += count
        if count > 0:
            watch(progress)

    for coded in _engine(cut(missing()), code, manifest.folder, run, passed):
        manifest.add(coded)
        progress.memory = max(progress.memory, coded.memory)
        for entry in coded.entries:
            progress.events += sum(entry.events.values())
            progress.failed += entry.failure is not None


def _engine(
    shards: Iterator[Shard], code: Code, folder: Path, run: Run, passed: Callable[[int], None]
) -> Iterator[Coded]:
    """On Ray where it is asked for; else in this process where one worker, or one shard, is enough; else in several."""
    if run.engine == "ray":
        from sanudo.batch.ray_engine import code_on_ray

        yield from code_on_ray(
            shards, code, folder, run.workers, address=run.address, timeout=run.timeout, passed=passed
        )
        return
    first = list(islice(shards, 2 if run.workers > 1 else 1))
    shards = chain(first, shards)
    if run.workers == 1 or len(first) < 2:
        for shard in shards:
            yield code_shard(shard, code, folder, lambda number: passed(1) if number else None)
            passed(1)
    else:
        yield from code_in_processes(shards, code, folder, run.workers, timeout=run.timeout, passed=passed)


def _join(manifest: Manifest, out: Path, formats: Sequence[Format], all_status: bool, run: Run) -> Summary:
    """Write the records of all inputs in their order, in each format; count what there is."""
    summary = Summary()
    with staged(out) as stage:
        failures = stage / FAILURES
        with failures.open("w", encoding="utf-8", errors="backslashreplace") as told:
            items = _counted(manifest.items(), summary, lambda failure: told.write(failure_line(failure) + "\n"))
            paths = []
            for number, some in enumerate(_parts(items, run.part)):
                name = "events" if run.part is None else f"events-{number:05}"
                canonical = stage / f"{name}{FORMATS['jsonl'].extension}"
                with canonical.open("wb") as stream:
                    manifest.copy(some, stream)
                written, losses = write_formats(canonical, formats, all_status=all_status, workers=run.workers)
                paths += written
                summary.add_losses(losses)
        paths += write_losses(stage, summary.losses)
        if not summary.articles:
            for path in paths:
                path.unlink()
            paths = []
        if not summary.failures:
            failures.unlink()
        if run.settings is not None and paths:
            made = [(path.name, path) for path in paths]
            write_activity(stage / ACTIVITY, run.settings, summary.articles, manifest.inputs(), made)
    summary.written = [out / path.name for path in paths]
    _unlink_others(out, summary)
    summary.slowest = sorted(summary.slowest, reverse=True)[:SLOWEST]
    return summary


def _unlink_others(out: Path, summary: Summary) -> None:
    """Delete what an earlier run wrote and this one did not: parts beyond the last, failures that are mended."""
    if not summary.failures:
        (out / FAILURES).unlink(missing_ok=True)
    for path in out.glob("events-[0-9][0-9][0-9][0-9][0-9].*"):
        if summary.written and path not in summary.written:
            path.unlink(missing_ok=True)


def _counted(items: Iterable[Item], summary: Summary, tell: Callable[[ReadFailure], object]) -> Iterator[Item]:
    for item in items:
        summary.count(item)
        if item.failure:
            tell(item.failure)
        yield item


def _parts(items: Iterator[Item], size: int | None) -> Iterator[Iterator[Item]]:
    """All the items, or so many at a time; at least one part."""
    if size is None:
        yield items
        return
    for first in items:
        yield chain([first], islice(items, size - 1))
