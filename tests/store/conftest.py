"""The example events, a store of them, and servers on loopback."""

import http.server
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from sanudo.formats import FORMATS
from sanudo.store.loading import load

SERVER = Path(sys.executable).with_name("oxigraph")
EVENTS = Path(__file__).parents[2] / "examples" / "events.jsonl"


@pytest.fixture(scope="session")
def events():
    """The path of the example events."""
    return EVENTS


@pytest.fixture(scope="session")
def records():
    """The example events."""
    with EVENTS.open("rb") as stream:
        return list(FORMATS["jsonl"].read(stream))


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """A store of the example events; not to be written to."""
    folder = tmp_path_factory.mktemp("stores") / "kg"
    load([EVENTS], folder)
    return folder


class Listener(http.server.BaseHTTPRequestHandler):
    """Answers everything with nothing, and remembers that it was asked."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))  # who answers unread, breaks the sender's pipe
        status = self.server.statuses.pop(0) if self.server.statuses else 404
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT = do_GET

    def log_message(self, *args):
        pass


@pytest.fixture
def listener():
    """A server on loopback that counts what reaches it: `.url`, `.asked`, and `.statuses` to answer with."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.asked, server.statuses = [], []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def oxigraph(tmp_path):
    """The address of an oxigraph server that can be written to."""
    if not SERVER.is_file():
        pytest.skip("the oxigraph server is not installed")
    yield from running("serve", "--location", str(tmp_path / "served"))


@pytest.fixture
def served(store):
    """The address of the example store, served read-only."""
    if not SERVER.is_file():
        pytest.skip("the oxigraph server is not installed")
    yield from running("serve-read-only", "--location", str(store))


def running(*args):
    """Run the oxigraph server on a free port until the test ends, and yield its address."""
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as probe:
        port = probe.server_port
    command = [str(SERVER), *args, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()
