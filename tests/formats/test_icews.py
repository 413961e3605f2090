"""ICEWS rows: read into records, written back, written from records of articles, and what is wrong in them."""

import io
from pathlib import Path

import pytest

from sanudo.errors import FormatError
from sanudo.formats import icews
from sanudo.formats.rows import Rejects, names
from sanudo_schema import AnyEvent, make_record

EVENTS = Path("tests/data/datasets/events.icews.tab").read_bytes()
COLUMNS = names("icews")


def read(data: bytes, rejects: Rejects | None = None) -> list[AnyEvent]:
    return list(icews.read(io.BytesIO(data), rejects))


def written(*records: AnyEvent) -> list[dict[str, str]]:
    stream = io.BytesIO()
    icews.write(records, stream)
    _, *lines = stream.getvalue().decode().splitlines()
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def changed(line: int, **cells: str) -> bytes:
    rows = [row.split("\t") for row in EVENTS.decode().splitlines()]
    for name, value in cells.items():
        rows[line][COLUMNS.index(name.replace("_", " "))] = value
    return "".join("\t".join(row) + "\n" for row in (rows[0], rows[line])).encode()


def test_a_row_becomes_a_record() -> None:
    meeting, *_ = read(EVENTS)
    assert (meeting.type, meeting.cameo, meeting.goldstein["icews"]) == ("Meeting", "040", 1.0)
    kenya, russia = meeting.participants
    assert (kenya.name, kenya.country, kenya.code) == ("Foreign Affairs (Kenya)", "KEN", "KENGOV")
    assert (russia.country, russia.kind) == ("RUS", "state")
    assert meeting.place
    assert (meeting.place.name, meeting.place.country) == ("Nairobi", "KEN")
    assert (meeting.mentions[0].article, meeting.mentions[0].sentence) == ("51200001", 1)
    assert meeting.articles[0].publisher == "The Lakeside Gazette"


def test_an_unspecified_actor_is_nobody() -> None:
    protest = read(EVENTS)[2]
    assert not protest.targets
    assert protest.sources[0].code == "KENCVL"


def test_the_branch_of_the_state_goes_before_the_government_at_large() -> None:
    allegation = read(EVENTS)[3]
    assert [actor.code for actor in (*allegation.accusers, *allegation.accused)] == ["KENLEG", "KENCOP"]


def test_rows_come_back_byte_for_byte() -> None:
    stream = io.BytesIO()
    losses = icews.write(read(EVENTS), stream)
    assert stream.getvalue() == EVENTS
    assert losses.rows == 5


def test_an_id_is_unique_with_its_date_only() -> None:
    rejects = Rejects()
    records = read(EVENTS + EVENTS.splitlines(keepends=True)[1], rejects)
    assert len({record.id for record in records}) == 5
    assert rejects.rejected == {"duplicate id": 1}


def test_a_code_without_its_leading_zero_is_what_the_label_says() -> None:
    (record,) = read(changed(1, CAMEO_Code="40"))
    assert record.cameo == "040"
    assert written(record)[0]["CAMEO Code"] == "40"
    (record,) = read(changed(1, CAMEO_Code="11", Event_Text="Decline comment"))
    assert record.cameo == "011"


def test_a_table_without_the_code_column_is_read_by_its_labels() -> None:
    rows = [row.split("\t") for row in EVENTS.decode().splitlines()]
    for row in rows:
        del row[6]
    records = read("\n".join("\t".join(row) for row in rows).encode())
    assert [record.cameo for record in records] == ["040", "040", "141", "112", "036"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"CAMEO_Code": "13y"}, "unknown CAMEO code"),
        ({"CAMEO_Code": "4", "Event_Text": "Something else"}, "unknown CAMEO code"),
        ({"Event_Date": "2018-13-01"}, "impossible date"),
        ({"Event_ID": "NA"}, "no event id"),
        ({"Source_Name": "NA", "Target_Name": "NA"}, "names nobody"),
    ],
)
def test_a_bad_row_is_rejected(cells: dict[str, str], reason: str) -> None:
    rejects = Rejects()
    assert read(changed(1, **cells), rejects) == []
    assert rejects.rejected == {reason: 1}


def test_unknown_names_are_noted_and_come_back() -> None:
    rejects = Rejects()
    table = changed(1, Source_Country="Ruritania", Source_Sectors="Government,Guild", Latitude="91.5")
    records = read(table, rejects)
    assert set(rejects.noted) == {"unknown country name", "unknown sector", "impossible coordinates"}
    assert records[0].sources[0].country is None
    stream = io.BytesIO()
    icews.write(records, stream)
    assert stream.getvalue() == table


def test_latin_1_is_read_and_noted() -> None:
    rejects = Rejects()
    (record,) = read(changed(1, City="Bogotá").decode().encode("latin-1"), rejects)
    assert record.place
    assert record.place.name == "Bogotá"
    assert rejects.noted == {"not UTF-8": 1}


def test_a_file_of_another_kind_is_an_error() -> None:
    with pytest.raises(FormatError, match="no header line"):
        read(b"a\tb\n1\t2\n")


def test_a_visit_is_written_from_both_sides() -> None:
    visit = make_record(
        "Visit",
        id="x:1",
        cameo="042",
        visitors=[{"name": "Choe Son Hui", "country": "PRK", "code": "PRKGOV", "roles": ["GOV"]}],
        hosts=[{"name": "Russia", "country": "RUS", "code": "RUS", "kind": "state"}],
        time={"edtf": "2024-01-15"},
        place={"name": "Moscow", "country": "RUS"},
    )
    made, hosted = written(visit)
    assert (made["Source Name"], made["CAMEO Code"], made["Event Text"]) == ("Choe Son Hui", "042", "Make a visit")
    assert (hosted["Source Name"], hosted["CAMEO Code"], hosted["Event Text"]) == ("Russia", "043", "Host a visit")
    assert (made["Source Sectors"], made["Source Country"]) == ("Government", "North Korea")
    assert (made["Target Country"], made["Country"], made["City"]) == ("Russian Federation",) * 2 + ("Moscow",)
    assert (made["Intensity"], made["Latitude"], made["Story ID"]) == ("1.9", "NA", "NA")
