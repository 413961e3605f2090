"""Time expressions of an article, resolved against its publication date and the times told before them.

The words and patterns are data (times.toml), `time_patterns` finds them, `time_rules` knows what they mean; here they
are joined into ranges, put into the tense of their clause, and remembered for the expressions that count from them.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sanudo_schema import Time

from ..articles.datelines import month_number
from .parsing import Parsed
from .periods import Period, shifted
from .tense import Tense, clause_tense, lasts
from .time_patterns import Grammar, Match, load_grammar, month_names, scan
from .time_readings import Frame, Reading, part
from .time_rules import RULES
from .tokens import Token

__all__ = ["TimeMention", "find_times", "time_for"]

ANCHOR_REACH = 5  # sentences over which "that day" or "the same year" can reach back
FAR, NEAR = timedelta(270), timedelta(45)  # a month that comes in nine months and ended just now is the one that ended
COUNTING = 4  # words between "two days after" and the time that it counts from
WEEK = timedelta(7)  # before publication, in which lies the day of the story: "earlier in the day"
BYGONE = timedelta(14)  # "at the time" means a time at least so long before publication
_MODIFIERS = frozenset({"compound", "nmod", "poss", "nummod", "amod"})


@dataclass(frozen=True)
class TimeMention:
    """A time expression: its tokens, what it means, and how that relates to what it dates.

    kind: point and interval time events; duration, age, frequency, anniversary, comparison, clock and unresolved
    do not and have no time. relation: at, since, from, until, by, before or after. past, future: the meaning in a
    clause of either tense; time: that in its own clause. reason: the rule. A comparison has the time compared
    with as its past alone.
    """

    first: Token
    last: Token
    root: Token
    kind: str
    relation: str
    time: Time | None
    past: Time | None
    future: Time | None
    reason: str

    @property
    def text(self) -> str:
        """The words of the expression, as parsed."""
        return str(self.first.doc[self.first.i : self.last.i + 1])


def find_times(parsed: Parsed) -> list[TimeMention]:
    """The time expressions of an article in the order of the text, those that time nothing included.

    Relative expressions stay unresolved, with the reason, where the article has no publication date.

    >>> from sanudo.articles.article import Article
    >>> from sanudo.coding.parsing import load_pipeline, parse
    >>> text = "They met on Monday and will meet again next week."
    >>> article = Article(id="a", text=text, published=date(2024, 1, 16))
    >>> [(m.text, m.kind, m.time and m.time.edtf) for m in find_times(parse(article, load_pipeline()))]
    [('Monday', 'point', '2024-01-15'), ('next week', 'point', '2024-01-22/2024-01-28')]
    """
    grammar = load_grammar()
    words = [token.lower_ for token in parsed.doc]
    names = month_names(parsed.doc, words)
    found = [list(scan(s, words[s.start : s.end], grammar, names)) for s in parsed.sentences]
    reader = _Reader(parsed, grammar, _stated_years(found))
    return [mention for number, matches in enumerate(found) for mention in reader.sentence(number, matches)]


def time_for(mention: TimeMention, tense: Tense | None) -> Time | None:
    """What the expression means in a clause of that tense; None: in the tense of its own clause.

    >>> from sanudo.articles.article import Article
    >>> from sanudo.coding.parsing import load_pipeline, parse
    >>> article = Article(id="a", text="They met on Monday.", published=date(2024, 1, 16))
    >>> (monday,) = find_times(parse(article, load_pipeline()))
    >>> time_for(monday, "past").edtf, time_for(monday, "future").edtf
    ('2024-01-15', '2024-01-22')
    """
    return mention.time if tense is None else mention.past if tense == "past" else mention.future


def _stated_years(found: list[list[Match]]) -> dict[tuple[int, int], int]:
    """Day of the year -> year, for the days that the text states with their year anywhere."""
    years: dict[tuple[int, int], int] = {}
    for match in (match for matches in found for match in matches):
        if match.rule == "date" and (year := match.words.get("year")):
            day = int("".join(c for c in match.words["day"] or "" if c.isdigit()))
            years.setdefault((month_number(match.words["month"] or "") or 0, day), int(year))
    return years


@dataclass(frozen=True)
class _Told:
    """A time that the text told, in which sentence and paragraph."""

    period: Period
    sentence: int
    paragraph: int
    explicit: bool


class _Reader:
    """Reads the expressions of one article in order, remembering the times told."""

    def __init__(self, parsed: Parsed, grammar: Grammar, years: dict[tuple[int, int], int]) -> None:
        self.published = parsed.article.day
        self.parsed, self.grammar, self.years = parsed, grammar, years
        self.told: list[_Told] = []
        self.days: dict[tuple[str, str], Reading] = {}  # what month and day without a year were read as

    def sentence(self, number: int, matches: list[Match]) -> list[TimeMention]:
        """The mentions of one sentence."""
        mentions: list[TimeMention] = []
        following: date | None = None
        skip = False
        for match, after in zip(matches, [*matches[1:], None], strict=False):
            if skip:
                skip = False
                continue
            reading, tense = self._read(match, number, following)
            relation = "at" if reading.kind == "interval" else self._relation(match)
            tokens = match.tokens
            if after and self._counts(match, after):
                counted = self._counted(match, self._read(after, number, following)[0], number, following)
                if counted.past or counted.future:
                    reading, tokens, relation, skip = counted, match.tokens + after.tokens, "at", True
                    tense = self._tense(match, _root(tokens), reading)
            elif after and self._joins(match, after):
                start = reading.future.first if reading.future else None
                end, _ = self._read(after, number, start)
                if joined := _range(reading, end, "week" if match.rule == "weekday" else "year"):
                    reading, tokens, relation, skip = joined, match.tokens + after.tokens, "at", True
            mentions.append(self._mention(tokens, match, reading, relation, tense))
            chosen = reading.future if tense == "future" else reading.past
            if chosen and chosen.first and chosen.last and relation == "at":
                paragraph = self.parsed.paragraphs[tokens[0].i]
                self.told.append(_Told(chosen, number, paragraph, reading.basis == "explicit"))
                if self.published and chosen.first > self.published:
                    following = chosen.first
        return mentions

    def _counts(self, match: Match, after: Match) -> bool:
        """Whether the first of two expressions counts from the second: "two days after the coup of July 15"."""
        if match.rule != "nothing" or not match.words.get("number") or not match.words.get("dir") or after.kind:
            return False
        between = match.tokens[0].doc[match.tokens[-1].i + 1 : after.tokens[0].i]
        return len(between) <= COUNTING and not any(t.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ") for t in between)

    def _counted(self, match: Match, start: Reading, number: int, following: date | None) -> Reading:
        """What "two days after" means from either reading of what it counts from."""
        frame = self._frame(match, number, following)
        found = []
        for period in (start.past, start.future):
            day = period.first if period and period.grain == "day" else None
            try:
                found.append(RULES["later"](match.words, replace(frame, anchor=period, day=day)))
            except (ValueError, OverflowError):
                found.append(Reading(None, None, "unresolved", "relative", "no such day"))
        past, future = found
        return replace(past, past=past.past, future=future.future, kind="point")

    def _read(self, match: Match, number: int, following: date | None) -> tuple[Reading, Tense | None]:
        frame = self._frame(match, number, following)
        key = (match.words.get("month") or "", match.words.get("day") or "")
        if match.rule == "date_range" and self._moves(match):
            words = match.words
            ends = {"month": words.get("month2") or words["month"], "day": words["day2"]}
            match = replace(match, rule="date", words={**words, **ends})
        try:
            reading = RULES[match.rule](match.words, frame)
            if match.part is not None:
                reading = part(reading, match.part, frame)
        except (ValueError, OverflowError):
            reading = Reading(None, None, "unresolved", "relative", "no such day")
        if match.kind:
            reading = replace(reading, kind=match.kind)
        root = _root(match.tokens)
        if reading.kind in ("point", "interval") and self._commemorated(root):
            reading = Reading(None, None, "anniversary", reading.basis, "an anniversary is not the event's time")
        if reading.kind == "point" and self._compared(root):
            reason = "only compared with: the first, the worst since then"
            reading = replace(reading, future=None, kind="comparison", reason=reason)
        if reading.past and match.rule == "date" and not match.words.get("year") and not match.words.get("which"):
            if key in self.days:
                return self.days[key], None
            tense = self._tense(match, root, reading)
            if chosen := reading.future if tense == "future" else reading.past:
                same = f"{reading.reason}, as told before"
                self.days[key] = replace(reading, past=chosen, future=chosen, reason=same)
        return reading, self._tense(match, root, reading) if reading.past != reading.future else None

    def _tense(self, match: Match, root: Token, reading: Reading) -> Tense | None:
        """Past or future by the clause; where it leaves that open, the nearer one of what comes round each year."""
        tense = clause_tense(root, self.grammar.context)
        if match.rule in ("weekday", "weekend"):
            return "past" if tense is None else "future" if tense == "present" else tense
        day, past, future = self.published, reading.past, reading.future
        if not (day and past and future and past.last and future.first):
            return None if tense == "present" else tense
        ahead, behind = future.first - day, day - past.last
        if tense == "past" and self._relation(match) != "by":
            return tense
        if tense == "future" and (ahead < FAR or behind > NEAR):
            return tense
        return "future" if ahead < behind else "past"

    def _frame(self, match: Match, number: int, following: date | None) -> Frame:
        near = [told for told in self.told if number - told.sentence <= ANCHOR_REACH]
        day = next((t.period.first for t in reversed(near) if t.period.grain == "day"), None)
        bygone = [t for t in near if self.published and t.period.last and t.period.last < self.published - BYGONE]
        if match.rule == "same_day" and day is None and self.published:
            days = [t.period.first for t in self.told if t.period.grain == "day" and t.period.first]
            day = next((d for d in reversed(days) if timedelta(0) <= self.published - d < WEEK), None)
        anchor = near[-1].period if near else None
        if bygone and (match.rule == "at_the_time" or "year" in (match.words["0"] or "")):
            anchor = bygone[-1].period
        elif match.rule == "at_the_time":
            anchor = None
        paragraph = self.parsed.paragraphs[match.tokens[0].i]
        year = next(
            (
                told.period.first.year
                for told in reversed(near)
                if told.explicit and told.period.first and told.period.grain in ("day", "month")
                if told.paragraph == paragraph and number - told.sentence <= 1
            ),
            None,
        )
        if year is None or not self.published or year >= self.published.year:
            year = None
        return Frame(self.published, self.grammar.tables, anchor, day, year, self.years, following)

    def _commemorated(self, root: Token) -> bool:
        for ancestor in root.ancestors:
            if ancestor.lower_ in self.grammar.context["anniversaries"]:
                return True
            if ancestor.pos_ in ("VERB", "AUX"):
                return False
        return False

    def _compared(self, root: Token) -> bool:
        """Whether it is only the time since when something is the first or greatest: "the first visit since 2017"."""
        since = root.head
        if since.lower_ != "since" or root.dep_ != "pobj":
            return False
        nouns = [word for word in (since.head, *since.head.ancestors, *since.head.children) if word.pos_ == "NOUN"]
        return any(
            child.tag_ == "JJS" or child.lower_ in self.grammar.context["comparing"]
            for noun in nouns
            if noun.i < since.i
            for child in noun.children
        )

    def _relation(self, match: Match) -> str:
        """at, or what the preposition before the expression makes of it."""
        relation = self._told_relation(match)
        if relation == "before" and match.part == "late":
            return "by"  # "before the end of the month"
        if relation == "from" and _verb_above(match).lemma_ in self.grammar.context["stemming"]:
            return "at"  # "dates from the 19th century"
        return relation

    def _told_relation(self, match: Match) -> str:
        root = _root(match.tokens)
        last = match.tokens[-1]
        if root.dep_ in _MODIFIERS or (last.i + 1 < len(root.doc) and root.doc[last.i + 1].tag_ == "POS"):
            return "at"
        before = list(match.before)
        while before and before[-1] in ("the", ",", "early", "late", "mid", "-", "about", "around", "at", "least"):
            before.pop()
        for size in (3, 2, 1):
            if relation := self.grammar.relations.get(" ".join(before[-size:])):
                return relation
        return "at"

    def _joins(self, match: Match, after: Match) -> bool:
        """Whether two expressions are the ends of one range: "from Monday to Thursday"."""
        if match.kind or after.kind:
            return False
        between = [t.lower_ for t in match.tokens[0].doc[match.tokens[-1].i + 1 : after.tokens[0].i]]
        link = between[0] if between else ""
        if len(between) > 2 or (len(between) == 2 and between[1] not in ("the", "early", "late", "mid")):
            return False
        if link == "and":
            return "between" in match.before[-2:]
        if link == "to" and self._moves(match):
            return False
        return link in self.grammar.context["connectors"]

    def _moves(self, match: Match) -> bool:
        """Whether two times are those from which and to which something is moved."""
        return _verb_above(match).lemma_ in self.grammar.context["moving"]

    def _mention(
        self, tokens: tuple[Token, ...], match: Match, reading: Reading, relation: str, tense: Tense | None
    ) -> TimeMention:
        first, last = tokens[0], tokens[-1]
        text = self.parsed.article.text[self.parsed.start(first) : self.parsed.end(last)]
        basis: Literal["explicit", "relative"] = "explicit" if reading.basis == "explicit" else "relative"
        reason = reading.reason
        if match.before and match.before[-1] in self.grammar.context["about"]:
            reading = reading.mapped(lambda period: period._replace(vague=True), "about")
        relation = "at" if reading.kind == "comparison" else relation
        periods = [_related(p, relation) if p else None for p in (reading.past, reading.future)]
        if relation == "since" and self.published and lasts(_root(match.tokens)):
            periods = [_until(p, self.published) if p else None for p in periods]
            basis, reason = "relative", f"{reason}; known to have lasted until publication"
        past, future = (Time(edtf=p.edtf, basis=basis, text=text) if p else None for p in periods)
        kind = "interval" if reading.kind == "point" and relation != "at" else reading.kind
        if not past and not future and kind in ("point", "interval"):
            kind = "unresolved"
        open_end = future if tense is None and reading.kind == "interval" else None
        if relation == "since" and past:
            tense = "past"
        time = None if kind == "comparison" else future if tense == "future" else past or open_end
        return TimeMention(first, last, _root(match.tokens), kind, relation, time, past, future, reason)


def _verb_above(match: Match) -> Token:
    """The word that a time, or the preposition before it, hangs on."""
    above = _root(match.tokens).head
    return above.head if above.dep_ == "prep" else above


def _until(period: Period, day: date) -> Period:
    """What has lasted from a time on until a day; as it is where it begins only then."""
    if period.first is None or period.first >= day or period.precision == "season":
        return period
    return period._replace(last=day, until="day")


def _root(tokens: tuple[Token, ...]) -> Token:
    """The last word of an expression, articles and punctuation aside, that depends on a word outside it."""
    first, last = tokens[0].i, tokens[-1].i
    for token in reversed(tokens):
        if token.tag_ not in ("DT", "IN", ",", "HYPH") and not first <= token.head.i <= last:
            return token
    return tokens[0].doc[first : last + 1].root


def _range(start: Reading, end: Reading, cycle: str) -> Reading | None:
    """The readings from one to another, None if they are no range in either tense; cycle: how often they come round."""
    past = _between(start.past, end.past) or _between(_earlier(start.past, cycle), end.past)
    future = _between(start.future, end.future)
    if not past and not future:
        return None
    basis = "explicit" if start.basis == end.basis == "explicit" else "relative"
    return Reading(past, future, "interval", basis, f"range: {start.reason}; {end.reason}")


def _between(first: Period | None, last: Period | None) -> Period | None:
    if not first or not last or not first.first or not last.last or first.first > last.last:
        return None
    until = last.until or last.precision
    if first.precision != until and "season" in (first.precision, until):
        return Period(first.first, last.last, "day", first.vague or last.vague)
    return Period(first.first, last.last, first.precision, first.vague or last.vague, until)


def _earlier(period: Period | None, cycle: str) -> Period | None:
    if not period or not period.first or not period.last:
        return None
    try:
        return period._replace(first=shifted(cycle, period.first, -1), last=shifted(cycle, period.last, -1))
    except (ValueError, OverflowError):
        return None


def _related(period: Period, relation: str) -> Period | None:
    """The period that begins or ends with the one named: "since 2011", "before Monday"; None beyond the calendar."""
    first, last = period.first, period.last
    if first is None or last is None or relation == "at":
        return period
    if relation in ("since", "from"):
        return period._replace(last=None)
    if relation in ("until", "by"):
        return period._replace(first=None)
    precision = "day" if period.precision == "season" else period.precision
    try:
        return (
            Period(None, first - timedelta(1), precision)
            if relation == "before"
            else Period(last + timedelta(1), None, precision)
        )
    except OverflowError:
        return None
