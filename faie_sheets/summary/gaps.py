"""Sheet *Gaps*: what blocks whom from the target rank, and which competency blocks most."""

from __future__ import annotations

from collections import Counter

from faie_sheets.records.job_description import Competency
from faie_sheets.records.result import ItemResult
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    COUNT,
    FILTERED_HEIGHT,
    HEADER,
    HEADER_FILTERED,
    SECTION,
)
from faie_sheets.summary.lines import WHO, Line
from faie_sheets.summary.places import GAPS, Area, absolute, relative
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import line_text

_TITLES = (
    *WHO, "Code", "Competency", "Rated", "Required", "Gap", "Level to work towards",
)  # fmt: skip
_WIDTHS = (11, 22, 15, 9, 9.5, 27, 8.5, 9.5, 8.5, 62)
_CODE, _COMPETENCY, _RATED, _REQUIRED, _GAP, _TEXT = range(4, 10)

_COUNT_TITLES = ("Code", "Competency", "", "By 1", "By 2+", "Engineers")
PALE_BAR = "#B4C7E7"
"""Light enough for the figure that stands on it."""
_COUNT_HEADER = 3

Shortfall = tuple[Line, ItemResult]


def write(book: SummaryBook) -> None:
    """Write the sheet *Gaps*."""
    subtitle = (
        "Every rating of record below what the engineer's target rank requires, by engineer. "
        "Ratings of incomplete assessments are included; missing ones are not."
    )
    sheet = book.begin(GAPS, subtitle, *_WIDTHS)
    found = [(line, item) for line in book.lines for item in line.result.record.gaps]
    if not found:
        book.sentence(sheet, _COUNT_HEADER, _nothing(book))
        return
    blocking = _by_frequency(book, found)
    header = _COUNT_HEADER + len(blocking) + 3
    area = Area(GAPS, header + 1, len(found))
    _write_counts(book, sheet, area, blocking, found)
    sheet.text(header - 1, 0, "Who is short of what", book.formats.of(SECTION))
    sheet.height(header - 1, 24)
    sheet.height(header, FILTERED_HEIGHT)
    sheet.header(header, _TITLES, book.formats.of(HEADER_FILTERED))
    _write_shortfalls(book, sheet, header + 1, found)
    sheet.done(sheet.worksheet.autofilter(header, 0, area.last, _TEXT), header, 0)
    sheet.worksheet.repeat_rows(header)


def _nothing(book: SummaryBook) -> str:
    if not any(line.result.target_rank for line in book.lines):
        return "No assessment with a known target rank has been read, so nothing can block it."
    return "No rating is below what the target rank requires."


def _by_frequency(book: SummaryBook, found: list[Shortfall]) -> list[Competency]:
    """The competencies that block anybody, the most frequent first."""
    counts = Counter(item.code for _, item in found)
    blocking = [item for item in book.jd.competencies if counts[item.code]]
    return sorted(blocking, key=lambda item: -counts[item.code])


def _write_counts(
    book: SummaryBook,
    sheet: Sheet,
    area: Area,
    blocking: list[Competency],
    found: list[Shortfall],
) -> None:
    """Count, as live formulas over the rows below, who is short of each competency."""
    header, cell = book.formats.of(HEADER), book.formats.of(CELL)
    sheet.text(_COUNT_HEADER - 1, 0, "Which competencies block most", book.formats.of(SECTION))
    sheet.height(_COUNT_HEADER - 1, 24)
    sheet.header(_COUNT_HEADER, _COUNT_TITLES, header)
    sheet.merge((_COUNT_HEADER, 1, _COUNT_HEADER, 2), header)
    sheet.text(_COUNT_HEADER, 1, _COUNT_TITLES[1], header)
    codes, gaps = (
        f"{absolute(area.first, column)}:{absolute(area.last, column)}" for column in (_CODE, _GAP)
    )
    for index, item in enumerate(blocking):
        row = _COUNT_HEADER + 1 + index
        sheet.text(row, 0, item.code, cell)
        sheet.merge((row, 1, row, 2), cell)
        sheet.text(row, 1, line_text(item.name), cell)
        same = f"({codes}={relative(row, 0)})"
        short = [entry.short for _, entry in found if entry.code == item.code]
        for column, condition, value in (
            (3, f"({gaps}=1)", short.count(1)),
            (4, f"({gaps}>1)", len(short) - short.count(1)),
            (5, f"({gaps}>0)", len(short)),
        ):
            # A truth value compared with a number is TRUE in Excel whichever it is: only multiply.
            formula = f"=SUMPRODUCT({same}*{condition})"
            sheet.formula(row, column, formula, book.formats.of(COUNT, BOLD), value)
    bars = {"type": "data_bar", "bar_color": PALE_BAR, "bar_solid": True, "min_type": "num",
            "min_value": 0}  # fmt: skip
    sheet.condition((_COUNT_HEADER + 1, 5, _COUNT_HEADER + len(blocking), 5), bars)


def _write_shortfalls(book: SummaryBook, sheet: Sheet, first: int, found: list[Shortfall]) -> None:
    cell, centred = book.formats.of(CELL), book.formats.of(CELL_CENTRED)
    small, large = book.formats.of(CELL_CENTRED, BOLD), book.formats.of(CELL_CENTRED, BAD_LOOK)
    names = {item.code: line_text(item.name) for item in book.jd.competencies}
    for row, (line, item) in enumerate(found, first):
        towards = book.jd.competency(item.code).level(item.required)
        texts = {
            **dict(enumerate(line.who)),
            _CODE: item.code,
            _COMPETENCY: names[item.code],
            _TEXT: towards.label if towards else "",
        }
        sheet.fit(row, texts)
        for column, text in texts.items():
            sheet.text(row, column, text, cell)
        sheet.number(row, _RATED, item.level, centred)
        sheet.number(row, _REQUIRED, item.required, centred)
        sheet.number(row, _GAP, item.gap, large if item.short > 1 else small)
