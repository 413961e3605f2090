"""Serves a store read-only: SPARQL over HTTP by the `oxigraph` server, and the explorer of its events beside it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

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


def serve(
    folder: Path, *, host: str = "127.0.0.1", port: int = 7878, explorer: int | None = 7879, timeout: int = 60
) -> int:
    """Serve the store until interrupted; the exit code of the server. UsageError where there is no store.

    port: of the SPARQL endpoint and its page. explorer: of the explorer, which is made while the endpoint answers
    already; None leaves it out.
    """
    if not is_store(folder):
        raise UsageError("there is no store here", where=folder, advice="Make one with `sanudo load OUT --store DIR`.")
    command = [server(), "serve-read-only", "--location", str(folder), "--bind", f"{host}:{port}"]
    command += ["--union-default-graph", "--timeout-s", str(timeout)]
    with held(folder, "read", exclusive=False), _exploring(folder, host, explorer, port):
        process = subprocess.Popen(command)
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return process.wait() and 0
        finally:
            process.kill()
            process.wait()


@contextmanager
def _exploring(folder: Path, host: str, port: int | None, sparql: int) -> Iterator[None]:
    """Answer on the port with the explorer of the store while the block runs."""
    if port is None:
        yield
        return
    page: Future[bytes] = Future()
    try:
        http = ThreadingHTTPServer((host, port), _answering(page))
    except OSError as error:
        advice = "Name another with --explorer-port."
        raise UsageError(f"cannot listen: {error.strerror}", where=f"{host}:{port}", advice=advice) from error
    for work in (http.serve_forever, lambda: _make(page, folder, sparql)):
        Thread(target=work, daemon=True).start()
    try:
        yield
    finally:
        http.shutdown()
        http.server_close()


def _make(page: "Future[bytes]", folder: Path, sparql: int) -> None:
    """Make the page of a store, or keep why it could not be made."""
    from sanudo.explorer import gather, write_page

    stream = BytesIO()
    try:
        write_page(gather(folder), stream, title=folder.resolve().name, sparql=f":{sparql}/")
    except Exception as error:
        page.set_exception(error)
    else:
        page.set_result(stream.getvalue())


def _answering(page: "Future[bytes]") -> Callable[..., BaseHTTPRequestHandler]:
    """What answers requests: the page at /, once it is made, and nothing else."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.partition("?")[0] != "/":
                self.send_error(404)
                return
            if error := page.exception():
                self.send_error(500, explain=str(error))
                return
            found = page.result()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(found)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Answer
