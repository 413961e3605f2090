"""The state of actors whose own words name none: police, ministers and courts of the article's country."""

from collections import Counter, defaultdict

from ..articles.datelines import dateline
from .actor_tables import pieces
from .antecedents import Chain
from .chains import Chains
from .gazetteer import fold, load_gazetteer
from .phrases import Mention

_STATELESS = frozenset({"REF", "IGO", "NGO", "HRI"})
_EARLY = 60
"""Words from the beginning within which a state counts double, and within which the article's own state is named."""
_CITY = 100_000
"""People in a town whose name says where a district is."""
_DATELINE = 4
"""How many mentions a dateline weighs: who writes from a capital names its ministers without their state."""


def locate(chains: Chains) -> None:
    """Give domestic titles and groups the state of a namesake, of their sentence or of the article."""
    Homelands(chains).settle()


class Homelands:
    """What an article says about states, by sentence and by noun, to place those who name none."""

    def __init__(self, chains: Chains) -> None:
        self._chains, self._words = chains, chains.tables.words
        self._sentences: dict[int, list[tuple[Mention, Chain]]] = defaultdict(list)
        for mention, chain in chains.of.items():
            self._sentences[chains.sentence[mention.head]].append((mention, chain))
        self._nouns: dict[tuple[str, str], set[str]] = defaultdict(set)
        for chain in chains.all:
            if chain.country and chain.holder is None:
                self._nouns[self._noun(chain)].add(chain.country)
        self._held: dict[str, set[str]] = defaultdict(set)
        for chain in chains.all:
            told = chain.mentions[-1].head >= chains.parsed.headline  # capitals make names of a headline's verbs
            if chain.kind == "person" and chain.named and chain.country and chain.title and told:
                self._held[chain.title.lower()].add(chain.country)
        self._early: set[str] = set()
        weights = self._weights()
        self._states = sorted(weights, key=lambda state: (state not in self._early, -weights[state]))
        self._sole = None
        for state, weight in weights.most_common(1):
            share = weight / weights.total()
            self._sole = state if share > 0.9 or (share >= 0.6 and state in self._early) else None

    def _noun(self, chain: Chain) -> tuple[str, str]:
        return chain.kind, self._chains.tokens[chain.mentions[0].head].lemma_

    def _weights(self) -> Counter[str]:
        """How much the article is about each state; the beginning counts double."""
        weights: Counter[str] = Counter()
        for mention, chain in self._chains.of.items():
            country, weight = mention.country, 1
            if chain.kind == "state" and chain.country:
                country, weight = chain.country, 2 if mention.head < _EARLY else 1
            elif not country and chain.kind == "other":
                country = chain.country if chain.key is not None else self._district(chain)
            if country:
                weights[country] += weight
                if mention.head < _EARLY:
                    self._early.add(country)
        line = dateline(self._chains.parsed.article.text)
        entries = self._chains.tables.names.longest(pieces(line.place), 0)[1] if line is not None else ()
        for state in {entry.country for entry in entries[:1] if entry.country}:
            weights[state] += _DATELINE
            self._early.add(state)
        return weights

    def _district(self, chain: Chain) -> str | None:
        """The state of a town or region whose name begins another's: the "Chittagong Hills"."""
        words, gazetteer = fold(chain.name).split(), load_gazetteer()
        size = gazetteer.longest(words) if words else 0
        found = gazetteer.look_up(" ".join(words[:size])) if 0 < size < len(words) else []
        if not any(place.population >= _CITY for place in found):
            return None
        states = {place.country for place in found}
        return states.pop() if len(states) == 1 else None

    def _free(self, chain: Chain, country: str | None) -> bool:
        """Whether nobody else is told to hold the chain's office in the state, which has one president."""
        return country is None or not chain.named or country not in self._held.get((chain.title or "").lower(), ())

    def settle(self) -> None:
        """Place every chain that has no state, those with a possessor last."""
        for owned in (False, True):
            for chain in self._chains.all:
                if chain.country is None and self._domestic(chain) and (owned or chain.mentions[0].owner is None):
                    self._place(chain)
            self._inherit()

    def _place(self, chain: Chain) -> None:
        titled = any("d" in mention.flags for mention in chain.mentions)
        country, rule = self._where(chain), "sentence"
        if country is None:
            country, rule = self._namesake(chain) or self._neighbour(chain), "namesake"
        if country is None and titled and chain.kind != "person":
            country, rule = self._nearest(chain), "sentence"
        if country is None or not self._free(chain, country):
            country, rule = self._sole, "article"
            if titled:  # of an army too far from the beginning, no state is guessed
                states = (s for s in self._states if chain.kind == "person" or s == self._sole or s in self._early)
                country = next((state for state in states if self._free(chain, state)), None)
        if country is not None:
            chain.country, chain.reason = country, (rule, self._chains.tables.states.get(country, country))

    def _inherit(self) -> None:
        """Give the state of their possessor to those who still have none ("the minister's wife")."""
        for chain in self._chains.all:
            owner = chain.mentions[0].owner
            holder = self._chains.of.get(owner) if owner is not None else chain.holder
            if chain.country is None and holder is not None and holder.country and not chain.code:
                chain.country, chain.reason = holder.country, ("owner", holder.name)

    def _domestic(self, chain: Chain) -> bool:
        """Whether the chain belongs to some state of the article, if none is named with it."""
        first = chain.mentions[0]
        before = {token.lower_ for token in self._chains.tokens[first.start : first.head]}
        if chain.kind == "group" and before & self._words["elsewhere"]:
            return False
        if chain.code or set(chain.roles[:1]) & _STATELESS or chain.entry is not None:
            return False
        owner = self._chains.of.get(first.owner) if first.owner is not None else chain.holder
        if owner is not None and owner.country is None and owner.code:
            return False
        if any("d" in mention.flags for mention in chain.mentions):
            return first.affiliation is None or first.affiliation.country is not None
        body = chain.kind in ("group", "organisation") and bool(chain.roles)
        return body and first.noun not in ("people", "believers")

    def _where(self, chain: Chain) -> str | None:
        """The state of the place in "travelled to Ankara, where the president received her"."""
        for above in self._chains.tokens[chain.mentions[0].head].ancestors:
            if above.dep_ == "relcl" and any(child.lower_ == "where" for child in above.children):
                place = self._chains.chain_at(above.head.i)
                return place.country if place is not None else None
        return None

    def _namesake(self, chain: Chain) -> str | None:
        """The state of the one other actor with the same noun: "the regime" beside "the Syrian regime"."""
        states = self._nouns.get(self._noun(chain), set())
        return next(iter(states)) if len(states) == 1 else None

    def _neighbour(self, chain: Chain) -> str | None:
        """The state of the nearest actor before it with the same role or portfolio, two sentences back at most."""
        first, topic, best = chain.mentions[0], self._topic(chain), None
        here = self._chains.sentence[first.head]
        for number in range(max(0, here - 2), here + 1):
            for mention, other in self._sentences.get(number, ()):
                alike = set(other.roles) & set(chain.roles) - {"GOV"} or topic & self._topic(other)
                if mention.head < first.head and other.country and other is not chain and alike:
                    best = other.country
        return best

    def _topic(self, chain: Chain) -> set[str]:
        """What an office or ministry is for: "foreign", "trade"."""
        words = {*pieces(chain.title or ""), *(pieces(chain.name) if chain.kind == "organisation" else ())}
        return words & self._words["portfolio"]

    def _nearest(self, chain: Chain) -> str | None:
        """The one state that the sentence of the first mention names as a place."""
        found = self._sentences[self._chains.sentence[chain.mentions[0].head]]
        states = {other.country for mention, other in found if other.country and self._chains.in_place(mention)}
        return next(iter(states)) if len(states) == 1 else None
