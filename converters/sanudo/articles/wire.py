"""Agency wires before XML, IPTC 7901 and ANPA 1312, and news sent by mail."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

from sanudo.articles.datelines import month_number
from sanudo.articles.dates import read_date
from sanudo.articles.decoding import decode
from sanudo.articles.documents import Document
from sanudo.articles.draft import Draft
from sanudo.articles.markup import markup_text
from sanudo.articles.text import normalise, unwrap
from sanudo.errors import ReadError

__all__ = ["read_mail", "read_wire"]

_CONTROLS = b"\x01\x04\x11\x13\x16\x1f\x7f"  # what neither begins nor ends the text
_NOTES = re.compile(r"^(?:#+ .*notebook.*|\*( \*)+|The following information is not .*)$", re.I | re.M)
_IPTC_TIME = re.compile(r"(\d\d)(\d\d)(\d\d) GMT ([A-Za-z]{3})[a-z]* (\d\d)\b")
_ANPA_TIME = re.compile(r"\b[A-Z]{2}-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT")
_TAKE = re.compile(r"[A-Z0-9 ]+$")


def read_wire(document: Document) -> Iterator[Draft]:
    """The message between the control characters: heading lines up to `=` or a blank line, text, time of sending.

    >>> from io import BytesIO
    >>> data = b"\\x01sd 1\\n\\x02Talks\\nBy Kari Lund =\\n\\n   They met.\\n\\x03150830 GMT Jan 24"
    >>> draft = next(read_wire(Document("a", "a", BytesIO(data))))
    >>> draft.title, draft.text, draft.published.isoformat()
    ('Talks', 'They met.', '2024-01-15T08:30:00+00:00')
    """
    message = decode(document.read().translate(None, _CONTROLS), document.charset).replace("\r\n", "\n")
    start = message.find("\x02")
    if start < 0:
        raise ReadError(
            "no text begins in this wire message", where=document.origin, advice="Read it with --from text."
        )
    body, _, tail = message[start + 1 :].partition("\x03")
    heading, text = _heading(body)
    titles = [line for line in heading if not _TAKE.match(line) and not line.startswith(("By ", "Eds:"))]
    lines = unwrap(normalise(_NOTES.split(text)[0])).split("\n")
    keyword = len(titles) > 1 and re.search(r"--|,\d+$", titles[0])
    yield Draft(
        text="\n".join(line.strip() for line in lines if line.strip()),
        title=titles[1] if keyword else titles[0] if titles else None,
        published=_time(tail or body),
        byline=next((line for line in heading if line.startswith("By ")), None),
    )


def _heading(body: str) -> tuple[list[str], str]:
    """The lines before the text without the marks of their kind, and the text."""
    lines = body.lstrip("\n").split("\n")
    marked = [number for number, line in enumerate(lines[:12]) if line.rstrip().endswith(("=", "<"))]
    blank = next((number for number, line in enumerate(lines) if not line.strip()), 0)
    end = marked[-1] + 1 if marked else blank
    heading = [" ".join(normalise(line.strip("^").rstrip(" =<")).split()) for line in lines[:end]]
    return [line for line in heading if line], "\n".join(lines[end:])


def _time(text: str) -> datetime | None:
    """`131137 GMT Nov 13` (day, clock, month, year) or `AP-WF-11-13-13 1509GMT`."""
    if found := _IPTC_TIME.search(text):
        day, hour, minute, year = (int(found[group]) for group in (1, 2, 3, 5))
        month = month_number(found[4]) or 0
    elif found := _ANPA_TIME.search(text):
        month, day, year, hour, minute = (int(part) for part in found.groups())
    else:
        return None
    try:
        return datetime(2000 + year if year < 70 else 1900 + year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def read_mail(document: Document) -> Iterator[Draft]:
    """The plain text of a mail, else its HTML; the subject is the headline.

    >>> from io import BytesIO
    >>> draft = next(read_mail(Document("a", "a", BytesIO(b"Subject: Talks\\n\\nThey met.\\n"))))
    >>> draft.title, draft.text
    ('Talks', 'They met.')
    """
    parsed = email.message_from_bytes(document.read().lstrip(), policy=email.policy.default)
    if not isinstance(parsed, EmailMessage):
        raise ReadError("this mail cannot be read", where=document.origin)
    try:
        body = parsed.get_body(("plain", "html"))
        text = str(body.get_content()) if body is not None else ""
        headers = {name: str(parsed[name] or "") for name in ("Subject", "Date", "From", "Message-ID")}
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise ReadError(f"this mail cannot be read: {error}", where=document.origin) from error
    if body is not None and body.get_content_subtype() == "html":
        text = markup_text(text)
    text = re.split(r"^-- $", text.replace("\r\n", "\n"), maxsplit=1, flags=re.MULTILINE)[0]
    yield Draft(
        text=unwrap(normalise(text)),
        title=headers["Subject"] or None,
        id=headers["Message-ID"].strip("<> ") or None,
        published=read_date(headers["Date"]),
        byline=re.sub(r"\s*<[^<>]*>", "", headers["From"]).strip('" ') or None,
    )
