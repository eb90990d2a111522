"""An assessor's ratings held against those that the others gave to comparable people. Pure.

Comparable are engineers with the same target rank. Each rating is held against the mean level
that the other assessors gave them in the same competency. The difference says how far apart the
ratings are, not who is right: people differ, and an assessor may well have the stronger ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from faie_sheets.records.result import Result

ENOUGH_RATINGS = 5
"""How many ratings of others it takes for a mean to hold a rating against.

The mean of fewer shows how good these few engineers are, not how assessors rate.
"""
ENOUGH_ASSESSORS = 2
"""How many others it takes: of two assessors alone, each is the mirror image of the other."""
ENOUGH_CASES = 5
"""How many engineers it takes for a mean to say more of the assessor than of these engineers."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far an assessor's ratings are from those of the others.

    Attributes:
        difference: mean over the ratings, in levels: rated level − mean level that others gave.
        ratings: how many ratings of the assessor these are.
        cases: to how many engineers the assessor gave them.
        others: how many engineers of other assessors they are held against.
    """

    difference: Fraction
    ratings: int
    cases: int
    others: int

    @property
    def few(self) -> bool:
        """Whether there are fewer than :data:`ENOUGH_CASES` cases."""
        return self.cases < ENOUGH_CASES


@dataclass(slots=True)
class _Tally:
    """Ratings of engineers with one target rank, summed up.

    Attributes:
        ratings: competency code → how many ratings.
        levels: competency code → sum of their levels.
        assessors: competency code → how many assessors gave them.
        engineers: codes in which an engineer is rated → how many engineers.
    """

    ratings: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    assessors: Counter[str] = field(default_factory=Counter)
    engineers: Counter[frozenset[str]] = field(default_factory=Counter)

    def add(self, levels: Mapping[str, int]) -> None:
        """Count one engineer, with a level for each competency in which there is one."""
        self.ratings.update(levels.keys())
        self.levels.update(levels)
        self.engineers[frozenset(levels)] += 1

    def rated_in(self, codes: frozenset[str]) -> int:
        """How many engineers are rated in any of these competencies."""
        return sum(count for rated, count in self.engineers.items() if rated & codes)


class Comparable:
    """All ratings, by target rank and by assessor."""

    def __init__(self, rated: Mapping[str, Sequence[Result]]) -> None:
        """Sum up the engineers that each assessor has rated."""
        self._all: dict[str, _Tally] = defaultdict(_Tally)
        self._own: dict[str, dict[str, _Tally]] = {}
        for assessor, results in rated.items():
            own = self._own[assessor] = defaultdict(_Tally)
            for result in results:
                if result.target_rank:
                    items = result.assessor_score.items
                    levels = {item.code: item.level for item in items if item.level is not None}
                    own[result.target_rank].add(levels)
                    self._all[result.target_rank].add(levels)
            for target, tally in own.items():
                self._all[target].assessors.update(tally.ratings.keys())

    def with_the_others(self, assessor: str) -> Comparison | None:
        """Hold an assessor's ratings against the others'; None where there are not enough."""
        difference, ratings, cases, others = Fraction(0), 0, 0, 0
        for target, own in self._own.get(assessor, {}).items():
            everybody = self._all[target]
            codes = frozenset(code for code in own.ratings if _enough(own, everybody, code))
            for code in codes:
                count, levels = own.ratings[code], own.levels[code]
                theirs = everybody.levels[code] - levels
                difference += levels - Fraction(count * theirs, everybody.ratings[code] - count)
                ratings += count
            mine = own.rated_in(codes)
            cases += mine
            others += everybody.rated_in(codes) - mine
        return Comparison(difference / ratings, ratings, cases, others) if ratings else None


def _enough(own: _Tally, everybody: _Tally, code: str) -> bool:
    """Whether enough others have rated this competency often enough."""
    ratings = everybody.ratings[code] - own.ratings[code]
    return ratings >= ENOUGH_RATINGS and everybody.assessors[code] - 1 >= ENOUGH_ASSESSORS
