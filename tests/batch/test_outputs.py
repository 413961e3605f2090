"""What several processes write of the records is, byte for byte, what one writes."""

from pathlib import Path

import pytest

from sanudo.batch import outputs
from sanudo.formats import chosen
from sanudo_schema import make_record, write_record

FORMATS = chosen("jsonl,nq,nt,turtle,cameo")
KIM, LEE = ({"name": name, "country": code, "kind": "person"} for name, code in (("Kim", "PRK"), ("Lee", "KOR")))


def records(path: Path) -> Path:
    """Records of a dozen articles, six each, whose actors and articles are the same."""
    lines = [
        write_record(
            make_record(
                "Meeting",
                id=f"https://example.org/event/{article}-{number}",
                cameo="040",
                sources=[KIM],
                targets=[LEE],
                articles=[{"id": f"{article}.txt", "title": "Kim meets Lee"}],
                mentions=[
                    {"article": f"{article}.txt", "sentence": number, "start": 0, "end": 13, "text": "Kim meets Lee"}
                ],
            )
        )
        for article in range(12)
        for number in range(6)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("bytes_of_a_part", [1, 700, 5_000])
def test_formats_written_in_parts_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_of_a_part: int
) -> None:
    found = {}
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        folder.mkdir()
        monkeypatch.setattr(outputs, "WORTH_PROCESSES", bytes_of_a_part)
        paths, _ = outputs.write_formats(records(folder / "events.jsonl"), FORMATS, workers=workers)
        assert sorted(paths) == sorted(folder.iterdir())
        found[workers] = {path.name: path.read_bytes() for path in paths}
    assert found[1] == found[2]
    assert found[1]["events.nq"].count(b"\n") > 72
