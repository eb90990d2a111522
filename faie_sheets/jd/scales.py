"""The reference scales: the levels of every competency, with text and label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.jd import values
from faie_sheets.records.job_description import Level
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.book import Cell
from faie_sheets.workbook.read.table import Table


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
    """One block of the reference sheet: a name, and its levels as they are listed.

    Attributes:
        name: the cell with the competency's name.
        levels: the rows that begin with a level.
        unnumbered: where the level should stand, in the rows with a label that do not.
    """

    name: Cell
    levels: tuple[ScaleLevel, ...]
    unnumbered: tuple[Cell, ...] = ()

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
            named = {s.level for s in self.levels if key(s.text.value) == key(requirement.value)}
            level = named.pop() if len(named) == 1 else None
        return level


def read(tables: Sequence[Table]) -> tuple[Scale, ...]:
    """Every block under a ``Level Label`` header, in the order of the sheets and rows."""
    named = (table for table in tables if table.columns["name"] != table.columns["label"])
    return tuple(scale for table in named if (scale := _scale(table)).levels)


def _scale(table: Table) -> Scale:
    """The rows that begin with a level and have a text or a label beside it.

    Below an empty row or a text of its own, a level has a label where the ones above have: notes
    may be numbered, too.
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
