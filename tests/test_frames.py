"""Frames: documented columns, exact types, and missing values that stay missing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import faie_sheets as fs
from faie_sheets.notebook import frames
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


def test_problems_frame__one_row_a_problem__with_whose_file_it_is(jd: fs.JobDescription) -> None:
    one = fs.Engineer("0012", "Đặng Ân", target_rank="FAIE02")
    assessment = dataclasses.replace(
        fs.Assessment.of(jd, required(jd, "FAIE02"), engineer=one), file="a.xlsx"
    )
    found = (
        Place("a.xlsx", "Assessment", "G9").problem(
            Kind.RATING_MISSING, rater="self", code="A", name="B", allowed="0 to 3", hint=""
        ),
        Place("scan.pdf").problem(Kind.NOT_A_WORKBOOK, what="a PDF document"),
        Place("a.xlsx").problem(Kind.FORM_SUPERSEDED, who="x", other="y", why="z"),
    )
    frame = fs.Intake(jd, (fs.score(assessment, jd),), (), found).problems_frame()
    assert frame["code"].tolist() == [problem.code for problem in found]
    assert frame["message"].tolist() == [problem.message for problem in found]
    assert frame["employee_id"].isna().tolist() == [False, True, False]
    assert frame["name"].tolist()[0] == "Đặng Ân"
    assert frame["cell"].isna().tolist() == [False, True, True]
    assert (frame["severity"] == "error").tolist() == [True, True, False]
    assert frame["severity"].max() == "error"


def test_files_frame__every_file__with_what_became_of_it(intake: fs.Intake) -> None:
    (file,) = intake.files_frame().to_dict("records")
    assert (file["file"], file["outcome"], file["problems"]) == ("a.xlsx", "scored", 1)
    assert pd.isna(file["employee_id"])


def test_jd_frame__one_row_a_competency__a_column_a_rank(jd: fs.JobDescription) -> None:
    frame = jd.to_frame()
    assert frame["code"].tolist() == [item.code for item in jd.competencies]
    assert frame["weight"].sum() == 100
    worth = frame["weight"] * frame["required_FAIE02"] / frame["max_level"]
    assert worth.sum() == pytest.approx(66, abs=1e-9)


def test_jd_frame__nothing_required__is_na(jd: fs.JobDescription) -> None:
    first = dataclasses.replace(jd.competencies[0], required={"FAIE01": 0})
    frame = dataclasses.replace(jd, competencies=(first,)).to_frame()
    assert frame.loc[0, "required_FAIE01"] == 0
    assert frame["required_FAIE02"].isna().tolist() == [True]


def test_levels_frame__one_row_a_level(jd: fs.JobDescription) -> None:
    frame = jd.levels_frame()
    assert len(frame) == 10 * 4 + 6
    (top,) = frame[(frame["code"] == "AIAE01") & (frame["level"] == 3)].to_dict("records")
    assert (top["points"], top["required_by"]) == (0.15, "FAIE03")
    assert top["label"] == jd.competency("AIAE01").scale[3].label
    assert frame["required_by"][0] == ""


def test_roster_frame__every_attribute__as_text() -> None:
    frame = fs.Roster((fs.Engineer("007", "Võ Hà", email="h@example.com"),)).to_frame()
    assert (frame.dtypes == "string").all()
    first = frame.to_dict("records")[0]
    assert (first["id"], first["name"], first["email"]) == ("007", "Võ Hà", "h@example.com")
    assert first["unit"] == ""


def test_roster_frame__saved_as_csv__is_a_roster_again(tmp_path: Path) -> None:
    roster = fs.read_roster(fs.builtin.ROSTER_PATH)
    roster.to_frame().to_csv(tmp_path / "roster.csv", index=False)
    again = fs.read_roster(tmp_path / "roster.csv")
    assert (again.engineers, again.problems) == (roster.engineers, ())


def test_frames__key__joins_roster_and_results(intake: fs.Intake) -> None:
    roster = fs.Roster((*(result.engineer for result in intake), fs.Engineer("14")))
    joined = roster.to_frame().merge(
        intake.to_frame(), how="left", left_on="id", right_on="employee_id"
    )
    assert joined["status"].isna().tolist() == [False, False, True]


def test_frames__nobody__have_the_same_columns_and_types(
    intake: fs.Intake, jd: fs.JobDescription
) -> None:
    nobody = fs.Intake(jd, (), ())
    assert nobody.to_frame().dtypes.equals(intake.to_frame().dtypes)
    assert nobody.items_frame().dtypes.equals(intake.items_frame().dtypes)
    assert len(nobody.to_frame()) == len(fs.Roster(()).to_frame()) == 0


FRAMES: dict[str, Callable[[fs.Intake], pd.DataFrame]] = {
    "results": lambda intake: intake.to_frame(),
    "items": lambda intake: intake.items_frame(),
    "problems": lambda intake: intake.problems_frame(),
    "files": lambda intake: intake.files_frame(),
    "competencies": lambda intake: intake.jd.to_frame(),
    "levels": lambda intake: intake.jd.levels_frame(),
    "roster": lambda intake: fs.Roster(tuple(r.engineer for r in intake)).to_frame(),
}


def through_parquet(frame: pd.DataFrame, folder: Path) -> pd.DataFrame:
    frame.to_parquet(folder / "frame.parquet")
    return pd.read_parquet(folder / "frame.parquet")


@pytest.mark.parametrize("name", FRAMES)
def test_frame__through_parquet__is_the_same(name: str, intake: fs.Intake, tmp_path: Path) -> None:
    frame = FRAMES[name](intake)
    pd.testing.assert_frame_equal(through_parquet(frame, tmp_path), frame)


@pytest.mark.parametrize("name", FRAMES)
def test_frame__nobody__through_parquet__loses_categories_alone(
    name: str, intake: fs.Intake, tmp_path: Path
) -> None:
    frame = FRAMES[name](fs.Intake(intake.jd, (), ()))
    again = through_parquet(frame, tmp_path)
    for column, dtype in frame.dtypes.items():
        if not isinstance(dtype, pd.CategoricalDtype):
            assert again[column].dtype == dtype
    assert list(again.columns) == list(frame.columns)


@pytest.mark.parametrize("name", FRAMES)
def test_frame__rows__are_numbered_from_0(name: str, intake: fs.Intake) -> None:
    frame = FRAMES[name](intake)
    assert frame.index.equals(pd.RangeIndex(len(frame)))


@pytest.mark.parametrize("name", FRAMES)
def test_frame__every_column__is_described_in_the_docstring(name: str, intake: fs.Intake) -> None:
    described = {line.split(" ")[0] for line in (frames.__doc__ or "").splitlines()}
    columns = {re.sub("^required_.*", "required_…", each) for each in FRAMES[name](intake).columns}
    assert columns <= described


def test_text__half_a_character__becomes_the_replacement_character(
    jd: fs.JobDescription, tmp_path: Path
) -> None:
    engineer = fs.Engineer("E1", "An\ud800 😀")
    levels = required(jd, "FAIE01")
    intake = intake_of(jd, fs.Assessment.of(jd, levels, engineer=engineer))
    intake.to_frame().to_parquet(tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet")["name"].tolist() == ["An\ufffd 😀"]
