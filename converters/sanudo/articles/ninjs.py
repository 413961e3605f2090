"""ninjs 1, 2 and 3: the IPTC's news in JSON."""

from collections.abc import Mapping

from sanudo.articles.dates import read_date
from sanudo.articles.draft import Draft, Withheld
from sanudo.articles.failures import ReadFailure
from sanudo.articles.markup import markup_text, rich_text

__all__ = ["is_ninjs", "ninjs_draft"]

_MARKS = frozenset({
    "versioncreated", "versionCreated", "firstcreated", "firstCreated", "pubstatus", "pubStatus", "bodies",
    "headlines", "body_xhtml", "headline_main", "body_main", "descriptions", "renditions",
})  # fmt: skip


def is_ninjs(value: Mapping[str, object]) -> bool:
    """Whether an object has the keys of ninjs.

    >>> is_ninjs({"uri": "u", "versioncreated": "2024-01-15T08:00:00Z"}), is_ninjs({"text": "t"})
    (True, False)
    """
    return not _MARKS.isdisjoint(value) and any(key in value for key in ("uri", "guid", "id", "altids"))


def ninjs_draft(value: Mapping[str, object], where: str) -> Draft | ReadFailure:
    """The article of one ninjs object; pictures and other media are reported as skipped.

    >>> item = {"uri": "1", "headlines": [{"value": "Talks"}], "bodies": [{"value": "<p>They met.</p>"}]}
    >>> draft = ninjs_draft(item, "a")
    >>> draft.title, draft.text
    ('Talks', 'They met.')
    """
    identifier = _text(value, "uri", "guid", "id")
    kind = _text(value, "type") or "text"
    if kind not in ("text", "composite", "article", "story"):
        return ReadFailure("skipped", where, f"a {kind} item, not a text", article=identifier)
    return Draft(
        text=_body(value),
        title=_headline(value),
        id=identifier,
        published=read_date(_text(value, "contentcreated", "contentCreated", "firstcreated", "firstCreated"))
        or read_date(_text(value, "versioncreated", "versionCreated")),
        updated=read_date(_text(value, "versioncreated", "versionCreated")),
        publisher=_text(value, "source", "provider", "infosources", "copyrightholder", "copyrightHolder"),
        language=_text(value, "language"),
        byline=_text(value, "byline", "by", "authors"),
        located=_text(value, "located"),
        section=_text(value, "service", "section", "genres", "genre"),
        version=_text(value, "version"),
        withheld=_withheld(value),
    )


def _text(value: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that has a text, or a list or object with a name."""
    for key in keys:
        held = value.get(key)
        if isinstance(held, list):
            held = held[0] if held else None
        if isinstance(held, Mapping):
            held = held.get("name") or held.get("value") or held.get("literal")
        if isinstance(held, str | int) and str(held).strip():
            return str(held)
    return None


def _roles(value: Mapping[str, object], plural: str) -> dict[str, str]:
    """Role -> value of the lists of ninjs 2 and 3 (`headlines`, `bodies`)."""
    held = value.get(plural)
    parts = [part for part in held if isinstance(part, Mapping)] if isinstance(held, list) else []
    return {str(part.get("role") or "main"): str(part["value"]) for part in reversed(parts) if part.get("value")}


def _headline(value: Mapping[str, object]) -> str | None:
    roles = _roles(value, "headlines") | {
        key.partition("_")[2] or "main": held
        for key, held in value.items()
        if key.startswith("headline") and isinstance(held, str) and held.strip()
    }
    title = roles.get("main") or next(iter(roles.values()), None) or _text(value, "title")
    return rich_text(title) if title else None


def _body(value: Mapping[str, object]) -> str:
    """The longest of the bodies: a rich one keeps the paragraphs that a plain one has lost."""
    bodies = [*_roles(value, "bodies").values()]
    bodies += [held for key, held in value.items() if key.startswith("body") and isinstance(held, str)]
    rich = [markup_text(body) for body in bodies if "</p>" in body]
    return max(rich or map(rich_text, bodies), key=len, default="")


def _withheld(value: Mapping[str, object]) -> Withheld | None:
    status = (_text(value, "pubstatus", "pubStatus") or "").lower()
    if status in ("canceled", "cancelled"):
        return Withheld("canceled")
    if status == "withheld":
        return Withheld("withheld")
    embargo = _text(value, "embargoed")
    return Withheld("embargoed", read_date(embargo)) if embargo else None
