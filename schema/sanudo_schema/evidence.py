"""The words a record rests on, and why each field is as it is."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from .actors import Actor
from .base import NonEmpty, Record, When
from .times import Time

Offset = Annotated[int, Field(ge=0)]
Probability = Annotated[float, Field(ge=0, le=1)]


class Span(Record):
    """A stretch of an article's text: offsets in characters (code points), 0-based, end exclusive.

    start and end are None where a source names no offsets, as most datasets do.
    """

    text: str | None = None
    start: Offset | None = None
    end: Offset | None = None

    @model_validator(mode="after")
    def _check_offsets(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end go together: give both or neither")
        if self.start is not None and self.end is not None:
            if self.end <= self.start:
                raise ValueError(f"the span ends ({self.end}) before it starts ({self.start})")
            if self.text is not None and len(self.text) != self.end - self.start:
                raise ValueError(f"offsets {self.start}-{self.end} do not hold {len(self.text)} characters of text")
        return self


class DatasetRow(Record):
    """The row of an event dataset that a record or a mention was read from.

    dataset: name of its format ("gdelt"). row: its id there. fields: (column, value) as the dataset writes them,
    sorted by column, for what the record has no field of its own.
    """

    dataset: NonEmpty
    row: NonEmpty
    fields: tuple[tuple[str, str], ...] = ()


class Mention(Span):
    """One place in one article that tells of the event: start, end and text are the sentence's.

    article: the article's id. sentence: its number in the article, 0-based. trigger: the word that gave the
    record, with its own offsets. frame: id of the lexicon entry that fired. confidence: 0 to 1.
    """

    article: NonEmpty
    sentence: Offset | None = None
    trigger: str | None = None
    trigger_start: Offset | None = None
    trigger_end: Offset | None = None
    frame: str | None = None
    confidence: Probability | None = None
    headline: bool = False
    origin: DatasetRow | None = None


class Reason(Span):
    """Why a field of a record is as it is: the rule that set it and the words it read."""

    field: NonEmpty
    rule: NonEmpty
    article: str | None = None


class Attribution(Span):
    """Who is cited for the event, where it is not the reporter: "Peskov told journalists on Monday"."""

    actors: tuple[Actor, ...] = ()
    time: Time | None = None


class ArticleRef(Record):
    """What a record says of an article it rests on: identity, digest of the normalised text, metadata."""

    id: NonEmpty
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    title: str | None = None
    published: When | None = None
    updated: When | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None
    version: str | None = None
