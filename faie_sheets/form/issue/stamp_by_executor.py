"""Stamp forms with the caller's executor: in chunks, in the order of the engineers."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Executor, Future
from itertools import islice

from faie_sheets.batches import check_executor
from faie_sheets.form.issue.one_form import content_of
from faie_sheets.form.template.stamp import Stamp
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer

_ENGINEERS_A_CHUNK = 32
_MOST_THERE = 32
"""Chunks sent but not yet written: about 20 MB of forms."""


def stamped_elsewhere(
    engineers: Iterable[Engineer], jd: JobDescription, stamp: Stamp, executor: Executor
) -> Generator[bytes, None, None]:
    """Yield the form of each engineer, in order; what the executor fails to do is done here.

    Close the iterator if you stop early: that cancels what has not begun.

    Raises:
        RuntimeError: the executor accepts no work, or has another version of this library.
    """
    check_executor(executor, __name__)
    waiting: deque[tuple[list[Engineer], Future[list[bytes]] | None]] = deque()
    remaining = iter(engineers)
    try:
        while True:
            while len(waiting) < _MOST_THERE and (
                chunk := list(islice(remaining, _ENGINEERS_A_CHUNK))
            ):
                waiting.append((chunk, _sent(chunk, jd, stamp, executor)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            yield from _done(future) or _stamp(chunk, jd, stamp)
    finally:
        for _, future in waiting:
            if future:
                future.cancel()


def _sent(
    chunk: list[Engineer], jd: JobDescription, stamp: Stamp, executor: Executor
) -> Future[list[bytes]] | None:
    try:
        return executor.submit(_stamp, chunk, jd, stamp)
    except Exception:
        return None


def _done(future: Future[list[bytes]] | None) -> list[bytes] | None:
    try:
        return future.result() if future else None
    except Exception:
        # We make forms ourselves and they do no harm: the form did not cause the failure.
        return None


def _stamp(chunk: list[Engineer], jd: JobDescription, stamp: Stamp) -> list[bytes]:
    return [content_of(engineer, jd, stamp) for engineer in chunk]
