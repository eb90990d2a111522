"""A command in a process of its own: how long it takes, and the most memory that it ever has.

Memory needs ``/proc``, as Linux has it.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")


@dataclass(frozen=True)
class Ran:
    """What a command said and took.

    Attributes:
        said: standard output.
        told: standard error.
        status: exit status.
        seconds: time on the clock, with the start of Python.
        own: peak memory of the process in MB.
        worker: peak memory of its largest worker in MB.
    """

    said: bytes
    told: str
    status: int
    seconds: float
    own: int
    worker: int


def run(*arguments: str, meanwhile: Callable[[list[int], float], None] | None = None) -> Ran:
    """Run Python with these arguments to its end.

    Args:
        arguments: such as ``-m faie_sheets score inbox``.
        meanwhile: called every 50 ms with the workers of the program, oldest first, and the
            seconds since it began.
    """
    begun = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        program = subprocess.Popen([sys.executable, *arguments], stdout=said, stderr=told)
        own = worker = 0
        while program.poll() is None:
            own = max(own, peak(program.pid))
            pids = workers_of(program.pid)
            worker = max([worker, *map(peak, pids)])
            if meanwhile:
                meanwhile(sorted(pids), time.monotonic() - begun)
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        for file in (said, told):
            file.seek(0)
        return Ran(said.read(), told.read().decode(), program.returncode, seconds, own, worker)


def workers_of(pid: int) -> list[int]:
    """The processes that a program's server of workers has begun."""
    parents = dict(_parents())
    return [child for child, parent in parents.items() if parents.get(parent) == pid]


def _parents() -> Iterator[tuple[int, int]]:
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            yield int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])


def peak(pid: int) -> int:
    """The most memory that a process ever had, in MB."""
    return _megabytes(pid, "VmHWM")


def now(pid: int) -> int:
    """The memory that a process has now, in MB."""
    return _megabytes(pid, "VmRSS")


def _megabytes(pid: int, what: str) -> int:
    with contextlib.suppress(OSError):
        if found := re.search(rf"{what}:\s*(\d+)", (_PROC / str(pid) / "status").read_text()):
            return int(found[1]) // 1000
    return 0
