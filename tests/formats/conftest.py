"""Event records of every type, drawn from the models themselves and filled with hostile text."""

from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import strategies as st

from sanudo_schema import RECORD_TYPES, Status, make_record
from sanudo_schema.codes import cameo_codes
from sanudo_schema.merged import MergedEvent

HOSTILE = ["", " ", "\n", "\r\n", '"', "\\", "'", "</rdf:RDF>", "<>&", "\u202e\u2066", "\u2028", "\x7f", "\x85", "x:y"]
HOSTILE += ["@type", "title", "Event", "//", "..", "../a b", "#", "%41", "\ufeff", "é", "é", "😀", "{}^`|", "-1", "]]>"]


def texts(least: int = 0, allow: str = "") -> st.SearchStrategy[str]:
    """Text that XML can hold too, often of the kind that breaks writers."""
    letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    parts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(letters, max_size=8)), max_size=4).map("".join)
    return parts.filter(lambda text: len(text) >= least)


NAMES = texts(1)
MAYBE = st.none() | texts()
ORDER = st.integers(0, 10**9)
SHARE = st.floats(0, 1)
IRIS = st.one_of(NAMES, st.integers().map(lambda n: f"https://w3id.org/sanudo/id/event/{n % 16**20:020x}"))
DAYS = st.dates()
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.integers(-14, 14).map(lambda h: timezone(timedelta(hours=h))))


def span(**more: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Fields of a span whose text is as long as its offsets say."""

    def placed(fields: dict[str, object]) -> dict[str, object]:
        text, start = fields.get("text"), fields.pop("at")
        if start is None:
            return fields
        return {**fields, "start": start, "end": start + (len(text) if text else 7)} if text != "" else fields

    return st.fixed_dictionaries({"text": MAYBE, "at": st.none() | ORDER, **more}).map(placed)


ACTORS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES},
        optional={
            "text": MAYBE,
            "country": st.sampled_from(["RUS", "PRK", "USA"]),
            "code": st.sampled_from(["RUSGOV", "---MIL", "PRK"]),
            "roles": st.lists(st.sampled_from(["GOV", "MIL", "OPP"]) | texts(), max_size=3),
            "title": MAYBE,
            "kind": st.sampled_from(["state", "person", "organisation", "group", "other"]),
            "id": st.none() | IRIS,
        },
    ),
    max_size=3,
)
TIMES = st.fixed_dictionaries(
    {"edtf": st.sampled_from(["2024", "2023-10~", "2024-01-16/2024-01-18", "2011/..", "199X", "2024-21"])},
    optional={"basis": st.sampled_from(["explicit", "relative", "publication"]), "text": MAYBE},
)
ROWS = st.fixed_dictionaries(
    {"dataset": NAMES, "row": NAMES, "fields": st.lists(st.tuples(texts(), texts()), max_size=2)}
)
PLACES = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "country": st.sampled_from(["RUS", "PRK"]),
        "latitude": st.floats(-90, 90),
        "longitude": st.floats(-180, 180),
        "geonames": st.integers(1, 10**9),
        "role": st.sampled_from(["event", "origin", "dateline", "mention"]),
        "text": MAYBE,
    },
)
MENTIONS = span(
    article=NAMES,
    sentence=st.none() | ORDER,
    trigger=MAYBE,
    trigger_start=st.none() | ORDER,
    trigger_end=st.none() | ORDER,
    frame=MAYBE,
    confidence=st.none() | SHARE,
    headline=st.booleans(),
    origin=st.none() | ROWS,
)
ARTICLES = st.fixed_dictionaries(
    {"id": NAMES},
    optional={
        "sha256": st.just("0" * 64),
        "published": DAYS | MOMENTS,
        "updated": st.none() | DAYS | MOMENTS,
        **dict.fromkeys(["title", "url", "language", "byline", "dateline", "section", "version"], MAYBE),
        "publisher": st.none() | NAMES,
    },
)
COMMON = {
    "status": st.sampled_from(list(Status)),
    "cameo": st.none() | st.sampled_from([entry.code for entry in cameo_codes()]),
    "cameo_if_realised": st.none() | st.just("040"),
    "plover": st.none()
    | st.fixed_dictionaries({"event": NAMES, "mode": st.none() | NAMES, "context": st.lists(NAMES, max_size=3)}),
    "time": st.none() | TIMES,
    "place": st.none() | PLACES,
    "attribution": st.none() | span(actors=ACTORS, time=st.none() | TIMES),
    "mentions": st.lists(MENTIONS, max_size=2),
    "reasons": st.lists(span(field=NAMES, rule=NAMES, article=st.none() | NAMES), max_size=3),
    "confidence": st.none() | SHARE,
    "decided_by": st.sampled_from([None, "frames", "reader", "dataset"]),
    "articles": st.lists(ARTICLES, max_size=2, unique_by=lambda article: article["id"]),
    "origin": st.none() | ROWS,
}
CLAIMS = st.none() | st.fixed_dictionaries({"text": NAMES, "event": st.none() | IRIS})
SOME = ACTORS.filter(bool)
OWN = {
    "Meeting": {"participants": SOME, "first_side": st.integers(0, 4), "hosts": ACTORS, "mediators": ACTORS},
    "Visit": {"visitors": SOME, "hosts": ACTORS},
    "Allegation": {"accusers": SOME, "accused": ACTORS, "claim": CLAIMS},
    "Denial": {"deniers": SOME, "accusers": ACTORS, "denies": st.none() | IRIS, "claim": CLAIMS},
}


@st.composite
def event_records(draw):
    """One event record of any type."""
    kind = draw(st.sampled_from(sorted(RECORD_TYPES)))
    own = OWN.get(kind, {"sources": SOME, "targets": ACTORS})
    return make_record(kind, id=draw(IRIS), **draw(st.fixed_dictionaries({**COMMON, **own})))


MANY = st.lists(IRIS, max_size=3)
LINKS = st.fixed_dictionaries(
    {"first": IRIS, "second": IRIS, "score": SHARE},
    optional={"kind": st.sampled_from(["same", "apart", "denies"]), "reasons": st.lists(NAMES, max_size=3)},
)
STAGES = st.fixed_dictionaries({"status": st.sampled_from(list(Status)), "record": IRIS, "published": st.none() | DAYS})
ALTERNATIVES = st.fixed_dictionaries({"field": NAMES, "value": NAMES, "records": MANY, "chosen": st.booleans()})
MERGING = st.fixed_dictionaries(
    {"records": MANY},
    optional={
        "digests": st.lists(NAMES, max_size=3),
        "links": st.lists(LINKS, max_size=2),
        "history": st.lists(STAGES, max_size=2),
        "alternatives": st.lists(ALTERNATIVES, max_size=2),
        "publishers": st.lists(NAMES, max_size=3),
        "sources": ORDER,
        "copies": st.lists(st.lists(NAMES, max_size=3), max_size=2),
    },
)


@pytest.fixture(scope="session")
def any_merged():
    """The strategy that draws merged events."""
    return st.builds(lambda event, fields: MergedEvent(event=event, **fields), event_records(), MERGING)


@pytest.fixture(scope="session")
def any_record():
    """The strategy that draws event records."""
    return event_records()
