"""What the blocks of the overview share: title, note and header, and the tests of their formulas.

Every figure counts rows of the sheets *Results* or *Matrix*. What people or the JD wrote is
compared with ``=``, never handed to COUNTIF, which would take a unit ``>5`` or ``*`` for a
condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from faie_sheets.records.ratings import Rater
from faie_sheets.summary import formats
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formats import (
    BOLD,
    HEADER,
    HEADER_CENTRED,
    SECTION,
    SUBTITLE,
    TOTAL_ROW,
    Format,
    Look,
)
from faie_sheets.summary.overview_grid import SMALL_SIZE, TITLE_HEIGHT, Spot
from faie_sheets.summary.places import MATRIX, Area, Column
from faie_sheets.summary.sheet import Sheet
from faie_sheets.summary.wording import BASIS

SMALL: Look = {"font_size": SMALL_SIZE}
FIGURE: Look = {**formats.COUNT, "font_size": 11}
SHARE: Look = {**formats.PERCENT, "font_size": 11}
TOTAL: Look = {**TOTAL_ROW, **BOLD}
KINDS = ((False, "final"), (True, "provisional"))
"""Whether a result rests on the self-assessment alone, and what the page calls that."""


class Block(Protocol):
    """A table with its chart."""

    @property
    def figures(self) -> int:
        """How many columns of figures the table has."""

    @property
    def labels(self) -> list[tuple[str, float]]:
        """The labels of the table's rows that may take several lines, with their widths."""

    def write(self, sheet: Sheet, spot: Spot) -> None:
        """Write the block into its place."""


def begin(
    book: SummaryBook, sheet: Sheet, spot: Spot, title: str, note: str, header: Sequence[str]
) -> None:
    """Write a block's title, a note over its chart and the header of its table."""
    sheet.height(spot.title, TITLE_HEIGHT)
    sheet.text(spot.title, spot.label, title, book.formats.of(SECTION))
    over_chart = book.formats.of(SUBTITLE, SMALL, {"valign": "bottom", "indent": 1})
    sheet.text(spot.title, spot.chart, note, over_chart)
    label, figure = book.formats.of(HEADER, SMALL), book.formats.of(HEADER_CENTRED, SMALL)
    sheet.merge((spot.header, spot.label, spot.header, spot.figures - 1), label)
    sheet.text(spot.header, spot.label, header[0], label)
    for column, text in enumerate(header[1:], spot.figures):
        sheet.text(spot.header, column, text, figure)


def label(sheet: Sheet, spot: Spot, row: int, text: str, look: Format) -> None:
    """Write the label of a row, over all the columns that labels have."""
    sheet.merge((row, spot.label, row, spot.figures - 1), look)
    sheet.text(row, spot.label, text, look)


def is_in(book: SummaryBook, column: Column, wanted: str) -> str:
    """Test which rows of *Results* have this in a column: a cell, or a word in quotes."""
    return f"({book.places.results.column(column)}={wanted})"


def is_of_kind(book: SummaryBook, *, provisional: bool) -> str:
    """Test which rows of *Results* are provisional, or which are not."""
    return is_in(book, Column.BASIS, f'"{basis_of(provisional=provisional)}"')


def basis_of(*, provisional: bool) -> str:
    """What *Results* calls the basis of a result."""
    return BASIS[Rater.SELF if provisional else Rater.ASSESSOR]


def rank_cell(book: SummaryBook, code: str) -> str:
    """The cell of the matrix that has the code of a rank."""
    matrix = book.places.matrix
    return Area(MATRIX, matrix.requirement(code), 1).cell(0, matrix.TARGET)


def count(*tests: str) -> str:
    """Formula that counts the rows for which all these tests hold."""
    return f"=SUMPRODUCT({'*'.join(tests)})" if len(tests) > 1 else f"=SUMPRODUCT(--{tests[0]})"
