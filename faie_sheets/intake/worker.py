"""One worker: a process that reads files within limits, and that may die or hang.

It shares nothing with other workers, not even a pipe or a lock, so that its death, at any moment
and for any reason, affects no other. It has several files at once. If it dies, another process
takes over the files that have not been answered, and gets them one by one, so that it is known
which file it is reading; a file is blamed only if a second process dies while reading it.
"""

from __future__ import annotations

import errno
import math
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from faie_sheets.intake.one_file import FileRead, Job, Reader, not_read, read_one
from faie_sheets.records.job_description import JobDescription

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Answer = tuple[int, FileRead]
"""The number of a file, and what was read from it."""
_ANSWERS_AFTER = 0.03
"""Seconds of reading between two answers: each answer interrupts both processes."""
_MOST_STARTS = 5
_MOST_DEATHS = 2
_SECONDS_TO_BEGIN = 60.0
_PAUSE = 0.1
_GRACE = 10.0
"""Seconds beyond the limit after which a worker that has not been stopped stops itself."""
_starting = threading.Lock()


if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on reading one file.

    Attributes:
        seconds: elapsed time.
        memory: the worker's address space in bytes; on systems that have such a limit.
    """

    seconds: float = 30.0
    memory: int = 1 << 30


@dataclass(frozen=True)
class Given:
    """What a worker is given once, at its start."""

    jd: JobDescription
    reader: Reader
    limits: Limits


class Worker:
    """A process, and the files that it has been given but has not answered, in order."""

    def __init__(self, given: Given, job: Job) -> None:
        """Start a process.

        Raises:
            OSError: no process can be started here.
        """
        self.jobs = deque([job])
        self._unsent: list[Job] = []
        self._given = given
        self._starts = 0  # since a process last began
        self._suspects = 0  # how many of the first files may have killed a process
        self._deaths = 0  # how many processes died while reading the first one
        self.is_gone = False
        self._start()

    def _start(self) -> None:
        self._has_begun, self._since = False, time.monotonic()
        context = Context()
        if sys.platform != "win32":
            context.set_forkserver_preload([__name__, self._given.reader.__module__])
        while self._starts < _MOST_STARTS:
            self._starts += 1
            self.pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs, self._given), daemon=True)
            with theirs, suppress(OSError, EOFError):
                return self._process.start()
            self.pipe.close()
            # The fork server may itself have been killed, which is noticed only a moment later.
            time.sleep(_PAUSE * self._starts)
        raise OSError(errno.EAGAIN, "no worker process can be started; workers=0 needs none")

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self.pipe.close()
        if self._process.pid:
            self._process.kill()
            self._process.join()

    @property
    def seconds_left(self) -> float:
        """How long it may still take to answer."""
        if not self.jobs:
            return math.inf
        allowed = self._given.limits.seconds if self._has_begun else _SECONDS_TO_BEGIN
        return self._since + allowed - time.monotonic()

    def hand(self, job: Job) -> None:
        """Give it one more file: at once if it has none, otherwise with the next :meth:`send`."""
        self.jobs.append(job)
        self._unsent.append(job)
        if len(self.jobs) == 1:
            self.send()

    def send(self) -> None:
        """Send the files that have not been sent, if the process has begun."""
        if not self._has_begun:
            return
        if len(self._unsent) == len(self.jobs):
            self._since = time.monotonic()
        # If it has died in the meantime, its next news will say so.
        with suppress(OSError):
            for jobs in self._apart():
                self.pipe.send(jobs)
        self._unsent = []

    def _apart(self) -> Iterator[list[Job]]:
        """The files to be sent together, and answered together; a suspect is sent alone."""
        suspects = max(self._suspects - len(self.jobs) + len(self._unsent), 0)
        yield from ([job] for job in self._unsent[:suspects])
        if together := self._unsent[suspects:]:
            yield together

    def news(self, is_overdue: bool) -> list[Answer]:
        """Return what it has read, or the outcome of the file that ended it.

        Args:
            is_overdue: whether it has used up its time; otherwise it has answered or is dead.

        Raises:
            OSError: it is dead, and no other process can be started.
        """
        with suppress(EOFError, OSError):
            if not is_overdue or self.pipe.poll():
                return self._heard(self.pipe.recv())
        return self._lost(is_overdue)

    def _heard(self, reads: list[FileRead]) -> list[Answer]:
        self._since = time.monotonic()
        if not self._has_begun:
            self._has_begun, self._starts = True, 0
            self._unsent = list(self.jobs)
        if reads:
            self._suspects, self._deaths = max(self._suspects - len(reads), 0), 0
        return [(self.jobs.popleft().number, read) for read in reads]

    def _lost(self, is_overdue: bool) -> list[Answer]:
        if not is_overdue:
            self._process.join(_GRACE)
        self.end()
        answers: list[Answer] = []
        if self._has_begun and self.jobs:
            answers = self._blamed(is_overdue)
            self._suspects = len(self.jobs)
        if self.jobs:
            self._start()
        else:
            self.is_gone = True
        return answers

    def _blamed(self, is_overdue: bool) -> list[Answer]:
        """The outcome of the file being read, if it is known and has had its chances."""
        if not self._suspects and len(self.jobs) > 1:
            return []
        self._deaths += 1
        if not is_overdue and self._deaths < _MOST_DEATHS:
            return []
        job, self._deaths = self.jobs.popleft(), 0
        return [(job.number, not_read(job, self._why(is_overdue)))]

    def _why(self, is_overdue: bool) -> str:
        if is_overdue:
            return f"it takes more than {self._given.limits.seconds:g} seconds"
        status = self._process.exitcode or 0
        ending = f"status {status}"
        with suppress(ValueError):
            ending = signal.Signals(-status).name
        return f"the process that read it was ended ({ending})"


# -- in the process ---------------------------------------------------------------------------


def _work(pipe: Connection, given: Given) -> None:
    # Ctrl-C in a terminal reaches every process; the main one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _confine(given.limits)
    with suppress(EOFError, OSError):
        pipe.send([])  # it has begun
        while True:
            for reads in _read(pipe.recv(), given):
                pipe.send(reads)


def _read(jobs: list[Job], given: Given) -> Iterator[list[FileRead]]:
    """Yield what was read from the files, in order: at intervals, and at the end."""
    reads: list[FileRead] = []
    since = time.monotonic()
    for job in jobs:
        if reads and time.monotonic() - since >= _ANSWERS_AFTER:
            yield reads
            reads, since = [], time.monotonic()
        with _alarm(given.limits.seconds + _GRACE):
            reads.append(read_one(job, given.jd, given.reader))
    yield reads


def _confine(limits: Limits) -> None:
    # What Rust and C libraries print as they die helps no one; the problem says what happened.
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
        # macOS has the memory limit but does not always accept it.
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, hard))


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """End a process that hangs after its batch was killed, when no one is left to stop it."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if sys.platform == "win32":
    from multiprocessing.context import SpawnContext as _PlatformContext
    from multiprocessing.context import SpawnProcess as _PlatformProcess
else:
    # A server with the library loaded and no threads: forking from it is safe and fast.
    from multiprocessing.context import ForkServerContext as _PlatformContext
    from multiprocessing.context import ForkServerProcess as _PlatformProcess


class Process(_PlatformProcess):
    """A process that does not run the program's main module again.

    Otherwise a script without ``if __name__ == "__main__"`` would read its forms again in every
    worker; our workers need nothing from it.
    """

    def start(self) -> None:
        """Start the process."""
        with _starting:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class Context(_PlatformContext):
    """The multiprocessing context of such processes and the pipes to them."""

    Process = Process
