"""Roles of actors: CAMEO role codes, PLOVER and ICEWS sectors, and the ways between them."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .tables import looked_up, table


@dataclass(frozen=True, slots=True)
class Role:
    """A CAMEO role code (GOV, MIL, OPP ...).

    `sector` is its PLOVER sector, None where PLOVER has none; `relation` says how near that is: exact, or broader where
    the sector takes in more (REB for INS and SEP). `icews` is the ICEWS sector to write for it.
    """

    code: str
    label: str = field(compare=False)
    tier: str = field(compare=False)
    in_gdelt: bool = field(compare=False)
    sector: str | None = field(compare=False)
    relation: str | None = field(compare=False)
    icews: str | None = field(compare=False)


class Sector(NamedTuple):
    """A PLOVER sector code. MED is medical here, and media in CAMEO."""

    code: str
    label: str


class IcewsReading(NamedTuple):
    """What a sector cell of ICEWS says: its names, the CAMEO roles they stand for, and the names that are not known."""

    names: tuple[str, ...]
    roles: tuple[str, ...]
    unknown: tuple[str, ...]


class IcewsSector(NamedTuple):
    """A sector name of ICEWS and the CAMEO role it stands for; None where it is no role (a religion, a level)."""

    name: str
    role: str | None


@cache
def _roles() -> dict[str, Role]:
    return {
        row["code"]: Role(
            row["code"],
            row["label"],
            row["tier"],
            row["gdelt"] == "yes",
            row["plover"] or None,
            row["relation"] or None,
            row["icews"] or None,
        )
        for row in table("roles")
    }


@cache
def _sectors() -> dict[str, Sector]:
    return {row["code"]: Sector(row["code"], row["label"]) for row in table("plover_sectors")}


@cache
def _icews() -> dict[str, IcewsSector]:
    return {row["name"]: IcewsSector(row["name"], row["role"] or None) for row in table("icews_sectors")}


def role(code: str) -> Role:
    """The CAMEO role of that code.

    >>> role("MED").sector, role("HLH").sector, role("SEP").sector
    ('JRN', 'MED', 'REB')
    """
    return looked_up(_roles(), code, "CAMEO role")


def roles() -> tuple[Role, ...]:
    """The CAMEO roles, in the order of the manual."""
    return tuple(_roles().values())


def sector(code: str) -> Sector:
    """The PLOVER sector of that code.

    >>> sector("MED").label, sector("JRN").label
    ('health', 'journalists and media')
    """
    return looked_up(_sectors(), code, "PLOVER sector")


def sectors() -> tuple[Sector, ...]:
    """The 25 PLOVER sectors."""
    return tuple(_sectors().values())


def roles_of_sector(code: str) -> tuple[str, ...]:
    """The CAMEO roles that a PLOVER sector may stand for, the exact one first; () where CAMEO has none.

    >>> roles_of_sector("MED"), roles_of_sector("REB"), roles_of_sector("REL")
    (('HLH',), ('REB', 'INS', 'SEP'), ())
    """
    found = [entry for entry in roles() if entry.sector == sector(code).code]
    return tuple(entry.code for entry in sorted(found, key=lambda entry: entry.relation != "exact"))


def icews_sector(name: str) -> IcewsSector:
    """The ICEWS sector of that name.

    >>> icews_sector("Police").role, icews_sector("Sunni").role
    ('COP', None)
    """
    return looked_up(_icews(), name, "ICEWS sector")


def read_icews_sectors(cell: str) -> IcewsReading:
    """The sectors of an ICEWS cell, in which names are joined by commas and some names have commas in brackets.

    Roles come in the order of the table, whatever that of the cell: government before military before the rest.

    >>> read_icews_sectors("Army Mechanized (Ships, Tanks, Planes),Government,Sunni,Guild").roles
    ('GOV', 'MIL')
    >>> read_icews_sectors("Sunni,Guild").unknown, read_icews_sectors("NA").names
    (('Guild',), ())
    """
    parts = (part.strip(' "') for part in re.split(r",(?![^()]*\))", cell))
    names = tuple(dict.fromkeys(part for part in parts if part not in ("", "NA")))
    roles_of = dict.fromkeys(entry.role for name, entry in _icews().items() if name in names and entry.role)
    return IcewsReading(names, tuple(roles_of), tuple(name for name in names if name not in _icews()))


def icews_sectors() -> tuple[IcewsSector, ...]:
    """The ICEWS sectors known, by role: government, military ... civilians, then what is no role."""
    return tuple(_icews().values())
