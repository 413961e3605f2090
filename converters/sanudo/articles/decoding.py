"""Bytes to characters: the byte-order mark, what was declared, then detection."""

import codecs
import re

from sanudo.errors import ReadError

__all__ = ["decode", "encoding_of", "looks_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
# What browsers read these labels as (WHATWG Encoding Standard); Python's codecs of that name know less.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
          "shift_jis": "cp932", "big5": "big5hkscs", "iso8859-9": "cp1254", "tis-620": "cp874"}  # fmt: skip


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding: many control bytes, and not UTF-16 or UTF-32.

    >>> looks_binary(bytes(range(256)) * 4), looks_binary("Moscow – Москва".encode("utf-16"))
    (True, False)
    """
    sample = data[:_SAMPLE]
    if not sample or sample.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    if _wide_without_mark(sample) or _seven_bit(sample):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in sample)
    return controls > max(4, len(sample) // 50) or b"\x00\x00" in sample


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """The name of a Python codec that reads the bytes: mark, UTF-8, the declared one, or the best guess.

    Valid UTF-8 is UTF-8 whatever it declares, but for the seven-bit ISO 2022 forms.

    >>> encoding_of("Sánchez".encode("utf-8"), "latin-1"), encoding_of("Sánchez".encode("latin-1"), "latin-1")
    ('utf-8', 'cp1252')
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return marked
    sample = data[: 16 * _SAMPLE]
    if wide := _wide_without_mark(sample):
        return wide
    name = _codec(declared)
    if name and name.startswith(("iso2022", "hz")):
        return name
    if _decodes(sample, "utf-8"):
        return _seven_bit(sample) or "utf-8"
    if name and _decodes(sample, name):
        return name
    return _guess(sample) or name or "cp1252"


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes; characters that cannot be read become U+FFFD.

    Raises ReadError where the bytes are no text: binary, or more than one in twenty characters unreadable.

    >>> decode("Москва".encode("koi8-r"), "koi8-r")
    'Москва'
    """
    if looks_binary(data):
        raise ReadError("this is a binary file, not text", advice="Give its text, or name the format with --from.")
    text = data.decode(encoding_of(data, declared), errors="replace")
    if text.count("\ufffd") > max(3, len(text) // 20):
        raise ReadError("the encoding of the text cannot be made out", advice="Convert the file to UTF-8.")
    return text


def _codec(label: str | None) -> str | None:
    """The Python codec that reads what a label declares; None where there is no such text codec."""
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
        "".encode(info.name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return _WIDER.get(info.name, info.name)


def _decodes(sample: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(sample)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _wide_without_mark(sample: bytes) -> str | None:
    """UTF-16 without a byte-order mark shows as zeros in every second byte."""
    pairs = len(sample) // 2
    if pairs < 8:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _seven_bit(sample: bytes) -> str | None:
    """ISO 2022 text is ASCII bytes with escapes that name the character set."""
    if b"\x1b$)C" in sample:
        return "iso2022_kr"
    return "iso2022_jp" if re.search(rb"\x1b\$[@B]", sample) else None


def _guess(sample: bytes) -> str | None:
    """Western text in a single-byte encoding is Windows-1252; the rest is for statistics to tell."""
    from charset_normalizer import from_bytes

    high = sum(byte > 127 for byte in sample)
    if high < 0.06 * len(sample) and _decodes(sample, "cp1252"):
        return "cp1252"
    best = from_bytes(sample[:_SAMPLE]).best()
    return best.encoding if best else None
