"""CAMEO actor codes taken apart and put together: three letters a piece, the country first where there is one."""

import re
from functools import lru_cache

from sanudo_schema import Actor
from sanudo_schema.countries import country
from sanudo_schema.errors import UnknownCodeError

__all__ = ["UNKNOWN_COUNTRY", "canonical", "code_of", "country_of", "pieces"]

UNKNOWN_COUNTRY = "---"
"""CAMEO's first piece for an actor of no known country: ---GOV."""
_WELL_FORMED = re.compile(r"(---|[A-Z][A-Z0-9]{2})([A-Z0-9]{3})*")


def pieces(code: str) -> list[str]:
    """The pieces of three letters.

    >>> pieces("USAGOVMIL")
    ['USA', 'GOV', 'MIL']
    """
    return [code[start : start + 3] for start in range(0, len(code), 3)]


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


def canonical(code: str, system: str) -> str | None:
    """A dataset's actor code as records hold it, its country by the ISO code; None where it is no actor code.

    A code that stands for a part of a country (GZS, the Gaza Strip) stays as it is.

    >>> canonical("ROMGOV", "gdelt"), canonical("GZSREB", "gdelt"), canonical("???", "gdelt")
    ('ROUGOV', 'GZSREB', None)
    """
    if not _WELL_FORMED.fullmatch(code):
        return None
    first, iso3 = code[:3], country_of(code[:3], system)
    return iso3 + code[3:] if iso3 and getattr(country(iso3), system, first) == first else code


@lru_cache(65536)
def actor_code(code: str | None, iso3: str | None, roles: tuple[str, ...], system: str) -> str:
    """The actor code as a dataset writes it; without a code of its own, that of country and roles; "" for nobody's.

    >>> actor_code("ROUGOV", "ROU", ("GOV",), "gdelt"), actor_code(None, "ROU", ("MIL",), "phoenix")
    ('ROMGOV', 'ROUMIL')
    """
    if code is None:
        code = (iso3 or (UNKNOWN_COUNTRY if roles else "")) + "".join(roles)
    if country_of(code[:3], "iso3"):
        return (getattr(country(code[:3]), system) or code[:3]) + code[3:]
    return code


def code_of(actor: Actor, system: str) -> str:
    """The actor's code as a dataset writes it."""
    return actor_code(actor.code, actor.country, actor.roles, system)
