"""The one place that knows which cells the formulas of other sheets refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from xlsxwriter.utility import quote_sheetname

from faie_sheets.layouts.summary import MATRIX, RESULTS
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.addresses import absolute, down


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of a sheet, each of which holds one thing; rows and columns count from 0.

    Attributes:
        sheet: name of the sheet.
        first: the first row.
        count: how many rows; an empty area still refers to its first row, which is then blank.
    """

    sheet: str
    first: int
    count: int

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + max(self.count, 1) - 1

    def column(self, column: int) -> str:
        """Reference from another sheet to one column of all rows."""
        return f"{_quoted(self.sheet)}!{down(column, self.first, self.last)}"

    def cell(self, index: int, column: int) -> str:
        """Reference from another sheet to a cell of the row of this index, from 0."""
        return f"{_quoted(self.sheet)}!{absolute(self.first + index, column)}"


@dataclass(frozen=True, slots=True)
class NumberedRows(SheetRows):
    """Rows that people may sort: each is found by its number, counted from 1, wherever it is.

    Attributes:
        number: the column of the numbers.
    """

    number: int

    def cell(self, index: int, column: int) -> str:
        """Formula for the value of a cell of the row of this index, from 0."""
        # From the header on, for Gnumeric's MATCH finds nothing in a range of one cell.
        values, numbers = (
            f"{_quoted(self.sheet)}!{down(which, self.first - 1, self.last)}"
            for which in (column, self.number)
        )
        return f"INDEX({values},MATCH({index + 1},{numbers},0))"


class ResultsColumn(IntEnum):
    """The columns of the sheet *Results*."""

    ID = 0
    NAME = 1
    UNIT = 2
    CURRENT = 3
    TARGET = 4
    ATTAINED = 5
    TOTAL = 6
    BASIS = 7
    STATUS = 8
    MEETS = 9
    BLOCKS = 10
    SELF_TOTAL = 11
    ASSESSOR_TOTAL = 12
    PROBLEMS = 13
    FILE = 14


RESULTS_HEADER = 3
"""The header row of the sheet *Results*."""


@dataclass(frozen=True, slots=True)
class MatrixPlaces:
    """Where the sheet *Matrix* keeps what; rows and columns count from 0.

    Attributes:
        rank_codes: the ranks in ascending order.
        competencies: how many there are.
    """

    rank_codes: tuple[str, ...]
    competencies: int

    CODES = 4
    """Row of the competencies' codes, and of the ranks' codes right of them."""
    NAMES = 5
    WEIGHT = 6
    TOP_LEVEL = 7
    POINTS_PER_LEVEL = 8
    REQUIRED = 9
    """Row of the lowest rank's requirements; those of the others follow."""
    UNIT = 2
    TARGET = 3
    """Column of the target rank, and of the ranks' codes in the rows of their requirements."""
    BASIS = 4
    LEVELS = 5
    """Column of the first competency."""

    @property
    def filters(self) -> int:
        """Row of the filters, right above the first engineer."""
        return self.REQUIRED + len(self.rank_codes)

    @property
    def first_engineer(self) -> int:
        """Row of the first engineer."""
        return self.filters + 1

    @property
    def last_level(self) -> int:
        """Column of the last competency."""
        return self.LEVELS + self.competencies - 1

    @property
    def total(self) -> int:
        """Column of the total."""
        return self.last_level + 1

    @property
    def attained(self) -> int:
        """Column of the rank attained."""
        return self.total + 1

    @property
    def last(self) -> int:
        """The last column of figures."""
        return self.attained + len(self.rank_codes)

    @property
    def number(self) -> int:
        """Column of the engineers' numbers, by which other sheets find their rows."""
        return self.last + 1

    def short_of(self, rank: str) -> int:
        """Column that counts the competencies short of a rank; the highest rank comes first."""
        return self.last - self.rank_codes.index(rank)

    def requirement(self, rank: str) -> int:
        """Row of a rank's requirements."""
        return self.REQUIRED + self.rank_codes.index(rank)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the results and the matrix stand."""

    results: SheetRows
    levels: NumberedRows
    matrix: MatrixPlaces

    @classmethod
    def of(cls, jd: JobDescription, engineers: int) -> Places:
        """The places for this JD and this number of engineers."""
        matrix = MatrixPlaces(jd.rank_codes, len(jd.competencies))
        return cls(
            results=SheetRows(RESULTS, RESULTS_HEADER + 1, engineers),
            levels=NumberedRows(MATRIX, matrix.first_engineer, engineers, matrix.number),
            matrix=matrix,
        )


@cache
def _quoted(sheet: str) -> str:
    return str(quote_sheetname(sheet))
