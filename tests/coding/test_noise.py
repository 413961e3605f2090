"""Articles that are not about politics give next to no records, and what is discarded is told."""

import logging
from datetime import date
from pathlib import Path

import pytest

from sanudo.articles import Article, read_articles
from sanudo.coding.coder import Coder
from sanudo.coding.noise import section_of
from sanudo.coding.parsing import load_pipeline, parse

NOISE = Path(__file__).parents[1] / "data" / "noise.jsonl"
MATCH = """Spain's captain accused the referee of helping France after the final whistle of the semifinal.
The goalkeeper saved a penalty, the striker scored twice and the coach praised his team."""
BOYCOTT = """Russia's foreign ministry accused Norway on Monday of barring its team from the biathlon championship.
The Norwegian government denied the accusation and said that the federation, not the state, had set the rules."""


def coded(text: str, section: str | None = None) -> list[str]:
    return [record.type for record in Coder().code(article(text, section))]


def article(text: str, section: str | None = None) -> Article:
    return Article(id="a", text=text, published=date(2026, 4, 15), section=section)


def test_articles_about_other_things_give_less_than_one_event_in_five() -> None:
    articles = [found for found in read_articles([NOISE]) if isinstance(found, Article)]
    events = [record for found in articles for record in Coder().code(found)]
    assert len(articles) == 40
    assert len(events) / len(articles) < 0.2, [event.mentions[0].text for event in events]


def test_a_match_gives_nothing_but_a_quarrel_of_governments_over_one_does() -> None:
    assert coded(MATCH) == []
    assert {"Allegation", "Denial"} <= set(coded(BOYCOTT))


def test_a_short_text_is_not_judged_by_its_few_words() -> None:
    assert coded("Iran attacked Iraq on Sunday.") == ["Fight"]


def test_the_publisher_s_section_is_believed_unless_the_text_speaks_of_politics() -> None:
    assert coded("Iran attacked Iraq from the left wing on Sunday.", "Sport/Football") == []
    assert "Fight" in coded("Iran attacked Iraq on Sunday, its defence minister said.", "Sport")


def test_the_section_tells_its_words() -> None:
    section = section_of(parse(article(MATCH), load_pipeline()))
    assert section is not None
    assert section.name == "sport"
    assert {"referee", "goalkeeper", "penalty"} <= set(section.words)


def test_what_is_discarded_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="sanudo.coding")
    kept, discarded, section = Coder().sifted(parse(article(MATCH), load_pipeline()))
    assert section is not None
    assert kept == []
    assert "Allegation" in {record.type for record, _ in discarded}
    assert all(reason.startswith("the article is sport (") for _, reason in discarded)
    assert len(caplog.records) == len(discarded)
    assert "a: discarded Allegation, “accused”: the article is sport (" in caplog.text


def test_an_article_that_cannot_name_officials_of_two_countries_is_not_parsed() -> None:
    (call,) = Coder().together([article(MATCH.replace("Spain", "Ashford").replace("France", "the guests"))])
    kept, discarded, section = call()
    assert (kept, discarded) == ([], [])
    assert section is not None
    assert section.name == "sport"


def test_what_is_not_parsed_would_have_given_nothing() -> None:
    articles = [found for found in read_articles([NOISE]) if isinstance(found, Article)]
    coder, nlp = Coder(), load_pipeline()
    skipped = [
        found
        for found, call in zip(articles, coder.together(articles), strict=True)
        if (sifted := call()).section and not sifted.discarded and not sifted.kept
    ]
    assert len(skipped) >= len(articles) / 3
    assert [record for found in skipped for record in coder.sifted(parse(found, nlp)).kept] == []


def test_a_record_below_the_least_confidence_leaves_no_link_behind() -> None:
    text = "Greece accused Turkey of violating its airspace. Turkey denied the accusation."
    records = Coder().code(article(text))
    least = min(record.confidence or 0 for record in records if record.type == "Allegation")
    kept = Coder(min_confidence=least + 0.001).code(article(text))
    ids = {record.id for record in kept}
    assert len(kept) < len(records)
    for record in kept:
        assert getattr(record, "denies", None) in {None, *ids}
