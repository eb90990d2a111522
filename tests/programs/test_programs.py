"""The harness itself: does each program tell right from wrong?"""

import os
import signal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from . import gnumeric, libreoffice
from .absent import find_program
from .gnumeric import convert
from .libreoffice import LibreOfficeError, drop_down, fill, recalculate, to_pdf
from .open_xml import excel_limits, faults
from .poppler import pages

LABELS = ["0: None", "1: Biết sử dụng", f"2: {'Leads, designs and reviews. ' * 12}", "3: Teaches"]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a small protected form whose stored formula values are all wrong."""
    path = tmp_path / "mẫu form.xlsx"
    with Workbook(str(path)) as workbook:
        sheet, scales = workbook.add_worksheet("Form"), workbook.add_worksheet("_scales")
        scales.write_column("B2", LABELS)
        scales.hide()
        workbook.define_name("levels", "=_scales!$B$3:$B$5")
        open_cell = workbook.add_format({"locked": False, "bold": True})
        sheet.write_number("A1", 2, open_cell)
        sheet.write_blank("A2", None, open_cell)
        sheet.write_formula("B1", "=A1*3", None, 999)
        sheet.write_formula("C1", '=IF(B1=6,"right","wrong")', None, "wrong")
        sheet.write_formula("B2", '=IF(A2="",-1,VALUE(LEFT(A2,FIND(":",A2)-1)))', None, 888)
        sheet.data_validation("A2", {"validate": "list", "source": "=_scales!$B$2:$B$5"})
        sheet.data_validation("A3", {"validate": "list", "source": ["Yes", "No"]})
        sheet.data_validation("A4", {"validate": "list", "source": "=levels"})
        sheet.data_validation("A5:A6", {"validate": "list", "source": "=_scales!B2:B3"})
        sheet.data_validation("A7", {"validate": "integer", "criteria": ">", "value": 1})
        sheet.merge_range("A8:B8", "merged")
        sheet.protect()
        sheet.set_landscape()
        sheet.set_paper(9)
    return path


def rows(path: Path) -> list[list[object]]:
    with CalamineWorkbook.from_path(str(path)) as workbook:
        return [list(row) for row in workbook.get_sheet_by_name("Form").to_python()]


def altered(path: Path, part: str, old: str, new: str) -> Path:
    """Return a copy of a workbook with one piece of one part's XML replaced."""
    copy = path.with_name("altered.xlsx")
    with ZipFile(path) as source, ZipFile(copy, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            xml = source.read(name).decode()
            if name == f"xl/{part}":
                assert old in xml
                xml = xml.replace(old, new, 1)
            target.writestr(name, xml)
    return copy


def test_recalculate__stored_values_are_wrong__come_out_right(form: Path, tmp_path: Path) -> None:
    assert rows(form)[0] == [2, 999, "wrong"]
    result = recalculate(form, tmp_path / "out")
    assert rows(result)[0] == [2, 6, "right"]
    assert rows(result)[1][1] == -1


def test_gnumeric_recalculate__stored_values_are_wrong__come_out_right(
    form: Path, tmp_path: Path
) -> None:
    result = gnumeric.recalculate(form, tmp_path / "out")
    assert rows(result)[0] == [2, 6, "right"]


def test_recalculate__leaves_the_folder_of_the_input_as_it_was(form: Path, tmp_path: Path) -> None:
    before = form.read_bytes()
    recalculate(form, tmp_path / "out")
    assert form.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [form.name, "out"]


def test_recalculate__into_the_same_folder__is_refused(form: Path) -> None:
    with pytest.raises(ValueError, match="would be overwritten"):
        recalculate(form, form.parent)


def test_recalculate__not_a_workbook__says_so(tmp_path: Path) -> None:
    path = tmp_path / "note.xlsx"
    path.write_text("not a workbook")
    with pytest.raises(LibreOfficeError, match=r"does not open note\.xlsx"):
        recalculate(path, tmp_path / "out")


def test_recalculate__libreoffice_was_killed__a_new_one_answers(form: Path, tmp_path: Path) -> None:
    recalculate(form, tmp_path / "first")
    os.killpg(libreoffice._running[0]._script.pid, signal.SIGKILL)
    assert rows(recalculate(form, tmp_path / "second"))[0] == [2, 6, "right"]


def test_recalculate__too_slow__is_ended(
    form: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "REQUEST_SECONDS", 0.001)
    with pytest.raises(libreoffice.LibreOfficeDiedError, match=r"no answer in 0\.\d s"):
        recalculate(form, tmp_path / "out")
    assert not libreoffice._running


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_fill__sets_texts_and_numbers_and_recalculates(
    form: Path,
    tmp_path: Path,
    format: libreoffice.Format,  # noqa: A002 - the name of the argument under test
) -> None:
    filled = fill(form, "Form", {"A1": 5, "A2": LABELS[2]}, tmp_path / "out", format)
    assert filled.suffix == f".{format}"
    assert rows(filled)[0] == [5, 15, "wrong"]
    assert rows(filled)[1][:2] == [LABELS[2], 2]


def test_fill__text_that_looks_like_a_formula__stays_a_text(form: Path, tmp_path: Path) -> None:
    assert rows(fill(form, "Form", {"A2": "=1+1"}, tmp_path / "out"))[1][0] == "=1+1"


def test_fill__locked_cell__is_an_error(form: Path, tmp_path: Path) -> None:
    with pytest.raises(LibreOfficeError, match=r"\$C\$1 is locked"):
        fill(form, "Form", {"C1": "x"}, tmp_path / "out")


def test_fill__unknown_sheet__names_the_sheets(form: Path, tmp_path: Path) -> None:
    with pytest.raises(LibreOfficeError, match="no sheet 'Forms', only Form, _scales"):
        fill(form, "Forms", {"A1": 1}, tmp_path / "out")


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("A2", LABELS),
        ("A3", ["Yes", "No"]),
        ("A4", LABELS[1:]),
        ("A5", LABELS[:2]),
        ("A6", LABELS[1:3]),  # the range is relative, and A6 is one row further down
        ("A7", []),
        ("B1", []),
    ],
)
def test_drop_down__lists_the_entries(form: Path, cell: str, entries: list[str]) -> None:
    assert drop_down(form, "Form", cell) == entries


def test_to_pdf__pages_have_their_size_and_text(form: Path, tmp_path: Path) -> None:
    (page,) = pages(to_pdf(form, tmp_path / "out"))  # one: the hidden sheet is not printed
    assert (page.width, page.height) == (297, 210)
    assert "999" in page.text


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_convert__writes_what_libreoffice_reads(
    form: Path,
    tmp_path: Path,
    format: libreoffice.Format,  # noqa: A002 - the name of the argument under test
) -> None:
    converted = convert(form, tmp_path / "out", format)
    # calamine cannot read Gnumeric's .ods, LibreOffice can
    assert rows(recalculate(converted, tmp_path / "read"))[0] == [2, 6, "right"]


def test_convert__half_a_workbook__says_so(form: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.xlsx"
    half.write_bytes(form.read_bytes()[:2_000])
    with pytest.raises(RuntimeError, match=r"ssconvert wrote no half\.ods"):
        convert(half, tmp_path / "out", "ods")


def test_faults__sound_workbook__has_none(form: Path) -> None:
    assert faults(form) == []


def test_faults__unknown_element__is_named(form: Path) -> None:
    (fault,) = faults(altered(form, "worksheets/sheet1.xml", "<sheetData>", "<oops/><sheetData>"))
    assert fault.startswith("/xl/worksheets/sheet1.xml")
    assert "oops" in fault


def test_faults__order_of_font_children__is_none(form: Path) -> None:
    assert faults(altered(form, "styles.xml", '<b/><sz val="11"/>', '<sz val="11"/><b/>')) == []


def test_faults__not_a_workbook__is_one(tmp_path: Path) -> None:
    path = tmp_path / "note.xlsx"
    path.write_text("not a workbook")
    assert faults(path) == ["the file: File contains corrupted data."]


def test_excel_limits__sound_workbook__has_none(form: Path) -> None:
    assert excel_limits(form) == []


SHEET, STYLES, STRINGS, WORKBOOK = (
    "worksheets/sheet1.xml",
    "styles.xml",
    "sharedStrings.xml",
    "workbook.xml",
)
A2_LIST, A4_LIST = "<formula1>_scales!$B$2:$B$5</formula1>", "<formula1>levels</formula1>"


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (WORKBOOK, 'name="Form"', f'name="{"F" * 32}"', "sheet name"),
        (WORKBOOK, 'name="Form"', 'name="_SCALES"', "sheet name '_scales' is there twice"),
        (WORKBOOK, 'name="Form"', 'name="Form" state="hidden"', "not a visible sheet"),
        (WORKBOOK, 'name="levels"', 'name="le vels"', "name 'le vels' is not allowed"),
        (WORKBOOK, 'name="levels"', 'name="AB12"', "name 'AB12' looks like a cell"),
        (STRINGS, "1: Biết", "x" * 32_768, "over 32767 characters"),
        (SHEET, 'r="A1" s="1"', 'r="A1" s="99"', "A1 has style 99 of"),
        (SHEET, 't="s"><v>4<', 't="s"><v>77<', "shared string 77 of"),
        (SHEET, "<v>2</v>", "<v>nan</v>", "A1 holds 'nan' as a number"),
        (SHEET, 'r="B1"', 'r="D1"', "cell C1 is out of place in row 1"),
        (SHEET, "A1*3", "A1*3" + "+1" * 4_095, "B1: the formula is over 8192 characters"),
        (SHEET, '"right"', f'"{"r" * 256}"', "C1: a text in the formula is over 255"),
        (SHEET, "A1*3", 'TEXTJOIN("IFS(",1,A1)', "B1: TEXTJOIN needs the prefix _xlfn."),
        (SHEET, 'sqref="A3"', 'sqref="A2:A3"', "validations overlap at A2:A3"),
        (
            SHEET,
            'sqref="A3"',
            f'sqref="A3" promptTitle="{"p" * 33}"',
            "promptTitle is over 32",
        ),
        (SHEET, "Yes,No", "Yes," * 64, "the list is 256 characters, of 255"),
        (SHEET, A2_LIST, "<formula1>=_scales!$B$2</formula1>", "the formula begins with ="),
        (SHEET, A4_LIST, "<formula1>ranks</formula1>", "there is no name ranks"),
        (SHEET, '<mergeCell ref="A8:B8"/>', '<mergeCell ref="A8:B8"/>' * 2, "merged cells overlap"),
        (
            SHEET,
            "<dataValidations",
            '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1">'
            "<formula>A1</formula></cfRule></conditionalFormatting><dataValidations",
            "a conditional format uses format 0 of 0",
        ),
    ],
)
def test_excel_limits__each_limit(form: Path, part: str, old: str, new: str, fault: str) -> None:
    found = excel_limits(altered(form, part, old, new))
    assert any(fault in line for line in found), found


def test_find_program__absent__skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAIE_REQUIRE_PROGRAMS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such is not installed: apt install x"):
        find_program("no-such", "x")


def test_find_program__absent_but_required__fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIE_REQUIRE_PROGRAMS", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such is not installed: apt install x"):
        find_program("no-such", "x")
