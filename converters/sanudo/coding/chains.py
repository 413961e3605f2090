"""Chains of mentions that denote one actor, with its name, state, roles and title."""

import re
from dataclasses import replace

from .actor_tables import Entry, pieces
from .antecedents import Antecedents, Chain
from .elements import PEOPLES
from .mentions import REGIONS
from .phrases import Mention


class Chains(Antecedents):
    """The chains of an article, built mention by mention in the order of the text."""

    def place(self, mention: Mention, apposed: Mention | None) -> None:
        """Add the mention to the chain it belongs to; apposed: the mention that stands in apposition to it."""
        mention.entries = mention.entries or self._half(mention)
        self._serve(mention)
        if mention.same is not None and mention.same in self.of:
            chain = self.of[mention.same]
            if mention.form == "name":
                named = self.by_name(mention)
                chain = self._merge(named, chain) if named is not None and named is not chain else chain
        elif mention.form == "name":
            chain = self.by_name(mention) or self._by_office(mention) or self._new(mention)
        else:
            chain = (None if apposed else self._by_noun(mention)) or self._new(mention)
        self._join(chain, mention)
        if mention.shared:
            self._distribute(mention)

    def _serve(self, mention: Mention) -> None:
        """Colour a neutral noun by the organisation that "its" stands for ("Hamas ... its leader")."""
        holder = self.several.get(mention.start, ())[:1] if mention.form == "nominal" and "n" in mention.flags else ()
        if holder and holder[0].kind in ("organisation", "group") and holder[0].roles:
            mention.roles = holder[0].roles
            if holder[0].code and holder[0].entry is not None:
                mention.affiliation = mention.affiliation or holder[0].entry

    def _distribute(self, mention: Mention) -> None:
        """Bind "US and Chinese officials" to the officials of each."""
        chains = []
        for other in mention.shared:
            entry = self._entry(other)
            country = entry.country if entry is not None else None
            copy = replace(mention, country=country, reason=("shared", other.name), shared=[], entries=(), owner=None)
            copy.affiliation = entry if entry is not None and entry.kind == "organisation" else mention.affiliation
            chain = (self._by_noun(copy) if country else None) or self._new(copy)
            words = str(self.parsed.doc[mention.core or self._bare(mention) : mention.head + 1].text)
            if not chain.mentions:
                before = bool(mention.core)
                chain.name = f"{other.name} {words}" if before else f"{words} {self._between(mention)} {other.name}"
            self._join(chain, copy)
            chains.append(chain)
        main = self.of[mention]
        chains = [*chains, main] if mention.core else [main, *chains]
        for i in range(mention.start, mention.end):
            if self.covering.get(i) is mention:
                self.several[i] = tuple(dict.fromkeys(chains))

    def _between(self, mention: Mention) -> str:
        return self.tokens[mention.head + 1].text

    def _new(self, mention: Mention) -> Chain:
        chain = Chain()
        self.all.append(chain)
        return chain

    def _merge(self, into: Chain, other: Chain) -> Chain:
        for mention in other.mentions:
            self._join(into, mention)
        self.all.remove(other)
        self._order.pop(other, None)
        return into

    def _join(self, chain: Chain, mention: Mention) -> None:
        self.add(chain, mention)
        if mention.form == "nominal":
            chain.holder = chain.holder or self._holder(mention)
            chain.heads.add(self.tokens[mention.head].lemma_.lower())
            chain.words.update(pieces(self.phrase(mention)))
        entry = self._entry(mention)
        if chain.entry is None and entry is not None:
            chain.entry = entry
        self._take_name(chain, mention, entry)
        self._take_state(chain, mention, entry)
        if mention.noun:
            chain.nouns.add(mention.noun)
        if mention.title and (not chain.title or (mention.form == "name" and self._poor(chain))):
            chain.title = mention.title
        chain.gender = chain.gender or mention.gender or self._gender(chain)
        chain.plural = mention.plural if len(chain.mentions) == 1 else chain.plural
        chain.aliases.update(pieces(alias) for alias in mention.aliases)

    def _poor(self, chain: Chain) -> bool:
        """Whether the title so far is no office of its own: "counterpart", or a headline's capitals."""
        first = (chain.title or "").split()[:1]
        return bool(first) and ((len(first[0]) > 3 and first[0].isupper()) or "counterpart" in chain.nouns)

    def _take_name(self, chain: Chain, mention: Mention, entry: Entry | None) -> None:
        if entry is not None and entry.kind != "person":
            people = entry.kind in PEOPLES and self._is_people(mention)
            kind = entry.kind
            chain.kind = {"state": "state", "capital": "state", "demonym": "state"}.get(kind, "organisation")
            if entry.noun in REGIONS:
                chain.kind = "group"
            if kind in ("region", "city", "regional"):
                chain.kind = "other"
            if people:
                chain.kind, chain.plural = "group", True
            chain.name = chain.name if chain.named else mention.name if people else entry.name
            chain.named = True
            chain.key = self._key(mention, entry)
            self._keyed.setdefault(chain.key, chain)
            if entry.code:
                chain.code = chain.code or entry.code
            chain.roles = chain.roles or entry.roles
            if entry.noun:
                chain.nouns.add(entry.noun)
            return
        if mention.form == "name" and pieces(mention.name) not in chain.aliases:
            if not chain.named or len(pieces(mention.name)) > len(pieces(chain.name)):
                chain.name, chain.named = mention.name, True
            if entry is not None and len(pieces(chain.name)) < 2:
                chain.name = entry.name
        if mention.kind != "other" and (chain.kind == "other" or mention.form == "name"):
            chain.kind = mention.kind
        if not chain.name:
            chain.name = self.phrase(mention)
        bygone = bool(set(pieces(mention.title or "")[:1]) & self.tables.words["former"])
        titled = mention.form == "name" and mention.title and not bygone
        if mention.roles and (not chain.roles or chain.looked_up or titled):
            chain.roles, chain.looked_up = mention.roles, False
        if entry is not None and not chain.roles:
            chain.roles, chain.looked_up = entry.roles, True
        if chain.kind == "other" and mention.form == "name" and self._looks_person(mention):
            chain.kind = "person"

    def phrase(self, mention: Mention) -> str:
        """The mention's words without articles, numbers and quantities before them."""
        return re.sub(r" ?\([^()]*\)", "", str(self.parsed.doc[self._bare(mention) : mention.end].text))

    def _bare(self, mention: Mention) -> int:
        """Where the phrase begins without articles, numbers and quantities."""
        start, plain = mention.whole, self.tables.words["quantity"]
        while start < mention.head and self.tokens[start + 1].text != "-":
            token = self.tokens[start]
            if token.tag_ not in ("DT", "PDT", "PRP$", "CD", "JJR") and token.lower_ not in plain:
                break
            start += 1
        return start

    def _looks_person(self, mention: Mention) -> bool:
        words = pieces(mention.name)
        if not words or words[-1] in self.tables.words["nonactor"]:
            return False
        if words[0] in self.tables.given and len(words) < 6:
            return True
        token = self.tokens[mention.head]
        acts = token.dep_ in ("nsubj", "poss") and token.head.lemma_ in self.tables.words["personal"]
        return acts and not mention.name.isupper()

    def _gender(self, chain: Chain) -> str:
        if chain.kind not in ("person", "other"):
            return ""
        if chain.entry is not None and chain.entry.gender:
            return chain.entry.gender
        words = pieces(chain.name)
        if len(words) > 1:
            return self.tables.given.get(words[0], "")
        return ""

    def _take_state(self, chain: Chain, mention: Mention, entry: Entry | None) -> None:
        holder = self.several.get(mention.start) if mention.form == "nominal" else None
        placed = mention.reason is not None and mention.reason[0] == "place"
        if holder and holder[0].country and placed and chain.country is None:
            chain.country, chain.reason = holder[0].country, ("owner", holder[0].name)
            return
        if chain.country is not None and not (
            chain.reason and chain.reason[0] in ("table", "article") and mention.country
        ):
            return
        if mention.country:
            chain.country, chain.reason = mention.country, mention.reason
            return
        owner, state = mention.owner, None
        if owner is not None and not (
            entry is not None and entry.kind in ("state", "capital")
        ):  # "Israel's ally Egypt"
            state = self._owner_state(mention)
            words = str(self.parsed.doc[owner.whole : owner.end].text)
        elif mention.form == "nominal" and mention.start in self.several:
            state, words = self.several[mention.start][0].country, self.several[mention.start][0].name
        if state:
            chain.country, chain.reason = state, ("owner", words)
        elif entry is not None and entry.country:
            chain.country, chain.reason = (
                entry.country,
                ("table" if entry.kind == "person" else entry.kind, mention.name),
            )
