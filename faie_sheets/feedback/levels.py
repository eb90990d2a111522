"""The table of the levels, one row per competency, and the chart in its rows.

The chart has a bar for the level and a frame for what is required. Everything is drawn in levels. A
pale bar behind is the whole scale, so that level 3 of 3 and level 3 of 5 look different; what is
missing is the empty part of the frame.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range

from faie_sheets.feedback.page import (
    ASSESSOR,
    BARS,
    BESIDE,
    BOLD_WIDTH,
    CODE,
    GAP,
    GAP_NUMBER,
    MET,
    NAME,
    OF_RECORD,
    POINTS,
    REQUIRED,
    ROW_HEIGHT,
    SCALE,
    SELF,
    WEIGHT,
    WIDTHS,
    Page,
)
from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.wording import NOT_KNOWN, line_text, share_or
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import add_series
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    CHART_FONT,
    CHART_GRID,
    GOOD_LOOK,
    GREY,
    HEADER,
    HEADER_CENTRED,
    INK,
    PERCENT,
    TOTAL_ROW,
    Look,
    column_pixels,
    row_height,
    row_pixels,
)

HEADERS = (
    "Code", "Competency", "Self", "Assessor", "Bar: your level\nFrame: required",
    "Required", "Gap", "Met", "Scale", "Weight", "Points",
)  # fmt: skip
_HEADER_HEIGHT = 33.0
_YES, _NO = "Yes", "No"
_LEVEL = {Rater.SELF: SELF, Rater.ASSESSOR: ASSESSOR}

_BAR, _TRACK = "#7F9DCF", "#EDEDED"
_MOST_TICKS = 8
_SIDE = 0.06
"""Room at either side of the bars, a share of the width, for the figures of the axis."""

Options = dict[str, Any]


class LevelsTable(NamedTuple):
    """Where the table stands: its rows, their height in points, the column of record."""

    first: int
    last: int
    height: float
    level: int

    @property
    def total(self) -> int:
        """The row of the total."""
        return self.last + 1


def write_levels_table(page: Page, result: Result, jd: JobDescription) -> LevelsTable:
    """Write the table; the column for the chart stays empty."""
    left = (CODE, NAME)
    header = {
        column: (title, HEADER if column in left else HEADER_CENTRED)
        for column, title in enumerate(HEADERS)
    }
    page.cells(page.take(_HEADER_HEIGHT), header, HEADER)
    texts = [(line_text(item.name), WIDTHS[NAME]) for item in jd.competencies]
    codes = [(line_text(item.code), WIDTHS[CODE] * BOLD_WIDTH) for item in jd.competencies]
    # One height for all: a bar stands in its row only where the rows share the chart evenly. And
    # a multiple of 3 points, which is a whole number of pixels.
    height = math.ceil(row_height(*texts, *codes, least=ROW_HEIGHT) / 3) * 3
    place = LevelsTable(page.row, page.row + len(result.items) - 1, height, _LEVEL[result.basis])
    scores = (result.self_score, result.assessor_score)
    for item, *rated in zip(result.items, *(score.items for score in scores), strict=True):
        row = page.take(height)
        _write_facts(page, row, jd.competency(item.code), item, rated, result.basis)
        _write_figures(page, row, item, place.level)
    _write_total(page, result, jd, place)
    return place


def _write_facts(
    page: Page,
    row: int,
    competency: Competency,
    item: ItemResult,
    rated: list[ItemResult],
    basis: Rater,
) -> None:
    lowest = competency.scale[0].level if competency.scale else 0
    looks = {rater: OF_RECORD if rater is basis else BESIDE for rater in Rater}
    cells: dict[int, tuple[Any, Look]] = {
        CODE: (line_text(competency.code), {**CELL, **BOLD}),
        NAME: (line_text(competency.name), CELL),
        SELF: (_shown(rated[0].level), {**CELL_CENTRED, **looks[Rater.SELF]}),
        ASSESSOR: (_shown(rated[1].level), {**CELL_CENTRED, **looks[Rater.ASSESSOR]}),
        REQUIRED: (_shown(item.required), CELL_CENTRED),
        SCALE: (
            competency.max_level,
            {**CELL_CENTRED, **BESIDE, "num_format": f'"{lowest}–"0'},
        ),
        WEIGHT: (competency.weight / 100, _percent(competency.weight)),
    }
    page.cells(row, cells, CELL)


def _percent(weight: Fraction) -> Look:
    return PERCENT if weight.denominator > 1 else {**PERCENT, "num_format": "0%"}


def _shown(level: int | None) -> int | str:
    return NOT_KNOWN if level is None else level


def _write_figures(page: Page, row: int, item: ItemResult, level_column: int) -> None:
    """Gap, met and points as formulas; a dash where there is nothing to work out."""
    level, gap, required, scale, weight = (
        a1(row, column) for column in (level_column, GAP, REQUIRED, SCALE, WEIGHT)
    )
    sheet, dash = page.sheet, page.look(CELL_CENTRED)
    if item.gap is None:
        sheet.text(row, GAP, NOT_KNOWN, dash)
        sheet.text(row, MET, NOT_KNOWN, dash)
    else:
        verdict, shown = (BAD_LOOK, _NO) if item.short else (GOOD_LOOK, _YES)
        looks = page.look(CELL_CENTRED, GAP_NUMBER, verdict), page.look(CELL_CENTRED, verdict)
        sheet.formula(row, GAP, f"={required}-{level}", looks[0], item.gap)
        sheet.formula(row, MET, f'=IF({gap}>0,"{_NO}","{_YES}")', looks[1], shown)
    if item.points is None:
        sheet.text(row, POINTS, NOT_KNOWN, dash)
    else:
        sheet.formula(row, POINTS, f"={weight}*{level}/{scale}", page.look(PERCENT), item.points)


def _write_total(page: Page, result: Result, jd: JobDescription, place: LevelsTable) -> None:
    """Competencies met, the weights, and the sum of the points once every competency has some."""
    row = page.take()
    asked = [item for item in result.items if item.required is not None]
    met = sum(item.gap is not None and not item.short for item in asked)
    left: Look = {**CELL, **TOTAL_ROW}
    centred: Look = {**CELL_CENTRED, **TOTAL_ROW}
    shown = f"{met} of {len(asked)}" if asked else NOT_KNOWN
    page.cells(row, {NAME: ("Total", left), MET: (shown, centred)}, left)
    weights, points = (
        xl_range(place.first, column, place.last, column) for column in (WEIGHT, POINTS)
    )
    sheet, percent = page.sheet, page.look(PERCENT, TOTAL_ROW)
    weight = sum((item.weight for item in jd.competencies), Fraction(0))
    look = page.look(_percent(weight), TOTAL_ROW)
    sheet.formula(row, WEIGHT, f"=SUM({weights})", look, weight / 100)
    complete = f"COUNT({points})={len(result.items)}"
    total = f'=IF({complete},SUM({points}),"{NOT_KNOWN}")'
    sheet.formula(row, POINTS, total, percent, share_or(NOT_KNOWN, result.total))


def write_levels_chart(
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
    _add_bars(
        chart, page, place, SCALE, "Scale", {"fill": {"color": _TRACK}, "border": {"none": True}}
    )
    _add_bars(chart, page, place, place.level, "Level", bar)
    if any(item.required is not None for item in result.items):
        frame: Options = {"fill": {"none": True}, "border": {"color": INK, "width": 1.75}}
        _add_bars(chart, page, place, REQUIRED, "Required", frame)
    _lay_out(chart, place, max(item.max_level for item in jd.competencies))
    options = {"object_position": 1, "description": description}
    page.sheet.done(
        page.sheet.worksheet.insert_chart(place.first, BARS, chart, options), place.first, BARS
    )


def _add_bars(
    chart: Any, page: Page, place: LevelsTable, column: int, name: str, look: Options
) -> None:
    options = {
        "name": name,
        "categories": [page.sheet.name, place.first, 0, place.last, 0],
        "values": [page.sheet.name, place.first, column, place.last, column],
        "gap": 55,
        "overlap": 100,
        **look,
    }
    add_series(chart, options)


def _lay_out(chart: Any, place: LevelsTable, top: int) -> None:
    """Make the bars share the rows evenly: the plot fills them, without title and legend."""
    rows = (place.last - place.first + 1) * place.height
    font = {**CHART_FONT, "size": 8}
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the levels.
    chart.set_x_axis({
        "min": 0, "max": max(top, 1), "major_unit": -(-max(top, 1) // _MOST_TICKS),
        "num_font": font, "line": {"none": True}, "major_tick_mark": "none",
        "major_gridlines": CHART_GRID,
    })  # fmt: skip
    chart.set_y_axis({
        "reverse": True, "crossing": "max", "label_position": "none", "major_tick_mark": "none",
        "line": {"color": GREY},
    })  # fmt: skip
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    layout = {"x": _SIDE, "y": 0, "width": 1 - 2 * _SIDE, "height": rows / (rows + ROW_HEIGHT)}
    chart.set_plotarea({"layout": layout, "fill": {"none": True}})
    size = {"width": column_pixels(WIDTHS[BARS]), "height": row_pixels(rows + ROW_HEIGHT)}
    chart.set_size(size)
