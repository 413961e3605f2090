"""Neighbours are the states named before that share a border."""

import pytest

from sanudo.articles import Article
from sanudo.coding.coder import Coder


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Turkey and Iraq share the river. Iraq has accused its neighbour of holding back water.", ["Turkey"]),
        ("Colombia and Venezuela quarrel. Colombia accused its eastern neighbour of sheltering rebels.", ["Venezuela"]),
        (
            "Egypt and Ethiopia held talks in Addis Ababa. Sudan accused both of its neighbours of hiding data.",
            ["Egypt", "Ethiopia"],
        ),
        ("China sent ships to the islands. Japan accused its neighbour of provocation.", ["China"]),
    ],
)
def test_a_neighbour_is_the_state_named_before_that_borders_on_the_owner(text: str, accused: list[str]) -> None:
    records = Coder().code(Article(id="a", text=text))
    assert [[actor.name for actor in r.targets] for r in records if r.type == "Allegation"] == [accused]


def test_of_two_neighbours_none_is_guessed() -> None:
    text = "Kenya, Uganda and Chile sent envoys. Tanzania accused its neighbour of hiding data."
    assert not [r for r in Coder().code(Article(id="a", text=text)) if r.type == "Allegation"]


def test_a_state_beside_its_neighbour_s_name_keeps_its_own_code() -> None:
    record, *_ = Coder().code(Article(id="a", text="Israel's ally Egypt accused Sudan of arming rebels."))
    assert [(actor.name, actor.country) for actor in record.sources] == [("Egypt", "EGY")]
