"""Every example sentence of the lexicon gives the record it promises."""

import re
from collections.abc import Iterator

import pytest

from sanudo.articles.article import Article
from sanudo.coding.coder import Coder
from sanudo.coding.lexicon import Example, Frame, load_lexicon
from sanudo_schema import AnyEvent
from sanudo_schema.codes import is_cameo

MARKED = re.compile(r"<([st])>(.*?)</\1>")
FRAMES = load_lexicon().all_frames()


def marked(text: str) -> tuple[str, str, str]:
    """The sentence without its marks, and the marked source and target."""
    parts = dict(MARKED.findall(text))
    return re.sub(r"</?[st]>", "", text), parts.get("s", ""), parts.get("t", "")


def overlap(actors: tuple[object, ...], words: str) -> bool:
    """True where some actor shares a word's first five letters with the marked phrase."""
    small = {"the", "of", "and", "a", "an", "in", "to", "for", "s"}
    have = {w[:5] for a in actors for w in re.findall(r"\w+", f"{a.name} {a.text}".lower()) if w not in small}  # type: ignore[attr-defined]
    return bool(have & {w[:5] for w in re.findall(r"\w+", words.lower()) if w not in small})


def fits(record: AnyEvent, example: Example, source: str, target: str) -> bool:
    """True where the record has the example's code, status and actors."""
    if example.code not in (record.cameo, record.cameo_if_realised) or record.status != example.status:
        return False
    everyone = record.sources + record.targets
    sources, targets = (everyone, everyone) if record.type in ("Meeting", "Visit") else (record.sources, record.targets)
    return (not source or overlap(sources, source)) and (not target or overlap(targets, target))


def failures(frame: Frame, coder: Coder, *, beyond: bool = False) -> Iterator[str]:
    """What each failing example gave instead, of those within the coder's reach or of those beyond it."""
    for number, example in enumerate(frame.examples):
        if example.beyond is not beyond:
            continue
        text, source, target = marked(example.text)
        records = coder.code(Article(id=f"{frame.id}-{number}", text=text))
        if example.code == "none":
            good = not any(m.frame == frame.id for r in records for m in r.mentions)
        else:
            good = any(fits(record, example, source, target) for record in records)
        if not good:
            got = [
                (r.cameo, str(r.status), [a.name for a in r.sources], [a.name for a in r.targets], r.mentions[0].frame)
                for r in records
            ]
            yield f"{frame.id}: {example.text} [{example.code} {example.status}] gave {got}"


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder(opinion=None)


@pytest.mark.parametrize("frame", [f for f in FRAMES if f.examples], ids=lambda f: f.id)
def test_examples_give_their_record(frame: Frame, coder: Coder) -> None:
    assert list(failures(frame, coder)) == []


def test_what_is_marked_as_beyond_the_coder_still_is(coder: Coder) -> None:
    marked_so = [frame for frame in FRAMES if any(example.beyond for example in frame.examples)]
    wanted = sum(example.beyond for frame in marked_so for example in frame.examples)
    assert sum(len(list(failures(frame, coder, beyond=True))) for frame in marked_so) == wanted, "take the mark away"
    assert wanted <= 0.03 * sum(len(frame.examples) for frame in FRAMES)


def test_frames_use_codes_that_exist() -> None:
    assert [f.id for f in FRAMES if not is_cameo(f.code)] == []


def test_compositions_use_codes_that_exist() -> None:
    table = load_lexicon().composition
    assert [(k, row) for k, rows in table.items() for row in rows if not is_cameo(row[1])] == []


if __name__ == "__main__":
    shown = 0
    for entry in FRAMES:
        for failure in failures(entry, Coder(opinion=None)):
            print(failure)
            shown += 1
    print(f"{shown} of {sum(len(f.examples) for f in FRAMES)} examples fail")
