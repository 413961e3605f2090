"""Joins a second opinion to what the frames read: which class holds, and how sure the record is.

The rule is a small one, and its weights stand in joining.toml, fitted by training/join.py on sentences that the reader
was not trained on. The log-odds of each PLOVER event are the opinion's, weighted, and the frames' event gets a bonus
that grows with their own confidence; the likeliest event holds. Visits, meetings, allegations and denials keep their
class, since they rest on more than the class of the act. Where the frames are sure, nobody else is asked.
"""

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from sanudo_schema.codes import cameo_codes, event_type, plover_of

from .confidence import confidence
from .drafts import Draft
from .opinion import Opinion, SecondOpinion, marked_pair
from .parsing import Parsed

KEPT = frozenset({"Meeting", "Visit", "Allegation", "Denial", "Invitation"})
"""Types whose class only the frames decide."""

LEAST = 1e-6


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted weights: "class" of the joined class, "confidence" and "unframed" of how sure a record is."""
    data: dict[str, dict[str, float]] = tomllib.loads((files("sanudo.coding") / "joining.toml").read_text("utf-8"))
    return data


def consult(opinion: SecondOpinion, drafts: Sequence[Draft], parsed: Parsed) -> None:
    """Asks for a second opinion on the drafts of an article that need one; each that names its source gets it."""
    unsure = [draft for draft in drafts if needs_opinion(draft)]
    pairs = [(draft, pair) for draft in unsure if (pair := marked_pair(draft, parsed)) is not None]
    if not pairs:
        return
    for (draft, _), judged in zip(pairs, opinion([pair for _, pair in pairs]), strict=True):
        draft.opinion = judged


def needs_opinion(draft: Draft) -> bool:
    """Whether a second opinion may change a draft: its class is open, and the frames are not sure of theirs.

    What is only alleged keeps its class: who sees the whole sentence takes it for the accusation.
    """
    if draft.decided_by == "reader":
        return True
    if draft.status == "alleged" or draft.type in KEPT or framed_event(draft) is None:
        return False
    return draft.confidence < weights()["asked"]["below"]


def join(draft: Draft, told: frozenset[str] = frozenset()) -> bool:
    """Settles the draft's class and confidence by both opinions; False where it is none after all.

    told: the events that frames read elsewhere in the sentence, which lend this one no class. A clause that
    no frame read becomes a record only where the opinion on it is sure. Statements and denials (root 01), which PLOVER
    does not have, stay as they are.
    """
    judged = draft.opinion
    if judged is None:
        return draft.decided_by == "frames"
    framed, unread = framed_event(draft), draft.decided_by == "reader"
    if framed is None and not unread:
        return True
    joined = joined_events(judged, framed, draft.confidence)
    best = max(sorted(joined), key=lambda event: joined[event])
    rule = f"second opinion: {judged.event} {judged.events[judged.event]:.2f}, an act at all {judged.act:.2f}"
    draft.steps.append(("cameo", rule, (draft.head,)))
    if framed is None or (best != framed and best not in told and draft.type not in KEPT):
        recode(draft, best, judged)
        framed = best
    draft.confidence = surety(cues(judged, joined.get(framed, LEAST), draft.confidence), unread=unread)
    return not unread or draft.confidence >= weights()["unframed"]["least"]


def told_elsewhere(drafts: Sequence[Draft], parsed: Parsed) -> list[frozenset[str]]:
    """For each draft of an article, the events that the frames read beside it in its sentence."""
    read = [(parsed.sentence_of[draft.head.i], framed_event(draft)) for draft in drafts]
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for sentence, event in read:
        counts[sentence].update([event] if event else [])
    return [frozenset(name for name, n in counts[at].items() if n > (name == event)) for at, event in read]


def framed_event(draft: Draft) -> str | None:
    """The PLOVER event that the frames gave a draft; None of a clause that no frame read."""
    coded = plover_of(draft.code, draft.status) if draft.decided_by == "frames" else None
    return coded.event if coded else None


def joined_events(
    judged: Opinion, framed: str | None, sure: float, table: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The probability of each PLOVER event by both opinions.

    framed and sure: the frames' event and confidence; table: other weights than the fitted ones.
    """
    table = weights()["class"] if table is None else table
    scores = {event: table["reader"] * math.log(max(share, LEAST)) for event, share in judged.events.items()}
    if framed is not None:
        scores[framed] = scores.get(framed, table["reader"] * math.log(LEAST))
        scores[framed] += table["frames"] + table["sure"] * logit(sure)
    most = max(scores.values())
    powers = {event: math.exp(score - most) for event, score in scores.items()}
    total = sum(powers.values())
    return {event: power / total for event, power in powers.items()}


def cues(judged: Opinion, share: float, sure: float) -> dict[str, float]:
    """What speaks for a record, in log-odds; share: of its joined class; sure: the frames' confidence."""
    return {
        "bias": 1.0,
        "frames": logit(sure),
        "class": logit(share),
        "act": logit(judged.act),
        "forward": logit(judged.forward),
    }


def surety(found: Mapping[str, float], *, unread: bool) -> float:
    """The share of records with such cues that are right, as fitted; unread: of those that no frame read."""
    return confidence(found, weights()["unframed" if unread else "confidence"])


def logit(share: float) -> float:
    """Log-odds of a probability, held within -7 and 7."""
    bounded = min(max(share, LEAST), 1 - LEAST)
    return min(max(math.log(bounded / (1 - bounded)), -7.0), 7.0)


def recode(draft: Draft, event: str, judged: Opinion) -> None:
    """Gives a draft the likeliest CAMEO code of a PLOVER event."""
    codes = codes_of(event)
    draft.code = max(codes, key=lambda code: judged.codes.get(code, 0.0))
    draft.type, draft.realised, draft.decided_by = event_type(draft.code), None, "reader"


@cache
def codes_of(event: str) -> tuple[str, ...]:
    """The three-digit codes of a PLOVER event whose records a second opinion may make."""
    found = [c.code for c in cameo_codes() if len(c.code) == 3 and (p := plover_of(c.code)) and p.event == event]
    free = [code for code in found if event_type(code) not in KEPT]
    return tuple(sorted(free or found))
