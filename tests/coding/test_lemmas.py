"""Lemmas that frames look for, where the pipeline's own rules go astray."""

from collections.abc import Callable

import pytest

from sanudo.coding.parsing import Parsed


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Lawyers staged a protest in Karachi.", "staged", "stage"),
        ("The court fined a chipmaker.", "fined", "fine"),
        ("Kurdish fighters retook Sinjar from Islamic State.", "retook", "retake"),
        ("Pope John Paul II forgave a Turkish gunman.", "forgave", "forgive"),
        ("The soldiers lay in wait.", "lay", "lie"),
    ],
)
def test_inflected_verbs_have_their_lemma(parse: Callable[..., Parsed], text: str, form: str, lemma: str) -> None:
    (token,) = [token for token in parse(text).doc if token.text == form]
    assert token.lemma_ == lemma
