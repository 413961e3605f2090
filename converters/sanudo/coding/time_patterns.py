"""Where a sentence has a time expression, and which pattern of times.toml it follows."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..articles.datelines import MONTHS, WEEKDAYS
from .tokens import Doc, Span, Token

__all__ = ["Grammar", "Match", "load_grammar", "month_names", "scan"]

_TELLING = re.compile(r"^\d|.-.")
LOOKAHEAD = 6  # words before the telling word of an expression within which it can begin


@dataclass(frozen=True)
class Grammar:
    """times.toml made ready: word tables, context words, prepositions, and the patterns as regular expressions."""

    tables: dict[str, dict[str, Any]]
    context: dict[str, frozenset[str]]
    relations: dict[str, str]
    patterns: tuple[tuple[str, str | None, "re.Pattern[str]"], ...]
    prefix: "re.Pattern[str]"
    telling: frozenset[str]
    openings: frozenset[str]


@dataclass(frozen=True)
class Match:
    """An expression found: its tokens, the rule and kind of its pattern, the words captured, and the part said of it.

    before: the words of the sentence that precede it, in lower case.
    """

    tokens: tuple[Token, ...]
    rule: str
    kind: str | None
    part: str | None
    words: dict[str, str | None]
    before: tuple[str, ...]


@cache
def load_grammar() -> Grammar:
    """The grammar of times.toml, read once."""
    data = tomllib.loads(files(__package__).joinpath("times.toml").read_text("utf-8"))
    tables: dict[str, dict[str, Any]] = data["words"]
    groups = {name: _either(table) for name, table in {**tables, "month": MONTHS, "weekday": WEEKDAYS}.items()}
    groups["number"] = rf"(?:{groups['number']}|\d{{1,3}})"
    groups |= {"year": r"(?:1[5-9]|20)\d\d", "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"}
    groups["nth"] = r"(?:\d{1,3}(?:st|nd|rd|th)|\w{2,9}(?:th|rst|cond|hird))"
    named = re.compile("{(" + "|".join(groups) + ")}")
    patterns, openings = [], {word.split()[0] for word in tables["part"]}
    for entry in data["patterns"]:
        for pattern in entry["match"]:
            expanded = named.sub(lambda m: groups[m[1]], pattern)
            patterns.append((entry["rule"], entry.get("kind"), re.compile(rf"(?:{expanded})(?![\w'])")))
            openings.update(re.findall(r"[a-z0-9.'/]+", re.sub(r"\?P<\w+>|\\.", " ", expanded)))
    telling = {word.split()[-1] for name in data["telling"]["tables"] for word in tables[name]}
    telling |= {*MONTHS, *WEEKDAYS, *(word + "s" for word in WEEKDAYS), *data["telling"]["words"]}
    context = dict(data["context"])
    relations = context.pop("relations")
    return Grammar(
        tables,
        {name: frozenset(words) for name, words in context.items()},
        relations,
        tuple(patterns),
        re.compile(rf"({_either(tables['part'])})(?: (?:in|on))? "),
        frozenset(telling),
        frozenset(openings),
    )


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace("\\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@dataclass(frozen=True)
class _Text:
    """A sentence as the patterns see it: words in lower case, their tokens, and the text with where words begin."""

    words: list[str]
    tokens: list[Token]
    text: str
    starts: list[int]
    ends: dict[int, int]


def _text(sentence: Span, lowers: list[str]) -> _Text:
    words, tokens = [], []
    for token, lower in zip(sentence, lowers, strict=True):
        pieces = re.findall(r"-|[^-]+", lower) if "-" in lower and len(lower) > 2 else [lower]
        for piece in pieces:
            bare = piece.rstrip(".")
            words.append(bare if bare in MONTHS or bare in WEEKDAYS else piece)
            tokens.append(token)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return _Text(
        words,
        tokens,
        " ".join(words),
        starts,
        {s + len(w): i for i, (s, w) in enumerate(zip(starts, words, strict=True))},
    )


def scan(sentence: Span, words: list[str], grammar: Grammar, names: frozenset[str]) -> Iterator[Match]:
    """The time expressions of a sentence, the longest where they overlap.

    words: its words in lower case. names: months that are people's names in this text.
    """
    if not any(_TELLING.search(word) or word.rstrip(".") in grammar.telling for word in words):
        return
    text = _text(sentence, words)
    core = [i for i, w in enumerate(text.words) if w in grammar.telling or w[0].isdigit()]
    done = 0
    for index in sorted({i for c in core for i in range(max(0, c - LOOKAHEAD), c + 1)}):
        word = text.words[index]
        if index < done or not (word in grammar.openings or word[0].isdigit()):
            continue
        best = _longest(text, index, grammar, names)
        if best:
            last, match = best
            done = last + 1
            yield match


def _longest(text: _Text, index: int, grammar: Grammar, names: frozenset[str]) -> tuple[int, Match] | None:
    """The longest expression that begins at a word, alone or after a word for its part ("early", "the end of")."""
    start = text.starts[index]
    prefix = grammar.prefix.match(text.text, start)
    best: tuple[int, Match] | None = None
    for part, at in ((None, start), (prefix and grammar.tables["part"][prefix[1]], prefix.end() if prefix else -1)):
        if at < 0:
            continue
        for rule, kind, pattern in grammar.patterns:
            found = pattern.match(text.text, at)
            if not found or (best and text.starts[best[0]] + len(text.words[best[0]]) >= found.end()):
                continue
            last = text.ends.get(found.end())
            if last is None or (part is not None and kind):
                continue
            begin = index if part is None else text.starts.index(at)
            match = Match(
                tuple(text.tokens[index : last + 1]),
                rule,
                kind,
                "late" if part is None and found[0].endswith("- end") else part,
                {**found.groupdict(), "0": found[0]},
                tuple(text.words[max(0, index - 4) : index]),
            )
            if _plausible(match, text, begin, last, grammar, names):
                best = (last, match)
    return best


def _plausible(match: Match, text: _Text, first: int, last: int, grammar: Grammar, names: frozenset[str]) -> bool:
    """Whether the words are a time here: "May" no minister, "march" no verb, "2000" no count."""
    words, context = match.words, grammar.context
    for token, word in zip(text.tokens[first : last + 1], text.words[first : last + 1], strict=True):
        if (word in MONTHS or word in WEEKDAYS) and not token.text[0].isupper():
            return False
    before = text.words[first - 1] if first else ""
    after = text.words[last + 1] if last + 1 < len(text.words) else ""
    if match.rule == "unit" and words.get("bare") and match.part is None:
        return False
    if match.rule in ("unit", "near", "around") and _titled(text.tokens[first : last + 1]):
        return False
    if match.rule == "weekday" and any(t.lower_ == "week" and _titled([t]) for t in text.tokens[first:last]):
        return False  # on "This Week" on Sunday
    if match.rule in ("weekday", "month") and last == first and _in_a_name(text, first, grammar):
        return False
    if match.rule in ("date", "weekday", "month", "holiday", "easter") and _names(text.tokens[first : last + 1]):
        return False
    if match.rule == "weekday" and last == first:
        return before not in context["name_before"] and after not in context["name_after"]
    if match.rule == "month" and first == last and match.part is None:
        if text.words[first] in context["plain_months"]:
            return True
        allowed = context["before_name"] if text.words[first] in names else context["before_bare"]
        return (not before or before in allowed or after == "'s") and text.tokens[first].tag_[:2] != "VB"
    if match.rule == "year":
        return _is_year(match, text.tokens[last], before, after, context)
    if match.rule == "season" and not (words.get("year") or words.get("which") or words.get("that") or match.part):
        return before in context["before_season"] and text.tokens[last].dep_ in ("pobj", "npadvmod", "dobj")
    return True


def _in_a_name(text: _Text, at: int, grammar: Grammar) -> bool:
    """Whether a single word is part of a person's name ("Sun-woo") or too short to be told from one without a dot."""
    word, token = text.words[at], text.tokens[at]
    around = [text.words[i] for i in (at - 1, at + 1) if 0 <= i < len(text.words)]
    times = {*MONTHS, *WEEKDAYS, *grammar.tables["part"]}
    if any(w.isalpha() and w not in times for w in _hyphenated(text, at)):
        return True
    return len(word) < 4 and word != "may" and not token.text.endswith(".") and not any(w[0].isdigit() for w in around)


def _names(tokens: list[Token]) -> bool:
    """Whether the words begin a proper name: "April 6 Youth Movement", "Good Friday Agreement"."""
    last = tokens[-1]
    if all(t.text[0].isupper() for t in last.sent if t.pos_ in ("NOUN", "VERB", "PROPN")):
        return False  # a headline
    tops = {t.head.i for t in tokens if t.dep_ in ("compound", "nmod", "nummod") and t.head.i > last.i}
    names = (last.doc[last.i + 1 : top + 1] for top in sorted(tops) if last.doc[top].tag_ in ("NNP", "NNPS"))
    return any(all(t.text[0].isupper() or t.pos_ == "NUM" for t in name) for name in names)


def _hyphenated(text: _Text, at: int) -> list[str]:
    """The words tied to a word by a hyphen."""
    sides = ((at - 1, at - 2), (at + 1, at + 2))
    return [text.words[w] for hyphen, w in sides if 0 <= w < len(text.words) and text.words[hyphen] == "-"]


def _titled(tokens: list[Token]) -> bool:
    """Whether the words are written as a title within a sentence: the programme "This Week"."""
    titled = all(token.text.istitle() for token in tokens) and not tokens[0].is_sent_start
    return titled and tokens[0].i > 0 and not all(t.text.istitle() for t in tokens[0].sent if t.text.isalpha())


def _is_year(match: Match, token: Token, before: str, after: str, context: dict[str, frozenset[str]]) -> bool:
    if match.part or "year" in (match.words["0"] or "") or not before:
        return True
    if token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS") and token.head.i > token.i:
        return before in ("the", "'s", "its", "their") or not after.endswith("s")
    named = token.nbor(-1)
    if named.text.istitle() and named.tag_[:2] == "NN" and not {before} & (context["about"] | {*MONTHS}):
        return False  # "Resolution 2015", "Flight 2003"
    if after in ("-", "%", "percent", "per") or before in ("$", "€", "£", "#", "no.", "number"):
        return after == "-" and before in context["before_bare"] - {"-"}
    return before in context["before_bare"] or token.dep_ in ("nummod", "compound", "npadvmod")


def month_names(doc: Doc, words: list[str]) -> frozenset[str]:
    """Months that are part of a person's name in this text ("Theresa May"); words: its words in lower case."""
    found = set()
    for at, word in enumerate(words):
        if word in MONTHS and at and doc[at].text[0].isupper():
            previous = doc[at - 1]
            title = previous.text.rstrip(".") in ("Mrs", "Ms", "Mr")
            name = previous.text.isalpha() and words[at - 1] not in WEEKDAYS and not previous.is_sent_start
            if previous.tag_ == "NNP" and (title or name):
                found.add(word)
    return frozenset(found)
