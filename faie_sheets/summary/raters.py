"""Sheet *Self vs assessor*: where the two ratings of one engineer agree and where they do not."""

from __future__ import annotations

from fractions import Fraction

from faie_sheets.excel.style import BAD, BLUE, GREY, LINE, PALE_BAD, PALE_BLUE
from faie_sheets.records.assessment import Rater
from faie_sheets.records.result import Score
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.competency_header import LEVEL_WIDTH, names_height, names_of
from faie_sheets.summary.formats import (
    BOLD,
    CELL,
    CELL_CENTRED,
    HEADER,
    HEADER_CENTRED,
    HEADER_FILTERED,
    PALE,
    ROTATED,
    Format,
    Look,
)
from faie_sheets.summary.lines import Line
from faie_sheets.summary.places import RATERS, Area, absolute, relative
from faie_sheets.summary.sheet import GAP_HEIGHT, Sheet
from faie_sheets.summary.wording import shortened

_TITLES = ("Employee ID", "Name", "Unit", "Rating")
_WIDTHS = (11, 24, 17, 11)
_REPEATED = (10, 22, 15)
"""How much of ID, name and unit the second and third row of an engineer repeat, in characters."""
_KIND = 3
_LEVELS = len(_TITLES)
_MEAN, _CODES, _NAMES = 3, 4, 5
_FIRST = 6

SELF, ASSESSOR, DIFFERENCE = "Self", "Assessor", "Difference"
_ROWS_EACH = 3

_INNER: Look = {**CELL_CENTRED, "bottom_color": LINE, "bottom": 4}
_LAST: Look = {**CELL_CENTRED, "bottom_color": GREY, "bottom": 1}
_SIGNED: Look = {"num_format": "+0;-0;0"}
_SIGNED_MEAN: Look = {"num_format": "+0.00;-0.00;0.00"}
_SIGNED_PERCENT: Look = {"num_format": "+0.0%;-0.0%;0.0%"}
_PERCENT: Look = {"num_format": "0.0%"}
_LEFT: Look = {"align": "left"}
_LOWER: Look = {**BOLD, "bg_color": PALE_BAD, "font_color": BAD}
_HIGHER: Look = {**BOLD, "bg_color": PALE_BLUE, "font_color": BLUE}
_SAME: Look = {"font_color": GREY}

Values = list[Fraction | int | None]
"""A level for each competency, then the total as a fraction of 1; None where there is none."""


def write(book: SummaryBook) -> None:
    """Write the sheet *Self vs assessor*."""
    jd = book.jd
    widths = (*_WIDTHS, *[LEVEL_WIDTH] * len(jd.competencies), 9.5)
    both = [line for line in book.lines if all(map(line.result.assessment.has_rated, Rater))]
    subtitle = (
        "Engineers whom both have rated. Difference = assessor − self: below 0 the assessor rates "
        "lower. The result of record is the assessor's."
    )
    sheet = book.begin(RATERS, subtitle if both else "", *widths)
    if not both:
        book.sentence(
            sheet, 2, "No engineer has been rated by both: there is nothing to compare yet."
        )
        return
    rows = [_values(line) for line in both]
    _write_means(book, sheet, rows)
    _write_header(book, sheet)
    for index, (line, values) in enumerate(zip(both, rows, strict=True)):
        _write_block(book, sheet, _FIRST + _ROWS_EACH * index, line, values)
    last = _FIRST + _ROWS_EACH * len(both) - 1
    sheet.done(sheet.worksheet.autofilter(_NAMES, 0, last, _KIND), _NAMES, 0)
    sheet.worksheet.freeze_panes(_FIRST, 2)
    sheet.worksheet.repeat_rows(_CODES, _NAMES)


def _values(line: Line) -> tuple[Values, Values, Values]:
    """The rows of one engineer: self, assessor and the difference."""
    by_self = _row(line.result.self_score, line.totals[Rater.SELF])
    by_assessor = _row(line.result.assessor_score, line.totals[Rater.ASSESSOR])
    difference: Values = [
        None if mine is None or theirs is None else theirs - mine
        for mine, theirs in zip(by_self, by_assessor, strict=True)
    ]
    return by_self, by_assessor, difference


def _row(score: Score, total: Fraction | None) -> Values:
    return [*(item.level for item in score.items), None if total is None else total / 100]


def _write_header(book: SummaryBook, sheet: Sheet) -> None:
    jd, header = book.jd, book.formats.of(HEADER)
    sheet.blanks(_CODES, 0, _LEVELS + len(jd.competencies), header)
    for offset, item in enumerate(jd.competencies):
        sheet.text(_CODES, _LEVELS + offset, item.code, book.formats.of(HEADER_CENTRED))
    sheet.height(_NAMES, names_height(jd))
    sheet.header(_NAMES, _TITLES, book.formats.of(HEADER_FILTERED))
    for offset, name in enumerate(names_of(jd)):
        sheet.text(_NAMES, _LEVELS + offset, name, book.formats.of(ROTATED))
    total = _LEVELS + len(jd.competencies)
    sheet.text(_NAMES, total, "Total", book.formats.of(HEADER_CENTRED, {"valign": "bottom"}))


def _write_means(
    book: SummaryBook, sheet: Sheet, rows: list[tuple[Values, Values, Values]]
) -> None:
    """The mean difference in each competency and in the total, as live formulas."""
    sheet.height(_MEAN - 1, GAP_HEIGHT)
    label = book.formats.of(CELL, PALE, BOLD, {"text_wrap": False})
    sheet.text(_MEAN, 0, "Mean difference", label)
    sheet.blanks(_MEAN, 1, _KIND, label)
    last = Area(RATERS, _FIRST, _ROWS_EACH * len(rows)).last
    kinds = f"{absolute(_FIRST, _KIND)}:{absolute(last, _KIND)}"
    for offset in range(len(rows[0][0])):
        column = _LEVELS + offset
        cells = f"{relative(_FIRST, column)}:{relative(last, column)}"
        found = f'COUNTIFS({kinds},"{DIFFERENCE}",{cells},"<>")'
        formula = f'=IF({found}=0,"",SUMIF({kinds},"{DIFFERENCE}",{cells})/{found})'
        known = [value for *_, row in rows if (value := row[offset]) is not None]
        mean = Fraction(sum(known, Fraction(0)), len(known)) if known else ""
        signed = _SIGNED_PERCENT if offset == len(rows[0][0]) - 1 else _SIGNED_MEAN
        sheet.formula(_MEAN, column, formula, book.formats.of(_LAST, PALE, BOLD, signed), mean)


def _write_block(
    book: SummaryBook, sheet: Sheet, row: int, line: Line, values: tuple[Values, Values, Values]
) -> None:
    who, last = line.who[:_KIND], len(values[0]) - 1
    sheet.fit(row, dict(enumerate(who)))
    for step, (kind, cells) in enumerate(zip((SELF, ASSESSOR, DIFFERENCE), values, strict=True)):
        edge = _LAST if kind == DIFFERENCE else _INNER
        left = book.formats.of(edge, _LEFT)
        shown = book.formats.of(edge, _LEFT, _SAME) if step else left
        # The name stands on each of the three rows, so that a filter keeps it with its levels.
        for column, text in enumerate(who):
            repeated = shortened(text, _REPEATED[column]) if step else text
            sheet.text(row + step, column, repeated, shown)
        sheet.text(row + step, _KIND, kind, left)
        looks = _looks(book, kind, is_total=False)
        for offset, value in enumerate(cells[:last]):
            sheet.number(row + step, _LEVELS + offset, value, looks[_sign(value)])
        looks = _looks(book, kind, is_total=True)
        sheet.number(row + step, _LEVELS + last, cells[last], looks[_sign(cells[last])])


def _sign(value: Fraction | int | None) -> int:
    """0 for the same or unknown, 1 for higher, -1 for lower: an index of :func:`_looks`."""
    return 0 if not value else 1 if value > 0 else -1


def _looks(book: SummaryBook, kind: str, *, is_total: bool) -> tuple[Format, Format, Format]:
    """The formats of the same, higher and lower values in a row of this kind."""
    if kind != DIFFERENCE:
        plain = book.formats.of(_INNER, _PERCENT if is_total else {})
        return plain, plain, plain
    signed = _SIGNED_PERCENT if is_total else _SIGNED
    same, higher, lower = (
        book.formats.of(_LAST, signed, look) for look in (_SAME, _HIGHER, _LOWER)
    )
    return same, higher, lower
