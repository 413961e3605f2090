"""schema.org NewsArticle in JSON-LD, alone or inside a page."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sanudo.articles.dates import read_date
from sanudo.articles.draft import Draft
from sanudo.articles.markup import rich_text

__all__ = ["article_objects", "is_jsonld", "jsonld_draft"]

_TYPES = frozenset({
    "article", "newsarticle", "analysisnewsarticle", "reportagenewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "askpublicnewsarticle", "reviewnewsarticle", "advertisercontentarticle",
    "satiricalarticle", "liveblogposting", "blogposting", "socialmediaposting", "report",
})  # fmt: skip
MAX_DEPTH = 12


def is_jsonld(value: Mapping[str, object]) -> bool:
    """Whether an object is JSON-LD."""
    return "@context" in value or "@type" in value or "@graph" in value


def article_objects(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """The objects that are articles by their type, at any depth.

    >>> list(article_objects({"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "H"}]}))
    [{'@type': ['NewsArticle'], 'headline': 'H'}]
    """
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from article_objects(item, depth + 1)
    elif isinstance(value, Mapping):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(str(name).rpartition("/")[2].rpartition(":")[2].lower() in _TYPES for name in names):
            yield value
        else:
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
                yield from article_objects(value.get(key), depth + 1)


def jsonld_draft(value: Mapping[str, object]) -> Draft:
    """The article of one NewsArticle object; the text is empty where the page keeps it elsewhere.

    >>> draft = jsonld_draft({"@type": "NewsArticle", "headline": "Talks", "publisher": {"name": "News"}})
    >>> draft.title, draft.publisher
    ('Talks', 'News')
    """
    page = value.get("mainEntityOfPage")
    body = _string(value.get("articleBody")) or _string(value.get("text")) or ""
    return Draft(
        text=rich_text(body),
        title=_clean(value.get("headline")) or _clean(value.get("name")),
        id=_identifier(value),
        published=read_date(_string(value.get("datePublished"))) or read_date(_string(value.get("dateCreated"))),
        updated=read_date(_string(value.get("dateModified"))),
        publisher=_clean(value.get("publisher")) or _clean(value.get("sourceOrganization")),
        url=_address(value.get("url")) or _address(page) or _address(value.get("@id")),
        language=_string(value.get("inLanguage")),
        byline=_clean(value.get("author")) or _clean(value.get("creator")),
        dateline=_clean(value.get("dateline")) or _clean(value.get("locationCreated")),
        section=_clean(value.get("articleSection")),
        version=_string(value.get("version")),
    )


def _string(value: object) -> str | None:
    """A literal, or what an object or list has for one."""
    if isinstance(value, list):
        return next((text for item in value if (text := _string(item))), None)
    if isinstance(value, Mapping):
        return _string(value.get("@value") or value.get("name") or value.get("alternateName"))
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _clean(value: object) -> str | None:
    """The names or literals, comma between several, markup and entities resolved."""
    parts = [_string(item) for item in value] if isinstance(value, list) else [_string(value)]
    unique = dict.fromkeys(rich_text(part) for part in parts if part)
    return ", ".join(unique) or None


def _address(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("@id") or value.get("url")
    text = _string(value)
    return text if text and urlsplit(text).scheme in ("http", "https") else None


def _identifier(value: Mapping[str, object]) -> str | None:
    held = value.get("identifier")
    if isinstance(held, Mapping):
        held = held.get("value") or held.get("@id")
    return _string(held) or _string(value.get("@id"))
