"""Counts what a graph of events holds."""

from collections.abc import Mapping
from typing import NamedTuple

from sanudo.store.asking import ask
from sanudo.store.saved import saved_query

__all__ = ["Counts", "counts"]

_TOTALS = """
SELECT (COUNT(DISTINCT ?e) AS ?events) (COUNT(DISTINCT ?f) AS ?facts) (COUNT(DISTINCT ?a) AS ?articles)
       (COUNT(DISTINCT ?p) AS ?publishers) (MIN(?d) AS ?first_day) (MAX(?d) AS ?last_day) WHERE {
  { ?e a snd:EventRecord }
  UNION { ?f a sem:Event }
  UNION { ?a a schema:NewsArticle }
  UNION { ?article schema:publisher ?p }
  UNION { ?event snd:time/snd:earliest ?d }
}
"""


class Counts(NamedTuple):
    """Totals by name, and the number of events of each type and status."""

    totals: Mapping[str, str]
    events: tuple[Mapping[str, str], ...]


def counts(target: object) -> Counts:
    """The counts of a store, a file or folder of events, or an endpoint."""
    (totals,) = ask(target, _TOTALS).rows
    named = {name.replace("_", " "): value for name, value in totals.items()}
    return Counts(named, ask(target, saved_query("events-by-type")).rows)
