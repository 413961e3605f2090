"""Serves a store by the `oxigraph` server: SPARQL 1.1 over HTTP, read-only, with a page to ask questions on."""

import shutil
import subprocess
import sys
from pathlib import Path

from sanudo.errors import UsageError
from sanudo.store.filling import is_store
from sanudo.store.loading import held

__all__ = ["serve", "server"]


def server() -> str:
    """The path of the oxigraph server; UsageError tells how to install it."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if not found:
        raise UsageError("the oxigraph server is not installed", advice="pip install 'sanudo[serve]'")
    return found


def serve(folder: Path, *, host: str = "127.0.0.1", port: int = 7878, timeout: int = 60) -> int:
    """Serve the store until interrupted; the exit code of the server. UsageError where there is no store."""
    if not is_store(folder):
        raise UsageError("there is no store here", where=folder, advice="Make one with `sanudo load OUT --store DIR`.")
    command = [server(), "serve-read-only", "--location", str(folder), "--bind", f"{host}:{port}"]
    command += ["--union-default-graph", "--timeout-s", str(timeout)]
    with held(folder, "read", exclusive=False):
        process = subprocess.Popen(command)
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return process.wait() and 0
        finally:
            process.kill()
            process.wait()
