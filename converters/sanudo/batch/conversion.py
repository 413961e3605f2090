"""Articles to event records in every format asked for: what `sanudo convert` does."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sanudo.articles import Article, ReadFailure
from sanudo.batch.staging import staged
from sanudo.errors import SanudoError
from sanudo.formats import FORMATS, Format, chosen
from sanudo.formats.dyads import Losses
from sanudo_schema import AnyEvent

__all__ = [
    "LOSSES",
    "OUTPUTS",
    "REJECTS",
    "Code",
    "Summary",
    "Watch",
    "code_articles",
    "convert_articles",
    "write_formats",
]

LOSSES, REJECTS = "losses.json", "rejects.tsv"
"""What datasets could not hold, and the rows of datasets that could not be read."""
OUTPUTS = (*(format.filename for format in FORMATS.values()), LOSSES, REJECTS)
"""The names of all files that a conversion writes."""
Code = Callable[[Article], Sequence[AnyEvent]]
"""One article to its event records."""


@dataclass
class Summary:
    """What a conversion did: articles coded, events by type, articles without one, what was left out and why."""

    articles: int = 0
    events: Counter[str] = field(default_factory=Counter)
    eventless: list[str] = field(default_factory=list)
    left_out: list[ReadFailure] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    losses: list[Losses] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether something was wrong with an input; what was left out on purpose does not count."""
        return any(failure.kind == "failed" for failure in self.left_out)


Watch = Callable[[Summary], None]
"""Called after each article with the summary so far."""


def _unwatched(summary: Summary) -> None:
    return None


def convert_articles(
    articles: Iterable[Article | ReadFailure],
    out: Path,
    code: Code,
    *,
    formats: Sequence[Format] | None = None,
    all_status: bool = False,
    watch: Watch = _unwatched,
) -> Summary:
    """Code every article and write the records to `out`, one file a format (default: all that `convert` writes).

    What could not be read or coded is noted in the summary and the rest goes on; `watch` is called after each article
    with the summary so far. Datasets get what occurred, or with `all_status` all records. Where there was no article
    at all, nothing is written. WriteError where `out` cannot be written: then its files are as they were.
    """
    summary = Summary()
    with staged(out) as stage:
        records = code_articles(articles, code, summary, watch)
        paths, summary.losses = write_formats(records, stage, formats or chosen(), all_status=all_status)
        if not summary.articles:
            for path in paths:
                path.unlink()
            paths = []
    summary.written = [out / path.name for path in paths]
    return summary


def code_articles(
    articles: Iterable[Article | ReadFailure],
    code: Code,
    summary: Summary,
    watch: Watch = _unwatched,
) -> Iterator[AnyEvent]:
    """The records of each article in turn, counted in the summary; one that cannot be coded is left out, with why."""
    for article in articles:
        if isinstance(article, ReadFailure):
            summary.left_out.append(article)
        elif isinstance(coded := _coded(article, code), ReadFailure):
            summary.left_out.append(coded)
        else:
            summary.articles += 1
            summary.events.update(record.type for record in coded)
            if not coded:
                summary.eventless.append(article.id)
            yield from coded
        watch(summary)


def _coded(article: Article, code: Code) -> Sequence[AnyEvent] | ReadFailure:
    where = article.origin or article.id
    try:
        return code(article)
    except SanudoError as error:
        if error.exit_code == 2:
            raise
        return ReadFailure("failed", error.where or where, error.message, error.advice, article.id)
    except Exception as error:  # one article must not cost the others theirs
        message = f"could not be coded: {type(error).__name__}: {error}"
        return ReadFailure("failed", where, message, "Run `sanudo --debug explain` on it and report it.", article.id)


def write_formats(
    records: Iterable[AnyEvent], folder: Path, formats: Sequence[Format], *, all_status: bool = False
) -> tuple[list[Path], list[Losses]]:
    """Write the records to `folder` in each format, and return the files and what the datasets among them lost.

    Several formats are written from the canonical JSON Lines, which the records go through once, so that the memory
    needed is that of the writers. `losses.json` tells what a dataset could not hold, and what was left out for it.
    """
    canonical = FORMATS["jsonl"]
    paths, losses = [], []

    def written(format: Format, given: Iterable[AnyEvent]) -> None:
        paths.append(folder / format.filename)
        with paths[-1].open("wb") as stream:
            lost = format.write(given, stream, all_status=all_status)
        if lost:
            losses.append(lost)

    if len(formats) == 1:
        written(formats[0], records)
    else:
        written(canonical, records)
        for format in formats:
            if format is not canonical:
                with paths[0].open("rb") as kept:
                    written(format, canonical.read(kept))
        if canonical not in formats:
            paths.pop(0).unlink()
    if losses:
        paths.append(folder / LOSSES)
        told = {loss.dataset: loss.summary() for loss in losses}
        paths[-1].write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return paths, losses
