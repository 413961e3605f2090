"""News pages in HTML: what the page says of itself, and its main text."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any

from lxml.html import HtmlElement

from sanudo.articles.dates import read_date
from sanudo.articles.decoding import decode
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft
from sanudo.articles.jsonld import article_objects, jsonld_draft
from sanudo.articles.markup import block_text, parse_html
from sanudo.errors import ReadError

__all__ = ["read_html"]

MAX_PAGE = 16 * 1024 * 1024
MAX_ELEMENTS = 20_000

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]+encoding=["']([\w.:-]+)""", re.I)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def read_html(document: Document) -> Iterator[Draft]:
    """The article of a page: metadata from its JSON-LD, then its meta tags; the text that trafilatura takes out.

    >>> from io import BytesIO
    >>> page = b"<html lang='en'><body><h1>Talks</h1><p>The envoys met in Oslo.</p></body></html>"
    >>> draft = next(read_html(Document("a", "a", BytesIO(page))))
    >>> draft.title, draft.language
    ('Talks', 'en')
    """
    data = document.read()
    if len(data) > MAX_PAGE:
        raise ReadError(f"a page of more than {MAX_PAGE // 2**20} MB", advice="Give the article alone.")
    declared = _CHARSET.search(data[:4096])
    charset = next((name.decode("ascii") for name in declared.groups() if name), None) if declared else None
    root = parse_html(decode(data, document.charset or charset))
    if root is None:
        raise ReadError("there is no element in this page", advice="Mend or remove it.")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ReadError(f"a page of more than {MAX_ELEMENTS:,} elements", advice="Give the article alone.")
    yield page_draft(root, document.url)


def page_draft(root: HtmlElement, url: str | None = None) -> Draft:
    """The article of a parsed page."""
    stated = _stated(root)
    meta = _meta(root)
    text = _main_text(root, url)
    return Draft(
        text=text if len(text) >= 0.5 * len(stated.text) else stated.text,
        title=_title(root, stated, meta),
        published=stated.published or _first_date(meta, "published") or _shown_date(root, url),
        updated=stated.updated or _first_date(meta, "updated"),
        publisher=stated.publisher or _first(meta, "publisher"),
        url=_canonical(root) or _first(meta, "url") or stated.url or url,
        language=stated.language or root.get("lang") or _first(meta, "language"),
        byline=stated.byline or _first(meta, "byline"),
        dateline=stated.dateline,
        section=stated.section or _first(meta, "section"),
    )


def _stated(root: HtmlElement) -> Draft:
    """What the page's JSON-LD says of its article: the object with most of what is asked for."""
    drafts = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            drafts += [jsonld_draft(found) for found in article_objects(_lenient_json(script.text or ""))]
    return max(drafts, key=_fullness, default=Draft(text=""))


def _fullness(draft: Draft) -> tuple[int, int]:
    known = (draft.published, draft.title, draft.publisher, draft.byline, draft.url)
    return sum(value is not None for value in known), len(draft.text)


def _lenient_json(text: str) -> Any:
    """JSON as pages have it: with comments around it, raw line ends in strings, commas too many; None if hopeless."""
    text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*$", "", text).strip(
        " ;\n"
    )
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _meta(root: HtmlElement) -> dict[str, str]:
    """Name in lower case -> content of the page's meta tags, the first of each name."""
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        content = " ".join((node.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (node.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


@cache
def _names() -> dict[str, list[str]]:
    """Field -> names of the meta tags that state it."""
    lines = files("sanudo.articles").joinpath("data/meta.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {field: names.split() for field, names in rows}


def _first(meta: dict[str, str], field: str) -> str | None:
    return next((meta[name] for name in _names()[field] if name in meta), None)


def _first_date(meta: dict[str, str], field: str) -> Any:
    return next((found for name in _names()[field] if (found := read_date(meta.get(name)))), None)


def _title(root: HtmlElement, stated: Draft, meta: dict[str, str]) -> str | None:
    """The headline: what JSON-LD states, unless the page shows and its meta tags state the same other one."""
    headings = [text for node in root.iter("h1") if (text := _line(node))]
    tagged, page = _first(meta, "title"), next((_line(node) for node in root.iter("title")), "")
    shown = {_letters(heading): heading for heading in headings}
    if tagged and _letters(tagged) in shown:
        return shown[_letters(tagged)]
    begun = next((heading for heading in headings if heading[:20] in page), None)
    return stated.title or tagged or begun or page or next(iter(headings), None)


def _line(node: HtmlElement) -> str:
    return " ".join("".join(node.itertext()).split())


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _shown_date(root: HtmlElement, url: str | None) -> Any:
    """The date of a time element, or what htmldate makes out on the page and in its address."""
    for node in root.iter("time"):
        if found := read_date(node.get("datetime")):
            return found
    from htmldate import find_date

    return read_date(find_date(root, url=url or _canonical(root), extensive_search=True, original_date=True))


def _canonical(root: HtmlElement) -> str | None:
    links = (node.get("href") for node in root.iter("link") if (node.get("rel") or "").lower() == "canonical")
    return next((link for link in links if link and link.startswith("http")), None)


def _main_text(root: HtmlElement, url: str | None) -> str:
    """The main text by trafilatura, one line a paragraph; all running text where it finds none."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        deepcopy(root), url=url, include_comments=False, include_tables=False, deduplicate=False, with_metadata=False
    )
    text = getattr(found, "text", None) or ""
    return text if text else block_text(root)
