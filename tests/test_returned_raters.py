"""Who has rated: the assessor, the engineer, both, or half of it."""

from __future__ import annotations

from fractions import Fraction

from forms_kit import ASSESSOR, CODES, JD, at, by_both, chosen, filled, read, required

import faie_sheets as fs

FULL = required("FAIE02")


def test_assessor_only__is_of_record__and_no_self_level_is_missed() -> None:
    assessment = read(filled(chosen(FULL, ASSESSOR)))
    result = fs.score(assessment, JD)
    assert assessment.problems == ()
    assert (result.basis, result.provisional, result.total) == (
        fs.Rater.ASSESSOR,
        False,
        Fraction(66),
    )
    assert len(result.self_score.missing) == len(CODES)


def test_self_only__is_of_record__provisional() -> None:
    result = fs.score(read(filled(chosen(FULL))), JD)
    assert (result.basis, result.provisional, result.total) == (fs.Rater.SELF, True, Fraction(66))


def test_half_by_the_assessor__is_incomplete__and_says_that_self_levels_do_not_fill_in() -> None:
    half = {code: FULL[code] for code in CODES[:5]}
    assessment = read(filled(by_both(FULL, half)))
    result = fs.score(assessment, JD)
    assert (result.basis, result.total, result.rank) == (fs.Rater.ASSESSOR, None, None)
    assert result.missing == CODES[5:]
    assert [problem.cell for problem in assessment.problems] == [
        at(code, ASSESSOR) for code in CODES[5:]
    ]
    for problem in assessment.problems:
        assert problem.code == fs.Kind.RATING_MISSING.code
        assert problem.fix.endswith("complete, but are never taken for the assessor's")


def test_half_by_both__says_nothing_of_complete_self_levels() -> None:
    half = {code: FULL[code] for code in CODES[:5]}
    assessment = read(filled(by_both(half, half)))
    assert len(assessment.problems) == len(CODES) - 5
    assert not any("self levels" in problem.fix for problem in assessment.problems)


def test_half_by_the_engineer_alone__the_missing_are_named() -> None:
    assessment = read(filled(chosen(dict.fromkeys(CODES[:5], 1))))
    assert [problem.cell for problem in assessment.problems] == [at(code) for code in CODES[5:]]
