"""Who tells of an event, and what follows from it."""

from datetime import date

import pytest

from sanudo.articles import Article
from sanudo.coding.coder import Coder
from sanudo_schema import AnyEvent


def coded(text: str) -> list[AnyEvent]:
    return Coder().code(Article(id="a", text=text, published=date(2026, 3, 11)))


@pytest.mark.parametrize(
    ("text", "host", "words"),
    [
        (
            "Serbia announced that a visit by Albanian Prime Minister Ilir Dema was called off.",
            "SRB",
            "Serbia announced",
        ),
        (
            "The Greek Foreign Ministry said the visit by the Turkish president had been postponed.",
            "GRC",
            "The Greek Foreign Ministry said",
        ),
    ],
)
def test_the_state_that_calls_off_a_foreigner_s_visit_is_its_host(text: str, host: str, words: str) -> None:
    (visit,) = coded(text)
    assert (visit.type, visit.status, [actor.country for actor in visit.targets]) == ("Visit", "cancelled", [host])
    assert visit.attribution is not None
    assert visit.attribution.text == words


def test_a_visitor_s_own_state_is_no_host() -> None:
    assert coded("Albania said a visit by Prime Minister Ilir Dema had been postponed.") == []


def test_what_is_said_to_be_proposed_keeps_its_speaker() -> None:
    told = {r.type: r.attribution for r in coded("Peskov said that Russia had invited Kim to visit Moscow.")}
    assert {kind: said.text if said else None for kind, said in told.items()} == {
        "Invitation": "Peskov said",
        "Visit": "Peskov said",
    }


def test_a_charge_is_denied_by_whoever_calls_it_fiction() -> None:
    text = "Albania said Belgrade was plotting to destabilise Kosovo, a charge Serbian officials called “pure fiction”."
    allegation, denial = (r for r in coded(text) if r.type in ("Allegation", "Denial"))
    assert denial.denies == allegation.id
    assert [actor.country for actor in denial.sources] == ["SRB"]


def test_who_arrests_on_suspicion_suspects() -> None:
    text = "Kosovo police arrested four men on suspicion of smuggling weapons across the border from Serbia."
    (allegation,) = (r for r in coded(text) if r.type == "Allegation")
    assert [actor.name for actor in allegation.sources] == ["Kosovo police"]
