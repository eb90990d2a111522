"""Formulas that count the rows of the sheet *Matrix* by their gaps to the target rank.

They follow whatever is changed there. What people wrote is compared with ``=``, never handed to
COUNTIF, which would take a unit ``>5`` or ``*`` for a condition.
"""

from __future__ import annotations

from dataclasses import dataclass

from faie_sheets.layouts.summary import MATRIX
from faie_sheets.records.assessment import Rater
from faie_sheets.summary.matrix_formulas import by_target
from faie_sheets.summary.places import Places, absolute
from faie_sheets.wording import BASIS

_SHEET = f"{MATRIX}!"


@dataclass(frozen=True, slots=True)
class GapFormulas:
    """Formulas for one competency.

    Attributes:
        places: where the matrix keeps what.
        column: the competency's column of levels there.
    """

    places: Places
    column: int

    def rated(self, *among: str) -> str:
        """How many with a known target are rated, among the rows that have these properties."""
        known = by_target(self.places.matrix, self._target, lambda _: "1", _SHEET)
        return _count(self._is_rated, f"({known})", *among)

    def short(self, by: str, *among: str) -> str:
        """How many are short by so many levels: ``=1``, ``>2``, ``>0``."""
        return _count(self._is_rated, f"({self._gap}{by})", *among)

    def missing_levels(self) -> str:
        """How many levels all of them are missing together."""
        return _count(self._is_rated, f"({self._gap}>0)", f"({self._gap})")

    def last_steps(self, *among: str) -> str:
        """How many are short of their target in nothing but one level here."""
        rows, matrix = self.places.levels, self.places.matrix

        def nothing_else(rank: str) -> str:
            return f"({rows.column(matrix.short_of(rank))}=1)"

        alone = by_target(matrix, self._target, nothing_else, _SHEET)
        return _count(f"({self._gap}=1)", f"({alone})", *among)

    @property
    def provisional(self) -> str:
        """The property of rows that rest on the self-assessment alone."""
        basis = self.places.levels.column(self.places.matrix.BASIS)
        return f'({basis}="{BASIS[Rater.SELF]}")'

    def of_unit(self, unit: str) -> str:
        """The property of rows of the unit that a cell or a text names."""
        return f"({self.places.levels.column(self.places.matrix.UNIT)}={unit})"

    @property
    def _is_rated(self) -> str:
        return f'({self._levels}<>"")'

    @property
    def _levels(self) -> str:
        return self.places.levels.column(self.column)

    @property
    def _target(self) -> str:
        return self.places.levels.column(self.places.matrix.TARGET)

    @property
    def _gap(self) -> str:
        """Required level − rated level of each row; nothing above 0 without a known target."""
        matrix = self.places.matrix

        def requirement(rank: str) -> str:
            return f"{_SHEET}{absolute(matrix.requirement(rank), self.column)}"

        return f"{by_target(matrix, self._target, requirement, _SHEET)}-{self._levels}"


def _count(*properties: str) -> str:
    """Count the rows that have all these properties; one may be a number to sum up instead."""
    return f"=SUMPRODUCT({'*'.join(properties)})"
