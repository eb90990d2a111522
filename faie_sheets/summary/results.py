"""Sheet *Results*: one row an engineer, a real table with filters."""

from __future__ import annotations

from faie_sheets.records.assessment import Rater
from faie_sheets.records.result import Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    GOOD_LOOK,
    HEADER_FILTERED,
    PALE,
    PERCENT,
)
from faie_sheets.summary.lines import Line
from faie_sheets.summary.places import RESULTS, RESULTS_HEADER, Column
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import (
    BASIS,
    MEETS,
    NO,
    NOT_KNOWN,
    STATUS,
    YES,
    rank_or_dash,
    share_or,
    what_blocks,
)

TITLES = {
    Column.ID: "Employee ID",
    Column.NAME: "Name",
    Column.UNIT: "Unit",
    Column.CURRENT: "Current rank",
    Column.TARGET: "Target rank",
    Column.ATTAINED: "Rank attained",
    Column.TOTAL: "Total",
    Column.BASIS: "Basis",
    Column.STATUS: "Status",
    Column.MEETS: "Meets target",
    Column.BLOCKS: "What blocks the target",
    Column.SELF_TOTAL: "Self total",
    Column.ASSESSOR_TOTAL: "Assessor total",
    Column.PROBLEMS: "Problems",
    Column.FILE: "File",
}
_WIDTHS = {
    Column.ID: 11,
    Column.NAME: 21,
    Column.UNIT: 15,
    Column.CURRENT: 9,
    Column.TARGET: 9,
    Column.ATTAINED: 9.5,
    Column.TOTAL: 8.5,
    Column.BASIS: 12.5,
    Column.STATUS: 11.5,
    Column.MEETS: 8.5,
    Column.BLOCKS: 46,
    Column.SELF_TOTAL: 8.5,
    Column.ASSESSOR_TOTAL: 10,
    Column.PROBLEMS: 10.5,
    Column.FILE: 22,
}


def write(book: SummaryBook) -> None:
    """Write the sheet *Results*."""
    subtitle = (
        "One row an engineer. Filter and sort with the arrows in the header. "
        "+1 means: one level short of what the target rank requires."
    )
    sheet = book.begin(RESULTS, subtitle if book.lines else "", *_WIDTHS.values())
    sheet.worksheet.freeze_panes(RESULTS_HEADER + 1, Column.UNIT)
    area = book.places.results
    if not book.lines:
        book.sentence(sheet, area.first, "No assessment could be read: see the sheet Problems.")
        return
    sheet.height(RESULTS_HEADER, FILTERED_HEIGHT)
    sheet.table(RESULTS_HEADER, area.last, tuple(TITLES.values()), book.formats.of(HEADER_FILTERED))
    for index, line in enumerate(book.lines):
        _write_line(book, sheet, index, line)
    sheet.worksheet.repeat_rows(RESULTS_HEADER)
    _colour(book, sheet)


def _write_line(book: SummaryBook, sheet: Sheet, index: int, line: Line) -> None:
    row, result = book.places.results.first + index, line.result
    cell, centred = book.formats.of(CELL), book.formats.of(CELL_CENTRED)
    blocks = what_blocks(result, book.jd)
    texts: dict[int, str] = {
        Column.ID: line.id,
        Column.NAME: line.name,
        Column.UNIT: line.unit,
        Column.BASIS: BASIS[result.basis],
        Column.BLOCKS: blocks,
        Column.FILE: line.file,
    }
    sheet.fit(row, {**texts, Column.TARGET: line.target, Column.CURRENT: line.current})
    for column, text in texts.items():
        sheet.text(row, column, text, cell)
    sheet.text(row, Column.CURRENT, line.current, centred)
    sheet.text(row, Column.TARGET, line.target, centred)
    _write_live(book, sheet, index, line)
    percent = book.formats.of(PERCENT)
    for column, rater in ((Column.SELF_TOTAL, Rater.SELF), (Column.ASSESSOR_TOTAL, Rater.ASSESSOR)):
        total = line.totals[rater]
        if total is None:
            sheet.text(row, column, NOT_KNOWN, percent)
        else:
            sheet.number(row, column, total / 100, percent)
    sheet.number(row, Column.PROBLEMS, line.problems, centred)


def _write_live(book: SummaryBook, sheet: Sheet, index: int, line: Line) -> None:
    """The cells that follow the engineer's row of the matrix.

    The references are absolute, so that they still name the same engineer after sorting.
    """
    row, result = book.places.results.first + index, line.result
    levels, matrix = book.places.levels, book.places.matrix
    centred, strong = book.formats.of(CELL_CENTRED), book.formats.of(CELL_CENTRED, BOLD)
    percent = book.formats.of(PERCENT, BOLD)
    total, rank = levels.cell(index, matrix.total), levels.cell(index, matrix.attained)
    complete, incomplete = STATUS[Status.COMPLETE], STATUS[Status.INCOMPLETE]
    for column, formula, look, value in (
        (Column.ATTAINED, f'"{NOT_KNOWN}",{rank}', strong, rank_or_dash(result)),
        (Column.TOTAL, f'"{NOT_KNOWN}",{total}', percent, share_or(NOT_KNOWN, line.total)),
        (Column.STATUS, f'"{incomplete}","{complete}"', centred, STATUS[result.status]),
    ):
        sheet.formula(row, column, f'=IF({total}="",{formula})', look, value)
    if result.target_rank is None:
        sheet.text(row, Column.MEETS, "", centred)
        return
    short = levels.cell(index, matrix.short_of(result.target_rank))
    formula = f'=IF({short}="","",IF({short}=0,"{YES}","{NO}"))'
    sheet.formula(row, Column.MEETS, formula, centred, MEETS[result.meets_target])


def _colour(book: SummaryBook, sheet: Sheet) -> None:
    area = book.places.results
    for column, word, look in (
        (Column.MEETS, YES, GOOD_LOOK),
        (Column.MEETS, NO, BAD_LOOK),
        (Column.STATUS, STATUS[Status.INCOMPLETE], {**PALE, "italic": True}),
    ):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.formats.conditional(look),
        }
        sheet.condition((area.first, column, area.last, column), rule)
