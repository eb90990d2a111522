"""Every benchmark, printed and written to ``benchmarks/RESULTS.md``; run by ``make bench``.

``python benchmarks starting reading`` runs those alone, and writes nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

PARTS = ("issuing", "reading", "many_forms", "summing_up", "whole_loop", "starting")
RESULTS = Path(__file__).with_name("RESULTS.md")
_LIBRARIES = (
    *("faie_sheets", "python-calamine", "XlsxWriter", "openpyxl", "pandas", "polars"),
    *("fastexcel", "xltpl"),
)


def main(chosen: Sequence[str]) -> None:
    """Run, print, and write what was run in full."""
    begun = time.monotonic()
    drawn = [_head()]
    print(drawn[0])
    for part in chosen or PARTS:
        for table in import_module(part).tables():
            drawn.append(table.markdown)
            print(f"\n{table.markdown}", flush=True)
    minutes = (time.monotonic() - begun) / 60
    drawn.append(f"The whole run took {minutes:.1f} minutes.")
    print(f"\n{drawn[-1]}")
    if not chosen:
        RESULTS.write_text("\n\n".join(drawn) + "\n", encoding="utf-8")


def _head() -> str:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    machine = f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.machine()}"
    return (
        "# Benchmarks\n\n"
        "The same work by this library and by what people would use instead, in turns in one "
        "run; medians. `make bench` runs it and writes this page.\n\n"
        f"{dt.date.today():%Y-%m-%d}. {machine}. Python {platform.python_version()}; {libraries}."
    )


def _processor() -> str:
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")


if __name__ == "__main__":
    main(sys.argv[1:])
