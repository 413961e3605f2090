"""The language pipeline, loaded once for all tests of coding."""

from collections.abc import Callable
from datetime import date

import pytest

from sanudo.articles.article import Article
from sanudo.coding.parsing import Parsed, load_pipeline, parse


@pytest.fixture(scope="session", name="parse")
def parse_text() -> Callable[..., Parsed]:
    """A function from a text, and its publication date if it has one, to its parse."""
    nlp = load_pipeline()

    def parsed(text: str, published: date | None = None) -> Parsed:
        return parse(Article(id="test", text=text, published=published), nlp)

    return parsed
