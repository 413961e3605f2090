"""Typed records of political events: the importable schema of Sanudo.

Needs pydantic and the standard library, nothing else. What is named here is imported when it is first used, so that the
code systems can be looked up without pydantic, which takes long to load.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actors import Actor
    from .claims import Claim
    from .events import (
        RECORD,
        RECORD_TYPES,
        Agreement,
        Aid,
        Allegation,
        AnyEvent,
        Appeal,
        Assault,
        Coercion,
        Concession,
        Cooperation,
        Demand,
        Denial,
        Disapproval,
        EventRecord,
        Fight,
        Investigation,
        Invitation,
        MassViolence,
        Meeting,
        MilitaryPosture,
        Plover,
        Protest,
        Refusal,
        Sanction,
        Statement,
        Support,
        Threat,
        Visit,
        check_evidence,
        make_record,
        read_record,
        write_record,
    )
    from .evidence import ArticleRef, Attribution, DatasetRow, Mention, Reason, Span
    from .identifiers import actor_iri, event_iri
    from .places import Place
    from .status import Status
    from .times import Time, edtf_bounds

__all__ = [
    "RECORD",
    "RECORD_TYPES",
    "Actor",
    "Agreement",
    "Aid",
    "Allegation",
    "AnyEvent",
    "Appeal",
    "ArticleRef",
    "Assault",
    "Attribution",
    "Claim",
    "Coercion",
    "Concession",
    "Cooperation",
    "DatasetRow",
    "Demand",
    "Denial",
    "Disapproval",
    "EventRecord",
    "Fight",
    "Investigation",
    "Invitation",
    "MassViolence",
    "Meeting",
    "Mention",
    "MilitaryPosture",
    "Place",
    "Plover",
    "Protest",
    "Reason",
    "Refusal",
    "Sanction",
    "Span",
    "Statement",
    "Status",
    "Support",
    "Threat",
    "Time",
    "Visit",
    "actor_iri",
    "check_evidence",
    "edtf_bounds",
    "event_iri",
    "make_record",
    "read_record",
    "write_record",
]

_HOMES = {
    "Actor": "actors",
    "ArticleRef": "evidence",
    "Attribution": "evidence",
    "Claim": "claims",
    "DatasetRow": "evidence",
    "Mention": "evidence",
    "Place": "places",
    "Reason": "evidence",
    "Span": "evidence",
    "Status": "status",
    "Time": "times",
    "actor_iri": "identifiers",
    "edtf_bounds": "times",
    "event_iri": "identifiers",
}
"""The module of each name that is not from `events`."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'events')}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
