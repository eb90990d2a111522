"""Gnumeric's ssconvert: a workbook as another program would have saved it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from .absent import find_program
from .target import target_of

Format = Literal["xlsx", "ods", "xls"]
EXPORTERS = {
    "xlsx": "Gnumeric_Excel:xlsx2",
    "ods": "Gnumeric_OpenCalc:odf",
    "xls": "Gnumeric_Excel:excel_biff8",
}


def convert(
    path: Path,
    folder: Path,
    format: Format,  # noqa: A002 - reads best where it is called
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


def fill(
    path: Path,
    sheet: str,
    values: Mapping[str, str | float],
    folder: Path,
    format: Format = "xlsx",  # noqa: A002 - reads best where it is called
) -> Path:
    """Enter values in a sheet's cells, recalculate and save; a text stays a text.

    Raises:
        RuntimeError: Gnumeric wrote no file; the text is what it said.
    """
    entries = (f"--set={sheet}!{address}={_entry(value)}" for address, value in values.items())
    target = target_of(path, folder, format)
    return _save(path, target, *entries, "--recalc", f"--export-type={EXPORTERS[format]}")


def _entry(value: str | float) -> str:
    """What a person would type for it: a text after an apostrophe, so that it is no formula."""
    return f"'{value}" if isinstance(value, str) else str(value)


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
