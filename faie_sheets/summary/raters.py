"""Sheet *Self vs assessor*: how the two differ in each competency, and assessor by assessor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from faie_sheets.layouts.summary import RATERS
from faie_sheets.scoring.raters import (
    CompetencyDifference,
    assessor_figures,
    assessor_key,
    competency_differences,
)
from faie_sheets.summary.assessors import REMARK, write_assessors
from faie_sheets.summary.book import SummaryBook, names_of
from faie_sheets.summary.both_ratings import (
    FIRST_DIFFERENCE,
    BothPlaces,
    rated_twice,
    write_both_ratings,
)
from faie_sheets.wording import NOT_KNOWN, code_width
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter, add_series
from faie_sheets.workbook.write.style import (
    AMBER,
    BLUE,
    CELL,
    CELL_CENTRED,
    CHART_AREA,
    CHART_FONT,
    CHART_GRID,
    CHART_TITLE_FONT,
    COUNT,
    GREY,
    HEADER,
    HEADER_CENTRED,
    INK,
    SECTION,
    SIGNED_MEAN,
    WHITE,
    Look,
)

_CODE_WIDTH, _NAME_WIDTH, _FIGURE_WIDTH, _REMARK_WIDTH, _SPARE_WIDTH = 9.5, 34, 12.5, 22, 9
_FIGURES, _SPARE = 7, 5
_TITLE, _HEADER, _FIRST = 3, 4, 5
_HEADER_HEIGHT = 60.0

_CASES, _MEAN, _LOWER, _SAME, _HIGHER, _SHARE_LOWER, _SHARE_HIGHER = range(2, 9)
_TITLES = (
    "Code", "Competency", "Rated by both", "Mean difference in levels", "Assessor lower", "Same",
    "Assessor higher", "Share lower", "Share higher",
)  # fmt: skip
_SHARE: Look = {**CELL_CENTRED, "num_format": '0%▲;0%▼;"·"'}

_MOST_BARS = 20
"""With more competencies there is no chart: it could not be read."""
_CHART_WIDTH, _LEAST_CHART = 490, 240
_HEADER_PIXELS, _PIXELS_PER_ROW = 80, 26.67
_SIDES, _COLOURS = ("Assessor lower", "Assessor higher"), (AMBER, BLUE)
_CHART_TITLE = "Assessor − self: share of engineers rated lower, and higher"


def write_raters(book: SummaryBook) -> None:
    """Write the sheet *Self vs assessor*, and the sheet *Both ratings* that it counts."""
    lines = rated_twice(book)
    found = assessor_figures(line.result for line in book.lines)
    numbers = {assessor_key(figures.name): number for number, figures in enumerate(found, 1)}
    places = write_both_ratings(book, lines, numbers)
    figures, spare = [_FIGURE_WIDTH] * _FIGURES, [_SPARE_WIDTH] * _SPARE
    codes = code_width((item.code for item in book.jd.competencies), _CODE_WIDTH)
    widths = (codes, _NAME_WIDTH, *figures, _REMARK_WIDTH, *spare)
    subtitle = "Difference = assessor − self: below 0 the assessor rates lower, above 0 higher."
    sheet = book.begin(RATERS, subtitle if found else "", *widths)
    if not found:
        book.sentence(sheet, 2, "No assessor has rated anybody: there is nothing to compare yet.")
        return
    row = _TITLE
    if lines:
        differences = competency_differences((line.result for line in lines), book.jd)
        row = _write_competencies(book, sheet, places, differences)
    else:
        book.sentence(sheet, row, "No engineer has been rated by both, self and assessor.")
        row += 2
    write_assessors(book, sheet, row, places, found)


def _write_competencies(
    book: SummaryBook, sheet: SheetWriter, places: BothPlaces, found: Sequence[CompetencyDifference]
) -> int:
    """Write one row per competency with a chart beside them; return the row after both."""
    sheet.height(_TITLE, 24)
    sheet.text(_TITLE, 0, "Competency by competency", book.formats.of(SECTION))
    sheet.height(_HEADER, _HEADER_HEIGHT)
    for column, title in enumerate(_TITLES):
        look = HEADER if column < _CASES else HEADER_CENTRED
        sheet.text(_HEADER, column, title, book.formats.of(look))
    for index, (difference, name) in enumerate(zip(found, names_of(book.jd), strict=True)):
        row, cells = _FIRST + index, places.column(FIRST_DIFFERENCE + index)
        sheet.fit(row, {1: name})
        sheet.text(row, 0, difference.code, book.formats.of(CELL))
        sheet.text(row, 1, name, book.formats.of(CELL))
        cases, lower, higher = (a1(row, column) for column in (_CASES, _LOWER, _HIGHER))
        rated = Fraction(1, difference.cases) if difference.cases else Fraction(0)
        signed: Look = {**CELL_CENTRED, **SIGNED_MEAN}
        mean = NOT_KNOWN if difference.mean is None else difference.mean
        for column, formula, look, value in (
            (_CASES, f"=SUM({lower}:{higher})", COUNT, difference.cases),
            (_MEAN, f'=IF({cases}=0,"{NOT_KNOWN}",SUM({cells})/{cases})', signed, mean),
            (_LOWER, f'=COUNTIF({cells},"<0")', COUNT, difference.lower),
            (_SAME, f"=COUNTIF({cells},0)", COUNT, difference.same),
            (_HIGHER, f'=COUNTIF({cells},">0")', COUNT, difference.higher),
            (_SHARE_LOWER, f"=IF({cases}=0,0,-{lower}/{cases})", _SHARE, -difference.lower * rated),
            (
                _SHARE_HIGHER,
                f"=IF({cases}=0,0,{higher}/{cases})",
                _SHARE,
                difference.higher * rated,
            ),
        ):
            sheet.formula(row, column, formula, book.formats.of(look), value)
    end = _FIRST + len(found)
    rows, shares = (_FIRST, end - 1), (_SHARE_LOWER, _SHARE_HIGHER)
    below = _write_chart(book, sheet, (_HEADER, REMARK), rows, shares, found)
    return max(end, below) + 1


def _write_chart(
    book: SummaryBook,
    sheet: SheetWriter,
    corner: tuple[int, int],
    rows: tuple[int, int],
    columns: tuple[int, int],
    found: Sequence[CompetencyDifference],
) -> int:
    """Draw one bar per competency to either side of 0; return the first row below the chart.

    Args:
        book: the workbook being written.
        sheet: the sheet.
        corner: row and column of the upper left corner.
        rows: first and last row of the competencies.
        columns: column of the share rated lower, which is below 0, and of the share rated higher.
        found: the figures of the competencies.
    """
    if len(found) > _MOST_BARS:
        return 0
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    shares = [[-of.lower for of in found], [of.higher for of in found]]
    for column, name, colour, parts in zip(columns, _SIDES, _COLOURS, shares, strict=True):
        values = [part / of.cases if of.cases else 0 for part, of in zip(parts, found, strict=True)]
        _add_side(chart, name, (rows, column), colour, names_of(book.jd), values)
    chart.set_title({"name": _CHART_TITLE, "name_font": CHART_TITLE_FONT})
    chart.set_legend({"position": "bottom", "font": CHART_FONT})
    chart.set_chartarea(CHART_AREA)
    # XlsxWriter names the axes of a bar chart by where they lie: x is the one of the figures.
    chart.set_x_axis(
        {"num_format": "0%;0%", "num_font": CHART_FONT, "line": {"none": True},
         "major_gridlines": CHART_GRID}
    )  # fmt: skip
    chart.set_y_axis(
        {"num_font": CHART_FONT, "reverse": True, "crossing": "max", "label_position": "low",
         "line": {"color": GREY}}
    )  # fmt: skip
    tall = max(_HEADER_PIXELS + round(_PIXELS_PER_ROW * len(found)), _LEAST_CHART)
    chart.set_size({"width": _CHART_WIDTH, "height": tall})
    place = {"x_offset": 12, "object_position": 3, "description": _CHART_TITLE}
    sheet.done(sheet.worksheet.insert_chart(*corner, chart, place), *corner)
    return corner[0] + 1 + math.ceil((tall - _HEADER_PIXELS) / _PIXELS_PER_ROW)


def _add_side(
    chart: Any,
    name: str,
    place: tuple[tuple[int, int], int],
    colour: str,
    labels: list[str],
    values: list[float],
) -> None:
    """Add a series; its figures are kept in the chart, because the rows are on disk by then."""
    (first, last), column = place
    font = {**CHART_FONT, "color": WHITE if colour == BLUE else INK}
    options = {
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
    add_series(chart, options)
