"""The files of a conversion: the canonical records, and every other format made of them."""

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sanudo.batch.activity import ACTIVITY
from sanudo.formats import FORMATS, Format
from sanudo.formats.dyads import Losses

__all__ = ["FAILURES", "LOSSES", "OUTPUTS", "REJECTS", "write_formats", "write_losses"]

FAILURES, LOSSES, REJECTS = "failures.jsonl", "losses.json", "rejects.tsv"
"""What could not be read or coded, what datasets could not hold, and the rows of datasets that could not be read."""
OUTPUTS = (*(format.filename for format in FORMATS.values()), FAILURES, LOSSES, REJECTS, ACTIVITY)
"""The names of all files that a conversion writes."""
WORTH_PROCESSES = 8_000_000
"""From so many bytes of records on, formats are written by several processes."""


def write_formats(
    canonical: Path, formats: Sequence[Format], *, all_status: bool = False, workers: int = 1
) -> tuple[list[Path], list[Losses]]:
    """Write the records of `canonical`, JSON Lines, beside it in each format; the files, and what datasets lost.

    Each format is written by itself, many at a time where there is much to write and there are several workers; memory
    is that of the writers. The canonical file is deleted where its own format is not among those wanted.
    """
    others = [format for format in formats if format is not FORMATS["jsonl"]]
    jobs = [
        (canonical, canonical.with_name(f"{canonical.stem}{format.extension}"), format.name, all_status)
        for format in others
    ]
    if workers > 1 and len(jobs) > 1 and canonical.stat().st_size > WORTH_PROCESSES:
        with ProcessPoolExecutor(min(workers, len(jobs)), get_context("spawn")) as pool:
            losses = list(pool.map(_written, *zip(*jobs, strict=True)))
    else:
        losses = [_written(*job) for job in jobs]
    paths = [job[1] for job in jobs]
    if len(others) < len(formats):
        paths.insert(0, canonical)
    else:
        canonical.unlink()
    return paths, [lost for lost in losses if lost]


def _written(canonical: Path, path: Path, name: str, all_status: bool) -> Losses | None:
    with canonical.open("rb") as kept, path.open("wb") as stream:
        return FORMATS[name].write(FORMATS["jsonl"].read(kept), stream, all_status=all_status)


def write_losses(folder: Path, losses: Sequence[Losses]) -> list[Path]:
    """Write what datasets lost to `losses.json` in the folder, where any did: the file, or none."""
    if not losses:
        return []
    path = folder / LOSSES
    path.write_text(json.dumps({loss.dataset: loss.summary() for loss in losses}, indent=1) + "\n", encoding="utf-8")
    return [path]
