"""The records that .xlsb and .xls workbooks are made of ([MS-XLSB], [MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

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


def records(part: bytes) -> Iterator[tuple[int, int, int]]:
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


def legacy_records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record's content in a stream of an .xls workbook."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, size
        at += 4 + size


def sheets(workbook: bytes) -> Iterator[tuple[str, str]]:
    """Name and relation of each sheet."""
    for kind, at, _ in records(workbook):
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
