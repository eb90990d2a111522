"""Read forms with the caller's executor: a pool of processes, or a cluster of machines.

Files are sent in chunks, each with the JD. A file that does harm is found by narrowing down: if a
chunk fails, its files are sent one by one, and if one fails again, it is sent a third time with no
other file running. Files that fail even then, and all that are left if a pool breaks for good, are
read by our own workers, which have limits and know which file ends them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from itertools import chain
from typing import NamedTuple
from uuid import uuid4

from faie_sheets.batches import check_executor
from faie_sheets.form.read.read_form import read_loaded
from faie_sheets.intake.one_file import FileRead, Job, Reader, not_read, read_one
from faie_sheets.intake.workers import Answers, portable, read_apart, read_here, weight, workers_for
from faie_sheets.records.job_description import JobDescription

Chunk = list[Job]

_FILES_A_CHUNK = 32
_BYTES_A_CHUNK = 4_000_000
_CHUNKS_OF_A_SIZE = 8
_MOST_THERE = 64
"""Chunks in flight: two for each of 32 processes, so that none has to wait for its next one."""


class _Failed(NamedTuple):
    """A file that was not read, and why."""

    job: Job
    why: str


def read_elsewhere(
    jobs: Iterable[Job], jd: JobDescription, executor: Executor, *, reader: Reader = read_loaded
) -> Answers:
    """Read files with an executor, in the order in which they are done.

    Close the iterator if you stop early: that cancels what has not begun. The caller shuts down the
    executor.

    Args:
        jobs: the files; consumed only as the executor gets to them.
        jd: the JD.
        executor: any executor that accepts picklable functions and arguments.
        reader: reads a file; a function in a module that the executor's processes can import.

    Raises:
        RuntimeError: it accepts no work, or has another version of this library.
    """
    there = _There(executor, jd, reader)
    suspects: list[_Failed] = []
    last_chance: list[_Failed] = []
    dead: list[_Failed] = []
    chunks, singly, alone = _chunks(jobs), _singly(suspects), _singly(last_chance)
    try:
        yield from there.read(chunks, _MOST_THERE, suspects)
        yield from there.read(singly, _MOST_THERE, last_chance)
        yield from there.read(alone, 1, dead)
    finally:
        there.cancel()
    left = chain.from_iterable(chain(chunks, singly, alone))
    if count := workers_for(sys.maxsize):
        yield from read_apart(chain(left, (job for job, _ in dead)), jd, count, reader=reader)
        return
    yield from read_here(left, jd, reader)
    for job, why in dead:
        yield job.number, not_read(job, why)


class _There:
    """The executor, and the chunks that are in flight.

    Attributes:
        is_broken: whether it is broken for good, like a pool in which a process has died.
    """

    def __init__(self, executor: Executor, jd: JobDescription, reader: Reader) -> None:
        self._executor, self._jd, self._reader = executor, jd, reader
        self._sent: dict[Future[list[FileRead]], Chunk] = {}
        self._is_checked = False
        self.is_broken = False

    def read(self, chunks: Iterator[Chunk], most: int, failed: list[_Failed]) -> Answers:
        """Have chunks read, at most ``most`` at a time; add unread files to ``failed``."""
        while True:
            while len(self._sent) < most and not self.is_broken and (chunk := next(chunks, None)):
                if not self._send(chunk):
                    failed += (_Failed(job, "") for job in chunk)
            if not self._sent:
                return
            done, _ = wait(self._sent, return_when=FIRST_COMPLETED)
            for future in done:
                chunk = self._sent.pop(future)
                try:
                    reads = future.result()
                except Exception as error:
                    why = f"the process that read it was ended ({type(error).__name__})"
                    failed += (_Failed(job, why) for job in chunk)
                else:
                    yield from zip((job.number for job in chunk), reads, strict=True)

    def _send(self, chunk: Chunk) -> bool:
        if not self._is_checked:
            check_executor(self._executor, __name__)
            self._is_checked = True
        try:
            # A cluster treats identical tasks as one, so each gets a unique argument.
            future = self._executor.submit(_read, chunk, self._jd, self._reader, uuid4().hex)
        except BrokenExecutor:
            self.is_broken = True
        except Exception as error:
            raise RuntimeError(f"the executor takes no more files: {error}") from error
        else:
            self._sent[future] = chunk
        return not self.is_broken

    def cancel(self) -> None:
        """Cancel what has not begun."""
        for future in self._sent:
            future.cancel()


def _chunks(jobs: Iterable[Job]) -> Iterator[Chunk]:
    """Cut into chunks, small ones first, so that every process gets some of a small batch."""
    chunk: Chunk = []
    made = size = 0
    for each in jobs:
        job = each._replace(source=portable(each.source))
        chunk.append(job)
        size += weight(job)
        most = min(1 + made // _CHUNKS_OF_A_SIZE, _FILES_A_CHUNK)
        if len(chunk) == most or size > _BYTES_A_CHUNK:
            yield chunk
            chunk, made, size = [], made + 1, 0
    if chunk:
        yield chunk


def _singly(failed: Iterable[_Failed]) -> Iterator[Chunk]:
    return ([job] for job, _ in failed)


# -- in the executor's processes ---------------------------------------------------------------


def _read(chunk: Chunk, jd: JobDescription, reader: Reader, _once: str) -> list[FileRead]:
    return [read_one(job, jd, reader) for job in chunk]
