"""What `read_articles` yields in place of an article that it could not read or left out."""

from dataclasses import dataclass
from typing import Literal

from sanudo.errors import ReadError

__all__ = ["ReadFailure"]


@dataclass(frozen=True)
class ReadFailure:
    """An input, or one article of it, that was not read: which, why, and what to do.

    `failed`: something is wrong with the input. `skipped`: it is sound and was left out on purpose (another
    language, cancelled, under embargo, no text, a copy). `article` is its id where one is known;
    `withdraws` the id of an item that its sender has cancelled with this; `trace` where in the code an error arose.
    """

    kind: Literal["failed", "skipped"]
    where: str
    message: str
    advice: str | None = None
    article: str | None = None
    withdraws: str | None = None
    trace: str | None = None

    def __post_init__(self) -> None:
        """Names of files and keys may hold what cannot be printed."""
        for name in ("where", "message", "article"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, value.encode("utf-8", "replace").decode())

    @classmethod
    def of(cls, error: ReadError, *, where: str) -> "ReadFailure":
        """The failure that a `ReadError` describes."""
        return cls("failed", error.where or where, error.message, error.advice)

    def __str__(self) -> str:
        text = f"{self.where}: {self.kind}: {self.message}"
        return text if self.advice is None else f"{text.rstrip('.')}. {self.advice}"
