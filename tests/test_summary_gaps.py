"""The gaps to the target ranks: the figures, and the summary's sheets that show them."""

from __future__ import annotations

import dataclasses
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from effort import examples
from hypothesis import given, settings
from kept import Kept
from programs import gnumeric, libreoffice, open_xml, poppler
from strategies import intakes
from summary_kit import (
    HOSTILE_NAMES,
    Book,
    assessed,
    batch,
    disagreements,
    intake_of,
    other_jd,
    rules,
)

import faie_sheets as fs
from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps, last_step
from faie_sheets.summary.gaps import headline
from faie_sheets.summary.gaps_by_unit import ENOUGH_TO_SHADE, STEPS

FIGURES = {
    "Rated": "rated", "Short in all": "short", "Levels missing": "levels",
    "One level more here alone meets the target": "last_steps",
}  # fmt: skip


def of_record(intake: fs.Intake) -> pd.DataFrame:
    """The rated items of record of the engineers with a known target, one row each.

    The frames name engineers by the file, so every file has to have another name.
    """
    items = intake.items_frame()
    known = items["of_record"] & items["level"].notna() & items["target_rank"].notna()
    rated = items[known].copy()
    rated["gap"] = rated["gap"].fillna(0)
    results = intake.to_frame().set_index("file")
    rated["provisional"] = rated["file"].map(results["provisional"]).astype(bool)
    short = rated[rated["gap"] > 0].groupby("file")["gap"].agg(["size", "sum"])
    only = set(short[(short["size"] == 1) & (short["sum"] == 1)].index)
    complete = set(results[results["status"] == "complete"].index)
    rated["last_step"] = rated["file"].isin(only & complete) & (rated["gap"] > 0)
    return rated


def expected(rated: pd.DataFrame, code: str) -> dict[str, Any]:
    """What a competency's figures are, counted in the data frame."""
    mine = rated[rated["code"] == code]
    short = mine[mine["gap"] > 0]
    return {
        "rated": len(mine),
        "short_by": Counter(short["gap"].tolist()),
        "provisional": int(short["provisional"].sum()),
        "last_steps": int(mine["last_step"].sum()),
        "provisional_last_steps": int((mine["last_step"] & mine["provisional"]).sum()),
    }


def figures(gap: CompetencyGap) -> dict[str, Any]:
    return {name: value for name, value in dataclasses.asdict(gap).items() if name != "code"}


def with_files(intake: fs.Intake) -> fs.Intake:
    """The same results, each from a file of its own and with texts that a data frame can hold."""

    def plain(assessment: fs.Assessment, number: int) -> fs.Assessment:
        facts = dataclasses.asdict(assessment.engineer).items()
        texts = {name: text.encode("utf-8", "replace").decode() for name, text in facts}
        who = fs.Engineer(**texts)
        return dataclasses.replace(assessment, engineer=who, evidence={}, file=f"{number}.xlsx")

    results = (plain(result.assessment, number) for number, result in enumerate(intake))
    return intake_of(intake.jd, (fs.score(one, intake.jd) for one in results))


def short(jd: fs.JobDescription, rank: str, **by: int) -> dict[str, int | None]:
    """The levels that a rank requires, less so many in these competencies."""
    return {item.code: item.required[rank] - by.get(item.code, 0) for item in jd.competencies}


# -- the figures ----------------------------------------------------------------------------


@given(intakes())
def test_competency_gaps__any_intake__are_those_of_the_frame(intake: fs.Intake) -> None:
    intake = with_files(intake)
    rated = of_record(intake)
    for gap in competency_gaps(intake.results, intake.jd):
        assert figures(gap) == expected(rated, gap.code)
        assert gap.short <= gap.rated


def test_competency_gaps__batch__are_those_of_the_frame(jd: fs.JobDescription) -> None:
    intake = batch(jd, 300, targets=[*jd.rank_codes, "", "FAIE99"])
    rated = of_record(intake)
    gaps = competency_gaps(intake.results, jd)
    assert [gap.code for gap in gaps] == [item.code for item in jd.competencies]
    for gap in gaps:
        assert figures(gap) == expected(rated, gap.code)
    assert sum(gap.last_steps for gap in gaps) == sum(map(bool, map(last_step, intake)))
    assert any(gap.provisional_last_steps for gap in gaps)
    assert any(set(gap.short_by) > {1} for gap in gaps)


def test_competency_gap__share_and_mean__are_exact() -> None:
    gap = CompetencyGap("X", rated=7, short_by={1: 2, 3: 1}, provisional=0, last_steps=0,
                        provisional_last_steps=0)  # fmt: skip
    assert (gap.short, gap.levels) == (3, 5)
    assert (gap.share, gap.mean) == (Fraction(3, 7), Fraction(5, 3))
    nobody = CompetencyGap.total([])
    assert (nobody.rated, nobody.share, nobody.mean) == (0, None, None)
    both = CompetencyGap.total([gap, gap])
    assert (both.rated, both.short_by, both.levels) == (14, {1: 4, 3: 2}, 10)


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ({}, None),
        ({"AIAE08": 1}, "AIAE08"),
        ({"AIAE08": 2}, None),
        ({"AIAE01": 1, "AIAE08": 1}, None),
        ({"AIAE01": 1, "AIAE08": -1}, "AIAE01"),
    ],
)
def test_last_step__one_level_in_one_competency(
    by: dict[str, int], code: str | None, jd: fs.JobDescription
) -> None:
    who = fs.Engineer("E1", target_rank="FAIE02")
    step = last_step(assessed(jd, who, short(jd, "FAIE02", **by)))
    assert (step.code if step else None) == code


def test_last_step__missing_rating_or_unknown_target__nobody_knows(jd: fs.JobDescription) -> None:
    levels = short(jd, "FAIE02", AIAE08=1)
    who = fs.Engineer("E1", target_rank="FAIE02")
    assert last_step(assessed(jd, who, levels | {"AIAE01": None})) is None
    assert last_step(assessed(jd, dataclasses.replace(who, target_rank="Boss"), levels)) is None


# -- the sheet ------------------------------------------------------------------------------


def competency_rows(book: Book) -> dict[str, dict[str, Any]]:
    """The table of competencies by code; the total stands under *All*."""
    titles, *rows = book.table("Gaps", "Code")
    titles[7], titles[12] = "provisional", "provisional_last_steps"
    return {row[0]: dict(zip(titles, row, strict=False)) for row in rows}


def unit_cells(book: Book) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    """(Code, unit) → share, short and rated, of the heat map."""
    titles, *rows = book.table("Gaps", "Code", nth=1)
    return {
        (share[0], title): (share[column], count[column], rated[column])
        for share, count, rated in zip(rows[::3], rows[1::3], rows[2::3], strict=True)
        for column, title in enumerate(titles)
        if column > 2 and title
    }


def assert_as_in_frame(book: Book, intake: fs.Intake) -> None:
    """Every figure of the sheet is what the data frame says."""
    rated = of_record(intake)
    rows = competency_rows(book)
    assert set(rows) == {*(item.code for item in intake.jd.competencies), "All"}
    for code, row in rows.items():
        wanted = [expected(rated, one) for one in ([code] if code != "All" else set(rows) - {code})]
        by = [sum(one["short_by"].get(n, 0) for one in wanted) for n in (1, 2)]
        total = sum(sum(one["short_by"].values()) for one in wanted)
        people = sum(one["rated"] for one in wanted)
        levels = sum(n * count for one in wanted for n, count in one["short_by"].items())
        assert row["Rated"] == people
        assert (row["Short by 1 level"], row["Short by 2"]) == tuple(by)
        assert row["Short by 3 or more"] == total - sum(by)
        assert row["Short in all"] == total
        assert row["Levels missing"] == levels
        assert row["Short, share of rated"] == (pytest.approx(total / people) if people else "–")
        assert row["Mean of those short"] == (pytest.approx(levels / total) if total else "–")
        for name in ("provisional", "provisional_last_steps"):
            assert row[name] == sum(one[name] for one in wanted)
        steps = sum(one["last_steps"] for one in wanted)
        assert row["One level more here alone meets the target"] == steps


def test_gaps__batch__every_figure_is_that_of_the_frame(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 120, targets=[*jd.rank_codes, "", "FAIE0?"])
    book = Book.of(intake, tmp_path)
    assert_as_in_frame(book, intake)
    counts = [row["Short in all"] for code, row in competency_rows(book).items() if code != "All"]
    assert counts == sorted(counts, reverse=True)


def test_gaps__by_unit__every_figure_is_that_of_the_frame(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 90, units=("Unit 1", "unit 1", *HOSTILE_NAMES))
    rated = of_record(intake)
    names = rated["unit"].map(lambda unit: unit.casefold())
    cells = unit_cells(Book.of(intake, tmp_path))
    assert len(cells) == 11 * (1 + len(HOSTILE_NAMES) + 1)
    for (code, title), (share, count, people) in cells.items():
        name = {"No unit given": "", f"{'U' * 29}…": "U" * 80}.get(title, title).casefold()
        mine = rated[(rated["code"] == code) & ((names == name) | (title == "All units"))]
        assert (count, people) == ((mine["gap"] > 0).sum(), len(mine)), (code, title)
        assert share == (pytest.approx(count / people) if people else "–")


def test_gaps__many_units__sums_up_the_smaller_ones(tmp_path: Path, jd: fs.JobDescription) -> None:
    units = [f"U{number}" for number in range(30)]
    intake = batch(jd, 200, units=units)
    rated = of_record(intake)
    cells = unit_cells(Book.of(intake, tmp_path))
    titles = list(dict.fromkeys(title for _, title in cells))
    assert titles[-2:] == ["Other units (18)", "All units"]
    assert len(titles) == 12 + 2
    other = rated[~rated["unit"].isin(titles) & (rated["code"] == "AIAE04")]
    _, count, people = cells["AIAE04", "Other units (18)"]
    assert (count, people) == ((other["gap"] > 0).sum(), len(other))


def test_gaps__shading__by_share_and_only_where_enough_are_rated(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, 60, units=(*["large"] * 9, *["middle"] * 3, "small"), shift=-0.3)
    book = Book.of(intake, tmp_path)
    held = rules(book.path, "Gaps", tmp_path)
    first = next(n for n, row in enumerate(book.grid("Gaps"), 1) if row[3] == "large") + 1
    seen = set()
    for row in range(first, first + 3 * 11, 3):
        for column in "DEFG":
            share, rated = (book.values["Gaps"][f"{column}{row + n}"].value for n in (0, 2))
            steps = (n for n, (least, *_) in enumerate(STEPS) if share >= least)
            step = next(steps, None) if rated >= ENOUGH_TO_SHADE else None
            seen.add((step, rated >= ENOUGH_TO_SHADE))
            assert {held[f"{column}{row + n}"] for n in range(3)} == {step}
    assert (None, False) in seen
    assert len(seen) > 3


def test_gaps__shades__darken_step_by_step() -> None:
    colours = [str(look["bg_color"]).lstrip("#") for *_, look in STEPS]
    grey = [
        sum(
            part * int(colour[n : n + 2], 16)
            for part, n in zip((0.299, 0.587, 0.114), (0, 2, 4), strict=True)
        )
        for colour in colours
    ]
    assert all(lighter - darker > 20 for darker, lighter in pairwise(grey))


@pytest.mark.parametrize(
    ("steps", "provisional", "words"),
    [
        (0, 0, "0 engineers are one level in one competency away from their target."),
        (1, 0, "1 engineer is one level in one competency away from their target."),
        (12, 3, "12 engineers are one level in one competency away from their target, "
                "3 of these on a provisional result."),
    ],
)  # fmt: skip
def test_gaps__headline__in_plain_words(
    steps: int, provisional: int, words: str, tmp_path: Path, jd: fs.JobDescription
) -> None:
    assert headline(steps, provisional) == words
    near, met = short(jd, "FAIE02", AIAE08=1), short(jd, "FAIE02")
    people = [fs.Engineer(f"E{n}", target_rank="FAIE02") for n in range(max(steps, 1))]
    results = [
        assessed(jd, who, near if steps else met, None if n < provisional else near)
        if steps
        else assessed(jd, who, None, met)
        for n, who in enumerate(people)
    ]
    book = Book.of(intake_of(jd, results), tmp_path)
    assert book.values["Gaps"]["A3"].value == words
    assert book.formulas["Gaps"]["A3"].data_type == "f"


def test_gaps__level_changed_in_the_matrix__figures_follow(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    who = [fs.Engineer(f"E{n}", unit="DU1", target_rank="FAIE02") for n in range(6)]
    near = [assessed(jd, one, None, short(jd, "FAIE02", AIAE08=1)) for one in who]
    path = Book.of(intake_of(jd, near), tmp_path).path
    matrix = Book(path).grid("Matrix")
    row = next(n for n, cells in enumerate(matrix, 1) if cells[0] == "E3")
    changed = Book(
        libreoffice.fill(path, "Matrix", {f"M{row}": 2, f"F{row}": 0}, tmp_path / "changed")
    )
    now = intake_of(
        jd,
        [
            assessed(jd, one, None, short(jd, "FAIE02", **by))
            for one in who
            for by in ({"AIAE01": 2} if one.id == "E3" else {"AIAE08": 1},)
        ],
    )
    assert_as_in_frame(changed, now)
    assert str(changed.values["Gaps"]["A3"].value).startswith("5 engineers are")
    assert unit_cells(changed)["AIAE08", "DU1"] == (pytest.approx(5 / 6), 5, 6)


# -- the lists ------------------------------------------------------------------------------


def listed(rated: pd.DataFrame, jd: fs.JobDescription) -> list[tuple[Any, ...]]:
    """What a list of these items has to show, in any order."""
    towards = (
        jd.competency(code).level(level) for code, level in rated[["code", "required"]].values
    )
    basis = rated["provisional"].map({True: "Self (provisional)", False: "Assessor"})
    facts = (rated[name] for name in ("employee_id", "code", "level", "required", "gap"))
    labels = (level.label for level in towards if level)
    return sorted(zip(*facts, basis, labels, strict=True))


def shown(rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    titles = (
        "Employee ID", "Code", "Rated", "Required", "Gap", "Basis", "Level to work towards",
    )  # fmt: skip
    return sorted(tuple(row[title] for title in titles) for row in rows)


def test_gap_lists__show_who_is_short_of_what(tmp_path: Path, jd: fs.JobDescription) -> None:
    intake = batch(jd, 80, shift=0.6)
    rated = of_record(intake)
    book = Book.of(intake, tmp_path)
    everything, near = (book.rows(sheet, "Employee ID") for sheet in ("Gap list", "One level away"))
    assert shown(everything) == listed(rated[rated["gap"] > 0], jd)
    assert shown(near) == listed(rated[rated["last_step"]], jd)
    assert near
    assert f"{len(near)} engineers are" in book.words("Gaps")
    for sheet, rows in (("Gap list", everything), ("One level away", near)):
        worksheet = book.formulas[sheet]
        assert worksheet.auto_filter.ref == f"A4:K{4 + len(rows)}"
        assert worksheet.freeze_panes == "C5"
        assert worksheet.print_title_rows == "$4:$4"


def test_gap_lists__weak_security__says_what_to_work_towards(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    who = fs.Engineer("E1", "Nguyễn An", "DU1", target_rank="FAIE02")
    near = assessed(jd, who, None, short(jd, "FAIE02", AIAE08=1))
    (row,) = Book.of(intake_of(jd, [near]), tmp_path).rows("One level away", "Employee ID")
    assert (row["Name"], row["Unit"], row["Target rank"]) == ("Nguyễn An", "DU1", "FAIE02")
    assert row["Competency"] == "Security, Compliance & Responsible AI"
    assert row["Level to work towards"].startswith("2: Leads projects ensuring responsible AI")


def test_gaps__nobody_is_short__says_so(tmp_path: Path, jd: fs.JobDescription) -> None:
    met = assessed(jd, fs.Engineer("E1", target_rank="FAIE01"), None, short(jd, "FAIE01"))
    book = Book.of(intake_of(jd, [met]), tmp_path)
    assert competency_rows(book)["All"]["Short in all"] == 0
    assert "Nobody is one level" in book.words("One level away")
    assert "No rating is below" in book.words("Gap list")


def test_gaps__no_known_target__says_so(tmp_path: Path, jd: fs.JobDescription) -> None:
    nobody = assessed(jd, fs.Engineer("E1", target_rank="Boss"), None, short(jd, "FAIE01"))
    for results in ([], [nobody]):
        book = Book.of(intake_of(jd, results), tmp_path)
        assert "nobody is short of one" in book.words("Gaps")
        assert "No rating is below" in book.words("Gap list")


# -- other programs -------------------------------------------------------------------------

INTAKES: dict[str, Callable[[fs.JobDescription], fs.Intake]] = {
    "hostile texts": lambda jd: batch(
        jd,
        40,
        units=HOSTILE_NAMES,
        assessors=HOSTILE_NAMES,
        targets=[*jd.rank_codes, "*", "FAIE0?"],
    ),
    "decomposed": lambda jd: batch(jd, 9, units=[unicodedata.normalize("NFD", "Trung tâm Ấn")]),
    "one competency, one rank": lambda _: batch(other_jd(1, 1), 12),
    "one engineer": lambda jd: batch(jd, 1, both=1),
    "20 competencies, 8 ranks": lambda _: batch(
        other_jd(20, 8, top=6, code="A rank code that is very long, number "), 30
    ),
    "no ranks": lambda _: batch(other_jd(3, 0), 5, targets=[""]),
    "many units": lambda jd: batch(jd, 60, units=[f"U{n}" for n in range(20)]),
    "nobody rated by both": lambda jd: batch(jd, 12, both=0),
}


@pytest.fixture(params=INTAKES)
def summary(request: pytest.FixtureRequest, kept: Kept, jd: fs.JobDescription) -> Path:
    """The summary of each of these intakes."""
    make = INTAKES[request.param]
    return kept.file(f"gaps, {request.param}.xlsx", lambda path: fs.write_summary(make(jd), path))


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
def test_summary__program_computes_what_is_stored(
    summary: Path, program: ModuleType, tmp_path: Path
) -> None:
    assert disagreements(summary, program, tmp_path) == []


def test_summary__is_a_sound_workbook(summary: Path) -> None:
    path = summary
    assert [*open_xml.faults(path), *open_xml.excel_limits(path)] == []


@pytest.mark.parametrize("competencies", [2, 25])
def test_gaps__printed__units_begin_a_page_and_no_competency_is_torn(
    competencies: int, tmp_path: Path
) -> None:
    book = Book.of(batch(other_jd(competencies, 3), 40), tmp_path)
    grid = book.grid("Gaps")
    title = next(n for n, row in enumerate(grid) if row[0] == "Short of the target rank, by unit")
    first, *rest = (mark.id for mark in book.formulas["Gaps"].row_breaks.brk)
    assert first == title
    assert all(grid[row][0] and grid[row][2] == "Short, share" for row in rest)
    printed = [page.text for page in poppler.pages(libreoffice.to_pdf(book.path, tmp_path))]
    begun = [len(re.findall(r"Short, share +\d", page)) for page in printed]
    assert begun == [len(re.findall(r"of rated +of", page)) for page in printed]
    assert sum(begun) == competencies
    assert len([count for count in begun if count]) == 1 + len(rest)


@settings(max_examples=examples(15))
@given(intakes())
def test_gaps__any_intake__every_figure_is_that_of_the_frame(intake: fs.Intake) -> None:
    intake = with_files(intake)
    with tempfile.TemporaryDirectory() as folder:
        book = Book.of(intake, Path(folder))
    if any(result.target_rank for result in intake):
        assert_as_in_frame(book, intake)
    else:
        assert "nobody is short of one" in book.words("Gaps")
