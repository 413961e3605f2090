"""The format of a document, told from its first bytes and not from its name."""

from __future__ import annotations

import json
import re

from sanudo.articles.columns import has_text_column
from sanudo.articles.decoding import encoding_of, looks_binary
from sanudo.articles.documents import Document
from sanudo.errors import ReadError

__all__ = ["sniff"]


def sniff(document: Document) -> str:
    """The name of the format that reads the document; ReadError where there is none."""
    head = document.head
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise ReadError("the file is empty", where=document.origin, advice="Remove it or fill it.")
    if looks_binary(head):
        raise ReadError(
            "this is a binary file, not text",
            where=document.origin,
            advice="Save its article as text or HTML.",
        )
    text = head.decode(encoding_of(head, document.charset), "replace").lstrip("\ufeff \t\r\n")
    if text[:1] in "{[":
        return _json_kind(text)
    first = text.partition("\n")[0]
    if "\t" in first and has_text_column(first.strip().split("\t")):
        return "tsv"
    if re.search("[,;]", first) and has_text_column(re.split("[,;]", first.strip())):
        return "csv"
    return "text"


def _json_kind(text: str) -> str:
    """JSON Lines if the first line is a whole value and another one follows."""
    first, _, rest = text.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return "json"
    return "jsonl" if rest.strip() and not first.startswith("[") else "json"
