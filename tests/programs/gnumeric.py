"""Gnumeric's ssconvert: a workbook as another program would have saved it."""

import subprocess
from pathlib import Path
from typing import Literal

from .absent import find_program
from .target import target_of

EXPORTERS = {
    "xlsx": "Gnumeric_Excel:xlsx2",
    "ods": "Gnumeric_OpenCalc:odf",
    "xls": "Gnumeric_Excel:excel_biff8",
}


def convert(
    path: Path,
    folder: Path,
    format: Literal["xlsx", "ods", "xls"],  # noqa: A002 - reads best where it is called
) -> Path:
    """Open a workbook in Gnumeric and save it in a format; stored formula values are kept.

    Raises:
        RuntimeError: Gnumeric wrote no file; the text is what it said.
    """
    return _save(path, target_of(path, folder, format), f"--export-type={EXPORTERS[format]}")


def recalculate(path: Path, folder: Path) -> Path:
    """Recalculate every formula of a workbook, stored values thrown away; save as .xlsx.

    Raises:
        RuntimeError: Gnumeric wrote no file; the text is what it said.
    """
    target = target_of(path, folder, "xlsx")
    return _save(path, target, "--recalc", f"--export-type={EXPORTERS['xlsx']}")


def _save(path: Path, target: Path, *options: str) -> Path:
    ssconvert = find_program("ssconvert", "gnumeric")
    run = subprocess.run(
        [ssconvert, *options, str(path.resolve()), str(target)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if run.returncode or not target.exists():
        raise RuntimeError(f"ssconvert wrote no {target.name}: {run.stderr.strip()[-500:]}")
    return target
