"""Workbooks written by XlsxWriter and openpyxl, each as it writes them by itself."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.utility import xl_rowcol_to_cell

from .cells import Page, Percent, Rich, Sum, Value

DATE_FORMAT = "d-mmm-yyyy"
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XLSM = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def by_openpyxl(sheets: Sequence[Page], macros: bool = False) -> bytes:
    """Write the sheets with openpyxl, which stores no value of any formula."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in sheets:
        sheet: Worksheet = book.create_sheet(page.name)
        sheet.sheet_state = page.state
        for (row, column), value in page.cells.items():
            _set(sheet, row + 1, column + 1, value)
        for top, left, bottom, right in page.merges:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    book.active = next(n for n, page in enumerate(sheets) if page.state == "visible")
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_macros(buffer.getvalue()) if macros else buffer.getvalue()


def _set(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column)
    match value:
        case Rich():
            bold, rest = value.parts
            cell.value = CellRichText(TextBlock(InlineFont(b=True), bold), rest)
        case Sum():
            cell.value = f"={formula(value, column - 1)}"
        case Percent():
            cell.value = value.value
        case str():
            cell.value = value
            cell.data_type = "s"
        case _:
            cell.value = value
    if isinstance(value, Percent) or (isinstance(value, Sum) and isinstance(value.value, Percent)):
        cell.number_format = "0%"
    elif isinstance(value, dt.date):
        cell.number_format = DATE_FORMAT
    elif isinstance(value, str | Rich):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def formula(total: Sum, column: int) -> str:
    """The formula of a sum in a column, without its equals sign."""
    ends = (xl_rowcol_to_cell(row, column) for row in (total.first, total.last))
    return f"SUM({':'.join(ends)})"


def _with_macros(data: bytes) -> bytes:
    """The workbook as .xlsm, which has another content type; it may well have no macros."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(_XLSX, _XLSM))
    return buffer.getvalue()


def by_xlsxwriter(sheets: Sequence[Page]) -> bytes:
    """Write the sheets with XlsxWriter, which stores 0 for a formula whose value it isn't told."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        looks = {
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True}),
            "percent": book.add_format({"num_format": "0%"}),
            "date": book.add_format({"num_format": DATE_FORMAT}),
        }
        made = [(page, book.add_worksheet(page.name)) for page in sheets]
        for page, sheet in made:
            sheet.set_column(0, 60, 24)
            for area in page.merges:
                sheet.merge_range(*area, "", looks["text"])
            for (row, column), value in page.cells.items():
                _write(sheet, row, column, value, looks)
        first = next(sheet for page, sheet in made if page.state == "visible")
        first.activate()
        first.set_first_sheet()
        for page, sheet in made:
            if page.state != "visible":
                (sheet.hide if page.state == "hidden" else sheet.very_hidden)()
    return buffer.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, looks: dict[str, Any]) -> None:
    match value:
        case str():
            sheet.write_string(row, column, value, looks["text"])
        case Rich():
            bold, rest = value.parts
            sheet.write_rich_string(row, column, looks["bold"], bold, rest, looks["text"])
        case Percent():
            sheet.write_number(row, column, value.value, looks["percent"])
        case Sum():
            whole = value.value
            number, look = (
                (whole.value, looks["percent"]) if isinstance(whole, Percent) else (whole, None)
            )
            stored = number if value.stored else 0
            sheet.write_formula(row, column, f"={formula(value, column)}", look, stored)
        case dt.date():
            sheet.write_datetime(row, column, value, looks["date"])
        case float() | int():
            sheet.write_number(row, column, value)


WRITERS: dict[str, Callable[[Sequence[Page]], bytes]] = {
    "XlsxWriter": by_xlsxwriter,
    "openpyxl": by_openpyxl,
}
