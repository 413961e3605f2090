"""Plain text: one article a file, its headline on the first line or none."""

from __future__ import annotations

from collections.abc import Iterator

from sanudo.articles.decoding import decode
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft
from sanudo.articles.text import normalise, unwrap

__all__ = ["read_plain"]


def read_plain(document: Document) -> Iterator[Draft]:
    """The article of a text file; lines wrapped at a fixed width are joined."""
    yield Draft(text=unwrap(normalise(decode(document.read(), document.charset))), headline="first line")
