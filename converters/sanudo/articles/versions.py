"""Of several versions of an item, the last."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from sanudo.articles.article import Article
from sanudo.articles.failures import ReadFailure

__all__ = ["latest", "moment"]


def moment(value: datetime | date) -> datetime:
    """A date as a moment: a day begins, and a clock time without a zone is taken, in UTC.

    >>> moment(date(2024, 1, 15)).isoformat()
    '2024-01-15T00:00:00+00:00'
    """
    clock = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return clock if clock.tzinfo else clock.replace(tzinfo=UTC)


def latest(read: Iterator[Article | ReadFailure]) -> Iterator[Article | ReadFailure]:
    """The same articles; of those with a version and the same id only the last, the others reported as skipped.

    Articles with a version are held back until all inputs are read, and come in the order in which their items first
    came. What a sender withdraws is dropped too.

    >>> versions = [Article(id="a", text=text, version=number) for text, number in (("Two.", "2"), ("One.", "1"))]
    >>> [getattr(item, "text", None) or item.message for item in latest(iter(versions))]
    ['version 1 of a is replaced by version 2', 'Two.']
    """
    held: dict[str, Article] = {}
    for item in read:
        if isinstance(item, ReadFailure):
            withdrawn = held.pop(item.withdraws, None) if item.withdraws else None
            if withdrawn:
                yield _replaced(withdrawn, "withdrawn by its sender", item.where)
            yield item
        elif item.version is None:
            yield item
        else:
            known = held.get(item.id)
            if known is None:
                held[item.id] = item
                continue
            older, newer = (item, known) if _order(item) < _order(known) else (known, item)
            held[item.id] = newer
            yield _replaced(older, f"replaced by version {newer.version}", newer.origin)
    yield from held.values()


def _order(article: Article) -> tuple[int, datetime, str]:
    """Versions are numbers as a rule; where they are not, the times decide."""
    version = article.version or ""
    when = article.updated or article.published
    return int(version) if version.isdecimal() else -1, moment(when or date.min), version


def _replaced(article: Article, how: str, where: str | None) -> ReadFailure:
    message = f"version {article.version} of {article.id} is {how}{f' in {where}' if where else ''}"
    return ReadFailure("skipped", article.origin or article.id, message, article=article.id)
