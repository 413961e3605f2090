"""NewsML-G2 of the IPTC: news items alone, in messages and in packages."""

from collections.abc import Iterator

from sanudo.articles.dates import read_date
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.failures import ReadFailure
from sanudo.articles.markup import (
    Element,
    block_text,
    child,
    children,
    markup_text,
    parse_xml,
    rich_text,
    tag_of,
    text_at,
)
from sanudo.articles.nitf import nitf_byline, nitf_text, nitf_title
from sanudo.articles.text import unwrap

__all__ = ["read_newsml_g2"]

_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml_g2(document: Document) -> Iterator[Draft | ReadFailure]:
    """Each news item that carries its text; packages, concepts and pictures are reported as skipped.

    >>> from io import BytesIO
    >>> data = b"<newsItem guid='1'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>"
    >>> [item.message for item in read_newsml_g2(Document("a", "a", BytesIO(data)))]
    ['a picture item, not a text']
    """
    root = parse_xml(document.read(), document.charset)
    items = [node for node in root.iter() if tag_of(node) in _ITEMS]
    if not items:
        yield ReadFailure("skipped", document.origin, f"no news item in this <{tag_of(root)}>")
    for number, item in enumerate(items, 1):
        place = f"item {number}" if len(items) > 1 else None
        where = f"{document.origin} {place}" if place else document.origin
        if reason := _without_text(item):
            yield ReadFailure("skipped", where, reason, article=item.get("guid"))
            continue
        draft = _draft(item)
        draft.place = place
        yield draft


def _without_text(item: Element) -> str | None:
    """Why an item holds no article, or None."""
    kind = tag_of(item)
    if kind == "packageItem":
        return "a package: it lists items and carries no text of its own"
    if kind != "newsItem":
        return f"a {kind}, not a news item"
    media = _code(child(item, "itemMeta", "itemClass"))
    if media and media not in ("text", "composite"):
        return f"a {media} item, not a text"
    if child(item, "contentSet", "inlineXML") is None and child(item, "contentSet", "inlineData") is None:
        return "its text is not in the file but linked from it"
    return None


def _draft(item: Element) -> Draft:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    meta, content = item if meta is None else meta, item if content is None else content
    nitf = next((node for node in item.iter() if tag_of(node) == "nitf"), None)
    language = child(content, "language")
    created = read_date(text_at(content, "contentCreated")) or read_date(text_at(meta, "firstCreated"))
    version = read_date(text_at(meta, "versionCreated"))
    return Draft(
        text=_text(item),
        title=_headline(content) or (nitf_title(nitf) if nitf is not None else None) or text_at(meta, "title"),
        id=item.get("guid"),
        published=created or version,
        updated=read_date(text_at(content, "contentModified")) or version,
        publisher=_name(child(meta, "provider")) or text_at(content, "creditline"),
        language=(language.get("tag") if language is not None else None) or item.get(_LANGUAGE),
        byline=text_at(content, "by")
        or (nitf_byline(nitf) if nitf is not None else None)
        or text_at(content, "creator", "name"),
        dateline=text_at(content, "dateline"),
        located=_name(child(content, "located")),
        section=text_at(meta, "service", "name"),
        version=item.get("version"),
        withheld=_withheld(meta),
    )


def _text(item: Element) -> str:
    """The longest text among the renditions that the item carries."""
    texts = []
    for node in children(item, "contentSet", "inlineXML"):
        nitf = child(node, "nitf")
        texts.append(nitf_text(nitf) if nitf is not None else unwrap(block_text(node)))
    for node in children(item, "contentSet", "inlineData"):
        value = "".join(node.itertext())
        is_html = "html" in (node.get("contenttype") or "")
        texts.append(markup_text(value) if is_html else unwrap(rich_text(value)))
    return max(texts, key=len, default="")


def _headline(content: Element) -> str | None:
    """The headline without a role or with the main one, else the first."""
    headlines = [node for node in children(content, "headline") if "".join(node.itertext()).strip()]
    main = [node for node in headlines if (node.get("role") or "main").lower().endswith("main")]
    return next((" ".join("".join(node.itertext()).split()) for node in main or headlines), None)


def _withheld(meta: Element) -> Withheld | None:
    """What `pubStatus` and `embargoed` say; an empty `embargoed` is an embargo without an end."""
    status = _code(child(meta, "pubStatus"))
    if status in ("canceled", "cancelled"):
        return Withheld("canceled")
    if status == "withheld":
        return Withheld("withheld")
    embargo = child(meta, "embargoed")
    return None if embargo is None else Withheld("embargoed", read_date("".join(embargo.itertext())))


def _code(node: Element | None) -> str | None:
    """The last part of a QCode or URI: `stat:usable` is `usable`."""
    value = (node.get("qcode") or node.get("uri") or node.get("literal")) if node is not None else None
    return value.replace("/", ":").rpartition(":")[2].lower() if value else None


def _name(node: Element | None) -> str | None:
    """A party's or a place's name, its literal, or the last part of its QCode."""
    if node is None:
        return None
    return text_at(node, "name") or node.get("literal") or (node.get("qcode") or "").rpartition(":")[2] or None
