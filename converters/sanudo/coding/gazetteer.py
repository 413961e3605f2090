"""Places by name: countries, subdivisions, towns of 15,000 people and more, seats, sites, waters and areas.

Towns and their coordinates come from GeoNames (CC BY 4.0), the rest from the tables named in each data file's header.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from sanudo_schema.codes import countries

__all__ = ["Entry", "Gazetteer", "fold", "load_gazetteer"]

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"})
_GENITIVE = re.compile(r"['’]s\b")
_QUOTES = re.compile(r"[‘’ʻʼ'`.]")


class Entry(NamedTuple):
    """A place: kind is country, region, area, water, site or town; population 0 where it is not known.

    usual: whether the name looked up is its usual one. exact: whether the name is an abbreviation, written in capitals.
    sure: whether the name alone shows that the place is meant (not so for towns and lesser subdivisions).
    """

    name: str
    kind: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    population: int = 0
    usual: bool = True
    exact: bool = False
    sure: bool = True


@dataclass
class Gazetteer:
    """Entries by folded name. Towns are kept as lines of their file until one is asked for."""

    places: dict[str, list[Entry]] = field(default_factory=dict)
    towns: dict[str, list[str]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)  # first word of several -> words of the longest such name
    demonyms: dict[str, str] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()

    def look_up(self, key: str) -> list[Entry]:
        """Every place of that folded name.

        >>> [(e.name, e.country) for e in load_gazetteer().look_up("kilis")][0]
        ('Kilis', 'TUR')
        """
        return [*self.places.get(key, ()), *(_town(line, key) for line in self.towns.get(key, ()))]

    def begins(self, word: str) -> bool:
        """Whether a name known begins with the word."""
        return word in self.lengths or word in self.places or word in self.towns

    def longest(self, words: list[str]) -> int:
        """How many of the first words make up the longest name known, 0 if none does."""
        for size in range(min(self.lengths.get(words[0], 1), len(words)), 0, -1):
            key = " ".join(words[:size])
            if key in self.places or key in self.towns:
                return size
        return 0


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name as names are compared: lower-case Latin letters, no accents, quotes or hyphens, St as Saint.

    >>> fold("Reyhanlı"), fold("St-Étienne"), fold("U.S.")
    ('reyhanli', 'saint etienne', 'us')
    """
    lower = name.lower()
    if not lower.isascii():
        plain = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
        lower = "".join(c for c in plain if not unicodedata.combining(c))
    words = _QUOTES.sub("", _GENITIVE.sub(" s", lower.replace("-", " "))).split()
    return " ".join("saint" if word == "st" else word for word in words)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, read once."""
    found = Gazetteer()
    for names, entry in _named():
        for number, name in enumerate(n for n in names if n):
            key = fold(name)
            variant = entry._replace(usual=number == 0, exact=name.replace(".", "").isupper() and len(name) < 6)
            found.places.setdefault(key, [])
            if not any(e.country == entry.country for e in found.places[key]):
                found.places[key].append(variant)
            if " " in key:
                _lengthen(found.lengths, key)
    for line in _lines("places_cities.tsv"):
        for key in line.split("\t", 2)[1].split("|"):
            found.towns.setdefault(key, []).append(line)
            if " " in key:
                _lengthen(found.lengths, key)
    for row in _rows("actor_countries.tsv"):
        for words in (row["demonyms"], row["people"]):
            found.demonyms.update((fold(word), row["country"]) for word in words.split("|") if word)
    found.organisations = frozenset(
        fold(name)
        for row in _rows("actor_organisations.tsv")
        for name in (row["name"], *row["names"].split("|"))
        if name
    )
    found.given_names = frozenset(fold(name) for row in _rows("given_names.tsv") for name in row["names"].split("|"))
    return found


def _lengthen(lengths: dict[str, int], key: str) -> None:
    words = key.split(" ")
    lengths[words[0]] = max(lengths.get(words[0], 1), len(words))


def _named() -> Iterator[tuple[list[str], Entry]]:
    """Names and entries of countries, sites and regions, in the order in which they shadow each other."""
    for row in _rows("places_sites.tsv"):
        at = [float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")]
        entry = Entry(row["name"], row["kind"], row["country"] or None, at[0], at[1])
        yield [row["name"], *row["names"].split("|")], entry
    for country in countries():
        yield [country.name, *country.names], Entry(country.name, "country", country.iso3)
    for row in _rows("actor_countries.tsv"):  # under these names a state is called by the name used: the Soviet Union
        for name in (row["name"], *row["names"].split("|")):
            yield [name], Entry(name.removeprefix("The "), "country", row["country"])
    for row in _rows("places_regions.tsv"):
        yield [row["name"]], Entry(row["name"], "region", row["country"], sure=False)


def _town(line: str, key: str) -> Entry:
    name, keys, country, latitude, longitude, geonames, population = line.split("\t")
    usual = keys.partition("|")[0] == key
    return Entry(
        name, "town", country, float(latitude), float(longitude), int(geonames), int(population), usual, sure=False
    )


def _lines(name: str) -> list[str]:
    text = (files(__package__) / "data" / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"][1:]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files(__package__) / "data" / name).read_text("utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line and line[0] != "#"]
    header = lines[0]
    for line in lines[1:]:
        yield dict(zip(header, line + [""] * (len(header) - len(line)), strict=False))
