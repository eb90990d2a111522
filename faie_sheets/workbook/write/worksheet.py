"""What XlsxWriter is given, where its own ways would lose, change or run something."""

from __future__ import annotations

from typing import Any

from xlsxwriter import worksheet
from xlsxwriter.format import Format

from faie_sheets.workbook.cell_text import cell_text

TEXT_IS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}
"""Options of a workbook that never makes a formula or a link of a text."""


class _EmptyText(str):
    """The empty text as a formula's stored value.

    XlsxWriter stores a plain ``""`` as no value at all, which a program that does not calculate
    may show as 0. A text that differs from ``""`` is stored as the empty text.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


_EMPTY_TEXT = _EmptyText()


class Worksheet(worksheet.Worksheet):  # type: ignore[misc]  # xlsxwriter ships no type information
    """A worksheet that holds any text as text, and the empty result of a formula as one."""

    def write_string(self, row: int, col: int, text: str, look: Format | None = None) -> int:
        """Write a text, whatever it looks like."""
        return int(super().write_string(row, col, cell_text(text), look))

    def write_formula(
        self, row: int, col: int, formula: str, look: Format | None = None, value: Any = 0
    ) -> int:
        """Write a formula with its value."""
        stored = _EMPTY_TEXT if value == "" else value
        return int(super().write_formula(row, col, formula, look, stored))

    def merge_text(self, row: int, first: int, last: int, text: str, look: Format) -> None:
        """Merge the cells of a row, from the first column to the last, and write a text there."""
        self.merge_range(row, first, row, last, "", look)
        self.write_string(row, first, text, look)
