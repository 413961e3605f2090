"""Stable identifiers: pure functions from what identifies a thing to its IRI."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

SCHEMA = "https://w3id.org/sanudo/schema#"
"""Namespace of Sanudo's own classes and properties; a constant."""

DATA = "https://w3id.org/sanudo/id/"
"""Default base of data IRIs; a setting of whoever makes the records."""


def digest(*parts: object) -> str:
    """The first 20 hex digits of the SHA-256 over the parts, None and order kept apart.

    >>> digest("a", None) == digest("a", "None")
    False
    """
    packed = "\x1e".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(packed.encode()).hexdigest()[:20]


def slug(text: str) -> str:
    """Plain lower-case ASCII words joined by hyphens; what has no ASCII letters becomes a digest.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or digest(text)


def actor_iri(name: str, country: str | None = None, base: str = DATA) -> str:
    """The IRI of an actor by its name and, where it has one, its country.

    >>> actor_iri("Sergey Lavrov", "RUS")
    'https://w3id.org/sanudo/id/actor/sergey-lavrov-rus'
    """
    return f"{base}actor/{slug(name)}" + (f"-{country.lower()}" if country else "")


def event_iri(article: str, type: str, key: Sequence[object], base: str = DATA) -> str:
    """The IRI of an event record by its article, its type and what tells it from others of that type.

    >>> event_iri("a.txt", "Meeting", (10, 52)) == event_iri("a.txt", "Meeting", [10, 52])
    True
    """
    return f"{base}event/{digest(article, type, *key)}"
