"""One happening, one draft: merges the drafts of an article that tell of the same event."""

from collections.abc import Sequence

from sanudo_schema import Actor, Time

from .drafts import CORE, PROSPECTIVE, Draft
from .stays import end_visit, join_stays, one_stay


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """The article's happenings, each with all its mentions; links between drafts are carried over."""
    kept: list[Draft] = []
    into: dict[int, Draft] = {}
    for draft in sorted(drafts, key=lambda d: (d.headline, d.head.i)):
        if draft.returning:
            continue
        same = next((k for k in kept if _same(k, draft)), None)
        if same is None:
            kept.append(draft)
            into[id(draft)] = draft
        else:
            _merge(same, draft)
            into[id(draft)] = same
    for draft in drafts:
        if draft.returning:
            end_visit(kept, draft)
    for draft in kept:
        if draft.content is not None:
            draft.content = into.get(id(draft.content), draft.content)
        if draft.denies is not None:
            draft.denies = into.get(id(draft.denies), draft.denies)
    return sorted(kept, key=lambda d: min(m.trigger_start or 0 for m in d.mentions))


def _compatible(first: Time | None, second: Time | None) -> bool:
    if first is None or second is None:
        return True
    if first.earliest and second.latest and first.earliest > second.latest:
        return False
    return not (second.earliest and first.latest and second.earliest > first.latest)


def _alike(first: Actor, second: Actor, loose: bool) -> bool:
    """True where two actors may be one: by id or name, or by country where one is told no nearer than by its state.

    loose: the country is enough, as in a headline.
    """
    if (first.id and first.id == second.id) or first.name == second.name:
        return True
    if not first.country or first.country != second.country:
        return False
    return loose or "state" in (first.kind, second.kind)


def _matches(few: Sequence[Actor], many: Sequence[Actor], loose: bool) -> bool:
    """True where each of the fewer actors has a partner of its own among the others."""
    left = list(many)
    for actor in few:
        partner = next((other for other in left if _alike(actor, other, loose)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _same_actors(first: Sequence[Actor], second: Sequence[Actor], loose: bool = False) -> bool:
    few, many = sorted((first, second), key=len)
    return bool(few) and _matches(few, many, loose)


def _elsewhere(first: Draft, second: Draft) -> bool:
    """True where the two are told of different countries."""
    here, there = (d.place.country if d.place else None for d in (first, second))
    return here is not None and there is not None and here != there


def _same(first: Draft, second: Draft) -> bool:
    visits = first.type == second.type == "Visit"
    if first.type != second.type or not (_compatible(first.time, second.time) or (visits and one_stay(first, second))):
        return False
    if _elsewhere(first, second):
        return False
    loose = first.headline != second.headline
    if first.type == "Meeting":
        everyone = (*first.sources, *first.targets), (*second.sources, *second.targets)
        if not _same_actors(*everyone, loose) or min(len(everyone[0]), len(everyone[1])) < 2:
            return False
        return _same_status(first, second) and (loose or _acquainted(first, second, *everyone))
    if first.type == "Allegation" and not (first.sources and second.sources):
        near = abs((first.mentions[-1].sentence or 0) - (second.mentions[0].sentence or 0)) <= 1
        return near and _same_actors(first.targets, second.targets)
    if not _same_actors(first.sources, second.sources, loose) and (first.sources or second.sources):
        return False
    if first.type == "Visit":
        hosts = not first.targets or not second.targets or _same_actors(first.targets, second.targets, loose)
        return hosts and (_same_status(first, second) or one_stay(first, second))
    if first.targets and second.targets and not _same_actors(first.targets, second.targets, loose):
        return False
    if first.type in ("Allegation", "Denial"):
        if (
            loose
            and first.type == "Denial"
            and (first.denies is second.denies or None in (first.denies, second.denies))
        ):
            return True
        return first.denies is second.denies and _claims_meet(first, second)
    return first.code[:3] == second.code[:3] and first.status == second.status


def _claims_meet(first: Draft, second: Draft) -> bool:
    if not first.claim or not second.claim:
        return abs((first.mentions[-1].sentence or 0) - (second.mentions[0].sentence or 0)) <= 3
    words = [{w for w in claim.lower().split() if len(w) > 3} for claim in (first.claim, second.claim)]
    small = min(len(words[0]), len(words[1])) or 1
    return len(words[0] & words[1]) / small >= 0.5


def _acquainted(first: Draft, second: Draft, these: Sequence[Actor], those: Sequence[Actor]) -> bool:
    """True where two tellings of a meeting share a named participant or the day: two states meet more than once."""
    if {actor.name for actor in these} & {actor.name for actor in those}:
        return True
    return first.time is not None and second.time is not None and first.time.edtf == second.time.edtf


def _same_status(first: Draft, second: Draft) -> bool:
    """Visits and meetings: a bare noun follows any status, a plan and a fact need the same time."""
    if first.status == second.status or first.nominal or second.nominal:
        return True
    if first.status in PROSPECTIVE and second.status in PROSPECTIVE:
        return True
    return first.time is not None and second.time is not None and first.time.edtf == second.time.edtf


def _merge(kept: Draft, other: Draft) -> None:
    """Adds another telling to a draft: the more precise time and place win, a verb's status beats a noun's."""
    if other.type in CORE and kept.nominal and not other.nominal:
        kept.status, kept.code, kept.realised = other.status, other.code, other.realised
        kept.steps.append(("status", "verb in another mention", (other.head,)))
    if kept.type in ("Visit", "Meeting"):
        join_stays(kept, other)
    if kept.time is None or (other.time is not None and _span(other.time) < _span(kept.time)):
        kept.time = other.time or kept.time
    if kept.place is None:
        kept.place = other.place
    kept.attribution = kept.attribution or other.attribution
    kept.denies = kept.denies or other.denies
    kept.content = kept.content or other.content
    if other.claim and (not kept.claim or len(other.claim) > len(kept.claim)):
        kept.claim = other.claim
    for side in ("sources", "targets"):
        mine, theirs = getattr(kept, side), getattr(other, side)
        vaguer = not mine or (len(theirs) >= len(mine) and all(a.kind == "state" for a in mine))
        if vaguer and theirs and kept.type != "Meeting":
            setattr(kept, side, theirs)
    kept.mentions.extend(other.mentions)
    kept.steps.extend(step for step in other.steps if step[0] in ("time", "place", "denies"))
    kept.confidence = 1 - (1 - kept.confidence) * (1 - other.confidence / 2)


def _span(time: Time) -> int:
    if time.earliest is None or time.latest is None:
        return 10**6
    return (time.latest - time.earliest).days
