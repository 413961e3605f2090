"""What articles give datasets: facts, or every status where asked for, and an account of what was left out."""

import json
from pathlib import Path

import pytest

from sanudo.articles import Article, article_from_text
from sanudo.batch.conversion import convert_articles
from sanudo.formats import chosen
from sanudo_schema import AnyEvent, make_record


def coded(article: Article) -> list[AnyEvent]:
    """An allegation, and the sale that it alleges."""
    time, mentions = {"edtf": "2024-01-16"}, [{"article": article.id}]
    seoul, moscow = {"name": "South Korea", "code": "KOR"}, {"name": "Russia", "code": "RUS"}
    claim = {"text": "that Moscow sold arms", "event": "x:2"}
    common = {"time": time, "mentions": mentions, "articles": [{"id": article.id}], "targets": [moscow]}
    return [
        make_record("Allegation", id="x:1", cameo="112", claim=claim, sources=[seoul], **common),
        make_record("Aid", id="x:2", cameo="072", status="alleged", sources=[moscow], **{**common, "targets": []}),
    ]


@pytest.mark.parametrize(("all_status", "rows"), [(False, 1), (True, 2)])
def test_datasets_get_facts_unless_told_otherwise(all_status: bool, rows: int, tmp_path: Path) -> None:
    article = article_from_text("Seoul accused Moscow of an arms sale.", id="a.txt")
    summary = convert_articles([article], tmp_path, coded, formats=chosen("jsonl,gdelt"), all_status=all_status)
    assert len((tmp_path / "events.jsonl").read_text("utf-8").splitlines()) == 2
    assert len((tmp_path / "events.export.CSV").read_text("utf-8").splitlines()) == rows
    told = json.loads((tmp_path / "losses.json").read_text("utf-8"))["gdelt"]
    assert (told["records"], told["rows"]) == (2, rows)
    assert told["left_out"] == ({} if all_status else {"status alleged": 1})
    assert told["dropped"]["claim"] == 1
    assert summary.written[-1].name == "losses.json"


def test_formats_that_keep_everything_lose_nothing(tmp_path: Path) -> None:
    article = article_from_text("Seoul accused Moscow of an arms sale.", id="a.txt")
    summary = convert_articles([article], tmp_path, coded, formats=chosen("csv,nq"))
    assert not summary.losses
    assert not (tmp_path / "losses.json").exists()
