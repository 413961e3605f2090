"""Who does something where the words that tell of it leave the doer out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanudo_schema import Actor
from sanudo_schema.codes import event_type
from sanudo_schema.countries import country

from .clauses import Clause, ClauseView
from .matching import ARMED
from .participants import Found, Participants, Slots, without
from .syntax import OBJECTS, PASSIVE_SUBJECTS

if TYPE_CHECKING:
    from .readings import Reading

OPEN = frozenset({"Meeting", "Visit", "Allegation", "Denial", "Invitation"})
"""Types whose records say by other rules who takes part."""

_DEPLOYMENT = ("074", "15")
_EXPULSION = ("166", "174")
_BY_STATES = ("116", "172", "173", *_EXPULSION)
"""CAMEO codes of what only organs of a state do: sentence, ban, arrest, expel."""


class Agents:
    """Finds, in one article, the doers of what is told in the passive or by a noun."""

    def __init__(self, view: ClauseView, participants: Participants) -> None:
        self._view = view
        self._participants = participants

    def makers(self, clause: Clause) -> Slots:
        """Who made what a participle tells of, as a slot: "passed a resolution criticising the president"."""
        thing = clause.head.head
        if clause.head.dep_ != "acl" or clause.head.tag_ != "VBG" or thing.dep_ not in OBJECTS | PASSIVE_SUBJECTS:
            return {}
        return {"subj": self._view.at(thing.head).words("subj")}

    def settle(self, reading: "Reading") -> None:
        """Finds who does what a clause tells without naming them in its own slots."""
        clause = reading.clause
        if reading.sources or reading.frame.kind is not None or event_type(reading.code) in OPEN:
            return
        if clause.kind == "verb" and not clause.passive:
            return
        for rule, found in self._agents(reading):
            actors = without((actor for _, group in found for actor in group), reading.targets)
            if actors:
                reading.sources, reading.source_tokens = actors, tuple(token for token, _ in found)
                reading.steps.append(("sources", rule, reading.source_tokens))
                return
        self._settle_organ(reading)

    def _agents(self, reading: "Reading") -> Iterator[tuple[str, Found]]:
        """Who stands after a "by" further off, speaks of what will be done, or is sent."""
        clause = reading.clause
        away = self._participants.nested(clause.slots, {reading.head.i}).get("by", ())
        yield "by, further off", [pair for token in away for pair in self._participants.people(token)]
        if clause.passive and (clause.tense == "future" or clause.modal == "hypothetical"):
            for reporter in reading.reporters:
                yield "announces it", [(token, reporter.sources) for token in reporter.source_tokens[:1]]
        if reading.code.startswith(_DEPLOYMENT):
            sent = [(token, self._participants.cast.at(token)) for token in clause.words("obj")]
            forces = [(token, actors) for token, actors in sent if any(ARMED & set(a.roles) for a in actors)]
            if forces:
                reading.targets = without(reading.targets, (actor for _, group in forces for actor in group))
            yield "the forces themselves", forces

    def _settle_organ(self, reading: "Reading") -> None:
        """Takes the state of the place as the source of an arrest, trial, ban or expulsion by nobody named."""
        clause = reading.clause
        if not reading.targets or not reading.code.startswith(_BY_STATES):
            return
        for token in clause.words("from" if reading.code.startswith(_EXPULSION) else "in"):
            places = (a for a in self._participants.cast.at(token) if a.kind in ("state", "other"))
            state = next((place.country for place in places if place.country), None)
            if state is not None and token not in reading.target_tokens:
                found = country(state)
                code = found.gdelt or found.iso3
                actor = Actor(name=found.name, text=token.text, country=found.iso3, code=code, kind="state")
                reading.sources, reading.source_tokens = (actor,), (token,)
                reading.steps.append(("sources", "state of the place, whose organs alone do so", (token,)))
                return
