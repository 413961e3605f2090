"""What is said while articles are coded: a bar on a terminal, a line now and then elsewhere, or JSON Lines."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from sanudo.batch.conversion import Progress

__all__ = ["Reading", "Watcher", "log"]

FEW = 5
"""Up to so many articles nothing is said while they are coded."""
OFTEN, SELDOM = 0.2, 10.0
"""Seconds between what is said on a terminal, and elsewhere."""


class Reading:
    """How much of the input files has been read: the bytes of each, as it is opened."""

    def __init__(self, inputs: Sequence[str]) -> None:
        from sanudo.articles.documents import size_of

        self.total = 0 if "-" in inputs else size_of(inputs)
        self._before = 0
        self._stream: BinaryIO | None = None
        self._size = 0

    def opened(self, path: str, stream: BinaryIO) -> None:
        """Note the next file."""
        import os

        self._before += self._size
        self._stream, self._size = stream, os.fstat(stream.fileno()).st_size

    @property
    def share(self) -> float | None:
        """The part of all bytes that was read; None where there is no telling."""
        if not self.total:
            return None
        at = self._size if self._stream is None or self._stream.closed else self._stream.tell()
        return min(1.0, (self._before + at) / self.total)


def log(event: str, **values: object) -> None:
    """Print one JSON object on standard error."""
    print(json.dumps({"event": event, **values}, ensure_ascii=False), file=sys.stderr, flush=True)


class Watcher:
    """Says how far a run has come; `json_lines` for a program that reads along."""

    def __init__(self, notes: "Console", reading: Reading, *, quiet: bool, json_lines: bool) -> None:
        self._notes, self._reading = notes, reading
        self._quiet, self._json = quiet, json_lines
        self._begun = self._said = time.monotonic()
        self._told = False
        self._bar: Bar | None = None

    @contextmanager
    def watching(self) -> Iterator["Watcher"]:
        """Take the bar away at the end."""
        try:
            yield self
        finally:
            if self._bar is not None:
                self._bar.stop()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._begun

    def __call__(self, progress: "Progress") -> None:
        """Called after each article."""
        if not self._told:
            self._told = True
            self._tell_earlier(progress)
        now = time.monotonic()
        on_terminal = self._notes.is_terminal and not self._json
        if self._quiet or progress.done <= FEW or now - self._said < (OFTEN if on_terminal else SELDOM):
            return
        self._said = now
        rate = (progress.done - progress.reused) / self.seconds
        if self._json:
            counts = {"done": progress.done, "reused": progress.reused, "events": progress.events}
            log("progress", seconds=round(self.seconds, 1), **counts, failed=progress.failed, rate=round(rate, 1))
            return
        text = f"{progress.done:,} articles, {progress.events:,} events, {progress.failed:,} failed, {rate:.1f}/s"
        left = self._left(progress)
        if on_terminal:
            self._show(text, left)
        else:
            self._notes.print(text + (f", {_duration(left)} left" if left is not None else ""), markup=False)

    def _tell_earlier(self, progress: "Progress") -> None:
        """What became of an earlier run's work."""
        said = [f"earlier work is stale: {progress.stale}"] if progress.stale else []
        if progress.damaged:
            said.append(f"{progress.damaged:,} articles are coded anew: their shards are damaged")
        for line in said:
            if self._json:
                log("note", text=line)
            else:
                self._notes.print(line, markup=False)

    def _left(self, progress: "Progress") -> float | None:
        """Seconds left, from the bytes read and the articles of them that are done."""
        share = self._reading.share
        if not share or not progress.read:
            return None
        share *= progress.done / progress.read
        return self.seconds * (1 - share) / share if share else None

    def _show(self, text: str, left: float | None) -> None:
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        if self._bar is None:
            self._bar = Bar(BarColumn(), TextColumn("{task.description}"), console=self._notes, transient=True)
            self._bar.add_task("", total=None)
            self._bar.start()
        share = None if left is None else self.seconds / (self.seconds + left)
        told = text if left is None else f"{text}, {_duration(left)} left"
        self._bar.update(self._bar.task_ids[0], description=told, total=None if share is None else 1.0, completed=share)


def _duration(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> _duration(75), _duration(7300)
    ('1:15', '2:01:40')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
