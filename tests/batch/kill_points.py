"""Runs conversions in child processes and kills each at a random moment; prints how often, and in how many runs."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import fake_coder

import sanudo.batch.shards
from sanudo.articles import Article
from sanudo.batch.conversion import Run, convert_articles
from sanudo.formats import chosen

sanudo.batch.shards.MAX_ARTICLES = 5
ARTICLES = [Article(id=f"a{n}", text=f"{n}: " + "Kim visited Oslo. " * (n % 4)) for n in range(36)]


def convert(out: Path) -> None:
    """One run in this process."""
    run = Run(settings={"version": "1"})
    convert_articles(ARTICLES, out, fake_coder.visit, formats=chosen("jsonl,nq,cameo"), run=run)


def main(folder: Path, points: int) -> None:
    """Kill runs at so many points, each run taking up what the one before left, till all of it is done."""
    chance = random.Random(7)  # noqa: S311
    begun = time.monotonic()
    convert(folder / "whole")
    length = time.monotonic() - begun
    kills = runs = 0
    while kills < points:
        runs += 1
        finished = False
        while not finished:
            child = os.fork()
            if child == 0:
                convert(folder / f"killed-{runs}")
                os._exit(0)
            time.sleep(chance.uniform(0, length))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            finished = status == 0
            kills += not finished
    print(kills, runs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
