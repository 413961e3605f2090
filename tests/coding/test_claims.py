"""A claim points at what it claims, which is never told as a fact."""

from pathlib import Path

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo_schema import AnyEvent

EXAMPLES = Path(__file__).parents[2] / "examples/articles"
TEXTS = (
    (EXAMPLES / "orinoco-border.txt").read_text("utf-8"),
    "Last week Greece accused Turkey of shelling Lemnos, an accusation Ankara denied.",
    "Kenya denied that its soldiers had attacked villagers in Somalia.",
)


def records(text: str) -> list[AnyEvent]:
    return Coder().code(Article(id="x", text=text))


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_claimed_is_alleged(text: str) -> None:
    found = {record.id: record for record in records(text)}
    claims = [record.claim for record in found.values() if record.type in ("Allegation", "Denial") and record.claim]
    assert claims
    assert {str(found[claim.event].status) for claim in claims if claim.event} <= {"alleged"}


def test_the_accused_did_what_is_alleged_and_the_denial_points_at_it() -> None:
    found = {record.type: record for record in records(TEXTS[1])}
    allegation, denial = found["Allegation"], found["Denial"]
    assert [actor.name for actor in found["Fight"].sources] == ["Turkey"]
    assert allegation.claim is not None
    assert allegation.claim.text == "shelling Lemnos"
    assert allegation.claim.event == found["Fight"].id
    assert denial.denies == allegation.id
    assert [actor.name for actor in denial.targets] == ["Greece"]


def test_a_ministry_that_tells_of_its_police_accuses_nobody() -> None:
    (record,) = records("Georgian riot police detained 63 people in Tbilisi, the interior ministry said.")
    assert (record.type, str(record.status)) == ("Coercion", "occurred")
    assert record.attribution is not None


def test_what_is_waited_for_has_not_happened() -> None:
    found = {
        r.mentions[0].frame: str(r.status)
        for r in records("Al-Shabaab vowed to fight until Kenya withdraws its troops.")
    }
    assert found["withdraw-troops"] == "possible"
