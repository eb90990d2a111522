"""A matrix of coloured cells with the competencies over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faie_sheets.notebook.plots.axes import EDGE, label
from faie_sheets.records.job_description import JobDescription

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""

CELL_WIDTH, ROW_HEIGHT = 0.52, 0.27
"""Inches of a cell with a figure in it."""
HEADER_HEIGHT = 3.4
"""Inches of what stands over and under the cells."""
NAMES_WIDTH = 3.4
"""Inches of what stands beside them."""
_LONGEST_HEADER = 44


def rgb(colour: str) -> Colour:
    """The parts of a colour such as ``#F4C542``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def draw_cells(ax: Axes, jd: JobDescription, colours: Sequence[Sequence[Colour]]) -> None:
    """Colour the cells, row by row from the top, and name the competencies over them."""
    items = jd.competencies
    if colours and items:
        ax.imshow(colours, aspect="auto", interpolation="nearest")
    ax.set_xlim(-0.5, max(len(items), 1) - 0.5)
    ax.xaxis.tick_top()
    names = [label(item.code, item.name, longest=_LONGEST_HEADER) for item in items]
    ax.set_xticks(
        range(len(items)), labels=names, rotation=55, ha="left", rotation_mode="anchor",
        parse_math=False, fontsize="small",
    )  # fmt: skip
    ax.tick_params(length=0)
    ax.spines[:].set_color(EDGE)


def draw_grid(ax: Axes, rows: int, columns: int) -> None:
    """Draw lines between the cells."""
    ax.set_xticks([column - 0.5 for column in range(1, columns)], minor=True)
    ax.set_yticks([row - 0.5 for row in range(1, rows)], minor=True)
    ax.grid(which="minor", color=EDGE, linewidth=0.5)
    ax.tick_params(which="minor", length=0)
