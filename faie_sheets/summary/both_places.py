"""Where the sheet *Both ratings* keeps what, and its live formulas."""

from __future__ import annotations

from dataclasses import dataclass

from faie_sheets.layouts.summary import BOTH_RATINGS, MATRIX
from faie_sheets.summary.places import MatrixPlaces, SheetRows, absolute
from faie_sheets.workbook.addresses import column_name

ASSESSOR, NUMBER, SELF_TOTAL, ASSESSOR_TOTAL, POINTS, LEVELS, FIRST_DIFFERENCE = range(4, 11)
"""Columns after those that say who; the differences of totals and of levels, then each of them."""
GROUPS, NAMES, CODES, FIRST = 3, 4, 5, 6
"""Rows of the header, and of the first engineer."""


@dataclass(frozen=True, slots=True)
class BothPlaces:
    """The places for so many competencies and engineers.

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
