"""Compressed files, archives and web archives, taken apart as they are read and bounded on the way."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from sanudo.articles.documents import Document
from sanudo.articles.failures import ReadFailure
from sanudo.errors import ReadError

__all__ = ["unpack"]

MAX_NESTING = 4
MAX_RATIO = 200  # unpacked to packed bytes, from the size on at which it matters
SUSPICIOUS = 64 * 1024 * 1024
_WEB_TYPES = ("text/", *(f"application/{kind}" for kind in ("xhtml", "xml", "rss", "atom", "json", "ld+json")))
_DAMAGED = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    ValueError,
    RuntimeError,
)


def unpack(document: Document, depth: int = 0) -> Iterator[Document | ReadFailure]:
    """The documents in a document: itself, or what its compression or archive holds.

    A damaged member is a failure of its own; ReadError where nothing more can be read of the archive.

    >>> packed = Document("a.gz", "a.gz", io.BytesIO(gzip.compress(b"Envoys meet")))
    >>> [inner.read() for inner in unpack(packed)]
    [b'Envoys meet']
    """
    opener = _opener(document.head)
    if opener is None:
        yield document
    elif depth >= MAX_NESTING:
        advice = "Unpack it first."
        yield ReadFailure("failed", document.origin, f"archives in archives, more than {MAX_NESTING} deep", advice)
    else:
        for inner in opener(document):
            if isinstance(inner, ReadFailure):
                yield inner
            else:
                yield from unpack(inner, depth + 1)


def _opener(head: bytes) -> Callable[[Document], Iterator[Document | ReadFailure]] | None:
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")):
        return _decompressed
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_members
    if head[257:262] == b"ustar":
        return _tar_members
    return _web_records if head.startswith(b"WARC/") else None


class _Counted(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """Unpacked bytes: damage and bombs become a ReadError that names the file."""

    def __init__(self, stream: Any, origin: str, packed: Callable[[], int]) -> None:
        self._stream, self._origin, self._packed, self._count = stream, origin, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except ReadError:
            raise
        except Exception as error:
            if not isinstance(error, _DAMAGED) and "zstd" not in type(error).__name__.lower():
                raise
            raise ReadError(
                f"the compressed data is truncated or damaged: {error}", where=self._origin, advice="Get the file anew."
            ) from error
        self._count += len(data)
        if self._count > SUSPICIOUS and self._count > MAX_RATIO * self._packed():
            raise ReadError(
                f"it unpacks to more than {MAX_RATIO} times its size, as bombs do",
                where=self._origin,
                advice="Unpack it yourself if you trust it.",
            )
        buffer[: len(data)] = data
        return len(data)


class _Zstandard:
    """The unpacked bytes of Zstandard frames; EOFError where the last one is not complete."""

    CHUNK = 1024  # packed bytes at a time: so few cannot unpack to more than memory holds

    def __init__(self, packed: BinaryIO) -> None:
        import zstandard

        self._packed, self._ready, self._left = packed, b"", b""
        self._context = zstandard.ZstdDecompressor(max_window_size=2**27)
        self._frame = self._context.decompressobj()

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end."""
        while not self._ready:
            chunk = self._left or self._packed.read(self.CHUNK)
            if self._frame.eof and chunk:
                self._frame = self._context.decompressobj()
            elif not chunk:
                if not self._frame.eof:
                    raise EOFError("the last frame ends too early")
                return b""
            self._ready, self._left = self._frame.decompress(chunk), self._frame.unused_data
        data, self._ready = self._ready[:size], self._ready[size:]
        return data


def _decompressed(document: Document) -> Iterator[Document]:
    """The one document in a gzip, bzip2, xz or Zstandard file, under the same name."""
    packed: Any = _Counted(document.open())
    head = document.head
    stream: Any
    if head.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=packed)
    elif head.startswith(b"BZh"):
        stream = bz2.BZ2File(packed)
    elif head.startswith(b"\xfd7zXZ\0"):
        stream = lzma.LZMAFile(packed)  # noqa: SIM115
    else:
        stream = _Zstandard(packed)
    yield _inner(document, document.name, document.origin, stream, lambda: packed.count)


def _inner(document: Document, name: str, origin: str, stream: Any, packed: Callable[[], int]) -> Document:
    unpacked = io.BufferedReader(_Unpacked(stream, origin, packed))
    return Document(name, origin, unpacked, charset=document.charset, url=document.url)


def _zip_members(document: Document) -> Iterator[Document | ReadFailure]:
    with document.seekable() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise ReadError(
                f"the zip archive is truncated or damaged: {error}", where=document.origin, advice="Get it anew."
            ) from error
        with archive:
            if "[Content_Types].xml" in archive.namelist():
                raise ReadError("this is an Office document", where=document.origin, advice="Save it as text or HTML.")
            for info in archive.infolist():
                if not info.is_dir() and not _hidden(info.filename):
                    yield _zip_member(document, archive, info)


def _zip_member(document: Document, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Document | ReadFailure:
    name, origin = f"{document.name}/{info.filename}", f"{document.origin}!{info.filename}"
    if info.flag_bits & 1:
        return ReadFailure("failed", origin, "it is encrypted", "Unpack it first.")
    try:
        return _inner(document, name, origin, archive.open(info), partial(max, info.compress_size, 1))
    except ReadError as error:
        return ReadFailure.of(error, where=origin)
    except (*_DAMAGED, NotImplementedError) as error:
        return ReadFailure("failed", origin, f"it cannot be unpacked: {error}", "Unpack it first.")


def _tar_members(document: Document) -> Iterator[Document | ReadFailure]:
    """The regular files of a tar archive, in its order; links and devices are left out."""
    packed = _Counted(document.open())
    try:
        with tarfile.open(fileobj=packed, mode="r|") as archive:
            for info in archive:
                if not info.isfile() or info.issparse() or _hidden(info.name):
                    continue
                member = archive.extractfile(info)
                if member is not None:
                    name, origin = f"{document.name}/{info.name}", f"{document.origin}!{info.name}"
                    yield _inner(document, name, origin, member, lambda: packed.count)
    except _DAMAGED as error:
        raise ReadError(
            f"the tar archive is truncated or damaged: {error}", where=document.origin, advice="Get it anew."
        ) from error


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part != "." for part in name.split("/"))


def _web_records(document: Document) -> Iterator[Document | ReadFailure]:
    """The pages of a web archive that were served whole, each under its address."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for number, record in enumerate(ArchiveIterator(document.open()), 1):
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            headers = record.http_headers
            kind = headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")
            status = headers.get_statuscode() if headers else "200"
            address = record.rec_headers.get_header("WARC-Target-URI") or f"record {number}"
            if status != "200" or not (kind or "text/").lower().startswith(_WEB_TYPES):
                continue
            origin = f"{document.origin} record {number} ({address})"
            try:
                page = _inner(document, address, origin, record.content_stream(), lambda: SUSPICIOUS)
            except ReadError as error:
                yield ReadFailure.of(error, where=origin)
                continue
            page.url, page.charset = address, _charset(kind)
            yield page
    except (ArchiveLoadFailed, *_DAMAGED) as error:
        raise ReadError(
            f"the web archive is truncated or damaged: {error}", where=document.origin, advice="Get it anew."
        ) from error


def _charset(kind: str | None) -> str | None:
    _, found, name = (kind or "").lower().partition("charset=")
    return name.split(";")[0].strip(" \"'") or None if found else None
