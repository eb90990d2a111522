"""How cells and charts look, in every workbook that is written; each look is made once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook

from faie_sheets.workbook.write.style import (
    BAD,
    BLUE,
    FONT,
    FONT_SIZE,
    GOOD,
    GREY,
    INK,
    LINE,
    NAVY,
    PALE_BAD,
    PALE_BLUE,
    PALE_GOOD,
    PALE_GREY,
    WHITE,
)

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
