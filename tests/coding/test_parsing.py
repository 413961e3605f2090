"""The language pipeline and the parse: which pipelines will do, and where sentences begin."""

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from sanudo.articles import article_from_text
from sanudo.coding.parsing import Parsed, blis_kernel, load_pipeline, parse
from sanudo.errors import ModelError


def test_a_pipeline_that_is_not_installed_is_named_with_how_to_get_it() -> None:
    with pytest.raises(ModelError, match=r"'en_core_web_none' is not installed\. pip install en_core_web_none"):
        load_pipeline("en_core_web_none")


def test_a_pipeline_without_a_parser_will_not_do(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ModelError, match="has no attribute_ruler, lemmatizer, parser, tagger"):
        load_pipeline(str(tmp_path))


def test_a_headline_is_one_sentence_however_it_ends() -> None:
    article = article_from_text("Lavrov visits Pyongyang\n\nThe minister arrived on Monday. He left on Tuesday.")
    sentences = [sentence.text for sentence in parse(article, load_pipeline()).sentences]
    assert sentences == ["Lavrov visits Pyongyang", "The minister arrived on Monday.", "He left on Tuesday."]


def test_offsets_lead_back_to_the_article_s_own_words(parse: Callable[..., Parsed]) -> None:
    text = "“We’ll talk,”   he said.\n\nRead more\nAnother headline here\n\nTalks – the first since May – opened."
    parsed = parse(text)
    for token in parsed.doc:
        assert len(text[parsed.start(token) : parsed.end(token)]) == len(token.text)
    assert parsed.text(parsed.sentences[0]) == "“We’ll talk,”   he said."
    assert "headline" not in parsed.doc.text


@pytest.mark.parametrize(
    ("flags", "kernel"),
    [("GenuineIntel flags: fma avx2", "haswell"), ("AuthenticAMD flags: fma avx2", "zen"), ("flags: sse4_2", None)],
)
def test_the_kernel_suits_the_processor(flags: str, kernel: str | None) -> None:
    assert blis_kernel(flags) == kernel
