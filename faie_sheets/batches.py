"""What a large batch needs: an executor that works, and no garbage collection of old objects."""

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
    """Check that an executor works at all, so that its faults are not blamed on files.

    Args:
        executor: the caller's, such as a pool of processes or one of ``dask.distributed``.
        module: the module with the work, which the executor's processes must be able to import.

    Raises:
        TypeError: it is not an executor.
        RuntimeError: it accepts no work, or its processes have another version of this library.
    """
    from concurrent.futures import Executor  # noqa: PLC0415  slow to import and rarely needed

    if not isinstance(executor, Executor):
        kind = type(executor).__name__
        raise TypeError(
            f"the executor is a {kind}, not a concurrent.futures.Executor; with a dask Client, "
            "pass client.get_executor()"
        )
    try:
        version = executor.submit(partial(_version, module)).result()
    except Exception as error:
        raise RuntimeError(f"the executor does not work: {error!r}") from error
    if version != faie_sheets.__version__:
        raise RuntimeError(
            f"the executor's processes have faie_sheets {version}, but this one has "
            f"{faie_sheets.__version__}: install the same version there"
        )


def _version(module: str) -> str:
    # A failed import is better reported now than noticed when work never comes back.
    import_module(module)
    return faie_sheets.__version__


@contextmanager
def young_cycles_only() -> Iterator[None]:
    """Restrict garbage collection to new objects: a batch keeps millions, with hardly any cycles.

    Collecting all of them takes longer with every object kept, and other threads wait for it.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
