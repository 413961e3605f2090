"""PLOVER records as JSON Lines: read, written back, and what is wrong in them."""

import io
import json
from pathlib import Path

import pytest

from sanudo.formats import plover
from sanudo.formats.rows import Rejects
from sanudo_schema import AnyEvent, make_record

EVENTS = Path("tests/data/datasets/events.plover.jsonl").read_bytes()


def read(data: bytes, rejects: Rejects | None = None) -> list[AnyEvent]:
    return list(plover.read(io.BytesIO(data), rejects))


def written(*records: AnyEvent) -> list[dict[str, object]]:
    stream = io.BytesIO()
    plover.write(records, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_becomes_a_record() -> None:
    aid, strike = read(EVENTS)
    assert [(actor.name, actor.text, actor.code, actor.title) for actor in aid.sources] == [
        ("Jaan Tamm", "the trade minister", "ESTGOV", "minister of trade")
    ]
    assert [actor.code for actor in aid.targets] == ["FINBUS"]
    (mention,) = aid.mentions
    assert (mention.text, mention.start, mention.trigger) == (
        "The trade minister granted a Finnish shipyard a loan.",
        100,
        "granted",
    )
    assert aid.articles[0].url == "https://paper.example/loan"
    assert strike.time
    assert strike.time.edtf == "2015-07-01/2015-07-03"


def test_lines_come_back() -> None:
    records = read(EVENTS)
    assert written(*records) == [json.loads(line) for line in EVENTS.splitlines()]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        ('{"id": 1, "date": "2015-07-01", "actor": [{"code": "EST"}]}', "a required field is missing"),
        ('{"id": 1, "date": "2015-02-30", "actor": [{"code": "EST"}], "event": ["AID"]}', "impossible date"),
        ('{"id": 1, "date": "2015-02-03", "enddate": "2015-02-01", "actor": ["x"], "event": ["AID"]}', "names nobody"),
        (
            '{"id": 1, "date": "2015-02-03", "actor": [{"code": "EST"}], "event": ["PICNIC"]}',
            "unknown PLOVER event code",
        ),
    ],
)
def test_a_bad_line_is_rejected_and_the_rest_goes_on(line: str, reason: str) -> None:
    rejects = Rejects()
    assert len(read(line.encode() + b"\n" + EVENTS, rejects)) == 2
    assert rejects.rejected == {reason: 1}


def test_offsets_that_do_not_fit_their_text_are_kept_aside() -> None:
    line = EVENTS.splitlines()[0].replace(b'"end":153', b'"end":99')
    (record,) = read(line)
    assert record.mentions[0].start is None
    assert written(record) == [json.loads(line)]


def test_a_record_of_an_article_is_written_with_its_evidence() -> None:
    meeting = make_record(
        "Meeting",
        id="https://example.org/event/1",
        cameo="040",
        participants=[{"name": "Kim", "country": "PRK", "code": "PRKGOV", "roles": ["GOV"]}, {"name": "Lavrov"}],
        time={"edtf": "2024-01-16"},
        place={"name": "Seoul", "country": "KOR", "latitude": 37.5, "longitude": 127},
        mentions=[{"article": "a.txt", "sentence": 0, "start": 10, "end": 19, "text": "They met.", "trigger": "met"}],
        articles=[{"id": "a.txt", "title": "Envoys meet"}],
    )
    assert written(meeting) == [
        {
            "id": "https://example.org/event/1",
            "date": "2024-01-16",
            "actor": [{"code": "PRK", "sector": "GOV", "entity_text": "Kim"}],
            "recipient": [{"entity_text": "Lavrov"}],
            "event": ["CONSULT"],
            "event_loc": {
                "resolved_place": "Seoul",
                "lat": 37.5,
                "lon": 127.0,
                "country": "South Korea",
                "country_code": "KOR",
            },
            "event_text": ["met"],
            "quad_code": 1,
            "event_scale": 2.5,
            "text": "They met.",
            "text_info": {"sequence": 0, "start": 10, "end": 19},
            "cite_info": {"citation": "a.txt", "title": "Envoys meet"},
        }
    ]
