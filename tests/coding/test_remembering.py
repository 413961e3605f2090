"""The remembering components say what spaCy's own say, of every token, however often they are asked."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sanudo.articles import Article, read_articles
from sanudo.coding.parsing import DEFAULT_MODEL
from sanudo.coding.remembering import remember

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
SPOKEN = "There's been talks, ain't there? Let's go. I'm gonna say it's what y'all got, and it was me who'd done it."


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner", "senter"])
    remember(nlp)
    return nlp


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(token.text, token.tag_, token.dep_, token.pos_, str(token.morph), token.lemma_) for token in doc]


def test_they_stand_in_for_the_pipeline_s_own(nlp: Language) -> None:
    assert nlp.pipe_names[-2:] == ["remembered_ruler", "remembered_lemmatizer"]
    assert not {"attribute_ruler", "lemmatizer"} & set(nlp.pipe_names)


def test_they_say_the_same_of_every_token_the_first_time_and_the_second(nlp: Language) -> None:
    articles = [article.text for article in read_articles([EXAMPLES]) if isinstance(article, Article)]
    own = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
    remembered = [nlp.get_pipe(name) for name in ("remembered_ruler", "remembered_lemmatizer")]
    for text in [*articles, SPOKEN, *articles, SPOKEN, ""]:
        doc = Doc(nlp.vocab, words=text.replace("'", " '").replace(".", " .").replace(",", " ,").split())
        for _, component in nlp.pipeline[:-2]:
            doc = component(doc)
        one, other = doc.copy(), doc.copy()
        for component in own:
            one = component(one)
        for component in remembered:
            other = component(other)
        assert said(other) == said(one)


def test_white_space_is_left_to_the_pipeline_s_own(nlp: Language) -> None:
    assert [token.pos_ for token in nlp("Talks  opened.\n")] == ["NOUN", "SPACE", "VERB", "PUNCT", "SPACE"]
