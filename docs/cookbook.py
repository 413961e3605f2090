"""Writes docs/queries.md: every saved query with its answer over the example events (`make docs`)."""

import io
from pathlib import Path

from rich.console import Console

from sanudo.cli.query import shortened
from sanudo.cli.tables import table_of
from sanudo.store import Saved, ask, saved_queries

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "examples" / "events.jsonl"
GIVEN = {
    "country": "LBY",
    "one": "GRC",
    "other": "LBY",
    "family": "04",
    "below": "0.75",
    "event": "https://w3id.org/sanudo/id/event/f41d5d64e4af57820e75",
}
"""The values that the examples give."""

HEAD = """# Questions to ask: the cookbook

Written by `make docs` from the saved queries, each answered over `examples/events.jsonl` (17 events that four made-up
articles tell); not by hand. The queries themselves lie in `examples/queries`.

**What is a fact and what is not.** Every described event is a `snd:EventRecord` with one `snd:status`, and its class is
its type, so `?e a snd:Meeting` also finds meetings that are planned, possible or only alleged. Only events that an
article itself presents as fact are also `sem:Event`, and only they have `sem:hasActor`: begin with `?e a sem:Event`
where facts are wanted.

**What is a report and what is an event.** A `snd:EventRecord` is what one article tells. Where `sanudo merge` was run,
the graph also holds each event once, whoever tells it, as a `snd:MergedEvent`; neither is ever the other. The saved
queries look at reports, and with `--param level=snd:MergedEvent` at merged events: add `?e a snd:EventRecord` or
`?e a snd:MergedEvent` to what you count yourself.

    sanudo query TARGET --saved NAME [--param NAME=VALUE]...
    sanudo query TARGET 'SELECT ...' [--param NAME=VALUE]... [--to csv]

TARGET is a folder that `sanudo convert` wrote, a file of events in any format, a store that `sanudo load` made, or the
address of a SPARQL endpoint. `--to` writes csv, tsv, json, xml or, of a CONSTRUCT, turtle. From Python:

```python
>>> from sanudo.store import ask, saved_query, term
>>> query = saved_query("facts-about")
>>> answer = ask("examples/events.jsonl", query, terms=query.terms({"country": "EGY"}))
>>> [row["label"] for row in answer.rows][0]
'Meeting: Eleni Markou, Sami Farag'
>>> ask("examples/events.jsonl", "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a ?type }",
...     terms={"type": term("<https://w3id.org/sanudo/schema#Denial>")}).rows[0]["n"]
'3'

```

## Writing your own

- The prefixes of `docs/graph.md` need no declaration here; other engines want them.
- A query sees all named graphs as one. What several articles say of one thing (the label of an actor, say) is then
  there several times: write `SELECT DISTINCT` and `COUNT(DISTINCT ...)`, and take names, countries and sides from the
  participations, which belong to one event alone: that is also much faster.
- A parameter (`--param country=RUS`) takes the place of the variable `?country` as one RDF term, whatever it holds.
- Queries only read. SERVICE and, at an endpoint elsewhere, FROM are refused unless `--allow IRI` names what they ask;
  updates and LOAD always. FROM over files and stores names graphs that are there, and fetches none.
- Over a whole store, give each pattern braces of its own, `{ SELECT * WHERE { ... } }`, as the saved queries do:
  Oxigraph then reads each list once and joins them by hash, three to ten times as fast as looking up row by row. Where
  a parameter leaves few rows, write it as usual.
- A query that runs longer than `--timeout` seconds is ended.
- They are plain SPARQL 1.1, and also run on other stores. There, have the default graph be the union of the named
  ones (Oxigraph `--union-default-graph`, Fuseki `tdb2:unionDefaultGraph true`; GraphDB, QLever and Virtuoso do so by
  default).
"""


def section(query: Saved) -> str:
    """One query: its question, how to call it, its SPARQL and its answer."""
    wanted = {entry.name: GIVEN[entry.name] for entry in query.parameters if entry.name in GIVEN}
    options = "".join(f" -p {name}={value}" for name, value in wanted.items())
    lines = [f"\n## {query.question}\n", f"    sanudo query examples/events.jsonl --saved {query.name}{options}\n"]
    for entry in query.parameters:
        default = f"; by default `{entry.default}`" if entry.default else ""
        lines.append(f"- `{entry.name}` ({entry.kind}): {entry.meaning}{default}")
    body = "\n".join(line for line in query.sparql.splitlines() if not line.startswith(("#", "PREFIX"))).strip()
    lines.append(f"{chr(10) if query.parameters else ''}```sparql\n{body}\n```\n")
    answer = ask(EVENTS, query, terms=query.terms(wanted))
    console = Console(file=io.StringIO(), width=118, highlight=False)
    console.print(table_of(answer.variables, map(shortened, answer.rows)))
    text = "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())  # type: ignore[attr-defined]
    return "\n".join([*lines, f"```text\n{text}\n```\n"])


def cookbook() -> str:
    """The whole page."""
    return HEAD + "".join(section(query) for query in saved_queries().values())


if __name__ == "__main__":
    (ROOT / "docs" / "queries.md").write_text(cookbook(), encoding="utf-8")
