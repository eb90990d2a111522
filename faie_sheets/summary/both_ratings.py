"""Sheet *Both ratings*: one row per engineer rated by both, self beside assessor.

The levels of both stand at the right, where they do not make the printed page too wide; all else
follows from them as live formulas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faie_sheets.layouts.summary import BOTH_RATINGS, MATRIX
from faie_sheets.records.assessment import Rater
from faie_sheets.scoring.raters import (
    assessor_key,
    level_differences,
    mean_difference,
    rated_by_both,
)
from faie_sheets.summary.book import LEVEL_WIDTH, SummaryBook, names_height, names_of
from faie_sheets.summary.lines import WHO, EngineerLine
from faie_sheets.summary.places import MatrixPlaces, SheetRows
from faie_sheets.wording import code_width, line_text, share_or, shortened
from faie_sheets.workbook.addresses import a1, absolute, column_name
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    GREY,
    HEADER,
    HEADER_CENTRED,
    HEADER_FILTERED,
    PERCENT,
    ROTATED,
    SIGNED_MEAN,
    SIGNED_PERCENT,
    Look,
)

ASSESSOR, NUMBER, SELF_TOTAL, ASSESSOR_TOTAL, POINTS, LEVELS, FIRST_DIFFERENCE = range(4, 11)
"""Columns after those that say who; the differences of totals and of levels, then each of them."""
GROUPS, NAMES, CODES, FIRST = 3, 4, 5, 6
"""Rows of the header, and of the first engineer."""

_TITLES = (
    *WHO, "Assessor", "Assessor no.", "Self total", "Assessor total", "Difference of totals",
    "Mean difference in levels",
)  # fmt: skip
_WIDTHS = (20, 9.5, 9, 9.5, 10.5, 10.5)
"""Of the columns between who it is and the levels, in characters."""
_LONGEST_NAME = 60

_SIGNED: Look = {"num_format": '+0"▲";-0"▼";0'}
_SAME: Look = {"font_color": GREY}
_TOTAL: Look = PERCENT
_POINTS: Look = {**PERCENT, **SIGNED_PERCENT, **_SAME}
_LEVELS: Look = {**CELL_CENTRED, **SIGNED_MEAN, **_SAME}
_LOWER: Look = {"bold": True, "bg_color": "#FCE9B8", "font_color": "#6B4E00"}
_HIGHER: Look = {"bold": True, "bg_color": "#D6E4F5", "font_color": "#1F3864"}
"""Yellow and blue: neither looks better, everyone can tell them apart, and a mark says it too."""


@dataclass(frozen=True, slots=True)
class BothPlaces:
    """Where the sheet keeps what, for so many competencies and engineers.

    Attributes:
        competencies: how many.
        engineers: how many.
    """

    competencies: int
    engineers: int

    @property
    def last(self) -> int:
        """The last row."""
        return self._area.last

    def group(self, number: int) -> int:
        """First column of the differences (0), of the own levels (1), of the assessor's (2)."""
        return FIRST_DIFFERENCE + number * self.competencies

    def column(self, column: int) -> str:
        """Reference from another sheet to a column of all rows."""
        return self._area.column(column)

    @property
    def _area(self) -> SheetRows:
        return SheetRows(BOTH_RATINGS, FIRST, self.engineers)


def rated_twice(book: SummaryBook) -> list[EngineerLine]:
    """The engineers whom both have rated."""
    return [line for line in book.lines if rated_by_both(line.result)]


def write_both_ratings(
    book: SummaryBook, lines: Sequence[EngineerLine], numbers: Mapping[str, int]
) -> BothPlaces:
    """Write the sheet *Both ratings*; return where it keeps what.

    Args:
        book: the workbook being written.
        lines: the engineers whom both have rated.
        numbers: key of an assessor → the number in the sheet *Self vs assessor*.
    """
    places = BothPlaces(len(book.jd.competencies), len(lines))
    levels = [LEVEL_WIDTH] * (places.group(3) - FIRST_DIFFERENCE if lines else 0)
    subtitle = (
        "Engineers whom both have rated. Difference = assessor − self: below 0 ▼ the assessor "
        "rates lower, above 0 ▲ higher. The result of record is the assessor's."
    )
    widths = (11, 22, 15, code_width(book.jd.rank_codes, 9), *_WIDTHS, *levels)
    sheet = book.begin(BOTH_RATINGS, subtitle if lines else "", *widths)
    if not lines:
        nothing = "No engineer has been rated by both: there is nothing to compare yet."
        book.sentence(sheet, 2, nothing)
        return places
    _write_header(book, sheet, places)
    formulas = BothFormulas.of(places, book.places.matrix)
    for row, line in enumerate(lines, FIRST):
        _write_who(book, sheet, row, line, numbers)
        _write_figures(book, sheet, places, row, line, formulas)
    _colour(book, sheet, places)
    last = places.group(3) - 1
    sheet.done(sheet.worksheet.autofilter(CODES, 0, places.last, last), CODES, 0)
    sheet.worksheet.freeze_panes(FIRST, 2)
    sheet.worksheet.repeat_rows(GROUPS, CODES)
    sheet.worksheet.print_area(0, 0, places.last, places.group(1) - 1)
    return places


def _write_header(book: SummaryBook, sheet: SheetWriter, places: BothPlaces) -> None:
    """Write what each group of columns is, the competencies' names, and the row of the filters."""
    header, centred = book.formats.of(HEADER), book.formats.of(HEADER_CENTRED)
    sheet.blanks(GROUPS, 0, FIRST_DIFFERENCE - 1, header)
    for number, words in enumerate(("Difference in levels", "Own level", "Assessor's level")):
        first, last = places.group(number), places.group(number + 1) - 1
        sheet.merge((GROUPS, first, GROUPS, last), centred)
        sheet.text(GROUPS, first, words, centred)
    sheet.height(NAMES, names_height(book.jd))
    sheet.blanks(NAMES, 0, FIRST_DIFFERENCE - 1, header)
    for column, name in enumerate(3 * names_of(book.jd), FIRST_DIFFERENCE):
        sheet.text(NAMES, column, name, book.formats.of(ROTATED))
    codes = [item.code for item in book.jd.competencies]
    sheet.height(CODES, FILTERED_HEIGHT + 10)
    sheet.header(CODES, (*_TITLES, *(3 * codes)), book.formats.of(HEADER_FILTERED))


def _write_who(
    book: SummaryBook, sheet: SheetWriter, row: int, line: EngineerLine, numbers: Mapping[str, int]
) -> None:
    cell, assessor = book.formats.of(CELL), line.result.engineer.assessor
    texts = dict(enumerate((*line.who, shortened(line_text(assessor), _LONGEST_NAME))))
    sheet.fit(row, texts)
    for column, text in texts.items():
        sheet.text(row, column, text, cell)
    look = book.formats.of(CELL_CENTRED, {"font_color": GREY})
    sheet.number(row, NUMBER, numbers[assessor_key(assessor)], look)


def _write_figures(
    book: SummaryBook,
    sheet: SheetWriter,
    places: BothPlaces,
    row: int,
    line: EngineerLine,
    formulas: BothFormulas,
) -> None:
    """Write the levels of both, and what follows from them."""
    result, formats = line.result, book.formats
    level, signed = formats.of(CELL_CENTRED), formats.of(CELL_CENTRED, _SIGNED, _SAME)
    for group, score in ((1, result.self_score), (2, result.assessor_score)):
        for column, item in enumerate(score.items, places.group(group)):
            sheet.number(row, column, item.level, level)
    differences = level_differences(result)
    for index, (item, formula) in enumerate(zip(result.items, formulas.differences, strict=True)):
        difference = differences.get(item.code, "")
        column = FIRST_DIFFERENCE + index
        sheet.formula(row, column, formula.format(row=row + 1), signed, difference)
    mine, theirs = line.totals[Rater.SELF], line.totals[Rater.ASSESSOR]
    points = None if mine is None or theirs is None else theirs - mine
    mean = mean_difference(result)
    for column, formula, value, look in (
        (SELF_TOTAL, formulas.self_total, share_or("", mine), _TOTAL),
        (ASSESSOR_TOTAL, formulas.assessor_total, share_or("", theirs), _TOTAL),
        (POINTS, formulas.points, share_or("", points), _POINTS),
        (LEVELS, formulas.levels, "" if mean is None else mean, _LEVELS),
    ):
        sheet.formula(row, column, formula.format(row=row + 1), formats.of(look), value)


def _colour(book: SummaryBook, sheet: SheetWriter, places: BothPlaces) -> None:
    """Colour every difference by its sign."""
    area = (FIRST, POINTS, places.last, places.group(1) - 1)
    first = a1(FIRST, POINTS)
    for sign, look in (("<", _LOWER), (">", _HIGHER)):
        # An empty text would be above every number.
        rule = {
            "type": "formula",
            "criteria": f"=N({first}){sign}0",
            "format": book.formats.conditional(look),
        }
        sheet.condition(area, rule)


@dataclass(frozen=True, slots=True)
class BothFormulas:
    """The formulas of a row, each with ``{row}`` where the row's number goes, counted from 1.

    Attributes:
        self_total: total of the own levels; empty while one is missing.
        assessor_total: total of the assessor's levels; empty while one is missing.
        points: assessor's total − own total; empty while either is.
        levels: the mean difference in levels; empty where there is none.
        differences: assessor's level − own level in each competency; empty while either is missing.
    """

    self_total: str
    assessor_total: str
    points: str
    levels: str
    differences: tuple[str, ...]

    @classmethod
    def of(cls, places: BothPlaces, matrix: MatrixPlaces) -> BothFormulas:
        """The formulas for these places, with the points per level of the matrix."""
        groups = [range(places.group(n), places.group(n + 1)) for n in range(3)]
        differences, own, assessors = (f"{_cell(g[0])}:{_cell(g[-1])}" for g in groups)
        first, last = (
            absolute(matrix.POINTS_PER_LEVEL, column)
            for column in (matrix.LEVELS, matrix.last_level)
        )
        per_level = f"{MATRIX}!{first}:{last}"
        return cls(
            self_total=_total(own, per_level),
            assessor_total=_total(assessors, per_level),
            points=_difference(SELF_TOTAL, ASSESSOR_TOTAL),
            levels=f'=IF(COUNT({differences})=0,"",SUM({differences})/COUNT({differences}))',
            differences=tuple(map(_difference, groups[1], groups[2])),
        )


def _cell(column: int) -> str:
    return f"{column_name(column)}{{row}}"


def _total(levels: str, per_level: str) -> str:
    return f'=IF(COUNT({levels})<COLUMNS({levels}),"",SUMPRODUCT({levels},{per_level}))'


def _difference(own: int, assessor: int) -> str:
    mine, theirs = _cell(own), _cell(assessor)
    return f'=IF(COUNT({mine},{theirs})<2,"",{theirs}-{mine})'
