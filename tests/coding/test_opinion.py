"""A second opinion moves confidence, and decides the class only where it outweighs the frames."""

from collections.abc import Sequence

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.opinion import MarkedPair, Opinion, SecondOpinion, marked_pair
from sanudo.coding.parsing import load_pipeline, parse
from sanudo_schema import AnyEvent

EVENTS = ("ACCUSE", "AID", "CONSULT", "REJECT", "THREATEN")
TEXT = "France condemned Iran on Monday."


class Fixed:
    """Holds one opinion on everything, and remembers what it was asked."""

    def __init__(self, event: str, share: float, code: str = "070", act: float = 0.99) -> None:
        rest = (1 - share) / (len(EVENTS) - 1)
        events = {name: share if name == event else rest for name in EVENTS}
        self.opinion = Opinion(act, 0.99, events, {code: 1.0}, {"occurred": 1.0})
        self.asked: list[MarkedPair] = []

    def __call__(self, pairs: Sequence[MarkedPair]) -> Sequence[Opinion]:
        self.asked.extend(pairs)
        return [self.opinion for _ in pairs]


def records(text: str, opinion: SecondOpinion | None) -> list[AnyEvent]:
    return Coder(opinion=opinion).code(Article(id="x", text=text))


def test_it_is_asked_about_the_sentence_with_both_actors_marked() -> None:
    opinion = Fixed("ACCUSE", 0.9)
    records(TEXT, opinion)
    (pair,) = opinion.asked
    assert pair.target is not None
    assert (pair.text[slice(*pair.source)], pair.text[slice(*pair.target)]) == ("France", "Iran")


def test_the_whole_phrase_that_names_an_actor_is_marked() -> None:
    text = "Iranian Foreign Minister Javad Zarif has condemned a decision of the US Supreme Court."
    parsed = parse(Article(id="x", text=text), load_pipeline())
    pair = marked_pair(Coder(opinion=None).heard(parsed)[0], parsed)
    assert pair is not None
    assert pair.text[slice(*pair.source)] == "Iranian Foreign Minister Javad Zarif"


def test_agreement_makes_a_record_surer_and_doubt_less_sure() -> None:
    (sure,), (unsure,) = records(TEXT, Fixed("ACCUSE", 0.99)), records(TEXT, Fixed("AID", 0.4, act=0.3))
    assert (sure.confidence or 0) > 0.75 > (unsure.confidence or 0)


def test_a_very_sure_other_class_decides_and_the_record_says_so() -> None:
    (record,) = records(TEXT, Fixed("AID", 0.9999))
    assert (record.type, record.cameo, record.decided_by) == ("Aid", "070", "reader")
    assert any("second opinion: AID" in reason.rule for reason in record.reasons)


def test_it_is_not_asked_where_the_frames_are_sure() -> None:
    opinion = Fixed("AID", 0.9999)
    text = "Iranian Foreign Minister Javad Zarif has condemned a decision of the US Supreme Court."
    assert [record.decided_by for record in records(text, opinion)] == ["frames"]
    assert opinion.asked == []


@pytest.mark.parametrize("share", [0.25, 0.3])
def test_the_frames_decide_otherwise(share: float) -> None:
    (record,) = records(TEXT, Fixed("AID", share))
    assert (record.type, record.decided_by) == ("Disapproval", "frames")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow.", "Meeting"),
        ("Iran denied that it had armed the rebels.", "Denial"),
    ],
)
def test_meetings_visits_allegations_and_denials_keep_their_class(text: str, kind: str) -> None:
    assert records(text, Fixed("AID", 0.9999))[0].type == kind


UNFRAMED = "Estonia outstared Latvia on Monday."


def test_a_clause_that_no_frame_reads_becomes_a_record_where_the_opinion_is_sure() -> None:
    (record,) = records(UNFRAMED, Fixed("THREATEN", 0.99, "130", act=0.999))
    assert (record.type, record.cameo, record.decided_by) == ("Threat", "130", "reader")
    assert [actor.name for actor in (*record.sources, *record.targets)] == ["Estonia", "Latvia"]


@pytest.mark.parametrize("opinion", [None, Fixed("THREATEN", 0.4, "130"), Fixed("THREATEN", 0.99, "130", act=0.1)])
def test_and_none_otherwise(opinion: SecondOpinion | None) -> None:
    assert records(UNFRAMED, opinion) == []


def test_another_event_of_the_sentence_lends_no_class() -> None:
    text = (
        "At least six soldiers were killed when gunmen ambushed an army patrol on Saturday, in the deadliest attack "
        "since the government and the rebels signed a ceasefire in February."
    )
    codes = {record.mentions[0].frame: record.root for record in Coder().code(Article(id="a", text=text))}
    assert codes["ceasefire"] != "19"
    assert "19" in codes.values()
