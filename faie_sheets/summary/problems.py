"""Sheet *Problems*: everything that is wrong, by what HR must do about it."""

from __future__ import annotations

from collections.abc import Mapping

from faie_sheets.layouts.summary import PROBLEMS
from faie_sheets.problems import Problem, Severity, ToDo, to_do_about
from faie_sheets.records.intake import Intake
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import natural
from faie_sheets.summary.places import SheetRows
from faie_sheets.wording import line_text
from faie_sheets.workbook.addresses import down
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    FILTERED_HEIGHT,
    HEADER_FILTERED,
    NAVY,
    Look,
)

_TITLES = (
    "What HR must do", "Severity", "File", "Who", "Sheet", "Cell", "Found", "Allowed", "Fix",
    "Code",
)  # fmt: skip
_WIDTHS = (19, 9, 24, 19, 12, 7, 35, 27, 36, 17)
_TO_DO, SEVERITY = 0, 1
"""Columns; every row has a severity."""
_COUNTS = 2
HEADER = 3
"""The header row of the sheet *Problems*; rows count from 0."""
_URGENCY = tuple(ToDo)
_SUBTITLE = (
    "Sorted by what HR must do, the most urgent first. An error makes a figure wrong or missing; a "
    "warning does not. What each of these words means stands in the sheet About."
)
# The beginning of each group, without a row of its own: filters and sorting stay whole.
_FIRST_OF_GROUP: Look = {"top": 2, "top_color": NAVY}


def write_problems(book: SummaryBook) -> SheetRows:
    """Write the sheet *Problems*; return where they stand."""
    problems = in_order(book.intake)
    area = SheetRows(PROBLEMS, HEADER + 1, len(problems))
    sheet = book.begin(PROBLEMS, _SUBTITLE if problems else "", *_WIDTHS)
    if not problems:
        book.sentence(sheet, _COUNTS, "No problem was found in the files that were read.")
        return area
    words = (to_do_about(problem.code).words for problem in problems)
    book.counts(sheet, _COUNTS, down(_TO_DO, area.first, area.last), words)
    sheet.height(HEADER, FILTERED_HEIGHT)
    sheet.table(HEADER, area.last, _TITLES, book.formats.of(HEADER_FILTERED))
    who = {result.assessment.file: result.engineer.who for result in book.intake}
    before = None
    for row, problem in enumerate(problems, area.first):
        to_do = to_do_about(problem.code)
        edge: Look = _FIRST_OF_GROUP if before not in (None, to_do) else {}
        _write_problem(book, sheet, row, problem, who.get(problem.file, ""), edge)
        before = to_do
    sheet.worksheet.freeze_panes(HEADER + 1, SEVERITY)
    sheet.worksheet.repeat_rows(HEADER)
    return area


def _write_problem(
    book: SummaryBook, sheet: SheetWriter, row: int, problem: Problem, who: str, edge: Look
) -> None:
    cell = book.formats.of(CELL, edge)
    bad = book.formats.of(CELL, BAD_LOOK, edge)
    strong = book.formats.of(CELL, BOLD, edge)
    texts = (
        to_do_about(problem.code).words,
        problem.severity.value.capitalize(),
        line_text(problem.file),
        line_text(who),
        line_text(problem.sheet),
        line_text(problem.cell),
        cell_text(problem.found),
        cell_text(problem.expected),
        cell_text(problem.fix),
        problem.code,
    )
    looks = {_TO_DO: strong}
    if problem.severity is Severity.ERROR:
        looks[SEVERITY] = bad
    sheet.fit(row, dict(enumerate(texts)))
    for column, text in enumerate(texts):
        sheet.text(row, column, text, looks.get(column, cell))


def in_order(intake: Intake) -> list[Problem]:
    """The problems by what HR must do, the most urgent first, errors first, then by file."""
    return sorted(intake.problems, key=_order)


def problem_rows(book: SummaryBook) -> Mapping[str, int]:
    """File, as the intake names it → row of its first problem in the sheet *Problems*, from 0."""
    rows: dict[str, int] = {}
    for row, problem in enumerate(in_order(book.intake), HEADER + 1):
        if problem.file:
            rows.setdefault(problem.file, row)
    return rows


def _order(problem: Problem) -> tuple[object, ...]:
    return (
        _URGENCY.index(to_do_about(problem.code)),
        problem.severity is not Severity.ERROR,
        natural(problem.file),
        problem.file,
    )
