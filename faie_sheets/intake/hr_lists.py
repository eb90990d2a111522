"""Compare forms with HR's lists: who is assessed, for which rank, and by when."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PureWindowsPath

from faie_sheets.form.issue.one_form import file_name
from faie_sheets.intake.one_file import FileRead
from faie_sheets.problems import Kind, Place, Problem
from faie_sheets.records.assessment import Assessment
from faie_sheets.records.form import Manifest
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.roster import Engineer, Roster

Listed = Mapping[str, Engineer]
"""Case-folded employee ID → the engineer as listed by HR."""


def on_record(roster: Roster | None, manifest: Manifest | None) -> Listed:
    """The engineers that HR lists: in the roster or, without one, in the manifest."""
    people = roster or ((form.engineer for form in manifest) if manifest else ())
    return {engineer.id.casefold(): engineer for engineer in people}


def expected(listed: Listed, manifest: Manifest | None) -> Listed:
    """Who should return a form: those whom HR lists, and anyone else who was issued one."""
    issued = {form.engineer.id.casefold(): form.engineer for form in manifest or ()}
    return {**listed, **{id_: who for id_, who in issued.items() if id_ not in listed}}


def as_listed(assessment: Assessment, listed: Listed) -> Assessment:
    """The assessment with the engineer's details from HR's list, where they are listed."""
    theirs = assessment.engineer
    ours = listed.get(theirs.id.casefold())
    if ours is None:
        return assessment
    facts = {f.name: getattr(ours, f.name) or getattr(theirs, f.name)
             for f in dataclasses.fields(Engineer)}  # fmt: skip
    facts["target_rank"] = theirs.target_rank or ours.target_rank
    return dataclasses.replace(assessment, engineer=Engineer(**facts))


def list_problems(
    assessment: Assessment, jd: JobDescription, listed: Listed, roster: Roster | None
) -> Iterator[Problem]:
    """Report where a form and HR's list disagree on who is assessed, or for which rank."""
    theirs, place = assessment.engineer, Place(assessment.file)
    other = (roster.file or "the roster") if roster else "the manifest"
    ours = listed.get(theirs.id.casefold())
    if listed and ours is None:
        yield place.problem(Kind.ENGINEER_UNKNOWN, who=theirs.who, other=other)
    elif ours and theirs.target_rank:
        rank = jd.find_rank(ours.target_rank)
        if rank and rank.code != theirs.target_rank:
            ranks = {"value": theirs.target_rank, "expected": rank.code}
            yield place.problem(Kind.ENGINEER_TARGET_DIFFERS, **ranks, other=other)


def name_problems(assessment: Assessment, known: Collection[str]) -> Iterator[Problem]:
    """Report a file that is named as issued, ``E1005 Name.xlsx``, but has someone else's form.

    Args:
        assessment: what the form says.
        known: case-folded employee IDs that HR lists or that other forms have.
    """
    theirs, place = assessment.engineer, Place(assessment.file)
    stem = PureWindowsPath(assessment.file).stem.casefold()
    own = theirs.id.casefold()
    if stem.startswith(own) or stem.startswith(file_name(Engineer(theirs.id)).casefold()):
        return
    named = stem.partition(" ")[0]
    if named in known or _looks_like(named, own):
        facts = {"named": named.upper(), "who": theirs.who}
        yield place.problem(Kind.FORM_NAMED_FOR_ANOTHER, **facts)


def _looks_like(named: str, employee: str) -> bool:
    """Whether a word has the same pattern as an ID: the same letters, then as many digits.

    A number alone does not count, since file names may begin with a year or a day.
    """
    make = re.fullmatch(r"([a-z]+[-_]?)(\d+)", employee)
    return bool(make and re.fullmatch(rf"{make[1]}\d{{{len(make[2])}}}", named))


def late_problems(read: FileRead, due: dt.date | None) -> Iterator[Problem]:
    """Report a form that, according to itself, was saved after the day on which it was due."""
    day = saved_on(read)
    if due and day and day > due and read.assessment:
        facts = {"who": read.assessment.engineer.who, "saved": day, "due": due}
        yield Place(read.name).problem(Kind.FORM_LATE, **facts)


def saved_on(read: FileRead) -> dt.date | None:
    """The day on which a form was saved, according to the form itself, in local time."""
    saved = read.said
    if saved is None:
        return None
    return (saved.astimezone() if saved.tzinfo else saved).date()


def late(
    returned: Iterable[Engineer],
    missing: Iterable[Engineer],
    due: dt.date | None,
    today: dt.date | None,
) -> tuple[Engineer, ...]:
    """Who is late: those whose form was late and, once the due day has passed, those without one.

    Args:
        returned: engineers whose form was saved after the day on which it was due.
        missing: engineers without a form.
        due: the last day; None where there is none.
        today: the current day.
    """
    over = due is not None and today is not None and today > due
    return (*returned, *(missing if over else ()))
