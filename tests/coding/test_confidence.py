"""Confidence falls with weak cues and stays a probability."""

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.confidence import confidence, weights


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(opinion=None)


def first(coder: Coder, text: str) -> float:
    return coder.code(Article(id="x", text=text))[0].confidence or 0.0


def test_a_record_with_both_actors_is_surer_than_one_that_names_a_thing(coder: Coder) -> None:
    both = first(coder, "France condemned Iran.")
    thing = first(coder, "France condemned the delay.")
    assert 0.5 < thing < both < 1 or thing < 0.5 < both


def test_a_plan_is_less_sure_than_a_deed(coder: Coder) -> None:
    assert first(coder, "Egypt will send aid to Sudan.") < first(coder, "Egypt sent aid to Sudan.")


def test_two_tellings_are_surer_than_one(coder: Coder) -> None:
    once = first(coder, "Russian President Vladimir Putin met Chinese President Xi Jinping on Monday.")
    twice = first(
        coder,
        "Russian President Vladimir Putin met Chinese President Xi Jinping on Monday. "
        "The talks between Putin and Xi on Monday lasted two hours.",
    )
    assert twice > once


def test_min_confidence_drops_what_is_less_sure() -> None:
    article = Article(id="x", text="France condemned the delay. France condemned Iran.")
    less, more = sorted(Coder().code(article), key=lambda record: record.confidence or 0)
    assert (less.confidence or 0) < (more.confidence or 0)
    assert [r.id for r in Coder(min_confidence=more.confidence or 1).code(article)] == [more.id]


def test_every_fitted_cue_is_finite() -> None:
    assert all(abs(weight) < 20 for weight in weights().values())
    assert confidence({}) == 0.5
