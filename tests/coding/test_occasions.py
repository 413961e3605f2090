"""When and where what is said was said, as the article tells of its occasion."""

from datetime import date
from pathlib import Path

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("occasions.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("report", "published", "trigger", "edtf", "state"), ROWS)
def test_what_is_said_has_the_day_and_place_of_its_occasion(
    report: str, published: str, trigger: str, edtf: str, state: str
) -> None:
    article = Article(id="test", text=report, published=date.fromisoformat(published))
    (record,) = [
        r for r in Coder(opinion=None).code(article) if any(mention.trigger == trigger for mention in r.mentions)
    ]
    time, place = record.time, record.place
    assert edtf == "?" or (time.edtf if time else "-") == edtf
    assert state == "?" or (place.country if place else "-") == state
    told = {reason.field for reason in record.reasons}
    assert time is None or "time" in told
    assert place is None or "place" in told
