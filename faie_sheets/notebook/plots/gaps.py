"""An intake: in which competencies engineers fall short of their target ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faie_sheets.notebook.plots.axes import (
    EDGE,
    FAR_SHORT,
    ON_FAR_SHORT,
    ON_SHORT,
    SHORT,
    axes,
    bare,
    label,
    legend,
    rows,
    title,
    whole_numbers,
)
from faie_sheets.records.intake import Intake
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

_LEAST_SHARE = 0.05
"""Share of the axis below which a bar is too thin for its figure."""


def plot_gaps(intake: Intake, ax: Axes | None = None) -> Axes:
    """Draw one intake; :meth:`faie_sheets.Intake.plot_gaps` says how it looks."""
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
    title(ax, _title(intake))
    bare(ax)
    legend(ax, [bars for bars in drawn if any(bar.get_width() for bar in bars)])
    return ax


def _share(gap: CompetencyGap) -> str:
    if gap.share is None:
        return "nobody rated"
    return f"{round(float(100 * gap.share))}% of {gap.rated:,}"


def _title(intake: Intake) -> str:
    concerned = [result for result in intake if result.target_rank]
    short = sum(bool(result.record.gaps) for result in concerned)
    if not concerned:
        return "No engineers with a target rank"
    return f"{short:,} of {len(concerned):,} engineers fall short of their target rank"
