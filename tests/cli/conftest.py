"""The command line as its user calls it: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def sanudo() -> Run:
    """Run `sanudo ARGS` in a process of its own, 100 columns wide, and return what it said."""

    def run(*args: object, stdin: str = "", cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        path = os.pathsep.join(str(ROOT / name) for name in ("schema", "converters"))
        return subprocess.run(
            [sys.executable, "-m", "sanudo", *map(str, args)],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": path, "COLUMNS": "100"},
        )

    return run
