"""What calamine does not give of a cell: that it has an error value, or a formula."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from faie_sheets.problems import Kind, UnusableSourceError, quoted
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import a1, column_name, corners_of
from faie_sheets.workbook.gate.bounds import RefusedError
from faie_sheets.workbook.gate.relations import BINARY_WORKBOOK, Parts
from faie_sheets.workbook.gate.xlsx import has_usual_cells
from faie_sheets.workbook.gate.xml import parse
from faie_sheets.workbook.read.book import Book
from faie_sheets.workbook.read.odd_cells import (
    UNKNOWN_ERROR,
    OddCell,
    binary_cells,
    legacy_cells,
    open_document_cells,
)

Spot = tuple[int, int]
"""Row and column, from 0."""


class RawCell(NamedTuple):
    """A cell that is more than its value.

    Attributes:
        formula: its formula, beginning with ``=``; ``"="`` where the file has it in code only,
            and ``""`` where there is none.
        error: its error value, such as ``#REF!``, or ``""``.
    """

    formula: str
    error: str

    @property
    def description(self) -> str:
        """What a message calls it: ``the formula “=3”``, ``the error value “#REF!”``."""
        shown = self.formula if len(self.formula) <= _LONGEST_SHOWN else self.formula[:80] + "…"
        formula = f"the formula “{shown}”" if len(self.formula) > 1 else "a formula"
        if not self.error:
            return formula
        error = f"the error value “{self.error}”"
        # LibreOffice makes of an error that was typed or pasted a formula of the same name.
        is_made = self.formula not in ("", f"={self.error}")
        return f"{error}, which {formula} gives" if is_made else error


_LONGEST_SHOWN = 80
_PLAIN_VALUE = rb"<v(?:\s[^<>]*)?(?:/>|>[^<]*</v>)\s*"
_PLAIN_TEXT = rb"<is>[^<]*(?:<(?!/is>|c[\s>])[^<]*)*</is>\s*"  # not beyond the cell
_PLAIN = (
    rb"""(?:\s+(?!t=["']?e)[a-z:]+="\w*")*\s*"""
    rb"(?:/>|>\s*(?:" + _PLAIN_VALUE + rb"|" + _PLAIN_TEXT + rb")?</c>)"
)
"""How the tag of a cell without a formula and an error goes on, behind its address."""
_AREA = re.compile(rb'ref(?<=\sref)(?<!<f t="shared" ref)(?=[\s=])')
"""An array formula or a data table, which has an area; a shared formula is in each of its cells."""
_UNREADABLE = (LookupError, ValueError, struct.error, ElementTree.ParseError)
_PIECES = ("f", "v")  # of a cell: its formula, its value


def raw_cells(book: Book, sheet: str, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    """Those of the wanted cells of a sheet that have an error value or a formula.

    A cell within the area of an array formula has that formula.

    Raises:
        UnusableSourceError: which have cannot be made out. calamine has read the workbook all the
            same: it takes parts that no other program would.
    """
    try:
        if not book.parts:
            return _of_odd(legacy_cells(book.source.data, sheet), wanted)
        if "content.xml" in book.parts:
            odd = open_document_cells(book.parts["content.xml"], sheet, wanted)
            return _of_odd(odd, wanted)
        places = [part for name, part in package.sheets(book.parts) if name == sheet]
        if not places:
            raise KeyError(sheet)
        # Of several sheets of one name calamine takes one or another.
        found = [_of_part(book.parts, part, wanted) for part in places]
        return {spot: cell for cells in found for spot, cell in cells.items()}
    except RefusedError as refused:
        raise UnusableSourceError(book.place.problem(refused.kind, **refused.facts)) from None
    except _UNREADABLE:
        why = f"which cells of its sheet {quoted(sheet)} have formulas cannot be made out"
        raise UnusableSourceError(book.place.problem(Kind.FILE_DAMAGED, why=why)) from None


def _of_part(parts: Parts, part: str, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    content = parts[part]
    if BINARY_WORKBOOK in parts:
        return _of_odd(binary_cells(content), wanted)
    if _has_odd(part, content, wanted):
        return _of_xml(part, content, wanted)
    return {}


def _of_odd(odd: Iterable[OddCell], wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    found: dict[Spot, RawCell] = {}
    for row, column, formula, error in odd:
        if (row, column) in wanted:
            # What an array's formula is to its area, and what the cells in it are themselves.
            before = found.get((row, column), RawCell("", ""))
            found[row, column] = RawCell(before.formula or formula, before.error or error)
    return found


# -- .xlsx ---------------------------------------------------------------------------------


def _has_odd(name: str, part: bytes, wanted: Collection[Spot]) -> bool:
    """Whether a wanted cell looks as if it had a formula or an error; quick, and never misses."""
    # Behind the cells stand the drop-downs, with half of a form's text.
    end = part.rfind(b"</sheetData")
    if end < 0 or not has_usual_cells(name, part):
        return True
    if _AREA.search(part, max(part.find(b"<sheetData"), 0), end):
        return True
    addresses = {a1(row, column).encode() for row, column in wanted}
    odd = _odd_in(frozenset(column for _, column in wanted))
    return not addresses.isdisjoint(odd.findall(part, 0, end))


@lru_cache(maxsize=64)
def _odd_in(columns: frozenset[int]) -> re.Pattern[bytes]:
    """What finds the address of every cell in some columns that is more than a plain value."""
    letters = "|".join(map(column_name, columns)).encode()
    return re.compile(rb'<c r="((?:' + letters + rb')\d+)"(?!' + _PLAIN + rb")")


class _XlsxCell:
    """What a cell of an .xlsx sheet is said to be: its type, formula and value."""

    def __init__(self, spot: Spot, kind: str) -> None:
        self.spot, self.kind = spot, kind
        self.pieces: dict[str, str] = {}  # its formula and its value, under their tags

    @property
    def formula(self) -> str:
        return f"={self.pieces['f'].strip().lstrip('=')}" if "f" in self.pieces else ""

    @property
    def raw(self) -> RawCell | None:
        """What is more than its value; None where nothing is."""
        if "f" not in self.pieces and self.kind != "e":
            return None
        error = self.pieces.get("v", "").strip() if self.kind == "e" else ""
        return RawCell(self.formula, error or ("" if self.formula else UNKNOWN_ERROR))


class _XlsxCells:
    """The wanted cells of an .xlsx sheet, which may leave out their places, tag by tag."""

    def __init__(self, wanted: Collection[Spot]) -> None:
        self.cells: list[_XlsxCell] = []
        self.areas: list[tuple[str, _XlsxCell]] = []
        self._wanted = wanted
        self._cell: _XlsxCell | None = None
        self._row, self._column, self._piece = -1, -1, ""

    def start(self, tag: str, facts: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        self._piece = local if local in _PIECES else ""
        if local == "row":
            self._row, self._column = int(facts.get("r", self._row + 2)) - 1, -1
        elif local == "c":
            spot = _spot(facts["r"]) if "r" in facts else (self._row, self._column + 1)
            self._column = spot[1]
            self._cell = _XlsxCell(spot, facts.get("t", ""))
            if spot in self._wanted:
                self.cells.append(self._cell)
        elif self._cell and self._piece:
            self._cell.pieces.setdefault(local, "")
            if "ref" in facts and facts.get("t") != "shared":
                self.areas.append((facts["ref"], self._cell))

    def text(self, value: str) -> None:
        if self._cell and self._piece:
            self._cell.pieces[self._piece] += value

    def end(self, tag: str) -> None:
        self._piece = ""
        if tag.rpartition(":")[2] == "c":
            self._cell = None  # what follows is of no cell: drop-downs have formulas too


def _of_xml(name: str, part: bytes, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    """As :func:`raw_cells`, of a sheet whose cells may be written in any way.

    Raises:
        RefusedError: it is no proper XML.
        ValueError: a cell or an area has no place.
    """
    sheet = _XlsxCells(wanted)
    parse(name, part, sheet.start, sheet.text, sheet.end)
    found = {cell.spot: raw for cell in sheet.cells if (raw := cell.raw)}
    for area, cell in sheet.areas:
        top, left, bottom, right = _corners(area)
        for spot in wanted:
            if top <= spot[0] <= bottom and left <= spot[1] <= right:
                error = found[spot].error if spot in found else ""
                found[spot] = RawCell(cell.formula, error)
    return found


def _spot(address: str) -> Spot:
    top, left, _, _ = _corners(address)
    return top, left


def _corners(area: str) -> tuple[int, int, int, int]:
    corners = corners_of(area)
    if corners is None:
        raise ValueError(area)
    return corners
