"""A stand-in for the coder that worker processes can import: words of the text say what it does."""

import os
import signal
import time
from pathlib import Path

from sanudo.articles import Article
from sanudo_schema import AnyEvent, make_record


def visit(article: Article) -> list[AnyEvent]:
    """One visit for each time the text says so, after a moment's work."""
    time.sleep(0.001)
    if "crash" in article.text:
        raise ZeroDivisionError("a fault of the coder")
    if "die" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hang" in article.text:
        time.sleep(600)
    if "once" in article.text:  # the text ends in the name of a file that tells whether it happened
        marker = Path(article.text.split()[-1])
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [
        make_record("Visit", id=f"{article.id}:{number}", cameo="042", sources=[{"name": "Kim"}])
        for number in range(article.text.count("visited"))
    ]
