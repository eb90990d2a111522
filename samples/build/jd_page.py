"""The look of the JD workbook: one palette, one font, and pages laid out from top to bottom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import Any

from jd_seed import Line, Row, read_link, read_value
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_pixel_width

NAVY, BLUE, PALE, GREY, RULE, INK = (
    "#14284B", "#2F5C9E", "#DCE6F3", "#F3F5F8", "#B4BFCE", "#1E2733",
)  # fmt: skip
ON_NAVY: dict[str, Any] = {"bg_color": NAVY, "font_color": "white", "indent": 1}
BOXED: dict[str, Any] = {"border": 1, "border_color": RULE}
BASE: dict[str, Any] = {
    "font_name": "Calibri",
    "font_size": 10,
    "font_color": INK,
    "valign": "vcenter",
    "text_wrap": True,
}
STYLES: dict[str, dict[str, Any]] = {
    "cover": {**ON_NAVY, "indent": 4},
    "kicker": {**ON_NAVY, "indent": 4, "font_size": 20, "font_color": "#A9C1E4"},
    "role": {**ON_NAVY, "indent": 4, "font_size": 34, "bold": True},
    "accent": {"bg_color": BLUE},
    "fact label": {**BOXED, "bg_color": GREY, "font_color": NAVY, "font_size": 12, "indent": 4},
    "fact": {**BOXED, "font_size": 12, "bold": True, "indent": 1},
    "title": {**ON_NAVY, "font_size": 16, "bold": True},
    "title end": {**ON_NAVY, "font_size": 12, "align": "right", "font_color": "#A9C1E4"},
    "subtitle": {"bg_color": PALE, "font_color": NAVY, "font_size": 11, "bold": True, "indent": 1},
    "link": {"font_color": BLUE, "underline": 1},
    "note": {"bg_color": GREY, "indent": 1, "left": 5, "left_color": BLUE},
    "header": {**ON_NAVY, **BOXED, "bg_color": BLUE, "bold": True},
    "header centre": {
        **BOXED, "bg_color": BLUE, "font_color": "white", "bold": True, "align": "center",
    },
    "group": {**BOXED, "bg_color": PALE, "font_color": NAVY, "bold": True, "indent": 1},
    "group centre": {
        **BOXED, "bg_color": PALE, "font_color": NAVY, "bold": True, "align": "center",
    },
    "label": {**BOXED, "bg_color": GREY, "font_color": NAVY, "bold": True, "indent": 1},
    "text": {**BOXED, "indent": 1},
    "prose": {**BOXED, "indent": 1, "align": "left", "valign": "top"},
    "centre": {**BOXED, "align": "center"},
    "panel": {**BOXED, "bg_color": "white"},
    # Runs inside one cell, for write_rich_string.
    "run": {},
    "bold run": {"bold": True, "font_color": NAVY},
}  # fmt: skip

DATE_FORMAT = "[$-409]d-mmm-yyyy"  # English months wherever the file is opened
MAX_ROW_HEIGHT = 409  # points, Excel's own limit
LINE_HEIGHT = 1.3  # of the font size, as in Excel; LibreOffice needs less
ROW_PADDING = 8  # points above and below the text, together


def pixels(width: float) -> int:
    """Return the pixels of a column that is ``width`` characters wide."""
    return int(width * 7 + 5)


def line_count(text: str, width: int, style: str) -> int:
    """Return how many lines ``text`` wraps to in a cell ``width`` pixels wide.

    XlsxWriter's widths are those of Excel on a screen, some 8% wider than the font's own: room
    enough for programs and printers that wrap a little earlier.
    """
    look = BASE | STYLES[style]
    room = width - 9 * (1 + look.get("indent", 0))
    scale = look["font_size"] / 11 * (1.06 if look.get("bold") else 1)
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split(" "):
            needed = xl_pixel_width(word + " ") * scale
            if used and used + needed > room:
                lines, used = lines + 1, 0.0
            used += needed
    return lines


def text_height(text: str, width: int, style: str) -> float:
    """Return the points that ``text`` needs, wrapped in a cell ``width`` pixels wide."""
    size: float = (BASE | STYLES[style])["font_size"]
    return ceil(line_count(text, width, style) * size * LINE_HEIGHT + ROW_PADDING)


class Page:
    """A worksheet filled from B2 downward; ``row`` is the next row, counted from 0."""

    def __init__(self, workbook: Workbook, name: str, widths: Sequence[float]) -> None:
        self.workbook = workbook
        self.sheet = workbook.add_worksheet(name)
        self.widths = [pixels(width) for width in widths]
        self.row = 1
        self.sheet.set_row(0, 9)
        self.sheet.set_column(0, 0, 2)
        for column, width in enumerate(widths, start=1):
            self.sheet.set_column(column, column, width)

    def gap(self, height: float) -> None:
        """Leave an empty row."""
        self.sheet.set_row(self.row, height)
        self.row += 1

    def band(self, text: str, style: str, height: float = 0) -> None:
        """Write one text across all columns."""
        columns = len(self.widths)
        texts = (text, *[""] * (columns - 1))
        self.cells(texts, [style] * columns, height, merge={0: (0, columns - 1)})

    def link(self, text: str, target: str) -> None:
        """Write a ``[link](#)`` of the source as a link to the sheet ``target``."""
        words, look = read_link(text), self._format("link")
        self.sheet.write_url(self.row, 1, f"internal:'{target}'!A1", look, words)
        self.gap(18)

    def cells(
        self,
        texts: Row,
        styles: Sequence[str],
        height: float = 0,
        merge: Mapping[int, tuple[int, int]] | None = None,
    ) -> None:
        """Write a row of the source, as high as its texts need and at least ``height`` points.

        ``merge`` says by how many further rows and columns a cell is merged.
        """
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            down, right = (merge or {}).get(column, (0, 0))
            if down or right:
                first = (self.row, column + 1)
                last = (self.row + down, column + 1 + right)
                self.sheet.merge_range(*first, *last, "", self._format(style))
            if text and not down:
                width = sum(self.widths[column : column + right + 1])
                height = max(height, text_height(text, width, style))
            self._write(column + 1, text, style)
        self.sheet.set_row(self.row, min(height, MAX_ROW_HEIGHT))
        self.row += 1

    def columns(self, texts: Sequence[Sequence[Line]], style: str) -> None:
        """Write long texts side by side, each in one cell merged down as far as they need."""
        plain = ["\n".join(line.text for line in lines) for lines in texts]
        height = max(map(text_height, plain, self.widths, [style] * len(plain)))
        rows = ceil(height / 30)  # low rows, because programs scroll by whole rows
        for row in range(self.row, self.row + rows):
            self.sheet.set_row(row, height / rows)
        for column, lines in enumerate(texts, start=1):
            look = self._format(style)
            self.sheet.merge_range(self.row, column, self.row + rows - 1, column, "", look)
            runs: list[Any] = []
            for is_heading, run in groupby(lines, key=lambda line: line.is_heading):
                runs += [
                    self._format("bold run" if is_heading else "run"),
                    "\n".join(["", *[line.text for line in run]]),
                ]
            runs[1] = runs[1].removeprefix("\n")
            self._expect(self.sheet.write_rich_string(self.row, column, *runs, look))
        self.row += rows

    def finish(self, footer: str, *, header: tuple[int, int] | None = None, tall: int = 0) -> None:
        """Set up the window and the printed page: A4 landscape, one page wide.

        ``header`` holds the first and last row (from 0) to repeat on every page.
        """
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, tall)
        self.sheet.set_footer(footer, {"margin": 0.3})
        self.sheet.print_area(1, 1, self.row - 1, len(self.widths))
        self.sheet.set_tab_color(NAVY)
        if header:
            self.sheet.repeat_rows(*header)
            self.sheet.freeze_panes(header[1] + 1, 0)

    def _format(self, style: str, num_format: str = "General") -> Any:
        return self.workbook.add_format(BASE | STYLES[style] | {"num_format": num_format})

    def _write(self, column: int, text: str, style: str) -> None:
        value = read_value(text)
        if not text:
            self._expect(self.sheet.write_blank(self.row, column, "", self._format(style)))
        elif isinstance(value, str):
            self._expect(self.sheet.write_string(self.row, column, value, self._format(style)))
        elif isinstance(value, datetime):
            look = self._format(style, DATE_FORMAT)
            self._expect(self.sheet.write_datetime(self.row, column, value, look))
        else:
            look = self._format(style, "0%" if text.endswith("%") else "0")
            self._expect(self.sheet.write_number(self.row, column, value, look))

    @staticmethod
    def _expect(status: int) -> None:
        # XlsxWriter drops or cuts what it cannot write and only returns a negative status.
        if status < 0:
            raise ValueError(f"XlsxWriter could not write a cell (status {status})")
