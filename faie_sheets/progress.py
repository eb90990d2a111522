"""Progress of long calls: a bar in the terminal or notebook, or a callback of the caller's.

A call takes ``progress`` and reports to it how far it has got. True means a bar, which is made
here for the command line and for notebooks.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[int, int], None]
"""Called with the number done and the total number."""
Item = TypeVar("Item")

_PAUSE = 0.1
"""Seconds between updates of a notebook's bar: a browser draws no faster."""


@contextmanager
def progress_of(progress: Progress | bool | None, what: str) -> Iterator[Progress]:
    """Yield the function to report progress to: a bar's for True, a no-op for None and False."""
    if callable(progress):
        yield progress
    elif progress:
        with bar(what) as advance:
            yield advance
    else:
        yield _nowhere


def followed(items: Sequence[Item], progress: Progress | bool | None, what: str) -> Iterator[Item]:
    """Yield the items one by one, and report progress after each has been dealt with."""
    with progress_of(progress, what) as advance:
        for done, item in enumerate(items, 1):
            yield item
            advance(done, len(items))


@contextmanager
def bar(what: str, console: Console | None = None) -> Iterator[Progress]:
    """Show a bar where someone sees it: in a notebook, or on standard error if it is a terminal.

    Yields the function to call with the progress. The bar disappears when done.
    """
    if console is None and _in_notebook():
        with _notebook_bar(what) as advance:
            yield advance
        return
    with _terminal_bar(what, console) as advance:
        yield advance


def _nowhere(_done: int, _total: int) -> None:
    """Ignore the progress."""


def _in_notebook() -> bool:
    """Whether a notebook's kernel runs this; IPython is then loaded, so it need not be imported."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


@contextmanager
def _terminal_bar(what: str, console: Console | None) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415  only if a bar is wanted
    from rich.progress import (  # noqa: PLC0415  likewise
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
    )
    from rich.progress import Progress as Bar  # noqa: PLC0415  likewise

    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield _nowhere
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


@contextmanager
def _notebook_bar(what: str) -> Iterator[Progress]:
    """Show the HTML ``progress`` element: Rich's bar needs ipywidgets, and warns without it."""
    display: Any = import_module("IPython.display").display  # untyped; a kernel has it
    handle = display({"text/plain": ""}, raw=True, display_id=True)
    last = 0.0

    def advance(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PAUSE or done == total:
            last = now
            handle.update(_bar_bundle(what, done, total), raw=True)

    try:
        yield advance
    finally:
        handle.update({"text/plain": ""}, raw=True)


def _bar_bundle(what: str, done: int, total: int) -> dict[str, str]:
    """What a notebook displays, as HTML and as text."""
    words = f"{what} {done:,} of {total:,}"
    html = f'{words} <progress value="{done}" max="{max(total, 1)}"></progress>'
    return {"text/plain": words, "text/html": html}
