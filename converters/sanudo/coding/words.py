"""The closed word lists of English grammar, read once from grammar.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Words = frozenset[str]


@dataclass(frozen=True)
class WordLists:
    """Word lists of the clause view and the status rules; grammar.toml says what each holds."""

    misread: Words
    hyphened: Words
    whole: Words
    light: Words
    undergo: Words
    stage: Words
    transparent: Words
    stages: Words
    means: Words
    quantities: Words
    inheriting: Words
    hosting: Words
    subject_control: Words
    bidding: Words
    owning: Words
    ends: Words
    disposed: Words
    giving: Words
    bids: Words
    naming: Words
    disputing: Words
    accusing: Words
    adjectival: Words
    claims: Words
    speaking: Words
    settings: Words
    happening: Words
    time_nouns: Words
    units: Words
    negations: Words
    negative_pronouns: Words
    conditionals: Words
    status_modifiers: dict[str, str]
    status_prepositions: dict[str, str]
    status_adverbs: dict[str, str]


@cache
def word_lists() -> WordLists:
    """The word lists that ship with the package.

    >>> word_lists().status_modifiers["planned"]
    'scheduled'
    """
    data = tomllib.loads((files("sanudo.coding") / "grammar.toml").read_text(encoding="utf-8"))
    plain = {name: frozenset(text.split()) for name, text in data.items() if isinstance(text, str)}
    by_status = {
        name: {word: status for status, text in table.items() for word in text.split()}
        for name, table in data.items()
        if isinstance(table, dict)
    }
    return WordLists(**plain, **by_status)  # type: ignore[arg-type]
