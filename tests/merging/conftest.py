"""Stories coded once for all tests of merging."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import code
from sanudo_schema import AnyEvent

Told = Callable[[str, str, str, str], list[AnyEvent]]


@dataclass(frozen=True)
class Story:
    """Articles that tell of the events named: lists of the articles' labels."""

    name: str
    type: str
    who: str
    events: list[list[str]]
    records: Mapping[str, list[AnyEvent]]

    def concerned(self, label: str) -> list[AnyEvent]:
        """The records of one article that the story is about."""
        return [
            record
            for record in self.records[label]
            if record.type == self.type and any(self.who in a.name for a in (*record.sources, *record.targets))
        ]


def tell(label: str, day: str, publisher: str, text: str) -> list[AnyEvent]:
    """The records of a short article."""
    headline = text.index("\n") if "\n" in text else 0
    published = date.fromisoformat(day)
    return code(Article(id=label, text=text, headline_end=headline, published=published, publisher=publisher))


@pytest.fixture(scope="session", name="tell")
def teller() -> Told:
    """A function from label, day, publisher and text of an article to its records."""
    return tell


@pytest.fixture(scope="session")
def stories() -> list[Story]:
    """The stories of stories.toml, coded."""
    data = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))
    return [
        Story(
            one["name"],
            one["type"],
            one["who"],
            one["events"],
            {label: tell(f"{one['name']}/{label}", *article) for label, article in one["articles"].items()},
        )
        for one in data["story"]
    ]
