"""Number formats of .xls workbooks, numbered as Gnumeric does it and calamine does not expect."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from forms_kit import JD
from programs import gnumeric

import faie_sheets as fs
from faie_sheets.workbook.gate.xls import CompoundFile
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.repair import with_formats_apart
from faie_sheets.workbook.read.source import load

FILES = Path(__file__).parent / "files"
LEGACY = sorted(FILES.glob("*/*.xls"))

NUMBERS = ("0.0%", "0.000", '0" x"', "#,##0.0", "0.0000", "0.00000", "0.000%", '0" y"', "0.0E+0")
DATES = ("yyyy-mm-dd", 'd" ngày "m', "dd.mm.yy", "dd/mm/yyyy hh:mm")
DAY = dt.datetime(2026, 3, 2)


def test_own_format__is_asked__before_a_number_counts_as_a_date(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, number_format in enumerate((*NUMBERS, *DATES), 1):
        value = DAY if number_format in DATES else 0.15
        sheet.cell(row, 1, value).number_format = number_format
    book.save(tmp_path / "formats.xlsx")
    path = gnumeric.convert(tmp_path / "formats.xlsx", tmp_path / "out", "xls")
    (page,) = read_book(load(path)).sheets
    assert [page.value(row, 0) for row in range(len(NUMBERS))] == [0.15] * len(NUMBERS)
    assert [page.value(len(NUMBERS) + row, 0) for row in range(len(DATES))] == [DAY.date()] * 4


def test_jd__weights_with_a_decimal__saved_by_gnumeric__reads_as_before(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(fs.builtin.JD_PATH)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.number_format == "0%":
            cell.number_format = "0.0%"
    book.save(tmp_path / "jd.xlsx")
    jd = fs.read_jd(gnumeric.convert(tmp_path / "jd.xlsx", tmp_path / "out", "xls"))
    assert [item.weight for item in jd.competencies] == [item.weight for item in JD.competencies]


def test_committed_form_of_gnumeric__points_are_no_times_of_day() -> None:
    page = read_book(load(FILES / "forms" / "gnumeric.xls")).sheets[0]
    assert page.value(6, 8) == pytest.approx(0.1)


def test_nothing_to_do__the_same_bytes() -> None:
    data = (FILES / "forms" / "libreoffice.xls").read_bytes()
    assert with_formats_apart(data) == data


@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.name)
def test_places__are_where_the_bytes_of_the_stream_stand(path: Path) -> None:
    data = path.read_bytes()
    compound = CompoundFile(data)
    (stream,), (places,) = compound.streams("workbook"), compound.places("workbook")
    pieces = b"".join(data[place : place + 64] for place in places)
    assert pieces[: len(stream)] == stream
