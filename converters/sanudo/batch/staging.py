"""Outputs that appear whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanudo.errors import WriteError

__all__ = ["staged"]

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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        try:
            yield stage
            for path in sorted(stage.iterdir()):
                os.replace(path, folder / path.name)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Check the path and your rights to write there.")
        raise WriteError(f"cannot write: {error.strerror or error}", where=folder, advice=advice) from error
