"""The lexicon as a whole: what it covers, and that each entry can be told from the others."""

from sanudo.coding.lexicon import load_lexicon
from sanudo_schema.codes import cameo_codes

LEXICON = load_lexicon()


def test_every_three_digit_code_can_be_reached() -> None:
    direct = {frame.code for frame in LEXICON.all_frames()}
    composed = {code for rows in LEXICON.composition.values() for _, code in rows}
    wanted = {code.code for code in cameo_codes() if len(code.code) == 3}
    assert sorted(wanted - {code[:3] for code in direct | composed}) == []


def test_most_frames_are_shown_by_an_example() -> None:
    frames = [frame for frame in LEXICON.all_frames() if frame.kind is None]
    bare = [frame.id for frame in frames if not frame.examples]
    assert len(bare) < len(frames) / 100


def test_conditions_name_words_or_tests() -> None:
    empty = [f.id for f in LEXICON.all_frames() for c in (*f.needs, *f.without) if not c.words and not c.tests]
    assert empty == []
