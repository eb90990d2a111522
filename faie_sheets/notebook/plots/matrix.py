"""An intake: rows × competencies, coloured by the gap to the target rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from faie_sheets.notebook.plots.engineer_rows import draw_many, draw_named
from faie_sheets.notebook.plots.unit_rows import draw_units
from faie_sheets.records.intake import Intake

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_NAMED = 60
"""How many rows have room for a name each."""


def plot_matrix(
    intake: Intake, ax: Axes | None = None, by: Literal["engineer", "unit"] | None = None
) -> Axes:
    """Draw one intake; :meth:`faie_sheets.Intake.plot_matrix` says how it looks."""
    if by not in {"engineer", "unit", None}:
        raise ValueError(f"by is {by!r}, not 'engineer' or 'unit'")
    few = len(intake) <= MOST_NAMED
    if by == "unit" or (by is None and not few):
        return draw_units(intake, ax, MOST_NAMED)
    return draw_named(intake, ax) if few else draw_many(intake, ax)
