"""The figures of each unit, as the overview counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from faie_sheets.records.result import Result, Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.units import units_of


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit's figures; provisional is what rests on the self-assessment alone.

    Attributes:
        label: what the table calls it.
        criterion: what its rows of *Results* have as their unit, as a piece of a formula in which
            ``{label}`` is the cell of the label; ``""`` where it is no single unit.
        engineers: how many have a result.
        met: how many meet their target rank, by the assessor's ratings.
        met_provisional: how many meet it by their own.
        not_met: how many do not, by the assessor's ratings.
        not_met_provisional: how many do not, by their own.
        incomplete: how many assessments lack a rating.
    """

    label: str
    criterion: str
    engineers: int
    met: int
    met_provisional: int
    not_met: int
    not_met_provisional: int
    incomplete: int

    @property
    def all_met(self) -> int:
        """How many meet their target rank, by whose ratings ever."""
        return self.met + self.met_provisional

    @property
    def decided(self) -> int:
        """Of how many it can be said whether they meet their target rank."""
        return self.all_met + self.not_met + self.not_met_provisional

    @property
    def no_target(self) -> int:
        """How many complete assessments have no known target rank."""
        return self.engineers - self.decided - self.incomplete

    @classmethod
    def of(cls, label: str, criterion: str, results: Sequence[Result]) -> UnitFigures:
        """The figures of these results."""
        verdicts = Counter((result.meets_target, result.provisional) for result in results)
        return cls(
            label=label,
            criterion=criterion,
            engineers=len(results),
            met=verdicts[True, False],
            met_provisional=verdicts[True, True],
            not_met=verdicts[False, False],
            not_met_provisional=verdicts[False, True],
            incomplete=sum(result.status is Status.INCOMPLETE for result in results),
        )


def by_unit(book: SummaryBook) -> list[UnitFigures]:
    """The units in their order, then the smaller ones in one row where there are too many."""
    return [UnitFigures.of(unit.label, unit.criterion, unit.results) for unit in units_of(book)]
