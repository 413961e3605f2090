"""The clause view: for each predicate, verb or noun, who stands in which slot, and its tense, modality and negation.

All grammar lives here and in what this draws on, so that frames hold words alone: syntax.py (single words),
arguments.py (objects hung elsewhere), conjugation.py (tense and modality), nominals.py (nouns that tell of events).
Labels are spaCy's English dependency labels (ClearNLP style).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .arguments import (
    add_as_said,
    add_bidden,
    add_purpose,
    disputed_claim,
    fronted_claim,
    giving,
    is_shifted,
    is_strayed,
    name_object,
    strayed,
)
from .conjugation import grammar_of
from .nominals import carried_by, disputes, holder, is_bare, light_verb, stranded_side
from .syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    first,
    is_bidding,
    is_complement,
    is_passive,
    is_progress,
    lemma_of,
    spread,
)
from .tokens import Token
from .words import WordLists

Slots = dict[str, tuple[Token, ...]]


@dataclass(frozen=True)
class Clause:
    """One predicate and what stands around it.

    head: the predicate word. lemma: its lemma, a particle joined by an underscore. kind: verb, noun or adjective.
    slots: slot name to the heads of the phrases there, conjuncts spread out; names as in docs/frames.md.
    carrier: the word whose tense and modality hold, which for a noun is its light verb, if it has one.
    tense: past, present, future or none (infinitives, participles, bare nouns). modal: possible, hypothetical,
    should, must or None.
    """

    head: Token
    lemma: str
    kind: str
    slots: Slots
    carrier: Token
    passive: bool = False
    tense: str | None = None
    perfect: bool = False
    progressive: bool = False
    modal: str | None = None
    negated: Token | None = None
    conditional: bool = False
    cues: tuple[Token, ...] = field(default=())

    def words(self, slot: str) -> tuple[Token, ...]:
        """The heads that stand in the slot."""
        return self.slots.get(slot, ())


class ClauseView:
    """The clauses of one article, built on demand and kept."""

    def __init__(self, lists: WordLists) -> None:
        self.lists = lists
        self._clauses: dict[int, Clause] = {}
        self._phrased: dict[int, dict[str, list[Token]]] = {}
        self._open: set[int] = set()

    def at(self, token: Token) -> Clause:
        """The clause whose predicate is the token."""
        if token.i not in self._clauses:
            build = self._verb if token.pos_ in ("VERB", "AUX") else self._noun
            self._clauses[token.i] = build(token)
        return self._clauses[token.i]

    # verbs

    def subjects(self, verb: Token) -> tuple[Token, ...]:
        """The grammatical subjects of a verb, its own or those it shares, controls or modifies."""
        if verb.i in self._open:
            return ()
        self._open.add(verb.i)
        try:
            return self._find_subjects(verb)
        finally:
            self._open.discard(verb.i)

    def _find_subjects(self, verb: Token) -> tuple[Token, ...]:
        own = [child for child in verb.children if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
        if own:
            return self._antecedent(own[1 if fronted_claim(verb) else 0])
        if (hidden := self._under_conjunction(verb)) is not None:
            return spread(hidden)
        head = verb.head
        if (outer := self.outer(verb)) is not None:
            return self.subjects(outer)
        if (verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX")) or is_complement(verb) or is_progress(verb):
            return self.subjects(head)
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB" and head.dep_ == "attr":  # "the first to recognise it"
            return self.subjects(head.head)
        if is_bidding(verb) and head.head.lemma_ in self.lists.bidding:
            return spread(head)
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ != "VB"):
            return spread(head) if verb.dep_ == "acl" or not self._has_gap_elsewhere(verb) else ()
        if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            return self._controller(verb, head)
        if verb.dep_ == "acl" and head.pos_ == "PROPN":
            return spread(head)
        if verb.dep_ == "acl":
            clause = self.at(head)
            bidden = (
                clause.words("to") if head.lemma_ in self.lists.bids else ()
            )  # "an invitation to the rebels to attend"
            return bidden or clause.words("subj") or self.subjects_above(head)
        if verb.dep_ == "pcomp" and head.lower_ in ("of", "for", "with", "from", "into"):
            return self._accused(head.head) or self.subjects_above(verb)
        if verb.dep_ in ("advcl", "pcomp"):
            return self.subjects_above(verb)
        return ()

    def outer(self, verb: Token) -> Token | None:
        """The verb of speech that another is coordinated with, where the parser joined it to what is said.

        "India denied that its soldiers had fired and said ...": it is India that said it.
        """
        head = verb.head
        if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBZ", "VBP") or head.dep_ != "ccomp":
            return None
        speaks = {verb.lemma_, head.head.lemma_} <= self.lists.speaking and head.head.tag_ in (verb.tag_, "VBN")
        return head.head if speaks and head.i > head.head.i and first(verb, SUBJECTS) is None else None

    @staticmethod
    def _under_conjunction(verb: Token) -> Token | None:
        """The subject that the parser hung on "after" or "before": "after his agency said that"."""
        if verb.tag_ not in ("VBD", "VBZ", "VBP"):
            return None
        for child in verb.lefts:
            if child.dep_ == "prep" and child.lower_ in ("after", "before", "since", "until", "as"):
                noun = first(child, frozenset({"pobj"}))
                if noun is not None and all(t.dep_ in ("aux", "neg", "advmod") for t in verb.lefts if t.i > child.i):
                    return noun
        return None

    def doers(self, verb: Token) -> tuple[Token, ...]:
        """Who does what a clause tells, in "it was the army that fired" too."""
        subject = first(verb, SUBJECTS)
        if verb.lemma_ == "be" and subject is not None and subject.lower_ == "it":
            named = first(verb, frozenset({"attr"}))
            if named is not None and any(c.dep_ == "relcl" for c in named.children):
                return spread(named)
        clause = self.at(verb)
        if verb.lemma_ in ("suffer", "undergo", "endure"):  # "suffered oppression under the militias"
            return tuple(t for slot in ("under", "from", "by") for t in clause.words(slot))
        return clause.words("subj")

    def _accused(self, governor: Token) -> tuple[Token, ...]:
        """Whom "accused them of", "kept them from" or "were charged with" says the deed of."""
        if governor.pos_ != "VERB":
            return ()
        undergoer = first(governor, OBJECTS)
        if undergoer is not None:
            return spread(undergoer)
        return self.subjects(governor) if is_passive(governor) else ()

    def subjects_above(self, token: Token) -> tuple[Token, ...]:
        """The subjects of the nearest verb above the token."""
        for above in token.ancestors:
            if above.pos_ in ("VERB", "AUX"):
                if is_passive(above) and (agent := self._agent(above)):
                    return agent if token.dep_ != "xcomp" else self.subjects(above)
                return self.subjects(above)
        return ()

    def _has_gap_elsewhere(self, verb: Token) -> bool:
        return any(child.dep_ in OBJECTS | SUBJECTS for child in verb.children if child.tag_ in ("WDT", "WP"))

    def _antecedent(self, subject: Token) -> tuple[Token, ...]:
        if subject.tag_ in ("WDT", "WP") or (subject.lower_ == "that" and subject.tag_ != "DT"):
            for above in subject.ancestors:
                if above.dep_ == "relcl":
                    return spread(disputed_claim(above) or above.head)
        return spread(subject)

    def _controller(self, verb: Token, head: Token) -> tuple[Token, ...]:
        if head.pos_ in ("ADJ", "NOUN"):
            return self.subjects_above(verb) or (spread(s) if (s := first(head, SUBJECTS)) is not None else ())
        target = first(head, OBJECTS | {"dative"})
        if target is not None and head.lemma_ not in self.lists.subject_control and verb.dep_ == "xcomp":
            return spread(target)
        return self.subjects(head)

    def _agent(self, verb: Token) -> tuple[Token, ...]:
        given = (c for c in verb.children if c.dep_ in OBJECTS)  # "was given a life sentence by a court"
        for child in (*verb.children, *(c for thing in given for c in thing.children)):
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and is_passive(verb)):
                inner = first(child, frozenset({"pobj"}))
                if inner is not None:
                    return spread(inner)
        return ()

    def _phrases(self, head: Token, slots: dict[str, list[Token]]) -> None:
        """Adds the prepositional phrases below the head, nested and coordinated ones too."""
        for child in head.children:
            if child.dep_ not in PREPOSITIONS and child.dep_ != "dative":
                continue
            objects = [t for c in child.children if c.dep_ in ("pobj", "pcomp") for t in spread(c)]
            if child.pos_ != "ADP" and not (child.lower_ == "upon" and objects):
                continue
            name = child.lower_
            slots.setdefault(name, []).extend(objects)
            if name == "between":
                slots.setdefault("among", []).extend(objects)
            self._phrases(child, slots)

    def phrases(self, head: Token) -> dict[str, list[Token]]:
        """The prepositional phrases of a noun, of what it is part of, and of a participle: "the ban imposed on X"."""
        if (slots := self._phrased.get(head.i)) is not None:
            return slots
        slots = self._phrased[head.i] = {}
        self._phrases(head, slots)
        if (top := holder(head)) is not head:
            self._phrases(top, slots)
        for participle in head.children:
            if participle.dep_ == "acl" and participle.tag_ == "VBN":
                self._phrases(participle, slots)
        return slots

    def _verb(self, verb: Token) -> Clause:
        slots: dict[str, list[Token]] = {}
        passive = is_passive(verb)
        subjects = self.subjects(verb)
        given_to, gift = giving(verb)
        for child in verb.children:
            if child == given_to:
                slots.setdefault("iobj", []).extend(spread(child))
            elif child == gift:
                slots.setdefault("obj", []).extend(spread(child))
            elif child.dep_ in OBJECTS:
                slots.setdefault("obj", []).extend(self._antecedent(child))
            elif child.dep_ == "dative" and child.pos_ != "ADP":
                slots.setdefault("iobj", []).extend(spread(child))
                slots.setdefault("obj", []).extend(c for c in verb.children if c.dep_ == "npadvmod" and c.i > child.i)
            elif child.dep_ in ("ccomp", "xcomp"):
                slots.setdefault("comp", []).extend(t for t in spread(child))
            elif child.dep_ == "npadvmod" and is_shifted(child):
                slots.setdefault("obj", []).extend(spread(child))
            elif child.dep_ in ("attr", "oprd", "acomp"):
                slots.setdefault("as", []).extend(spread(child))
            elif child.dep_ == "prt":  # "sealed off the West Bank", read as a phrase
                slots.setdefault("obj", []).extend(t for c in child.children if c.dep_ == "pobj" for t in spread(c))
            elif child.dep_ == "advmod":
                slots.setdefault("mod", []).append(child)
                self._phrases(child, slots)  # "pulled back from"
            elif child.dep_ == "prep":  # "together with", "jointly with"
                slots.setdefault("mod", []).extend(c for c in child.children if c.dep_ == "advmod")
        for head in (verb, *(c for c in verb.children if c.dep_ in ("advmod", "prt"))):  # "walked away from talks"
            self._phrases(head, slots)
        add_bidden(verb, slots)
        add_purpose(verb, slots)
        add_as_said(verb, slots)
        if (claim := fronted_claim(verb)) is not None:
            slots["as"] = [*slots.get("as", []), *slots.pop("obj", [])]
            slots["obj"] = [claim]
        name_object(verb, slots)
        slots.setdefault("comp", []).extend(strayed(verb, slots))
        if passive:
            given = "iobj" if first(verb, OBJECTS) is not None else "obj"  # "he was given asylum"
            slots.setdefault(given, []).extend(t for t in subjects if t not in slots.get("obj", []))
            slots["subj"] = list(self._agent(verb))
        else:
            slots["subj"] = list(subjects)
        self._fill_gap(verb, slots, passive)
        return Clause(
            head=verb,
            lemma=lemma_of(verb),
            kind="verb",
            slots={name: tuple(heads) for name, heads in slots.items() if heads},
            carrier=verb,
            passive=passive,
            **grammar_of(verb),  # type: ignore[arg-type]
        )

    def _fill_gap(self, verb: Token, slots: dict[str, list[Token]], passive: bool) -> None:
        """The object or prepositional gap of a relative clause, and objects shared by coordinated verbs."""
        gap = verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.lemma_ in self.lists.disputing)
        if verb.dep_ == "relcl" and verb.lemma_ in self.lists.naming and verb.head.lemma_ in self.lists.claims:
            slots["as"], slots["obj"] = [*slots.get("as", []), *slots.get("obj", [])], [verb.head]
        elif not passive and gap and not slots.get("obj") and not slots.get("comp"):
            antecedent = list(spread(disputed_claim(verb) or verb.head))
            if not any(t in slots.get("subj", []) for t in antecedent):
                slots["obj"] = antecedent
        elif not slots.get("obj") and not passive:
            for right in verb.children:
                if right.dep_ == "conj" and right.pos_ == "VERB" and not first(right, SUBJECTS | {"cc"}):
                    shared = first(right, OBJECTS)
                    if shared is not None and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children):
                        slots["obj"] = list(spread(shared))

    # nouns

    def _noun(self, noun: Token) -> Clause:
        slots: dict[str, list[Token]] = {}
        carrier, how = light_verb(noun)
        for child in noun.children:
            if child.dep_ == "poss":
                slots.setdefault("poss", []).extend(self._antecedent(child))
            elif child.dep_ in ("xcomp", "ccomp") and noun.pos_ == "ADJ":  # "willing to send"
                slots.setdefault("comp", []).extend(spread(child))
            elif child.dep_ in ("amod", "compound", "nmod"):
                slots.setdefault("mod", []).extend(spread(child))
            elif child.dep_ in ("acl", "relcl") and (
                child.tag_ == "VB"
                or (first(child, frozenset({"mark"})) is not None and not disputes(child))
                or is_bare(child)
            ):
                slots.setdefault("comp", []).append(child)
        self._phrases(noun, slots)
        top = holder(noun)
        if top != noun:
            self._phrases(top, slots)
            slots["of"] = [t for t in slots.get("of", ()) if t != noun]  # "the second day of a visit"
            for child in top.children:
                if child.dep_ == "poss":
                    slots.setdefault("poss", []).extend(spread(child))
        if len(slots.get("between", ())) == 1:
            slots["between"].extend(stranded_side(noun, slots["between"][0]))
        subjects: list[Token] = list(slots.get("by", []))
        for agent in subjects:
            self._phrases(agent, slots)
        grammar: dict[str, object] = {}
        if carrier is not None:
            base = self.at(carrier)
            for name, heads in base.slots.items():
                if name not in ("subj", "obj", "comp", "mod", "as") and noun not in heads and top not in heads:
                    slots.setdefault(name, []).extend(h for h in heads if h not in slots.get(name, ()))
            doing = is_progress(noun)
            if how == "subj" or how == "agent" or doing:
                subjects.extend(base.words("subj"))
            elif noun.dep_ == "attr":
                slots["is"] = list(base.words("subj"))
            elif how == "obj":
                slots.setdefault("obj", []).extend(base.words("subj"))
                subjects.extend((*base.words("by"), *slots.get("from", [])))
            grammar = {
                key: getattr(base, key)
                for key in ("tense", "perfect", "progressive", "modal", "negated", "conditional", "cues")
            }
            grammar["progressive"] = base.progressive or doing
        if grammar.get("negated") is None:
            grammar["negated"] = next(
                (c for c in noun.children if c.dep_ in ("det", "neg") and c.lower_ in ("no", "neither")), None
            )
        if not subjects and not slots.get("poss") and carrier is None:
            slots["inherited"] = list(self._inherited(noun))
        slots["subj"] = subjects
        slots["light"] = [carrier] if carrier is not None else []
        return Clause(
            head=noun,
            lemma=noun.lemma_.lower(),
            kind="adjective" if noun.pos_ == "ADJ" else "noun",
            slots={name: tuple(dict.fromkeys(heads)) for name, heads in slots.items() if heads},
            carrier=carrier if carrier is not None else noun,
            **grammar,  # type: ignore[arg-type]
        )

    def _inherited(self, noun: Token) -> tuple[Token, ...]:
        """Who does it where the noun itself does not say: "arrived for talks", "the minister, on a visit to"."""
        top = holder(noun)
        if top.dep_ == "pobj" and top.head.lower_ in self.lists.inheriting:
            above = top.head.head
            if above.lemma_ in self.lists.hosting and top.head.lower_ in ("for", "at"):
                return (*self.at(above).words("subj"), *self.at(above).words("obj"))
            if above.pos_ in ("VERB", "AUX"):
                return self.at(above).words("obj") if is_passive(above) else self.subjects(above)
            if above.pos_ == "PROPN":
                return (above,)
            if above.lemma_ in self.lists.owning and above.dep_ in OBJECTS:
                return self.subjects(above.head)
        return ()

    # embedding

    def governors(self, clause: Clause) -> Iterator[tuple[Token, str]]:
        """The words that embed the clause, innermost first, each with how: comp, obj, subj, for or mod.

        "agreed to hold talks" gives (agreed, comp), "called off the visit" (called, obj), "plan for it" (plan, for).
        """
        token = clause.carrier
        noun = token.pos_ not in ("VERB", "AUX")
        for _ in range(8):
            top = holder(token) if noun else token
            if not noun and (outer := self.outer(top)) is not None:
                top = outer
            while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX") and not noun:
                embedded = top.head.dep_ in ("ccomp", "xcomp", "conj") or is_strayed(top.head)
                if first(top, SUBJECTS | PASSIVE_SUBJECTS) is not None and not embedded:
                    return
                top = top.head
            head, label = top.head, top.dep_
            if label == "acl" and disputes(top) and head.lemma_ in self.lists.claims:
                return
            if head == top or (label == "ccomp" and any(t.text == ";" for t in head.doc[top.i : head.i])):
                return
            if is_bidding(top) and head.head.lemma_ in self.lists.bidding:
                step, head = "comp", head.head
            elif label in ("relcl", "acl") and is_strayed(top):
                step, head = "comp", next(t for t in head.ancestors if t.pos_ in ("VERB", "AUX"))
            elif label in ("xcomp", "ccomp", "csubj", "csubjpass"):
                step = "comp"
                yield from ((carried, "comp") for carried in carried_by(head))
            elif label == "pcomp" and head.dep_ in PREPOSITIONS:
                step, head = ("for" if head.lower_ == "for" else head.lower_), head.head
            elif (label == "acl" and (top.tag_ == "VB" or any(c.dep_ == "mark" for c in top.children))) or (
                is_bare(top)
            ):
                step = "comp"
            elif label == "advcl" and top.tag_ == "VB" and any(c.lower_ == "to" for c in top.children):
                step = "purpose"
            elif label in OBJECTS or label in PASSIVE_SUBJECTS:
                step = "obj"
            elif label in SUBJECTS:
                step = "subj"
            elif label == "pobj" and head.dep_ in PREPOSITIONS:
                step, head = head.lower_, head.head
            else:
                return
            yield head, step
            noun = head.pos_ not in ("VERB", "AUX")
            if noun and (carrier := light_verb(head)[0]) is not None:
                head, noun = carrier, False
            token = head
