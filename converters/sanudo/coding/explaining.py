"""An article sentence by sentence, each with the records that rest on it: what `sanudo explain` shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanudo_schema import AnyEvent, Mention, Reason

from .noise import Discarded
from .parsing import Parsed

__all__ = ["Sentence", "explain"]


@dataclass(frozen=True)
class Sentence:
    """A sentence as the coder saw it, the records that have a mention in it, and those discarded.

    start and end are offsets into the article's text; `text` is what lies between them.
    """

    number: int
    start: int
    end: int
    text: str
    headline: bool
    records: tuple[AnyEvent, ...] = ()
    discarded: tuple[Discarded, ...] = ()

    def mentions(self, record: AnyEvent) -> list[Mention]:
        """The record's mentions in this sentence."""
        return [mention for mention in record.mentions if self.holds(mention)]

    def holds(self, span: Mention | Reason) -> bool:
        """Whether the span begins in this sentence."""
        return span.start is not None and self.start <= span.start < self.end


def explain(parsed: Parsed, records: Sequence[AnyEvent], discarded: Sequence[Discarded] = ()) -> list[Sentence]:
    """The sentences of a parsed article in order, headline first, each with the records found in it."""
    sentences = []
    for number, span in enumerate(parsed.sentences):
        start, end = parsed.start(span[0]), parsed.end(span[-1])
        headline = span.start < parsed.headline
        sentence = Sentence(number, start, end, parsed.article.text[start:end], headline)
        found = tuple(record for record in records if sentence.mentions(record))
        gone = tuple(entry for entry in discarded if sentence.mentions(entry.record))
        sentences.append(Sentence(number, start, end, sentence.text, headline, found, gone))
    return sentences
