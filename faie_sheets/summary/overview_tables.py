"""The two tables of the sheet *Overview*: ranks, and attainment of the target by unit.

Every figure counts rows of the sheet *Results*. What people or the JD wrote is compared with
``=``, never handed to COUNTIF, which would take a unit ``>5`` or ``*`` for a condition.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.excel.book import column_name
from faie_sheets.records.assessment import Rater
from faie_sheets.records.result import Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import (
    BAD_LOOK,
    BOLD,
    CELL,
    COUNT,
    GOOD_LOOK,
    HEADER,
    HEADER_CENTRED,
    PALE,
    PERCENT,
    SECTION,
    TOTAL_ROW,
    Look,
)
from faie_sheets.summary.lines import Line
from faie_sheets.summary.places import Column, across, relative
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.unit_figures import UnitFigures, by_unit
from faie_sheets.summary.wording import (
    BASIS,
    NO,
    NO_RANK,
    NOT_KNOWN,
    STATUS,
    YES,
    rank_or_dash,
)

ENGINEERS, MET, NOT_MET, INCOMPLETE, SHARE, PROVISIONAL, NO_TARGET = range(1, 8)
"""Columns of the table of units."""
_UNIT_TITLES = (
    "Unit", "Engineers", "Met", "Not met", "Incomplete", "Share met", "Provisional", "No target",
)  # fmt: skip
_INCOMPLETE_WORD = STATUS[Status.INCOMPLETE]
_OTHER_TARGET = "Other or none"
_HEADER_HEIGHT = 22.0
_TOTAL: Look = {**TOTAL_ROW, **BOLD}


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table of the page stands.

    Attributes:
        header: row of its header.
        first: first row of its figures.
        last: last row of its figures, without the total.
        end: row of the total.
        columns: number of its last column.
    """

    header: int
    first: int
    last: int
    end: int
    columns: int


def figure_columns(book: SummaryBook) -> int:
    """How many columns of figures the wider of the two tables needs."""
    return max(len(book.jd.ranks) + 3, NO_TARGET if _anyone_without_target(book) else PROVISIONAL)


def write_ranks(book: SummaryBook, sheet: Sheet, row: int) -> TablePlace:
    """Write the table of ranks attained by target rank, its title in this row."""
    targets = list(book.jd.rank_codes)
    attained = [NO_RANK, *targets, _INCOMPLETE_WORD]
    if _anyone_without_target(book):
        targets.append(_OTHER_TARGET)
    header, first = row + 1, row + 2
    place = TablePlace(
        header, first, first + len(targets) - 1, first + len(targets), len(attained) + 1
    )
    _title(book, sheet, row, "Rank attained, by target rank")
    _header(book, sheet, header, ("Target rank", *attained, "All"))
    found = Counter((_known_target(line), _outcome(line)) for line in book.lines)
    for number, target in enumerate(targets, first):
        sheet.text(number, 0, target, book.formats.of(CELL, BOLD))
        for column, outcome in enumerate(attained, 1):
            look = book.formats.of(COUNT, _shade(book, target, outcome))
            formula = _rank_formula(book, place, number, column, target)
            sheet.formula(number, column, formula, look, found[target, outcome])
        formula = _rank_formula(book, place, number, place.columns, target)
        everybody = sum(found[target, outcome] for outcome in attained)
        sheet.formula(number, place.columns, formula, book.formats.of(COUNT, BOLD), everybody)
    _write_rank_totals(book, sheet, place, attained, found)
    return place


def _rank_formula(book: SummaryBook, place: TablePlace, row: int, column: int, target: str) -> str:
    """Count who has this row's target rank and this column's outcome."""
    if target == _OTHER_TARGET:
        above = f"{relative(place.first, column)}:{relative(row - 1, column)}"
        known = f"-SUM({above})" if row > place.first else ""
        return f"={relative(place.end, column)}{known}"
    same = f"({book.places.results.column(Column.TARGET)}=$A{row + 1})"
    return f"=SUMPRODUCT({same}*{_outcome_test(book, place, column)})"


def _outcome_test(book: SummaryBook, place: TablePlace, column: int) -> str:
    """Which rows of *Results* have the outcome that heads this column; 1 for every row."""
    if column == place.columns:
        status = book.places.results.column(Column.STATUS)
        return f'({status}<>"")'
    wanted = place.columns - 1 == column
    cells = book.places.results.column(Column.STATUS if wanted else Column.ATTAINED)
    return f"({cells}={column_name(column)}${place.header + 1})"


def _write_rank_totals(
    book: SummaryBook,
    sheet: Sheet,
    place: TablePlace,
    attained: list[str],
    found: Counter[tuple[str, str]],
) -> None:
    sheet.text(place.end, 0, "All", book.formats.of(CELL, _TOTAL))
    totals = Counter(outcome for _, outcome in found.elements())
    values = [*(totals[outcome] for outcome in attained), len(book.lines)]
    for column, value in enumerate(values, 1):
        formula = f"=SUMPRODUCT(--{_outcome_test(book, place, column)})"
        sheet.formula(place.end, column, formula, book.formats.of(COUNT, _TOTAL), value)


def _shade(book: SummaryBook, target: str, outcome: str) -> Look:
    """Green from the target rank upwards, orange below it, grey while incomplete."""
    if outcome == _INCOMPLETE_WORD or target == _OTHER_TARGET:
        return PALE
    codes = (NO_RANK, *book.jd.rank_codes)
    return GOOD_LOOK if codes.index(outcome) >= codes.index(target) else BAD_LOOK


def _known_target(line: Line) -> str:
    return line.result.target_rank or _OTHER_TARGET


def _outcome(line: Line) -> str:
    shown = rank_or_dash(line.result)
    return _INCOMPLETE_WORD if shown == NOT_KNOWN else shown


def _anyone_without_target(book: SummaryBook) -> bool:
    return any(line.result.target_rank is None for line in book.lines)


def write_units(book: SummaryBook, sheet: Sheet, row: int) -> TablePlace:
    """Write the table of attainment by unit, its title in this row."""
    units = by_unit(book)
    last_column = NO_TARGET if _anyone_without_target(book) else PROVISIONAL
    header, first = row + 1, row + 2
    place = TablePlace(header, first, first + len(units) - 1, first + len(units), last_column)
    _title(book, sheet, row, "Attainment of the target rank, by unit")
    _header(book, sheet, header, _UNIT_TITLES[: last_column + 1])
    for number, unit in enumerate(units, first):
        _write_unit(book, sheet, place, number, unit)
    everybody = UnitFigures.of("All units", "", [line.result for line in book.lines])
    _write_unit(book, sheet, place, place.end, everybody)
    return place


def _write_unit(
    book: SummaryBook, sheet: Sheet, place: TablePlace, row: int, unit: UnitFigures
) -> None:
    total: Look = _TOTAL if row == place.end else {}
    sheet.fit(row, {0: unit.label})
    sheet.text(row, 0, unit.label, book.formats.of(CELL, total))
    count = book.formats.of(COUNT, total)
    for column, value in (
        (ENGINEERS, unit.engineers),
        (MET, unit.met),
        (NOT_MET, unit.not_met),
        (INCOMPLETE, unit.incomplete),
        (PROVISIONAL, unit.provisional),
    ):
        sheet.formula(row, column, _unit_formula(book, place, row, column, unit), count, value)
    met, not_met = relative(row, MET), relative(row, NOT_MET)
    share = f'=IF({met}+{not_met}=0,"{NOT_KNOWN}",{met}/({met}+{not_met}))'
    decided = unit.met + unit.not_met
    met_share = Fraction(unit.met, decided) if decided else NOT_KNOWN
    sheet.formula(row, SHARE, share, book.formats.of(PERCENT, total), met_share)
    if place.columns == NO_TARGET:
        rest = f"={relative(row, ENGINEERS)}-SUM({across(row, MET, INCOMPLETE)})"
        left = unit.engineers - decided - unit.incomplete
        sheet.formula(row, NO_TARGET, rest, count, left)


def _unit_formula(
    book: SummaryBook, place: TablePlace, row: int, column: int, unit: UnitFigures
) -> str:
    """Count the unit's rows of *Results*; other units are all units but those above."""
    if row < place.end and not unit.criterion:
        above = f"{relative(place.first, column)}:{relative(row - 1, column)}"
        return f"={relative(place.end, column)}-SUM({above})"
    results = book.places.results
    kind, word = {
        ENGINEERS: (Column.STATUS, ""),
        MET: (Column.MEETS, YES),
        NOT_MET: (Column.MEETS, NO),
        INCOMPLETE: (Column.STATUS, _INCOMPLETE_WORD),
        PROVISIONAL: (Column.BASIS, BASIS[Rater.SELF]),
    }[column]
    test = f'({results.column(kind)}="{word}")' if word else f'({results.column(kind)}<>"")'
    if row == place.end:
        return f"=SUMPRODUCT(--{test})"
    own = unit.criterion.format(label=f"$A{row + 1}")
    return f"=SUMPRODUCT(({results.column(Column.UNIT)}={own})*{test})"


def _title(book: SummaryBook, sheet: Sheet, row: int, text: str) -> None:
    sheet.height(row, 24)
    sheet.text(row, 0, text, book.formats.of(SECTION))


def _header(book: SummaryBook, sheet: Sheet, row: int, titles: tuple[str, ...]) -> None:
    sheet.height(row, _HEADER_HEIGHT)
    for column, title in enumerate(titles):
        sheet.text(row, column, title, book.formats.of(HEADER_CENTRED if column else HEADER))
