"""The event code systems: complete, consistent, and never guessing."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanudo_schema import codes
from sanudo_schema.errors import SchemaError, UnknownCodeError
from sanudo_schema.events import RECORD_TYPES
from sanudo_schema.tables import table


def test_the_union_of_the_lists():
    all_codes = codes.cameo_codes()
    assert len(all_codes) == 318
    assert [sum(code.level == level for code in all_codes) for level in (1, 2, 3)] == [20, 149, 149]
    on = {name: sum(name in code.lists for code in all_codes) for name in ("manual", "gdelt", "icews", "plover")}
    assert on == {"manual": 316, "gdelt": 311, "icews": 312, "plover": 256}


def test_every_code_hangs_on_a_code():
    for code in codes.cameo_codes():
        if code.parent is None:
            assert code.level == 1
        else:
            assert code.code in codes.cameo(code.parent).children
    assert codes.cameo("081").children == ("0811", "0812", "0813", "0814")


def test_goldstein_scores_lie_on_the_scale_and_differ_for_eight_codes():
    differing = set()
    for code in codes.cameo_codes():
        scores = codes.goldstein_scores(code.code)
        assert all(-10 <= score <= 10 for score in scores.values())
        if len(set(scores.values())) > 1:
            differing.add(code.code)
    assert differing == {"016", "022", "124", "1246", "163", "164", "165", "166"}
    unscored = {code.code for code in codes.cameo_codes() if not code.goldstein_scores}
    assert unscored == {"1214", "155", "176", "1834", "1951", "1952"}


def test_a_score_that_a_table_lacks_is_none():
    assert codes.cameo("1213").goldstein("gdelt") is None
    assert codes.cameo("1213").goldstein("icews") == -4.0
    with pytest.raises(UnknownCodeError, match="'acled' is no Goldstein variant"):
        codes.cameo("1213").goldstein("acled")


def test_quad_classes_differ_by_variant():
    differing = {code.root for code in codes.cameo_codes() if len(set(codes.quad_classes(code.code).values())) > 1}
    assert differing == {"01", "02", "09", "16"}
    assert codes.cameo("010").quad("phoenix") == 0


def test_labels_that_mean_something_else_in_gdelt():
    assert codes.cameo("107").labels["manual"] == "Demand settling of dispute"
    assert codes.cameo("107").labels["gdelt"] == "Demand ceasefire"
    assert "icews" not in codes.cameo("155").labels


@pytest.mark.parametrize(
    ("code", "near"), [("42", "042"), ("0421", "042"), ("13y", "13"), ("1952 ", "1952"), ("021X", "021")]
)
def test_unknown_codes_name_their_neighbours(code: str, near: str):
    with pytest.raises(UnknownCodeError) as caught:
        codes.cameo(code)
    assert caught.value.code == code
    assert near in caught.value.near
    assert isinstance(caught.value, SchemaError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_a_number_is_no_code():
    with pytest.raises(UnknownCodeError, match="42 is no CAMEO code"):
        codes.cameo(42)  # type: ignore[arg-type]


@given(st.text(max_size=6))
def test_whatever_is_asked_the_answer_is_the_code_itself_or_an_error(text: str):
    try:
        assert codes.cameo(text).code == text
    except UnknownCodeError:
        assert not codes.is_cameo(text)


def test_every_code_has_a_record_type_and_most_types_a_code():
    types = {codes.event_type(code.code) for code in codes.cameo_codes()}
    assert types == set(RECORD_TYPES) - {"Invitation"}


@pytest.mark.parametrize(
    ("code", "type_"),
    [
        ("016", "Denial"),
        ("017", "Statement"),
        ("026", "Appeal"),
        ("041", "Meeting"),
        ("043", "Visit"),
        ("051", "Support"),
        ("057", "Agreement"),
        ("0356", "Agreement"),
        ("111", "Disapproval"),
        ("1125", "Allegation"),
        ("163", "Sanction"),
        ("1952", "Fight"),
        ("20", "MassViolence"),
    ],
)
def test_record_types(code: str, type_: str):
    assert codes.event_type(code) == type_


def test_plover_vocabularies():
    assert len(codes.plover_events()) == 16
    assert len(codes.plover_modes()) == 67
    assert len(codes.plover_contexts()) == 37
    assert {event.event for event in codes.plover_events() if not event.modes} == {
        "AGREE",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
    }
    for event in codes.plover_events():
        assert (event.score < 0) == (event.quad > 2) or event.event == "REQUEST"


def test_every_mapping_stays_within_the_vocabulary_of_plover():
    for code in codes.cameo_codes():
        for status in (None, "occurred", "scheduled", "proposed", "possible", "negated"):
            coded = codes.plover_of(code.code, status)
            if coded is None:
                assert code.root == "01"
                continue
            assert coded.mode is None or coded.mode in codes.plover_event(coded.event).modes
            assert set(coded.context) <= set(codes.plover_contexts())


def test_what_the_crosswalk_says_is_kept_where_the_manual_changed_the_words():
    published = {row["cameo"]: row["published"] for row in table("cameo_plover") if row["published"]}
    assert published["186"] == "ASSAULT assassinate -"
    assert codes.plover_of("186") == ("ASSAULT", "targeted", ())
    assert published["073"] == "AID - humanitarian"
    assert codes.plover_of("073") == ("AID", None, ("human_security",))
    assert codes.plover_of("116") == ("ACCUSE", "disapprove", ("legal",))


@pytest.mark.parametrize(
    ("code", "status", "event"),
    [
        ("042", "scheduled", "AGREE"),
        ("057", "proposed", "AGREE"),
        ("061", "possible", "AGREE"),
        ("0874", "scheduled", "CONCEDE"),
        ("080", "scheduled", "CONCEDE"),
        ("195", "possible", "THREATEN"),
        ("195", "scheduled", "ASSAULT"),
        ("195", "alleged", "ASSAULT"),
        ("042", "cancelled", "CONSULT"),
        ("111", "possible", "ACCUSE"),
    ],
)
def test_what_has_not_happened_changes_its_plover_event(code: str, status: str, event: str):
    assert codes.plover_of(code, status).event == event


def test_a_root_maps_as_its_general_code():
    assert codes.plover_of("04") == codes.plover_of("040") == ("CONSULT", None, ())


def test_candidates_lead_back():
    for event in codes.plover_events():
        found = codes.cameo_candidates(event.event)
        assert found
        assert all(codes.plover_of(code).event == event.event for code in found)
    assert codes.cameo_candidates("RETREAT", "ceasefire") == ("0871",)
    assert codes.cameo_candidates("CONSULT", "multilateral") == ()
    with pytest.raises(UnknownCodeError, match="'tea' is no PLOVER CONSULT mode"):
        codes.cameo_candidates("CONSULT", "tea")
    with pytest.raises(UnknownCodeError, match="near: CONSULT"):
        codes.cameo_candidates("consult")
