"""An intake as a matrix: engineers or units × competencies, coloured by gap to the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from faie_sheets.notebook.plots import (
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
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.text.normalise import plain
from faie_sheets.workbook.write.style import PALE_GOOD, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

MOST_NAMED = 60
"""The most rows for which there is room for names."""
_TALLEST = 10.0
"""The height of all thin rows together at most, in inches."""
_THIN = 0.1
_LOOKS = ((PALE_GOOD, ON_SHORT, ""), (SHORT, ON_SHORT, "▼"), (FAR_SHORT, ON_FAR_SHORT, "▼▼"))
"""For met, one level short and farther short: fill, text colour and symbol."""
_HATCH = "////"
_DARK = 0.75
"""The share above which a cell is so dark that its figure is white."""
Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
CELL_WIDTH, ROW_HEIGHT = 0.52, 0.27
"""The size of a cell with a figure in it, in inches."""
HEADER_HEIGHT = 3.4
"""The height of everything above and below the cells, in inches."""
NAMES_WIDTH = 3.4
"""The width of everything beside the cells, in inches."""
_LONGEST_HEADER = 44


def plot_matrix(
    intake: Intake, ax: Axes | None = None, by: Literal["engineer", "unit"] | None = None
) -> Axes:
    """Plot one intake as described in :meth:`faie_sheets.Intake.plot_matrix`."""
    if by not in {"engineer", "unit", None}:
        raise ValueError(f"by is {by!r}, not 'engineer' or 'unit'")
    few = len(intake) <= MOST_NAMED
    if by == "unit" or (by is None and not few):
        return draw_units(intake, ax, MOST_NAMED)
    return draw_named(intake, ax) if few else draw_many(intake, ax)


def draw_named(intake: Intake, ax: Axes | None) -> Axes:
    """One row per engineer, in the order of the intake, each with a name and levels."""
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
    """One thin row per engineer, those with the most levels missing to the target at the top."""
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
    """Hatch runs of cells without a level: plain white means that nothing is required."""
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


def draw_units(intake: Intake, ax: Axes | None, most: int) -> Axes:
    """One row per unit, ordered by name; only the largest if there are more than ``most``."""
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
    rows(ax, [f"{_unit_name(unit)} ({len(members[unit]):,})" for unit in units])
    ax.set_xlabel("Those rated, with a target rank; – where there are none", fontsize="small")
    which = "" if len(units) == len(members) else f", the {most} largest of {len(members):,} units"
    title(ax, f"Share of each unit's engineers short of their target rank{which}")
    return ax


def _unit_name(unit: str) -> str:
    return label(unit, longest=36) or "No unit given"


def _colour(gap: CompetencyGap) -> Colour:
    """From white through amber to dark orange: the darker, the more are short."""
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


def rgb(colour: str) -> Colour:
    """The components of a colour such as ``#F4C542``."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def draw_cells(ax: Axes, jd: JobDescription, colours: Sequence[Sequence[Colour]]) -> None:
    """Colour the cells, row by row from the top, and name the competencies above them."""
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
