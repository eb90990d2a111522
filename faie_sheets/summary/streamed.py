"""Sheets of any length in little memory."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class StreamedWorksheet(Worksheet):  # type: ignore[misc]  # xlsxwriter ships no type information
    """A worksheet that moves each row to disk when the next one begins.

    XlsxWriter's own ``constant_memory`` holds for a whole workbook and forbids tables and chart
    data. Here it holds for this sheet alone: rows are written from top to bottom, and a table may
    be added while its header row is the current one.
    """

    def _initialize(self, init_data: dict[str, Any]) -> None:
        super()._initialize({**init_data, "constant_memory": True})

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Leave a formula as it is: none has a function that needs a prefix.

        XlsxWriter searches each formula for fifty of them, which takes longer than all the rest.
        """
        if expand_future_functions:
            return str(super()._prepare_formula(formula, expand_future_functions))
        return formula.removeprefix("=")

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
