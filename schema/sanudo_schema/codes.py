"""The code systems of political events: CAMEO in its variants, PLOVER, and the record types.

All of it is data (`data/*.tsv`, each with its sources), read when first asked for. The systems contradict one another:
a Goldstein score or a quad class is always that of a named variant. Countries stand in `countries`, roles and sectors
in `roles`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .countries import Country, countries, country
from .roles import Role, Sector, icews_sectors, role, roles, roles_of_sector, sector, sectors
from .tables import looked_up, table

__all__ = [
    "CameoCode",
    "Country",
    "PloverCode",
    "PloverEvent",
    "PloverMode",
    "Role",
    "Sector",
    "cameo",
    "cameo_candidates",
    "cameo_codes",
    "countries",
    "country",
    "event_type",
    "goldstein_scores",
    "icews_sectors",
    "is_cameo",
    "plover_contexts",
    "plover_event",
    "plover_events",
    "plover_modes",
    "plover_of",
    "quad_classes",
    "role",
    "roles",
    "roles_of_sector",
    "sector",
    "sectors",
]

VARIANTS = ("gdelt", "icews", "phoenix")


class PloverCode(NamedTuple):
    """A PLOVER coding: what, how and in which contexts."""

    event: str
    mode: str | None = None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO event code.

    `labels` and `goldstein_scores` hold what differs by variant; `lists` names the published lists that have the code
    (manual, gdelt, icews, plover). `plover` is None where PLOVER has no such event (roots 01 and 02).

    >>> cameo("042").label, cameo("042").parent, cameo("042").level
    ('Make a visit', '04', 2)
    """

    code: str
    label: str = field(compare=False)
    labels: Mapping[str, str] = field(compare=False)
    goldstein_scores: Mapping[str, float] = field(compare=False)
    lists: tuple[str, ...] = field(compare=False)
    plover: PloverCode | None = field(compare=False)

    @property
    def root(self) -> str:
        """The two-digit code above it, or itself."""
        return self.code[:2]

    @property
    def parent(self) -> str | None:
        """The code one level up; None for a root."""
        return self.code[:-1] if len(self.code) > 2 else None

    @property
    def level(self) -> int:
        """1 for a root ("04"), 2 ("042"), 3 ("0811")."""
        return len(self.code) - 1

    @property
    def children(self) -> tuple[str, ...]:
        """The codes one level down."""
        return tuple(code for code in _cameo() if code[:-1] == self.code)

    def goldstein(self, variant: str = "gdelt") -> float | None:
        """The Goldstein score of that variant (gdelt, icews, phoenix), -10 to 10; None where it scores it not.

        >>> [cameo("016").goldstein(variant) for variant in ("gdelt", "icews", "phoenix")]
        [-2.0, -5.0, 3.4]
        """
        looked_up(dict.fromkeys(VARIANTS, True), variant, "Goldstein variant")
        return self.goldstein_scores.get(variant)

    def quad(self, variant: str = "gdelt") -> int:
        """The quad class of that variant: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict, 0 neutral.

        >>> cameo("090").quad("gdelt"), cameo("090").quad("icews")
        (2, 3)
        """
        return looked_up(_quads()[self.root], variant, "quad class variant")


@cache
def _cameo() -> dict[str, CameoCode]:
    plover = {
        row["cameo"]: PloverCode(row["event"], row["mode"] or None, tuple(row["context"].split()))
        for row in table("cameo_plover")
    }
    index = {}
    for row in table("cameo"):
        code, lists = row["code"], tuple(row["lists"].split())
        labels = {name: row.get(f"label_{name}") or row["label"] for name in lists}
        scores = {name: float(row[f"goldstein_{name}"]) for name in VARIANTS if row[f"goldstein_{name}"]}
        general = code if len(code) > 2 else f"{code}0"
        index[code] = CameoCode(code, row["label"], labels, scores, lists, plover.get(general))
    return index


@cache
def _quads() -> dict[str, dict[str, int]]:
    return {row["root"]: {name: int(row[name]) for name in VARIANTS} for row in table("quad_classes")}


def cameo(code: str) -> CameoCode:
    """The CAMEO code of that notation, with its leading zero.

    >>> cameo("0233").label
    'Appeal for humanitarian aid'
    >>> cameo("42")
    Traceback (most recent call last):
    sanudo_schema.errors.UnknownCodeError: '42' is no CAMEO code (near: 042)
    """
    return looked_up(_cameo(), code, "CAMEO")


def cameo_codes() -> tuple[CameoCode, ...]:
    """All 318 CAMEO codes, in order: "01", "010", "011" ..."""
    return tuple(_cameo().values())


def is_cameo(code: str) -> bool:
    """True for a code that some CAMEO list has.

    >>> is_cameo("0356"), is_cameo("42"), is_cameo("13y")
    (True, False, False)
    """
    return code in _cameo()


def quad_classes(code: str) -> dict[str, int]:
    """The quad class by variant.

    >>> quad_classes("163")
    {'gdelt': 4, 'icews': 4, 'phoenix': 3}
    """
    return dict(_quads()[cameo(code).root])


def goldstein_scores(code: str) -> dict[str, float]:
    """The Goldstein score by variant, of those that score the code.

    >>> goldstein_scores("1246")
    {'gdelt': -4.0, 'icews': -4.0, 'phoenix': -5.0}
    """
    return dict(cameo(code).goldstein_scores)


@cache
def _prefixes() -> dict[str, str]:
    return {row["prefix"]: row["type"] for row in table("event_types")}


def event_type(cameo_code: str) -> str:
    """The record type of a CAMEO code.

    >>> [event_type(code) for code in ("040", "042", "1123", "057", "016")]
    ['Meeting', 'Visit', 'Allegation', 'Agreement', 'Denial']
    """
    code = cameo(cameo_code).code
    return next(_prefixes()[code[:length]] for length in range(len(code), 1, -1) if code[:length] in _prefixes())


class PloverMode(NamedTuple):
    """A mode of a PLOVER event, and its score; None where the manual prints none."""

    event: str
    mode: str
    score: float | None


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """A PLOVER event type: its quad class, its score, whether it must have a recipient, its modes."""

    event: str
    label: str = field(compare=False)
    quad: int = field(compare=False)
    score: float = field(compare=False)
    needs_recipient: bool = field(compare=False)
    modes: tuple[str, ...] = field(compare=False)


@cache
def _plover() -> dict[str, PloverEvent]:
    return {
        row["event"]: PloverEvent(
            row["event"],
            row["label"],
            int(row["quad"]),
            float(row["score"]),
            row["recipient"] == "required",
            tuple(mode.mode for mode in plover_modes() if mode.event == row["event"]),
        )
        for row in table("plover_events")
    }


def plover_event(name: str) -> PloverEvent:
    """The PLOVER event type of that name.

    >>> plover_event("CONSULT").quad, plover_event("CONSULT").modes
    (1, ('visit', 'third-party', 'multilateral', 'phone'))
    """
    return looked_up(_plover(), name, "PLOVER event")


def plover_events() -> tuple[PloverEvent, ...]:
    """The 16 PLOVER event types."""
    return tuple(_plover().values())


@cache
def plover_modes() -> tuple[PloverMode, ...]:
    """The 67 PLOVER modes, in the order of their events."""
    rows = table("plover_modes")
    return tuple(PloverMode(row["event"], row["mode"], float(row["score"]) if row["score"] else None) for row in rows)


@cache
def plover_contexts() -> tuple[str, ...]:
    """The 37 PLOVER contexts."""
    return tuple(row["context"] for row in table("plover_contexts"))


@cache
def _unrealised() -> dict[tuple[str, str], tuple[str, str | None]]:
    return {(row["event"], row["status"]): (row["becomes"], row["mode"] or None) for row in table("plover_status")}


def plover_of(cameo_code: str, status: str | None = None) -> PloverCode | None:
    """The PLOVER coding of a CAMEO event of that status; None for roots 01 and 02, which PLOVER has not.

    What has not happened becomes what PLOVER makes of it: a meeting that is scheduled, proposed or possible is an
    agreement, a possible attack a threat.

    >>> plover_of("042")
    PloverCode(event='CONSULT', mode='visit', context=())
    >>> plover_of("072", "scheduled")
    PloverCode(event='AGREE', mode=None, context=('military',))
    >>> plover_of("016") is None
    True
    """
    coded = cameo(cameo_code).plover
    if coded is None or status is None:
        return coded
    event, mode = _unrealised().get((coded.event, str(status)), (coded.event, coded.mode))
    return PloverCode(event, mode, coded.context)


def cameo_candidates(plover_event_name: str, mode: str | None = None) -> tuple[str, ...]:
    """The CAMEO codes that a PLOVER event (and mode) may stand for, the general ones first.

    >>> cameo_candidates("CONSULT", "visit")
    ('042', '043')
    >>> cameo_candidates("AID")[0]
    '070'
    """
    event = plover_event(plover_event_name)
    if mode is not None:
        looked_up(dict.fromkeys(event.modes, True), mode, f"PLOVER {event.event} mode")
    found = [
        code
        for code in cameo_codes()
        if code.level > 1 and code.plover and code.plover.event == event.event and mode in (None, code.plover.mode)
    ]
    return tuple(code.code for code in sorted(found, key=lambda code: (not code.code.endswith("0"), code.code)))
