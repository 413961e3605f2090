"""Place names, found and resolved, or left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.coding.gazetteer import fold, load_gazetteer
from sanudo.coding.parsing import Parsed
from sanudo.coding.places import find_places
from sanudo_schema.codes import countries

Parse = Callable[..., Parsed]
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("places.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
NO_PLACE = [
    "The Washington Post reported it.",
    "Paris Hilton smiled.",
    "Jack London wrote it.",
    "Hillary Clinton won, and Clinton thanked them.",
    "The Bank of England raised rates.",
    "They gave it to us.",
    "Nancy left early.",
    "The reading of the bill was put off.",
    "Mr Lincoln spoke for an hour.",
    "Turkish and French soldiers met Korean officials.",
    "The Sunday Times apologised.",
    "President Jordan resigned.",
    "The cabinet ruled out talks with Hamas.",
    "The Commonwealth wrote to the king.",
    "They gave back the frigate Libertad.",
    "Squatters left the Mau forest.",
    "Andy Murray won, and Murray smiled.",
    "The fight for the Soul of the party began.",
    "Manchester City won.",
    "The leaders met on the sidelines of the Asia-Pacific Economic Cooperation summit.",
    "Hong Kong police and a Saudi envoy met Hong Kong lawyers.",
    "The crime was planned in Valencia.",
]


@pytest.mark.parametrize(("sentence", "words", "name", "state", "preposition", "role"), ROWS)
def test_a_place_is_found_where_it_is(
    parse: Parse, sentence: str, words: str, name: str, state: str, preposition: str, role: str
) -> None:
    found = {mention.place.text: mention for mention in find_places(parse(sentence))}
    assert words in found
    mention = found[words]
    assert (mention.place.name, mention.place.country or "-") == (name, state)
    assert (mention.preposition or "-", mention.place.role) == (preposition, role)
    assert mention.reason


@pytest.mark.parametrize("sentence", NO_PLACE)
def test_no_place_rather_than_a_wrong_one(parse: Parse, sentence: str) -> None:
    assert [(m.place.text, m.place.name) for m in find_places(parse(sentence))] == []


def test_a_town_of_a_state_named_elsewhere_wins_over_a_namesake_of_its_size(parse: Parse) -> None:
    (town,) = [
        m.place
        for m in find_places(parse("Spanish police made arrests. Protesters gathered in Córdoba."))
        if m.kind == "town"
    ]
    assert town.country == "ESP"


def test_a_town_has_coordinates_and_its_geonames_number(parse: Parse) -> None:
    (mention,) = find_places(parse("Talks resumed in Geneva."))
    place = mention.place
    assert (round(place.latitude or 0), round(place.longitude or 0), place.geonames) == (46, 6, 2660646)


WORDS = """in at of from the to and , - ' 's northern Paris Turkey Kilis Georgia US St Petersburg New York City Saint
Bank Mr Jordan Washington Post San José Russian said province West Bank Sea of Japan May U.S. al- "Córdoba" Kivu"""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12))
def test_no_row_of_names_breaks_it(parse: Parse, words: list[str]) -> None:
    for mention in find_places(parse(" ".join(words))):
        assert mention.first.i <= mention.root.i <= mention.last.i
        assert mention.place.text
        assert mention.place.text in " ".join(words)


def test_every_entry_has_a_known_state_and_real_coordinates() -> None:
    gazetteer = load_gazetteer()
    known = {country.iso3 for country in countries()}
    for key in [*gazetteer.places, *gazetteer.towns]:
        for entry in gazetteer.look_up(key):
            assert entry.country is None or entry.country in known
            assert entry.latitude is None or (-90 <= entry.latitude <= 90 and -180 <= (entry.longitude or 0) <= 180)
        assert key == fold(key)
