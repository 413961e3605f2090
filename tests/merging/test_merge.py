"""Merging of stories told by several papers: what is one event becomes one, what is not stays apart, in any order."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.merging import Merged, merge_records
from sanudo.merging.merge import MergedEvent
from sanudo_schema import AnyEvent, make_record
from sanudo_schema.merged import read_merged, write_merged

Tell = Callable[[str, str, str, str], list[AnyEvent]]


def told_by(stories: list[Any]) -> list[AnyEvent]:
    return [record for story in stories for records in story.records.values() for record in records]


def event_of(merged: Merged, type: str, reports: int = 2) -> MergedEvent:
    """The one event of that type with so many reports."""
    (found,) = [event for event in merged.events if event.event.type == type and len(event.records) == reports]
    return found


def test_the_links_of_all_stories_are_found_and_none_is_wrong(stories: list[Any]) -> None:
    merged = merge_records(told_by(stories))
    expected = found = 0
    wrong = []
    for story in stories:
        owner = {
            label: {event.event.id for r in story.concerned(label) if (event := merged.of(r.id))}
            for label in story.records
        }
        assert all(owner.values()), f"{story.name}: an article without the event"
        for first, second in combinations(story.records, 2):
            one = any(first in event and second in event for event in story.events)
            linked = bool(owner[first] & owner[second])
            expected, found = expected + one, found + (one and linked)
            if linked and not one:
                wrong.append((story.name, first, second))
    assert wrong == []
    assert found >= 0.9 * expected


def test_no_event_mixes_stories_or_takes_two_records_of_one_article(stories: list[Any]) -> None:
    for event in merge_records(told_by(stories)).events:
        articles = [article.id for article in event.event.articles]
        assert len({article.partition("/")[0] for article in articles}) == 1
        assert len(articles) == len(event.records)


def test_a_visit_keeps_its_history_and_the_most_precise_time(stories: list[Any]) -> None:
    visit = event_of(merge_records(told_by(stories[:1])), "Visit", 5)
    assert [stage.status for stage in visit.history] == ["scheduled", "occurred"]
    assert (visit.event.status, visit.event.time.edtf if visit.event.time else None) == ("occurred", "2023-05-16")
    assert visit.event.cameo == "042"
    assert visit.sources == 5


def test_a_late_plan_does_not_undo_a_fact(tell: Tell) -> None:
    held = tell(
        "held", "2019-06-06", "Post", "Nigerian President Ade Oduya met Ghanaian President Kofi Mensa on Thursday."
    )
    late = tell(
        "late",
        "2019-06-07",
        "Wire",
        "Nigerian President Ade Oduya is due to meet Ghanaian President Kofi Mensa this week.",
    )
    merged = merge_records([*held, *late])
    assert event_of(merged, "Meeting").event.status == "occurred"


def test_numbers_on_which_papers_differ_are_kept_side_by_side(stories: list[Any]) -> None:
    attacks = [event for event in merge_records(told_by(stories)).events if event.event.type == "Fight"]
    disputed = [alternative for event in attacks for alternative in event.alternatives]
    assert {("number of villagers", "12"), ("number of villagers", "15")} <= {(a.field, a.value) for a in disputed}


def test_a_denial_finds_the_allegation_in_another_paper(tell: Tell) -> None:
    accusation = tell(
        "a", "2017-04-04", "Nile Times", "South Sudan accused Sudan of arming rebels in camps along the border."
    )
    denial = tell("b", "2017-04-05", "Khartoum Daily", "Sudan denied that it had armed rebels in border camps.")
    other = tell("c", "2017-04-04", "Delta News", "South Sudan accused Sudan of diverting water from the White Nile.")
    merged = merge_records([*accusation, *denial, *other])
    denied = event_of(merged, "Denial", 1)
    (link,) = [link for link in denied.links if link.kind == "denies"]
    assert link.second == next(record.id for record in accusation if record.type == "Allegation")
    told = merged.of(link.second)
    assert told
    assert denied.event.denies == told.event.id
    assert link in told.links


def test_copies_count_once_and_are_named() -> None:
    text = "Envoys of Peru and Chile met in Lima on Monday to speak of copper, tariffs and the border at Arica. " * 3
    actors = {"sources": [{"name": "Ana Ruiz", "country": "PER", "kind": "person"}]}
    hosts = {"targets": [{"name": "Chile", "country": "CHL", "kind": "state"}]}

    def told(article: str, publisher: str) -> AnyEvent:
        about = {"id": article, "publisher": publisher, "published": "2024-01-16"}
        mentions = [{"article": article, "text": "Ana Ruiz visited Chile."}]
        time = {"edtf": "2024-01-15"}
        return make_record("Visit", id=article, time=time, mentions=mentions, articles=[about], **actors, **hosts)

    records = [told("a", "Lima Post"), told("b", "Arica News"), told("c", "Own Desk")]
    texts = {"a": text + "By our own staff.", "b": text + "From agencies, shortened.", "c": "Ana Ruiz went to Chile."}
    (alone,) = merge_records(records).events
    (merged,) = merge_records(records, texts).events
    assert (alone.sources, merged.sources) == (3, 2)
    assert merged.copies == (("a", "b"),)
    assert merged.publishers == ("Arica News", "Lima Post", "Own Desk")


def test_records_stay_as_they_are_and_lines_read_back(stories: list[Any]) -> None:
    records = told_by(stories)
    before = [record.model_copy(deep=True) for record in records]
    merged = merge_records(records)
    assert records == before
    assert sorted(name for event in merged.events for name in event.records) == sorted(r.id for r in records)
    assert [read_merged(write_merged(event)) for event in merged.events] == list(merged.events)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_articles_one_by_one_in_any_order_end_in_the_same(stories: list[Any], data: st.DataObject) -> None:
    articles = [records for story in stories for records in story.records.values()]
    chosen = data.draw(st.lists(st.sampled_from(range(len(articles))), unique=True, max_size=12))
    order = data.draw(st.permutations(chosen))
    at_once = merge_records([record for number in chosen for record in articles[number]])
    known: list[AnyEvent] = []
    merged = Merged(())
    for number in order:
        known += articles[number]
        merged = merge_records(known, before=merged.events)
    assert merged.events == at_once.events


def test_adding_an_article_compares_only_what_it_concerns(stories: list[Any]) -> None:
    records = told_by(stories)
    (*_, last) = stories[0].records.values()
    rest = [record for record in records if record not in last]
    before = merge_records(rest)
    after = merge_records(records, before=before.events)
    assert after.events == merge_records(records).events
    assert 0 < after.compared <= 4
    assert merge_records(records, before=after.events).compared == 0


@pytest.mark.parametrize(
    "changes", [{"status": "negated"}, {"time": {"edtf": "2020-01-01"}}, {"confidence": 0.123}, {"articles": []}]
)
def test_a_record_that_changed_is_taken_anew(stories: list[Any], changes: dict[str, Any]) -> None:
    records = told_by(stories[:1])
    merged = merge_records(records)
    changed = [type(r).model_validate({**r.model_dump(), **changes}) if r is records[0] else r for r in records]
    assert merge_records(changed, before=merged.events).events == merge_records(changed).events


def test_what_an_added_article_does_not_concern_is_taken_as_it_was(stories: list[Any]) -> None:
    records = told_by(stories)
    (*_, last) = stories[0].records.values()
    before = merge_records(record for record in records if record not in last)
    after = merge_records(records, before=before.events)
    made = {id(event) for event in before.events}
    anew = [event for event in after.events if id(event) not in made]
    assert 0 < len(anew) < 10
    assert any(record.id in event.records for event in anew for record in last)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_articles_that_go_and_come_back_leave_no_trace(stories: list[Any], data: st.DataObject) -> None:
    articles = [records for story in stories for records in story.records.values()]
    merged = Merged(())
    for _ in range(3):
        chosen = data.draw(st.lists(st.sampled_from(range(len(articles))), unique=True, min_size=8))
        records = [record for number in chosen for record in articles[number]]
        merged = merge_records(records, before=merged.events)
        assert merged.events == merge_records(records).events
