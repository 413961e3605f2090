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
from sanudo.coding.noise import Sifted
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
    "coded_content",
    "cut",
    "failure_line",
    "write_whole",
]

MAX_ARTICLES, MAX_CHARACTERS = 32, 200_000
"""A shard is closed at so many articles, or characters of text: some seconds of work."""
TOGETHER = 80_000
"""So many characters of articles, about, are prepared together by a coder that can do so."""
Code = Callable[[Article], Sequence[AnyEvent]]
"""One article to its event records."""


@runtime_checkable
class Together(Protocol):
    """A coder that prepares articles together, which is faster, and gives for each what codes it."""

    def together(self, articles: Sequence[Article]) -> Sequence[Callable[[], Sifted]]:
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

    alone: they are coded strictly one by one, so that it is known which of them a worker died of; so they are where
    failures are decided.
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
    """What became of one article: where its records lie in the shard's file, their types, or why it has none.

    section: the newspaper's section it belongs to where it is not about politics. discarded: records not kept.
    """

    key: str
    start: int
    size: int
    events: Mapping[str, int]
    seconds: float
    failure: ReadFailure | None = None
    section: str | None = None
    discarded: int = 0


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

    OSError where the file cannot be written; else as `coded_content`.
    """
    coded, content = coded_content(shard, code, begun)
    write_whole(folder / coded.name, content)
    return coded


def coded_content(shard: Shard, code: Code, begun: Callable[[int], None] = lambda number: None) -> tuple[Coded, bytes]:
    """What is to be noted of the shard, and what its file holds; `begun` is called with each article's number.

    An article that cannot be coded is told in its entry. Errors that would befall every article are raised:
    SanudoError where the call itself is wrong (no such language model).
    """
    entries, parts, start = [], [], 0
    ready: list[Callable[[], Sifted]] = []
    shared = 0.0
    for number, (key, article) in enumerate(zip(shard.keys, shard.articles, strict=True)):
        begun(number)
        clock = time.perf_counter()
        coded: Sifted | ReadFailure | None = shard.failed.get(key)
        if coded is None and not ready:
            group = _group(shard, number)
            ready = _prepared(group, code)
            shared = (time.perf_counter() - clock) / max(1, sum(len(other.text) for other in group))
            clock = time.perf_counter()
        coded = coded or _coded(article, ready.pop(0))
        lines = b""
        if isinstance(coded, Sifted):
            lines = "".join(f"{write_record(record)}\n" for record in coded.kept).encode()
        parts.append(lines)
        seconds = time.perf_counter() - clock + shared * len(article.text)
        entries.append(_entry(key, start, len(lines), coded, seconds))
        start += len(lines)
    content = b"".join(parts)
    digest = blake2b(content, digest_size=16).hexdigest()
    return Coded(shard.name, start, digest, tuple(entries), _peak_memory()), content


def _entry(key: str, start: int, size: int, coded: Sifted | ReadFailure, seconds: float) -> Entry:
    if isinstance(coded, ReadFailure):
        return Entry(key, start, size, {}, seconds, coded)
    events: Counter[str] = Counter(record.type for record in coded.kept)
    section = coded.section.name if coded.section else None
    return Entry(key, start, size, dict(events), seconds, None, section, len(coded.discarded))


def _group(shard: Shard, number: int) -> tuple[Article, ...]:
    """The articles from that number on that are prepared together."""
    end, characters = number, 0
    while end < len(shard.articles) and (end == number or (not shard.alone and characters < TOGETHER)):
        characters += len(shard.articles[end].text)
        end += 1
    return shard.articles[number:end]


def _prepared(group: Sequence[Article], code: Code) -> list[Callable[[], Sifted]]:
    """What codes each of the articles."""
    if not isinstance(code, Together):
        return [partial(_sifted, code, article) for article in group]
    try:
        return list(code.together(group))
    except Exception:  # one of them: each alone shows which
        return [partial(_alone, code, article) for article in group]


def _sifted(code: Code, article: Article) -> Sifted:
    return Sifted(list(code(article)), [])


def _alone(code: Together, article: Article) -> Sifted:
    return code.together([article])[0]()


def _coded(article: Article, code: Callable[[], Sifted]) -> Sifted | ReadFailure:
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
