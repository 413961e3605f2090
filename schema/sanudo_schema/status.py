"""Whether an event happened, as the text tells it."""

from enum import StrEnum


class Status(StrEnum):
    """How an article presents an event: as fact, plan, possibility, claim or non-event.

    >>> Status("scheduled").is_fact
    False
    """

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    POSSIBLE = "possible"
    CANCELLED = "cancelled"
    NEGATED = "negated"
    ALLEGED = "alleged"

    @property
    def is_fact(self) -> bool:
        """True where the article itself asserts that the event took or takes place."""
        return self in (Status.OCCURRED, Status.ONGOING)

    @property
    def is_prospective(self) -> bool:
        """True where the event lies ahead: planned, offered or possible."""
        return self in (Status.SCHEDULED, Status.PROPOSED, Status.POSSIBLE)
