"""The competency model: code, number, name and weight of every competency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.excel.book import Book, Cell, Sheet
from faie_sheets.excel.table import Table, find_tables, match_headers
from faie_sheets.jd import headers, values


@dataclass(frozen=True)
class ModelRow:
    """A competency as the model lists it.

    Attributes:
        code: its code.
        number: its running number; its position where the sheet gives none.
        name: its name.
        weight: percent, or None where the cell holds no number.
        name_cell: where the name stands.
        weight_cell: where the weight stands.
    """

    code: str
    number: int
    name: str
    weight: Fraction | None
    name_cell: Cell
    weight_cell: Cell


def read(book: Book) -> tuple[ModelRow, ...]:
    """The rows of the first table that has names, codes and weights; empty where there is none."""
    return next((rows for table in _tables(book) if (rows := _rows(table))), ())


def _tables(book: Book) -> Iterator[Table]:
    for table in find_tables(book, headers.COMPETENCY_MODEL, ["name", "code"]):
        columns = dict(table.columns)
        if "weight" not in columns:
            total = _total_column(table.sheet, table.header, max(columns.values()))
            if total is None:
                continue
            columns["weight"] = total
        yield Table(table.sheet, table.header, columns)


def _total_column(sheet: Sheet, row: int, after: int) -> int | None:
    """The weights may stand under their own total, 100%, instead of under a word."""
    for cell in sheet.cells_of(row):
        total = values.percents([cell.value])[0]
        if cell.column > after and total == 100:
            return cell.column
    return None


def _rows(table: Table) -> tuple[ModelRow, ...]:
    rows = [row for row in table.rows() if table.text(row, "name") and table.text(row, "code")]
    rows = [row for row in rows if not _is_header(table.sheet, row)]
    cells = [(table.sheet.cell(row, table.columns["weight"])) for row in rows]
    weights = values.percents([cell.value for cell in cells])
    return tuple(
        ModelRow(
            code=table.text(row, "code"),
            number=_number(table, row, position),
            name=table.text(row, "name"),
            weight=weight,
            name_cell=table.sheet.cell(row, table.columns["name"]),
            weight_cell=cell,
        )
        for position, (row, cell, weight) in enumerate(zip(rows, cells, weights, strict=True), 1)
    )


def _is_header(sheet: Sheet, row: int) -> bool:
    return {"name", "code"} <= set(match_headers(sheet, row, headers.COMPETENCY_MODEL))


def _number(table: Table, row: int, position: int) -> int:
    number = values.exact(table.text(row, "number"))
    return int(number) if number is not None else position
