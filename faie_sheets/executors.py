"""Executors of somebody else's, such as a pool of processes or ``dask.distributed``'s."""

from __future__ import annotations

from concurrent.futures import Executor

import faie_sheets


def check_executor(executor: Executor) -> None:
    """Make sure that an executor can do anything at all, before files are blamed for that.

    Raises:
        RuntimeError: it takes no work, or its processes have another version of this library.
    """
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
    return faie_sheets.__version__
