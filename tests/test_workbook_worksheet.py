"""Text from people is written as text: never run, never lost, never too long for a cell."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import python_calamine as calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.worksheet import TEXT_IS_TEXT, Worksheet

LIMIT = 32_767


def units(text: str) -> int:
    """How long a text is as a spreadsheet counts: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def written(*texts: str) -> bytes:
    """A workbook with these texts in its first column."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_IS_TEXT) as book:
        sheet = book.add_worksheet(worksheet_class=Worksheet)
        for row, text in enumerate(texts):
            assert sheet.write_string(row, 0, text) == 0
    return buffer.getvalue()


@pytest.mark.parametrize(
    "text", ["", "Nguyễn – “x”", "a\nb\tc", "<r>", "x" * LIMIT, "😀" * 16_383, "</r><r>"]
)
def test_cell_text__that_a_cell_can_hold__stays_as_it_is(text: str) -> None:
    assert cell_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\0b\x1f\x7f\x9f", "a�b���"),
        ("txt.\u202excod.exe\u2066", "txt.�xcod.exe�"),
        ("a\ud800b", "a�b"),
        ("a\uffff", "a�"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
    ],
)
def test_cell_text__that_would_mislead_or_break__is_made_harmless(text: str, shown: str) -> None:
    assert cell_text(text) == shown


@pytest.mark.parametrize(
    "text", ["x" * (LIMIT + 1), "😀" * 16_384, "x" + "😀" * 16_384, "<r>" + "x" * LIMIT + "</r>"]
)
def test_cell_text__too_long__ends_in_an_ellipsis(text: str) -> None:
    cut = cell_text(text)
    assert LIMIT - 1 <= units(cut) <= LIMIT
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])


@given(st.text(st.characters(), max_size=50), st.sampled_from([1, 700, 3_000]))
def test_cell_text__any_text__fits_a_cell_and_a_file(text: str, times: int) -> None:
    shown = cell_text(text * times)
    assert units(shown) <= LIMIT
    assert shown.encode().decode() == shown


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "=HYPERLINK(A1)", "{=1}", "+1", "@SUM(A1)", "-1", "007", "1e5", "TRUE"),
        *("http://example.com", "mailto:an@example.com", "file:///etc/passwd", "internal:A1"),
        *("<r><t>x</t></r>", "_x0041_", " padded ", "a\nb", "&amp; <b>"),
    ],
)
def test_text__whatever_it_looks_like__is_written_as_text(text: str) -> None:
    data = written(text)
    cell = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A1"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    (row,) = calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert row == [cell_text(text)]


@pytest.mark.parametrize("text", ["=1+1", "http://example.com", "mailto:an@example.com"])
def test_options__text_given_to_be_guessed_at__is_text(text: str) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXT_IS_TEXT) as book:
        book.add_worksheet().write(0, 0, text)
    cell = openpyxl.load_workbook(buffer).worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@given(st.lists(st.text(st.characters(exclude_categories=["Cc"]), min_size=1), min_size=1))
def test_texts__any__are_read_as_they_were_written(texts: list[str]) -> None:
    book = calamine.load_workbook(io.BytesIO(written(*texts)))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [row[0] for row in rows] == [cell_text(text) for text in texts]


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        ("", ' t="str"><f>B1</f><v></v>'),
        ("x", ' t="str"><f>B1</f><v>x</v>'),
        (0, "><f>B1</f><v>0</v>"),
        (2.5, "><f>B1</f><v>2.5</v>"),
    ],
)
def test_formula__its_value__is_stored_and_an_empty_text_too(value: object, xml: str) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet(worksheet_class=Worksheet).write_formula(0, 0, "=B1", None, value)
    with zipfile.ZipFile(buffer) as parts:
        assert f'<c r="A1"{xml}</c>' in parts.read("xl/worksheets/sheet1.xml").decode()
