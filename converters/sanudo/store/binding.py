"""Parameters of queries: terms take the place of variables, token by token; no text is ever pasted into a query."""

import re
from collections.abc import Mapping
from datetime import date

from sanudo.errors import QueryError
from sanudo.formats.vocab import expand, prefixes

__all__ = ["bound", "term"]

_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<comment>\#[^\n\r]*)
      | (?P<variable>[?$]\w+)
      | (?P<word>[A-Za-z_][\w:.-]*)
      | (?P<mark>[{}()])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NAME = re.compile(r"\w+")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


def term(value: str, kind: str | None = None) -> str:
    """A parameter's value as an RDF term in SPARQL's syntax.

    kind: text, iri (whole, or with one of our prefixes), date or number; where it is left out, `<...>` is an IRI,
    `2024-01-15` a date, digits a number, and anything else text. QueryError where the value is none of that kind.

    >>> term("Moscow's"), term("2024-01-15"), term("<urn:x:y>"), term("7", "text")
    ('"Moscow\\'s"', '"2024-01-15"^^<http://www.w3.org/2001/XMLSchema#date>', '<urn:x:y>', '"7"')
    >>> term("snd:MergedEvent", "iri")
    '<https://w3id.org/sanudo/schema#MergedEvent>'
    """
    import pyoxigraph

    kind = kind or _guessed(value)
    if kind == "iri":
        bare = value[1:-1] if value.startswith("<") and value.endswith(">") else value
        if not _ABSOLUTE.fullmatch(bare):
            raise QueryError(f"{value!r} is no IRI", advice="Write it whole: https://...")
        known = bare.partition(":")[0] in prefixes() and bare == value
        return f"<{expand(bare) if known else bare}>"
    if kind == "date" and not _is_date(value):
        raise QueryError(f"{value!r} is no date", advice="Write it as 2024-01-15.")
    if kind == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise QueryError(f"{value!r} is no number")
    datatypes = {"date": "xsd:date", "number": "xsd:decimal" if "." in value else "xsd:integer", "text": "xsd:string"}
    try:
        return str(pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(expand(datatypes[kind]))))
    except UnicodeEncodeError as error:
        raise QueryError(f"a parameter is no valid text: {error.reason}") from error


def _guessed(value: str) -> str:
    if value.startswith("<") and value.endswith(">"):
        return "iri"
    if _is_date(value):
        return "date"
    return "number" if re.fullmatch(r"-?\d+(\.\d+)?", value) else "text"


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def bound(query: str, terms: Mapping[str, str]) -> str:
    """The query with terms in place of the variables they are given for.

    A variable that the query selects stays selected, with the term as its value. QueryError where the query has no
    such variable.

    >>> bound("SELECT ?s ?c { ?s a ?c . FILTER('?c' != ?s) }", {"c": "<urn:x:y>"})
    "SELECT ?s (<urn:x:y> AS ?c) { ?s a <urn:x:y> . FILTER('?c' != ?s) }"
    """
    for name in terms:
        if not _NAME.fullmatch(name):
            raise QueryError(f"{name!r} is no name of a parameter")
    out, seen, selecting, depth = [], set(), False, 0
    for match in _TOKEN.finditer(query):
        text = match[0]
        if match["word"] and text.upper() in ("SELECT", "WHERE", "FROM"):
            selecting, depth = text.upper() == "SELECT", 0
        elif match["mark"]:
            selecting = selecting and text not in "{}"
            depth += {"(": 1, ")": -1}.get(text, 0)
        elif match["variable"] and text[1:] in terms:
            seen.add(text[1:])
            value = terms[text[1:]]
            text = f"({value} AS {text})" if selecting and depth == 0 else value
        out.append(text)
    missing = sorted(terms.keys() - seen)
    if missing:
        raise QueryError(f"the query has no ?{missing[0]}", advice="A parameter takes the place of a variable.")
    return "".join(out)
