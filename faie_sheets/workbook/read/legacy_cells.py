"""The cells of an .xls sheet that hold an error value or a formula ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from faie_sheets.workbook.gate.binary_records import legacy_records
from faie_sheets.workbook.gate.xlsb import CompoundFile

_BOUND_SHEET, _FORMULA, _BOOL_OR_ERROR, _BOF, _EOF = 0x85, 0x06, 0x205, 0x809, 0x0A
_WIDE, _IS_ERROR = 1, 2

OddCell = tuple[int, int, bool, int | None]
"""Row and column from 0, whether it has a formula, and the code of its error or None."""


def odd_cells(data: bytes, sheet: str) -> Iterator[OddCell]:
    """Every cell of a sheet that has an error value or a formula."""
    for stream in CompoundFile(data).streams("workbook", "book"):
        for kind, at, _ in legacy_records(stream):
            if kind == _BOUND_SHEET and _name(stream, at) == sheet:
                (start,) = struct.unpack_from("<I", stream, at)
                yield from _odd_cells_from(stream, start)
                return


def _odd_cells_from(stream: bytes, start: int) -> Iterator[OddCell]:
    depth = 0
    for kind, at, size in legacy_records(stream, start):
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


def _name(stream: bytes, at: int) -> str:
    count, flags = stream[at + 6], stream[at + 7]
    if flags & _WIDE:
        return stream[at + 8 : at + 8 + 2 * count].decode("utf-16-le", "replace")
    return stream[at + 8 : at + 8 + count].decode("latin-1")
