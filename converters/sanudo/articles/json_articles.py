"""Articles in JSON and in JSON Lines."""

import json
from collections.abc import Iterator, Mapping

from sanudo.articles.columns import draft_of_row, has_text_column, match_columns
from sanudo.articles.decoding import decode, encoding_of
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft
from sanudo.articles.failures import ReadFailure
from sanudo.articles.jsonld import article_objects, is_jsonld, jsonld_draft
from sanudo.articles.ninjs import is_ninjs, ninjs_draft

__all__ = ["read_json", "read_jsonl"]

_LISTS = ("articles", "items", "docs", "documents", "results", "stories", "data", "news", "entries")


def read_jsonl(document: Document, columns: Mapping[str, str] | None = None) -> Iterator[Draft | ReadFailure]:
    """One article a line; a bad line is a failure of its own and the next line goes on.

    >>> from io import BytesIO
    >>> data = b'{"title": "Talks", "text": "They met."}\\n{"text": '
    >>> [type(item).__name__ for item in read_jsonl(Document("a", "a", BytesIO(data)))]
    ['Draft', 'ReadFailure']
    """
    encoding = encoding_of(document.head, document.charset)
    if encoding.startswith(("utf-16", "utf-32")):
        lines: Iterator[bytes] = iter(decode(document.read()).encode().splitlines())
        encoding = "utf-8"
    else:
        lines = document.lines()
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"line {number}"
            yield from _each(_parsed(line.decode(encoding, "replace"), document, place), columns, document, place)


def read_json(document: Document, columns: Mapping[str, str] | None = None) -> Iterator[Draft | ReadFailure]:
    """One article, a list of them, or an object that holds such a list.

    >>> from io import BytesIO
    >>> data = b'{"articles": [{"text": "They met."}, {"text": "They parted."}]}'
    >>> [draft.text for draft in read_json(Document("a", "a", BytesIO(data)))]
    ['They met.', 'They parted.']
    """
    value = _parsed(decode(document.read(), document.charset), document, None)
    if isinstance(value, ReadFailure):
        yield value
        return
    items = _items(value)
    for number, item in enumerate(items, 1):
        yield from _each(item, columns, document, f"item {number}" if len(items) > 1 else None)


def _items(value: object) -> list[object]:
    """The articles in a JSON value: it is one, a list of them, or has one or a list under a usual key."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or is_jsonld(value) or is_ninjs(value):
        return [value]
    held = [value[key] for key in _LISTS if isinstance(value.get(key), list) and value[key]]
    if held and not has_text_column(value):
        return list(held[0])
    inner = [
        value[key] for key in ("data", "item", "article", "response", "result") if isinstance(value.get(key), dict)
    ]
    return _items(inner[0]) if inner and not has_text_column(value) else [value]


def _each(
    value: object, columns: Mapping[str, str] | None, document: Document, place: str | None
) -> Iterator[Draft | ReadFailure]:
    where = document.origin if place is None else f"{document.origin} {place}"
    if isinstance(value, ReadFailure):
        yield value
    elif isinstance(value, dict) and is_jsonld(value) and (objects := list(article_objects(value))):
        for number, item in enumerate(objects, 1):
            draft = jsonld_draft(item)
            draft.place = place if len(objects) == 1 else f"{place or 'item'} {number}"
            yield draft
    elif isinstance(value, dict) and is_ninjs(value):
        found = ninjs_draft(value, where)
        if isinstance(found, Draft):
            found.place = place
        yield found
    elif not isinstance(value, dict):
        yield ReadFailure("failed", where, "this is JSON, but no object", "An article is an object with a text.")
    else:
        row = draft_of_row(value, match_columns(value, columns), place)
        yield row or ReadFailure(
            "failed",
            where,
            f"no text in the object; its keys are {', '.join(sorted(map(str, value))[:12]) or 'none'}",
            "Name the key that holds the text with --column text=KEY.",
        )


def _parsed(text: str, document: Document, place: str | None) -> object:
    where = document.origin if place is None else f"{document.origin} {place}"
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        return ReadFailure("failed", where, f"not valid JSON: {error}", "Mend or remove it.")
    except (RecursionError, ValueError) as error:
        return ReadFailure("failed", where, f"JSON that cannot be read: {error}", "Mend or remove it.")
