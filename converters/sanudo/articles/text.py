"""The one normalisation of text, and the shape of plain text: paragraphs, wrapped lines, the headline."""

import re
import unicodedata
from itertools import pairwise

__all__ = ["normalise", "split_headline", "unwrap"]

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\u2028\u2029]")
_MISREAD = re.compile("[\x80-\x9f]")  # Windows-1252 read as Latin-1
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

HEADLINE_WORDS = 30
HEADLINE_CHARACTERS = 220
_SENTENCE_END = re.compile(r"""[.!?:;,]["'’”)\]]*$""")
_DATELINE_DASH = re.compile(r"\s(--|—|–|-)\s")


def normalise(text: str) -> str:
    """Text as all offsets count it: NFC, `\\n` line ends, plain spaces, no control or invisible characters.

    Nothing else is touched, so text that is clean already keeps its offsets, but for blanks at its two ends.

    >>> normalise("Cafe\\u0301\\r\\nA\\u00a0line\\u200b \\x07")
    'Café\\nA line'
    """
    text = _MISREAD.sub(_windows_1252, _BREAKS.sub("\n", text))
    text = _LONE_SURROGATES.sub("\ufffd", text)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", "\n".join(line.rstrip(" ") for line in text.split("\n"))).strip()


def _windows_1252(match: re.Match[str]) -> str:
    return match.group().encode("latin-1").decode("cp1252", "ignore")


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were wrapped at a fixed width; other text stays as it is.

    >>> unwrap("The ministers met in the capital on Monday for talks\\nthat lasted two hours.\\n\\nNo more.")
    'The ministers met in the capital on Monday for talks that lasted two hours.\\n\\nNo more.'
    >>> unwrap("A headline\\nA paragraph of its own.")
    'A headline\\nA paragraph of its own.'
    """
    lines = text.split("\n")
    longest = max(map(len, lines))
    if not 40 <= longest <= 100:
        return text
    joined = [lines[0]]
    for before, line in pairwise(lines):
        wrapped = len(before) + 1 + len(line.split(" ", 1)[0]) > longest - 12
        if line and before and wrapped and not line.startswith((" ", "-", "*")) and not _complete(before, line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return "\n".join(joined)


def _complete(before: str, line: str) -> bool:
    """Whether a sentence ends with `before` and another starts: joining them would gain nothing."""
    return bool(re.search(r"""[.!?]["'’”)\]]*$""", before)) and not line[:1].islower()


def split_headline(text: str) -> tuple[str | None, str]:
    """The headline of normalised plain text, if its first line looks like one, and the text after it.

    A headline is a short line of its own before longer text; it has no dateline in it and does not end as a
    sentence does, unless the line after it is much longer.

    >>> split_headline("Envoys to meet in Oslo\\nThe envoys will meet on Tuesday, officials said.")
    ('Envoys to meet in Oslo', 'The envoys will meet on Tuesday, officials said.')
    >>> split_headline("The envoys met in Oslo. They parted as friends.")
    (None, 'The envoys met in Oslo. They parted as friends.')
    """
    first, _, rest = text.partition("\n")
    rest = rest.lstrip("\n ")
    words = first.split()
    if not rest or not any(map(str.isalpha, first)) or len(words) > HEADLINE_WORDS or len(first) > HEADLINE_CHARACTERS:
        return None, text
    if (first[0] in "\"'“‘«(*-" and len(words) < 3) or (
        _DATELINE_DASH.search(first[:60]) and _SENTENCE_END.search(first)
    ):
        return None, text
    longest = max(map(len, rest.split("\n", 6)[:6]))
    if _SENTENCE_END.search(first) and not first.endswith(("?", "!")) and longest < 1.5 * len(first):
        return None, text
    return first.rstrip(), rest
