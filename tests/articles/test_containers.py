"""Compressed files, archives and web archives are read through; damaged and hostile ones are named."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from sanudo.articles import Article, ReadFailure, containers, read_articles

TEXT = "Envoys meet in Oslo\nThe envoys of the two states met in Oslo on Monday, a spokesman told journalists."
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}


def read(path: Path) -> tuple[list[Article], list[ReadFailure]]:
    items = list(read_articles([path]))
    found = [item for item in items if isinstance(item, Article)]
    return found, [item for item in items if isinstance(item, ReadFailure)]


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return stream.getvalue()


@pytest.mark.parametrize("kind", PACKERS)
def test_compressed_files_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.txt.{kind}"
    path.write_bytes(PACKERS[kind](TEXT.encode()))
    (article,), _ = read(path)
    assert (article.id, article.text) == (path.name, TEXT)


@pytest.mark.parametrize("kind", PACKERS)
def test_a_truncated_file_is_named_and_what_came_before_is_kept(tmp_path: Path, kind: str) -> None:
    lines = (
        json.dumps({"text": f"The envoys met. {sha256(bytes([n % 256, n // 256])).hexdigest()}"}) for n in range(5_000)
    )
    data = PACKERS[kind]("\n".join(lines).encode())
    path = tmp_path / f"a.jsonl.{kind}"
    path.write_bytes(data[: len(data) * 2 // 3])
    found, (failure,) = read(path)
    assert "truncated or damaged" in failure.message
    assert str(path) in failure.where
    assert found or kind == "bz2"


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives_are_read_through(tmp_path: Path, pack: Callable[..., bytes]) -> None:
    path = tmp_path / "news.archive"
    inner = gzip.compress(TEXT.replace("Oslo", "Lima").encode())
    path.write_bytes(pack(**{"a.txt": TEXT.encode(), "b/c.txt.gz": inner, "bad.pdf": b"%PDF-1", "__MACOSX/x": b"x"}))
    found, (failure,) = read(path)
    assert [article.id for article in found] == ["news.archive/a.txt", "news.archive/b/c.txt.gz"]
    assert found[1].title == "Envoys meet in Lima"
    assert failure.where.endswith("news.archive!bad.pdf")


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_truncated_archive_is_named(tmp_path: Path, pack: Callable[..., bytes]) -> None:
    path = tmp_path / "news.archive"
    data = pack(**{"a.txt": TEXT.encode(), "b.txt": bytes(range(256)) * 200})
    path.write_bytes(data[: len(data) // 2])
    _, failures = read(path)
    assert any("truncated or damaged" in failure.message for failure in failures)


@pytest.mark.parametrize("kind", PACKERS)
def test_a_bomb_is_not_unpacked(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "SUSPICIOUS", 64 * 1024)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(PACKERS[kind](b'{"text": "a"}\n' * 100_000))
    found, failures = read(path)
    assert "as bombs do" in failures[-1].message
    assert len(found) < 50_000


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = TEXT.encode()
    for _ in range(8):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    found, (failure,) = read(tmp_path / "a.gz")
    assert not found
    assert "deep" in failure.message


def test_an_encrypted_member_and_an_office_document_are_named(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"a.txt": TEXT.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "b.docx").write_bytes(zipped(**{"[Content_Types].xml": b"<Types/>"}))
    _, failures = read(tmp_path)
    assert ["encrypted" in failures[0].message, "Office" in failures[1].message] == [True, True]


def record(address: str, status: str, kind: str, page: bytes) -> bytes:
    body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2024-01-15T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def test_pages_of_a_web_archive_are_read(tmp_path: Path) -> None:
    page = f"<html><body><h1>Envoys meet in Oslo</h1><p>“{TEXT.splitlines()[1]}”</p></body></html>".encode("cp1252")
    records = [
        record("https://fjord.example/1", "200 OK", "text/html; charset=windows-1252", page),
        record("https://fjord.example/2", "404 Not Found", "text/html", page),
        record("https://fjord.example/3", "200 OK", "image/png", page),
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    (article,), failures = read(tmp_path / "a.warc.gz")
    assert failures == []
    assert (article.id, article.url) == ("https://fjord.example/1", "https://fjord.example/1")
    assert article.title == "Envoys meet in Oslo"
    assert article.text.endswith("a spokesman told journalists.”")
