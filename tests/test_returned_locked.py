"""The locked cells of a form: a change is named with its cell, and what was issued is used."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from forms_kit import (
    AN,
    CODES,
    JD,
    OTHER_JD,
    SHEET,
    at,
    chosen,
    filled,
    issue,
    kinds,
    label,
    open_book,
    read,
    required,
    saved,
)
from programs import libreoffice

import faie_sheets as fs
from faie_sheets.text.normalise import bulleted

FULL = required("FAIE02")
ITEM = JD.competency("AIAE08")
ASSESSED = bulleted(ITEM.explanation)


def changed(cell: str, value: object) -> fs.Assessment:
    """A complete self-assessment with another value in a locked cell."""
    return read(filled(chosen(FULL) | {cell: value}))


@pytest.mark.parametrize(
    ("header", "value", "found", "expected"),
    [
        ("Weight", 0.25, "is “25%” in the form", "“10%”"),
        ("Weight", "none", "is “none” in the form", "“10%”"),
        ("Weight", None, "is empty in the form", "“10%”"),
        ("Required", label("AIAE08", 0), "the required level of AIAE08", "“2: "),
        ("Required", None, "is empty in the form", "“2: "),
        ("Required", "–", "is “–” in the form", "“2: "),
        ("Competency", "Safety", "the name of AIAE08 is “Safety”", f"“{ITEM.name}”"),
        ("Competency", ITEM.name.upper(), ITEM.name.upper(), f"“{ITEM.name}”"),
        ("What is assessed", "anything", "what is assessed of AIAE08", "“"),
        ("What is assessed", None, "is empty in the form", "“"),
    ],
)
def test_locked_cell__changed__is_named__and_what_was_issued_is_used(
    header: str, value: object, found: str, expected: str
) -> None:
    if header == "Weight":
        expected = f"“{float(ITEM.weight):g}%”"
    assessment = changed(at("AIAE08", header), value)
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_LOCKED_CELL_CHANGED.code
    assert problem.severity is fs.Severity.WARNING
    assert (problem.sheet, problem.cell) == (SHEET, at("AIAE08", header))
    assert found in problem.found
    assert problem.expected.startswith(expected)
    result, honest = fs.score(assessment, JD), fs.score(read(filled(chosen(FULL))), JD)
    assert (result.total, result.rank, result.items) == (honest.total, honest.rank, honest.items)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Weight", f"{float(ITEM.weight):g}%"),
        ("Weight", float(ITEM.weight)),
        ("Weight", float(ITEM.weight / 100) + 1e-13),
        ("Competency", f" {ITEM.name}\u00a0"),
        ("Competency", unicodedata.normalize("NFD", ITEM.name)),
        ("What is assessed", ASSESSED.replace("\n", "\r\n")),
        ("What is assessed", ITEM.explanation),
        ("What is assessed", ASSESSED.replace("\n", "")),
        ("Required", f"{label('AIAE08', FULL['AIAE08'])} "),
    ],
)
def test_locked_cell__saved_in_another_way__is_no_change(header: str, value: object) -> None:
    assert changed(at("AIAE08", header), value).problems == ()


def test_locked_cells__all_weights_changed__one_problem_each() -> None:
    cells: dict[str, Any] = {at(code, "Weight"): 0.5 for code in CODES}
    assessment = read(filled(chosen(FULL) | cells))
    assert [problem.cell for problem in assessment.problems] == list(cells)
    assert fs.score(assessment, JD).total == 66


def test_long_text__changed_near_its_end__is_quoted_where_it_differs() -> None:
    item = max(JD.competencies, key=lambda item: len(item.explanation))
    text = bulleted(item.explanation)
    (problem,) = changed(at(item.code, "What is assessed"), f"{text} AND MORE").problems
    assert "AND MORE" in problem.found
    assert "AND MORE" not in problem.expected
    assert len(problem.found) < 250


@pytest.mark.parametrize(
    ("value", "shown"), [("aiae08", "“aiae08”"), (" AIAE08\u00a0", "with blanks around it")]
)
def test_code__respelt__is_read__and_said(value: str, shown: str) -> None:
    assessment = changed(at("AIAE08", "Code"), value)
    assert assessment.ratings_by(fs.Rater.SELF)["AIAE08"].level == FULL["AIAE08"]
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_CODE_RESPELT.code
    assert problem.cell == at("AIAE08", "Code")
    assert shown in problem.found


def test_form_id__changed__is_named() -> None:
    book = open_book(filled(chosen(FULL)))
    (cell,) = (cell for row in book[SHEET].iter_rows() for cell in row if cell.value == "Form ID")
    beside = book[SHEET].cell(cell.row, cell.column + 1)
    beside.value = "F-1"
    (problem,) = read(saved(book)).problems
    assert problem.code == fs.Kind.FORM_LOCKED_CELL_CHANGED.code
    assert problem.cell == beside.coordinate
    assert problem.found == "the form ID is “F-1” in the form"


def test_target_and_requirement_changed_together__each_is_named() -> None:
    data = filled(chosen(FULL) | {"F3": "FAIE01", at("AIAE08", "Required"): label("AIAE08", 1)})
    assert kinds(read(data).problems) == [
        fs.Kind.FORM_TARGET_CHANGED.code,
        fs.Kind.FORM_LOCKED_CELL_CHANGED.code,
    ]


def test_column_taken_away__is_nothing_to_compare() -> None:
    book = open_book(filled(chosen(FULL)))
    for row in book[SHEET].iter_rows(min_col=3, max_col=3, min_row=6, max_row=17):
        row[0].value = None
    assert read(saved(book)).problems == ()


def test_identity_lost__changed_weight__is_named_all_the_same() -> None:
    book = open_book(filled(chosen(FULL) | {at("AIAE08", "Weight"): 0.5}))
    book.remove(book["_identity"])
    assessment = read(saved(book))
    assert kinds(assessment.problems) == [
        fs.Kind.FORM_IDENTITY_LOST.code,
        fs.Kind.FORM_LOCKED_CELL_CHANGED.code,
    ]
    assert fs.score(assessment, JD).total == 66


def test_another_family__odd_names_and_weights__nothing_is_taken_for_changed() -> None:
    form = issue(fs.Engineer("E1", "An", target_rank='Q"1'), OTHER_JD)
    levels = {item.code: 1 for item in OTHER_JD.competencies}
    data = filled(chosen(levels, jd=OTHER_JD, form=form), form)
    assert read(data, OTHER_JD).problems == ()


@pytest.mark.parametrize("rank", JD.rank_codes)
def test_every_rank__as_issued__nothing_is_changed(rank: str) -> None:
    form = issue(fs.Engineer("E1", "An", target_rank=rank))
    assert read(filled(chosen(FULL, form=form), form)).problems == ()


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_changed_weight__saved_by_libreoffice__is_named(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    path = tmp_path / f"{AN.id}.xlsx"
    path.write_bytes(filled(chosen(FULL) | {at("AIAE08", "Weight"): 0.5}))
    (problem,) = fs.read_form(
        libreoffice.fill(path, SHEET, {}, tmp_path / "out", format), JD
    ).problems
    assert (problem.code, problem.cell) == (
        fs.Kind.FORM_LOCKED_CELL_CHANGED.code,
        at("AIAE08", "Weight"),
    )
    assert "“50%”" in problem.found
