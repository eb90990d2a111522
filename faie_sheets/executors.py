"""Executors of somebody else's, such as a pool of processes or ``dask.distributed``'s."""

from __future__ import annotations

from concurrent.futures import Executor
from importlib import import_module

import faie_sheets


def check_executor(executor: Executor) -> None:
    """Make sure that an executor can do anything at all, before files are blamed for that.

    Raises:
        TypeError: it is none.
        RuntimeError: it takes no work, or its processes have another version of this library.
    """
    if not isinstance(executor, Executor):
        kind = type(executor).__name__
        raise TypeError(
            f"the executor is a {kind}, and no concurrent.futures.Executor; of a Client of dask's "
            "it is client.get_executor()"
        )
    try:
        version = executor.submit(_version).result()
    except Exception as error:
        raise RuntimeError(f"the executor does not work: {error!r}") from error
    if version != faie_sheets.__version__:
        raise RuntimeError(
            f"the executor's processes have faie_sheets {version}, and it is "
            f"{faie_sheets.__version__} here: install the same there"
        )


def _version() -> str:
    # What cannot be imported there is better known now than by work that never comes back.
    for module in ("intake.by_executor", "form.issue.by_executor"):
        import_module(f"faie_sheets.{module}")
    return faie_sheets.__version__
