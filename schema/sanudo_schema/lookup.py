"""One search over all code systems, by code or by the words of a label."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from . import codes, roles
from .actor_codes import actor_list, international_codes
from .countries import Country, countries, country
from .errors import UnknownCodeError
from .tables import near_matches, table

Fact = str | int | float | bool | None | list[str] | dict[str, str] | dict[str, int] | dict[str, float]
COUNTRY_SYSTEMS = ("iso3", "iso2", "gdelt", "fips", "cow", "plover", "phoenix")


class Found(NamedTuple):
    """A code of some system: what it is called and what is known of it, ready for JSON."""

    system: str
    code: str
    label: str
    facts: dict[str, Fact]


def find_codes(term: str) -> list[Found]:
    """The codes that are the term or are called so, in every system; else those whose label holds all its words.

    Case does not matter. UnknownCodeError names near matches where nothing is found.

    >>> [(found.system, found.label) for found in find_codes("MED")]
    [('CAMEO role', 'media'), ('PLOVER sector', 'health')]
    >>> [found.code for found in find_codes("host visit")]
    ['043']
    """
    wanted = " ".join(term.split())
    same = [found for found in _all() if wanted.casefold() in (found.code.casefold(), found.label.casefold())]
    same += [found for found in _countries_coded(wanted) if found not in same]
    if any(found.system not in ("PLOVER mode", "PLOVER context") for found in same):
        return same
    words = [_folded(word) for word in wanted.split()]
    by_label = [found for found in _all() if words and all(_has(_folded(found.label), word) for word in words)]
    if same or by_label:
        return same + [found for found in by_label if found not in same]
    known = [word for found in _all() for word in (found.code, *found.label.casefold().split())]
    raise UnknownCodeError(term, "known", near_matches(wanted.casefold(), known) or near_matches(wanted, known))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _has(label: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", label) is not None


def _countries_coded(term: str) -> list[Found]:
    """The countries that other systems code so, or that bear another name, each once."""
    found = {land.iso3: "iso3" for land in countries() if land.iso3 == term.upper()}
    for system in (*COUNTRY_SYSTEMS[1:], "name"):
        try:
            land = country(term if system == "name" else term.upper(), system)
        except UnknownCodeError:
            continue
        found.setdefault(land.iso3, system)
    return [_of_country(country(iso3), system) for iso3, system in found.items() if system != "iso3"]


@cache
def _all() -> tuple[Found, ...]:
    return (
        *(_of_cameo(code) for code in codes.cameo_codes()),
        *(_of_plover(event) for event in codes.plover_events()),
        *(_of_mode(mode) for mode in codes.plover_modes()),
        *(Found("PLOVER context", name, name.replace("_", " "), {}) for name in codes.plover_contexts()),
        *(_of_country(land, "iso3") for land in countries()),
        *(_of_role(entry) for entry in roles.roles()),
        *(_of_sector(entry) for entry in roles.sectors()),
        *(Found("PLOVER actor", row["code"], row["label"], {}) for row in table("plover_nonstate")),
        *(
            Found(
                f"CAMEO international ({entry.kind})",
                entry.code,
                entry.label,
                {"also": entry.also, "plover": entry.plover},
            )
            for entry in international_codes()
        ),
        *_of_gdelt(),
    )


def _of_cameo(code: codes.CameoCode) -> Found:
    scheduled = codes.plover_of(code.code, "scheduled")
    other = {name: label for name, label in code.labels.items() if label != code.label}
    return Found(
        "CAMEO event",
        code.code,
        code.label,
        {
            "type": codes.event_type(code.code),
            "labels": other,
            "quad_class": codes.quad_classes(code.code),
            "goldstein": codes.goldstein_scores(code.code),
            "plover": _plover_text(code.plover),
            "plover_if_scheduled": _plover_text(scheduled) if scheduled != code.plover else None,
            "root": _with_label(code.root) if code.level == 3 else None,
            "parent": _with_label(code.parent) if code.parent else None,
            "children": [_with_label(child) for child in code.children],
            "lists": list(code.lists),
        },
    )


def _with_label(code: str) -> str:
    return f"{code} {codes.cameo(code).label}"


def _plover_text(coded: codes.PloverCode | None) -> str | None:
    if coded is None:
        return None
    return " ".join(filter(None, (coded.event, coded.mode, f"({', '.join(coded.context)})" if coded.context else "")))


def _of_plover(event: codes.PloverEvent) -> Found:
    return Found(
        "PLOVER event",
        event.event,
        event.label,
        {
            "quad_class": event.quad,
            "score": event.score,
            "needs_recipient": event.needs_recipient,
            "modes": list(event.modes),
            "cameo": list(codes.cameo_candidates(event.event)),
        },
    )


def _of_mode(mode: codes.PloverMode) -> Found:
    found = codes.cameo_candidates(mode.event, mode.mode)
    return Found("PLOVER mode", mode.mode, f"{mode.event} {mode.mode}", {"score": mode.score, "cameo": list(found)})


def _of_country(land: Country, system: str) -> Found:
    facts: dict[str, Fact] = {name: getattr(land, name) for name in (*COUNTRY_SYSTEMS, "cow_number", "icews")}
    label = land.name if system in ("iso3", "name") else f"{land.name} ({system})"
    return Found("country", land.iso3, label, {**facts, "names": list(land.names)})


def _of_role(entry: roles.Role) -> Found:
    facts: dict[str, Fact] = {"tier": entry.tier, "in_gdelt": entry.in_gdelt, "plover": entry.sector}
    return Found("CAMEO role", entry.code, entry.label, {**facts, "relation": entry.relation, "icews": entry.icews})


def _of_sector(entry: roles.Sector) -> Found:
    return Found("PLOVER sector", entry.code, entry.label, {"cameo_roles": list(roles.roles_of_sector(entry.code))})


def _of_gdelt() -> Iterator[Found]:
    """What only GDELT's lists have."""
    known = {entry.code for entry in roles.roles()} | {entry.code for entry in international_codes()}
    yield from (Found("GDELT group", code, label, {}) for code, label in actor_list("groups").items())
    yield from (
        Found("GDELT type", code, label, {}) for code, label in actor_list("types").items() if code not in known
    )
    yield from (Found("GDELT religion", code, label, {}) for code, label in actor_list("religions").items())
    yield from (Found("GDELT ethnic group", code, label, {}) for code, label in actor_list("ethnic").items())
