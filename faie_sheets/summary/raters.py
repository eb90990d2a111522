"""Sheet *Self vs assessor*: how the two differ in each competency, and assessor by assessor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from faie_sheets.layouts.summary import RATERS
from faie_sheets.scoring.raters import (
    CompetencyDifference,
    assessor_figures,
    assessor_key,
    competency_differences,
)
from faie_sheets.summary.assessors import REMARK, write_assessors
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.both_places import FIRST_DIFFERENCE, BothPlaces
from faie_sheets.summary.both_ratings import rated_twice, write_both_ratings
from faie_sheets.summary.competency_header import names_of
from faie_sheets.summary.places import relative
from faie_sheets.summary.rater_chart import write_difference_chart
from faie_sheets.wording import NOT_KNOWN, code_width
from faie_sheets.workbook.write.looks import (
    CELL,
    CELL_CENTRED,
    COUNT,
    HEADER,
    HEADER_CENTRED,
    SECTION,
    SIGNED_MEAN,
    Look,
)
from faie_sheets.workbook.write.sheet import SheetWriter

_CODE_WIDTH, _NAME_WIDTH, _FIGURE_WIDTH, _REMARK_WIDTH, _SPARE_WIDTH = 9.5, 34, 12.5, 22, 9
_FIGURES, _SPARE = 7, 5
_TITLE, _HEADER, _FIRST = 3, 4, 5
_HEADER_HEIGHT = 60.0

CASES, MEAN, LOWER, SAME, HIGHER, SHARE_LOWER, SHARE_HIGHER = range(2, 9)
_TITLES = (
    "Code", "Competency", "Rated by both", "Mean difference in levels", "Assessor lower", "Same",
    "Assessor higher", "Share lower", "Share higher",
)  # fmt: skip
_SHARE: Look = {**CELL_CENTRED, "num_format": '0%▲;0%▼;"·"'}


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
    """Write one row a competency with a chart beside them; return the row after both."""
    sheet.height(_TITLE, 24)
    sheet.text(_TITLE, 0, "Competency by competency", book.formats.of(SECTION))
    sheet.height(_HEADER, _HEADER_HEIGHT)
    for column, title in enumerate(_TITLES):
        look = HEADER if column < CASES else HEADER_CENTRED
        sheet.text(_HEADER, column, title, book.formats.of(look))
    for index, (difference, name) in enumerate(zip(found, names_of(book.jd), strict=True)):
        row, cells = _FIRST + index, places.column(FIRST_DIFFERENCE + index)
        sheet.fit(row, {1: name})
        sheet.text(row, 0, difference.code, book.formats.of(CELL))
        sheet.text(row, 1, name, book.formats.of(CELL))
        cases, lower, higher = (relative(row, column) for column in (CASES, LOWER, HIGHER))
        rated = Fraction(1, difference.cases) if difference.cases else Fraction(0)
        signed: Look = {**CELL_CENTRED, **SIGNED_MEAN}
        mean = NOT_KNOWN if difference.mean is None else difference.mean
        for column, formula, look, value in (
            (CASES, f"=SUM({lower}:{higher})", COUNT, difference.cases),
            (MEAN, f'=IF({cases}=0,"{NOT_KNOWN}",SUM({cells})/{cases})', signed, mean),
            (LOWER, f'=COUNTIF({cells},"<0")', COUNT, difference.lower),
            (SAME, f"=COUNTIF({cells},0)", COUNT, difference.same),
            (HIGHER, f'=COUNTIF({cells},">0")', COUNT, difference.higher),
            (SHARE_LOWER, f"=IF({cases}=0,0,-{lower}/{cases})", _SHARE, -difference.lower * rated),
            (SHARE_HIGHER, f"=IF({cases}=0,0,{higher}/{cases})", _SHARE, difference.higher * rated),
        ):
            sheet.formula(row, column, formula, book.formats.of(look), value)
    end = _FIRST + len(found)
    rows, shares = (_FIRST, end - 1), (SHARE_LOWER, SHARE_HIGHER)
    below = write_difference_chart(book, sheet, (_HEADER, REMARK), rows, shares, found)
    return max(end, below) + 1
