"""One news article as the coder takes it."""

import hashlib
from datetime import date, datetime
from functools import cached_property
from typing import Annotated

from pydantic import Field

from sanudo_schema import ArticleRef
from sanudo_schema.base import NonEmpty, Record, When


class Article(Record):
    """An article: its normalised text, headline first, to which all offsets refer, and its metadata.

    headline_end: how many characters of the text are the headline, 0 where it has none. dateline: the place the
    article was filed from. origin: the file it was read from.

    >>> Article(id="a", text="Talks open").sha256[:8]
    'c543d18d'
    """

    id: NonEmpty
    text: NonEmpty
    title: str | None = None
    headline_end: Annotated[int, Field(ge=0)] = 0
    published: When | None = None
    updated: When | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    version: str | None = None
    origin: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The digest of the text, in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return self.published.date() if isinstance(self.published, datetime) else self.published

    def reference(self) -> ArticleRef:
        """What records say of the article."""
        fields = set(ArticleRef.model_fields) - {"sha256"}
        return ArticleRef(sha256=self.sha256, **self.model_dump(include=fields))
