"""What the records of an .xls workbook may hold, counted before they are parsed ([MS-XLS]).

They are followed as calamine follows them: to the end of the workbook's own, and then those of each
sheet from where it is said to begin.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress

from faie_sheets.problems import Kind
from faie_sheets.workbook.gate.binary_records import legacy_records
from faie_sheets.workbook.gate.bounds import (
    MOST_TEXT,
    Box,
    RefusedError,
    Tally,
    check_strings,
    damaged,
    unsafe,
)
from faie_sheets.workbook.gate.xlsb import CompoundFile

_END, _PASSWORD, _SHEET, _TEXTS, _CONTINUED, _EXTENT = 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0x200
_NUMBERS, _SHARED_TEXT = 0xBD, 0xFD
_CELLS = {0x0203, 0x0003, 0x027E, 0x0204, 0x0004, 0x06, 0x0206, 0x0406, 0x0205, 0x05, 0xD6}
_CELLS |= {_NUMBERS, _SHARED_TEXT, 0x0002, 0x007E}
_EXTENTS = {10: "<4H", 14: "<IIHH"}
_WHOLE_GRID = 65_536 * 256
_WIDE, _HAS_MORE, _HAS_RUNS = 1, 4, 8


def look_at(compound: CompoundFile) -> None:
    """Count the cells and the texts of an .xls workbook.

    Raises:
        RefusedError: there are more than are read, or it needs a password.
    """
    for stream in compound.streams("workbook", "book"):
        tally, begun, texts = Tally(), set[int](), list[memoryview]()
        for kind, content in _contents(stream, 0):
            if kind == _SHEET and len(content) >= 4:
                start = int.from_bytes(content[:4], "little")
                # Read many times, a sheet would multiply all bounds.
                if start in begun:
                    raise unsafe("it shows one sheet as several sheets", "each sheet once")
                begun.add(start)
            elif kind == _TEXTS and len(content) >= 8:
                check_strings("Workbook", max(struct.unpack_from("<II", content)))
                texts = [content]
            elif kind == _CONTINUED and texts:
                texts.append(content)
        for start in begun:
            tally.add(_counted(stream, start, tally))
        if 2 * sum(map(len, texts)) * tally.uses.total() > MOST_TEXT:
            tally.add_shared(_lengths(texts))


def _contents(stream: bytes, start: int) -> Iterator[tuple[int, memoryview]]:
    """Kind and content of the records from a place to the end that they come to."""
    whole = memoryview(stream)
    for kind, at, size in legacy_records(stream, start):
        if kind == _PASSWORD:
            raise RefusedError(Kind.FILE_ENCRYPTED)
        if kind == _END:
            return
        yield kind, whole[at : at + size]


def _counted(stream: bytes, start: int, tally: Tally) -> Box:
    box = Box("Workbook")
    for kind, content in _contents(stream, start):
        size = len(content)
        if kind in _CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", content)
            box.add(row, column, 1, max((size - 6) // 6, 1) if kind == _NUMBERS else 1)
            if kind == _SHARED_TEXT and size >= 10:
                tally.uses[int.from_bytes(content[6:10], "little")] += 1
        elif kind == _EXTENT and size in _EXTENTS:
            _check_extent(*struct.unpack_from(_EXTENTS[size], content))
    return box


def _check_extent(top: int, below: int, left: int, beyond: int) -> None:
    """Refuse what a sheet says of its extent where calamine would set aside memory without end."""
    rows, columns = below - top, beyond - left
    if below and beyond and (min(rows, columns) < 0 or rows * columns > _WHOLE_GRID):
        raise damaged("a sheet does not extend from where it begins to where it ends")


def _lengths(pieces: Sequence[memoryview]) -> list[int]:
    """The bytes of each text that cells share, as far as the list of them makes sense."""
    lengths: list[int] = []
    data, rest = pieces[0][8:], iter(pieces[1:])
    with suppress(struct.error, StopIteration):
        while True:
            data = data if len(data) >= 3 else next(rest)
            count, flags = struct.unpack_from("<HB", data)
            (runs,) = struct.unpack_from("<H", data, 3) if flags & _HAS_RUNS else (0,)
            at = 5 if flags & _HAS_RUNS else 3
            (more,) = struct.unpack_from("<I", data, at) if flags & _HAS_MORE else (0,)
            data = data[at + 4 if flags & _HAS_MORE else at :]
            lengths.append(2 * count)
            while count:
                width = 2 if flags & _WIDE else 1
                here = min(count, len(data) // width)
                data, count = data[here * width :], count - here
                if count:
                    # The characters of a text that goes on may be of another width.
                    data = next(rest)
                    flags, data = data[0], data[1:]
            skipped = 4 * runs + more
            while skipped > len(data):
                data, skipped = next(rest), skipped - len(data)
            data = data[skipped:]
    return lengths
