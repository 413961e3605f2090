"""Whether two reports are of one event: grades for who, when and what, and what rules it out.

Every decision looks at the two reports alone, so that it stays the same whatever else there is.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from sanudo_schema import Status
from sanudo_schema.merged import Link

from .reports import Party, Report
from .rules import rules

__all__ = ["compare", "contradiction", "likeness"]

_UNTOLD = {"Visit": ("targets",), "Denial": ("targets",), "Allegation": ("sources",)}
"""The side that one report of an event may leave untold where another tells it."""


_ARMS = ("GOV", "MIL")
"""What a state has one of: two bodies of one country with this role may be one."""


def likeness(first: Party, second: Party) -> float | None:
    """How sure two parties are one, 0 to 1; None where they are not, such as two persons of one country.

    >>> lavrov = Party("sergeylavrov", ("sergey", "lavrov"), "RUS", "person")
    >>> likeness(lavrov, Party("lavrov", ("lavrov",), "RUS", "person"))
    1.0
    >>> likeness(lavrov, Party("russia", ("russia",), "RUS", "state"))
    0.4
    >>> likeness(lavrov, Party("sergeyshoigu", ("sergey", "shoigu"), "RUS", "person")) is None
    True
    """
    grades = rules().grades
    if first.country != second.country and first.country and second.country:
        return None
    if first.name == second.name:
        return grades["same_state"] if first.kind == second.kind == "state" else grades["same_person"]
    if first.kind == second.kind == "person":
        return grades["same_person"] if _same_name(first.words, second.words) else None
    if not first.country or not second.country:
        return None
    if first.kind == second.kind == "state":
        return grades["same_state"]
    arm = first.code is not None and first.code == second.code and first.code[3:] in _ARMS
    loose = arm or "state" in (first.kind, second.kind) or "person" in (first.kind, second.kind)
    return grades["state_and_person"] if loose and "other" not in (first.kind, second.kind) else None


def _same_name(first: Sequence[str], second: Sequence[str]) -> bool:
    """A name and the same name told shorter, or spelt another way: the family name agrees, the given name nearly."""
    few, many = sorted((first, second), key=len)
    if set(few) <= set(many) and (few[-1] == many[-1] or len(few) > 1):
        return True
    if few[-1] != many[-1] or len(few) < 2:
        return False
    given, other = few[0], many[0]
    return given[0] == other[0] and SequenceMatcher(None, given, other).ratio() >= 0.75


def _side(first: Sequence[Party], second: Sequence[Party]) -> float | None:
    """The mean likeness of partners on two sides, each of the fewer having one; None where one has none."""
    if first == second:
        return sum(likeness(party, party) or 0 for party in first) / len(first) if first else None
    few, many = sorted((first, second), key=len)
    left, total = list(many), 0.0
    for party in few:
        graded = [(grade, other) for other in left if (grade := likeness(party, other)) is not None]
        if not graded:
            return None
        grade, partner = max(graded, key=lambda pair: pair[0])
        left.remove(partner)
        total += grade
    return total / len(few) if few else None


def _who(first: Report, second: Report) -> float | None:
    """The grade of the participants; None where they cannot be the same."""
    if first.type == "Meeting":
        everyone = [(*report.sources, *report.targets) for report in (first, second)]
        return _side(*everyone) if min(map(len, everyone)) > 1 else None
    sides = {}
    for name in ("sources", "targets"):
        mine, theirs = getattr(first, name), getattr(second, name)
        if bool(mine) != bool(theirs) and name not in _UNTOLD.get(first.type, ()):
            return None
        sides[name] = _side(mine, theirs)
        if mine and theirs and sides[name] is None:
            return None
    if first.type == "Visit" and sides["targets"] == rules().grades["same_state"]:
        sides["targets"] = 1.0  # who is host to a visitor is seldom told nearer than by the country
    grades = [grade for grade in sides.values() if grade is not None]
    return sum(grades) / len(grades) if grades else None


def _when(first: Report, second: Report) -> tuple[float, str]:
    """The grade of two times that agree, and why."""
    if first.window is None or second.window is None:
        return 0.0, ""
    if first.told and second.told:
        spans = sorted((last - begin + 1 for begin, last in (first.window, second.window)))
        if first.edtf == second.edtf:
            return (1.0 if spans[1] <= 7 else 0.6 if spans[1] <= 31 else 0.4), f"same time, {first.edtf}"
        if spans[1] == 1:
            return 0.5, "a day apart"
        return (0.7 if spans[1] <= 10 else 0.5 if spans[1] <= 31 else 0.3), f"{first.edtf} agrees with {second.edtf}"
    days = [report.day for report in (first, second)]
    if first.told or second.told:
        vague = second if first.told else first
        exact = first.window if first.told else second.window
        near = vague.day is not None and exact[1] - exact[0] <= 31 and abs(exact[0] - vague.day) <= 3
        return (0.5 if near else 0.3), "dated in one report, and the other was published about then"
    gap = abs((days[0] or 0) - (days[1] or 0))
    return (0.5 if gap <= 1 else 0.4 if gap <= 3 else 0.25), f"published {gap} days apart, neither dated"


def _shared(first: Report, second: Report) -> float:
    """The share of words in common: of the fewer words for claims, of all words else."""
    both = len(first.words & second.words)
    if both < 2:
        return 0.0
    if first.claiming:
        return both / min(len(first.words), len(second.words))
    return 2 * both / (len(first.words) + len(second.words))


def _what(first: Report, second: Report) -> tuple[float, str]:
    """The grade of place, words and what is claimed: the best of the three, and why."""
    grades = [(_shared(first, second), "words in common: " + ", ".join(sorted(first.words & second.words)[:6]))]
    if first.alleged and first.alleged == second.alleged:
        grades.append((0.9, f"the same is claimed: {first.alleged[0]}"))
    if first.place and first.place == second.place:
        grades.append((1.0 if first.encounter or first.told else 0.6, "same place"))
    elif first.land and first.land == second.land:
        grades.append((0.3, f"same country, {first.land}"))
    return max(grades, key=lambda grade: grade[0])


def contradiction(first: Report, second: Report) -> str | None:
    """What rules out that two reports are of one event; None where nothing does.

    Another country or the day after do not, where the two tell it in the same words: then one of them errs.
    """
    if first.type != second.type:
        return "another type"
    if first.coverage & second.coverage:
        return "one article tells both"
    if (first.status is Status.ALLEGED) != (second.status is Status.ALLEGED):
        return "alleged in one, asserted in the other"
    statuses = {first.status, second.status}
    if Status.NEGATED in statuses and any(status.is_fact for status in statuses):
        return "said not to have happened"
    apart = _apart(first, second)
    if apart > 1 or first.window is None or second.window is None:
        return "other days"
    if _who(first, second) is None:
        return "other participants"
    elsewhere = bool(first.land and second.land and first.land != second.land)
    if (elsewhere or apart) and not _alike(first, second):
        return "another country" if elsewhere else "other days"
    return None


def _apart(first: Report, second: Report) -> int:
    """Days between the two windows, 0 where they overlap; times longer than a season must be written alike."""
    if first.window is None or second.window is None:
        return 0
    longest = rules().limits["longest"]
    if any(last - begin > longest for begin, last in (first.window, second.window)) and first.edtf != second.edtf:
        return 10**6
    return max(0, first.window[0] - second.window[1], second.window[0] - first.window[1])


def _alike(first: Report, second: Report) -> bool:
    return _shared(first, second) >= rules().limits["alike"] and len(first.words & second.words) >= 4


def compare(first: Report, second: Report) -> Link | None:
    """The link between two reports of one event, with its score and reasons; None where they are not."""
    if contradiction(first, second) is not None:
        return None
    weights = rules().encounter if first.encounter else rules().act
    who = _who(first, second) or 0.0
    (when, times), (what, contents) = _when(first, second), _what(first, second)
    if not first.encounter and (what < rules().limits["content"] or first.code != second.code):
        return None
    score = weights.who * who + weights.when * when + weights.what * what
    if score < rules().threshold:
        return None
    reasons = [f"who {who:.2f}: {_names(first, second)}", f"when {when:.2f}: {times}"]
    if what:
        reasons.append(f"what {what:.2f}: {contents}")
    if first.status != second.status:
        reasons.append(f"status {first.status} and {second.status}")
    ids = sorted((first.id, second.id))
    return Link(first=ids[0], second=ids[1], score=round(score, 3), reasons=tuple(reasons))


def _names(first: Report, second: Report) -> str:
    mine = {party.name for party in (*first.sources, *first.targets)}
    theirs = {party.name for party in (*second.sources, *second.targets)}
    told = [", ".join(sorted(mine & theirs))] if mine & theirs else []
    if mine ^ theirs:
        told.append("in one alone " + ", ".join(sorted(mine ^ theirs)))
    return "; ".join(told)
