"""Frames: documented columns, exact types, and missing values that stay missing."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

import faie_sheets as fs
from faie_sheets import frames
from faie_sheets.problems import Kind, Place


def required(jd: fs.JobDescription, rank: str, **changed: int | None) -> dict[str, int | None]:
    return {item.code: item.required[rank] for item in jd.competencies} | changed


def intake_of(jd: fs.JobDescription, *assessments: fs.Assessment) -> fs.Intake:
    files = (fs.FileOutcome("a.xlsx", "0" * 64, fs.Outcome.SCORED),)
    problem = Place("a.xlsx").problem(Kind.FILE_EMPTY)
    return fs.Intake(jd, tuple(fs.score(a, jd) for a in assessments), files, (problem,))


@pytest.fixture(scope="module")
def intake(jd: fs.JobDescription) -> fs.Intake:
    one = fs.Engineer("0012", "Đặng Ân", "DU1", "FAIE01", "FAIE02", "Lê Tâm", "2026 H1")
    two = fs.Engineer("13", "Bùi Hà", "DU1", "Novice", "Principal")
    levels = required(jd, "FAIE02", AIAE08=1)
    return intake_of(
        jd,
        fs.Assessment.of(jd, levels, engineer=one, rater=fs.Rater.ASSESSOR),
        fs.Assessment.of(jd, required(jd, "FAIE01", AIAE04=None, AIAE05=0), engineer=two),
    )


def test_results_frame__one_row_an_engineer__in_order(intake: fs.Intake) -> None:
    frame = intake.to_frame()
    assert frame["employee_id"].tolist() == ["0012", "13"]
    assert frame["name"].tolist() == ["Đặng Ân", "Bùi Hà"]
    assert frame["basis"].tolist() == ["assessor", "self"]
    assert frame["provisional"].tolist() == [False, True]


def test_results_frame__total__is_percent_and_exact(intake: fs.Intake) -> None:
    total = intake.to_frame()["total"]
    assert total.dtype == "float64"
    assert total[0] == float(Fraction(193, 3))


def test_results_frame__incomplete__has_no_total_and_no_rank(intake: fs.Intake) -> None:
    row = intake.to_frame().iloc[1]
    assert row["status"] == "incomplete"
    assert row["missing"] == "AIAE04"
    for column in ("total", "rank", "meets_target", "self_total", "assessor_total"):
        assert pd.isna(row[column]), column


def test_results_frame__ranks__are_ordered_categories(
    intake: fs.Intake, jd: fs.JobDescription
) -> None:
    frame = intake.to_frame()
    for column in ("current_rank", "target_rank", "rank"):
        assert frame[column].cat.ordered
        assert tuple(frame[column].cat.categories) == jd.rank_codes
    assert (frame["rank"] < frame["target_rank"]).tolist() == [True, False]
    assert pd.isna(frame["current_rank"][1])
    assert pd.isna(frame["target_rank"][1])


def test_results_frame__blocked__names_the_codes(intake: fs.Intake) -> None:
    frame = intake.to_frame()
    assert frame["blocked_by"].tolist() == ["AIAE08", ""]
    assert frame["meets_target"].tolist() == [False, pd.NA]


def test_items_frame__missing_rating__is_na_and_zero_is_zero(intake: fs.Intake) -> None:
    frame = intake.items_frame()
    mine = frame[(frame["employee_id"] == "13") & (frame["rater"] == "self")].set_index("code")
    assert mine["level"].dtype == "Int64"
    assert mine["level"]["AIAE04"] is pd.NA
    assert pd.isna(mine["points"]["AIAE04"])
    assert mine["level"]["AIAE05"] == 0
    assert mine["points"]["AIAE05"] == 0


def test_items_frame__both_raters__have_a_row_each(
    intake: fs.Intake, jd: fs.JobDescription
) -> None:
    frame = intake.items_frame()
    assert len(frame) == 2 * 2 * len(jd.competencies)
    first = frame[frame["employee_id"] == "0012"]
    assert first[first["of_record"]]["rater"].unique().tolist() == ["assessor"]
    assert first[first["rater"] == "self"]["level"].isna().all()


def test_items_frame__points__add_up_to_the_total(intake: fs.Intake) -> None:
    items = intake.items_frame()
    points = items[items["of_record"] & (items["employee_id"] == "0012")]["points"]
    assert points.sum() == pytest.approx(193 / 300, abs=1e-12)


def test_items_frame__gap__is_required_minus_level(intake: fs.Intake) -> None:
    items = intake.items_frame()
    item = items[items["of_record"] & (items["code"] == "AIAE08")].iloc[0]
    assert (item["required"], item["level"], item["gap"]) == (2, 1, 1)
    assert item["label"].startswith("1: Applies security")


def test_roster_frame__every_attribute__as_text() -> None:
    frame = fs.Roster((fs.Engineer("007", "Võ Hà", email="h@example.com"),)).to_frame()
    assert (frame.dtypes == "string").all()
    first = frame.to_dict("records")[0]
    assert (first["id"], first["name"], first["email"]) == ("007", "Võ Hà", "h@example.com")
    assert first["unit"] == ""


def test_frames__nobody__have_the_same_columns_and_types(
    intake: fs.Intake, jd: fs.JobDescription
) -> None:
    nobody = fs.Intake(jd, (), ())
    assert nobody.to_frame().dtypes.equals(intake.to_frame().dtypes)
    assert nobody.items_frame().dtypes.equals(intake.items_frame().dtypes)
    assert len(nobody.to_frame()) == len(fs.Roster(()).to_frame()) == 0


def test_frames__every_column__is_described_in_the_docstring(intake: fs.Intake) -> None:
    described = {line.split(" ")[0] for line in (frames.__doc__ or "").splitlines()}
    assert {*intake.to_frame().columns, *intake.items_frame().columns} <= described
