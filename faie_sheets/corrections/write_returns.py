"""``write_returns``: for each form that somebody has to correct, a fresh one to mail back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from faie_sheets.corrections.correction import Correction, corrections, raters
from faie_sheets.corrections.filled_form import filled_form
from faie_sheets.corrections.template_check import open_fillable_template
from faie_sheets.form.issue import one_form, write_forms
from faie_sheets.form.issue.manifest import FormFolder
from faie_sheets.form.template.stamp import Stamp
from faie_sheets.layouts.form import CORRECTION_ENDING
from faie_sheets.problems import Act, Kind, Place, Problem, follow_up_of
from faie_sheets.progress import Progress, followed
from faie_sheets.records.assessment import Rater
from faie_sheets.records.form import IssuedForm
from faie_sheets.records.intake import Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.text.normalise import key
from faie_sheets.workbook.read.source import Source
from faie_sheets.workbook.urls import local_path


@dataclass(frozen=True, slots=True)
class SentBack:
    """A form that somebody has to correct, and what was written for it.

    Attributes:
        file: name of the file that came back, as the intake has it.
        engineer: whose form it is; None where nobody knows.
        path: the workbook to mail back; None where none could be written.
        asked: who has to correct something, the engineer, the assessor or both.
        cells: how many cells have to be corrected.
        why: why no workbook was written; ``""`` where one was.
    """

    file: str
    engineer: Engineer | None
    path: Path | None
    asked: tuple[Rater, ...] = ()
    cells: int = 0
    why: str = ""


def write_returns(
    intake: Intake,
    folder: str | os.PathLike[str],
    template: Source | None = None,
    *,
    progress: Progress | bool | None = None,
) -> tuple[SentBack, ...]:
    """Write a workbook to mail back for each form that the engineer or assessor has to correct.

    It is a fresh form of the engineer with the levels and the evidence of the returned one filled
    in. The cells in question are empty or as they were read, have a thick frame and a comment of
    HR's, and are listed with links on a first sheet, *Please correct*. Corrected and sent in, it
    is read as any other form. What came back is not opened again, let alone changed.

    The same intake gives the same files, byte for byte. A file that somebody has changed since it
    was written is never overwritten. ``manifest.csv`` in the folder says what is for whom.

    Args:
        intake: the batch, as :func:`faie_sheets.read_forms` has read it.
        folder: where to write; made if it is not there. Not the inbox: what lies there is read as
            returned.
        template: HR's own template of the intake's JD, as for :func:`faie_sheets.write_forms`.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each form with the number done and the number in all.

    Returns:
        One for each file that somebody has to correct and each that could not be read, in the
        order of the intake's files. Files with nothing for the engineer or assessor to correct,
        and those that another form of the engineer supersedes, are not among them.

    Raises:
        UnusableSourceError: the template cannot be used.
        OSError: the folder cannot be written.

    Example:
        >>> import faie_sheets as fs
        >>> from faie_sheets.corrections import write_returns
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> write_returns(intake, "to_mail")[0].path.name
        'E1004 Phạm Hoàng Dũng - please correct.xlsx'
    """
    target = FormFolder(local_path(folder))
    jd = intake.jd
    stamp = open_fillable_template(write_forms.template_or_own(jd, template), jd)
    sent: list[SentBack] = []
    for task in followed(list(_tasks(intake)), progress, "writing"):
        if isinstance(task, SentBack):
            sent.append(task)
        else:
            form, content = _make(task, jd, stamp, {name.casefold() for name in target.written})
            asked = raters(task.corrections)
            cells = sum(c.act is Act.CORRECT for c in task.corrections)
            file, engineer = task.result.assessment.file, task.result.engineer
            if target.write(form, content):
                sent.append(SentBack(file, engineer, target.path / form.file, asked, cells))
            else:
                why = f"{form.file} is there already and was changed since it was written"
                sent.append(SentBack(file, engineer, None, asked, cells, why))
    if target.written:
        target.write_manifest()
    return tuple(sent)


@dataclass(frozen=True)
class _Task:
    """A result to send back, with what to correct."""

    result: Result
    corrections: tuple[Correction, ...]


def _tasks(intake: Intake) -> Iterator[_Task | SentBack]:
    """What to send back, in the order of the files; and what cannot be, with the reason."""
    problems: dict[str, list[Problem]] = {}
    for problem in intake.problems:
        problems.setdefault(problem.file, []).append(problem)
    results = {result.assessment.file: result for result in intake}
    for file in intake.files:
        found = problems.get(file.file, [])
        result = results.get(file.file)
        if file.outcome is Outcome.REJECTED or (result is None and file.outcome is not _GONE):
            yield SentBack(file.file, None, None, why=_unreadable(found))
        elif result and any(follow_up_of(problem.code).act is Act.CORRECT for problem in found):
            if why := _held(result, found):
                yield SentBack(file.file, result.engineer, None, why=why)
            else:
                yield _Task(result, corrections(result, found, intake.jd))


_GONE = Outcome.SUPERSEDED


def _unreadable(problems: list[Problem]) -> str:
    for problem in problems:
        follow_up = follow_up_of(problem.code)
        if follow_up.act in (Act.UNREADABLE, Act.HOLD):
            return follow_up.why.format(found=problem.found, fix=problem.fix)
    return "; ".join(problem.found for problem in problems) or "it could not be read"


def _held(result: Result, problems: list[Problem]) -> str:
    """Why HR has to look first; ``""`` where the form can go back."""
    for problem in problems:
        follow_up = follow_up_of(problem.code)
        if follow_up.act is Act.HOLD:
            return follow_up.why
    for problem in problems:
        # Without its identity a form is known by an ID that anybody can type over. Whose it says it
        # is stands in the problem only: the result has the name on the list.
        if problem.code == Kind.FORM_IDENTITY_LOST.code:
            listed = Place().problem(Kind.FORM_IDENTITY_LOST, who=result.engineer.who)
            if key(problem.fix) != key(listed.fix):
                return (
                    f"its identity is gone, and the name that it shows is not that of "
                    f"{result.engineer.who} on the list: ask whose answers they are"
                )
    return ""


def _make(
    task: _Task, jd: JobDescription, stamp: Stamp, taken: set[str]
) -> tuple[IssuedForm, bytes]:
    engineer = one_form.as_issued(task.result.engineer, jd)
    identity = task.result.assessment.identity
    form_id = one_form.form_id(engineer, jd)
    if identity and identity.form_id and identity.jd_fingerprint == jd.fingerprint:
        form_id = identity.form_id
    blank = stamp.fill(one_form.token_values(engineer, jd, form_id))
    content = filled_form(blank, task.result, task.corrections, jd, form_id)
    return one_form.record_of(engineer, jd, form_id, content, taken, CORRECTION_ENDING), content
