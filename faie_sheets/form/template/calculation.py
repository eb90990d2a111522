"""The form's live figures, as formulas on a hidden sheet.

Formulas read the number in front of a label's colon and never look up a label, which may be longer
than the 255 characters that MATCH, COUNTIF and VLOOKUP accept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from faie_sheets.layouts.form import CALCULATION
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.write.worksheet import Worksheet

_CODE, _WEIGHT, _TOP, _SELF, _ASSESSOR, _RECORD, _POINTS, _FIRST_RANK = range(8)
_HEADERS = ("Code", "Weight %", "Top level", "Self", "Assessor", "Of record", "Points")
_FIRST_ROW = 1


@dataclass(frozen=True)
class ItemCells:
    """References, with their sheet, to one competency's inputs and scale.

    Attributes:
        self_level: cell with the engineer's choice.
        assessor_level: cell with the assessor's choice.
        scale: range with the level numbers of its scale.
    """

    self_level: str
    assessor_level: str
    scale: str


@dataclass(frozen=True)
class Figures:
    """References to the results, for the visible sheet to show.

    Attributes:
        record: competency code → level that counts: a number, ``"?"`` off the scale, or ``""``.
        points: competency code → points, a fraction of 1, or ``""``.
        basis: ``"assessor"`` or ``"self"``.
        missing: how many of the levels that count are missing.
        total: the total, a fraction of 1, or ``""``.
        rank: the rank attained, ``"none"``, or ``""`` while a level is missing.
    """

    record: Mapping[str, str]
    points: Mapping[str, str]
    basis: str
    missing: str
    total: str
    rank: str


def write_calculation(
    sheet: Worksheet, jd: JobDescription, cells: Mapping[str, ItemCells]
) -> Figures:
    """Write the calculation sheet; return references to its results."""
    for column, header in enumerate(_HEADERS):
        sheet.write_string(0, column, header)
    for row, item in enumerate(jd.competencies, _FIRST_ROW):
        _write_item(sheet, row, jd, cells[item.code])
    for position, rank in enumerate(jd.ranks):
        sheet.write_string(0, _FIRST_RANK + 2 * position, rank.code)
        sheet.write_string(0, _FIRST_RANK + 2 * position + 1, f"{rank.code} met")
    return _write_totals(sheet, jd)


def _write_item(sheet: Worksheet, row: int, jd: JobDescription, cells: ItemCells) -> None:
    item = jd.competencies[row - _FIRST_ROW]

    def at(column: int) -> str:
        return str(xl_rowcol_to_cell(row, column))

    sheet.write_string(row, _CODE, item.code)
    sheet.write_number(row, _WEIGHT, float(item.weight))
    sheet.write_number(row, _TOP, item.max_level)
    _formula(sheet, row, _SELF, _level_of(cells.self_level, cells.scale))
    _formula(sheet, row, _ASSESSOR, _level_of(cells.assessor_level, cells.scale))
    _formula(sheet, row, _RECORD, f'IF({_basis(jd)}="assessor",{at(_ASSESSOR)},{at(_SELF)})')
    earned = f"{at(_RECORD)}*{at(_WEIGHT)}/{at(_TOP)}/100"
    _formula(sheet, row, _POINTS, f'IF(ISNUMBER({at(_RECORD)}),{earned},"")')
    for position, rank in enumerate(jd.ranks):
        column = _FIRST_RANK + 2 * position
        if rank.code in item.required:
            sheet.write_number(row, column, item.required[rank.code])
        met = f"IF(ISNUMBER({at(_RECORD)}),IF({at(_RECORD)}>={at(column)},1,0),0)"
        _formula(sheet, row, column + 1, met, 0)


def _write_totals(sheet: Worksheet, jd: JobDescription) -> Figures:
    count = len(jd.competencies)
    row = _totals_row(jd)

    def column(number: int) -> str:
        return str(xl_range_abs(_FIRST_ROW, number, _FIRST_ROW + count - 1, number))

    ranks = range(_FIRST_RANK, _FIRST_RANK + 2 * len(jd.ranks), 2)
    for place, number in enumerate(ranks, 1):
        _formula(sheet, row, number + 1, f"IF(SUM({column(number + 1)})={count},{place},0)", 0)
    met = ",".join(xl_rowcol_to_cell(row, number + 1) for number in ranks)
    codes = ",".join(map(text_literal, jd.rank_codes))
    missing = xl_rowcol_to_cell(row + 1, 1)
    anyone = f'IF(SUMPRODUCT(--({column(_ASSESSOR)}<>""))>0,"assessor","self")'
    named = f'IF(MAX({met})=0,"none",CHOOSE(MAX({met}),{codes}))'
    lines: tuple[tuple[str, str, str | int], ...] = (
        ("Basis", anyone, "self"),
        ("Missing", f"{count}-COUNT({column(_RECORD)})", count),
        ("Total", f'IF({missing}=0,SUM({column(_POINTS)}),"")', ""),
        ("Rank", f'IF({missing}>0,"",{named})', ""),
    )
    for offset, (label, formula, blank) in enumerate(lines):
        sheet.write_string(row + offset, 0, label)
        _formula(sheet, row + offset, 1, formula, blank)

    def items(number: int) -> dict[str, str]:
        return {
            item.code: _elsewhere(_FIRST_ROW + position, number)
            for position, item in enumerate(jd.competencies)
        }

    return Figures(
        record=items(_RECORD),
        points=items(_POINTS),
        basis=_elsewhere(row, 1),
        missing=_elsewhere(row + 1, 1),
        total=_elsewhere(row + 2, 1),
        rank=_elsewhere(row + 3, 1),
    )


def _formula(sheet: Worksheet, row: int, column: int, formula: str, blank: str | int = "") -> None:
    """Write a formula with the value that it has in a blank form."""
    sheet.write_formula(row, column, f"={formula}", None, blank)


def text_literal(value: str) -> str:
    """A text as a literal in a formula: quotes doubled, within the 255 characters allowed."""
    return '"' + value[:200].replace('"', '""') + '"'


def level_number(cell: str) -> str:
    """A formula for the number in front of a label's colon; an error if there is none."""
    return f'VALUE(LEFT({cell},FIND(":",{cell}&":")-1))'


def _level_of(cell: str, scale: str) -> str:
    """A formula for the level chosen in a cell: a number, ``"?"`` if off the scale, or ``""``."""
    on_scale = f"ISNUMBER(MATCH({level_number(cell)},{scale},0))"
    return f'IF(TRIM({cell})="","",IFERROR(IF({on_scale},{level_number(cell)},"?"),"?"))'


def _totals_row(jd: JobDescription) -> int:
    return _FIRST_ROW + len(jd.competencies) + 1


def _basis(jd: JobDescription) -> str:
    return str(xl_rowcol_to_cell(_totals_row(jd), 1, row_abs=True, col_abs=True))


def _elsewhere(row: int, column: int) -> str:
    return f"{CALCULATION}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"
