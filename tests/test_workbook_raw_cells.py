"""Formulas that no reader tells of: found however odd the file is, or the file is refused."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import pytest
from forms_kit import JD, SHEET, at, chosen, filled, packed, parts, required
from hostile import (
    SMALL,
    archive,
    compound,
    number,
    ods,
    parts_of,
    with_parts,
    xls,
)

import faie_sheets as fs
from faie_sheets.workbook.read.book import Book, read_book
from faie_sheets.workbook.read.odd_cells import OddCell, binary_cells
from faie_sheets.workbook.read.raw_cells import RawCell, raw_cells
from faie_sheets.workbook.read.source import SourceFile

Record = tuple[int, bytes]

WANTED = {(row, column) for row in range(4) for column in range(4)}
PART, WORKBOOK, RELATIONS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
CODED = RawCell("=", "")
FORMULA = RawCell("=1+1", "")


def found_in(data: bytes) -> Mapping[tuple[int, int], RawCell]:
    """What is found in the first sheet, of whose cells calamine reads at least one."""
    book = read_book(SourceFile("f", data))
    assert list(book.cells())
    return raw_cells(book, book.sheets[0].name, WANTED)


def refusal_of(data: bytes) -> str:
    """What the file is refused for, though calamine reads it."""
    with pytest.raises(fs.UnusableSourceError) as refused:
        found_in(data)
    (problem,) = refused.value.problems
    assert problem.code == fs.Kind.FILE_DAMAGED.code
    return problem.found


# -- .xls ----------------------------------------------------------------------------------


def formula(row: int, column: int, kind: int = 0x06) -> Record:
    value = struct.pack("<3Hd", row, column, 0, 2.0)
    return kind, value + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00"


def joined(*records: Record) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def of_excel_95(name: bytes, code_page: int, *records: Record) -> bytes:
    """The stream of a workbook of Excel 95, whose names are in a code page."""

    def begin(kind: int) -> Record:
        return 0x0809, struct.pack("<4H", 0x500, kind, 0, 0)

    def whole(start: int) -> bytes:
        bound = struct.pack("<IBB", start, 0, 0) + bytes([len(name)]) + name
        page = struct.pack("<H", code_page)
        return joined(begin(5), (0x42, page), (0x85, bound), (0x0A, b""))

    return whole(len(whole(0))) + joined(begin(0x10), *records, (0x0A, b""))


@pytest.mark.parametrize(
    ("name", "code_page"), [("S", 1252), ("Größe A", 1252), ("Форма", 1251), ("Größe", 10_000)]
)
def test_formula__in_a_workbook_of_excel_95__is_found(name: str, code_page: int) -> None:
    encoded = name.encode("mac_roman" if code_page == 10_000 else f"cp{code_page}")
    stream = of_excel_95(encoded, code_page, number(0, 0), formula(1, 1))
    assert found_in(compound({"Book": stream})) == {(1, 1): CODED}


def test_formula__in_one_of_two_workbooks_in_one_file__is_found() -> None:
    plain = of_excel_95(b"S", 1252, number(0, 0), number(1, 1))
    odd = of_excel_95(b"S", 1252, number(0, 0), formula(1, 1))
    for streams in ({"Book": plain, "Workbook": odd}, {"WORKBOOK": plain, "Workbook": odd}):
        assert found_in(compound(streams)) == {(1, 1): CODED}


@pytest.mark.parametrize("kind", [0x06, 0x206, 0x406])
def test_formula__under_any_number_that_it_has_had__is_found(kind: int) -> None:
    assert found_in(xls(number(0, 0), formula(1, 1, kind))) == {(1, 1): CODED}


def test_sheet__of_an_xls_that_begins_with_something_else__is_refused() -> None:
    data = xls(number(0, 0), formula(1, 1))
    begin = joined((0x0809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 0)))
    assert begin in data
    why = refusal_of(data.replace(begin, b"\x99\x08" + begin[2:]))
    assert why.endswith("which cells of its sheet “S” have formulas cannot be made out")


# -- .xlsb ---------------------------------------------------------------------------------


def short(kind: int, content: bytes) -> bytes:
    number_of = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return number_of + bytes([len(content)]) + content


ROW = short(0, struct.pack("<I", 1))
BINARY_FORMULA = short(9, struct.pack("<II", 1, 0) + bytes(8))


def test_array_formula__in_an_xlsb__is_that_of_its_whole_area() -> None:
    area = short(426, struct.pack("<4I", 1, 2, 1, 2) + bytes(9))
    found = {cell[:2] for cell in binary_cells(ROW + BINARY_FORMULA + area)}
    assert found == {(1, 1), (1, 2), (2, 1), (2, 2)}


@pytest.mark.parametrize("area", [(1, 0, 1, 1), (0, 1_048_575, 0, 16_383)])
def test_array_formula__in_an_xlsb__over_an_area_that_makes_no_sense__is_none_to_trust(
    area: tuple[int, int, int, int],
) -> None:
    with pytest.raises(ValueError, match="426"):
        list(binary_cells(short(426, struct.pack("<4I", *area))))


@pytest.mark.parametrize("cut", range(1, len(BINARY_FORMULA)))
def test_sheet__of_an_xlsb_that_is_cut_off__is_none_to_trust(cut: int) -> None:
    assert list(binary_cells(ROW + BINARY_FORMULA)) == [OddCell(1, 1, "=", "")]
    with pytest.raises((IndexError, ValueError, struct.error)):
        list(binary_cells((ROW + BINARY_FORMULA)[:-cut]))


# -- .ods ----------------------------------------------------------------------------------


PLAIN = (
    "<table:table-row><table:table-cell office:value-type='float' office:value='1'>"
    "<text:p>1</text:p></table:table-cell></table:table-row>"
)
ODD = PLAIN.replace("<table:table-cell ", "<table:table-cell table:formula='of:=1+1' ")


def renamed(data: bytes, old: str, new: str) -> bytes:
    contents = parts_of(data)
    text = contents["content.xml"].decode()
    assert old in text
    return archive({**contents, "content.xml": text.replace(old, new)})


def test_formula__in_an_ods__is_found_however_its_sheet_is_written() -> None:
    data = ods(PLAIN + ODD)
    for other in (
        data,
        renamed(data, "<table:table table:name", "<table:table\ntable:name"),
        renamed(data, 'table:name="S"', "table:name='A>S'"),
        ods(f"<table:table-row-group>{PLAIN}</table:table-row-group>{ODD}"),
        ods(PLAIN + ODD, before="<?xml version='1.0'?>"),
        ods(PLAIN + ODD, before="<?xml version='1.0'?><!-- a comment -->"),
        ods(PLAIN + ODD, before="<?xml version='1.0'?><?a b?>"),
        renamed(data, 'table:name="S"', 'table:name="A&amp;S"'),
        renamed(data, "</table:table>", "</table:table><table:table table:name='T'/>"),
    ):
        assert found_in(other) == {(1, 0): FORMULA}


def test_array_formula__in_an_ods__is_that_of_its_whole_area() -> None:
    spans = "table:number-matrix-rows-spanned='2' table:number-matrix-columns-spanned='1'"
    array = ODD.replace("table:formula", f"{spans} table:formula")
    assert found_in(ods(PLAIN + array + PLAIN + PLAIN)) == {(1, 0): FORMULA, (2, 0): FORMULA}


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        (
            PLAIN
            + PLAIN.replace("<text:p>", '<table:table table:name="T"></table:table><text:p>')
            + ODD,
            "which cells of its sheet “S” have formulas cannot be made out",
        ),
        (
            PLAIN + ODD.replace("<table:table-cell ", "<table:table-cell a='1' a='2' "),
            "its inner file “content.xml” makes no sense from line 1, column",
        ),
    ],
    ids=["a sheet within the sheet", "no proper XML"],
)
def test_sheet__of_an_ods__that_cannot_be_followed__is_refused(sheet: str, why: str) -> None:
    assert why in refusal_of(ods(sheet))


# -- .xlsx ---------------------------------------------------------------------------------


def sheet(*rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return f'<worksheet xmlns="{space}"><sheetData>{first}{"".join(rows)}</sheetData></worksheet>'


ODD_SHEET = sheet('<row r="2"><c r="B2"><f>1+1</f><v>2</v></c></row>')


@pytest.mark.parametrize("kind", ["array", "dataTable", "arr&#97;y"])
def test_array_formula__is_that_of_its_whole_area(kind: str) -> None:
    first = f'<row r="2"><c r="A2"><f t="{kind}" ref="A2:B3">1+1</f><v>2</v></c>'
    rows = first + '<c r="B2" t="e"><v>#N/A</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
    book = read_book(SourceFile("f", with_parts({PART: sheet(rows)})))
    assert raw_cells(book, "Sheet1", {(1, 1), (2, 1), (3, 1)}) == {
        (1, 1): RawCell("=1+1", "#N/A"),
        (2, 1): FORMULA,
    }


def test_shared_formula__is_that_of_the_cells_that_say_so() -> None:
    first = '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c></row>'
    rows = first + '<row r="3"><c r="A3"><v>2</v></c></row>'
    assert found_in(with_parts({PART: sheet(rows)})) == {(1, 0): FORMULA}


def test_formula__in_one_of_two_cells_of_one_address__is_found() -> None:
    rows = '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="B2"><v>3</v></c></row>'
    assert found_in(with_parts({PART: sheet(rows)})) == {(1, 1): FORMULA}


def in_workbook(part: str, old: str, new: str, **others: str) -> bytes:
    text = parts_of(SMALL)[part].decode()
    assert old in text
    return with_parts({PART: ODD_SHEET, part: text.replace(old, new), **others})


def test_formula__is_found__in_whichever_case_its_sheet_is_named() -> None:
    contents = {name: part for name, part in parts_of(SMALL).items() if name != PART}
    data = archive({**contents, "xl/Worksheets/Sheet1.xml": ODD_SHEET})
    assert found_in(data) == {(1, 1): FORMULA}


def test_formula__is_found__though_its_sheet_is_called_external() -> None:
    external = 'TargetMode="External" Target="worksheets'
    assert found_in(in_workbook(RELATIONS, 'Target="worksheets', external)) == {(1, 1): FORMULA}


def test_formula__in_one_of_two_sheets_of_one_name__is_found() -> None:
    other = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet9.xml"/></Relationships>'
    )
    contents = parts_of(in_workbook(RELATIONS, "</Relationships>", other))
    named = '<sheets><sheet name="Sheet1" sheetId="9" r:id="rId99"/>'
    for odd, plain in ((PART, "xl/worksheets/sheet9.xml"), ("xl/worksheets/sheet9.xml", PART)):
        workbook = contents[WORKBOOK].decode().replace("<sheets>", named)
        data = archive({**contents, WORKBOOK: workbook, odd: ODD_SHEET, plain: sheet()})
        book = read_book(SourceFile("f", data))
        assert raw_cells(book, "Sheet1", WANTED) == {(1, 1): FORMULA}


@pytest.mark.parametrize("new", ['<a b="1" b="2"/><sheets>', "<!-- <!DOCTYPE --><sheets>"])
def test_workbook__whose_list_of_sheets_cannot_be_read__is_refused(new: str) -> None:
    why = refusal_of(in_workbook(WORKBOOK, "<sheets>", new))
    assert why.endswith("which cells of its sheet “Sheet1” have formulas cannot be made out")


def test_raw_cells__of_a_sheet_that_is_not_there__are_refused() -> None:
    for data in (filled({}), ods(PLAIN), xls(number(0, 0))):
        with pytest.raises(fs.UnusableSourceError, match="“Elsewhere” have formulas cannot"):
            raw_cells(Book(SourceFile("a", data), ()), "Elsewhere", {(1, 1)})


def test_form__whose_formulas_cannot_be_looked_for__is_refused() -> None:
    contents = parts(filled(chosen(required("FAIE02"))))
    workbook = contents[WORKBOOK].decode().replace("<sheets>", '<a b="1" b="2"/><sheets>')
    with pytest.raises(fs.UnusableSourceError) as refused:
        fs.read_form(packed({**contents, WORKBOOK: workbook.encode()}), JD)
    (problem,) = refused.value.problems
    assert problem.code == fs.Kind.FILE_DAMAGED.code
    assert problem.found.endswith(
        f"which cells of its sheet “{SHEET}” have formulas cannot be made out"
    )


def test_form__level_in_the_area_of_an_array_formula__is_reported_with_it() -> None:
    contents = parts(filled(chosen(required("FAIE02"))))
    text = contents[PART].decode()
    cell = at("AIAE01")
    array = f'<c r="A1"><f t="array" ref="A1:{cell}">1+1</f><v>2</v></c>'
    begin = text.index("<c ", text.index("<sheetData"))
    before = text[:begin] + array + text[begin:]
    form = fs.read_form(packed({**contents, PART: before.encode()}), JD)
    assert cell in {
        problem.cell
        for problem in form.problems
        if problem.code in {fs.Kind.RATING_FORMULA.code, fs.Kind.RATING_FORMULA_READ.code}
    }
