"""In which order the sheet *Problems* has the problems, and where those of a file begin."""

from __future__ import annotations

from collections.abc import Mapping

from faie_sheets.problems import Problem, Severity, ToDo, to_do_about
from faie_sheets.records.intake import Intake
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import natural

HEADER = 3
"""The header row of the sheet *Problems*; rows count from 0."""
_URGENCY = tuple(ToDo)


def in_order(intake: Intake) -> list[Problem]:
    """The problems by what HR must do, the most urgent first, errors first, then by file."""
    return sorted(intake.problems, key=_order)


def problem_rows(book: SummaryBook) -> Mapping[str, int]:
    """File, as the intake names it → row of its first problem in the sheet *Problems*, from 0."""
    rows: dict[str, int] = {}
    for row, problem in enumerate(in_order(book.intake), HEADER + 1):
        if problem.file:
            rows.setdefault(problem.file, row)
    return rows


def _order(problem: Problem) -> tuple[object, ...]:
    return (
        _URGENCY.index(to_do_about(problem.code)),
        problem.severity is not Severity.ERROR,
        natural(problem.file),
        problem.file,
    )
