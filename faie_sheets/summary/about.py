"""Sheet *About*: where every figure comes from, and every file with what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from faie_sheets.layouts.summary import ABOUT
from faie_sheets.problems import Problem, Severity
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.summary.about_text import Facts, Live, facts_by_section
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import natural
from faie_sheets.summary.places import SheetRows
from faie_sheets.wording import OUTCOME, line_text
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.looks import BAD_LOOK, BOLD, CELL, HEADER, PALE, SECTION
from faie_sheets.workbook.write.sheet import LEAST_HEIGHT, SheetWriter
from faie_sheets.workbook.write.style import row_height

_TITLES = ("File", "SHA-256 of its content", "Outcome", "Why")
_WIDTHS = (34, 64, 12, 54)
_FIRST = 2
OUTCOME_COLUMN = 2
"""Column of the files' outcome, which the overview counts."""


def write_about(book: SummaryBook, problems: SheetRows, missing: SheetRows) -> SheetRows:
    """Write the sheet *About*; return where its files stand.

    Args:
        book: the workbook in the making.
        problems: where the problems stand.
        missing: where the engineers stand who have returned nothing.
    """
    sections = facts_by_section(book, problems, missing)
    height = sum(len(facts) + 1 for facts in sections.values())
    files = SheetRows(ABOUT, _FIRST + height + 2, len(book.intake.files))
    sheet = book.begin(ABOUT, "Where the figures come from, and how to read them.", *_WIDTHS)
    row = _FIRST
    for title, facts in sections.items():
        row = _write_facts(book, sheet, row, title, facts, files)
    _section(book, sheet, row, "The files that were read")
    sheet.header(row + 1, _TITLES, book.formats.of(HEADER))
    _write_files(book, sheet, files)
    return files


def _section(book: SummaryBook, sheet: SheetWriter, row: int, title: str) -> None:
    sheet.height(row, 27)
    sheet.text(row, 0, title, book.formats.of(SECTION))


def _write_facts(
    book: SummaryBook, sheet: SheetWriter, row: int, title: str, facts: Facts, files: SheetRows
) -> int:
    """Write a section of name and value a row; return the row after it."""
    _section(book, sheet, row, title)
    name_look = book.formats.of(CELL, BOLD)
    value_look = book.formats.of(CELL, {"align": "left"})
    last = len(_WIDTHS) - 1
    for number, (name, value) in enumerate(facts, row + 1):
        title, words = cell_text(name), "" if isinstance(value, Live) else cell_text(value)
        needed = row_height((title, _WIDTHS[0]), (words, sum(_WIDTHS[1:])), least=LEAST_HEIGHT)
        sheet.height(number, needed)
        sheet.text(number, 0, title, name_look)
        sheet.merge((number, 1, number, last), value_look)
        if isinstance(value, Live):
            formula = value.formula.format(files=files.column(OUTCOME_COLUMN))
            sheet.formula(number, 1, formula, value_look, value.value)
        else:
            sheet.text(number, 1, words, value_look)
    return row + len(facts) + 1


def _write_files(book: SummaryBook, sheet: SheetWriter, area: SheetRows) -> None:
    cell, bad = book.formats.of(CELL), book.formats.of(CELL, BAD_LOOK)
    if not area.count:
        sheet.text(area.first, 0, "No file was handed in.", book.formats.of(CELL, PALE))
        return
    reasons = _reasons(book.intake)
    for row, file in enumerate(sorted(book.intake.files, key=_by_name), area.first):
        texts = (
            line_text(file.file),
            file.sha256 or "could not be read",
            OUTCOME[file.outcome],
            cell_text(reasons.get(file.file, "")),
        )
        sheet.fit(row, {0: texts[0], 3: texts[3]})
        for column, text in enumerate(texts):
            rejected = column == OUTCOME_COLUMN and file.outcome is Outcome.REJECTED
            sheet.text(row, column, text, bad if rejected else cell)


def _by_name(file: FileOutcome) -> tuple[object, ...]:
    return natural(file.file), file.file


def _reasons(intake: Intake) -> Mapping[str, str]:
    """File that does not count → why, by its first error, or its first problem without one."""
    first: dict[str, Problem] = {}
    for problem in sorted(intake.problems, key=lambda each: each.severity is not Severity.ERROR):
        first.setdefault(problem.file, problem)
    return {
        file.file: f"{why.code}: {why.found}"
        for file in intake.files
        if file.outcome in (Outcome.REJECTED, Outcome.SUPERSEDED) and (why := first.get(file.file))
    }
