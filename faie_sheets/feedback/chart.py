"""The chart in the rows of the table: a bar for the level, a frame for what is required.

Everything is drawn in levels. A pale bar behind is the whole scale, so that level 3 of 3 and level
3 of 5 are told apart; what is missing is the empty part of the frame.
"""

from __future__ import annotations

from typing import Any

from faie_sheets.feedback.looks import BARS, REQUIRED, SCALE, WIDTHS
from faie_sheets.feedback.page import ROW, Page
from faie_sheets.feedback.ratings import LevelsTable
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.workbook.write.style import FONT, GREY, INK, LINE

_BAR, _TRACK = "#7F9DCF", "#EDEDED"
_MOST_TICKS = 8
_SIDE = 0.06
"""Room at either side of the bars, a share of the width, for the figures of the axis."""

Options = dict[str, Any]


def write_chart(
    page: Page,
    result: Result,
    jd: JobDescription,
    place: LevelsTable,
    workbook: Any,
    description: str,
) -> None:
    """Lay the chart over the rows of the table, its axis over the row of the total."""
    chart = workbook.add_chart({"type": "bar"})
    bar: Options = {"fill": {"color": _BAR}, "border": {"color": GREY, "width": 0.5}}
    _add(chart, page, place, SCALE, "Scale", {"fill": {"color": _TRACK}, "border": {"none": True}})
    _add(chart, page, place, place.level, "Level", bar)
    if any(item.required is not None for item in result.items):
        frame: Options = {"fill": {"none": True}, "border": {"color": INK, "width": 1.75}}
        _add(chart, page, place, REQUIRED, "Required", frame)
    _lay_out(chart, place, max(item.max_level for item in jd.competencies))
    options = {"object_position": 1, "description": description}
    page.sheet.done(
        page.sheet.worksheet.insert_chart(place.first, BARS, chart, options), place.first, BARS
    )


def _add(chart: Any, page: Page, place: LevelsTable, column: int, name: str, look: Options) -> None:
    series = {
        "name": name,
        "categories": [page.sheet.name, place.first, 0, place.last, 0],
        "values": [page.sheet.name, place.first, column, place.last, column],
        "gap": 55,
        "overlap": 100,
        **look,
    }
    if code := chart.add_series(series):
        raise ValueError(f"a series of a chart cannot be added (XlsxWriter says {code})")


def _lay_out(chart: Any, place: LevelsTable, top: int) -> None:
    """Make the bars share the rows evenly: the plot fills them, without title and legend."""
    rows = (place.last - place.first + 1) * place.height
    font = {"name": FONT, "size": 8, "color": INK}
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the levels.
    chart.set_x_axis({
        "min": 0, "max": max(top, 1), "major_unit": -(-max(top, 1) // _MOST_TICKS),
        "num_font": font, "line": {"none": True}, "major_tick_mark": "none",
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
    })  # fmt: skip
    chart.set_y_axis({
        "reverse": True, "crossing": "max", "label_position": "none", "major_tick_mark": "none",
        "line": {"color": GREY},
    })  # fmt: skip
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    layout = {"x": _SIDE, "y": 0, "width": 1 - 2 * _SIDE, "height": rows / (rows + ROW)}
    chart.set_plotarea({"layout": layout, "fill": {"none": True}})
    width = int(WIDTHS[BARS] * 7 + 5)
    chart.set_size({"width": width, "height": int((rows + ROW) / 0.75)})
