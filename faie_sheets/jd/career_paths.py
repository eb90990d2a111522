"""Career paths: whatever the cells of the sheet say, and its pictures."""

from __future__ import annotations

from faie_sheets.excel.book import Book
from faie_sheets.excel.text import key
from faie_sheets.jd import headers
from faie_sheets.records.job_description import CareerPaths


def read(book: Book) -> CareerPaths | None:
    """What the sheet holds, without its title; None where there is no such sheet."""
    for sheet in book.sheets:
        titled = any(key(cell.value) in headers.CAREER_PATHS for cell in sheet.cells())
        if titled or key(sheet.name) in headers.CAREER_PATHS:
            rows = (
                tuple(
                    cell.text
                    for cell in sheet.cells_of(row)
                    if key(cell.value) not in headers.CAREER_PATHS
                )
                for row in range(sheet.top, sheet.height)
            )
            return CareerPaths(tuple(row for row in rows if row))
    return None
