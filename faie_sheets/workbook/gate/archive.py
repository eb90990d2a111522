"""A workbook's ZIP archive: its list of parts, within bounds, and the parts unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

from faie_sheets.problems import Kind, quoted
from faie_sheets.workbook.gate.bounds import MEGABYTE, RefusedError, damaged, too_large, unsafe

MOST_ENTRIES = 1_000
LARGEST_ENTRY = 64 * MEGABYTE
LARGEST_INFLATED = 128 * MEGABYTE
_MOST_KEPT = 2 * MEGABYTE
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = MEGABYTE

ZIP, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
_LARGE_END, _LARGE_END_PLACE = b"PK\x06\x06", b"PK\x06\x07"
_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_OTHER_FLAGS = 0x20 | 0x40  # a patch, and strong encryption
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30  # bytes before the name of a part, at the least
_END_HEADER = 22
_UNICODE_NAME = 0x7075  # an extra field, behind its version and a checksum
_LARGE_END_HEADER, _LARGE_END_PLACE_HEADER = 56, 20
_SMALL = 64_000
_MOST_REMEMBERED = 128
# An empty bitmap packs a thousandfold; the other bounds hold for pictures too.
_PICTURES = ("xl/media/", "pictures/")

_Found = TypeVar("_Found")
_Facts = ParamSpec("_Facts")
_Look = Callable[Concatenate[str, bytes, _Facts], _Found]
"""A pure function of a part's name and content, and of what else it is given."""


def once_per_content(look: _Look[_Facts, _Found]) -> _Look[_Facts, _Found]:
    """The same pure function, which looks only once at small parts of the same name and content.

    Most parts of a batch's forms are alike to the byte.
    """
    once = lru_cache(maxsize=_MOST_REMEMBERED)(look)

    @wraps(look)
    def found(name: str, part: bytes, /, *facts: _Facts.args, **named: _Facts.kwargs) -> _Found:
        is_small = len(part) <= _SMALL
        return (once if is_small else look)(name, part, *facts, **named)

    return found


class Archive(Mapping[str, bytes]):
    """Name → content of the parts of an archive; of a large one, some are unpacked at each look."""

    def __init__(self, data: bytes) -> None:
        """Read the list of parts.

        Raises:
            RefusedError: it is damaged, or out of bounds.
        """
        self._data, self._entries = data, _listing(data)
        self._kept: dict[str, bytes] = {}
        self._room = _MOST_KEPT

    def __getitem__(self, part: str) -> bytes:
        """A part's content.

        Raises:
            KeyError: there is no such part.
            RefusedError: it is not what the archive says it is.
        """
        content = self._kept.get(part)
        if content is None:
            content = _inflated(self._data, self._entries[part])
            if len(content) <= self._room:
                self._kept[part] = content
                self._room -= len(content)
        return content

    def __contains__(self, part: object) -> bool:
        return part in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def has_backslashes(self) -> bool:
        """Whether a part's name had a backslash where others have a slash."""
        return any("\\" in entry.orig_filename for entry in self._entries.values())


@lru_cache(maxsize=1)
def archive_of(data: bytes) -> Archive:
    """The archive in these bytes, opened once however many look into it, one after the other.

    Raises:
        RefusedError: it is damaged, or out of bounds.
    """
    return Archive(data)


def _listing(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Name → entry of the parts of an archive, which are within bounds as far as it says so.

    Raises:
        RefusedError: it is damaged, or they are not.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    # zipfile lets struct.error, ValueError and its kin out of a malformed archive.
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, OverflowError) as error:
        # What zipfile says of a file whose end is cut off would only puzzle.
        why = str(error) if zipfile.is_zipfile(io.BytesIO(data)) else "its end is missing"
        raise damaged(why) from None
    except (NotImplementedError, RuntimeError) as error:
        raise unsafe(str(error), "an ordinary workbook") from None
    _check_end(data, len(entries))
    _check_entries(entries)
    return {entry.orig_filename.replace("\\", "/"): entry for entry in entries}


def _check_end(data: bytes, entries: int) -> None:
    """Refuse an archive that another reader may take for another one than Python does."""
    at = data.rfind(ZIP_END)
    count, size, offset, comment = struct.unpack_from("<HIIH", data, at + 10)
    if extra := len(data) - (at + _END_HEADER + comment):
        if extra < 0:
            raise damaged("its end is missing")
        raise damaged(f"something that does not belong to it follows its end ({extra:,} bytes)")
    end = at
    if data[max(at - _LARGE_END_PLACE_HEADER, 0) : at].startswith(_LARGE_END_PLACE):
        end = at - _LARGE_END_PLACE_HEADER - _LARGE_END_HEADER
        count, size, offset = _large_end(data, end, (count, size, offset))
    if offset + size != end or count != entries:
        raise damaged("something that does not belong to it is inside it")


def _large_end(data: bytes, at: int, small: tuple[int, int, int]) -> tuple[int, int, int]:
    """Length, size and place of the list of parts, as the end of an archive of over 4 GB has them.

    Some honest writers end every archive so (ZIP64). What the ordinary end says beside it must be
    the same, or left open: else two readers could see two archives.
    """
    _, place, _ = struct.unpack_from("<IQI", data, at + _LARGE_END_HEADER + 4)
    if at < 0 or place != at or not data.startswith(_LARGE_END, at):
        raise damaged("its end is not where it says")
    length, count, size, offset = struct.unpack_from("<Q20xQQQ", data, at + 4)
    open_ends = (0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    pairs = zip(small, (count, size, offset), open_ends, strict=True)
    if length != _LARGE_END_HEADER - 12 or any(one not in (two, gap) for one, two, gap in pairs):
        raise damaged("it has two ends, which say different things")
    return count, size, offset


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise too_large(f"{len(entries):,} inner files", f"{MOST_ENTRIES:,} inner files")
    # .NET once packed whole folders with backslashes: it is all of the names then.
    is_slashed = any("/" in entry.orig_filename for entry in entries)
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise RefusedError(Kind.FILE_PASSWORD_PROTECTED)
        part = entry.orig_filename
        _check_names(entry.extra, part)
        fault = _fault_of(entry, is_slashed)
        if part.casefold() in seen:
            fault = "occurs twice", "each inner file once"
        elif entry.header_offset < end:
            fault = "overlaps another", "each inner file in a place of its own"
        if fault:
            raise unsafe(f"its inner file {quoted(part)} {fault[0]}", fault[1])
        seen.add(part.casefold())
        end = entry.header_offset + _LOCAL_HEADER + len(part) + entry.compress_size
    if (total := sum(entry.file_size for entry in entries)) > LARGEST_INFLATED:
        limit = f"{LARGEST_INFLATED // MEGABYTE} MB unpacked"
        raise too_large(f"{total / MEGABYTE:.0f} MB unpacked", limit)


def _check_names(extra: bytes, name: str) -> None:
    """Refuse a part that has another name beside its own, by which calamine would know it."""
    while len(extra) >= 4:
        field, size = struct.unpack_from("<HH", extra)
        if field == _UNICODE_NAME and extra[9 : 4 + size] != name.encode(errors="replace"):
            raise damaged(f"its inner file {quoted(name)} has two names")
        extra = extra[4 + size :]


def _fault_of(entry: zipfile.ZipInfo, is_slashed: bool) -> tuple[str, str] | None:
    """What makes a part unsafe by itself, and what is allowed.

    Raises:
        RefusedError: it is too large.
    """
    # zipfile cuts .filename off at a NUL, and turns backslashes on Windows alone.
    part, size = entry.orig_filename, entry.file_size
    names = part.replace("\\", "/").split("/")
    if not names[0] or ".." in names or (is_slashed and "\\" in part) or "\0" in part:
        return "points out of the file", "names inside the file"
    if entry.flag_bits & _OTHER_FLAGS:
        return "is encrypted or a patch", "an ordinary workbook"
    if entry.compress_type not in _METHODS:
        return "is packed in an unusual way", "inner files packed as spreadsheet programs do"
    if size > LARGEST_ENTRY:
        limit = f"{LARGEST_ENTRY // MEGABYTE} MB an inner file, unpacked"
        raise too_large(f"{size / MEGABYTE:.0f} MB in its inner file {quoted(part)}", limit)
    ratio = size / max(entry.compress_size, 1)
    is_picture = part.casefold().startswith(_PICTURES)
    if size > RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO and not is_picture:
        return f"unpacks to {ratio:,.0f} times its size", f"at most {HIGHEST_RATIO} times"
    return None


def _inflated(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part's content, never more than it declares; zipfile would take twice the time.

    Raises:
        RefusedError: it is not what the archive says it is.
    """
    at, name = entry.header_offset, entry.orig_filename
    if data[at : at + 4] != ZIP:
        raise damaged(f"its inner file {quoted(name)} is not where it should be")
    lengths = struct.unpack_from("<HH", data, at + 26)
    begin = at + _LOCAL_HEADER + sum(lengths)
    raw_name = data[at + _LOCAL_HEADER : at + _LOCAL_HEADER + lengths[0]]
    if raw_name != name.encode("utf-8" if entry.flag_bits & _UTF8_FLAG else "cp437", "replace"):
        raise damaged(f"its inner file {quoted(name)} has two names")
    _check_names(data[begin - lengths[1] : begin], name)
    part = data[begin : begin + entry.compress_size]
    unpack = _unpacked_once if entry.file_size <= _SMALL else _unpacked
    return unpack(name, part, entry.compress_type, entry.file_size, entry.CRC)


def _unpacked(name: str, part: bytes, method: int, size: int, checksum: int) -> bytes:
    if method == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = inflater.decompress(part, size + 1)
        except zlib.error:
            raise damaged(f"its inner file {quoted(name)} cannot be unpacked") from None
    if len(part) != size or zlib.crc32(part) != checksum:
        raise damaged(f"its inner file {quoted(name)} is not as it was when it was saved")
    return part


_unpacked_once = once_per_content(_unpacked)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, for a reader that is to have no others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
