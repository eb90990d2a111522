"""Fill blank.xlsx with LibreOffice through its own API; see README.md."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from programs import libreoffice

HERE = Path(__file__).parent
RATINGS = json.loads((HERE / "ratings.json").read_text("utf-8"))
SHEET, FILLED, TYPED = RATINGS["sheet"], RATINGS["filled"], RATINGS["typed"]

Change = Mapping[str, object]
RICH: tuple[Change, ...] = (
    {"change": "set_link", "sheet": SHEET, "cell": "H17", "target": FILLED["H17"]},
    {"change": "add_note", "sheet": SHEET, "cell": "F10", "text": "1: please\ndiscuss"},
    {"change": "add_note", "sheet": SHEET, "cell": "H10", "text": "xem lại"},
    {"change": "add_note", "sheet": SHEET, "cell": "H14", "text": "thiếu"},
)
MOVED: tuple[Change, ...] = (
    {"change": "sort", "sheet": SHEET, "area": "A7:J17", "column": 1},
    {"change": "insert_row", "sheet": SHEET, "row": 12},
    {"change": "insert_row", "sheet": SHEET, "row": 1},
    {"change": "rename_sheet", "sheet": SHEET, "name": "Đánh giá"},
    {"change": "add_sheet", "sheet": "Ghi chú"},
)


def make(folder: Path = HERE) -> None:
    """Write the files of LibreOffice into a folder."""
    fill(folder, "libreoffice", "xlsx")
    fill(folder, "libreoffice", "xlsm")
    fill(folder, "libreoffice", "ods")
    fill(folder, "libreoffice", "xls")
    fill(folder, "libreoffice.typed", "ods", TYPED, RICH)
    fill(folder, "libreoffice.typed", "xls", TYPED, RICH)
    fill(folder, "libreoffice.moved", "xlsx", changes=MOVED)
    fill(folder, "libreoffice.moved", "ods", changes=MOVED)


def fill(
    folder: Path,
    name: str,
    format: libreoffice.Format | Literal["xlsm"],  # noqa: A002 - the name of the harness's argument
    values: Mapping[str, str | int] | None = None,
    changes: tuple[Change, ...] = (),
) -> None:
    """Fill in the form and save it under a name."""
    with tempfile.TemporaryDirectory() as temporary:
        blank = shutil.copyfile(HERE / "blank.xlsx", Path(temporary) / f"{name}.xlsx")
        libreoffice.fill(blank, SHEET, {**FILLED, **(values or {})}, folder, format, changes)


if __name__ == "__main__":
    make(*map(Path, sys.argv[1:]))
