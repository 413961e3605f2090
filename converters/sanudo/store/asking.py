"""SPARQL questions to a folder of converted events, answered in a process of their own.

The engine cannot be interrupted from Python, so it runs in a child process that can be ended when its time is up.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sanudo.errors import QueryError, UsageError
from sanudo.formats import FORMATS

__all__ = ["Answer", "ask", "saved_queries", "saved_query"]

READABLE = ("nq", "trig", "turtle", "nt", "rdfxml")
"""The formats that hold the whole graph, best first."""


@dataclass(frozen=True)
class Answer:
    """The solutions of a SELECT: the variables in the query's order, and a row of their values for each solution.

    ASK has the one variable `answer`; CONSTRUCT and DESCRIBE have subject, predicate and object.
    """

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


def ask(out: Path, query: str, *, timeout: float = 60) -> Answer:
    """The answer to a SPARQL query over what `sanudo convert` wrote to the folder `out` (or over one RDF file).

    Queries see all named graphs as one. QueryError where the query is malformed or takes longer than `timeout`
    seconds; UsageError where there is no graph in `out`.
    """
    command = [sys.executable, "-m", "sanudo.store.child", str(_graph_in(out))]
    try:
        done = subprocess.run(command, input=query.encode(), capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        advice = "Ask for less, add a LIMIT, or allow it more time with --timeout."
        raise QueryError(f"no answer within {timeout:g} seconds", advice=advice) from error
    if done.returncode:
        raise QueryError(done.stderr.decode(errors="replace").strip() or "the query process died")
    found = json.loads(done.stdout)
    return Answer(tuple(found["variables"]), tuple(found["rows"]))


def _graph_in(out: Path) -> Path:
    if out.is_file():
        return out
    for name in READABLE:
        path = out / FORMATS[name].filename
        if path.is_file():
            return path
    raise UsageError("no graph of events here", where=out, advice="Write one with `sanudo convert INPUT -o FOLDER`.")


def saved_queries() -> dict[str, str]:
    """The shipped queries by name; the first line of each, a comment, says what it answers."""
    folder = files("sanudo.store") / "queries"
    found = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".rq"): path.read_text("utf-8") for path in found if path.name.endswith(".rq")}


def saved_query(name: str) -> str:
    """The text of a shipped query; UsageError lists the names where there is none of that one."""
    queries = saved_queries()
    if name not in queries:
        raise UsageError(f"there is no saved query {name!r}", advice=f"Choose from: {', '.join(queries)}.")
    return queries[name]
