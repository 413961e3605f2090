"""Ordinary news for benchmarks: any number of articles from templates, every other one about politics."""

import random
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sanudo.articles import Article, article_from_text

TEMPLATES = Path(__file__).with_name("news.toml")
FIRST_DAY = date(2024, 1, 1)


def ordinary_news(count: int, *, sentences: int = 20, seed: int = 1) -> Iterator[Article]:
    """So many articles of about so many sentences; the same for the same seed."""
    templates = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        topics = templates["politics" if number % 2 else "ordinary"]
        pool = topics[chance.choice(sorted(topics))]
        length = max(1, round(sentences * chance.uniform(0.5, 1.5)))
        lines = [_filled(chance.choice(pool), templates["slots"], chance) for _ in range(length)]
        title = " ".join(lines[0].rstrip(".").split()[:9])
        text = "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, length, 3))
        published = FIRST_DAY + timedelta(days=number % 365)
        yield article_from_text(text, title=title, date=published, id=f"{seed}-{number}")


def _filled(template: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: chance.choice(slots[found[1]]), template)
