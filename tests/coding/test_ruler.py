"""The remembered ruler says what spaCy's own says, of every token, however often it is asked."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sanudo.articles import Article, read_articles
from sanudo.coding.parsing import DEFAULT_MODEL
from sanudo.coding.ruler import RememberedRuler, remember_rules

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
SPOKEN = "There's been talks, ain't there? Let's go. I'm gonna say it's what y'all got, and it was me who'd done it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "senter", "lemmatizer"])
    remember_rules(nlp)
    return nlp


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, token.tag_, token.dep_, token.pos_, str(token.morph), token.lemma_) for token in doc]


def test_it_stands_in_for_the_pipeline_s_own(nlp: Language) -> None:
    assert nlp.pipe_names[-1] == "remembered_ruler"
    assert "attribute_ruler" not in nlp.pipe_names


def test_it_says_the_same_of_every_token_the_first_time_and_the_second(nlp: Language) -> None:
    articles = [article.text for article in read_articles([EXAMPLES]) if isinstance(article, Article)]
    own, remembered = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("remembered_ruler")
    assert isinstance(remembered, RememberedRuler)
    for text in [*articles, SPOKEN, *articles, SPOKEN, ""]:
        words = text.replace("'", " '").replace(".", " .").replace(",", " ,").split()
        doc = Doc(nlp.vocab, words=words)
        for name, component in nlp.pipeline:
            if name != "remembered_ruler":
                doc = component(doc)
        assert said(remembered(doc.copy())) == said(own(doc.copy()))


def test_white_space_is_left_to_the_pipeline_s_own(nlp: Language) -> None:
    assert [token.pos_ for token in nlp("Talks  opened.\n")] == ["NOUN", "SPACE", "VERB", "PUNCT", "SPACE"]
