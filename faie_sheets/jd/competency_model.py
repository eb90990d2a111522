"""The competency model: code, number, name and weight of every competency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from faie_sheets.jd import values
from faie_sheets.jd.outline import joined
from faie_sheets.workbook.read.book import Cell
from faie_sheets.workbook.read.table import Table


@dataclass(frozen=True)
class ModelRow:
    """A competency as the model lists it.

    Attributes:
        code: its code.
        number: its running number; its position where the sheet gives none.
        name: its name.
        weight: percent, or None where the cell holds no number.
        code_cell: where the code stands.
        name_cell: where the name stands.
        weight_cell: where the weight stands.
    """

    code: str
    number: int
    name: str
    weight: Fraction | None
    code_cell: Cell
    name_cell: Cell
    weight_cell: Cell


@dataclass(frozen=True)
class Model:
    """One table that lists competencies.

    Attributes:
        table: where it stands.
        rows: its rows that have a code, a name or both.
    """

    table: Table
    rows: tuple[ModelRow, ...]

    @property
    def content(self) -> list[tuple[object, ...]]:
        """What it says, to be held against another table."""
        return [(row.code, row.name, row.weight) for row in self.rows]


def read(tables: Sequence[Table]) -> list[Model]:
    """Every table with names, codes and weights that has a row with all three."""
    weighted = [(table, _rows(table)) for table in map(_with_weights, tables) if table]
    models = [Model(table, rows) for table, rows in joined(weighted, lambda row: row.code)]
    return [model for model in models if any(r.code and r.name for r in model.rows)]


def _with_weights(table: Table) -> Table | None:
    """The table with the column of its weights: under a word, their total, or nothing at all."""
    if "weight" in table.columns:
        return table
    after = max(table.columns.values())
    columns = range(after + 1, min(table.right or table.sheet.width, table.sheet.width))
    rows = [row for row in table.rows() if table.text(row, "name") and table.text(row, "code")]
    for column in columns:
        header = table.sheet.value(table.header, column)
        weights = values.percents([table.sheet.value(row, column) for row in rows])
        total = sum((weight for weight in weights if weight is not None), Fraction(0))
        if values.percents([header]) == [100] or (not isinstance(header, str) and total == 100):
            return replace(table, columns={**table.columns, "weight": column})
    return None


def _rows(table: Table) -> tuple[ModelRow, ...]:
    rows = [row for row in table.rows() if _is_item(table, row)]
    cells = [table.sheet.cell(row, table.columns["weight"]) for row in rows]
    weights = values.percents([cell.value for cell in cells])
    return tuple(
        ModelRow(
            code=table.text(row, "code"),
            number=_number(table, row, position),
            name=table.text(row, "name"),
            weight=weight,
            code_cell=table.sheet.cell(row, table.columns["code"]),
            name_cell=table.sheet.cell(row, table.columns["name"]),
            weight_cell=cell,
        )
        for position, (row, cell, weight) in enumerate(zip(rows, cells, weights, strict=True), 1)
    )


def _is_item(table: Table, row: int) -> bool:
    """Whether a row has a code and a name; one of them with a number is an item with a slip."""
    marks = [bool(table.text(row, field)) for field in ("code", "name")]
    weight = values.percents([table.sheet.value(row, table.columns["weight"])])[0]
    numbered = values.exact(table.text(row, "number")) is not None
    return all(marks) or (any(marks) and (numbered or weight not in (None, 0, 100)))


def _number(table: Table, row: int, position: int) -> int:
    number = values.exact(table.text(row, "number"))
    return int(number) if number is not None else position
