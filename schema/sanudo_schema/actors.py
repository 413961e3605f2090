"""Who takes part in an event."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from .base import Alpha3, NonEmpty, Record

ActorKind = Literal["state", "person", "organisation", "group", "other"]
ActorCode = Annotated[str, StringConstraints(pattern=r"^(---|[A-Z][A-Z0-9]{2})([A-Z0-9]{3})*$")]


class Actor(Record):
    """A participant as one article presents it.

    name: the fullest name the article gives ("Sergey Lavrov"); states by their usual English name.
    text: the words at the mention the record rests on. country: ISO 3166 alpha-3 of the state the actor belongs
    to, None for international organisations and the stateless. code: CAMEO actor code ("RUSGOV"). roles: CAMEO
    role codes ("GOV"). kind "other" is a thing acted upon (a bill, a ship). id: IRI, see
    `sanudo_schema.identifiers.actor_iri`.
    """

    name: NonEmpty
    text: str | None = None
    country: Alpha3 | None = None
    code: ActorCode | None = None
    roles: tuple[str, ...] = ()
    title: str | None = None
    kind: ActorKind = "other"
    id: str | None = None
