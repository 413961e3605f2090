"""Runs conversions on a local Ray cluster of two workers, one of which is killed; prints what became of them."""

import json
import sys
from pathlib import Path

import fake_coder

import sanudo.batch.shards
from sanudo.articles import Article
from sanudo.batch.conversion import Run, convert_articles
from sanudo.formats import chosen

sanudo.batch.shards.MAX_ARTICLES = 5
FORMATS = chosen("jsonl,nq,cameo")


def articles(**odd: str) -> list[Article]:
    """Forty articles, and some that are odd in their midst."""
    given = [Article(id=f"a{n}", text=f"{n}: " + "Kim visited Oslo. " * (n % 4)) for n in range(40)]
    return [*given[:20], *(Article(id=name, text=text) for name, text in odd.items()), *given[20:]]


def main(folder: Path) -> None:
    """The same articles on Ray and without: once with a worker that is killed, once with an article that kills."""
    ray = Run(settings={"version": "1"}, workers=2, engine="ray", timeout=60.0)
    plain = Run(settings={"version": "1"})
    once = articles(odd=f"Kim visited Rome once {folder / 'marker'}")
    killed = convert_articles(once, folder / "ray-once", fake_coder.visit, formats=FORMATS, run=ray)
    happened = (folder / "marker").exists()
    convert_articles(once, folder / "plain-once", fake_coder.visit, formats=FORMATS, run=plain)
    deadly = convert_articles(articles(bad="die"), folder / "ray-deadly", fake_coder.visit, formats=FORMATS, run=ray)
    convert_articles(articles(), folder / "plain-deadly", fake_coder.visit, formats=FORMATS, run=plain)
    told = {"happened": happened, "articles": [killed.articles, deadly.articles]}
    print(json.dumps({**told, "left_out": [failure.article for failure in deadly.left_out]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
