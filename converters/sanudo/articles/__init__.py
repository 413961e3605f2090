"""News articles in: every format that they come in, read into `Article`."""

from sanudo.articles.article import Article
from sanudo.articles.failures import ReadFailure
from sanudo.articles.reading import article_from_text, read_articles

__all__ = ["Article", "ReadFailure", "article_from_text", "read_articles"]
