"""Comments on cells: Excel keeps their texts in one part, and the boxes they show in in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from faie_sheets.corrections.package_xml import (
    CellAt,
    EditedWorkbook,
    XmlElement,
    add_text,
    added,
    move_before,
    namespace,
)
from faie_sheets.workbook.addresses import a1, cells_of
from faie_sheets.workbook.write import style

AUTHOR = "HR"
END_OF_BOXES = "</xml>"
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


def add_comments(book: EditedWorkbook, sheet: str, notes: Mapping[CellAt, tuple[str, str]]) -> None:
    """Add comments to the sheet of a part: cell → heading and text. Those it has stay there."""
    new = _write_texts(book.tree(comments_part(book, sheet) or _new_comments(book, sheet)), notes)
    vml = boxes_part(book, sheet) or _new_boxes(book, sheet)
    # Whatever the encoding, what is added is ASCII and what is there stays as it is.
    text = book[vml].decode("latin-1")
    before, end, after = text.rpartition(END_OF_BOXES)
    boxes = "".join(_boxes(book.tree(sheet), text, new))
    book.put(vml, f"{before}{boxes}{end}{after}".encode("latin-1"))


def comments_part(book: EditedWorkbook, sheet: str) -> str:
    """The part with the comments of a sheet's part; ``""`` where there is none."""
    related = book.related(sheet).values()
    return next((each.part for each in related if each.kind == "comments"), "")


def boxes_part(book: EditedWorkbook, sheet: str) -> str:
    """The part with the boxes of a sheet's comments; ``""`` where there is none.

    Raises:
        KeyError: the sheet names one that it is not related to.
    """
    root = book.tree(sheet)
    drawing = root.find(f"{namespace(root)}legacyDrawing")
    if drawing is None:
        return ""
    return book.related(sheet)[drawing.get(f"{{{book.relation_space}}}id", "")].part


def _new_comments(book: EditedWorkbook, sheet: str) -> str:
    space = namespace(book.tree(sheet))
    comments = etree.Element(f"{space}comments", nsmap={None: space.strip("{}")})
    added(comments, "authors")
    added(comments, "commentList")
    part = book.add_tree("xl/comments{}.xml", comments, _COMMENTS_TYPE)
    book.relate(sheet, "comments", part)
    return part


def _new_boxes(book: EditedWorkbook, sheet: str) -> str:
    part = book.free_name("xl/drawings/vmlDrawing{}.vml")
    book.put(part, _EMPTY_VML.format(idmap=_free_idmap(book)).encode())
    book.declare_ending("vml", _VML_TYPE)
    relation = book.relate(sheet, "vmlDrawing", part)
    drawing = book.add_link(book.tree(sheet), "legacyDrawing", relation)
    move_before(drawing, _AFTER)
    return part


def _write_texts(
    comments: XmlElement, notes: Mapping[CellAt, tuple[str, str]]
) -> dict[CellAt, tuple[str, str]]:
    """Write the texts; the notes whose cells had none before."""
    space = namespace(comments)
    authors, listed = comments.find(f"{space}authors"), comments.find(f"{space}commentList")
    assert authors is not None  # a template whose comments
    assert listed is not None  # lack these is refused
    author = str(len(authors))
    added(authors, "author", text=AUTHOR)
    there = {comment.get("ref"): comment for comment in listed}
    for cell, (heading, text) in notes.items():
        comment = added(listed, "comment", {"ref": a1(*cell), "authorId": author})
        holder = added(comment, "text")
        _add_run(holder, f"{heading}\n", bold=True)
        old = there.get(a1(*cell))
        before = "" if old is None else "".join(old.itertext())
        _add_run(holder, f"{text}\n\n{before}" if before else text, bold=False)
        if old is not None:
            listed.remove(old)
    listed[:] = sorted(listed, key=lambda each: next(cells_of(each.get("ref") or "A1")))
    return {cell: note for cell, note in notes.items() if a1(*cell) not in there}


def _add_run(holder: XmlElement, text: str, *, bold: bool) -> None:
    run = added(holder, "r")
    format_ = added(run, "rPr")
    if bold:
        added(format_, "b")
    added(format_, "sz", {"val": f"{style.FONT_SIZE}"})
    added(format_, "color", {"indexed": "81"})
    added(format_, "rFont", {"val": style.FONT})
    add_text(run, text)


def _free_idmap(book: EditedWorkbook) -> int:
    """The first block of a thousand shape numbers that no drawing of the workbook uses."""
    drawings = (book[part].decode("latin-1") for part in book if part.endswith(".vml"))
    blocks = (match[1] for text in drawings for match in _IDMAP.finditer(text))
    taken = {int(number) for block in blocks for number in re.findall(r"\d+", block)}
    return next(number for number in count(1) if number not in taken)


def _boxes(sheet: XmlElement, vml: str, notes: Mapping[CellAt, tuple[str, str]]) -> Iterator[str]:
    block = _IDMAP.search(vml)
    first = 1024 * int(block[1].split(",")[0]) if block else 1024
    used = max((int(match[1]) for match in _SHAPE.finditer(vml)), default=first)
    widths, heights = _column_pixels(sheet), _row_pixels(sheet)
    for number, (cell, note) in enumerate(sorted(notes.items()), 1):
        lines = style.line_count("\n".join(note), _CHARACTERS, bold=True)
        tall = lines * _LINE_HEIGHT + _BOX_PADDING
        left, right = _span(cell.column + 1, 12, _BOX_WIDTH, widths)
        top, bottom = _span(cell.row, 4, tall, heights)
        anchor = (*left, *top, *right, *bottom)
        yield _BOX.format(
            shape=max(used, first) + number,
            width=_BOX_WIDTH * 3 // 4,
            height=tall * 3 // 4,
            z=number,
            anchor=", ".join(map(str, anchor)),
            row=cell.row,
            column=cell.column,
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


def _column_pixels(sheet: XmlElement) -> dict[int, int]:
    """Column → its width in pixels; -1 → that of the others."""
    space = namespace(sheet)
    found = {-1: style.stored_pixels(_DEFAULT_COLUMN)}
    for columns in sheet.iterfind(f"{space}cols/{space}col"):
        hidden = columns.get("hidden") in ("1", "true")
        width = 0 if hidden else style.stored_pixels(float(columns.get("width", _DEFAULT_COLUMN)))
        first, last = int(columns.get("min", 1)), int(columns.get("max", 1))
        for column in range(first - 1, min(last, first + 255)):
            found[column] = width
    return found


def _row_pixels(sheet: XmlElement) -> dict[int, int]:
    """Row → its height in pixels; -1 → that of the others."""
    space = namespace(sheet)
    settings = sheet.find(f"{space}sheetFormatPr")
    usual = float(settings.get("defaultRowHeight", _DEFAULT_ROW)) if settings is not None else 15.0
    found = {-1: max(style.row_pixels(usual), 1)}
    for row in sheet.iterfind(f"{space}sheetData/{space}row"):
        if row.get("r"):
            hidden = row.get("hidden") in ("1", "true")
            height = 0 if hidden else style.row_pixels(float(row.get("ht", usual)))
            found[int(row.get("r", "1")) - 1] = height
    return found
