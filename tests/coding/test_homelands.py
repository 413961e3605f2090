"""Soldiers, ministers and courts without a state are those of the article's own, or of none."""

from sanudo.articles import Article
from sanudo.coding.actors import find_actors
from sanudo.coding.parsing import load_pipeline, parse

AMBUSH = """Peace deal in doubt after ambush in Chittagong Hills
At least six soldiers were killed when gunmen ambushed an army patrol in the Chittagong Hills early on Saturday, in
the deadliest attack since the government and the rebels signed a ceasefire in February. Nobody said it was theirs.
Prime Minister Farida Khatun postponed a meeting with rebel leaders that had been planned for Tuesday, and ordered
reinforcements to the region. The army said it had found weapons and documents in a village near the scene.
Norway, the mediator of the peace process, said its special envoy would travel to the capital on Sunday. "There is no
alternative to talking," the envoy told Norwegian reporters in Oslo. Norway has paid for the talks since 2019.
"""


def countries(text: str) -> dict[str, str | None]:
    """The country of each actor of a text."""
    cast = find_actors(parse(Article(id="a", text=text), load_pipeline()))
    return {chain.name: chain.country for chain in cast.chains}


def test_the_army_is_that_of_the_district_and_not_of_the_mediator() -> None:
    found = countries(AMBUSH)
    assert (found["army"], found["Farida Khatun"], found["special envoy"]) == ("BGD", "BGD", "NOR")


def test_a_state_named_late_among_others_lends_nobody_its_country() -> None:
    assert countries(AMBUSH.replace("Chittagong Hills", "hills").replace("Oslo", "Vienna"))["army"] is None


def test_the_only_state_of_an_article_is_its_own_however_late_it_is_named() -> None:
    text = AMBUSH.split("Norway")[0].replace("Chittagong Hills", "hills") + "Nepal has seen many such attacks."
    assert countries(text)["army"] == "NPL"
