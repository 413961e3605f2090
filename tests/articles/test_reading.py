"""Inputs of every kind become articles in a fixed order, and what does not is named."""

import io
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sanudo.articles import Article, ReadFailure, article_from_text, read_articles
from sanudo.articles.furniture import furniture_spans
from sanudo.errors import UsageError

TEXT = "Envoys meet in Oslo\nThe envoys of the two states met in Oslo on Monday, a spokesman told journalists."
GERMAN = "Die Gesandten der beiden Staaten trafen sich am Montag in Oslo, wie ein Sprecher vor der Presse sagte."


def articles(*inputs: str | Path, **options: object) -> list[Article]:
    return [item for item in read_articles(inputs, **options) if isinstance(item, Article)]  # type: ignore[arg-type]


def failures(*inputs: str | Path, **options: object) -> list[ReadFailure]:
    return [item for item in read_articles(inputs, **options) if isinstance(item, ReadFailure)]  # type: ignore[arg-type]


def lines(path: Path, *objects: object) -> Path:
    path.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in objects), "utf-8")
    return path


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/x.txt", ".y.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT + name, "utf-8")
    assert [article.id for article in articles(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]
    assert [article.id for article in articles(tmp_path / "*.txt")] == ["a.txt", "b.txt"]


def test_two_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT + folder, "utf-8")
    first, second = articles(tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt")
    assert first.id == "a.txt"
    assert second.id.endswith("two/a.txt")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert [(article.id, article.title) for article in articles("-")] == [("stdin", "Envoys meet in Oslo")]


def test_the_date_is_the_source_s_then_the_text_s_then_the_one_given(tmp_path: Path) -> None:
    file = lines(
        tmp_path / "a.jsonl",
        {"text": TEXT, "date": "2024-01-15"},
        {"text": f"Envoys meet in Oslo\nPublished: 3 May 2022\n{TEXT}"},
        {"text": TEXT},
    )
    dates = [article.published for article in articles(file, date=date(2020, 2, 2))]
    assert dates == [date(2024, 1, 15), date(2022, 5, 3), date(2020, 2, 2)]
    assert articles(file)[2].published is None


def test_keys_are_matched_by_name_or_by_option(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"Headline": "Envoys meet", "story_en": TEXT, "when": "2024-01-15"})
    assert "Headline, story_en, when" in failures(file)[0].message
    (article,) = articles(file, columns={"text": "story_en", "date": "when"})
    assert (article.title, article.published) == ("Envoys meet", date(2024, 1, 15))
    with pytest.raises(UsageError, match="colour"):
        articles(file, columns={"colour": "story_en"})


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(f'{{"text": "{TEXT.splitlines()[0]} a"}}\n{{"text": \n[1]\n{{"text": "The last one."}}\n', "utf-8")
    assert [article.id for article in articles(file)] == ["a.jsonl#1", "a.jsonl#4"]
    assert [failure.where[-6:] for failure in failures(file)] == ["line 2", "line 3"]


def test_an_id_used_twice_is_reported_and_the_first_kept(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"id": "x", "text": TEXT}, {"id": "x", "text": TEXT + " Later."})
    assert [article.text for article in articles(file)] == [TEXT]
    (failure,) = failures(file)
    assert (failure.kind, failure.article) == ("failed", "x")
    assert "line 1" in failure.message


def test_the_last_version_of_an_item_replaces_the_earlier(tmp_path: Path) -> None:
    file = lines(
        tmp_path / "a.jsonl",
        {"id": "x", "version": "10", "text": TEXT + " Third."},
        {"id": "x", "version": "9", "text": TEXT + " Second."},
        {"id": "y", "version": "1", "text": TEXT + " Other."},
        {"id": "x", "version": 11, "text": TEXT + " Fourth."},
    )
    assert [(article.id, article.version, article.text[-7:]) for article in articles(file)] == [
        ("x", "11", "Fourth."),
        ("y", "1", " Other."),
    ]
    assert [failure.kind for failure in failures(file)] == ["skipped", "skipped"]


def ninjs(**fields: object) -> dict[str, object]:
    return {"uri": "x", "type": "text", "versioncreated": "2024-01-15T08:00:00Z", "body_text": TEXT, **fields}


def test_cancelled_and_embargoed_items_are_not_read(tmp_path: Path) -> None:
    file = lines(
        tmp_path / "a.jsonl",
        ninjs(uri="a", pubstatus="canceled"),
        ninjs(uri="b", pubstatus="withheld"),
        ninjs(uri="c", embargoed="2024-01-16T00:01:00Z"),
        ninjs(uri="d"),
    )
    before, after = datetime(2024, 1, 15, tzinfo=UTC), datetime(2024, 1, 17, tzinfo=UTC)
    assert [article.id for article in articles(file, as_of=before)] == ["d"]
    assert [article.id for article in articles(file, as_of=after)] == ["c", "d"]
    reasons = {failure.article: failure.message for failure in failures(file, as_of=before)}
    assert "canceled" in reasons["a"]
    assert "withheld" in reasons["b"]
    assert "2024-01-16" in reasons["c"]


def test_a_cancellation_takes_back_the_version_before_it(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", ninjs(version="1"), ninjs(version="2", pubstatus="canceled"))
    assert articles(file) == []
    assert [failure.kind for failure in failures(file)] == ["skipped", "skipped"]


def test_text_in_another_language_is_skipped_and_can_be_forced(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"text": GERMAN, "language": "en"})
    (failure,) = failures(file)
    assert failure.kind == "skipped"
    assert "language de" in failure.message
    assert len(articles(file, language="en")) == 1


def test_what_a_text_is_declared_to_be_counts_where_it_is_too_short_to_tell(tmp_path: Path) -> None:
    file = lines(tmp_path / "a.jsonl", {"text": "Oslo talks", "language": "nb"}, {"text": "Oslo talks"})
    assert [article.id for article in articles(file)] == ["a.jsonl#2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \n ", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"%PDF-1.7 abc", "PDF"),
        (b"{broken", "not valid JSON"),
        (b"[1, 2]", "no object"),
        (b"<plist><dict/></plist>", "<plist>"),
        (b"x\ty\tz\tw\n1\t2\t3\t4\n", "table"),
        (b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "table"),
        (b"A headline\n" + b"word " * 210_000, "1,0"),
    ],
)
def test_wrong_input_is_named_with_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "bad").write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    read = failures(tmp_path)
    assert all(failure.kind == "failed" and str(tmp_path / "bad") in failure.where for failure in read)
    assert all(failure.advice for failure in read)
    assert words in read[0].message
    assert [article.id for article in articles(tmp_path)] == ["good.txt"]


def test_a_file_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    for name, data in ((b"caf\xe9.txt", TEXT.encode()), (b"\xff.pdf", b"%PDF")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(data)
    assert [article.id for article in articles(tmp_path)] == ["caf\ufffd.txt"]
    assert str(failures(tmp_path)[0]).encode()


def test_a_path_that_is_not_there_is_named() -> None:
    (failure,) = failures("no/such/file.txt")
    assert failure.where == "no/such/file.txt"
    with pytest.raises(UsageError, match="there is no article format 'docx'"):
        articles("x", fmt="docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "iso2022_jp"])
def test_encodings_are_made_out(tmp_path: Path, encoding: str) -> None:
    text = TEXT.replace("Monday", "“Monday”" if encoding != "iso2022_jp" else "月曜日")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert articles(tmp_path / "a.txt")[0].text == text


def test_text_is_normalised_once_and_clean_text_keeps_its_offsets(tmp_path: Path) -> None:
    raw = "Cafe\u0301 talks\r\n\r\nThe envoys\u00a0met\u200b.\u0007 It\u0092s over.\x0b"
    (article,) = articles(lines(tmp_path / "a.jsonl", {"text": raw}))
    assert article.text == "Café talks\n\nThe envoys met. It’s over."
    clean = "A headline\n\n\n\nTwo  spaces   stay, so that offsets hold."
    assert article_from_text(clean).text == clean


def test_a_wrapped_text_gets_its_paragraphs_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Envoys meet in Oslo\n\nThe envoys of the two states met in Oslo on Monday, a\nspokesman said after the"
        " talks had ended late\nat night.\n\nNo date was set for another meeting.\n",
        "utf-8",
    )
    assert articles(tmp_path)[0].text.split("\n\n")[1:] == [
        "The envoys of the two states met in Oslo on Monday, a spokesman said after the talks had ended late at night.",
        "No date was set for another meeting.",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Will the envoys meet?\nThe envoys may meet in Oslo on Monday, a spokesman said.", "Will the envoys meet?"),
        ("OSLO, Jan. 5 (NTB) -- The envoys met.\nThey parted as friends.", None),
        ("The envoys met in Oslo on Monday.\nThey parted as friends.", None),
        ("Envoys meet in Oslo", None),
        ("* * *\nThe envoys met in Oslo on Monday, a spokesman said.", None),
    ],
)
def test_a_first_line_is_a_headline_only_where_it_reads_like_one(text: str, title: str | None) -> None:
    assert article_from_text(text).title == title


def test_a_title_is_not_taken_for_the_first_word_of_the_text(tmp_path: Path) -> None:
    (article,) = articles(lines(tmp_path / "a.jsonl", {"title": "Talks", "text": "Talks went on in Oslo on Monday."}))
    assert article.text == "Talks\nTalks went on in Oslo on Monday."
    assert article.headline_end == 5


def test_a_title_that_the_text_repeats_stands_in_it_once(tmp_path: Path) -> None:
    text = "Oslo’s envoys meet\nThey met in Oslo on Monday."
    (article,) = articles(lines(tmp_path / "a.jsonl", {"title": "Oslo's Envoys Meet", "text": text}))
    assert (article.text, article.title) == (text, "Oslo’s envoys meet")


def test_long_runs_of_one_character_take_no_time(tmp_path: Path) -> None:
    for number, run in enumerate((" ", "a", "(", "<", "\n", "@", '"', "A.", "-", "<!", "{")):
        (tmp_path / f"{number}.txt").write_text(TEXT + "\n" + run * (200_000 // len(run)), "utf-8")
    for article in articles(tmp_path, language="en"):
        assert furniture_spans(article.text) is not None
