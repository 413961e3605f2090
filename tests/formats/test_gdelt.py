"""GDELT's two tables: read into records, written back, written from records of articles, and what is wrong in them."""

import io
from pathlib import Path

import pytest

from sanudo.formats import gdelt, gdelt_mentions
from sanudo.formats.gdelt_mentions import MentionStore
from sanudo.formats.rows import Rejects, names
from sanudo_schema import AnyEvent, make_record

DATA = Path("tests/data/datasets")
EVENTS = (DATA / "events.export.CSV").read_bytes()
MENTIONS = (DATA / "events.mentions.CSV").read_bytes()
COLUMNS = names("gdelt")


def read(data: bytes, rejects: Rejects | None = None, mentions: bytes | None = None) -> list[AnyEvent]:
    store = MentionStore()
    if mentions is not None:
        store.add(io.BytesIO(mentions), rejects or Rejects())
    return list(gdelt.read(io.BytesIO(data), rejects, store))


def written(records: list[AnyEvent], **options: bool) -> list[dict[str, str]]:
    stream = io.BytesIO()
    gdelt.write(records, stream, **options)
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in stream.getvalue().decode().splitlines()]


def changed(line: int, **cells: str) -> bytes:
    row = EVENTS.decode().splitlines()[line].split("\t")
    for name, value in cells.items():
        row[COLUMNS.index(name)] = value
    return "\t".join(row).encode() + b"\n"


def test_a_row_becomes_a_record() -> None:
    visit, *_ = read(EVENTS)
    assert (visit.type, visit.cameo, visit.status, visit.decided_by) == ("Visit", "042", "occurred", "dataset")
    assert [(actor.name, actor.code, actor.country) for actor in visit.visitors] == [
        ("FOREIGN MINIST", "PRKGOV", "PRK")
    ]
    assert [(actor.name, actor.kind) for actor in visit.hosts] == [("RUSSIA", "state")]
    assert visit.time
    assert visit.time.edtf == "2024-01-16"
    assert visit.place
    assert (visit.place.name, visit.place.country, visit.place.latitude) == ("Moscow", "RUS", 55.7522)
    assert visit.articles[0].url == "https://news.example/korea/envoys"
    assert visit.plover
    assert (visit.plover.event, visit.plover.mode) == ("CONSULT", "visit")


def test_the_host_of_a_visit_is_the_source_of_its_row_but_no_visitor() -> None:
    hosted = read(EVENTS)[1]
    assert [actor.code for actor in hosted.hosts] == ["RUS"]
    assert [actor.code for actor in hosted.visitors] == ["PRKGOV"]


def test_stale_country_codes_become_those_of_iso_and_come_back() -> None:
    records = read(EVENTS)
    assert [actor.code for actor in records[2].hosts] == ["ROU"]
    assert [(actor.code, actor.country) for actor in records[3].targets] == [("TLSREF", "TLS")]
    assert written(records)[2]["Actor2CountryCode"] == "ROM"


def test_rows_come_back_byte_for_byte() -> None:
    stream = io.BytesIO()
    losses = gdelt.write(read(EVENTS), stream)
    assert stream.getvalue() == EVENTS
    assert losses.rows == 5
    assert not losses.left_out
    assert not losses.dropped


def test_mentions_are_joined_to_their_events_and_come_back() -> None:
    rejects = Rejects()
    records = read(EVENTS, rejects, MENTIONS)
    first, second = records[0].mentions
    assert (first.sentence, first.confidence, second.article) == (0, 0.8, "https://paper.example/2024/01/17/visit")
    assert [article.publisher for article in records[0].articles] == ["news.example", "paper.example"]
    stream = io.BytesIO()
    gdelt.write(records, stream)
    assert stream.getvalue() == EVENTS
    stream = io.BytesIO()
    gdelt_mentions.write(records, stream)
    assert stream.getvalue().splitlines()[:2] == MENTIONS.splitlines()[:2]


def test_an_event_without_a_mention_row_is_mentioned_by_its_source_url() -> None:
    stream = io.BytesIO()
    gdelt_mentions.write(read(EVENTS), stream)
    rows = [line.split("\t") for line in stream.getvalue().decode().splitlines()]
    assert {len(row) for row in rows} == {16}
    assert [row[0] for row in rows] == [f"115000000{number}" for number in range(1, 6)]
    assert {row[5] for row in rows} == {"https://news.example/korea/envoys"}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"SQLDATE": "20240231"}, "impossible date"),
        ({"SQLDATE": "None"}, "impossible date"),
        ({"EventCode": "13y"}, "unknown CAMEO code"),
        ({"EventCode": "42"}, "unknown CAMEO code"),
        ({"GLOBALEVENTID": "None"}, "no event id"),
        ({"Actor1Code": "", "Actor1Name": "", "Actor2Code": "", "Actor2Name": ""}, "names nobody"),
        ({"Actor1Name": "FOREIGN\tMINISTER"}, "stray tab"),
    ],
)
def test_a_bad_row_is_rejected_and_the_rest_goes_on(cells: dict[str, str], reason: str) -> None:
    rejects = Rejects()
    records = read(changed(0, **cells) + EVENTS.splitlines(keepends=True)[1], rejects)
    assert [record.origin.row for record in records if record.origin] == ["1150000002"]
    assert rejects.rejected == {reason: 1}


def test_the_rejects_file_gives_line_reason_and_row() -> None:
    stream = io.BytesIO()
    rejects = Rejects(stream)
    rejects.file = "events.export.CSV"
    lines = EVENTS.splitlines(keepends=True)
    read(lines[0] + lines[0] + b"1150000009\t20240116\n" + b"\xff\xfe\n" + lines[1], rejects)
    table = [line.split("\t") for line in stream.getvalue().decode().splitlines()]
    assert [(row[0], row[1], row[3]) for row in table[1:]] == [
        ("events.export.CSV", "2", "duplicate id: 1150000001"),
        ("events.export.CSV", "3", "too few columns: 2 of 61"),
        ("events.export.CSV", "4", "not UTF-8"),
    ]
    assert table[2][4] == "1150000009\\t20240116"


def test_unknown_codes_are_noted_kept_aside_and_written_back_as_they_were() -> None:
    rejects = Rejects()
    row = changed(0, Actor2CountryCode="QQQ", Actor2Code="QQQZZZ", ActionGeo_CountryCode="ZZ", Actor1Type2Code="NEW")
    (record,) = read(row, rejects)
    assert set(rejects.noted) == {"unknown country code", "unknown FIPS country code", "unknown actor type"}
    assert record.targets[0].country is None
    assert record.place
    assert record.place.country is None
    stream = io.BytesIO()
    gdelt.write([record], stream)
    assert stream.getvalue() == row


def test_a_header_line_that_somebody_added_is_no_row() -> None:
    rejects = Rejects()
    assert len(read("\t".join(COLUMNS).encode() + b"\n" + EVENTS, rejects)) == 5
    assert not rejects.rejected


MEETING = make_record(
    "Meeting",
    id="https://example.org/event/1",
    cameo="040",
    participants=[
        {"name": "Sergey Lavrov", "country": "RUS", "code": "RUSGOV", "roles": ["GOV"], "kind": "person"},
        {"name": "the foreign minister of Romania", "country": "ROU", "code": "ROUGOV", "roles": ["GOV"]},
        {"name": "Timor-Leste", "country": "TLS", "code": "TLS", "kind": "state"},
    ],
    time={"edtf": "2024-01-16"},
    place={"name": "Seoul", "country": "KOR", "latitude": 37.566, "longitude": 127},
    mentions=[{"article": "a.txt", "sentence": 0, "confidence": 0.93, "trigger_start": 14}],
    articles=[{"id": "a.txt", "published": "2024-01-17T09:30:00+09:00", "publisher": "The Gazette"}],
)


def test_a_meeting_of_three_becomes_dyads_both_ways() -> None:
    rows = written([MEETING])
    pairs = [(row["Actor1Code"], row["Actor2Code"]) for row in rows]
    assert pairs == [("RUSGOV", "ROMGOV"), ("ROMGOV", "RUSGOV"), ("RUSGOV", "TMP"), ("TMP", "RUSGOV")]
    assert len({row["GLOBALEVENTID"] for row in rows}) == 4
    assert all(int(row["GLOBALEVENTID"]) < 2**53 for row in rows)


def test_the_cells_of_a_written_row() -> None:
    row = written([MEETING])[0]
    given = {name: value for name, value in row.items() if value and name != "GLOBALEVENTID"}
    assert given == {
        "SQLDATE": "20240116",
        "MonthYear": "202401",
        "Year": "2024",
        "FractionDate": "2024.0438",
        "Actor1Code": "RUSGOV",
        "Actor1Name": "SERGEY LAVROV",
        "Actor1CountryCode": "RUS",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "ROMGOV",
        "Actor2Name": "THE FOREIGN MINISTER OF ROMANIA",
        "Actor2CountryCode": "ROM",
        "Actor2Type1Code": "GOV",
        "IsRootEvent": "1",
        "EventCode": "040",
        "EventBaseCode": "040",
        "EventRootCode": "04",
        "QuadClass": "1",
        "GoldsteinScale": "1.0",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Seoul, South Korea",
        "ActionGeo_CountryCode": "KS",
        "ActionGeo_Lat": "37.566",
        "ActionGeo_Long": "127",
        "DATEADDED": "20240117003000",
        "SOURCEURL": "a.txt",
    }


def test_the_mentions_of_a_written_event_carry_its_ids() -> None:
    stream = io.BytesIO()
    gdelt_mentions.write([MEETING], stream)
    rows = [line.split("\t") for line in stream.getvalue().decode().splitlines()]
    assert [row[0] for row in rows] == [row["GLOBALEVENTID"] for row in written([MEETING])]
    assert rows[0][1:12] == [
        *("20240117003000", "20240117003000", "2", "The Gazette", "a.txt", "1", "-1", "-1", "14", "1", "90")
    ]


def test_pandas_reads_our_table_as_it_reads_theirs() -> None:
    pandas = pytest.importorskip("pandas")
    stream = io.BytesIO()
    gdelt.write([*read(EVENTS), MEETING], stream)
    frames = [
        pandas.read_csv(io.BytesIO(data), sep="\t", header=None, names=list(COLUMNS), dtype={"EventCode": str})
        for data in (EVENTS, stream.getvalue())
    ]
    assert frames[1].shape == (9, 61)
    assert frames[1]["EventCode"].tolist() == ["042", "043", "042", "0231", "016", "040", "040", "040", "040"]
    assert frames[1]["SQLDATE"].dtype == frames[0]["SQLDATE"].dtype
    assert frames[1]["GLOBALEVENTID"].is_unique
