"""Load and read one file of a batch, and keep what was read of all; a bad file is no exception."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from faie_sheets.intake.reconcile import SharedChanges
from faie_sheets.problems import Kind, Place, Problem, UnusableSourceError
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.workbook.read.source import Source, SourceFile, load

Reader = Callable[[SourceFile, JobDescription], Assessment]
Scored = Callable[[Assessment], Result]
Adjust = Callable[[Result], Result]


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


@dataclass(frozen=True, slots=True)
class Digest:
    """The facts that decide between several forms of one engineer; some hundred bytes per file.

    Attributes:
        name: the name under which the file is reported.
        sha256: SHA-256 of its content, or ``""``.
        employee: case-folded employee ID; ``""`` where it is not a readable form.
        who: how messages name the engineer.
        saved: when it was last saved.
        chosen: how many levels it has.
    """

    name: str
    sha256: str
    employee: str
    who: str
    saved: dt.datetime
    chosen: int

    @classmethod
    def of(cls, read: FileRead) -> Digest:
        """The digest of one file."""
        engineer = read.assessment.engineer if read.assessment else None
        employee, who = (engineer.id.casefold(), engineer.who) if engineer else ("", "")
        return cls(read.name, read.sha256, employee, who, read.saved, read.chosen)


class Batch:
    """What was read from each file, kept in memory by the file's number, and scored on arrival.

    Attributes:
        alike: what the forms say in locked cells.
    """

    def __init__(self, scored: Scored) -> None:
        self.alike = SharedChanges()
        self._scored = scored
        self._digests: dict[int, Digest] = {}
        self._reads: dict[int, FileRead] = {}
        self._results: dict[int, Result] = {}

    def __len__(self) -> int:
        return len(self._digests)

    def __getitem__(self, number: int) -> FileRead:
        return self._reads[number]

    def to_read(self, job: Job) -> Job:
        """The file as it is passed to a reader."""
        return job

    def add(self, number: int, read: FileRead) -> None:
        """Keep what was read from a file."""
        self._note(number, read)
        self._reads[number] = read
        if read.assessment:
            self._results[number] = self._scored(read.assessment)

    def _note(self, number: int, read: FileRead) -> None:
        """Note what is compared with the other files."""
        digest = self._digests[number] = Digest.of(read)
        if digest.employee:
            self.alike.add(number, digest.employee, read.problems)

    def close(self) -> None:
        """Finish; nothing more is added."""

    def digests(self) -> Sequence[Digest]:
        """The digests of the files, once all are read, in the order of their numbers."""
        return [self._digests[number] for number in range(len(self._digests))]

    def results(self, numbers: Sequence[int], adjust: Adjust) -> Sequence[Result]:
        """The results of some of the forms, each passed through ``adjust``."""
        return tuple([adjust(self._results[number]) for number in numbers])
