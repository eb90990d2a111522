"""What the blocks of the overview share: title, note and header, and the tests of their formulas.

Every figure counts rows of the sheets *Results* or *Matrix*. What people or the JD wrote is
compared with ``=``, never passed to COUNTIF, which would take a unit ``>5`` or ``*`` for a
condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from faie_sheets.layouts.summary import MATRIX
from faie_sheets.records.assessment import Rater
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.overview.grid import SMALL_SIZE, TITLE_HEIGHT, BlockPlace
from faie_sheets.summary.places import ResultsColumn, SheetRows
from faie_sheets.wording import BASIS
from faie_sheets.workbook.write import style
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import (
    BOLD,
    HEADER,
    HEADER_CENTRED,
    SECTION,
    SUBTITLE,
    TOTAL_ROW,
    Format,
    Look,
)

SMALL: Look = {"font_size": SMALL_SIZE}
FIGURE: Look = {**style.COUNT, "font_size": 11}
SHARE: Look = {**style.PERCENT, "font_size": 11}
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

    def write(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        """Write the block into its place."""


def begin(
    book: SummaryBook,
    sheet: SheetWriter,
    spot: BlockPlace,
    title: str,
    note: str,
    header: Sequence[str],
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


def write_label(sheet: SheetWriter, spot: BlockPlace, row: int, text: str, look: Format) -> None:
    """Write the label of a row, over all the columns that labels have."""
    sheet.merge((row, spot.label, row, spot.figures - 1), look)
    sheet.text(row, spot.label, text, look)


def is_in(book: SummaryBook, column: ResultsColumn, wanted: str) -> str:
    """Test which rows of *Results* have this in a column: a cell, or a word in quotes."""
    return f"({book.places.results.column(column)}={wanted})"


def is_of_kind(book: SummaryBook, *, provisional: bool) -> str:
    """Test which rows of *Results* are provisional, or which are not."""
    return is_in(book, ResultsColumn.BASIS, f'"{basis_of(provisional=provisional)}"')


def basis_of(*, provisional: bool) -> str:
    """What *Results* calls the basis of a result."""
    return BASIS[Rater.SELF if provisional else Rater.ASSESSOR]


def rank_cell(book: SummaryBook, code: str) -> str:
    """The cell of the matrix that has the code of a rank."""
    matrix = book.places.matrix
    return SheetRows(MATRIX, matrix.requirement(code), 1).cell(0, matrix.TARGET)


def count(*tests: str) -> str:
    """Formula that counts the rows for which all these tests hold."""
    return f"=SUMPRODUCT({'*'.join(tests)})" if len(tests) > 1 else f"=SUMPRODUCT(--{tests[0]})"
