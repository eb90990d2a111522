"""What cells hold, and the blocks and sheets that they stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Rich:
    """A text whose first word is bold."""

    text: str

    @property
    def parts(self) -> tuple[str, str]:
        """The bold beginning and the rest; neither is empty."""
        end = self.text.find(" ")
        end = end if end > 0 else 1
        return self.text[:end], self.text[end:]


@dataclass(frozen=True)
class Percent:
    """A fraction of 1, formatted ``0%``: 0.125 shows as 13%."""

    value: float


@dataclass(frozen=True)
class Sum:
    """``=SUM(…)`` over rows of its block, in its own column.

    Attributes:
        first: the first row that counts.
        last: the last one.
        value: the sum; a percentage formatted ``0%`` or a number.
        stored: whether the file holds the value; a program that computes nothing stores none.
    """

    first: int
    last: int
    value: Percent | float
    stored: bool


Value: TypeAlias = str | float | dt.date | Rich | Percent | Sum | None
Row: TypeAlias = list[Value]
Spot: TypeAlias = tuple[int, int]


@dataclass
class Block:
    """Rows that stand together, and the areas of merged cells: top, left, bottom, right."""

    rows: list[Row]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of its columns."""
        return max(map(len, self.rows), default=0)


@dataclass
class Page:
    """One sheet: its cells by row and column from 0, the areas merged, and who sees it."""

    name: str
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    cells: dict[Spot, Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def place(self, block: Block, top: int, left: int) -> None:
        """Put a block with its upper left corner there; its sums move along."""
        for row, values in enumerate(block.rows, top):
            for column, value in enumerate(values, left):
                if isinstance(value, Sum):
                    value = replace(value, first=value.first + top, last=value.last + top)  # noqa: PLW2901
                if value not in (None, ""):
                    self.cells[row, column] = value
        self.merges += [(a + top, b + left, c + top, d + left) for a, b, c, d in block.merges]


def beside(blocks: Sequence[Block], gap: int) -> Block:
    """Blocks side by side, with empty columns between."""
    joined = Block([[] for _ in range(max(len(block.rows) for block in blocks))])
    left = 0
    for block in blocks:
        for number, values in enumerate(block.rows):
            row = joined.rows[number]
            row += [*[None] * (left - len(row)), *values]
        joined.merges += [(a, left + b, c, left + d) for a, b, c, d in block.merges]
        left += block.width + gap
    return joined
