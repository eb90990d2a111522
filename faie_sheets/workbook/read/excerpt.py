"""A few sheets of a workbook, so that the others cost nothing, however large they are."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from xml.etree import ElementTree

from faie_sheets.workbook import package
from faie_sheets.workbook.gate.archive import ZIP, packed
from faie_sheets.workbook.gate.check import unpacked

_WORKBOOK = "xl/workbook.xml"
_OWN_FOLDERS = ("", "_rels", "xl", "xl/_rels")


def excerpt(name: str, data: bytes, sheets: Collection[str]) -> bytes:
    """An .xlsx workbook with what is its own and the parts of these sheets alone.

    It still lists its other sheets, which are not to be read. The list of parts is checked, and
    nothing that is left out is unpacked; what is left has yet to pass the gate. Any other kind of
    file is returned as it is.

    Raises:
        UnusableSourceError: the archive is damaged or out of bounds.
    """
    if not data.startswith(ZIP):
        return data
    parts = unpacked(name, data, lambda part: posixpath.dirname(part) in _OWN_FOLDERS)
    if _WORKBOOK not in parts:
        return data
    try:
        places = package.sheet_parts(parts)
    except (KeyError, ElementTree.ParseError):
        return data
    wanted = {part for sheet, part in places.items() if sheet in sheets}
    for part in set(places.values()) - wanted:
        parts.pop(part, None)
    return packed(parts | unpacked(name, data, wanted.__contains__))
