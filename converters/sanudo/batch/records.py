"""Event records of one format to others: what `sanudo convert` does where the input is an event dataset."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sanudo.articles import ReadFailure
from sanudo.batch.outputs import REJECTS, write_formats, write_losses
from sanudo.batch.staging import staged
from sanudo.formats import FORMATS, Format
from sanudo.formats.dyads import Losses
from sanudo.formats.recordfiles import read_records
from sanudo.formats.rows import Rejects
from sanudo_schema import AnyEvent

__all__ = ["RecordSummary", "convert_records"]


@dataclass
class RecordSummary:
    """What a conversion of records did: events by type, inputs that failed, rows rejected or noted, what was lost."""

    events: Counter[str] = field(default_factory=Counter)
    failures: list[ReadFailure] = field(default_factory=list)
    rejects: Rejects = field(default_factory=Rejects)
    losses: list[Losses] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether an input or a row of it could not be read."""
        return bool(self.failures or self.rejects.rejected)


def convert_records(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    formats: Sequence[Format],
    fmt: str | None = None,
    all_status: bool = False,
) -> RecordSummary:
    """Read event records, of the format `fmt` or of that which the content tells, and write them to `out`.

    Rows that could not be read, or not whole, are written to `rejects.tsv` there; what a dataset cannot hold of the
    records to `losses.json`. Where there was no record at all, only `rejects.tsv` is written. Memory is constant.
    """
    summary = RecordSummary()
    with staged(out) as stage:
        table = stage / REJECTS
        with table.open("wb") as stream:
            summary.rejects = Rejects(stream)
            records = _counted(inputs, fmt, summary)
            paths, summary.losses = _write(records, stage, formats, all_status=all_status)
        paths += write_losses(stage, summary.losses)
        if not summary.events:
            for path in paths:
                path.unlink()
            paths = []
        if summary.rejects.rejected or summary.rejects.noted:
            paths.append(table)
        else:
            table.unlink()
    summary.written = [out / path.name for path in paths]
    return summary


def _write(
    records: Iterator[AnyEvent], folder: Path, formats: Sequence[Format], *, all_status: bool
) -> tuple[list[Path], list[Losses]]:
    """One format straight from the records; several from the canonical one, which the records go through once."""
    format = formats[0] if len(formats) == 1 else FORMATS["jsonl"]
    path = folder / format.filename
    with path.open("wb") as stream:
        losses = format.write(records, stream, all_status=all_status)
    if len(formats) == 1:
        return [path], [losses] if losses else []
    return write_formats(path, formats, all_status=all_status)


def _counted(inputs: Sequence[str | Path], fmt: str | None, summary: RecordSummary) -> Iterator[AnyEvent]:
    for record in read_records(inputs, fmt, summary.rejects):
        if isinstance(record, ReadFailure):
            summary.failures.append(record)
        else:
            summary.events[record.type] += 1
            yield record
