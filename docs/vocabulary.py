"""Writes docs/vocabulary.md: every class and property of the graph, from the tables that make them (`make docs`)."""

from collections.abc import Iterator
from pathlib import Path

from sanudo.formats.vocab import DATATYPES, SCHEMES, Property, classes, prefixes, properties, rows

HEAD = """# The vocabulary: every class and property

Written by `make docs` from the tables in `schema/sanudo_schema/rdf`, as the ontology is (`sanudo schema ontology`); not
by hand. [graph.md](graph.md) tells how they fit together. Keys are those of JSON-LD; how many: 1, at most one (?), any
number (*). Computed values are written for queries, and reading a file back does without them.
"""
COUNTS = {"1": "1", "?": "?", "*": "\\*"}


def table(head: str, lines: Iterator[str]) -> str:
    """A table of Markdown."""
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", "|---" * columns + "|", *lines]) + "\n"


def value(entry: Property) -> str:
    """What a property's values are."""
    if entry.value in SCHEMES:
        return f"concept of `{SCHEMES[entry.value]}`"
    if entry.value == "geonames":
        return "resource of GeoNames"
    if entry.value == "when":
        return "`xsd:date` or `xsd:dateTime`"
    return f"`{classes()[entry.value][0]}`" if entry.is_node else f"`{DATATYPES[entry.value]}`"


def vocabulary() -> str:
    """The whole page."""
    spaces = (f"| `{prefix}:` | {namespace} |" for prefix, namespace in prefixes().items())
    kinds = (
        f"| `{iri}` | {definition} | {', '.join(f'`{part}`' for part in alignment.split(', ') if part)} |"
        for iri, definition, alignment in classes().values()
    )
    concepts = (f"| `{scheme}:{name}` | {words} | {match} |" for scheme, name, words, match in rows("concepts.tsv"))
    parts = [HEAD, "## Prefixes\n", table("prefix | namespace", spaces)]
    parts += ["## Classes\n", table("class | what it is | in relation to", kinds)]
    for owner, group in properties().items():
        lines = (
            f"| `{entry.key}` | `{entry.iri}` | {value(entry)} | {COUNTS[entry.count]} | {entry.definition} |"
            for entry in group.values()
        )
        parts += [f"## Properties of {classes()[owner][0]}\n", table("key | property | values | n | meaning", lines)]
    parts += ["## Statuses and roles\n", table("concept | meaning | close to", concepts)]
    return "\n".join(parts)


if __name__ == "__main__":
    (Path(__file__).parent / "vocabulary.md").write_text(vocabulary(), encoding="utf-8")
