"""What a query may do: read, and reach nothing that was not allowed by name."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sanudo.errors import QueryError

__all__ = ["Form", "inspected"]

LONGEST = 200_000
"""No query by a person has more characters."""


class Form(NamedTuple):
    """What a query is: SELECT, ASK, CONSTRUCT or DESCRIBE, and the graphs that its FROM clauses name."""

    name: str
    graphs: tuple[str, ...]

    @property
    def has_rows(self) -> bool:
        """True where the answer is a table (ASK's is one cell), false where it is a graph."""
        return self.name in ("SELECT", "ASK")


def inspected(query: str, *, allow: Collection[str] = (), remote: bool = False) -> Form:
    """The form of a query that may be run; QueryError where it is malformed or reaches out.

    Refused: updates, LOAD among them, and SERVICE, unless `allow` holds the endpoint's IRI. FROM names graphs of the
    store, which reaches nothing; a remote endpoint may fetch what it names, so there it needs allowing too.

    >>> inspected("ASK { ?s ?p ?o }")
    Form(name='ASK', graphs=())
    >>> inspected("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }")
    Traceback (most recent call last):
    sanudo.errors.QueryError: SERVICE would ask urn:x. Allow it by name with --allow, or leave it out.
    """
    tree = _parsed(query)
    for part in _parts(tree):
        if part.name == "ServiceGraphPattern" and str(part.term) not in allow:
            _refuse("SERVICE", _shown(part.term))
    body = tree[1]
    graphs = tuple(str(clause.default or clause.named) for clause in body.datasetClause or ())
    for graph in graphs:
        if remote and graph not in allow:
            _refuse("FROM", graph)
    return Form(body.name.removesuffix("Query").upper(), graphs)


def _shown(term: Any) -> str:
    from rdflib import Variable

    return f"whatever ?{term} holds" if isinstance(term, Variable) else str(term)


def _refuse(clause: str, target: str) -> None:
    raise QueryError(f"{clause} would ask {target}", advice="Allow it by name with --allow, or leave it out.")


def _parsed(query: str) -> Any:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    if len(query) > LONGEST:
        raise QueryError(f"the query has {len(query):,} characters, more than {LONGEST:,}")
    try:
        return parseQuery(query)
    except ParseException as error:
        where = f"line {error.lineno}, column {error.column}"
        near = error.line.strip()[:80]
    except RecursionError as error:
        raise QueryError("the query is nested too deeply") from error
    except Exception as error:
        raise QueryError(f"the query is malformed: {error}") from error
    try:
        parseUpdate(query)
    except Exception:
        raise QueryError(f"the query is malformed at {where}: {near}", advice="Check it against SPARQL 1.1.") from None
    raise QueryError("this is an update, and queries only read", advice="Use `sanudo load` to change a store.")


def _parts(tree: Any) -> Iterator[Any]:
    """Every node of a parsed query that has a name."""
    from rdflib.plugins.sparql.parserutils import CompValue

    todo = [tree]
    while todo:
        part = todo.pop()
        if isinstance(part, CompValue):
            yield part
            todo.extend(part.values())
        elif not isinstance(part, str | bytes) and hasattr(part, "__iter__"):
            todo.extend(part)
