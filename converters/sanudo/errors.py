"""Every error that Sanudo raises on purpose.

The tree::

    SanudoError            catch this one to catch them all
    ├── UsageError         the call itself cannot be carried out: no such format, no such input
    ├── ReadError          an input cannot be read as an article: missing, empty, binary, too large
    ├── ModelError         the language pipeline asked for is not installed or does not do what coding needs
    ├── CodingError        one article could not be coded
    ├── FormatError        a file does not hold what its format promises, or cannot hold the records
    ├── WriteError         an output cannot be written: the disk is full, the folder is not ours
    └── QueryError         a SPARQL query is malformed, was refused, took too long or failed

Each says what went wrong, where (file, line or article), and what to do about it.
"""

from typing import ClassVar

__all__ = [
    "CodingError",
    "FormatError",
    "ModelError",
    "QueryError",
    "ReadError",
    "SanudoError",
    "UsageError",
    "WriteError",
]


class SanudoError(Exception):
    """What went wrong, where, and what to do.

    `where` names the file, the line or the article; `advice` is what the reader of the message can do.
    Printed, the three make one line.

    >>> print(SanudoError("the file is empty", where="news/a.txt", advice="Remove it or fill it."))
    news/a.txt: the file is empty. Remove it or fill it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: object = None, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = None if where is None else str(where)
        self.advice = advice

    def __str__(self) -> str:
        text = self.message if self.where is None else f"{self.where}: {self.message}"
        return text if self.advice is None else f"{text.rstrip('.')}. {self.advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between worker processes whole."""
        return _rebuilt, (type(self), self.message, self.where, self.advice)


def _rebuilt(kind: type[SanudoError], message: str, where: str | None, advice: str | None) -> SanudoError:
    return kind(message, where=where, advice=advice)


class UsageError(SanudoError):
    """The call itself cannot be carried out."""

    exit_code = 2


class ReadError(SanudoError):
    """An input cannot be read as an article."""


class ModelError(SanudoError):
    """The language pipeline is not installed, or lacks a component that coding needs."""

    exit_code = 2


class CodingError(SanudoError):
    """One article could not be coded."""


class FormatError(SanudoError):
    """A file does not hold what its format promises, or records cannot be put in the format."""


class WriteError(SanudoError):
    """An output cannot be written."""


class QueryError(SanudoError):
    """A SPARQL query is malformed, was refused, took too long or failed."""
