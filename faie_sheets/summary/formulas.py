"""The live formulas of the sheet *Matrix*, and those that count its rows by their gaps.

They use only old, plain functions, so that every spreadsheet program computes the same. An empty
requirement counts as 0 there: the rank requires nothing. What people wrote is compared with ``=``,
never passed to COUNTIF, which would take a unit ``>5`` or ``*`` for a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from faie_sheets.layouts.summary import MATRIX
from faie_sheets.records.assessment import Rater
from faie_sheets.summary.places import MatrixPlaces, Places
from faie_sheets.wording import BASIS, NO_RANK
from faie_sheets.workbook.addresses import absolute, column_name


@dataclass(frozen=True, slots=True)
class MatrixFormulas:
    """The formulas of a row, each with ``{row}`` where the row's number goes, counted from 1.

    Attributes:
        total: sum of level × points per level; empty while a level is missing.
        required_total: the same for a row of requirements, which may have empty cells.
        attained: the highest rank that no competency falls short of; empty while a level is
            missing.
        short_of: rank code → how many competencies fall short of it; empty while a level is
            missing.
    """

    total: str
    required_total: str
    attained: str
    short_of: dict[str, str]

    @classmethod
    def of(cls, places: MatrixPlaces) -> MatrixFormulas:
        """The formulas for these places."""
        levels = _across("{row}", places.LEVELS, places.last_level)
        per_level = _fixed(places.POINTS_PER_LEVEL, places.LEVELS, places.last_level)
        points = f"SUMPRODUCT({levels},{per_level})"
        missing = f"COUNT({levels})<COLUMNS({levels})"
        short_of = {
            rank: f'=IF({missing},"",SUMPRODUCT(--({required}-{levels}>0)))'
            for rank in places.rank_codes
            for required in (_fixed(places.requirement(rank), places.LEVELS, places.last_level),)
        }
        return cls(
            total=f'=IF({missing},"",{points})',
            # An empty cell alone is no number to Gnumeric's SUMPRODUCT, but times a number it is 0.
            required_total=f"=SUMPRODUCT({levels}*{per_level})",
            attained=f'=IF({missing},"",{_highest(places)})',
            short_of=short_of,
        )


def by_target(
    places: MatrixPlaces, target: str, worth: Callable[[str], str], sheet: str = ""
) -> str:
    """Piece of a formula that is worth, for each target, what its rank is; 0 where it is no rank.

    Args:
        places: the ranks, and where their codes stand.
        target: reference to one target or to many.
        worth: rank code → what it is worth: a reference or a condition.
        sheet: what the sheet of the codes is called in front of a cell; ``""`` for the same sheet.
    """
    terms = (
        f"({target}={sheet}{absolute(places.requirement(rank), places.TARGET)})*{worth(rank)}"
        for rank in places.rank_codes
    )
    return "+".join(terms) or "0"


def _highest(places: MatrixPlaces) -> str:
    """The first rank, from the highest down, that no competency falls short of."""
    if not places.rank_codes:
        return f'"{NO_RANK}"'
    first, last = places.attained + 1, places.last
    if first == last:  # Gnumeric finds nothing in a range of one cell
        cell, code = f"{column_name(last)}{{row}}", f"{column_name(last)}${places.CODES + 1}"
        return f'IF({cell}=0,{code},"{NO_RANK}")'
    short, codes = _across("{row}", first, last), _fixed(places.CODES, first, last)
    return f'IF(COUNTIF({short},0)=0,"{NO_RANK}",INDEX({codes},1,MATCH(0,{short},0)))'


def _across(row: str, first: int, last: int) -> str:
    """Cells of one row, ``{row}`` standing for its number."""
    return f"{column_name(first)}{row}:{column_name(last)}{row}"


def _fixed(row: int, first: int, last: int) -> str:
    """Cells of one row, counted from 0, whose number stays when the formula moves."""
    return _across(f"${row + 1}", first, last)


_SHEET = f"{MATRIX}!"


@dataclass(frozen=True, slots=True)
class GapFormulas:
    """Formulas that count, for one competency, the rows of the sheet *Matrix* by their gaps.

    They follow whatever is changed there.

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
