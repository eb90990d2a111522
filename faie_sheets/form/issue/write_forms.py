"""``write_forms``: issues a form to each engineer on a roster, and writes the manifest."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from faie_sheets import builtin
from faie_sheets.form.issue.manifest import FormFolder
from faie_sheets.form.issue.one_form import as_issued, content_of, form_id, record_of
from faie_sheets.form.template.check import open_template
from faie_sheets.form.template.stamp import Stamp
from faie_sheets.form.template.write_template import template_bytes
from faie_sheets.problems import Kind, Place, Problem, errors, listed, quoted
from faie_sheets.progress import Progress, followed
from faie_sheets.records.form import Manifest
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer, Roster
from faie_sheets.workbook.read.source import Source, SourceFile, load
from faie_sheets.workbook.urls import local_path

if TYPE_CHECKING:
    from concurrent.futures import Executor


def write_forms(
    jd: JobDescription,
    roster: Roster,
    folder: str | os.PathLike[str],
    template: Source | None = None,
    *,
    progress: Progress | bool | None = None,
    executor: Executor | None = None,
) -> Manifest:
    """Issue one blank form to each engineer on the roster, and write a manifest next to the forms.

    The same JD, roster and template give the same files, byte for byte. A file that someone has
    changed since it was issued is never overwritten.

    Args:
        jd: the job description that determines weights, scales and requirements.
        roster: who is to be assessed; rows with an unknown target rank get no form.
        folder: where to write; created if necessary.
        template: HR's own template for this JD; by default, the form as this library designs it.
        progress: True shows a bar, in a terminal and in a notebook; a function is called after
            each form with the number done and the total number.
        executor: generates the forms, which this process writes: any ``concurrent.futures``
            executor. The files are the same.

    Returns:
        What was issued by this call: form ID, engineer, file and SHA-256 of each form.
        ``.problems`` has the roster's problems, differences between the template and the JD, and
        the reasons why forms were not issued. The file ``manifest.csv`` also keeps what was
        issued to this folder earlier.

    Raises:
        UnusableSourceError: the template is for another JD, or has lost a token, a row, a
            drop-down or its identity sheet.
        OSError: the folder cannot be written.
        RuntimeError: the executor accepts no work, or has another version of this library.

    Example:
        >>> import faie_sheets as fs
        >>> roster = fs.read_roster("samples/roster.xlsx")
        >>> issued = fs.write_forms(fs.builtin.jd(), roster, "forms")
        >>> issued.forms[0].file
        'E1001 Nguyễn Minh Anh.xlsx'
    """
    stamp = open_template(template_or_own(jd, template), jd)
    target = FormFolder(local_path(folder))
    names: set[str] = set()
    problems = [*errors(jd.problems), *stamp.problems, *roster.problems]
    people = [as_issued(engineer, jd) for engineer in roster]
    able = (engineer for engineer in people if jd.rank(engineer.target_rank))
    with closing(_contents(able, jd, stamp, executor)) as contents:
        for engineer in followed(people, progress, "issuing"):
            problems += _rank_faults(engineer, jd, roster)
            if jd.rank(engineer.target_rank):
                content = next(contents)
                form = record_of(engineer, jd, form_id(engineer, jd), content, names)
                names.add(form.file.casefold())
                if not target.write(form, content):
                    problems.append(Place(form.file).problem(Kind.FORM_WOULD_BE_LOST))
    target.write_manifest()
    return Manifest(tuple(target.written.values()), tuple(problems), target.path, target.manifest)


def template_or_own(jd: JobDescription, template: Source | None) -> SourceFile:
    """HR's own template, or the form as this library designs it."""
    if template is not None:
        return load(template)
    ready_made = builtin.template() if jd.fingerprint == builtin.jd().fingerprint else None
    return SourceFile("<template>", ready_made or template_bytes(jd))


def _rank_faults(engineer: Engineer, jd: JobDescription, roster: Roster) -> Iterator[Problem]:
    facts = {"who": engineer.who, "allowed": listed(jd.rank_codes)}

    def place(field: str) -> Place:
        return roster.places.get((engineer.id, field), Place(roster.file))

    if jd.rank(engineer.target_rank) is None:
        value = quoted(engineer.target_rank)
        yield place("target_rank").problem(Kind.ROSTER_RANK_UNKNOWN, **facts, value=value)
    if engineer.current_rank and jd.rank(engineer.current_rank) is None:
        value = quoted(engineer.current_rank)
        yield place("current_rank").problem(Kind.ROSTER_CURRENT_RANK_UNKNOWN, **facts, value=value)


def _contents(
    engineers: Iterator[Engineer], jd: JobDescription, stamp: Stamp, executor: Executor | None
) -> Generator[bytes, None, None]:
    """The form of each engineer, in order."""
    if executor is not None:
        from faie_sheets.form.issue.one_form import stamped_elsewhere  # noqa: PLC0415  rarely needed

        return stamped_elsewhere(engineers, jd, stamp, executor)
    return (content_of(engineer, jd, stamp) for engineer in engineers)
