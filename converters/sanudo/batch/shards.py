"""A shard of articles coded to one file of records: the pure function that every engine drives.

A shard's file holds the records of its articles as JSON Lines, one article after the other, and is there whole or not
at all: it is written under another name, flushed to disk and renamed. The same shard gives the same bytes.
"""

import json
import os
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Protocol, runtime_checkable

from sanudo.articles import Article, ReadFailure
from sanudo.errors import SanudoError
from sanudo_schema import AnyEvent, write_record

__all__ = [
    "MAX_ARTICLES",
    "MAX_CHARACTERS",
    "Code",
    "Coded",
    "Entry",
    "Shard",
    "Together",
    "article_key",
    "code_shard",
    "cut",
    "failure_line",
    "write_whole",
]

MAX_ARTICLES, MAX_CHARACTERS = 32, 200_000
"""A shard is closed at so many articles, or characters of text: some seconds of work."""
TOGETHER = 8
"""So many articles are prepared together by a coder that can do so."""
Code = Callable[[Article], Sequence[AnyEvent]]
"""One article to its event records."""


@runtime_checkable
class Together(Protocol):
    """A coder that prepares articles together, which is faster, and gives for each what codes it."""

    def together(self, articles: Sequence[Article]) -> Sequence[Callable[[], Sequence[AnyEvent]]]:
        """For each article, what codes it."""


def article_key(article: Article, settings: str = "") -> str:
    """What names an article's records: the digest of all that they follow from, 32 hexadecimal digits.

    >>> article_key(Article(id="a", text="Talks open")) == article_key(Article(id="a", text="Talks end"))
    False
    """
    content = article.model_dump_json(exclude={"origin"})
    return blake2b(f"{settings}\n{content}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Shard:
    """Articles of one file, the key of each, and the failures decided for some of them beforehand.

    alone: they are coded strictly one by one, so that it is known which of them a worker died of.
    """

    articles: tuple[Article, ...]
    keys: tuple[str, ...]
    failed: Mapping[str, ReadFailure] = field(default_factory=dict)
    alone: bool = False

    @property
    def name(self) -> str:
        """The name of its file, which follows from the keys."""
        return blake2b("".join(self.keys).encode(), digest_size=16).hexdigest() + ".jsonl"


@dataclass(frozen=True)
class Entry:
    """What became of one article: where its records lie in the shard's file, their types, or why it has none."""

    key: str
    start: int
    size: int
    events: Mapping[str, int]
    seconds: float
    failure: ReadFailure | None = None


@dataclass(frozen=True)
class Coded:
    """A shard's file: its name, size and digest, what became of each article, and the worker's peak memory in MB."""

    name: str
    size: int
    digest: str
    entries: tuple[Entry, ...]
    memory: int


def cut(articles: Iterable[tuple[str, Article]]) -> Iterator[Shard]:
    """Articles with their keys, in shards of bounded size."""
    waiting: list[tuple[str, Article]] = []
    characters = 0
    for key, article in articles:
        waiting.append((key, article))
        characters += len(article.text)
        if len(waiting) == MAX_ARTICLES or characters >= MAX_CHARACTERS:
            yield _shard(waiting)
            waiting, characters = [], 0
    if waiting:
        yield _shard(waiting)


def _shard(waiting: Sequence[tuple[str, Article]]) -> Shard:
    return Shard(tuple(article for _, article in waiting), tuple(key for key, _ in waiting))


def code_shard(shard: Shard, code: Code, folder: Path, begun: Callable[[int], None] = lambda number: None) -> Coded:
    """Code the shard's articles and write its file to `folder`; `begun` is called with each article's number.

    An article that cannot be coded is told in its entry. Errors that would befall every article are raised: OSError
    where the file cannot be written, SanudoError where the call itself is wrong (no such language model).
    """
    entries, parts, start = [], [], 0
    ready: list[Callable[[], Sequence[AnyEvent]]] = []
    for number, (key, article) in enumerate(zip(shard.keys, shard.articles, strict=True)):
        begun(number)
        clock = time.perf_counter()
        ready = ready or _prepared(shard, number, code)
        call = ready.pop(0)
        events: Counter[str] = Counter()
        failure, lines = shard.failed.get(key), b""
        if failure is None:
            records = _coded(article, call)
            if isinstance(records, ReadFailure):
                failure = records
            else:
                events.update(record.type for record in records)
                lines = "".join(f"{write_record(record)}\n" for record in records).encode()
        parts.append(lines)
        entries.append(Entry(key, start, len(lines), dict(events), time.perf_counter() - clock, failure))
        start += len(lines)
    content = b"".join(parts)
    write_whole(folder / shard.name, content)
    return Coded(shard.name, start, blake2b(content, digest_size=16).hexdigest(), tuple(entries), _peak_memory())


def _prepared(shard: Shard, number: int, code: Code) -> list[Callable[[], Sequence[AnyEvent]]]:
    """What codes the articles from that number on: some prepared together, or else the next one alone."""
    if isinstance(code, Together) and not shard.alone:
        try:
            return list(code.together(shard.articles[number : number + TOGETHER]))
        except Exception:  # one of them: each alone shows which
            return [partial(code, article) for article in shard.articles[number : number + TOGETHER]]
    return [partial(code, shard.articles[number])]


def _coded(article: Article, code: Callable[[], Sequence[AnyEvent]]) -> Sequence[AnyEvent] | ReadFailure:
    where = article.origin or article.id
    try:
        return code()
    except SanudoError as error:
        if error.exit_code == 2:
            raise
        trace = traceback.format_exc()
        return ReadFailure("failed", error.where or where, error.message, error.advice, article.id, trace=trace)
    except Exception as error:  # one article must not cost the others theirs
        message = f"could not be coded: {type(error).__name__}: {error}"
        advice = "Run `sanudo --debug explain` on it and report it."
        return ReadFailure("failed", where, message, advice, article.id, trace=traceback.format_exc())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whatever happens meanwhile, and stays after a power cut."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _peak_memory() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def failure_line(failure: ReadFailure) -> str:
    """A failure as one JSON object, without the fields that are empty."""
    return json.dumps({name: value for name, value in asdict(failure).items() if value}, ensure_ascii=False)
