"""(b) Many filled forms: in this process, by one worker and by two."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from made import inbox
from timing import Table, Work, medians

import faie_sheets as fs

ROUNDS = {100: 9, 1_000: 5, 10_000: 1}
"""Number of forms → how often they are read."""
WORKERS = (0, 1, 2)
_SPAWNING = multiprocessing.get_context("spawn")
_ONE, _TWO = "one alone", "two that share nothing"


def tables() -> Iterator[Table]:
    """Each size, and what a second process gives on this machine at the time."""
    rows = [_row(size, rounds) for size, rounds in ROUNDS.items()]
    head = ("s (ms a form)", "in this process", "1 worker", "2 workers")
    gains = ("gain of the second", "of a process that shares nothing")
    note = (
        "The last column is what the machine gives, in turns with the others: the same forms by "
        "two processes of which each reads half, into nothing, begun before the clock."
    )
    yield Table("Read, check and score many forms", (*head, *gains), tuple(rows), note)


def _row(size: int, rounds: int) -> tuple[str, ...]:
    is_repeated = rounds > 1
    folder, totals = inbox(size)
    with ProcessPoolExecutor(2, _SPAWNING) as pool:
        counts = WORKERS if is_repeated else WORKERS[1:]
        works = {str(workers): _ours(folder, totals, workers) for workers in counts}
        if is_repeated:
            works |= _sharing_nothing(pool, sorted(folder.iterdir()))
        taken = medians(works, rounds, warm_up=size == min(ROUNDS))
    figures = [_figures(taken.get(str(workers)), size) for workers in WORKERS]
    given = f"{taken[_ONE] / taken[_TWO]:.2f}" if is_repeated else ""
    return (f"{size:,} forms", *figures, f"{taken['1'] / taken['2']:.2f}", given)


def _figures(seconds: float | None, size: int) -> str:
    return f"{seconds:.2f} ({1000 * seconds / size:.2f})" if seconds else ""


def _ours(folder: Path, totals: Mapping[str, float], workers: int) -> Work:
    """A batch read as people read it; each run is checked."""

    def read() -> None:
        intake = fs.read_forms(folder, fs.builtin.jd(), workers=workers)
        assert len(intake) == len(totals)
        for result in intake:
            assert result.total is not None
            assert abs(float(result.total) - totals[result.assessment.file]) < 1e-9

    return read


def _sharing_nothing(pool: ProcessPoolExecutor, files: Sequence[Path]) -> dict[str, Work]:
    return {
        _ONE: lambda: list(pool.map(_read_all, [files])),
        _TWO: lambda: list(pool.map(_read_all, [files[::2], files[1::2]])),
    }


def _read_all(files: Sequence[Path]) -> None:
    jd = fs.builtin.jd()
    for file in files:
        fs.score(fs.read_form(file, jd), jd)
