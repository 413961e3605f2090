"""Which language a text is in: by its script, then by the function words in it."""

import re
from functools import cache
from importlib.resources import files

__all__ = ["language_of"]

SAMPLE = 3_000  # characters of a text that are looked at
FEW_WORDS, MANY_WORDS = 12, 40
LEAST_WORDS = 4
LEAST_SHARE = 0.15  # of the words, that a language's function words make up
CLEAR_SHARE = 0.3  # that no other language has of English ones
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    lines = files("sanudo.articles").joinpath("data/function_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: frozenset(word for word in words.split() if len(word) > 1) for code, words in rows}


def language_of(text: str, declared: str | None = None) -> str | None:
    """The two-letter code of the language; `und` where it is none of those known, None where nothing tells.

    A text too short to tell is in the language it declares. A script stands for its commonest language.

    >>> language_of("The two ministers will meet in Oslo on Tuesday for talks on the border, a spokesman said.")
    'en'
    >>> language_of("Die beiden Minister treffen sich am Dienstag in Oslo zu Gesprächen über die Grenze, hieß es.")
    'de'
    >>> language_of("Oslo talks", declared="en-GB"), language_of("Переговоры в Осло пройдут во вторник")
    ('en', 'ru')
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    for code, script in () if sample.isascii() else _SCRIPTS:
        if len(script.findall(sample)) > (0.1 if code == "ja" else 0.4) * letters > 0:
            return code
    if len(words) < FEW_WORDS:
        found = re.match(r"[A-Za-z]{2,3}\b", declared or "")
        return found.group().lower() if found else None
    known = _function_words()
    if sum(word in known["en"] for word in words) > CLEAR_SHARE * len(words):
        return "en"
    counts = {code: sum(word in those for word in words) for code, those in known.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= max(LEAST_SHARE * len(words), LEAST_WORDS):
        return best
    return "und" if len(words) >= MANY_WORDS else None
