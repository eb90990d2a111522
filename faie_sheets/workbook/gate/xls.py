"""The OLE2 file that an .xls workbook is ([MS-CFB]), its records ([MS-XLS]), and their bounds.

The records are followed as calamine follows them: to the end of the workbook's own, and then those
of each sheet from where it is said to begin.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress

from faie_sheets.problems import Kind
from faie_sheets.workbook.gate.bounds import (
    MOST_TEXT,
    Box,
    RefusedError,
    Tally,
    check_strings,
    damaged,
    unsafe,
)

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and above are no sectors
_ROOT, _STREAM = 5, 2

_END, _PASSWORD, _SHEET, _TEXTS, _CONTINUED, _EXTENT = 0x0A, 0x2F, 0x85, 0xFC, 0x3C, 0x200
_NUMBERS, _SHARED_TEXT = 0xBD, 0xFD
_CELLS = {0x0203, 0x0003, 0x027E, 0x0204, 0x0004, 0x06, 0x0206, 0x0406, 0x0205, 0x05, 0xD6}
_CELLS |= {_NUMBERS, _SHARED_TEXT, 0x0002, 0x007E}
_EXTENTS = {10: "<4H", 14: "<IIHH"}
_WHOLE_GRID = 65_536 * 256
_WIDE, _HAS_MORE, _HAS_RUNS = 1, 4, 8


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


def xls_records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record's content in a stream of an .xls workbook."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def check_records(compound: CompoundFile) -> None:
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
    for kind, at, size in xls_records(stream, start):
        if kind == _PASSWORD:
            raise RefusedError(Kind.FILE_PASSWORD_PROTECTED)
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
