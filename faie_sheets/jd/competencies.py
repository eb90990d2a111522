"""The competency model and the reference scales: every competency, with weight and levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from faie_sheets.jd import values
from faie_sheets.jd.outline import joined
from faie_sheets.records.job_description import Level
from faie_sheets.text.normalise import key
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
        code_cell: the cell with the code.
        name_cell: the cell with the name.
        weight_cell: the cell with the weight.
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
        table: its place in the workbook.
        rows: its rows that have a code, a name or both.
    """

    table: Table
    rows: tuple[ModelRow, ...]

    @property
    def content(self) -> list[tuple[object, ...]]:
        """What the table says, for comparison with another table."""
        return [(row.code, row.name, row.weight) for row in self.rows]


def read_competency_model(tables: Sequence[Table]) -> list[Model]:
    """Return every table with names, codes and weights that has a row with all three."""
    weighted = [(table, _rows(table)) for table in map(_with_weights, tables) if table]
    models = [Model(table, rows) for table, rows in joined(weighted, lambda row: row.code)]
    return [model for model in models if any(r.code and r.name for r in model.rows)]


def _with_weights(table: Table) -> Table | None:
    """Add the column of weights, which may be headed by a word, by their total, or by nothing."""
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
    """Whether a row is a competency: it has a code and a name.

    A row with a number or a weight and only one of the two counts as well, as an item with a slip.
    """
    marks = [bool(table.text(row, field)) for field in ("code", "name")]
    weight = values.percents([table.sheet.value(row, table.columns["weight"])])[0]
    numbered = values.exact(table.text(row, "number")) is not None
    return all(marks) or (any(marks) and (numbered or weight not in (None, 0, 100)))


def _number(table: Table, row: int, position: int) -> int:
    number = values.exact(table.text(row, "number"))
    return int(number) if number is not None else position


@dataclass(frozen=True)
class ScaleLevel:
    """A level as the reference sheet lists it, with the cells of its text and its label."""

    level: int
    text: Cell
    label: Cell

    @property
    def record(self) -> Level:
        """The level for the model; an empty label is made from the text."""
        label = self.label.text or f"{self.level}: {self.text.text}"
        return Level(self.level, self.text.text, label)


@dataclass(frozen=True)
class Scale:
    """One block of the reference sheet: a name, and its levels as they are listed.

    Attributes:
        name: the cell with the competency's name.
        levels: the rows that begin with a level.
        unnumbered: in rows that have a label but no level, the cell where the level should be.
    """

    name: Cell
    levels: tuple[ScaleLevel, ...]
    unnumbered: tuple[Cell, ...] = ()

    @property
    def ascending(self) -> tuple[ScaleLevel, ...]:
        """The levels from lowest to highest; for a repeated level, its first row."""
        first: dict[int, ScaleLevel] = {}
        for level in self.levels:
            first.setdefault(level.level, level)
        return tuple(first[level] for level in sorted(first))

    @property
    def content(self) -> list[Level]:
        """What the scale says, for comparison with another scale."""
        return [level.record for level in self.ascending]

    def meant_by(self, requirement: Cell) -> int | None:
        """The level a requirement means, by its leading number or by the text of a level."""
        level = values.leading_level(requirement.value)
        if level is None and requirement.text:
            named = {s.level for s in self.levels if key(s.text.value) == key(requirement.value)}
            level = named.pop() if len(named) == 1 else None
        return level


def read_scales(tables: Sequence[Table]) -> tuple[Scale, ...]:
    """Return every block under a ``Level Label`` header, in the order of sheets and rows."""
    named = (table for table in tables if table.columns["name"] != table.columns["label"])
    return tuple(scale for table in named if (scale := _scale(table)).levels)


def _scale(table: Table) -> Scale:
    """Read the rows that begin with a level and have a text or a label beside it.

    After a gap, a numbered row without a label is taken for a note if the levels above have labels.
    """
    name, label = table.columns["name"], table.columns["label"]
    levels: list[ScaleLevel] = []
    unnumbered = []
    for row in table.span:
        block = [c for c in table.sheet.cells_of(row) if name <= c.column < label]
        level = values.leading_level(block[0].value) if block else None
        labelled = table.sheet.cell(row, label)
        if level is not None and (len(block) > 1 or labelled.text):
            text = block[1] if len(block) > 1 else table.sheet.cell(row, block[0].column + 1)
            apart = bool(levels) and row > levels[-1].label.row + 1
            if apart and not labelled.text and levels[-1].label.text:
                continue
            levels.append(ScaleLevel(level, text, labelled))
        elif labelled.text:
            unnumbered.append(table.sheet.cell(row, name))
    return Scale(table.sheet.cell(table.header, name), tuple(levels), tuple(unnumbered))
