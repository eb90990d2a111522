"""One result: the levels of record against those that the target rank requires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from faie_sheets.notebook.plots.axes import (
    EDGE,
    FAR_SHORT,
    MET,
    SHORT,
    axes,
    bare,
    label,
    legend,
    rows,
    title,
)
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.wording import percent

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

_HALF = 0.31
_HATCH = "////"
_COLOURS = (MET, SHORT, FAR_SHORT)
_WORDS = ("met, or not required", "1 level short", "2 or more short")


def plot_levels(result: Result, ax: Axes | None = None) -> Axes:
    """Draw one result; :meth:`faie_sheets.Result.plot` says how it looks."""
    items = result.items
    ax = axes(ax, 9, 1.7 + 0.36 * max(len(items), 3))
    text_colour = ax.xaxis.label.get_color()
    for row, item in enumerate(items):
        _draw_item(ax, row, item, text_colour)
    own = _own_levels(result)
    if own:
        ax.plot(*zip(*own, strict=True), marker="D", **_diamond(ax))
    rows(ax, [label(item.code, item.name) for item in items])
    top = max((item.max_level for item in items), default=1)
    ax.set_xlim(0, top + 0.25)
    ax.set_xticks(range(top + 1))
    who = "the engineer alone: provisional" if result.provisional else "the assessor"
    ax.set_xlabel(f"Level of record, rated by {who}", loc="left")
    title(ax, _title(result))
    bare(ax)
    legend(ax, _handles(ax, result, bool(own)))
    return ax


def _draw_item(ax: Axes, row: int, item: ItemResult, text_colour: object) -> None:
    """The scale as an outline, the level as a bar in it, the requirement as a stroke across."""
    ax.barh(row, item.max_level, 2 * _HALF, facecolor="none", edgecolor=EDGE, linewidth=0.6)
    if item.level is None:
        ax.text(0.05, row, "not rated", va="center", style="italic", fontsize="small")
    else:
        hatch = _HATCH if item.short else None
        ax.barh(
            row, item.level, 2 * _HALF,
            facecolor=_colour(item), edgecolor=EDGE, linewidth=0.6, hatch=hatch,
        )  # fmt: skip
        if item.level == 0:
            ax.text(0.05, row, "0", va="center", fontsize="small")
    if item.required is not None:
        ax.plot(
            [item.required] * 2, [row - _HALF - 0.12, row + _HALF + 0.12],
            color=text_colour, linewidth=3, solid_capstyle="butt", clip_on=False,
        )  # fmt: skip


def _colour(item: ItemResult) -> str:
    return _COLOURS[min(item.short, 2)]


def _own_levels(result: Result) -> list[tuple[int, int]]:
    """Level and row of the engineer's own ratings that differ from the level of record."""
    pairs = enumerate(zip(result.self_score.items, result.items, strict=True))
    return [
        (mine.level, row)
        for row, (mine, item) in pairs
        if mine.level is not None and mine.level != item.level
    ]


def _diamond(ax: Axes) -> dict[str, Any]:
    """The look of an own rating: seen on a bar, beside it, and on a dark ground."""
    return {
        "markersize": 6,
        "markerfacecolor": ax.get_facecolor(),
        "markeredgecolor": ax.xaxis.label.get_color(),
        "linestyle": "none",
        "clip_on": False,
        "zorder": 3,
    }


def _title(result: Result) -> str:
    target = result.target_rank or "no target rank"
    figures = "incomplete"
    if not result.missing:
        figures = f"total {percent(result.total)}, attains {result.rank or 'no rank'}"
    return f"{label(result.engineer.who or 'Levels', longest=40)} → {target}: {figures}"


def _handles(ax: Axes, result: Result, has_own: bool) -> list[Artist]:
    from matplotlib.lines import Line2D  # noqa: PLC0415  an extra, there once axes are
    from matplotlib.patches import Patch  # noqa: PLC0415  likewise

    handles: list[Artist] = [
        Patch(facecolor=_COLOURS[n], edgecolor=EDGE, hatch=_HATCH if n else None, label=_WORDS[n])
        for n in sorted({min(item.short, 2) for item in result.items if item.level is not None})
    ]
    if any(item.required is not None for item in result.items):
        stroke: Any = ax.xaxis.label.get_color()
        handles.append(Line2D([], [], color=stroke, linewidth=3, label="required"))
    if has_own:
        look = _diamond(ax)
        handles.append(Line2D([], [], marker="D", label="own rating, where it differs", **look))
    return handles
