"""The matrix with a row an engineer: few with names and levels, many as thin rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faie_sheets.notebook.plots.axes import (
    EDGE,
    FAR_SHORT,
    ON_FAR_SHORT,
    ON_SHORT,
    SHORT,
    axes,
    label,
    legend,
    rows,
    title,
    whole_numbers,
)
from faie_sheets.notebook.plots.cells import (
    CELL_WIDTH,
    HEADER_HEIGHT,
    NAMES_WIDTH,
    ROW_HEIGHT,
    draw_cells,
    draw_grid,
    rgb,
)
from faie_sheets.records.intake import Intake
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.workbook.write.style import PALE_GOOD, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_TALLEST = 10.0
"""Inches that thin rows take together, however many they are."""
_THIN = 0.1
_LOOKS = ((PALE_GOOD, ON_SHORT, ""), (SHORT, ON_SHORT, "▼"), (FAR_SHORT, ON_FAR_SHORT, "▼▼"))
"""Of what is met, one level short and farther short: colour, colour of the figure, mark."""
_HATCH = "////"


def draw_named(intake: Intake, ax: Axes | None) -> Axes:
    """A row an engineer, in the order of the intake, each with a name and levels."""
    results, columns = intake.results, len(intake.jd.competencies)
    height = HEADER_HEIGHT + ROW_HEIGHT * max(len(results), 1)
    ax = axes(ax, NAMES_WIDTH + CELL_WIDTH * columns, height)
    _draw_results(ax, intake, results)
    draw_grid(ax, len(results), columns)
    for row, result in enumerate(results):
        for column, item in enumerate(result.items):
            _, colour, mark = _LOOKS[min(item.short, 2)]
            words = "" if item.level is None else f"{item.level}{mark}"
            ax.text(column, row, words, ha="center", va="center", color=colour, fontsize="small")
    rows(ax, [_name(result) for result in results])
    _write_legend(ax)
    title(ax, "Levels of record, by their gap to the target rank")
    return ax


def draw_many(intake: Intake, ax: Axes | None) -> Axes:
    """A thin row an engineer, those with the most levels missing to the target at the top."""
    results = sorted(intake.results, key=_missing_levels, reverse=True)
    height = HEADER_HEIGHT + min(_TALLEST, _THIN * len(results))
    ax = axes(ax, NAMES_WIDTH + CELL_WIDTH * len(intake.jd.competencies), height)
    _draw_results(ax, intake, results)
    ax.set_ylim(len(results) - 0.5, -0.5)
    whole_numbers(ax.yaxis)
    ax.set_ylabel("Engineers, those with the most levels missing to their target first")
    _write_legend(ax)
    title(ax, f"{len(results):,} engineers, by their gaps to the target rank")
    return ax


def _draw_results(ax: Axes, intake: Intake, results: Sequence[Result]) -> None:
    colours = {look: rgb(look) for look in (WHITE, *(look[0] for look in _LOOKS))}
    grid = [[colours[_ground(item)] for item in result.items] for result in results]
    draw_cells(ax, intake.jd, grid)
    _hatch_not_rated(ax, results)


def _ground(item: ItemResult) -> str:
    if item.level is None or item.required is None:
        return WHITE
    return _LOOKS[min(item.short, 2)][0]


def _hatch_not_rated(ax: Axes, results: Sequence[Result]) -> None:
    """Lay hatching over runs of cells without a level: white alone means nothing is required."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415  an extra, there once axes are

    for column in range(len(results[0].items) if results else 0):
        first: int | None = None
        for row in range(len(results) + 1):
            blank = row < len(results) and results[row].items[column].level is None
            if blank and first is None:
                first = row
            elif not blank and first is not None:
                spot, height = (column - 0.5, first - 0.5), row - first
                ax.add_patch(
                    Rectangle(
                        spot, 1, height, fill=False, hatch=_HATCH, edgecolor=EDGE, linewidth=0
                    )
                )
                first = None


def _missing_levels(result: Result) -> int:
    return sum(item.short for item in result.items)


def _name(result: Result) -> str:
    engineer = result.engineer
    named = label(engineer.id, engineer.name, longest=34)
    target = label(result.target_rank or "no target", longest=12)
    return f"{named} → {target}"


def _write_legend(ax: Axes) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415  an extra, there once axes are

    words = ("met", "1 level short ▼", "2 or more short ▼▼")
    handles: list[Artist] = [
        Patch(facecolor=look[0], edgecolor=EDGE, label=word)
        for look, word in zip(_LOOKS, words, strict=True)
    ]
    handles.append(Patch(facecolor=WHITE, edgecolor=EDGE, hatch=_HATCH, label="not rated"))
    handles.append(Patch(facecolor=WHITE, edgecolor=EDGE, label="nothing required"))
    legend(ax, handles, pad=0.5)
