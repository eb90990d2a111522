"""Chart of the sheet *Self vs assessor*: where the assessor rates lower, and where higher."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from faie_sheets.layouts.summary import RATERS
from faie_sheets.scoring.raters import CompetencyDifference
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.competency_header import names_of
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import AMBER, BLUE, FONT, GREY, INK, LINE, NAVY, WHITE

MOST_BARS = 20
"""With more competencies there is no chart: nobody could read it."""
_WIDTH, _LEAST_HEIGHT = 490, 240
_HEADER_PIXELS, _PIXELS_PER_ROW = 80, 26.67
_NAMES, _COLOURS = ("Assessor lower", "Assessor higher"), (AMBER, BLUE)
_TITLE = "Assessor − self: share of engineers rated lower, and higher"


def write_difference_chart(
    book: SummaryBook,
    sheet: SheetWriter,
    corner: tuple[int, int],
    rows: tuple[int, int],
    columns: tuple[int, int],
    found: Sequence[CompetencyDifference],
) -> int:
    """Draw a bar a competency to either side of 0; return the first row below the chart.

    Args:
        book: the workbook in the making.
        sheet: the sheet.
        corner: row and column of the upper left corner.
        rows: first and last row of the competencies.
        columns: column of the share rated lower, which is below 0, and of the share rated higher.
        found: the figures of the competencies.
    """
    if len(found) > MOST_BARS:
        return 0
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    shares = [[-of.lower for of in found], [of.higher for of in found]]
    for column, name, colour, parts in zip(columns, _NAMES, _COLOURS, shares, strict=True):
        values = [part / of.cases if of.cases else 0 for part, of in zip(parts, found, strict=True)]
        _add(chart, name, (rows, column), colour, names_of(book.jd), values)
    font = {"name": FONT, "size": 9, "color": INK}
    chart.set_title({"name": _TITLE, "name_font": {**font, "size": 11, "color": NAVY}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the figures.
    chart.set_x_axis(
        {"num_format": "0%;0%", "num_font": font, "line": {"none": True},
         "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}}}
    )  # fmt: skip
    chart.set_y_axis(
        {"num_font": font, "reverse": True, "crossing": "max", "label_position": "low",
         "line": {"color": GREY}}
    )  # fmt: skip
    tall = max(_HEADER_PIXELS + round(_PIXELS_PER_ROW * len(found)), _LEAST_HEIGHT)
    chart.set_size({"width": _WIDTH, "height": tall})
    place = {"x_offset": 12, "object_position": 3, "description": _TITLE}
    sheet.done(sheet.worksheet.insert_chart(*corner, chart, place), *corner)
    return corner[0] + 1 + math.ceil((tall - _HEADER_PIXELS) / _PIXELS_PER_ROW)


def _add(
    chart: Any,
    name: str,
    place: tuple[tuple[int, int], int],
    colour: str,
    labels: list[str],
    values: list[float],
) -> None:
    """Add a series; its figures are kept in the chart, for the rows are on disk by then."""
    (first, last), column = place
    font = {"name": FONT, "size": 9, "color": WHITE if colour == BLUE else INK}
    series = {
        "name": name,
        "categories": [RATERS, first, 1, last, 1],
        "categories_data": labels,
        "values": [RATERS, first, column, last, column],
        "values_data": values,
        "gap": 40,
        "overlap": 100,
        "fill": {"color": colour},
        "border": {"color": GREY, "width": 0.75},
        "data_labels": {"value": True, "num_format": '0%;0%;""', "font": font},
    }
    if code := chart.add_series(series):
        raise ValueError(f"a series of a chart cannot be added (XlsxWriter says {code})")
