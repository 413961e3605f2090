"""Articles prepared together give the records that they give alone, and what is wrong with one stays its own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sanudo.articles import Article, article_from_text
from sanudo.batch.shards import Shard, code_shard
from sanudo.coding.coder import Coder
from sanudo.coding.noise import Sifted
from sanudo_schema import AnyEvent, make_record

TEXTS = (
    "Lavrov visited Pyongyang on Monday. South Korea accused Russia of violating its airspace.",
    "Envoys meet in Oslo\n\nNorwegian officials met Kenyan officials on Tuesday. Nothing was signed.",
    "The roses are early this year.",
    "France imposed sanctions on Belarus. Minsk denied the charge and threatened to close the border.",
)


def test_articles_coded_together_give_what_they_give_alone() -> None:
    articles = [article_from_text(text, id=str(number)) for number, text in enumerate(TEXTS)]
    coder = Coder()
    alone = [coder.code(article) for article in articles]
    assert [call().kept for call in coder.together(articles)] == alone
    assert sum(map(len, alone)) >= 5


class Faulty:
    """Prepares no batch that holds a bad article, and codes it neither."""

    def __call__(self, article: Article) -> list[AnyEvent]:
        if article.text == "bad":
            raise ValueError("a fault")
        return [make_record("Visit", id=article.id, sources=[{"name": "Kim"}])]

    def together(self, articles: Sequence[Article]) -> list[Callable[[], Sifted]]:
        if any(article.text == "bad" for article in articles):
            raise ValueError("a fault")
        return [lambda article=article: Sifted(self(article), []) for article in articles]


def test_an_article_that_spoils_its_batch_is_the_only_one_lost(tmp_path: Path) -> None:
    articles = tuple(Article(id=str(number), text="bad" if number == 11 else "good") for number in range(20))
    shard = Shard(articles, tuple(article.id for article in articles))
    coded = code_shard(shard, Faulty(), tmp_path)
    assert [entry.key for entry in coded.entries if entry.failure] == ["11"]
    assert len((tmp_path / coded.name).read_text().splitlines()) == 19
