"""What has been coded: a manifest of articles by content, and the shards that hold their records.

It lies in a folder of its own beside the outputs, an SQLite database and a file a shard. The database says of an
article that it is coded only once the shard that holds its records is on disk, so a run can be killed at any moment and
the next one takes it up from there.
"""

import errno
import fcntl
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import blake2b, sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sanudo.articles import ReadFailure
from sanudo.batch.shards import Coded
from sanudo.errors import UsageError

__all__ = ["Item", "Manifest", "open_manifest"]

_TABLES = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS shard (name TEXT PRIMARY KEY, size INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS done (
    key TEXT PRIMARY KEY, shard TEXT, start INTEGER, size INTEGER, events TEXT, failure TEXT, seconds REAL,
    section TEXT, discarded INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS input (number INTEGER PRIMARY KEY, key TEXT, article TEXT, failure TEXT);
"""
_ITEMS = """
SELECT input.article, done.key, shard, start, size, events, coalesce(input.failure, done.failure), seconds, section,
    discarded
FROM input LEFT JOIN done ON done.key = input.key ORDER BY number
"""
_LAYOUT = "2"


class Item(NamedTuple):
    """One article of the inputs, or what stood in its place: where its records lie, or why it has none."""

    article: str | None
    shard: str | None
    start: int
    size: int
    events: Counter[str]
    failure: ReadFailure | None
    seconds: float
    section: str | None
    discarded: int


class Manifest:
    """The articles coded so far, and the order in which the inputs name them. Settings are those of the records."""

    def __init__(self, folder: Path, database: sqlite3.Connection, *, damaged: bool) -> None:
        self.folder, self._database, self.damaged = folder, database, damaged
        self.dropped = 0
        self._inputs: list[tuple[str | None, str | None, str | None]] = []

    def settings(self) -> dict[str, str]:
        """The settings under which the articles were coded; none where nothing was."""
        return dict(self._database.execute("SELECT name, value FROM setting"))

    def begin(self, settings: dict[str, str]) -> None:
        """Forget the order of the inputs, and what was coded under other settings; drop shards that are damaged."""
        if self.settings() != settings:
            self._database.executescript("DELETE FROM setting; DELETE FROM shard; DELETE FROM done;")
            self._database.executemany("INSERT INTO setting VALUES (?, ?)", settings.items())
        self._database.execute("DELETE FROM input")
        for name, size, digest in self._database.execute("SELECT name, size, digest FROM shard").fetchall():
            if not _sound(self.folder / name, size, digest):
                self.dropped += self._drop("shard = ?", name)
                self._database.execute("DELETE FROM shard WHERE name = ?", (name,))
        self._database.commit()
        self._clean()

    def forget_failed(self) -> int:
        """Forget the articles that could not be coded, so that they are tried again; how many there were."""
        return self._drop("failure IS NOT NULL")

    def _drop(self, which: str, *values: str) -> int:
        return self._database.execute(f"DELETE FROM done WHERE {which}", values).rowcount  # noqa: S608

    def count(self) -> int:
        """How many articles are coded."""
        return int(self._database.execute("SELECT count(*) FROM done").fetchone()[0])

    def has(self, key: str) -> bool:
        """Whether the article of that key was coded, or tried."""
        return self._database.execute("SELECT 1 FROM done WHERE key = ?", (key,)).fetchone() is not None

    def take(self, key: str | None, article: str | None, failure: ReadFailure | None = None) -> None:
        """Note the next article of the inputs, or what stands in its place."""
        self._inputs.append((key, article, json.dumps(asdict(failure)) if failure else None))
        if len(self._inputs) >= 1000:
            self._flush()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO input (key, article, failure) VALUES (?, ?, ?)", self._inputs)
        self._inputs.clear()

    def add(self, coded: Coded) -> None:
        """Note a shard that is on disk, and what became of its articles."""
        rows = (
            (
                entry.key,
                coded.name,
                entry.start,
                entry.size,
                json.dumps(entry.events),
                json.dumps(asdict(entry.failure)) if entry.failure else None,
                entry.seconds,
                entry.section,
                entry.discarded,
            )
            for entry in coded.entries
        )
        self._database.execute("INSERT OR REPLACE INTO shard VALUES (?, ?, ?)", (coded.name, coded.size, coded.digest))
        self._database.executemany("INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._database.commit()

    def items(self) -> Iterator[Item]:
        """The inputs in their order."""
        self._flush()
        for article, key, shard, start, size, events, failure, seconds, section, gone in self._database.execute(_ITEMS):
            if key is None and failure is None:
                raise LookupError(f"article {article} was neither coded nor left out")
            told = ReadFailure(**json.loads(failure)) if failure else None
            types = Counter(json.loads(events or "{}"))
            yield Item(article, shard, start or 0, size or 0, types, told, seconds or 0.0, section, gone or 0)

    def inputs(self) -> str:
        """The SHA-256 digest of the articles of the inputs, and of what is between them, in their order."""
        self._flush()
        digest = sha256()
        for key, article in self._database.execute("SELECT key, article FROM input ORDER BY number"):
            digest.update(f"{key}\t{article}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def copy(self, items: Iterable[Item], stream: BinaryIO) -> None:
        """Write the records of the items, as JSON Lines."""
        name, shard = None, None
        try:
            for item in items:
                if not item.size:
                    continue
                if item.shard != name or shard is None:
                    if shard:
                        shard.close()
                    name, shard = item.shard, (self.folder / str(item.shard)).open("rb")
                shard.seek(item.start)
                stream.write(shard.read(item.size))
        finally:
            if shard:
                shard.close()

    def prune(self) -> None:
        """Forget what the inputs no longer hold, and delete the shards that nothing is left of."""
        self._flush()
        self._drop("key NOT IN (SELECT key FROM input WHERE key IS NOT NULL)")
        self._database.execute("DELETE FROM shard WHERE name NOT IN (SELECT shard FROM done)")
        self._database.commit()
        self._clean()

    def _clean(self) -> None:
        """Delete files of shards that the database does not know: a run was killed before it could say so."""
        known = {name for (name,) in self._database.execute("SELECT name FROM shard")}
        for path in self.folder.glob("*.jsonl"):
            if path.name not in known:
                path.unlink(missing_ok=True)
        for path in self.folder.glob(".*.jsonl.*"):
            path.unlink(missing_ok=True)


def _sound(path: Path, size: int, digest: str) -> bool:
    try:
        return path.stat().st_size == size and blake2b(path.read_bytes(), digest_size=16).hexdigest() == digest
    except OSError:
        return False


@contextmanager
def open_manifest(folder: Path, *, fresh: bool = False) -> Iterator[Manifest]:
    """The manifest in a folder, made where there is none, held against other runs until the block ends.

    fresh: without what earlier runs coded. UsageError where another run holds it. A database that is damaged is begun
    anew. OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            advice = "Wait for it, or choose another folder."
            raise UsageError("another run is writing there", where=folder.parent, advice=advice) from error
        database, damaged = _database(folder, fresh)
        try:
            yield Manifest(folder, database, damaged=damaged)
        except sqlite3.OperationalError as error:
            full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
            code = errno.ENOSPC if full else errno.EIO
            raise OSError(code, os.strerror(code), str(folder)) from error
        finally:
            database.close()


def _database(folder: Path, fresh: bool) -> tuple[sqlite3.Connection, bool]:
    """The database, and whether it was damaged and begun anew."""
    path = folder / "manifest.sqlite"
    if fresh:
        _forget(folder)
    database = sqlite3.connect(path)
    try:
        known = database.execute("PRAGMA user_version").fetchone()[0]
        sound = database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        known, sound = 0, False
    usable = sound and known in (0, int(_LAYOUT))
    if not usable:
        database.close()
        _forget(folder)
        database = sqlite3.connect(path)
    database.executescript(f"PRAGMA user_version = {_LAYOUT}; {_TABLES}")
    return database, not usable


def _forget(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink(missing_ok=True)
