"""Plots of results with matplotlib, which the extra ``plot`` installs.

Met is green, one level short amber, more than one a dark orange. Colour-blind readers can
distinguish them, and they differ in darkness when printed in black and white. Texts, ticks and
backgrounds follow matplotlib's current style, including dark ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from faie_sheets.records.intake import Intake
from faie_sheets.records.result import ItemResult, Result
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.text.normalise import plain
from faie_sheets.wording import percent, shortened
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.style import AMBER, BAD, GOOD, INK, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.container import BarContainer

MET, SHORT, FAR_SHORT = GOOD, AMBER, BAD
ON_SHORT, ON_FAR_SHORT = INK, WHITE
"""The text colours on bars of these colours."""
EDGE = "#7F7F7F"
"""The edge of bars and cells: visible on white and on black."""
LONGEST = 48
"""The most characters of a name beside an axis."""
_HALF = 0.31
_HATCH = "////"
_COLOURS = (MET, SHORT, FAR_SHORT)
_WORDS = ("met, or not required", "1 level short", "2 or more short")
_LEAST_SHARE = 0.05
"""The share of the axis below which a bar is too short for its figure."""


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The axes given, or those of a new figure of this size in inches.

    Raises:
        ImportError: matplotlib is not installed.
    """
    try:
        from matplotlib import pyplot as plt  # noqa: PLC0415  an extra, and slow to import
    except ImportError as error:
        raise ImportError(
            "drawing needs matplotlib, which is not installed: "
            "pip install matplotlib, then restart the notebook's kernel"
        ) from error
    return ax or plt.subplots(figsize=(width, height), layout="constrained")[1]


def label(*parts: str, longest: int = LONGEST) -> str:
    """A text from people made fit for a plot: on one line, and shortened if it is long."""
    words = " ".join(plain(cell_text(part[: 8 * longest])) for part in parts if part)
    return shortened(words, longest)


def rows(ax: Axes, names: Sequence[str]) -> None:
    """Label the rows from top to bottom.

    A $ in a name stays a $; otherwise matplotlib would render text between two as a formula.
    """
    ax.set_yticks(range(len(names)), labels=list(names), parse_math=False)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def title(ax: Axes, text: str) -> None:
    """Add a title above the axes, left-aligned."""
    ax.set_title(text, loc="left", parse_math=False, fontsize="medium", fontweight="bold", pad=10)


def legend(ax: Axes, handles: Sequence[Artist | BarContainer], pad: float = 4) -> None:
    """Add a legend on one line below the axis and its label; ``pad`` is in lines."""
    ax.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), borderaxespad=pad, ncols=5,
        frameon=False, fontsize="small", handlelength=1.4, columnspacing=1.2,
    )  # fmt: skip


def whole_numbers(axis: Axis) -> None:
    """Set ticks at whole numbers only, for counts of people."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  an extra, there once axes are

    axis.set_major_locator(MaxNLocator(integer=True))


def bare(ax: Axes) -> None:
    """Remove the frame, which bars do not need."""
    ax.spines[["top", "right", "left"]].set_visible(False)


def plot_levels(result: Result, ax: Axes | None = None) -> Axes:
    """Plot one result as described in :meth:`faie_sheets.Result.plot`."""
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
    title(ax, _levels_title(result))
    bare(ax)
    legend(ax, _handles(ax, result, bool(own)))
    return ax


def _draw_item(ax: Axes, row: int, item: ItemResult, text_colour: object) -> None:
    """Draw the scale as an outline, the level as a bar in it, the requirement as a stroke."""
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
    """Level and row of the engineer's own ratings that differ from the level that counts."""
    pairs = enumerate(zip(result.self_score.items, result.items, strict=True))
    return [
        (mine.level, row)
        for row, (mine, item) in pairs
        if mine.level is not None and mine.level != item.level
    ]


def _diamond(ax: Axes) -> dict[str, Any]:
    """The style of an own rating: visible on a bar, beside it, and on a dark background."""
    return {
        "markersize": 6,
        "markerfacecolor": ax.get_facecolor(),
        "markeredgecolor": ax.xaxis.label.get_color(),
        "linestyle": "none",
        "clip_on": False,
        "zorder": 3,
    }


def _levels_title(result: Result) -> str:
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


def plot_gaps(intake: Intake, ax: Axes | None = None) -> Axes:
    """Plot one intake as described in :meth:`faie_sheets.Intake.plot_gaps`."""
    gaps = sorted(competency_gaps(intake.results, intake.jd), key=lambda gap: -gap.short)
    ax = axes(ax, 9, 1.7 + 0.36 * max(len(gaps), 3))
    one = [gap.short_by.get(1, 0) for gap in gaps]
    farther = [gap.short - count for gap, count in zip(gaps, one, strict=True)]
    longest = max((gap.short for gap in gaps), default=0)
    drawn: list[BarContainer] = []
    for words, counts, left, colour, on in (
        ("1 level short", one, [0] * len(gaps), SHORT, ON_SHORT),
        ("2 or more levels short", farther, one, FAR_SHORT, ON_FAR_SHORT),
    ):
        bars = ax.barh(
            range(len(gaps)), counts, 0.66, left=left,
            color=colour, edgecolor=EDGE, linewidth=0.6, label=words,
        )  # fmt: skip
        drawn.append(bars)
        figures = [f"{count:,}" if count > longest * _LEAST_SHARE else "" for count in counts]
        ax.bar_label(bars, labels=figures, label_type="center", color=on, fontsize="small")
    names = {item.code: item.name for item in intake.jd.competencies}
    rows(ax, [label(gap.code, names[gap.code]) for gap in gaps])
    for row, gap in enumerate(gaps):
        ax.annotate(
            _share(gap), (gap.short, row), (5, 0), textcoords="offset points",
            va="center", fontsize="small",
        )  # fmt: skip
    ax.set_xlim(0, max(longest, 1) * 1.22)
    whole_numbers(ax.xaxis)
    ax.set_xlabel("Engineers", loc="left")
    title(ax, _gaps_title(intake))
    bare(ax)
    legend(ax, [bars for bars in drawn if any(bar.get_width() for bar in bars)])
    return ax


def _share(gap: CompetencyGap) -> str:
    if gap.share is None:
        return "nobody rated"
    return f"{round(float(100 * gap.share))}% of {gap.rated:,}"


def _gaps_title(intake: Intake) -> str:
    concerned = [result for result in intake if result.target_rank]
    short = sum(bool(result.record.gaps) for result in concerned)
    if not concerned:
        return "No engineers with a target rank"
    return f"{short:,} of {len(concerned):,} engineers fall short of their target rank"
