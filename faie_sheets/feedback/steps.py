"""What an engineer can work towards: for each gap the next level, and for which rank it counts."""

from __future__ import annotations

from dataclasses import dataclass

from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import Competency, JobDescription, Level
from faie_sheets.records.result import ItemResult, Result


@dataclass(frozen=True, slots=True)
class Step:
    """One competency that is short of a rank, and the next level to work towards.

    Attributes:
        competency: which.
        level: the level of record.
        own: the engineer's own rating, where the assessor has rated too; None where there is none.
        required: the level that the rank requires.
    """

    competency: Competency
    level: int
    own: int | None
    required: int

    @property
    def now(self) -> Level | None:
        """The level of record as the scale describes it."""
        return self.competency.level(self.level)

    @property
    def next(self) -> Level | None:
        """The next level of the scale, which may be below the required one; None at the top."""
        return next((step for step in self.competency.scale if step.level > self.level), None)


@dataclass(frozen=True, slots=True)
class Goal:
    """A rank to work towards, and the steps that lead there.

    Attributes:
        rank: code of the rank.
        steps: one for each competency that is short of it, in the JD's order.
        outlook: True for the rank after the one attained, False for the target rank.
    """

    rank: str
    steps: tuple[Step, ...]
    outlook: bool


def goal_of(result: Result, jd: JobDescription) -> Goal | None:
    """What to work towards: the target rank while it is not met, then the rank after the attained.

    None where the highest rank is attained, and where an incomplete assessment has no known target.
    """
    if result.target_rank and not result.meets_target:
        return Goal(result.target_rank, _steps(result.record.gaps, result, jd), outlook=False)
    if not result.blocked_by:
        return None
    rank, short = result.blocked_by[0]
    return Goal(rank, _steps(short, result, jd), outlook=True)


def _steps(items: tuple[ItemResult, ...], result: Result, jd: JobDescription) -> tuple[Step, ...]:
    both = result.basis is Rater.ASSESSOR
    own = {item.code: item.level for item in result.self_score.items} if both else {}
    return tuple(
        Step(jd.competency(item.code), item.level, own.get(item.code), item.required)
        for item in items
        if item.level is not None and item.required is not None
    )
