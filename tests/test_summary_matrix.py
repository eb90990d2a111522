"""The summary's sheet *Matrix*: colours and formulas that follow what people do to it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from programs import gnumeric, libreoffice
from summary_kit import Book, assessed, batch, intake_of, opened, other_jd, rules

import faie_sheets as fs
from faie_sheets.summary.places import MatrixPlaces

NOT_RATED, FAR_SHORT, SHORT, MET, NO_REQUIREMENT = 0, 1, 2, 3, None
"""Which of the rules colours a level."""


def places(jd: fs.JobDescription) -> MatrixPlaces:
    return MatrixPlaces(jd.rank_codes, len(jd.competencies))


def rule_of(item: fs.ItemResult) -> int | None:
    """Which rule has to colour this rating."""
    if item.level is None:
        return NOT_RATED
    if item.required is None:
        return NO_REQUIREMENT
    return (MET, SHORT, FAR_SHORT)[min(item.short, 2)]


def engineer_rows(book: Book, jd: fs.JobDescription) -> dict[str, int]:
    """Employee ID → row, counted from 1."""
    column = [row[0] for row in book.grid("Matrix")]
    return {
        identity: number
        for number, identity in enumerate(column, 1)
        if number > places(jd).first_engineer
    }


JDS = {
    "FAIE": None, "1 competency, 1 rank": other_jd(1, 1), "5 competencies, 8 ranks": other_jd(5, 8),
}  # fmt: skip


@pytest.mark.parametrize("family", JDS)
def test_matrix__colours__by_the_gap_to_the_target(
    family: str, tmp_path: Path, jd: fs.JobDescription
) -> None:
    jd = JDS[family] or jd
    intake = batch(jd, 40, shift=-0.4, targets=[*jd.rank_codes, "", "Boss"])
    book = Book.of(intake, tmp_path)
    held, rows = rules(book.path, "Matrix", tmp_path), engineer_rows(book, jd)
    wanted = {
        book.values["Matrix"].cell(rows[result.engineer.id], column + 1).coordinate: rule_of(item)
        for result in intake
        for column, item in enumerate(result.items, MatrixPlaces.LEVELS)
    }
    assert held == wanted
    assert set(wanted.values()) >= {NOT_RATED, SHORT, MET, NO_REQUIREMENT}


def test_matrix__looks__are_told_apart_without_colour(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    sheet = Book.of(batch(jd, 3), tmp_path).formulas["Matrix"]
    (area,) = sheet.conditional_formatting
    looks = [rule.dxf for rule in sorted(area.rules, key=lambda rule: rule.priority)]
    assert all(rule.stopIfTrue for rule in area.rules)
    marks = [look.numFmt and look.numFmt.formatCode for look in looks]
    assert marks == [None, '0"▼▼"', '0"▼"', None]
    assert looks[NOT_RATED].fill.patternType not in (None, "solid")
    assert looks[FAR_SHORT].font.u
    assert looks[SHORT].font.b
    legend = {cell.value: cell for cell in sheet[3] if cell.value}
    assert list(legend) == [
        "Met", "1 level short ▼", "2 or more levels short ▼▼", "Not rated", "No requirement",
    ]  # fmt: skip
    fills = [cell.fill.fgColor.rgb for cell in legend.values()]
    assert len(set(fills)) == 5


def test_matrix__provisional__is_marked(tmp_path: Path, jd: fs.JobDescription) -> None:
    intake = batch(jd, 20)
    book = Book.of(intake, tmp_path)
    rows = engineer_rows(book, jd)
    for result in intake:
        cell = book.formulas["Matrix"].cell(rows[result.engineer.id], MatrixPlaces.BASIS + 1)
        assert cell.value == ("Self (provisional)" if result.provisional else "Assessor")
        assert cell.font.i == result.provisional


def test_matrix__requirements__stand_on_top_of_the_engineers(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    grid = Book.of(batch(jd, 3), tmp_path).grid("Matrix")
    first = places(jd).REQUIRED
    for row, rank in zip(grid[first:], jd.rank_codes, strict=False):
        assert (row[0], row[3]) == (f"{rank} requires", rank)
        assert row[5 : 5 + 11] == [item.required[rank] for item in jd.competencies]
    assert grid[first + len(jd.ranks)][:5] == [
        "Employee ID", "Name", "Unit", "Target rank", "Basis",
    ]  # fmt: skip


def results_of(book: Book) -> list[list[Any]]:
    return book.table("Results", "Employee ID")


@pytest.mark.parametrize("program", [libreoffice, gnumeric])
@pytest.mark.parametrize("count", [1, 25])
def test_matrix__rows_sorted__no_figure_moves_to_another_engineer(
    program: ModuleType, count: int, tmp_path: Path, jd: fs.JobDescription
) -> None:
    intake = batch(jd, count, units=("U" * 80, "V", "W"))
    book = Book.of(intake, tmp_path)
    path = shuffled(book, jd, tmp_path)
    after = Book(program.recalculate(path, tmp_path / "out"))
    for sheet in ("Results", "Gaps", "Overview"):
        same(book.grid(sheet), after.grid(sheet))
    ids = [row[0] for row in after.grid("Matrix")[places(jd).first_engineer :]]
    assert sorted(ids) == sorted(engineer_rows(book, jd))
    assert count == 1 or ids != list(engineer_rows(book, jd))


def shuffled(book: Book, jd: fs.JobDescription, folder: Path) -> Path:
    """The workbook with the engineers' rows in another order, as a sort does."""
    sheet = book.formulas["Matrix"]
    first, last = places(jd).first_engineer + 1, sheet.max_row
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
    order = list(range(len(rows)))
    random.Random(5).shuffle(order)
    for number, source in enumerate(order):
        for column, value in enumerate(rows[source], 1):
            cell = sheet.cell(first + number, column)
            if str(value).startswith("="):
                origin = sheet.cell(first + source, column).coordinate
                value = Translator(value, origin).translate_formula(cell.coordinate)  # noqa: PLW2901
            cell.value = value
    path = folder / "sorted.xlsx"
    book.formulas.save(path)
    return path


def same(before: list[list[Any]], after: list[list[Any]]) -> None:
    """Two sheets show the same, numbers to 1e-9."""
    for old, new in zip(before, after, strict=False):
        for one, other in zip(old, new, strict=False):
            if isinstance(one, float):
                assert other == pytest.approx(one, abs=1e-9)
            else:
                assert (other or None) == (one or None)


def test_matrix__level_changed__colours_and_figures_follow(
    tmp_path: Path, jd: fs.JobDescription
) -> None:
    met: Mapping[str, int] = {item.code: item.required["FAIE02"] for item in jd.competencies}
    who = fs.Engineer("E1", target_rank="FAIE02")
    path = Book.of(intake_of(jd, [assessed(jd, who, None, met)]), tmp_path).path
    cell = f"F{places(jd).first_engineer + 1}"
    assert rules(path, "Matrix", tmp_path)[cell] == MET
    for level, rule, rank in ((1, SHORT, "FAIE01"), (0, FAR_SHORT, "None"), (3, MET, "FAIE02")):
        changed = libreoffice.fill(path, "Matrix", {cell: level}, tmp_path / str(level))
        assert rules(changed, "Matrix", tmp_path)[cell] == rule
        titles, row = results_of(Book(changed))
        assert dict(zip(titles, row, strict=True))["Rank attained"] == rank


def test_matrix__nobody__has_no_filter(tmp_path: Path, jd: fs.JobDescription) -> None:
    book = Book.of(intake_of(jd, []), tmp_path)
    assert opened(book.path)["Matrix"].auto_filter.ref is None
    assert "No assessment could be read." in book.words("Matrix")


def test_matrix__long_codes__have_the_room_they_need(tmp_path: Path) -> None:
    """The codes of ranks and competencies are read in full: on paper nobody can widen a column."""
    jd = other_jd(3, 3, code="PRINCIPAL-ENGINEER-GRADE-")
    book = Book.of(batch(jd, 3), tmp_path)
    sheet, at = book.formulas["Matrix"], places(jd)
    for column in (at.TARGET, at.attained):
        assert sheet.column_dimensions[get_column_letter(column + 1)].width >= 18
    for row in (at.CODES, at.requirement(jd.rank_codes[0]), at.first_engineer):
        assert sheet.row_dimensions[row + 1].height >= 2 * 13
    for row in (at.requirement(jd.rank_codes[0]), at.first_engineer):
        look = sheet.cell(row + 1, at.TARGET + 1).alignment
        assert look.wrap_text
        assert not look.shrink_to_fit
