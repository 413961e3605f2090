"""The page as people use it, in a real browser."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def rows(tab: Any) -> list[str]:
    """The types of the rows in the table, from the top."""
    tab.wait_for_timeout(80)
    return [row.inner_text() for row in tab.locator("#table .rows .row .type").all()]


def test_the_table_lists_all_events(tab: Any) -> None:
    assert len(rows(tab)) == 7
    assert tab.locator("#count").inner_text() == "7 events"


def test_a_facet_filters_and_a_chip_takes_it_away(tab: Any) -> None:
    tab.locator("#facet-type label", has_text="Visit").click()
    assert rows(tab) == ["Visit", "Visit"]
    assert tab.locator("#count").inner_text() == "2 of 7 events"
    tab.locator("#chips button").click()
    assert len(rows(tab)) == 7


def test_hostile_text_is_shown_as_text(tab: Any) -> None:
    assert tab.locator("h1").inner_text().startswith("</script><img src=x")
    tab.locator("#table .row", has_text="Meeting").click()
    assert "<b>Envoys</b>" in tab.locator("#card .source").first.inner_text()
    assert tab.locator("img").count() == 0
    assert tab.title() != "taken"


def test_the_card_marks_the_words_that_were_read(tab: Any) -> None:
    tab.locator("#table .row", has_text="Meeting").click()
    card = tab.locator("#card")
    assert card.locator("mark.f-trigger").all_inner_texts() == ["met", "held talks"]
    assert card.locator("mark.f-sources").first.inner_text() == "Marta Solberg"
    assert "weekday before “Monday”" in card.inner_text()
    assert "2 reports, 2 independent sources" in card.inner_text()


def test_the_csv_holds_what_is_filtered(tab: Any) -> None:
    tab.locator("#search").fill("fishermen")
    assert rows(tab) == ["Protest"]
    with tab.expect_download() as download:
        tab.locator("#csv").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["type"], row["sources"], row["confidence"]) == ("Protest", '\'=Fishermen, "the" few', "0.4")


def test_the_json_holds_the_words_too(tab: Any) -> None:
    tab.locator("#facet-type label", has_text="Allegation").click()
    rows(tab)
    with tab.expect_download() as download:
        tab.locator("#json").click()
    (record,) = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert record["claim"]["text"] == "jamming the radars of the north"
    assert record["reports"][0]["mentions"][0]["trigger"] == "accused"
