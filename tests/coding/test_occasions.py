"""When and where events took place, by their own clause and, for what is said, by the occasion it was said on."""

from datetime import date
from pathlib import Path

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder

ROWS = [
    line.split("\t")
    for name in ("occasions.tsv", "settings.tsv")
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("report", "published", "trigger", "edtf", "state"), ROWS)
def test_an_event_has_the_time_and_place_that_the_report_tells(
    report: str, published: str, trigger: str, edtf: str, state: str
) -> None:
    article = Article(id="test", text=report, published=date.fromisoformat(published))
    records = Coder(opinion=None).code(article)
    told = [r for r in records if any(mention.trigger == trigger for mention in r.mentions)]
    found = [(r.time.edtf if r.time else "-", (r.place.country if r.place else "-") or "-") for r in told]
    assert any(edtf in ("?", time) and state in ("?", place) for time, place in found), found
    for record in told:
        reasons = {reason.field for reason in record.reasons}
        assert record.time is None or "time" in reasons
        assert record.place is None or "place" in reasons


@pytest.mark.parametrize("text", [" ", "Advertisement", "Share this article\n\nTweet\n", "x"])
def test_an_article_without_a_sentence_gives_nothing(text: str) -> None:
    assert Coder(opinion=None).code(Article(id="test", text=text, published=date(2024, 1, 16))) == []
