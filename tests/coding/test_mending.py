"""What a small parser takes for the modifier of a noun is the verb that governs it."""

from datetime import date

import pytest

from sanudo.articles import Article
from sanudo.coding.coder import Coder
from sanudo.coding.parsing import load_pipeline, parse


def words(text: str) -> dict[str, tuple[str, str]]:
    """The label of each word and what it hangs on."""
    return {
        token.text: (token.dep_, token.head.text) for token in parse(Article(id="a", text=text), load_pipeline()).doc
    }


@pytest.mark.parametrize(
    ("text", "verb", "label", "above", "noun"),
    [
        ("The envoy said the government was shielding officials.", "shielding", "ccomp", "said", "officials"),
        ("Chad accuses Sudan of sheltering rebels; Khartoum rejects claim", "sheltering", "pcomp", "of", "rebels"),
    ],
)
def test_a_verb_taken_for_a_modifier_governs_its_object(
    text: str, verb: str, label: str, above: str, noun: str
) -> None:
    found = words(text)
    assert found[verb] == (label, above)
    assert found[noun] == ("dobj", verb)


def test_an_adjective_stays_one() -> None:
    assert words("The two are leading members of the party.")["leading"] == ("amod", "members")


def test_thousands_at_the_start_are_no_name() -> None:
    text = "LIMA, April 13 (Lagoon Press) - Thousands of demonstrators marched in Lima on Monday."
    (record,) = Coder().code(Article(id="a", text=text, published=date(2026, 4, 13)))
    assert [actor.name for actor in record.sources] == ["demonstrators"]


def test_the_accused_is_whoever_is_said_to_have_done_it() -> None:
    text = "Chad accuses Sudan of sheltering rebels; Khartoum rejects claim"
    records = Coder().code(Article(id="a", text=text))
    assert [(r.type, [a.name for a in r.sources], [a.name for a in r.targets]) for r in records] == [
        ("Allegation", ["Chad"], ["Sudan"]),
        ("Aid", ["Sudan"], ["rebels"]),
        ("Denial", ["Sudan"], ["Chad"]),
    ]
    assert [str(r.status) for r in records] == ["occurred", "alleged", "occurred"]


def test_a_charge_hangs_on_the_accusation() -> None:
    found = words("Iraq has repeatedly accused its neighbour of holding back water.")
    assert found["of"] == ("prep", "accused")


@pytest.mark.parametrize("text", ["Israel's ally Egypt accused Sudan.", "Its ally Saudi Arabia accused Sudan."])
def test_a_noun_without_article_before_a_name_is_its_title(text: str) -> None:
    name = text.split()[-3]
    assert words(text)["ally"] == ("compound", name)
    assert words(text)[name] == ("nsubj", "accused")
