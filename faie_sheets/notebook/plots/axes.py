"""What all drawings share: their axes, their colours, and texts from people on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from faie_sheets.text.normalise import plain
from faie_sheets.wording import shortened
from faie_sheets.workbook.cell_text import cell_text
from faie_sheets.workbook.write.style import AMBER, BAD, GOOD, INK, WHITE

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.container import BarContainer

MET, SHORT, FAR_SHORT = GOOD, AMBER, BAD
ON_SHORT, ON_FAR_SHORT = INK, WHITE
"""The colour of a text on a bar of that colour."""
EDGE = "#7F7F7F"
"""Of bars and cells: seen on a white and on a black ground."""

LONGEST = 48
"""Characters of a name beside an axis."""


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
            'pip install "faie_sheets[plot]", then restart the notebook\'s kernel'
        ) from error
    return ax or plt.subplots(figsize=(width, height), layout="constrained")[1]


def label(*parts: str, longest: int = LONGEST) -> str:
    """A text from people as a drawing can show it: one line, shortened where it is long."""
    words = " ".join(plain(cell_text(part[: 8 * longest])) for part in parts if part)
    return shortened(words, longest)


def rows(ax: Axes, names: Sequence[str]) -> None:
    """Name the rows of an axes from the top down.

    A $ in a name is a $: matplotlib would read what stands between two of them as a formula.
    """
    ax.set_yticks(range(len(names)), labels=list(names), parse_math=False)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)


def title(ax: Axes, text: str) -> None:
    """A title over the axes, at the left."""
    ax.set_title(text, loc="left", parse_math=False, fontsize="medium", fontweight="bold", pad=10)


def legend(ax: Axes, handles: Sequence[Artist | BarContainer], pad: float = 4) -> None:
    """What the looks mean, in a line under the axis and its name; ``pad`` is in lines."""
    ax.legend(
        handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), borderaxespad=pad, ncols=5,
        frameon=False, fontsize="small", handlelength=1.4, columnspacing=1.2,
    )  # fmt: skip


def whole_numbers(axis: Axis) -> None:
    """Ticks at whole numbers alone: people are counted."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  an extra, there once axes are

    axis.set_major_locator(MaxNLocator(integer=True))


def bare(ax: Axes) -> None:
    """Take the frame away: bars stand on their own."""
    ax.spines[["top", "right", "left"]].set_visible(False)
