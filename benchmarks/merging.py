"""Times merging: made-up reports of made-up events, and adding one article to them.

    python benchmarks/merging.py [--records 100000] [--days 365]

Half of the events are reported once, the others by up to eight papers, four records an article; the same each time.
Processor seconds on one core, since the work uses no more.
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sanudo.merging import Merged, merge_records
from sanudo_schema import AnyEvent, actor_iri, codes, make_record

KINDS = {"Meeting": "040", "Visit": "042", "Statement": "010", "Demand": "100", "Fight": "190", "Allegation": "112"}
WORDS = [
    first + second
    for first in ("bor", "har", "tra", "ves", "gra", "mil")
    for second in ("dern", "bour", "sels", "tary", "ding", "nary")
]
GOAL = 60.0


def made_up(count: int, days: int, seed: int = 1) -> list[AnyEvent]:
    """So many records: events of a year between 120 states, of which the larger are in the news more often."""
    chance = random.Random(seed)  # noqa: S311
    states = codes.countries()[:120]
    weights = [1 / (rank + 1) for rank in range(len(states))]
    records: list[AnyEvent] = []
    while len(records) < count:
        happening = _happening(chance, chance.choices(states, weights, k=2), days)
        for _ in range(1 if chance.random() < 0.5 else chance.randint(2, 8)):
            records.append(_report(happening, len(records), chance))
    return records[:count]


def _happening(chance: random.Random, dyad: list[Any], days: int) -> dict[str, Any]:
    def actor(entry: Any) -> dict[str, Any]:
        if chance.random() < 0.4:
            return {"name": entry.name, "country": entry.iso3, "kind": "state", "id": actor_iri(entry.name, entry.iso3)}
        name = f"Minister {entry.iso3.title()}{chance.randint(1, 5)}"
        return {"name": name, "country": entry.iso3, "kind": "person", "id": actor_iri(name, entry.iso3)}

    day = date(2024, 1, 1) + timedelta(days=chance.randrange(days))
    kind = chance.choice(list(KINDS))
    return {"type": kind, "day": day, "actors": [actor(entry) for entry in dyad], "words": chance.sample(WORDS, 9)}


def _report(happening: dict[str, Any], number: int, chance: random.Random) -> AnyEvent:
    article = f"{number * 7919 % 25000}.txt"
    source, target = happening["actors"]
    text = f"{source['name']} and {target['name']}: " + " ".join(chance.sample(happening["words"], 7))
    day = happening["day"]
    fields: dict[str, Any] = {"claim": {"text": text}} if happening["type"] == "Allegation" else {}
    if chance.random() < 0.7:
        fields["time"] = {"edtf": day.isoformat(), "basis": "relative"}
    published = day + timedelta(days=chance.randint(0, 2))
    return make_record(
        happening["type"],
        id=f"https://w3id.org/sanudo/id/event/{number:020x}",
        cameo=KINDS[happening["type"]],
        sources=[source],
        targets=[target],
        mentions=[{"article": article, "sentence": 0, "start": 0, "end": len(text), "text": text}],
        reasons=[{"field": field, "rule": "made up"} for field in ("type", "status", "time")],
        confidence=0.8,
        articles=[{"id": article, "title": text, "published": published, "publisher": f"Paper {number % 50}"}],
        **fields,
    )


def processor(work: Callable[[], Merged]) -> tuple[float, Merged]:
    """Processor seconds of the work, and what came of it."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def main() -> None:
    """Make the records, merge them, add one article, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    given = parser.parse_args()
    records = made_up(given.records, given.days)
    seconds, merged = processor(lambda: merge_records(records))
    several = sum(len(event.records) > 1 for event in merged.events)
    print(f"{len(records):,} records, {len(merged.events):,} events, {several:,} told by several reports")
    print(f"{merged.compared:,} pairs compared")
    print(f"merged in {seconds:.1f} s (goal {GOAL:.0f} s)")
    last = records[-1].mentions[0].article
    before = merge_records(record for record in records if record.mentions[0].article != last)
    seconds, after = processor(lambda: merge_records(records, before=before.events))
    same = "the same" if after.events == merged.events else "ANOTHER RESULT"
    print(f"one article added in {seconds:.1f} s, {after.compared:,} pairs compared, {same}")


if __name__ == "__main__":
    main()
