"""Meetings and visits told by nouns, captions, hosts and plans; and what only looks like one."""

from datetime import date

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder


def told(text: str) -> list[str]:
    article = Article(id="x", text=text, published=date(2026, 3, 10))
    return [
        f"{r.type} {r.status} {' + '.join(a.name for a in (*r.sources, *r.targets))}"
        + (f" {r.time.edtf}" if r.time is not None else "")
        for r in Coder(opinion=None).code(article)
        if r.type in ("Meeting", "Visit")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moroccan minister Nasser Bourita with his Spanish counterpart Jose Albares in Rabat on November 14, 2025.",
         "Meeting occurred Nasser Bourita + Jose Albares 2025-11-14"),
        ("Moldovan President Maia Sandu, left, and Chancellor Friedrich Merz, right, in Berlin on 3 February 2026.",
         "Meeting occurred Maia Sandu + Friedrich Merz 2026-02-03"),
        ("President Joko Widodo hosted the leaders of Fiji and Samoa for talks in May 2025.",
         "Meeting occurred Joko Widodo + leaders of Fiji + leaders of Samoa 2025-05"),
        ("The prime ministers of the two rivals, Nikol Pashinyan and Ilham Aliyev, met in Tirana in May 2025.",
         "Meeting occurred Nikol Pashinyan + Ilham Aliyev 2025-05"),
        ("Peace talks between Sudan and the rebels are due to resume in Havana in May 2026.",
         "Meeting scheduled Sudan + rebels 2026-05"),
        ("The German chancellor and the Polish prime minister discussed the border in February 2026.",
         "Meeting occurred German chancellor + Polish prime minister 2026-02"),
        ("Negotiators from India and Pakistan sat down in Doha in May 2025.",
         "Meeting occurred Negotiators from India + Negotiators from Pakistan 2025-05"),
    ],
    ids=["caption", "caption with sides", "host", "names after a plural", "due to resume", "discussed", "sat down"],
)  # fmt: skip
def test_meetings(text: str, expected: str) -> None:
    assert expected in told(text)


def test_the_first_talks_of_two_who_are_to_meet_were_theirs() -> None:
    assert told(
        "South Korean President Lee Jae Myung will meet Chinese President Xi Jinping on Sunday. "
        "Their first summit talks were held in Gyeongju on Nov. 1."
    ) == [
        "Meeting scheduled Lee Jae Myung + Xi Jinping 2026-03-15",
        "Meeting occurred Lee Jae Myung + Xi Jinping 2025-11-01",
    ]


def test_who_is_abroad_visits() -> None:
    assert told("The Lebanese prime minister, who is in London, said that the truce would hold.") == [
        "Visit ongoing Lebanese prime minister + United Kingdom"
    ]
    assert told("The Lebanese prime minister is in hospital in Beirut.") == []


def test_what_a_planned_journey_is_for_lies_ahead_too() -> None:
    assert told("The Guyanese president will fly to Brasilia in May to meet Brazilian President Luiza Prado.") == [
        "Visit scheduled Guyanese president + Brazil 2026-05",
        "Meeting scheduled Guyanese president + Luiza Prado 2026-05",
    ]


def test_a_visit_that_will_not_be_called_off_goes_ahead() -> None:
    assert told("The Malian president said that she would not cancel her trip to Hanoi.") == [
        "Visit scheduled Malian president + Vietnam"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Congolese president opposed an invitation to the rebels to attend the Luanda conference.",
        "The Maltese president discussed Libya in a radio interview.",
        "She was detained in Minsk in August, her lawyer said.",
    ],
)
def test_what_is_no_meeting_of_those_who_speak_of_it(text: str) -> None:
    assert told(text) == []
