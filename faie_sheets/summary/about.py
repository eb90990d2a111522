"""Sheet *About*: where every figure comes from, and every file with what became of it."""

from __future__ import annotations

from collections.abc import Sequence

import faie_sheets
from faie_sheets.excel.written import cell_text
from faie_sheets.records.intake import Outcome
from faie_sheets.summary.about_text import columns, document, scoring
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import BAD_LOOK, BOLD, CELL, HEADER, PALE, SECTION
from faie_sheets.summary.places import ABOUT, Area
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import OUTCOME, line_text

_WIDTHS = (34, 84, 16)
_FIRST = 2
OUTCOME_COLUMN = 2
"""Column of the files' outcome, which the overview counts."""


def write(book: SummaryBook) -> Area:
    """Write the sheet *About*; return where its files stand."""
    sheet = book.begin(ABOUT, "Where the figures come from, and how to read them.", *_WIDTHS)
    row = _FIRST
    for title, facts in (
        ("The job description", document(book.jd, faie_sheets.__version__, book.written)),
        ("How it is scored", scoring(book.jd)),
        ("What the columns mean", columns()),
    ):
        row = _write_facts(book, sheet, row, title, facts)
    return _write_files(book, sheet, row)


def _section(book: SummaryBook, sheet: Sheet, row: int, title: str) -> None:
    sheet.height(row, 27)
    sheet.text(row, 0, title, book.formats.of(SECTION))


def _write_facts(
    book: SummaryBook, sheet: Sheet, row: int, title: str, facts: Sequence[tuple[str, str]]
) -> int:
    """Write a section of name and value a row; return the row after it."""
    _section(book, sheet, row, title)
    name_look, value_look = book.formats.of(CELL, BOLD), book.formats.of(CELL)
    for number, (name, value) in enumerate(facts, row + 1):
        texts = {0: cell_text(name), 1: cell_text(value)}
        sheet.fit(number, texts)
        sheet.text(number, 0, texts[0], name_look)
        sheet.text(number, 1, texts[1], value_look)
        sheet.blanks(number, 2, 2, value_look)
    return row + len(facts) + 1


def _write_files(book: SummaryBook, sheet: Sheet, row: int) -> Area:
    files = book.intake.files
    area = Area(ABOUT, row + 2, len(files))
    _section(book, sheet, row, "The files that were read")
    sheet.header(row + 1, ("File", "SHA-256 of its content", "Outcome"), book.formats.of(HEADER))
    cell = book.formats.of(CELL)
    if not files:
        sheet.text(area.first, 0, "No file was handed in.", book.formats.of(CELL, PALE))
        return area
    for index, file in enumerate(files):
        number, name = area.first + index, line_text(file.file)
        sheet.fit(number, {0: name})
        sheet.text(number, 0, name, cell)
        sheet.text(number, 1, file.sha256 or "could not be read", cell)
        look = book.formats.of(CELL, BAD_LOOK) if file.outcome is Outcome.REJECTED else cell
        sheet.text(number, OUTCOME_COLUMN, OUTCOME[file.outcome], look)
    return area
