"""Where the bodies of one state act among themselves: in their own country, unless the text names another.

Nothing is inferred of persons, who travel, nor of armies, which act abroad.
"""

from collections.abc import Sequence

from sanudo_schema import Actor, Place
from sanudo_schema.countries import country
from sanudo_schema.errors import UnknownCodeError

from .attachment import Attacher
from .drafts import Draft

_OFFICES = frozenset({"GOV", "LEG", "JUD", "PTY", "COP"})
_BODIES = frozenset({"organisation", "group"})
_AT_HOME = frozenset({"Meeting", "Coercion", "Investigation"})
_HELD = frozenset({"occurred", "ongoing", "scheduled"})


def place_at_home(drafts: Sequence[Draft], attacher: Attacher) -> None:
    """Gives the meetings, arrests and inquiries of a state's own bodies their country where no place is told."""
    for draft in drafts:
        if draft.place is not None or draft.type not in _AT_HOME or draft.status not in _HELD:
            continue
        everyone = (*draft.sources, *draft.targets)
        states = {actor.country for actor in everyone}
        doers = everyone if draft.type == "Meeting" else draft.sources
        home = states.pop() if len(states) == 1 else None
        if home is None or not any(_is_body(actor) for actor in doers):
            continue
        if attacher.states_named(draft) <= {home}:
            try:
                state = country(home)
            except UnknownCodeError:  # of a user's table
                continue
            draft.place = Place(name=state.name, country=state.iso3, role="event")
            draft.steps.append(("place", "inferred: the state's own bodies act in it", ()))


def _is_body(actor: Actor) -> bool:
    return actor.kind in _BODIES and bool(_OFFICES & set(actor.roles))


__all__ = ["place_at_home"]
