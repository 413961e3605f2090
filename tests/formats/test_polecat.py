"""POLECAT rows: read into records of many actors, written back, and what is wrong in them."""

import io
from pathlib import Path

import pytest

from sanudo.formats import polecat
from sanudo.formats.rows import Rejects, names
from sanudo_schema import AnyEvent, make_record

EVENTS = Path("tests/data/datasets/events.polecat.txt").read_bytes()
COLUMNS = names("polecat")


def read(data: bytes, rejects: Rejects | None = None) -> list[AnyEvent]:
    return list(polecat.read(io.BytesIO(data), rejects))


def written(*records: AnyEvent, **options: bool) -> list[dict[str, str]]:
    stream = io.BytesIO()
    polecat.write(records, stream, **options)
    _, *lines = stream.getvalue().decode().splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def changed(line: int, **cells: str) -> bytes:
    rows = [row.split("\t") for row in EVENTS.decode().splitlines()]
    for name, value in cells.items():
        rows[line][COLUMNS.index(name.replace("_", " "))] = value
    return "".join("\t".join(row) + "\n" for row in (rows[0], rows[line])).encode()


def test_a_row_of_lists_becomes_one_record() -> None:
    visit, protest, sanction = read(EVENTS)
    assert visit.type == "Visit"
    assert [(actor.name, actor.code, actor.title) for actor in visit.visitors] == [
        ("Pavel Novak", "CZEGOV", "Minister of Trade"),
        ("Jana Dvorakova", "CZELEG", None),
    ]
    assert visit.plover
    assert (visit.plover.mode, visit.plover.context) == ("visit", ("diplomatic", "economic"))
    assert visit.place
    assert (visit.place.name, visit.place.country, visit.place.geonames) == ("Tallinn", "EST", 588409)
    assert visit.articles[0].published.isoformat() == "2022-05-04"
    assert [(actor.name, actor.code) for actor in protest.sources] == [("dock workers", "ESTLAB")]
    assert [(actor.code, actor.kind) for actor in sanction.sources] == [("IGOUNO", "organisation")]
    assert [actor.country for actor in sanction.targets] == ["XKX"]


def test_no_cameo_code_is_guessed() -> None:
    assert {record.cameo for record in read(EVENTS)} == {None}


def test_rows_come_back_byte_for_byte() -> None:
    stream = io.BytesIO()
    polecat.write(read(EVENTS), stream)
    assert stream.getvalue() == EVENTS


def test_files_with_more_column_names_more_columns_or_empty_ones_are_read() -> None:
    lines = EVENTS.decode().splitlines()
    more_names = "\n".join([lines[0] + "\tHeadline", *lines[1:]]).encode()
    more_columns = "\n".join("\t".join(["x" if n else "Headline", line]) for n, line in enumerate(lines)).encode()
    empty = "\n".join(line + "\t\t" for line in lines).encode()
    for data in (more_names, more_columns, empty):
        rejects = Rejects()
        assert [record.id for record in read(data, rejects)] == [record.id for record in read(EVENTS)]
        assert not rejects.rejected


def test_latin_1_rows_are_read_and_noted() -> None:
    rejects = Rejects()
    (record,) = read(changed(1, Placename="Jõhvi").replace("õ".encode(), b"\xf5"), rejects)
    assert record.place
    assert record.place.name == "Jõhvi"
    assert rejects.noted == {"not UTF-8": 1}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Event_Type": "PICNIC"}, "unknown PLOVER event code"),
        ({"Event_Type": "None"}, "unknown PLOVER event code"),
        ({"Event_Date": "None"}, "impossible date"),
        (
            {"Actor_Name": "None", "Actor_Name_Raw": "None", "Recipient_Name": "", "Recipient_Name_Raw": ""},
            "names nobody",
        ),
    ],
)
def test_a_bad_row_is_rejected(cells: dict[str, str], reason: str) -> None:
    rejects = Rejects()
    assert read(changed(1, **cells), rejects) == []
    assert rejects.rejected == {reason: 1}


def test_unknown_codes_are_noted_and_come_back() -> None:
    rejects = Rejects()
    table = changed(1, Event_Mode="picnic", Contexts="weather", Primary_Actor_Sector="ZZZ; LEG", Country="ATL")
    (record,) = read(table, rejects)
    assert set(rejects.noted) == {
        "unknown PLOVER mode",
        "unknown PLOVER context",
        "unknown sector",
        "unknown country",
    }
    assert record.type == "Meeting"
    stream = io.BytesIO()
    polecat.write([record], stream)
    assert stream.getvalue() == table


MEETING = make_record(
    "Meeting",
    id="https://example.org/event/1",
    cameo="040",
    participants=[
        {"name": "Kim", "country": "PRK", "code": "PRKGOV", "roles": ["GOV"]},
        {"name": "the press; and others", "country": "RUS", "code": "RUSMED", "roles": ["MED"]},
    ],
    time={"edtf": "2024-01-16"},
    articles=[{"id": "a.txt", "published": "2024-01-17", "publisher": "The Gazette"}],
)


def test_a_record_is_one_row_with_the_codes_of_plover() -> None:
    (row,) = written(MEETING)
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("CONSULT", "None", "2.5")
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert (row["Actor Name"], row["Actor COW"]) == ("Kim", "731")
    assert (row["Recipient Name"], row["Primary Recipient Sector"]) == ("the press, and others", "JRN")
    assert (row["Publication Date"], row["Placename"]) == ("2024-01-17", "None")


def test_what_plover_has_no_event_for_is_left_out_and_counted() -> None:
    denial = make_record("Denial", id="x:2", cameo="016", deniers=[{"name": "Kim"}], time={"edtf": "2024-01-16"})
    losses = polecat.write([denial, MEETING], io.BytesIO())
    assert losses.rows == 1
    assert losses.left_out == {"no PLOVER event for CAMEO 016": 1}


def test_a_planned_visit_is_an_agreement_where_every_status_is_asked_for() -> None:
    plan = make_record(
        "Visit",
        id="x:3",
        status="scheduled",
        cameo="036",
        cameo_if_realised="042",
        visitors=[{"name": "Kim"}],
        time={"edtf": "2024-02"},
    )
    assert written(plan) == []
    (row,) = written(plan, all_status=True)
    assert row["Event Type"] == "AGREE"


def test_pandas_reads_our_table_as_it_reads_theirs() -> None:
    pandas = pytest.importorskip("pandas")
    stream = io.BytesIO()
    polecat.write([*read(EVENTS), MEETING], stream)
    theirs, ours = (pandas.read_csv(io.BytesIO(data), sep="\t") for data in (EVENTS, stream.getvalue()))
    assert ours.columns.tolist() == theirs.columns.tolist()
    assert ours["Intensity"].tolist() == [4.0, -5.0, -6.0, 2.5]
    assert ours["Recipient Name"].isna().tolist() == [False, True, False, False]
