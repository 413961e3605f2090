"""Inputs of any kind to articles, one after the other."""

import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from pkgutil import resolve_name
from types import MappingProxyType

from sanudo.articles.article import Article
from sanudo.articles.containers import unpack
from sanudo.articles.datelines import dateline, publication_date
from sanudo.articles.documents import Document, Opened, open_inputs
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.failures import ReadFailure
from sanudo.articles.given_ids import GivenIds
from sanudo.articles.languages import language_of
from sanudo.articles.sniffing import sniff
from sanudo.articles.text import normalise, split_headline
from sanudo.articles.versions import latest, moment
from sanudo.errors import ReadError, UsageError

__all__ = ["FORMATS", "MAX_TEXT", "article_from_text", "read_articles"]

MAX_TEXT = 200_000
"""Characters in the longest article read: parsing takes about 3 kB of memory for each."""

FORMATS = MappingProxyType(
    {
        "text": "plain:read_plain",
        "json": "json_articles:read_json",
        "jsonl": "json_articles:read_jsonl",
        "newsml-g2": "newsml_g2:read_newsml_g2",
        "newsml-1": "newsml_1:read_newsml_1",
        "nitf": "nitf:read_nitf",
        "feed": "feeds:read_feed",
        "html": "html:read_html",
        "wire": "wire:read_wire",
        "mail": "wire:read_mail",
        "csv": "tables:read_csv",
        "tsv": "tables:read_tsv",
        "parquet": "tables:read_parquet",
    }
)
_WITH_COLUMNS = frozenset({"json", "jsonl", "csv", "tsv", "parquet"})

_LETTERS = re.compile(r"\W+")

Reader = Callable[[Document], Iterator[Draft | ReadFailure]]


@dataclass
class _Batch:
    """What reading one batch of inputs has to remember: the settings, and the ids given so far."""

    fmt: str | None
    date: datetime | date | None
    columns: Mapping[str, str]
    language: str | None = None
    as_of: datetime = field(default_factory=lambda: datetime.now(UTC))
    given: GivenIds = field(default_factory=GivenIds)


def read_articles(
    inputs: Sequence[str | Path],
    *,
    fmt: str | None = None,
    date: datetime | date | None = None,
    columns: Mapping[str, str] | None = None,
    exclude: Collection[Path] = (),
    language: str | None = None,
    as_of: datetime | None = None,
    opened: Opened = lambda path, stream: None,
) -> Iterator[Article | ReadFailure]:
    """The articles of files, folders, globs and `-`, as they are read, in a fixed order.

    The format of each file is told from its content unless `fmt` names one of `FORMATS`. `date` is the
    publication date of articles that state none. `columns` (field -> column or key) says where JSON and
    tables keep a field. `language` is taken as that of all articles without looking; else only English is read.
    `as_of` (now, if None) is the moment that embargoes are judged at. Files named in `exclude`
    are not read; `opened` is called with the path and stream of each that is. What cannot be read, or is left out, is
    yielded as a ReadFailure in its place.
    UsageError for an unknown `fmt`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("Envoys meet in Oslo\\nThey met on Monday, a spokesman said.")
    ...     [(article.id, article.title) for article in read_articles([folder])]
    [('a.txt', 'Envoys meet in Oslo')]
    """
    if fmt is not None and fmt not in FORMATS:
        raise UsageError(f"there is no article format {fmt!r}", advice=f"Formats: {', '.join(FORMATS)}.")
    batch = _Batch(fmt, date, columns or {}, language, as_of or datetime.now(UTC))
    yield from latest(_all(open_inputs(inputs, exclude, opened), batch))


def _all(documents: Iterator[Document | ReadFailure], batch: _Batch) -> Iterator[Article | ReadFailure]:
    for given in documents:
        if isinstance(given, ReadFailure):
            yield given
        else:
            yield from _guarded(_unpacked(given, batch), given)


def _unpacked(given: Document, batch: _Batch) -> Iterator[Article | ReadFailure]:
    """The articles of a file: of itself, or of what is packed in it."""
    for document in unpack(given):
        if isinstance(document, ReadFailure):
            yield document
        else:
            yield from _guarded(_read(document, batch), document)


def article_from_text(
    text: str, *, title: str | None = None, date: datetime | date | None = None, id: str = "text"
) -> Article:
    """The article that a text is; without `title`, its first line is the headline where it reads like one.

    `date` is the publication date; without it, the date that the text states. ReadError where the text is empty or too
    long.

    >>> article = article_from_text("Envoys meet in Oslo\\nPublished: 3 May 2022\\n\\nThey met on Monday.")
    >>> article.title, article.published.isoformat()
    ('Envoys meet in Oslo', '2022-05-03')
    """
    draft = Draft(text, title=title, id=id, headline="given" if title else "first line")
    article = _finished(draft, Document(id, id, io.BytesIO()), _Batch(None, date, {}))
    if isinstance(article, ReadFailure):
        raise ReadError(article.message, where=article.where, advice=article.advice)
    return article


def _read(document: Document, batch: _Batch) -> Iterator[Article | ReadFailure]:
    for draft in _reader(batch.fmt or sniff(document), batch)(document):
        yield draft if isinstance(draft, ReadFailure) else _finished(draft, document, batch)


def _guarded(articles: Iterator[Article | ReadFailure], document: Document) -> Iterator[Article | ReadFailure]:
    """The same articles; what goes wrong in a document becomes a failure and ends with the document."""
    try:
        yield from articles
    except ReadError as error:
        yield ReadFailure.of(error, where=document.origin)
    except OSError as error:
        yield ReadFailure("failed", document.origin, error.strerror or str(error), "Check the file.")


def _reader(fmt: str, batch: _Batch) -> Reader:
    reader: Callable[..., Iterator[Draft | ReadFailure]] = resolve_name(f"sanudo.articles.{FORMATS[fmt]}")
    return partial(reader, columns=batch.columns) if fmt in _WITH_COLUMNS else reader


def _finished(draft: Draft, document: Document, batch: _Batch) -> Article | ReadFailure:
    """The article of a draft: text normalised, headline first, date and id settled."""
    where = f"{document.origin} {draft.place}" if draft.place else document.origin
    draft.id = _one_line(draft.id)
    text, title = normalise(draft.text), _one_line(draft.title)
    spoken = batch.language or language_of(text, draft.language)
    if left_out := _left_out(draft, text, spoken, where, batch.as_of):
        return left_out
    if draft.headline == "first line" and title is None:
        title, _ = split_headline(text)
    elif title:
        title, text = _with_headline(title, text)
    published = draft.published or _stated_date(text) or batch.date
    identifier = _identifier(draft, text, document, batch)
    if isinstance(identifier, ReadFailure):
        return identifier
    return Article(
        id=identifier,
        text=text,
        title=title,
        headline_end=len(title or ""),
        published=published,
        updated=draft.updated if draft.updated != published else None,
        publisher=_one_line(draft.publisher),
        url=_one_line(draft.url) or document.url,
        language=_language(draft.language, spoken),
        byline=re.sub(r"^[Bb]y\s+", "", _one_line(draft.byline) or "") or None,
        dateline=_place(draft.dateline) or _stated_place(text) or _one_line(draft.located),
        section=_one_line(draft.section),
        version=_one_line(draft.version),
        origin=where,
    )


def _left_out(draft: Draft, text: str, spoken: str | None, where: str, now: datetime) -> ReadFailure | None:
    """Why an article is not used: its sender's wish, its length, its language; None where it is."""
    if draft.withheld and (reason := _withheld(draft.withheld, now)):
        withdrawn = None if draft.withheld.status == "embargoed" else draft.id
        return ReadFailure("skipped", where, *reason, article=draft.id, withdraws=withdrawn)
    if not text:
        return ReadFailure("skipped", where, "no text in it", article=draft.id)
    if len(text) > MAX_TEXT:
        message = f"a text of {len(text):,} characters; the longest article read has {MAX_TEXT:,}"
        return ReadFailure("failed", where, message, "Split it into articles.", article=draft.id)
    if spoken not in (None, "en"):
        named = "not English" if spoken == "und" else f"in the language {spoken}, and only English is coded"
        return ReadFailure("skipped", where, f"the text is {named}", "Force it with --language en.", draft.id)
    return None


def _with_headline(title: str, text: str) -> tuple[str, str]:
    """The title, as the text has it where the text begins with it, and the text with the title first."""
    first, _, rest = text.partition("\n")
    if rest and _LETTERS.sub("", first.lower()) == _LETTERS.sub("", title.lower()):
        return first, text
    return title, text if text.startswith(f"{title}\n") else f"{title}\n{text}"


def _withheld(held: Withheld, now: datetime) -> tuple[str, str | None] | None:
    """Why an item must not be used now, and what to do about it."""
    if held.status != "embargoed":
        return f"the sender has marked it as {held.status}", None
    if held.until is None or moment(held.until) > now:
        return f"under embargo {f'until {held.until}' if held.until else 'without an end'}", "Read it again after that."
    return None


def _language(declared: str | None, spoken: str | None) -> str | None:
    """The tag that the source gives (`en-GB`) where it agrees with the text, else the text's language."""
    tag = (_one_line(declared) or "").replace("_", "-")
    primary, _, region = tag.partition("-")
    agrees = len(primary) == 2 and spoken in (None, primary.lower())
    return "-".join(filter(None, (primary.lower(), region))) if agrees else spoken


def _stated_date(text: str) -> date | None:
    found = publication_date(text)
    return found.date if found else None


def _place(line: str | None) -> str | None:
    """The place of a dateline: "STOCKHOLM, Aug 29, 2014 (AFP) -" is Stockholm's; a line with digits alone has none."""
    line = _one_line(line)
    if not line or not any(character.isdigit() for character in line):
        return line
    return _stated_place(f"{line} Text")


def _stated_place(text: str) -> str | None:
    found = dateline(text)
    return found.place if found else None


def _identifier(draft: Draft, text: str, document: Document, batch: _Batch) -> str | ReadFailure:
    """The input's own id, else the path relative to the input (the whole path if that is taken)."""
    where = f"{document.origin} {draft.place}" if draft.place else document.origin
    suffix = f"#{draft.place.split()[-1]}" if draft.place else ""
    own, digest = draft.id, sha256(text.encode()).digest()[:8]
    if own and draft.version and batch.given.versioned(own):
        return own
    name = _one_line(document.name) or "article"
    candidates = [own] if own else [name + suffix, normalise(document.origin) + suffix]
    for candidate in candidates:
        if batch.given.give(candidate, where, digest, versioned=draft.version is not None):
            return candidate
    first, known = batch.given.first(candidates[0])
    if digest == known:
        return ReadFailure("skipped", where, f"a copy of {candidates[0]} in {first}", article=candidates[0])
    message = f"its id {candidates[0]} is also that of {first}"
    return ReadFailure("failed", where, message, "Give each article an id of its own.", article=candidates[0])


def _one_line(value: str | None) -> str | None:
    return " ".join(normalise(value).split()) or None if value else None
