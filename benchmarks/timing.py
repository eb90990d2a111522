"""The same work done by several, in turns, and what each took."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Table:
    """A table of results.

    Attributes:
        title: what was done.
        head: titles of the columns; the first is who did it.
        rows: one row each.
        note: what the reader has to know, or ``""``.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @property
    def markdown(self) -> str:
        """The table as Markdown."""
        lines = [
            self.head,
            ("---", *("---:" for _ in self.head[1:])),
            *self.rows,
        ]
        drawn = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return "\n\n".join(filter(None, (f"## {self.title}", drawn, self.note)))


def medians(works: Mapping[str, Work], rounds: int, *, warm_up: bool = True) -> dict[str, float]:
    """Median seconds of each piece of work, done in turns; a first round only warms up.

    The order changes from round to round: who follows somebody who reads the same finds it at hand.
    """
    seconds: dict[str, list[float]] = {name: [] for name in works}
    order, chance = list(works.items()), random.Random(1)
    for number in range(not warm_up, rounds + 1):
        chance.shuffle(order)
        for name, work in order:
            begun = time.perf_counter()
            work()
            if number:
                seconds[name].append(time.perf_counter() - begun)
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def compared(title: str, seconds: Mapping[str, float], note: str = "") -> Table:
    """Milliseconds each, and how many times as long as ours, which is the first."""
    ours = next(iter(seconds.values()))
    rows = tuple(
        (name, f"{1000 * taken:.2f}", f"{taken / ours:.2f}") for name, taken in seconds.items()
    )
    return Table(title, ("who", "ms", "times ours"), rows, note)
