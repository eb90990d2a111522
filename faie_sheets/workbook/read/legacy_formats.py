"""The number formats of an .xls workbook, renumbered where calamine does not ask for them."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from faie_sheets.workbook.gate.binary_records import legacy_records
from faie_sheets.workbook.gate.xlsb import CompoundFile

_FORMAT, _CELL_FORMAT, _END = 0x041E, 0x00E0, 0x0A
_FOR_WORKBOOKS = range(164, 383)
_CURRENCIES = {*range(5, 9), *range(41, 45)}
"""Numbers that Excel defines in every workbook; calamine takes them for no date's, and rightly."""


def with_formats_apart(data: bytes) -> bytes:
    """An .xls workbook that numbers its own formats from 164 on, as Excel does.

    What calamine does not ask of any lower number is what the workbook says of it: 50 is a date of
    East Asia to it, 60 is none. Gnumeric begins at 50, so that 15% as ``0.0%`` would be 03:36.
    """
    compound = CompoundFile(data)
    whole = bytearray(data)
    names = ("workbook", "book")
    for stream, places in zip(compound.streams(*names), compound.places(*names), strict=True):
        for at, number in _renumbered(stream):
            for spot, byte in enumerate(number.to_bytes(2, "little"), at):
                whole[places[spot // 64] + spot % 64] = byte
    return bytes(whole)


def _renumbered(stream: bytes) -> Iterator[tuple[int, int]]:
    """Where a format is defined or used whose number has to be another one, and which."""
    defined: list[tuple[int, int]] = []
    used: list[tuple[int, int]] = []
    for kind, at, size in legacy_records(stream):
        if kind == _END:
            break
        if size >= 4 and at + 4 <= len(stream):
            first, second = struct.unpack_from("<HH", stream, at)
            if kind == _FORMAT:
                defined.append((at, first))
            elif kind == _CELL_FORMAT:
                used.append((at + 2, second))
    own = {number for _, number in defined}
    free = (number for number in _FOR_WORKBOOKS if number not in own)
    odd = sorted(own - _CURRENCIES - {*_FOR_WORKBOOKS})
    moved = dict(zip(odd, free, strict=False))
    yield from ((at, moved[number]) for at, number in (*defined, *used) if number in moved)
