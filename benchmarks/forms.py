"""Issue and read one form, against what people would use instead, interleaved in one run.

Prints medians in milliseconds and ratios. Run: ``python benchmarks/forms.py``
"""

from __future__ import annotations

import io
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine

import faie_sheets as fs
from faie_sheets.excel.source import SourceFile
from faie_sheets.forms.check import open_template
from faie_sheets.forms.issue import values
from faie_sheets.template.write import template_bytes

ROUNDS = 60


def medians(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds of each piece of work, done in turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(values) for name, values in times.items()}


def show(title: str, result: dict[str, float]) -> None:
    """Print a table; the first piece of work is ours."""
    ours = next(iter(result.values()))
    print(title)
    for name, milliseconds in result.items():
        print(f"  {name:<34} {milliseconds:8.2f} ms   {milliseconds / ours:6.1f} × ours")


def main() -> None:
    """Run both comparisons."""
    jd = fs.builtin.jd()
    engineer = fs.read_roster(fs.builtin.ROSTER_PATH).engineers[0]
    template = fs.builtin.template()
    stamp = open_template(SourceFile("template.xlsx", template), jd)
    filled = next(fs.builtin.FILLED_PATH.glob("E1001*.xlsx")).read_bytes()
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "source.xlsx", Path(name) / "target.xlsx"
        source.write_bytes(template)

        def load_edit_save() -> None:
            book = openpyxl.load_workbook(source)
            book["Assessment"]["B2"] = engineer.id
            book.save(target)

        def bare_calamine() -> list[object]:
            book = python_calamine.load_workbook(io.BytesIO(filled))
            return [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]

        show(
            "Issue one form",
            medians(
                {
                    "faie_sheets: stamp and write": lambda: target.write_bytes(
                        stamp.fill(values(engineer, jd, "F-0"))
                    ),
                    "plain file copy": lambda: shutil.copyfile(source, target),
                    "XlsxWriter: build it": lambda: target.write_bytes(template_bytes(jd)),
                    "openpyxl: load, edit, save": load_edit_save,
                }
            ),
        )
        show(
            "Read, check and score one form",
            medians(
                {
                    "faie_sheets": lambda: fs.score(fs.read_form(filled, jd), jd),
                    "bare calamine, every sheet": bare_calamine,
                    "openpyxl: load alone": lambda: openpyxl.load_workbook(io.BytesIO(filled)),
                }
            ),
        )


if __name__ == "__main__":
    main()
