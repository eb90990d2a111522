"""What only the parts of a workbook's archive say: which part is which sheet, when it was saved."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from xlsxwriter.utility import xl_cell_to_rowcol

_NEEDED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_SAVED = re.compile(
    rb"<(?:dcterms:modified|dc:date)[^>]*>\s*([0-9T:.+Z-]{10,40})\s*</(?:dcterms:modified|dc:date)>"
)
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_CELLS = 100_000
_TRUE = ("1", "true")


def saved_at(data: bytes) -> str:
    """When a workbook was last saved by its own word, ISO 8601; ``""`` where it does not say."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in set(_PROPERTIES) & set(archive.namelist()):
            if match := _SAVED.search(archive.read(name)):
                return match[1].decode()
    return ""


def broken_part(archive: zipfile.ZipFile) -> str | None:
    """The first part of an .xlsx workbook that is needed and not there, or is no XML in UTF-8."""
    names = archive.namelist()
    for name in _NEEDED:
        if name not in names:
            return name
    for name in names:
        if name.endswith((".xml", ".rels")):
            try:
                ElementTree.fromstring(archive.read(name).decode("utf-8-sig"))
            except (ElementTree.ParseError, UnicodeDecodeError):
                return name
    return None


def sheet_parts(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Sheet name → name of its part, for an .xlsx workbook."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    # In any namespace: a Strict Open XML workbook has its own.
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(_relation(sheet), ""))
        ).lstrip("/")
        for sheet in workbook.iterfind(".//{*}sheet")
    }


def _relation(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def drop_downs(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Range and source of every list validation of a sheet, where Excel 2007 and 2010 keep them."""
    root = ElementTree.fromstring(archive.read(part))
    for validation in root.iterfind(".//{*}dataValidation"):
        if validation.get("type") == "list":
            source = validation.findtext("{*}formula1", "")
            extended = validation.findtext("{*}formula1/{*}f", "")
            areas = validation.get("sqref", "") or validation.findtext("{*}sqref", "")
            yield from ((area, extended or source) for area in areas.split())


def cells_of(area: str) -> Iterator[tuple[int, int]]:
    """Row and column, from 0, of the cells of an area; none of one that is unreasonably large.

    >>> list(cells_of("F7:F8"))
    [(6, 5), (7, 5)]
    """
    corners = [xl_cell_to_rowcol(match[0]) for match in _CORNER.finditer(area)]
    if corners:
        (top, left), (bottom, right) = corners[0], corners[-1]
        if (bottom - top + 1) * (right - left + 1) <= _MOST_CELLS:
            for row in range(top, bottom + 1):
                yield from ((row, column) for column in range(left, right + 1))


def formulas(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Row and column, from 0, of every formula cell → the formula; ``""`` in a shared one."""
    root = ElementTree.fromstring(archive.read(part))
    return {
        next(cells_of(cell.get("r", ""))): formula.text or ""
        for cell in root.iterfind(".//{*}c")
        if (formula := cell.find("{*}f")) is not None
    }


def locked_cells(archive: zipfile.ZipFile, part: str) -> set[tuple[int, int]]:
    """Row and column, from 0, of the cells that a protected sheet lets nobody change."""
    root = ElementTree.fromstring(archive.read(part))
    protection = root.find("{*}sheetProtection")
    if protection is None or protection.get("sheet") not in _TRUE:
        return set()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml")).iterfind("{*}cellXfs/{*}xf")
    unlocked = {str(number) for number, style in enumerate(styles) if _unlocks(style)}
    return {
        next(cells_of(cell.get("r", "")))
        for cell in root.iterfind(".//{*}c")
        if cell.get("s", "0") not in unlocked
    }


def _unlocks(style: ElementTree.Element) -> bool:
    protection = style.find("{*}protection")
    return protection is not None and protection.get("locked", "1") not in _TRUE
