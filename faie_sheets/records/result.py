"""The result: a scored assessment."""

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
    """The score in one competency.

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
        """How many levels the rating falls short of the target rank, from 0."""
        return max(self.gap or 0, 0)


@dataclass(frozen=True)
class Score:
    """One rater's levels, scored; the two raters are scored separately.

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
        """Incomplete if any level is missing."""
        return Status.INCOMPLETE if self.missing else Status.COMPLETE

    @cached_property
    def total(self) -> Fraction | None:
        """Sum of the points in percent, exact: 0 to 100 on a sound JD; None while incomplete."""
        if self.missing:
            return None
        points = [item.points for item in self.items if item.points]
        # Adding over one common denominator: adding fractions one by one costs four times as much.
        common = math.lcm(*[each.denominator for each in points])
        parts = [each.numerator * (common // each.denominator) for each in points]
        return Fraction(100 * sum(parts), common)

    @cached_property
    def gaps(self) -> tuple[ItemResult, ...]:
        """The competencies that fall short of the target rank, in the JD's order."""
        return tuple(item for item in self.items if item.short)


@dataclass(frozen=True)
class Result(Shown):
    """An assessment, scored: the score that counts, along with both raters' scores.

    Attributes:
        assessment: what was scored.
        engineer: whose it is.
        target_rank: code of the rank that gaps refer to; None where it is not known.
        record: the score that counts: the assessor's if the assessor has rated anything,
            otherwise the self-assessment's, which is provisional.
        self_score: the engineer's own levels, scored, whether or not they count.
        assessor_score: the assessor's levels, scored; all None where there are none.
        blocked_by: for each rank above the one attained, the competencies short of it with
            their gap to that rank; empty while the score that counts is incomplete.
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
        """Whose levels count."""
        return self.record.rater

    @property
    def provisional(self) -> bool:
        """True where no assessor has rated yet."""
        return self.basis is Rater.SELF

    @property
    def status(self) -> Status:
        """Status of the score that counts."""
        return self.record.status

    @property
    def total(self) -> Fraction | None:
        """Total in percent, exact; None while incomplete."""
        return self.record.total

    @property
    def rank(self) -> str | None:
        """Code of the rank attained; None while incomplete or below every rank."""
        return self.record.rank

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """The items of the score that counts, in the JD's order."""
        return self.record.items

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the competencies without a level in the score that counts."""
        return self.record.missing

    @property
    def meets_target(self) -> bool | None:
        """Whether every level that the target rank requires is met; None where it is unknown."""
        if self.status is Status.INCOMPLETE or self.target_rank is None:
            return None
        return not self.record.gaps

    def blocks(self, rank: str) -> tuple[ItemResult, ...]:
        """The competencies that block this rank, each with its gap to it; empty if none do."""
        return dict(self.blocked_by).get(rank, ())

    def plot(self, ax: Axes | None = None) -> Axes:
        """Plot the levels that count against those that the target rank requires.

        There is one bar per competency, in the JD's order. Met and short levels differ in colour,
        darkness and hatching. A bold stroke marks the required level, and a diamond the
        engineer's own rating where the assessor's counts.

        Args:
            ax: matplotlib axes to draw on; by default those of a new figure.

        Returns:
            The axes.

        Raises:
            ImportError: matplotlib is not installed; the message says how to install it.

        Example:
            >>> import faie_sheets as fs
            >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
            >>> ax = intake.results[1].plot()
        """
        return notebook().plot_levels(self, ax)
