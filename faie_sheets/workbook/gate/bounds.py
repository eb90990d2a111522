"""How much a workbook may hold, and the tally that says when it holds more.

The reason for each bound is in ``docs/notes/hostile-files.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from faie_sheets.problems import Kind, quoted

MEGABYTE = 1_000_000
GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384
MOST_CELLS = 1_000_000
LARGEST_TABLE = 2_000_000
MOST_MERGED = 2_000_000
MOST_STRINGS = 1_000_000
MOST_TEXT = 128 * MEGABYTE
LONGEST_FORMAT = 1_000
AS_XLSX = "choose File > Save As > Excel Workbook (*.xlsx)"


class RefusedError(Exception):
    """A file that may not be parsed: the kind of problem and its facts, the file's name apart."""

    def __init__(self, kind: Kind, **facts: str) -> None:
        super().__init__(kind.code)
        self.kind, self.facts = kind, facts


class UnusualError(RefusedError):
    """A workbook whose parts are elsewhere than readers look for them; it may well be honest."""


def unsafe(why: str, limit: str) -> RefusedError:
    """Nobody's honest workbook is like this."""
    return RefusedError(Kind.FILE_UNSAFE, why=why, limit=limit)


def to_save_again(what: str, program: str = "Excel") -> RefusedError:
    """This program opens it, and makes of it what is read here."""
    return RefusedError(Kind.FILE_TO_SAVE_ANEW, what=what, program=program, how=AS_XLSX)


def unusual_layout(why: str) -> UnusualError:
    """Its parts are not where readers look for them."""
    refused = to_save_again(f"a workbook that is put together in an unusual way ({why})")
    return UnusualError(refused.kind, **refused.facts)


def damaged(why: str) -> RefusedError:
    """Something is missing or wrong in the file."""
    return RefusedError(Kind.FILE_DAMAGED, why=why)


def too_large(what: str, limit: str) -> RefusedError:
    """More than is ever needed; it may be honest."""
    return RefusedError(Kind.FILE_TOO_LARGE, size=what, limit=limit)


@dataclass
class Box:
    """The smallest table that has all of a sheet's filled cells; rows and columns count from 0."""

    part: str
    top: int = GRID_ROWS
    left: int = GRID_COLUMNS
    bottom: int = -1
    right: int = -1
    cells: int = 0
    text: int = 0

    def check(self, row: int, column: int) -> None:
        """Refuse a place that no spreadsheet has.

        Raises:
            RefusedError: the place is such a one.
        """
        if row >= GRID_ROWS or column >= GRID_COLUMNS:
            spot = f"row {row + 1:,}, column {column + 1:,}"
            why = f"its inner file {quoted(self.part)} has a cell in {spot}"
            raise unsafe(why, f"at most {GRID_ROWS:,} rows and {GRID_COLUMNS:,} columns")

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1, text: int = 0) -> None:
        """Count a filled cell with so many bytes of text, or so many rows and columns of it."""
        self.check(row, column)
        if row < self.top:  # noqa: PLR1730  min() takes several times as long, for each cell
            self.top = row
        if column < self.left:  # noqa: PLR1730  likewise
            self.left = column
        if row + rows > self.bottom + 1:
            self.bottom = min(row + rows, GRID_ROWS) - 1
        if column + columns > self.right + 1:
            self.right = min(column + columns, GRID_COLUMNS) - 1
        self.cells += rows * columns
        self.text += rows * columns * text

    @property
    def area(self) -> int:
        """How many cells a reader sets aside for the sheet."""
        return max(self.bottom - self.top + 1, 0) * max(self.right - self.left + 1, 0)


@dataclass
class Tally:
    """What the sheets of one workbook hold together."""

    cells: int = 0
    area: int = 0
    text: int = 0
    boxes: list[Box] = field(default_factory=list)
    uses: Counter[int] = field(default_factory=Counter)
    """Number of a text that cells share → how many have it."""

    def add(self, box: Box) -> None:
        """Count a sheet.

        Raises:
            RefusedError: the workbook has more filled cells, or larger tables, than are read.
        """
        self.cells += box.cells
        self.area += box.area
        self.text += box.text
        self.boxes.append(box)
        if self.cells > MOST_CELLS:
            raise too_large(f"{self.cells:,} filled cells", f"{MOST_CELLS:,} filled cells")
        if self.area > LARGEST_TABLE:
            worst = max(self.boxes, key=lambda box: box.area)
            corners = (
                xl_rowcol_to_cell(worst.top, worst.left),
                xl_rowcol_to_cell(worst.bottom, worst.right),
            )
            where = f"in its inner file {quoted(worst.part)}"
            what = f"filled cells from {corners[0]} to {corners[1]} {where}"
            raise too_large(what, f"{LARGEST_TABLE:,} cells, from the first filled one to the last")
        self._check_text()

    def add_shared(self, lengths: Sequence[int]) -> None:
        """Count the texts that cells share, given the bytes of each.

        Raises:
            RefusedError: a reader, which copies a text for each cell, would need too much memory.
        """
        used = ((number, count) for number, count in self.uses.items() if number < len(lengths))
        self.text += sum(lengths[number] * count for number, count in used)
        self._check_text()

    def _check_text(self) -> None:
        if self.text > MOST_TEXT:
            limit = f"{MOST_TEXT // MEGABYTE} MB"
            raise too_large(f"texts that are repeated to over {limit}", f"{limit} of text")


def check_strings(part: str, count: int) -> None:
    """Refuse a list of texts that claims to be longer than any is.

    Raises:
        RefusedError: the list claims so.
    """
    if count > MOST_STRINGS:
        why = f"its inner file {quoted(part)} claims to hold {count:,} texts"
        raise unsafe(why, f"at most {MOST_STRINGS:,} texts")
