"""The gate: what a file is by its signature, and the bounds within which a library may parse it.

What is inside the parts is judged by ``xlsx``, ``ods``, ``xlsb`` and ``xls``. The
measurements behind each bound are in ``docs/notes/hostile-files.md``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection
from enum import StrEnum

from faie_sheets.problems import Kind, Place, UnusableSourceError, quoted
from faie_sheets.workbook.gate import ods, signatures, xls, xlsb
from faie_sheets.workbook.gate.archive import ZIP, ZIP_END, archive_of
from faie_sheets.workbook.gate.bounds import (
    MEGABYTE,
    RefusedError,
    Tally,
    UnusualError,
    damaged,
    too_large,
    unsafe,
    unusual_layout,
)
from faie_sheets.workbook.gate.relations import (
    WORKBOOK,
    all_relations,
    main_part,
    out_of_place,
    relations_part,
)
from faie_sheets.workbook.gate.xls import OLE2, CompoundFile
from faie_sheets.workbook.gate.xlsx import XmlParts

LARGEST_FILE = 20 * MEGABYTE
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_BINARY_WORKBOOK = "xl/workbook.bin"
_OFFICE_WORKBOOK = (b"spreadsheetml", b"ms-excel")
Reader = Callable[[str], bytes]


class FileKind(StrEnum):
    """What a workbook's bytes are, by signature and not by the name's ending."""

    OOXML = "xlsx"
    BINARY = "xlsb"
    OPEN_DOCUMENT = "ods"
    LEGACY = "xls"


class UnusualLayoutError(UnusableSourceError):
    """A workbook that may well be honest, with its parts where no reader looks for them."""


def check_size(name: str, size: int) -> None:
    """Refuse an empty file and one of more than 20 MB.

    Raises:
        UnusableSourceError: it is one of them.
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
        UnusualLayoutError: its parts are not where readers look for them.
    """
    try:
        signatures.check_name(name, len(data))
        if data.startswith(OLE2):
            return _check_compound(data)
        if data.startswith(ZIP):
            return _check_archive(data)
        raise signatures.refusal_of(data)
    except UnusualError as refused:
        raise UnusualLayoutError(*_refusal(name, refused).problems) from None
    except RefusedError as refused:
        raise _refusal(name, refused) from None


def unpacked(name: str, data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Name → content of those parts of an archive that are wanted; no other one is unpacked.

    Raises:
        UnusableSourceError: it is damaged, or its list of parts is out of bounds.
    """
    try:
        parts = archive_of(data)
        return {part: parts[part] for part in parts if wanted(part)}
    except RefusedError as refused:
        raise _refusal(name, refused) from None


def only_legacy(data: bytes) -> bytes:
    """An .xls workbook that cannot be taken for another kind, where it is damaged as one.

    calamine looks for a ZIP archive next, at the end of the file, which the gate has not judged.
    """
    return data.replace(ZIP_END, b"PK\0\0") if data.startswith(OLE2) else data


def _check_compound(data: bytes) -> FileKind:
    compound = CompoundFile(data)
    names = compound.names
    if not {"workbook", "book"} & {name.casefold() for name in names}:
        raise signatures.refusal_of_compound(names)
    xls.check_records(compound)
    return FileKind.LEGACY


def _check_archive(data: bytes) -> FileKind:
    archive = archive_of(data)

    def read(part: str) -> bytes:
        return archive.get(part, b"")

    kind = _kind_of(archive, read)
    if archive.has_backslashes:
        raise unusual_layout("its inner files have names with backslashes")
    if kind is FileKind.OOXML and (part := out_of_place(read)):
        raise unusual_layout(f"its inner file {quoted(part)} is where no other program puts it")
    parts, sheets = XmlParts(), _sheets_of(read) if kind is FileKind.BINARY else set()
    tally, lengths = Tally(), list[int]()
    for part, content in archive.items():
        if kind is FileKind.OPEN_DOCUMENT:
            ods.check_part(part, content)
            if part == "META-INF/manifest.xml" and b"encryption-data" in content:
                raise RefusedError(Kind.FILE_PASSWORD_PROTECTED)
            continue
        parts.check_part(part, content)
        if part.casefold() in sheets:
            xlsb.check_sheet(part, content, tally)
        elif kind is FileKind.BINARY and part.casefold() == "xl/sharedstrings.bin":
            lengths = xlsb.text_lengths(part, content)
    parts.check_totals(read)
    tally.add_shared(lengths)
    return kind


def _kind_of(names: Collection[str], read: Reader) -> FileKind:
    folded = {name.casefold() for name in names}
    found = []
    if read("mimetype").startswith(_SPREADSHEET):
        found.append(FileKind.OPEN_DOCUMENT)
    if _BINARY_WORKBOOK in folded:
        found.append(FileKind.BINARY)
    if WORKBOOK in folded:
        found.append(FileKind.OOXML)
    if len(found) > 1:
        raise unsafe(f"it is .{found[0]} and .{found[1]} in one file", "a workbook of one kind")
    if found:
        return found[0]
    main = main_part(read("_rels/.rels"))
    if main in names and any(mark in read("[Content_Types].xml") for mark in _OFFICE_WORKBOOK):
        raise unusual_layout(f"its inner file {quoted(main)} is where no other program puts it")
    if any(name.startswith("xl/") for name in folded):
        raise damaged(f"its inner file {quoted(WORKBOOK)} is missing")
    raise signatures.refusal_of_archive(names)


def _sheets_of(read: Reader) -> set[str]:
    """The parts that an .xlsb workbook shows as sheets, in small letters."""
    relations = all_relations(_BINARY_WORKBOOK, read(relations_part(_BINARY_WORKBOOK)))
    targets = {each.identity: each.part for each in relations}
    try:
        sheets = [
            targets.get(relation, "") for _, relation in xlsb.xlsb_sheets(read(_BINARY_WORKBOOK))
        ]
    except (struct.error, IndexError, ValueError):
        raise damaged(f"its inner file {quoted(_BINARY_WORKBOOK)} makes no sense") from None
    if len(set(sheets)) < len(sheets):
        raise unsafe("an inner file of it is used as several sheets", "each inner file once")
    return {sheet.casefold() for sheet in sheets}


def _refusal(name: str, refused: RefusedError) -> UnusableSourceError:
    return UnusableSourceError(Place(name).problem(refused.kind, **refused.facts))
