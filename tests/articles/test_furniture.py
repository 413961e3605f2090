"""What is no part of an article is marked, and sentences that only look like it are not."""

from itertools import pairwise

import pytest

from sanudo.articles.furniture import furniture_spans

BODY = "The two ministers will meet in Oslo on Tuesday, a spokesman told journalists on Monday."


def marked(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.reason) for span in furniture_spans(text)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Share this article", "share"),
        ("ADVERTISEMENT", "advertisement"),
        ("Sign up for our morning briefing", "newsletter"),
        ("By clicking Subscribe you agree to our terms.", "cookies"),
        ("© 2024 Oslo Courier. All rights reserved.", "copyright"),
        ("Reporting by Kari Lund; editing by Tom Reed", "credits"),
        ("By Kari Lund and Tom Reed", "byline"),
        ("Kari Lund | 3 May 2022", "date"),
        ("The envoys shake hands in Oslo on Monday. Image: Oslo City Council.", "caption"),
        ("Envoy Anna Berg (left) and her counterpart before the talks. (Reuters)", "caption"),
        ("Soldiers near the border. REUTERS/Kari Lund", "caption"),
        ("(END)", "end"),
        ("hh/ph/ts", "initials"),
        ("Most read in Politics", "prompt"),
        ("TWO SPIES SENT HOME AFTER SECRET TALKS", "headline of another article"),
        ("Envoys part as friends Envoys part as friends", "headline of another article"),
        ("Additional reporting from PA", "credits"),
        ("This is a breaking news story and will be updated", "editors"),
        ("Read more: Seoul issues a warning", "headline of another article"),
        ("https://example.org/news/1", "address"),
    ],
)
def test_a_line_of_furniture_is_marked_whole(line: str, reason: str) -> None:
    assert marked(f"Envoys to meet\n{BODY}\n{line}\n{BODY}") == [(line, reason)]


@pytest.mark.parametrize(
    "sentence",
    [
        "By continuing to supply shells, Pyongyang is violating the resolution, Seoul said.",
        "The ministry said it would share the report with its allies.",
        "For the latest round of talks, the envoys chose Oslo.",
        "Copyright law was not on the agenda, the minister said.",
        "Moscow rejected the terms and conditions of the agreement.",
        "By Monday, Russia had withdrawn its troops from the town.",
        "The minister, pictured by many as a hawk, called for talks.",
        "More talks are planned, he told the AFP/Reuters pool on Monday in a long and winding interview about peace.",
        "She wrote to envoy@example.org to protest.",
        "“We want peace,” the minister said",
        "STILL STANDING",
        "This report by the ministry told of the talks that failed, and of the reasons why; it was sent to all.",
        "More on the matter would follow in a week, the two ministers told journalists after the talks in Oslo.",
    ],
)
def test_a_sentence_of_the_article_is_not_marked(sentence: str) -> None:
    assert marked(f"Envoys to meet\n{BODY}\n{sentence}\n{BODY}") == []


def test_a_prompt_takes_the_headline_under_it_and_nothing_more() -> None:
    text = f"{BODY}\nRead more\nParis summons the ambassador\n{BODY}\nRelated stories\nOne thing\nAnother thing\n{BODY}"
    assert [words for words, _ in marked(text)] == [
        "Read more",
        "Paris summons the ambassador",
        "Related stories",
        "One thing",
        "Another thing",
    ]


def test_a_quotation_after_a_prompt_is_the_article_s() -> None:
    text = f"{BODY}\nRead more\n“They are our partner,” the spokesman said, adding that talks go on.\n{BODY}"
    assert marked(text) == [("Read more", "prompt")]


def test_what_stands_before_the_dateline_goes_with_it() -> None:
    opening = "(2nd LD) Envoys(ATTN: ADDS quote)By Kari Lund OSLO, Jan. 5 (NTB) --"
    text = f"Envoys to meet\n\n{opening} {BODY} k.lund@ntb.example(END)"
    spans = marked(text)
    assert spans[0] == (opening, "dateline")
    assert spans[1] == ("k.lund@ntb.example(END)", "mail address")


def test_a_caption_glued_to_the_first_sentence_is_cut_off() -> None:
    text = f"Envoys to meet\nFrom left: Anna Berg and Jon Moe. (Yonhap){BODY}"
    assert marked(text) == [("From left: Anna Berg and Jon Moe. (Yonhap)", "caption")]


def test_spans_are_sorted_and_do_not_overlap() -> None:
    text = f"(LEAD) Envoys\n(LEAD) Envoys meet (ATTN: x)\nRead more\n(LEAD) Other (Photo: a)\n{BODY}\nShare\n(END)"
    spans = furniture_spans(text)
    assert spans
    assert all(a.end <= b.start for a, b in pairwise(spans))
