"""Times the graph: writing beside rdflib, memory of writing, loading a million triples, every saved query.

    python benchmarks/graph.py [--records 2000] [--triples 1000000]

Events are made up, the same each time: 200 countries, five years, 50 publishers. Processor seconds for writing, since
both writers use one core; wall-clock and processor seconds for loading and asking, process start included.
"""

import argparse
import io
import random
import resource
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import rdflib

from sanudo.formats import FORMATS
from sanudo.interchange import to_rdflib
from sanudo.store import ask, saved_queries
from sanudo.store.loading import load
from sanudo_schema import AnyEvent, actor_iri, codes, event_iri, make_record

KINDS = ["Meeting", "Visit", "Statement", "Support", "Demand", "Fight", "Aid", "Allegation", "Denial"]
STATUSES = ["occurred"] * 6 + ["scheduled", "possible", "alleged", "cancelled"]
GOALS = {"nq": 20, "turtle": 20, "load": 10.0, "query": 1.0}


def made_up(count: int, seed: int = 1) -> Iterator[AnyEvent]:
    """So many events, four an article, with the evidence and reasons that coding gives."""
    chance = random.Random(seed)  # noqa: S311
    states = [_state(entry) for entry in codes.countries()[:200]]
    common = [entry.code for entry in codes.cameo_codes() if len(entry.code) == 3]
    for number in range(count):
        article = f"{number // 4}.txt"
        day = date(2020, 1, 1) + timedelta(days=number // 4 * 7919 % (5 * 365))
        source, target = chance.sample(states, 2)
        text = f"{source['name']} dealt with {target['name']} on the matter of the day."
        kind, status = chance.choice(KINDS), chance.choice(STATUSES)
        span = {"start": 0, "end": len(text), "text": text}
        yield make_record(
            kind,
            id=event_iri(article, kind, (number,)),
            status=status,
            cameo=chance.choice(common),
            sources=[source],
            targets=[target],
            time={"edtf": day.isoformat(), "text": "on the day", "basis": "relative"},
            mentions=[{"article": article, "sentence": number % 4, **span, "trigger": "dealt", "frame": "deal"}],
            reasons=[{"field": field, "rule": "made up", **span} for field in ("type", "status", "time")],
            confidence=round(chance.random(), 2),
            articles=[{"id": article, "title": article, "published": day, "publisher": f"Paper {number // 4 % 50}"}],
            **({"denies": event_iri(article, kind, (number - 1,))} if kind == "Denial" else {}),
        )


def _state(entry: Any) -> dict[str, Any]:
    code = entry.iso3
    return {"name": entry.name, "country": code, "code": code, "kind": "state", "id": actor_iri(entry.name, code)}


def processor(work: Callable[[], object]) -> float:
    """Processor seconds of the work; the better of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def by_rdflib(records: list[AnyEvent], form: str) -> bytes:
    """The records as an rdflib graph, serialised; Turtle from a plain graph, as rdflib is quicker with one."""
    dataset = to_rdflib(records)
    if form == "nquads":
        return dataset.serialize(format=form, encoding="utf-8")
    graph = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple)
    return graph.serialize(format=form, encoding="utf-8")


def writing(records: list[AnyEvent]) -> None:
    """Prints what writing takes in each format, beside rdflib."""
    stream = io.BytesIO()
    FORMATS["nt"].write(records, stream)
    triples = stream.getvalue().count(b"\n")
    print(f"writing {len(records):,} records, {triples:,} triples (processor seconds)")
    for name in ("nq", "turtle", "nt", "trig", "rdfxml", "jsonld"):
        ours = processor(partial(_written, name, records))
        line = f"  {name:8} {ours:6.2f} s {triples / ours:12,.0f} triples/s"
        if name in GOALS:
            start = time.process_time()
            by_rdflib(records, {"nq": "nquads"}.get(name, name))
            theirs = time.process_time() - start
            line += f"   rdflib {theirs:6.2f} s: {theirs / ours:5.1f} times as fast (goal {GOALS[name]})"
        print(line)


def _written(name: str, records: list[AnyEvent]) -> None:
    FORMATS[name].write(records, io.BytesIO())


class Nowhere(io.RawIOBase):
    """A stream that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


def memory() -> None:
    """Prints the peak memory of writing few and many records."""
    print("memory of writing N-Quads (peak of Python's own)")
    for count in (1_000, 4_000):
        tracemalloc.start()
        FORMATS["nq"].write(made_up(count), Nowhere())  # type: ignore[arg-type]
        print(f"  {count:6,} records {tracemalloc.get_traced_memory()[1] / 2**20:6.1f} MiB")
        tracemalloc.stop()


def store_of(triples: int, folder: Path) -> Path:
    """A store of about so many triples; prints what loading takes."""
    file, store = folder / "events.nq", folder / "kg"
    with file.open("wb") as stream:
        FORMATS["nq"].write(made_up(triples // 73), stream)
    with file.open("rb") as stream:
        count = sum(1 for _ in stream)
    start, busy = time.perf_counter(), time.process_time()
    load([file], store)
    took, busy = time.perf_counter() - start, time.process_time() - busy
    goal = GOALS["load"] * count / 1e6
    print(f"loading {count:,} quads: {took:.1f} s, of the processor {busy:.1f} s (goal {goal:.1f})")
    return store


def children() -> float:
    """Processor seconds of the processes that ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def asking(store: Path) -> None:
    """Prints what each saved query takes on the store, in a process of its own."""
    given = {"country": "RUS", "one": "FRA", "other": "DEU", "family": "04"}
    (row,) = ask(store, "SELECT ?e { ?e a snd:Meeting } LIMIT 1").rows
    given["event"] = row["e"]
    print("saved queries (seconds, of the processor, rows; goal under 1 s)")
    slowest = 0.0
    for name, query in saved_queries().items():
        wanted = {parameter.name for parameter in query.parameters}
        start, busy = time.perf_counter(), children()
        found = ask(store, query, terms=query.terms({key: given[key] for key in wanted & given.keys()}))
        took, busy = time.perf_counter() - start, children() - busy
        slowest = max(slowest, took)
        print(f"  {name:26} {took:5.2f} {busy:5.2f} {len(found.rows):8,}")
    print(f"  slowest {slowest:.2f}")


def main() -> None:
    """Run them all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--records", type=int, default=2000)
    options.add_argument("--triples", type=int, default=1_000_000)
    chosen = options.parse_args()
    writing(list(made_up(chosen.records)))
    memory()
    with tempfile.TemporaryDirectory() as folder:
        asking(store_of(chosen.triples, Path(folder)))


if __name__ == "__main__":
    main()
