"""The files of a conversion: the canonical records, and every other format made of them."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from shutil import copyfileobj

from sanudo.batch.activity import ACTIVITY
from sanudo.formats import FORMATS, Format
from sanudo.formats.dyads import Losses

__all__ = ["FAILURES", "LOSSES", "OUTPUTS", "REJECTS", "write_formats", "write_losses"]

FAILURES, LOSSES, REJECTS = "failures.jsonl", "losses.json", "rejects.tsv"
"""What could not be read or coded, what datasets could not hold, and the rows of datasets that could not be read."""
OUTPUTS = (*(format.filename for format in FORMATS.values()), FAILURES, LOSSES, REJECTS, ACTIVITY)
"""The names of all files that a conversion writes."""
WORTH_PROCESSES = 8_000_000
"""From so many bytes of records on, formats are written by several processes, in parts of so many where they can be."""


def write_formats(
    canonical: Path, formats: Sequence[Format], *, all_status: bool = False, workers: int = 1
) -> tuple[list[Path], list[Losses]]:
    """Write the records of `canonical`, JSON Lines, beside it in each format; the files, and what datasets lost.

    Where there is much to write and there are several workers, formats are written at the same time, and those that
    can be in parts. The canonical file is deleted where its own format is not among those wanted.
    """
    others = [format for format in formats if format is not FORMATS["jsonl"]]
    paths = [canonical.with_name(f"{canonical.stem}{format.extension}") for format in others]
    if others and workers > 1 and canonical.stat().st_size > WORTH_PROCESSES:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            losses = _written_together(pool, canonical, others, paths, all_status=all_status)
    else:
        losses = [_written(canonical, path, one.name, all_status) for path, one in zip(paths, others, strict=True)]
    if len(others) < len(formats):
        paths.insert(0, canonical)
    else:
        canonical.unlink()
    return paths, [lost for lost in losses if lost]


def _written_together(
    pool: ProcessPoolExecutor, canonical: Path, formats: Sequence[Format], paths: Sequence[Path], *, all_status: bool
) -> list[Losses | None]:
    """Write the formats by several processes, those in parts last, so that the long ones begin first."""
    cuts = list(_cuts(canonical))
    whole = {
        path: pool.submit(_written, canonical, path, format.name, all_status)
        for path, format in zip(paths, formats, strict=True)
        if not format.parts
    }
    parted = {
        path: [pool.submit(_part, canonical, path, number, format.name, *cut) for number, cut in enumerate(cuts)]
        for path, format in zip(paths, formats, strict=True)
        if format.parts
    }
    for path, parts in parted.items():
        with path.open("wb") as stream:
            for part in parts:
                name = part.result()
                with name.open("rb") as piece:
                    copyfileobj(piece, stream)
                name.unlink()
    return [whole[path].result() if path in whole else None for path in paths]


def _written(canonical: Path, path: Path, name: str, all_status: bool) -> Losses | None:
    with canonical.open("rb") as kept, path.open("wb") as stream:
        return FORMATS[name].write(FORMATS["jsonl"].read(kept), stream, all_status=all_status)


def _part(canonical: Path, path: Path, number: int, name: str, before: int, start: int, end: int) -> Path:
    """Write the records between two offsets of the canonical file to a file of their own."""
    with canonical.open("rb") as kept:
        kept.seek(before)
        records = FORMATS["jsonl"].read(BytesIO(kept.read(end - before)))
    last = next(records) if before < start else None
    piece = path.with_name(f"{path.name}.{number}")
    with piece.open("wb") as stream:
        FORMATS[name].write_part(records, stream, last)
    return piece


def _cuts(canonical: Path) -> Iterator[tuple[int, int, int]]:
    """Where the parts of a file of lines begin and end, and before these where the line before begins."""
    size, before, start = canonical.stat().st_size, 0, 0
    with canonical.open("rb") as stream:
        while start < size:
            stream.seek(min(start + WORTH_PROCESSES, size))
            stream.readline()
            line = stream.tell()
            stream.readline()
            end = stream.tell()
            yield before, start, end
            before, start = (line, end) if line < end else (start, end)


def write_losses(folder: Path, losses: Sequence[Losses]) -> list[Path]:
    """Write what datasets lost to `losses.json` in the folder, where any did: the file, or none."""
    if not losses:
        return []
    path = folder / LOSSES
    path.write_text(json.dumps({loss.dataset: loss.summary() for loss in losses}, indent=1) + "\n", encoding="utf-8")
    return [path]
