"""Scoring: the worked figures exactly, and what holds for every JD."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import levels_of, scoring_jds

import faie_sheets as fs
from faie_sheets import (
    Assessment,
    Competency,
    Engineer,
    JobDescription,
    Level,
    Rank,
    Rater,
    Rating,
    Status,
)
from faie_sheets.problems import Place
from faie_sheets.scoring.score import attained_rank, points, score, shortfall

Levels = dict[str, int | None]


def required(jd: JobDescription, rank: str, **changes: int | None) -> Levels:
    """Exactly the levels that a rank requires, some of them changed."""
    return {item.code: item.required[rank] for item in jd.competencies} | changes


def scored(jd: JobDescription, levels: Mapping[str, int | None], target: str = "") -> fs.Result:
    return score(Assessment.of(jd, levels, target_rank=target), jd)


def both(jd: JobDescription, own: Levels, assessors: Levels, target: str = "") -> fs.Result:
    """An assessment with ratings by the engineer and by the assessor."""
    ratings = Assessment.of(jd, own).ratings_by(Rater.SELF)
    others = Assessment.of(jd, assessors, rater=Rater.ASSESSOR).ratings_by(Rater.ASSESSOR)
    engineer = Engineer("E1", target_rank=target)
    return score(Assessment(engineer, (*ratings.values(), *others.values())), jd)


def two_ranks(low: Mapping[str, int], high: Mapping[str, int]) -> JobDescription:
    """A JD of two competencies of equal weight, A and B, with levels 0 to 3."""
    scale = tuple(Level(n, f"step {n}", f"{n}: step {n}") for n in range(4))
    return JobDescription(
        role="Tester",
        document=fs.Document(),
        ranks=(Rank("LOW", "Junior", 1), Rank("HIGH", "Senior", 2)),
        competencies=tuple(
            Competency(
                *(code, number, code, Fraction(50)),
                levels=scale,
                required={
                    rank: of[code] for rank, of in (("LOW", low), ("HIGH", high)) if code in of
                },
            )
            for number, code in enumerate("AB", 1)
        ),
    )


# -- the worked figures --------------------------------------------------------------------------


@pytest.mark.parametrize(("rank", "total"), [("FAIE01", 34), ("FAIE02", 66), ("FAIE03", 98)])
def test_worked_figure__exactly_what_a_rank_requires__attains_it(
    jd: JobDescription, rank: str, total: int
) -> None:
    result = scored(jd, required(jd, rank), target=rank)
    assert result.total == Fraction(total)
    assert result.rank == rank
    assert result.meets_target is True
    assert result.record.gaps == ()


def test_worked_figure__security_one_level_short__is_blocked_by_it(jd: JobDescription) -> None:
    result = scored(jd, required(jd, "FAIE02", AIAE08=1), target="FAIE02")
    assert result.total == Fraction(193, 3)
    assert result.rank == "FAIE01"
    assert result.meets_target is False
    assert [(item.code, item.gap) for item in result.blocks("FAIE02")] == [("AIAE08", 1)]
    assert [(item.code, item.short) for item in result.record.gaps] == [("AIAE08", 1)]
    assert [rank for rank, _ in result.blocked_by] == ["FAIE02", "FAIE03"]
    assert {item.code: item.gap for item in result.blocks("FAIE03")} == dict.fromkeys(
        required(jd, "FAIE03"), 1
    ) | {"AIAE08": 2}


def test_worked_figure__perfect_assessment__totals_100(jd: JobDescription) -> None:
    result = scored(jd, {item.code: item.max_level for item in jd.competencies})
    assert (result.total, result.rank, result.blocked_by) == (Fraction(100), "FAIE03", ())


def test_worked_figure__lowest_levels__total_0_and_no_rank(jd: JobDescription) -> None:
    result = scored(jd, dict.fromkeys(required(jd, "FAIE01"), 0))
    assert (result.total, result.rank, result.status) == (Fraction(0), None, Status.COMPLETE)
    assert [rank for rank, _ in result.blocked_by] == ["FAIE01", "FAIE02", "FAIE03"]


@pytest.mark.parametrize(
    ("code", "level", "earned"),
    [
        ("AIAE01", 3, Fraction(15, 100)),
        ("AIAE01", 1, Fraction(5, 100)),
        ("AIAE10", 4, Fraction(8, 100)),
        ("AIAE08", 1, Fraction(1, 60)),
        ("AIAE08", 0, Fraction(0)),
    ],
)
def test_points__weight_times_level_by_top_level(
    jd: JobDescription, code: str, level: int, earned: Fraction
) -> None:
    assert points(level, jd.competency(code)) == earned


def test_points__no_scale__is_an_error() -> None:
    with pytest.raises(ValueError, match="X9 has no scale to score on"):
        points(0, Competency("X9", 1, "X", Fraction(10)))


# -- blank is not 0 ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["AIAE01", "AIAE08", "AIAE11"])
def test_blank__is_not_0__no_total_no_rank_and_the_item_named(
    jd: JobDescription, code: str
) -> None:
    result = scored(jd, required(jd, "FAIE03", **{code: None}), target="FAIE03")
    assert (result.status, result.total, result.rank) == (Status.INCOMPLETE, None, None)
    assert result.missing == (code,)
    assert result.meets_target is None
    assert result.blocked_by == ()
    item = next(item for item in result.items if item.code == code)
    assert (item.level, item.points, item.gap, item.short) == (None, None, None, 0)
    assert item.required == jd.competency(code).required["FAIE03"]


def test_level_0__is_a_rating__complete_and_worth_nothing(jd: JobDescription) -> None:
    result = scored(jd, required(jd, "FAIE03", AIAE08=0), target="FAIE03")
    assert (result.status, result.total, result.rank) == (Status.COMPLETE, Fraction(93), None)
    assert result.missing == ()


def test_nothing_rated__all_missing_in_the_order_of_the_jd(jd: JobDescription) -> None:
    result = scored(jd, {})
    assert result.missing == tuple(item.code for item in jd.competencies)
    assert result.basis is Rater.SELF


# -- points never buy a rank ---------------------------------------------------------------------


def test_rank__points_never_buy_one(jd: JobDescription) -> None:
    best = {item.code: item.max_level for item in jd.competencies}
    result = scored(jd, best | {"AIAE11": 0})
    assert result.total == 95  # far more than the 66 that FAIE02 takes
    assert result.rank is None


def test_rank__more_than_required__is_not_held_against_it(jd: JobDescription) -> None:
    result = scored(jd, required(jd, "FAIE01", AIAE01=3, AIAE10=5), target="FAIE01")
    assert (result.rank, result.meets_target) == ("FAIE01", True)
    gaps = {item.code: item.gap for item in result.items if item.gap}
    assert gaps == {"AIAE01": -2, "AIAE10": -3}
    assert result.record.gaps == ()


def test_rank__requirements_not_rising__highest_that_is_met_counts() -> None:
    jd = two_ranks(low={"A": 2, "B": 1}, high={"A": 1, "B": 3})
    result = scored(jd, {"A": 1, "B": 3})
    assert result.rank == "HIGH"
    assert result.blocked_by == ()
    assert scored(jd, {"A": 2, "B": 1}).rank == "LOW"
    assert scored(jd, {"A": 1, "B": 1}).rank is None


def test_rank__that_requires_nothing_of_an_item__ignores_it() -> None:
    jd = two_ranks(low={"A": 1}, high={"A": 2, "B": 2})
    assert scored(jd, {"A": 1, "B": 0}).rank == "LOW"
    item = scored(jd, {"A": 1, "B": 0}, target="LOW").items[1]
    assert (item.required, item.gap, item.short) == (None, None, 0)


def test_rank__that_requires_nothing_at_all__is_met_by_everybody() -> None:
    assert scored(two_ranks(low={}, high={"A": 3}), {"A": 0, "B": 0}).rank == "LOW"


# -- the target rank -----------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["", "FAIE09", "faie02"])
def test_target__not_of_the_jd__leaves_gaps_open(jd: JobDescription, target: str) -> None:
    result = scored(jd, required(jd, "FAIE02"), target=target)
    assert result.target_rank is None
    assert result.meets_target is None
    assert {(item.required, item.gap) for item in result.items} == {(None, None)}
    assert (result.total, result.rank) == (Fraction(66), "FAIE02")


def test_target__below_the_rank_attained__is_met(jd: JobDescription) -> None:
    result = scored(jd, required(jd, "FAIE03"), target="FAIE01")
    assert (result.rank, result.meets_target) == ("FAIE03", True)


# -- the two raters ------------------------------------------------------------------------------


def test_self_assessment__without_an_assessor__is_of_record_and_provisional(
    jd: JobDescription,
) -> None:
    result = scored(jd, required(jd, "FAIE02"))
    assert (result.basis, result.provisional, result.total) == (Rater.SELF, True, Fraction(66))
    assert result.record is result.self_score
    assert result.assessor_score.total is None
    assert len(result.assessor_score.missing) == 11


def test_assessor__is_of_record__and_the_two_are_scored_apart(jd: JobDescription) -> None:
    result = both(jd, required(jd, "FAIE03"), required(jd, "FAIE01"), target="FAIE02")
    assert (result.basis, result.provisional) == (Rater.ASSESSOR, False)
    assert (result.total, result.rank) == (Fraction(34), "FAIE01")
    assert (result.self_score.total, result.self_score.rank) == (Fraction(98), "FAIE03")
    assert (result.assessor_score.total, result.assessor_score.rank) == (Fraction(34), "FAIE01")
    assert result.self_score.gaps == ()
    assert len(result.assessor_score.gaps) == 11


def test_assessor__has_rated_one_item__is_of_record_and_never_mixed(jd: JobDescription) -> None:
    result = both(jd, required(jd, "FAIE03"), {"AIAE05": 3})
    assert (result.basis, result.status, result.total) == (Rater.ASSESSOR, Status.INCOMPLETE, None)
    assert len(result.missing) == 10
    assert "AIAE05" not in result.missing
    assert result.self_score.total == 98


def test_assessor__has_written_what_no_one_can_read__is_of_record(jd: JobDescription) -> None:
    ratings = Assessment.of(jd, required(jd, "FAIE02")).ratings
    ratings = tuple(
        replace(rating, found="ok?") if rating.rater is Rater.ASSESSOR else rating
        for rating in ratings
    )
    result = score(Assessment(Engineer("E1"), ratings), jd)
    assert (result.basis, result.status) == (Rater.ASSESSOR, Status.INCOMPLETE)


# -- what cannot be scored -----------------------------------------------------------------------


def rated(code: str, level: int) -> Assessment:
    return Assessment(Engineer("E1"), (Rating(code, Rater.SELF, level, str(level), Place()),))


def test_rating__of_an_unknown_competency__is_an_error(jd: JobDescription) -> None:
    with pytest.raises(ValueError, match="the JD has no competency AIAE99"):
        score(rated("AIAE99", 1), jd)


@pytest.mark.parametrize("level", [-1, 4, 30])
def test_rating__not_on_the_scale__is_an_error(jd: JobDescription, level: int) -> None:
    with pytest.raises(ValueError, match=rf"AIAE01 has no level {level}: its scale is 0, 1, 2, 3"):
        score(rated("AIAE01", level), jd)


def test_assessment_of__levels_for_one_rater__leaves_the_other_blank(jd: JobDescription) -> None:
    assessment = Assessment.of(jd, {"AIAE01": 0}, rater=Rater.ASSESSOR, target_rank="FAIE01")
    assert assessment.has_rated(Rater.ASSESSOR)
    assert not assessment.has_rated(Rater.SELF)
    assert len(assessment.ratings) == 22
    assert assessment.ratings_by(Rater.ASSESSOR)["AIAE01"].level == 0
    assert assessment.engineer.target_rank == "FAIE01"


def test_assessment_of__levels_of_both__are_kept_apart(jd: JobDescription) -> None:
    own, theirs = required(jd, "FAIE03"), required(jd, "FAIE01")
    both = Assessment.of(jd, theirs, rater=Rater.ASSESSOR, other_levels=own, target_rank="FAIE02")
    result = score(both, jd)
    assert result.basis is Rater.ASSESSOR
    assert result.total == 34
    assert result.self_score.total == 98


def test_assessment_of__other_code_that_the_jd_does_not_have__is_an_error(
    jd: JobDescription,
) -> None:
    with pytest.raises(ValueError, match="no competency AIAE99"):
        Assessment.of(jd, {}, other_levels={"AIAE99": 1})


def test_score__items__carry_name_and_top_level(jd: JobDescription) -> None:
    items = score(Assessment.of(jd, {}), jd).items
    assert [(item.name, item.max_level) for item in items] == [
        (item.name, item.max_level) for item in jd.competencies
    ]


def test_assessment_of__engineer_given__is_whose_it_is(jd: JobDescription) -> None:
    an = Engineer("E1", "An", target_rank="FAIE03")
    assert score(Assessment.of(jd, {}, engineer=an), jd).engineer is an


# -- what holds for every JD ---------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn, *, complete: bool = True) -> tuple[JobDescription, Levels, str]:
    """A JD, levels on its scales and one of its ranks."""
    jd = draw(scoring_jds())
    levels = draw(levels_of(jd, complete=complete))
    return jd, levels, draw(st.sampled_from(jd.rank_codes))


def meets(jd: JobDescription, levels: Levels, rank: str) -> bool:
    """Whether every requirement of a rank is met, said as plainly as can be."""
    for item in jd.competencies:
        level = levels[item.code]
        if level is None or (rank in item.required and level < item.required[rank]):
            return False
    return True


@given(cases())
def test_any_jd__total_is_the_sum_of_weight_times_level_by_top(
    case: tuple[JobDescription, Levels, str],
) -> None:
    jd, levels, target = case
    expected = sum(
        item.weight * (levels[item.code] or 0) / item.max_level for item in jd.competencies
    )
    result = scored(jd, levels, target)
    assert result.total == expected
    assert isinstance(result.total, Fraction)
    assert sum(item.points or 0 for item in result.items) * 100 == expected


@given(cases())
def test_any_jd__total_agrees_with_a_spreadsheets_arithmetic(
    case: tuple[JobDescription, Levels, str],
) -> None:
    jd, levels, _ = case
    total = scored(jd, levels).total
    recalculated = sum(
        (levels[item.code] or 0) * float(item.weight) / item.max_level / 100
        for item in jd.competencies
    )
    assert total is not None
    assert abs(float(total) / 100 - recalculated) < 1e-9


@given(scoring_jds())
def test_any_jd__perfect_assessment_totals_the_weights(jd: JobDescription) -> None:
    result = scored(jd, {item.code: item.max_level for item in jd.competencies})
    assert result.total == sum(item.weight for item in jd.competencies)
    assert result.rank == jd.rank_codes[-1]


@given(cases())
def test_any_jd__rank_is_the_highest_whose_requirements_are_all_met(
    case: tuple[JobDescription, Levels, str],
) -> None:
    jd, levels, _ = case
    met = [rank for rank in jd.rank_codes if meets(jd, levels, rank)]
    assert scored(jd, levels).rank == (met[-1] if met else None)
    assert attained_rank(levels, jd) == (met[-1] if met else None)


@given(cases())
def test_any_jd__every_rank_above_is_blocked_by_what_is_short_of_it(
    case: tuple[JobDescription, Levels, str],
) -> None:
    jd, levels, _ = case
    result = scored(jd, levels)
    codes = jd.rank_codes
    above = codes[codes.index(result.rank) + 1 :] if result.rank else codes
    assert tuple(rank for rank, _ in result.blocked_by) == above
    for rank, items in result.blocked_by:
        gaps = {item.code: item.required[rank] - (levels[item.code] or 0)
                for item in jd.competencies if rank in item.required}  # fmt: skip
        assert {i.code: i.gap for i in items} == {c: gap for c, gap in gaps.items() if gap > 0}
        assert {item.code: gaps[item.code] for item in items} == shortfall(levels, jd, rank)
        assert items


@given(cases())
def test_any_jd__gaps_are_held_against_the_target(case: tuple[JobDescription, Levels, str]) -> None:
    jd, levels, target = case
    result = scored(jd, levels, target)
    assert result.meets_target == meets(jd, levels, target)
    for item, competency in zip(result.items, jd.competencies, strict=True):
        assert item.code == competency.code
        assert item.required == competency.required.get(target)
        if item.required is not None:
            assert item.gap == item.required - (levels[item.code] or 0)
            assert item.short == max(0, item.gap)


@given(cases(complete=False))
def test_any_jd__one_level_missing__no_total_no_rank(
    case: tuple[JobDescription, Levels, str],
) -> None:
    jd, levels, target = case
    result = scored(jd, levels, target)
    missing = tuple(code for code, level in levels.items() if level is None)
    assert result.missing == missing
    assert (result.status is Status.COMPLETE) == (not missing)
    assert (result.total is None) == bool(missing)
    if missing:
        assert (result.rank, result.meets_target, result.blocked_by) == (None, None, ())


@given(cases(), st.data())
def test_any_jd__one_level_higher__never_lowers_total_or_rank(
    case: tuple[JobDescription, Levels, str], data: st.DataObject
) -> None:
    jd, levels, _ = case
    item = data.draw(st.sampled_from(jd.competencies))
    raised = levels | {item.code: min((levels[item.code] or 0) + 1, item.max_level)}
    before, after = scored(jd, levels), scored(jd, raised)
    assert before.total is not None
    assert after.total is not None
    step = Fraction(0) if raised == levels else item.weight / item.max_level
    assert after.total - before.total == step
    places = [-1 if r.rank is None else jd.rank_codes.index(r.rank) for r in (before, after)]
    assert places[0] <= places[1]


@given(scoring_jds(), st.data())
def test_any_jd__the_two_raters_never_touch(jd: JobDescription, data: st.DataObject) -> None:
    own = data.draw(levels_of(jd))
    others = data.draw(levels_of(jd))
    result = both(jd, own, others)
    assert result.self_score == scored(jd, own).self_score
    assert replace(result.assessor_score, rater=Rater.SELF) == scored(jd, others).self_score
    rated_anything = any(level is not None for level in others.values())
    assert result.basis is (Rater.ASSESSOR if rated_anything else Rater.SELF)
    assert result.record is (result.assessor_score if rated_anything else result.self_score)


@given(cases(), st.randoms(use_true_random=False))
def test_any_jd__order_of_the_ratings__is_of_no_account(
    case: tuple[JobDescription, Levels, str], shuffler: random.Random
) -> None:
    jd, levels, target = case
    assessment = Assessment.of(jd, levels, target_rank=target)
    ratings = list(assessment.ratings)
    shuffler.shuffle(ratings)
    shuffled = score(replace(assessment, ratings=tuple(ratings)), jd)
    assert replace(shuffled, assessment=assessment) == score(assessment, jd)


def test_assessment_of__code_that_the_jd_does_not_have__is_an_error(jd: fs.JobDescription) -> None:
    with pytest.raises(ValueError, match="no competency AIAE99"):
        fs.Assessment.of(jd, {"AIAE01": 2, "AIAE99": 1})


def test_score__of_levels_from_a_data_frame__leaves_those_of_others_alone(
    jd: fs.JobDescription,
) -> None:
    for kind in (np.int64, bool, int):
        levels: dict[str, Any] = {item.code: kind(1) for item in jd.competencies}
        result = fs.score(fs.Assessment.of(jd, levels, target_rank="FAIE02"), jd)
        assert {type(item.level) for item in result.items} == {kind}


def test_shortfall__level_below_the_scale__rank_without_a_requirement__is_none() -> None:
    assert shortfall({"A": -1, "B": -1}, two_ranks({}, {"B": 2}), "LOW") == {}
