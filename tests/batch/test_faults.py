"""Runs killed, starved of disk or given damaged shards: what comes out in the end is the same, byte for byte."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanudo.articles import Article
from sanudo.batch import shards, workers
from sanudo.batch.conversion import STATE, Progress, Run, Summary, convert_articles
from sanudo.errors import UsageError, WriteError
from sanudo.formats import chosen

HERE = Path(__file__).parent
FORMATS = chosen("jsonl,nq,cameo")
SETTINGS = {"version": "1"}
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(map(str, (HERE, HERE.parents[1] / "schema", HERE.parents[1] / "converters"))),
}


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MAX_ARTICLES", 5)
    monkeypatch.setattr(workers, "LOADING", 0)
    monkeypatch.syspath_prepend(str(HERE))


def articles(count: int = 40, **special: str) -> list[Article]:
    """Articles with none to three visits each; `special` texts by id come after the tenth."""
    plain = [Article(id=f"a{n}", text=f"{n}: " + "Kim visited Oslo. " * (n % 4)) for n in range(count)]
    return [*plain[:10], *(Article(id=name, text=text) for name, text in special.items()), *plain[10:]]


def convert(given: list[Article], out: Path, *, coded: list[str] | None = None, **run: object) -> Summary:
    from fake_coder import visit

    def noting(article: Article) -> list:
        coded.append(article.id)  # type: ignore[union-attr]
        return visit(article)

    settings = run.pop("settings", SETTINGS)
    code = visit if coded is None else noting
    return convert_articles(given, out, code, formats=FORMATS, run=Run(settings=settings, **run))  # type: ignore[arg-type]


def outputs(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


def failures(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "failures.jsonl").read_text().splitlines()]


def test_runs_killed_at_random_moments_end_with_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "kill_points.py"), str(tmp_path), "40"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    kills, runs = map(int, done.stdout.split())
    assert kills >= 40
    whole = outputs(tmp_path / "whole")
    assert len(whole["events.jsonl"].splitlines()) == 54
    for number in range(1, runs + 1):
        out = tmp_path / f"killed-{number}"
        assert outputs(out) == whole
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == [STATE]


@pytest.mark.parametrize("number", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, number: int) -> None:
    given = articles(bad="crash")
    one = convert(given, tmp_path / "one")
    many = convert(given, tmp_path / "many", workers=number)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "many")
    assert (one.articles, one.events) == (many.articles, many.events) == (40, {"Visit": 60})


def test_a_killed_run_of_several_workers_leaves_no_process_and_is_taken_up(tmp_path: Path) -> None:
    script = (
        "import sys, fake_coder, sanudo.batch.shards as shards; from pathlib import Path\n"
        "from sanudo.articles import Article; from sanudo.batch.conversion import *\n"
        "from sanudo.formats import chosen\n"
        "shards.MAX_ARTICLES = 5\n"
        "if __name__ == '__main__':\n"
        "    given = [Article(id=f'a{n}', text=f'{n}: ' + 'Kim visited Oslo. ' * (n % 4)) for n in range(900)]\n"
        "    run = Run(settings={'version': '1'}, workers=2)\n"
        "    convert_articles(given, Path(sys.argv[1]), fake_coder.visit, formats=chosen('jsonl,nq,cameo'), run=run)\n"
    )
    (tmp_path / "script.py").write_text(script)
    out = tmp_path / "out"
    process = subprocess.Popen([sys.executable, tmp_path / "script.py", str(out)], env=ENVIRONMENT)
    _wait_for(lambda: len(list(out.glob(f"{STATE}/*.jsonl"))) > 3)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.wait()
    assert len(children) >= 2
    _wait_for(lambda: not any(_runs(child) for child in children))
    assert outputs(out) == {}
    given = articles(900)
    summary = convert(given, out, resume=True)
    assert summary.reused >= 15
    convert(given, tmp_path / "whole")
    assert outputs(out) == outputs(tmp_path / "whole")


def _runs(child: str) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{child}/status").read_text()
    except OSError:
        return False


def _wait_for(what: object, seconds: float = 60) -> None:
    begun = time.monotonic()
    while not what():  # type: ignore[operator]
        assert time.monotonic() - begun < seconds
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("text", "said"), [("die", "ended the process that coded it (SIGKILL)"), ("hang", "took more than 2 seconds")]
)
def test_an_article_that_kills_or_stops_its_worker_costs_no_other(tmp_path: Path, text: str, said: str) -> None:
    summary = convert(articles(bad=text), tmp_path / "out", workers=2, timeout=2.0)
    (failure,) = failures(tmp_path / "out")
    assert failure["article"] == "bad"
    assert said in failure["message"]
    convert(articles(), tmp_path / "without")
    assert outputs(tmp_path / "out")["events.jsonl"] == outputs(tmp_path / "without")["events.jsonl"]
    assert summary.articles == 40


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    given = articles(odd=f"Kim visited Rome once {tmp_path / 'marker'}")
    convert(given, tmp_path / "out", workers=2)
    assert (tmp_path / "marker").exists()
    convert(given, tmp_path / "whole")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")
    assert "failures.jsonl" not in outputs(tmp_path / "out")


@pytest.mark.parametrize("damage", ["truncate", "flip", "delete", "manifest", "rubbish"])
def test_what_was_damaged_is_coded_again(tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    convert(articles(), out)
    whole = outputs(out)
    shard = max((out / STATE).glob("*.jsonl"), key=lambda path: path.stat().st_size)
    content = shard.read_bytes()
    if damage == "truncate":
        shard.write_bytes(content[:-10])
    elif damage == "flip":
        shard.write_bytes(content.replace(b"Kim", b"Kin", 1))
    elif damage == "delete":
        shard.unlink()
    elif damage == "manifest":
        (out / STATE / "manifest.sqlite").write_bytes(b"no database" * 100)
    else:
        (out / STATE / ("0" * 32 + ".jsonl")).write_bytes(b"{")
    coded: list[str] = []
    convert(articles(), out, coded=coded, resume=True)
    assert outputs(out) == whole
    assert len(coded) == {"manifest": 40, "rubbish": 0}.get(damage, 5)


def test_a_full_disk_is_told_and_the_run_is_taken_up_when_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode
    ):
        pytest.skip("mounting a small tmpfs needs rights that are not there")
    try:
        given = articles(1500)
        with pytest.raises(WriteError, match="Free some space"):
            convert(given, disk / "out")
        assert outputs(disk / "out") == {}
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        summary = convert(given, disk / "out", resume=True)
        assert 0 < summary.reused < 1500
        convert(given, tmp_path / "whole")
        assert outputs(disk / "out") == outputs(tmp_path / "whole")
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_grown_folder_costs_only_what_is_new_or_changed(tmp_path: Path) -> None:
    first, coded = articles(), []
    convert(first, tmp_path / "out")
    changed = [
        *first[:7],
        Article(id="new", text="Kim visited Bonn."),
        first[7].model_copy(update={"text": "x"}),
        *first[8:-1],
    ]
    summary = convert(changed, tmp_path / "out", coded=coded)
    assert coded == ["new", "a7"]
    assert (summary.articles, summary.reused) == (40, 38)
    convert(changed, tmp_path / "whole")
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")


def test_other_settings_make_earlier_work_stale_and_it_is_said(tmp_path: Path) -> None:
    from fake_coder import visit

    convert(articles(), tmp_path)
    with pytest.raises(UsageError, match="begun with version 1, now 2"):
        convert(articles(), tmp_path, settings={"version": "2"}, resume=True)
    said: list[str | None] = []

    def watch(progress: Progress) -> None:
        said.append(progress.stale)

    run = Run(settings={"version": "2"})
    summary = convert_articles(articles(), tmp_path, visit, formats=FORMATS, watch=watch, run=run)
    assert summary.reused == 0
    assert said[0] == "40 articles are coded anew, for they were coded with version 1, now 2"


def test_resume_refuses_to_begin(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run to resume"):
        convert(articles(), tmp_path / "out", resume=True)
    assert not (tmp_path / "out").exists()


def test_fresh_codes_everything_again(tmp_path: Path) -> None:
    coded: list[str] = []
    convert(articles(), tmp_path)
    convert(articles(), tmp_path, coded=coded, fresh=True)
    assert len(coded) == 40


def test_failed_articles_are_told_with_their_traceback_and_can_be_tried_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fake_coder

    given = articles(bad="Kim visited Riga. crash")
    assert convert(given, tmp_path).failed
    (failure,) = failures(tmp_path)
    assert failure["article"] == "bad"
    assert failure["trace"].rstrip().endswith("ZeroDivisionError: a fault of the coder")
    again: list[str] = []
    assert convert(given, tmp_path, coded=again).failed
    assert again == []
    monkeypatch.setattr(fake_coder, "visit", lambda article: [])
    summary = convert(given, tmp_path, coded=again, retry=True)
    assert again == ["bad"]
    assert (summary.failed, summary.articles) == (False, 41)
    assert "failures.jsonl" not in outputs(tmp_path)


def test_parts_put_together_are_the_whole(tmp_path: Path) -> None:
    convert(articles(), tmp_path / "out", part=15)
    names = [name for name in outputs(tmp_path / "out") if name.endswith(".jsonl")]
    assert names == ["events-00000.jsonl", "events-00001.jsonl", "events-00002.jsonl"]
    convert(articles(), tmp_path / "whole")
    whole = outputs(tmp_path / "whole")["events.jsonl"]
    assert b"".join(outputs(tmp_path / "out")[name] for name in names) == whole
    convert(articles(), tmp_path / "out", part=30)
    assert "events-00002.nq" not in outputs(tmp_path / "out")


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    def slow() -> Iterator[Article]:
        yield from articles(3)
        with pytest.raises(UsageError, match="another run is writing there"):
            convert(articles(), tmp_path)

    convert(slow(), tmp_path)  # type: ignore[arg-type]
    assert outputs(tmp_path)


def test_an_interrupted_run_leaves_its_outputs_and_ends_its_workers(tmp_path: Path) -> None:
    from fake_coder import visit

    convert(articles(), tmp_path)
    before = outputs(tmp_path)

    def watch(progress: Progress) -> None:
        if progress.done > 12:
            os.kill(os.getpid(), signal.SIGINT)

    run = Run(settings=SETTINGS, workers=2, fresh=True)
    with pytest.raises(KeyboardInterrupt):
        convert_articles(articles(400), tmp_path, visit, formats=FORMATS, watch=watch, run=run)
    assert outputs(tmp_path) == before
    summary = convert(articles(400), tmp_path, resume=True)
    assert summary.reused > 0
