"""The page being written: its columns and looks, top to bottom, every row tall enough."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    AMBER,
    BLUE,
    CHARACTER_WIDTH,
    COLUMN_PADDING,
    FONT_SIZE,
    GREY,
    NAVY,
    PALE_BLUE,
    PALE_GREY,
    PALE_INPUT,
    POINTS_PER_PIXEL,
    WHITE,
    Format,
    Formats,
    Look,
    column_pixels,
    row_height,
)

WIDTHS = (8.0, 41.0, 5.0, 8.5, 20.0, 8.5, 7.0, 7.0, 5.5, 7.0, 7.0)
"""Of the columns, in characters."""
CODE, NAME, SELF, ASSESSOR, BARS, REQUIRED, GAP, MET, SCALE, WEIGHT, POINTS = range(len(WIDTHS))
LAST = POINTS

BAND: Look = {"bg_color": NAVY, "font_color": WHITE}
BAND_TITLE: Look = {**BAND, "font_size": 18, "bold": True, "indent": 1, "align": "left"}
BAND_ROLE: Look = {**BAND, "font_size": 11, "indent": 1, "align": "left", "shrink": True}
BAND_DOCUMENT: Look = {**BAND, "align": "right", "indent": 1, "shrink": True}

LABEL: Look = {"font_color": GREY, "bg_color": PALE_GREY, "align": "right", "indent": 1}
VALUE: Look = {"bg_color": PALE_GREY, "bold": True, "align": "left", "text_wrap": True}

VERDICT: Look = {
    "font_size": 12, "bold": True, "font_color": NAVY, "bg_color": PALE_BLUE, "text_wrap": True,
    "indent": 1, "align": "left", "top": 2, "bottom": 2, "top_color": BLUE, "bottom_color": BLUE,
}  # fmt: skip
_TOTAL = '"Total "0.0%'
VERDICT_TOTAL: Look = {
    **VERDICT, "font_size": 15, "align": "center", "indent": 0,
    "num_format": f'{_TOTAL};{_TOTAL};{_TOTAL};"Total "@',
}  # fmt: skip
NOTICE: Look = {
    "bg_color": PALE_INPUT, "bold": True, "text_wrap": True, "indent": 1, "align": "left",
    "left": 5, "left_color": AMBER,
}  # fmt: skip

OF_RECORD: Look = {"bold": True, "font_size": 11, "font_color": NAVY}
BESIDE: Look = {"font_color": GREY}
GAP_NUMBER: Look = {"num_format": '0" short";0" above";"–"'}
STEP: Look = {"text_wrap": True, "align": "left"}
INDENTED: Look = {"align": "left", "indent": 1}
NEXT: Look = {**STEP, **INDENTED, "bold": True, "font_color": NAVY}
EVIDENCE: Look = {**STEP, "italic": True, "font_size": 9}
CLOSING: Look = {"font_color": GREY, "font_size": 9, "text_wrap": True}

ROW_HEIGHT = 21.0
"""Height in points of a row with one line of text."""
_GAP_HEIGHT = 9.0
"""Height in points of an empty row that parts two things."""

Number = float | Fraction

BOLD_WIDTH = 0.94
"""Share of a column's characters that fit where they are bold."""
_MARGIN, _HEAD, _FOOT = 0.35, 0.4, 0.55
_PAPER_WIDTH, _PAPER_HEIGHT = 8.27, 11.69
_LEAST_SCALE = 0.48
"""The smallest print that is still one page: eleven gaps, each with 300 characters of evidence."""


class Span(NamedTuple):
    """A text over neighbouring columns of a row."""

    first: int
    last: int
    text: str
    look: Look

    @property
    def height(self) -> float:
        """The height in points that it needs."""
        between = (self.last - self.first) * COLUMN_PADDING / CHARACTER_WIDTH
        width = sum(WIDTHS[self.first : self.last + 1]) + between
        if self.look.get("bold"):
            width *= BOLD_WIDTH
        size = float(str(self.look.get("font_size", FONT_SIZE)))
        return row_height((self.text, width), size=size, least=0, indent=1)


class Page:
    """The sheet being written; ``row`` is the next row to write, from 0."""

    def __init__(self, sheet: SheetWriter, formats: Formats, footer: str) -> None:
        self.sheet = sheet
        self.row = 0
        self._formats = formats
        self._height = 0.0
        sheet.page(footer)
        sheet.worksheet.set_portrait()
        sheet.worksheet.center_horizontally()
        sheet.worksheet.set_margins(left=_MARGIN, right=_MARGIN, top=_HEAD, bottom=_FOOT)
        sheet.columns(*WIDTHS)

    def look(self, *looks: Look) -> Format:
        """The format of these looks together."""
        return self._formats.of(*looks)

    def take(self, height: float = ROW_HEIGHT) -> int:
        """Take the next row, so many points tall; return its number."""
        taken = self.row
        self.sheet.height(taken, height)
        self._height += height
        self.row += 1
        return taken

    def gap(self) -> None:
        """Leave a little room."""
        self.take(_GAP_HEIGHT)

    def line(self, *spans: Span, least: float = ROW_HEIGHT) -> int:
        """Write texts side by side in a row that is tall enough for each of them."""
        row = self.take(max(least, *(span.height for span in spans)))
        for span in spans:
            look = self.look(span.look)
            self.sheet.merge((row, span.first, row, span.last), look)
            self.sheet.text(row, span.first, span.text, look)
        return row

    def whole(self, text: str, look: Look, least: float = ROW_HEIGHT) -> int:
        """Write one text across the page."""
        return self.line(Span(0, LAST, text, look), least=least)

    def cells(self, row: int, cells: Mapping[int, tuple[str | Number, Look]], rest: Look) -> None:
        """Write the cells of a whole row, by column; the others get no more than a look."""
        for column in range(len(WIDTHS)):
            value, look = cells.get(column, ("", rest))
            if isinstance(value, str):
                self.sheet.text(row, column, value, self.look(look))
            else:
                self.sheet.number(row, column, value, self.look(look))

    def finish(self) -> None:
        """Fit the page on paper: one page, or more where the print would be too small to read."""
        width = sum(map(column_pixels, WIDTHS)) * POINTS_PER_PIXEL
        across = (_PAPER_WIDTH - 2 * _MARGIN) * 72 / width
        down = (_PAPER_HEIGHT - _HEAD - _FOOT) * 72 / self._height
        self.sheet.worksheet.fit_to_pages(1, 1 if min(across, down) >= _LEAST_SCALE else 0)
        self.sheet.worksheet.print_area(0, 0, self.row - 1, LAST)
