"""Sheet *Problems*: everything that is wrong, with its place and what to do about it."""

from __future__ import annotations

from faie_sheets.excel.written import cell_text
from faie_sheets.problems import Problem, Severity
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import BAD_LOOK, CELL, FILTERED_HEIGHT, HEADER_FILTERED
from faie_sheets.summary.places import PROBLEMS
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import line_text

_TITLES = ("Severity", "File", "Sheet", "Cell", "Found", "Expected", "What to do", "Code")
_WIDTHS = (10, 26, 16, 8, 42, 34, 42, 22)
_HEADER = 3


def write(book: SummaryBook) -> None:
    """Write the sheet *Problems*."""
    problems = book.intake.problems
    subtitle = (
        "An error makes a figure wrong or missing; a warning does not. Severity, place, what was "
        "found, what is expected there, and what to do about it."
    )
    sheet = book.begin(PROBLEMS, subtitle if problems else "", *_WIDTHS)
    if not problems:
        book.sentence(sheet, 2, "No problem was found in the files that were read.")
        return
    last = _HEADER + len(problems)
    sheet.height(_HEADER, FILTERED_HEIGHT)
    sheet.header(_HEADER, _TITLES, book.formats.of(HEADER_FILTERED))
    for index, problem in enumerate(problems):
        _write_problem(book, sheet, _HEADER + 1 + index, problem)
    sheet.done(sheet.worksheet.autofilter(_HEADER, 0, last, len(_TITLES) - 1), _HEADER, 0)
    sheet.worksheet.freeze_panes(_HEADER + 1, 2)
    sheet.worksheet.repeat_rows(_HEADER)


def _write_problem(book: SummaryBook, sheet: Sheet, row: int, problem: Problem) -> None:
    cell = book.formats.of(CELL)
    error = problem.severity is Severity.ERROR
    texts = (
        problem.severity.value.capitalize(),
        line_text(problem.file),
        line_text(problem.sheet),
        line_text(problem.cell),
        cell_text(problem.found),
        cell_text(problem.expected),
        cell_text(problem.fix),
        problem.code,
    )
    sheet.fit(row, dict(enumerate(texts)))
    for column, text in enumerate(texts):
        sheet.text(
            row, column, text, book.formats.of(CELL, BAD_LOOK) if error and not column else cell
        )
