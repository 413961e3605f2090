"""RSS 0.9 to 2.0 and Atom: each entry with the fullest text it carries."""

from collections.abc import Iterator
from datetime import date, datetime

from sanudo.articles.dates import read_date
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.failures import ReadFailure
from sanudo.articles.markup import Element, block_text, child, parse_xml, rich_text, tag_of, text_at

__all__ = ["read_feed"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNPUBLISHED = frozenset({"draft", "pending", "private", "trash", "auto-draft"})


def read_feed(document: Document) -> Iterator[Draft | ReadFailure]:
    """The entries of a feed; publisher and language come from the feed where the entry has none.

    >>> from io import BytesIO
    >>> data = b"<rss><channel><title>News</title><item><title>Talks</title></item></channel></rss>"
    >>> [(draft.title, draft.publisher) for draft in read_feed(Document("a", "a", BytesIO(data)))]
    [('Talks', 'News')]
    """
    root = parse_xml(document.read(), document.charset)
    entries = [node for node in root.iter() if tag_of(node).lower() in ("item", "entry")]
    if not entries:
        yield ReadFailure("skipped", document.origin, "a feed without entries")
    channel = child(root, "channel")
    feed = root if channel is None else channel
    publisher, language = text_at(feed, "title"), text_at(feed, "language") or feed.get(_LANGUAGE)
    for number, entry in enumerate(entries, 1):
        draft = _draft(entry)
        draft.place = f"item {number}"
        draft.publisher, draft.language = draft.publisher or publisher, draft.language or language
        yield draft


def _draft(entry: Element) -> Draft:
    source = child(entry, "source")
    title = _content(child(entry, "title"))
    return Draft(
        text=_text(entry),
        title=" ".join(title.split()) or None,
        id=text_at(entry, "guid") or text_at(entry, "id"),
        published=_date(entry, "pubDate", "published", "issued", "date", "created"),
        updated=_date(entry, "updated", "modified", "lastBuildDate"),
        publisher=(text_at(source, "title") or text_at(source)) if source is not None else None,
        url=_link(entry),
        language=text_at(entry, "language") or entry.get(_LANGUAGE),
        byline=text_at(entry, "creator") or text_at(entry, "author", "name") or text_at(entry, "author"),
        section=text_at(entry, "category"),
        version=text_at(entry, "updated"),
        withheld=Withheld("withheld") if text_at(entry, "status") in _UNPUBLISHED else None,
    )


def _text(entry: Element) -> str:
    """The longest of content, description and summary."""
    names = ("encoded", "content", "body", "description", "summary", "fulltext", "content_text")
    texts = [_content(node) for node in entry if tag_of(node) in names]
    return max(texts, key=len, default="")


def _content(node: Element | None) -> str:
    """A construct that holds plain text, escaped HTML or, in Atom, XHTML."""
    if node is None:
        return ""
    return block_text(node) if len(node) else rich_text(node.text or "")


def _date(entry: Element, *names: str) -> datetime | date | None:
    return next((found for name in names if (found := read_date(text_at(entry, name)))), None)


def _link(entry: Element) -> str | None:
    """The link of RSS, or the alternate one of Atom."""
    for node in entry:
        if tag_of(node) == "link" and node.get("rel", "alternate") == "alternate":
            address = (node.text or "").strip() or node.get("href")
            if address:
                return address
    guid = text_at(entry, "guid")
    return guid if guid and guid.startswith("http") else None
