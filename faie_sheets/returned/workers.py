"""The boundary: forms are read in worker processes, which may die or hang without the batch.

The gate refuses whatever is known to hurt; what it does not know ends here. A worker has a limit
of memory and of time for each file. Where it dies or is stopped, another one takes its place, and
only the file that it was reading is lost. The same workers read several files at once.
"""

from __future__ import annotations

import dataclasses
import errno
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from pebble import ProcessExpired, ProcessPool

from faie_sheets.errors import UnusableSourceError
from faie_sheets.excel.source import SourceFile
from faie_sheets.problems import Kind, Problem
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.job_description import JobDescription
from faie_sheets.returned.read import read_loaded

if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _PlatformContext
    from multiprocessing.context import SpawnProcess as _PlatformProcess
else:
    import resource

    # A server that has the library loaded and no threads: safe to fork from, and at once.
    from multiprocessing.context import ForkServerContext as _PlatformContext
    from multiprocessing.context import ForkServerProcess as _PlatformProcess

if TYPE_CHECKING:
    from pebble import ProcessFuture

Reader = Callable[[SourceFile, JobDescription], Assessment]
Answer = Assessment | tuple[Problem, ...]
"""What a file was read as, or why it could not be."""

Job = tuple[int, SourceFile]
Answers: TypeAlias = Generator[tuple[int, Answer], None, None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may take.

    Attributes:
        seconds: time on the clock.
        memory: bytes of address space of the worker; where the system has such a limit.
    """

    seconds: float = 30.0
    memory: int = 1 << 30


LIMITS = Limits()
_MOST_WORKERS = 8
_FILES_A_WORKER = 16
_GRACE = 10.0
"""Seconds after which a worker that should have been stopped counts as out of reach."""


def workers_for(files: int) -> int:
    """How many workers a batch of so many files is worth: one for a handful, at most eight."""
    if multiprocessing.current_process().daemon:
        # Somebody's own worker, which may have no children, is a boundary already.
        return 0
    return max(1, min(os.cpu_count() or 1, _MOST_WORKERS, -(-files // _FILES_A_WORKER)))


def read_here(jobs: Iterable[Job], jd: JobDescription, reader: Reader = read_loaded) -> Answers:
    """Read in this process, without limits: number and answer of each file, in their order."""
    for number, file in jobs:
        yield number, _read(file, jd, reader)


def read_apart(
    jobs: Iterable[Job],
    jd: JobDescription,
    workers: int,
    *,
    reader: Reader = read_loaded,
    limits: Limits = LIMITS,
) -> Answers:
    """Read in worker processes: number and answer of each file, as they come.

    Close the iterator if it is left early: that ends the workers.

    Args:
        jobs: number and content of each file; taken only as workers get to them.
        jd: the JD, sent to each worker once.
        workers: how many processes, at least 1.
        reader: what reads a file; a function of a module that workers can import.
        limits: what a file may take.

    Raises:
        OSError: no worker process can be started here.
    """
    waiting = iter(jobs)
    while True:
        unfinished: list[Job] = []
        with _pool(workers, jd, reader, limits) as pool:
            yield from _through(pool, waiting, unfinished, 2 * workers, limits)
        if not unfinished:
            return
        # The pool itself broke: one of the files that it had in hand may be to blame, alone.
        for number, file in unfinished:
            with _pool(1, jd, reader, limits) as pool:
                yield number, _alone(pool, file, limits)


def _through(
    pool: ProcessPool, waiting: Iterator[Job], unfinished: list[Job], most: int, limits: Limits
) -> Iterator[tuple[int, Answer]]:
    """Read with a pool to the end of the jobs, or until it breaks; what is left is unfinished."""
    running: dict[ProcessFuture[Answer], Job] = {}
    while True:
        while len(running) < most and (job := next(waiting, None)):
            unfinished.append(job)
            try:
                running[_schedule(pool, job[1], limits)] = job
            except RuntimeError:
                return
        if not running:
            return
        done, _ = wait(running, limits.seconds + _GRACE, FIRST_COMPLETED)
        if not done:
            return
        for future in done:
            if isinstance(future.exception(), BrokenProcessPool):
                return
        # In the order of the files, so that one run is like another where it can be.
        for future, job in [item for item in running.items() if item[0] in done]:
            del running[future]
            unfinished.remove(job)
            yield job[0], _answer(future, job[1], limits)


def _alone(pool: ProcessPool, file: SourceFile, limits: Limits) -> Answer:
    try:
        ready = pool.schedule(_is_ready, timeout=limits.seconds)
        wait([ready], limits.seconds + _GRACE)
        started = ready.done() and ready.result()
    except (OSError, RuntimeError, TimeoutError):
        started = False
    if not started:
        raise OSError(errno.EAGAIN, "no worker process can be started; workers=0 reads without")
    try:
        future = _schedule(pool, file, limits)
    except RuntimeError as error:
        return _killed(file, f"the process that read it was lost ({type(error).__name__})")
    wait([future], limits.seconds + _GRACE)
    return _answer(future, file, limits)


def _schedule(pool: ProcessPool, file: SourceFile, limits: Limits) -> ProcessFuture[Answer]:
    return pool.schedule(_read_in_worker, (file, limits.seconds + _GRACE), timeout=limits.seconds)


def _answer(future: ProcessFuture[Answer], file: SourceFile, limits: Limits) -> Answer:
    if not future.done():
        return _killed(file, f"it was not done after {limits.seconds:g} seconds")
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return _killed(file, f"it was not done after {limits.seconds:g} seconds")
    if isinstance(error, ProcessExpired):
        return _killed(file, f"the process that read it died ({_ending(error.exitcode)})")
    return _killed(file, f"the process that read it was lost ({type(error).__name__})")


def _ending(status: int) -> str:
    with suppress(ValueError):
        return signal.Signals(-status).name
    return f"status {status}"


def _killed(file: SourceFile, why: str) -> tuple[Problem, ...]:
    return (file.place.problem(Kind.FILE_KILLED_READER, why=why),)


def _read(file: SourceFile, jd: JobDescription, reader: Reader) -> Answer:
    try:
        return reader(file, jd)
    except UnusableSourceError as error:
        return tuple(dataclasses.replace(problem, file=file.name) for problem in error.problems)
    except MemoryError:
        return _killed(file, "it needs more memory than a form may take")
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        # A panic in Rust is no Exception.
        return _killed(file, f"the reader failed with {type(error).__name__}")


# -- in the worker ---------------------------------------------------------------------------


@dataclass
class _Given:
    """What a worker is given once, when it begins."""

    jd: JobDescription
    reader: Reader


_given: list[_Given] = []


def _begin(jd: JobDescription, reader: Reader, limits: Limits) -> None:
    _given[:] = [_Given(jd, reader)]
    # What Rust and C libraries say as they die is for nobody; the problem says what happened.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, not a file
        os.dup2(nowhere.fileno(), 2)
    if sys.platform != "win32":
        _limit(resource.RLIMIT_AS, limits.memory)
        _limit(resource.RLIMIT_CORE, 0)


if sys.platform != "win32":

    def _limit(what: int, most: int) -> None:
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        # macOS knows the limit of memory and does not always take it.
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, hard))


def _read_in_worker(file: SourceFile, seconds: float) -> Answer:
    (given,) = _given
    # Ends a worker that hangs after its batch was killed: then nobody is there to stop it.
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return _read(file, given.jd, given.reader)
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _is_ready() -> bool:
    return True


# -- starting processes ----------------------------------------------------------------------

_starting = threading.Lock()


class _Process(_PlatformProcess):
    """A process that does not run the program's main module again.

    Elsewhere a script without ``if __name__ == "__main__"`` would read its forms anew in every
    worker; a worker of ours needs nothing of it.
    """

    def start(self) -> None:
        with _starting:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class _Context(_PlatformContext):
    Process = _Process


@contextmanager
def _pool(
    workers: int, jd: JobDescription, reader: Reader, limits: Limits
) -> Iterator[ProcessPool]:
    context = _Context()
    if sys.platform != "win32":
        context.set_forkserver_preload([__name__])
    pool = ProcessPool(workers, initializer=_begin, initargs=(jd, reader, limits), context=context)
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves this one without types
        pool.join()
