"""``read_forms``: a folder of returned files → the intake; every file is accounted for once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import get_args

from faie_sheets.excel.source import Source
from faie_sheets.problems import Kind, Place, errors
from faie_sheets.progress import Progress, told
from faie_sheets.records.form import Manifest
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Status
from faie_sheets.records.roster import Roster
from faie_sheets.returned.alike import told_once
from faie_sheets.returned.duplicates import Duplicates, not_counted
from faie_sheets.returned.inbox import Sources, named_sources, separate
from faie_sheets.returned.lists import (
    as_listed,
    expected,
    late,
    late_problems,
    list_problems,
    name_problems,
    on_record,
)
from faie_sheets.returned.one_file import Read
from faie_sheets.returned.worker import Job
from faie_sheets.returned.workers import read_apart, read_here, workers_for
from faie_sheets.scoring import score


def read_forms(  # noqa: PLR0913  each is a question that HR decides; two are enough to begin
    folder_or_sources: Sources,
    jd: JobDescription,
    roster: Roster | None = None,
    manifest: Manifest | None = None,
    *,
    ignore: Collection[str | os.PathLike[str]] = (),
    progress: Progress | bool | None = None,
    workers: int | None = None,
    duplicates: Duplicates = "newest",
    due: dt.date | None = None,
    today: dt.date | None = None,
) -> Intake:
    """Read and score a batch of returned forms. One bad file never stops the others.

    Files are read in worker processes with limits of memory and time. One that kills or hangs
    its worker is rejected, and named; the others are read.

    Args:
        folder_or_sources: a folder (its sub-folders too), one file, or any number of paths,
            bytes and binary file objects.
        jd: the JD that decides weights, scales and requirements.
        roster: who was to be assessed; names, units and ranks are then the roster's.
        manifest: what was issued; used as the roster is, where there is no roster.
        ignore: files that are not returned forms, such as the summary of an earlier run.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each file with the number done and the number in all.
        workers: how many processes read; by default one for a handful of files, and up to eight
            for many. 0 reads in this process, without protection and without their start, about
            a third of a second. The result is the same.
        duplicates: which of several forms of one engineer counts: the one saved ``newest`` or
            ``first``, by the time in the file before the file system's, or none (``refuse``).
        due: the last day on which a form was to be saved; later ones are marked late.
        today: the day by which a form that has not come is late; by default the clock's.

    Returns:
        The intake: a result for each engineer with a readable form, an outcome for each file,
        every problem, and who has not returned a form.

    Raises:
        TypeError: what is given is none of these; a bad file is never an exception.
        ValueError: ``workers`` is negative, or ``duplicates`` is none of the three.
        OSError: no worker process can be started here; ``workers=0`` reads without.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> intake.count(fs.Outcome.REJECTED) >= 1
        True
    """
    if duplicates not in get_args(Duplicates):
        raise ValueError(f"duplicates is {duplicates!r}, not one of {get_args(Duplicates)}")
    if workers is not None and workers < 0:
        raise ValueError(f"workers is {workers}, not a number of processes")
    found = list(named_sources(folder_or_sources, {Path(path).resolve() for path in ignore}))
    with told(progress, "reading") as advance:
        reads, shared = told_once(_read_all(found, jd, workers, advance))
    listed = on_record(roster, manifest)
    awaited = expected(listed, manifest)
    inside = {read.assessment.engineer.id.casefold() for read in reads if read.assessment}
    known = awaited.keys() | inside
    passed_over = not_counted(reads, duplicates)
    results, files, late_ones = [], [], []
    problems = [*errors(jd.problems), *(roster.problems if roster else ()), *shared]
    if not found:
        given = [source for source in separate(folder_or_sources) if not isinstance(source, bytes)]
        problems.append(Place(", ".join(map(str, given))).problem(Kind.NOTHING_FOUND))
    for number, read in enumerate(reads):
        if number in passed_over:
            # Its own problems need nobody's attention: the form that counts has its own.
            problem = passed_over[number]
            problems.append(problem)
            refused = problem.code == Kind.FORM_REFUSED.code
            outcome = Outcome.REJECTED if refused else Outcome.SUPERSEDED
            files.append(FileOutcome(read.name, read.sha256, outcome))
            continue
        problems += read.problems
        outcome = Outcome.REJECTED
        if read.assessment:
            result = score(as_listed(read.assessment, listed), jd)
            problems += name_problems(read.assessment, known)
            problems += list_problems(read.assessment, jd, listed, roster)
            if after := list(late_problems(read, due)):
                problems += after
                late_ones.append(result.engineer)
            results.append(result)
            complete = result.status is Status.COMPLETE
            outcome = Outcome.SCORED if complete else Outcome.INCOMPLETE
        files.append(FileOutcome(read.name, read.sha256, outcome))
    missing = tuple(person for id_, person in awaited.items() if id_ not in inside)
    asked = today or (dt.date.today() if due else None)
    return Intake(
        jd, tuple(results), tuple(files), tuple(problems), missing,
        due, late(late_ones, missing, due, asked),
    )  # fmt: skip


def _read_all(
    found: list[tuple[str, Source]],
    jd: JobDescription,
    workers: int | None,
    progress: Progress,
) -> list[Read]:
    """Every file read, in the order in which they were found, whichever was done first."""
    jobs = (Job(number, name, source) for number, (name, source) in enumerate(found))
    count = workers_for(len(found)) if workers is None else workers
    reads: dict[int, Read] = {}
    with closing(read_apart(jobs, jd, count) if count else read_here(jobs, jd)) as answers:
        for number, read in answers:
            reads[number] = read
            progress(len(reads), len(found))
    return [reads[number] for number in range(len(found))]
