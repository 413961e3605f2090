"""Who accuses and who denies, whatever the words: whole sentences with the allegations and denials they tell."""

from datetime import date

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder

KINDS = ("Allegation", "Denial")


def told(text: str) -> list[str]:
    article = Article(id="x", text=text, published=date(2026, 3, 10))
    found = [record for record in Coder(opinion=None).code(article) if record.type in KINDS]
    names = {r.id: i for i, r in enumerate(found)}
    return [
        f"{r.type} {'+'.join(a.name for a in r.sources)} > {'+'.join(a.name for a in r.targets)}"
        + (f" denies {names[r.denies]}" if getattr(r, "denies", None) else "")
        for r in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana's army dismissed two generals over their alleged involvement in the coup.", "Ghana's army > generals"),
        ("A former Slovak minister was detained on suspicion of taking bribes.", " > former Slovak minister"),
        ("The senator is under pressure after revelations that she had taken money from Kuwait.", " > senator"),
        ("The governor is under fire over media reports indicating he had harassed his staff.", "media > governor"),
        ("The judge is being investigated over claims he helped Hezbollah move cash.", " > judge"),
        ("The minister resigned amid accusations of corruption.", " > minister"),
        ("The colonel, who is allegedly linked to the Peronist party, was promoted.", " > colonel"),
    ],
)
def test_the_accused_are_found_where_nobody_is_said_to_accuse(text: str, expected: str) -> None:
    assert told(text) == [f"Allegation {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Brazilian candidate says Argentina is using export rules to take jobs away.",
         "Brazilian candidate > Argentina"),
        ("Kosovo's president said Serbia had ordered the attack.", "Kosovo's president > Serbia"),
        ("The Kremlin said the seizure of the tanker by Finland was an act of piracy.", "Kremlin > Finland"),
        ("Colombia's president said Ecuador had put up a fence to steal water.", "Colombia's president > Ecuador"),
        ("The Civic Alliance accused Fine Gael of lying.", "Civic Alliance > Fine Gael"),
        ('"He kills his critics," Senator Ruiz said of the Nicaraguan president.', "Ruiz > Nicaraguan president"),
        ("The army shelled the militias holding the town, which Rwandan officials insisted had attacked villages.",
         "Rwandan officials > militias"),
    ],
)  # fmt: skip
def test_speaking_of_wrongdoing_alleges(text: str, expected: str) -> None:
    assert told(text) == [f"Allegation {expected}"]


@pytest.mark.parametrize(
    "text",
    [
        "Labour has a plan to take action against the gangs, the Danish minister said.",
        "The government wants laws banning migrants from claiming asylum in Malta.",
        "Poland blamed Covid for the delay.",
        "Norway said its soldiers had never attacked Chad, and its diplomats would deny any charge.",
    ],
)
def test_what_is_no_accusation_is_none(text: str) -> None:
    assert not [found for found in told(text) if found.startswith("Allegation")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The reform was blocked over fears that it would breach the treaty, which the justice ministry rejects.",
         "justice ministry > "),
        ("The Home Office rejects fears that the plan amounts to an amnesty.", "Home Office > "),
        ("The foreign ministry in Minsk said it had nothing to do with the balloons.", "foreign ministry in Minsk > "),
        ("Algeria said there was no truth in the Moroccan claims.", "Algeria > "),
        ("Belgian premier Bart Wever left, dismissing reports that he would resign.", "Bart Wever > "),
        ("Mauritius insists that it does nothing of the kind.", "Mauritius > "),
    ],
)  # fmt: skip
def test_more_ways_to_deny(text: str, expected: str) -> None:
    assert told(text) == [f"Denial {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Senator Cruz accused Putin of killing reporters. "He\'s always denied it," Senator Paul said.',
         ["Allegation Ted Cruz > Vladimir Putin", "Denial Vladimir Putin > Ted Cruz denies 0"]),
        ("The Washington Post reported that Emirati planes had flown arms to Sudan. "
         "Abu Dhabi said the report was false.",
         ["Allegation Washington Post > United Arab Emirates",
          "Denial United Arab Emirates > Washington Post denies 0"]),
        ("Reports said Cuba had let China build a listening post on the island. Havana has denied it.",
         ["Allegation  > Cuba", "Denial Cuba >  denies 0"]),
        ("The minister said the budget had grown. The opposition denied that.", ["Denial opposition > "]),
        ("Ghana denied arming the rebels. The accusation was levelled by Togo's foreign minister.",
         ["Denial Ghana > Togo's foreign minister denies 1", "Allegation Togo's foreign minister > Ghana"]),
    ],
)  # fmt: skip
def test_what_is_said_of_others_is_alleged_once_they_deny_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected
