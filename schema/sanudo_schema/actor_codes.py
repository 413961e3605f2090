"""CAMEO actor codes taken apart ("IGOEUREEC", "RUSGOV") and carried from one dataset's countries to another's."""

from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from .countries import country, country_codes
from .errors import UnknownCodeError
from .roles import role, roles
from .tables import looked_up, table

ActorList = Literal["groups", "ethnic", "religions", "types"]


class International(NamedTuple):
    """A CAMEO code of an international actor: a generic kind, a region or an organisation.

    `plover` is the PLOVER code for it ("IGO"), None where it has none; `also` another meaning or a later name.
    """

    code: str
    kind: str
    label: str
    also: str | None
    plover: str | None


class ActorPieces(NamedTuple):
    """What an actor code is made of, each piece as its list has it; `rest` is what no list has."""

    country: str | None = None
    group: str | None = None
    ethnic: str | None = None
    religions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@cache
def _international() -> dict[str, International]:
    return {
        row["code"]: International(row["code"], row["kind"], row["label"], row["also"] or None, row["plover"] or None)
        for row in table("international")
    }


def international(code: str) -> International:
    """The international actor of that CAMEO code.

    >>> international("IGOUNO").label, international("EUR").kind
    ('United Nations', 'region')
    """
    return looked_up(_international(), code, "international actor")


def international_codes() -> tuple[International, ...]:
    """All CAMEO codes of international actors, in the order of the manual."""
    return tuple(_international().values())


@cache
def actor_list(name: ActorList) -> MappingProxyType[str, str]:
    """A lookup list of GDELT, code to label: groups, ethnic, religions or types.

    >>> actor_list("groups")["HEZ"], actor_list("ethnic")["KUR"]
    ('Hezbullah', 'Kurd')
    """
    return MappingProxyType({row["code"]: row["label"] for row in table(f"gdelt_{name}")})


@cache
def _regions() -> frozenset[str]:
    return frozenset(entry.code for entry in international_codes() if entry.kind == "region")


@cache
def _types() -> frozenset[str]:
    return frozenset(actor_list("types")) | {entry.code for entry in roles()}


def actor_pieces(code: str, system: str = "gdelt") -> ActorPieces:
    """The pieces of an actor code, three letters each, as GDELT's columns hold them.

    The first country or region is the country (`system` says whose codes); then a known group goes before a type (UNO),
    a type before a religion, a religion before an ethnic group. "---" is an unknown country.

    >>> actor_pieces("IGOEUREEC")
    ActorPieces(country='EUR', group='EEC', ethnic=None, religions=(), types=('IGO',), rest=())
    >>> actor_pieces("IRQKURREB").ethnic, actor_pieces("---GOV").types, actor_pieces("USAQQQ").rest
    ('KUR', ('GOV',), ('QQQ',))
    """
    lands = country_codes(system) | _regions()
    land = group = ethnic = None
    religions, types, rest = [], [], []
    for place, piece in enumerate(code[at : at + 3] for at in range(0, len(code), 3)):
        if piece in lands and land is None:
            land = piece
        elif piece in actor_list("groups") and group is None:
            group = piece
        elif piece in _types():
            types.append(piece)
        elif piece in actor_list("religions"):
            religions.append(piece)
        elif (piece in actor_list("ethnic") or piece.lower() in actor_list("ethnic")) and ethnic is None:
            ethnic = piece
        elif piece != "---" or place:
            rest.append(piece)
    return ActorPieces(land, group, ethnic, tuple(religions), tuple(types), tuple(rest))


def recoded_actor(code: str, source: str = "iso3", target: str = "gdelt") -> str:
    """The actor code with its country in another system's code; all else stays.

    UnknownCodeError where the code begins with nothing that CAMEO knows, or the target has no code for the country.

    >>> recoded_actor("ROUGOV"), recoded_actor("ROMGOV", "gdelt", "iso3"), recoded_actor("IGOUNO")
    ('ROMGOV', 'ROUGOV', 'IGOUNO')
    """
    first, rest = code[:3], code[3:]
    stateless = first == "---" or first in _international() or first in _types() or first in actor_list("groups")
    if stateless and first not in country_codes(source):
        return code
    land = country(first, source)
    coded = getattr(land, target)
    if coded is None:
        raise UnknownCodeError(land.iso3, f"country ({target})")
    return f"{coded}{rest}"


def plover_actor(code: str, system: str = "iso3") -> tuple[str | None, tuple[str, ...]]:
    """The PLOVER actor code and sectors of a CAMEO actor code; what PLOVER has no code for is left out.

    >>> plover_actor("RUSMED"), plover_actor("IGOEUREEC"), plover_actor("XKXREB"), plover_actor("---SEP")
    (('RUS', ('JRN',)), ('EUR', ()), ('KOS', ('REB',)), (None, ('REB',)))
    """
    pieces = actor_pieces(code, system)
    known = {entry.code for entry in roles()}
    sectors = [role(piece).sector for piece in pieces.types if piece in known]
    names = (code, f"{code[:3]}{pieces.group}", code[:6], code[:3])
    actor = next((_international()[name].plover for name in names if name in _international()), None)
    if actor is None and pieces.country and pieces.country not in _regions():
        actor = country(pieces.country, system).plover
    return actor, tuple(dict.fromkeys(name for name in sectors if name))
