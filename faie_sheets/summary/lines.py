"""The engineers as every sheet shows them: line by line in one order, and unit by unit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.records.assessment import Rater
from faie_sheets.records.intake import Intake
from faie_sheets.records.result import Result
from faie_sheets.summary.places import MatrixPlaces, NumberedRows
from faie_sheets.wording import NOT_KNOWN, line_text, shortened, target_of

_LONGEST = 60
_MOST_UNITS = 12
"""How many units are shown by name; the smaller ones are summed up as other units."""
_LONGEST_LABEL = 30
_NUMBER = re.compile(r"([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class EngineerLine:
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
        totals: rater → total in percent, exact; None while that rater's ratings are incomplete.
    """

    result: Result
    id: str
    name: str
    unit: str
    current: str
    target: str
    file: str
    problems: int
    totals: Mapping[Rater, Fraction | None]

    @property
    def total(self) -> Fraction | None:
        """The total that counts, in percent; None while incomplete."""
        return self.totals[self.result.basis]

    @property
    def who(self) -> tuple[str, str, str, str]:
        """What begins the line on most sheets: ID, name, unit and target rank.

        All of it stands in *Results*; elsewhere an endless name does not make a line tall.
        """
        return shortened(self.id, _LONGEST), shortened(self.name, _LONGEST), self.unit, self.target


WHO = ("Employee ID", "Name", "Unit", "Target rank")
"""The headers over :attr:`EngineerLine.who`."""


def lines_of(intake: Intake) -> tuple[EngineerLine, ...]:
    """One line per engineer, in the order of unit, name, ID and file."""
    problems = Counter(problem.file for problem in intake.problems)
    spelling: dict[str, str] = {}
    lines = []
    for result in intake.results:
        engineer, file = result.engineer, result.assessment.file
        unit = line_text(engineer.unit) or NOT_KNOWN
        line = EngineerLine(
            result=result,
            id=line_text(engineer.id),
            name=line_text(engineer.name),
            unit=spelling.setdefault(unit.casefold(), unit),
            current=line_text(engineer.current_rank),
            target=target_of(result),
            file=line_text(file),
            problems=problems[file] if file else len(result.assessment.problems),
            totals={
                score.rater: score.total for score in (result.self_score, result.assessor_score)
            },
        )
        lines.append(line)
    return tuple(sorted(lines, key=_order))


def _order(line: EngineerLine) -> tuple[object, ...]:
    return (
        line.unit == NOT_KNOWN,
        natural(line.unit),
        line.unit,
        natural(line.name),
        line.id,
        line.file,
    )


def natural(text: str) -> tuple[str | int, ...]:
    """What a text is sorted by: its letters, and its numbers by their size.

    >>> natural("Unit 10") > natural("unit 9")
    True
    """
    parts = _NUMBER.split(_letters(text))
    return tuple(int(part) if index % 2 else part for index, part in enumerate(parts))


def _letters(text: str) -> str:
    """A text by its letters alone, so that *Đặng* sorts under D and *Ân* under A.

    >>> _letters("Đặng Ân")
    'dang an'
    """
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, or all the smaller ones together.

    Attributes:
        label: what a sheet calls it.
        criterion: what its engineers have as their unit, as a piece of a formula in which
            ``{label}`` is the cell of the label; ``""`` where it is no single unit.
        results: the results of its engineers.
    """

    label: str
    criterion: str
    results: tuple[Result, ...]


def units_of(lines: Sequence[EngineerLine], levels: NumberedRows) -> list[Unit]:
    """The units in their order, then the smaller ones as one where there are too many.

    Args:
        lines: the engineers.
        levels: their rows in the sheet *Matrix*.
    """
    first: dict[str, int] = {}
    results: dict[str, list[Result]] = {}
    for index, line in enumerate(lines):
        first.setdefault(line.unit, index)
        results.setdefault(line.unit, []).append(line.result)
    largest = sorted(results, key=lambda unit: -len(results[unit]))
    named = set(largest if len(largest) <= _MOST_UNITS + 1 else largest[:_MOST_UNITS])
    units = [
        Unit(*_named(unit, first[unit], levels), tuple(results[unit]))
        for unit in results
        if unit in named
    ]
    rest = [unit for unit in results if unit not in named]
    if rest:
        others = tuple(result for unit in rest for result in results[unit])
        units.append(Unit(f"Other units ({len(rest)})", "", others))
    return units


def _named(unit: str, index: int, levels: NumberedRows) -> tuple[str, str]:
    """Label and criterion of a unit."""
    if unit == NOT_KNOWN:
        return "No unit given", f'"{NOT_KNOWN}"'
    if len(unit) <= _LONGEST_LABEL:
        return unit, "{label}"
    # The label is too long to show whole, so the rows are compared with an engineer's of the unit.
    return shortened(unit, _LONGEST_LABEL), levels.cell(index, MatrixPlaces.UNIT)
