"""News articles in, typed political-event records out.

`convert` codes a text in hand; `to_dataframe` and `to_rdflib` hand records on. Files of articles:
`sanudo.articles.read_articles`; conversion of many to files: `sanudo.batch`; questions in SPARQL: `sanudo.store`; the
records and all they hold: the package `sanudo_schema`.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sanudo.errors import SanudoError
from sanudo.interchange import to_dataframe, to_rdflib

if TYPE_CHECKING:
    from sanudo_schema import AnyEvent

__all__ = ["SanudoError", "__version__", "convert", "to_dataframe", "to_rdflib"]
__version__ = "0.1.0"


def convert(
    text: str,
    *,
    date: date | datetime | None = None,
    title: str | None = None,
    id: str = "text",
    model: str | None = None,
    base: str | None = None,
) -> "list[AnyEvent]":
    """The events that the text of a news article reports, as typed records in the order of the text.

    `date` is the day of publication, on which words such as "on Tuesday" rest; without it, the date that the text
    states, else they stay unresolved. `title` is the headline, where it is not the first line of the text. `model`
    names an installed spaCy pipeline, `base` begins the IRIs. Raises `SanudoError`.

    >>> import datetime, sanudo
    >>> records = sanudo.convert("Lavrov visited Pyongyang on Tuesday.", date=datetime.date(2024, 1, 18))
    >>> [(record.type, record.status.value, record.cameo, record.time.edtf) for record in records]
    [('Visit', 'occurred', '042', '2024-01-16')]
    """
    from sanudo.articles import article_from_text
    from sanudo.coding.coder import Coder
    from sanudo_schema.identifiers import DATA

    return Coder(model, base or DATA).code(article_from_text(text, title=title, date=date, id=id))
