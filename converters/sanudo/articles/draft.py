"""What a format's reader finds, before the one place that makes it an `Article`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

__all__ = ["Draft", "Withheld"]


@dataclass
class Withheld:
    """Why the sender does not want an item used; an embargo ends at `until`."""

    status: Literal["canceled", "withheld", "embargoed"]
    until: datetime | date | None = None


@dataclass
class Draft:
    """One article as its format tells it: text not normalised yet, every field optional but the text.

    `place` names the article within its file (`item 3`, `line 12`); `id` is the input's own. `headline` says
    what to do without a title: look for one in the first line of the text, or not.
    """

    text: str
    title: str | None = None
    id: str | None = None
    published: datetime | date | None = None
    updated: datetime | date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline: str | None = None
    located: str | None = None
    section: str | None = None
    version: str | None = None
    place: str | None = None
    headline: Literal["given", "first line"] = "given"
    withheld: Withheld | None = None
