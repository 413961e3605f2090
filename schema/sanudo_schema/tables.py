"""The data tables of the package: tab-separated, a `#` header with their sources, read when first asked for."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from .errors import UnknownCodeError

T = TypeVar("T")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/NAME.tsv`, each by column name; an empty cell is an empty string.

    >>> table("event_types")[0]
    {'prefix': '01', 'type': 'Statement'}
    """
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    head, *rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


def looked_up(index: Mapping[str, T], code: object, system: str, key: str | None = None) -> T:
    """The entry of that code (or of `key`, the form in which the index holds it); UnknownCodeError names near ones.

    >>> looked_up({"042": "visit"}, "042", "CAMEO")
    'visit'
    """
    wanted = code if key is None else key
    entry = index.get(wanted) if isinstance(wanted, str) else None
    if entry is None:
        raise UnknownCodeError(code, system, near_matches(str(wanted), index))
    return entry


def near_matches(code: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known codes most like it, best first: a lost leading zero, a shorter form, a slip.

    >>> near_matches("42", ["042", "024", "142", "0421"])
    ['042']
    """
    known = list(known)
    likely = [guess for guess in (f"0{code}", code.upper(), code[:-1]) if guess in known and guess != code]
    if likely:
        return likely
    from difflib import get_close_matches

    return get_close_matches(code, known, n=count, cutoff=0.6)
