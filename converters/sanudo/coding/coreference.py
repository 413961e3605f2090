"""Which mentions of an article denote the same actor."""

from datetime import date

from .actor_tables import ActorTables
from .chains import Chains
from .neighbours import Neighbours
from .parsing import Parsed
from .phrases import Mention
from .pronouns import Pronouns


def resolve(parsed: Parsed, tables: ActorTables, mentions: list[Mention], day: date | None) -> Chains:
    """The chains of the mentions and of the pronouns between them; day: when the article appeared."""
    chains = Chains(parsed, tables, mentions, day)
    pronouns, neighbours = Pronouns(chains), Neighbours(chains)
    partner = {mention.same: mention for mention in mentions if mention.same is not None}
    for token in chains.tokens:
        for mention in sorted(chains.at_head.get(token.i, ()), key=lambda m: (m.start, m.end)):
            if mention.form == "name" or not (pronouns.pair(mention) or pronouns.vague(mention)):
                chains.place(mention, partner.get(mention))
        if token.pos_ == "PRON" or token.tag_ == "PRP$" or token.lower_ in ("both", "two"):
            pronouns.resolve(token)
        neighbours.bind(token)
    for token in chains.tokens:
        if token.tag_ in ("PRP", "PRP$"):
            pronouns.spoken_of(token)
    return chains
