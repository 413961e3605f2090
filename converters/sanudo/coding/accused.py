"""Who is accused, and by whom, where the words of a claim leave it open: "detained on suspicion of fraud"."""

from typing import TYPE_CHECKING

from .clauses import ClauseView
from .nominals import holder
from .participants import Participants, without
from .syntax import spread

if TYPE_CHECKING:
    from .readings import Reading

_PARTIES = frozenset({"against", "between", "involving"})
_BURDENING = frozenset({"over", "on", "amid", "after", "following", "for"})
_CONSEQUENCES = frozenset({"08", "09", "16", "17"})  # CAMEO roots of resignations, inquiries, expulsions, arrests


class Accused:
    """Finds the accused and the accusers of one article's claims."""

    def __init__(self, view: ClauseView, participants: Participants) -> None:
        self._view = view
        self._participants = participants

    def name(self, reading: "Reading", readings: dict[int, "Reading"]) -> None:
        """The accused of "claimed that they did it" are whoever the claimed clauses are about."""
        heads = [s for verb in reading.clause.words("comp") for s in self._view.doers(verb)]
        pairs = [pair for head in heads for pair in self._participants.people(head)]
        reading.targets = without((a for _, actors in pairs for a in actors), reading.sources)
        reading.target_tokens = tuple(token for token, _ in pairs)
        if reading.targets:
            reading.steps.append(("targets", "whom the claim is about", reading.target_tokens))
        elif reading.clause.kind == "noun":
            self._name_parties(reading)
            if not reading.targets:
                self._burden(reading, readings)

    def _name_parties(self, reading: "Reading") -> None:
        """The accused of "allegations of payments ahead of the vote between the mayor and a firm" stand deep inside."""
        named = (
            w for word in reading.head.subtree if word.lower_ in _PARTIES for w in word.children if w.dep_ == "pobj"
        )
        pairs = [pair for head in named for t in spread(head) for pair in self._participants.people(t)]
        reading.targets = without((actor for _, group in pairs for actor in group), reading.sources)
        reading.target_tokens = tuple(token for token, _ in pairs)
        if reading.targets:
            reading.steps.append(("targets", "named in what is alleged", reading.target_tokens))

    def suspect(self, reading: "Reading", readings: dict[int, "Reading"]) -> None:
        """Who punishes others "over their alleged part" or "on suspicion of" something thinks that they did it."""
        own = reading.frame.kind is None or reading.clause.lemma == "suspicion"
        if reading.sources or reading.code[:3] != "112" or reading.clause.kind != "noun" or not own:
            return
        verb = next((t for t in reading.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
        felt = readings.get(verb.i) if verb is not None else None
        if felt is None or felt.frame.kind is not None or felt.code[:2] not in _CONSEQUENCES or felt.code[:3] == "083":
            return
        punishing = felt.sources or next((reporter.sources for reporter in felt.reporters if reporter.sources), ())
        reading.sources, reading.source_tokens = without(punishing, reading.targets), (felt.head,)
        if reading.sources:
            reading.steps.append(("sources", f"acts on it: {felt.clause.lemma!r}", (felt.head,)))

    def _burden(self, reading: "Reading", readings: dict[int, "Reading"]) -> None:
        """The accused of "was detained on suspicion of fraud" or "resigned amid allegations" bear the consequences."""
        top = holder(reading.head)
        if top.dep_ != "pobj" or top.head.lower_ not in _BURDENING:
            return
        verb = next((t for t in top.head.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if verb is None:
            return
        felt, clause = readings.get(verb.i), self._view.at(verb)
        punished = felt is not None and felt.frame.kind is None and felt.code[:2] in _CONSEQUENCES
        if not punished and top.head.lower_ not in ("over", "on"):
            return
        slot = "obj" if clause.passive or (punished and felt is not None and felt.code[:3] != "083") else "subj"
        pairs = [pair for head in clause.words(slot) for pair in self._participants.people(head)]
        actors = without((actor for _, group in pairs for actor in group), reading.sources)
        if len(actors) == 1 or punished:
            reading.targets, reading.target_tokens = actors, tuple(token for token, _ in pairs)
            reading.steps.append(("targets", f"bears the consequences of {reading.clause.lemma!r}", (verb,)))
