"""The report of a run: what it did, how fast, with what."""

import json
from collections.abc import Mapping
from pathlib import Path

from sanudo.batch.conversion import STATE, Summary
from sanudo.batch.shards import write_whole
from sanudo.batch.staging import writing

__all__ = ["REPORT", "run_report", "write_report"]

REPORT = "run.json"


def run_report(summary: Summary, settings: Mapping[str, str], workers: int, seconds: float) -> dict[str, object]:
    """The report as plain values: counts, rates, the slowest articles in seconds, peak memory of a worker in MB."""
    coded = summary.articles + summary.failures["failed"] - summary.reused
    return {
        "settings": dict(settings),
        "workers": workers,
        "seconds": round(seconds, 3),
        "articles": summary.articles,
        "reused": summary.reused,
        "articles_per_second": round(max(coded, 0) / seconds, 3) if seconds else None,
        "events": dict(sorted(summary.events.items())),
        "without_event": summary.without_event,
        "not_political": dict(sorted(summary.sections.items())),
        "discarded": summary.discarded,
        "failed": summary.failures["failed"],
        "skipped": summary.failures["skipped"],
        "slowest": [{"article": article, "seconds": round(time, 3)} for time, article in summary.slowest],
        "memory_mb": summary.memory,
    }


def write_report(out: Path, report: Mapping[str, object]) -> None:
    """Write the report to `.sanudo/run.json` within the outputs."""
    with writing(out):
        write_whole(out / STATE / REPORT, (json.dumps(report, indent=1) + "\n").encode())
