"""The reference scales: the levels of every competency, with text and label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faie_sheets.excel.book import Book, Cell
from faie_sheets.excel.text import key
from faie_sheets.jd import headers, values
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


def read(book: Book) -> tuple[Scale, ...]:
    """Every block under a ``Level Label`` header, in the order of the sheets and rows."""
    return tuple(scale for header in _headers(book) if (scale := _scale(header)))


def _headers(book: Book) -> Iterator[Cell]:
    return (cell for cell in book.cells() if key(cell.value) in headers.LEVEL_LABEL)


def _name(header: Cell) -> Cell | None:
    """The first cell left of the header, as far as another scale beside it."""
    left = [cell for cell in header.sheet.cells_of(header.row) if cell.column < header.column]
    beside = [cell.column for cell in left if key(cell.value) in headers.LEVEL_LABEL]
    return next((cell for cell in left if cell.column > max(beside, default=-1)), None)


def _scale(header: Cell) -> Scale | None:
    sheet = header.sheet
    name = _name(header)
    if name is None:
        return None
    levels = []
    for row in range(header.row + 1, sheet.height):
        if key(sheet.value(row, header.column)) in headers.LEVEL_LABEL:
            break
        block = [c for c in sheet.cells_of(row) if name.column <= c.column < header.column]
        level = values.leading_level(block[0].value) if block else None
        if level is not None:
            text = block[1] if len(block) > 1 else sheet.cell(row, block[0].column + 1)
            levels.append(ScaleLevel(level, text, sheet.cell(row, header.column)))
    return Scale(name, tuple(levels)) if levels else None
