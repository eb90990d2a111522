"""The sheet *Levels*: every level's text, for reading alongside the drop-downs."""

from __future__ import annotations

from collections.abc import Iterator

from faie_sheets.form.template.page import FormFormats, set_up_page
from faie_sheets.layouts.form import LEVELS
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.workbook.write import style
from faie_sheets.workbook.write.worksheet import Worksheet

_HEADERS = ("Code", "Competency", "Level", "What somebody at this level shows", "Required for")
_WIDTHS = (10.0, 30.0, 8.0, 104.0, 16.0)
_HEADER_ROW = 1


def anchors(jd: JobDescription) -> dict[str, str]:
    """Competency code → the link to its first level."""
    return {item.code: f"internal:'{LEVELS}'!A{row + 1}" for row, item in _first_rows(jd)}


def write_levels_sheet(sheet: Worksheet, jd: JobDescription, looks: FormFormats) -> None:
    """Write the sheet: one row per level, lowest first, with the ranks that require it."""
    for column, (header, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEADER_ROW, column, header, looks["header"])
    sheet.merge_text(0, 0, len(_HEADERS) - 1, f"{jd.role} – the levels", looks["title"])
    sheet.set_row(0, 30)
    sheet.set_row(_HEADER_ROW, 20)
    for row, item in _first_rows(jd):
        _write_item(sheet, row, item, looks)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    set_up_page(sheet, jd, header_rows=(0, _HEADER_ROW))


def _first_rows(jd: JobDescription) -> Iterator[tuple[int, Competency]]:
    row = _HEADER_ROW + 1
    for item in jd.competencies:
        yield row, item
        row += max(len(item.scale), 1)


def _write_item(sheet: Worksheet, first: int, item: Competency, looks: FormFormats) -> None:
    for row, level in enumerate(item.scale, first):
        # The code is on every row, since a page may begin in the middle of a scale.
        code, name = item.code, item.name if row == first else ""
        group = looks["group" if row == first else "group_on"]
        ranks = ", ".join(rank for rank, number in item.required.items() if number == level.level)
        sheet.write_string(row, 0, code, group)
        sheet.write_string(row, 1, name, group)
        sheet.write_number(row, 2, level.level, looks["level"])
        sheet.write_string(row, 3, level.text, looks["text"])
        sheet.write_string(row, 4, ranks, looks["required_for"])
        sheet.set_row(row, style.row_height((level.text, _WIDTHS[3]), (name, _WIDTHS[1]), indent=1))
