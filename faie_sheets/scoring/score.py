"""Scoring: an assessment and a JD give a result. Pure: no files, no clock, exact fractions.

The rules are those of the JD workbook: POINTS = LEVEL (selected) × Weight% ÷ MAX Level of
Proficiency ÷ 100 (sheet *Definitions*), and "All fields are mandatory assessment items. If any
item is unsatisfactory, you will not achieve this rank." (sheet *Job Descriptions*).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from faie_sheets.records.assessment import Assessment, Rater
from faie_sheets.records.job_description import Competency, JobDescription
from faie_sheets.records.result import ItemResult, Result, Score, Status

Levels = Mapping[str, int | None]
"""Competency code → level, None or absent where there is no rating."""


def points(level: int, competency: Competency) -> Fraction:
    """The points for a level: weight × level ÷ top level, as an exact fraction of 1.

    Level 3 of 3 at weight 15 (percent) gives 3/20, shown as 15.0%.

    Raises:
        ValueError: the competency has no scale with a level above 0.
    """
    if competency.max_level < 1:
        raise ValueError(f"{competency.code} has no scale to score on")
    return competency.weight * level / (100 * competency.max_level)


def attained_rank(levels: Levels, jd: JobDescription) -> str | None:
    """The code of the highest rank whose every required level is met; None if a level is missing.

    Points cannot make up for a level: one competency below its requirement is enough to miss a
    rank.
    """
    if any(levels.get(item.code) is None for item in jd.competencies):
        return None
    ranks = reversed(jd.rank_codes)
    return next((rank for rank in ranks if not any(_short(levels, jd, rank))), None)


def shortfall(levels: Levels, jd: JobDescription, rank: str) -> dict[str, int]:
    """Competency code → how many levels it is below what this rank requires, from 1.

    A competency without a level is left out: it is missing, not short.
    """
    return {item.code: item.required[rank] - level for item, level in _short(levels, jd, rank)}


def _short(levels: Levels, jd: JobDescription, rank: str) -> Iterator[tuple[Competency, int]]:
    for item in jd.competencies:
        level = levels.get(item.code)
        if level is not None and level < item.required.get(rank, level):
            yield item, level


def status_of(assessment: Assessment, jd: JobDescription) -> Status:
    """Whether the ratings that count are complete, without scoring them."""
    levels = assessment.levels_by(assessment.rater_of_record)
    whole = all(levels.get(item.code) is not None for item in jd.competencies)
    return Status.COMPLETE if whole else Status.INCOMPLETE


def score(assessment: Assessment, jd: JobDescription) -> Result:
    """Score an assessment: points, total, the rank attained and what blocks higher ranks.

    The assessor's ratings count if there are any, otherwise the self-assessment does, marked
    provisional. Weights, scales and requirements are the JD's, not the form's. A missing rating
    makes a score incomplete: no total, no rank.

    Raises:
        ValueError: a rating names a competency or a level that the JD does not have.

    Example:
        >>> import faie_sheets as fs
        >>> jd = fs.builtin.jd()
        >>> levels = {item.code: item.required["FAIE02"] for item in jd.competencies}
        >>> result = fs.score(fs.Assessment.of(jd, levels, target_rank="FAIE03"), jd)
        >>> float(result.total), result.rank, len(result.blocks("FAIE03"))
        (66.0, 'FAIE02', 11)
    """
    engineer = assessment.engineer
    target = engineer.target_rank if jd.rank(engineer.target_rank) else None
    own, assessors = (_score_of(assessment, rater, jd, target) for rater in Rater)
    record = own if assessment.rater_of_record is Rater.SELF else assessors
    return Result(
        assessment=assessment,
        engineer=engineer,
        target_rank=target,
        record=record,
        self_score=own,
        assessor_score=assessors,
        blocked_by=_blocked_by(record, jd),
    )


def _score_of(
    assessment: Assessment, rater: Rater, jd: JobDescription, target: str | None
) -> Score:
    levels = assessment.levels_by(rater)
    jd.check_codes(levels)
    items = [
        _item(item, levels.get(item.code), item.required.get(target) if target else None)
        for item in jd.competencies
    ]
    return Score(rater, tuple(items), attained_rank(levels, jd))


@lru_cache(maxsize=4096, typed=True)
def _item(competency: Competency, level: int | None, required: int | None) -> ItemResult:
    # There are only a few different ones for each competency, shared by all engineers.
    code, name, top = competency.code, competency.name, competency.max_level
    if level is None:
        return ItemResult(code, None, None, required, None, name, top)
    if competency.level(level) is None:
        allowed = ", ".join(str(step.level) for step in competency.scale)
        raise ValueError(f"{code} has no level {level}: its scale is {allowed}")
    gap = None if required is None else required - level
    return ItemResult(code, level, points(level, competency), required, gap, name, top)


def _blocked_by(
    record: Score, jd: JobDescription
) -> tuple[tuple[str, tuple[ItemResult, ...]], ...]:
    if record.missing:
        return ()
    levels = {item.code: item.level for item in record.items}
    attained = jd.rank_codes.index(record.rank) if record.rank else -1

    def short(rank: str) -> tuple[ItemResult, ...]:
        below = _short(levels, jd, rank)
        return tuple([_item(item, level, item.required[rank]) for item, level in below])

    return tuple([(rank, short(rank)) for rank in jd.rank_codes[attained + 1 :]])
