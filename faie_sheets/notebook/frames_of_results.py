"""The types of columns, and frames built from rows with exactly these columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from faie_sheets.problems import Problem, Severity
from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import FileOutcome, Intake, Outcome
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result, Score, Status

Row = Mapping[str, object]
Types = Mapping[str, Any]
"""Column → dtype, in the order of the columns."""

TEXT, WHOLE, TRUTH, REAL = "string", "Int64", "boolean", "float64"


def frame(rows: Iterable[Row], types: Types) -> pd.DataFrame:
    """A frame with exactly these columns and types, with or without rows."""
    columns: dict[str, list[object]] = {name: [] for name in types}
    for row in rows:
        for name, values in columns.items():
            value = row[name]
            values.append(_encodable(value) if types[name] is TEXT and value else value)
    return pd.DataFrame({name: pd.Series(columns[name], dtype=types[name]) for name in types})


def _encodable(value: object) -> str:
    """A text that Arrow and Parquet can store, with lone surrogates replaced."""
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def ordered(codes: Sequence[str]) -> pd.CategoricalDtype:
    """Ordered categories, each code once."""
    return pd.CategoricalDtype(list(dict.fromkeys(codes)), ordered=True)


def rank_categories(jd: JobDescription) -> pd.CategoricalDtype:
    """The ranks, lowest first."""
    return ordered(jd.rank_codes)


def competency_categories(jd: JobDescription) -> pd.CategoricalDtype:
    """The competencies in the JD's order."""
    return ordered([item.code for item in jd.competencies])


def real(value: Fraction | None) -> float | None:
    """An exact figure as a float for a frame; None stays None."""
    return None if value is None else float(value)


def results_frame(intake: Intake) -> pd.DataFrame:
    """One row per engineer."""
    rank = rank_categories(intake.jd)
    types: Types = {
        "employee_id": TEXT,
        "name": TEXT,
        "unit": TEXT,
        "current_rank": rank,
        "target_rank": rank,
        "rank": rank,
        "total": REAL,
        "status": pd.CategoricalDtype([str(status) for status in Status]),
        "basis": _rater_type(),
        "provisional": TRUTH,
        "meets_target": TRUTH,
        "blocked_by": TEXT,
        "missing": TEXT,
        "self_total": REAL,
        "assessor_total": REAL,
        "assessor": TEXT,
        "period": TEXT,
        "problems": WHOLE,
        "file": TEXT,
        "sha256": TEXT,
    }
    problems = Counter(problem.file for problem in intake.problems)
    return frame((_result_row(result, intake.jd, problems) for result in intake), types)


def items_frame(intake: Intake) -> pd.DataFrame:
    """One row per rating, for both raters."""
    types: Types = {
        "employee_id": TEXT,
        "name": TEXT,
        "unit": TEXT,
        "target_rank": rank_categories(intake.jd),
        "code": competency_categories(intake.jd),
        "competency": TEXT,
        "weight": REAL,
        "rater": _rater_type(),
        "of_record": TRUTH,
        "level": WHOLE,
        "max_level": WHOLE,
        "points": REAL,
        "required": WHOLE,
        "gap": WHOLE,
        "label": TEXT,
        "evidence": TEXT,
        "file": TEXT,
    }
    rows = (
        row
        for result in intake
        for score in (result.self_score, result.assessor_score)
        for row in _item_rows(result, score, intake.jd)
    )
    return frame(rows, types)


def problems_frame(
    intake: Intake,
    problems: Sequence[Problem] | None = None,
    known: Mapping[str, Whose] | None = None,
) -> pd.DataFrame:
    """One row per problem: of the intake, or of ``problems``.

    ``known``, if given, says whose result was read from each file.
    """
    types: Types = {
        "code": TEXT,
        "severity": ordered([str(Severity.WARNING), str(Severity.ERROR)]),
        "employee_id": TEXT,
        "name": TEXT,
        "file": TEXT,
        "sheet": TEXT,
        "cell": TEXT,
        "found": TEXT,
        "expected": TEXT,
        "fix": TEXT,
        "message": TEXT,
    }
    if problems is None:
        problems = intake.problems
    engineers = whose(intake) if known is None else known
    return frame((_problem_row(problem, engineers) for problem in problems), types)


def files_frame(
    intake: Intake,
    files: Sequence[FileOutcome] | None = None,
    known: Mapping[str, Whose] | None = None,
) -> pd.DataFrame:
    """One row per file: of the intake, or of ``files``.

    ``known``, if given, says whose result was read from each file.
    """
    types: Types = {
        "file": TEXT,
        "outcome": pd.CategoricalDtype([str(outcome) for outcome in Outcome]),
        "employee_id": TEXT,
        "problems": WHOLE,
        "sha256": TEXT,
    }
    engineers = whose(intake) if known is None else known
    problems = Counter(problem.file for problem in intake.problems)
    rows = (
        {
            "file": file.file,
            "outcome": str(file.outcome),
            "employee_id": engineers[file.file].id if file.file in engineers else None,
            "problems": problems[file.file],
            "sha256": file.sha256 or None,
        }
        for file in (intake.files if files is None else files)
    )
    return frame(rows, types)


class Whose(NamedTuple):
    """Whose result was read from a file."""

    id: str
    name: str


def whose(intake: Intake) -> Mapping[str, Whose]:
    """Name of a file → whose result was read from it."""
    return {
        result.assessment.file: Whose(result.engineer.id, result.engineer.name)
        for result in intake
        if result.assessment.file
    }


def _problem_row(problem: Problem, engineers: Mapping[str, Whose]) -> Row:
    engineer = engineers.get(problem.file)
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "employee_id": engineer.id if engineer else None,
        "name": engineer.name if engineer else None,
        "file": problem.file or None,
        "sheet": problem.sheet or None,
        "cell": problem.cell or None,
        "found": problem.found,
        "expected": problem.expected,
        "fix": problem.fix,
        "message": problem.message,
    }


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
        "total": real(result.total),
        "status": str(result.status),
        "basis": str(result.basis),
        "provisional": result.provisional,
        "meets_target": result.meets_target,
        "blocked_by": blocking,
        "missing": ", ".join(result.missing),
        "self_total": real(result.self_score.total),
        "assessor_total": real(result.assessor_score.total),
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


def _rater_type() -> pd.CategoricalDtype:
    return pd.CategoricalDtype([str(rater) for rater in Rater])
