"""Somebody else's workbook as XML to edit; what is not touched stays byte for byte.

lxml keeps the prefixes that a part came with: Excel refuses a part whose ``mc:Ignorable`` names one
that is gone.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Container, Iterator, Mapping
from itertools import count
from typing import NamedTuple, TypeAlias

from lxml import etree

from faie_sheets.form.template.stamp import archive_entry
from faie_sheets.text.normalise import key
from faie_sheets.workbook import package
from faie_sheets.workbook.addresses import a1, cells_of
from faie_sheets.workbook.cell_text import cell_text, xml_text
from faie_sheets.workbook.gate.archive import archive_of
from faie_sheets.workbook.gate.relations import (
    HOMES,
    WORKBOOK,
    Relation,
    relations_of,
    relations_part,
)

XmlElement: TypeAlias = etree._Element

CONTENT_TYPES = "[Content_Types].xml"
STYLES = HOMES["styles"]
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KEEP_BLANKS = "{http://www.w3.org/XML/1998/namespace}space"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NONE: Mapping[str, str] = {}


class CellAt(NamedTuple):
    """A cell whose row and column count from 0."""

    row: int
    column: int


class EditedWorkbook:
    """The parts of a workbook that has passed the gate, as they are and as trees to edit.

    Attributes:
        sheets: name of each sheet → name of its part.
        relation_space: the namespace of relations within the parts, with which their kinds begin;
            Strict Open XML has its own.
    """

    def __init__(self, data: bytes) -> None:
        self._parts = dict(archive_of(data))
        self._trees: dict[str, XmlElement] = {}
        self._as_read: dict[str, bytes] = {}
        self.sheets = dict(package.sheet_parts(self._parts))
        kinds = (relation.uri for relation in self.related(WORKBOOK).values())
        to_sheet = next(kind for kind in kinds if kind.endswith("/worksheet"))
        self.relation_space = to_sheet.rpartition("/")[0]

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __getitem__(self, part: str) -> bytes:
        """A part as it was read or put, without what was edited in its tree."""
        return self._parts[part]

    def part_of(self, sheet: str) -> str:
        """The part of a sheet; readers differ in what they make of line breaks in its name."""
        alike = {key(name): part for name, part in self.sheets.items()}
        return self.sheets.get(sheet) or alike[key(sheet)]

    def put(self, part: str, content: bytes) -> None:
        """Add a part, or replace it."""
        self._parts[part] = content

    def tree(self, part: str) -> XmlElement:
        """The root of a part, to be edited in place."""
        if part not in self._trees:
            self._trees[part] = root = parsed_part(self._parts[part])
            self._as_read[part] = _serialised(root)
        return self._trees[part]

    def add_tree(self, pattern: str, root: XmlElement, content_type: str) -> str:
        """Add a part as a tree, under the first name of a pattern that is free; the name."""
        part = self.free_name(pattern)
        self._parts[part] = b""
        self._trees[part] = root
        types = self.tree(CONTENT_TYPES)
        added(types, "Override", {"PartName": f"/{part}", "ContentType": content_type})
        return part

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern, such as ``xl/comments{}.xml``, that no part has."""
        taken = {part.casefold() for part in self._parts}
        names = (pattern.format(number) for number in count(1))
        return next(name for name in names if name.casefold() not in taken)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what the parts of an ending hold, where that is not said yet."""
        root = self.tree(CONTENT_TYPES)
        known = (each.get("Extension", "") for each in root.iterfind(f"{namespace(root)}Default"))
        if ending not in map(str.casefold, known):
            default = added(root, "Default", {"Extension": ending, "ContentType": content_type})
            root.insert(0, default)

    def related(self, part: str) -> Mapping[str, Relation]:
        """Id → what a part is related to within the workbook."""
        return relations_of(self._parts, part) if relations_part(part) in self else {}

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another one, as by the last word of a kind; the relation's id."""
        relations = relations_part(part)
        if relations in self:
            root = parsed_part(self[relations])
        else:
            root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        taken = {relation.get("Id") for relation in root}
        new = next(id_ for number in count(1) if (id_ := f"rId{number}") not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part))
        kind = f"{self.relation_space}/{kind}"
        added(root, "Relationship", {"Id": new, "Type": kind, "Target": path})
        self.put(relations, _serialised(root))
        return new

    def add_link(
        self, parent: XmlElement, name: str, relation: str, attributes: Mapping[str, str] = _NONE
    ) -> XmlElement:
        """A new last child of an element, that names a relation by its id."""
        space = self.relation_space
        settings = {**attributes, f"{{{space}}}id": relation}
        return etree.SubElement(parent, f"{namespace(parent)}{name}", settings, nsmap={"r": space})

    def packed(self) -> bytes:
        """The workbook; the same parts give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in self._parts.items():
                edited = _serialised(self._trees[part]) if part in self._trees else b""
                is_edited = edited != self._as_read.get(part, b"")
                archive.writestr(archive_entry(part), edited if is_edited else content)
        return buffer.getvalue()


# -- elements ------------------------------------------------------------------------------


def parsed_part(xml: bytes) -> XmlElement:
    """The root of a part's XML, without its comments, so that each child is an element.

    Raises:
        etree.LxmlError: it is no proper XML, has a document type, is nested endlessly, or has a
            text of more than 10 MB.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise etree.LxmlError("it has a document type")
    return root


def _serialised(root: XmlElement) -> bytes:
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def namespace(element: XmlElement) -> str:
    """An element's namespace as it stands in front of its name; Strict Open XML has its own."""
    space = etree.QName(element).namespace
    return f"{{{space}}}" if space else ""


def added(
    parent: XmlElement, name: str, attributes: Mapping[str, str] = _NONE, text: str = ""
) -> XmlElement:
    """A new last child of an element, in the same namespace."""
    child = etree.SubElement(parent, f"{namespace(parent)}{name}", dict(attributes))
    child.text = text or None
    return child


def move_before(child: XmlElement, followers: Container[str]) -> None:
    """Move an element before the first sibling of these names: the schema prescribes an order."""
    parent = child.getparent()
    assert parent is not None  # only a root has none
    names = [etree.QName(each).localname for each in parent]
    parent.insert(
        next((at for at, name in enumerate(names) if name in followers), len(names)), child
    )


# -- cells ---------------------------------------------------------------------------------


def row_of(sheet: XmlElement, row: int) -> XmlElement:
    """The row of a sheet that counts from 0; made where it is not there."""
    data = sheet.find(f"{namespace(sheet)}sheetData")
    assert data is not None  # a worksheet has one, empty or not
    return _numbered(data, "row", row, str(row + 1), lambda r: int(r) - 1)


def cell_of(sheet: XmlElement, at: CellAt) -> XmlElement:
    """A cell of a sheet; made where it is not there."""
    row = row_of(sheet, at.row)
    return _numbered(row, "c", at.column, a1(*at), lambda r: next(cells_of(r))[1])


def _numbered(
    parent: XmlElement, name: str, number: int, address: str, number_of: Callable[[str], int]
) -> XmlElement:
    """The child of a number; a child that does not say its number follows the one before it."""
    at = -1
    for position, child in enumerate(parent):
        own = child.get("r")
        at = number_of(own) if own else at + 1
        if at == number:
            return child
        if at > number:
            new = added(parent, name, {"r": address})
            parent.insert(position, new)
            return new
    return added(parent, name, {"r": address})


def set_text(cell: XmlElement, text: str) -> None:
    """Make a cell hold a text, as a text, within itself."""
    del cell[:]
    cell.set("t", "inlineStr")
    add_text(added(cell, "is"), text)


def add_text(holder: XmlElement, text: str) -> None:
    """Add a text with its blanks, and without what XML cannot hold."""
    added(holder, "t", {_KEEP_BLANKS: "preserve"}, xml_text(cell_text(text)))
