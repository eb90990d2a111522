"""Intake and roster as pandas data frames.

:func:`results_frame`, one row an engineer, in the order of the intake:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
employee_id      employee ID
name             full name
unit             organisational unit
current_rank     rank held now; ordered categories, lowest rank first
target_rank      rank the assessment is held against; ordered; missing where it is not known
rank             rank attained; ordered; missing while incomplete and below every rank
total            total of record in percent, 0 to 100; NaN while incomplete
status           ``complete`` or ``incomplete``
basis            whose ratings are of record: ``assessor`` or ``self``
provisional      True where no assessor has rated
meets_target     whether every level of the target rank is met; <NA> where it can't be said
blocked_by       codes of the competencies short of the target rank, ``AIAE04, AIAE08``
missing          codes of the competencies without a level of record
self_total       total of the engineer's own ratings in percent; NaN while incomplete
assessor_total   total of the assessor's ratings in percent; NaN while incomplete
assessor         who rates
period           assessment period
problems         how many problems the file has
file             name of the file
sha256           SHA-256 of the file
===============  ===========================================================================

:func:`items_frame`, one row a rating, for both raters: engineer × rater × competency:

===============  ===========================================================================
column           meaning
===============  ===========================================================================
employee_id      employee ID
name             full name
unit             organisational unit
target_rank      as above
code             code of the competency; ordered categories, in the JD's order
competency       its name
weight           its weight in percent
rater            ``self`` or ``assessor``
of_record        whether this rater's ratings are of record
level            rated level; <NA> where there is none, which is not level 0
max_level        top level of the scale
points           what the level earns, a fraction of 1; a rater's add up to the total ÷ 100
required         level that the target rank requires; <NA> where it requires none
gap              required − level: above 0 is short of the target; <NA> where either is
label            the level's label
evidence         what was written as evidence; the same for both raters
file             name of the file
===============  ===========================================================================

:func:`roster_frame`, one row an engineer, one column an attribute of
:class:`faie_sheets.Engineer`, all text; the ID is ``id`` there.

Texts have the dtype ``string``, levels and counts ``Int64``, totals and points ``float64``. A
missing value is missing to ``isna()`` everywhere, never 0 and never the text ``nan``.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import Intake
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result, Score, Status
from faie_sheets.records.roster import Engineer, Roster

Row = Mapping[str, object]

_TEXT, _WHOLE, _TRUTH, _REAL = "string", "Int64", "boolean", "float64"


def results_frame(intake: Intake) -> pd.DataFrame:
    """One row an engineer; the columns are described at the top of this module."""
    rank = _ordered(intake.jd.rank_codes)
    types: dict[str, Any] = {
        "employee_id": _TEXT,
        "name": _TEXT,
        "unit": _TEXT,
        "current_rank": rank,
        "target_rank": rank,
        "rank": rank,
        "total": _REAL,
        "status": pd.CategoricalDtype([str(status) for status in Status]),
        "basis": _rater_type(),
        "provisional": _TRUTH,
        "meets_target": _TRUTH,
        "blocked_by": _TEXT,
        "missing": _TEXT,
        "self_total": _REAL,
        "assessor_total": _REAL,
        "assessor": _TEXT,
        "period": _TEXT,
        "problems": _WHOLE,
        "file": _TEXT,
        "sha256": _TEXT,
    }
    problems = Counter(problem.file for problem in intake.problems)
    return _frame((_result_row(result, intake.jd, problems) for result in intake), types)


def items_frame(intake: Intake) -> pd.DataFrame:
    """One row a rating, both raters; the columns are described at the top of this module."""
    types: dict[str, Any] = {
        "employee_id": _TEXT,
        "name": _TEXT,
        "unit": _TEXT,
        "target_rank": _ordered(intake.jd.rank_codes),
        "code": _ordered([item.code for item in intake.jd.competencies]),
        "competency": _TEXT,
        "weight": _REAL,
        "rater": _rater_type(),
        "of_record": _TRUTH,
        "level": _WHOLE,
        "max_level": _WHOLE,
        "points": _REAL,
        "required": _WHOLE,
        "gap": _WHOLE,
        "label": _TEXT,
        "evidence": _TEXT,
        "file": _TEXT,
    }
    rows = (
        row
        for result in intake
        for score in (result.self_score, result.assessor_score)
        for row in _item_rows(result, score, intake.jd)
    )
    return _frame(rows, types)


def roster_frame(roster: Roster) -> pd.DataFrame:
    """One row an engineer, one column an attribute of the engineer, all text."""
    names = [attribute.name for attribute in dataclasses.fields(Engineer)]
    rows = ({name: getattr(engineer, name) for name in names} for engineer in roster)
    return _frame(rows, dict.fromkeys(names, _TEXT))


def _result_row(result: Result, jd: JobDescription, problems: Mapping[str, int]) -> Row:
    engineer, assessment = result.engineer, result.assessment
    blocking = "" if result.missing else ", ".join(item.code for item in result.record.gaps)
    file = assessment.file
    return {
        "employee_id": engineer.id,
        "name": engineer.name,
        "unit": engineer.unit,
        "current_rank": engineer.current_rank if jd.rank(engineer.current_rank) else None,
        "target_rank": result.target_rank,
        "rank": result.rank,
        "total": _real(result.total),
        "status": str(result.status),
        "basis": str(result.basis),
        "provisional": result.provisional,
        "meets_target": result.meets_target,
        "blocked_by": blocking,
        "missing": ", ".join(result.missing),
        "self_total": _real(result.self_score.total),
        "assessor_total": _real(result.assessor_score.total),
        "assessor": engineer.assessor,
        "period": engineer.period,
        "problems": problems.get(file, 0) if file else len(assessment.problems),
        "file": file,
        "sha256": assessment.sha256,
    }


def _item_rows(result: Result, score: Score, jd: JobDescription) -> Iterator[Row]:
    engineer, assessment = result.engineer, result.assessment
    for item in score.items:
        competency = jd.competency(item.code)
        level = competency.level(item.level)
        yield {
            "employee_id": engineer.id,
            "name": engineer.name,
            "unit": engineer.unit,
            "target_rank": result.target_rank,
            "code": item.code,
            "competency": competency.name,
            "weight": float(competency.weight),
            "rater": str(score.rater),
            "of_record": score.rater is result.basis,
            "level": item.level,
            "max_level": competency.max_level,
            "points": None if item.points is None else float(item.points),
            "required": item.required,
            "gap": item.gap,
            "label": level.label if level else None,
            "evidence": assessment.evidence.get(item.code),
            "file": assessment.file,
        }


def _frame(rows: Iterable[Row], types: Mapping[str, Any]) -> pd.DataFrame:
    """A frame with exactly these columns and types, with or without rows."""
    columns: dict[str, list[object]] = {name: [] for name in types}
    for row in rows:
        for name, values in columns.items():
            values.append(row[name])
    return pd.DataFrame({name: pd.Series(columns[name], dtype=types[name]) for name in types})


def _ordered(codes: Sequence[str]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(dict.fromkeys(codes)), ordered=True)


def _rater_type() -> pd.CategoricalDtype:
    return pd.CategoricalDtype([str(rater) for rater in Rater])


def _real(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
