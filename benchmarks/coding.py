"""Time and memory of coding articles, beside the bare spaCy pipeline with all its components on the same texts.

    python benchmarks/coding.py [INPUT...] [--rounds 3] [--repeat 20]

Both run in processes of their own, in turn, on one core each; the CPU time of the best round of each counts. The inputs
(by default the example articles) are read `repeat` times over, so that loading the pipeline, which is timed apart, and
the first calls weigh little. Peak memory is that of the process.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def measure(what: str, inputs: list[str], repeat: int) -> dict[str, float]:
    """Code the articles, or run the bare pipeline over them, in this process."""
    from sanudo.articles import Article, read_articles
    from sanudo.coding.coder import Coder
    from sanudo.coding.parsing import DEFAULT_MODEL, load_pipeline

    articles = [found for found in read_articles(inputs) if isinstance(found, Article)] * repeat
    begun = time.process_time()
    pipeline = load_pipeline()
    if what == "bare":
        import spacy

        pipeline = spacy.load(os.environ.get("SANUDO_MODEL") or DEFAULT_MODEL)
    coder = Coder()
    run = coder.code if what == "coder" else lambda article: pipeline(article.text)
    run(articles[0])
    loaded = time.process_time()
    for article in articles:
        run(article)
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "load": loaded - begun,
        "seconds": time.process_time() - loaded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Run both in turn and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("inputs", nargs="*", default=[str(EXAMPLES)])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=20)
    parser.add_argument("--measure", choices=("bare", "coder"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure, given.inputs, given.repeat)))
        return
    best: dict[str, dict[str, float]] = {}
    for what in ("bare", "coder") * given.rounds:
        command = [sys.executable, __file__, *given.inputs, "--measure", what, "--repeat", str(given.repeat)]
        out = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_CORE})
        round_ = json.loads(out.stdout)
        if what not in best or round_["seconds"] < best[what]["seconds"]:
            best[what] = round_
    print(
        f"{best['coder']['articles']:.0f} articles, {best['coder']['words']:.0f} words, best of {given.rounds} rounds\n"
    )
    print(f"{'':28}{'CPU s':>9}{'articles/s':>12}{'words/s':>10}{'load s':>8}{'peak MB':>9}")
    for what, label in (("bare", "spaCy, all components"), ("coder", "Sanudo, article to records")):
        row = best[what]
        rates = f"{row['articles'] / row['seconds']:>12.1f}{row['words'] / row['seconds']:>10.0f}"
        print(f"{label:28}{row['seconds']:>9.2f}{rates}{row['load']:>8.2f}{row['memory']:>9.0f}")
    print(f"\ncoding takes {best['coder']['seconds'] / best['bare']['seconds']:.2f} of the bare pipeline's time")


if __name__ == "__main__":
    main()
