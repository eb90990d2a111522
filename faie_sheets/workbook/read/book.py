"""A workbook as values with addresses, read by python-calamine behind the gate."""

from __future__ import annotations

import dataclasses
import io
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree

import python_calamine as calamine

from faie_sheets.problems import Kind, Place, UnusableSourceError, address, quoted
from faie_sheets.text.normalise import plain
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.gate.archive import ZIP, archive_of, packed
from faie_sheets.workbook.gate.bounds import RefusedError
from faie_sheets.workbook.gate.check import only_legacy, unpacked
from faie_sheets.workbook.gate.relations import WORKBOOK
from faie_sheets.workbook.read.repair import in_usual_layout, repaired, with_older_errors
from faie_sheets.workbook.read.source import SourceFile

Row = Sequence[object]
_OWN_FOLDERS = ("", "_rels", "xl", "xl/_rels")
_NEWER_ERROR = "Unsupported cell error value"
_PLAIN_WORDS = {
    "Cannot detect file format": "what holds a workbook together is missing",
    "Cell string index not found in shared strings table": "texts of its cells are missing",
}
"""What calamine says → what it means."""


class Cell(NamedTuple):
    """A value and where it stands; row and column count from 0."""

    sheet: Sheet
    row: int
    column: int

    @property
    def value(self) -> object:
        """The raw value: text, number, date, bool, or None where the cell is empty."""
        return self.sheet.value(self.row, self.column)

    @property
    def text(self) -> str:
        """The value as one line of text."""
        return plain(self.value)

    @property
    def place(self) -> Place:
        """The cell as the place of a problem."""
        return self.sheet.place(self.row, self.column)

    @property
    def address(self) -> str:
        """Sheet and cell as a message names them: ``Definitions!B4``; a CSV file has no sheet."""
        return address(self.sheet.name, a1(self.row, self.column))


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet's values; ``top`` and ``left`` are where ``rows`` begins, counted from 0."""

    file: str
    name: str
    visible: bool
    top: int
    left: int
    rows: Sequence[Row] = field(repr=False)

    def value(self, row: int, column: int) -> object:
        """The value at a row and column that count from 0; None where there is none."""
        row, column = row - self.top, column - self.left
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            value = self.rows[row][column]
            return None if value == "" else value
        return None

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column that count from 0."""
        return Cell(self, row, column)

    def place(self, row: int, column: int) -> Place:
        """A cell as the place of a problem."""
        return Place(self.file, self.name, a1(row, column))

    @property
    def height(self) -> int:
        """The number of the row below the last one."""
        return self.top + len(self.rows)

    @property
    def width(self) -> int:
        """The number of the column right of the last one."""
        return self.left + max((len(row) for row in self.rows), default=0)

    def cells_of(self, row: int) -> Iterator[Cell]:
        """The cells of a row that hold something, from left to right."""
        if 0 <= row - self.top < len(self.rows):
            for offset, value in enumerate(self.rows[row - self.top]):
                if value not in ("", None):
                    yield Cell(self, row, self.left + offset)

    @cached_property
    def _distinct(self) -> frozenset[object]:
        return frozenset().union(*self.rows)

    def different_texts(self, longest: int) -> list[str]:
        """Every text of at most so many characters that stands anywhere in it, once."""
        values = self._distinct
        return [value for value in values if isinstance(value, str) and 0 < len(value) <= longest]

    def texts(self, longest: int) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every cell with a text of at most so many characters."""
        for row, values in enumerate(self.rows, self.top):
            for column, value in enumerate(values, self.left):
                if isinstance(value, str) and 0 < len(value) <= longest:
                    yield row, column, value

    def cells(self) -> Iterator[Cell]:
        """Every cell that holds something, row by row."""
        for row in range(self.top, self.height):
            yield from self.cells_of(row)


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook's sheets, in the order of its tabs.

    Attributes:
        source: the file; its parts have the names that Excel gives them, whatever they had.
        sheets: the worksheets.
        is_whole: whether these are all that it has.
    """

    source: SourceFile
    sheets: tuple[Sheet, ...]
    is_whole: bool = True

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """Name → content of the parts of its archive; none where it is no archive (.xls)."""
        return archive_of(self.source.data) if self.source.data.startswith(ZIP) else {}

    @property
    def place(self) -> Place:
        """The workbook as the place of a problem."""
        return self.source.place

    def cells(self) -> Iterator[Cell]:
        """Every cell of every sheet that holds something."""
        for sheet in self.sheets:
            yield from sheet.cells()


def read_book(
    source: SourceFile, only: Collection[str] | None = None, without: Collection[str] = ()
) -> Book:
    """Read every worksheet's values.

    Args:
        source: the workbook.
        only: names of sheets; the others are left out, and those of an .xlsx are not unpacked.
        without: names of hidden sheets that are left out, though the gate has seen them.

    Raises:
        UnusableSourceError: it is no workbook, needs a password, is damaged or out of bounds.
    """
    data = source.data if only is None else _excerpt(source.name, source.data, only)
    usual = data = in_usual_layout(source.name, data)
    try:
        data = repaired(only_legacy(data))
        try:
            sheets, is_whole = _read_sheets(source.name, data, only, without)
        except calamine.CalamineError as error:
            if _NEWER_ERROR not in str(error):
                raise
            data = with_older_errors(data)
            sheets, is_whole = _read_sheets(source.name, data, only, without)
    except calamine.PasswordError:
        raise UnusableSourceError(source.place.problem(Kind.FILE_PASSWORD_PROTECTED)) from None
    except calamine.WorksheetNotFound as error:
        raise _damaged(source, f"its sheet {quoted(error)} is missing") from None
    except (calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise _damaged(source, _in_plain_words(str(error))) from None
    except BaseException as error:
        # A panic in Rust arrives as a BaseException that `except Exception` would miss.
        if type(error).__name__ == "PanicException":
            raise _damaged(source, "its structure makes no sense") from None
        raise
    if not sheets and only is None and is_whole:
        raise _damaged(source, "it has no worksheet")
    return Book(source if only else dataclasses.replace(source, data=usual), sheets, is_whole)


def _read_sheets(
    file: str, data: bytes, only: Collection[str] | None, without: Collection[str]
) -> tuple[tuple[Sheet, ...], bool]:
    """The sheets, and whether they are all that there are."""
    workbook = calamine.load_workbook(io.BytesIO(data))
    there = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    wanted = [
        meta
        for meta in there
        if (only is None or meta.name in only)
        and (meta.name not in without or meta.visible == calamine.SheetVisibleEnum.Visible)
    ]
    sheets = (_read_sheet(file, workbook.get_sheet_by_name(meta.name), meta) for meta in wanted)
    return tuple(sheets), len(wanted) == len(there)


def _read_sheet(file: str, sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata) -> Sheet:
    top, left = sheet.start or (0, 0)
    visible = meta.visible == calamine.SheetVisibleEnum.Visible
    return Sheet(file, meta.name, visible, top, left, sheet.to_python())


def _in_plain_words(error: str) -> str:
    return _PLAIN_WORDS.get(error, f"its structure makes no sense ({error})")


def _damaged(source: SourceFile, why: str) -> UnusableSourceError:
    return UnusableSourceError(source.place.problem(Kind.FILE_DAMAGED, why=why))


def _excerpt(name: str, data: bytes, sheets: Collection[str]) -> bytes:
    """An .xlsx workbook with what is its own and the parts of these sheets alone.

    It still lists its other sheets, which are not to be read. The list of parts is checked, and
    nothing that is left out is unpacked; what is left has yet to pass the gate. Any other kind of
    file is returned as it is.

    Raises:
        UnusableSourceError: the archive is damaged or out of bounds.
    """
    if not data.startswith(ZIP):
        return data
    parts = unpacked(name, data, lambda part: posixpath.dirname(part) in _OWN_FOLDERS)
    if WORKBOOK not in parts:
        return data
    try:
        places = package.sheet_parts(parts)
    except (KeyError, ElementTree.ParseError, RefusedError):
        return data
    wanted = {part for sheet, part in places.items() if sheet in sheets}
    for part in set(places.values()) - wanted:
        parts.pop(part, None)
    return packed(parts | unpacked(name, data, wanted.__contains__))
