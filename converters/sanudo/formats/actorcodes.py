"""Actor codes between a dataset, which has countries of its own, and records, which have the ISO codes."""

import re
from functools import lru_cache

from sanudo_schema import Actor
from sanudo_schema.actor_codes import recoded_actor
from sanudo_schema.countries import country
from sanudo_schema.errors import UnknownCodeError

__all__ = ["canonical", "code_of", "country_of"]

_WELL_FORMED = re.compile(r"(---|[A-Z][A-Z0-9]{2})([A-Z0-9]{3})*")


@lru_cache(4096)
def country_of(code: str, system: str) -> str | None:
    """The alpha-3 code of a country by its code in the system; None for what is no country there.

    >>> country_of("ROM", "gdelt"), country_of("IGO", "gdelt")
    ('ROU', None)
    """
    try:
        return country(code, system).iso3
    except UnknownCodeError:
        return None


@lru_cache(8192)
def canonical(code: str, system: str) -> str | None:
    """A dataset's actor code as records hold it, with the ISO code of its country; None where it is no actor code.

    A code that stands for a part of a country (GZS, the Gaza Strip) or for none that is known stays as it is.

    >>> canonical("ROMGOV", "gdelt"), canonical("GZSREB", "gdelt"), canonical("???", "gdelt")
    ('ROUGOV', 'GZSREB', None)
    """
    if not _WELL_FORMED.fullmatch(code):
        return None
    try:
        iso = recoded_actor(code, system, "iso3")
        return iso if recoded_actor(iso, "iso3", system) == code else code
    except UnknownCodeError:
        return code


def code_of(actor: Actor, system: str) -> str:
    """The actor's code as a dataset writes it; that of country and roles where the actor has none of its own.

    >>> code_of(Actor(name="Bucharest", code="ROUGOV"), "gdelt")
    'ROMGOV'
    >>> code_of(Actor(name="the army", roles=("MIL",)), "gdelt")
    '---MIL'
    """
    return _coded(actor.code, actor.country, actor.roles, system)


@lru_cache(8192)
def _coded(code: str | None, iso3: str | None, roles: tuple[str, ...], system: str) -> str:
    if code is None:
        code = (iso3 or ("---" if roles else "")) + "".join(roles)
    try:
        return recoded_actor(code, "iso3", system) if code else ""
    except UnknownCodeError:
        return code
