"""The gate: what a file is by its signature, and the bounds within which a library may parse it.

The measurements behind each bound are in ``docs/notes/hostile-files.md``.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Collection
from enum import StrEnum
from typing import NoReturn

from faie_sheets.errors import UnusableSourceError
from faie_sheets.problems import Kind, Place, quoted

MEGABYTE = 1_000_000
LARGEST_FILE = 20 * MEGABYTE
MOST_ENTRIES = 1_000
LARGEST_ENTRY = 64 * MEGABYTE
LARGEST_INFLATED = 128 * MEGABYTE
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = MEGABYTE

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30  # bytes before the name of a part, at the least
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_ARCHIVES = {
    "word/": "a Word document",
    "ppt/": "a presentation",
    "content.xml": "an OpenDocument file of another kind",
}
_KNOWN_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "a text document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"PK\x05\x06": "an empty ZIP archive",
}


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
        shown, limit = f"over {size // MEGABYTE} MB", f"{LARGEST_FILE // MEGABYTE} MB"
        raise _refusal(name, Kind.FILE_TOO_LARGE, size=shown, limit=limit)
    if size == 0:
        raise _refusal(name, Kind.FILE_EMPTY)


def check_workbook(name: str, data: bytes) -> FileKind:
    """What kind of workbook this is, once it is known to be safe to parse.

    Raises:
        UnusableSourceError: it is no workbook, needs a password, is damaged, or is out of bounds.
    """
    if data.startswith(_OLE2):
        if _ENCRYPTED_PACKAGE in data:
            raise _refusal(name, Kind.FILE_ENCRYPTED)
        return FileKind.LEGACY
    if data.startswith(_ZIP):
        return _check_archive(name, data)
    raise _refusal(name, Kind.NOT_A_WORKBOOK, what=_guess(data))


def _guess(data: bytes) -> str:
    for signature, what in _KNOWN_SIGNATURES.items():
        if data.startswith(signature):
            return what
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if head.startswith(b"<"):
        return "an XML text"
    if b"\0" not in head:
        return "plain text (perhaps a CSV file that was renamed)"
    return "something unknown"


def _check_archive(name: str, data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(name, entries)
            for entry in entries:
                _read_to_end(archive, entry)
            names = {entry.filename for entry in entries}
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
    # zipfile lets struct.error, ValueError and its kin out of a malformed archive.
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, EOFError) as error:
        # What zipfile says of a file whose end is cut off would only puzzle.
        why = str(error) if zipfile.is_zipfile(io.BytesIO(data)) else "its end is missing"
        raise _refusal(name, Kind.FILE_DAMAGED, why=why) from None
    except (NotImplementedError, RuntimeError) as error:
        raise _refusal(
            name, Kind.FILE_UNSAFE, why=str(error), limit="an ordinary workbook"
        ) from None
    if mimetype.startswith(_SPREADSHEET):
        return FileKind.OPEN_DOCUMENT
    if "xl/workbook.bin" in names:
        return FileKind.BINARY
    if _begins(names, "xl/"):
        return FileKind.OOXML
    told = (_OTHER_ARCHIVES[start] for start in _OTHER_ARCHIVES if _begins(names, start))
    raise _refusal(name, Kind.NOT_A_WORKBOOK, what=next(told, "a ZIP archive"))


def _begins(names: Collection[str], start: str) -> bool:
    return any(part.startswith(start) for part in names)


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    def unsafe(why: str, limit: str) -> NoReturn:
        raise _refusal(name, Kind.FILE_UNSAFE, why=why, limit=limit)

    if len(entries) > MOST_ENTRIES:
        unsafe(f"it has {len(entries)} parts", f"at most {MOST_ENTRIES} parts")
    seen: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise _refusal(name, Kind.FILE_ENCRYPTED)
        part = entry.orig_filename
        fault = _fault_of(entry)
        if part.casefold() in seen:
            fault = "stands twice", "each part once"
        elif entry.header_offset < end:
            fault = "overlaps another", "each part in a place of its own"
        if fault:
            unsafe(f"the part {quoted(part)} {fault[0]}", fault[1])
        seen.add(part.casefold())
        end = entry.header_offset + _LOCAL_HEADER + len(part) + entry.compress_size
    if (total := sum(entry.file_size for entry in entries)) > LARGEST_INFLATED:
        limit = f"at most {LARGEST_INFLATED // MEGABYTE} MB"
        unsafe(f"it inflates to {total / MEGABYTE:.0f} MB", limit)


def _fault_of(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    """What makes a part unsafe by itself, and what is allowed."""
    # zipfile cuts .filename off at a NUL.
    part, size = entry.orig_filename, entry.file_size
    if part.startswith("/") or "\\" in part or "\0" in part or ".." in part.split("/"):
        return "points out of the file", "names inside the file"
    if entry.compress_type not in _METHODS:
        return "is compressed in an unusual way", "stored or deflated parts"
    if size > LARGEST_ENTRY:
        limit = f"at most {LARGEST_ENTRY // MEGABYTE} MB a part"
        return f"inflates to {size / MEGABYTE:.0f} MB", limit
    ratio = size / max(entry.compress_size, 1)
    if size > RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO:
        return f"inflates {ratio:.0f} times", f"at most {HIGHEST_RATIO} times"
    return None


def _read_to_end(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a part whole, so that its checksum and its declared size are checked."""
    with archive.open(entry) as part:
        while part.read(MEGABYTE):
            pass


def _refusal(name: str, kind: Kind, **facts: str) -> UnusableSourceError:
    return UnusableSourceError(Place(name).problem(kind, **facts))
