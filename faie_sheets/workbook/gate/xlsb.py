"""What the records of .xlsb workbooks may hold, and where the streams of an OLE2 file are."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator

from faie_sheets.workbook.gate.binary_records import records
from faie_sheets.workbook.gate.bounds import Box, Tally, check_strings, damaged

# [MS-XLSB]
_BRT_ROW, _BRT_LAST_CELL, _BRT_FIRST_SHORT, _BRT_LAST_SHORT, _BRT_BEGIN_SST = 0, 11, 12, 18, 159
_BRT_BLANK, _BRT_SHARED, _BRT_SST_ITEM = 1, (7, 18), 19

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and above are no sectors
_ROOT, _STREAM = 5, 2


def look_at_sheet(name: str, part: bytes, tally: Tally) -> None:
    """Count the cells of a sheet of an .xlsb workbook.

    Raises:
        RefusedError: there are more than are read, or one is out of the grid.
    """
    box = Box(name)
    row, column = 0, -1
    for kind, at, size in records(part):
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


def look_at_strings(name: str, part: bytes) -> list[int]:
    """The length in bytes of each text that the cells of an .xlsb workbook share.

    Raises:
        RefusedError: the list claims to be longer than any is.
    """
    lengths = []
    for kind, at, size in records(part):
        if kind == _BRT_BEGIN_SST and size >= 8:
            check_strings(name, max(struct.unpack_from("<II", part, at)))
        elif kind == _BRT_SST_ITEM:
            lengths.append(size)
    return lengths


class CompoundFile:
    """The streams of an OLE2 file ([MS-CFB]), as far as they are needed to judge it."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory.

        Raises:
            RefusedError: they lead in circles or out of the file.
        """
        try:
            self._read(data)
        except (struct.error, IndexError, ValueError):
            raise damaged("its end is missing, or its structure makes no sense") from None

    def _read(self, data: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError(shift)
        self._data, self._size = data, 1 << shift
        directory, _, self._cutoff, small_table, _, more, _ = struct.unpack_from("<7I", data, 0x30)
        tables = list(struct.unpack_from("<109I", data, 0x4C))
        for _ in range(len(data) // self._size):
            if more >= _END_OF_CHAIN:
                break
            *others, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            tables += others
        used = [sector for sector in tables if sector < _END_OF_CHAIN]
        if len(used) > len(data) // self._size:
            raise ValueError(len(used))
        self._next = array("I", b"".join(map(self._sector, used)))
        entries = self._chain(directory)
        self._streams: list[tuple[str, int, int]] = []
        self._small, self._small_start = b"", _END_OF_CHAIN
        for at in range(0, len(entries) - 127, 128):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._small, self._small_start = self._chain(start), start
            elif kind:
                self._streams.append((name, start, size if kind == _STREAM else 0))
        self._next_small = array("I", self._chain(small_table))

    @property
    def names(self) -> set[str]:
        """The names of all streams and folders in it."""
        return {name for name, _, _ in self._streams}

    def streams(self, *names: str) -> Iterator[bytes]:
        """The streams of these names, in any case.

        Raises:
            RefusedError: they lead in circles or out of the file.
        """
        for name, start, size in self._streams:
            if name.casefold() in names:
                try:
                    yield self._stream(start, size)
                except (IndexError, ValueError):
                    raise damaged("its end is missing") from None

    def places(self, *names: str) -> Iterator[list[int]]:
        """Where in the file each 64 bytes of the streams of these names stand."""
        for name, start, size in self._streams:
            if name.casefold() in names:
                yield self._places(start, size)

    def _places(self, start: int, size: int) -> list[int]:
        if size >= self._cutoff:
            return self._places_of_chain(start)
        small = self._places_of_chain(self._small_start)
        return [small[at] for at in _walk(self._next_small, start)]

    def _places_of_chain(self, start: int) -> list[int]:
        sectors = ((number + 1) * self._size for number in _walk(self._next, start))
        return [at + piece for at in sectors for piece in range(0, self._size, 64)]

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self._cutoff:
            return self._chain(start)[:size]
        pieces = (self._small[at * 64 : at * 64 + 64] for at in _walk(self._next_small, start))
        return b"".join(pieces)[:size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _walk(self._next, start)))

    def _sector(self, number: int) -> bytes:
        sector = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if not sector:
            raise IndexError(number)
        return sector.ljust(self._size, b"\0")


def _walk(following: array[int], sector: int) -> Iterator[int]:
    for _ in range(len(following) + 1):
        if sector >= _END_OF_CHAIN:
            return
        yield sector
        sector = following[sector]
    raise ValueError(sector)
