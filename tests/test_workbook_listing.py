"""Lists in workbooks and CSV files, read the same way; and CSV that no program runs."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata

import pytest
from grid import workbook
from hypothesis import example, given
from hypothesis import strategies as st

from faie_sheets import Kind, UnusableSourceError
from faie_sheets.workbook.read.listing import read_listing, write_csv
from faie_sheets.workbook.read.source import SourceFile

ROWS = [["ID", "Họ và tên", "Đơn vị"], ["E1", "Nguyễn Thị Ánh Điệp", "R&D, Huế"], ["E2", "", "x"]]


def rows_of(data: bytes) -> list[list[object]]:
    (sheet,) = read_listing(SourceFile("list.csv", data)).sheets
    return [list(row) for row in sheet.rows]


def text(separator: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(ROWS)  # type: ignore[arg-type]
    return buffer.getvalue()


def in_code_page_1258(vietnamese: str) -> bytes:
    """A text as Vietnamese Windows saves it: vowels whole, tones apart."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", vietnamese):
        marks = unicodedata.normalize("NFD", char)
        base = "".join(mark for mark in marks if mark not in tones)
        whole = unicodedata.normalize("NFC", base)
        parts += [whole, *(mark for mark in marks if mark in tones)]
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_csv__any_separator__is_told_by_its_lines(separator: str, quoting: int) -> None:
    assert rows_of(text(separator, quoting).encode()) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["Roster", "Roster, first half: all", "a;b", "sep=;"])
def test_csv__title_above_the_list__does_not_choose_the_separator(
    separator: str, title: str
) -> None:
    rows = rows_of(f"{title}\r\n{text(separator)}".encode())
    assert rows[1:] == ROWS


@pytest.mark.parametrize(
    "data",
    [
        text().encode(),
        text().encode("utf-8-sig"),
        text().encode("utf-16"),
        codecs.BOM_UTF16_BE + text("\t").encode("utf-16-be"),
        unicodedata.normalize("NFC", text()).encode(),
    ],
    ids=["UTF-8", "UTF-8 with its mark", "UTF-16", "UTF-16 of the other order", "composed"],
)
def test_csv__any_unicode__is_read(data: bytes) -> None:
    assert rows_of(data) == ROWS


def test_csv__vietnamese_windows__is_read() -> None:
    data = in_code_page_1258(text(";"))
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    (sheet,) = read_listing(SourceFile("list.csv", data)).sheets
    assert [cell.text for cell in sheet.cells()] == [cell for row in ROWS for cell in row if cell]


def test_csv__bytes_of_no_encoding__are_read_with_a_mark_where_they_were() -> None:
    assert rows_of(b"ID,Name\nE1,\xe9\x8a") == [["ID", "Name"], ["E1", "é�"]]
    assert rows_of("ID,Name".encode("utf-16") + b"x") == [["ID", "Name�"]]


def test_csv__line_breaks_inside_quotes__stay_in_their_cell() -> None:
    assert rows_of(b'ID,Note\r\nE1,"one\r\ntwo"\r\n') == [["ID", "Note"], ["E1", "one\r\ntwo"]]


def test_csv__field_beyond_all_reason__is_damaged() -> None:
    with pytest.raises(UnusableSourceError) as caught:
        rows_of(b'ID,Name\nE1,"' + b"x" * 200_000)
    (problem,) = caught.value.problems
    assert (problem.code, problem.file) == (Kind.FILE_DAMAGED.code, "list.csv")


def test_csv__place__has_no_sheet() -> None:
    (sheet,) = read_listing(SourceFile("list.csv", b"ID,Name\nE1,An")).sheets
    assert sheet.cell(1, 1).address == "B2"
    assert sheet.cell(1, 1).place.problem(Kind.FILE_EMPTY).where == "list.csv, B2"


def test_workbook__is_read_as_such_whatever_its_name() -> None:
    (sheet,) = read_listing(SourceFile("list.csv", workbook("# Staff @ B2\n| ID |"))).sheets
    assert (sheet.name, sheet.cell(1, 1).text) == ("Staff", "ID")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ID,Name", "a PDF document"),
        (b"{\\rtf1 ID,Name}", "a text document"),
        (b"<html><td>ID</td>", "a web page"),
        (b"\x89PNG\r\n\0", "a picture"),
        (b"ID\0,Name\0", "something unknown"),
    ],
)
def test_file__neither_list_nor_workbook__says_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(UnusableSourceError) as caught:
        rows_of(data)
    (problem,) = caught.value.problems
    assert problem.code == Kind.NOT_A_WORKBOOK.code
    assert what in problem.found


# -- writing -------------------------------------------------------------------------------------

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("value", DANGEROUS)
def test_write_csv__value_that_a_program_would_run__is_guarded(value: str) -> None:
    written = list(
        csv.reader(io.StringIO(write_csv(["A"], [[value]]).decode("utf-8-sig"), newline=""))
    )
    assert written[1] == [f"'{value}"]


@pytest.mark.parametrize("value", ["", "1", "a=b", "it’s", "'quoted'", "'tis", "Ánh", "a, b\nc"])
def test_write_csv__harmless_value__is_written_as_it_is(value: str) -> None:
    written = list(
        csv.reader(io.StringIO(write_csv(["A"], [[value]]).decode("utf-8-sig"), newline=""))
    )
    assert written[1:] == [[value]]


def test_write_csv__begins_with_the_mark_that_excel_needs() -> None:
    assert write_csv(["Tên"], []) == codecs.BOM_UTF8 + "Tên\r\n".encode()


harmless = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@example([["|", "\r=1", "|"]] * 2)
@given(st.lists(st.tuples(harmless, st.sampled_from(DANGEROUS), harmless).map(list), max_size=5))
def test_csv__written_and_read_again__is_the_same(rows: list[list[str]]) -> None:
    header = ["First", "Second", "Third"]
    assert rows_of(write_csv(header, rows)) == [header, *rows]
