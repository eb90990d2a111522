"""What was read from the files of a batch, and what is compared between them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from faie_sheets.intake.one_file import FileRead, Job
from faie_sheets.problems import NOWHERE, Kind, Problem
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.result import Result

Scored = Callable[[Assessment], Result]
Adjust = Callable[[Result], Result]
_FEW = 2
"""As many people may make the same change by chance, if others did not make it."""
Said = tuple[str, str]
"""What the problem of a locked cell found, and what it expected."""


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


class SharedChanges:
    """What the forms of a batch say in locked cells, counted as they are read, in any order."""

    def __init__(self) -> None:
        self._people: set[str] = set()
        self._who: dict[Said, set[str]] = {}
        self._first: dict[Said, tuple[int, int]] = {}

    def add(self, number: int, person: str, problems: Iterable[Problem]) -> None:
        """Count a form, given the number of its file, the employee ID and its problems."""
        self._people.add(person)
        for position, problem in enumerate(filter(_is_locked, problems)):
            said = _said(problem)
            self._who.setdefault(said, set()).add(person)
            place = number, position
            self._first[said] = min(self._first.get(said, place), place)

    def shared_problems(self) -> Mapping[Said, Problem]:
        """The changes that forms share, each with a single problem, in the order of the files.

        A change was issued that way if it is on every form, of at least two people, or on more
        forms than would be changed in the same way by chance.
        """
        shared = [said for said, who in self._who.items() if self._is_issued(who)]
        return {
            said: _problem(said, len(self._who[said]))
            for said in sorted(shared, key=self._first.__getitem__)
        }

    def _is_issued(self, with_it: set[str]) -> bool:
        return len(with_it) > _FEW or (len(with_it) == _FEW and with_it == self._people)


def without_shared(problems: Iterable[Problem], shared: Collection[Said]) -> tuple[Problem, ...]:
    """The problems of a form, without the changes that it shares with others."""
    return tuple([each for each in problems if not (_is_locked(each) and _said(each) in shared)])


def result_without_shared(result: Result, shared: Collection[Said]) -> Result:
    """The result, without the changes that its form shares with others."""
    assessment = result.assessment
    problems = without_shared(assessment.problems, shared)
    if len(problems) == len(assessment.problems):
        return result
    adjusted = dataclasses.replace(assessment, problems=problems)
    return dataclasses.replace(result, assessment=adjusted)


def _is_locked(problem: Problem) -> bool:
    return problem.code == Kind.FORM_LOCKED_CELL_CHANGED.code


def _said(problem: Problem) -> Said:
    return problem.found, problem.expected


def _problem(said: Said, forms: int) -> Problem:
    found, expected = said
    return NOWHERE.problem(Kind.FORM_REWORDED_ALIKE, found=found, expected=expected, forms=forms)
