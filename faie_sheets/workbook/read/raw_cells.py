"""What calamine does not tell of a cell: that it has an error value, or a formula."""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree

from faie_sheets.problems import UnusableSourceError
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import a1, cells_of, column_name
from faie_sheets.workbook.gate import xls
from faie_sheets.workbook.gate.bounds import RefusedError
from faie_sheets.workbook.gate.xls import CompoundFile
from faie_sheets.workbook.gate.xlsb import records
from faie_sheets.workbook.gate.xlsx import has_usual_cells
from faie_sheets.workbook.gate.xml import parse
from faie_sheets.workbook.read.book import Book
from faie_sheets.workbook.read.repair import with_columns

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
    def told(self) -> str:
        """What a message calls it: ``the formula “=3”``, ``the error value “#REF!”``."""
        shown = self.formula if len(self.formula) <= _LONGEST_TOLD else self.formula[:80] + "…"
        formula = f"the formula “{shown}”" if len(self.formula) > 1 else "a formula"
        if not self.error:
            return formula
        error = f"the error value “{self.error}”"
        # LibreOffice makes of an error that was typed or pasted a formula of the same name.
        is_made = self.formula not in ("", f"={self.error}")
        return f"{error}, which {formula} gives" if is_made else error


_LONGEST_TOLD = 80
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA"}  # fmt: skip
_UNKNOWN_ERROR = "#ERROR"
_PIECES = ("f", "v")  # of a cell: its formula, its value
_PLAIN_VALUE = rb"<v(?:\s[^<>]*)?(?:/>|>[^<]*</v>)\s*"
_PLAIN_TEXT = rb"<is>[^<]*(?:<(?!/is>|c[\s>])[^<]*)*</is>\s*"  # not beyond the cell
_PLAIN = (
    rb"""(?:\s+(?!t=["']?e)[a-z:]+="\w*")*\s*"""
    rb"(?:/>|>\s*(?:" + _PLAIN_VALUE + rb"|" + _PLAIN_TEXT + rb")?</c>)"
)
"""How the tag of a cell without a formula and an error goes on, behind its address."""
_UNREADABLE = (KeyError, ValueError, IndexError, struct.error, ElementTree.ParseError)
# [MS-XLSB]: a row; a cell's error; its formula with a text, a number, a truth value, an error.
_BRT_ROW, _BRT_ERROR, _BRT_FORMULAS, _BRT_FORMULA_ERROR = 0, 3, range(8, 12), 11
_BOUND_SHEET, _FORMULA, _BOOL_OR_ERROR, _BOF, _EOF = 0x85, 0x06, 0x205, 0x809, 0x0A
_WIDE, _IS_ERROR = 1, 2

_OddCell = tuple[int, int, bool, int | None]
"""Row and column from 0, whether it has a formula, and the code of its error or None."""
_ODS_TAG = re.compile(
    rb"<table:(?P<tag>table-row|table-cell|covered-table-cell)\b(?P<facts>[^<>]*)>"
)
_ODS_FORMULA = re.compile(rb"\btable:formula=(?:\"([^\"]*)\"|'([^']*)')")
_ODS_REPEATED = re.compile(rb"\btable:number-(?:rows|columns)-repeated=[\"'](\d{1,7})[\"']")
_ODS_IS_ERROR = re.compile(rb"\bcalcext:value-type=[\"']error[\"']")
_ODS_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d{3}")
_ODS_PARAGRAPH = re.compile(rb"<text:p\b[^<>]*>([^<]*)</text:p>")


def raw_cells(book: Book, sheet: str, wanted: Collection[Spot]) -> Mapping[Spot, RawCell]:
    """Those of the wanted cells of a sheet that have an error value or a formula.

    A sheet whose part cannot be found or read so has none that are told.

    Raises:
        UnusableSourceError: it is no proper XML, and may have some.
    """
    try:
        if not book.parts:
            return _of_legacy(book.source.data, sheet, wanted)
        return _of_archive(book.parts, sheet, wanted)
    except RefusedError as refused:
        raise UnusableSourceError(book.place.problem(refused.kind, **refused.facts)) from None
    # calamine has read the workbook all the same, and takes parts that no other program would.
    except _UNREADABLE:
        return {}


def _of_legacy(data: bytes, sheet: str, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    return {
        (row, column): RawCell("=" if has_formula else "", _error(code))
        for row, column, has_formula, code in _legacy_cells(data, sheet)
        if (row, column) in wanted
    }


def _legacy_cells(data: bytes, sheet: str) -> Iterator[_OddCell]:
    """Every cell of a sheet that has an error value or a formula."""
    for stream in CompoundFile(data).streams("workbook", "book"):
        for kind, at, _ in xls.records(stream):
            if kind == _BOUND_SHEET and _legacy_name(stream, at) == sheet:
                (start,) = struct.unpack_from("<I", stream, at)
                yield from _legacy_cells_from(stream, start)
                return


def _legacy_cells_from(stream: bytes, start: int) -> Iterator[_OddCell]:
    depth = 0
    for kind, at, size in xls.records(stream, start):
        # A chart has a beginning and an end of its own within the sheet.
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if kind == _FORMULA and size >= 14:
            row, column = struct.unpack_from("<HH", stream, at)
            is_error = stream[at + 6] == _IS_ERROR and stream[at + 12 : at + 14] == b"\xff\xff"
            yield row, column, True, stream[at + 8] if is_error else None
        elif kind == _BOOL_OR_ERROR and size >= 8 and stream[at + 7]:
            row, column = struct.unpack_from("<HH", stream, at)
            yield row, column, False, stream[at + 6]


def _legacy_name(stream: bytes, at: int) -> str:
    count, flags = stream[at + 6], stream[at + 7]
    if flags & _WIDE:
        return stream[at + 8 : at + 8 + 2 * count].decode("utf-16-le", "replace")
    return stream[at + 8 : at + 8 + count].decode("latin-1")


def _of_archive(parts: package.Parts, sheet: str, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    if "content.xml" in parts:
        return _of_open_document(_table(parts["content.xml"], sheet), wanted)
    part = package.sheet_parts(parts)[sheet]
    content = parts[part]
    if "xl/workbook.bin" in parts:
        return _of_binary(content, wanted)
    if _has_odd(part, content, wanted):
        return _of_xml(part, content, wanted)
    return {}


def _error(code: int | None) -> str:
    return "" if code is None else _ERRORS.get(code, _UNKNOWN_ERROR)


def _has_odd(name: str, part: bytes, wanted: Collection[Spot]) -> bool:
    """Whether a wanted cell looks as if it had a formula or an error; quick, and never misses."""
    if not has_usual_cells(name, part):
        return True
    # Behind the cells stand the drop-downs, with half of a form's text.
    cells = part[: part.rfind(b"sheetData")]
    addresses = {a1(row, column).encode() for row, column in wanted}
    odd = _odd_in(frozenset(column for _, column in wanted))
    return not addresses.isdisjoint(odd.findall(cells))


@lru_cache(maxsize=64)
def _odd_in(columns: frozenset[int]) -> re.Pattern[bytes]:
    """What finds the address of every cell in some columns that is more than a plain value."""
    letters = "|".join(map(column_name, columns)).encode()
    return re.compile(rb'<c r="((?:' + letters + rb')\d+)"(?!' + _PLAIN + rb")")


def _of_xml(name: str, part: bytes, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    """As :func:`raw_cells`, of a sheet whose cells may leave out their places.

    Raises:
        RefusedError: it is no proper XML.
    """
    seen: dict[Spot, dict[str, str]] = {}  # the type, formula and value of each wanted cell
    cell: dict[str, str] = {}
    row, column, inner = -1, -1, ""

    def start(tag: str, facts: dict[str, str]) -> None:
        nonlocal cell, row, column, inner
        inner = tag.rpartition(":")[2]
        if inner == "row":
            row, column = int(facts.get("r", row + 2)) - 1, -1
        elif inner == "c":
            spot = next(cells_of(facts.get("r", "").upper()), (row, column + 1))
            cell, column = {"t": facts.get("t", "")}, spot[1]
            if spot in wanted:
                seen[spot] = cell
        elif inner in _PIECES:
            cell.setdefault(inner, "")

    def text(value: str) -> None:
        if inner in _PIECES:
            cell[inner] += value

    def end(tag: str) -> None:
        nonlocal cell, inner
        inner = ""
        if tag.rpartition(":")[2] == "c":
            cell = {}  # what follows is of no cell: drop-downs have formulas too

    parse(name, part, start, text, end)
    odd = {spot: each for spot, each in seen.items() if "f" in each or each["t"] == "e"}
    return {spot: _raw(each) for spot, each in odd.items()}


def _raw(cell: Mapping[str, str]) -> RawCell:
    formula = f"={cell['f'].strip().lstrip('=')}" if "f" in cell else ""
    error = cell.get("v", "").strip() if cell["t"] == "e" else ""
    return RawCell(formula, error or ("" if formula else _UNKNOWN_ERROR))


def _of_binary(part: bytes, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    part = with_columns(part)
    found = {}
    row = 0
    for kind, at, _ in records(part):
        if kind == _BRT_ROW:
            (row,) = struct.unpack_from("<I", part, at)
        elif kind == _BRT_ERROR or kind in _BRT_FORMULAS:
            (column,) = struct.unpack_from("<I", part, at)
            if (row, column) in wanted:
                is_error = kind in (_BRT_ERROR, _BRT_FORMULA_ERROR)
                error = _ERRORS.get(part[at + 8], _UNKNOWN_ERROR) if is_error else ""
                found[row, column] = RawCell("" if kind == _BRT_ERROR else "=", error)
    return found


def _table(content: bytes, sheet: str) -> bytes:
    """The XML of one sheet of an .ods workbook; empty where it is not found."""
    for table in content.split(b"<table:table ")[1:]:
        name = re.search(rb"\btable:name=(?:\"([^\"]*)\"|'([^']*)')", table[: table.find(b">")])
        if name and html.unescape((name[1] or name[2] or b"").decode()) == sheet:
            return table.partition(b"</table:table>")[0]
    return b""


def _of_open_document(part: bytes, wanted: Collection[Spot]) -> dict[Spot, RawCell]:
    found: dict[Spot, RawCell] = {}
    row = column = 0
    rows = 0
    for match in _ODS_TAG.finditer(part):
        repeated = _ODS_REPEATED.search(match["facts"])
        count = int(repeated[1]) if repeated else 1
        if match["tag"] == b"table-row":
            row, column, rows = row + rows, 0, count
            continue
        if raw := _of_open_cell(part, match):
            found |= {
                (line, place): raw
                for line, place in wanted
                if row <= line < row + rows and column <= place < column + count
            }
        column += count
    return found


def _of_open_cell(part: bytes, match: re.Match[bytes]) -> RawCell | None:
    formula = _ODS_FORMULA.search(match["facts"])
    is_error = _ODS_IS_ERROR.search(match["facts"]) is not None
    if formula is None and not is_error:
        return None
    is_empty = match["facts"].endswith(b"/")
    end = match.end() if is_empty else part.find(b"</table:table-cell>", match.end())
    paragraph = _ODS_PARAGRAPH.search(part, match.end(), max(end, match.end()))
    shown = html.unescape(paragraph[1].decode()) if paragraph else ""
    if not is_error and not _ODS_ERROR.fullmatch(shown):
        shown = ""
    elif not shown:
        shown = _UNKNOWN_ERROR
    text = html.unescape((formula[1] or formula[2] or b"=").decode()) if formula else ""
    return RawCell(text.removeprefix("of:").removeprefix("oooc:"), shown)
