"""Pushes events to a SPARQL store elsewhere: each article's graph by one PUT of the Graph Store Protocol.

What has been pushed is noted beside the input, graph by graph, with a digest: a push that was broken off goes on where
it stopped, and a second one sends only what has changed.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sanudo.errors import WriteError
from sanudo.store.filling import fill, fill_with_schemes
from sanudo.store.remote import Endpoint, put_graph

__all__ = ["Pushed", "push"]


class Pushed(NamedTuple):
    """How many graphs were sent, and how many the store had already."""

    sent: int
    unchanged: int


def push(
    target: Path,
    url: str,
    *,
    again: bool = False,
    timeout: float = 60,
    watch: Callable[[Pushed], None] = lambda done: None,
) -> Pushed:
    """Push the events of a file or folder, and the code schemes, to the Graph Store at `url`.

    again: send every graph, whatever the notes say. WriteError where the store refuses or falls silent; what was sent
    until then is noted.
    """
    endpoint = Endpoint(url, timeout)
    notes = _notes(target, url)
    known = {} if again else _noted(notes)
    sent = unchanged = 0
    try:
        with notes.open("a", encoding="utf-8") as log:
            for graph, triples in _graphs(target):
                digest = hashlib.sha256(triples).hexdigest()
                if known.get(graph) == digest:
                    unchanged += 1
                    continue
                put_graph(endpoint, graph, triples)
                log.write(json.dumps({"graph": graph, "sha256": digest}) + "\n")
                log.flush()
                sent += 1
                watch(Pushed(sent, unchanged))
    except OSError as error:
        raise WriteError(f"cannot note what was pushed: {error.strerror or error}", where=notes) from error
    finally:
        endpoint.close()
    return Pushed(sent, unchanged)


def _notes(target: Path, url: str) -> Path:
    name = f".pushed-{hashlib.sha256(url.encode()).hexdigest()[:12]}.jsonl"
    return target / name if target.is_dir() else target.with_name(f"{target.name}{name}")


def _noted(notes: Path) -> dict[str, str]:
    """The digest of each graph pushed before; a line cut off by a crash counts for nothing."""
    found = {}
    if notes.is_file():
        for line in notes.read_text("utf-8").splitlines():
            try:
                entry = json.loads(line)
                found[entry["graph"]] = entry["sha256"]
            except (ValueError, KeyError, TypeError):
                continue
    return found


def _graphs(target: Path) -> Iterator[tuple[str, bytes]]:
    """The named graphs of the input, each as sorted N-Triples."""
    import pyoxigraph

    with tempfile.TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)
        fill(store, target)
        fill_with_schemes(store)
        for graph in sorted(store.named_graphs(), key=str):
            if isinstance(graph, pyoxigraph.NamedNode):
                found = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=graph) or b""
                yield graph.value, _settled(found) if b"_:" in found else b"".join(sorted(found.splitlines(True)))
        del store


def _settled(triples: bytes) -> bytes:
    """The triples with names of blank nodes that are the same each time."""
    import pyoxigraph

    dataset = pyoxigraph.Dataset(pyoxigraph.parse(triples, pyoxigraph.RdfFormat.N_TRIPLES))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return "".join(sorted(f"{quad.triple} .\n" for quad in dataset)).encode()
