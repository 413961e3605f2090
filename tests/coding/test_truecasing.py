"""Headlines In Title Case tell the same events as headlines in sentence case."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.parsing import is_ordinary, load_pipeline
from sanudo.coding.truecasing import truecased

HEADLINES = [
    line.split("\t")
    for line in Path(__file__).with_name("headlines.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
BODY = "The government said on Monday that it would respond, and the ministry declined to comment further.\n"


def cased(headline: str, body: str = BODY) -> str:
    nlp = load_pipeline()
    words = [token.text for token in nlp.tokenizer(headline)]
    found = truecased(words, body.split(), partial(is_ordinary, nlp=nlp))
    assert [len(word) for word in found] == [len(word) for word in words]
    return " ".join(found)


def events(headline: str) -> list[tuple[str, ...]]:
    article = Article(id="x", text=f"{headline}\n\n{BODY}", headline_end=len(headline), published=date(2026, 3, 10))
    return sorted(
        (r.type, r.status, r.cameo, *(a.name.lower() for a in (*r.sources, *r.targets)))
        for r in Coder(opinion=None).code(article)
        if any(mention.start < len(headline) for mention in r.mentions)
    )


def test_a_headline_in_title_case_tells_what_one_in_sentence_case_tells() -> None:
    differing = [titled for titled, plain in HEADLINES if events(titled) != events(plain)]
    assert differing == ["Israel And Lebanon Agree To Ceasefire"]  # the pipeline does not know the word


def test_sentence_case_stays_as_it_is() -> None:
    for _, plain in HEADLINES:
        assert cased(plain) == " ".join(token.text for token in load_pipeline().tokenizer(plain))


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("KENYA DENIES ARMING UN TROOPS", BODY, "Kenya denies arming UN troops"),
        ("President Bush Meets Prime Minister May In London", BODY,
         "President Bush meets Prime Minister May in London"),
        ("Minister Visits Green Party Farm On Sunday", "The Green Party farm is old.",
         "Minister visits Green Party farm on Sunday"),
        ("Who Rules The Waves", "The waves are high.", "Who Rules The Waves"),
    ],
    ids=["shouted", "titles of persons", "names of the text", "too short to tell"],
)  # fmt: skip
def test_names_stay_names(headline: str, body: str, expected: str) -> None:
    assert cased(headline, body) == expected
