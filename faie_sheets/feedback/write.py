"""``write_feedback``: one workbook to hand over for each engineer of an intake."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from faie_sheets.feedback.workbook import feedback_bytes
from faie_sheets.form.issue import one_form
from faie_sheets.form.issue.manifest import FormFolder
from faie_sheets.progress import Progress, followed
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.records.roster import Engineer
from faie_sheets.workbook.urls import local_path

ENDING = " - feedback.xlsx"
"""How the name of a feedback file ends: this sets it apart from the engineer's form."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """An engineer, and the feedback that was written for them.

    Attributes:
        file: name of the form that it is about, as the intake has it; ``""`` where none came back.
        engineer: whose it is.
        path: the workbook to hand over; None where none could be written.
        why: why no workbook was written; ``""`` where one was.
    """

    file: str
    engineer: Engineer
    path: Path | None
    why: str = ""


def write_feedback(
    intake: Intake,
    folder: str | os.PathLike[str],
    *,
    progress: Progress | bool | None = None,
) -> tuple[Feedback, ...]:
    """Write one workbook per engineer: one page on what is met, what is missing, what comes next.

    It shows the levels against those that the target rank requires, as a chart and a table, the
    points and their total, and for each gap the next level of the scale in the JD's own words as
    the thing to work towards, with the engineer's evidence quoted. Where the target is met, it
    shows what the next rank would need. An incomplete result names the levels that are missing; a
    provisional one says that only the engineer's own ratings stand. Nothing of another engineer
    is in it.

    The same intake gives the same files, byte for byte. A file that someone has changed since it
    was written is never overwritten. ``manifest.csv`` in the folder says what is for whom.

    Args:
        intake: the batch, as :func:`faie_sheets.read_forms` has read it.
        folder: where to write; made if it is not there. Not the inbox: what lies there is read as
            returned.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each result with the number done and the number in all.

    Returns:
        One for each result, in the order of the intake, then one for each engineer who has
        returned nothing readable.

    Raises:
        OSError: the folder cannot be written.

    Example:
        >>> import faie_sheets as fs
        >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
        >>> fs.write_feedback(intake, "feedback")[3].path.name
        'E1004 Phạm Hoàng Dũng - feedback.xlsx'
    """
    target = FormFolder(local_path(folder))
    names: set[str] = set()
    results = followed(intake.results, progress, "writing")
    given = [_give(result, intake.jd, target, names) for result in results]
    if target.written:
        target.write_manifest()
    nothing = "nothing readable has come back"
    return (*given, *(Feedback("", engineer, None, nothing) for engineer in intake.missing))


def _give(result: Result, jd: JobDescription, target: FormFolder, names: set[str]) -> Feedback:
    file, engineer = result.assessment.file, result.engineer
    if len(result.missing) == len(result.items):
        return Feedback(file, engineer, None, "no competency is rated")
    listed = one_form.as_issued(engineer, jd)
    content = feedback_bytes(result, jd)
    form = one_form.record_of(listed, jd, one_form.form_id(listed, jd), content, names, ENDING)
    names.add(form.file.casefold())
    if not target.write(form, content):
        why = f"{form.file} is there already and was changed since it was written"
        return Feedback(file, engineer, None, why)
    return Feedback(file, engineer, target.path / form.file)
