"""What only the parts of a workbook's archive say: which part is which sheet, when it was saved."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree

from xlsxwriter.utility import xl_cell_to_rowcol

from faie_sheets.workbook import opc
from faie_sheets.workbook.gate import binary_records
from faie_sheets.workbook.gate.archive import LARGEST_ENTRY
from faie_sheets.workbook.remembered import remembered

_WORKBOOK, _BINARY_WORKBOOK = "xl/workbook.xml", "xl/workbook.bin"
_EARLY = 1_000_000  # the sheets of an .xlsb workbook are named in its beginning
_NEEDED = ("[Content_Types].xml", _WORKBOOK, "xl/_rels/workbook.xml.rels")
_SAVED = re.compile(
    # “<” ends the search for “>”: else a million unfinished tags would be searched a million times
    rb"<(?:dcterms:modified|dc:date)[^<>]*>\s*([0-9T:.+Z-]{10,40})\s*</(?:dcterms:modified|dc:date)>"
)
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_CELLS = 100_000
SMALL_PART = 8_000_000  # a tree takes up to 35 times the memory of its text
_TRUE = ("1", "true")


Parts: TypeAlias = Mapping[str, bytes]
"""Name → content of the parts of a workbook that has passed the gate."""


class Relation(NamedTuple):
    """What a part is related to: the kind of relation, by its URI, and the other part's name."""

    kind: str
    part: str


def root_of(parts: Parts, part: str, most: int = LARGEST_ENTRY) -> ElementTree.Element:
    """The root of a part's XML, which has at most so many bytes.

    Raises:
        KeyError: there is no such part.
        ElementTree.ParseError: it is too large, it is no XML in UTF-8, or it has a document type,
            whose entities could grow without bound.
    """
    return _parsed(_checked(parts, part, most))


def _checked(parts: Parts, part: str, most: int) -> bytes:
    data = parts[part]
    if len(data) > most:
        raise ElementTree.ParseError(f"{part} has more than {most} bytes")
    # A document type could hide in UTF-16, which has NULs: Expat, told to take UTF-8 only, detects
    # it all the same.
    if b"<!DOCTYPE" in data or b"\0" in data:
        raise ElementTree.ParseError(f"{part} has a document type, or is not in UTF-8")
    return data


def _parsed(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml, ElementTree.XMLParser(encoding="utf-8"))


def relations(parts: Parts, part: str) -> Mapping[str, Relation]:
    """Id → what a part of an .xlsx or .xlsb workbook is related to within the workbook.

    Raises:
        KeyError, ElementTree.ParseError: as :func:`root_of`, of the part with its relations.
    """
    return _relations(part, _checked(parts, opc.relations_of(part), SMALL_PART))


@remembered
def _relations(part: str, xml: bytes) -> Mapping[str, Relation]:
    folder = posixpath.dirname(part)
    return {
        relation.get("Id", ""): Relation(
            relation.get("Type", ""),
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in _parsed(xml)
        if relation.get("TargetMode") != "External"
    }


def relation_id(element: ElementTree.Element, attribute: str = "id") -> str:
    """The relation that an element names, in any namespace: Strict Open XML has its own."""
    return next((value for name, value in element.items() if name.endswith(f"}}{attribute}")), "")


def saved_at(parts: Parts) -> str:
    """When a workbook was last saved by its own word, ISO 8601; ``""`` where it does not say."""
    for name in _PROPERTIES:
        if match := _SAVED.search(parts.get(name, b"")):
            return match[1].decode()
    return ""


def broken_part(parts: Parts) -> str | None:
    """The first part of an .xlsx workbook that is needed and not there, or has no readable XML."""
    for name in _NEEDED:
        if name not in parts:
            return name
    for name in parts:
        if name.endswith((".xml", ".rels")):
            try:
                root_of(parts, name)
            except ElementTree.ParseError:
                return name
    return None


def sheet_parts(parts: Parts) -> Mapping[str, str]:
    """Sheet name → name of its part, for an .xlsx or .xlsb workbook."""
    sheets: Iterable[tuple[str, str]]
    if _BINARY_WORKBOOK in parts:
        targets = relations(parts, _BINARY_WORKBOOK)
        sheets = binary_records.sheets(parts[_BINARY_WORKBOOK][:_EARLY])
    else:
        targets = relations(parts, _WORKBOOK)
        sheets = _sheets(_WORKBOOK, _checked(parts, _WORKBOOK, SMALL_PART))
    return {name: targets[relation].part for name, relation in sheets if relation in targets}


@remembered
def _sheets(_: str, workbook: bytes) -> tuple[tuple[str, str], ...]:
    """Name and relation of each sheet."""
    elements = _parsed(workbook).iterfind(".//{*}sheet")
    return tuple((sheet.get("name", ""), relation_id(sheet)) for sheet in elements)


def drop_downs(parts: Parts, part: str) -> Iterator[tuple[str, str]]:
    """Range and source of every list validation of a sheet, where Excel 2007 and 2010 keep them."""
    root = root_of(parts, part)
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


def formulas(parts: Parts, part: str) -> dict[tuple[int, int], str]:
    """Row and column, from 0, of every formula cell → the formula; ``""`` in a shared one."""
    root = root_of(parts, part)
    return {
        next(cells_of(cell.get("r", ""))): formula.text or ""
        for cell in root.iterfind(".//{*}c")
        if (formula := cell.find("{*}f")) is not None
    }


def locked_cells(parts: Parts, part: str) -> set[tuple[int, int]]:
    """Row and column, from 0, of the cells that a protected sheet lets nobody change."""
    root = root_of(parts, part)
    protection = root.find("{*}sheetProtection")
    if protection is None or protection.get("sheet") not in _TRUE:
        return set()
    styles = root_of(parts, "xl/styles.xml").iterfind("{*}cellXfs/{*}xf")
    unlocked = {str(number) for number, style in enumerate(styles) if _unlocks(style)}
    return {
        next(cells_of(cell.get("r", "")))
        for cell in root.iterfind(".//{*}c")
        if cell.get("s", "0") not in unlocked
    }


def _unlocks(style: ElementTree.Element) -> bool:
    protection = style.find("{*}protection")
    return protection is not None and protection.get("locked", "1") not in _TRUE
