"""Pronouns and pairs: "he", "they", "its", "both sides", "the two leaders"."""

from itertools import islice

from .antecedents import Chain
from .chains import Chains
from .phrases import Mention
from .syntax import spread
from .tokens import Token
from .words import word_lists

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "agent")
_WEIGHT = {"nsubj": 80, "nsubjpass": 70, "dobj": 50, "poss": 40, "dative": 40, "attr": 20, "pobj": 30, "conj": 50}
_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
_OFFICES = frozenset(
    {"president", "premier", "monarch", "leader", "chancellor", "minister", "foreign minister", "defence minister"}
)
FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})


class Pronouns:
    """Resolves what has no name of its own against the chains found so far."""

    def __init__(self, chains: Chains) -> None:
        self._chains, self._words = chains, chains.tables.words
        self._tokens, self._sentence = chains.tokens, chains.sentence
        self._pairs: list[tuple[int, tuple[Chain, ...]]] = []

    # Pairs: "both sides", "the two leaders"

    def pair(self, mention: Mention) -> bool:
        """Bind "both sides", "the two leaders" to the two they mean; False where the mention is no such phrase."""
        before = {token.lower_ for token in self._tokens[mention.start : mention.head]}
        if not before & self._words["pair"] or self._tokens[mention.head].lower_ not in self._words["side"]:
            bare = mention.plural and before == {"the"} and mention.owner is None
            if not bare or mention.noun not in ("president", "premier", "leader", "foreign minister"):
                return False
            return self._pair(mention.start, mention.end, True, False, self._office(mention))
        people = mention.noun not in ("", "government", "organisation", "delegation", "party")
        armed = self._tokens[mention.head].lower_ in ("sides", "parties", "camps")
        office = self._office(mention) if people else frozenset()
        if office and (self._pair(mention.start, mention.end, people, armed, office) or mention.noun != "leader"):
            return mention.start in self._chains.several
        return self._pair(mention.start, mention.end, people, armed)

    def _office(self, mention: Mention) -> frozenset[str]:
        """Which offices "the two presidents", "both leaders" may hold; none where anybody is meant."""
        if mention.noun == "leader":
            return frozenset({"president", "premier", "monarch", "leader"})
        if mention.noun == "minister":
            return frozenset({"minister", "foreign minister", "defence minister"})
        return frozenset(
            {mention.noun} if mention.noun in ("president", "premier", "monarch", "foreign minister") else ()
        )

    def _lately(self) -> list[tuple[Mention, Chain]]:
        """The last hundred mentions and their chains, in the order of the text."""
        return list(islice(reversed(self._chains.of.items()), 100))[::-1]

    def vague(self, mention: Mention) -> bool:
        """Whether the mention is "both sides" or "the three countries" of nobody known, and so no actor."""
        head = self._tokens[mention.head].lower_
        numbered = any(t.tag_ == "CD" or t.lower_ == "both" for t in self._tokens[mention.start : mention.head])
        return head in ("sides", "camps") or (mention.definite and numbered and head in self._words["side"])

    def _pair(
        self, start: int, end: int, people: bool, armed: bool = False, office: frozenset[str] = frozenset()
    ) -> bool:
        """Bind the tokens to the two persons or states last named together; office: one that both must hold."""
        chains = self._last_two(start, people, armed, office)
        if len(chains) == 2:
            self._pairs.append((end - 1, chains))
            for i in range(start, end):
                self._chains.several[i] = chains
        return len(chains) == 2

    def _last_two(self, at: int, people: bool, armed: bool, office: frozenset[str]) -> tuple[Chain, ...]:
        """The two persons or states that weigh most before the token, the near ones and those named together more."""
        here, outside = self._sentence[at], self._outside(at, people)
        found: dict[Chain, float] = {}
        reach = 25 if office else 10
        for mention, chain in self._lately():
            distance = here - self._sentence[mention.head]
            party = self._party(chain, people, armed) if mention.head < at and distance < reach else None
            if party is not None and party not in outside and (not office or (office | {"counterpart"}) & party.nouns):
                head = self._tokens[mention.head]
                near, bonus = (0.5, 1.5) if people else (0.7, 3.0)
                weight = 0.5 if head.dep_ in ("compound", "amod", "nmod") else 2.0
                joined = len(self._together(head)) == 2 or (head.dep_ == "conj" and len(self._together(head.head)) == 2)
                found[party] = found.get(party, 0) + weight * (bonus if joined else 1) * near**distance
        ranked = sorted(found, key=lambda c: (-found[c], -len(c.mentions), c.mentions[0].head))
        if office:  # a state has one president
            ranked = [c for c in ranked if c is ranked[0] or c.country != ranked[0].country]
        ranked = ranked[:2]
        return tuple(sorted(ranked, key=lambda c: c.mentions[0].head)) if len(ranked) == 2 else ()

    def _outside(self, at: int, people: bool) -> set[Chain]:
        """Who acts on the pair, and so is none of it: the subject of its verb."""
        token = self._tokens[at]
        head = token.head if token.dep_ in ("det", "nummod", "amod", "poss") else token
        saying = next((v for v in head.ancestors if v.lemma_ in self._words["reporting"]), None)
        if saying is not None:  # "a spokesman said that the two had met"
            subjects = [c for c in saying.children if c.dep_ == "nsubj"]
            chains = [self._chains.chain_at(c.i) for c in subjects]
            if any(chain is not None and chain.nouns & {"spokesman", "spokesperson", "official"} for chain in chains):
                return {chain for chain in chains if chain is not None}
        verb = _governor(head)
        if verb is None or head.dep_ in _SUBJECT:
            return set()
        chains = [self._chains.chain_at(child.i) for child in verb.children if child.dep_ in _SUBJECT]
        parties = [self._party(chain, people) for chain in chains if chain is not None]
        return {party for party in parties if party is not None}

    def _party(self, chain: Chain, people: bool, armed: bool = False) -> Chain | None:
        """The chain as one of two parties: a person, or else a state (that of the person) or an armed group."""
        if armed and chain.kind == "organisation" and chain.roles[:1] in (("REB",), ("SEP",)):
            return chain
        single = chain.kind == "person" and not chain.plural
        if people:
            return chain if single else None
        if chain.kind == "state":
            return chain
        return self._chains.state(chain.country) if single else None

    # Pronouns

    def resolve(self, token: Token) -> None:
        """Bind a pronoun to the actors it stands for, where they are clear enough."""
        word = token.lower_
        if token.i in self._chains.covering and self._chains.covering[token.i].head == token.i:
            return
        before = self._chains.covering.get(token.i - 1)
        if word == "both" and before is not None and before.form == "name":
            return
        if word == "two" and token.head.lower_ == "last" and token.head.dep_ == "nsubj" and token.nbor(1) is token.head:
            self._pair(token.i, token.i + 2, people=True) or self._pair(token.i, token.i + 2, people=False)
            return  # "the two last met in May"
        if word == "both" or (word == "two" and token.i and token.nbor(-1).lower_ == "the"):
            if token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "appos"):
                self._pair(token.i, token.i + 1, people=True) or self._pair(token.i, token.i + 1, people=False)
            return
        kind = _PRONOUNS.get(word)
        if kind is None:
            return
        if kind == "p":
            self._they(token)
            return
        chain = self._announced(token, kind) or self._antecedent(token, kind)
        if chain is None:
            return
        if kind in "mf":
            chain.gender = chain.gender or kind
            chain.kind = "person"
        mention = Mention(token.i, token.i + 1, token.i, "pronoun", chain.kind)
        self._chains.add(chain, mention)
        self._chains.covering.setdefault(token.i, mention)
        self._chains.several[token.i] = (chain,)

    def spoken_of(self, token: Token) -> None:
        """Bind the "he" of a quote to whom it is said of: "'He is a thief,' she said of the mayor"."""
        kind = _PRONOUNS.get(token.lower_)
        if kind not in ("m", "f"):
            return
        sayings = (above for above in token.ancestors if above.lemma_ in self._words["reporting"])
        topics = (c for saying in sayings for c in saying.children if c.lower_ in ("of", "about") and c.dep_ == "prep")
        for noun in (noun for topic in topics for noun in topic.children):
            chain = self._chains.chain_at(noun.i)
            quoted = any(t.is_quote for t in self._tokens[min(token.i, noun.i) : max(token.i, noun.i)])
            if chain is not None and quoted and self._agrees(chain, kind):
                self._chains.several[token.i] = (chain,)

    def _announced(self, token: Token, kind: str) -> Chain | None:
        """The subject after "In his speech, ", where it has been named before."""
        if token.dep_ != "poss" or token.sent[0].pos_ not in ("ADP", "SCONJ", "ADV"):
            return None
        subject = next((t for t in token.sent.root.lefts if t.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None or subject.i < token.i or subject.i not in self._chains.covering:
            return None
        mention = self._chains.covering[subject.i]
        chain = self._chains.by_name(mention) if mention.form == "name" else None
        return chain if chain is not None and self._agrees(chain, kind) else None

    def _antecedent(self, token: Token, kind: str) -> Chain | None:
        if kind == "n" and (token.dep_ not in ("nsubj", "nsubjpass", "poss") or self._pleonastic(token)):
            return None
        speaker = self._reporter(token, kind) or next(iter(self._punished(token, kind)), None)
        if speaker is not None:
            return speaker
        if kind == "n" and self._thing_before(token):
            return None
        best, found = 0.0, None
        for chain in self._chains.recent(60):
            score = self._salience(chain, token, kind)
            if score > best:
                best, found = score, chain
        return found

    def _reporter(self, token: Token, kind: str) -> Chain | None:
        """Who says what the pronoun is the subject of: "Baku insisted it had not opened fire"."""
        verb = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp" or verb.head.i > token.i:
            return None
        saying = verb.head
        if saying.lemma_ not in self._words["reporting"] | {"deny", "confirm", "promise", "hope", "allege", "maintain"}:
            return None
        subjects = [c for c in saying.lefts if c.dep_ == "nsubj"]
        chain = self._chains.chain_at(subjects[-1].i) if subjects else None
        if chain is None or not self._agrees(chain, kind):
            return None
        return chain if kind == "n" or chain.gender == kind else None

    def _salience(self, chain: Chain, token: Token, kind: str) -> float:
        if not self._agrees(chain, kind):
            return 0
        best = 0.0
        for mention in reversed(chain.mentions[-8:]):
            distance = self._sentence[token.i] - self._sentence[mention.head]
            if distance > (4 if kind in "mf" else 2):
                break
            if self._bound(mention, token):
                continue
            head = self._tokens[mention.head]
            score = (100 + _WEIGHT.get(head.dep_, 10)) * 0.6**distance
            if token.dep_ in _SUBJECT and head.dep_ in _SUBJECT:
                score += 20
            if not distance and head.dep_ in _SUBJECT and head.head == _clause_above(token):
                score += 25
            if token.head.lemma_ in self._words["denying"] and head.head.lemma_ in self._words["accusing"]:
                score += 60 if head.dep_ in ("dobj", "nsubjpass") else -60  # the accused denies
            best = max(best, score)
        if best and not chain.gender and kind in "mf":
            best -= 40 if chain.kind == "person" else 60
        return best + (5 * min(len(chain.mentions), 6) if best else 0)

    def _agrees(self, chain: Chain, kind: str) -> bool:
        if kind in "mf":
            single = chain.kind == "person" and not chain.plural
            unknown = chain.kind == "other" and chain.mentions[0].form == "name" and chain.entry is None
            return (single or unknown) and chain.gender in ("", kind)
        if kind == "n":
            return chain.kind in ("state", "organisation") or (chain.kind == "group" and not self._plural_noun(chain))
        return chain.plural or chain.kind in ("organisation", "group")

    def _plural_noun(self, chain: Chain) -> bool:
        return self._tokens[chain.mentions[0].head].tag_ in ("NNS", "NNPS")

    def _bound(self, mention: Mention, token: Token) -> bool:
        """Whether pronoun and mention are arguments of one verb and so cannot be the same."""
        if token.lower_.endswith(("self", "selves")) or token.dep_ == "poss":
            return mention.start <= token.i < mention.end
        head = self._tokens[mention.head]
        verb, other = _governor(token), _governor(head)
        if verb is None or head.dep_ == "poss":
            return False
        if head.dep_ in _SUBJECT and token.dep_ not in _SUBJECT and other in (_controller(verb), _sharing(verb)):
            return True
        return verb == other

    def _pleonastic(self, token: Token) -> bool:
        if token.dep_ == "expl":
            return True
        verb = token.head
        children = {child.dep_ for child in verb.children}
        if any(child.dep_ == "acomp" and child.lemma_.lower() in word_lists().disposed for child in verb.children):
            return False
        return (
            token.lower_ == "it"
            and verb.lemma_ in ("be", "seem", "appear", "remain", "become")
            and bool(
                children & {"acomp", "ccomp", "csubj", "xcomp"}
                or ("attr" in children and "relcl" in {c.dep_ for a in verb.children for c in a.children})
            )
        )

    def _thing_before(self, token: Token, plural: bool = False) -> bool:
        """Whether the last subject before the pronoun, persons left aside, is no actor; plural: of "they"."""
        doc = self._tokens
        for i in range(token.i - 1, max(-1, token.i - 60), -1):
            if doc[i].dep_ in ("nsubj", "nsubjpass") and doc[i].lower_ not in ("who", "which", "that"):
                chain = (self._chains.several.get(i) or (self._chains.chain_at(i) or self._counted(doc[i]),))[0]
                if chain is None and plural and doc[i].lower_ == "it":
                    continue
                if chain is None:
                    return doc[i].lower_ not in ("he", "she", "i", "we", "you")
                if chain.kind != "person" or doc[i].head.lemma_ not in ("say", "tell", "add", "warn", "claim"):
                    return False
        return False

    def _counted(self, noun: Token) -> Chain | None:
        """The workers of "hundreds of workers"."""
        if noun.lower_ not in self._words["quantity"]:
            return None
        found = (self._chains.chain_at(c.i) for prep in noun.rights if prep.lower_ == "of" for c in prep.children)
        return next((chain for chain in found if chain is not None), None)

    def _both_of(self, token: Token) -> bool:
        """Bind the "their" of "their first talks" to the pair meant before, else to two office holders or states."""
        here = self._sentence[token.i]
        if self._pairs and here - self._sentence[self._pairs[-1][0]] <= 3:
            self._chains.several[token.i] = self._pairs[-1][1]
            return True
        return self._pair(token.i, token.i + 1, True, office=_OFFICES) or self._pair(token.i, token.i + 1, False)

    def _punished(self, token: Token, kind: str) -> tuple[Chain, ...]:
        """Whom a verb is done to "over their part in it", the nearest object before the possessive."""
        noun = token.head
        if token.dep_ != "poss" or noun.dep_ != "pobj" or noun.head.lower_ not in ("over", "for"):
            return ()
        verb = next((above for above in noun.head.ancestors if above.pos_ in ("VERB", "AUX")), None)
        if verb is None or verb.lemma_ in self._words["sorry"]:
            return ()
        for before in reversed(self._tokens[verb.i + 1 : token.i]):
            chain = self._chains.chain_at(before.i)
            if (
                before.dep_ in ("dobj", "pobj")
                and chain is not None
                and self._chains.covering[before.i].head == before.i
            ):
                together = self._together(before)
                agrees = len(together) > 1 if kind == "p" and together else self._agrees(chain, kind)
                return (together or (chain,)) if agrees else ()
        return ()

    def _they(self, token: Token) -> None:
        if token.dep_ == "poss" and token.head.lemma_ in self._words["mutual"] and self._both_of(token):
            return
        if punished := self._punished(token, "p"):
            self._chains.several[token.i] = punished
            return
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in self._words["reporting"]
        if (not speaks and self._thing_before(token, plural=True)) or (
            token.dep_ == "nsubj" and token.head.lemma_ in self._words["inanimate"]
        ):
            return
        here = self._sentence[token.i]
        groups: list[tuple[float, int, tuple[Chain, ...]]] = []
        for mention, chain in self._lately():
            distance = here - self._sentence[mention.head]
            if mention.head >= token.i or distance > 2:
                continue
            head = self._tokens[mention.head]
            together = self._together(head)
            if len(together) > 1:
                groups.append(((110 + _WEIGHT.get(head.dep_, 10)) * 0.6**distance, mention.head, together))
            elif self._plural(chain, head) and not self._bound(mention, token):
                weight = 100 if chain.plural else 50
                groups.append(((weight + _WEIGHT.get(head.dep_, 10)) * 0.6**distance, mention.head, (chain,)))
        for i, pair in self._pairs:
            if here - self._sentence[i] <= 2:
                salience = (115 + _WEIGHT.get(self._tokens[i].dep_, 10)) * 0.6 ** (here - self._sentence[i])
                groups.append((salience, i, pair))
        if groups:
            self._chains.several[token.i] = max(groups, key=lambda g: g[:2])[2]

    def _plural(self, chain: Chain, head: Token) -> bool:
        """Whether "they" may stand for the chain: a group, an organisation, a state that acts."""
        return (chain.kind == "state" and head.dep_ in _SUBJECT) or self._agrees(chain, "p")

    def _together(self, head: Token) -> tuple[Chain, ...]:
        """The chains of a coordination that begins at head."""
        if head.dep_ == "conj" or not any(child.dep_ == "conj" for child in head.children):
            return ()
        found = [self._chains.chain_at(token.i) for token in spread(head)]
        return tuple(dict.fromkeys(chain for chain in found if chain is not None))


def _governor(token: Token) -> Token | None:
    """The verb whose argument the token is."""
    head = token.head
    for _ in range(3):
        if head.pos_ in ("VERB", "AUX"):
            return head
        if head.dep_ not in ("prep", "agent", "conj"):
            return None
        head = head.head
    return None


def _clause_above(token: Token) -> Token | None:
    """The verb of the clause that embeds the token's own."""
    verb = _governor(token)
    return (
        next((above for above in verb.ancestors if above.pos_ in ("VERB", "AUX")), None) if verb is not None else None
    )


def _sharing(verb: Token) -> Token | None:
    """The verb before, whose subject is that of a joined one too: "telephoned the premier and urged him"."""
    if verb.dep_ != "conj" or any(child.dep_ in _SUBJECT for child in verb.children):
        return None
    return _sharing(verb.head) or verb.head


def _controller(verb: Token) -> Token | None:
    """The verb whose subject is understood as that of a participle or infinitive."""
    if any(child.dep_ in _SUBJECT for child in verb.children) or verb.dep_ not in ("advcl", "xcomp", "pcomp"):
        return None
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return above if above.pos_ in ("VERB", "AUX") else None
