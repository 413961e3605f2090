"""Findings name the record, the field, the value and the fix; what Sanudo writes has none."""

import sys
from pathlib import Path

import pytest

from sanudo.errors import ReadError, UsageError
from sanudo.formats import FORMATS
from sanudo.formats.validation import validated

EVENTS = Path(__file__).parents[2] / "examples" / "events.jsonl"
MENDED = [
    ("a snd:Fight, snd:EventRecord", "a snd:Fight, snd:EventRecord, sem:Event", "may not be a sem:Event"),
    ("snd:confidence 0.7 ", "snd:confidence 1.7 ", "confidence '1.7': too large. It is at most 1."),
    ("status:cancelled", "status:canceled", "Use one of: status:occurred"),
    ('snd:edtf "2024-02"^^edtf:EDTF', 'snd:edtf "2024-02"', "Give it the datatype edtf:EDTF."),
    ("snd:name ", "snd:nmae ", "snd:nmae: no such term in the ontology. Write snd:name."),
    ('"2024-03-08"^^xsd:date', '"2024-03-99"^^xsd:date', "'2024-03-99': it is no xsd:date"),
    ("snd:role role:denier", "snd:role role:target", "a Denial has at least one denier"),
    ('snd:country "GRC"', 'snd:country "Greece"', "country 'Greece'"),
    ("oa:start 0", "oa:start 900", "the span ends before it starts"),
    ("snd:alleges <event/", "snd:alleges <event/f41d5d64e4af57820e75> , <event/", "what is alleged is no fact"),
]


@pytest.fixture(scope="module")
def records():
    with EVENTS.open("rb") as stream:
        return list(FORMATS["jsonl"].read(stream))


def written(folder, records, name):
    path = folder / FORMATS[name].filename
    with path.open("wb") as stream:
        FORMATS[name].write(records, stream)
    return path


@pytest.mark.parametrize("name", ["jsonl", "turtle", "nt", "nq", "trig", "rdfxml", "jsonld", "ndjsonld"])
def test_what_is_written_is_sound(name, tmp_path, records):
    assert list(validated(written(tmp_path, records[:6], name))) == []


@pytest.mark.parametrize(("sound", "broken", "said"), MENDED)
def test_a_broken_graph_is_told_of(sound, broken, said, tmp_path, records):
    path = written(tmp_path, records, "turtle")
    text = path.read_text()
    assert sound in text
    path.write_text(text.replace(sound, broken, 1))
    found = [str(finding) for finding in validated(path)]
    assert any(said in line for line in found), found
    assert all("/id/event/" in line for line in found), "each names its record"


@pytest.mark.parametrize(
    ("sound", "broken", "said"),
    [
        ('"confidence":0.97', '"confidence":9', "Meeting.confidence '9'"),
        ('"cameo":"040"', '"cameo":"40"', "'40' is no CAMEO code"),
        ('"type":"Meeting"', '"type":"Meating"', "Meating"),
        ('"status":"occurred"', '"status":"happened"', "status 'happened'"),
        ('"place":', '"plaice":', "Remove the field, or correct its name."),
        ('"id":', "", "line 1"),
    ],
)
def test_a_broken_line_is_told_of(sound, broken, said, tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(EVENTS.read_text().replace(sound, broken, 1))
    found = [str(finding) for finding in validated(path)]
    assert any(said in line and "line 1" in line for line in found), found


def test_records_of_one_id_and_claims_told_as_facts_are_found(tmp_path):
    lines = EVENTS.read_text().splitlines()
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join([*lines[:3], lines[0]]).replace('"status":"alleged"', '"status":"occurred"'))
    said = [finding.problem for finding in validated(path)]
    assert said == ["a second record of this id", "what is alleged is told as a fact"]


def test_rdf_of_others_is_told_of_and_never_crashes(tmp_path):
    path = tmp_path / "other.ttl"
    path.write_text("<urn:a> a <http://xmlns.com/foaf/0.1/Person> .")
    assert [finding.problem for finding in validated(path)] == ["no event records in it"]
    path.write_text(
        '@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . <urn:a> a sem:Event ; sem:hasActor "x" .'
    )
    assert any("sem:Event" in str(finding) for finding in validated(path))
    path.write_text("<urn:a> a ")
    (finding,) = validated(path)
    assert "no Turtle" in finding.problem


def test_a_checker_that_is_missing_is_named(tmp_path, records, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(UsageError, match=r"sanudo\[shacl\]"):
        list(validated(written(tmp_path, records[:1], "turtle")))


def test_a_file_that_is_missing_or_of_no_known_kind_is_named(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        list(validated(tmp_path / "events.ttl"))
    (tmp_path / "events.txt").write_text("x")
    with pytest.raises(UsageError, match="does not tell the format"):
        list(validated(tmp_path / "events.txt"))
