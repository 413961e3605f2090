"""Pushing to a server, asking one, serving a store: against the oxigraph server on loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from sanudo.errors import QueryError, UsageError, WriteError
from sanudo.formats.vocab import expand
from sanudo.store import ask, saved_query
from sanudo.store.pushing import push
from sanudo.store.remote import Endpoint

ROOT = Path(__file__).parents[2]
SERVER = Path(sys.executable).with_name("oxigraph")


@pytest.fixture
def out(tmp_path, events):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "events.jsonl").write_bytes(events.read_bytes())
    return folder


def test_what_is_pushed_answers_as_the_store_does(oxigraph, out, store):
    done = push(out, f"{oxigraph}/store")
    assert (done.sent, done.unchanged) == (8, 0)
    for name in ("who-alleged-what", "disagreement", "dyad-scores", "events-by-type"):
        assert ask(f"{oxigraph}/query", saved_query(name)).rows == ask(store, saved_query(name)).rows
    query = "CONSTRUCT { ?e snd:status ?s } WHERE { ?e a snd:Denial ; snd:status ?s }"
    declared = f"PREFIX snd: <{expand('snd:')}> {query}"
    there, here = ask(f"{oxigraph}/query", declared).rows, ask(store, query).rows
    assert sorted(map(str, there)) == sorted(map(str, here))
    assert len(here) == 3
    terms = saved_query("facts-about").terms({"country": "LBY"})
    assert len(ask(f"{oxigraph}/query", saved_query("facts-about"), terms=terms).rows) == 10


def test_a_second_push_sends_what_changed(oxigraph, out):
    push(out, f"{oxigraph}/store")
    lines = (out / "events.jsonl").read_text().splitlines(keepends=True)
    (out / "events.jsonl").write_text("".join(lines[:-1]))
    again = push(out, f"{oxigraph}/store")
    assert (again.sent, again.unchanged) == (1, 7)
    assert push(out, f"{oxigraph}/store", again=True).sent == 8


def test_a_push_that_broke_off_goes_on(listener, out):
    listener.statuses = [204, 204, 500]
    with pytest.raises(WriteError, match="500"):
        push(out, f"{listener.url}/store")
    listener.statuses = [204] * 6
    done = push(out, f"{listener.url}/store")
    assert (done.sent, done.unchanged) == (6, 2)
    assert {command for command, _ in listener.asked} == {"PUT"}


@pytest.mark.parametrize(
    ("status", "said"), [(401, "login"), (404, "no such path"), (302, "redirect"), (500, "failed")]
)
def test_a_refusal_is_put_in_words(listener, out, status, said):
    listener.statuses = [status] * 9
    with pytest.raises(WriteError, match=said):
        push(out, f"{listener.url}/store")
    listener.statuses = [status] * 9
    with pytest.raises(QueryError, match=said):
        ask(f"{listener.url}/query", "ASK {}")


def test_a_busy_server_is_asked_again(listener):
    listener.statuses = [503, 429, 204]
    assert Endpoint(listener.url, 5).request("PUT", "/store", b"", {})[0] == 204
    assert len(listener.asked) == 3


def test_a_server_that_refuses_before_it_has_read_all_is_heard():
    def refuse():
        for _ in range(4):
            asker, _ = server.accept()
            with asker:
                asker.recv(100)
                asker.sendall(b"HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=refuse, daemon=True).start()
        endpoint = Endpoint(f"http://127.0.0.1:{server.getsockname()[1]}", 5)
        assert endpoint.request("PUT", "/store", b" " * 20_000_000, {})[0] == 413
        endpoint.close()


def test_a_server_that_is_not_there_is_named(out):
    with pytest.raises(WriteError, match="does not answer"):
        push(out, "http://127.0.0.1:9/store")
    with pytest.raises(UsageError, match="password"):
        push(out, "http://me:secret@127.0.0.1:9/store")
    with pytest.raises(UsageError, match="no address"):
        push(out, "file:///etc/hostname")


def test_a_query_for_elsewhere_may_not_have_it_fetch(listener):
    with pytest.raises(QueryError, match="FROM would ask"):
        ask(f"{listener.url}/query", "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }")
    assert listener.asked == []


def test_serve_answers_reads_and_refuses_writes(store, out):
    if not SERVER.is_file():
        pytest.skip("the oxigraph server is not installed")
    port = 7900 + os.getpid() % 97
    path = os.pathsep.join(str(ROOT / name) for name in ("schema", "converters"))
    command = [sys.executable, "-m", "sanudo", "serve", "--store", str(store), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        page = waited_for(url)
        assert b"yasgui" in page.lower()
        assert len(ask(f"{url}/query", saved_query("who-alleged-what")).rows) == 3
        with pytest.raises(WriteError):
            push(out, f"{url}/store")
        explorer = waited_for(f"http://127.0.0.1:{port + 1}/")
        assert b'"sparql":":%d/"' % port in explorer
        assert explorer.count(b"https://w3id.org/sanudo/id/event/") > 3
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) in (0, 130)


def waited_for(url):
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
                return answer.read()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not start")


def test_the_page_opens_in_a_browser(served, tmp_path):
    browser = shutil.which("chromium")
    if not browser:
        pytest.skip("chromium is not installed")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
    command = [browser, *options, "--virtual-time-budget=15000", "--dump-dom", f"{served}/"]
    page = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    assert "yasqe" in page, "the editor is there once the scripts have run"
    assert "CodeMirror" in page
