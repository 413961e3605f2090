"""Headlines In Title Case, put in the case that the parser was trained on, letter for letter.

Which words are names is told by the article's own text, else by the tables of actors, else by whether the word is
known to the pipeline as an ordinary one.
"""

import calendar
from collections.abc import Callable, Iterable, Sequence

from .actor_tables import ActorTables, pieces

LEAST = 3
"""Words of four letters or more, after the first, that a headline needs for its case to tell anything."""

Known = Callable[[str], bool]
_DAYS = frozenset((*calendar.day_name, *calendar.month_name)) - {"March", "May"}


def truecased(headline: Sequence[str], body: Iterable[str], known: Known) -> list[str]:
    """The words of a headline in sentence case, each as long as before; unchanged where its case is no title case.

    body: the words of the article's text, whose lower-case words are no names. known: whether a word in lower case is
    an ordinary one.

    >>> truecased("Turkey Accuses Greece Of Harassing Vellis".split(), [], lambda word: word != "vellis")
    ['Turkey', 'accuses', 'Greece', 'of', 'harassing', 'Vellis']
    """
    long = [word for word in headline[1:] if len(word) > 3 and word.isalpha()]
    if len(long) < LEAST or sum(word[0].isupper() for word in long) < 0.9 * len(long):
        return list(headline)
    written = list(body)
    lower, upper = {w for w in written if w.islower()}, {w for w in written if w[:1].isupper()}
    shouted = all(word.isupper() for word in long)
    named = _named(headline, known)

    def cased(i: int, word: str) -> str:
        small, title = word.lower(), word.capitalize()
        if word[0] == "'":
            return small
        if len(small) != len(word) or not small.isalpha() or (word.isupper() and not shouted):
            return word
        if i in named or title in _DAYS or i == 0:
            return word if named.get(i) or not shouted else title
        if small in lower or (known(small) and title not in upper):
            return small
        return title if shouted else word

    return [cased(i, word) for i, word in enumerate(headline)]


def _named(headline: Sequence[str], known: Known) -> dict[int, bool]:
    """Which words are part of a name in the tables of actors, or a title before one; True for an abbreviation."""
    tables = ActorTables.load()
    words = ["".join(pieces(word)) or word for word in headline]
    named: dict[int, bool] = {}
    people: set[int] = set()
    at = 0
    while at < len(words):
        end, entries = tables.names.longest(words, at)
        if end <= at + 1 and known(words[at]) and (not entries or entries[0].kind == "person"):
            titled = (
                at
                and len(words[at]) > 2
                and (words[at - 1] in tables.given or bool(tables.roles.longest(words, at - 1)[1]))
            )
            entries = entries if titled and words[at] in tables.surnames else ()
            end = at + 1 if titled and words[at] in tables.surnames else at
        elif words[at] in tables.given or words[at] in tables.surnames:
            end = max(end, at + 1)
        written = {word for entry in entries for word in entry.written.split()}
        named.update((i, headline[i].isupper() and headline[i] in written) for i in range(at, end))
        if end > at and (not entries or entries[0].kind == "person"):
            people.update(range(at, end))
        at = max(end, at + 1)
    for i in sorted(people, reverse=True):
        start = i
        while start and start - 1 not in named and tables.roles.longest(words[:i], start - 1)[1]:
            start -= 1
        named.update((title, False) for title in range(start, i) if title not in named)
    return named
