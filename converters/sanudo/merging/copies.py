"""Articles that are copies of one another: syndicated, or changed a little."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sanudo.errors import UsageError
from sanudo_schema import ArticleRef

__all__ = ["copies_of"]

SAME = 0.7
"""Share of word sequences in common (Jaccard) from which one article is a copy of another."""
SEQUENCE = 4
"""Words of a sequence."""
PERMUTATIONS = 128
_WORD = re.compile(r"\w+")


def copies_of(articles: Iterable[ArticleRef], texts: Mapping[str, str] | None = None) -> list[tuple[str, ...]]:
    """Groups of two or more articles that are copies, each sorted, by id.

    Articles are copies that have the same text (by digest) or the same title of four words or more on the same day;
    where their texts are given, also those with nearly the same, by MinHash of word sequences.

    >>> refs = [ArticleRef(id=name, title="Envoys meet in Oslo", published="2024-01-15") for name in "ab"]
    >>> copies_of(refs)
    [('a', 'b')]
    """
    told = {article.id: article for article in articles}
    group = {name: {name} for name in told}
    alike: dict[object, list[str]] = defaultdict(list)
    for name, article in told.items():
        if article.sha256:
            alike[article.sha256].append(name)
        if article.title and article.published and len(article.title.split()) >= SEQUENCE:
            alike[(" ".join(_WORD.findall(article.title.lower())), str(article.published)[:10])].append(name)
    same = [(names[0], name) for names in alike.values() for name in names[1:]]
    if texts:
        same.extend(_near({name: text for name, text in texts.items() if name in told}))
    for first, second in same:
        if group[first] is not group[second]:
            group[first] |= group[second]
            for name in group[second]:
                group[name] = group[first]
    return sorted({tuple(sorted(names)) for names in group.values() if len(names) > 1})


def _near(texts: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Pairs of articles whose texts are nearly the same."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        advice = "Install it with `pip install sanudo[merge]`, or leave the articles' texts out."
        raise UsageError(
            "near copies are found by the package datasketch, which is not there", advice=advice
        ) from error

    index = MinHashLSH(threshold=SAME, num_perm=PERMUTATIONS)
    sketches: dict[str, MinHash] = {}
    for name in sorted(texts):
        words = _WORD.findall(texts[name].lower())
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
        starts = range(max(1, len(words) - SEQUENCE + 1))
        sketch.update_batch([" ".join(words[start : start + SEQUENCE]).encode() for start in starts])
        for other in sorted(index.query(sketch)):
            if sketch.jaccard(sketches[other]) >= SAME:
                yield other, name
        index.insert(name, sketch)
        sketches[name] = sketch
