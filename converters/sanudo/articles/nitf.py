"""NITF, the News Industry Text Format of the IPTC."""

from collections.abc import Iterator

from sanudo.articles.dates import read_date
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.markup import Element, block_text, child, children, parse_xml, tag_of, text_at
from sanudo.articles.text import unwrap

__all__ = ["nitf_draft", "nitf_text", "read_nitf"]


def read_nitf(document: Document) -> Iterator[Draft]:
    """Each `nitf` element of a document, at its root or inside another.

    >>> from io import BytesIO
    >>> data = b"<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head></body></nitf>"
    >>> [draft.title for draft in read_nitf(Document("a", "a", BytesIO(data)))]
    ['Talks']
    """
    root = parse_xml(document.read(), document.charset)
    found = [node for node in root.iter() if tag_of(node) == "nitf"] or [root]
    for number, nitf in enumerate(found, 1):
        draft = nitf_draft(nitf)
        draft.place = f"item {number}" if len(found) > 1 else None
        yield draft


def nitf_draft(nitf: Element) -> Draft:
    """The article of one `nitf` element: `docdata` tells its dates and status, `body.head` its headline."""
    head, docdata = child(nitf, "body", "body.head"), child(nitf, "head", "docdata")
    publication = child(nitf, "head", "pubdata")
    issued = _attribute(docdata, "date.issue", "norm")
    printed = publication.get("date.publication") if publication is not None else None
    holder = _attribute(docdata, "doc.copyright", "holder")
    return Draft(
        text=nitf_text(nitf),
        title=nitf_title(nitf),
        id=_attribute(docdata, "doc-id", "id-string"),
        published=read_date(printed) or read_date(issued),
        updated=read_date(_attribute(child(nitf, "head"), "revision-history", "norm")),
        publisher=(text_at(head, "distributor") if head is not None else None) or holder,
        url=publication.get("ex-ref") if publication is not None else None,
        language=nitf.get("baselang") or nitf.get("{http://www.w3.org/XML/1998/namespace}lang"),
        byline=nitf_byline(nitf),
        dateline=_place(head),
        section=_section(nitf, publication),
        version=_attribute(docdata, "du-key", "version"),
        withheld=_withheld(docdata),
    )


def nitf_title(nitf: Element) -> str | None:
    """The main headline, else the document's title."""
    return text_at(nitf, "body", "body.head", "hedline", "hl1") or text_at(nitf, "head", "title")


def nitf_byline(nitf: Element) -> str | None:
    """The byline, its parts apart by commas."""
    byline = child(nitf, "body", "body.head", "byline")
    if byline is None:
        return None
    parts = [" ".join(part.split()).strip(",") for part in byline.itertext()]
    return ", ".join(part for part in parts if part and part.lower() != "by") or None


def nitf_text(nitf: Element) -> str:
    """The text of `body.content`, without its media."""
    return unwrap("\n".join(filter(None, map(block_text, children(nitf, "body", "body.content")))))


def _attribute(parent: Element | None, name: str, attribute: str) -> str | None:
    node = child(parent, name) if parent is not None else None
    return (node.get(attribute) or None) if node is not None else None


def _place(head: Element | None) -> str | None:
    """The dateline's place: city, then region and country where they are apart."""
    location = child(head, "dateline", "location") if head is not None else None
    if location is None:
        return text_at(head, "dateline") if head is not None else None
    parts = [" ".join(part.split()) for part in location.itertext()]
    return ", ".join(part for part in parts if part) or None


def _section(nitf: Element, publication: Element | None) -> str | None:
    section = publication.get("position.section") if publication is not None else None
    subjects = children(nitf, "head", "tobject", "tobject.subject")
    return section or next((kind for node in subjects if (kind := node.get("tobject.subject.type"))), None)


def _withheld(docdata: Element | None) -> Withheld | None:
    """What `management-status` says; an embargo ends with `date.release`."""
    status = (docdata.get("management-status") or "").lower() if docdata is not None else ""
    if status in ("canceled", "cancelled"):
        return Withheld("canceled")
    if status == "withheld":
        return Withheld("withheld")
    release = read_date(_attribute(docdata, "date.release", "norm"))
    return Withheld("embargoed", release) if release or status == "embargoed" else None
