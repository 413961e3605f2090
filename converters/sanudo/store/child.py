"""The child process that answers one query: the graph's file as argument, the query on stdin, JSON on stdout."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import pyoxigraph


def _rows(results: Any) -> tuple[list[str], Iterable[dict[str, str]]]:
    if isinstance(results, pyoxigraph.QueryBoolean):
        return ["answer"], [{"answer": str(bool(results)).lower()}]
    if isinstance(results, pyoxigraph.QueryTriples):
        names = ["subject", "predicate", "object"]
        return names, ({name: _text(term) for name, term in zip(names, triple, strict=True)} for triple in results)
    names = [variable.value for variable in results.variables]
    return names, ({name: _text(row[name]) for name in names if row[name] is not None} for row in results)


def _text(term: Any) -> str:
    return term.value if hasattr(term, "value") else str(term)


def main(path: str) -> None:
    """Answer the query on stdin over the file."""
    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=path)
        results = store.query(sys.stdin.buffer.read().decode(), use_default_graph_as_union=True)
        names, rows = _rows(results)
        json.dump({"variables": names, "rows": list(rows)}, sys.stdout)
    except (OSError, SyntaxError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
