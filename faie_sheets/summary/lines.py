"""Who stands on which line: one order of the engineers for every sheet."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from faie_sheets.records.intake import Intake
from faie_sheets.records.result import Result
from faie_sheets.summary.wording import NOT_KNOWN, line_text, target_of


@dataclass(frozen=True, slots=True)
class Line:
    """One engineer as the sheets show them, every text fit for a cell.

    Attributes:
        result: the engineer's result.
        id: employee ID.
        name: full name.
        unit: organisational unit, in the spelling of the first engineer of that unit; a dash
            where there is none.
        current: rank held now.
        target: target rank; marked where the JD has none such, a dash where there is none.
        file: name of the file.
        problems: how many problems the file has.
    """

    result: Result
    id: str
    name: str
    unit: str
    current: str
    target: str
    file: str
    problems: int

    @property
    def who(self) -> tuple[str, str, str, str]:
        """What begins the line on most sheets: ID, name, unit and target rank."""
        return self.id, self.name, self.unit, self.target


WHO = ("Employee ID", "Name", "Unit", "Target rank")
"""The headers over :attr:`Line.who`."""


def lines_of(intake: Intake) -> tuple[Line, ...]:
    """One line an engineer, in the order of unit, name, ID and file."""
    problems = Counter(problem.file for problem in intake.problems)
    spelling: dict[str, str] = {}
    lines = []
    for result in intake.results:
        engineer, file = result.engineer, result.assessment.file
        unit = line_text(engineer.unit) or NOT_KNOWN
        line = Line(
            result=result,
            id=line_text(engineer.id),
            name=line_text(engineer.name),
            unit=spelling.setdefault(unit.casefold(), unit),
            current=line_text(engineer.current_rank),
            target=target_of(result),
            file=line_text(file),
            problems=problems[file] if file else len(result.assessment.problems),
        )
        lines.append(line)
    return tuple(sorted(lines, key=_order))


def _order(line: Line) -> tuple[object, ...]:
    return line.unit == NOT_KNOWN, letters(line.unit), letters(line.name), line.id, line.file


def letters(text: str) -> str:
    """A text by its letters alone, so that *Đặng* sorts under D and *Ân* under A.

    >>> letters("Đặng Ân")
    'dang an'
    """
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))
