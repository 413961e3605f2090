"""Who acts: from the noun phrases of a parsed article to actors with country, role and code."""

from dataclasses import replace

from sanudo_schema.actors import Actor
from sanudo_schema.identifiers import actor_iri

from .actor_tables import ActorTables, Entry
from .antecedents import Chain
from .coreference import resolve
from .homelands import locate
from .mentions import REGIONS, Finder
from .parsing import Parsed
from .phrases import Mention
from .pronouns import FIRST_PERSON
from .syntax import spread
from .tokens import Token

_RULES = {
    "state": "the state's name",
    "demonym": "demonym",
    "capital": "capital for the state",
    "seat": "seat or ministry for the state",
    "region": "region of the state",
    "regional": "people of the state's region",
    "city": "city of the state",
    "organisation": "table of organisations",
    "table": "table of people",
    "owner": "possessor or of-phrase",
    "place": "place of the group",
    "namesake": "the same noun elsewhere",
    "article": "the state the article is about",
    "sentence": "the state the sentence names",
    "person": "table of people",
}


def find_actors(parsed: Parsed, tables: ActorTables | None = None) -> "Cast":
    """The actors of one article: every noun phrase that denotes one, with coreference resolved.

    >>> from sanudo.articles.article import Article
    >>> from sanudo.coding.parsing import load_pipeline, parse
    >>> parsed = parse(Article(id="a", text="Russian Foreign Minister Sergey Lavrov visited Ankara."), load_pipeline())
    >>> [(a.name, a.code) for token in parsed.doc for a in find_actors(parsed).at(token) if token.text == "Lavrov"]
    [('Sergey Lavrov', 'RUSGOV')]
    """
    return Cast(parsed, tables or ActorTables.load())


class Cast:
    """The actors of one article, asked for by token.

    chains: every actor with its mentions, in the order of first mention.
    """

    def __init__(self, parsed: Parsed, tables: ActorTables) -> None:
        self._day = parsed.article.day
        self._parsed, self._tables = parsed, tables
        mentions = Finder(parsed, tables).mentions()
        self._chains = resolve(parsed, tables, mentions, self._day)
        self._quotes = _quotes(parsed, self._chains.tokens)
        self._speakers: dict[int, tuple[Actor, ...]] = {}
        locate(self._chains)
        self._known: dict[int, tuple[Actor, ...]] = {}
        self.chains: tuple[Chain, ...] = tuple(self._chains.all)

    # What callers ask

    def at(self, token: Token) -> tuple[Actor, ...]:
        """The actors that the noun phrase around the token denotes, () where it is no actor.

        "both leaders" and "they" may denote several; a relative pronoun denotes its antecedent's actors.
        """
        if token.i not in self._known:
            self._known[token.i] = self._find(token)
        return self._known[token.i]

    def _find(self, token: Token) -> tuple[Actor, ...]:
        if named := self._apposed(token):
            return named
        several = self._chains.several.get(token.i)
        if several:
            return tuple(self._actor(chain, token) for chain in several)
        mention = self._mention(token)
        if mention is not None:
            chain = self._chains.of.get(mention)
            owners = self._chains.several.get(mention.owner.head, ()) if mention.owner is not None else ()
            if chain is not None and chain.plural and len(owners) > 1 and all(owner.country for owner in owners):
                return tuple(self._of_each(chain, owner, mention) for owner in owners)
            return (self._actor(chain, mention),) if chain is not None else ()
        if token.tag_ in ("WP", "WDT", "WP$"):
            return self._relative(token)
        if token.lower_ in FIRST_PERSON:
            return self.speaker_of(token)
        return self._quantified(token)

    def _apposed(self, token: Token) -> tuple[Actor, ...]:
        """The persons named after a plural: "the ministers of the two rivals, A and B"."""
        if token.tag_ != "NNS":
            return ()
        for child in token.rights:
            if child.dep_ == "appos" and len(names := spread(child)) > 1:
                actors = [self.at(name) for name in names]
                if all(len(found) == 1 and found[0].kind == "person" for found in actors):
                    return tuple(found[0] for found in actors)
        return ()

    def generic(self, token: Token) -> Actor:
        """Any noun phrase as an object: kind "other", the state its own words name, its words as name."""
        doc = self._parsed.doc
        left, right = token.left_edge.i, _phrase_end(token)
        while left < token.i and doc[left].tag_ in ("DT", "PDT", "PRP$"):
            left += 1
        country = None
        for i in range(left, right):
            chain = self._chains.chain_at(i)
            if chain is not None and chain.country:
                country = chain.country
                break
        text = doc[token.left_edge.i : right].text
        name = doc[left:right].text or text
        return Actor(name=name, text=text, country=country, kind="other", id=actor_iri(name, country))

    def reason(self, token: Token) -> tuple[tuple[str, str], ...]:
        """Rule and words that set country, role and identity of the actor at the token, for a record's reasons."""
        mention = self._mention(token)
        chain = self._chains.of.get(mention) if mention is not None else None
        if chain is None:
            chains = self._chains.several.get(token.i, ())
            return tuple(("coreference", chain.name) for chain in chains)
        found = [(_RULES.get(rule, rule), words) for rule, words in [chain.reason or ("", "")] if words]
        title = next((m for m in chain.mentions if m.title and m.roles), None)
        if title is not None and title.title:
            found.append(("title", title.title))
        if mention is not chain.mentions[0] and mention is not None:
            found.append(
                ("pronoun" if mention.form == "pronoun" else "earlier mention", self._words(chain.mentions[0]))
            )
        return tuple(found)

    def is_place_like(self, token: Token) -> bool:
        """Whether the token names a place as a place ("in Moscow"), not as its state acting."""
        mention = self._mention(token)
        return mention is not None and self._chains.in_place(mention)

    def is_town(self, token: Token) -> bool:
        """Whether the token names a town, which may stand for its state or for where something takes place."""
        mention = self._mention(token)
        return mention is not None and bool(mention.entries) and mention.entries[0].kind in ("city", "capital")

    def speaker_of(self, token: Token) -> tuple[Actor, ...]:
        """Who speaks the direct quote the token stands in, () outside quotes or where nobody is named."""
        quote = next((q for q in self._quotes if q[0] <= token.i < q[1]), None)
        if quote is None:
            return ()
        if quote[0] not in self._speakers:
            self._speakers[quote[0]] = ()
            self._speakers[quote[0]] = self._speaker(*quote)
        return self._speakers[quote[0]]

    def together(self, token: Token) -> tuple[Token, ...]:
        """The heads of the phrases that the text joins with the token's by commas and "and", in order, itself included.

        Read off the words, for coordinations of titled names that the parse does not see.
        """
        mention = self._mention(token)
        if mention is None or mention.form == "pronoun":
            return (token,)
        found = [*self._neighbours(mention, back=True)[::-1], mention, *self._neighbours(mention, back=False)]
        doc = self._parsed.doc
        joined = {doc[m.start - 1].lower_ for m in found[1:]}
        return tuple(doc[m.head] for m in found) if "and" in joined else (doc[mention.head],)

    def _neighbours(self, mention: Mention, back: bool) -> list[Mention]:
        """The mentions next to it, one after the other, with only a comma or "and" between."""
        doc, covering, found = self._parsed.doc, self._chains.covering, [mention]
        while True:
            last = found[-1]
            i = last.whole - 1 if back else last.end
            step, seen = (-1 if back else 1), 0
            while 0 <= i < len(doc) and doc[i].lower_ in (",", "and") and seen < 2:
                i, seen = i + step, seen + 1
            other = covering.get(i) if seen and 0 <= i < len(doc) else None
            first, second = (other, last) if back else (last, other)
            if other is None or first is None or second is None or not self._coordinate(first, second):
                return found[1:]
            found.append(other)

    def _coordinate(self, first: Mention, second: Mention) -> bool:
        doc = self._parsed.doc
        a, b = doc[first.head], doc[second.head]
        if "pronoun" in (first.form, second.form) or first.same is second or second.same is first:
            return False
        if self._parsed.sentence_of[a.i] != self._parsed.sentence_of[b.i] or second.whole <= first.head:
            return False
        return not (b.dep_ in ("nsubj", "nsubjpass") and b.head is not a.head)

    def chain_of(self, token: Token) -> Chain | None:
        """The chain of the actor at the token, for those who compare actors rather than read them."""
        return self._chains.chain_at(token.i)

    # Actors

    def _mention(self, token: Token) -> Mention | None:
        return self._chains.covering.get(token.i)

    def _words(self, mention: Mention) -> str:
        return str(self._parsed.doc[mention.whole : mention.end].text)

    def _actor(self, chain: Chain, mention: Mention | Token) -> Actor:
        name = chain.name or "unknown"
        affiliation = next((m.affiliation for m in chain.mentions if m.affiliation is not None), None)
        kind = chain.kind if chain.kind in ("state", "person", "organisation", "group") else "other"
        return Actor(
            name=name,
            text=mention.text if isinstance(mention, Token) else self._words(mention),
            country=chain.country,
            code=_code(chain, affiliation),
            roles=chain.roles,
            title=chain.title or self._office(chain) if chain.kind == "person" else None,
            kind=kind,
            id=actor_iri(name, chain.country),
        )

    def _of_each(self, chain: Chain, owner: Chain, mention: Mention) -> Actor:
        """Those of one state among "officials from both countries"."""
        noun = self._parsed.doc[mention.head].text
        one = replace(chain, country=owner.country, name=f"{noun} of {owner.name}", code=None, mentions=[mention])
        return self._actor(one, mention)

    def _relative(self, token: Token) -> tuple[Actor, ...]:
        """The antecedent's actors, unless one of them is the subject of the relative clause itself."""
        antecedent = _antecedent(token)
        if antecedent is None:
            return ()
        chain = self._chains.chain_at(antecedent.i)
        if token.lower_ in ("who", "whom") and (chain is None or chain.kind in ("state", "other")):
            closed = self._closed_before(token)
            if closed is not None:
                return self.at(closed)
        rivals = [child for child in token.head.children if child.dep_ in ("nsubj", "nsubjpass") and child is not token]
        if chain is not None and any(self._chains.chain_at(rival.i) is chain for rival in rivals):
            return ()
        return self.at(antecedent)

    def _closed_before(self, token: Token) -> Token | None:
        """The head of the person's phrase that ends before the relative pronoun: "the mayor of Lyon, who"."""
        end = token.i - 1 if token.i and token.nbor(-1).text == "," else token.i
        around = (self._chains.at_head.get(i, ()) for i in range(max(0, end - 20), end))
        ending = [m for found in around for m in found if m.end == end and m.kind in ("person", "group")]
        return self._parsed.doc[min(ending, key=lambda m: m.start).head] if ending else None

    def _office(self, chain: Chain) -> str | None:
        """The title that the table of people knows, where the text gives none."""
        entry = chain.entry
        return entry.title if entry is not None and entry.kind == "person" and entry.holds(self._day) else None

    def _quantified(self, token: Token) -> tuple[Actor, ...]:
        """The actors inside "a group of students", "dozens of them", "11 of the prisoners"."""
        if token.lower_ not in self._tables.words["quantity"] and token.tag_ != "CD":
            return ()
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return self.at(inner)
        return ()

    def _speaker(self, start: int, end: int) -> tuple[Actor, ...]:
        """The subject of the reporting verb after or before the quote, else who spoke the quote before it."""
        doc, sentence, paragraph = self._parsed.doc, self._parsed.sentence_of, self._parsed.paragraphs
        after = [
            i
            for i in range(end, min(end + 14, len(doc)))
            if sentence[i] in (sentence[end - 1], sentence[min(end, len(doc) - 1)])
            and not (doc[i].is_sent_start and doc[i].text[0].isupper() and i > end + 1)
        ]
        if end + 1 < len(doc) and doc[end + 1].is_sent_start and doc[end + 1].text[0].isupper():
            after = [i for i in after if i <= end]
        before = [i for i in range(start - 1, max(start - 16, -1), -1) if sentence[start] - sentence[i] <= 1]
        for i in (*after, *before):
            if doc[i].lemma_ in self._tables.words["reporting"] and not self._in_quote(i):
                for child in doc[i].children:
                    actors = self.at(child) if child.dep_ == "nsubj" and not self._in_quote(child.i) else ()
                    if actors:
                        return actors
        earlier = [q for q in self._quotes if q[1] < start and paragraph[start] - paragraph[q[0]] <= 3]
        return self.speaker_of(doc[earlier[-1][0]]) if earlier else ()

    def _in_quote(self, i: int) -> bool:
        return any(start <= i < end for start, end in self._quotes)


def _code(chain: Chain, affiliation: Entry | None) -> str | None:
    """The CAMEO actor code: the table's, else country and roles, --- for an unknown country."""
    if chain.code:
        return chain.code
    region = affiliation.code if affiliation is not None and affiliation.noun in REGIONS else None
    belongs = affiliation is not None and (chain.country is None or chain.roles[:1] == affiliation.roles[:1])
    if affiliation is not None and affiliation.code and belongs and not region:
        return affiliation.code
    roles = "".join(role for role in chain.roles if len(role) == 3)
    if chain.country or region:
        return f"{chain.country or region}{roles}"
    if chain.roles[:1] in (("IGO",), ("NGO",)):
        return roles
    return f"---{roles}" if roles else None


def _quotes(parsed: Parsed, tokens: list[Token]) -> list[tuple[int, int]]:
    """The token ranges between straight double quotes, closed at the end of each paragraph."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    marks = [token.i for token in tokens if '"' in token.text or token.text in ("''", "``")]
    for i in marks:
        if opened is not None and parsed.paragraphs[opened - 1] != parsed.paragraphs[i]:
            end = next(n for n in range(opened, i + 1) if parsed.paragraphs[n] != parsed.paragraphs[opened - 1])
            found.append((opened, end))
            opened = None
        if opened is None:
            opened = i + 1
        else:
            found.append((opened, i))
            opened = None
    return found


def _antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    verb = token
    for _ in range(5):
        if verb.dep_ == "relcl":
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if verb.head is verb:
            break
        verb = verb.head
    before = token.nbor(-1) if token.i else token
    if before.text == "," and before.i:
        before = before.nbor(-1)
    return before if before.pos_ in ("PROPN", "NOUN") and token.lower_ in ("who", "whom", "whose") else None


def _phrase_end(token: Token) -> int:
    """The end of the noun phrase without its relative clauses and appositions."""
    end = token.i + 1
    for child in token.rights:
        if child.dep_ not in ("prep", "nummod", "case", "acl") or child.i != end:
            break
        end = child.right_edge.i + 1
    return end


__all__ = ["ActorTables", "Cast", "find_actors"]
