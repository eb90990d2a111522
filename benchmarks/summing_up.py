"""(c) The summary of many engineers: ours, against pandas writing the same cells, without looks."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import memory
import pandas as pd
import python_calamine
from timing import Table

SIZES = (1_000, 10_000)
_ENGINES = ("xlsxwriter", "openpyxl")


def tables() -> Iterator[Table]:
    """Ours and pandas' at each size, each in a process of its own."""
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "summary.xlsx"
            ours = _run("write", str(size), str(path))
            rows.append((f"{size:,} engineers: faie_sheets", *_figures(ours), "1.0"))
            for engine in _ENGINES:
                theirs = _run("copy", str(path), engine)
                rows.append(
                    (
                        f"the same cells by `DataFrame.to_excel`, {engine}",
                        *_figures(theirs),
                        f"{theirs[0] / ours[0]:.1f}",
                    )
                )
    head = ("", "s", "MB before", "MB at most", "times ours")
    note = (
        "Ours has formulas, looks, charts, links and the hidden data besides; theirs have the "
        "cells of the visible sheets alone. Both begin with the data in memory: "
        "*before* is what it takes."
    )
    yield Table("The summary", head, tuple(rows), note)


def _figures(figures: tuple[float, int, int]) -> tuple[str, str, str]:
    seconds, before, peak = figures
    return f"{seconds:.2f}", f"{before}", f"{peak}"


def _run(*arguments: str) -> tuple[float, int, int]:
    """Seconds and megabytes, as :func:`main` prints them."""
    ran = memory.run(__file__, *arguments)
    assert ran.status == 0, ran.told
    seconds, before, peak = ran.said.split()
    return float(seconds), int(before), int(peak)


# -- in a process of its own -----------------------------------------------------------------


def _write(size: int, path: Path) -> None:
    from summary_kit import batch  # noqa: PLC0415  likewise

    import faie_sheets as fs  # noqa: PLC0415  what the peers' processes do not need

    intake = batch(fs.builtin.jd(), size)
    _tell(lambda: fs.write_summary(intake, path))


def _copy(path: Path, engine: str) -> None:
    book = python_calamine.load_workbook(str(path))
    frames = {
        name: pd.DataFrame(book.get_sheet_by_name(name).to_python())
        for name in book.sheet_names
        if not name.startswith("_")
    }

    def write() -> None:
        with pd.ExcelWriter(path.with_name("copy.xlsx"), engine=engine) as writer:  # type: ignore[call-overload]  # the stubs want a literal
            for name, frame in frames.items():
                frame.to_excel(writer, sheet_name=name, header=False, index=False)

    _tell(write)


def _tell(work: Callable[[], None]) -> None:
    before, begun = memory.now(os.getpid()), time.perf_counter()
    work()
    print(time.perf_counter() - begun, before, memory.peak(os.getpid()))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        _write(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        _copy(Path(sys.argv[2]), sys.argv[3])
