"""Loads events into a store on disk: all of an input or nothing, each article in place of what was there of it.

A load works on a copy, whose files are hard links, and puts it in the store's place at the end. A lock file beside the
store keeps a second load, and a server on the store, out of its way.
"""

import fcntl
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sanudo.errors import FormatError, UsageError, WriteError
from sanudo.store.filling import SCHEMES, fill, fill_with_schemes, is_store

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Loaded", "held", "load"]


class Loaded(NamedTuple):
    """What a load did: graphs put in anew, graphs replaced, and the triples the store holds now."""

    added: int
    replaced: int
    triples: int


def load(inputs: Collection[Path], folder: Path) -> Loaded:
    """Load files or folders of events into the store in `folder`, which is made where there is none.

    Graphs of articles in the inputs replace those of the same name. FormatError, ReadError or WriteError where anything
    fails: then the store is as it was.
    """
    import pyoxigraph

    if folder.exists() and not is_store(folder) and any(folder.iterdir()):
        raise UsageError("a folder that is no store, and not empty", where=folder, advice="Name another folder.")
    fresh, old = _beside(folder, "new"), _beside(folder, "old")
    with held(folder, "load", exclusive=True):
        with held(folder, "read", exclusive=True, wait=READERS):
            pass  # a server would have to be stopped: better said now than at the end
        try:
            _clear(fresh)
            incoming = pyoxigraph.Store(str(_cleared(_beside(folder, "in"))))
            for path in inputs:
                fill(incoming, path)
            names = _graphs(incoming)
            if is_store(folder):
                done = _merged(incoming, names, folder, fresh)
            else:
                fill_with_schemes(incoming)
                done = Loaded(len(names), 0, len(incoming))
            incoming.flush()
            del incoming
            if not fresh.exists():
                _beside(folder, "in").rename(fresh)
            with held(folder, "read", exclusive=True, wait=READERS):
                _swap(fresh, folder, old)
        except OSError as error:
            raise WriteError(f"the store cannot be written: {error}", where=folder, advice=SPACE) from error
        finally:
            for path in (fresh, _beside(folder, "in")):
                _clear(path)
    return done


READERS = 60
"""Seconds to wait for queries that are being answered."""
SPACE = "Check the disk's space and your rights to the folder."


def _merged(incoming: "pyoxigraph.Store", names: Collection[str], folder: Path, fresh: Path) -> Loaded:
    """Make `fresh` a copy of the store with the incoming graphs in place of those of the same names."""
    import pyoxigraph

    pyoxigraph.Store.read_only(str(folder)).backup(str(fresh))
    store = pyoxigraph.Store(str(fresh))
    replaced = [name for name in names if store.contains_named_graph(pyoxigraph.NamedNode(name))]
    for name in replaced:
        store.remove_graph(pyoxigraph.NamedNode(name))
    store.bulk_extend(incoming)
    fill_with_schemes(store)
    store.flush()
    return Loaded(len(names) - len(replaced), len(replaced), len(store))


def _graphs(incoming: "pyoxigraph.Store") -> list[str]:
    """The names of the graphs to load; FormatError where triples lie in none, for then nothing could replace them."""
    import pyoxigraph

    if next(iter(incoming.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph())), None):
        advice = "Write it with `sanudo convert`, which gives each article its graph."
        raise FormatError("triples that lie in no named graph", advice=advice)
    return sorted(str(graph.value) for graph in incoming.named_graphs() if graph.value not in SCHEMES)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _cleared(folder: Path) -> Path:
    _clear(folder)
    return folder


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    """Put the fresh store in the place of the other."""
    _clear(old)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    _clear(old)


@contextmanager
def held(folder: Path, what: str, *, exclusive: bool, wait: float = 0) -> Iterator[None]:
    """Hold one of the store's two locks: `load` for who writes, `read` for who reads and for putting in place.

    Readers hold theirs together. UsageError where another has it otherwise for longer than `wait` seconds. A store
    left half-way by a machine that stopped is put right first.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    until = time.monotonic() + wait
    with _beside(folder, f"{what}.lock").open("ab") as handle:
        while not _taken(handle.fileno(), kind):
            if time.monotonic() >= until:
                advice = "Wait for the load to end, or stop the server on it."
                raise UsageError("the store is in use", where=folder, advice=advice)
            time.sleep(0.1)
        old = _beside(folder, "old")
        if what == "load" and old.exists() and not folder.exists():
            old.rename(folder)
        yield


def _taken(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
