"""The one place where records reach what displays them: data frames, HTML and plots.

Records know nothing about pandas, matplotlib or HTML, which take a second to import. They are
imported through :func:`notebook` when first needed.
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
    """What :mod:`faie_sheets.notebook` offers for records; see there for descriptions."""

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
    """Import and return :mod:`faie_sheets.notebook`."""
    return cast("Notebook", import_module("faie_sheets.notebook"))


class Printer(Protocol):
    """What IPython passes in to print to."""

    def text(self, text: str) -> object:
        """Print a text."""


class Shown:
    """A record that displays as HTML in a notebook, and as a short text in IPython's terminal.

    Without this, a notebook would save the whole record as text in its file.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython searches class by class, and would prefer a dataclass's own __repr__ to this.
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]  # the same method

    def _repr_html_(self) -> str:
        return notebook().html_of(self)

    def _repr_pretty_(self, printer: Printer, _cycle: bool) -> None:
        printer.text(notebook().text_of(self))
