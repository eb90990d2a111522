"""Sheet *Results*: one row an engineer, a real table with filters."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from faie_sheets.records.ratings import Rater
from faie_sheets.records.result import Status
from faie_sheets.summary.blockers import Blockers
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import (
    BAD_LOOK,
    BOLD,
    CELL,
    CELL_CENTRED,
    FILTERED_HEIGHT,
    GOOD_LOOK,
    HEADER_FILTERED,
    LINK,
    PALE,
    PALE_BAR,
    PERCENT,
    PROVISIONAL,
)
from faie_sheets.summary.lines import Line
from faie_sheets.summary.places import PROBLEMS, RESULTS, RESULTS_HEADER, Column, relative
from faie_sheets.summary.problem_rows import problem_rows
from faie_sheets.summary.sheet import MOST_LINKS, Sheet
from faie_sheets.summary.wording import (
    BASIS,
    MET,
    NOT_DECIDED,
    NOT_KNOWN,
    NOT_MET,
    STATUS,
    VERDICT,
    code_width,
    rank_or_dash,
    share_or,
)

TITLES = {
    Column.ID: "Employee ID",
    Column.NAME: "Name",
    Column.UNIT: "Unit",
    Column.CURRENT: "Current rank",
    Column.TARGET: "Target rank",
    Column.ATTAINED: "Rank attained",
    Column.TOTAL: "Total",
    Column.BASIS: "Basis",
    Column.STATUS: "Status",
    Column.MEETS: "Verdict",
    Column.BLOCKS: "What blocks the target",
    Column.SELF_TOTAL: "Self total",
    Column.ASSESSOR_TOTAL: "Assessor total",
    Column.PROBLEMS: "Problems",
    Column.FILE: "File",
}
_WIDTHS = {
    Column.ID: 11,
    Column.NAME: 21,
    Column.UNIT: 15,
    Column.CURRENT: 9,
    Column.TARGET: 9,
    Column.ATTAINED: 9.5,
    Column.TOTAL: 10.5,
    Column.BASIS: 12.5,
    Column.STATUS: 11.5,
    Column.MEETS: 11,
    Column.BLOCKS: 46,
    Column.SELF_TOTAL: 8.5,
    Column.ASSESSOR_TOTAL: 10,
    Column.PROBLEMS: 10.5,
    Column.FILE: 27,
}


def write(book: SummaryBook) -> None:
    """Write the sheet *Results*."""
    begin = problem_rows(book)
    linked = {
        index: begin[line.result.assessment.file]
        for index, line in enumerate(book.lines)
        if line.result.assessment.file in begin
    }
    sheet = book.begin(RESULTS, _subtitle(book, len(linked)), *_widths(book))
    sheet.worksheet.freeze_panes(RESULTS_HEADER + 1, Column.UNIT)
    area = book.places.results
    if not book.lines:
        book.sentence(sheet, area.first, "No assessment could be read: see the sheet Problems.")
        return
    sheet.height(RESULTS_HEADER, FILTERED_HEIGHT)
    sheet.table(RESULTS_HEADER, area.last, tuple(TITLES.values()), book.formats.of(HEADER_FILTERED))
    blockers, links = Blockers.of(book.jd), dict(islice(linked.items(), MOST_LINKS))
    for index, line in enumerate(book.lines):
        _write_line(book, sheet, index, line, blockers.in_words(line.result))
        _write_live(book, sheet, index, line)
        _write_problems(book, sheet, index, line, links.get(index))
    sheet.worksheet.repeat_rows(RESULTS_HEADER)
    _colour(book, sheet)


def _widths(book: SummaryBook) -> list[float]:
    """The widths of the columns, with more room for the ranks where their codes are long."""
    ranks = {Column.CURRENT, Column.TARGET, Column.ATTAINED}
    return [
        code_width(book.jd.rank_codes, width) if column in ranks else width
        for column, width in _WIDTHS.items()
    ]


def _subtitle(book: SummaryBook, linked: int) -> str:
    if not book.lines:
        return ""
    words = (
        "One row an engineer. Filter and sort with the arrows in the header. "
        "+1 means: one level short of what the target rank requires."
    )
    if linked > MOST_LINKS:
        words += f" Excel allows {MOST_LINKS:,} links: problems counted below those have none."
    elif linked:
        words += " A count of problems leads to them."
    return words


def _write_line(book: SummaryBook, sheet: Sheet, index: int, line: Line, blocks: str) -> None:
    row, result = book.places.results.first + index, line.result
    cell, centred = book.formats.of(CELL), book.formats.of(CELL_CENTRED)
    texts: dict[int, str] = {
        Column.ID: line.id,
        Column.NAME: line.name,
        Column.UNIT: line.unit,
        Column.BLOCKS: blocks,
        Column.FILE: line.file,
    }
    ranks: dict[int, str] = {
        Column.CURRENT: line.current,
        Column.TARGET: line.target,
        Column.ATTAINED: rank_or_dash(result),
    }
    sheet.fit(row, {**texts, **ranks})
    for column, text in texts.items():
        sheet.text(row, column, text, cell)
    sheet.text(row, Column.CURRENT, line.current, centred)
    sheet.text(row, Column.TARGET, line.target, centred)
    basis = book.formats.of(CELL, PROVISIONAL) if result.provisional else cell
    sheet.text(row, Column.BASIS, BASIS[result.basis], basis)
    percent = book.formats.of(PERCENT)
    for column, rater in ((Column.SELF_TOTAL, Rater.SELF), (Column.ASSESSOR_TOTAL, Rater.ASSESSOR)):
        total = line.totals[rater]
        if total is None:
            sheet.text(row, column, NOT_KNOWN, percent)
        else:
            sheet.number(row, column, total / 100, percent)


def _write_live(book: SummaryBook, sheet: Sheet, index: int, line: Line) -> None:
    """The cells that follow the engineer's row of the matrix.

    The row is found by its number, and the other cells of this row are named relative to it, so
    that both sheets may be sorted.
    """
    row, result = book.places.results.first + index, line.result
    levels, matrix = book.places.levels, book.places.matrix
    centred, strong = book.formats.of(CELL_CENTRED), book.formats.of(CELL_CENTRED, BOLD)
    percent = book.formats.of(PERCENT, BOLD)
    total, rank = levels.cell(index, matrix.total), levels.cell(index, matrix.attained)
    unknown = f'{relative(row, Column.TOTAL)}="{NOT_KNOWN}"'
    complete, incomplete = STATUS[Status.COMPLETE], STATUS[Status.INCOMPLETE]
    for column, formula, look, value in (
        (Column.ATTAINED, f'{unknown},"{NOT_KNOWN}",{rank}', strong, rank_or_dash(result)),
        (
            Column.TOTAL,
            f'{total}="","{NOT_KNOWN}",{total}',
            percent,
            share_or(NOT_KNOWN, line.total),
        ),
        (Column.STATUS, f'{unknown},"{incomplete}","{complete}"', centred, STATUS[result.status]),
    ):
        sheet.formula(row, column, f"=IF({formula})", look, value)
    if result.target_rank is None:
        sheet.text(row, Column.MEETS, NOT_DECIDED, centred)
        return
    short = levels.cell(index, matrix.short_of(result.target_rank))
    formula = f'=IF({unknown},"{NOT_DECIDED}",IF({short}=0,"{MET}","{NOT_MET}"))'
    sheet.formula(row, Column.MEETS, formula, centred, VERDICT[result.meets_target])


def _write_problems(
    book: SummaryBook, sheet: Sheet, index: int, line: Line, target: int | None
) -> None:
    """Write how many problems the file has; lead to the first of them where its row is given."""
    row = book.places.results.first + index
    look = book.formats.of(CELL_CENTRED)
    if target is not None:
        look = book.formats.of(CELL_CENTRED, LINK)
        sheet.link(row, Column.PROBLEMS, PROBLEMS, (target, 0), look)
    sheet.number(row, Column.PROBLEMS, line.problems, look)


def _colour(book: SummaryBook, sheet: Sheet) -> None:
    area = book.places.results
    weights = sum((item.weight for item in book.jd.competencies), Fraction(0))
    bars = {
        "type": "data_bar",
        "bar_color": PALE_BAR,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": max(float(weights / 100), 1.0),
    }
    sheet.condition((area.first, Column.TOTAL, area.last, Column.TOTAL), bars)
    undecided = {**PALE, "italic": True}
    for column, word, look in (
        (Column.MEETS, MET, GOOD_LOOK),
        (Column.MEETS, NOT_MET, BAD_LOOK),
        (Column.MEETS, NOT_DECIDED, undecided),
        (Column.STATUS, STATUS[Status.INCOMPLETE], undecided),
    ):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{word}"',
            "format": book.formats.conditional(look),
        }
        sheet.condition((area.first, column, area.last, column), rule)
