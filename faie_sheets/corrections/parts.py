"""A workbook's parts as trees that can be edited; what is not touched stays byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from faie_sheets.form.template.tokens import writable
from faie_sheets.workbook import package
from faie_sheets.workbook.gate.archive import archive_of
from faie_sheets.workbook.read.book import a1
from faie_sheets.workbook.write.written import cell_text

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = "http://www.w3.org/XML/1998/namespace"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@")


class Parts:
    """The parts of one workbook.

    ElementTree would give namespaces new prefixes, and Excel refuses a part whose
    ``mc:Ignorable`` names one that is gone; so the prefixes are kept here.
    """

    def __init__(self, data: bytes) -> None:
        self._parts = dict(archive_of(data))
        self.sheets = dict(package.sheet_parts(self._parts))
        self._trees: dict[str, tuple[ET.Element, dict[str, str]]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def tree(self, name: str) -> ET.Element:
        """The root of a part, to be edited in place."""
        if name not in self._trees:
            spaces: dict[str, str] = {}
            events = ET.iterparse(io.BytesIO(self._parts[name]), events=("start-ns", "start"))
            root = None
            for event, value in events:
                if event == "start":
                    root = value if root is None else root
                else:
                    # A prefix that means another namespace further down is not kept there.
                    spaces.setdefault(*value)
            assert root is not None  # the parser raises where there is no element
            self._trees[name] = root, spaces
        return self._trees[name][0]

    def text(self, name: str) -> str:
        """A part as it stands."""
        return self._parts[name].decode("utf-8-sig")

    def put(self, name: str, content: str) -> None:
        """Add a part, or replace it."""
        self._parts[name] = content.encode()

    def names(self) -> Iterator[str]:
        """The names of all parts."""
        return iter(self._parts)

    def add_tree(self, name: str, root: ET.Element) -> None:
        """Add a part as a tree; the namespace of its root needs no prefix."""
        self._parts[name] = b""
        self._trees[name] = root, {"": namespace(root).strip("{}")}

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern, such as ``xl/comments{}.xml``, that no part has."""
        taken = {name.casefold() for name in self._parts}
        return next(
            name for n in range(1, len(taken) + 2)
            if (name := pattern.format(n)).casefold() not in taken
        )  # fmt: skip

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another one; the relation's id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self:
            self.add_tree(rels, ET.Element(f"{{{_RELATIONS}}}Relationships"))
        root = self.tree(rels)
        taken = {relation.get("Id") for relation in root}
        new = next(id_ for n in range(1, len(taken) + 2) if (id_ := f"rId{n}") not in taken)
        path = posixpath.relpath(target, folder)
        ET.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", {"Id": new, "Type": kind, "Target": path}
        )
        return new

    def related(self, part: str) -> dict[str, package.Relation]:
        """Id → what a part is related to within the workbook."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self:
            return {}
        return {
            relation.get("Id", ""): package.Relation(
                relation.get("Type", ""),
                posixpath.normpath(
                    posixpath.join("/", folder, relation.get("Target", ""))
                ).lstrip("/"),
            )
            for relation in self.tree(rels)
            if relation.get("TargetMode") != "External"
        }  # fmt: skip

    @property
    def worksheet_kind(self) -> str:
        """The kind of relation that leads to a worksheet; Strict Open XML has its own."""
        kinds = (relation.kind for relation in self.related(WORKBOOK).values())
        return next(kind for kind in kinds if kind.endswith("/worksheet"))

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part holds."""
        root = self.tree(CONTENT_TYPES)
        space = namespace(root)
        ET.SubElement(
            root, f"{space}Override", {"PartName": f"/{part}", "ContentType": content_type}
        )

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say what the parts of an ending hold, where that is not said yet."""
        root = self.tree(CONTENT_TYPES)
        space = namespace(root)
        known = {each.get("Extension", "").casefold() for each in root.iterfind(f"{space}Default")}
        if ending not in known:
            new = ET.Element(f"{space}Default", {"Extension": ending, "ContentType": content_type})
            root.insert(0, new)

    def packed(self) -> bytes:
        """The workbook; the same parts give the same bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                tree = self._trees.get(name)
                archive.writestr(entry, _serialised(*tree) if tree else content)
        return buffer.getvalue()


def _serialised(root: ET.Element, spaces: Mapping[str, str]) -> str:
    writer = _Writer(root, spaces)
    writer.write(root, writer.declared)
    return "".join(writer.out)


class _Writer:
    """A tree as the text of a part, under the prefixes that it came with."""

    def __init__(self, root: ET.Element, spaces: Mapping[str, str]) -> None:
        self.out = [_DECLARATION]
        used = {
            (name[1:].partition("}")[0], number > 0)
            for element in root.iter()
            for number, name in enumerate((element.tag, *element.keys()))
            if name.startswith("{")
        }
        known = dict(spaces)
        self._prefixes = {(_XML, True): "xml"}
        for space, attribute in sorted(used - {(_XML, True)}):
            # An attribute without a prefix has no namespace at all.
            fitting = [p for p, s in known.items() if s == space and (p or not attribute)]
            prefix = fitting[0] if fitting else f"own{len(known)}"
            known[prefix] = space
            self._prefixes[space, attribute] = prefix
        self.declared = "".join(
            f" xmlns{':' if prefix else ''}{prefix}={quoteattr(space)}"
            for prefix, space in known.items()
            if prefix != "xml"
        )

    def write(self, element: ET.Element, declared: str = "") -> None:
        """Write an element with what it holds."""
        tag = self._name(element.tag)
        pairs = (f" {self._name(k, attribute=True)}={quoteattr(v)}" for k, v in element.items())
        self.out.append(f"<{tag}{declared}{''.join(pairs)}")
        if len(element) or element.text:
            self.out.append(f">{_text(element.text)}")
            for child in element:
                self.write(child)
                self.out.append(_text(child.tail))
            self.out.append(f"</{tag}>")
        else:
            self.out.append("/>")

    def _name(self, name: str, *, attribute: bool = False) -> str:
        if not name.startswith("{"):
            return name
        space, _, local = name[1:].partition("}")
        prefix = self._prefixes[space, attribute]
        return f"{prefix}:{local}" if prefix else local


def _text(text: str | None) -> str:
    return escape(text, {"\r": "&#13;"}) if text else ""


def namespace(element: ET.Element) -> str:
    """An element's namespace as it stands in front of its name; Strict Open XML has its own."""
    return element.tag[: element.tag.rfind("}") + 1]


# -- cells ---------------------------------------------------------------------------------


def row_of(sheet: ET.Element, row: int) -> ET.Element:
    """The row of a sheet that counts from 0; made where it is not there."""
    space = namespace(sheet)
    data = sheet.find(f"{space}sheetData")
    assert data is not None  # a worksheet has one, empty or not
    return _numbered(data, f"{space}row", row, str(row + 1), lambda r: int(r) - 1)


def cell_of(sheet: ET.Element, row: int, column: int) -> ET.Element:
    """The cell of a sheet whose row and column count from 0; made where it is not there."""
    address = a1(row, column)
    tag = f"{namespace(sheet)}c"
    return _numbered(
        row_of(sheet, row), tag, column, address, lambda r: next(package.cells_of(r))[1]
    )


def _numbered(
    parent: ET.Element, tag: str, number: int, name: str, number_of: Callable[[str], int]
) -> ET.Element:
    """The child of a number; a child that does not say its number follows the one before it."""
    at = -1
    for position, child in enumerate(parent):
        at = number_of(child.get("r", "")) if child.get("r") else at + 1
        if at == number:
            return child
        if at > number:
            new = ET.Element(tag, {"r": name})
            parent.insert(position, new)
            return new
    return ET.SubElement(parent, tag, {"r": name})


def set_text(cell: ET.Element, text: str) -> None:
    """Make a cell hold a text, as a text, within itself."""
    space = namespace(cell)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    holder = ET.SubElement(ET.SubElement(cell, f"{space}is"), f"{space}t")
    holder.set(f"{{{_XML}}}space", "preserve")
    holder.text = xml_text(text)


def xml_text(text: str) -> str:
    """A text as a part holds it: nothing that XML cannot hold or a program takes for an escape."""
    return _ESCAPE_LOOKALIKE.sub("_x005F_", writable(cell_text(text)))


def looks_like_a_formula(text: str) -> bool:
    """Whether a program would make a formula of a text, were it typed in again."""
    return text.startswith(_FORMULA_STARTS)
