"""The ground all records stand on: immutable models that refuse unknown fields, and ISO dates."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Record(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def parse_when(value: Any) -> Any:
    """A date where the text has no clock time, else a datetime that keeps its zone.

    >>> parse_when("2024-01-15")
    datetime.date(2024, 1, 15)
    >>> parse_when("2024-01-15T09:30:00+09:00").isoformat()
    '2024-01-15T09:30:00+09:00'
    """
    if isinstance(value, str):
        text = value.strip()
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    return value


When = Annotated[datetime | date, BeforeValidator(parse_when)]
Alpha3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]
