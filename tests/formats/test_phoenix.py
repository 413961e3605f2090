"""Phoenix daily files and PETRARCH2 event files: read, written back, and what is wrong in them."""

import io
from pathlib import Path

from sanudo.formats import petrarch2, phoenix
from sanudo.formats.rows import Rejects
from sanudo_schema import AnyEvent, make_record

DATA = Path("tests/data/datasets")
DAILY = (DATA / "events.phoenix.txt").read_bytes()
CSV = (DATA / "phoenix.csv").read_bytes()
PETRARCH = (DATA / "events.petrarch2.txt").read_bytes()


def read(data: bytes, rejects: Rejects | None = None) -> list[AnyEvent]:
    return list(phoenix.read(io.BytesIO(data), rejects))


def rows_of(*records: AnyEvent) -> list[list[str]]:
    stream = io.BytesIO()
    phoenix.write(records, stream)
    return [line.split("\t") for line in stream.getvalue().decode().splitlines()]


def test_a_row_becomes_a_record() -> None:
    intent, denial = read(DAILY)
    assert (intent.type, intent.cameo, intent.quad_class["phoenix"]) == ("Agreement", "036", 1)
    assert intent.time
    assert (intent.time.edtf, intent.time.basis) == ("2019-03-05", "publication")
    assert [(actor.name, actor.kind) for actor in intent.targets] == [("Russia", "state")]
    assert [(mention.article, mention.sentence) for mention in intent.mentions] == [("a1b2c3", 0), ("d4e5f6", 2)]
    assert [article.publisher for article in intent.articles] == ["lake_world", "coast"]
    assert (denial.type, denial.quad_class["phoenix"], denial.goldstein["phoenix"]) == ("Denial", 0, 3.4)
    assert [(actor.code, actor.country) for actor in denial.targets] == [("XKXREFLAB", "XKX")]


def test_rows_come_back_byte_for_byte() -> None:
    stream = io.BytesIO()
    losses = phoenix.write(read(DAILY), stream)
    assert stream.getvalue() == DAILY
    assert not losses.dropped


def test_the_csv_of_the_r_tools_is_read_as_the_daily_file() -> None:
    rejects = Rejects()
    first, second = read(CSV, rejects)
    assert first == read(DAILY)[0]
    assert second.cameo == "110"
    assert rejects.rejected == {"unknown CAMEO code": 1}  # code 110 beside root 1 can only have been 0110


def test_the_pieces_of_actor_codes_have_columns() -> None:
    record = make_record(
        "Fight",
        id="x:1",
        cameo="190",
        sources=[{"name": "rebels", "code": "XKXREBMUS"}],
        targets=[{"name": "the army", "country": "KEN", "roles": ["MIL"]}],
        time={"edtf": "2019-03-05"},
        place={"name": "Pristina", "country": "XKX", "latitude": 42.5, "longitude": 21},
        mentions=[{"article": "a.txt", "sentence": 4}],
    )
    (row,) = rows_of(record)
    assert row[1:5] == ["20190305", "2019", "03", "05"]
    assert row[5:13] == ["KSVREBMUS", "KSV", "REB", "MUS", "KENMIL", "KEN", "MIL", ""]
    assert row[13:18] == ["190", "19", "4", "-10.0", ""]
    assert row[18:] == ["42.5", "21", "Pristina", "", "KSV", "a.txt_4", "", ""]


def test_petrarch_rows_keep_the_columns_that_they_had() -> None:
    short, long = petrarch2.read(io.BytesIO(PETRARCH))
    assert short.articles[0].url == "https://lake.example/1"
    assert [actor.name for actor in (*long.sources, *long.targets)] == ["the ministry", "soldiers"]
    assert (long.articles[0].publisher, len(long.mentions)) == (None, 2)
    stream = io.BytesIO()
    petrarch2.write([short, long], stream)
    assert stream.getvalue() == PETRARCH


def test_petrarch_rows_of_other_widths_are_rejected() -> None:
    rejects = Rejects()
    data = b"20190305\tKEN\tRUS\t010\t\n" + PETRARCH + b"20190399\tKEN\tRUS\t010\t\ta_1\tNULL\n" + PETRARCH
    assert len(list(petrarch2.read(io.BytesIO(data), rejects))) == 2
    assert rejects.rejected == {"too few columns": 1, "impossible date": 1, "duplicate id": 2}
