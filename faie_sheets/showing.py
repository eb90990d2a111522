"""The one door from records to what shows them: data frames, HTML and drawings.

Records know nothing of pandas, matplotlib or HTML, which take a second to import. What shows them
is behind this door, and is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from typing import Literal

    from matplotlib.axes import Axes as Axes  # noqa: PLC0414  records annotate with it
    from pandas import DataFrame as DataFrame  # noqa: PLC0414  and with this


class Notebook(Protocol):
    """What :mod:`faie_sheets.notebook` makes of records, each as it is described there."""

    html_of: Callable[[object], str]
    text_of: Callable[[object], str]

    results_frame: Callable[[object], DataFrame]
    items_frame: Callable[[object], DataFrame]
    problems_frame: Callable[[object], DataFrame]
    files_frame: Callable[[object], DataFrame]
    competencies_frame: Callable[[object], DataFrame]
    levels_frame: Callable[[object], DataFrame]
    roster_frame: Callable[[object], DataFrame]
    differences_frame: Callable[[object], DataFrame]
    write_parquet: Callable[[object, str | PathLike[str], int], None]

    plot_levels: Callable[[object, Axes | None], Axes]
    plot_gaps: Callable[[object, Axes | None], Axes]
    plot_matrix: Callable[[object, Axes | None, Literal["engineer", "unit"] | None], Axes]


def notebook() -> Notebook:
    """Open the door."""
    return cast("Notebook", import_module("faie_sheets.notebook"))


class Printer(Protocol):
    """What IPython hands over to be printed to."""

    def text(self, text: str) -> object:
        """Print a text."""


class Shown:
    """A record that shows itself in a notebook, and in short in IPython's terminal.

    Without this, a notebook would write the whole record into its file as text.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython looks class by class, and would take a dataclass's own __repr__ before this.
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]  # the same method

    def _repr_html_(self) -> str:
        return notebook().html_of(self)

    def _repr_pretty_(self, printer: Printer, _cycle: bool) -> None:
        printer.text(notebook().text_of(self))
