"""What PLOVER's datasets share: the coding of a record, its score and quad class, actors by country and sector."""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from sanudo.formats.actorcodes import country_of
from sanudo_schema import RECORD_TYPES, Actor, AnyEvent, Plover
from sanudo_schema.actor_codes import plover_actor
from sanudo_schema.codes import plover_contexts, plover_event, plover_modes, plover_of
from sanudo_schema.countries import country
from sanudo_schema.errors import UnknownCodeError
from sanudo_schema.roles import roles_of_sector
from sanudo_schema.tables import table

__all__ = ["NONSTATE", "QUADS", "actor_of", "coding_of", "known", "quad_of", "record_type", "score_of", "sectors_of"]

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def coding_of(record: AnyEvent) -> Plover | None:
    """The PLOVER coding of a record: its own, else that of its CAMEO code and status; None where PLOVER has none.

    >>> from sanudo_schema import make_record
    >>> coding_of(make_record("Visit", id="x:1", cameo="042", sources=[{"name": "Choe"}]))
    Plover(event='CONSULT', mode='visit', context=())
    """
    if record.plover or not record.cameo:
        return record.plover
    coded = plover_of(record.cameo_if_realised or record.cameo, record.status)
    return Plover(**coded._asdict()) if coded else None


def quad_of(event: str) -> str:
    """The quad class of an event in words.

    >>> quad_of("SANCTION")
    'MATERIAL CONFLICT'
    """
    return QUADS[plover_event(event).quad]


@cache
def score_of(event: str, mode: str | None) -> float:
    """The conflict-cooperation score of the mode, or of the event where the mode has none.

    >>> score_of("CONSULT", "visit"), score_of("PROTEST", "vandalize")
    (4.0, -5.0)
    """
    scores = {(entry.event, entry.mode): entry.score for entry in plover_modes()}
    score = scores.get((event, mode or ""))
    return plover_event(event).score if score is None else score


@cache
def _types() -> dict[tuple[str, str], str]:
    text = files("sanudo.formats").joinpath("data", "plover_types.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {(event, mode): type for event, mode, type in rows[1:]}


def record_type(event: str, mode: str | None) -> type[AnyEvent]:
    """The type of the records of an event and its mode; UnknownCodeError for no event of PLOVER's.

    >>> record_type("ACCUSE", "allege").__name__, record_type("ACCUSE", "disapprove").__name__
    ('Allegation', 'Disapproval')
    """
    plover_event(event)
    return RECORD_TYPES[_types().get((event, mode or "")) or _types()[event, ""]]


def known(event: str, modes: Iterable[str], contexts: Iterable[str]) -> tuple[Plover, tuple[str, ...]]:
    """The coding that the codes make, the first mode for all, and remarks on modes and contexts that nobody knows.

    >>> known("CONSULT", ["visit", "picnic"], ["military", "weather"])[1]
    ("unknown PLOVER mode: 'CONSULT picnic'", "unknown PLOVER context: 'weather'")
    """
    in_modes, in_contexts = _modes(event), _contexts()
    modes, contexts = list(modes), list(contexts)
    remarks = [f"unknown PLOVER mode: '{event} {mode}'" for mode in modes if mode not in in_modes]
    remarks += [f"unknown PLOVER context: {context!r}" for context in contexts if context not in in_contexts]
    mode = next((mode for mode in modes if mode in in_modes), None)
    return Plover(event=event, mode=mode, context=tuple(c for c in contexts if c in in_contexts)), tuple(remarks)


@cache
def _modes(event: str) -> frozenset[str]:
    """The modes of the manual, and those that the table from CAMEO uses besides."""
    return frozenset(plover_event(event).modes) | {r["mode"] for r in table("cameo_plover") if r["event"] == event}


@cache
def _contexts() -> frozenset[str]:
    return frozenset(plover_contexts()) | {name for r in table("cameo_plover") for name in r["context"].split()}


@cache
def _nonstate() -> frozenset[str]:
    return frozenset(row["code"] for row in table("plover_nonstate"))


NONSTATE = _nonstate()
"""PLOVER's codes for actors that are no state: IGO, UNO, EUR ..."""


@lru_cache(8192)
def sectors_of(actor: Actor) -> tuple[str | None, tuple[str, ...]]:
    """The PLOVER code and the sectors of an actor.

    >>> sectors_of(Actor(name="Choe Son Hui", country="PRK", code="PRKGOV", roles=("GOV",)))
    ('PRK', ('GOV',))
    """
    code = actor.code or (actor.country or "---") + "".join(actor.roles)
    try:
        who, sectors = plover_actor(code)
    except UnknownCodeError:
        who, sectors = None, ()
    return who or (country(actor.country).plover if actor.country else None), sectors


@lru_cache(8192)
def actor_of(
    name: str, text: str | None, code: str, sectors: tuple[str, ...], title: str | None
) -> tuple[Actor, tuple[str, ...]]:
    """The actor of PLOVER's codes, and remarks on those that nobody knows.

    >>> actor_of("Choe Son Hui", None, "PRK", ("GOV",), None)[0].code
    'PRKGOV'
    """
    iso3 = country_of(code, "plover") or (country_of(code, "name") if len(code) > 3 else None)
    remarks = [f"unknown country: {code!r}"] if code and not iso3 and code not in NONSTATE else []
    roles: list[str] = []
    for sector in sectors:
        try:
            roles += [role for role in roles_of_sector(sector)[:1] if role not in roles]
        except UnknownCodeError:
            remarks.append(f"unknown sector: {sector!r}")
    stem = iso3 or {"UNO": "IGOUNO", "EUR": "IGOEUREEC", "ISM": "NGM"}.get(code, code if code in NONSTATE else "---")
    whole = iso3 is not None and not roles and country_of(name, "name") == iso3
    actor = Actor(
        name=name,
        text=text,
        country=iso3,
        code=f"{stem}{roles[0] if roles else ''}" if stem != "---" or roles else None,
        roles=tuple(roles),
        title=title,
        kind="organisation" if code in NONSTATE else "state" if whole else "other",
    )
    return actor, tuple(remarks)
