"""Python's collector of cycles, which a batch does better without."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let nothing be searched for cycles: a batch makes millions of objects, and hardly a cycle.

    The search takes longer with each object that is kept, and other threads wait for it, too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
