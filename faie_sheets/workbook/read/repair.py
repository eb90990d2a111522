"""Honest workbooks that calamine misreads, rewritten so that it reads them whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from faie_sheets.workbook.gate.archive import archive_of, packed
from faie_sheets.workbook.gate.binary_records import seven_bits
from faie_sheets.workbook.gate.xlsb import OLE2
from faie_sheets.workbook.read.legacy_formats import with_formats_apart

_INDENTED = re.compile(rb">(?:\s+(?=</?table:)|(?<!</text:p>)(?<!\?>)\s+(?=<(?:text:p|office:)\b))")
_LINE_BREAK = re.compile(rb"<text:line-break\s*/>")
_TAB = re.compile(rb"<text:tab\b[^<>]*/>")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt=["']e["'][^>]*>.*?</(?:\w+:)?c>""", re.DOTALL)
_NEWER_ERROR = re.compile(
    rb"(<(?:\w+:)?v>)#(?!(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)<)[^<]*(?=</)"
)
# [MS-XLSB]: a cell without its column stands right of the last one; a row begins anew.
_BRT_ROW, _FIRST_SHORT, _LAST_SHORT, _BRT_LAST_CELL = 0, 12, 18, 11


def repaired(data: bytes) -> bytes:
    """A workbook in which calamine finds every cell; the same bytes where nothing is to be done.

    An .xlsb whose cells leave out their columns, as SheetJS writes it, would lose them in silence;
    an .ods with indented XML, as Gnumeric and SheetJS write it, would not open, and Gnumeric's
    line breaks and everybody's tabs would be lost; in an .xls whose own number formats have the
    numbers that Gnumeric gives them, a percentage would be a time of day.
    """
    if data.startswith(OLE2):
        return with_formats_apart(data)
    if b"xl/workbook.bin" in data:
        return _rewritten(data, "xl/worksheets/", with_columns)
    if b"content.xml" in data and b"META-INF/manifest.xml" in data:
        return _rewritten(data, "content.xml", plainly_laid_out)
    return data


def with_older_errors(data: bytes) -> bytes:
    """A workbook whose error values are those of Excel 2007.

    calamine refuses a sheet that has one of the newer ones, such as ``#SPILL!``.
    """
    return _rewritten(data, "xl/worksheets/", older_errors)


def older_errors(part: bytes) -> bytes:
    """A sheet of an .xlsx with ``#VALUE!`` for each error value that is newer than Excel 2007."""
    return _ERROR_CELL.sub(lambda cell: _NEWER_ERROR.sub(rb"\1#VALUE!", cell[0]), part)


def _rewritten(data: bytes, beginning: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = dict(archive_of(data))
    changed = {name: change(part) for name, part in parts.items() if name.startswith(beginning)}
    if all(parts[name] == part for name, part in changed.items()):
        return data
    return packed(parts | changed)


def plainly_laid_out(part: bytes) -> bytes:
    """The content of an .ods without indents between cells, line breaks and tabs as characters."""
    return _TAB.sub(b"\t", _LINE_BREAK.sub(b"\n", _INDENTED.sub(b">", part)))


def with_columns(part: bytes) -> bytes:
    """A sheet of an .xlsb in which every cell names its column."""
    whole = bytearray()
    at, column = 0, -1
    while at < len(part):
        start = at
        kind, at = seven_bits(part, at)
        size, at = seven_bits(part, at)
        content, at = part[at : at + size], at + size
        if _FIRST_SHORT <= kind <= _LAST_SHORT:
            column += 1
            whole += bytes([kind - _BRT_LAST_CELL]) + _in_seven_bits(size + 4)
            whole += column.to_bytes(4, "little") + content
            continue
        if kind == _BRT_ROW:
            column = -1
        elif kind <= _BRT_LAST_CELL:
            column = int.from_bytes(content[:4], "little")
        whole += part[start:at]
    return bytes(whole)


def _in_seven_bits(number: int) -> bytes:
    digits = []
    while number > 127:
        digits.append(number & 127 | 128)
        number >>= 7
    return bytes([*digits, number])
