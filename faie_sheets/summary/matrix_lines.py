"""The engineers' rows of the sheet *Matrix*: each level coloured by its gap to the target rank."""

from __future__ import annotations

from faie_sheets.records.result import Result
from faie_sheets.scoring.score import shortfall
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import EngineerLine
from faie_sheets.summary.matrix_formulas import MatrixFormulas, by_target
from faie_sheets.wording import BASIS, NO_RANK, share_or
from faie_sheets.workbook.addresses import column_name
from faie_sheets.workbook.write.looks import (
    BOLD,
    CELL,
    CELL_CENTRED,
    CENTRED,
    PERCENT,
    PROVISIONAL,
    Look,
)
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import BAD, GOOD, GREY, INK, LINE, PALE_BAD, PALE_GOOD, WHITE

LEVEL: Look = {**CENTRED, "border": 1, "border_color": LINE, "font_color": INK}
"""A level without a requirement; the others are laid over it."""
MET: Look = {"bg_color": PALE_GOOD, "font_color": GOOD}
SHORT: Look = {"bg_color": PALE_BAD, "font_color": BAD, "bold": True, "num_format": '0"▼"'}
FAR_SHORT: Look = {
    "bg_color": BAD, "font_color": WHITE, "bold": True, "underline": 1, "num_format": '0"▼▼"',
}  # fmt: skip
NOT_RATED: Look = {"pattern": 14, "fg_color": GREY, "bg_color": WHITE}
"""Told apart by colour, by darkness on a black-and-white printer, and by a mark."""


def write_lines(book: SummaryBook, sheet: SheetWriter) -> None:
    """Write one row an engineer: who, the level in each competency, and the live figures."""
    formats, places = book.formats, book.places.matrix
    cell, centred, level = formats.of(CELL), formats.of(CELL_CENTRED), formats.of(LEVEL)
    provisional, grey = (
        formats.of(CELL, PROVISIONAL),
        formats.of(CELL_CENTRED, {"font_color": GREY}),
    )
    formulas = MatrixFormulas.of(places)
    for number, line in enumerate(book.lines, 1):
        row = places.first_engineer + number - 1
        sheet.fit(row, dict(enumerate(line.who)))
        for column, text in enumerate(line.who):
            sheet.text(row, column, text, centred if column == places.TARGET else cell)
        basis = provisional if line.result.provisional else cell
        sheet.text(row, places.BASIS, BASIS[line.result.basis], basis)
        for column, item in enumerate(line.result.items, places.LEVELS):
            sheet.number(row, column, item.level, level)
        _write_figures(book, sheet, row, line, formulas)
        sheet.number(row, places.number, number, grey)
    _colour(book, sheet)


def _colour(book: SummaryBook, sheet: SheetWriter) -> None:
    """Colour every level by rules, which follow a level that is changed and a row that is moved."""
    places, rows = book.places.matrix, book.places.levels
    area = (rows.first, places.LEVELS, rows.last, places.last_level)
    first = column_name(places.LEVELS)
    target, level = f"${column_name(places.TARGET)}{rows.first + 1}", f"{first}{rows.first + 1}"
    required = by_target(places, target, lambda rank: f"{first}${places.requirement(rank) + 1}")
    asked = by_target(places, target, lambda rank: f'({first}${places.requirement(rank) + 1}<>"")')
    for criterion, look in (
        (f'={level}=""', NOT_RATED),
        (f"={required}-{level}>1", FAR_SHORT),
        (f"={required}-{level}>0", SHORT),
        (f"={asked}>0", MET),
    ):
        rule = {
            "type": "formula",
            "criteria": criterion,
            "format": book.formats.conditional(look),
            "stop_if_true": True,
        }
        sheet.condition(area, rule)


def _write_figures(
    book: SummaryBook, sheet: SheetWriter, row: int, line: EngineerLine, formulas: MatrixFormulas
) -> None:
    places, result = book.places.matrix, line.result
    strong, centred = book.formats.of(CELL_CENTRED, BOLD), book.formats.of(CELL_CENTRED)
    percent = book.formats.of(PERCENT, BOLD)
    total = formulas.total.format(row=row + 1)
    sheet.formula(row, places.total, total, percent, share_or("", line.total))
    rank = "" if result.missing else result.rank or NO_RANK
    sheet.formula(row, places.attained, formulas.attained.format(row=row + 1), strong, rank)
    for code, short in _short_of_ranks(book, result).items():
        formula = formulas.short_of[code].format(row=row + 1)
        sheet.formula(row, places.short_of(code), formula, centred, short)


def _short_of_ranks(book: SummaryBook, result: Result) -> dict[str, int | str]:
    """Rank code → how many competencies fall short of it, ``""`` while a level is missing."""
    if result.missing:
        return dict.fromkeys(reversed(book.jd.rank_codes), "")
    levels = {item.code: item.level for item in result.items}
    return {code: len(shortfall(levels, book.jd, code)) for code in reversed(book.jd.rank_codes)}
