"""The clause view: for each predicate, verb or noun, who stands in which slot, and its tense, modality and negation.

Everything that is grammar lives here, so that frames hold words alone. Labels are spaCy's English dependency labels
(ClearNLP style).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .tokens import Token
from .words import WordLists, word_lists

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
OBJECTS = frozenset({"dobj", "obj"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
PREPOSITIONS = frozenset({"prep", "agent"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "sha"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_HYPOTHETICAL = frozenset({"would", "'d"})
_DEONTIC = {"should": "should", "ought": "should", "must": "must"}

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


def spread(token: Token) -> tuple[Token, ...]:
    """The token and all it is coordinated with to its right, appositions left out."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            found.extend(spread(child))
    return tuple(found)


def lemma_of(token: Token) -> str:
    """The token's lemma in lower case, with its particle: "call_off"."""
    lemma = token.lemma_.lower()
    for child in token.children:
        if child.dep_ == "prt":
            return f"{lemma}_{child.lower_}"
    return lemma


def _first(token: Token, labels: frozenset[str]) -> Token | None:
    return next((child for child in token.children if child.dep_ in labels), None)


def _is_bidding(verb: Token) -> bool:
    """True for an infinitive that the parser has hung on the noun before it: "told the bank to close"."""
    bare = verb.dep_ in ("relcl", "acl") and verb.tag_ == "VB" and verb.head.dep_ in OBJECTS
    return bare and any(c.lower_ == "to" for c in verb.children) and _first(verb, SUBJECTS | PASSIVE_SUBJECTS) is None


def _is_agent(phrase: Token) -> bool:
    """True for a by-phrase that says who did it, unlike that of "spoke by telephone"."""
    means = word_lists().means
    return phrase.dep_ == "agent" and not any(child.lemma_ in means for child in phrase.children)


def _is_passive(verb: Token) -> bool:
    if any(c.dep_ == "auxpass" and c.lower_ == "'s" for c in verb.children) and _first(verb, OBJECTS) is not None:
        return False
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubjpass") or _is_agent(child) for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if _is_complement(verb):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _first(verb, SUBJECTS):
        return _is_passive(verb.head)
    if _is_only_verb(verb):
        return False
    return verb.dep_ in ("acl", "advcl", "amod", "oprd", "pcomp", "ROOT") and _first(verb, SUBJECTS) is None


def _is_complement(verb: Token) -> bool:
    """True for a participle that the parser takes for an adjective: "is opposed to", "were tear-gassed by"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "be"


def _is_only_verb(verb: Token) -> bool:
    """True for a participle that is the sentence's verb in truth: "Nine ministers urged a vote"."""
    root = verb.head
    if verb.dep_ != "acl" or root.dep_ != "ROOT" or root.pos_ not in NOMINAL or root.i > verb.i:
        return False
    acts = _first(verb, OBJECTS) is not None or (verb.lower_ == "called" and _first(verb, frozenset({"xcomp"})))
    return bool(acts) and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in verb.sent)


def _is_progress(word: Token) -> bool:
    """True for a participle that the parser took for a predicate noun: "Oman is mediating between the two"."""
    if word.dep_ != "attr" or word.head.lemma_ != "be" or not word.lower_.endswith("ing"):
        return False
    return not any(c.dep_ in ("det", "amod", "poss", "compound") for c in word.children)


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
            return self._antecedent(own[1 if self._fronted(verb) else 0])
        if (hidden := self._under_conjunction(verb)) is not None:
            return spread(hidden)
        head = verb.head
        if (outer := self.outer(verb)) is not None:
            return self.subjects(outer)
        if (verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX")) or _is_complement(verb) or _is_progress(verb):
            return self.subjects(head)
        if _is_bidding(verb) and head.head.lemma_ in self.lists.bidding:
            return spread(head)
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.lemma_ in self.lists.writings and head.dep_ in OBJECTS:
            return self.subjects(head.head) or spread(head)
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
        return head.head if speaks and head.i > head.head.i and _first(verb, SUBJECTS) is None else None

    @staticmethod
    def _under_conjunction(verb: Token) -> Token | None:
        """The subject that the parser hung on "after" or "before": "after his agency said that"."""
        if verb.tag_ not in ("VBD", "VBZ", "VBP"):
            return None
        for child in verb.lefts:
            if child.dep_ == "prep" and child.lower_ in ("after", "before", "since", "until", "as"):
                noun = _first(child, frozenset({"pobj"}))
                if noun is not None and all(t.dep_ in ("aux", "neg", "advmod") for t in verb.lefts if t.i > child.i):
                    return noun
        return None

    def doers(self, verb: Token) -> tuple[Token, ...]:
        """Who does what a clause tells, in "it was the army that fired" too."""
        subject = _first(verb, SUBJECTS)
        if verb.lemma_ == "be" and subject is not None and subject.lower_ == "it":
            named = _first(verb, frozenset({"attr"}))
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
        undergoer = _first(governor, OBJECTS)
        if undergoer is not None:
            return spread(undergoer)
        return self.subjects(governor) if _is_passive(governor) else ()

    def subjects_above(self, token: Token) -> tuple[Token, ...]:
        """The subjects of the nearest verb above the token."""
        for above in token.ancestors:
            if above.pos_ in ("VERB", "AUX"):
                if _is_passive(above) and (agent := self._agent(above)):
                    return agent if token.dep_ != "xcomp" else self.subjects(above)
                return self.subjects(above)
        return ()

    def _has_gap_elsewhere(self, verb: Token) -> bool:
        return any(child.dep_ in OBJECTS | SUBJECTS for child in verb.children if child.tag_ in ("WDT", "WP"))

    def _antecedent(self, subject: Token) -> tuple[Token, ...]:
        if subject.tag_ in ("WDT", "WP") or (subject.lower_ == "that" and subject.tag_ != "DT"):
            for above in subject.ancestors:
                if above.dep_ == "relcl":
                    return spread(self._disputed(above) or above.head)
        return spread(subject)

    def _controller(self, verb: Token, head: Token) -> tuple[Token, ...]:
        if head.pos_ in ("ADJ", "NOUN"):
            return self.subjects_above(verb) or (spread(s) if (s := _first(head, SUBJECTS)) is not None else ())
        target = _first(head, OBJECTS | {"dative"})
        if target is not None and head.lemma_ not in self.lists.subject_control and verb.dep_ == "xcomp":
            return spread(target)
        return self.subjects(head)

    def _agent(self, verb: Token) -> tuple[Token, ...]:
        given = (c for c in verb.children if c.dep_ in OBJECTS)  # "was given a life sentence by a court"
        for child in (*verb.children, *(c for thing in given for c in thing.children)):
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and _is_passive(verb)):
                inner = _first(child, frozenset({"pobj"}))
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
        if (top := self.holder(head)) is not head:
            self._phrases(top, slots)
        for participle in head.children:
            if participle.dep_ == "acl" and participle.tag_ == "VBN":
                self._phrases(participle, slots)
        return slots

    def _verb(self, verb: Token) -> Clause:
        slots: dict[str, list[Token]] = {}
        passive = _is_passive(verb)
        subjects = self.subjects(verb)
        given_to, gift = self._gift(verb)
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
            elif child.dep_ == "npadvmod" and self._is_shifted(child):
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
        self._bidden(verb, slots)
        self._purpose(verb, slots)
        self._as_said(verb, slots)
        if (claim := self._fronted(verb)) is not None:
            slots["as"] = [*slots.get("as", []), *slots.pop("obj", [])]
            slots["obj"] = [claim]
        self._name_object(verb, slots)
        slots.setdefault("comp", []).extend(self._strayed(verb, slots))
        if passive:
            given = "iobj" if _first(verb, OBJECTS) is not None else "obj"  # "he was given asylum"
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
            **self._grammar(verb),  # type: ignore[arg-type]
        )

    def _gift(self, verb: Token) -> tuple[Token | None, Token | None]:
        """To whom and what, where the parser took the two for objects both: "handed Kyiv a dozen jets"."""
        things = [c for c in verb.children if c.i > verb.i and c.pos_ in ("NOUN", "PROPN")]
        if lemma_of(verb) not in self.lists.giving or len(things) < 2 or things[0].dep_ != "dobj":
            return None, None
        whom, what = things[:2]
        fits = what.dep_ == "dobj" or (what.dep_ == "npadvmod" and what.lemma_ not in self.lists.time_nouns)
        return (whom, what) if fits and what.left_edge.i == whom.right_edge.i + 1 else (None, None)

    def _is_shifted(self, noun: Token) -> bool:
        """True for an object moved behind a phrase: "taken into custody a British couple"."""
        moved = noun.pos_ == "NOUN" and noun.i > noun.head.i + 1 and noun.lemma_ not in self.lists.time_nouns
        return (
            moved and _first(noun.head, OBJECTS | PASSIVE_SUBJECTS) is None and noun.left_edge.nbor(-1).pos_ == "NOUN"
        )

    def _bidden(self, verb: Token, slots: dict[str, list[Token]]) -> None:
        """What somebody is told to do, where the parser hangs it on them or takes it for a purpose.

        "ordered a notary to hand over papers" and "called for experts to be let in" are such.
        """
        for bidden in slots.get("obj", ()) if verb.lemma_ in self.lists.bidding else ():
            slots.setdefault("comp", []).extend(c for c in bidden.children if _is_bidding(c))
        for clause in verb.children:
            subject = (
                _first(clause, SUBJECTS | PASSIVE_SUBJECTS) if clause.dep_ in ("advcl", "xcomp", "ccomp") else None
            )
            if subject is not None and any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children):
                slots.setdefault("for", []).extend(spread(subject))
                if clause.dep_ == "advcl":
                    slots.setdefault("comp", []).append(clause)

    @staticmethod
    def _as_said(verb: Token, slots: dict[str, list[Token]]) -> None:
        """What something is said to be where that is no noun: "rejected the report as politically motivated"."""
        for word in verb.children:
            marked = any(c.lower_ == "as" and c.dep_ in ("advmod", "mark") and c.i > verb.i for c in word.children)
            if marked and word.dep_ == "advcl" and word.tag_ in ("JJ", "VBN") and _first(word, SUBJECTS) is None:
                slots.setdefault("as", []).append(word)

    def _fronted(self, verb: Token) -> Token | None:
        """The object before the subject of a clause without a relative pronoun: ", a claim Kabul called false"."""
        before = [child for child in verb.lefts if child.dep_ == "nsubj"]
        return before[0] if len(before) > 1 and before[0].lemma_ in self.lists.claims else None

    @staticmethod
    def _purpose(verb: Token, slots: dict[str, list[Token]]) -> None:
        """What for ("sent troops to guard the port") and in what circumstance ("as Iran tested a missile")."""
        objects = [t for name in ("obj", "comp") for t in slots.get(name, ())]
        for word in (c for head in (verb, *objects) for c in head.children):
            infinitive = word.tag_ == "VB" and any(c.lower_ == "to" and c.i < word.i for c in word.children)
            if infinitive and word.dep_ in ("advcl", "xcomp", "acl", "relcl"):
                slots.setdefault("purpose", []).extend(spread(word))
        for word in verb.children:
            if word.dep_ == "advcl" and word.tag_ != "VB" and _first(word, SUBJECTS | PASSIVE_SUBJECTS) is not None:
                slots.setdefault("circumstance", []).append(word)

    def _name_object(self, verb: Token, slots: dict[str, list[Token]]) -> None:
        """Mends the objects the parser hides in small clauses.

        "called the claims 'false'" has two predicates, "found the gunman guilty" a clause without a verb, "helped
        Mozambique to draft" a subject in the infinitive, and "fined a bank two million euros" a sum for an object.
        """
        for clause in list(slots.get("comp", ())):
            subject = _first(clause, SUBJECTS)
            if subject is None:
                continue
            if clause.pos_ not in ("VERB", "AUX") and not any(
                c.dep_ in ("aux", "mark", "cop") for c in clause.children
            ):
                slots.setdefault("obj", []).extend(spread(subject))
                slots.setdefault("as", []).append(clause)
                slots["comp"].remove(clause)
            elif clause.tag_ in ("VB", "VBG") and not any(
                c.dep_ == "mark" or c.tag_ == "MD" or (clause.tag_ == "VBG" and c.dep_ == "aux")
                for c in clause.children
            ):
                slots.setdefault("obj", []).extend(spread(subject))
        for sum_ in list(slots.get("obj", ())):
            payers = [c for c in sum_.children if c.dep_ == "nmod" and c.pos_ in ("NOUN", "PROPN")]
            if sum_.lemma_ in self.lists.units and payers:
                slots["obj"] = [payers[-1], *(t for t in slots["obj"] if t != sum_)]
        twice = [c for c in verb.children if c.dep_ in OBJECTS]
        if verb.lemma_ in self.lists.naming and len(twice) == 2 and not slots.get("as"):  # "branded him a liar"
            slots["obj"], slots["as"] = list(spread(twice[0])), [twice[1]]
        for end in [t for t in slots.get("obj", ()) if t.lemma_ in self.lists.ends]:
            persons = (
                slots.pop("iobj", None) or [c for c in end.children if c.dep_ in ("compound", "nmod", "nsubj")][-1:]
            )
            if persons:  # "took the crew hostage", "set a bus ablaze"
                slots["obj"], slots["as"] = persons, [end]
        named = slots.get("as", [])
        if verb.lemma_ in self.lists.naming and named and not slots.get("obj") and not _is_passive(verb):
            slots["obj"] = named[:1]
            slots["as"] = named[1:]

    def _strayed(self, verb: Token, slots: dict[str, list[Token]]) -> list[Token]:
        """The that-clause that the parser hung on a time word: "claimed at the time that ..."."""
        if slots.get("comp") or slots.get("obj"):
            return []
        for child in verb.children:
            if child.dep_ in ("prep", "npadvmod"):
                for word in child.subtree:
                    if word.dep_ in ("relcl", "acl") and self._is_strayed(word):
                        return list(spread(word))
        return []

    def _is_strayed(self, verb: Token) -> bool:
        first = min(verb.subtree, key=lambda t: t.i)
        if (
            first.lower_ != "that"
            or first.dep_ not in ("mark", "advmod")
            or verb.head.lemma_ not in self.lists.time_nouns
        ):
            return False
        return _first(verb, SUBJECTS | PASSIVE_SUBJECTS) is not None

    def _fill_gap(self, verb: Token, slots: dict[str, list[Token]], passive: bool) -> None:
        """The object or prepositional gap of a relative clause, and objects shared by coordinated verbs."""
        gap = verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.lemma_ in self.lists.disputing)
        if verb.dep_ == "relcl" and verb.lemma_ in self.lists.naming and verb.head.lemma_ in self.lists.claims:
            slots["as"], slots["obj"] = [*slots.get("as", []), *slots.get("obj", [])], [verb.head]
        elif not passive and gap and not slots.get("obj") and not slots.get("comp"):
            antecedent = list(spread(self._disputed(verb) or verb.head))
            if not any(t in slots.get("subj", []) for t in antecedent):
                slots["obj"] = antecedent
        elif not slots.get("obj") and not passive:
            for right in verb.children:
                if right.dep_ == "conj" and right.pos_ == "VERB" and not _first(right, SUBJECTS | {"cc"}):
                    shared = _first(right, OBJECTS)
                    if shared is not None and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children):
                        slots["obj"] = list(spread(shared))

    def _disputed(self, verb: Token) -> Token | None:
        """The claim that "which" takes up across the words inside it: "fears of an amnesty, which it rejects"."""
        pronoun = _first(verb, OBJECTS)
        if verb.lemma_ not in self.lists.disputing or pronoun is None or pronoun.lower_ != "which":
            return None
        return next((above for above in verb.head.ancestors if above.lemma_ in self.lists.claims), None)

    def _grammar(self, verb: Token) -> dict[str, object]:
        """Tense, aspect, modality and negation of a verb, shared with the verb it is coordinated to."""
        auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if _is_complement(verb):
            auxiliaries = [verb.head, *(c for c in verb.head.children if c.dep_ == "aux")]
        elif _is_progress(verb):
            auxiliaries.append(verb.head)
        negation = self._negation(verb)
        lead = verb
        while not auxiliaries and lead.dep_ == "conj" and lead.head.pos_ in ("VERB", "AUX"):
            if lead.tag_ in ("VBD", "VBZ", "VBP") or _first(lead, SUBJECTS) is not None:
                break
            lead = lead.head
            auxiliaries = [c for c in lead.children if c.dep_ in ("aux", "auxpass") and c.i < lead.i]
        words = {a.lower_ for a in auxiliaries}
        tags = {a.tag_ for a in auxiliaries} | ({verb.tag_} if verb.tag_ in ("VBD", "VBZ", "VBP") else set())
        tense: str | None = "past" if "VBD" in tags else "present" if tags & {"VBZ", "VBP"} else None
        if words & _FUTURE or ("to" in words and self._is_headline_future(verb, auxiliaries)):
            tense = "future"
        elif tense is None and verb.tag_ == "VBN" and verb.dep_ in ("ROOT", "ccomp", "acl", "advcl", "amod", "relcl"):
            tense = "past"
        modal = "possible" if words & _POSSIBLE else "hypothetical" if words & _HYPOTHETICAL else None
        modal = next((_DEONTIC[word] for word in sorted(words) if word in _DEONTIC), modal)
        return {
            "tense": tense,
            "perfect": any(a.lemma_ == "have" for a in auxiliaries),
            "progressive": verb.tag_ == "VBG" and any(a.lemma_ == "be" for a in auxiliaries),
            "modal": modal,
            "negated": negation,
            "conditional": self._is_conditional(verb),
            "cues": tuple(c for c in verb.children if c.dep_ == "advmod"),
        }

    @staticmethod
    def _is_headline_future(verb: Token, auxiliaries: list[Token]) -> bool:
        """True for "Lee to visit China" and "the two are to meet"."""
        if any(a.lemma_ == "be" and a.tag_ in ("VBZ", "VBP", "VBD") for a in auxiliaries):
            return True
        if verb.dep_ == "acl":
            return verb.head.pos_ == "PROPN" and verb.head.dep_ == "ROOT"
        has_subject = _first(verb, SUBJECTS) is not None
        return has_subject and verb.dep_ in ("ROOT", "ccomp", "conj", "parataxis")

    def _negation(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in self.lists.negations):
                return child
            if child.dep_ in ("nsubj", "nsubjpass", "dobj"):
                if child.lower_ in self.lists.negative_pronouns:
                    return child
                for word in child.children:
                    if word.dep_ == "det" and word.lower_ in ("no", "neither"):
                        return word
        if verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "instead"):
            return verb.head
        if verb.dep_ == "conj":  # "would neither confirm nor deny"
            return next((c for c in verb.head.children if c.lower_ == "nor" and c.i < verb.i), None)
        return None

    def _is_conditional(self, verb: Token) -> bool:
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        if marks & self.lists.conditionals:
            return True
        return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and self._is_conditional(verb.head)

    # nouns

    def holder(self, noun: Token) -> Token:
        """The noun whose place in the sentence decides for this one: past conjuncts and "a series of"."""
        seen = noun
        while True:
            if seen.dep_ == "conj" and seen.head.pos_ in ("NOUN", "PROPN"):
                seen = seen.head
            elif (
                seen.dep_ == "pobj"
                and seen.head.lower_ == "of"
                and (
                    seen.head.head.lemma_.lower() in self.lists.transparent
                    or seen.head.head.lower_ in self.lists.stages
                )
            ):
                seen = seen.head.head
            else:
                return seen

    def light_verb(self, noun: Token) -> tuple[Token | None, str]:
        """The verb that carries the noun ("held" of "held talks") and how: subj, obj (it undergoes), stage or none."""
        top = self.holder(noun)
        head = top.head
        if top.dep_ in OBJECTS and lemma_of(head) in self.lists.light:
            return head, "subj"
        if top.dep_ in OBJECTS and lemma_of(head) in self.lists.undergo:
            return head, "obj"
        if top.dep_ in PASSIVE_SUBJECTS and lemma_of(head) in self.lists.light | self.lists.stage:
            return head, "agent"
        if top.dep_ in SUBJECTS | PASSIVE_SUBJECTS and (raised := self._raised(head)) is not None:
            return raised, "stage"
        if top.dep_ in SUBJECTS and lemma_of(head) in self.lists.stage | {"be"}:
            return head, "stage"
        if top.dep_ in ("attr", "nsubj") and head.lemma_ == "be":
            return head, "stage"
        if top.dep_ == "pobj" and head.dep_ in PREPOSITIONS and head.head.pos_ in ("VERB", "AUX"):
            phrase = f"{lemma_of(head.head)}_{head.lower_}"
            if phrase in self.lists.light:
                return head.head, "subj"
            if phrase in self.lists.undergo:
                return head.head, "obj"
        return None, "none"

    def _raised(self, verb: Token) -> Token | None:
        """The verb that takes place in truth: "resume" of "talks are due to resume", "are set to resume"."""
        heads = (verb, *(c for c in verb.children if c.dep_ == "acomp"))
        below = (c for head in heads for c in head.children if c.dep_ == "xcomp" and c.tag_ == "VB")
        return next((c for c in below if lemma_of(c) in self.lists.stage), None)

    def _noun(self, noun: Token) -> Clause:
        slots: dict[str, list[Token]] = {}
        carrier, how = self.light_verb(noun)
        for child in noun.children:
            if child.dep_ == "poss":
                slots.setdefault("poss", []).extend(self._antecedent(child))
            elif child.dep_ in ("xcomp", "ccomp") and noun.pos_ == "ADJ":  # "willing to send"
                slots.setdefault("comp", []).extend(spread(child))
            elif child.dep_ in ("amod", "compound", "nmod"):
                slots.setdefault("mod", []).extend(spread(child))
            elif child.dep_ in ("acl", "relcl") and (
                child.tag_ == "VB"
                or (_first(child, frozenset({"mark"})) is not None and not self._disputes(child))
                or self._is_bare(child)
            ):
                slots.setdefault("comp", []).append(child)
        self._phrases(noun, slots)
        top = self.holder(noun)
        if top != noun:
            self._phrases(top, slots)
            slots["of"] = [t for t in slots.get("of", ()) if t != noun]  # "the second day of a visit"
            for child in top.children:
                if child.dep_ == "poss":
                    slots.setdefault("poss", []).extend(spread(child))
        if len(slots.get("between", ())) == 1:
            slots["between"].extend(self._stranded(noun, slots["between"][0]))
        subjects: list[Token] = list(slots.get("by", []))
        for agent in subjects:
            self._phrases(agent, slots)
        grammar: dict[str, object] = {}
        if carrier is not None:
            base = self.at(carrier)
            for name, heads in base.slots.items():
                if name not in ("subj", "obj", "comp", "mod", "as") and noun not in heads and top not in heads:
                    slots.setdefault(name, []).extend(h for h in heads if h not in slots.get(name, ()))
            doing = _is_progress(noun)
            if how == "subj" or how == "agent" or doing:
                subjects.extend(base.words("subj"))
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

    def _disputes(self, verb: Token) -> bool:
        """Whether a clause after "a claim that" has a gap for the claim: "a claim that her office has rejected"."""
        return verb.lemma_ in self.lists.disputing and not any(c.dep_ in OBJECTS | {"ccomp"} for c in verb.children)

    def _is_bare(self, verb: Token) -> bool:
        """Whether a clause without "that" says what is claimed, "claims he took bribes", unlike "claims he made"."""
        if verb.dep_ != "relcl" or verb.head.lemma_ not in self.lists.claims or _first(verb, SUBJECTS) is None:
            return False
        if verb.lemma_ in self.lists.naming | self.lists.disputing or any(
            child.tag_ in ("WDT", "WP") for child in verb.children
        ):
            return False
        return _first(verb, OBJECTS | {"ccomp", "xcomp"}) is not None

    @staticmethod
    def _stranded(noun: Token, side: Token) -> list[Token]:
        """The second side of "talks between A and B resumed" where the parser makes B the verb's subject."""
        if not any(child.dep_ == "cc" for child in (*side.children, *noun.children)):
            return []
        rivals = (c for c in noun.head.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > side.i)
        return [rival for rival in rivals if rival.i < noun.head.i]

    def _inherited(self, noun: Token) -> tuple[Token, ...]:
        """Who does it where the noun itself does not say: "arrived for talks", "the minister, on a visit to"."""
        top = self.holder(noun)
        if top.dep_ == "pobj" and top.head.lower_ in self.lists.inheriting:
            above = top.head.head
            if above.lemma_ in self.lists.hosting and top.head.lower_ in ("for", "at"):
                return (*self.at(above).words("subj"), *self.at(above).words("obj"))
            if above.pos_ in ("VERB", "AUX"):
                return self.at(above).words("obj") if _is_passive(above) else self.subjects(above)
            if above.pos_ == "PROPN":
                return (above,)
            if above.lemma_ in self.lists.owning and above.dep_ in OBJECTS:
                return self.subjects(above.head)
        return ()

    def _carried(self, verb: Token) -> list[Token]:
        """The nouns that a light verb carries: "claims" of "claims were made that"."""
        nouns = [c for c in verb.children if c.dep_ in OBJECTS | PASSIVE_SUBJECTS | SUBJECTS]
        return [noun for noun in nouns if self.light_verb(noun)[0] == verb]

    # embedding

    def governors(self, clause: Clause) -> Iterator[tuple[Token, str]]:
        """The words that embed the clause, innermost first, each with how: comp, obj, subj, for or mod.

        "agreed to hold talks" gives (agreed, comp), "called off the visit" (called, obj), "plan for it" (plan, for).
        """
        token = clause.carrier
        noun = token.pos_ not in ("VERB", "AUX")
        for _ in range(8):
            top = self.holder(token) if noun else token
            if not noun and (outer := self.outer(top)) is not None:
                top = outer
            while top.dep_ == "conj" and top.head.pos_ in ("VERB", "AUX") and not noun:
                embedded = top.head.dep_ in ("ccomp", "xcomp", "conj") or self._is_strayed(top.head)
                if _first(top, SUBJECTS | PASSIVE_SUBJECTS) is not None and not embedded:
                    return
                top = top.head
            head, label = top.head, top.dep_
            if label == "acl" and self._disputes(top) and head.lemma_ in self.lists.claims:
                return
            if head == top or (label == "ccomp" and any(t.text == ";" for t in head.doc[top.i : head.i])):
                return
            if _is_bidding(top) and head.head.lemma_ in self.lists.bidding:
                step, head = "comp", head.head
            elif label in ("relcl", "acl") and self._is_strayed(top):
                step, head = "comp", next(t for t in head.ancestors if t.pos_ in ("VERB", "AUX"))
            elif label in ("xcomp", "ccomp", "csubj", "csubjpass"):
                step = "comp"
                yield from ((carried, "comp") for carried in self._carried(head))
            elif label == "pcomp" and head.dep_ in PREPOSITIONS:
                step, head = ("for" if head.lower_ == "for" else head.lower_), head.head
            elif (label == "acl" and (top.tag_ == "VB" or any(c.dep_ == "mark" for c in top.children))) or (
                self._is_bare(top)
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
            if noun and (carrier := self.light_verb(head)[0]) is not None:
                head, noun = carrier, False
            token = head
