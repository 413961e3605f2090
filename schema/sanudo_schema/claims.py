"""What is claimed, apart from whether it is so."""

from .base import NonEmpty, Record


class Claim(Record):
    """The proposition somebody alleges or denies: its words, and the id of its own record where it could be coded."""

    text: NonEmpty
    event: str | None = None
