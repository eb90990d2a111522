"""Load and read one file of a batch; failure is a problem in the outcome, never an exception."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.job_description import JobDescription
from faie_sheets.workbook.read.source import Source, SourceFile, load

Reader = Callable[[SourceFile, JobDescription], Assessment]


@dataclass(frozen=True)
class FileRead:
    """One file: what was read from it, or why nothing could be read.

    Attributes:
        name: the name under which it is reported.
        sha256: SHA-256 of its content, or ``""``.
        assessment: what was read, or None.
        problems: what is wrong with it.
        modified: when it was changed according to the file system, in seconds since 1970.
        is_known: whether it was not read again because its content was read before.
    """

    name: str
    sha256: str = ""
    assessment: Assessment | None = None
    problems: tuple[Problem, ...] = ()
    modified: float = 0.0
    is_known: bool = False

    @property
    def said(self) -> dt.datetime | None:
        """When it was last saved, according to the file itself, with or without a time zone."""
        try:
            return dt.datetime.fromisoformat(self.assessment.saved if self.assessment else "")
        except ValueError:
            return None

    @property
    def saved(self) -> dt.datetime:
        """When it was last saved, according to the file itself or else to the file system."""
        saved = self.said
        if saved is None:
            return dt.datetime.fromtimestamp(self.modified, dt.UTC)
        return saved if saved.tzinfo else saved.replace(tzinfo=dt.UTC)

    @property
    def chosen(self) -> int:
        """How many levels it has."""
        return self.assessment.chosen if self.assessment else 0


class Job(NamedTuple):
    """A file to be read.

    Attributes:
        number: its number in the batch.
        name: the name under which it is reported.
        source: where it is.
        known: SHA-256 of each content with which it was read before.
    """

    number: int
    name: str
    source: Source | SourceFile
    known: frozenset[str] = frozenset()


def read_one(job: Job, jd: JobDescription, reader: Reader) -> FileRead:
    """Load a file and read it, unless its content was read before."""
    name = job.name
    try:
        file = dataclasses.replace(load(job.source), name=name)
    except UnusableSourceError as error:
        return FileRead(name, problems=_named(name, error))
    read = FileRead(name, file.sha256, modified=file.modified)
    if file.sha256 in job.known:
        return dataclasses.replace(read, is_known=True)
    try:
        assessment = reader(file, jd)
    except UnusableSourceError as error:
        problems = _named(name, error)
    except MemoryError:
        problems = killed(name, "it needs more memory than a form may take")
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except BaseException as error:
        # A panic in Rust is a BaseException but not an Exception.
        problems = killed(name, f"the program fails on it ({type(error).__name__})")
    else:
        return dataclasses.replace(read, assessment=assessment, problems=assessment.problems)
    return dataclasses.replace(read, problems=problems)


def not_read(job: Job, why: str) -> FileRead:
    """The outcome of a file that ended every process that read it; it still gets its hash."""
    sha256 = ""
    with suppress(UnusableSourceError):
        sha256 = load(job.source).sha256
    return FileRead(job.name, sha256, problems=killed(job.name, why))


def killed(name: str, why: str) -> tuple[Problem, ...]:
    """The problem of a file that killed its reader."""
    return (Place(name).problem(Kind.FILE_KILLED_THE_READER, why=why),)


def _named(name: str, error: UnusableSourceError) -> tuple[Problem, ...]:
    return tuple(dataclasses.replace(problem, file=name) for problem in error.problems)
