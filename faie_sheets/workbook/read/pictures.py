"""The pictures that lie on a sheet, found by the parts of a workbook's archive."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from operator import itemgetter
from urllib.parse import unquote
from xml.etree import ElementTree

from faie_sheets.workbook import package
from faie_sheets.workbook.gate.archive import archive_of
from faie_sheets.workbook.gate.relations import Parts, relations_of
from faie_sheets.workbook.gate.xml import root_of

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE_NAME = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}name"
_HREF = "{http://www.w3.org/1999/xlink}href"


def pictures(data: bytes, sheet: str) -> tuple[tuple[str, bytes], ...]:
    """File name and bytes of the pictures on a sheet, in the order of its drawing, lowest first.

    A picture that lies there twice is there twice. Pictures in groups count, and in .xlsx and .xlsb
    shapes that are filled with one; pictures that are only linked do not, nor what is no drawing:
    pictures within a cell, behind the sheet or in its header. Of what cannot be read there is
    nothing, and no error; of an .xls workbook nothing at all.

    Args:
        data: a workbook that has passed the gate.
        sheet: the sheet's name, as in its tab.
    """
    found: list[tuple[str, bytes]] = []
    # Whatever is wrong with the archive, there are only fewer pictures.
    with suppress(Exception):
        archive = archive_of(data)
        # A picture that is used a thousand times is in memory once.
        read = cache(archive.__getitem__)
        for part in _parts(archive, sheet):
            with suppress(Exception):
                found.append((posixpath.basename(part), read(part)))
    return tuple(found)


def _parts(parts: Parts, sheet: str) -> Iterator[str]:
    """The parts that hold the pictures of a sheet."""
    if "content.xml" in parts:
        yield from _of_open_document(parts, sheet)
        return
    related = relations_of(parts, package.sheet_parts(parts)[sheet]).values()
    # A sheet has one drawing, or none.
    drawing = next(relation.part for relation in related if relation.kind == "drawing")
    targets = relations_of(parts, drawing)
    for embedded in _embedded(root_of(parts, drawing, package.SMALL_PART)):
        if embedded in targets and targets[embedded].kind == "image":
            yield targets[embedded].part


def _embedded(element: ElementTree.Element) -> list[str]:
    """The relations of the pictures in an element of a drawing."""
    if element.tag.endswith("}blipFill"):
        return [package.relation_id(blip, "embed") for blip in element.iterfind("{*}blip")]
    branches = map(_embedded, element)
    if element.tag.endswith("}AlternateContent"):
        # The same thing for newer and for older programs: the first way that has a picture counts.
        return next(filter(None, branches), [])
    return list(chain.from_iterable(branches))


def _of_open_document(parts: Parts, sheet: str) -> Iterator[str]:
    found: list[tuple[int, str]] = []
    layer = 0
    content = root_of(parts, "content.xml", package.SMALL_PART)
    for table in content.iterfind("{*}body/{*}spreadsheet/{*}table"):
        for element in table.iter() if table.get(_TABLE_NAME) == sheet else ():
            layer = int(element.get(f"{_DRAW}z-index", layer))  # in a group the group's
            if element.tag == f"{_DRAW}frame":
                # A frame's contents are ways to show one thing, the best first: a chart begins with
                # the chart, and a picture of it follows.
                shown = element.find(f"{_DRAW}*")
                if shown is not None and shown.tag == f"{_DRAW}image":
                    found.append((layer, shown.get(_HREF, "")))
    for _, target in sorted(found, key=itemgetter(0)):
        yield posixpath.normpath(unquote(target))
