"""Invented dispatches of two papers, the page made of them, and a browser to read it in."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sanudo.explorer import gather, write_page
from sanudo.merging import merge_records
from sanudo.merging.files import write_merged_events
from sanudo_schema import AnyEvent, make_record, write_record

HOSTILE = "</script><img src=x onerror=\"document.title='taken'\"><b>Envoys</b> \u202emeet\u202c <!-- in Oslo"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass
class Paper:
    """Articles of one paper, and the records that its sentences give."""

    publisher: str
    site: str
    records: list[AnyEvent] = field(default_factory=list)

    def tells(
        self, type: str, id: str, day: str, sentence: str, trigger: str, /, title: str = "", **fields: Any
    ) -> None:
        """Add the record of one sentence, with the reasons `why` as field -> (rule, words)."""
        why = fields.pop("why", {"cameo": ("frame", trigger)})
        reasons = [
            {"field": name, "rule": rule, "text": words, **_span(sentence, words)}
            for name, (rule, words) in why.items()
        ]
        begin = sentence.index(trigger)
        mention = {"article": f"{self.publisher}/{id}", "sentence": 0, "text": sentence, **_span(sentence, sentence)}
        mention |= {"trigger": trigger, "trigger_start": begin, "trigger_end": begin + len(trigger), "frame": "test"}
        article = {
            "id": f"{self.publisher}/{id}",
            "title": title or id,
            "published": day,
            "publisher": self.publisher,
            "url": self.site,
        }
        told_in = {"mentions": [mention], "reasons": reasons, "articles": [article]}
        self.records.append(make_record(type, id=f"urn:event:{id}", **fields, **told_in))


def _span(sentence: str, words: str) -> dict[str, int]:
    return {"start": sentence.index(words), "end": sentence.index(words) + len(words)}


def person(name: str, country: str) -> dict[str, str]:
    """A person of a state."""
    return {"name": name, "country": country, "kind": "person", "id": f"urn:actor:{name}"}


def state(name: str, country: str) -> dict[str, str]:
    """A state as an actor."""
    return {"name": name, "country": country, "kind": "state", "id": f"urn:actor:{country}"}


NORWAY, FINLAND, CHAD = state("Norway", "NOR"), state("Finland", "FIN"), state("Chad", "TCD")
OSLO = {"name": "Oslo", "country": "NOR", "latitude": 59.91, "longitude": 10.75}


def dispatches() -> list[AnyEvent]:
    """Eight records of seven events: a meeting told twice, a thread over both papers, a plan, a cancelled visit."""
    post, gazette = (
        Paper("Fjord Post", "javascript:document.title='taken'"),
        Paper("Lake Gazette", "https://lake.example/"),
    )
    meeting: dict[str, Any] = {"sources": [person("Marta Solberg", "NOR")], "targets": [person("Pekka Halonen", "FIN")]}
    sentence = "In Oslo 🕊 Marta Solberg met Pekka Halonen and 12 envoys on Monday."
    post.tells(
        "Meeting", "meeting-1", "2024-03-05", sentence, "met", title=HOSTILE, cameo="040", place=OSLO, confidence=0.9,
        time={"edtf": "2024-03-04", "basis": "relative", "text": "Monday"},
        why={
            "sources": ("subj of 'meet'", "Marta Solberg"),
            "time": ("weekday before", "Monday"),
            "place": ("town", "Oslo"),
        },
        **meeting,
    )  # fmt: skip
    gazette.tells(
        "Meeting", "meeting-2", "2024-03-06", "Marta Solberg held talks with Pekka Halonen and 15 envoys.",
        "held talks",
        cameo="040", place=OSLO, confidence=0.7, time={"edtf": "2024-03-04"}, **meeting,
    )  # fmt: skip
    claim = {"text": "jamming the radars of the north", "event": "urn:event:jamming"}
    post.tells(
        "Allegation", "allegation", "2024-03-07", "Finland accused Chad of jamming the radars of the north.", "accused",
        cameo="112", sources=[FINLAND], targets=[CHAD], claim=claim, confidence=0.8,
    )  # fmt: skip
    post.tells(
        "Coercion", "jamming", "2024-03-07", "Finland accused Chad of jamming the radars of the north.", "jamming",
        cameo="175", status="alleged", sources=[CHAD], targets=[FINLAND], confidence=0.6,
    )  # fmt: skip
    gazette.tells(
        "Denial", "denial", "2024-03-08", "Chad denied it.", "denied",
        cameo="016", sources=[CHAD], targets=[FINLAND], denies="urn:event:allegation", confidence=0.5,
    )  # fmt: skip
    gazette.tells(
        "Visit", "plan", "2024-03-08", "Solberg will visit Chad on 20 March.", "visit", cameo="036", status="scheduled",
        sources=meeting["sources"], targets=[CHAD], time={"edtf": "2024-03-20"}, confidence=0.75,
    )  # fmt: skip
    gazette.tells(
        "Visit", "off", "2024-03-09", "Halonen called off his visit to Norway.", "visit", cameo="042",
        status="cancelled", sources=meeting["targets"], targets=[NORWAY], confidence=0.65,
    )  # fmt: skip
    post.tells(
        "Protest", "protest", "2024-03-09", "Fishermen protested in Oslo.", "protested", cameo="141", place=OSLO,
        sources=[{"name": "=Fishermen, \"the\" few", "kind": "group"}], confidence=0.4,
    )  # fmt: skip
    return post.records + gazette.records


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder: the records, and the merged events beside them."""
    folder = tmp_path_factory.mktemp("explorer") / "dispatches"
    folder.mkdir()
    records = dispatches()
    (folder / "events.jsonl").write_text("".join(write_record(record) + "\n" for record in records), encoding="utf-8")
    write_merged_events(merge_records(records).events, folder / "merged.jsonl")
    return folder


@pytest.fixture(scope="session")
def page(out: Path) -> Path:
    """The page of the merged events."""
    path = out / "report.html"
    with path.open("wb") as stream:
        write_page(gather(out), stream, title=HOSTILE)
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: the page is not tried in a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, page: Path) -> Iterator[Any]:
    """The page in a fresh tab, 1440 by 900; nothing may be asked of the network and no script may fail."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    tab = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: failed.append(str(error)))
    tab.on("console", lambda told: failed.append(told.text) if told.type == "error" else None)
    tab.goto(page.as_uri())
    yield tab
    context.close()
    assert failed == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
