"""One article, written down in every format, is read as the same article."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanudo.articles import Article, ReadFailure, read_articles
from sanudo.articles.documents import Document
from sanudo.articles.reading import FORMATS
from sanudo.articles.sniffing import sniff

FILES = Path(__file__).parents[1] / "data" / "articles" / "formats"
TITLE = "Envoys of Norway and Chile meet in Oslo"
BODY = (
    "The foreign ministers of Norway and Chile met in Oslo on Monday for talks on the Antarctic.\n"
    "“We have agreed to meet again in March,” the Norwegian minister told journalists."
)
EXPECTED = {
    "txt": "text",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
    "nitf.xml": "nitf",
    "newsml-g2.xml": "newsml-g2",
    "newsml-1.xml": "newsml-1",
    "ninjs-1.json": "json",
    "ninjs-3.json": "json",
    "jsonld": "json",
    "rss": "feed",
    "atom": "feed",
    "html": "html",
    "iptc7901": "wire",
    "anpa": "wire",
    "eml": "mail",
}
HAS_NO_ID = {"txt", "html", "iptc7901", "anpa"}
HAS_NO_PUBLISHER = {"iptc7901", "anpa", "eml"}


def read_one(path: Path) -> Article:
    articles = [item for item in read_articles([path]) if isinstance(item, Article)]
    assert len(articles) == 1
    return articles[0]


def test_each_file_is_tried() -> None:
    assert {path.name.removeprefix("article.") for path in FILES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("kind", EXPECTED)
def test_the_format_is_told_from_the_content(kind: str) -> None:
    with (FILES / f"article.{kind}").open("rb") as stream:
        assert sniff(Document("unnamed", "unnamed", stream)) == EXPECTED[kind]


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_format_gives_the_same_article(kind: str) -> None:
    article = read_one(FILES / f"article.{kind}")
    assert article.title == TITLE
    assert article.text == f"{TITLE}\n{BODY}"
    assert article.text[: article.headline_end] == TITLE
    assert article.byline == "Kari Lund"
    assert article.language == "en"
    assert isinstance(article.published, datetime)
    assert article.published.astimezone(UTC) == datetime(2024, 1, 15, 8, 30, tzinfo=UTC)
    assert article.id == (f"article.{kind}" if kind in HAS_NO_ID else "fjord-1")
    assert article.publisher == (None if kind in HAS_NO_PUBLISHER else "Fjord News")


@pytest.mark.parametrize("kind", sorted(set(EXPECTED) - {"iptc7901", "anpa"}))
def test_the_zone_of_the_source_is_kept(kind: str) -> None:
    article = read_one(FILES / f"article.{kind}")
    assert article.published is not None
    assert article.published.isoformat() == "2024-01-15T09:30:00+01:00"


@pytest.mark.parametrize("kind", ["nitf.xml", "newsml-g2.xml", "newsml-1.xml", "ninjs-1.json", "ninjs-3.json"])
def test_the_place_that_it_was_filed_from_is_known(kind: str) -> None:
    article = read_one(FILES / f"article.{kind}")
    assert article.dateline is not None
    assert article.dateline.title() == "Oslo"


def test_a_page_and_a_feed_tell_their_address_and_section() -> None:
    page = read_one(FILES / "article.html")
    assert (page.url, page.section) == ("https://fjord.example/news/1", "World")
    assert read_one(FILES / "article.atom").url == read_one(FILES / "article.rss").url == page.url


def test_what_is_no_text_in_a_message_is_reported() -> None:
    items = list(read_articles([FILES / "article.newsml-g2.xml"]))
    skipped = [item for item in items if isinstance(item, ReadFailure)]
    assert [(failure.kind, failure.article) for failure in skipped] == [("skipped", "fjord-2"), ("skipped", "fjord-3")]
    assert "package" in skipped[0].message
    assert "picture" in skipped[1].message


def test_all_formats_but_parquet_have_a_file_here() -> None:
    assert set(FORMATS) - {"parquet"} == set(EXPECTED.values())


def test_an_agency_item_keeps_version_and_update() -> None:
    article = read_one(FILES / "article.newsml-g2.xml")
    assert article.version == "2"
    assert article.updated is not None
    assert article.updated.isoformat() == "2024-01-15T09:45:00+01:00"
