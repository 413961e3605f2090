"""Converting articles: what goes wrong with one costs no other, and outputs appear whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sanudo.articles import Article, ReadFailure
from sanudo.batch.conversion import Progress, Run, convert_articles
from sanudo.errors import ModelError, WriteError
from sanudo.formats import chosen
from sanudo_schema import AnyEvent, make_record

TABLES = chosen("jsonl,cameo")


def visit(article: Article) -> list[AnyEvent]:
    """A stand-in for the coder: one visit for each time the text says so."""
    if "crash" in article.text:
        raise ZeroDivisionError("a fault of the coder")
    return [
        make_record("Visit", id=f"{article.id}:{number}", cameo="042", sources=[{"name": "Kim"}])
        for number in range(article.text.count("visited"))
    ]


def articles(**texts: str) -> list[Article | ReadFailure]:
    return [Article(id=name, text=text) for name, text in texts.items()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_each_format_is_written_and_the_summary_counts(tmp_path: Path) -> None:
    given = articles(a="Kim visited Oslo and visited Bergen.", b="Nothing happened.")
    summary = convert_articles(given, tmp_path / "out", visit, formats=TABLES)
    assert (summary.articles, dict(summary.events), summary.eventless) == (2, {"Visit": 2}, ["b"])
    assert not summary.failed
    assert names(tmp_path / "out") == ["events.cameo.tsv", "events.jsonl"]
    assert [path.name for path in summary.written] == ["events.jsonl", "events.cameo.tsv"]
    assert (tmp_path / "out/events.jsonl").read_text().count("\n") == 2
    assert (tmp_path / "out/events.cameo.tsv").read_text().count("\n") == 3


def test_only_what_is_asked_for_is_written(tmp_path: Path) -> None:
    convert_articles(articles(a="Kim visited Oslo."), tmp_path, visit, formats=chosen("cameo"))
    assert names(tmp_path) == ["events.cameo.tsv"]


def test_an_article_that_crashes_the_coder_is_named_and_costs_no_other(tmp_path: Path) -> None:
    given = articles(a="Kim visited Oslo.", b="crash", c="Kim visited Rome.")
    summary = convert_articles(given, tmp_path, visit, formats=TABLES)
    (failure,) = summary.left_out
    assert (failure.article, failure.kind) == ("b", "failed")
    assert "ZeroDivisionError: a fault of the coder" in failure.message
    assert summary.failed
    assert summary.articles == 2
    assert (tmp_path / "events.jsonl").read_text().count("\n") == 2


def test_an_input_left_out_on_purpose_is_no_failure(tmp_path: Path) -> None:
    given = [*articles(a="Kim visited Oslo."), ReadFailure("skipped", "b.txt", "written in French")]
    summary = convert_articles(given, tmp_path, visit, formats=TABLES)
    assert summary.left_out
    assert not summary.failed


def test_a_missing_pipeline_ends_the_run_and_leaves_nothing(tmp_path: Path) -> None:
    def code(article: Article) -> list[AnyEvent]:
        raise ModelError("the language model 'x' is not installed")

    with pytest.raises(ModelError):
        convert_articles(articles(a="Kim visited Oslo."), tmp_path, code, formats=TABLES)
    assert names(tmp_path) == []


def test_where_no_article_was_read_earlier_outputs_stay(tmp_path: Path) -> None:
    convert_articles(articles(a="Kim visited Oslo."), tmp_path, visit, formats=TABLES)
    before = (tmp_path / "events.jsonl").read_bytes()
    summary = convert_articles([ReadFailure("failed", "x", "no such file")], tmp_path, visit, formats=TABLES)
    assert summary.written == []
    assert (tmp_path / "events.jsonl").read_bytes() == before


def test_the_watcher_sees_the_count_grow(tmp_path: Path) -> None:
    seen: list[int] = []

    def watch(progress: Progress) -> None:
        seen.append(progress.done)

    convert_articles(articles(a="x", b="y"), tmp_path, visit, formats=TABLES, watch=watch)
    assert seen == [1, 2]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "xy":
        convert_articles(articles(a="Kim visited Oslo.", b="Kim visited Rome."), tmp_path / name, visit, formats=TABLES)
    for file in names(tmp_path / "x"):
        assert (tmp_path / "x" / file).read_bytes() == (tmp_path / "y" / file).read_bytes()


def test_an_interrupted_run_leaves_earlier_outputs_as_they_were(tmp_path: Path) -> None:
    convert_articles(articles(a="Kim visited Oslo."), tmp_path, visit, formats=TABLES)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}

    def interrupted() -> Iterator[Article | ReadFailure]:
        yield from articles(a="Kim visited Rome.", b="Kim visited Bonn.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert_articles(interrupted(), tmp_path, visit, formats=TABLES)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="choose another folder"):
        convert_articles(articles(a="x"), tmp_path / out, visit, formats=TABLES)


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: Any) -> None:
    def full(records: object, stream: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("sanudo.formats.cameo.write", full)
    with pytest.raises(WriteError, match=r"No space left on device\. Free some space"):
        convert_articles(articles(a="Kim visited Oslo."), tmp_path, visit, formats=TABLES)
    assert names(tmp_path) == []


def test_the_run_is_told_as_an_activity_that_used_the_articles_and_generated_the_files(tmp_path: Path) -> None:
    import hashlib

    import pyoxigraph

    settings = {"sanudo": "0.1.0", "model": "en 3.8.0", "base": "https://example.org/id/"}
    given = articles(a="Kim visited Oslo.", b="Nothing.")
    for name in ("x", "y"):
        convert_articles(given, tmp_path / name, visit, formats=TABLES, run=Run(settings=settings))
    assert (tmp_path / "x/run.nq").read_bytes() == (tmp_path / "y/run.nq").read_bytes()
    store = pyoxigraph.Store()
    store.load(path=str(tmp_path / "x/run.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    asked = """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
        SELECT ?name ?sum ?version ?size { GRAPH ?run { ?run a prov:Activity ; prov:generated ?file ;
          prov:wasAssociatedWith [ a prov:SoftwareAgent ; schema:softwareVersion ?version ] ;
          prov:used [ a prov:Collection ; schema:size ?size ] . ?file schema:name ?name ; schema:sha256 ?sum } }"""
    found = {
        row["name"].value: (row["sum"].value, row["version"].value, row["size"].value) for row in store.query(asked)
    }  # type: ignore[union-attr]
    for name in ("events.jsonl", "events.cameo.tsv"):
        digest = hashlib.sha256((tmp_path / "x" / name).read_bytes()).hexdigest()
        assert found[name] == (digest, "0.1.0", "2")
    convert_articles(given[:1], tmp_path / "x", visit, formats=TABLES, run=Run(settings=settings))
    assert (tmp_path / "x/run.nq").read_bytes() != (tmp_path / "y/run.nq").read_bytes()
