"""Comments on cells: Excel keeps their texts in one part, and the boxes they show in in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple
from xml.etree import ElementTree as ET

from faie_sheets.corrections.parts import Parts, namespace, xml_text
from faie_sheets.workbook import package
from faie_sheets.workbook.read.book import a1
from faie_sheets.workbook.write import style

AUTHOR = "HR"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may follow the boxes of the comments in a worksheet's part, in the schema's order.
_AFTER = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst", "AlternateContent",
}  # fmt: skip
_BOX_WIDTH, _LINE_HEIGHT, _BOX_PADDING = 300, 18, 16  # pixels
_CHARACTERS = 40.0
_DEFAULT_COLUMN, _DEFAULT_ROW = 9.14, 15.0
_IDMAP = re.compile(r"idmap\b[^>]*\bdata=['\"]([\d, ]+)['\"]")
_SHAPE = re.compile(r"_x0000_s(\d+)")
_EMPTY_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{idmap}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
# Its namespaces again, since another program may have chosen other prefixes for them.
_BOX = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{shape}" type="#_x0000_t202"'
    ' style="position:absolute;width:{width}pt;height:{height}pt;z-index:{z};visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Spot(NamedTuple):
    """A cell whose row and column count from 0."""

    row: int
    column: int


def add_notes(parts: Parts, sheet: str, notes: Mapping[Spot, tuple[str, str]]) -> None:
    """Add comments to the sheet of a part: cell → heading and text. Those it has stay there."""
    root, related = parts.tree(sheet), parts.related(sheet)
    kinds = parts.worksheet_kind.rpartition("/")[0]
    comments = next((r.part for r in related.values() if r.kind.endswith("/comments")), None)
    if comments is None:
        comments = _new_comments(parts, sheet, root, kinds)
    new = _write_texts(parts.tree(comments), notes)
    drawing = root.find(f"{namespace(root)}legacyDrawing")
    if drawing is None:
        vml = parts.free_name("xl/drawings/vmlDrawing{}.vml")
        parts.put(vml, _EMPTY_VML.format(idmap=_free_idmap(parts)))
        parts.declare_ending("vml", _VML_TYPE)
        _add_drawing(root, parts.relate(sheet, f"{kinds}/vmlDrawing", vml), kinds)
    else:
        vml = related[package.relation_id(drawing)].part
    text = parts.text(vml)
    boxes = "".join(_boxes(root, text, new))
    before, end, after = text.rpartition("</xml>")
    parts.put(vml, f"{before}{boxes}{end}{after}")


def _new_comments(parts: Parts, sheet: str, root: ET.Element, kinds: str) -> str:
    name = parts.free_name("xl/comments{}.xml")
    space = namespace(root)
    comments = ET.Element(f"{space}comments")
    ET.SubElement(comments, f"{space}authors")
    ET.SubElement(comments, f"{space}commentList")
    parts.add_tree(name, comments)
    parts.declare(name, _COMMENTS_TYPE)
    parts.relate(sheet, f"{kinds}/comments", name)
    return name


def _write_texts(
    comments: ET.Element, notes: Mapping[Spot, tuple[str, str]]
) -> dict[Spot, tuple[str, str]]:
    """Write the texts; the notes whose cells had none before."""
    space = namespace(comments)
    authors, listed = comments.find(f"{space}authors"), comments.find(f"{space}commentList")
    if authors is None or listed is None:
        raise ValueError("the template's comments have no authors or no list")
    author = str(len(authors))
    ET.SubElement(authors, f"{space}author").text = AUTHOR
    there = {comment.get("ref"): comment for comment in listed}
    for spot, (heading, text) in notes.items():
        old = there.get(a1(*spot))
        comment = ET.Element(f"{space}comment", {"ref": a1(*spot), "authorId": author})
        holder = ET.SubElement(comment, f"{space}text")
        _run(holder, f"{heading}\n", bold=True)
        before = "".join(old.itertext()) if old is not None else ""
        _run(holder, f"{text}\n\n{before}" if before else text, bold=False)
        if old is not None:
            listed.remove(old)
        listed.append(comment)
    listed[:] = sorted(listed, key=lambda c: next(package.cells_of(c.get("ref", "A1"))))
    return {spot: note for spot, note in notes.items() if a1(*spot) not in there}


def _run(holder: ET.Element, text: str, *, bold: bool) -> None:
    space = namespace(holder)
    run = ET.SubElement(holder, f"{space}r")
    looks = ET.SubElement(run, f"{space}rPr")
    if bold:
        ET.SubElement(looks, f"{space}b")
    ET.SubElement(looks, f"{space}sz", {"val": f"{style.FONT_SIZE}"})
    ET.SubElement(looks, f"{space}color", {"indexed": "81"})
    ET.SubElement(looks, f"{space}rFont", {"val": style.FONT})
    holder = ET.SubElement(run, f"{space}t")
    holder.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    holder.text = xml_text(text)


def _add_drawing(root: ET.Element, relation: str, kinds: str) -> None:
    space = namespace(root)
    drawing = ET.Element(f"{space}legacyDrawing", {f"{{{kinds}}}id": relation})
    names = [child.tag.rpartition("}")[2] for child in root]
    at = next((n for n, name in enumerate(names) if name in _AFTER), len(names))
    root.insert(at, drawing)


def _free_idmap(parts: Parts) -> int:
    """The first block of a thousand shape numbers that no drawing of the workbook uses."""
    taken = {
        int(number)
        for name in parts.names()
        if name.endswith(".vml")
        for match in _IDMAP.finditer(parts.text(name))
        for number in re.findall(r"\d+", match[1])
    }
    return next(number for number in count(1) if number not in taken)


def _boxes(root: ET.Element, vml: str, notes: Mapping[Spot, tuple[str, str]]) -> Iterator[str]:
    block = _IDMAP.search(vml)
    first = 1024 * int(block[1].split(",")[0]) if block else 1024
    used = max((int(match[1]) for match in _SHAPE.finditer(vml)), default=first)
    widths, heights = _column_pixels(root), _row_pixels(root)
    for number, (spot, note) in enumerate(sorted(notes.items()), 1):
        lines = style.line_count("\n".join(note), _CHARACTERS, bold=True)
        tall = lines * _LINE_HEIGHT + _BOX_PADDING
        left, right = _span(spot.column + 1, 12, _BOX_WIDTH, widths)
        top, bottom = _span(spot.row, 4, tall, heights)
        anchor = (*left, *top, *right, *bottom)
        yield _BOX.format(
            shape=max(used, first) + number,
            width=_BOX_WIDTH * 3 // 4,
            height=tall * 3 // 4,
            z=number,
            anchor=", ".join(map(str, anchor)),
            row=spot.row,
            column=spot.column,
        )


def _span(
    first: int, offset: int, length: int, sizes: Mapping[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a box begins and ends: row or column, and how many pixels into it."""
    at, end = first, offset + length
    while end > sizes.get(at, sizes[-1]):
        end -= max(sizes.get(at, sizes[-1]), 0)
        at += 1
    return (first, offset), (at, end)


def _column_pixels(root: ET.Element) -> dict[int, int]:
    """Column → its width in pixels; -1 → that of the others."""
    space = namespace(root)
    found = {-1: int(_DEFAULT_COLUMN * 7)}
    for columns in root.iterfind(f"{space}cols/{space}col"):
        hidden = columns.get("hidden") in ("1", "true")
        width = 0 if hidden else int(float(columns.get("width", _DEFAULT_COLUMN)) * 7)
        first, last = int(columns.get("min", 1)), int(columns.get("max", 1))
        for column in range(first - 1, min(last, first + 255)):
            found[column] = width
    return found


def _row_pixels(root: ET.Element) -> dict[int, int]:
    """Row → its height in pixels; -1 → that of the others."""
    space = namespace(root)
    settings = root.find(f"{space}sheetFormatPr")
    usual = float(settings.get("defaultRowHeight", _DEFAULT_ROW)) if settings is not None else 15.0
    found = {-1: max(int(usual * 4 / 3), 1)}
    for row in root.iterfind(f"{space}sheetData/{space}row"):
        if row.get("r"):
            hidden = row.get("hidden") in ("1", "true")
            height = 0 if hidden else int(float(row.get("ht", usual)) * 4 / 3)
            found[int(row.get("r", "1")) - 1] = height
    return found
