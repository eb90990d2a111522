"""How raters differ: the figures, and the summary's sheets that show them."""

from __future__ import annotations

import dataclasses
import unicodedata
import zipfile
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import gnumeric, libreoffice
from summary_kit import HOSTILE_NAMES, Book, Row, assessed, batch, intake_of, other_jd, rules

import faie_sheets as fs
from faie_sheets.scoring.raters import (
    ENOUGH_ASSESSORS,
    ENOUGH_RATINGS,
    NOT_GIVEN,
    AssessorFigures,
    assessor_figures,
    assessor_key,
    competency_differences,
)

SPELLINGS = ("Lê Tâm", " lê  tâm", unicodedata.normalize("NFD", "LÊ TÂM"), "Lê\u00a0Tâm\n")
SOME = ("An", "Bình", "Chi", "Dũng", *SPELLINGS[:3], "", "Not given")


def pairs(intake: fs.Intake) -> pd.DataFrame:
    """The levels of both raters side by side: a row an engineer and competency."""
    items = intake.items_frame()
    wide = items.pivot(index=["file", "code"], columns="rater", values="level").reset_index()
    wide["difference"] = wide["assessor"] - wide["self"]
    return wide


def ratings(intake: fs.Intake) -> pd.DataFrame:
    """The assessors' ratings of engineers with a known target, with the assessor's key."""
    items = intake.items_frame()
    rated = items[(items["rater"] == "assessor") & items["level"].notna()].copy()
    names = intake.to_frame().set_index("file")["assessor"]
    rated["who"] = rated["file"].map(names).map(assessor_key)
    return rated[rated["target_rank"].notna()]


def compared(rated: pd.DataFrame, who: str) -> tuple[float, int, int, int] | None:
    """Difference, ratings, cases and others of an assessor, one rating after the other."""
    differences, cases, held_against = [], set(), set()
    for _, one in rated[rated["who"] == who].iterrows():
        same = (rated["target_rank"] == one["target_rank"]) & (rated["code"] == one["code"])
        others = rated[same & (rated["who"] != who) & (rated["who"] != "")]
        if len(others) >= ENOUGH_RATINGS and others["who"].nunique() >= ENOUGH_ASSESSORS:
            differences.append(one["level"] - others["level"].astype(float).mean())
            cases.add(one["file"])
            held_against.update(others["file"])
    if not differences:
        return None
    mean = sum(differences) / len(differences)
    return mean, len(differences), len(cases), len(held_against)


def by_name(intake: fs.Intake) -> dict[str, AssessorFigures]:
    return {figures.name: figures for figures in assessor_figures(intake.results)}


def levels(jd: fs.JobDescription, level: int | None = 1) -> dict[str, int | None]:
    return {item.code: level for item in jd.competencies}


def rated_by(
    jd: fs.JobDescription, assessor: str, count: int, level: int, target: str = "FAIE02"
) -> list[fs.Result]:
    """So many engineers whom an assessor has given this level in everything."""
    return [
        assessed(
            jd,
            fs.Engineer(f"{assessor}{target}{n}", target_rank=target, assessor=assessor),
            levels(jd),
            levels(jd, level),
        )
        for n in range(count)
    ]


# -- the figures ----------------------------------------------------------------------------


@settings(max_examples=examples(30))
@given(st.integers(0, 2**32), st.integers(1, 60), st.sampled_from([0.0, 0.5, 1.0]))
def test_competency_differences__are_those_of_the_frame(seed: int, count: int, both: float) -> None:
    intake = batch(other_jd(3, 2), count, seed=seed, both=both)
    found = pairs(intake)
    for difference in competency_differences(intake.results, intake.jd):
        mine = found[found["code"] == difference.code]["difference"].dropna()
        assert difference.lower == (mine < 0).sum()
        assert difference.same == (mine == 0).sum()
        assert difference.higher == (mine > 0).sum()
        assert (difference.cases, difference.levels) == (len(mine), mine.sum())
        assert difference.mean == (Fraction(int(mine.sum()), len(mine)) if len(mine) else None)


@settings(max_examples=examples(20))
@given(st.integers(0, 2**32), st.integers(1, 70))
def test_assessor_figures__are_those_of_the_frame(seed: int, count: int) -> None:
    intake = batch(other_jd(2, 2), count, seed=seed, assessors=SOME, targets=["R1", "R2", "?"])
    results, rated, differences = intake.to_frame(), ratings(intake), pairs(intake)
    results["who"] = results["assessor"].map(assessor_key)
    found = assessor_figures(intake.results)
    assert len({figures.name for figures in found}) == len(found)
    for figures in found:
        who = assessor_key(figures.name)
        mine = results[(results["who"] == who) & (results["basis"] == "assessor")]
        assert (figures.rated, figures.both) == (len(mine), len(mine))
        points = (mine["assessor_total"] - mine["self_total"]).dropna()
        assert figures.points == (pytest.approx(points.mean()) if len(points) else None)
        means = differences[differences["file"].isin(mine["file"])].groupby("file")["difference"]
        each = means.mean().dropna().astype(float)
        assert figures.levels == (pytest.approx(each.mean()) if len(each) else None)
        held = figures.comparison and dataclasses.astuple(figures.comparison)
        assert held == (
            pytest.approx(compared(rated, who)) if who and compared(rated, who) else None
        )


def test_assessor_figures__far_from_the_others__is_seen(jd: fs.JobDescription) -> None:
    results = [
        *rated_by(jd, "Strict", 6, 0), *rated_by(jd, "An", 6, 2), *rated_by(jd, "Bình", 6, 2),
    ]  # fmt: skip
    strict, *others = assessor_figures(results)
    assert (strict.name, strict.rated, strict.both) == ("Strict", 6, 6)
    assert strict.levels == -1
    assert strict.comparison is not None
    assert strict.comparison.difference == -2
    assert (strict.comparison.ratings, strict.comparison.cases) == (66, 6)
    assert strict.comparison.others == 12
    assert [figures.comparison and figures.comparison.difference for figures in others] == [1, 1]


def test_assessor_figures__other_targets__are_not_comparable(jd: fs.JobDescription) -> None:
    results = [
        *rated_by(jd, "Strict", 6, 0, "FAIE01"),
        *rated_by(jd, "An", 6, 2, "FAIE02"),
        *rated_by(jd, "Bình", 6, 2, "FAIE02"),
    ]
    assert all(figures.comparison is None for figures in assessor_figures(results))


@pytest.mark.parametrize(
    ("others", "compared"),
    [((5, 0), False), ((50, 0), False), ((2, 2), False), ((3, 2), True), ((1, 4), True)],
)
def test_assessor_figures__only_with_enough_others(
    others: tuple[int, int], compared: bool, jd: fs.JobDescription
) -> None:
    results = [*rated_by(jd, "Mine", 4, 0)]
    for name, count in zip(("An", "Bình"), others, strict=True):
        results += rated_by(jd, name, count, 1)
    mine = {figures.name: figures for figures in assessor_figures(results)}["Mine"]
    assert (mine.comparison is not None) == compared
    if mine.comparison:
        assert mine.comparison.few
        assert (mine.comparison.cases, mine.comparison.others) == (4, sum(others))


def test_assessor_figures__few_cases__come_after_those_with_enough(jd: fs.JobDescription) -> None:
    results = [
        *rated_by(jd, "One case", 1, 0), *rated_by(jd, "An", 6, 2), *rated_by(jd, "Bình", 6, 3),
    ]  # fmt: skip
    names = [figures.name for figures in assessor_figures(results)]
    assert names == ["Bình", "An", "One case"]


def test_assessor_figures__spellings_of_one_name__are_one(jd: fs.JobDescription) -> None:
    results = [
        assessed(jd, fs.Engineer(f"E{n}", assessor=name), None, levels(jd))
        for n, name in enumerate((*SPELLINGS, "Lê Tam", "", "  ", "not given"))
    ]
    found = {figures.name: figures.rated for figures in assessor_figures(results)}
    assert found == {"Lê Tâm": 4, "Lê Tam": 1, NOT_GIVEN: 3}


def test_assessor_figures__nobody_named__is_not_compared_nor_compared_with(
    jd: fs.JobDescription,
) -> None:
    results = [*rated_by(jd, "An", 9, 2), *rated_by(jd, "Bình", 3, 1), *rated_by(jd, "", 9, 0)]
    found = {figures.name: figures.comparison for figures in assessor_figures(results)}
    assert found == {"An": None, "Bình": None, NOT_GIVEN: None}


# -- the sheets -----------------------------------------------------------------------------


def competency_rows(book: Book) -> list[Row]:
    return book.rows("Self vs assessor", "Code")


def assessor_rows(book: Book) -> dict[str, Row]:
    return {row["Assessor"]: row for row in book.rows("Self vs assessor", "No.")}


def both_rows(book: Book) -> list[list[Any]]:
    return book.table("Both ratings", "Employee ID")[1:]


def test_self_vs_assessor__competencies__are_those_of_the_frame(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 60)
    found = pairs(intake)
    rows = competency_rows(Book.of(intake, tmp_path))
    assert [row["Code"] for row in rows] == [item.code for item in jd.competencies]
    for row in rows:
        mine = found[found["code"] == row["Code"]]["difference"].dropna().astype(int)
        assert row["Rated by both"] == len(mine)
        assert row["Mean difference in levels"] == pytest.approx(mine.mean())
        counts = [row[title] for title in ("Assessor lower", "Same", "Assessor higher")]
        assert counts == [(mine < 0).sum(), (mine == 0).sum(), (mine > 0).sum()]
        assert row["Share lower"] == pytest.approx(-counts[0] / len(mine))
        assert row["Share higher"] == pytest.approx(counts[2] / len(mine))


def test_self_vs_assessor__assessors__are_those_of_the_figures(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 60, assessors=(*SOME[:7], *SOME[:2] * 3, ""))
    rows, found = assessor_rows(Book.of(intake, tmp_path)), by_name(intake)
    assert list(rows) == list(found)
    assert [row["No."] for row in rows.values()] == list(range(1, len(rows) + 1))
    for name, figures in found.items():
        row, held = rows[name], figures.comparison
        assert (row["Engineers rated"], row["of these, self too"]) == (figures.rated, figures.both)
        assert figures.points is not None
        assert figures.levels is not None
        assert row["Mean difference of totals"] == pytest.approx(float(figures.points / 100))
        assert row["Mean difference in levels"] == pytest.approx(float(figures.levels))
        shown = [
            row[title]
            for title in ("From the others, in levels", "Cases: engineers", "Others' engineers")
        ]
        if held is None:
            assert shown == ["–"] * 3
        else:
            assert shown == [pytest.approx(float(held.difference)), held.cases, held.others]
    remarks = {name: row["Remark"] or "" for name, row in rows.items()}
    assert "nobody is named" in remarks[NOT_GIVEN]
    for name, figures in found.items():
        few = figures.comparison.few if figures.comparison else figures.rated < 5
        assert ("few cases" in remarks[name]) == few
    assert "few cases" in remarks.values()
    assert "" in remarks.values()


def test_self_vs_assessor__no_colour_says_good_or_bad(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    book = Book.of(batch(jd, 60, assessors=SOME), tmp_path)
    sheet = book.formulas["Self vs assessor"]
    assert not list(sheet.conditional_formatting)
    first = next(cell.row for cell in sheet["A"] if cell.value == "No.") + 1
    fills = {cell.fill.patternType for row in sheet.iter_rows(min_row=first) for cell in row}
    assert fills == {None}
    words = book.words("Self vs assessor")
    assert "What this cannot tell: people differ." in words
    assert f"at least {ENOUGH_RATINGS} ratings of at least {ENOUGH_ASSESSORS} others" in words


def test_both_ratings__one_row_an_engineer_with_the_levels_of_both(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 50)
    book = Book.of(intake, tmp_path)
    count = len(jd.competencies)
    by_id = {result.engineer.id: result for result in intake if not result.provisional}
    rows = both_rows(book)
    assert {row[0] for row in rows} == set(by_id)
    assert len(rows) == len(by_id)
    numbers = {name: row["No."] for name, row in assessor_rows(book).items()}
    for row in rows:
        result = by_id[row[0]]
        assert (row[4], numbers[row[4]]) == (result.engineer.assessor, row[5])
        mine, theirs = (
            [item.level for item in score.items]
            for score in (result.self_score, result.assessor_score)
        )
        assert row[10 + count : 10 + 2 * count] == mine
        assert row[10 + 2 * count :] == theirs
        differences = [
            None if a is None or b is None else b - a for a, b in zip(mine, theirs, strict=True)
        ]
        assert [value if value != "" else None for value in row[10 : 10 + count]] == differences
        own, given = result.self_score.total, result.assessor_score.total
        both = None if own is None or given is None else given - own
        for shown, total in zip(row[6:9], (own, given, both), strict=True):
            assert (shown or 0) == (0 if total is None else pytest.approx(float(total / 100)))
            assert (total is None) == (shown in (None, ""))
        known = [value for value in differences if value is not None]
        assert row[9] == pytest.approx(sum(known) / len(known))


def test_both_ratings__sorting_by_a_filter_moves_whole_rows(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    book = Book.of(batch(jd, 30), tmp_path)
    for name in ("Both ratings", "Matrix", "Gap list", "One level away"):
        sheet = book.formulas[name]
        first, last = sheet.auto_filter.ref.split(":")
        assert first.startswith("A"), name
        assert last == sheet.cell(sheet.max_row, sheet.max_column).coordinate, name
        assert all(cell.value for cell in sheet[first[1:]]), name


def test_both_ratings__colours_follow_the_sign(tmp_path: Path, jd: fs.JobDescription) -> None:
    book = Book.of(batch(jd, 25), tmp_path)
    held = rules(book.path, "Both ratings", tmp_path)
    sheet = book.values["Both ratings"]
    seen = set()
    for cell, rule in held.items():
        value = sheet[cell].value
        sign = None if value in (None, "", 0) else 0 if value < 0 else 1
        assert rule == sign, cell
        seen.add((rule, value in (None, "")))
    assert seen == {(None, True), (None, False), (0, False), (1, False)}
    formats = {cell.number_format for cell in book.formulas["Both ratings"]["K"][6:]}
    assert formats == {'+0"▲";-0"▼";0'}


def test_self_vs_assessor__a_level_changed__figures_follow(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    path = Book.of(intake_of(jd, rated_by(jd, "An", 2, 2)), tmp_path).path
    changed = Book(libreoffice.fill(path, "Both ratings", {"AG7": 1}, tmp_path / "changed"))
    assert changed.formulas["Both ratings"]["AG6"].value == "AIAE01"
    row = competency_rows(changed)[0]
    assert (row["Assessor higher"], row["Same"]) == (1, 1)
    assert row["Mean difference in levels"] == pytest.approx(0.5)
    assert assessor_rows(changed)["An"]["Mean difference in levels"] == pytest.approx(
        (1 + 10 / 11) / 2
    )


@pytest.mark.parametrize(("competencies", "charts"), [(20, 1), (21, 0)])
def test_self_vs_assessor__chart__of_at_most_20_bars(
    competencies: int, charts: int, tmp_path: Path
) -> None:
    book = Book.of(batch(other_jd(competencies, 2), 15), tmp_path)
    with zipfile.ZipFile(book.path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        found = [xml for name in names if "Self vs" in (xml := archive.read(name).decode())]
    assert len(found) == charts
    for xml in found:
        assert xml.count("<c:ser>") == 2
        assert xml.count("<c:v>Skill ") == 2 * competencies
        assert "<c:v>-0." in xml, "figures are kept in the chart"


def test_self_vs_assessor__nobody_rated_by_both__still_shows_the_assessors(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    results = [
        assessed(jd, fs.Engineer(f"E{n}", assessor="An"), None, levels(jd)) for n in range(3)
    ]
    book = Book.of(intake_of(jd, results), tmp_path)
    assert "No engineer has been rated by both" in book.words("Self vs assessor")
    assert "nothing to compare" in book.words("Both ratings")
    (row,) = assessor_rows(book).values()
    assert (row["Engineers rated"], row["of these, self too"]) == (3, 0)
    assert row["Mean difference of totals"] == row["Mean difference in levels"] == "–"


def test_self_vs_assessor__no_assessor__says_so(tmp_path: Path, jd: fs.JobDescription) -> None:
    for intake in (batch(jd, 3, both=0), intake_of(jd, [])):
        book = Book.of(intake, tmp_path)
        assert "No assessor has rated anybody" in book.words("Self vs assessor")
        assert "nothing to compare" in book.words("Both ratings")


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
def test_self_vs_assessor__hostile_names__are_counted_apart(
    program: ModuleType, tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 60, assessors=(*HOSTILE_NAMES, "X" * 300, "X" * 301, *SPELLINGS))
    path = Book.of(intake, tmp_path).path
    book = Book(program.recalculate(path, tmp_path / "out"))
    rows = book.rows("Self vs assessor", "No.")
    found = assessor_figures(intake.results)
    assert [row["of these, self too"] for row in rows] == [figures.both for figures in found]
    assert sum(row["Engineers rated"] for row in rows) == sum(not r.provisional for r in intake)
