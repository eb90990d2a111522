"""The summary of many engineers, written by ways that XlsxWriter offers, and by ours.

Run: ``PYTHONPATH=tests python benchmarks streaming``. What follows from it is in
``docs/notes/writing-summaries.md``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from unittest.mock import patch

import memory
from timing import Table
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.streamed import StreamedWorksheet

SIZE = 10_000


def tables() -> Iterator[Table]:
    """Each way at the same size, in a process of its own."""
    rows = []
    for name in WAYS:
        with tempfile.TemporaryDirectory() as folder:
            ran = memory.run(__file__, name, str(SIZE), str(Path(folder) / "summary.xlsx"))
        assert ran.status == 0, ran.told
        seconds, before, peak = ran.said.split()
        rows.append((name, f"{float(seconds):.1f}", str(int(peak) - int(before))))
    head = ("", "s of the processor", "MB more than before")
    yield Table(f"Ways to write a summary of {SIZE:,}", head, tuple(rows))


# -- in a process of its own -----------------------------------------------------------------


class _TheirCells(StreamedWorksheet):
    """Rows go to disk, in which XlsxWriter makes each cell."""

    write_blank = Worksheet.write_blank
    write_number = Worksheet.write_number
    write_string = Worksheet.write_string
    write_formula = Worksheet.write_formula


class _TheirCellsOldFormulas(_TheirCells):
    """The same without the search for functions that are newer than Excel 2007."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")


def _ours() -> None:
    """As it is."""


def _of_class(worksheet: type[Worksheet]) -> None:
    patch("faie_sheets.workbook.write.streamed.StreamedWorksheet", worksheet).start()


def _in_memory() -> None:
    patch("faie_sheets.summary.book.add_streamed_worksheet", Workbook.add_worksheet).start()


def _constant_memory() -> None:
    _in_memory()
    patch("faie_sheets.summary.book.Workbook", _whole_workbook).start()
    patch.object(
        SheetWriter, "table", lambda sheet, row, _, *what: sheet.header(row, *what)
    ).start()
    patch.object(SheetWriter, "done").start()  # what is refused is missing
    warnings.simplefilter("ignore")


def _whole_workbook(path: str, options: Mapping[str, object]) -> Workbook:
    return Workbook(path, {**options, "constant_memory": True})


WAYS: Mapping[str, Callable[[], None]] = {
    "ours": _ours,
    "XlsxWriter's default: all rows in memory": _in_memory,
    "`constant_memory` for the workbook: no tables, cells of *Overview* missing": _constant_memory,
    "`constant_memory` for each sheet but one, tables": partial(_of_class, _TheirCells),
    "the same, formulas left as they are": partial(_of_class, _TheirCellsOldFormulas),
}


def _write(name: str, size: int, path: Path) -> None:
    from summary_kit import batch  # noqa: PLC0415  needs the tests' folder, which tables() does not

    import faie_sheets as fs  # noqa: PLC0415  likewise

    intake = batch(fs.builtin.jd(), size)
    WAYS[name]()
    before, begun = memory.now(os.getpid()), time.process_time()
    fs.write_summary(intake, path)
    print(time.process_time() - begun, before, memory.peak(os.getpid()))


if __name__ == "__main__":
    _write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
