"""Table of the sheet *Self vs assessor*: one row per assessor, and no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from faie_sheets.scoring.raters import (
    ENOUGH_ASSESSORS,
    ENOUGH_CASES,
    ENOUGH_RATINGS,
    NOT_GIVEN,
    AssessorFigures,
)
from faie_sheets.summary import both_ratings
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.both_ratings import BothPlaces
from faie_sheets.wording import NOT_KNOWN, line_text, shortened
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BOLD,
    CELL,
    CELL_CENTRED,
    GREY,
    HEADER_FILTERED,
    NOTE,
    SECTION,
    SIGNED_MEAN,
    SIGNED_PERCENT,
    Look,
    row_height,
)

RATED, BOTH, POINTS, LEVELS, COMPARED, OWN_CASES, OTHER_CASES, REMARK = range(2, 10)
_TITLES = (
    "No.", "Assessor", "Engineers rated", "of these, self too", "Mean difference of totals",
    "Mean difference in levels", "From the others, in levels", "Cases: engineers",
    "Others' engineers", "Remark",
)  # fmt: skip
_LONGEST_NAME = 60
_HEADER_HEIGHT = 60.0
_FEW: Look = {"font_color": GREY, "italic": True}
_ANY_NUMBER = '">-999"'
"""Matches every difference, but not the empty text where there is none."""

_NOTES = (
    "From the others: each of an assessor's ratings is held against the mean level that the other "
    "assessors gave in the same competency to engineers with the same target rank; what stands "
    "here is the mean over these ratings, worked out when the summary was written. Farthest first.",
    f"A rating is compared where at least {ENOUGH_RATINGS} ratings of at least {ENOUGH_ASSESSORS} "
    "others are there: the mean of fewer shows how good these few engineers are, and of two "
    "assessors alone each is the mirror image of the other. With fewer than "
    f"{ENOUGH_CASES} engineers it says “few cases”, in grey, below the others.",
    "What this cannot tell: people differ. An assessor may well have the stronger or the weaker "
    "engineers, so a difference says how far apart ratings are, not who is right.",
)


def write_assessors(
    book: SummaryBook,
    sheet: SheetWriter,
    row: int,
    places: BothPlaces,
    assessors: Sequence[AssessorFigures],
) -> None:
    """Write one row per assessor, beginning with the title in this row."""
    sheet.height(row, 24)
    sheet.text(row, 0, "Assessor by assessor", book.formats.of(SECTION))
    for number, words in enumerate(_NOTES, row + 1):
        look = book.formats.of(NOTE)
        sheet.merge((number, 0, number, REMARK), look)
        sheet.text(number, 0, words, look)
        sheet.height(number, row_height((words, sum(sheet.widths[: REMARK + 1]))))
    header = row + 1 + len(_NOTES)
    sheet.height(header, _HEADER_HEIGHT)
    sheet.header(header, _TITLES, book.formats.of(HEADER_FILTERED))
    for number, figures in enumerate(assessors, 1):
        _write_assessor(book, sheet, header + number, places, number, figures)
    last = header + len(assessors)
    sheet.done(sheet.worksheet.autofilter(header, 0, last, REMARK), header, 0)
    sheet.worksheet.repeat_rows(header)


def _write_assessor(
    book: SummaryBook,
    sheet: SheetWriter,
    row: int,
    places: BothPlaces,
    number: int,
    figures: AssessorFigures,
) -> None:
    few: Look = _FEW if _few(figures) else {}
    few_twice = _FEW if figures.both < ENOUGH_CASES else few
    look = book.formats.of(CELL_CENTRED, few)
    texts = {1: shortened(line_text(figures.name), _LONGEST_NAME), REMARK: _remark(figures)}
    sheet.fit(row, texts)
    sheet.number(row, 0, number, look)
    for column, text in texts.items():
        sheet.text(row, column, text, book.formats.of(CELL, few))
    sheet.number(row, RATED, figures.rated, look)
    own, numbers = f"$A{row + 1}", places.column(both_ratings.NUMBER)
    sheet.formula(row, BOTH, f"=COUNTIF({numbers},{own})", look, figures.both)
    for column, of, signed, mean in (
        (POINTS, both_ratings.POINTS, SIGNED_PERCENT, _share(figures.points)),
        (LEVELS, both_ratings.LEVELS, SIGNED_MEAN, figures.levels),
    ):
        values = places.column(of)
        known = f"COUNTIFS({numbers},{own},{values},{_ANY_NUMBER})"
        formula = f'=IF({known}=0,"{NOT_KNOWN}",SUMIF({numbers},{own},{values})/{known})'
        shown = NOT_KNOWN if mean is None else mean
        sheet.formula(row, column, formula, book.formats.of(CELL_CENTRED, signed, few_twice), shown)
    comparison = figures.comparison
    if comparison is None:
        for column in (COMPARED, OWN_CASES, OTHER_CASES):
            sheet.text(row, column, NOT_KNOWN, look)
        return
    difference = book.formats.of(CELL_CENTRED, SIGNED_MEAN, few or BOLD)
    sheet.number(row, COMPARED, comparison.difference, difference)
    sheet.number(row, OWN_CASES, comparison.cases, look)
    sheet.number(row, OTHER_CASES, comparison.others, look)


def _share(points: Fraction | None) -> Fraction | None:
    """Percentage points as a cell holds them, a fraction of 1."""
    return None if points is None else points / 100


def _few(figures: AssessorFigures) -> bool:
    """Whether the cases are too few to say anything about the assessor."""
    comparison = figures.comparison
    return comparison.few if comparison else figures.rated < ENOUGH_CASES


def _remark(figures: AssessorFigures) -> str:
    nobody = figures.name == NOT_GIVEN
    remarks = (
        (_few(figures), "few cases"),
        (nobody, "nobody is named"),
        (figures.comparison is None and not nobody, "not enough others"),
    )
    return "; ".join(words for is_so, words in remarks if is_so)
