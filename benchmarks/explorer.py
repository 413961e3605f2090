"""Times the explorer: a page of made-up events, written and opened in a headless browser.

    python benchmarks/explorer.py [--events 20000] [--keep page.html]

Needs playwright and chromium. Printed: seconds to write the page and its size; then, in the browser, milliseconds until
the first paint, until the events are drawn, until all is read, and until a filter, search, sort and view is done.
"""

import argparse
import random
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sanudo.explorer import Told, write_page
from sanudo_schema import AnyEvent, actor_iri, codes, make_record

KINDS = {"Meeting": "040", "Visit": "042", "Statement": "010", "Demand": "100", "Fight": "190", "Protest": "141"}
STATUSES = ("occurred", "occurred", "occurred", "ongoing", "scheduled", "possible", "negated", "alleged")
WORDS = ("talks", "troops", "trade", "minister", "ceasefire", "harbour", "treaty", "envoy", "council", "water", "aid")


def made_up(count: int, seed: int = 1) -> list[AnyEvent]:
    """So many records of two years between 120 states, every tenth an allegation and the next its denial."""
    chance = random.Random(seed)  # noqa: S311
    states = codes.countries()[:120]
    weights = [1 / (rank + 1) for rank in range(len(states))]
    towns = [(f"Town {n}", state, chance.uniform(-50, 65), chance.uniform(-120, 140)) for n, state in enumerate(states)]
    records: list[AnyEvent] = []
    denied: str | None = None
    for number in range(count):
        kind = "Denial" if denied else "Allegation" if number % 10 == 0 else chance.choice(list(KINDS))
        one = _record(number, kind, chance, chance.choices(states, weights, k=2), chance.choices(towns, weights)[0])
        records.append(one if denied is None else one.model_copy(update={"denies": denied}))
        denied = one.id if kind == "Allegation" else None
    return records


def _record(number: int, kind: str, chance: random.Random, dyad: list[Any], town: Any) -> AnyEvent:
    actors = []
    for state in dyad:
        name = state.name if chance.random() < 0.5 else f"Minister {state.iso3.title()}{chance.randint(1, 9)}"
        sort = "state" if name == state.name else "person"
        actors.append({"name": name, "country": state.iso3, "kind": sort, "id": actor_iri(name, state.iso3)})
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(730))
    begin = f"{actors[0]['name']} told {actors[1]['name']} of "
    text = begin + " and ".join(chance.choices(WORDS, k=12)) + "."
    printed = date(2024, 1, 1) + timedelta(days=number // 4 * 7 % 730)
    span = {"start": 4000, "end": 4000 + len(text)}
    why = {"sources": 0, "targets": len(actors[0]["name"]) + 6, "time": len(begin)}
    reasons = [
        {"field": field, "rule": "made up", "text": text[at : at + 5], "start": 4000 + at, "end": 4005 + at}
        for field, at in why.items()
    ] + [{"field": field, "rule": "made up for measuring"} for field in ("status", "cameo", "place")]
    article = f"paper-{number // 4 % 40}/{number // 4}.txt"
    fields: dict[str, Any] = {"claim": {"text": text[:60]}} if kind in ("Allegation", "Denial") else {}
    if chance.random() < 0.4:
        name, state, latitude, longitude = town
        fields["place"] = {"name": name, "country": state.iso3, "latitude": latitude, "longitude": longitude}
    if chance.random() < 0.7:
        fields["time"] = {"edtf": day.isoformat(), "basis": "relative", "text": "on Monday"}
    return make_record(
        kind,
        id=f"https://w3id.org/sanudo/id/event/{number:020x}",
        status="occurred" if kind in ("Allegation", "Denial") else chance.choice(STATUSES),
        cameo={"Allegation": "112", "Denial": "016"}.get(kind) or KINDS[kind],
        sources=actors[:1],
        targets=actors[1:],
        mentions=[{"article": article, "sentence": 30, "text": text, "trigger": "told", "frame": "tell", **span}],
        reasons=reasons,
        confidence=round(chance.uniform(0.3, 1), 3),
        articles=[
            {
                "id": article,
                "title": f"Dispatch {number // 4}",
                "published": printed,
                "publisher": f"Paper {number // 4 % 40}",
            }
        ],
        **fields,
    )


DRAWN = "() => performance.getEntriesByName('drawn').length > 0"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
MARK = "() => performance.getEntriesByName('drawn')[0].startTime"
READ = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
STEP = """(work) => new Promise((done) => {
    const begun = performance.now();
    eval(work);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))));
})"""
SEARCH = "const s = document.getElementById('search'); s.value = '{}'; s.dispatchEvent(new Event('input'))"
STEPS = {
    "filter": "document.querySelector('#facet-type input').click()",
    "search": SEARCH.format("troops"),
    "search again": SEARCH.format("harb"),
    "clear": "document.getElementById('clear').click()",
    "sort": "document.querySelector('[data-column=who]').click()",
    "network": "document.getElementById('tab-actors').click()",
    "map": "document.getElementById('tab-places').click()",
    "threads": "document.getElementById('tab-stories').click()",
}


def opened(page: Path) -> dict[str, float]:
    """Milliseconds of the browser, by what they were for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        tab.goto(page.as_uri(), wait_until="commit")
        tab.wait_for_function(DRAWN)
        found = {"first paint": tab.evaluate(PAINT), "events drawn": tab.evaluate(MARK)}
        tab.wait_for_load_state("load")
        found["all read"] = tab.evaluate(READ)
        found |= {name: tab.evaluate(STEP, work) for name, work in STEPS.items()}
        browser.close()
    return found


def main() -> None:
    """Make the events, write the page, open it, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    told = [Told(record, (record,)) for record in made_up(given.events)]
    page = given.keep or Path(tempfile.mkdtemp()) / "page.html"
    begun = time.process_time()
    with page.open("wb") as stream:
        write_page(told, stream, title="Made up")
    seconds = time.process_time() - begun
    print(f"{given.events:,} events: written in {seconds:.1f} s, {page.stat().st_size / 1e6:.1f} MB")
    for name, milliseconds in opened(page.resolve()).items():
        print(f"{name:>24} {milliseconds:8.0f} ms")


if __name__ == "__main__":
    main()
