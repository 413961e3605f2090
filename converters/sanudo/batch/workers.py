"""Worker processes that code shards: a worker that dies or hangs costs the one article it was at.

Each has a pipe of its own, gets one shard at a time, says which article it begins, and ends when its parent does.
Numeric libraries keep to one thread in it.
"""

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from sanudo.articles import ReadFailure
from sanudo.batch.shards import Code, Coded, Shard, code_shard
from sanudo.errors import CodingError

__all__ = ["code_in_processes"]

ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
LOADING = 60.0
"""Seconds that a worker may take for its first article above the limit: it loads the language pipeline."""
BEFORE_WORK = 3
"""So often may workers die in turn before they began an article."""


def _serve(pipe: Connection) -> None:
    """A worker's life: the coder, then shards one by one, till the parent closes the pipe or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in ONE_THREAD:
        os.environ[name] = "1"
    try:
        code, folder = pipe.recv()
        loaded = False
        while True:
            shard = pipe.recv()
            try:
                pipe.send(code_shard(shard, code, folder, pipe.send))
                if not loaded:  # looking through pipeline and tables for garbage takes a tenth of the time
                    gc.freeze()
                    loaded = True
            except (EOFError, BrokenPipeError):
                return
            except Exception as error:  # would befall every article: the parent raises it
                pipe.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    shard: Shard | None = None
    at: int | None = None
    deadline: float | None = None
    fresh: bool = True


def code_in_processes(
    shards: Iterator[Shard],
    code: Code,
    folder: Path,
    workers: int,
    *,
    timeout: float | None = None,
    passed: Callable[[int], None] = lambda count: None,
) -> Iterator[Coded]:
    """Code the shards in so many processes; they are yielded as they are done, and taken as workers fall idle.

    `timeout`: seconds an article may take. `passed` gets 1 whenever an article is done with, and less than 0 when so
    many have to be coded once more.
    """
    crew = _Crew(code, folder, timeout, passed)
    try:
        yield from crew.run(shards, workers)
    finally:
        crew.dismiss()


class _Crew:
    def __init__(self, code: Code, folder: Path, timeout: float | None, passed: Callable[[int], None]) -> None:
        self._code, self._folder, self._timeout, self._passed = code, folder, timeout, passed
        self._workers: list[_Worker] = []
        self._again: deque[Shard] = deque()
        self._stillborn = 0

    def run(self, shards: Iterator[Shard], number: int) -> Iterator[Coded]:
        more = True
        while True:
            more = more or bool(self._again)
            idle = [worker for worker in self._workers if worker.shard is None]
            while more and (idle or len(self._workers) < number):
                shard = self._again.popleft() if self._again else next(shards, None)
                if shard is None:
                    more = False
                    break
                self._give(idle.pop() if idle else self._hire(), shard)
            busy = {worker.pipe: worker for worker in self._workers if worker.shard is not None}
            if not busy and not self._again:
                return
            for pipe in wait(list(busy), self._patience(busy.values())):
                coded = self._heard(busy[pipe])  # type: ignore[index]
                if coded:
                    yield coded
            self._end_the_late()

    def _hire(self) -> _Worker:
        context = get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, pipe)
        self._workers.append(worker)
        pipe.send((self._code, self._folder))
        return worker

    def _give(self, worker: _Worker, shard: Shard) -> None:
        worker.shard, worker.at, worker.deadline = shard, None, None
        try:
            worker.pipe.send(shard)
        except (BrokenPipeError, ConnectionResetError):
            self._lost(worker)

    def _patience(self, busy: Any) -> float | None:
        deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _heard(self, worker: _Worker) -> Coded | None:
        try:
            said = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._lost(worker)
            return None
        if isinstance(said, Exception):
            raise said
        if isinstance(said, Coded):
            self._passed(1)
            worker.shard, worker.deadline, worker.fresh = None, None, False
            self._stillborn = 0
            return said
        if worker.at is not None:
            self._passed(1)
            worker.fresh = False
        worker.at = said
        if self._timeout is not None:
            worker.deadline = time.monotonic() + self._timeout + (LOADING if worker.fresh else 0)
        return None

    def _end_the_late(self) -> None:
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.shard is not None and worker.deadline is not None and worker.deadline <= now:
                self._lost(worker, f"took more than {self._timeout:g} seconds")

    def _lost(self, worker: _Worker, why: str | None = None) -> None:
        """End a worker that died, or is late, and give its shard to another.

        The shard is then coded article by article, and what a worker dies of then is left out.
        """
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        shard, at = worker.shard, worker.at
        if shard is None:
            return
        if at is None:
            self._stillborn += 1
            if self._stillborn >= BEFORE_WORK:
                advice = "Is there enough memory? Try fewer --workers."
                raise CodingError(f"worker processes die as they start ({_cause(worker)})", advice=advice)
            self._again.append(shard)
            return
        self._passed(-at)
        if shard.alone:
            key, article = shard.keys[at], shard.articles[at]
            why = why or f"ended the process that coded it ({_cause(worker)})"
            advice = "Code it alone with `sanudo --debug explain`, or allow it more time or memory."
            message = f"could not be coded: it {why}"
            failure = ReadFailure("failed", article.origin or article.id, message, advice, article.id)
            shard = replace(shard, failed={**shard.failed, key: failure})
        shard = replace(shard, alone=True)
        self._again.append(shard)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()


def _cause(worker: _Worker) -> str:
    code = worker.process.exitcode
    return signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
