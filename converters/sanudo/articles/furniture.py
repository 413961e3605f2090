"""The parts of a text that are no part of the article: prompts, buttons, captions, bylines, notices, datelines.

They stay in the text, so that offsets hold; whoever reads the article leaves the spans out.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sanudo.articles.datelines import dateline, publication_date

__all__ = ["Furniture", "furniture_spans"]

SHORT_LINE = 45  # words: longer lines are text, whatever they begin with
HEADLINE = 22  # words in the headline of another article
OPENING = 400  # characters before a dateline


class Furniture(NamedTuple):
    """A stretch of text, as character offsets, that is no part of the article, and what it is instead."""

    start: int
    end: int
    reason: str


class _Line(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        """The line in lower case with straight quotes, without punctuation at its ends."""
        return re.sub(r"\s+", " ", self.text.lower().replace("’", "'")).strip(" :.!>»→|-–—•")

    @property
    def words(self) -> int:
        return len(self.text.split())


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    text = files("sanudo.articles").joinpath("data/furniture.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    captions, tags = _lexicon()["captions"], _lexicon()["tags"]["words"]
    labels, agencies = _alternatives(captions["labels"]), _alternatives(captions["agencies"])
    notes = _alternatives(_lexicon()["tags"]["notes"])
    name = r"[A-Z][\w.'’-]+(?:\s(?:[a-z]{1,3}\s)?[A-Z][\w.'’-]+){0,3}"
    return {
        "credit": re.compile(
            rf"(?:^|[.!?)”\"]\s)\(?(?i:{labels})\s*:\s*[^.:]{{2,80}}(?:\.\s?[^.:]{{1,40}})?\.?\)?$"
            rf"|(?i:[(\[][^()\[\]]*\b(?:photo|image|picture)s?\b[^()\[\]]*[)\]]\.?$)"
            rf"|(?:\b(?i:{agencies})\s?/\s?[A-Z]\S*|[\w.]\s?/\s?(?i:{agencies})\b)(?:\s(?:[A-Z]\S*|via)){{0,4}}[.)\]]{{0,2}}$"
            rf"|(?i:\bvia (?:{agencies})\b\)?\.?$)"
        ),
        # From left: A, B and C. (Yonhap)The text begins here
        "glued": re.compile(rf"(?i:\((?:{agencies})(?:[,/ ][^()]{{0,40}})?\))(?=[A-Z“\"])"),
        "signed": re.compile(rf"(?i:\((?:{agencies})(?:[,/ ][^()]{{0,40}})?\))\.?$"),
        "tag": re.compile(
            rf"\((?i:{_alternatives(tags)})\)\s?|^(?:{_alternatives([tag.upper() for tag in tags])})\s?[-:]\s?"
        ),
        "attn": re.compile(rf"\((?:{notes}|{notes.upper()})\b[^()]*\)"),
        "reporting": re.compile(r"[(\[](?i:(?:additional |writing and )?(?:reporting|writing|editing)) by [^()]*[)\]]"),
        "byline": re.compile(
            rf"^(?:(?i:by)\s+{name}(?:(?:,|\s(?i:and)|\s&)\s(?:{name}|[\w ]{{2,30}}))*"
            rf"(?:\s*[|,–-]\s*[^.]{{0,60}})?|{name}\s?[|/]\s?[^.]{{2,60}})$"
        ),
        "mail": re.compile(r"[(<]?(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>]?\s*(?:\((?:END|LEAD)\))?"),
        "end": re.compile(r"\((?:END|ENDS|end)\)\s*$"),
        "initials": re.compile(rf"^(?:[a-z]{{2,4}}(?:/[a-z]{{2,4}})+|(?i:{agencies})(?: [a-z]{{2,4}}){{1,5}})$"),
        "address": re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/)\S+$|^[—–-] .*\(@\w+\)"),
    }  # fmt: skip


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def furniture_spans(text: str) -> list[Furniture]:
    """What of an article's normalised text is not the article: sorted spans that do not overlap.

    >>> text = "Moscow denied it.\\nRead more\\nSeoul issues warning\\nThe talks go on, he said."
    >>> [(text[span.start : span.end], span.reason) for span in furniture_spans(text)]
    [('Read more', 'prompt'), ('Seoul issues warning', 'headline of another article')]
    """
    lines = [_Line(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\s\n](?:[^\n]*[^\s\n])?", text)]
    spans = [*_opening(text, lines), *_prompts(lines), *_inside(text)]
    shouted = text[:2000].isupper()
    for number, line in enumerate(lines):
        reason = _whole(line, first=number == 0)
        if reason is None and number and not shouted and _is_link(line):
            reason = "headline of another article"
        if reason:
            spans.append(Furniture(line.start, line.end, reason))
    return _merged(spans)


def _merged(spans: list[Furniture]) -> list[Furniture]:
    """Spans in order; one that begins within another is cut or dropped."""
    merged: list[Furniture] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start = max(span.start, merged[-1].end) if merged else span.start
        if start < span.end:
            merged.append(Furniture(start, span.end, span.reason))
    return merged


def _whole(line: _Line, *, first: bool) -> str | None:
    """Why a whole line is furniture, or None; the first line may be a headline and is judged by less."""
    lexicon, patterns, plain = _lexicon(), _patterns(), line.plain
    if not plain:
        return "end mark"
    for reason, phrases in lexicon["lines"].items():
        if plain in phrases or line.text.lower() in phrases:
            return reason
    if line.words > SHORT_LINE or len(line.text) > SHORT_LINE * 10 or first:
        return None
    for reason, phrases in lexicon["starts"].items():
        if plain.startswith(tuple(phrases)):
            return reason
    for reason, phrases in lexicon["anywhere"].items():
        if any(phrase in plain for phrase in phrases):
            return reason
    for reason in ("byline", "address", "initials"):
        if line.words < 16 and patterns[reason].search(line.text):
            return reason
    return "caption" if _is_caption(line) else None


def _is_link(line: _Line) -> bool:
    """A headline in capitals between paragraphs that are not, or a link whose text a page gives twice."""
    words = line.text.split()
    half = len(words) // 2
    in_capitals = 5 <= len(words) <= HEADLINE and line.text.isupper()
    return in_capitals or (half >= 3 and words[:half] == words[half:])


def _is_caption(line: _Line) -> bool:
    """A credit, or a caption's words together with the agency in brackets at the end."""
    patterns = _patterns()
    if patterns["credit"].search(line.text):
        return True
    marked = any(mark in line.text.lower() for mark in _lexicon()["captions"]["marks"])
    return marked and bool(patterns["signed"].search(line.text))


def _prompts(lines: list[_Line]) -> Iterator[Furniture]:
    """Prompts and the headlines of other articles that follow them, in the same line or below."""
    prompts = _lexicon()["prompts"]
    for number, line in enumerate(lines):
        if number and line.words <= 6 and line.plain.startswith(tuple(f"{words} " for words in prompts["opening"])):
            yield Furniture(line.start, line.end, "prompt")
        if line.plain in prompts["many"] or line.plain in prompts["one"]:
            yield Furniture(line.start, line.end, "prompt")
            limit = 1 if line.plain in prompts["one"] else 12
            for other in lines[number + 1 : number + 1 + limit]:
                if not _like_headline(other):
                    break
                yield Furniture(other.start, other.end, "headline of another article")
        elif line.words <= HEADLINE + 3 and re.match(
            rf"[^\w\n]*(?:{_alternatives(prompts['before_headline'])})\s*[:|>»–—-]", line.text.replace("’", "'"), re.I
        ):
            yield Furniture(line.start, line.end, "headline of another article")


def _like_headline(line: _Line) -> bool:
    """Short, and not closed as sentences are; a quotation that opens a paragraph is none."""
    if line.words > HEADLINE or len(line.text) > HEADLINE * 12:
        return False
    closed = re.search(r"[.:;,]['’\"”)\]]*$", line.text) and not re.search(r"\b(?:[A-Z]\.)+$", line.text)
    return not closed and not (line.text[0] in '“"' and line.text[-1] not in '”"')


def _inside(text: str) -> Iterator[Furniture]:
    """Furniture within lines: notes to editors, tags, mail addresses, captions glued to the text after them."""
    patterns = _patterns()
    for kind, reason in (("attn", "note to editors"), ("tag", "tag"), ("reporting", "credits"), ("end", "end")):
        for match in patterns[kind].finditer(text):
            yield Furniture(match.start(), match.start() + len(match.group().rstrip()), reason)
    for match in patterns["mail"].finditer(text):
        line_end = text.find("\n", match.end())
        if not text[match.end() : line_end if line_end >= 0 else len(text)].strip(" .()"):
            yield Furniture(match.start(), match.end(), "mail address")
    for match in patterns["glued"].finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if match.end() - start < OPENING:
            yield Furniture(start, match.end(), "caption")


def _opening(text: str, lines: list[_Line]) -> Iterator[Furniture]:
    """The line that states the date, the dateline, and what stands before the dateline in its line."""
    published = publication_date(text)
    if published and published.reason.startswith("line"):
        line = next((line for line in lines if line.start <= published.start < line.end), None)
        if line and line.words <= 16:
            yield Furniture(line.start, line.end, "date")
        elif line:
            agency = re.match(r"\s*\([A-Z][^()]{1,30}\)(?:\s*[-–—]+)?", text[published.end :])
            yield Furniture(line.start, published.end + (agency.end() if agency else 0), "date")
    place = dateline(text)
    if place:
        start = text.rfind("\n", 0, place.start) + 1
        before = text[start : place.start]
        told = re.search(r"[a-z][.!?]['\"’”]?\s", before) or len(before) > OPENING
        yield Furniture(place.start if told else start, place.end, "dateline")
