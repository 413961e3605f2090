"""Articles to records: runs the parse, the cast, the readings and the drafts of one article."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from sanudo_schema import Actor, AnyEvent, Reason, actor_iri, event_iri, make_record
from sanudo_schema.codes import plover_of
from sanudo_schema.countries import country
from sanudo_schema.identifiers import DATA

from ..articles.article import Article
from .actors import ActorTables, find_actors
from .attachment import Attacher
from .captions import Captions
from .claims import link_denials
from .clauses import ClauseView
from .confidence import confidence, cues
from .domestic import place_at_home
from .drafts import HOSTING, Draft, Drafter, Step
from .happenings import merge_drafts
from .joining import consult, join, told_elsewhere
from .lexicon import load_lexicon
from .noise import Section, Sifted, section_before, sift
from .occasions import Occasions
from .opinion import SecondOpinion, reader_opinion
from .parsing import Parsed, load_pipeline, parse_together
from .participants import Participants
from .places import find_places
from .readings import Reader
from .speech import Speech
from .stays import ACCOMPANYING, note_stay, place_meetings, settle_stay, travels_along
from .times import find_times
from .unframed import Unframed
from .words import word_lists

OPINIONS: dict[str, SecondOpinion | None] = {"reader": reader_opinion, "frames": None}
"""The opinions asked beside the frames, by the name of the coder that they make."""

MEDIATION = "045"
"""CAMEO's code of mediation, whose source is the mediator."""


@dataclass(frozen=True)
class Coder:
    """A coder with its settings.

    model: the spaCy package. base: of data IRIs. min_confidence: the least a record needs. opinion: a second opinion on
    the class of what the frames found, the reader's unless another is given; None lets the frames decide alone.
    actors: the user's own actor tables, as files.
    """

    model: str | None = None
    base: str = DATA
    min_confidence: float = 0.0
    opinion: SecondOpinion | None = reader_opinion
    actors: tuple[str, ...] = ()

    def code(self, article: Article) -> list[AnyEvent]:
        """The event records of one article, in the order of their first mention."""
        return self.together([article])[0]().kept

    __call__ = code

    def together(self, articles: Sequence[Article]) -> list[Callable[[], Sifted]]:
        """For each article, what codes it: they are parsed together, which is faster than one by one.

        An article that cannot give a record, as it is not about politics, is not parsed.
        """
        tables = _tables(self.actors)
        sections: dict[str, Section] = {}

        def wanted(article: Article, words: Sequence[str]) -> bool:
            section = section_before(article, words, tables)
            if section is not None:
                sections[article.id] = section
            return section is None

        parsed = parse_together(articles, load_pipeline(self.model), wanted)
        return [
            partial(Sifted, [], [], sections[article.id]) if found is None else partial(self.sifted, found)
            for article, found in zip(articles, parsed, strict=True)
        ]

    def sifted(self, parsed: Parsed) -> Sifted:
        """The event records of a parsed article, and those discarded, each with the reason, which is logged too."""
        drafts = merge_drafts(self.drafts(parsed))
        for draft in drafts:
            if draft.type in ("Visit", "Meeting"):
                settle_stay(draft)
        drafts = [draft for draft in drafts if travels_along(draft, drafts)]
        place_meetings(drafts)
        names = {id(draft): self._iri(draft, parsed) for draft in drafts}
        records = [self._record(draft, parsed, names) for draft in drafts]
        return sift(parsed, records, self.min_confidence)

    def drafts(self, parsed: Parsed) -> list[Draft]:
        """What each sentence tells, linked but not yet merged."""
        drafts = self.heard(parsed)
        if self.opinion is not None:
            told = told_elsewhere(drafts, parsed)
            drafts = [draft for draft, beside in zip(drafts, told, strict=True) if join(draft, beside)]
        link_denials(drafts)
        return [draft for draft in drafts if not draft.tentative]

    def heard(self, parsed: Parsed) -> list[Draft]:
        """What each sentence tells, with the second opinion on it noted but not yet joined."""
        lexicon = load_lexicon()
        cast = find_actors(parsed, _tables(self.actors))
        view = ClauseView(word_lists())
        times, places = find_times(parsed), find_places(parsed)
        participants = Participants(cast, times)
        reader = Reader(view, lexicon, participants, places)
        speech = Speech(view, lexicon, participants)
        captions = Captions(view, participants, places)
        drafter = Drafter(parsed, lexicon)
        unframed = Unframed(view, participants)
        attacher = Attacher(parsed, times, places)
        occasions = Occasions(parsed, view, participants, attacher)
        drafts: list[Draft] = []
        for sentence in parsed.sentences:
            readings = reader.sentence(sentence)
            readings.extend(speech.find(sentence, readings))
            readings.extend(captions.find(sentence))
            found = drafter.draft(readings)
            found.extend(drafter.draft_hearsay(speech.hearsay(sentence, readings), found))
            if self.opinion is not None:
                found.extend(drafter.draft_unframed(unframed.find(sentence, readings, found)))
            for draft in found:
                draft.confidence = confidence(cues(draft))
            attacher.attach(found, readings)
            occasions.listen(sentence, readings)
            drafts.extend(found)
        occasions.share(drafts)
        place_at_home(drafts, attacher)
        for draft in drafts:
            if draft.type in ("Visit", "Meeting"):
                note_stay(draft, parsed.article.day)
            _settle_status(draft, parsed)
        drafts = [draft for draft in drafts if _settle_hosts(draft)]
        if self.opinion is not None:
            consult(self.opinion, drafts, parsed)
        return drafts

    def _iri(self, draft: Draft, parsed: Parsed) -> str:
        first = draft.mentions[0]
        return event_iri(parsed.article.id, draft.type, (draft.code, first.trigger_start, first.trigger_end), self.base)

    def _record(self, draft: Draft, parsed: Parsed, names: dict[int, str]) -> AnyEvent:
        fields: dict[str, object] = {}
        if draft.type in ("Allegation", "Denial") and draft.claim:
            claimed = draft.content if draft.content is not None and draft.content.status == "alleged" else None
            content = names.get(id(claimed)) if claimed is not None else None
            fields["claim"] = {"text": draft.claim, "event": content}
        if draft.type == "Denial":
            fields["denies"] = names.get(id(draft.denies)) if draft.denies is not None else None
        if draft.type == "Meeting" and (draft.realised or draft.code) == MEDIATION:
            fields["mediators"] = self._with_iris(draft.sources)
        code = plover_of(draft.code, draft.status)
        return make_record(
            draft.type,
            id=names[id(draft)],
            status=draft.status,
            cameo=draft.code,
            cameo_if_realised=draft.realised,
            plover=None if code is None else code._asdict(),
            time=draft.time,
            place=draft.place,
            sources=self._with_iris(draft.sources),
            targets=self._with_iris(draft.targets),
            attribution=draft.attribution,
            mentions=tuple(sorted(draft.mentions, key=lambda m: m.trigger_start or 0)),
            reasons=tuple(_reasons(draft.steps, parsed)),
            confidence=round(draft.confidence, 3),
            decided_by=draft.decided_by,
            articles=(parsed.article.reference(),),
            **fields,
        )

    def _with_iris(self, actors: tuple[Actor, ...]) -> list[Actor]:
        """The actors with their ids under the coder's base."""
        named = ((a, a.id or actor_iri(a.name, a.country)) for a in actors)
        return [actor.model_copy(update={"id": self.base + iri.removeprefix(DATA)}) for actor, iri in named]


def _tables(actors: tuple[str, ...]) -> ActorTables:
    """The package's tables and the user's, read once as long as the files stay as they are."""
    return _loaded(tuple((name, Path(name).stat().st_mtime_ns) for name in actors))


@cache
def _loaded(actors: tuple[tuple[str, int], ...]) -> ActorTables:
    return ActorTables.load(name for name, _ in actors)


def _reasons(steps: list[Step], parsed: Parsed) -> Iterator[Reason]:
    seen: set[tuple[str, str, int]] = set()
    for field, rule, tokens in steps:
        words = sorted(tokens, key=lambda t: t.i)
        if not words:
            yield Reason(field=field, rule=rule)
            continue
        key = (field, rule, words[0].i)
        if key in seen:
            continue
        seen.add(key)
        contiguous = [words[0]]
        for token in words[1:]:
            if token.i == contiguous[-1].i + 1:
                contiguous.append(token)
        start, end = parsed.start(contiguous[0]), parsed.end(contiguous[-1])
        yield Reason(field=field, rule=rule, text=parsed.article.text[start:end], start=start, end=end)


def _settle_status(draft: Draft, parsed: Parsed) -> None:
    """An event that a noun tells as done but that is timed after publication still lies ahead."""
    day = parsed.article.day
    if day is None or draft.time is None or draft.time.earliest is None:
        return
    present = draft.reading.clause.tense == "present" and not draft.headline and draft.type in ("Meeting", "Visit")
    foretold = present and draft.time.basis == "relative"  # "visits China on Monday"; no caption with its date
    if draft.status == "occurred" and draft.time.earliest > day and (draft.nominal or foretold):
        _plan(draft, day)


def _settle_hosts(draft: Draft) -> bool:
    """A visit's host is the state of its place where the text names nobody; False for a visit to nowhere known."""
    if draft.type != "Visit":
        return True
    if draft.reading.frame.id == ACCOMPANYING:
        return True
    if _goes_home(draft):
        draft.returning = True
        return draft.time is not None
    if any(actor.kind != "other" for actor in draft.targets):
        return True
    if draft.place is None or draft.place.country is None:
        return _told_by_host(draft)
    host = country(draft.place.country)
    draft.targets = (
        Actor(name=host.name, text=draft.place.text, country=host.iso3, code=host.gdelt or host.iso3, kind="state"),
    )
    draft.steps.append(("targets", "state of the place visited", ()))
    return True


def _told_by_host(draft: Draft) -> bool:
    """Takes the state that announces a foreigner's visit, or calls it off, for the host; False where none does."""
    announcing = draft.attribution.actors if draft.attribution is not None else ()
    guests = {actor.country for actor in draft.sources}
    hosts = [a for a in announcing if a.country and a.country not in guests and (a.kind == "state" or "GOV" in a.roles)]
    if not hosts or not draft.nominal or None in guests:
        return False
    state = country(hosts[0].country or "")
    draft.targets = (
        Actor(name=state.name, text=hosts[0].text, country=state.iso3, code=state.gdelt or state.iso3, kind="state"),
    )
    draft.steps.append(("targets", "state that tells of the visit", ()))
    return True


def _goes_home(draft: Draft) -> bool:
    """True where visitors return to their own country, which is no visit."""
    if any(token.lower_ in ("home", "back") for token in draft.reading.clause.words("mod")):
        return True
    if (draft.realised or draft.code) == HOSTING:  # a guest is received, wherever from
        return False
    homes = {actor.country for actor in draft.sources}
    hosts = {actor.country for actor in draft.targets if actor.kind == "state"}
    hosts |= {draft.place.country} if draft.place is not None and not hosts else set()
    return bool(hosts) and hosts <= homes and draft.reading.clause.lemma not in ("visit", "tour", "inspect")


def _plan(draft: Draft, day: date) -> None:
    draft.status = "scheduled"
    draft.steps.append(("status", f"lies after the day of publication, {day.isoformat()}", ()))
    if draft.type in ("Meeting", "Visit"):
        draft.realised, draft.code = draft.code, "036"


def code(
    article: Article, *, model: str | None = None, base: str = DATA, min_confidence: float = 0.0
) -> list[AnyEvent]:
    """The event records of one article, in the order of their first mention; see `Coder` for the settings."""
    return Coder(model, base, min_confidence).code(article)
