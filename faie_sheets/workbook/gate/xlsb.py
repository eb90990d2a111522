"""The records of an .xlsb workbook's parts ([MS-XLSB]), and how much they may hold."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from faie_sheets.workbook.gate.bounds import Box, Tally, check_strings

_BRT_ROW, _BRT_LAST_CELL, _BRT_FIRST_SHORT, _BRT_LAST_SHORT, _BRT_BEGIN_SST = 0, 11, 12, 18, 159
_BRT_BLANK, _BRT_SHARED, _BRT_SST_ITEM = 1, (7, 18), 19
_BRT_BUNDLE_SH, _BRT_END_BUNDLE_SHS = 156, 144


def seven_bits(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to four bytes that hold seven bits each, the lowest first, and its end."""
    number = 0
    for shift in range(0, 28, 7):
        number |= (data[at] & 0x7F) << shift
        at += 1
        if data[at - 1] < 0x80:
            break
    return number, at


def xlsb_records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record's content, as far as there are whole headers."""
    at = 0
    try:
        while at < len(part):
            kind, at = seven_bits(part, at)
            size, at = seven_bits(part, at)
            yield kind, at, size
            at += size
    except IndexError:
        return


def xlsb_sheets(workbook: bytes) -> Iterator[tuple[str, str]]:
    """Name and relation of each sheet."""
    for kind, at, _ in xlsb_records(workbook):
        if kind == _BRT_BUNDLE_SH:
            relation, after = _wide_string(workbook, at + 8)
            yield _wide_string(workbook, after)[0], relation
        elif kind == _BRT_END_BUNDLE_SHS:
            return


def _wide_string(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end


def check_sheet(name: str, part: bytes, tally: Tally) -> None:
    """Count the cells of a sheet of an .xlsb workbook.

    Raises:
        RefusedError: there are more than are read, or one is out of the grid.
    """
    box = Box(name)
    row, column = 0, -1
    for kind, at, size in xlsb_records(part):
        if kind > _BRT_LAST_SHORT or size < 4:
            continue
        if kind == _BRT_ROW:
            row, column = int.from_bytes(part[at : at + 4], "little"), -1
            box.check(row, 0)
            continue
        if kind >= _BRT_FIRST_SHORT:
            column += 1
        else:
            column = int.from_bytes(part[at : at + 4], "little")
        if kind == _BRT_BLANK:
            box.check(row, column)
        else:
            box.add(row, column)
        if kind in _BRT_SHARED:
            place = at + 8 if kind <= _BRT_LAST_CELL else at + 4
            tally.uses[int.from_bytes(part[place : place + 4], "little")] += 1
    tally.add(box)


def text_lengths(name: str, part: bytes) -> list[int]:
    """The length in bytes of each text that the cells of an .xlsb workbook share.

    Raises:
        RefusedError: the list claims to be longer than any is.
    """
    lengths = []
    for kind, at, size in xlsb_records(part):
        if kind == _BRT_BEGIN_SST and size >= 8:
            check_strings(name, max(struct.unpack_from("<II", part, at)))
        elif kind == _BRT_SST_ITEM:
            lengths.append(size)
    return lengths
