"""Which key or column of a file holds which field of an article."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sanudo.articles.dates import read_date
from sanudo.articles.draft import Draft
from sanudo.articles.markup import rich_text
from sanudo.errors import UsageError

__all__ = ["FIELDS", "draft_of_row", "has_text_column", "match_columns"]

FIELDS = ("id", "title", "text", "published", "updated", "publisher", "url", "language", "byline", "section",
          "dateline", "version")  # fmt: skip


@cache
def _names() -> dict[str, tuple[str, ...]]:
    lines = files("sanudo.articles").joinpath("data/columns.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {field: tuple(names.split()) for field, names in rows}


def match_columns(names: Iterable[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Field -> column name, by the names in `data/columns.tsv`; `chosen` (field -> column) goes before them.

    Raises UsageError for a field that articles do not have.

    >>> match_columns(["Headline", "body", "pub_date", "n"])
    {'title': 'Headline', 'text': 'body', 'published': 'pub_date'}
    >>> match_columns(["body", "summary"], {"text": "summary"})
    {'text': 'summary'}
    """
    fields = {"published" if field == "date" else field: name for field, name in (chosen or {}).items()}
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise UsageError(f"articles have no field {', '.join(unknown)}", advice=f"Fields: {', '.join(FIELDS)}.")
    by_lower = {name.strip().lower(): name for name in reversed(list(names))}
    for field, accepted in _names().items():
        if field not in fields:
            found = next((by_lower[name] for name in accepted if name in by_lower), None)
            if found is not None and found not in fields.values():
                fields[field] = found
    return {field: fields[field] for field in FIELDS if field in fields}


def has_text_column(names: Iterable[str]) -> bool:
    """Whether one of the names is one that the text of an article goes by.

    >>> has_text_column(["ID", "Body"]), has_text_column(["Event ID", "CAMEO Code"])
    (True, False)
    """
    return any(name.strip().strip('"').lower() in _names()["text"] for name in names)


def draft_of_row(row: Mapping[str, object], columns: Mapping[str, str], place: str | None) -> Draft | None:
    """The article of one row, by the columns that `match_columns` found; None where the row has no text."""
    values = {field: row.get(column) for field, column in columns.items()}
    text = rich_text(_plain(values.get("text"), "\n") or "")
    if not text.strip():
        return None
    title = _plain(values.get("title"))
    return Draft(
        text=text,
        title=title,
        id=_plain(values.get("id")),
        published=read_date(values.get("published")),
        updated=read_date(values.get("updated")),
        publisher=_plain(values.get("publisher")),
        url=_plain(values.get("url")),
        language=_plain(values.get("language")),
        byline=_plain(values.get("byline")),
        dateline=_plain(values.get("dateline")),
        section=_plain(values.get("section")),
        version=_plain(values.get("version")),
        place=place,
        headline="given" if title else "first line",
    )


def _plain(value: object, between: str = ", ") -> str | None:
    """A value as text: lists joined, objects by their name, empty as None."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("value")
    if isinstance(value, list | tuple):
        value = between.join(part for item in value if (part := _plain(item)))
    if value is None or (isinstance(value, float) and value != value):
        return None
    return str(value).strip() or None
