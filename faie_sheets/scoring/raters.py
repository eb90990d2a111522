"""How raters differ: assessors from engineers, and assessors from each other. Pure: no files.

Example:
    >>> import faie_sheets as fs
    >>> from faie_sheets.scoring.raters import assessor_figures
    >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
    >>> names = [figures.name for figures in assessor_figures(intake.results)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from faie_sheets.records.assessment import Rater
from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Result
from faie_sheets.text.normalise import plain

NOT_GIVEN = "Not given"
"""The assessor's name where a form does not give one."""
ENOUGH_RATINGS = 5
"""The fewest ratings by others whose mean a rating is compared with.

The mean of fewer says more about those few engineers than about how assessors rate.
"""
ENOUGH_ASSESSORS = 2
"""The fewest other assessors to compare with: with one, each is the mirror image of the other."""
ENOUGH_CASES = 5
"""The fewest engineers whose mean says more about the assessor than about the engineers."""


@dataclass(frozen=True, slots=True)
class CompetencyDifference:
    """Assessor − self in one competency, over the engineers rated in it by both.

    Attributes:
        code: code of the competency.
        lower: how many the assessor rates lower than they rate themselves.
        same: how many the assessor rates the same.
        higher: how many the assessor rates higher.
        levels: sum of the differences in levels.
    """

    code: str
    lower: int
    same: int
    higher: int
    levels: int

    @property
    def cases(self) -> int:
        """How many engineers are rated in it by both."""
        return self.lower + self.same + self.higher

    @property
    def mean(self) -> Fraction | None:
        """The mean difference in levels; None without cases."""
        return Fraction(self.levels, self.cases) if self.cases else None


@dataclass(frozen=True, slots=True)
class AssessorFigures:
    """How one assessor rates.

    Attributes:
        name: the name as first spelled; *Not given* for the forms that name nobody.
        rated: how many engineers the assessor has rated.
        both: how many of them have rated themselves as well.
        points: mean of assessor total − self total, in percentage points; None where no engineer
            has two totals.
        levels: mean of the engineers' :func:`mean_difference`; None where none has one.
        comparison: with the other assessors; None if there are too few, or there is no name.
    """

    name: str
    rated: int
    both: int
    points: Fraction | None
    levels: Fraction | None
    comparison: Comparison | None


def rated_by_both(result: Result) -> bool:
    """Whether engineer and assessor have both entered a rating, readable or not."""
    return all(map(result.assessment.has_rated, Rater))


def level_differences(result: Result) -> dict[str, int]:
    """Competency code → assessor's level − own level, where there are both."""
    pairs = zip(result.self_score.items, result.assessor_score.items, strict=True)
    return {
        mine.code: theirs.level - mine.level
        for mine, theirs in pairs
        if mine.level is not None and theirs.level is not None
    }


def mean_difference(result: Result) -> Fraction | None:
    """The mean of an engineer's level differences, assessor − self; None if there are none."""
    return _mean(list(level_differences(result).values()))


def competency_differences(
    results: Iterable[Result], jd: JobDescription
) -> tuple[CompetencyDifference, ...]:
    """Sum up assessor − self over these engineers, for each competency of the JD."""
    found: dict[str, Counter[int]] = {item.code: Counter() for item in jd.competencies}
    for result in results:
        for code, difference in level_differences(result).items():
            found[code][difference] += 1
    return tuple(
        CompetencyDifference(
            code=code,
            lower=sum(count for difference, count in counts.items() if difference < 0),
            same=counts[0],
            higher=sum(count for difference, count in counts.items() if difference > 0),
            levels=sum(difference * count for difference, count in counts.items()),
        )
        for code, counts in found.items()
    )


def assessor_key(name: str) -> str:
    """A key that is the same for all spellings of one assessor; ``""`` where nobody is named.

    Case, spacing and Unicode form are ignored.
    """
    key = plain(plain(name).casefold())
    return "" if key == NOT_GIVEN.casefold() else key


def assessor_figures(results: Iterable[Result]) -> tuple[AssessorFigures, ...]:
    """Figures on every assessor who has rated anyone, starting with the farthest from the others.

    Assessors with few cases come after those with enough; those who cannot be compared come last.
    """
    names = {"": NOT_GIVEN}
    rated: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.assessment.has_rated(Rater.ASSESSOR):
            key = assessor_key(result.engineer.assessor)
            names.setdefault(key, plain(result.engineer.assessor))
            rated[key].append(result)
    comparable = Comparable({key: theirs for key, theirs in rated.items() if key})
    figures = [
        _figures(names[key], theirs, comparable.with_the_others(key))
        for key, theirs in rated.items()
    ]
    return tuple(sorted(figures, key=_order))


def _figures(
    name: str, results: Sequence[Result], comparison: Comparison | None
) -> AssessorFigures:
    both = [result for result in results if rated_by_both(result)]
    totals = [(result.self_score.total, result.assessor_score.total) for result in both]
    points = [theirs - mine for mine, theirs in totals if mine is not None and theirs is not None]
    levels = [mean for result in both if (mean := mean_difference(result)) is not None]
    return AssessorFigures(
        name=name,
        rated=len(results),
        both=len(both),
        points=_mean(points),
        levels=_mean(levels),
        comparison=comparison,
    )


def _mean(values: Sequence[Fraction | int]) -> Fraction | None:
    return Fraction(sum(values, Fraction(0)), len(values)) if values else None


def _order(figures: AssessorFigures) -> tuple[bool, bool, Fraction, str, str]:
    comparison, name = figures.comparison, figures.name
    if comparison is None:
        return True, name == NOT_GIVEN, Fraction(0), name.casefold(), name
    return False, comparison.few, -abs(comparison.difference), name.casefold(), name


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far an assessor's ratings are from those of the others.

    Attributes:
        difference: mean over the ratings, in levels: rated level − mean level that others gave.
        ratings: how many of the assessor's ratings are compared.
        cases: how many engineers the assessor gave them to.
        others: how many engineers of other assessors they are compared with.
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
class _CaseSums:
    """Sums over the ratings of engineers with the same target rank.

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
        """Count one engineer, given the levels of the competencies that were rated."""
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
        self._all: dict[str, _CaseSums] = defaultdict(_CaseSums)
        self._own: dict[str, dict[str, _CaseSums]] = {}
        for assessor, results in rated.items():
            own = self._own[assessor] = defaultdict(_CaseSums)
            for result in results:
                if result.target_rank:
                    items = result.assessor_score.items
                    levels = {item.code: item.level for item in items if item.level is not None}
                    own[result.target_rank].add(levels)
                    self._all[result.target_rank].add(levels)
            for target, tally in own.items():
                self._all[target].assessors.update(tally.ratings.keys())

    def with_the_others(self, assessor: str) -> Comparison | None:
        """Compare an assessor's ratings with the others'; None where there are too few."""
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


def _enough(own: _CaseSums, everybody: _CaseSums, code: str) -> bool:
    """Whether enough others have rated this competency often enough."""
    ratings = everybody.ratings[code] - own.ratings[code]
    return ratings >= ENOUGH_RATINGS and everybody.assessors[code] - 1 >= ENOUGH_ASSESSORS
