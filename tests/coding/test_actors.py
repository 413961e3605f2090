"""Actors: who a noun phrase denotes, with country, role and code, and which mentions are the same actor."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sanudo.coding.actors import Cast, find_actors
from sanudo.coding.parsing import Parsed
from sanudo.coding.tokens import Token

Parse = Callable[..., Parsed]
TABLE = Path(__file__).with_name("actors.tsv")


def cases() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def word(parsed: Parsed, asked: str) -> Token:
    """The last token of that text, or the n-th for "text#n"."""
    text, _, number = asked.partition("#")
    tokens = [token for token in parsed.doc if token.text == text]
    return tokens[int(number) - 1 if number else -1]


def cast(parse: Parse, text: str, published: date | None = None) -> tuple[Cast, Parsed]:
    parsed = parse(text, published)
    return find_actors(parsed), parsed


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['text'][:40]}|{case['ask']}")
def test_actor_of_a_noun_phrase(parse: Parse, case: dict[str, str]) -> None:
    found, parsed = cast(parse, case["text"])
    actors = found.at(word(parsed, case["ask"]))
    assert " + ".join(actor.name for actor in actors) == ("" if case["want"] == "-" else case["want"])
    if case["country"]:
        assert (actors[0].country or "-") == case["country"]
    if case["code"]:
        assert (actors[0].code or "-") == case["code"]


def test_a_state_after_a_preposition_is_a_place_and_still_its_state(parse: Parse) -> None:
    found, parsed = cast(parse, "Moscow said the envoy had arrived in Moscow.")
    first, second = word(parsed, "Moscow#1"), word(parsed, "Moscow#2")
    assert [found.is_place_like(first), found.is_place_like(second)] == [False, True]
    assert found.at(first)[0].name == found.at(second)[0].name == "Russia"


def test_the_speaker_of_a_quote_is_the_subject_of_its_reporting_verb(parse: Parse) -> None:
    text = '"Our soldiers will stay," Malian minister Aliou Traore said. He left the hall.'
    found, parsed = cast(parse, text)
    assert [actor.name for actor in found.speaker_of(word(parsed, "Our"))] == ["Aliou Traore"]
    assert found.speaker_of(word(parsed, "hall")) == ()


def test_reasons_name_the_rule_and_the_words(parse: Parse) -> None:
    found, parsed = cast(parse, "Georgian Interior Minister Vano Beridze resigned. Beridze gave no reason.")
    assert found.reason(word(parsed, "Beridze")) == (
        ("demonym", "Georgian"),
        ("title", "Interior Minister"),
        ("earlier mention", "Georgian Interior Minister Vano Beridze"),
    )


def test_any_noun_phrase_can_be_an_object_with_the_state_its_words_name(parse: Parse) -> None:
    found, parsed = cast(parse, "The court banned the Turkish newspaper's satirical supplement and a bridge.")
    thing = found.generic(word(parsed, "bridge"))
    assert (thing.name, thing.country, thing.kind) == ("bridge", None, "other")
    assert found.generic(word(parsed, "supplement")).country == "TUR"


def test_coordinated_titled_names_are_read_off_the_words(parse: Parse) -> None:
    text = "He met Japan Prime Minister Kenji Arai, South Korea President Han Mi-ja and Xu Lan of China."
    found, parsed = cast(parse, text)
    heads = found.together(word(parsed, "Arai"))
    assert [found.at(head)[0].country for head in heads] == ["JPN", "KOR", "CHN"]
    assert found.together(word(parsed, "He")) == (word(parsed, "He"),)


def test_the_office_of_the_day_decides_who_holds_a_bare_surname(parse: Parse) -> None:
    text = "President Bush flew to Mexico."
    elder, parsed = cast(parse, text, date(1990, 5, 1))
    assert elder.at(word(parsed, "Bush"))[0].name == "George Bush"
    younger, parsed = cast(parse, text, date(2004, 5, 1))
    assert younger.at(word(parsed, "Bush"))[0].name == "George W. Bush"


def test_the_text_wins_over_the_table(parse: Parse) -> None:
    found, parsed = cast(parse, "Canadian Deputy Minister Emmanuel Macron met farmers.", date(2020, 1, 1))
    actor = found.at(word(parsed, "Macron"))[0]
    assert (actor.country, actor.title) == ("CAN", "Deputy Minister")


def test_two_people_of_one_surname_stay_apart(parse: Parse) -> None:
    text = (
        "South Korean President Kim Dae-ho met North Korean envoy Kim Yong-sil. "
        "President Kim offered aid. Envoy Kim refused. Kim Yong-sil left."
    )
    found, parsed = cast(parse, text)
    kims = [found.at(token)[0].name for token in parsed.doc if token.text == "Kim"]
    assert kims == ["Kim Dae-ho", "Kim Yong-sil", "Kim Dae-ho", "Kim Yong-sil", "Kim Yong-sil"]


def test_police_belong_to_the_state_the_article_is_about(parse: Parse) -> None:
    found, parsed = cast(parse, "Chile buried its dead on Sunday. Police lined the streets of Santiago. Chile wept.")
    actor = found.at(word(parsed, "Police"))[0]
    assert (actor.country, actor.code) == ("CHL", "CHLCOP")
    assert found.reason(word(parsed, "Police"))[0][0].endswith(("article is about", "sentence names"))


def test_actors_are_the_same_however_often_they_are_found(parse: Parse) -> None:
    text = "Peru's Rosa Quispe accused Chile. She said both countries had talked. They denied it."
    first, parsed = cast(parse, text)
    second, _ = cast(parse, text)
    assert [first.at(token) for token in parsed.doc] == [second.at(token) for token in parsed.doc]
