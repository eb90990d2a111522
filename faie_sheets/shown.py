"""Records that show themselves in a notebook, and in short in IPython's terminal."""

from __future__ import annotations

from typing import Protocol


class Printer(Protocol):
    """What IPython hands over to be printed to."""

    def text(self, text: str) -> object:
        """Print a text."""


class Shown:
    """A record that shows itself: :mod:`faie_sheets.notebook.html` says how.

    Without this, a notebook would write the whole record into its file as text.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        # IPython looks class by class, and would take a dataclass's own __repr__ before this.
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]  # the same method

    def _repr_html_(self) -> str:
        from faie_sheets.notebook.html import html_of  # noqa: PLC0415  only notebooks ask for it

        return html_of(self)

    def _repr_pretty_(self, printer: Printer, _cycle: bool) -> None:
        from faie_sheets.notebook.html import text_of  # noqa: PLC0415  likewise

        printer.text(text_of(self))
