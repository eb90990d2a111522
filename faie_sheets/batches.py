"""What a large batch needs of Python: an executor that works, and no search for old cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import faie_sheets

if TYPE_CHECKING:
    from concurrent.futures import Executor

_NEVER = 1_000_000


def check_executor(executor: Executor, module: str) -> None:
    """Make sure that an executor can do anything at all, before files are blamed for that.

    Args:
        executor: someone else's, such as a pool of processes or ``dask.distributed``'s.
        module: the module that holds the work, which its processes must be able to import.

    Raises:
        TypeError: it is none.
        RuntimeError: it takes no work, or its processes have another version of this library.
    """
    from concurrent.futures import Executor  # noqa: PLC0415  slow to import, and seldom needed

    if not isinstance(executor, Executor):
        kind = type(executor).__name__
        raise TypeError(
            f"the executor is a {kind}, and no concurrent.futures.Executor; of a Client of dask's "
            "it is client.get_executor()"
        )
    try:
        version = executor.submit(partial(_version, module)).result()
    except Exception as error:
        raise RuntimeError(f"the executor does not work: {error!r}") from error
    if version != faie_sheets.__version__:
        raise RuntimeError(
            f"the executor's processes have faie_sheets {version}, and it is "
            f"{faie_sheets.__version__} here: install the same there"
        )


def _version(module: str) -> str:
    # What cannot be imported there is better known now than by work that never comes back.
    import_module(module)
    return faie_sheets.__version__


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
