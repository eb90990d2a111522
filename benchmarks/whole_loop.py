"""(d) The whole loop by the command line: issue, read and score, sum up; time and memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import memory
from made import inbox, roster_text
from timing import Table

SIZES = (100, 1_000, 10_000)
WORKERS = (1, 2)


def tables() -> Iterator[Table]:
    """Each size with one worker and with two."""
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            roster = folder / "roster.csv"
            roster.write_text(roster_text(size), encoding="utf-8")
            issued = _command("forms", str(roster), "-o", str(folder / "forms"))
            returned, totals = inbox(size)
            for workers in WORKERS:
                summary = folder / f"summary{workers}.xlsx"
                scored = _command(
                    *("score", str(returned), "--roster", str(roster), "-o", str(summary)),
                    *("--workers", str(workers), "--json"),
                )
                _check(scored.said, totals)
                whole = issued.seconds + scored.seconds
                rows.append(
                    (
                        f"{size:,} engineers, {workers} worker{'s' * (workers > 1)}",
                        f"{issued.seconds:.1f}",
                        f"{scored.seconds:.1f}",
                        f"{1000 * whole / size:.2f}",
                        f"{max(issued.own, scored.own)}",
                        f"{scored.worker}",
                    )
                )
    head = ("", "issue, s", "score and sum up, s", "ms an engineer", "MB", "MB a worker")
    note = (
        "Each is a run of `faie-sheets` with Python's own start; people fill in between, untimed."
    )
    yield Table("The whole loop", head, tuple(rows), note)


def _command(*arguments: str) -> memory.Ran:
    ran = memory.run("-m", "faie_sheets", *arguments)
    assert ran.status == 0, ran.told
    return ran


def _check(said: bytes, totals: Mapping[str, float]) -> None:
    results = json.loads(said)["results"]
    assert {result["file"] for result in results} == totals.keys()
    assert all(abs(result["total"] - totals[result["file"]]) < 1e-9 for result in results)
