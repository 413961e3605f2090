"""Counts what a graph of events holds."""

from collections.abc import Mapping
from typing import NamedTuple

from sanudo.store.asking import ask
from sanudo.store.saved import saved_query

__all__ = ["Counts", "counts"]

_TOTALS = """
SELECT ?events ?facts ?merged_events ?articles ?publishers ?first_day ?last_day WHERE {
  { SELECT (COUNT(DISTINCT ?e) AS ?events) WHERE { ?e a snd:EventRecord } }
  { SELECT (COUNT(DISTINCT ?f) AS ?facts) WHERE { ?f a sem:Event, snd:EventRecord } }
  { SELECT (COUNT(DISTINCT ?m) AS ?merged_events) WHERE { ?m a snd:MergedEvent } }
  { SELECT (COUNT(DISTINCT ?a) AS ?articles) WHERE { ?a a schema:NewsArticle } }
  { SELECT (COUNT(DISTINCT ?p) AS ?publishers) WHERE { ?a schema:publisher ?p } }
  { SELECT (MIN(?d) AS ?first_day) (MAX(?d) AS ?last_day) WHERE { ?e snd:time/snd:earliest ?d } }
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
