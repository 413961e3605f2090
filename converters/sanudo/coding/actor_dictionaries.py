"""Actor tables that users bring: a TSV, or the dictionaries of TABARI, PETRARCH and Phoenix, read as they are."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sanudo_schema.countries import country, country_codes
from sanudo_schema.roles import roles as cameo_roles

from ..errors import FormatError
from .actor_tables import ActorTables, Entry, EntryKind, Role, listed, parse_day, pieces

MAX_BYTES = 64_000_000
"""The largest dictionary read; Phoenix's largest has 1.5 million bytes."""

COLUMNS = frozenset({"name", "names", "country", "code", "roles", "kind", "title", "gender", "since", "until", "noun"})
_CODES = re.compile(r"\[([^\[\]]*)\]")
_COMMENT = re.compile(r"(<!--.*?-->|[#;].*$)")
_KINDS: dict[str, EntryKind] = {"state": "state", "person": "person", "organisation": "organisation", "place": "city"}
_GENERIC = frozenset({"IGO", "NGO", "NGM", "IMG", "INT", "MNC", "UIS"})


def read_dictionary(path: Path, tables: ActorTables) -> None:
    """Add a user's file to the tables; its entries go before the package's own.

    A file whose first line names columns (name, country ...) is a TSV, one with "[~" or "~]" codes an agents
    dictionary, any other an actors dictionary. Lines of a dictionary that cannot be read are left out and named in
    tables.skipped. Raises FormatError where a row of a TSV is wrong or nothing could be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError("the actor table is too large", where=path, advice=f"The limit is {MAX_BYTES} bytes.")
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise FormatError(f"the actor table cannot be read: {error.strerror}", where=path) from error
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1)]
    first = next((line for _, line in lines if line.strip() and not line.startswith("#")), "")
    before = len(tables.skipped)
    if "name" in first.lower().split("\t"):
        read = _read_tsv(path, lines, tables)
    elif any("[~" in line or "~]" in line for _, line in lines):
        read = _read_agents(path, lines, tables)
    else:
        read = _read_actors(path, lines, tables)
    if not read:
        problem = tables.skipped[before] if len(tables.skipped) > before else "it holds no entry"
        raise FormatError(
            f"no actor could be read: {problem}", where=path, advice="See docs/actors.md for the formats."
        )


# The TSV


def _read_tsv(path: Path, lines: list[tuple[int, str]], tables: ActorTables) -> int:
    kept = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    columns = [column.strip().lower() for column in kept[0][1].split("\t")]
    unknown = sorted(set(columns) - COLUMNS)
    if unknown:
        raise FormatError(
            f"unknown columns: {', '.join(unknown)}",
            where=f"{path}:{kept[0][0]}",
            advice=f"Known are {', '.join(sorted(COLUMNS))}.",
        )
    rows = csv.reader((line for _, line in kept[1:]), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), values in zip(kept[1:], rows, strict=True):
        row = dict(zip(columns, values + [""] * (len(columns) - len(values)), strict=False))
        try:
            tables.add([row["name"], *listed(row.get("names", ""))], _row(row), first=True)
        except ValueError as error:
            raise FormatError(str(error), where=f"{path}:{number}") from error
    return len(kept) - 1


def _row(row: dict[str, str]) -> Entry:
    name, state, code = row["name"].strip(), row.get("country", "").strip(), row.get("code", "").strip()
    if not pieces(name):
        raise ValueError("the row has no name")
    if state and state not in country_codes("iso3"):
        raise ValueError(f"unknown country {state!r}, not an ISO 3166 alpha-3 code")
    if not state and not code:
        raise ValueError(f"{name!r} has neither country nor code")
    found = _entry(name, code) if code else Entry("person", name)
    kind = row.get("kind", "").strip() or found.kind
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}, not one of {', '.join(_KINDS)}")
    roles = tuple(row.get("roles", "").split()) or found.roles
    strange = [role for role in roles if role not in _roles()]
    if strange:
        raise ValueError(f"unknown role {strange[0]!r}, not a CAMEO role code")
    return replace(
        found,
        kind=_KINDS[kind],
        country=state or found.country,
        roles=roles,
        title=row.get("title") or None,
        gender=row.get("gender", ""),
        noun=row.get("noun", ""),
        since=parse_day(row.get("since", ""), last=False),
        until=parse_day(row.get("until", ""), last=True),
        user=True,
    )


# Actors dictionaries


def _read_actors(path: Path, lines: list[tuple[int, str]], tables: ActorTables) -> int:
    """Blocks of a name, "+" synonyms and codes with dates; a block ends where the next name stands alone."""
    names: list[str] = []
    entries: list[Entry] = []
    read = 0
    for number, raw in lines:
        line = _COMMENT.sub("", raw).strip()
        if not line:
            continue
        found = [code for code in _CODES.findall(line) if code.strip()]
        name = _CODES.sub("", line).strip()
        if not found and ("[" in line or "]" in line):
            tables.skipped.append(f"{path}:{number}: a code is not closed by ]: {line[:60]}")
            continue
        if name and not name.startswith("+"):
            read += _store(names, entries, tables)
            names, entries = [], []
        if name:
            names.append(name.lstrip("+"))
        for code in found:
            try:
                entries.append(_dated(names[0] if names else "", code))
            except (ValueError, IndexError) as error:
                tables.skipped.append(f"{path}:{number}: {error}")
    return read + _store(names, entries, tables)


def _store(names: list[str], entries: list[Entry], tables: ActorTables) -> int:
    """Add the entries of a block so that the first whose dates hold is met first."""
    for entry in reversed([entry for entry in entries if entry.code != "---"]):
        state = entry.kind == "state"
        kind = entry.kind if state else _kind(names[0], entries, tables)
        tables.add((_written(name) for name in names), replace(entry, kind=kind), first=not state)
    return len(entries)


def _kind(name: str, entries: list[Entry], tables: ActorTables) -> EntryKind:
    """Whether a name with a role is a person's or an organisation's: the dictionaries do not say."""
    words = pieces(name.replace("_", " "))
    if entries[0].kind == "organisation" and len(entries) == 1:
        return "organisation"
    if any(entry.since or entry.until for entry in entries) or (words and words[0] in tables.given):
        return "person"
    _end, found = tables.roles.longest(words, len(words) - 1) if words else (0, ())
    if any(role.kind != "person" for role in found) or len(words) == 1 or len(words) > 4:
        return "organisation"
    return "person" if entries and set(entries[0].roles[:1]) & {"GOV", "ELI", "LEG", "JUD", "OPP"} else "organisation"


def _dated(name: str, text: str) -> Entry:
    """An entry from "AFGGOV 20011001-20050420", "IGOUNO >070101", "HTIOPP <061231" or a bare code."""
    code, _, span = text.strip().partition(" ")
    entry, span = _entry(_written(name), code), span.strip()
    if span.startswith("<"):
        return replace(entry, until=_short_day(span[1:]) - timedelta(days=1))
    if span.startswith(">"):
        return replace(entry, since=_short_day(span[1:]))
    if span:
        since, _, until = span.partition("-")
        return replace(entry, since=_short_day(since), until=_short_day(until or since))
    return entry


def _short_day(text: str) -> date:
    """YYYYMMDD, or YYMMDD with 00 to 30 as 2000 to 2030."""
    digits = text.strip()
    try:
        if len(digits) > 7:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        year = int(digits[:2])
        return date(year + (2000 if year <= 30 else 1900), int(digits[2:4]), int(digits[4:6]))
    except ValueError as error:
        raise ValueError(f"{text!r} is no date (YYYYMMDD or YYMMDD)") from error


def _entry(name: str, code: str) -> Entry:
    """Country and roles that a CAMEO actor code holds."""
    if code != "---" and not re.fullmatch(r"[A-Z0-9]{3}([A-Z0-9]{3})*", code):
        raise ValueError(f"{code!r} is no CAMEO actor code (groups of three capitals)")
    triples = [code[i : i + 3] for i in range(0, len(code), 3)]
    state = triples[0] if triples[0] in country_codes("gdelt") | country_codes("phoenix") else None
    state = state and country(state, "gdelt" if state in country_codes("gdelt") else "phoenix").iso3
    roles = tuple(triple for triple in triples if triple in _roles() and triple != state)
    if state and len(triples) == 1:
        return Entry("state", country(state).name, state, user=True)
    kind: EntryKind = "organisation" if triples[0] in _GENERIC else "person"
    return Entry(kind, name, state, roles, code, user=True)


def _written(name: str) -> str:
    """The name as news writes it: dictionaries are in capitals, with _ for blanks."""
    words = name.replace("_", " ").split()
    return " ".join(_word(word) for word in words)


def _word(word: str) -> str:
    if word.lower() in ("of", "the", "and", "for", "de", "la", "al"):
        return word.lower()
    return word if len(word) <= 3 and word.isupper() else word.title()


def _roles() -> frozenset[str]:
    return frozenset(role.code for role in cameo_roles()) | _GENERIC | {"REL"}


# Agents dictionaries


def _read_agents(path: Path, lines: list[tuple[int, str]], tables: ActorTables) -> int:
    """Lines "WORD {PLURAL} [~GOV]", and substitution sets "!PERSON! = MAN, WOMAN"."""
    sets: dict[str, list[str]] = {}
    read = 0
    for number, raw in lines:
        line = _COMMENT.sub("", raw).strip()
        if not line:
            continue
        marker = re.fullmatch(r"!(\w+)!\s*=\s*(.+)", line)
        if marker:
            sets[marker[1]] = [word.strip() for word in marker[2].split(",")]
            continue
        agent = re.fullmatch(r"(.+?)\s*(?:\{(.*?)\}\s*)?\[\s*([~A-Z0-9]+)\s*\]", line)
        if agent is None or "~" not in agent[3]:
            tables.skipped.append(f"{path}:{number}: not of the form WORD {{PLURAL}} [~CODE]: {line[:60]}")
            continue
        missing = [name for name in re.findall(r"!(\w+)!", agent[1]) if name not in sets]
        if missing:
            tables.skipped.append(f"{path}:{number}: the set !{missing[0]}! is not defined above")
            continue
        for noun in _substituted(agent[1], sets):
            _add_agent(noun, agent[2], agent[3].strip("~"), agent[3].endswith("~"), tables)
        read += 1
    return read


def _substituted(noun: str, sets: dict[str, list[str]]) -> Iterator[str]:
    marker = re.search(r"!(\w+)!", noun)
    if marker is None:
        yield noun
        return
    for word in sets[marker[1]]:
        yield from _substituted(noun.replace(marker[0], word, 1), sets)


def _add_agent(noun: str, plural: str | None, code: str, before: bool, tables: ActorTables) -> None:
    """Add one noun; before says that its code goes before the country's (NGO~), as organisations' do."""
    words = pieces(noun.replace("_", " "))
    roles = tuple(code[i : i + 3] for i in range(0, len(code), 3))
    end, known = tables.roles.longest(words, 0)
    if end != len(words) or not known:
        known = tables.roles.longest(words, len(words) - 1)[1]
    kind = "organisation" if before else "person"
    role = replace(known[0], roles=roles) if known else Role(roles, kind, " ".join(words), "")
    tables.roles.add(words, role, first=True)
    several = (plural or "").replace("_", " ").lower() if plural is not None else tables.plural(" ".join(words))
    if several and "c" not in role.flags:
        kind = "group" if role.kind == "person" else role.kind
        tables.roles.add(pieces(several), replace(role, kind=kind, plural=True), first=True)
