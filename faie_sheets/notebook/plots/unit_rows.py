"""The matrix with a row a unit: the share of its engineers short of their target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faie_sheets.notebook.plots.axes import (
    FAR_SHORT,
    ON_FAR_SHORT,
    ON_SHORT,
    SHORT,
    axes,
    label,
    rows,
    title,
)
from faie_sheets.notebook.plots.cells import (
    CELL_WIDTH,
    HEADER_HEIGHT,
    NAMES_WIDTH,
    ROW_HEIGHT,
    Colour,
    draw_cells,
    draw_grid,
    rgb,
)
from faie_sheets.records.intake import Intake
from faie_sheets.records.result import Result
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.write.style import WHITE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DARK = 0.75
"""Share from which a cell is so dark that its figure is white."""


def draw_units(intake: Intake, ax: Axes | None, most: int) -> Axes:
    """A row a unit, in the order of their names; the largest where there are too many."""
    members: dict[str, list[Result]] = {}
    for result in intake:
        members.setdefault(plain(result.engineer.unit), []).append(result)
    largest = sorted(members, key=lambda unit: -len(members[unit]))
    units = sorted(largest[:most])
    columns = len(intake.jd.competencies)
    height = HEADER_HEIGHT + ROW_HEIGHT * max(len(units), 1)
    ax = axes(ax, NAMES_WIDTH + CELL_WIDTH * columns, height)
    gaps = [competency_gaps(members[unit], intake.jd) for unit in units]
    draw_cells(ax, intake.jd, [[_colour(gap) for gap in row] for row in gaps])
    draw_grid(ax, len(units), columns)
    for row, unit_gaps in enumerate(gaps):
        for column, gap in enumerate(unit_gaps):
            _write(ax, column, row, gap)
    rows(ax, [f"{_name(unit)} ({len(members[unit]):,})" for unit in units])
    ax.set_xlabel("Those rated, with a target rank; – where there are none", fontsize="small")
    which = "" if len(units) == len(members) else f", the {most} largest of {len(members):,} units"
    title(ax, f"Share of each unit's engineers short of their target rank{which}")
    return ax


def _name(unit: str) -> str:
    return label(unit, longest=36) or "No unit given"


def _colour(gap: CompetencyGap) -> Colour:
    """From white over amber to dark orange: the darker, the more are short."""
    share = float(gap.share or 0)
    lower, upper = (WHITE, SHORT) if share <= 0.5 else (SHORT, FAR_SHORT)
    part = 2 * share if share <= 0.5 else 2 * share - 1
    red, green, blue = (
        low + (high - low) * part for low, high in zip(rgb(lower), rgb(upper), strict=True)
    )
    return red, green, blue


def _write(ax: Axes, column: int, row: int, gap: CompetencyGap) -> None:
    words = "–" if gap.share is None else f"{round(float(100 * gap.share))}%"
    colour = ON_FAR_SHORT if gap.share is not None and gap.share >= _DARK else ON_SHORT
    ax.text(column, row, words, ha="center", va="center", color=colour, fontsize="small")
