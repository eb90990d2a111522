"""The cells of an .xls, .xlsb or .ods sheet that have a formula or an error value."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from faie_sheets.workbook.gate import xls, xlsb
from faie_sheets.workbook.gate.xls import CompoundFile
from faie_sheets.workbook.gate.xml import parse
from faie_sheets.workbook.read.repair import with_columns

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA"}  # fmt: skip
UNKNOWN_ERROR = "#ERROR"

# [MS-XLS]; a formula has had three numbers in the course of time, the beginning of a sheet four.
_BOUND_SHEET, _CODE_PAGE, _BOOL_OR_ERROR, _EOF = 0x85, 0x42, 0x205, 0x0A
_FORMULAS, _BEGINNINGS = (0x06, 0x206, 0x406), (0x09, 0x209, 0x409, 0x809)
_EXCEL_97 = 0x600
_WIDE, _IS_ERROR = 1, 2
# [MS-XLSB]: a row; a cell's error; its formula with a text, a number, a truth value, an error; the
# area of an array formula, and of a data table.
_BRT_ROW, _BRT_ERROR, _BRT_FORMULAS, _BRT_FORMULA_ERROR = 0, 3, range(8, 12), 11
_BRT_AREAS = (426, 428)
_MOST_IN_AREA = 100_000
_ODS_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d{3}")
_ODS_SHEET = re.compile(rb"""table:table(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ODS_CELLS = ("table:table-cell", "table:covered-table-cell")


class OddCell(NamedTuple):
    """A cell, its row and column counted from 0, that is more than its value.

    Attributes:
        formula: its formula, beginning with ``=``; ``"="`` where the file has it in code only,
            and ``""`` where there is none.
        error: its error value, or ``""``.
    """

    row: int
    column: int
    formula: str
    error: str


def legacy_cells(data: bytes, sheet: str) -> Iterator[OddCell]:
    """Every such cell of a sheet of an .xls workbook.

    Raises:
        KeyError: no sheet has this name.
        IndexError, ValueError, struct.error: a record makes no sense.
        RefusedError: the OLE2 file makes none.
    """
    found = 0
    # The same workbook may be there for Excel 95 as well: which one calamine reads does not matter.
    for stream in CompoundFile(data).streams("workbook", "book"):
        for name, start in _legacy_sheets(stream):
            if name == sheet.replace("\0", ""):
                found += 1
                yield from _legacy_cells_from(stream, start)
    if not found:
        raise KeyError(sheet)


def _legacy_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The name of each sheet, and where it begins."""
    is_older, encoding = False, "cp1252"
    for kind, at, size in xls.xls_records(stream):
        if kind in _BEGINNINGS and at == 4:
            is_older = struct.unpack_from("<H", stream, at) < (_EXCEL_97,)
        elif kind == _CODE_PAGE:
            encoding = _encoding(*struct.unpack_from("<H", stream, at))
        elif kind == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", stream, at)
            name = stream[at + 7 : at + size] if is_older else stream[at + 8 : at + size]
            if is_older:
                shown = name[: stream[at + 6]].decode(encoding)
            elif stream[at + 7] & _WIDE:
                shown = name[: 2 * stream[at + 6]].decode("utf-16-le")
            else:
                shown = name[: stream[at + 6]].decode("latin-1")
            yield shown.replace("\0", ""), start
        elif kind == _EOF:
            return


def _encoding(code_page: int) -> str:
    return {10_000: "mac_roman"}.get(code_page, f"cp{code_page}")


def _legacy_cells_from(stream: bytes, start: int) -> Iterator[OddCell]:
    depth = 0
    for kind, at, _ in xls.xls_records(stream, start):
        # A chart has a beginning and an end of its own within the sheet.
        depth += (kind in _BEGINNINGS) - (kind == _EOF)
        if depth < 1:
            if kind != _EOF:
                raise ValueError(kind)
            return
        if kind in _FORMULAS:
            row, column = struct.unpack_from("<HH", stream, at)
            is_error = stream[at + 6] == _IS_ERROR and stream[at + 12 : at + 14] == b"\xff\xff"
            yield OddCell(row, column, "=", _error(stream[at + 8]) if is_error else "")
        elif kind == _BOOL_OR_ERROR and stream[at + 7]:
            row, column = struct.unpack_from("<HH", stream, at)
            yield OddCell(row, column, "", _error(stream[at + 6]))


def binary_cells(part: bytes) -> Iterator[OddCell]:
    """Every such cell of a sheet of an .xlsb workbook.

    Raises:
        IndexError, struct.error, ValueError: a record makes no sense, or the last is not whole.
    """
    part = with_columns(part)
    row = end = 0
    for kind, at, size in xlsb.xlsb_records(part):
        end = at + size
        if kind == _BRT_ROW:
            (row,) = struct.unpack_from("<I", part, at)
        elif kind == _BRT_ERROR or kind in _BRT_FORMULAS:
            (column,) = struct.unpack_from("<I", part, at)
            is_error = kind in (_BRT_ERROR, _BRT_FORMULA_ERROR)
            error = _error(part[at + 8]) if is_error else ""
            yield OddCell(row, column, "" if kind == _BRT_ERROR else "=", error)
        elif kind in _BRT_AREAS:
            top, bottom, left, right = struct.unpack_from("<4I", part, at)
            if not 0 < (bottom - top + 1) * (right - left + 1) <= _MOST_IN_AREA:
                raise ValueError(kind)
            for spot in product(range(top, bottom + 1), range(left, right + 1)):
                yield OddCell(*spot, "=", "")
    if end != len(part):
        raise ValueError(end)


def _error(code: int) -> str:
    return _ERRORS.get(code, UNKNOWN_ERROR)


def open_document_cells(
    content: bytes, sheet: str, wanted: Collection[tuple[int, int]]
) -> Iterator[OddCell]:
    """Those of the wanted cells of a sheet of an .ods workbook.

    Raises:
        KeyError: no sheet has this name.
        RefusedError: it is no proper XML.
        ValueError: a number of repeats is none, or a sheet stands within the sheet.
    """
    cells = _OpenDocument(sheet)
    for piece in _sheets_alone(content, sheet):
        parse("content.xml", piece, cells.start, cells.text, cells.end)
    if not cells.sheets:
        raise KeyError(sheet)
    for rows, columns, formula, error in cells.odd:
        for row, column in wanted:
            if row in rows and column in columns:
                yield OddCell(row, column, formula, error)


def _sheets_alone(content: bytes, sheet: str) -> list[bytes]:
    """The XML of the sheets of a name; of all sheets where it is not plain which tag is whose."""
    tags = list(_ODS_SHEET.finditer(content))
    begins = [tag for tag in tags if content[tag.start() - 1 : tag.start()] == b"<"]
    ends = [tag for tag in tags if content[tag.start() - 2 : tag.start()] == b"</"]
    spots = [tag.start() for pair in zip(begins, ends, strict=False) for tag in pair]
    is_plain = (
        # In comments, CDATA and the like a tag would be none.
        _tags_with(b"!", content) == 0
        and _tags_with(b"?", content) <= content.startswith(b"<?xml")
        and spots == [tag.start() for tag in tags]
        and not any(tag[0].endswith(b"/>") for tag in begins)
    )
    if not is_plain:
        return [content]
    return [
        content[begin.start() - 1 : end.end()]
        for begin, end in zip(begins, ends, strict=True)
        if (b"&" in begin[0] or sheet.encode() in begin[0])
        and _name_of(b"<" + begin[0].removesuffix(b">") + b"/>") == sheet
    ]


def _tags_with(sign: bytes, content: bytes) -> int:
    """How many tags begin with a sign; a single one is found faster than after a bracket."""
    return sum(piece.endswith(b"<") for piece in content.split(sign)[:-1])


def _name_of(table: bytes) -> str:
    names: list[str] = []
    parse("content.xml", table, lambda _, facts: names.append(facts.get("table:name", "")))
    return names[0]


class _OpenDocument:
    """The cells of a sheet of an .ods workbook that have a formula or an error, tag by tag.

    Attributes:
        odd: rows, columns, formula and error value of each, repeats included.
        sheets: how many sheets have the name.
    """

    def __init__(self, sheet: str) -> None:
        self.odd: list[tuple[range, range, str, str]] = []
        self.sheets = 0
        self._sheet, self._is_in = sheet, False
        self._row, self._rows, self._column = 0, 0, 0
        self._facts: dict[str, str] | None = None  # of an odd cell
        self._shown, self._paragraphs = "", 0

    def start(self, tag: str, facts: dict[str, str]) -> None:
        if tag in _ODS_CELLS:
            is_odd = "table:formula" in facts or facts.get("calcext:value-type") == "error"
            self._facts, self._shown, self._paragraphs = facts if is_odd else None, "", 0
            self._column += int(facts.get("table:number-columns-repeated", 1))
        elif tag == "text:p":
            self._paragraphs += 1
        elif tag == "table:table-row":
            self._row, self._column = self._row + self._rows, 0
            self._rows = int(facts.get("table:number-rows-repeated", 1))
        elif tag == "table:table":
            if self._is_in:
                raise ValueError(tag)
            self._is_in = facts.get("table:name", "") == self._sheet
            self.sheets += self._is_in
            self._row, self._rows = 0, 0

    def text(self, value: str) -> None:
        if self._facts and self._paragraphs == 1:
            self._shown += value

    def end(self, tag: str) -> None:
        if tag == "text:p":
            self._paragraphs += 1  # what stands between two is of neither
        elif tag in _ODS_CELLS:
            if self._is_in and self._facts:
                self._add(self._facts, self._shown)
            self._facts = None
        elif tag == "table:table":
            self._is_in = False

    def _add(self, facts: Mapping[str, str], shown: str) -> None:
        formula, error = facts.get("table:formula"), ""
        if facts.get("calcext:value-type") == "error":
            error = shown or UNKNOWN_ERROR
        elif _ODS_ERROR.fullmatch(shown):
            error = shown
        formula = "" if formula is None else formula or "="
        formula = formula.removeprefix("of:").removeprefix("oooc:")
        first = self._column - int(facts.get("table:number-columns-repeated", 1))
        columns = range(first, self._column)
        self.odd.append((range(self._row, self._row + self._rows), columns, formula, error))
        # The first cell has an array's formula, and how far it reaches.
        height = int(facts.get("table:number-matrix-rows-spanned", 1))
        width = int(facts.get("table:number-matrix-columns-spanned", 1))
        if height > 1 or width > 1:
            area = range(self._row, self._row + height), range(first, first + width)
            self.odd.append((*area, formula, ""))
