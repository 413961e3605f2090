"""How conversion scales: start-up, sentences a second beside the bare pipeline, workers, length and number of articles.

    python benchmarks/scale.py [--articles 64]

Everything runs on ordinary news (`news.py`), half of it not about politics, in processes of their own, one after the
other. Processor time (user and system, of all processes) is printed beside the clock, which other work on the machine
lengthens; "sentences" are those that the bare pipeline counts.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def seconds(run: Callable[[], object]) -> float:
    """Processor seconds of a call."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def speed(count: int) -> dict[str, float]:
    """The bare pipeline and both coders on the same articles, in turn, the best of three rounds; processor seconds."""
    import spacy
    from news import ordinary_news

    from sanudo.coding.coder import OPINIONS, Coder
    from sanudo.coding.parsing import DEFAULT_MODEL, load_pipeline

    load_pipeline()
    bare, articles = spacy.load(DEFAULT_MODEL), list(ordinary_news(count))

    def coded(coder: Coder) -> None:
        for at in range(0, count, 32):
            for call in coder.together(articles[at : at + 32]):
                call()

    runs: dict[str, Callable[[], object]] = {"bare": lambda: [bare(article.text) for article in articles]}
    runs |= {name: partial(coded, Coder(opinion=opinion)) for name, opinion in OPINIONS.items()}
    found = sum(len(list(bare(article.text).sents)) for article in articles)
    for run in runs.values():
        run()
    rounds = [{name: seconds(run) for name, run in runs.items()} for _ in range(3)]
    return {"articles": count, "sentences": found} | {name: min(spent[name] for spent in rounds) for name in runs}


def bare(count: int) -> dict[str, float]:
    """Seconds by the clock that the bare pipeline takes; run in one process and in two at once, it tells the machine's
    own scaling."""
    import spacy
    from news import ordinary_news

    from sanudo.coding.parsing import DEFAULT_MODEL

    nlp, articles = spacy.load(DEFAULT_MODEL), list(ordinary_news(count))
    nlp(articles[0].text)
    begun = time.perf_counter()
    for article in articles:
        nlp(article.text)
    return {"clock": time.perf_counter() - begun}


def flat(_count: int) -> dict[str, float]:
    """Milliseconds of processor time a sentence, for articles 1, 10 and 100 times as long, and as many."""
    from news import ordinary_news

    from sanudo.coding.coder import Coder

    coder = Coder()
    [coder.code(article) for article in ordinary_news(4)]
    told = {}
    for factor in (1, 10, 100):
        long, many = list(ordinary_news(2, sentences=4 * factor)), list(ordinary_news(2 * factor, sentences=4))
        for name, articles in (("length", long), ("number", many)):
            sentences = sum(article.text.count(".") for article in articles)
            spent = min(seconds(lambda given=articles: [coder.code(article) for article in given]) for _ in range(2))
            told[f"{name} x{factor}"] = 1000 * spent / sentences
    return told


def first(_count: int) -> dict[str, float]:
    """Seconds from the start of the process to the first article coded, by the clock and of the processor."""
    import sanudo

    sanudo.convert("Lavrov visited Pyongyang on Tuesday.")
    return {"clock": time.clock_gettime(time.CLOCK_BOOTTIME) - _started(), "processor": time.process_time()}


def _started() -> float:
    """When this process began, in seconds since the machine did."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")


def machine(count: int) -> float:
    """How much more two processes that share nothing do in a second than one: what workers can reach here at most."""
    alone = measured("bare", count)["clock"]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(measured, ("bare", "bare"), (count, count)))
    return sum(alone / each["clock"] for each in both)


def convert(folder: Path, workers: int, coder: str) -> tuple[float, float, float]:
    """A conversion by so many workers: seconds by the clock, processor seconds, peak memory of the largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    out = folder / f"out-{coder}-{workers}"
    command = f"convert {folder / 'news.jsonl'} -o {out} --to jsonl,nq -q --coder {coder} --workers {workers}"
    subprocess.run([sys.executable, "-m", "sanudo", *command.split()], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = max(after.ru_maxrss / 1024, json.loads((out / ".sanudo" / "run.json").read_text())["memory_mb"])
    return time.perf_counter() - begun, spent, memory


def start_up(*command: str) -> tuple[float, float]:
    """The best of five starts of a command: seconds by the clock, processor seconds."""
    best = (float("inf"), float("inf"))
    for _ in range(5):
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "sanudo", *command], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = min(best[0], time.perf_counter() - begun), min(best[1], spent)
    return best


def measured(what: str, count: int) -> dict[str, float]:
    """One of the measures above, in a process of its own."""
    command = [sys.executable, __file__, "--measure", what, "--articles", str(count)]
    out = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_CORE})
    figures: dict[str, float] = json.loads(out.stdout)
    return figures


MEASURES = {"first": first, "speed": speed, "flat": flat, "bare": bare}


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=64)
    parser.add_argument("--measure", choices=tuple(MEASURES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(MEASURES[given.measure](given.articles)))
        return
    path = os.pathsep.join(str(ROOT / name) for name in ("schema", "converters"))
    os.environ["PYTHONPATH"] = path
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}: on a busy machine processor time is long, too\n")
    for command in (["--help"], ["codes", "042"]):
        clock, spent = start_up(*command)
        print(f"sanudo {' '.join(command):12} {clock:6.2f} s, processor {spent:.2f} s")
    begun = measured("first", 1)
    print(f"first article       {begun['clock']:6.2f} s, processor {begun['processor']:.2f} s")
    row = measured("speed", given.articles)
    print(f"\n{row['articles']:.0f} articles, {row['sentences']:.0f} sentences, one core, processor time")
    for name, label in (("bare", "spaCy, all components"), ("frames", "frames alone"), ("reader", "with the reader")):
        rates = f"{row['sentences'] / row[name]:8.0f} sentences/s {row['articles'] / row[name]:7.1f} articles/s"
        print(f"  {label:24}{rates} {row['bare'] / row[name]:7.2f} times spaCy")
    print("\nmilliseconds a sentence, by length and number of articles")
    for name, cost in measured("flat", given.articles).items():
        print(f"  {name:14}{cost:6.2f}")
    many = 10 * given.articles
    print(f"\nsanudo convert, {many} articles")
    print(f"  two processes that share nothing do {machine(given.articles):.2f} times the work of one")
    sys.path[:0] = path.split(os.pathsep)
    from news import ordinary_news

    with TemporaryDirectory() as name:
        folder = Path(name)
        lines = (article.model_dump_json(exclude_none=True) for article in ordinary_news(many))
        (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
        for coder in ("frames", "reader"):
            alone = 0.0
            for workers in (1, 2):
                clock, spent, memory = convert(folder, workers, coder)
                alone = alone or clock
                told = (
                    f"{clock:6.1f} s, processor {spent:.1f} s, {many / clock:.1f} articles/s, {memory:.0f} MB a process"
                )
                print(f"  {coder}, {workers} worker{'s' * (workers > 1)}: {told}, {alone / clock:.2f} times")


if __name__ == "__main__":
    main()
