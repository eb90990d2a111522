"""What was read of the files of a batch, and what is compared between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faie_sheets.intake.one_file import FileRead, Job
from faie_sheets.intake.shared_changes import SharedChanges
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.result import Result

Scored = Callable[[Assessment], Result]
Mended = Callable[[Result], Result]


@dataclass(frozen=True, slots=True)
class Digest:
    """What decides among several forms of one engineer; some hundred bytes a file.

    Attributes:
        name: the name that the file is accounted for by.
        sha256: SHA-256 of its content, or ``""``.
        employee: employee ID without case; ``""`` where it is no form that can be read.
        who: the engineer, as a message names them.
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
    """What was read of each file, by the file's number, in memory; scored as it comes.

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
        """The file as a reader is to have it."""
        return job

    def add(self, number: int, read: FileRead) -> None:
        """Keep what was read of a file."""
        self._note(number, read)
        self._reads[number] = read
        if read.assessment:
            self._results[number] = self._scored(read.assessment)

    def _note(self, number: int, read: FileRead) -> None:
        """Note what is held against the other files."""
        digest = self._digests[number] = Digest.of(read)
        if digest.employee:
            self.alike.add(number, digest.employee, read.problems)

    def close(self) -> None:
        """Nothing more is added."""

    def digests(self) -> Sequence[Digest]:
        """The digests of the files, once all are read, in the order of their numbers."""
        return [self._digests[number] for number in range(len(self._digests))]

    def results(self, numbers: Sequence[int], mended: Mended) -> Sequence[Result]:
        """The results of some of the forms, each as ``mended`` makes it."""
        return tuple([mended(self._results[number]) for number in numbers])
