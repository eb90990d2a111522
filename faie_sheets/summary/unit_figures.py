"""The figures of each unit, as the overview counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.records.result import Result, Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.places import MatrixPlaces
from faie_sheets.summary.wording import NOT_KNOWN, shortened

MOST_UNITS = 12
"""How many units are shown by name; the smaller ones are summed up as other units."""
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit's figures.

    Attributes:
        label: what the table calls it.
        criterion: what its rows of *Results* have as their unit, as a piece of a formula in which
            ``{label}`` is the cell of the label; ``""`` where it is no single unit.
        engineers: how many have a result.
        met: how many meet their target rank.
        not_met: how many do not.
        incomplete: how many assessments lack a rating.
        provisional: how many results rest on the self-assessment alone.
    """

    label: str
    criterion: str
    engineers: int
    met: int
    not_met: int
    incomplete: int
    provisional: int

    @classmethod
    def of(cls, label: str, criterion: str, results: Sequence[Result]) -> UnitFigures:
        """The figures of these results."""
        verdicts = [result.meets_target for result in results]
        return cls(
            label=label,
            criterion=criterion,
            engineers=len(results),
            met=verdicts.count(True),
            not_met=verdicts.count(False),
            incomplete=sum(result.status is Status.INCOMPLETE for result in results),
            provisional=sum(result.provisional for result in results),
        )


def by_unit(book: SummaryBook) -> list[UnitFigures]:
    """The units in their order, then the smaller ones in one row where there are too many."""
    first: dict[str, int] = {}
    results: dict[str, list[Result]] = {}
    for index, line in enumerate(book.lines):
        first.setdefault(line.unit, index)
        results.setdefault(line.unit, []).append(line.result)
    largest = sorted(results, key=lambda unit: -len(results[unit]))
    named = set(largest if len(largest) <= MOST_UNITS + 1 else largest[:MOST_UNITS])
    units = [_named(book, unit, first[unit], results[unit]) for unit in results if unit in named]
    rest = [unit for unit in results if unit not in named]
    if rest:
        others = [result for unit in rest for result in results[unit]]
        units.append(UnitFigures.of(f"Other units ({len(rest)})", "", others))
    return units


def _named(book: SummaryBook, unit: str, index: int, results: Sequence[Result]) -> UnitFigures:
    if unit == NOT_KNOWN:
        return UnitFigures.of("No unit given", f'"{NOT_KNOWN}"', results)
    if len(unit) <= _LONGEST_LABEL:
        return UnitFigures.of(unit, "{label}", results)
    # The label is too long to show whole, so the rows are compared with the matrix, which never
    # changes its order.
    cell = book.places.levels.cell(index, MatrixPlaces.UNIT)
    return UnitFigures.of(shortened(unit, _LONGEST_LABEL), cell, results)
