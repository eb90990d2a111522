"""The engineers' rows of the sheet *Matrix*: each level coloured by its gap to the target rank."""

from __future__ import annotations

from faie_sheets.excel.style import BAD, GOOD, GREY, INK, LINE, PALE_BAD, PALE_GOOD, WHITE
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.scoring import shortfall
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import BOLD, CELL, CELL_CENTRED, CENTRED, PERCENT, Format, Look
from faie_sheets.summary.lines import Line
from faie_sheets.summary.matrix_formulas import MatrixFormulas
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import NO_RANK, share_or

_LEVEL: Look = {**CENTRED, "border": 1, "border_color": LINE}
MET: Look = {**_LEVEL, "bg_color": PALE_GOOD, "font_color": GOOD}
SHORT: Look = {
    **_LEVEL,
    "bg_color": PALE_BAD,
    "font_color": BAD,
    "bold": True,
    "num_format": '0"▼"',
}
FAR_SHORT: Look = {
    **_LEVEL, "bg_color": BAD, "font_color": WHITE, "bold": True, "underline": 1,
    "num_format": '0"▼▼"',
}  # fmt: skip
NOT_RATED: Look = {**_LEVEL, "pattern": 14, "fg_color": GREY, "bg_color": WHITE}
NO_REQUIREMENT: Look = {**_LEVEL, "font_color": INK}
"""Told apart by colour, by darkness on a black-and-white printer, and by a mark."""


def write_lines(book: SummaryBook, sheet: Sheet) -> None:
    """Write one row an engineer: who, the level in each competency, and the live figures."""
    formats = book.formats
    levels = [formats.of(look) for look in (MET, SHORT, FAR_SHORT, NOT_RATED, NO_REQUIREMENT)]
    cell, centred = formats.of(CELL), formats.of(CELL_CENTRED)
    formulas = MatrixFormulas.of(book.places.matrix)
    for row, line in enumerate(book.lines, book.places.matrix.first_engineer):
        sheet.fit(row, dict(enumerate(line.who)))
        for column, text in enumerate(line.who):
            at_target = column == book.places.matrix.TARGET
            sheet.text(row, column, text, centred if at_target else cell)
        for column, item in enumerate(line.result.items, book.places.matrix.LEVELS):
            sheet.number(row, column, item.level, _format(item, levels))
        _write_figures(book, sheet, row, line, formulas)


def _format(item: ItemResult, levels: list[Format]) -> Format:
    met, short, far_short, not_rated, no_requirement = levels
    if item.level is None:
        return not_rated
    if item.required is None:
        return no_requirement
    return (met, short, far_short)[min(item.short, 2)]


def _write_figures(
    book: SummaryBook, sheet: Sheet, row: int, line: Line, formulas: MatrixFormulas
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
