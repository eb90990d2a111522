"""What only the parts of an archive say."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from forms_kit import parts
from grid import workbook

from faie_sheets.workbook.addresses import cells_of
from faie_sheets.workbook.package import drop_downs, saved_at, sheet_parts

X14 = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><extLst><ext>
<x14:dataValidations xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
  <x14:dataValidation type="list"><x14:formula1><xm:f>Levels!$A$1:$A$4</xm:f></x14:formula1>
    <xm:sqref>F7 F9:F10</xm:sqref></x14:dataValidation>
  <x14:dataValidation type="whole"><x14:formula1><xm:f>1</xm:f></x14:formula1>
    <xm:sqref>A1</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext></extLst></worksheet>"""


@pytest.mark.parametrize(
    ("contents", "saved"),
    [
        (
            {
                "docProps/core.xml": b'<a><dcterms:modified xsi:type="x"> 2026-02-01T08:00:00Z '
                b"</dcterms:modified></a>"
            },
            "2026-02-01T08:00:00Z",
        ),
        (
            {"meta.xml": b"<a><dc:date>2026-02-01T08:00:00.123</dc:date></a>"},
            "2026-02-01T08:00:00.123",
        ),
        ({"docProps/core.xml": b"<a><dcterms:created>2026-02-01</dcterms:created></a>"}, ""),
        ({"docProps/core.xml": b"<a><dc:date>yesterday</dc:date></a>"}, ""),
        ({"other.xml": b"<dc:date>2026-02-01T08:00:00</dc:date>"}, ""),
        ({}, ""),
    ],
)
def test_saved_at__by_the_files_own_word__or_nothing(
    contents: dict[str, bytes], saved: str
) -> None:
    assert saved_at(contents) == saved


def test_saved_at__sample__is_a_date(samples: Path) -> None:
    assert saved_at(parts((samples / "FAIE_JD.xlsx").read_bytes())) == "2026-02-01T00:00:00Z"


def test_sheet_parts__sheet_name__names_its_part() -> None:
    assert sheet_parts(parts(workbook("# R&D\n# Bảng 2"))) == {
        "R&D": "xl/worksheets/sheet1.xml",
        "Bảng 2": "xl/worksheets/sheet2.xml",
    }


def test_sheet_parts__target_absolute_or_relative__is_the_same_part() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheets = "".join(f'<sheet name="S{n}" r:id="r{n}"/>' for n in (1, 2, 3))
    workbook_part = f'<workbook xmlns="{main}" xmlns:r="{relation}">{sheets}</workbook>'
    contents = {
        "xl/workbook.xml": workbook_part.encode(),
        "xl/_rels/workbook.xml.rels": b"<Relationships>"
        b"<Relationship Id='r1' Target='/xl/one.xml'/>"
        b"<Relationship Id='r2' Target='worksheets/two.xml'/>"
        b"<Relationship Id='r3' Target='../three.xml'/></Relationships>",
    }
    assert sheet_parts(contents) == {
        "S1": "xl/one.xml",
        "S2": "xl/worksheets/two.xml",
        "S3": "three.xml",
    }


def test_drop_downs__of_excel_2007__with_range_and_source() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as target:
        sheet = target.add_worksheet()
        sheet.data_validation("F7:F8", {"validate": "list", "source": "=Levels!$A$1:$A$4"})
        sheet.data_validation("G7", {"validate": "list", "source": ["Yes", "No"]})
        sheet.data_validation("H7", {"validate": "integer", "criteria": ">", "value": 1})
        target.add_worksheet("Levels")
    assert list(drop_downs(parts(buffer.getvalue()), "xl/worksheets/sheet1.xml")) == [
        ("F7:F8", "Levels!$A$1:$A$4"),
        ("G7", '"Yes,No"'),
    ]


def test_drop_downs__of_excel_2010__with_range_and_source() -> None:
    assert list(drop_downs({"sheet.xml": X14.encode()}, "sheet.xml")) == [
        ("F7", "Levels!$A$1:$A$4"),
        ("F9:F10", "Levels!$A$1:$A$4"),
    ]


@pytest.mark.parametrize(
    ("area", "cells"),
    [
        ("A1", [(0, 0)]),
        ("$F$7:$F$8", [(6, 5), (7, 5)]),
        ("Z1:AA1", [(0, 25), (0, 26)]),
        ("B2:C3", [(1, 1), (1, 2), (2, 1), (2, 2)]),
        ("A90000:A90001", [(89_999, 0), (90_000, 0)]),
        ("AAA1:AAA99", [(row, 702) for row in range(99)]),
        ("B2:A1", []),
        ("", []),
        ("A1:XFD1048576", []),
        ("A1:A100001", []),
    ],
)
def test_cells_of__area__row_by_row__none_of_an_unreasonable_one(
    area: str, cells: list[tuple[int, int]]
) -> None:
    assert list(cells_of(area)) == cells


def test_cells_of__as_many_as_are_reasonable() -> None:
    assert len(list(cells_of("A1:A100000"))) == 100_000
