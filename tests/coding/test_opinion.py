"""A second opinion moves confidence, and decides only where it is very sure of another class."""

from collections.abc import Mapping, Sequence

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.opinion import MarkedPair
from sanudo_schema import AnyEvent


class Fixed:
    """Holds one opinion on everything, and remembers what it was asked."""

    def __init__(self, **shares: float) -> None:
        self.shares = shares
        self.asked: list[MarkedPair] = []

    def __call__(self, pairs: Sequence[MarkedPair]) -> Sequence[Mapping[str, float]]:
        self.asked.extend(pairs)
        return [self.shares for _ in pairs]


def code(text: str, opinion: Fixed | None) -> AnyEvent:
    return Coder(opinion=opinion).code(Article(id="x", text=text))[0]


TEXT = "France condemned Iran on Monday."


def test_it_is_asked_about_the_sentence_with_both_actors_marked() -> None:
    opinion = Fixed(ACCUSE=0.9)
    code(TEXT, opinion)
    (pair,) = opinion.asked
    assert pair.text[slice(*pair.source)] == "France"
    assert pair.text[slice(*pair.target)] == "Iran"


def test_agreement_makes_a_record_surer_and_doubt_less_sure() -> None:
    alone = code(TEXT, None).confidence or 0
    assert (
        (code(TEXT, Fixed(ACCUSE=0.99)).confidence or 0)
        > alone
        > (code(TEXT, Fixed(AID=0.5, ACCUSE=0.2)).confidence or 0)
    )


def test_a_very_sure_other_class_decides_and_the_record_says_so() -> None:
    record = code(TEXT, Fixed(AID=0.97))
    assert (record.type, record.decided_by) == ("Aid", "reader")
    assert any("second opinion" in reason.rule for reason in record.reasons)


@pytest.mark.parametrize("shares", [{"AID": 0.6}, {"none": 0.99}])
def test_the_frames_decide_otherwise(shares: dict[str, float]) -> None:
    record = code(TEXT, Fixed(**shares))
    assert (record.type, record.decided_by) == ("Disapproval", "frames")


def test_a_meeting_stays_a_meeting() -> None:
    record = code("Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow.", Fixed(AID=0.99))
    assert record.type == "Meeting"
