"""One look for every workbook we write: palette, fonts, sizes, and the looks of cells."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_pixel_width

FONT = "Calibri"
FONT_SIZE = 10
NAVY = "#1F3864"
BLUE = "#2F5597"
PALE_BLUE = "#DCE6F2"
INK = "#262626"
GREY = "#7F7F7F"
LINE = "#BFBFBF"
PALE_GREY = "#F2F2F2"
WHITE = "#FFFFFF"
AMBER = "#F4C542"
PALE_INPUT = "#FFF8E1"
GOOD = "#1B6E53"
PALE_GOOD = "#DDF1E8"
BAD = "#A63D00"
PALE_BAD = "#FBE3D6"
"""Blue-green for met and orange for short: told apart by colour-blind readers, and in grey."""
LINE_HEIGHT = 1.3
"""Of the font size, as Excel lays lines out; LibreOffice needs less."""
ROW_PADDING = 7
"""Points above and below the text of a row, together."""
TALLEST_ROW = 409.0
"""The tallest row that Excel allows, in points."""
CHARACTER_WIDTH = 7
"""Pixels of a digit, by which Excel counts the width of a column."""
COLUMN_PADDING = 5
"""Pixels that a column has besides."""
POINTS_PER_PIXEL = 0.75
_CELL_PADDING = 9
"""Pixels beside a text, and once more for an indent."""
_MEASURED_AT = 11
Look = Mapping[str, object]
"""Properties of a cell, or of a part of a chart, as XlsxWriter names them."""
Format = Any
"""A format of XlsxWriter, which ships no type information."""
CENTRED: Look = {"align": "center"}
BOLD: Look = {"bold": True}
TITLE: Look = {"font_size": 18, "bold": True, "font_color": NAVY}
SUBTITLE: Look = {"font_color": GREY}
SECTION: Look = {"font_size": 12, "bold": True, "font_color": NAVY, "valign": "bottom"}
NOTE: Look = {"font_color": GREY, "text_wrap": True, "valign": "top"}
SENTENCE: Look = {"font_size": 11, "text_wrap": True, "valign": "top"}
HEADER: Look = {
    "bold": True, "font_color": WHITE, "bg_color": NAVY, "text_wrap": True,
    "border": 1, "border_color": BLUE,
}  # fmt: skip
HEADER_CENTRED: Look = {**HEADER, **CENTRED}
ROTATED: Look = {**HEADER_CENTRED, "valign": "bottom", "rotation": 90}
HEADER_FILTERED: Look = {**HEADER, "valign": "top"}
"""Over filters, whose buttons stand at the bottom of the cell."""
FILTERED_HEIGHT = 36.0
"""Height in points of such a header: a line of text above the buttons."""
CELL: Look = {"bottom": 1, "bottom_color": LINE, "text_wrap": True}
CELL_CENTRED: Look = {**CELL, **CENTRED}
COUNT: Look = {**CELL_CENTRED, "num_format": '0;-0;"·"'}
PERCENT: Look = {**CELL_CENTRED, "num_format": "0.0%"}
SIGNED_MEAN: Look = {"num_format": "+0.00;-0.00;0.00"}
SIGNED_PERCENT: Look = {"num_format": "+0.0%;-0.0%;0.0%"}
TOTAL_ROW: Look = {"bold": True, "top": 1, "top_color": NAVY, "bg_color": PALE_BLUE}
PALE: Look = {"bg_color": PALE_GREY}
PROVISIONAL: Look = {**PALE, "italic": True}
"""What rests on the self-assessment alone."""
GOOD_LOOK: Look = {"bg_color": PALE_GOOD, "font_color": GOOD}
BAD_LOOK: Look = {"bg_color": PALE_BAD, "font_color": BAD, "bold": True}
LINK: Look = {"font_color": BLUE, "underline": 1}
CHART_FONT: Look = {"name": FONT, "size": 9, "color": INK}
CHART_TITLE_FONT: Look = {"name": FONT, "size": 11, "color": NAVY}
CHART_GRID: Look = {"visible": True, "line": {"color": LINE, "width": 0.5}}
CHART_AREA: Look = {"border": {"color": LINE}, "fill": {"color": WHITE}}
PALE_BAR = "#B4C7E7"
"""Of data bars: light enough for the figure that stands on it."""
_BASE: Look = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"}


def column_pixels(width: float) -> int:
    """How wide a column of so many characters is, in pixels.

    >>> column_pixels(10), column_pixels(8.43)
    (75, 64)
    """
    return int(width * CHARACTER_WIDTH + 0.5) + COLUMN_PADDING


def column_width(pixels: float) -> float:
    """How many characters a column of so many pixels has.

    >>> column_width(75)
    10.0
    """
    return (pixels - COLUMN_PADDING) / CHARACTER_WIDTH


def stored_pixels(width: float) -> int:
    """How wide a column is, in pixels, whose width a file gives: in characters, its padding too."""
    return int(width * CHARACTER_WIDTH)


def row_pixels(points: float) -> int:
    """How tall a row of so many points is, in pixels."""
    return int(4 / 3 * points)


@lru_cache(maxsize=8192)
def line_count(
    text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False, indent: int = 0
) -> int:
    """How many lines a text takes when it is wrapped in a column, from 1.

    Args:
        text: the text, with its line breaks.
        width: the column's width in characters, as Excel counts it.
        size: font size in points.
        bold: whether the text is bold.
        indent: by how many steps the cell is indented.
    """
    # Rounded down, where Excel rounds: rather a line too many than one that is not seen.
    pixels = int(width * CHARACTER_WIDTH) + COLUMN_PADDING
    room = max(pixels - _CELL_PADDING * (1 + indent), 1)
    scale = size / _MEASURED_AT * (1.06 if bold else 1)
    count = 0
    for paragraph in text.split("\n"):
        count, used = count + 1, 0.0
        for word in paragraph.split(" "):
            needed = xl_pixel_width(f"{word} ") * scale
            if used and used + needed > room:
                count, used = count + 1, 0.0
            count += max(math.ceil(needed / room) - 1, 0)
            used += needed
    return count


def row_height(
    *texts: tuple[str, float], size: float = FONT_SIZE, least: float = 18.0, indent: int = 0
) -> float:
    """The height in points that a row needs for its wrapped texts, each with its column's width."""
    most = max((line_count(text, width, size, indent=indent) for text, width in texts), default=1)
    return min(max(math.ceil(most * size * LINE_HEIGHT + ROW_PADDING), least), TALLEST_ROW)


class Formats:
    """The formats of one workbook; the same look is the same format."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._quoted: dict[int, Format] = {}

    def of(self, *looks: Look) -> Format:
        """The format of these looks together; a later one overrides an earlier one."""
        properties = dict(_BASE)
        for look in looks:
            properties.update(look)
        return self._format(properties)

    def quoted(self, cell_format: Format) -> Format:
        """The same format for a text that begins like a formula.

        Excel then keeps it a text even when someone edits the cell.
        """
        return self._quoted[id(cell_format)]

    def conditional(self, look: Look) -> Format:
        """A look laid over a cell by a condition: only what it names changes."""
        return self._workbook.add_format(dict(look))

    def _format(self, properties: dict[str, object]) -> Format:
        identity = tuple(sorted(properties.items()))
        made = self._made.get(identity)
        if made is None:
            made = self._workbook.add_format(properties)
            self._made[identity] = made
            self._quoted[id(made)] = self._workbook.add_format({**properties, "quote_prefix": True})
        return made
