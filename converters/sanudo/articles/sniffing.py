"""The format of a document, told from its first bytes and not from its name."""

import json
import re

from sanudo.articles.columns import has_text_column
from sanudo.articles.decoding import encoding_of, looks_binary
from sanudo.articles.documents import Document
from sanudo.errors import ReadError

__all__ = ["sniff"]

_BEFORE_ROOT = re.compile(r"<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>|[^<]+", re.DOTALL | re.I)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_MAIL = re.compile(r"(?:From|To|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|X-[\w-]+): ", re.I)
_ROOTS = {
    "newsmessage": "newsml-g2",
    "newsitem": "newsml-g2",
    "packageitem": "newsml-g2",
    "conceptitem": "newsml-g2",
    "knowledgeitem": "newsml-g2",
    "planningitem": "newsml-g2",
    "catalogitem": "newsml-g2",
    "newsml": "newsml-1",
    "nitf": "nitf",
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "html": "html",
}
_FOREIGN = (
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a SQLite database"),
)
_HTML = frozenset(
    ["head", "body", "div", "p", "article", "main", "section", "table", "h1", "h2", "span", "title", "meta"]
)


def sniff(document: Document) -> str:
    """The name of the format that reads the document; ReadError where there is none.

    >>> from io import BytesIO
    >>> [sniff(Document("a", "a", BytesIO(data))) for data in (b"<?xml version='1.0'?><rss/>", b"Envoys meet")]
    ['feed', 'text']
    """
    head = document.head
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadError("the file is empty", where=document.origin, advice="Remove it or fill it.")
    if head.lstrip(b"\x16\r\n ").startswith(b"\x01"):
        return "wire"
    if head.startswith(b"PAR1"):
        return "parquet"
    for mark, kind in _FOREIGN:
        if head.startswith(mark):
            raise ReadError(f"this is {kind}", where=document.origin, advice="Save its article as text or HTML.")
    if looks_binary(head):
        raise ReadError(
            "this is a binary file, not text",
            where=document.origin,
            advice="Save its article as text or HTML.",
        )
    text = head.decode(encoding_of(head, document.charset), "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _markup_kind(text, document)
    if text[:1] in "{[":
        return _json_kind(text)
    if _MAIL.match(text) and re.search(r"^(?:Subject|From):", text, re.I | re.M):
        return "mail"
    first = text.partition("\n")[0]
    if "\t" in first and has_text_column(first.strip().split("\t")):
        return "tsv"
    if re.search("[,;]", first) and has_text_column(re.split("[,;]", first.strip())):
        return "csv"
    if _is_table(text):
        raise ReadError(
            "this is a table, and none of its columns is known to hold the text of articles",
            where=document.origin,
            advice="Name the format with --from csv and the column with --column text=COLUMN.",
        )
    return "text"


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of fields, three or more, between tabs, commas or semicolons."""
    if text.partition("\n")[0].count("\t") >= 3:
        return True
    lines = [line for line in text.split("\n", 9)[:9] if line.strip()][:8]
    if len(lines) < 4:
        return False
    return any(len({line.count(mark) for line in lines}) == 1 and lines[0].count(mark) >= 2 for mark in "\t,;|")


def _root_name(text: str) -> str:
    """The local name of the first element, after declarations and comments; empty where there is none."""
    position = 0
    while before := _BEFORE_ROOT.match(text, position):
        position = before.end()
    element = _ELEMENT.match(text, position)
    return element[1] if element else ""


def _markup_kind(text: str, document: Document) -> str:
    """The format by the root element; the name of an HTML element anywhere makes a page."""
    name = _root_name(text)
    if name.lower() in _ROOTS:
        return _ROOTS[name.lower()]
    for inner, fmt in (("nitf", "nitf"), ("newsItem", "newsml-g2"), ("NewsItem", "newsml-1")):
        if re.search(rf"<(?:\w+:)?{inner}\b", text):
            return fmt
    if (
        name.lower() in _HTML
        or re.match(r"<!doctype\s+html", text, re.I)
        or re.search(r"<(?:html|body|head|p|div)\b", text, re.I)
    ):
        return "html"
    known = f"XML with the root <{name}>, which is no article format read here" if name else "broken markup"
    raise ReadError(
        f"this is {known}",
        where=document.origin,
        advice="Give NewsML-G2, NewsML 1, NITF, RSS, Atom or HTML; or name the format with --from.",
    )


def _json_kind(text: str) -> str:
    """JSON Lines if the first line is a whole value and another one follows."""
    first, _, rest = text.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return "json"
    return "jsonl" if rest.strip() and not first.startswith("[") else "json"
