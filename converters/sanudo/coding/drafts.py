"""Readings to drafts: which readings become records, of which type, code and status."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sanudo_schema import Actor, Attribution, Mention, Place, Time
from sanudo_schema.codes import event_type

from .lexicon import Lexicon
from .parsing import Parsed
from .participants import without
from .readings import Reading
from .speech import DENYING, SAYING, apart, is_party
from .tokens import Token
from .words import word_lists

HOSTING = "043"
"""CAMEO's code of a visit told from the host's side; the record's source is the visitor all the same."""

if TYPE_CHECKING:
    from .opinion import Opinion

CORE = frozenset({"Meeting", "Visit"})
PROSPECTIVE = frozenset({"scheduled", "proposed", "possible"})

OBLIGING = {"must": "demand", "should": "appeal", "ought": "appeal"}
"""Modal verbs, and the attitude of somebody who says that another must or should do it."""

Step = tuple[str, str, tuple[Token, ...]]


@dataclass
class Draft:
    """A record in the making: what one reading says, before the article's drafts are linked and merged.

    returning: a journey home, which is no visit but tells when one ends. journey: a meeting that has the time of the
    journey to it. stops: the towns that a visit comes to, and when. begins, ends, days, ongoing: what is told of a
    visit's first and last day, its length, and whether it goes on. tentative: an allegation only if somebody denies it.
    """

    reading: Reading
    type: str
    code: str
    status: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    realised: str | None = None
    time: Time | None = None
    place: Place | None = None
    claim: str | None = None
    content: "Draft | None" = None
    denies: "Draft | None" = None
    attribution: Attribution | None = None
    mentions: list[Mention] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    confidence: float = 0.5
    headline: bool = False
    returning: bool = False
    journey: bool = False
    stops: list[tuple[str, date]] = field(default_factory=list)
    begins: date | None = None
    ends: date | None = None
    days: int | None = None
    ongoing: bool = False
    tentative: bool = False
    decided_by: str = "frames"
    opinion: "Opinion | None" = None

    @property
    def head(self) -> Token:
        """The predicate word of the first mention."""
        return self.reading.head

    @property
    def nominal(self) -> bool:
        """True where a noun tells of the event, and so says little of its status."""
        return self.reading.clause.kind != "verb"


class Drafter:
    """Turns the readings of one article into drafts."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self._parsed = parsed
        self._lexicon = lexicon

    def draft(self, readings: list[Reading]) -> list[Draft]:
        """The drafts of one sentence's readings; content and claim links among them are set."""
        drafts: dict[int, Draft] = {}
        for reading in sorted(readings, key=lambda r: r.frame.kind is not None):
            if self._is_record(reading, drafts) and (made := self._make(reading)):
                drafts[id(reading)] = made
        for draft in drafts.values():
            content = draft.reading.content
            if content is not None and id(content) in drafts:
                draft.content = drafts[id(content)]
        return sorted(drafts.values(), key=lambda draft: draft.head.i)

    def draft_unframed(self, readings: list[Reading]) -> list[Draft]:
        """The drafts of clauses that no frame read, whose class a second opinion decides."""
        drafts = [draft for reading in readings if (draft := self._make(reading))]
        for draft in drafts:
            draft.decided_by = "reader"
        return drafts

    def draft_hearsay(self, readings: list[Reading], drafts: list[Draft]) -> list[Draft]:
        """The drafts of what is said of others, which only their denial makes allegations; drafts: the sentence's."""
        heard = [draft for reading in readings if (draft := self._make(reading))]
        for draft in heard:
            draft.tentative = True
            draft.content = next((d for d in drafts if d.reading is draft.reading.content), None)
        return heard

    def _is_record(self, reading: Reading, drafts: dict[int, Draft]) -> bool:
        """True where a reading is a record of its own; a visit or meeting drafted already stands for its attitude."""
        kind = reading.frame.kind
        if kind is not None:
            rule = self._lexicon.kinds[kind]
            if not rule.own or _is_named_claim(reading) or _is_disputed_noun(reading):
                return False
            prevented = reading.head.dep_ == "pcomp" and reading.head.head.lower_ in ("from", "without")
            if kind in ("accuse", "claim", "deny") and (reading.status == "negated" or prevented):
                return False
            if kind == "deny" and reading.status in PROSPECTIVE:
                return False
            content = reading.content
            return not (rule.keeps == "core" and content is not None and _is_core(content) and id(content) in drafts)
        above = reading.above
        if above is None or above.frame.kind is None:
            return True
        keeps = self._lexicon.kinds[above.frame.kind].keeps
        return keeps == "always" or (keeps == "core" and _is_core(reading))

    def _make(self, reading: Reading) -> Draft | None:
        urged = self._urged(reading)
        code, realised, status = self._code(reading) if urged is None else (urged[0], None, "occurred")
        type_ = "Invitation" if reading.frame.kind == "invite" else event_type(realised or code)
        sources, targets = urged[1:] if urged else (reading.sources, reading.targets)
        above = reading.above
        if above is not None and _is_core(reading):
            sources, targets = _from_above(reading, above)
        if type_ == "Meeting" and not sources and len(targets) > 1:
            sources, targets = targets[:1], targets[1:]
        if (realised or code) == HOSTING:
            sources, targets = targets, sources
        taken_up = type_ == "Allegation" and not targets and bool(sources) and _takes_up(reading)
        if not (taken_up or _complete(reading, type_, sources, targets)) or _done_by_a_thing(reading):
            return None
        draft = Draft(
            reading=reading,
            type=type_,
            code=code,
            realised=realised,
            status=status,
            sources=sources,
            targets=targets,
            steps=list(reading.steps),
            headline=reading.head.i < self._parsed.headline,
            tentative=taken_up,
        )
        draft.steps.append(("cameo", f"frame {reading.frame.id}", (reading.head,)))
        draft.mentions.append(self._mention(draft))
        if type_ in ("Allegation", "Denial"):
            draft.claim = self._claim_text(reading)
        return draft

    def _code(self, reading: Reading) -> tuple[str, str | None, str]:
        """(CAMEO code, code if realised, status) of a reading."""
        code, status = reading.code, reading.status
        kind = reading.frame.kind
        if refused := self._refusal(reading):
            return (refused, code, status) if _is_core(reading) else (refused, None, "occurred")
        if kind is not None:
            return (
                code,
                None,
                status if status != "scheduled" or kind not in ("accuse", "deny", "claim") else "possible",
            )
        if reading.refused is not None:
            if event_type(reading.refused) in CORE:
                return code, reading.refused, "negated"
            return code, None, "occurred"
        if _is_core(reading):
            above, type_ = reading.above, event_type(code)
            if status in PROSPECTIVE:
                return self._lexicon.compose("intend", code) or "036", code, status
            if status in ("cancelled", "negated") and above is not None and above.frame.kind in ("reject", "halt"):
                return above.code if above.frame.kind == "reject" or type_ == "Meeting" else "036", code, status
            return code, code if status in ("cancelled", "negated") else None, status
        if status in PROSPECTIVE:
            intended = self._lexicon.compose("vow", code)
            hostile = code[:2] in ("18", "19", "20") or (code[:2] in ("14", "16", "17") and status == "scheduled")
            if intended and (code[:2] < "09" or hostile):
                return intended, code, status
            return code, code, status
        return code, None, status

    def _refusal(self, reading: Reading) -> str | None:
        """The code of refusing what somebody will not do ("will not free them"), None where nothing is refused."""
        clause, kind = reading.clause, reading.frame.kind
        unwilling = clause.negated is not None and (clause.tense == "future" or clause.modal == "hypothetical")
        if reading.status != "negated" or not unwilling or kind not in (None, "intend", "vow", "offer", "halt"):
            return None
        return self._lexicon.compose("reject", reading.code) if "03" <= reading.code[:2] <= "08" else None

    def _urged(self, reading: Reading) -> tuple[str, tuple[Actor, ...], tuple[Actor, ...]] | None:
        """The code, the speakers and those addressed where somebody says that others must do what a reading tells."""
        modals = (c.lower_ for c in reading.clause.carrier.children if c.dep_ == "aux")
        kind = next((OBLIGING[word] for word in modals if word in OBLIGING), None)
        speakers = next((reporter.sources for reporter in reading.reporters if reporter.sources), ())
        addressed = without(reading.sources, speakers)
        if kind is None or reading.frame.kind is not None or not speakers or not addressed:
            return None
        negated = reading.clause.negated is not None
        composed = None if negated else self._lexicon.compose(kind, reading.code)
        return composed or ("100" if kind == "demand" else "020"), speakers, addressed

    def _mention(self, draft: Draft) -> Mention:
        parsed, head = self._parsed, draft.head
        number = parsed.sentence_of[head.i]
        sentence = parsed.sentences[number]
        return Mention(
            article=parsed.article.id,
            sentence=number,
            start=parsed.start(sentence[0]),
            end=parsed.end(sentence[-1]),
            text=parsed.text(sentence),
            trigger=head.text,
            trigger_start=parsed.start(head),
            trigger_end=parsed.end(head),
            frame=draft.reading.frame.id,
            headline=draft.headline,
        )

    def _claim_text(self, reading: Reading) -> str | None:
        """The words of what is alleged or denied: the complement clause, else the phrase that names it."""
        if reading.frame in (SAYING, DENYING):
            return self._words_of(reading.head)
        for slot in ("comp", *reading.frame.content):
            for token in reading.clause.words(slot):
                words = self._words_of(token)
                if slot == "comp" or " " in words:
                    return words
        return None

    def _tells_denial(self, token: Token) -> bool:
        """True for the part of a claim's phrase that tells who denies it: ", a charge Ankara rejects"."""
        frames = (frame for t in token.subtree for frame in self._lexicon.frames.get(("verb", t.lemma_.lower()), ()))
        return any(frame.kind == "deny" for frame in frames)

    def _words_of(self, token: Token) -> str:
        """The article's words of a phrase or clause, without the "that" or "of" before them."""
        words = sorted(token.subtree, key=lambda t: t.i)
        denied = next((t for t in words if t.dep_ in ("appos", "relcl") and self._tells_denial(t)), None)
        if denied is not None and denied.left_edge.i > words[0].i:
            words = [t for t in words if t.i < denied.left_edge.i]
        start = 1 if words[0].lower_ in ("that", "of") and len(words) > 1 else 0
        while len(words) > start + 1 and (words[-1].is_punct or words[-1].is_quote):
            words.pop()
        parsed = self._parsed
        return parsed.article.text[parsed.start(words[start]) : parsed.end(words[-1])]


def _from_above(reading: Reading, above: Reading) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The participants of an embedded visit or meeting, those it leaves open taken from the words that embed it."""
    sources, targets = reading.sources, reading.targets
    givers, takers = (above.targets, above.sources) if above.frame.kind == "invite" else (above.sources, above.targets)
    sources = sources or without(givers, targets)
    if not targets and above.frame.kind != "halt":
        targets = without(takers, sources)
    return sources, targets


def _complete(reading: Reading, type_: str, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
    """True where enough is known of who and whom for a record of the type."""
    if type_ == "Meeting":
        known = [actor for actor in (*sources, *targets) if actor.kind != "other"]
        alone = len({a.country for a in known}) == 1 and any(a.kind == "state" for a in known)
        return len(known) > 1 and not (alone and known[0].country)  # no state meets itself
    if type_ == "Allegation":
        if reading.frame.kind == "claim" and sources and not apart(sources, targets):
            return False
        faulted = reading.clause.lemma in ("blame", "fault")  # "blamed Covid for the delay"
        return any(actor.kind != "other" or (is_party(actor) and not faulted) for actor in targets)
    if reading.frame.kind is not None or type_ in ("Visit", "Denial"):
        return bool(sources)
    return bool(sources or targets)


def _takes_up(reading: Reading) -> bool:
    """True for the allegation of "the allegations were made by her", whose accused only those who deny it tell."""
    definite = any(c.lower_ in ("the", "that", "these", "those", "this") for c in reading.head.children)
    made = reading.head.dep_ == "nsubjpass" and reading.clause.kind == "noun"
    return made and definite and reading.frame.kind in ("claim", "accuse")


def _is_named_claim(reading: Reading) -> bool:
    """True for the claim that a denial names ("rejected the accusation"): it was made elsewhere."""
    denied = reading.above is not None and reading.above.frame.kind == "deny"
    if reading.sources and reading.clause.words("comp"):  # "rejected her claim that he had known": she made it
        return False
    return denied and reading.frame.kind in ("claim", "accuse") and reading.clause.kind == "noun"


def _is_disputed_noun(reading: Reading) -> bool:
    """True for the claim that a relative clause rejects ("a claim her office denied"): it was told before."""
    if reading.clause.kind != "noun" or reading.sources or reading.frame.kind not in ("claim", "accuse"):
        return False
    lists = word_lists()
    return any(c.dep_ in ("relcl", "acl") and c.lemma_ in lists.disputing | lists.naming for c in reading.head.children)


def _done_by_a_thing(reading: Reading) -> bool:
    """True where the subject is no actor and no weapon or deed that the frame asks for: "the storm killed nine"."""
    if reading.sources or reading.clause.kind != "verb" or reading.frame.kind is not None:
        return False
    if any(condition.slot == "subj" and condition.words for condition in reading.frame.needs):
        return False
    subjects = reading.clause.words("subj")
    return bool(subjects) and "subj" in reading.frame.source and all(token.pos_ == "NOUN" for token in subjects)


def _is_core(reading: Reading) -> bool:
    return reading.frame.kind is None and event_type(reading.code) in CORE
