"""Outputs that appear whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanudo.errors import WriteError

__all__ = ["staged", "writing"]

_ADVICE = {
    errno.ENOSPC: "Free some space, or choose a folder on another disk.",
    errno.EDQUOT: "Free some of your quota, or choose a folder on another disk.",
    errno.EEXIST: "A file has that name: choose another folder.",
    errno.ENOTDIR: "A part of that path is a file: choose another folder.",
}


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the outputs: what it holds when the block ends well is moved into `folder`.

    When the block fails, nothing in `folder` has changed. WriteError where the disk is full or the folder cannot be
    written.

    >>> out = Path(tempfile.mkdtemp()) / "out"
    >>> with staged(out) as stage:
    ...     _ = (stage / "events.jsonl").write_text("")
    ...     before = sorted(path.name for path in out.glob("*.jsonl"))
    >>> before, sorted(path.name for path in out.iterdir())
    ([], ['events.jsonl'])
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        try:
            yield stage
            finished = sorted(stage.iterdir())
            for path in finished:
                _flush(path)
            for path in finished:
                os.replace(path, folder / path.name)
            _flush(folder)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """A block that writes to a folder: what the system says against it becomes a WriteError with what to do."""
    try:
        yield
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Check the path and your rights to write there.")
        raise WriteError(f"cannot write: {error.strerror or error}", where=folder, advice=advice) from error
