"""Make the intake from what was read: what counts, what is wrong, and who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from faie_sheets.intake.batch import Batch, Digest, Said, result_without_shared, without_shared
from faie_sheets.intake.hr_lists import (
    as_listed,
    expected,
    late,
    late_problems,
    list_problems,
    name_problems,
    on_record,
)
from faie_sheets.intake.one_file import FileRead
from faie_sheets.problems import Kind, Place, Problem, errors, listed
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import Duplicates, FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result, Status
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.scoring.score import score, status_of


@dataclass(frozen=True)
class Terms:
    """What a batch is compared with: arguments of ``read_forms``, which describes them."""

    jd: JobDescription
    roster: Roster | None
    manifest: Manifest | None
    duplicates: Duplicates
    due: dt.date | None
    today: dt.date | None

    @cached_property
    def listed(self) -> Mapping[str, Engineer]:
        """The engineers that HR lists, by case-folded employee ID."""
        return on_record(self.roster, self.manifest)

    def scored(self, assessment: Assessment) -> Result:
        """Score a form, with the engineer's details from HR's list."""
        return score(as_listed(assessment, self.listed), self.jd)


def intake_of(reads: Batch, terms: Terms, others: Sequence[Problem] = ()) -> Intake:
    """The intake of a batch that has been read; ``others`` are problems not tied to one file.

    Files are taken from ``reads`` one at a time, and not kept.
    """
    roster = terms.roster
    shared = reads.alike.shared_problems()
    account = _Account(reads.digests(), terms, shared)
    for number, digest in enumerate(account.digests):
        if problem := account.passed_over.get(number):
            account.pass_over(digest, problem)
        else:
            account.enter(number, reads[number])
    missing = tuple(who for id_, who in account.awaited.items() if id_ not in account.inside)
    asked = terms.today or (dt.date.today() if terms.due else None)
    of_lists = (*errors(terms.jd.problems), *(roster.problems if roster else ()))
    return Intake(
        terms.jd,
        reads.results(account.counted, lambda result: result_without_shared(result, shared)),
        tuple(account.files),
        (*of_lists, *shared.values(), *others, *account.problems),
        missing,
        terms.due,
        late(account.late, missing, terms.due, asked),
    )


class _Account:
    """The outcomes of the files so far.

    Attributes:
        awaited: who should return a form, by case-folded employee ID.
        inside: the case-folded employee IDs of the forms that were read.
        passed_over: number of each form that does not count → why.
        counted: numbers of the files with a result.
        late: engineers whose form was saved after the day on which it was due.
    """

    def __init__(self, digests: Sequence[Digest], terms: Terms, shared: Collection[Said]) -> None:
        self.digests, self._terms, self._shared = digests, terms, shared
        self.awaited = expected(terms.listed, terms.manifest)
        self.inside = {digest.employee for digest in digests if digest.employee}
        self._known = self.awaited.keys() | self.inside
        self.passed_over = not_counted(digests, terms.duplicates)
        self.counted: list[int] = []
        self.files: list[FileOutcome] = []
        self.problems: list[Problem] = []
        self.late: list[Engineer] = []

    def pass_over(self, digest: Digest, problem: Problem) -> None:
        """Enter a form that does not count.

        Its own problems are left out: only those of the form that counts need attention.
        """
        self.problems.append(problem)
        refused = problem.code == Kind.FORM_REFUSED.code
        outcome = Outcome.REJECTED if refused else Outcome.SUPERSEDED
        self.files.append(FileOutcome(digest.name, digest.sha256, outcome))

    def enter(self, number: int, read: FileRead) -> None:
        """Enter any other file."""
        if read.assessment:
            self.problems += without_shared(read.problems, self._shared)
            outcome = self._count(number, read, read.assessment)
        else:
            self.problems += read.problems
            outcome = Outcome.REJECTED
        # Use the digest's strings, so that there is only one copy of each with many files.
        digest = self.digests[number]
        self.files.append(FileOutcome(digest.name, digest.sha256, outcome))

    def _count(self, number: int, read: FileRead, assessment: Assessment) -> Outcome:
        terms = self._terms
        self.counted.append(number)
        self.problems += name_problems(assessment, self._known)
        self.problems += list_problems(assessment, terms.jd, terms.listed, terms.roster)
        if after := list(late_problems(read, terms.due)):
            self.problems += after
            self.late.append(as_listed(assessment, terms.listed).engineer)
        complete = status_of(assessment, terms.jd) is Status.COMPLETE
        return Outcome.SCORED if complete else Outcome.INCOMPLETE


def not_counted(reads: Sequence[Digest], policy: Duplicates) -> dict[int, Problem]:
    """Number of each form that does not count → the problem that says why.

    An identical copy is not a second form, whatever the policy.
    """
    by_engineer: dict[str, list[int]] = {}
    for number, read in enumerate(reads):
        if read.employee:
            by_engineer.setdefault(read.employee, []).append(number)
    problems: dict[int, Problem] = {}
    for numbers in by_engineer.values():
        if len(numbers) == 1:
            continue
        one_each = {reads[number].sha256: number for number in numbers}
        if policy == "refuse" and len(one_each) > 1:
            problems |= {number: _refused(number, numbers, reads) for number in numbers}
            continue
        best = _first(numbers, reads) if policy == "first" else _newest(numbers, reads)
        for number in numbers:
            if number != best:
                problems[number] = _superseded(reads[number], reads[best], policy)
    return problems


def _first(numbers: Sequence[int], reads: Sequence[Digest]) -> int:
    return min(numbers, key=lambda number: (reads[number].saved, number))


def _newest(numbers: Sequence[int], reads: Sequence[Digest]) -> int:
    # Of two saved in the same second, the one with more levels is taken to be later.
    return max(numbers, key=lambda number: (reads[number].saved, reads[number].chosen, number))


def _superseded(read: Digest, other: Digest, policy: Duplicates) -> Problem:
    when = f"{other.saved:%Y-%m-%d %H:%M}"
    if read.sha256 == other.sha256:
        why = "both are the same, byte for byte"
    elif other.saved > read.saved:
        why = f"it was saved last, {when}"
    elif other.saved < read.saved:
        why = f"it was saved first, {when}"
    elif policy != "first" and other.chosen > read.chosen:
        why = f"both were saved {when}, and it has more levels"
    else:
        why = f"both were saved {when}, and it comes {'first' if policy == 'first' else 'last'}"
    facts = {"who": read.who, "other": other.name, "why": why}
    return Place(read.name).problem(Kind.FORM_SUPERSEDED, **facts)


def _refused(number: int, numbers: Sequence[int], reads: Sequence[Digest]) -> Problem:
    read = reads[number]
    others = listed([reads[other].name for other in numbers if other != number], "and")
    return Place(read.name).problem(Kind.FORM_REFUSED, who=read.who, others=others)
