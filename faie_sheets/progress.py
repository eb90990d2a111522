"""Progress of long calls: a bar in the terminal and in the notebook, or the caller's own way.

A call takes ``progress`` and tells how far it is. True stands for a bar, made here for the command
line and for notebooks alike.
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
"""Called with the number done and the number in all."""
Item = TypeVar("Item")

_PAUSE = 0.1
"""Seconds from one update of a notebook's bar to the next: a browser draws no faster."""


@contextmanager
def told(progress: Progress | bool | None, what: str) -> Iterator[Progress]:
    """What a long call tells its progress to: a bar for True, nothing for None and False."""
    if callable(progress):
        yield progress
    elif progress:
        with bar(what) as advance:
            yield advance
    else:
        yield _nowhere


def followed(items: Sequence[Item], progress: Progress | bool | None, what: str) -> Iterator[Item]:
    """The items one by one; progress is told after what was done with each."""
    with told(progress, what) as advance:
        for done, item in enumerate(items, 1):
            yield item
            advance(done, len(items))


@contextmanager
def bar(what: str, console: Console | None = None) -> Iterator[Progress]:
    """A bar where somebody sees it: in a notebook, or on a terminal's standard error.

    Yields what to call. Nothing of the bar is left once it is done.
    """
    if console is None and _in_notebook():
        with _notebook_bar(what) as advance:
            yield advance
        return
    with _terminal_bar(what, console) as advance:
        yield advance


def _nowhere(_done: int, _total: int) -> None:
    """Tell nobody."""


def _in_notebook() -> bool:
    """Whether a kernel runs this: IPython is there then, and is not imported to find out."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


@contextmanager
def _terminal_bar(what: str, console: Console | None) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415  only where a bar is asked for
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
    """HTML's own bar: Rich's needs ipywidgets, and warns without."""
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
    """What a notebook shows of it, as HTML and as text."""
    words = f"{what} {done:,} of {total:,}"
    html = f'{words} <progress value="{done}" max="{max(total, 1)}"></progress>'
    return {"text/plain": words, "text/html": html}
