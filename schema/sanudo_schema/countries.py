"""Countries and territories in the code systems of the event datasets."""

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .tables import looked_up, table

SYSTEMS = ("iso3", "iso2", "gdelt", "fips", "cow", "cow_number", "plover", "phoenix", "icews", "name")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory by its code in each system; None where a system has none.

    gdelt is the CAMEO actor code as GDELT lists it (ROM for Romania), fips FIPS 10-4 as in GDELT's places, cow the
    Correlates of War abbreviation, icews the name ICEWS writes. `names` are other English names.
    """

    iso3: str
    iso2: str = field(compare=False)
    name: str = field(compare=False)
    gdelt: str | None = field(compare=False)
    fips: str | None = field(compare=False)
    cow: str | None = field(compare=False)
    cow_number: int | None = field(compare=False)
    plover: str = field(compare=False)
    phoenix: str = field(compare=False)
    icews: str = field(compare=False)
    names: tuple[str, ...] = field(compare=False)


class CountryAlias(NamedTuple):
    """A code that is read as a country but never written; `relation` is same or narrower (a part of it)."""

    system: str
    code: str
    iso3: str
    relation: str
    note: str


@cache
def _countries() -> dict[str, Country]:
    return {
        row["iso3"]: Country(
            row["iso3"],
            row["iso2"],
            row["name"],
            row["gdelt"] or None,
            row["fips"] or None,
            row["cow"] or None,
            int(row["cow_number"]) if row["cow_number"] else None,
            row["plover"] or row["iso3"],
            row["phoenix"] or row["iso3"],
            row["icews"] or row["name"],
            tuple(row["names"].split("; ")) if row["names"] else (),
        )
        for row in table("countries")
    }


@cache
def country_aliases() -> tuple[CountryAlias, ...]:
    """The codes that are read as a country besides its own: GZS (Gaza Strip) as PSE, JAP as JPN."""
    return tuple(CountryAlias(**row) for row in table("country_aliases"))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().strip()


@cache
def _by(system: str) -> dict[str, Country]:
    looked_up(dict.fromkeys(SYSTEMS, True), system, "country system")
    if system in ("name", "icews"):
        index = {_folded(name): land for land in countries() for name in land.names}
        return index | {_folded(name): land for land in countries() for name in (land.name, land.icews)}
    index = {str(getattr(land, system)): land for land in countries() if getattr(land, system) is not None}
    read = {alias.code: _countries()[alias.iso3] for alias in country_aliases() if alias.system == system}
    return read | index


def country(code: str | int, system: str = "iso3") -> Country:
    """The country of that code in that system (iso3, iso2, gdelt, fips, cow, cow_number, plover, phoenix, icews, name).

    Systems share codes for different countries: RS is Russia in FIPS and Serbia in ISO. Names are found whatever their
    case and accents. UnknownCodeError for any other code.

    >>> country("ROM", "gdelt").iso3, country("RS", "fips").iso3, country("RS", "iso2").iso3
    ('ROU', 'RUS', 'SRB')
    >>> country("Cote d'Ivoire", "name").iso3, country(365, "cow_number").iso3
    ('CIV', 'RUS')
    """
    key = _folded(str(code)) if system in ("name", "icews") else str(code)
    return looked_up(_by(system), code, f"country ({system})", key)


def country_codes(system: str) -> frozenset[str]:
    """Every code that is read as a country in that system.

    >>> "ROM" in country_codes("gdelt"), "ROM" in country_codes("iso3")
    (True, False)
    """
    return frozenset(_by(system))


def countries() -> tuple[Country, ...]:
    """All countries and territories, by alpha-3 code."""
    return tuple(_countries().values())
