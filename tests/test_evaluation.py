"""Records measured against hand-coded events."""

import json
from pathlib import Path
from typing import Any

import pytest

from sanudo.errors import FormatError, ReadError
from sanudo.evaluation import GoldArticle, evaluate, read_gold
from sanudo_schema import AnyEvent, make_record

GREECE = {"name": "Greece", "country": "GRC"}
TURKEY = {"name": "Turkey", "country": "TUR"}
EXAMPLES = Path(__file__).parents[1] / "examples"


def gold(*events: dict[str, Any]) -> list[GoldArticle]:
    filled = [{"id": f"e{at}", "status": "occurred", **event} for at, event in enumerate(events)]
    return [GoldArticle.model_validate({"article": "a.txt", "events": filled})]


def record(kind: str, number: int, sources: list[Any], targets: list[Any], **fields: Any) -> AnyEvent:
    mention = {"article": "news/a.txt", "text": "said", "start": 0, "end": 4}
    return make_record(kind, id=f"x:{number}", sources=sources, targets=targets, mentions=[mention], **fields)


def time(edtf: str) -> dict[str, str]:
    return {"edtf": edtf}


def test_a_record_of_the_same_type_and_actors_is_the_event() -> None:
    result = evaluate(
        gold({"type": "Threat", "sources": [GREECE], "targets": [TURKEY]}),
        [record("Threat", 1, [GREECE], [TURKEY]), record("Support", 2, [GREECE], [TURKEY])],
    )
    assert (result.total.gold, result.total.hit, result.total.coded, result.total.right) == (1, 1, 2, 1)
    assert result.types["Support"].precision == 0
    assert [event.id for _, event in result.beyond] == ["x:2"]


def test_an_event_is_found_once_though_it_is_coded_twice() -> None:
    told = {"type": "Threat", "sources": [GREECE], "targets": [TURKEY], "time": "2026-03-09"}
    twice = [record("Threat", n, [GREECE], [TURKEY], time=time(day)) for n, day in enumerate(("2026-03", "2026-03-09"))]
    result = evaluate(gold(told), twice)
    assert result.total.precision == 0.5
    assert result.right["time"] == 1
    assert [event.id for _, event in result.beyond] == ["x:0"]


@pytest.mark.parametrize(
    ("sources", "targets", "when"),
    [
        ([TURKEY], [GREECE], "2026-03-09"),
        ([GREECE], [], "2026-03-09"),
        ([GREECE], [TURKEY], "2026-04"),
    ],
    ids=["sides swapped", "nobody on one side", "another month"],
)
def test_what_contradicts_is_another_event(sources: list[Any], targets: list[Any], when: str) -> None:
    told = {"type": "Threat", "sources": [GREECE], "targets": [TURKEY], "time": "2026-03-09"}
    result = evaluate(gold(told), [record("Threat", 1, sources, targets, time=time(when))])
    assert result.total.hit == 0
    assert len(result.missed) == len(result.beyond) == 1


def test_of_a_meeting_two_of_those_who_met_must_be_there_on_either_side() -> None:
    told = gold({"type": "Meeting", "sources": [GREECE], "targets": [TURKEY]})
    assert evaluate(told, [record("Meeting", 1, [TURKEY, GREECE], [])]).total.f1 == 1
    assert evaluate(told, [record("Meeting", 1, [GREECE], [{"name": "Cyprus", "country": "CYP"}])]).total.f1 == 0


def test_names_make_the_same_actor_but_titles_do_not() -> None:
    vellis = {"name": "Foreign Minister Nikos Vellis", "country": "none"}
    told = gold({"type": "Threat", "sources": [vellis], "targets": [TURKEY]})
    assert evaluate(told, [record("Threat", 1, [{"name": "Vellis"}], [TURKEY])]).total.hit == 1
    assert evaluate(told, [record("Threat", 1, [{"name": "Foreign Minister Choe"}], [TURKEY])]).total.hit == 0


def test_fields_are_compared_where_the_gold_has_them() -> None:
    told = {
        "type": "Visit",
        "status": "scheduled",
        "sources": [GREECE],
        "targets": [TURKEY],
        "place_country": "TUR",
        "cameo": ["036"],
    }
    coded = record(
        "Visit",
        1,
        [GREECE],
        [TURKEY, GREECE],
        status="occurred",
        cameo="042",
        place={"name": "Ankara", "country": "TUR"},
    )
    result = evaluate(gold(told), [coded])
    assert {name: result.share(name) for name in result.compared} == {
        "status": 0,
        "place country": 1,
        "cameo": 0,
        "sources": 1,
        "targets": 0,
    }
    assert result.share("time") is None
    assert [name for _, name, _, _ in result.wrong] == ["status", "cameo", "targets"]


def test_a_denial_must_deny_the_record_of_the_allegation_it_denies() -> None:
    told = gold(
        {"type": "Allegation", "sources": [GREECE], "targets": [TURKEY]},
        {"type": "Denial", "sources": [TURKEY], "targets": [], "denies": "e0"},
    )
    allegation = record("Allegation", 1, [GREECE], [TURKEY])
    for denied, right in (("x:1", 1), (None, 0)):
        result = evaluate(told, [allegation, record("Denial", 2, [TURKEY], [GREECE], denies=denied)])
        assert result.share("denies") == right


def test_an_optional_event_is_right_if_found_and_no_error_if_not() -> None:
    told = gold({"type": "Threat", "sources": [GREECE], "targets": [TURKEY], "optional": True})
    found = evaluate(told, [record("Threat", 1, [GREECE], [TURKEY])])
    assert (found.total.gold, found.total.precision, found.missed) == (0, 1, [])
    assert evaluate(told, []).missed == []


def test_what_is_only_alleged_counts_where_the_gold_codes_such_events() -> None:
    alleged = record("Fight", 1, [GREECE], [TURKEY], status="alleged")
    assert evaluate(gold({"type": "Threat"}), [alleged]).beyond == []
    other = {"type": "Aid", "status": "alleged"}
    assert [event.id for _, event in evaluate(gold(other), [alleged]).beyond] == ["x:1"]


def test_records_of_articles_that_nobody_coded_count_for_nothing() -> None:
    mention = {"article": "other.txt", "text": "said", "start": 0, "end": 4}
    stray = make_record("Threat", id="x:9", sources=[GREECE], targets=[TURKEY], mentions=[mention])
    assert evaluate(gold({"type": "Threat"}), [stray]).total.coded == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "no hand-coded article"),
        ('{"article": "a", "events": [{"id": "1", "type": "War", "status": "occurred"}]}', "'War' is no type of event"),
        ('{"article": "a", "events": [{"id": "1", "type": "Aid", "status": "done"}]}', "events.0.status"),
        (
            '{"article": "a", "events": [{"id": "1", "type": "Aid", "status": "occurred", "time": "May"}]}',
            "'May' is no EDTF date",
        ),
    ],
)
def test_a_line_that_is_no_gold_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"article": "b", "events": []}\n\n' + line)
    with pytest.raises(FormatError, match=r"gold\.jsonl:3") as error:
        read_gold(path)
    assert said in str(error.value)


def test_files_that_hold_no_gold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.jsonl"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(FormatError, match="holds no hand-coded article"):
        read_gold(tmp_path / "empty.jsonl")


def test_every_quote_of_the_examples_is_in_its_article() -> None:
    articles = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*/*.txt")}
    for article in read_gold(EXAMPLES / "gold.jsonl"):
        for event in article.events:
            assert event.quote in articles[article.article]
            assert event.denies is None or event.denies in {other.id for other in article.events}


def test_figures_are_plain_values() -> None:
    result = evaluate(gold({"type": "Threat", "sources": [GREECE]}), [record("Threat", 1, [GREECE], [])])
    figures = json.loads(json.dumps(result.figures()))
    assert figures["types"]["Threat"] == {
        **dict.fromkeys(("gold", "hit", "coded", "right"), 1),
        **dict.fromkeys(("precision", "recall", "f1"), 1.0),
    }
    assert figures["fields"]["status"] == {"of": 1, "right": 1}
