"""Fill blank.xlsx with Gnumeric; see README.md."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from programs import gnumeric

HERE = Path(__file__).parent
RATINGS = json.loads((HERE / "ratings.json").read_text("utf-8"))
SHEET, FILLED, TYPED = RATINGS["sheet"], RATINGS["filled"], RATINGS["typed"]


def make(folder: Path = HERE) -> None:
    """Write the files of Gnumeric into a folder."""
    fill(folder, "gnumeric", "xlsx")
    fill(folder, "gnumeric", "ods")
    fill(folder, "gnumeric", "xls")
    fill(folder, "gnumeric.typed", "xlsx", TYPED)
    fill(folder, "gnumeric.typed", "ods", TYPED)
    fill(folder, "gnumeric.rich", "ods", source="openpyxl.rich.xlsx")


def fill(
    folder: Path,
    name: str,
    format: gnumeric.Format,  # noqa: A002 - the name of the harness's argument
    values: Mapping[str, str | int] | None = None,
    source: str = "",
) -> None:
    """Fill in the form, or pass on one that is filled in, and save it under a name."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = shutil.copyfile(HERE / (source or "blank.xlsx"), Path(temporary) / f"{name}.xlsx")
        entries = {} if source else {**FILLED, **(values or {})}
        gnumeric.fill(copy, SHEET, entries, folder, format)


if __name__ == "__main__":
    make(*map(Path, sys.argv[1:]))
