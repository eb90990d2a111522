"""What becomes of changed forms, each read by itself: read, refused, or worth keeping."""

from __future__ import annotations

import os
import re
import resource
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO, NamedTuple

import faie_sheets as fs
from fuzz.mutate import Mutant, mutant
from fuzz.second_opinion import disagreements

JD = fs.builtin.jd()
MEMORY = 1 << 30
SECONDS = 30.0
SLOW = 2.0
KEPT = ("crash", "killed", "slow", "panic", "silent")
_AT_A_TIME = 500
_PANIC = re.compile(rb"panicked at (\S+?):?\s")


class Outcome(NamedTuple):
    """What became of a file.

    Attributes:
        number: its number.
        what: ``read``, ``refused``, or why it is kept.
        more: the code of the problem, the exception and its place, or what is not as it should be.
        seconds: processor time that it took.
    """

    number: int
    what: str
    more: str
    seconds: float = 0.0


def each(seed: str, numbers: Sequence[int], files: Sequence[Path]) -> Iterator[Outcome]:
    """The outcome of each number, read in a process that is replaced when it dies or hangs."""
    context = get_context("fork")
    begin = 0
    while begin < len(numbers):
        mine = numbers[begin : begin + _AT_A_TIME]
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_read_all, args=(theirs, seed, mine, files))
        process.start()
        theirs.close()
        for number in mine:
            why = f"not done after {SECONDS:g} s"
            try:
                if ours.poll(SECONDS):
                    yield ours.recv()
                    begin += 1
                    continue
            except EOFError:
                process.join()
                why = f"status {process.exitcode}"
            yield Outcome(number, "killed", why)
            begin += 1
            break
        process.kill()
        process.join()
        ours.close()


def _read_all(pipe: Connection, seed: str, numbers: Sequence[int], files: Sequence[Path]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 2)
        for number in numbers:
            form = mutant(seed, number, files)
            begun = time.process_time()
            what, more = _outcome(form, said)
            taken = time.process_time() - begun
            if what == "read" and (silent := silence(form)):
                what, more = "silent", silent
            elif taken > SLOW:
                what = "slow"
            pipe.send(Outcome(number, what, more, taken))


def _outcome(form: Mutant, said: BinaryIO) -> tuple[str, str]:
    try:
        assessment = fs.read_form(form.data, JD)
        fs.score(assessment, JD)
        return "read", "; ".join(sorted({problem.code for problem in assessment.problems}))
    except fs.UnusableSourceError as error:
        said.seek(0)
        panic = _PANIC.search(said.read())
        said.truncate(0)
        said.seek(0)
        if panic:
            return "panic", panic[1].decode().rpartition("calamine")[2]
        return "refused", "; ".join(problem.code for problem in error.problems)
    except BaseException as error:
        return "crash", where(error)


def where(error: BaseException) -> str:
    """An exception, and where it comes from."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def silence(form: Mutant) -> str:
    """What was read without a new problem, and otherwise than another reader sees it."""
    assessment = fs.read_form(form.data, JD)
    if not told(assessment) <= baseline(form.origin):
        return ""
    return "; ".join(disagreements(form.data, assessment, JD))


@cache
def baseline(path: Path) -> frozenset[tuple[str, str]]:
    """The codes and cells of an unchanged form's problems."""
    return told(fs.read_form(path, JD))


def told(assessment: fs.Assessment) -> frozenset[tuple[str, str]]:
    """The codes and cells of a form's problems."""
    return frozenset((problem.code, problem.cell) for problem in assessment.problems)
