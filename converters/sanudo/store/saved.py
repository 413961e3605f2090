"""The saved queries: questions that users of event data ask, each a file of SPARQL that describes itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sanudo.errors import QueryError, UsageError
from sanudo.store.binding import term

__all__ = ["Parameter", "Saved", "saved_queries", "saved_query"]

_PARAMETER = re.compile(r"# param (\w+) \((text|iri|date|number)\): (.*?)(?: = (.*))?")


@dataclass(frozen=True)
class Parameter:
    """What a saved query may be given: name, kind (text, iri, date, number), meaning, and the value in its absence."""

    name: str
    kind: str
    meaning: str
    default: str | None


@dataclass(frozen=True)
class Saved:
    """A saved query: its name, what it answers, its SPARQL and its parameters."""

    name: str
    question: str
    sparql: str
    parameters: tuple[Parameter, ...]

    def terms(self, given: Mapping[str, str]) -> dict[str, str]:
        """A term for each parameter, from the values given or else by default; UsageError names one that is missing."""
        known = {parameter.name for parameter in self.parameters}
        for name in given:
            if name not in known:
                advice = f"It takes: {', '.join(sorted(known)) or 'none'}."
                raise UsageError(f"the saved query {self.name} has no parameter {name!r}", advice=advice)
        out = {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is None:
                advice = f"Give --param {parameter.name}=..., {parameter.meaning}."
                raise UsageError(f"the saved query {self.name} needs {parameter.name}", advice=advice)
            try:
                out[parameter.name] = term(value, parameter.kind)
            except QueryError as error:
                raise UsageError(f"--param {parameter.name}: {error.message}", advice=error.advice) from error
        return out


@cache
def saved_queries() -> Mapping[str, Saved]:
    """The shipped queries by name."""
    folder = files("sanudo.store") / "queries"
    names = sorted(path.name.removesuffix(".rq") for path in folder.iterdir() if path.name.endswith(".rq"))
    return {name: _described(name, (folder / f"{name}.rq").read_text("utf-8")) for name in names}


def _described(name: str, text: str) -> Saved:
    head = [line for line in text.splitlines() if line.startswith("#")]
    found = [_PARAMETER.fullmatch(line) for line in head]
    parameters = tuple(Parameter(*match.groups()) for match in found if match)
    return Saved(name, head[0].removeprefix("# "), text, parameters)


def saved_query(name: str) -> Saved:
    """A shipped query; UsageError lists the names where there is none of that one."""
    queries = saved_queries()
    if name not in queries:
        raise UsageError(f"there is no saved query {name!r}", advice=f"Choose from: {', '.join(queries)}.")
    return queries[name]
