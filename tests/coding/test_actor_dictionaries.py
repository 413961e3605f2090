"""Users' own actor tables: TSV, and the dictionaries of PETRARCH and Phoenix."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sanudo.coding.actor_tables import ActorTables, Entry, Role, pieces
from sanudo.coding.actors import find_actors
from sanudo.coding.parsing import Parsed
from sanudo.errors import FormatError

ACTORS = """\
# a dictionary in the form of the Phoenix project
FREEDONIA_  [SYL]  # a mistake: no such state
+FREEDONIAN_
RUFUS_FIREFLY_  # leader
+FIREFLY_
\t[ITAELI 640101-700101]
\t[ITAGOV >700101]
\t[ITAELI]
HAIL_HAIL_LEAGUE_\t[ITAREB 19800101-19891231] [---]# twice on a line
ORDER_OF_THE_DUCK [IGOUNO] ; an old comment
BROKEN_ONE [ITAGOV 999999]
BROKEN_TWO [ITAGOV
"""
AGENTS = """\
!PERSON! = MAN, MEN, WOMAN
DUCK!PERSON! [~AGR]
WEAVER [~LAB]
AIR_FORCE {} [~MIL] # no plural
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOVATG]
DEPARMENT_OF_DUCKS [~ENV}
GHOST!CREW! [~CVL]
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "table.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def entries(tables: ActorTables, name: str) -> tuple[Entry, ...]:
    end, found = tables.names.longest(pieces(name), 0)
    return found if end == len(pieces(name)) else ()


def role(tables: ActorTables, noun: str) -> Role | None:
    end, found = tables.roles.longest(pieces(noun), 0)
    return found[0] if found and end == len(pieces(noun)) else None


def test_actors_dictionary_is_read_as_it_is(write: Callable[[str], Path]) -> None:
    tables = ActorTables.load([write(ACTORS)])
    first, second, third = entries(tables, "Firefly")
    assert (first.code, first.since, first.until) == ("ITAELI", date(1964, 1, 1), date(1970, 1, 1))
    assert (second.code, second.since, second.until) == ("ITAGOV", date(1970, 1, 1), None)
    assert (third.code, third.since, third.roles, third.country) == ("ITAELI", None, ("ELI",), "ITA")
    assert {entry.name for entry in entries(tables, "Rufus Firefly")} == {"Rufus Firefly"}
    assert entries(tables, "Order of the Duck")[0].kind == "organisation"
    assert entries(tables, "Hail Hail League")[0].until == date(1989, 12, 31)


def test_lines_that_cannot_be_read_are_named(write: Callable[[str], Path]) -> None:
    path = write(ACTORS)
    assert ActorTables.load([path]).skipped == [
        f"{path}:11: '999999' is no date (YYYYMMDD or YYMMDD)",
        f"{path}:12: a code is not closed by ]: BROKEN_TWO [ITAGOV",
    ]


def test_agents_dictionary_with_sets_and_plurals(write: Callable[[str], Path]) -> None:
    path = write(AGENTS)
    tables = ActorTables.load([path])
    assert [role(tables, noun).roles for noun in ("duckwoman", "weaver", "weavers")] == [("AGR",), ("LAB",), ("LAB",)]  # type: ignore[union-attr]
    plural = role(tables, "attorneys general")
    assert plural is not None
    assert plural.plural
    assert [problem.split(": ")[0] for problem in tables.skipped] == [f"{path}:6", f"{path}:7"]


def test_the_users_person_wins_and_her_dates_count(write: Callable[[str], Path], parse: Callable[..., Parsed]) -> None:
    tables = ActorTables.load([write(ACTORS)])
    codes = []
    for year in (1966, 1975):
        parsed = parse("Firefly met the ambassador.", date(year, 1, 1))
        codes.append(find_actors(parsed, tables).at(parsed.doc[0])[0].code)
    assert codes == ["ITAELI", "ITAGOV"]


def test_tsv_of_the_user(write: Callable[[str], Path], parse: Callable[..., Parsed]) -> None:
    table = "name\tnames\tcountry\troles\tkind\tsince\nDuck Front\tDF\tFIN\tREB\torganisation\t1990\n"
    tables = ActorTables.load([write(table)])
    parsed = parse("The DF attacked Turku.", date(1995, 1, 1))
    actor = find_actors(parsed, tables).at(parsed.doc[1])[0]
    assert (actor.name, actor.code, actor.kind) == ("Duck Front", "FINREB", "organisation")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\tcountry\nDuck Front\tXXX\n", "table.txt:2: unknown country 'XXX'"),
        ("name\tcountry\troles\nDuck Front\tFIN\tDUX\n", "table.txt:2: unknown role 'DUX'"),
        ("name\tcolour\nDuck Front\tred\n", "table.txt:1: unknown columns: colour"),
        ("name\tcountry\n# why\nDuck Front\t\n", "table.txt:3: 'Duck Front' has neither country nor code"),
        ("name\tcountry\tsince\nDuck Front\tFIN\t1990-13\n", "table.txt:2: "),
        ("nothing here\n", "no actor could be read"),
    ],
)
def test_errors_name_file_and_line(write: Callable[[str], Path], text: str, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        ActorTables.load([write(text)])
    assert message in str(caught.value)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        ActorTables.load([tmp_path / "none.tsv"])
