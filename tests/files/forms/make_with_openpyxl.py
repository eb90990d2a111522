"""Fill blank.xlsx with openpyxl; see README.md. It keeps no value of any formula."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

HERE = Path(__file__).parent
RATINGS = json.loads((HERE / "ratings.json").read_text("utf-8"))
SHEET, FILLED, TYPED = RATINGS["sheet"], RATINGS["filled"], RATINGS["typed"]


def make(folder: Path = HERE) -> None:
    """Write the files of openpyxl into a folder."""
    opened().save(folder / "openpyxl.xlsx")
    opened(keep_vba=True).save(folder / "openpyxl.xlsm")
    typed = opened()
    enter(typed, TYPED)
    typed.save(folder / "openpyxl.typed.xlsx")
    rich(folder / "openpyxl.rich.xlsx")


def opened(**options: bool) -> Any:
    """Open the blank form and fill it in."""
    book = openpyxl.load_workbook(HERE / "blank.xlsx", **options)
    enter(book, FILLED)
    return book


def enter(book: Any, values: Mapping[str, str | int]) -> None:
    """Enter values; a text that begins with = stays a text."""
    for address, value in values.items():
        cell = book[SHEET][address]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def rich(path: Path) -> None:
    """Bold pieces, a link, a comment, a new sheet; no protection, no drop-downs, nothing hidden."""
    book = opened(rich_text=True)
    sheet = book[SHEET]
    for address, at in {"F9": 3, "H9": FILLED["H9"].index("\n") + 1}.items():
        text = FILLED[address]
        sheet[address].value = CellRichText(TextBlock(InlineFont(b=True), text[:at]), text[at:])
    sheet["H17"].hyperlink = FILLED["H17"]
    sheet["F10"].comment = Comment("1: please discuss", "Lê Hoài Nam")
    sheet.protection.sheet = False
    sheet.data_validations.dataValidation = []
    for page in book.worksheets:
        page.sheet_state = "visible"
    book.create_sheet("Ghi chú", 0).append(["Code", "Self level", "Assessor level"])
    book.save(path)


if __name__ == "__main__":
    make(*map(Path, sys.argv[1:]))
