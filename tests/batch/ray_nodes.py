"""Runs a conversion on a local Ray cluster of two nodes, one of which is lost midway; told.json says what came."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import fake_coder
from ray_runs import FORMATS, articles

from sanudo.batch.conversion import Progress, Run, convert_articles

BEFORE = 10
"""Articles coded before the node is lost."""


def living() -> int:
    """The nodes that the cluster counts."""
    import ray

    return len([node for node in ray.nodes() if node["Alive"]])


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until it holds, so long at most."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.2)


def main(folder: Path) -> None:
    """The same articles on two nodes, one of which goes, and without Ray."""
    import ray
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    second = cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    cluster.wait_for_nodes()
    enough, gone = Event(), Event()

    def lose() -> None:
        enough.wait()
        cluster.remove_node(second, allow_graceful=False)
        gone.set()

    Thread(target=lose, daemon=True).start()

    def watch(progress: Progress) -> None:
        if progress.done >= BEFORE and not enough.is_set():
            enough.set()
            gone.wait(60)
            until(lambda: living() == 1)

    nodes = living()
    run = Run(settings={"version": "1"}, workers=2, engine="ray", timeout=60.0)
    found = convert_articles(articles(), folder / "nodes", fake_coder.visit, formats=FORMATS, run=run, watch=watch)
    plain = Run(settings={"version": "1"})
    convert_articles(articles(), folder / "plain", fake_coder.visit, formats=FORMATS, run=plain)
    told = {"articles": found.articles, "left_out": len(found.left_out), "nodes": [nodes, living()]}
    (folder / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
