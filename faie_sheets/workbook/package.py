"""What only the parts of an Open XML workbook say: its sheets, drop-downs, formulas, locks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from faie_sheets.workbook.addresses import cells_of
from faie_sheets.workbook.gate import xlsb
from faie_sheets.workbook.gate.archive import once_per_content
from faie_sheets.workbook.gate.relations import (
    BINARY_WORKBOOK,
    HOMES,
    WORKBOOK,
    Parts,
    all_relations,
    relations_part,
)
from faie_sheets.workbook.gate.xml import root_of

SMALL_PART = 8_000_000  # a tree takes up to 35 times the memory of its text
_EARLY = 1_000_000  # the sheets of an .xlsb workbook are named in its beginning
_NEEDED = ("[Content_Types].xml", WORKBOOK, "xl/_rels/workbook.xml.rels")
_SAVED = re.compile(
    # “<” ends the search for “>”: else a million unfinished tags would be searched a million times
    rb"<(?:dcterms:modified|dc:date)[^<>]*>\s*([0-9T:.+Z-]{10,40})\s*</(?:dcterms:modified|dc:date)>"
)
_PROPERTIES = ("docProps/core.xml", "meta.xml")
_TRUE = ("1", "true")


def relation_id(element: ElementTree.Element, attribute: str = "id") -> str:
    """The relation that an element names, in any namespace: Strict Open XML has its own."""
    return next((value for name, value in element.items() if name.endswith(f"}}{attribute}")), "")


def sheet_parts(parts: Parts) -> dict[str, str]:
    """Sheet name → name of its part, for an .xlsx or .xlsb workbook.

    Raises:
        KeyError, RefusedError, ElementTree.ParseError, struct.error: as :func:`sheets`.
    """
    return dict(sheets(parts))


def sheets(parts: Parts) -> list[tuple[str, str]]:
    """Name and part of each sheet of an .xlsx or .xlsb workbook, in the order of the tabs.

    Raises:
        KeyError: the workbook or its relations are missing.
        RefusedError, ElementTree.ParseError, struct.error: they are no proper XML or records.
    """
    main = BINARY_WORKBOOK if BINARY_WORKBOOK in parts else WORKBOOK
    listed = _sheets(main, parts[main], parts[relations_part(main)])
    if all(part in parts for _, part in listed):
        return list(listed)
    # Programs find a part in any case.
    named = {name.casefold(): name for name in parts}
    return [(name, named.get(part.casefold(), part)) for name, part in listed]


@once_per_content
def _sheets(main: str, workbook: bytes, relations: bytes) -> tuple[tuple[str, str], ...]:
    # calamine makes no difference between relations within the workbook and others.
    targets = {each.identity: each.part for each in all_relations(main, relations)}
    named: Iterable[tuple[str, str]]
    if main == BINARY_WORKBOOK:
        named = xlsb.xlsb_sheets(workbook[:_EARLY])
    else:
        elements = root_of({main: workbook}, main, SMALL_PART).iterfind(".//{*}sheet")
        named = ((sheet.get("name", ""), relation_id(sheet)) for sheet in elements)
    return tuple((name, targets[relation]) for name, relation in named if relation in targets)


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


def drop_downs(parts: Parts, part: str) -> Iterator[tuple[str, str]]:
    """Range and source of every list validation of a sheet, where Excel 2007 and 2010 keep them."""
    root = root_of(parts, part)
    for validation in root.iterfind(".//{*}dataValidation"):
        if validation.get("type") == "list":
            source = validation.findtext("{*}formula1", "")
            extended = validation.findtext("{*}formula1/{*}f", "")
            areas = validation.get("sqref", "") or validation.findtext("{*}sqref", "")
            yield from ((area, extended or source) for area in areas.split())


def formulas(parts: Parts, part: str) -> dict[tuple[int, int], str]:
    """Row and column, from 0, of every formula cell → the formula; ``""`` in a shared one."""
    return {
        place: formula.text or ""
        for place, cell in _cells(root_of(parts, part))
        if (formula := cell.find("{*}f")) is not None
    }


def locked_cells(parts: Parts, part: str) -> set[tuple[int, int]]:
    """Row and column, from 0, of the cells that a protected sheet keeps from being changed."""
    root = root_of(parts, part)
    protection = root.find("{*}sheetProtection")
    if protection is None or protection.get("sheet") not in _TRUE:
        return set()
    unlocked = set()
    if HOMES["styles"] in parts:
        styles = root_of(parts, HOMES["styles"]).iterfind("{*}cellXfs/{*}xf")
        unlocked = {str(number) for number, style in enumerate(styles) if _unlocks(style)}
    return {place for place, cell in _cells(root) if cell.get("s", "0") not in unlocked}


def _cells(root: ElementTree.Element) -> Iterator[tuple[tuple[int, int], ElementTree.Element]]:
    """The cells of a sheet by row and column; one without an address follows the one before it."""
    row = -1
    for element in root.iterfind("{*}sheetData/{*}row"):
        row, column = int(element.get("r", row + 2)) - 1, -1
        for cell in element.iterfind("{*}c"):
            row, column = next(cells_of(cell.get("r", "")), (row, column + 1))
            yield (row, column), cell


def _unlocks(style: ElementTree.Element) -> bool:
    protection = style.find("{*}protection")
    return protection is not None and protection.get("locked", "1") not in _TRUE
