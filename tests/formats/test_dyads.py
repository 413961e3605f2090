"""The two rules from records to dyads, and the account of what a dataset does not hold."""

from sanudo.formats.dyads import Losses, dyads, writable
from sanudo_schema import AnyEvent, make_record

ENVOYS = [{"name": name} for name in ("Kim", "Lavrov", "Choe")]


def pairs(record: AnyEvent, rule: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (dyad.source and dyad.source.name, dyad.target and dyad.target.name, dyad.cameo)
        for dyad in dyads(record, rule)  # type: ignore[arg-type]
    ]


def test_each_source_meets_each_target() -> None:
    record = make_record("Sanction", id="x:1", cameo="163", sources=ENVOYS[:2], targets=ENVOYS[2:])
    assert pairs(record, "pairs") == pairs(record, "mutual") == [("Kim", "Choe", "163"), ("Lavrov", "Choe", "163")]


def test_a_meeting_named_as_one_group_gives_each_pair_once() -> None:
    record = make_record("Meeting", id="x:1", cameo="040", participants=ENVOYS, first_side=3)
    assert pairs(record, "pairs") == [("Kim", "Lavrov", "040"), ("Kim", "Choe", "040"), ("Lavrov", "Choe", "040")]
    assert len(pairs(record, "mutual")) == 6


def test_one_sided_acts_keep_their_empty_side() -> None:
    record = make_record("Protest", id="x:1", cameo="141", sources=ENVOYS[:2])
    assert pairs(record, "mutual") == [("Kim", None, "141"), ("Lavrov", None, "141")]


def test_the_host_is_the_source_of_hosting() -> None:
    record = make_record("Visit", id="x:1", cameo="043", visitors=ENVOYS[:1], hosts=ENVOYS[1:2])
    assert pairs(record, "pairs") == [("Lavrov", "Kim", "043")]
    assert pairs(record, "mutual") == [("Lavrov", "Kim", "043"), ("Kim", "Lavrov", "042")]


def test_a_row_of_a_dataset_stays_one_row() -> None:
    origin = {"dataset": "icews", "row": "7@2019-03-05"}
    record = make_record("Meeting", id="x:1", cameo="040", participants=ENVOYS[:2], origin=origin)
    assert pairs(record, "mutual") == [("Kim", "Lavrov", "040")]


def test_what_a_dataset_does_not_take_and_does_not_hold_is_counted() -> None:
    time = {"edtf": "2024-01-16"}
    records = [
        make_record("Visit", id="x:1", cameo="036", status="scheduled", sources=ENVOYS[:1], time=time),
        make_record("Visit", id="x:2", sources=ENVOYS[:1], time=time),
        make_record("Visit", id="x:3", cameo="042", sources=ENVOYS[:1]),
        make_record(
            "Allegation",
            id="x:4",
            cameo="112",
            sources=ENVOYS[:1],
            targets=ENVOYS[1:],
            claim={"text": "that arms were sold", "event": "x:9"},
            attribution={"text": "Kim said"},
            time={"edtf": "2024-01"},
        ),
    ]
    losses = Losses("gdelt")
    assert [record.id for record, _ in writable(records, losses)] == ["x:4"]
    assert losses.left_out == {"status scheduled": 1, "no CAMEO code": 1, "no date": 1}
    assert set(losses.dropped) == {
        "claim",
        "attribution",
        "the span of time: its first day stands for it",
        "that its dyads are one event",
    }


def test_every_status_goes_out_where_asked_for() -> None:
    record = make_record("Visit", id="x:1", cameo="042", status="alleged", sources=ENVOYS[:1], time={"edtf": "2024"})
    losses = Losses("gdelt")
    assert len(list(writable([record], losses, all_status=True))) == 1
    assert losses.dropped["status alleged"] == 1
