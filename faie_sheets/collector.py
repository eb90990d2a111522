"""Python's collector of cycles, and what a batch needs of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 1_000_000


@contextmanager
def young_cycles_only() -> Iterator[None]:
    """Let only new objects be searched for cycles: a batch keeps millions, with hardly a cycle.

    A search through all of them takes longer with each that is kept, and other threads wait for it.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
