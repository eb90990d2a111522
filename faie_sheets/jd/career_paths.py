"""Career paths: whatever the cells of the sheet say, and its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from faie_sheets.jd import headers
from faie_sheets.jd.outline import Outline
from faie_sheets.records.job_description import CareerPaths, Picture
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell, Sheet
from faie_sheets.workbook.read.pictures import pictures


def read(outline: Outline) -> CareerPaths | None:
    """What stands under their title or on their sheet, without the title; None without either."""
    sheets = [s for s in outline.book.sheets if key(s.name) in headers.CAREER_PATHS]
    sheets += [table.sheet for table in outline.tables["career paths"]]
    if not sheets:
        return None
    by_row = groupby(_cells(outline, sheets[0]), key=lambda cell: cell.row)
    rows = [tuple(cell.text for cell in cells) for _, cells in by_row]
    lying = (Picture(*pair) for pair in pictures(outline.book.source.data, sheets[0].name))
    return CareerPaths(tuple(rows), tuple(lying))


def _cells(outline: Outline, sheet: Sheet) -> Iterator[Cell]:
    """The cells of the sheet; where other sections share it, those under the title alone."""
    shared = any(
        table.sheet is sheet
        for section, tables in outline.tables.items()
        for table in tables
        if section != "career paths"
    )
    for cell in sheet.cells():
        is_title = key(cell.value) in headers.CAREER_PATHS
        if not is_title and (not shared or outline.owner(cell) == "career paths"):
            yield cell
