"""Whom "its neighbour", "Iraq's northern neighbour" and "both of its neighbours" stand for."""

from functools import cache

from .actor_tables import listed, rows
from .antecedents import Chain
from .chains import Chains
from .tokens import Token

__all__ = ["Neighbours"]

_SINGLE, _SEVERAL = frozenset({"neighbour", "neighbor"}), frozenset({"neighbours", "neighbors"})
_REACH = 2
"""Sentences back to which neighbours are looked for before all the article is."""


@cache
def _borders() -> dict[str, frozenset[str]]:
    return {row["country"]: frozenset(listed(row["neighbours"])) for row in rows("borders.tsv")}


class Neighbours:
    """Resolves a state's neighbours to the states named before that share a border with it."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains

    def bind(self, noun: Token) -> None:
        """Bind the noun to the neighbours meant, if it is "neighbour" with an owner and no name beside it."""
        several = noun.lower_ in _SEVERAL
        if not (several or noun.lower_ in _SINGLE) or noun.dep_ == "compound":
            return
        if any(child.dep_ == "appos" or child.tag_ == "NNP" for child in noun.rights):
            return
        country = self._owner(noun)
        named = self._beside(country, noun) if country else {}
        late = {state: head for state, head in named.items() if self._distance(head, noun) <= _REACH}
        found = tuple(sorted(late if len(late) > several else named, key=lambda state: state.mentions[0].head))
        if (len(found) > 1) is not several:
            return
        for token in noun.doc[noun.left_edge.i : noun.i + 1]:
            self._chains.several[token.i] = found
        if noun.dep_ == "pobj" and noun.head.head.lower_ in ("both", "two", "all"):
            self._chains.several[noun.head.head.i] = found  # "both of its neighbours"

    def _owner(self, noun: Token) -> str | None:
        """The country whose neighbour it is."""
        for child in noun.lefts:
            if child.dep_ == "poss":
                chains = self._chains.several.get(child.i) or (self._chains.chain_at(child.i),)
                return next((chain.country for chain in chains if chain is not None), None)
        return None

    def _distance(self, head: int, noun: Token) -> int:
        """The sentences between two words."""
        return self._chains.sentence[noun.i] - self._chains.sentence[head]

    def _beside(self, country: str, noun: Token) -> dict[Chain, int]:
        """The states named before the noun that border on the country, with their last mention; else the only other."""
        found: dict[Chain, int] = {}
        for mention, chain in reversed(self._chains.of.items()):
            state = self._chains.state(chain.country)
            if state is not None and state.country != country and mention.head < noun.i:
                found.setdefault(state, mention.head)
        near = {state: head for state, head in found.items() if state.country in _borders().get(country, ())}
        return near or (found if len(found) == 1 else {})
