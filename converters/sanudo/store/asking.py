"""SPARQL questions to files, folders, stores and endpoints, each answered in a process that can be ended."""

import json
import os
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sanudo import errors
from sanudo.errors import QueryError
from sanudo.store.binding import bound
from sanudo.store.saved import Saved

__all__ = ["Answer", "ask", "ask_as"]


@dataclass(frozen=True)
class Answer:
    """The solutions of a query: the variables in the query's order, and a row of their values for each solution.

    ASK has the one variable `answer`; CONSTRUCT and DESCRIBE have subject, predicate and object. Values are the words
    of literals and the IRIs of resources; a row lacks what is unbound.

    In a notebook it shows as a table.
    """

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def _repr_html_(self) -> str:
        from sanudo.notebook import html_table

        return html_table(self.variables, self.rows)


def ask(
    target: object,
    query: str | Saved,
    *,
    terms: Mapping[str, str] | None = None,
    timeout: float = 60,
    allow: Collection[str] = (),
) -> Answer:
    """The answer to a SPARQL query over what `sanudo convert` wrote, an RDF file, a store or an endpoint's address.

    Queries see all named graphs as one, and the code schemes beside the events. terms: RDF terms that take the place
    of variables (`sanudo.store.term` makes them of text). QueryError where the query is malformed, reaches out to what
    `allow` does not hold, or takes longer than `timeout` seconds; UsageError where `target` holds no graph.
    """
    raw = ask_as("json", target, query, terms=terms, timeout=timeout, allow=allow)
    found = json.loads(raw)
    if isinstance(found, list):
        return _triples(found)
    if "boolean" in found:
        return Answer(("answer",), ({"answer": str(found["boolean"]).lower()},))
    names = tuple(found["head"]["vars"])
    rows = tuple({name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"])
    return Answer(names, rows)


def ask_as(
    to: str,
    target: object,
    query: str | Saved,
    *,
    terms: Mapping[str, str] | None = None,
    timeout: float = 60,
    allow: Collection[str] = (),
) -> bytes:
    """The same as the engine writes it: csv, tsv, json or xml, and turtle where the answer is a graph."""
    saved = isinstance(query, Saved)
    text = query.sparql if isinstance(query, Saved) else query
    text = bound(text, terms) if terms else text
    job = {"target": str(target), "query": text, "saved": saved, "to": to, "timeout": timeout, "allow": list(allow)}
    command = [sys.executable, "-m", "sanudo.store.child"]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=timeout,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        advice = "Ask for less, add a LIMIT, or allow it more time with --timeout."
        raise QueryError(f"no answer within {timeout:g} seconds", advice=advice) from error
    if done.returncode:
        raise _told(done.stderr.decode(errors="replace"))
    return done.stdout


def _told(text: str) -> errors.SanudoError:
    """The error that the child process told of."""
    last = text.strip().rpartition("\n")[2]
    try:
        told = json.loads(last)
        kind = getattr(errors, told["kind"])
        return kind(told["message"], where=told["where"], advice=told["advice"])  # type: ignore[no-any-return]
    except (ValueError, KeyError, TypeError, AttributeError):
        return QueryError(f"the query process died: {last[:300] or 'it ran out of memory, it seems'}")


def _triples(found: list[dict[str, object]]) -> Answer:
    """The triples of expanded JSON-LD as rows."""
    rows = []
    for subject in found:
        for predicate, things in subject.items():
            if predicate == "@id":
                continue
            for thing in things if isinstance(things, list) else [things]:
                value = thing.get("@id", thing.get("@value")) if isinstance(thing, dict) else thing
                name = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" if predicate == "@type" else predicate
                rows.append({"subject": str(subject["@id"]), "predicate": name, "object": str(value)})
    return Answer(("subject", "predicate", "object"), tuple(rows))
