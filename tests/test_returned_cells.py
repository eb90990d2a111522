"""Input cells that hold more than a value: error values and formulas, from any program."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from forms_kit import (
    ASSESSOR,
    CODES,
    EVIDENCE,
    JD,
    SHEET,
    altered,
    at,
    by_both,
    chosen,
    filled,
    kinds,
    label,
    only,
    open_book,
    packed,
    parts,
    read,
    required,
    saved,
)
from programs import gnumeric, libreoffice

import faie_sheets as fs
from faie_sheets.workbook.read.book import Book
from faie_sheets.workbook.read.raw_cells import RawCell, raw_cells
from faie_sheets.workbook.read.source import SourceFile

FULL = required("FAIE02")
PART = "xl/worksheets/sheet1.xml"
ERRORS = ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]


def stored(cell: str, formula: str, value: str, kind: str = "str") -> bytes:
    """A complete self-assessment with a formula in a cell, and the value stored with it."""
    book = open_book(filled(chosen(FULL)))
    book[SHEET][cell] = "=12345678"
    plain = saved(book)
    sheet = parts(plain)[PART].decode()
    start = sheet.index(f'r="{cell}"')
    old = sheet[start : sheet.index("</c>", start)]
    new = old.replace("<f>12345678</f>", f"<f>{formula}</f>").split("<v")[0] + f"<v>{value}</v>"
    return altered(plain, PART, (old, new.replace(">", f' t="{kind}">', 1)))


# -- error values --------------------------------------------------------------------------


@pytest.mark.parametrize("value", ERRORS)
def test_error__in_a_rating__is_named_with_its_cell__and_is_no_level(value: str) -> None:
    assessment = read(filled(chosen(FULL) | {at("AIAE05"): value}))
    rating = assessment.ratings_by(fs.Rater.SELF)["AIAE05"]
    assert (rating.level, rating.found) == (None, value)
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_ERROR_VALUE.code
    assert problem.severity is fs.Severity.ERROR
    assert (problem.sheet, problem.cell) == (SHEET, at("AIAE05"))
    assert f"is the error value “{value}”" in problem.found
    assert problem.expected == "a level from 0 to 3"
    assert fs.score(assessment, JD).missing == ("AIAE05",)


@pytest.mark.parametrize("value", ["#SPILL!", "#CALC!", "#BLOCKED!", "#GETTING_DATA"])
def test_error__newer_than_the_reader__costs_only_its_cell(value: str) -> None:
    older = filled(chosen(FULL) | {at("AIAE05"): "#N/A"})
    rated = altered(older, PART, ("<v>#N/A</v>", f"<v>{value}</v>"))
    row = f'<row r="999"><c r="A999" t="e"><v>{value}</v></c></row></sheetData>'
    elsewhere = altered(rated, "xl/worksheets/sheet2.xml", ("</sheetData>", row))
    (problem,) = read(elsewhere).problems
    assert problem.code == fs.Kind.RATING_ERROR_VALUE.code
    assert f"“{value}”" in problem.found
    assert problem.cell == at("AIAE05")


def test_error__as_a_text__is_a_text_off_the_scale() -> None:
    book = open_book(filled(chosen(FULL)))
    book[SHEET][at("AIAE05")].value = "#REF!"
    book[SHEET][at("AIAE05")].data_type = "s"
    assert kinds(read(saved(book)).problems) == [fs.Kind.RATING_NOT_ON_SCALE.code]


def test_error__in_a_computed_cell__is_of_no_interest() -> None:
    errors = {at(code, header): "#REF!" for code in CODES for header in ("Points", "Meets target")}
    assert read(filled(chosen(FULL) | errors)).problems == ()


def test_error__of_the_engineer__is_told_though_the_assessor_counts() -> None:
    assessment = read(filled(by_both(FULL, FULL) | {at("AIAE05"): "#N/A"}))
    assert kinds(assessment.problems) == [fs.Kind.RATING_ERROR_VALUE.code]
    assert fs.score(assessment, JD).total == 66


def test_error__all_that_the_assessor_has__the_assessor_counts_all_the_same() -> None:
    assessment = read(filled(chosen(FULL) | {at(code, ASSESSOR): "#REF!" for code in CODES}))
    result = fs.score(assessment, JD)
    assert (result.basis, result.total) == (fs.Rater.ASSESSOR, None)
    assert len(only(assessment.problems, fs.Kind.RATING_ERROR_VALUE)) == len(CODES)


def test_error__from_a_formula__names_both() -> None:
    (problem,) = read(stored(at("AIAE05"), "Gone!A1", "#REF!", "e")).problems
    assert problem.code == fs.Kind.RATING_ERROR_VALUE.code
    assert "the error value “#REF!”, which the formula “=Gone!A1” gives" in problem.found


def test_error__in_a_form_with_nothing_else__is_no_blank_form() -> None:
    assessment = read(filled({at("AIAE05"): "#REF!"}))
    assert fs.Kind.FORM_BLANK.code not in kinds(assessment.problems)


# -- formulas ------------------------------------------------------------------------------


@pytest.mark.parametrize("formula", ["G8", "'Levels'!B2", "Levels!D9", "IF(1,G8,F9)"])
def test_formula__with_a_label_stored__is_read__and_said(formula: str) -> None:
    assessment = read(stored(at("AIAE05"), formula, label("AIAE05", 3)))
    assert assessment.ratings_by(fs.Rater.SELF)["AIAE05"].level == 3
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_FORMULA_READ.code
    assert problem.severity is fs.Severity.WARNING
    assert problem.cell == at("AIAE05")
    assert f"the formula “={formula}”" in problem.found
    assert "if level 3 is meant" in problem.fix


@pytest.mark.parametrize(
    ("formula", "value", "kind"),
    [("3", "3", "n"), ("1+2", "3", "n"), ("AVERAGE(3,2)", "2.5", "n"), ("TRUE()", "1", "b"),
     ("G8", "see mail", "str"), ("LEFT(G8,1)", "3", "str")],
)  # fmt: skip
def test_formula__with_another_value_stored__is_no_level(
    formula: str, value: str, kind: str
) -> None:
    assessment = read(stored(at("AIAE05"), formula, value, kind))
    assert assessment.ratings_by(fs.Rater.SELF)["AIAE05"].level is None
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_FORMULA.code
    assert problem.cell == at("AIAE05")
    assert f"the formula “={formula}”, stored with the value" in problem.found


@pytest.mark.parametrize("formula", ["=3", "=G8", "='Levels'!B2"])
def test_formula__without_a_value_stored__is_never_worked_out(formula: str) -> None:
    book = open_book(filled(chosen(FULL)))
    book[SHEET][at("AIAE05")] = formula
    assessment = read(saved(book))
    assert assessment.ratings_by(fs.Rater.SELF)["AIAE05"].level is None
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_FORMULA.code
    assert f"the formula “{formula}”, stored without a value" in problem.found


def test_formula__as_a_text__is_a_text() -> None:
    assert kinds(read(filled(chosen(FULL) | {at("AIAE05"): "=3"})).problems) == [
        fs.Kind.RATING_NOT_ON_SCALE.code
    ]


def test_formula__in_the_cell_beside_the_input__is_of_no_interest() -> None:
    book = open_book(filled(chosen(FULL)))
    book[SHEET]["M8"] = "=F8"
    assert read(saved(book)).problems == ()


def test_evidence__taken_for_a_formula__is_told() -> None:
    book = open_book(filled(chosen(FULL)))
    book[SHEET][at("AIAE02", EVIDENCE)] = "=-led the project"
    book[SHEET][at("AIAE03", EVIDENCE)] = "#NAME?"
    book[SHEET][at("AIAE04", EVIDENCE)] = "- led the project"
    assessment = read(saved(book))
    assert [(problem.code, problem.cell) for problem in assessment.problems] == [
        (fs.Kind.EVIDENCE_FORMULA.code, at("AIAE02", EVIDENCE)),
        (fs.Kind.EVIDENCE_FORMULA.code, at("AIAE03", EVIDENCE)),
    ]
    assert assessment.evidence == {"AIAE04": "- led the project"}
    assert fs.score(assessment, JD).total == 66


# -- how programs write them ---------------------------------------------------------------


def odd(path: Path) -> Path:
    """A form with an error, a formula that gives one, one with a label, one with a number."""
    book = open_book(filled(by_both(FULL, FULL)))
    sheet = book[SHEET]
    sheet[at("AIAE01")] = "=3"
    sheet[at("AIAE02")] = f"={at('AIAE02', ASSESSOR)}"
    sheet[at("AIAE03")] = "#REF!"
    sheet[at("AIAE04")] = "=1/0"
    path.write_bytes(saved(book))
    return path


def tells_them(path: Path) -> None:
    assessment = fs.read_form(path, JD)
    assert [(problem.code, problem.cell) for problem in assessment.problems] == [
        (fs.Kind.RATING_FORMULA.code, at("AIAE01")),
        (fs.Kind.RATING_FORMULA_READ.code, at("AIAE02")),
        (fs.Kind.RATING_ERROR_VALUE.code, at("AIAE03")),
        (fs.Kind.RATING_ERROR_VALUE.code, at("AIAE04")),
    ]
    assert "“#REF!”" in assessment.problems[2].found
    # An .xls has its formulas in code.
    formula = "a formula" if path.suffix == ".xls" else "the formula “=1/0”"
    assert f"“#DIV/0!”, which {formula} gives" in assessment.problems[3].found
    levels = assessment.ratings_by(fs.Rater.SELF)
    assert [levels[code].level for code in CODES[:5]] == [None, 2, None, None, FULL["AIAE05"]]


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_odd_cells__saved_by_libreoffice__are_told(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    tells_them(libreoffice.fill(odd(tmp_path / "a.xlsx"), SHEET, {}, tmp_path / "out", format))


@pytest.mark.parametrize("format", ["xlsx", "ods"])
def test_odd_cells__saved_by_gnumeric__are_told(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    tells_them(gnumeric.convert(odd(tmp_path / "a.xlsx"), tmp_path / "out", format))


def test_odd_cells__in_a_workbook_with_macros__are_told(tmp_path: Path) -> None:
    plain = libreoffice.fill(odd(tmp_path / "a.xlsx"), SHEET, {}, tmp_path / "out", "xlsx")
    path = tmp_path / "a.xlsm"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    path.write_bytes(altered(plain.read_bytes(), "[Content_Types].xml", (main, macros)))
    tells_them(path)


def workbook(sheet: str) -> SourceFile:
    """A form whose first sheet has this part instead."""
    return SourceFile("a.xlsx", packed({**parts(filled({})), PART: sheet.encode()}))


@pytest.mark.parametrize(
    "sheet",
    [
        '<worksheet xmlns="urn:m"><sheetData><row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'
        "</sheetData></worksheet>",
        '<x:worksheet xmlns:x="urn:m"><x:sheetData><x:row r="2"><x:c t="e" r="B2"><x:v>#N/A</x:v>'
        "</x:c></x:row></x:sheetData></x:worksheet>",
        "<worksheet xmlns='urn:m'><sheetData><row/><row><c/><c t='e'><v>#N/A</v></c></row>"
        "</sheetData></worksheet>",
    ],
    ids=["plain", "prefix", "without addresses"],
)
def test_raw_cells__however_the_xml_is_written__are_found(sheet: str) -> None:
    wanted = {(1, 1), (5, 5)}
    assert raw_cells(Book(workbook(sheet), ()), SHEET, wanted) == {(1, 1): RawCell("", "#N/A")}
    assert raw_cells(Book(workbook(sheet), ()), SHEET, {(1, 0)}) == {}


def record(kind: int, content: bytes) -> bytes:
    return bytes([kind, len(content)]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_workbook(sheet: bytes) -> bytes:
    """The parts of an .xlsb workbook that say where its one sheet, *S*, is, and the sheet."""

    content = struct.pack("<II", 0, 1) + wide("rId1") + wide("S")
    book = bytes([156 & 127 | 128, 1, len(content)]) + content + bytes([144 & 127 | 128, 1, 0])
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return buffer.getvalue()


def test_raw_cells__of_a_binary_workbook__are_found() -> None:
    def cell(column: int, rest: bytes = b"") -> bytes:
        return struct.pack("<II", column, 0) + rest

    sheet = b"".join([
        record(0, struct.pack("<I", 6)),
        record(5, cell(0, b"\0" * 8)),
        record(3, cell(1, b"\x17")),
        record(9, cell(2, b"\0" * 8)),
        record(11, cell(3, b"\x2a")),
        record(14, b"\0\0\0\0\x07"),  # a short record: right of the last one
        record(0, struct.pack("<I", 8)),
        record(3, cell(1, b"\x63")),
    ])  # fmt: skip
    wanted = {(row, column) for row in range(6, 9) for column in range(6)}
    found = raw_cells(Book(SourceFile("a.xlsb", binary_workbook(sheet)), ()), "S", wanted)
    assert found == {
        (6, 1): RawCell("", "#REF!"),
        (6, 2): RawCell("=", ""),
        (6, 3): RawCell("=", "#N/A"),
        (6, 4): RawCell("", "#DIV/0!"),
        (8, 1): RawCell("", "#ERROR"),
    }
    assert found[6, 2].description == "a formula"


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0", filled({})[:500]])
def test_raw_cells__of_what_is_no_workbook__are_refused(content: bytes) -> None:
    with pytest.raises(fs.UnusableSourceError):
        raw_cells(Book(SourceFile("a", content), ()), SHEET, {(1, 1)})


ODD_CELLS = {
    '<c r="B2"><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    '<c r="B2" t="str"><f>A1&amp;"x"</f><v>x</v></c>': RawCell('=A1&"x"', ""),
    '<c r="B2"><f t="shared" si="0"/><v>2</v></c>': RawCell("=", ""),
    '<c r="B2"><!-- a comment --><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    '<c r="B2" xml:lang="a>b"><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    '<c r="B2" xml:lang="a>b" t="e"><v>#REF!</v></c>': RawCell("", "#REF!"),
    '<c r="B02"><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    '<c r="b2"><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    "<c r='B2'><f>1+1</f><v>2</v></c>": RawCell("=1+1", ""),
    '<c s="1" r="B2"><f>1+1</f><v>2</v></c>': RawCell("=1+1", ""),
    '<c\nr="B2"\n>\n<f>1+1</f>\n<v>2</v>\n</c>': RawCell("=1+1", ""),
    '<c r="B2" s="3" t="e"><v>#N/A</v></c>': RawCell("", "#N/A"),
    '<c r="B2" s="3" t = \'e\'><v>#N/A</v></c>': RawCell("", "#N/A"),
    '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>': RawCell("=1/0", "#DIV/0!"),
    '<c r="B2" t="e"/>': RawCell("", "#ERROR"),
    '<c r="B2" s="3" t="s"><v>2</v></c>': None,
    '<c r="B2" s="3" t="inlineStr"><is><t>=1 &lt;f></t></is></c>': None,
    '<c r="B2" s="3" t="n"></c>': None,
    '<c r="B2" s="3" />': None,
    '<c r="B2">\n<v>2</v>\n</c>': None,
    '<c r="B2" t="str" xml:space="preserve"><v xml:space="preserve">f </v></c>': None,
    '<c r="B2" xml:space="preserve" t="e"><v xml:space="preserve">#N/A</v></c>': (
        RawCell("", "#N/A")
    ),
    '<c r="B2"><v>2</v><f>1+1</f></c>': RawCell("=1+1", ""),
    '<c r="B2" t="str"><v xml:space="preserve">2</v> <f>1+1</f></c>': RawCell("=1+1", ""),
    '<c r="B2"><v/><f>1+1</f></c>': RawCell("=1+1", ""),
    '<c r="B2" t="inlineStr"><is><t>2</t></is><f>1+1</f></c>': RawCell("=1+1", ""),
    '<c r="B2" t="inlineStr"><is><t>2</t><f/></is></c>': None,
    '<c r="B2" t="inlineStr"><is><r><rPr/><t xml:space="preserve"> a</t></r></is></c>': None,
    '<c r="B2"><v>2<!--</v></c>--></v><f>1+1</f></c>': RawCell("=1+1", ""),
    '<c r="B2" xml:space="preserve"><f xml:space="preserve">1+1</f></c>': RawCell("=1+1", ""),
}


@pytest.mark.parametrize("before", ["", '<c r="A2"><f>1/0</f><v>1</v></c>'])
@pytest.mark.parametrize("cell", ODD_CELLS)
def test_raw_cells__each_way_to_write_one__is_found(cell: str, before: str) -> None:
    sheet = f'<worksheet xmlns="urn:m"><sheetData><row r="2">{before}{cell}</row></sheetData>'
    book = Book(workbook(f"{sheet}</worksheet>"), ())
    found = ODD_CELLS[cell]
    assert raw_cells(book, SHEET, {(1, 1), (3, 1)}) == ({(1, 1): found} if found else {})


def test_raw_cells__of_a_large_sheet__are_found() -> None:
    # What says little is refused for packing too well.
    comment = random.Random(1).randbytes(5_000_000).hex()
    sheet = f'<sheetData><row r="2"><c r="B2"><f>1</f></c></row></sheetData><!--{comment}-->'
    book = Book(workbook(f"<worksheet>{sheet}</worksheet>"), ())
    assert raw_cells(book, SHEET, {(1, 1)}) == {(1, 1): RawCell("=1", "")}


def test_raw_cells__drop_downs_behind_the_last_cell__are_no_formula_of_it() -> None:
    cells = '<x:sheetData><x:row r="2"><x:c r="B2"><x:v>2</x:v></x:c></x:row></x:sheetData>'
    choice = "<x14:dataValidation><x14:formula1><xm:f>_scales!$A$1</xm:f></x14:formula1>"
    sheet = f"<x:worksheet>{cells}{choice}</x14:dataValidation></x:worksheet>"
    assert raw_cells(Book(workbook(sheet), ()), SHEET, {(1, 1)}) == {}


def rewritten(cell: str, xml: str) -> str:
    """The sheet of a complete self-assessment, with other XML for a cell but for its end."""
    sheet = parts(filled(chosen(FULL)))[PART].decode()
    begin = sheet.index(f'<c r="{cell}"')
    return sheet[:begin] + f'<c r="{cell}"{xml}' + sheet[sheet.index("</c>", begin) :]


def test_form__formula_in_a_sheet_that_is_no_proper_xml__is_damaged() -> None:
    sheet = rewritten(at("AIAE01"), "><f>1+1</f><v>2</v>")
    data = workbook(sheet.replace("</sheetData>", "\x0b</sheetData>")).data
    with pytest.raises(fs.UnusableSourceError) as refused:
        fs.read_form(data, JD)
    (problem,) = refused.value.problems
    assert problem.code == fs.Kind.FILE_DAMAGED.code
    assert "makes no sense from line" in problem.found


def test_form__evidence_that_looks_like_cells__is_read_at_once() -> None:
    text = ':c r="F7"' * 3_500 + " r = 1 user=5"
    inline = f' t="inlineStr"><is><t>{text}</t></is>'
    assessment = fs.read_form(workbook(rewritten(at("AIAE01", EVIDENCE), inline)).data, JD)
    assert assessment.evidence == {"AIAE01": text}
    assert not assessment.problems


def test_form__strings_shared_inline_and_of_formulas_in_one_sheet__are_read() -> None:
    data = filled(chosen(FULL))
    sheet = parts(data)[PART].decode()
    changes: list[tuple[str, str]] = []
    for code, made in (("AIAE01", "inlineStr"), ("AIAE02", "str")):
        start = sheet.index(f'<c r="{at(code)}"')
        old = sheet[start : sheet.index("</c>", start) + 4]
        style = old.partition(' s="')[2].partition('"')[0]
        text = label(code, FULL[code]).replace("&", "&amp;").replace(" ", "_x000D_\n ", 1)
        inner = f"<is><t>{text}</t></is>" if made == "inlineStr" else f"<v>{text}</v>"
        changes.append((old, f'<c r="{at(code)}" s="{style}" t="{made}">{inner}</c>'))
    assessment = read(altered(data, PART, *changes))
    levels: dict[str, Any] = {c: r.level for c, r in assessment.ratings_by(fs.Rater.SELF).items()}
    assert levels == FULL
    assert set(kinds(assessment.problems)) == {fs.Kind.RATING_REWORDED.code}
    assert [problem.cell for problem in assessment.problems] == [at("AIAE01"), at("AIAE02")]
