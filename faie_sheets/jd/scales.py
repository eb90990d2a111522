"""The reference scales: the levels of every competency, with text and label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.excel.book import Cell
from faie_sheets.excel.table import Table
from faie_sheets.excel.text import key
from faie_sheets.jd import values
from faie_sheets.records.job_description import Level


@dataclass(frozen=True)
class ScaleLevel:
    """A level as the reference sheet gives it, with the cells of its text and label."""

    level: int
    text: Cell
    label: Cell

    @property
    def record(self) -> Level:
        """The level as the model has it; the label is made from the text where it is empty."""
        label = self.label.text or f"{self.level}: {self.text.text}"
        return Level(self.level, self.text.text, label)


@dataclass(frozen=True)
class Scale:
    """One block of the reference sheet: a name, and its levels as they are listed."""

    name: Cell
    levels: tuple[ScaleLevel, ...]

    @property
    def ascending(self) -> tuple[ScaleLevel, ...]:
        """The levels from the lowest to the highest; a repeated level keeps its first row."""
        first: dict[int, ScaleLevel] = {}
        for level in self.levels:
            first.setdefault(level.level, level)
        return tuple(first[level] for level in sorted(first))

    @property
    def content(self) -> list[Level]:
        """What it says, to be held against another scale."""
        return [level.record for level in self.ascending]

    def meant_by(self, requirement: Cell) -> int | None:
        """The level that a requirement means: the number it begins with, or a level's own text."""
        level = values.leading_level(requirement.value)
        if level is None and requirement.text:
            named = (s for s in self.levels if key(s.text.value) == key(requirement.value))
            level = next((step.level for step in named), None)
        return level


def read(tables: Sequence[Table]) -> tuple[Scale, ...]:
    """Every block under a ``Level Label`` header, in the order of the sheets and rows."""
    return tuple(
        Scale(table.sheet.cell(table.header, table.columns["name"]), levels)
        for table in tables
        if table.columns["name"] != table.columns["label"] and (levels := _levels(table))
    )


def _levels(table: Table) -> tuple[ScaleLevel, ...]:
    """The rows that begin with a level and have a text or a label beside it."""
    name, label = table.columns["name"], table.columns["label"]
    levels = []
    for row in table.span:
        block = [c for c in table.sheet.cells_of(row) if name <= c.column < label]
        level = values.leading_level(block[0].value) if block else None
        if level is not None:
            text = block[1] if len(block) > 1 else table.sheet.cell(row, block[0].column + 1)
            step = ScaleLevel(level, text, table.sheet.cell(row, label))
            if text.text or step.label.text:
                levels.append(step)
    return tuple(levels)
