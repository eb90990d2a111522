"""Addresses of cells, such as ``F7`` and ``A1:C3``, and the rows and columns that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_CELLS = 100_000


@lru_cache(maxsize=4096)
def a1(row: int, column: int) -> str:
    """The A1 address of a cell whose row and column count from 0.

    >>> a1(0, 0), a1(11, 27)
    ('A1', 'AB12')
    """
    return f"{column_name(column)}{row + 1}"


@cache
def column_name(column: int) -> str:
    """The letters of a column that counts from 0."""
    return str(xl_col_to_name(column))


def absolute(row: int, column: int) -> str:
    """Absolute A1 address of a cell: ``$B$7``."""
    return f"${column_name(column)}${row + 1}"


def down(column: int, first: int, last: int) -> str:
    """Cells of one column, absolute: ``$B$7:$B$9``."""
    return f"{absolute(first, column)}:{absolute(last, column)}"


def across(row: int, first: int, last: int) -> str:
    """Cells of one row: ``B7:F7``."""
    return f"{a1(row, first)}:{a1(row, last)}"


def corners_of(area: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of an area, from 0; None where it names none.

    >>> corners_of("F7:$G$8"), corners_of("F7"), corners_of("all")
    ((6, 5, 7, 6), (6, 5, 6, 5), None)
    """
    corners = [xl_cell_to_rowcol(match[0]) for match in _CORNER.finditer(area.upper())]
    return (*corners[0], *corners[-1]) if corners else None


def cells_of(area: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of the cells of an area; none of one that is unreasonably large.

    >>> list(cells_of("F7:F8"))
    [(6, 5), (7, 5)]
    """
    if corners := corners_of(area):
        top, left, bottom, right = corners
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            for row in range(top, bottom + 1):
                yield from ((row, column) for column in range(left, right + 1))
