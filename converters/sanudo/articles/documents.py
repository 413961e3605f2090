"""One file's worth of bytes, wherever they lie, and the inputs of a command turned into such documents."""

import glob
import io
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

from sanudo.articles.failures import ReadFailure
from sanudo.errors import ReadError

__all__ = ["MAX_DOCUMENT", "MAX_LINE", "Document", "Opened", "open_inputs", "size_of"]

MAX_DOCUMENT = 64 * 1024 * 1024
MAX_COPY = 4 * 1024 * 1024 * 1024
MAX_LINE = 16 * 1024 * 1024
HEAD = 64 * 1024


@dataclass
class Document:
    """A stream of bytes with a name, its first bytes (`head`) known before it is read.

    `name` is the path relative to the input and the default id of its article; messages call it by `origin`.
    `charset` and `url` are what a transport (a WARC record) said of it.
    """

    name: str
    origin: str
    stream: BinaryIO
    charset: str | None = None
    url: str | None = None
    head: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.head = _read_up_to(self.stream, HEAD)

    def read(self) -> bytes:
        """All the bytes; ReadError beyond `MAX_DOCUMENT`. A document is read once."""
        data = self.head + _read_up_to(self.stream, MAX_DOCUMENT - len(self.head) + 1)
        if len(data) > MAX_DOCUMENT:
            raise ReadError(
                f"more than {MAX_DOCUMENT // 2**20} MB in one document",
                where=self.origin,
                advice="Split it; JSON Lines, CSV and archives may be of any size.",
            )
        return data

    def open(self) -> BinaryIO:
        """The bytes as a stream from the beginning. A document is read once."""
        return io.BufferedReader(_Rewound(self.head, self.stream))

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The bytes as a stream that can be read in any order: the file itself, or a temporary copy on disk."""
        if self.stream.seekable():
            self.stream.seek(0)
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=MAX_DOCUMENT) as copy:
            stream = self.open()
            while part := stream.read(HEAD):
                copy.write(part)
                if copy.tell() > MAX_COPY:
                    raise ReadError(
                        f"more than {MAX_COPY // 2**30} GB to be copied", where=self.origin, advice="Unpack it first."
                    )
            copy.seek(0)
            yield copy

    def lines(self) -> Iterator[bytes]:
        """Each line with its end; ReadError at a line longer than `MAX_LINE`."""
        stream = self.open()
        while line := stream.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise ReadError(
                    f"a line of more than {MAX_LINE // 2**20} MB",
                    where=self.origin,
                    advice="Put one article on each line.",
                )
            yield line


class _Rewound(io.RawIOBase):
    """A stream whose first bytes were read already and are put before the rest again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._head[: len(view)] if self._head else self._rest.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, or fewer at the end: streams of archives give less at a time than asked."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


Opened = Callable[[str, BinaryIO], None]
"""Called with the path and the stream of each file as it is opened."""


def open_inputs(
    inputs: Sequence[str | Path],
    exclude: Collection[Path] = (),
    opened: Opened = lambda path, stream: None,
) -> Iterator[Document | ReadFailure]:
    """The documents of files, folders (all under them, sorted), globs, and `-` for standard input.

    Hidden files in folders, and the files named in `exclude`, are left out. What cannot be opened is yielded as a
    failure, and the rest goes on.
    """
    excluded = {os.path.realpath(path) for path in exclude}
    for given in inputs:
        if str(given) == "-":
            yield Document("stdin", "standard input", sys.stdin.buffer)
            continue
        found = False
        for path, name in _files(str(given)):
            found = True
            if os.path.realpath(path) not in excluded:
                yield from _opened(path, _printable(name), opened)
        if not found:
            yield ReadFailure("failed", str(given), "no such file, and no file in it", "Check the path.")


def size_of(inputs: Sequence[str | Path]) -> int:
    """The bytes in all the files that the inputs stand for; standard input counts as none."""
    return sum(os.stat(path).st_size for given in inputs for path, _ in _files(str(given)) if os.path.isfile(path))


def _files(given: str) -> Iterator[tuple[str, str]]:
    """(path, name relative to the input) of each file that an input stands for."""
    if os.path.isdir(given):
        for folder, folders, files in os.walk(given):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for file in sorted(name for name in files if not name.startswith(".")):
                path = os.path.join(folder, file)
                yield path, Path(path).relative_to(given).as_posix()
    elif os.path.lexists(given):
        yield given, os.path.basename(given)
    else:
        for path in sorted(glob.glob(given, recursive=True)):
            if os.path.isdir(path):
                continue
            yield path, os.path.basename(path)


def _printable(path: str) -> str:
    """A path as text: bytes of a file name that are not UTF-8 are replaced."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _opened(path: str, name: str, opened: Opened) -> Iterator[Document | ReadFailure]:
    try:
        if not os.path.isfile(path):
            yield ReadFailure("failed", path, "this is not a regular file", "Give a file, a folder or - .")
            return
        with open(path, "rb") as stream:
            opened(path, stream)
            yield Document(name, _printable(path), stream)
    except OSError as error:
        advice = "Check the path and your rights to read it."
        yield ReadFailure("failed", path, error.strerror or str(error), advice)
