"""A workbook as values with addresses."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import python_calamine as calamine
import xlsxwriter
from grid import Grid, book, workbook, write
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from faie_sheets import Kind, UnusableSourceError
from faie_sheets.problems import Place
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [
        (0, 0, "A1"),
        (8, 25, "Z9"),
        (0, 26, "AA1"),
        (0, 51, "AZ1"),
        (0, 52, "BA1"),
        (0, 701, "ZZ1"),
        (0, 702, "AAA1"),
        (1_048_575, 16_383, "XFD1048576"),
    ],
)
def test_a1__row_and_column_from_0(row: int, column: int, address: str) -> None:
    assert a1(row, column) == address


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_a1__agrees_with_another_library(row: int, column: int) -> None:
    assert a1(row, column) == f"{get_column_letter(column + 1)}{row + 1}"


def test_sheet__table_away_from_the_corner__keeps_its_addresses() -> None:
    (sheet,) = book("# Data @ D10\n| a | | 3 |\n| | | |\n| | 2.5 | |").sheets
    assert [(cell.address, cell.value) for cell in sheet.cells()] == [
        ("Data!D10", "a"),
        ("Data!F10", 3),
        ("Data!E12", 2.5),
    ]
    assert (sheet.height, sheet.width) == (12, 6)
    assert sheet.cell(9, 3).text == "a"
    assert sheet.cell(9, 5).place == Place("list.xlsx", "Data", "F10")


@pytest.mark.parametrize(
    ("row", "column"),
    [(0, 0), (9, 2), (9, 4), (10, 3), (8, 3), (9, 6), (12, 3), (99, 99), (-1, -1)],
)
def test_sheet__outside_or_empty__is_none(row: int, column: int) -> None:
    (sheet,) = book("# Data @ D10\n| a | | 3 |\n| | | |\n| | 2.5 | |").sheets
    assert sheet.value(row, column) is None
    assert sheet.cell(row, column).text == ""


def test_cells_of__a_row_outside__are_none() -> None:
    (sheet,) = book("# Data @ D10\n| a | 0 |").sheets
    assert [cell.value for cell in sheet.cells_of(9)] == ["a", 0]
    assert list(sheet.cells_of(8)) == []
    assert list(sheet.cells_of(10)) == []


def test_sheet__empty__has_no_cells() -> None:
    read = book("# Empty\n# Data\n| a |")
    assert [sheet.name for sheet in read.sheets] == ["Empty", "Data"]
    empty = read.sheets[0]
    assert list(empty.cells()) == []
    assert (empty.top, empty.left, empty.height, empty.width) == (0, 0, 0, 0)
    assert [cell.address for cell in read.cells()] == ["Data!A1"]
    assert read.place == Place("list.xlsx")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Definitions", "Definitions!B2"),
        ("Job Descriptions", "'Job Descriptions'!B2"),
        ("R&R", "'R&R'!B2"),
        ("Lịch_sử", "Lịch_sử!B2"),
        ("2026", "'2026'!B2"),
    ],
)
def test_address__names_the_sheet_as_a_formula_would(name: str, address: str) -> None:
    (sheet,) = read_book(SourceFile("x", write([Grid(name, 0, 0, [["a"]])]))).sheets
    assert sheet.cell(1, 1).address == address


def test_values__of_every_type__as_they_were_written() -> None:
    (sheet,) = book('# D\n| text | 3 | 2.5 | 2026-02-01 | "3" | a<br>b |').sheets
    assert [cell.value for cell in sheet.cells()] == [
        *("text", 3.0, 2.5, dt.date(2026, 2, 1), "3", "a\nb"),
    ]


def test_hidden_sheet__is_read_and_known_as_hidden() -> None:
    buffer = io.BytesIO()
    data = workbook("# Seen\n| a |\n# Hidden\n| b |\n# Deep\n| c |")
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            xml = source.read(name)
            if name == "xl/workbook.xml":
                xml = xml.replace(b'name="Hidden"', b'name="Hidden" state="hidden"')
                xml = xml.replace(b'name="Deep"', b'name="Deep" state="veryHidden"')
            target.writestr(name, xml)
    read = read_book(SourceFile("x", buffer.getvalue()))
    assert [(sheet.name, sheet.visible) for sheet in read.sheets] == [
        ("Seen", True),
        ("Hidden", False),
        ("Deep", False),
    ]


def test_chart_sheet__has_no_cells_and_is_left_out() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as target:
        target.add_worksheet("Data").write_number(0, 0, 3)
        chart = target.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        target.add_chartsheet("Chart").set_chart(chart)
    assert [sheet.name for sheet in read_book(SourceFile("x", buffer.getvalue())).sheets] == [
        "Data"
    ]


class PanicException(BaseException):
    """A panic of the reader, by the name with which it arrives from Rust."""


@pytest.mark.parametrize(
    ("error", "kind", "found"),
    [
        (
            *(PanicException("index out of bounds"), Kind.FILE_DAMAGED),
            "the file is damaged: its structure makes no sense",
        ),
        (
            calamine.CalamineError("bad"),
            Kind.FILE_DAMAGED,
            "the file is damaged: its structure makes no sense (bad)",
        ),
        (
            OSError("bad"),
            Kind.FILE_DAMAGED,
            "the file is damaged: its structure makes no sense (bad)",
        ),
        (
            ValueError("bad"),
            Kind.FILE_DAMAGED,
            "the file is damaged: its structure makes no sense (bad)",
        ),
        (
            *(calamine.PasswordError("bad"), Kind.FILE_PASSWORD_PROTECTED),
            "the file needs a password to open",
        ),
    ],
    ids=["panic", "error", "I/O", "value", "password"],
)
def test_reader__fails__is_told_as_a_problem_of_the_file(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, kind: Kind, found: str
) -> None:
    def fail(_: object) -> object:
        raise error

    monkeypatch.setattr(calamine, "load_workbook", fail)
    with pytest.raises(UnusableSourceError) as caught:
        book("# D")
    (problem,) = caught.value.problems
    assert (problem.code, problem.found) == (kind.code, found)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, MemoryError])
def test_reader__interrupted__is_no_problem_of_the_file(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def fail(_: object) -> object:
        raise error

    monkeypatch.setattr(calamine, "load_workbook", fail)
    with pytest.raises(error):
        book("# D")
