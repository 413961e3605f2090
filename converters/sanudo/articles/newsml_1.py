"""NewsML 1.0 to 1.2 of the IPTC."""

import re
from collections.abc import Iterator

from sanudo.articles.dates import read_date
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.failures import ReadFailure
from sanudo.articles.markup import Element, block_text, child, parse_xml, rich_text, tag_of, text_at
from sanudo.articles.nitf import nitf_text, nitf_title
from sanudo.articles.text import unwrap

__all__ = ["read_newsml_1"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_ARTICLE = frozenset({"caption", "picture", "photo", "graphic", "thumbnail", "summary", "abstract"})


def read_newsml_1(document: Document) -> Iterator[Draft | ReadFailure]:
    """Each `NewsItem` with a text component.

    >>> from io import BytesIO
    >>> data = b"<NewsML><NewsItem><NewsLines><HeadLine>Talks</HeadLine></NewsLines></NewsItem></NewsML>"
    >>> [draft.title for draft in read_newsml_1(Document("a", "a", BytesIO(data)))]
    ['Talks']
    """
    root = parse_xml(document.read(), document.charset)
    items = [node for node in root.iter() if tag_of(node) == "NewsItem"]
    if not items:
        yield ReadFailure("skipped", document.origin, "no NewsItem in this NewsML")
    for number, item in enumerate(items, 1):
        draft = _draft(item)
        draft.place = f"item {number}" if len(items) > 1 else None
        yield draft


def _draft(item: Element) -> Draft:
    identifier, management = child(item, "Identification", "NewsIdentifier"), child(item, "NewsManagement")
    management = item if management is None else management
    version = text_at(identifier, "RevisionId") if identifier is not None else None
    created = read_date(text_at(management, "FirstCreated"))
    revised = read_date(text_at(management, "ThisRevisionCreated"))
    nitf = next(_named(item, "nitf"), None)
    return Draft(
        text=_text(item),
        title=_line(item, "HeadLine") or (nitf_title(nitf) if nitf is not None else None),
        id=_public_id(identifier, version),
        published=created or revised,
        updated=revised,
        publisher=_formal(item, "Provider") or _formal(item, "Source") or _line(item, "CreditLine"),
        language=next((node.get("FormalName") for node in _named(item, "Language")), None) or item.get(_LANGUAGE),
        byline=_line(item, "ByLine"),
        dateline=_line(item, "DateLine"),
        section=_line(item, "NewsProduct"),
        version=version,
        withheld=_withheld(management),
    )


def _named(element: Element, name: str) -> Iterator[Element]:
    return (node for node in element.iter() if tag_of(node) == name)


def _line(item: Element, name: str) -> str | None:
    lines = (" ".join("".join(node.itertext()).split()) for node in _named(item, name))
    return next((line for line in lines if line), None)


def _formal(item: Element, name: str) -> str | None:
    parties = (child(node, "Party") for node in _named(item, name))
    return next((party.get("FormalName") for party in parties if party is not None), None)


def _public_id(identifier: Element | None, version: str | None) -> str | None:
    """The public identifier without the revision at its end, so that all revisions share it."""
    if identifier is None:
        return None
    public = text_at(identifier, "PublicIdentifier")
    if public:
        return re.sub(rf":{re.escape(version or '')}[NUA]?$", "", public)
    parts = [text_at(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId")]
    return ":".join(["urn:newsml", *filter(None, parts)]) if parts[2] else None


def _text(item: Element) -> str:
    """The longest text among the content items that are texts and not captions."""
    texts = []
    for content in _named(item, "ContentItem"):
        media, role = child(content, "MediaType"), None
        parent = content.getparent()
        if parent is not None:
            role = child(parent, "Role")
        if media is not None and (media.get("FormalName") or "").lower() not in ("text", "complexdata"):
            continue
        if role is not None and (role.get("FormalName") or "").lower() in _NO_ARTICLE:
            continue
        data = child(content, "DataContent")
        if data is None:
            continue
        nitf = next(_named(data, "nitf"), None)
        if nitf is not None:
            texts.append(nitf_text(nitf))
        else:
            texts.append(unwrap(block_text(data)) if len(data) else unwrap(rich_text(data.text or "")))
    return max(texts, key=len, default="")


def _withheld(management: Element) -> Withheld | None:
    """What `Status` says; `StatusWillChange` tells when an embargo ends."""
    node = child(management, "Status")
    status = (node.get("FormalName") or "").lower() if node is not None else ""
    if status in ("canceled", "cancelled"):
        return Withheld("canceled")
    if status == "withheld":
        return Withheld("withheld")
    if status == "embargoed":
        return Withheld("embargoed", read_date(text_at(management, "StatusWillChange", "DateAndTime")))
    return None
