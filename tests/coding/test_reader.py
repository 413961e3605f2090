"""How the reader behaves: what changes its opinion, and what must not."""

import time
from functools import partial
from itertools import pairwise

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.opinion import MarkedPair, Opinion
from sanudo.coding.reader import MODEL, PairReader, encode, load_reader, marked_text

ACTORS = [
    "Kenya",
    "the Bolivian interior minister",
    "Ursula Brandt",
    "striking dockers in Piraeus",
    "the African Union",
]

ACTS = {
    "{s} condemned {t} on Monday over the closure of the border.": "ACCUSE",
    "{s} sent medicine and blankets to {t} after the flood.": "AID",
    "{s} met {t} in Geneva for two days of talks.": "CONSULT",
    "{s} threatened {t} with retaliation unless the blockade ends.": "THREATEN",
    "{s} rejected a proposal by {t} for a joint commission.": "REJECT",
    "{s} shelled positions of {t} overnight, killing four.": "ASSAULT",
    "{s} praised {t} for its handling of the vote.": "SUPPORT",
    "{s} expelled the ambassador of {t} and cut ties.": "SANCTION",
}


def pair(frame: str, source: str, target: str) -> MarkedPair:
    """The sentence with the two actors put in and marked."""
    first, second = ("s", "t") if frame.index("{s}") < frame.index("{t}") else ("t", "s")
    names = {"s": source, "t": target}
    text, spans = "", {}
    rest = frame
    for side in (first, second):
        before, rest = rest.split("{" + side + "}", 1)
        text += before
        spans[side] = (len(text), len(text) + len(names[side]))
        text += names[side]
    return MarkedPair(text + rest, spans["s"], spans["t"])


def judge(frame: str, source: str = "Kenya", target: str = "Somalia") -> Opinion:
    return load_reader()([pair(frame, source, target)])[0]


@pytest.mark.parametrize("frame", ACTS)
def test_names_and_kinds_of_actors_do_not_change_the_event(frame: str) -> None:
    events = [judge(frame, source, target).event for source, target in pairwise(ACTORS)]
    assert events == [ACTS[frame]] * len(events)


@pytest.mark.parametrize("day", ["on Tuesday", "on 4 March 1987", "late last year"])
def test_dates_do_not_change_the_event(day: str) -> None:
    assert judge("{s} condemned {t} " + day + " over the closure of the border.").event == "ACCUSE"


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("{s} condemned {t} over the raid.", "{t} was condemned by {s} over the raid."),
        ("{s} shelled {t} overnight.", "{t} was shelled overnight by {s}."),
        ("{s} praised {t} for the vote.", "{t} was praised by {s} for the vote."),
    ],
)
def test_the_passive_changes_nothing(active: str, passive: str) -> None:
    one, other = judge(active), judge(passive)
    assert one.event == other.event
    assert min(one.forward, other.forward) > 0.5


@pytest.mark.parametrize("frame", ["{s} condemned {t} over the raid.", "{s} shelled {t} overnight."])
def test_who_acts_on_whom_is_told_from_the_marks(frame: str) -> None:
    turned = frame.replace("{s}", "{#}").replace("{t}", "{s}").replace("{#}", "{t}")
    assert judge(frame).forward > 0.5 > judge(turned).forward


def test_the_future_makes_a_plan_of_it() -> None:
    assert judge("{s} sent troops to {t}.").status == "occurred"
    assert judge("{s} will visit {t} next week.").status == "scheduled"


@pytest.mark.parametrize(
    "frame",
    [
        "{s} voted on Sunday, and {t} marked its national day.",
        "Officials of {s} and {t} were at the match, which ended in a draw.",
        "The Danish envoy flew home from {s} while the rain went on in {t}.",
    ],
)
def test_two_actors_side_by_side_are_no_act(frame: str) -> None:
    assert judge(frame).act < 0.5


@pytest.mark.parametrize("frame", ACTS)
def test_an_act_is_seen_as_one(frame: str) -> None:
    assert judge(frame).act > 0.5


def test_opinions_are_the_same_on_every_run() -> None:
    pairs = [pair(frame, "Chad", "Niger") for frame in ACTS]
    assert PairReader()(pairs) == PairReader()(pairs)


def test_a_pair_without_a_target_and_a_very_long_sentence_are_read() -> None:
    tail = "as " + ", ".join(f"village number {n} burned" for n in range(200))
    alone = MarkedPair("The rebels laid down their arms.", (0, 10), None)
    distant = pair("{s}, " + tail + ", condemned {t}.", "Chad", "Niger")
    first, second = load_reader()([alone, distant])
    assert first.event == "RETREAT"
    assert sum(second.events.values()) == pytest.approx(1)


def test_a_long_sentence_keeps_both_marks() -> None:
    reader = load_reader()
    distant = pair("{s} " + "and so on " * 100 + " condemned {t}.", "Chad", "Niger")
    (encoded,) = encode(reader._tokenizer, [distant], reader.longest)
    assert len(encoded.ids) <= reader.longest
    assert 0 < encoded.source < encoded.target


def test_marks_stand_around_the_actors_in_either_order() -> None:
    assert (
        marked_text(MarkedPair("Iran was hit by Iraq.", (16, 20), (0, 4))) == "[T] Iran [/T] was hit by [S] Iraq [/S]."
    )


def test_the_model_is_small_and_loads_within_a_second() -> None:
    assert (MODEL / "reader.onnx").stat().st_size <= 25_000_000
    begun = time.process_time()
    PairReader()
    assert time.process_time() - begun < 1


code = partial(Article, id="x")


def test_the_record_shows_both_opinions() -> None:
    (record,) = Coder().code(code(text="France condemned Iran on Monday."))
    rules = [reason.rule for reason in record.reasons if reason.field == "cameo"]
    assert any(rule.startswith("frame ") for rule in rules)
    assert any(rule.startswith("second opinion: ACCUSE") for rule in rules)


def test_what_is_denied_is_no_fact_and_what_is_negated_did_not_happen() -> None:
    denied = Coder().code(code(text="Turkey denied that it had shelled Kurdish villages."))
    assert {record.type: record.status.value for record in denied}["Denial"] == "occurred"
    assert all(record.status.value != "occurred" for record in denied if record.type != "Denial")
    negated = Coder().code(code(text="Kenya did not attack Somalia on Monday."))
    assert [record.status.value for record in negated if record.type == "Fight"] == ["negated"]
