"""How well pages are read: title, publication day and body against what is known of them.

usage: html_pages.py FOLDER

FOLDER holds pages NAME_DATE.html.gz and NAME.json beside them: an object with one value for each page in the order of
their names, with `title`, `publishing_date` and `body` ({"sections": [{"headline": [...], "paragraphs": [...]}]}).
The body's figure is the F1 of its words, counted as a multiset.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sanudo.articles import Article, read_articles


def pages(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each page with what is known of it."""
    for known in sorted(folder.glob("*.json")):
        values = [value for _, value in sorted(json.loads(known.read_text("utf-8")).items())]
        files = sorted(folder.glob(f"{known.stem}_2*.html.gz"))
        yield from zip(files, values, strict=True)


def words(text: str) -> Counter[str]:
    unspaced = re.search("[\u3040-\u9fff]", text)
    return Counter(re.findall(r"\w" if unspaced else r"\w+", text.lower()))


def f1(found: str, known: str) -> float:
    a, b = words(found), words(known)
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def plain(title: str | None) -> str:
    return re.sub(r"\W+", " ", (title or "").lower()).strip()


def main(folder: Path) -> None:
    days, titles, bodies = [], [], []
    for page, known in pages(folder):
        articles = list(read_articles([page], language="en"))
        article = articles[0]
        if not isinstance(article, Article):
            print(f"{page.name}: {article}")
            days.append(False), titles.append(False), bodies.append(0.0)
            continue
        day = str(article.published)[:10] == known["publishing_date"][:10]
        title = plain(article.title) == plain(known["title"])
        sections = known["body"]["sections"]
        body = "\n".join(" ".join([*section["headline"], *section["paragraphs"]]) for section in sections)
        score = f1(article.text[article.headline_end :], body)
        days.append(day), titles.append(title), bodies.append(score)
        if not (day and title and score > 0.85):
            print(f"{page.name:44} F1 {score:.2f}", end="")
            print("" if day else f"  day {article.published} not {known['publishing_date']}", end="")
            print("" if title else f"\n    title {article.title!r}\n    not   {known['title']!r}")
    count = len(days)
    day, title, body = (sum(figures) / count for figures in (days, titles, bodies))
    print(f"pages {count}  day {day:.3f}  title {title:.3f}  body F1 {body:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
