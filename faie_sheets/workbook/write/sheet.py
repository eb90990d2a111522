"""Writing into a sheet: every call checked, every text made safe, rows tall enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import quote_sheetname

from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.cell_text import FORMULA_STARTS, cell_text
from faie_sheets.workbook.write.style import (
    CHARACTER_WIDTH,
    POINTS_PER_PIXEL,
    Format,
    Formats,
    column_pixels,
    row_height,
)

LEAST_HEIGHT = 20.0
"""Height in points of a row with one line of text."""
GAP_HEIGHT = 8.0
"""Height in points of an empty row that parts two things."""

MOST_LINKS = 65_530
"""How many links Excel allows on a sheet."""

_PAPER_A4 = 9
_PAPER_WIDTH, _PAPER_HEIGHT = 11.69, 8.27
_SIDE, _TOP, _BOTTOM = 0.35, 0.45, 0.55
"""Margins in inches."""
_WHOLE_SHEET = "A1:XFD1048576"
_WIDEST_CHARACTER = 12
"""Pixels of the widest letters at the font size of a cell."""


def add_series(chart: Any, options: Mapping[str, object]) -> None:
    """Add a series to a chart.

    Raises:
        ValueError: XlsxWriter refuses it.
    """
    if code := chart.add_series(options):
        raise ValueError(f"a series of a chart cannot be added (XlsxWriter says {code})")


class SheetWriter:
    """Writes one sheet; rows and columns count from 0.

    A streamed sheet has to be written from top to bottom. Each method raises ValueError where
    XlsxWriter refuses, so that nothing is dropped in silence.
    """

    def __init__(self, worksheet: Any, formats: Formats, name: str) -> None:
        self.worksheet = worksheet
        self.name = name
        self.formats = formats
        self.widths: tuple[float, ...] = ()

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text as text, whatever it looks like."""
        if not text:
            code = self.worksheet.write_blank(row, column, None, look)
        else:
            if text.startswith(FORMULA_STARTS):
                look = self.formats.quoted(look)
            code = self.worksheet.write_string(row, column, cell_text(text), look)
        if code:
            self.done(code, row, column)

    def number(self, row: int, column: int, value: float | Fraction | None, look: Format) -> None:
        """Write a number; None leaves the cell empty."""
        if value is None:
            code = self.worksheet.write_blank(row, column, None, look)
        else:
            code = self.worksheet.write_number(row, column, float(value), look)
        if code:
            self.done(code, row, column)

    def formula(
        self, row: int, column: int, formula: str, look: Format, value: float | Fraction | str
    ) -> None:
        """Write a formula with its value."""
        stored = value if isinstance(value, str) else float(value)
        code = self.worksheet.write_formula(row, column, formula, look, stored)
        if code:
            self.done(code, row, column)

    def link(
        self, row: int, column: int, sheet: str, target: tuple[int, int], look: Format
    ) -> None:
        """Link a cell to a cell of another sheet; write the cell after.

        No sheet may have more than ``MOST_LINKS``.
        """
        place = f"internal:{quote_sheetname(sheet)}!{a1(*target)}"
        self.done(self.worksheet.write_url(row, column, place, look), row, column)

    def blanks(self, row: int, first: int, last: int, look: Format) -> None:
        """Give empty cells their look, from the first column to the last."""
        for column in range(first, last + 1):
            self.done(self.worksheet.write_blank(row, column, None, look), row, column)

    def merge(self, area: tuple[int, int, int, int], look: Format) -> None:
        """Merge first row, first column, last row, last column; write its first cell after."""
        if area[:2] != area[2:]:
            self.done(self.worksheet.merge_range(*area, "", look), *area[:2])

    def header(self, row: int, titles: Sequence[str], look: Format) -> None:
        """Write a row of column headers."""
        for column, title in enumerate(titles):
            self.text(row, column, title, look)

    def table(self, header: int, last: int, titles: Sequence[str], look: Format) -> None:
        """Write a header row and make it and the rows below it, to the last, a real table."""
        options = {
            "name": "".join(filter(str.isalnum, self.name.title())),
            "style": None,
            "columns": [{"header": title, "header_format": look} for title in titles],
        }
        code = self.worksheet.add_table(header, 0, last, len(titles) - 1, options)
        self.done(code, header, 0)
        self.header(header, titles, look)

    def condition(self, area: tuple[int, int, int, int], options: Mapping[str, object]) -> None:
        """Lay a conditional format over an area."""
        self.done(self.worksheet.conditional_format(*area, dict(options)), *area[:2])

    def columns(self, *widths: float) -> None:
        """Set the widths of the columns from the first on, in characters."""
        self.widths = widths
        for column, width in enumerate(widths):
            self.done(self.worksheet.set_column(column, column, width), 0, column)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.done(self.worksheet.set_row(row, points), row, 0)

    def fit(self, row: int, texts: Mapping[int, str], size: float = 10) -> float:
        """Make a row tall enough for its wrapped texts, by column; return its height in points."""
        long = [
            (text, self.widths[column])
            for column, text in texts.items()
            if len(text) * _WIDEST_CHARACTER > self.widths[column] * CHARACTER_WIDTH - 4
        ]
        tall = row_height(*long, size=size, least=LEAST_HEIGHT) if long else LEAST_HEIGHT
        if tall > LEAST_HEIGHT:
            self.height(row, tall)
        return tall

    @property
    def room(self) -> float:
        """How tall the rows on one printed page may be together, in points."""
        width = sum(map(column_pixels, self.widths)) * POINTS_PER_PIXEL
        scale = min((_PAPER_WIDTH - 2 * _SIDE) * 72 / width, 1)
        return (_PAPER_HEIGHT - _TOP - _BOTTOM) * 72 / scale

    def page(self, footer: str, *, tall: int = 0) -> None:
        """Lay the sheet out for printing: A4 landscape, one page wide, pages numbered.

        Args:
            footer: text at the left of the footer.
            tall: how many pages tall; 0 is as many as it takes.
        """
        sheet = self.worksheet
        sheet.hide_gridlines(2)
        sheet.set_default_row(LEAST_HEIGHT)
        sheet.set_landscape()
        sheet.set_paper(_PAPER_A4)
        sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
        sheet.fit_to_pages(1, tall)
        # An ID such as 0012 is a text and a count need not reach the next column: no green corners.
        rules = ("number_stored_as_text", "formula_differs", "formula_range", "eval_error")
        self.done(sheet.ignore_errors(dict.fromkeys(rules, _WHOLE_SHEET)), 0, 0)
        left = footer.replace("&", "&&")
        self.done(sheet.set_footer(f"&L&8{left}&R&8{self.name} · &P / &N", {"margin": 0.25}), 0, 0)

    def done(self, code: int | None, row: int, column: int) -> None:
        """Check what a call of XlsxWriter returned.

        Raises:
            ValueError: it was refused: more rows or columns than a worksheet has, as a rule.
        """
        if code:
            cell = a1(row, column)
            raise ValueError(f"'{self.name}'!{cell} cannot be written (XlsxWriter says {code})")
