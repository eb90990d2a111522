"""The boundary: forms are read in worker processes, whose death or hanging cannot harm the batch.

The gate refuses everything known to do harm; anything it does not know is contained here. The
workers also read several files in parallel.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Generator, Iterable
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeAlias

from faie_sheets.form.read.read_form import read_loaded
from faie_sheets.intake.one_file import Job, Reader, read_one
from faie_sheets.intake.worker import Answer, Given, Limits, Worker
from faie_sheets.problems import UnusableSourceError
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.gate.check import LARGEST_FILE
from faie_sheets.workbook.read.source import Source, SourceFile, load
from faie_sheets.workbook.urls import is_of_this_process, is_url

Answers: TypeAlias = Generator[Answer, None, None]

LIMITS = Limits()
_MOST_WORKERS = 8
_FILES_A_WORKER = 16
_MOST_IN_HAND = 16
"""Files that a worker has at a time, so that it never has to wait for the next one."""
_MOST_BEHIND = 300
"""The most bytes of a job that is queued behind others; a full queue must fit a pipe of 8 KB."""


def workers_for(files: int) -> int:
    """How many workers to use for this many files: one for a handful, at most eight."""
    if multiprocessing.current_process().daemon:
        # The caller's own worker, which may have no children, is already a boundary.
        return 0
    return max(1, min(os.cpu_count() or 1, _MOST_WORKERS, -(-files // _FILES_A_WORKER)))


def read_here(jobs: Iterable[Job], jd: JobDescription, reader: Reader = read_loaded) -> Answers:
    """Read files in this process, without limits, in the order of the jobs."""
    for job in jobs:
        yield job.number, read_one(job, jd, reader)


def read_apart(
    jobs: Iterable[Job],
    jd: JobDescription,
    workers: int,
    *,
    reader: Reader = read_loaded,
    limits: Limits = LIMITS,
) -> Answers:
    """Read files in worker processes, in the order in which they are done.

    Close the iterator if you stop early: that ends the workers.

    Args:
        jobs: the files; consumed only as workers get to them.
        jd: the JD, sent to each worker once.
        workers: how many processes, at least 1.
        reader: reads a file; a function in a module that workers can import.
        limits: the limits on reading one file.

    Raises:
        OSError: no worker process can be started here.
    """
    given, waiting = Given(jd, reader, limits), _Waiting(jobs)
    team: list[Worker] = []
    try:
        while True:
            while len(team) < workers and (job := waiting.take()):
                team.append(Worker(given, job))
            for behind in range(_MOST_IN_HAND):
                for worker in team:
                    if len(worker.jobs) == behind and (job := waiting.take(behind)):
                        worker.hand(job)
            for worker in team:
                worker.send()
            if not any(worker.jobs for worker in team):
                return
            for worker, is_overdue in _with_news(team):
                yield from worker.news(is_overdue)
            team = [worker for worker in team if not worker.is_gone]
    finally:
        for worker in team:
            worker.end()


def _with_news(team: list[Worker]) -> list[tuple[Worker, bool]]:
    """The workers that have answered or died, and those that have used up their time."""
    seconds = min(worker.seconds_left for worker in team)
    speaking = wait([worker.pipe for worker in team], max(seconds, 0))
    states = [(worker, worker.pipe not in speaking) for worker in team]
    return [(worker, silent) for worker, silent in states if not silent or worker.seconds_left <= 0]


class _Waiting:
    """The files that no worker has been given yet."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = iter(jobs)
        self._next: Job | None = None

    def take(self, behind: int = 0) -> Job | None:
        """The next file for a worker that has ``behind`` files; None if there is none for now."""
        if self._next is None and (job := next(self._jobs, None)):
            self._next = job._replace(source=portable(job.source))
        # The pipe may be too small for it: this process would wait for a busy worker to receive
        # it, while that worker may be waiting for this process to receive what it has read.
        if behind and self._next and weight(self._next) > _MOST_BEHIND:
            return None
        job, self._next = self._next, None
        return job


def portable(source: Source | SourceFile) -> str | bytes | SourceFile:
    """The source in a form that can be passed to another process."""
    if isinstance(source, SourceFile):
        return source
    if is_url(source):
        # What cannot be read here is reported by the process that is to read it.
        with suppress(UnusableSourceError):
            return load(source) if is_of_this_process(source) else source
        return source
    if isinstance(source, str | os.PathLike):
        return os.fspath(Path(source).absolute())
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    return source.read(LARGEST_FILE + 1)


def weight(job: Job) -> int:
    """Roughly how many bytes are sent to another process for a file."""
    source = job.source.data if isinstance(job.source, SourceFile) else job.source
    sent = [source if isinstance(source, bytes) else str(source), job.name, *job.known]
    return sum(len(_encoded(each) if isinstance(each, str) else each) for each in sent)


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
