"""Numbers and what they count, as a sentence tells them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

__all__ = ["quantities"]

_COUNTED = re.compile(r"(?<![\w.,-])(?P<number>\d{1,3}(?:,\d{3})+|\d+|[a-z]+)(?=\s+(?P<noun>[a-z]{3,})(?![\w-]))")


@cache
def _words() -> tuple[dict[str, str], frozenset[str]]:
    data = tomllib.loads(files("sanudo.merging").joinpath("merging.toml").read_text("utf-8"))["words"]
    return {word: str(value) for value, word in enumerate(data["numbers"].split(), start=2)}, frozenset(
        data["uncounted"].split()
    )


def quantities(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is counted and how many, in digits; years, dates and times left out.

    >>> list(quantities(["Shelling killed twelve people and 1,500 soldiers fled on 3 March."]))
    [('people', '12'), ('soldiers', '1500')]
    """
    numbers, uncounted = _words()
    for text in texts:
        for match in _COUNTED.finditer(text.lower()):
            number = match["number"].replace(",", "")
            number = number if number.isdecimal() else numbers.get(number, "")
            if number and match["noun"] not in uncounted and not re.fullmatch(r"(?:19|20)\d\d", match["number"]):
                yield match["noun"], number
