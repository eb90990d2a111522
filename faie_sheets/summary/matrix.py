"""Sheet *Matrix*: engineers × competencies as a heat map, each level against the target rank."""

from __future__ import annotations

from fractions import Fraction

from faie_sheets.layouts.summary import MATRIX
from faie_sheets.records.result import Result
from faie_sheets.scoring.score import shortfall
from faie_sheets.summary.book import LEVEL_WIDTH, SummaryBook, codes_height, names_height, names_of
from faie_sheets.summary.formulas import MatrixFormulas, by_target
from faie_sheets.summary.lines import WHO, EngineerLine
from faie_sheets.wording import BASIS, NO_RANK, code_width, share_or, shortened
from faie_sheets.workbook.addresses import a1, across, column_name
from faie_sheets.workbook.write.sheet import GAP_HEIGHT, SheetWriter
from faie_sheets.workbook.write.style import (
    BAD,
    BOLD,
    CELL,
    CELL_CENTRED,
    CENTRED,
    FILTERED_HEIGHT,
    GOOD,
    GREY,
    HEADER,
    HEADER_CENTRED,
    HEADER_FILTERED,
    INK,
    LINE,
    NAVY,
    PALE,
    PALE_BAD,
    PALE_BLUE,
    PALE_GOOD,
    PERCENT,
    PROVISIONAL,
    ROTATED,
    SUBTITLE,
    WHITE,
    Look,
)

_LEGEND_ROW = 2
_LEVEL: Look = {**CENTRED, "border": 1, "border_color": LINE, "font_color": INK}
"""A level without a requirement; the others are laid over it."""
_MET: Look = {"bg_color": PALE_GOOD, "font_color": GOOD}
_SHORT: Look = {"bg_color": PALE_BAD, "font_color": BAD, "bold": True, "num_format": '0"▼"'}
_FAR_SHORT: Look = {
    "bg_color": BAD, "font_color": WHITE, "bold": True, "underline": 1, "num_format": '0"▼▼"',
}  # fmt: skip
_NOT_RATED: Look = {"pattern": 14, "fg_color": GREY, "bg_color": WHITE}
"""Told apart by colour, by darkness on a black-and-white printer, and by a mark."""
_REPEATED: Look = {"font_color": NAVY, "bg_color": PALE_BLUE, "border_color": LINE}
_TITLES = (*WHO, "Basis")
_NUMBER = "No."
_LONGEST_TITLE = 16
_SHORT_OF_WIDTH = 8.5


def write_matrix(book: SummaryBook) -> None:
    """Write the sheet *Matrix*."""
    places = book.places.matrix
    ranks = len(book.jd.ranks)
    levels = [LEVEL_WIDTH] * len(book.jd.competencies)
    target, attained = (code_width(book.jd.rank_codes, least) for least in (9, 9.5))
    figures = (8.5, attained, *[_SHORT_OF_WIDTH] * ranks, 6.5)
    widths = (11, 22, 15, target, 15.5, *levels, *figures)
    sheet = book.begin(MATRIX, _subtitle(), *widths)
    _write_legend(book, sheet)
    _write_header(book, sheet)
    _write_scoring_rows(book, sheet)
    for rank in book.jd.rank_codes:
        _write_requirement(book, sheet, rank)
    if book.lines:
        _write_filters(book, sheet)
        _write_lines(book, sheet)
    else:
        row = places.first_engineer
        sheet.text(row, 0, "No assessment could be read.", book.formats.of(SUBTITLE))
    sheet.worksheet.freeze_panes(places.WEIGHT, places.UNIT)
    sheet.worksheet.repeat_rows(places.CODES, places.NAMES)


def _subtitle() -> str:
    return (
        "The level of record in each competency, coloured by its gap to the engineer's target "
        "rank. Total = sum of level × points per level; empty while a level is missing. Change a "
        "level, and colours, totals, ranks and the figures of the other sheets follow."
    )


def _write_legend(book: SummaryBook, sheet: SheetWriter) -> None:
    places = book.places.matrix
    after = min(places.LEVELS + 2, places.last)
    for (first, last), words, look in (
        ((0, 0), "Met", _MET),
        ((1, 1), "1 level short ▼", _SHORT),
        ((2, 3), "2 or more levels short ▼▼", _FAR_SHORT),
        ((4, 4), "Not rated", _NOT_RATED),
        ((5, after), "No requirement", {}),
    ):
        shown = book.formats.of(_LEVEL, look)
        sheet.merge((_LEGEND_ROW, first, _LEGEND_ROW, last), shown)
        sheet.text(_LEGEND_ROW, first, words, shown)


def _write_header(book: SummaryBook, sheet: SheetWriter) -> None:
    places, jd = book.places.matrix, book.jd
    low: Look = {"valign": "bottom"}
    header, centred = book.formats.of(HEADER, low), book.formats.of(HEADER_CENTRED, low)
    rotated = book.formats.of(ROTATED)
    sheet.height(places.CODES - 1, GAP_HEIGHT)
    sheet.height(places.CODES, codes_height(jd, _SHORT_OF_WIDTH))
    sheet.blanks(places.CODES, 0, places.attained, header)
    sheet.text(places.CODES, places.number, "", header)
    for offset, item in enumerate(jd.competencies):
        sheet.text(places.CODES, places.LEVELS + offset, item.code, centred)
    for rank in jd.rank_codes:
        sheet.text(places.CODES, places.short_of(rank), rank, centred)
    sheet.height(places.NAMES, names_height(jd))
    sheet.header(places.NAMES, _TITLES, header)
    for offset, name in enumerate(names_of(jd)):
        sheet.text(places.NAMES, places.LEVELS + offset, name, rotated)
    sheet.text(places.NAMES, places.total, "Total", centred)
    sheet.text(places.NAMES, places.attained, "Rank attained", centred)
    for rank in jd.rank_codes:
        words = f"Competencies short of {shortened(rank, _LONGEST_TITLE)}"
        sheet.text(places.NAMES, places.short_of(rank), words, rotated)
    sheet.text(places.NAMES, places.number, _NUMBER, centred)


def _write_filters(book: SummaryBook, sheet: SheetWriter) -> None:
    """Write the filters over the engineers; in whatever order, formulas find everyone."""
    places, look = book.places.matrix, book.formats.of(HEADER_FILTERED, _REPEATED)
    codes = (item.code for item in book.jd.competencies)
    ranks = (shortened(rank, _LONGEST_TITLE) for rank in reversed(book.jd.rank_codes))
    titles = (*_TITLES, *codes, "Total", "Rank attained", *ranks, _NUMBER)
    sheet.height(places.filters, FILTERED_HEIGHT)
    sheet.header(places.filters, titles, look)
    area = (places.filters, 0, book.places.levels.last, places.number)
    sheet.done(sheet.worksheet.autofilter(*area), places.filters, 0)


def _write_scoring_rows(book: SummaryBook, sheet: SheetWriter) -> None:
    places, jd = book.places.matrix, book.jd
    label = book.formats.of(CELL, PALE, BOLD, {"text_wrap": False})
    share = book.formats.of(PERCENT, PALE, {"num_format": _weight_format(book)})
    number, points = book.formats.of(CELL_CENTRED, PALE), book.formats.of(PERCENT, PALE)
    for row, words in (
        (places.WEIGHT, "Weight"),
        (places.TOP_LEVEL, "Top level"),
        (places.POINTS_PER_LEVEL, "Points per level (weight ÷ top level)"),
    ):
        sheet.text(row, 0, words, label)
        sheet.blanks(row, 1, places.LEVELS - 1, label)
        for offset, item in enumerate(jd.competencies):
            column = places.LEVELS + offset
            weight, top = (a1(r, column) for r in (places.WEIGHT, places.TOP_LEVEL))
            if row == places.WEIGHT:
                sheet.number(row, column, item.weight / 100, share)
            elif row == places.TOP_LEVEL:
                sheet.number(row, column, item.max_level, number)
            else:
                value = item.weight / item.max_level / 100 if item.max_level else 0
                sheet.formula(row, column, f"=IF({top}=0,0,{weight}/{top})", points, value)
        if row == places.WEIGHT:
            cells = across(row, places.LEVELS, places.last_level)
            total = sum((item.weight for item in jd.competencies), Fraction(0)) / 100
            sheet.formula(row, places.total, f"=SUM({cells})", share, total)
            sheet.blanks(row, places.attained, places.number, number)
        else:
            sheet.blanks(row, places.total, places.number, number)


def _weight_format(book: SummaryBook) -> str:
    """The number format of the weights: whole percents where all weights are whole."""
    whole = all(item.weight.denominator == 1 for item in book.jd.competencies)
    return "0%" if whole else "0.0#%"


def _write_requirement(book: SummaryBook, sheet: SheetWriter, rank: str) -> None:
    places, jd = book.places.matrix, book.jd
    row = places.requirement(rank)
    edge: Look = {"bottom": 2} if rank == jd.rank_codes[-1] else {}
    label = book.formats.of(CELL, PALE, BOLD, {"text_wrap": False}, edge)
    number = book.formats.of(CELL_CENTRED, PALE, BOLD, edge)
    sheet.text(row, 0, f"{rank} requires", label)
    sheet.blanks(row, 1, places.UNIT, label)
    sheet.fit(row, {places.TARGET: rank})
    sheet.text(row, places.TARGET, rank, number)
    sheet.blanks(row, places.BASIS, places.BASIS, label)
    for offset, item in enumerate(jd.competencies):
        sheet.number(row, places.LEVELS + offset, item.required.get(rank), number)
    total = sum(
        (
            item.weight * item.required.get(rank, 0) / item.max_level / 100
            for item in jd.competencies
            if item.max_level
        ),
        Fraction(0),
    )
    look = book.formats.of(PERCENT, PALE, BOLD, edge)
    formula = MatrixFormulas.of(places).required_total.format(row=row + 1)
    sheet.formula(row, places.total, formula, look, total)
    sheet.blanks(row, places.attained, places.number, number)


def _write_lines(book: SummaryBook, sheet: SheetWriter) -> None:
    """Write one row per engineer: who, the level in each competency, and the live figures."""
    formats, places = book.formats, book.places.matrix
    cell, centred, level = formats.of(CELL), formats.of(CELL_CENTRED), formats.of(_LEVEL)
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
        (f'={level}=""', _NOT_RATED),
        (f"={required}-{level}>1", _FAR_SHORT),
        (f"={required}-{level}>0", _SHORT),
        (f"={asked}>0", _MET),
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
