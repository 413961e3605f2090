"""Who does it to whom where the predicate's own slots do not say."""

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(opinion=None)


def pairs(coder: Coder, text: str, root: str) -> list[tuple[list[str], list[str]]]:
    """Names of sources and targets of the records whose code begins so."""
    records = coder.code(Article(id="counterparts", text=text))
    return [([a.name for a in r.sources], [a.name for a in r.targets]) for r in records if r.cameo.startswith(root)]


@pytest.mark.parametrize(
    ("text", "root", "source", "target"),
    [
        # who is bidden
        ("Oslo demanded that Denmark hand over the ferry's papers.", "10", "Norway", "Denmark"),
        ("Nurses in Lima demanded that the health ministry open two more wards.", "10", "Nurses", "health ministry"),
        ("The auditors advised that Ottawa scrap the fuel rebate.", "02", "auditors", "Canada"),
        # those named in what an attitude embeds, before a bare noun
        ("Latvia promised to send Moldova a squadron of helicopters.", "03", "Latvia", "Moldova"),
        ("The junta agreed to allow Red Cross doctors into the delta.", "03", "junta", "Red Cross doctors"),
        # beside the verb that carries the noun
        ("Norway doubled its development aid to Malawi in 2004.", "07", "Norway", "Malawi"),
        ("The Greek prime minister tendered his resignation to parliament.", "08", "prime minister", "parliament"),
        # whose deed prompts it
        ("The dockers will not end the strike until the port authority pays them.", "12", "dockers", "port authority"),
        # who is told
        ("The minister told Togo's envoys that he was ready to lift the ban.", "03", "minister", "Togo's envoys"),
        ("Iraq rushed a brigade towards Kuwait in October 1994.", "15", "Iraq", "Kuwait"),  # not to those sent
        ("Marines remained on alert in Gibraltar on Friday.", "15", "Marines", "Gibraltar"),
        ("The museum returned a mask that was stolen in 1961 from a shrine to Benin.", "08", "museum", "Benin"),
        ("Sudan agreed to let the inspectors see the camp.", "03", "Sudan", "inspectors"),
        # two who agree
        ("Chile and Peru agreed to share information on smugglers.", "03", "Chile", "Peru"),
        # whose deed or weapon it is
        ("A French-led raid on the rebels' camp killed nine people.", "19", "France", "people"),
        ("A rocket fired by the Turkish army struck a Syrian village.", "19", "Turkish army", "Syria"),
        # what a report or resolution is about, and who made it
        ("Chadian police opened an inquiry into claims that two senators took bribes.", "09", "police", "senators"),
        ("Parliament passed a resolution criticising President Abdo Karim.", "11", "Parliament", "Abdo Karim"),
        # organs of a state where no agent is named
        ("The journalist Moussa Adamou was arrested on Monday in Niger.", "17", "Niger", "Moussa Adamou"),
        ("Two monitors were expelled from Eritrea on Sunday.", "1", "Eritrea", "monitors"),
        # a "by" further off, an announcement, the forces that are sent
        ("The editor was shot dead outside a cafe by masked gunmen.", "1", "gunmen", "editor"),
        ("Kenya's minister said the curfew in Garissa would be lifted on Sunday.", "03", "minister", "Garissa"),
        ("Some 900 Ugandan soldiers were deployed along the Congolese border.", "15", "Ugandan soldiers", "Congo"),
        # names joined before one noun
        ("Swiss and EU negotiators signed an agreement in Bern.", "05", "Swiss negotiators", "EU negotiators"),
        ("House and Senate negotiators reached a deal on Monday.", "05", "House negotiators", "Senate negotiators"),
        # a dateline acts in nothing
        ("KABUL (Pajhwok) : The African Union and Chad condemned the attack on a school.", "11", "African", "school"),
        ("HARARE, 1994 - President Robert Mugabe warned Zambia.", "13", "Robert Mugabe", "Zambia"),
    ],
)  # fmt: skip
def test_source_and_target(coder: Coder, text: str, root: str, source: str, target: str) -> None:
    found = pairs(coder, text, root)
    assert any(
        any(source in name for name in sources) and any(target in name for name in targets)
        for sources, targets in found
    ), found


@pytest.mark.parametrize(
    ("text", "root", "wrong"),
    [
        ("A Kurdish poet exiled in Sweden has translated Ibsen.", "17", "Sweden"),  # where to, not by whom
        (
            "The truce began on Friday, sources told Al Jazeera.",
            "08",
            "Al Jazeera",
        ),  # told by others than those who act
        ("The Georgian opposition praised the central bank.", "12", "opposition"),  # a group, no refusal
    ],
)
def test_nobody_is_taken_for_the_other_side(coder: Coder, text: str, root: str, wrong: str) -> None:
    assert not any(wrong in name for sides in pairs(coder, text, root) for side in sides for name in side)


def test_the_reason_says_that_the_state_is_taken_from_the_place(coder: Coder) -> None:
    records = coder.code(Article(id="organ", text="Two reporters were jailed in Burundi."))
    reasons = [
        (reason.rule, reason.text) for record in records for reason in record.reasons if reason.field == "sources"
    ]
    assert ("state of the place, whose organs alone do so", "Burundi") in reasons
