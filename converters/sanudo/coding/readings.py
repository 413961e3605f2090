"""Clauses to readings: which frame fits a predicate, who does it to whom, and what embeds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from sanudo_schema import Actor

from .actors import Cast
from .clauses import Clause, ClauseView
from .lexicon import Condition, Frame, Lexicon
from .places import PlaceMention

SHARING = frozenset({"intend", "vow", "offer", "halt", "reject", "threaten"})
"""Attitudes whose holder is the one to do what they embed."""

ARMED = frozenset({"MIL", "COP", "REB", "INS", "SEP", "UAF", "PRM"})
VERBAL = frozenset({"01", "02", "03", "05", "09", "10", "11", "12", "13"})  # CAMEO roots of words about deeds
_INNER = ("poss", "compound", "amod", "nmod")
_OWN_PHRASES = ("of", "against", "on", "with", "to", "for", "by", "from", "between", "over", "about", "at", "in")


@dataclass
class Reading:
    """One reading of one predicate: frame, participants, and its place under the words that embed it.

    status: from the clause's own grammar, then from what embeds it. above: the attitude that embeds it. content: what
    it embeds, where it is an attitude. said: the reporting verb of words that allege. steps: (field, rule, words) for
    the record's reasons.
    """

    clause: Clause
    frame: Frame
    code: str
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    source_tokens: tuple[Token, ...] = ()
    target_tokens: tuple[Token, ...] = ()
    status: str = "occurred"
    above: "Reading | None" = None
    content: "Reading | None" = None
    said: Token | None = None
    reporters: list["Reading"] = field(default_factory=list)
    steps: list[tuple[str, str, tuple[Token, ...]]] = field(default_factory=list)

    @property
    def head(self) -> Token:
        """The predicate word."""
        return self.clause.head


def without(actors: Iterable[Actor], others: Iterable[Actor]) -> tuple[Actor, ...]:
    """The actors that are none of the others, each once; who is who goes by name and country."""
    seen = {(other.name, other.country) for other in others}
    kept = []
    for actor in actors:
        if (key := (actor.name, actor.country)) not in seen:
            seen.add(key)
            kept.append(actor)
    return tuple(kept)


def _kin(token: Token) -> Iterator[Token]:
    """The words a condition may look at in a phrase: its head, compound parts and modifiers."""
    yield token
    for child in token.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss"):
            yield child
            if child.dep_ in ("compound", "nmod"):
                yield from (c for c in child.children if c.dep_ in ("compound", "conj"))


class Reader:
    """Reads the clauses of one article with a lexicon and its cast of actors."""

    def __init__(self, view: ClauseView, lexicon: Lexicon, cast: Cast, places: Iterable[PlaceMention] = ()) -> None:
        self._view = view
        self._places = {i for place in places for i in range(place.first.i, place.last.i + 1)}
        self._lexicon = lexicon
        self._cast = cast

    # conditions

    def _test(self, test: str, token: Token) -> bool:
        if test == "#any":
            return True
        if test == "#clause":
            return token.pos_ in ("VERB", "AUX") or token.tag_ == "VBG"
        if test == "#act":
            if token.pos_ in ("VERB", "AUX"):
                return True
            return any(frame.kind is None for frame in self._lexicon.frames.get(("noun", token.lemma_.lower()), ()))
        if test == "#place":
            return token.i in self._places or self._cast.is_place_like(token)
        actors = self._cast.at(token)
        if test == "#actor":
            return bool(actors)
        if test == "#armed":
            return any(ARMED & set(actor.roles) for actor in actors)
        return any(actor.kind == test[1:] for actor in actors)

    def _holds(self, condition: Condition, slots: dict[str, tuple[Token, ...]]) -> bool:
        for token in slots.get(condition.slot, ()):
            if any(self._test(test, token) for test in condition.tests):
                return True
            near = token.subtree if condition.slot == "as" else _kin(token)
            if condition.words and any(
                k.lemma_.lower() in condition.words or k.lower_ in condition.words for k in near
            ):
                return True
        return False

    def _logical(self, clause: Clause, frame: Frame) -> dict[str, tuple[Token, ...]]:
        """The clause's slots with a noun's possessor and of-phrase put where the frame says they belong."""
        if clause.kind == "verb":
            return self._with_named_objects(clause, frame)
        slots = dict(clause.slots)
        demonyms = tuple(t for t in clause.words("mod") if t.text[:1].isupper() and self._cast.at(t))
        for name, side, words in (
            ("poss", frame.poss, clause.words("poss")),
            ("of", frame.of, clause.words("of")),
            ("mod", "subj", demonyms),
        ):
            if side == "obj" and name == "of" and not words:
                continue
            slots[side] = (*slots.get(side, ()), *(t for t in words if t not in slots.get(side, ())))
        if not any(self._cast.at(t) for t in slots.get("subj", ())):
            slots["subj"] = (*slots.get("subj", ()), *clause.words("inherited"))
        return slots

    def _with_named_objects(self, clause: Clause, frame: Frame) -> dict[str, tuple[Token, ...]]:
        """A verb's slots, with the phrases of what the frame names beside the verb: "severed ties with Spain"."""
        slots = dict(clause.slots)
        for condition in frame.needs:
            if condition.slot == "subj" or not condition.words:
                continue
            for token in clause.words(condition.slot):
                for name, heads in self._view.phrases(token).items():
                    slots[name] = (*slots.get(name, ()), *(t for t in heads if t not in slots.get(name, ())))
        for condition in frame.needs:  # "pooled helicopters with the army": which word the phrase hangs on is a guess
            if condition.slot not in slots:
                heads = [t for o in clause.words("obj") for t in self._view.phrases(o).get(condition.slot, ())]
                if heads:
                    slots[condition.slot] = tuple(heads)
        return slots

    def _named(self, reading: Reading) -> Iterator[Token]:
        """The words that a frame of deeds has named as part of its predicate: "treaty" of "signed a treaty"."""
        frame = reading.frame
        if frame.kind is not None or frame.code[:2] in VERBAL:
            return
        for condition in frame.needs:
            for token in reading.clause.words(condition.slot) if condition.slot != "subj" else ():
                if token.lemma_.lower() in condition.words:
                    yield token

    # actors

    def _inner(self, token: Token, depth: int = 0) -> list[tuple[Token, tuple[Actor, ...]]]:
        """The first actor inside a phrase whose head is none: "the decision of the court", "Iran's programme"."""
        if depth > 2:
            return []
        for label in _INNER:
            for child in token.children:
                if child.dep_ == label and (actors := self._cast.at(child)):
                    return [(child, actors)]
        for name in _OWN_PHRASES:
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ == name:
                    for inner in prep.children:
                        if inner.dep_ == "pobj" and (found := self.people(inner, depth + 1)):
                            return found
        return []

    def people(self, token: Token, depth: int = 0) -> list[tuple[Token, tuple[Actor, ...]]]:
        """The actors a phrase denotes, else the first inside it: \"the court's decision\" gives the court."""
        actors = self._cast.at(token)
        return [(token, actors)] if actors else self._inner(token, depth)

    def _fill(
        self, names: Iterable[str], slots: dict[str, tuple[Token, ...]], taken: set[int], generic: bool
    ) -> tuple[tuple[Actor, ...], tuple[Token, ...], str]:
        """The actors of the first slot that has any, their words, and the slot's name."""
        for name in names:
            found: list[tuple[Token, tuple[Actor, ...]]] = []
            for token in slots.get(name, ()):
                found.extend(pair for pair in self.people(token) if pair[0].i not in taken)
            if found:
                actors = without((actor for _, group in found for actor in group), ())
                return actors, tuple(token for token, _ in found), name
        if generic:
            for name in names:
                tokens = [t for t in slots.get(name, ()) if t.i not in taken and t.pos_ in ("NOUN", "PROPN")]
                if tokens:
                    return tuple(self._cast.generic(t) for t in tokens[:1]), tuple(tokens[:1]), name
        return (), (), ""

    # frames

    def frame_for(self, clause: Clause) -> tuple[Frame, dict[str, tuple[Token, ...]]] | None:
        """The best frame whose conditions the clause meets."""
        for frame in self._candidates(clause.head, clause.kind):
            slots = self._logical(clause, frame)
            if all(self._holds(c, slots) for c in frame.needs) and not any(
                self._holds(c, slots) for c in frame.without
            ):
                return frame, slots
        return None

    def _candidates(self, token: Token, kind: str) -> list[Frame]:
        """The frames of a word, those of "call off" and "call for" before those of "call", most conditions first."""
        lemma, table = token.lemma_.lower(), self._lexicon.frames
        long: list[Frame] = []
        for child in token.children:
            if child.dep_ in ("prt", "prep", "agent", "dative", "advmod"):
                long.extend(table.get((kind, f"{lemma}_{child.lower_}"), ()))
        found = [*long, *table.get((kind, lemma), ())]
        if any(child.dep_ == "prt" for child in token.children) and long:
            found = long
        bare = {kind.name for kind in self._lexicon.kinds.values() if not kind.own}
        order = {
            frame.id: (-len(frame.needs) - (frame in long), frame.kind in bare, *_looseness(frame), frame.id)
            for frame in found
        }
        return sorted({frame.id: frame for frame in found}.values(), key=lambda frame: order[frame.id])

    def read(self, token: Token) -> Reading | None:
        """The reading of one predicate word, None where no frame fits."""
        kind = "verb" if token.pos_ in ("VERB", "AUX") else "adjective" if token.pos_ == "ADJ" else "noun"
        if not self._candidates(token, kind):
            return None
        if token.dep_ in ("compound", "nmod", "amod") or _in_name(token):
            return None
        clause = self._view.at(token)
        if kind == "adjective":
            clause = self._adjective(token, clause)
        matched = self.frame_for(clause)
        return self._reading(clause, *matched) if matched else None

    def _adjective(self, token: Token, clause: Clause) -> Clause:
        copula = token.head if token.dep_ in ("acomp", "attr", "oprd") else None
        if copula is None:
            return clause
        base = self._view.at(copula)
        slots = {**clause.slots, "subj": base.words("subj")}
        return Clause(
            token, clause.lemma, "adjective", slots, copula, False, base.tense, base.perfect, False, base.modal,
            base.negated, base.conditional, base.cues,
        )  # fmt: skip

    def _reading(self, clause: Clause, frame: Frame, slots: dict[str, tuple[Token, ...]]) -> Reading:
        reading = Reading(clause, frame, frame.code)
        taken: set[int] = {clause.head.i}
        if frame.reciprocal:
            self._both_sides(reading, frame, slots)
        else:
            sources, tokens, where = self._fill(frame.source, slots, taken, generic=False)
            reading.sources, reading.source_tokens = sources, tokens
            if sources:
                reading.steps.append(("sources", f"{where} of {clause.lemma!r}", tokens))
            taken |= {t.i for t in tokens}
            targets, tokens, where = self._fill(frame.target, slots, taken, generic=False)
            if not targets:
                wider = self._nested(clause, slots, taken)
                targets, tokens, where = self._fill(frame.target, wider, taken, generic=True)
            reading.targets = without(targets, sources)
            reading.target_tokens = tokens
            if targets:
                reading.steps.append(("targets", f"{where} of {clause.lemma!r}", tokens))
        reading.status, rule, words = own_status(clause, self._view)
        if frame.status and reading.status == "occurred":
            reading.status, rule, words = frame.status, f"frame {frame.id}", (clause.head,)
        reading.steps.append(("status", rule, words))
        return reading

    def _nested(
        self, clause: Clause, slots: dict[str, tuple[Token, ...]], taken: set[int]
    ) -> dict[str, tuple[Token, ...]]:
        """The slots with the phrases added that stand inside other phrases: "severed ties with Morocco"."""
        wider = {name: list(tokens) for name, tokens in slots.items()}
        inside = [t for name, tokens in slots.items() if name not in ("subj", "poss", "comp", "mod") for t in tokens]
        inside.extend(t for t in slots.get("by", ()))
        for head in inside:
            for word in head.subtree:
                if word.dep_ == "prep" and not any(a.pos_ in ("VERB", "AUX") for a in _between(word, head)):
                    wider.setdefault(word.lower_, []).extend(
                        c for c in word.children if c.dep_ == "pobj" and c.i not in taken
                    )
        return {name: tuple(dict.fromkeys(tokens)) for name, tokens in wider.items()}

    def _both_sides(self, reading: Reading, frame: Frame, slots: dict[str, tuple[Token, ...]]) -> None:
        """Participants of a reciprocal act: those named first are the sources; a lone plural subject is both sides."""
        first, tokens, where = self._fill(frame.source, slots, set(), generic=False)
        taken = {t.i for t in tokens}
        others: list[Actor] = []
        other_tokens: list[Token] = []
        for name in ("with", "between", "among", "obj", "to", "against", "of", "by"):
            for token in slots.get(name, ()):
                if token.i in taken:
                    continue
                pairs = self.people(token) if name != "to" or frame.code[:2] != "04" else []
                for inner, actors in pairs:
                    others.extend(without(actors, (*first, *others)))
                    other_tokens.append(inner)
        if not first and len(others) > 1:
            first, others = tuple(others[:1]), others[1:]
            tokens, other_tokens = tuple(other_tokens[:1]), other_tokens[1:]
        if not others and len(first) > 1:
            first, others = first[:1], list(first[1:])
        reading.sources, reading.source_tokens = first, tokens
        reading.targets, reading.target_tokens = tuple(others), tuple(other_tokens)
        if first:
            reading.steps.append(("sources", f"{where or 'phrase'} of {reading.clause.lemma!r}", tokens))
        if others:
            reading.steps.append(("targets", f"other side of {reading.clause.lemma!r}", tuple(other_tokens)))

    # sentences

    def sentence(self, sentence: Span) -> list[Reading]:
        """The readings of a sentence, those that embed others linked to what they embed."""
        readings: dict[int, Reading] = {}
        for token in sentence:
            if token.pos_ in ("VERB", "NOUN", "ADJ", "AUX", "PROPN") and (reading := self.read(token)):
                readings[token.i] = reading
        for token in [t for reading in readings.values() for t in self._named(reading)]:
            if token.i in readings and readings[token.i].frame.kind is None:
                del readings[token.i]
        for reading in sorted(readings.values(), key=lambda r: -r.head.i):
            self._embed(reading, readings)
        for reading in sorted(readings.values(), key=_depth):
            self._compose(reading)
        for reading in sorted(readings.values(), key=_depth, reverse=True):
            self._lend(reading)
        return [readings[i] for i in sorted(readings)]

    def _embed(self, reading: Reading, readings: dict[int, Reading]) -> None:
        """Finds the attitude above a reading, and applies what only changes its status on the way."""
        for governor, step in self._view.governors(reading.clause):
            above = readings.get(governor.i)
            if above is None or above.frame.kind is None:
                if above is not None or step not in ("comp", "obj", "purpose", "for", "of"):
                    return
                if step == "purpose" and reading.status in ("occurred", "ongoing"):
                    reading.status = "scheduled"
                    reading.steps.append(("status", "purpose of what is done", (governor,)))
                continue
            kind = self._lexicon.kinds[above.frame.kind]
            if step in ("subj",) and kind.own:
                return
            if not kind.own:
                if above.frame.kind == "report":
                    reading.reporters.append(above)
                elif not reading.sources and step == "obj":
                    reading.sources = without(above.sources, reading.targets)
                    reading.source_tokens = above.source_tokens
                self._apply_status(reading, above, kind.status)
                continue
            if above is reading:
                return
            reading.above = above
            held = above.content
            if held is None or (
                reading.frame.kind is None and (reading.sources or reading.targets or not held.sources)
            ):
                above.content = reading
            return

    def _apply_status(self, reading: Reading, above: Reading, status: str | None) -> None:
        if above.status == "negated" and above.frame.kind not in ("report",):
            self._set(reading, "negated", f"under negated {above.clause.lemma!r}", above)
        elif status == "negated" and reading.status == "negated":
            self._set(reading, "occurred", f"negated twice by {above.clause.lemma!r}", above)
        elif status and reading.status in ("occurred", "ongoing", "scheduled", "possible"):
            if status == "scheduled" and above.status == "possible":
                status = "possible"
            self._set(reading, status, f"under {above.clause.lemma!r}", above)
        elif above.frame.kind == "aspect" and above.status in ("scheduled", "possible"):
            self._set(reading, above.status, f"under {above.clause.lemma!r}", above)

    @staticmethod
    def _set(reading: Reading, status: str, rule: str, above: Reading) -> None:
        reading.status = status
        reading.steps.append(("status", rule, (above.head,)))

    def _compose(self, reading: Reading) -> None:
        """Gives an attitude the code that it and its content make together, and the content its status."""
        kind, content = reading.frame.kind, reading.content
        if kind is None or not self._lexicon.kinds[kind].own:
            return
        if content is None:
            if kind == "claim" and not reading.targets:
                self._accuse(reading)
            return
        inner = content.content if content.frame.kind in ("intend", "vow", "offer") else None
        composed = self._lexicon.compose(kind, (inner or content).code)
        if composed:
            reading.code = composed
            reading.steps.append(("cameo", f"{kind} of {content.frame.id} ({content.code})", (content.head,)))
        if kind == "claim" and not reading.targets:
            self._accuse(reading)
        if not reading.targets or all(actor.kind == "other" for actor in reading.targets):
            others = without((*content.targets, *content.sources), reading.sources)
            others = tuple(actor for actor in others if actor.kind != "other")
            if others:
                reading.targets, reading.target_tokens = others, content.target_tokens or content.source_tokens

    def _accuse(self, reading: Reading) -> None:
        """The accused of "claimed that they did it" are whoever the claimed clauses are about."""
        heads = [s for verb in reading.clause.words("comp") for s in self._view.at(verb).words("subj")]
        pairs = [pair for head in heads for pair in self.people(head)]
        reading.targets = without((a for _, actors in pairs for a in actors), reading.sources)
        reading.target_tokens = tuple(token for token, _ in pairs)
        if reading.targets:
            reading.steps.append(("targets", "whom the claim is about", reading.target_tokens))

    def _lend(self, reading: Reading) -> None:
        """Gives an embedded reading the status its attitude implies and, where it has no source, the attitude's."""
        above = reading.above
        if above is None or above.frame.kind is None:
            return
        status = self._lexicon.kinds[above.frame.kind].status
        if status:
            outer = above.status if above.status in ("negated", "possible") else status
            reading.status = outer
            reading.steps.append(("status", f"under {above.clause.lemma!r}", (above.head,)))
        if not reading.sources and above.frame.kind in SHARING:
            reading.sources = without(above.sources, reading.targets)
            reading.source_tokens = above.source_tokens


def _looseness(frame: Frame) -> tuple[int, int, int]:
    """The rank of frames with as many needs: those that name words go first, then longer codes, then fewer words."""
    worded = [condition for condition in frame.needs if condition.words]
    return -len(worded), -len(frame.code), sum(len(condition.words) for condition in worded)


def _between(word: Token, top: Token) -> Iterator[Token]:
    """The words above one word, up to and without another above it."""
    for above in word.ancestors:
        if above == top:
            return
        yield above


def _in_name(token: Token) -> bool:
    """True for the last word of a proper name: the "War" of "Korean War"."""
    return token.tag_ in ("NNP", "NNPS") and any(c.dep_ == "compound" and c.tag_ == "NNP" for c in token.children)


def _depth(reading: Reading) -> int:
    """Innermost attitudes first: how many readings a reading embeds, negated for sorting from the inside out."""
    depth, inner = 0, reading.content
    while inner is not None and depth < 8:
        depth, inner = depth + 1, inner.content
    return depth


def own_status(clause: Clause, view: ClauseView) -> tuple[str, str, tuple[Token, ...]]:
    """The status a clause's own grammar gives: (status, rule, words)."""
    lists = view.lists
    if clause.negated is not None:
        return "negated", "negation", (clause.negated,)
    for cue in clause.cues:
        if cue.lower_ in lists.status_adverbs:
            return lists.status_adverbs[cue.lower_], f"adverb {cue.lower_!r}", (cue,)
    if clause.conditional:
        return "possible", "conditional", (clause.carrier,)
    if clause.modal == "possible":
        return "possible", "modal verb", (clause.carrier,)
    if clause.modal == "hypothetical":
        return ("possible" if clause.perfect else "scheduled"), "modal verb", (clause.carrier,)
    if clause.tense == "future":
        return "scheduled", "future", (clause.carrier,)
    if clause.kind != "verb":
        status = _noun_status(clause, view)
        if status:
            return status
    if clause.progressive and clause.tense == "present":
        return "ongoing", "present progressive", (clause.carrier,)
    return "occurred", f"{clause.tense or 'bare'} form", (clause.carrier,)


def _noun_status(clause: Clause, view: ClauseView) -> tuple[str, str, tuple[Token, ...]] | None:
    lists = view.lists
    for word in clause.words("mod"):
        status = lists.status_modifiers.get(word.lower_) or lists.status_modifiers.get(word.lemma_.lower())
        if status:
            return status, f"modifier {word.lower_!r}", (word,)
    top = view.holder(clause.head)
    if top.dep_ == "pobj" and top.head.lower_ in lists.status_prepositions and clause.carrier == clause.head:
        return lists.status_prepositions[top.head.lower_], f"preposition {top.head.lower_!r}", (top.head,)
    return None
