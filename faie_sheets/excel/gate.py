"""The gate: what a file is by its signature, and the bounds within which a library may parse it.

What is inside the parts is judged by ``xml_gate``, ``ods_gate``, ``binary_gate`` and
``legacy_gate``. The measurements behind each bound are in ``docs/notes/hostile-files.md``.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from enum import StrEnum

from faie_sheets.errors import UnusableSourceError
from faie_sheets.excel import binary_gate, legacy_gate, ods_gate, records, signatures
from faie_sheets.excel.binary_gate import OLE2, CompoundFile
from faie_sheets.excel.bounds import (
    MEGABYTE,
    RefusedError,
    Tally,
    damaged,
    too_large,
    unsafe,
)
from faie_sheets.excel.xml_gate import Parts
from faie_sheets.problems import Kind, Place, quoted

LARGEST_FILE = 20 * MEGABYTE
MOST_ENTRIES = 1_000
LARGEST_ENTRY = 64 * MEGABYTE
LARGEST_INFLATED = 128 * MEGABYTE
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = MEGABYTE

_ZIP, _ZIP_PART, _ZIP_END, _ZIP64_END = b"PK\x03\x04", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_OTHER_FLAGS = 0x20 | 0x40  # a patch, and strong encryption
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30  # bytes before the name of a part, at the least
_END_HEADER = 22
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK, _BINARY_WORKBOOK = "xl/workbook.xml", "xl/workbook.bin"
_RELATION = re.compile(rb"<[^<>]*?Relationship\s[^<>]*>")
_ID, _TARGET = (
    re.compile(rb"""\sId\s*=\s*["']([^"']*)"""),
    re.compile(rb"""\sTarget\s*=\s*["']([^"']*)"""),
)
Reader = Callable[[str], bytes]


class FileKind(StrEnum):
    """What a workbook's bytes are, by signature and not by the name's ending."""

    OOXML = "xlsx"
    BINARY = "xlsb"
    OPEN_DOCUMENT = "ods"
    LEGACY = "xls"


def check_size(name: str, size: int) -> None:
    """Refuse an empty file and one of more than 20 MB.

    Raises:
        UnusableSourceError: as said.
    """
    if size > LARGEST_FILE:
        limit = f"{LARGEST_FILE // MEGABYTE} MB"
        raise _refusal(name, too_large(f"over {size // MEGABYTE} MB", limit))
    if size == 0:
        raise _refusal(name, RefusedError(Kind.FILE_EMPTY))


def check_workbook(name: str, data: bytes) -> FileKind:
    """What kind of workbook this is, once it is known to be safe to parse.

    Raises:
        UnusableSourceError: it is no workbook, needs a password, is damaged, or is out of bounds.
    """
    try:
        signatures.check_name(name, len(data))
        if data.startswith(OLE2):
            return _check_compound(data)
        if data.startswith(_ZIP):
            return _check_archive(data)
        raise signatures.refusal_of(data)
    except RefusedError as refused:
        raise _refusal(name, refused) from None


def unpacked(name: str, data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Name → content of those parts of an archive that are wanted; no other one is unpacked.

    Raises:
        UnusableSourceError: it is damaged, or its list of parts is out of bounds.
    """
    try:
        listing = _listing(data)
        return {part: _inflated(data, entry) for part, entry in listing.items() if wanted(part)}
    except RefusedError as refused:
        raise _refusal(name, refused) from None


def only_legacy(data: bytes) -> bytes:
    """An .xls workbook that cannot be taken for another kind, where it is damaged as one.

    calamine looks for a ZIP archive next, at the end of the file, and nobody has judged that one.
    """
    return data.replace(_ZIP_END, b"PK\0\0") if data.startswith(OLE2) else data


def _check_compound(data: bytes) -> FileKind:
    compound = CompoundFile(data)
    names = compound.names
    if not {"workbook", "book"} & {name.casefold() for name in names}:
        raise signatures.refusal_of_compound(names)
    legacy_gate.look_at(compound)
    return FileKind.LEGACY


def _check_archive(data: bytes) -> FileKind:
    by_name = _listing(data)

    def read(part: str) -> bytes:
        return _inflated(data, by_name[part]) if part in by_name else b""

    kind = _kind_of(by_name, read("mimetype"))
    parts, sheets = Parts(), _sheets_of(read) if kind is FileKind.BINARY else set()
    tally, lengths = Tally(), list[int]()
    for part in by_name:
        content = read(part)
        if kind is FileKind.OPEN_DOCUMENT:
            ods_gate.look_at(part, content)
            if part == "META-INF/manifest.xml" and b"encryption-data" in content:
                raise RefusedError(Kind.FILE_ENCRYPTED)
            continue
        parts.look_at(part, content)
        if part.casefold() in sheets:
            binary_gate.look_at_sheet(part, content, tally)
        elif kind is FileKind.BINARY and part.casefold() == "xl/sharedstrings.bin":
            lengths = binary_gate.look_at_strings(part, content)
    parts.check_totals(read)
    tally.add_shared(lengths)
    return kind


def _listing(data: bytes) -> dict[str, zipfile.ZipInfo]:
    """Name → entry of the parts of an archive, which are within bounds as far as it says so."""
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
    _check_end(data)
    _check_entries(entries)
    return {entry.filename: entry for entry in entries}


def _kind_of(by_name: dict[str, zipfile.ZipInfo], mimetype: bytes) -> FileKind:
    folded = {name.casefold() for name in by_name}
    found = []
    if mimetype.startswith(_SPREADSHEET):
        found.append(FileKind.OPEN_DOCUMENT)
    if _BINARY_WORKBOOK in folded:
        found.append(FileKind.BINARY)
    if _WORKBOOK in folded:
        found.append(FileKind.OOXML)
    if len(found) > 1:
        raise unsafe(f"it is .{found[0]} and .{found[1]} in one file", "a workbook of one kind")
    if found:
        return found[0]
    if any(name.startswith("xl/") for name in folded):
        raise damaged(f"its part {_WORKBOOK} is missing")
    raise signatures.refusal_of_archive(by_name)


def _sheets_of(read: Reader) -> set[str]:
    """The parts that an .xlsb workbook shows as sheets, in small letters."""
    targets = {}
    for relation in _RELATION.findall(read("xl/_rels/workbook.bin.rels")):
        identity, target = _ID.search(relation), _TARGET.search(relation)
        if identity and target:
            part = posixpath.join("/xl", target[1].decode(errors="replace").replace("\\", "/"))
            part = part.replace("/xl/xl/", "/xl/")
            targets[identity[1].decode(errors="replace")] = posixpath.normpath(part).lstrip("/")
    try:
        sheets = [
            targets.get(relation, "") for _, relation in records.sheets(read(_BINARY_WORKBOOK))
        ]
    except (struct.error, IndexError, ValueError):
        raise damaged(f"its part {_BINARY_WORKBOOK} makes no sense") from None
    if len(set(sheets)) < len(sheets):
        raise unsafe("a part is used as several sheets", "each part once")
    return {sheet.casefold() for sheet in sheets}


def _check_end(data: bytes) -> None:
    """Refuse an archive that another reader may take for another one than Python does."""
    at = data.rfind(_ZIP_END)
    size, offset, comment = struct.unpack_from("<IIH", data, at + 12)
    if data[max(at - 20, 0) : at].startswith(_ZIP64_END):
        raise unsafe("it is packed as archives of over 4 GB are (ZIP64)", "an ordinary archive")
    if extra := len(data) - (at + _END_HEADER + comment):
        if extra < 0:
            raise damaged("its end is missing")
        raise damaged(f"something that does not belong to it follows its end ({extra:,} bytes)")
    if offset + size != at:
        raise damaged("something that does not belong to it stands within it")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise unsafe(f"it has {len(entries)} parts", f"at most {MOST_ENTRIES} parts")
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise RefusedError(Kind.FILE_ENCRYPTED)
        part = entry.orig_filename
        fault = _fault_of(entry)
        if part.casefold() in seen:
            fault = "stands twice", "each part once"
        elif entry.header_offset < end:
            fault = "overlaps another", "each part in a place of its own"
        if fault:
            raise unsafe(f"the part {quoted(part)} {fault[0]}", fault[1])
        seen.add(part.casefold())
        end = entry.header_offset + _LOCAL_HEADER + len(part) + entry.compress_size
    if (total := sum(entry.file_size for entry in entries)) > LARGEST_INFLATED:
        limit = f"at most {LARGEST_INFLATED // MEGABYTE} MB"
        raise unsafe(f"it inflates to {total / MEGABYTE:.0f} MB", limit)


def _fault_of(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """What makes a part unsafe by itself, and what is allowed."""
    # zipfile cuts .filename off at a NUL.
    part, size = entry.orig_filename, entry.file_size
    if part.startswith("/") or "\\" in part or "\0" in part or ".." in part.split("/"):
        return "points out of the file", "names inside the file"
    if entry.flag_bits & _OTHER_FLAGS:
        return "is encrypted or a patch", "an ordinary workbook"
    if entry.compress_type not in _METHODS:
        return "is compressed in an unusual way", "stored or deflated parts"
    if size > LARGEST_ENTRY:
        limit = f"at most {LARGEST_ENTRY // MEGABYTE} MB a part"
        return f"inflates to {size / MEGABYTE:.0f} MB", limit
    ratio = size / max(entry.compress_size, 1)
    if size > RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO:
        return f"inflates {ratio:.0f} times", f"at most {HIGHEST_RATIO} times"
    return None


def _inflated(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part's content, never more than it declares; zipfile would take twice the time.

    Raises:
        RefusedError: it is not what the archive says it is.
    """
    at, name = entry.header_offset, entry.orig_filename
    if data[at : at + 4] != _ZIP_PART:
        raise damaged(f"its part {quoted(name)} is not where it should be")
    lengths = struct.unpack_from("<HH", data, at + 26)
    begin = at + _LOCAL_HEADER + sum(lengths)
    raw_name = data[at + _LOCAL_HEADER : at + _LOCAL_HEADER + lengths[0]]
    if raw_name != name.encode("utf-8" if entry.flag_bits & _UTF8_FLAG else "cp437", "replace"):
        raise damaged(f"its part {quoted(name)} has two names")
    content = data[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(content, entry.file_size + 1)
        except zlib.error:
            raise damaged(f"its part {quoted(name)} cannot be unpacked") from None
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise damaged(f"its part {quoted(name)} is not as it was when it was saved")
    return content


def _refusal(name: str, refused: RefusedError) -> UnusableSourceError:
    return UnusableSourceError(Place(name).problem(refused.kind, **refused.facts))
