"""The record of change."""

from __future__ import annotations

from faie_sheets.excel.book import Book
from faie_sheets.excel.table import Table, find_tables
from faie_sheets.jd import headers, values
from faie_sheets.problems import Kind, Problem, quoted
from faie_sheets.records.job_description import Change

_TEXTS = ("description", "reason", "creator", "reviewer", "approver")


def read(book: Book) -> tuple[tuple[Change, ...], tuple[Problem, ...]] | None:
    """The rows that record something, and the dates that are none; None without such a table."""
    tables = find_tables(book, headers.CHANGES, ["effective_date", "description"])
    if not tables:
        return None
    table = tables[0]
    rows = [row for row in table.rows() if any(table.text(row, field) for field in _TEXTS)]
    return tuple(_change(table, row) for row in rows), tuple(_bad_dates(table, rows))


def _change(table: Table, row: int) -> Change:
    def versioned(field: str) -> str:
        cell = table.cell(row, field)
        return values.version(cell.value) if cell and cell.value is not None else ""

    number = values.exact(table.text(row, "number"))
    return Change(
        number=None if number is None else int(number),
        effective_date=values.date(table.sheet.value(row, table.columns["effective_date"])),
        version=versioned("version"),
        file_version=versioned("file_version"),
        **{field: table.text(row, field) for field in _TEXTS},
    )


def _bad_dates(table: Table, rows: list[int]) -> list[Problem]:
    cells = [table.sheet.cell(row, table.columns["effective_date"]) for row in rows]
    return [
        cell.place.problem(
            Kind.JD_DATE_INVALID, field="the effective date", value=quoted(cell.text)
        )
        for cell in cells
        if values.date(cell.value) is None
    ]
