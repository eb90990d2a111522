"""How far engineers are from their target ranks, competency by competency. Pure: no files.

Only the ratings that count are used. A missing rating is not a shortfall; the other ratings of an
incomplete assessment count.

Example:
    >>> import faie_sheets as fs
    >>> from faie_sheets.scoring.gaps import competency_gaps, last_step
    >>> intake = fs.read_forms("samples/filled", fs.builtin.jd())
    >>> most = max(competency_gaps(intake.results, intake.jd), key=lambda gap: gap.short)
    >>> near = [result.engineer.id for result in intake if last_step(result)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from faie_sheets.records.job_description import JobDescription
from faie_sheets.records.result import ItemResult, Result


@dataclass(frozen=True, slots=True)
class CompetencyGap:
    """How a group of engineers compares with their target ranks in one competency.

    Attributes:
        code: code of the competency.
        rated: how many with a known target rank have a level that counts in it.
        short_by: number of levels short, from 1 → how many engineers are short by that many.
        provisional: how many of those short have only rated themselves.
        last_steps: how many would meet their target with just one more level here.
        provisional_last_steps: how many of those have only rated themselves.
    """

    code: str
    rated: int
    short_by: Mapping[int, int]
    provisional: int
    last_steps: int
    provisional_last_steps: int

    @property
    def short(self) -> int:
        """How many are short of their target by at least one level."""
        return sum(self.short_by.values())

    @property
    def share(self) -> Fraction | None:
        """Those short as a fraction of those rated; None where nobody is rated."""
        return Fraction(self.short, self.rated) if self.rated else None

    @property
    def levels(self) -> int:
        """How many levels are missing, for all engineers together."""
        return sum(levels * count for levels, count in self.short_by.items())

    @property
    def mean(self) -> Fraction | None:
        """How many levels those who are short are short by, on average; None if nobody is."""
        return Fraction(self.levels, self.short) if self.short else None

    @classmethod
    def total(cls, gaps: Iterable[CompetencyGap]) -> CompetencyGap:
        """Add up the gaps of several competencies; the numbers then count ratings, not people."""
        parts = list(gaps)
        short_by: Counter[int] = Counter()
        for gap in parts:
            short_by.update(gap.short_by)
        return cls(
            code="",
            rated=sum(gap.rated for gap in parts),
            short_by=short_by,
            provisional=sum(gap.provisional for gap in parts),
            last_steps=sum(gap.last_steps for gap in parts),
            provisional_last_steps=sum(gap.provisional_last_steps for gap in parts),
        )


def competency_gaps(results: Iterable[Result], jd: JobDescription) -> tuple[CompetencyGap, ...]:
    """Count the gaps of engineers to their target ranks, for each competency of the JD."""
    rated: Counter[str] = Counter()
    short: dict[str, Counter[int]] = {item.code: Counter() for item in jd.competencies}
    provisional: Counter[str] = Counter()
    steps: Counter[tuple[str, bool]] = Counter()
    for result in results:
        if result.target_rank is None:
            continue
        rated.update(item.code for item in result.items if item.level is not None)
        for item in result.record.gaps:
            short[item.code][item.short] += 1
            provisional[item.code] += result.provisional
        if step := last_step(result):
            steps[step.code, result.provisional] += 1
    return tuple(
        CompetencyGap(
            code=code,
            rated=rated[code],
            short_by=dict(sorted(short[code].items())),
            provisional=provisional[code],
            last_steps=steps[code, False] + steps[code, True],
            provisional_last_steps=steps[code, True],
        )
        for code in short
    )


def last_step(result: Result) -> ItemResult | None:
    """The only rating that is short of the target rank, if it is short by one level; else None.

    None if any rating is missing, as that competency may be short as well.
    """
    gaps = result.record.gaps
    return gaps[0] if result.meets_target is False and [gap.short for gap in gaps] == [1] else None
