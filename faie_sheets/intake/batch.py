"""What was read from the files of a batch, and what is compared between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faie_sheets.intake.one_file import FileRead, Job
from faie_sheets.intake.shared_changes import SharedChanges
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.result import Result

Scored = Callable[[Assessment], Result]
Adjust = Callable[[Result], Result]


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
