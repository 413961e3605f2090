"""Plain text: one article a file, its headline on the first line or none."""

import re
from collections.abc import Iterator
from itertools import takewhile

from sanudo.articles.columns import draft_of_row, match_columns
from sanudo.articles.decoding import decode
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft
from sanudo.articles.text import normalise, unwrap

__all__ = ["read_plain"]

_FIELD = re.compile(r"([A-Za-z_]{3,20}):[ ]+(\S.*)")


def read_plain(document: Document) -> Iterator[Draft]:
    """The article of a text file, with what lines such as `Title: ...` before it state; wrapped lines are joined.

    >>> from io import BytesIO
    >>> next(read_plain(Document("a", "a", BytesIO("Sánchez met him.".encode("latin-1"))))).text
    'Sánchez met him.'
    """
    text = normalise(decode(document.read(), document.charset))
    stated, rest = _stated(text)
    row = draft_of_row({**stated, "text": unwrap(rest)}, match_columns([*stated, "text"]), None)
    yield row or Draft(text="")


def _stated(text: str) -> tuple[dict[str, str], str]:
    """The fields in the first lines of a text and the text after them; none unless there are two or more.

    >>> _stated("Title: Talks resume\\nDate: 2022-05-03\\n\\nThe two sides met.")
    ({'Title': 'Talks resume', 'Date': '2022-05-03'}, 'The two sides met.')
    """
    lines = text.split("\n")
    fields = list(takewhile(bool, map(_FIELD.fullmatch, lines)))
    stated = {field[1]: field[2].strip() for field in fields if field}
    known = {name for field, name in match_columns(stated).items() if field != "text"}
    if len(known) < 2 or len(known) < len(stated):
        return {}, text
    return stated, "\n".join(lines[len(fields) :]).lstrip("\n")
