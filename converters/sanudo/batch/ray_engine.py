"""Shards coded by Ray, on this machine or a cluster: an actor for each worker, a lost one costs no article.

Actors hand back what a shard's file holds and this process writes it, so that machines need not share a disk.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from sanudo.articles import ReadFailure
from sanudo.batch.shards import Code, Coded, Shard, coded_content, write_whole
from sanudo.batch.workers import LOADING, ONE_THREAD
from sanudo.errors import CodingError, UsageError

__all__ = ["code_on_ray"]

LOST_IN_TURN = 12
"""So many actors may be lost one after the other without a shard coded between."""
PATIENCE, ORDINARY = 5.0, 2.0
"""Seconds after which it is looked whether an actor is late; seconds that an article of a shard may take at ease."""


def code_on_ray(
    shards: Iterator[Shard],
    code: Code,
    folder: Path,
    workers: int,
    *,
    address: str | None = None,
    timeout: float | None = None,
    passed: Callable[[int], None] = lambda count: None,
) -> Iterator[Coded]:
    """Code the shards on a Ray cluster by address, or one that is started here and ended afterwards.

    workers: actors, each on one core and with a pipeline of its own; 0 is as many as the cluster has cores. `timeout`:
    seconds an article may take. `passed` gets the number of articles done with. UsageError where Ray is not installed
    or the cluster does not answer.
    """
    with _connected(address, workers) as (ray, number):
        crew = _Crew(ray, code, folder, timeout, passed)
        try:
            yield from crew.run(shards, number)
        finally:
            crew.dismiss()


@contextmanager
def _connected(address: str | None, workers: int) -> Iterator[tuple[Any, int]]:
    """Ray, and how many actors there is room for."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to the network
    try:
        ray = import_module("ray")
    except ImportError as error:
        raise UsageError("Ray is not installed", advice="pip install 'sanudo[ray]'") from error
    found = ray.is_initialized()
    if not found:
        here = {"num_cpus": workers or os.cpu_count(), "include_dashboard": False} if address is None else {}
        try:
            ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **here)
        except Exception as error:  # Ray says in many ways that it cannot
            what = f"no Ray cluster answers at {address}" if address else "Ray could not be started"
            raise UsageError(f"{what}: {error}", advice="`ray status` tells more.") from error
    try:
        cores = int(ray.cluster_resources().get("CPU", 1))
        yield ray, min(workers or cores, cores)
    finally:
        if not found:
            ray.shutdown()


class _Worker:
    """An actor: it holds the coder, and so the pipeline, and codes shards one after the other."""

    def __init__(self, code: Code) -> None:
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
        self._code = code

    def ready(self) -> None:
        """Answer, once it has a place to run."""

    def shard(self, shard: Shard) -> tuple[Coded, bytes]:
        """What is to be noted of a shard, and what its file holds."""
        return coded_content(shard, self._code)


@dataclass
class _Job:
    """What an actor is at: a shard, or none while it starts; until when it may take."""

    actor: Any
    shard: Shard | None = None
    deadline: float | None = None


class _Crew:
    def __init__(
        self, ray: Any, code: Code, folder: Path, timeout: float | None, passed: Callable[[int], None]
    ) -> None:
        self._ray, self._code, self._folder, self._timeout, self._passed = ray, code, folder, timeout, passed
        self._kind = ray.remote(num_cpus=1, max_restarts=0)(_Worker)
        self._jobs: dict[Any, _Job] = {}
        self._idle: list[Any] = []
        self._again: deque[Shard] = deque()
        self._suspects: set[str] = set()
        self._lost_in_turn = 0

    def run(self, shards: Iterator[Shard], number: int) -> Iterator[Coded]:
        for _ in range(number):
            self._hire()
        more = True
        while True:
            while self._idle and (more or self._again):
                shard = self._again.popleft() if self._again else next(shards, None)
                if shard is None:
                    more = False
                else:
                    self._give(self._idle.pop(), shard)
            if not more and not self._again and not any(job.shard for job in self._jobs.values()):
                return
            done, _ = self._ray.wait(list(self._jobs), timeout=PATIENCE)
            for answer in done:
                coded = self._heard(answer, self._jobs.pop(answer))
                if coded:
                    yield coded
            self._end_the_late()

    def _hire(self) -> None:
        actor = self._kind.remote(self._code)
        self._jobs[actor.ready.remote()] = _Job(actor)

    def _give(self, actor: Any, shard: Shard) -> None:
        late = None
        if self._timeout is not None:
            late = time.monotonic() + LOADING + self._timeout + ORDINARY * len(shard.articles)
        self._jobs[actor.shard.remote(shard)] = _Job(actor, shard, late)

    def _heard(self, answer: Any, job: _Job) -> Coded | None:
        try:
            said = self._ray.get(answer)
        except self._ray.exceptions.RayTaskError as error:  # would befall every article
            raise error.cause from None
        except self._ray.exceptions.RayError as error:
            self._lost(job, f"ended the process that coded it ({type(error).__name__})")
            return None
        self._idle.append(job.actor)
        if job.shard is None:
            return None
        coded, content = said
        write_whole(self._folder / coded.name, content)
        self._lost_in_turn = 0
        self._passed(len(job.shard.articles))
        return coded  # type: ignore[no-any-return]

    def _end_the_late(self) -> None:
        now = time.monotonic()
        for answer, job in list(self._jobs.items()):
            if job.deadline is not None and job.deadline <= now:
                del self._jobs[answer]
                self._lost(job, f"took more than {self._timeout:g} seconds")

    def _lost(self, job: _Job, why: str) -> None:
        """Take another actor for one that is lost or late, and give its articles to whoever is free, one by one.

        An article of which an actor is lost that has it alone, twice, is left out.
        """
        self._ray.kill(job.actor)
        self._lost_in_turn += 1
        if self._lost_in_turn >= LOST_IN_TURN:
            raise CodingError("Ray loses its actors faster than they code", advice="Is there enough memory?")
        self._hire()
        shard = job.shard
        if shard is None:
            return
        if not shard.alone:
            pairs = zip(shard.articles, shard.keys, strict=True)
            self._again.extend(Shard((article,), (key,), alone=True) for article, key in pairs)
            return
        (article,), (key,) = shard.articles, shard.keys
        if key in self._suspects:
            advice = "Code it alone with `sanudo --debug explain`, or allow it more time or memory."
            where, message = article.origin or article.id, f"could not be coded: it {why}"
            shard = replace(shard, failed={key: ReadFailure("failed", where, message, advice, article.id)})
        self._suspects.add(key)
        self._again.append(shard)

    def dismiss(self) -> None:
        for actor in (*self._idle, *(job.actor for job in self._jobs.values())):
            self._ray.kill(actor)
