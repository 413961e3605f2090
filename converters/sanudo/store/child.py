"""The child process that answers one query: the job as JSON on stdin, the answer's bytes on stdout.

It can be ended when its time is up, as the engine within it cannot. What goes wrong comes back as JSON on stderr.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sanudo.errors import QueryError, SanudoError
from sanudo.formats.vocab import prefixes
from sanudo.store.guard import Form, inspected

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["main"]

RESULTS = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
TRIPLES = {"csv": "N_TRIPLES", "tsv": "N_TRIPLES", "json": "JSON_LD", "xml": "RDF_XML", "turtle": "TURTLE"}


def answer(job: Mapping[str, Any], out: IO[bytes]) -> None:
    """Write the answer to the job's query in the job's format."""
    target = job["target"]
    remote = target.startswith(("http://", "https://"))
    form = Form("SELECT", ()) if job["saved"] else inspected(job["query"], allow=job["allow"], remote=remote)
    if form.has_rows and job["to"] == "turtle":
        raise QueryError("a SELECT answers with rows, and Turtle holds triples", advice="Use CONSTRUCT, or --to csv.")
    if remote:
        from sanudo.store.remote import asked

        found = asked(target, job["query"], form, job["to"], job["timeout"])
        out.write(found if form.has_rows or job["to"] != "json" else _as_jsonld(found))
        return
    with _opened(Path(target)) as store:
        _answer_here(store, job["query"], form, job["to"], out)


@contextmanager
def _opened(target: Path) -> "Iterator[pyoxigraph.Store]":
    """The store in the folder, held for reading, or one in memory with what the file or the folder holds."""
    import pyoxigraph

    from sanudo.store.filling import fill, fill_with_schemes, is_store

    if is_store(target):
        from sanudo.store.loading import held

        with held(target, "read", exclusive=False, wait=60):
            yield pyoxigraph.Store.read_only(str(target))
        return
    store = pyoxigraph.Store()
    fill(store, target)
    fill_with_schemes(store)
    yield store


def _answer_here(store: "pyoxigraph.Store", query: str, form: Form, to: str, out: IO[bytes]) -> None:
    import pyoxigraph

    try:
        results = store.query(query, use_default_graph_as_union=not form.graphs, prefixes=dict(prefixes()))
        if isinstance(results, pyoxigraph.QueryTriples):
            out.write(_serialised(results, to))
        else:
            results.serialize(out, getattr(pyoxigraph.QueryResultsFormat, RESULTS[to]))
    except SyntaxError as error:
        words = str(error).partition("expected")
        raise QueryError(f"the query is malformed: {words[0].rstrip(': ')}", advice=_hint(words[2])) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _serialised(triples: "pyoxigraph.QueryTriples", to: str) -> bytes:
    """The triples in the format asked for; the engine's prefixes come in no fixed order, so they are sorted."""
    import pyoxigraph

    known = dict(prefixes()) if to == "turtle" else None
    found = pyoxigraph.serialize(triples, format=getattr(pyoxigraph.RdfFormat, TRIPLES[to]), prefixes=known)
    lines = (found or b"").splitlines(keepends=True)
    head = sum(line.startswith(b"@prefix") for line in lines) if known else 0
    return b"".join(sorted(lines[:head]) + lines[head:])


def _as_jsonld(triples: bytes) -> bytes:
    import pyoxigraph

    quads = pyoxigraph.parse(triples, pyoxigraph.RdfFormat.N_TRIPLES)
    return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD) or b"[]"


def _hint(expected: str) -> str | None:
    if "Prefix not found" in expected:
        return f"Declare the prefix; known without that are: {', '.join(prefixes())}."
    return "Check it against SPARQL 1.1."


def main() -> None:
    """Answer the job on stdin."""
    try:
        answer(json.load(sys.stdin.buffer), sys.stdout.buffer)
    except SanudoError as error:
        told = {"kind": type(error).__name__, "message": error.message, "where": error.where, "advice": error.advice}
        sys.exit(json.dumps(told))


if __name__ == "__main__":
    main()
