"""The result: an assessment scored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from faie_sheets.records.assessment import Assessment, Rater
from faie_sheets.records.roster import Engineer
from faie_sheets.showing import Shown, notebook

if TYPE_CHECKING:
    from faie_sheets.showing import Axes


class Status(StrEnum):
    """Whether every competency has a rating."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One competency scored.

    Attributes:
        code: code of the competency.
        level: the rated level, or None where there is none.
        points: weight × level ÷ top level, a fraction of 1, exact; None without a level.
        required: the level that the target rank requires, or None where it requires none.
        gap: required level − rated level: above 0 is short of the target, below 0 beyond it.
        name: the competency's name.
        max_level: top level of its scale.
    """

    code: str
    level: int | None
    points: Fraction | None
    required: int | None
    gap: int | None
    name: str = ""
    max_level: int = 0

    @property
    def short(self) -> int:
        """By how many levels the rating falls short of the target rank, from 0."""
        return max(self.gap or 0, 0)


@dataclass(frozen=True)
class Score:
    """One rater's levels scored; the two raters are scored apart.

    Attributes:
        rater: whose levels these are.
        items: one for each competency, in the JD's order.
        rank: code of the highest rank whose every required level is met; None where the score
            is incomplete or no rank is met.
    """

    rater: Rater
    items: tuple[ItemResult, ...]
    rank: str | None

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Codes of the competencies without a level."""
        return tuple(item.code for item in self.items if item.level is None)

    @property
    def status(self) -> Status:
        """Incomplete as soon as one level is missing."""
        return Status.INCOMPLETE if self.missing else Status.COMPLETE

    @cached_property
    def total(self) -> Fraction | None:
        """Sum of the points in percent, exact: 0 to 100 on a sound JD; None while incomplete."""
        if self.missing:
            return None
        points = [item.points for item in self.items if item.points]
        # Over one denominator at once: fractions are added one by one at four times the cost.
        common = math.lcm(*[each.denominator for each in points])
        parts = [each.numerator * (common // each.denominator) for each in points]
        return Fraction(100 * sum(parts), common)

    @cached_property
    def gaps(self) -> tuple[ItemResult, ...]:
        """The competencies that fall short of the target rank, in the JD's order."""
        return tuple(item for item in self.items if item.short)


@dataclass(frozen=True)
class Result(Shown):
    """An assessment scored: the score of record, and both raters' scores beside it.

    Attributes:
        assessment: what was scored.
        engineer: whose it is.
        target_rank: the rank code that gaps are held against; None where it is not known.
        record: the score of record: the assessor's where the assessor has rated anything, else
            the self-assessment, which is provisional.
        self_score: the engineer's own levels scored, whether of record or not.
        assessor_score: the assessor's levels scored; all None where there are none.
        blocked_by: for each rank above the one attained, the competencies short of it with
            their gap to that rank; empty while the score of record is incomplete.
    """

    assessment: Assessment
    engineer: Engineer
    target_rank: str | None
    record: Score
    self_score: Score
    assessor_score: Score
    blocked_by: tuple[tuple[str, tuple[ItemResult, ...]], ...] = ()

    @property
    def basis(self) -> Rater:
        """Whose levels the result of record stands on."""
        return self.record.rater

    @property
    def provisional(self) -> bool:
        """True where no assessor has rated yet."""
        return self.basis is Rater.SELF

    @property
    def status(self) -> Status:
        """Status of the score of record."""
        return self.record.status

    @property
    def total(self) -> Fraction | None:
        """Total of record in percent, exact; None while incomplete."""
        return self.record.total

    @property
    def rank(self) -> str | None:
        """Code of the rank attained; None while incomplete or below every rank."""
        return self.record.rank

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """The items of the score of record, in the JD's order."""
        return self.record.items

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the competencies that the score of record lacks."""
        return self.record.missing

    @property
    def meets_target(self) -> bool | None:
        """Whether every level that the target rank requires is met; None where it can't be said."""
        if self.status is Status.INCOMPLETE or self.target_rank is None:
            return None
        return not self.record.gaps

    def blocks(self, rank: str) -> tuple[ItemResult, ...]:
        """The competencies that block this rank, each with its gap to it; empty if none does."""
        return dict(self.blocked_by).get(rank, ())

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the levels of record against those that the target rank requires.

        A bar a competency, in the JD's order. What is met and what is short differ in colour,
        darkness and hatching; a bold stroke is the required level, a diamond the engineer's own
        rating where the assessor's is of record.

        Args:
            ax: axes of matplotlib to draw on; a figure of its own without them.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.results[1].plot()
        """
        return notebook().plot_levels(self, ax)
