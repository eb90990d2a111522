"""How raters differ: the assessor from the engineer, and an assessor from the others. Pure.

Example:
    >>> import faie_sheets as fs
    >>> from faie_sheets.scoring.raters import assessor_figures
    >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
    >>> names = [figures.name for figures in assessor_figures(intake.results)]
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.ratings import Rater
from faie_sheets.records.result import Result
from faie_sheets.scoring.comparable import Comparable, Comparison
from faie_sheets.text.normalise import plain

NOT_GIVEN = "Not given"
"""What stands for the assessor where a form names nobody."""


@dataclass(frozen=True, slots=True)
class CompetencyDifference:
    """Assessor − self in one competency, over the engineers whom both have rated in it.

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
        """How many engineers both have rated in it."""
        return self.lower + self.same + self.higher

    @property
    def mean(self) -> Fraction | None:
        """The mean difference in levels; None without cases."""
        return Fraction(self.levels, self.cases) if self.cases else None


@dataclass(frozen=True, slots=True)
class AssessorFigures:
    """How one assessor rates.

    Attributes:
        name: the name in the spelling met first; *Not given* for the forms that name nobody.
        rated: how many engineers the assessor has rated.
        both: how many of them have rated themselves too.
        points: mean of assessor total − self total, in percentage points; None where no engineer
            has two totals.
        levels: mean of the engineers' :func:`mean_difference`; None where none has one.
        comparison: with the others; None where there are not enough others, or no name.
    """

    name: str
    rated: int
    both: int
    points: Fraction | None
    levels: Fraction | None
    comparison: Comparison | None


def rated_by_both(result: Result) -> bool:
    """Whether engineer and assessor have both written anything as a rating."""
    return all(map(result.assessment.has_rated, Rater))


def level_differences(result: Result) -> dict[str, int]:
    """Competency code → assessor's level − own level, where both have given one."""
    pairs = zip(result.self_score.items, result.assessor_score.items, strict=True)
    return {
        mine.code: theirs.level - mine.level
        for mine, theirs in pairs
        if mine.level is not None and theirs.level is not None
    }


def mean_difference(result: Result) -> Fraction | None:
    """The mean of an engineer's level differences, assessor − self; None where there is none."""
    return _mean(list(level_differences(result).values()))


def competency_differences(
    results: Iterable[Result], jd: JobDescription
) -> tuple[CompetencyDifference, ...]:
    """Assessor − self over these engineers, one for each competency of the JD."""
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
    """What all spellings of one assessor have in common; ``""`` where nobody is named.

    Case, spacing and Unicode form make no difference.
    """
    key = plain(plain(name).casefold())
    return "" if key == NOT_GIVEN.casefold() else key


def assessor_figures(results: Iterable[Result]) -> tuple[AssessorFigures, ...]:
    """Every assessor who has rated anybody, those farthest from the others first.

    Those with few cases come after those with enough, and those who cannot be compared last.
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
