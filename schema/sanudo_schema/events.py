"""The event records: one class a type, one discriminated union over them all.

`sources` did it to `targets`. Meeting, Visit, Allegation and Denial store their own roles and compute the two from
them; every other type stores the two as they are. Built from sources and targets alone, the four fill their roles.
"""

import json
from collections.abc import Mapping
from html import escape
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, TypeAdapter, computed_field, model_validator

from . import codes
from .actors import Actor
from .base import NonEmpty, Record
from .claims import Claim
from .evidence import ArticleRef, Attribution, DatasetRow, Mention, Probability, Reason
from .places import Place
from .status import Status
from .times import Time

Actors = tuple[Actor, ...]
_CODED = ("root", "quad_class", "goldstein")


class Plover(Record):
    """A PLOVER coding: event ("CONSULT"), mode ("visit") and contexts ("military")."""

    event: NonEmpty
    mode: str | None = None
    context: tuple[str, ...] = ()


class _Event(Record):
    """What records of every type hold."""

    computed: ClassVar[tuple[str, ...]] = _CODED

    id: NonEmpty
    type: str
    status: Status = Status.OCCURRED
    cameo: str | None = None
    cameo_if_realised: str | None = None
    plover: Plover | None = None
    time: Time | None = None
    place: Place | None = None
    attribution: Attribution | None = None
    mentions: tuple[Mention, ...] = ()
    reasons: tuple[Reason, ...] = ()
    confidence: Probability | None = None
    decided_by: Literal["frames", "reader", "dataset"] | None = None
    articles: tuple[ArticleRef, ...] = ()
    origin: DatasetRow | None = None

    @model_validator(mode="before")
    @classmethod
    def _drop_computed(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or data.keys().isdisjoint(cls.computed):
            return data
        return {key: value for key, value in data.items() if key not in cls.computed}

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        for field in ("cameo", "cameo_if_realised"):
            code = getattr(self, field)
            if code is not None and not codes.is_cameo(code):
                raise ValueError(f"{field} {code!r} is no CAMEO code; `sanudo codes` lists them")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def root(self) -> str | None:
        """The two-digit CAMEO root of the event."""
        return self.cameo[:2] if self.cameo else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def quad_class(self) -> dict[str, int]:
        """The quad class by named variant (gdelt, icews, ...): 1 verbal, 2 material cooperation, 3, 4 conflict."""
        return codes.quad_classes(self.cameo) if self.cameo else {}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def goldstein(self) -> dict[str, float]:
        """The Goldstein score by named variant, -10 to 10, of those tables that score the code."""
        return codes.goldstein_scores(self.cameo) if self.cameo else {}

    def _repr_html_(self) -> str:
        """A table for notebooks: what is set, with actors and places by name; all of it is text."""
        rows = []
        for name in (*type(self).model_fields, "root", "goldstein"):
            words = _shown(getattr(self, name))
            if words and name not in ("reasons", "decided_by", "origin"):
                rows.append(f"<tr><th>{escape(name)}</th><td>{escape(words)}</td></tr>")
        return f"<table>{''.join(rows)}</table>"


def _shown(value: Any) -> str:
    """A field of a record in a few words."""
    if isinstance(value, tuple):
        return "; ".join(filter(None, map(_shown, value)))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    for name in ("text", "name", "edtf", "event", "title", "id"):
        if getattr(value, name, None) and not isinstance(value, Actor | Place | str):
            return str(getattr(value, name))
    if isinstance(value, Actor | Place):
        return f"{value.name} ({value.country})" if value.country else value.name
    return "" if value is None else str(value)


class _Directed(_Event):
    """An event of any type that stores its sources and targets as they are."""

    sources: Actors = ()
    targets: Actors = ()

    @model_validator(mode="after")
    def _check_actors(self) -> Self:
        if not self.sources and not self.targets:
            raise ValueError(f"{self.type} {self.id} names nobody: give a source or a target")
        return self


class _Roles(_Event):
    """An event whose type has roles of its own, from which sources and targets are computed."""

    computed: ClassVar[tuple[str, ...]] = (*_CODED, "sources", "targets")
    source_role: ClassVar[str]
    target_role: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _fill_roles(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        filled = dict(data)
        for role, side in ((cls.source_role, "sources"), (cls.target_role, "targets")):
            if role not in filled and side in filled:
                filled[role] = filled[side]
        return {key: value for key, value in filled.items() if key not in cls.computed}

    @computed_field  # type: ignore[prop-decorator]
    @property
    def sources(self) -> Actors:
        """Who did it."""
        return tuple(getattr(self, self.source_role))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def targets(self) -> Actors:
        """Whom it was done to."""
        return tuple(getattr(self, self.target_role))

    def _require(self, role: str, what: str) -> None:
        """The role must be filled; but the row of a dataset may name the other side alone."""
        if not getattr(self, role) and not (self.decided_by == "dataset" and self.targets):
            raise ValueError(f"{self.type} {self.id} has no {what}: give at least one in {role!r}")


class Meeting(_Roles):
    """A meeting, call, negotiation or summit between its participants; hosts and mediators stand apart.

    first_side: how many participants, from the first, make the side that the text names first; they are the
    sources, the rest the targets.
    """

    type: Literal["Meeting"] = "Meeting"
    participants: Actors = ()
    first_side: Annotated[int, Field(ge=0)] = 1
    hosts: Actors = ()
    mediators: Actors = ()
    source_role: ClassVar[str] = "initiators"
    target_role: ClassVar[str] = "partners"

    @model_validator(mode="before")
    @classmethod
    def _fill_roles(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "participants" not in data:
            first, second = tuple(data.get("sources", ())), tuple(data.get("targets", ()))
            data = {**data, "participants": first + second, "first_side": len(first)}
        if not isinstance(data, Mapping) or data.keys().isdisjoint(cls.computed):
            return data
        return {key: value for key, value in data.items() if key not in cls.computed}

    @model_validator(mode="after")
    def _check_participants(self) -> Self:
        self._require("participants", "participant")
        return self

    @property
    def initiators(self) -> Actors:
        """The participants named first."""
        return self.participants[: self.first_side]

    @property
    def partners(self) -> Actors:
        """The participants of the other side."""
        return self.participants[self.first_side :]


class Visit(_Roles):
    """The travel of visitors to hosts: persons or the state visited."""

    type: Literal["Visit"] = "Visit"
    visitors: Actors = ()
    hosts: Actors = ()
    source_role: ClassVar[str] = "visitors"
    target_role: ClassVar[str] = "hosts"

    @model_validator(mode="after")
    def _check_visitors(self) -> Self:
        self._require("visitors", "visitor")
        return self


class Allegation(_Roles):
    """Accusers assert that the accused did wrong; the claim holds what, and the alleged event's id where coded."""

    type: Literal["Allegation"] = "Allegation"
    accusers: Actors = ()
    accused: Actors = ()
    claim: Claim | None = None
    source_role: ClassVar[str] = "accusers"
    target_role: ClassVar[str] = "accused"

    @model_validator(mode="after")
    def _check_accused(self) -> Self:
        if not self.accused and not self.accusers:
            raise ValueError(f"Allegation {self.id} names nobody: give its accusers or the accused")
        return self


class Denial(_Roles):
    """Deniers reject an allegation or a report as untrue; denies holds the id of the record denied, where coded."""

    type: Literal["Denial"] = "Denial"
    deniers: Actors = ()
    accusers: Actors = ()
    denies: str | None = None
    claim: Claim | None = None
    source_role: ClassVar[str] = "deniers"
    target_role: ClassVar[str] = "accusers"

    @model_validator(mode="after")
    def _check_deniers(self) -> Self:
        self._require("deniers", "denier")
        return self


class Statement(_Directed):
    """A public statement: comment, optimism or pessimism, consideration, apology (CAMEO 01)."""

    type: Literal["Statement"] = "Statement"


class Appeal(_Directed):
    """An appeal or request (CAMEO 02)."""

    type: Literal["Appeal"] = "Appeal"


class Invitation(_Directed):
    """An invitation to visit, meet or take part (CAMEO 022, 026)."""

    type: Literal["Invitation"] = "Invitation"


class Agreement(_Directed):
    """An intent, promise or agreement to cooperate, or a formal agreement signed (CAMEO 03, 057)."""

    type: Literal["Agreement"] = "Agreement"


class Support(_Directed):
    """Diplomatic cooperation: praise, defence, recognition, rallying support (CAMEO 05)."""

    type: Literal["Support"] = "Support"


class Cooperation(_Directed):
    """Material cooperation: economic, military, judicial, intelligence (CAMEO 06)."""

    type: Literal["Cooperation"] = "Cooperation"


class Aid(_Directed):
    """Aid: economic, military, humanitarian, peacekeeping, asylum (CAMEO 07)."""

    type: Literal["Aid"] = "Aid"


class Concession(_Directed):
    """Yielding: easing restrictions, releasing, returning, de-escalating (CAMEO 08)."""

    type: Literal["Concession"] = "Concession"


class Investigation(_Directed):
    """An investigation (CAMEO 09)."""

    type: Literal["Investigation"] = "Investigation"


class Demand(_Directed):
    """A demand (CAMEO 10)."""

    type: Literal["Demand"] = "Demand"


class Disapproval(_Directed):
    """Criticism, complaint, lawsuit, and rallying opposition against somebody (CAMEO 11 without 112)."""

    type: Literal["Disapproval"] = "Disapproval"


class Refusal(_Directed):
    """A refusal, rejection, veto or defiance (CAMEO 12)."""

    type: Literal["Refusal"] = "Refusal"


class Threat(_Directed):
    """A threat, ultimatum or warning (CAMEO 13)."""

    type: Literal["Threat"] = "Threat"


class Protest(_Directed):
    """A demonstration, strike, boycott, riot or hunger strike (CAMEO 14)."""

    type: Literal["Protest"] = "Protest"


class MilitaryPosture(_Directed):
    """A show of force short of its use: alert, mobilisation, test (CAMEO 15)."""

    type: Literal["MilitaryPosture"] = "MilitaryPosture"


class Sanction(_Directed):
    """Reduced relations: embargo, ties cut, aid or talks halted, expulsion of missions (CAMEO 16)."""

    type: Literal["Sanction"] = "Sanction"


class Coercion(_Directed):
    """Coercion: arrest, expulsion, ban, seizure, curfew, raid (CAMEO 17)."""

    type: Literal["Coercion"] = "Coercion"


class Assault(_Directed):
    """Unconventional violence: abduction, assault, bombing, assassination (CAMEO 18)."""

    type: Literal["Assault"] = "Assault"


class Fight(_Directed):
    """The use of military force (CAMEO 19)."""

    type: Literal["Fight"] = "Fight"


class MassViolence(_Directed):
    """Unconventional mass violence: mass expulsion, mass killing, ethnic cleansing (CAMEO 20)."""

    type: Literal["MassViolence"] = "MassViolence"


AnyEvent = (
    Meeting
    | Visit
    | Allegation
    | Denial
    | Statement
    | Appeal
    | Invitation
    | Agreement
    | Support
    | Cooperation
    | Aid
    | Concession
    | Investigation
    | Demand
    | Disapproval
    | Refusal
    | Threat
    | Protest
    | MilitaryPosture
    | Sanction
    | Coercion
    | Assault
    | Fight
    | MassViolence
)
EventRecord = Annotated[AnyEvent, Field(discriminator="type")]
"""The union of all record types, told apart by `type`."""

RECORD: TypeAdapter[AnyEvent] = TypeAdapter(EventRecord)
"""Validates, serialises and describes (JSON Schema) records of any type."""

RECORD_TYPES: dict[str, type[AnyEvent]] = {cls.model_fields["type"].default: cls for cls in AnyEvent.__args__}
"""Type name to record class."""


def make_record(type: str, **fields: Any) -> AnyEvent:
    """A record of the named type; raises pydantic.ValidationError that says what is wrong.

    >>> make_record("Visit", id="x:1", sources=[{"name": "Choe"}], targets=[{"name": "Russia"}]).visitors[0].name
    'Choe'
    """
    return RECORD.validate_python({"type": type, **fields})


def read_record(line: str | bytes) -> AnyEvent:
    """The record in one line of events.jsonl; raises pydantic.ValidationError."""
    return RECORD.validate_json(line)


def write_record(record: AnyEvent) -> str:
    """One line of events.jsonl, without its line feed: keys in the order of the model.

    >>> visit = make_record("Visit", id="x:1", sources=[{"name": "Choe"}])
    >>> read_record(write_record(visit)) == visit
    True
    """
    return json.dumps(RECORD.dump_python(record, mode="json"), ensure_ascii=False, separators=(",", ":"))


def check_evidence(record: AnyEvent, text: str, article: str) -> list[str]:
    """What is wrong with the record's offsets into the article's normalised text; empty where all is well."""
    findings = []
    spans = [*(m for m in record.mentions if m.article == article), *record.reasons]
    for span in spans:
        if span.start is None or span.end is None:
            continue
        if span.end > len(text):
            findings.append(f"offsets {span.start}-{span.end} lie outside the text of {len(text)} characters")
        elif span.text is not None and text[span.start : span.end] != span.text:
            findings.append(f"offsets {span.start}-{span.end} hold {text[span.start : span.end]!r}, not {span.text!r}")
    return findings
