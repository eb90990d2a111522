"""The pictures that lie on a sheet."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.drawing.image import Image
from programs import gnumeric, libreoffice
from python_calamine import load_workbook

from faie_sheets.workbook.package import SMALL_PART
from faie_sheets.workbook.read.pictures import pictures

SHEET_RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING, DRAWING_RELATIONS = "xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels"
TARGET = 'Target="../media/image2.png"'
PICTURE = re.compile("<xdr:pic>.*?</xdr:pic>")


def png(shade: int) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes([0, shade])))
        + chunk(b"IEND", b"")
    )


ONE, TWO, THREE = map(png, (50, 100, 150))


def written() -> bytes:
    """A workbook with three pictures, a chart and a text box on the first of its sheets."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as target:
        paths, empty, last = map(target.add_worksheet, ("Paths", "Empty", 'Q&A "2"'))
        for sheet, cell, data in (
            (paths, "D9", ONE),  # from the bottom up: the drawing's order is not the cells'
            (paths, "B2", TWO),
            (last, "C3", THREE),
            (paths, "A1", ONE),
        ):
            sheet.insert_image(cell, "whatever.png", {"image_data": io.BytesIO(data)})
        chart = target.add_chart({"type": "column"})
        chart.add_series({"values": "=Empty!$A$1:$A$3"})
        paths.insert_chart("F5", chart)
        paths.insert_textbox("H1", "Grow")
        empty.write("A1", 1)
    return buffer.getvalue()


WRITTEN = written()
EXPECTED = [ONE, TWO, ONE]


def altered(data: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    """A copy of an archive with some parts in another form, or without them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name, content in {**parts, **changes}.items():
            if content is not None:
                target.writestr(name, content)
    return buffer.getvalue()


def part(name: str, data: bytes = WRITTEN) -> str:
    """The text of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name).decode()


def replaced(name: str, old: str, new: str) -> bytes:
    """The workbook with one piece of one part replaced throughout."""
    text = part(name)
    assert old in text
    return altered(WRITTEN, {name: text.replace(old, new)})


def on(sheet: str, data: bytes) -> list[bytes]:
    return [picture for _, picture in pictures(data, sheet)]


def test_pictures__of_each_sheet__in_the_order_of_its_drawing() -> None:
    assert pictures(WRITTEN, "Paths") == (
        ("image1.png", ONE),
        ("image2.png", TWO),
        ("image1.png", ONE),
    )
    assert pictures(WRITTEN, 'Q&A "2"') == (("image3.png", THREE),)


@pytest.mark.parametrize("sheet", ["Empty", "paths", ""])
def test_pictures__of_a_sheet_without_or_of_no_sheet__are_none(sheet: str) -> None:
    assert pictures(WRITTEN, sheet) == ()


def test_pictures__used_twice__are_in_memory_once() -> None:
    first, _, third = on("Paths", WRITTEN)
    assert first is third


def test_pictures__written_by_openpyxl__with_absolute_targets() -> None:
    class Bare(Image):  # the size of any other is asked of Pillow, which is not here
        format, width, height = "png", 9, 9

        def __init__(self, data: bytes) -> None:
            self._data = lambda: data

    book = openpyxl.Workbook()
    paths, other = book.create_sheet("Paths"), book.create_sheet("Other")
    other.add_image(Bare(THREE), "A1")
    paths.add_image(Bare(TWO), "B9")
    paths.add_image(Bare(ONE), "A1")
    book.save(buffer := io.BytesIO())
    assert 'Target="/xl/media/' in part(DRAWING_RELATIONS, buffer.getvalue())
    assert on("Paths", buffer.getvalue()) == [TWO, ONE]
    assert on("Other", buffer.getvalue()) == [THREE]


@pytest.mark.parametrize(
    "folder", ["/xl/media/", "./../media/", "../../xl/media/", "/xl/../xl/media/"]
)
def test_pictures__target_however_it_is_spelled__is_found(folder: str) -> None:
    assert on("Paths", replaced(DRAWING_RELATIONS, "../media/", folder)) == EXPECTED


def test_pictures__other_relations_before_the_drawing__do_not_matter() -> None:
    first = "<Relationships xmlns='r'><Relationship Id='other' Type='x/vmlDrawing' Target='x'/>"
    relations = re.sub("<Relationships .*?>", first, part(SHEET_RELATIONS))
    assert on("Paths", altered(WRITTEN, {SHEET_RELATIONS: relations})) == EXPECTED


def grouped() -> bytes:
    """The workbook with its second picture in a group within a group, after the third."""
    _, two, three = PICTURE.findall(part(DRAWING))
    frame = "<a:off x='0' y='0'/><a:ext cx='9525' cy='9525'/>"
    child = frame.replace("off", "chOff").replace("ext", "chExt")
    start = (
        "<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id='50' name='Group'/><xdr:cNvGrpSpPr/>"
        f"</xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>{frame}{child}</a:xfrm></xdr:grpSpPr>"
    )
    group = f"{start}{three}{start}{two}</xdr:grpSp></xdr:grpSp>"
    return replaced(DRAWING, two, group)


def test_pictures__in_groups__are_found() -> None:
    assert on("Paths", grouped()) == [ONE, ONE, TWO, ONE]


def test_pictures__that_fill_a_shape__are_found() -> None:
    fill = "<a:blipFill><a:blip r:embed='rId2' xmlns:r='r'/></a:blipFill>"
    old = '<a:solidFill><a:schemeClr val="lt1"/></a:solidFill>'
    assert on("Paths", replaced(DRAWING, old, fill)) == [*EXPECTED, TWO]


@pytest.mark.parametrize("newer", ["{}", "<xdr:contentPart/>"])
def test_pictures__for_newer_and_older_programs__count_once(newer: str) -> None:
    two = PICTURE.findall(part(DRAWING))[1]
    ways = (
        "<mc:AlternateContent xmlns:mc='mc'>"
        f"<mc:Choice Requires='a14'>{newer.format(two)}</mc:Choice>"
        f"<mc:Fallback>{two}</mc:Fallback></mc:AlternateContent>"
    )
    assert on("Paths", replaced(DRAWING, two, ways)) == EXPECTED


def test_pictures__in_strict_open_xml__are_found() -> None:
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as source:
        strict = {
            name: re.sub(
                r"http://schemas.openxmlformats.org/(\w+)/2006/",
                r"http://purl.oclc.org/ooxml/\1/",
                part(name),
            )
            for name in source.namelist()
            if name.endswith((".xml", ".rels"))
        }
    assert "purl.oclc.org/ooxml/officeDocument/relationships" in strict[DRAWING]
    assert on("Paths", altered(WRITTEN, strict)) == EXPECTED


@pytest.mark.parametrize("target", ["https://example.com/two.png", "../media/image2.png"])
def test_pictures__linked_from_elsewhere__are_left_out(target: str) -> None:
    linked = f'Target="{target}" TargetMode="External"'
    assert on("Paths", replaced(DRAWING_RELATIONS, TARGET, linked)) == [ONE, ONE]


def test_pictures__linked_and_not_embedded__are_left_out() -> None:
    assert on("Paths", replaced(DRAWING, 'r:embed="rId2"', 'r:link="rId2"')) == [ONE, ONE]


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb part."""
    return b"".join(map(seven_bits, (kind, len(data)))) + data


def seven_bits(number: int) -> bytes:
    return bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary() -> bytes:
    """The workbook as .xlsb: the workbook and its sheets binary and empty, the rest as it is."""
    sheets = [
        record(156, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(name))
        for number, name in enumerate(("Paths", "Empty", 'Q&A "2"'), 1)
    ]
    changes: dict[str, bytes | str | None] = {
        "xl/workbook.xml": None,
        "xl/_rels/workbook.xml.rels": None,
        "xl/sharedStrings.xml": None,
        "xl/styles.xml": None,
        "xl/workbook.bin": b"".join(
            [record(131), record(128, bytes(200)), record(143), *sheets, record(144), record(132)]
        ),
        "xl/_rels/workbook.bin.rels": re.sub(
            "<Relationship [^>]*(?:styles|sharedStrings)[^>]*>",
            "",
            part("xl/_rels/workbook.xml.rels"),
        ).replace(".xml", ".bin"),
    }
    for number in (1, 2, 3):
        sheet, relations = (f"xl/worksheets/{path}" for path in (f"sheet{number}", "_rels/sheet"))
        changes[f"{sheet}.xml"] = None
        changes[f"{sheet}.bin"] = b"".join(map(record, (129, 145, 146, 130)))
        if number != 2:
            changes[f"{relations}{number}.xml.rels"] = None
            changes[f"{relations}{number}.bin.rels"] = part(f"{relations}{number}.xml.rels")
    return altered(WRITTEN, changes)


def test_pictures__of_xlsb__are_found() -> None:
    data = binary()
    assert load_workbook(io.BytesIO(data)).sheet_names == ["Paths", "Empty", 'Q&A "2"']
    assert on("Paths", data) == EXPECTED
    assert on("Empty", data) == []
    assert on('Q&A "2"', data) == [THREE]


OPEN_DOCUMENT = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="svg"
  xmlns:x="http://www.w3.org/1999/xlink"><o:body><o:spreadsheet>
  <t:table t:name="Paths">
    <t:shapes>
      <d:frame d:z-index="2"><svg:title/><d:image x:href="./media/number%20two.png"/></d:frame>
      <d:frame d:z-index="10"><d:image x:href="Pictures/1.png"/></d:frame>
    </t:shapes>
    <t:table-row><t:table-cell>
      <d:frame d:z-index="0"><d:object x:href="./Chart.xml"/><d:image x:href="Chart.png"/></d:frame>
      <d:frame d:z-index="1"><d:image x:href="Pictures/1.png"/><d:image x:href="worse"/></d:frame>
      <d:frame d:z-index="3"><d:image x:href="../Pictures/1.png"/></d:frame>
      <d:frame d:z-index="3"><d:image x:href="https://example.com/1.png"/></d:frame>
      <d:frame d:z-index="3"><d:image/></d:frame>
      <d:frame d:z-index="3"/>
      <d:g d:z-index="1">
        <d:frame><d:image x:href="Pictures/3.png"/></d:frame>
        <d:frame><d:image x:href="Pictures/1.png"/></d:frame>
      </d:g>
    </t:table-cell></t:table-row>
  </t:table>
  <t:table t:name="Other"><t:shapes><d:frame><d:image x:href="Pictures/3.png"/></d:frame></t:shapes>
  </t:table></o:spreadsheet></o:body></o:document-content>"""


def open_document(content: str | bytes = OPEN_DOCUMENT) -> bytes:
    """An .ods workbook with this content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("content.xml", content)
        target.writestr("media/number two.png", TWO)
        for name in ("Chart.xml", "Chart.png", "Pictures/3.png"):
            target.writestr(name, THREE)
        target.writestr("Pictures/1.png", ONE)
    return buffer.getvalue()


def test_pictures__of_ods__from_the_lowest_to_the_highest() -> None:
    assert pictures(open_document(), "Paths") == (
        ("1.png", ONE),
        ("3.png", THREE),
        ("1.png", ONE),
        ("number two.png", TWO),
        ("1.png", ONE),
    )
    assert pictures(open_document(), "Other") == (("3.png", THREE),)
    assert pictures(open_document(), "Third") == ()


def test_pictures__saved_by_libreoffice__are_the_same(tmp_path: Path) -> None:
    (path := tmp_path / "paths.xlsx").write_bytes(grouped())
    for form in ("ods", "xlsx"):
        data = libreoffice.fill(path, "Paths", {}, tmp_path / form, form).read_bytes()
        assert on("Paths", data) == [ONE, ONE, TWO, ONE]
        assert on("Empty", data) == []
        assert on('Q&A "2"', data) == [THREE]


def test_pictures__saved_by_gnumeric__are_the_same_in_some_order(tmp_path: Path) -> None:
    (path := tmp_path / "paths.xlsx").write_bytes(WRITTEN)
    for form in ("ods", "xlsx"):
        data = gnumeric.convert(path, tmp_path / form, form).read_bytes()
        assert sorted(on("Paths", data)) == sorted(EXPECTED)
        assert on("Empty", data) == []
        assert on('Q&A "2"', data) == [THREE]


def test_pictures__of_xls__are_not_read(tmp_path: Path) -> None:
    (path := tmp_path / "paths.xlsx").write_bytes(WRITTEN)
    data = libreoffice.fill(path, "Paths", {}, tmp_path / "xls", "xls").read_bytes()
    assert pictures(data, "Paths") == ()


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (altered(WRITTEN, {"xl/media/image2.png": None}), [ONE, ONE]),
        (altered(WRITTEN, {}).replace(TWO, TWO[::-1]), [ONE, ONE]),
        (replaced(DRAWING_RELATIONS, TARGET, 'Target="../../../../etc/passwd"'), [ONE, ONE]),
        (replaced(DRAWING_RELATIONS, TARGET, ""), [ONE, ONE]),
        (replaced(DRAWING_RELATIONS, '/image"', '/video"'), []),
        (replaced(DRAWING, "</xdr:wsDr>", ""), []),
        (replaced(DRAWING, "<xdr:wsDr ", "<!DOCTYPE x><xdr:wsDr "), []),
        (altered(WRITTEN, {DRAWING: part(DRAWING)[55:].encode("utf-16-le")}), []),
        (altered(WRITTEN, {DRAWING: part(DRAWING) + " " * SMALL_PART}), []),
        (altered(WRITTEN, {DRAWING: "<a>" * 100_000 + "</a>" * 100_000}), []),
        (replaced("xl/workbook.xml", "<workbook ", "<!DOCTYPE x><workbook "), []),
        (replaced("xl/workbook.xml", "<sheets>", "<sheets><sheet name='Lost'/>"), EXPECTED),
        *(
            (altered(WRITTEN, {name: None}), [])
            for name in (DRAWING, DRAWING_RELATIONS, SHEET_RELATIONS, "xl/workbook.xml")
        ),
        (altered(binary(), {"xl/workbook.bin": bytes(9)}), []),
        (altered(binary(), {"xl/workbook.bin": b"\xff" * 1_000_000}), []),
        (open_document("<!DOCTYPE x>" + OPEN_DOCUMENT), []),
        (open_document(OPEN_DOCUMENT.encode("utf-16")), []),
        (open_document(OPEN_DOCUMENT[:-9]), []),
        (WRITTEN[: len(WRITTEN) // 2], []),
        (b"PK\x03\x04", []),
        (b"", []),
    ],
)  # fmt: skip
def test_pictures__of_a_damaged_workbook__are_those_that_can_be_read(
    data: bytes, left: list[bytes]
) -> None:
    assert on("Paths", data) == left


@given(
    st.sampled_from([altered(WRITTEN, {}), binary(), open_document()]),
    st.integers(0, 20_000),
    st.binary(min_size=1, max_size=9),
)
def test_pictures__whatever_is_broken__never_fail(data: bytes, at: int, piece: bytes) -> None:
    broken = data[:at] + piece + data[at + len(piece) :]
    assert {*on("Paths", broken)} <= {ONE, TWO, THREE}
