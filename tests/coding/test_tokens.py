"""Plain tokens say of a text what spaCy's own say."""

import pytest
from spacy.tokens import Doc as Analysed

from sanudo.coding.parsing import load_pipeline
from sanudo.coding.tokens import Doc

TEXTS = (
    'The minister\'s "frank" talks with envoys from Chad, Mali and Niger, who arrived on Monday, broke up at once.',
    "Kenya said it would send 1,000 police to Haiti. Nobody knows when; the ministry, asked twice, did not answer.",
    "",
)


def parsed(text: str) -> tuple[Analysed, Doc]:
    theirs = load_pipeline()(text)
    return theirs, Doc.of(theirs)


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_is_as_spacy_has_it(text: str) -> None:
    theirs, ours = parsed(text)
    assert ours.text == theirs.text
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        for name in ("i", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "text_with_ws", "is_punct", "is_quote"):
            assert getattr(mine, name) == getattr(other, name)
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [word.i for word in getattr(mine, name)] == [word.i for word in getattr(other, name)]
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(mine, name).i == getattr(other, name).i
        assert (mine.sent.start, mine.sent.end) == (other.sent.start, other.sent.end)
        assert mine.is_sent_start == bool(other.is_sent_start)


def test_spans_have_the_text_and_the_root_that_spacy_gives_them() -> None:
    theirs, ours = parsed(TEXTS[0])
    for start in range(len(ours)):
        for end in range(start + 1, len(ours) + 1):
            assert ours[start:end].text == theirs[start:end].text
            assert ours[start:end].root.i == theirs[start:end].root.i
            assert ours[start:end][-1].i == end - 1


def test_a_neighbour_beyond_the_text_is_an_error() -> None:
    _, ours = parsed("Envoys met.")
    assert ours[0].nbor().text == "met"
    with pytest.raises(IndexError):
        ours[0].nbor(-1)
    with pytest.raises(IndexError):
        ours[2].nbor()
