"""Ray drives the same shards to the same bytes, whatever becomes of its workers."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from sanudo.articles import Article
from sanudo.batch.conversion import Run, convert_articles
from sanudo.errors import UsageError

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(HERE)])}


def outputs(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
def test_a_worker_that_is_killed_costs_nothing_and_an_article_that_kills_only_itself(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "ray_runs.py"), str(tmp_path)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
    if "Ray could not be started" in done.stderr:
        pytest.skip("Ray does not start on this machine")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"happened": True, "articles": [41, 40], "left_out": ["bad"]}
    assert outputs(tmp_path / "ray-once") == outputs(tmp_path / "plain-once")
    for name in ("events.jsonl", "events.nq", "events.cameo.tsv"):
        assert (tmp_path / "ray-deadly" / name).read_bytes() == (tmp_path / "plain-deadly" / name).read_bytes()


@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")
def test_a_node_that_is_lost_costs_nothing(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "ray_nodes.py"), str(tmp_path)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "told.json").read_text())
    assert told == {"articles": 40, "left_out": 0, "nodes": [2, 1]}
    assert outputs(tmp_path / "nodes") == outputs(tmp_path / "plain")


@pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_it_is_said_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"pip install 'sanudo\[ray\]'"):
        convert_articles([Article(id="a", text="x")], tmp_path, lambda article: [], run=Run(engine="ray"))
