"""Sheets of any length in little memory and little time.

Why XlsxWriter is extended here, and what its own options cost: ``docs/notes/writing-summaries.md``.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from faie_sheets.workbook.addresses import column_name
from faie_sheets.workbook.write.style import Format

_SPECIAL = re.compile("[\x00-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
"""What a text must be free of to be written without XlsxWriter's care."""


def add_streamed_worksheet(workbook: Workbook, name: str) -> StreamedWorksheet:
    """Add a worksheet that moves each row to disk when the next one begins.

    XlsxWriter's ``constant_memory`` would hold for the whole workbook. Once the workbook is closed,
    or will not be, :meth:`StreamedWorksheet.release` has to be called.
    """
    workbook.constant_memory = True
    try:
        sheet: StreamedWorksheet = workbook.add_worksheet(name, StreamedWorksheet)
    finally:
        workbook.constant_memory = False
    return sheet


class StreamedWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no type information
    """A worksheet that is written from top to bottom, and may have a table nevertheless.

    The four methods that write a cell take a row, a column and a format, and make the cell's place
    in the file at once, in a third of the time; they return XlsxWriter's codes: 0, -1 beyond the
    last row or column, -2 above the current row.
    """

    def write_blank(self, row: int, column: int, blank: None, look: Format) -> int:  # noqa: ARG002  as XlsxWriter calls it
        """Give an empty cell its look."""
        return self._put(row, column, look, "/>")

    def write_number(self, row: int, column: int, number: float, look: Format) -> int:
        """Write a number."""
        return self._put(row, column, look, f"><v>{number:.16G}</v></c>")

    def write_string(self, row: int, column: int, text: str, look: Format) -> int:
        """Write a text of at most 32,767 characters."""
        if _SPECIAL.search(text):
            code: int = super().write_string(row, column, text, look)
            return code
        space = "" if text == text.strip() else ' xml:space="preserve"'
        body = f"<is><t{space}>{escape(text)}</t></is>"
        return self._put(row, column, look, f' t="inlineStr">{body}</c>')

    def write_formula(
        self, row: int, column: int, formula: str, look: Format, value: float | str
    ) -> int:
        """Write a formula with its value; an empty text is stored as one, as Excel does."""
        source = f"<f>{escape(formula.removeprefix('='))}</f>"
        if isinstance(value, str):
            return self._put(row, column, look, f' t="str">{source}<v>{escape(value)}</v></c>')
        return self._put(row, column, look, f">{source}<v>{value!r}</v></c>")

    def add_table(self, *area_and_options: Any) -> int:
        """Add a table whose header row is the current row; write the header texts again after."""
        self.constant_memory = False
        try:
            code: int = super().add_table(*area_and_options)
        finally:
            self.constant_memory = True
        # One entry for each cell, kept only to find overlaps; there is one table on a sheet.
        self.table_cells.clear()
        return code

    def release(self) -> None:
        """Close the file of the rows, if the workbook has not."""
        self.row_data_fh.close()

    def _put(self, row: int, column: int, look: Format, rest: str) -> int:
        if code := int(self._check_dimensions(row, column)):
            return code
        if row > self.previous_row:
            self._write_single_row(row)
        start = f'<c r="{column_name(column)}{row + 1}" s="{look._get_xf_index()}"'
        self.table[row][column] = start + rest
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write a finished cell as it is; one that XlsxWriter has made is left to it."""
        if isinstance(cell, str):
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)
