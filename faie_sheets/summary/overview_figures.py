"""The figures of the overview, worked out from the engineers' lines apart from any cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import Status
from faie_sheets.summary.lines import EngineerLine
from faie_sheets.wording import NO_RANK

BANDS = 10
"""Into how many bands of equal width the totals from 0 to 100% are divided."""
TOLERANCE = Fraction(1, 10**9)
"""A total of 1 that is less than this below a band counts as in it.

A spreadsheet adds up points as floats, so that its 30% may be 0.29999999999999993.
"""


@dataclass(frozen=True, slots=True)
class RankFigures:
    """What the engineers with one target rank have attained.

    Attributes:
        attained: (rank attained, whether the result is provisional) → engineers.
        incomplete: how many assessments lack a rating, and so have no rank.
        met: how many meet their target rank.
    """

    attained: Counter[tuple[str, bool]]
    incomplete: int
    met: int

    @classmethod
    def of(cls, lines: Sequence[EngineerLine]) -> RankFigures:
        """The figures of these engineers."""
        results = [line.result for line in lines]
        complete = [result for result in results if result.status is Status.COMPLETE]
        return cls(
            Counter((result.rank or NO_RANK, result.provisional) for result in complete),
            len(results) - len(complete),
            sum(result.meets_target is True for result in results),
        )

    @property
    def complete(self) -> int:
        """How many assessments lack no rating."""
        return self.attained.total()


def by_target(lines: Sequence[EngineerLine], jd: JobDescription) -> dict[str | None, RankFigures]:
    """Target rank → figures, in the JD's order; None for engineers without a known one, if any."""
    groups: dict[str | None, list[EngineerLine]] = {code: [] for code in jd.rank_codes}
    for line in lines:
        groups.setdefault(line.result.target_rank, []).append(line)
    return {target: RankFigures.of(group) for target, group in groups.items()}


def band_of(total: Fraction) -> int:
    """In which band a total in percent lies, from 0; the last one has both its ends.

    >>> band_of(Fraction(0)), band_of(Fraction(30)), band_of(Fraction(100))
    (0, 3, 9)
    """
    return min(int((total / 100 + TOLERANCE) * BANDS), BANDS - 1)


def band_counts(lines: Sequence[EngineerLine]) -> Counter[tuple[int, bool]]:
    """How many totals lie in each band, final and provisional ones (True) apart."""
    return Counter(
        (band_of(line.total), line.result.provisional) for line in lines if line.total is not None
    )
