"""Sheets *One level away* and *Gap list*: who is short of what, and the level to work towards."""

from __future__ import annotations

from collections.abc import Sequence

from faie_sheets.layouts.summary import GAP_LIST, ONE_LEVEL_AWAY
from faie_sheets.records.result import ItemResult
from faie_sheets.scoring.gaps import last_step
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import WHO, EngineerLine
from faie_sheets.wording import BASIS, code_width, line_text
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    HEADER_FILTERED,
    PROVISIONAL,
)

_TITLES = (
    *WHO, "Code", "Competency", "Rated", "Required", "Gap", "Basis", "Level to work towards",
)  # fmt: skip
_CODE_WIDTH = 9.5
_WIDTHS = (27, 8.5, 9.5, 8.5, 15.5, 62)
"""Of the columns after the codes, in characters."""
_CODE, _COMPETENCY, _RATED, _REQUIRED, _GAP, _BASIS, _TEXT = range(4, 11)
_HEADER = 3

Shortfall = tuple[EngineerLine, ItemResult]


def write_gap_lists(book: SummaryBook) -> None:
    """Write the two sheets."""
    steps = [(line, step) for line in book.lines if (step := last_step(line.result))]
    subtitle = "Engineers who meet their target rank with one level more in one competency."
    nothing = "Nobody is one level in one competency away from the target rank."
    _write(book, ONE_LEVEL_AWAY, subtitle, steps, nothing)
    gaps = [(line, item) for line in book.lines for item in line.result.record.gaps]
    subtitle = (
        "Who is short of what: every rating of record below what the engineer's target rank "
        "requires. Ratings of incomplete assessments are included; missing ones are not."
    )
    _write(book, GAP_LIST, subtitle, gaps, "No rating is below what a known target rank requires.")


def _write(
    book: SummaryBook, name: str, subtitle: str, found: Sequence[Shortfall], nothing: str
) -> None:
    more = " As read: a level that is changed in the sheet Matrix does not change this list."
    codes = (item.code for item in book.jd.competencies)
    ranks = code_width(book.jd.rank_codes, _CODE_WIDTH)
    widths = (11, 22, 15, ranks, code_width(codes, _CODE_WIDTH), *_WIDTHS)
    sheet = book.begin(name, subtitle + more if found else "", *widths)
    if not found:
        book.sentence(sheet, 2, nothing)
        return
    sheet.height(_HEADER, FILTERED_HEIGHT)
    sheet.header(_HEADER, _TITLES, book.formats.of(HEADER_FILTERED))
    _write_shortfalls(book, sheet, found)
    last = _HEADER + len(found)
    sheet.done(sheet.worksheet.autofilter(_HEADER, 0, last, len(_TITLES) - 1), _HEADER, 0)
    sheet.worksheet.freeze_panes(_HEADER + 1, 2)
    sheet.worksheet.repeat_rows(_HEADER)


def _write_shortfalls(book: SummaryBook, sheet: SheetWriter, found: Sequence[Shortfall]) -> None:
    cell, centred = book.formats.of(CELL), book.formats.of(CELL_CENTRED)
    small, large = book.formats.of(CELL_CENTRED, BOLD), book.formats.of(CELL_CENTRED, BAD_LOOK)
    provisional = book.formats.of(CELL, PROVISIONAL)
    names = {item.code: line_text(item.name) for item in book.jd.competencies}
    for row, (line, item) in enumerate(found, _HEADER + 1):
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
        gap = f"={a1(row, _REQUIRED)}-{a1(row, _RATED)}"
        sheet.formula(row, _GAP, gap, large if item.short > 1 else small, item.short)
        basis = BASIS[line.result.basis]
        sheet.text(row, _BASIS, basis, provisional if line.result.provisional else cell)
