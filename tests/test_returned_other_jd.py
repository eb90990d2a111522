"""A form of another revision: scored where codes, scales and weights agree, else refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from forms_kit import (
    CODES,
    JD,
    SHEET,
    at,
    chosen,
    filled,
    kinds,
    open_book,
    read,
    required,
    saved,
)
from programs import gnumeric, libreoffice

import faie_sheets as fs

FULL = required("FAIE02")
DIFFERS = fs.Kind.FORM_OF_A_JD_THAT_DIFFERS.code


@cache
def form() -> bytes:
    """A complete self-assessment on a form of the built-in JD."""
    return filled(chosen(FULL))


def revised(*items: fs.Competency, without: str = "", **changes: Mapping[str, Any]) -> Any:
    """Version 2 of the built-in JD: changed, removed and added competencies."""
    kept = (item for item in JD.competencies if item.code != without)
    competencies = tuple(dataclasses.replace(i, **changes.get(i.code, {})) for i in kept)
    document = dataclasses.replace(JD.document, version="2.0")
    return dataclasses.replace(JD, document=document, competencies=(*competencies, *items))


def refusal(jd: fs.JobDescription, data: bytes | None = None) -> tuple[fs.Problem, ...]:
    """The problems with which a form is refused, each saying whose revision is whose."""
    with pytest.raises(fs.UnusableSourceError) as refused:
        read(data or form(), jd)
    for problem in refused.value.problems:
        assert problem.code == DIFFERS
        assert problem.severity is fs.Severity.ERROR
        assert jd.revision in problem.expected
    return refused.value.problems


def longer(code: str, *, by: int = 1) -> tuple[fs.Level, ...]:
    scale = JD.competency(code).scale
    top = scale[-1].level
    more = (fs.Level(top + n, f"more {n}", f"{top + n}: more {n}") for n in range(1, by + 1))
    return (*scale, *more)


# -- what agrees ---------------------------------------------------------------------------


def test_only_the_version_differs__is_scored__with_a_warning() -> None:
    assessment = read(form(), revised())
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_OF_ANOTHER_JD.code
    assert "the form shows" not in problem.fix


def test_requirements_differ__the_given_ones_count__and_it_is_said() -> None:
    jd = revised(AIAE08={"required": {**JD.competency("AIAE08").required, "FAIE02": 3}})
    assessment = read(form(), jd)
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_OF_ANOTHER_JD.code
    assert problem.fix.endswith("the form shows other required levels for AIAE08")
    result = fs.score(assessment, jd)
    assert (result.total, result.rank, result.meets_target) == (Fraction(66), "FAIE01", False)


def test_texts_differ__is_said__once() -> None:
    jd = revised(AIAE01={"name": "Design", "explanation": "new"}, AIAE03={"explanation": "new"})
    (problem,) = read(form(), jd).problems
    assert problem.fix.endswith("the form shows other texts for AIAE01 and AIAE03")


def test_level_is_reworded__is_read_by_its_number__and_said() -> None:
    scale = tuple(
        fs.Level(level.level, f"new {level.level}", f"{level.level}: new {level.level}")
        for level in JD.competency("AIAE01").scale
    )
    jd = revised(AIAE01={"levels": scale})
    assessment = read(form(), jd)
    assert kinds(assessment.problems) == [
        fs.Kind.FORM_OF_ANOTHER_JD.code, fs.Kind.RATING_REWORDED.code
    ]  # fmt: skip
    assert fs.score(assessment, jd).total == 66


# -- what differs --------------------------------------------------------------------------


def test_weights_differ__is_refused__naming_each_cell() -> None:
    heavy, light = JD.competency("AIAE01").weight, JD.competency("AIAE11").weight
    assert heavy != light
    problems = refusal(revised(AIAE01={"weight": light}, AIAE11={"weight": heavy}))
    assert [problem.cell for problem in problems] == [
        at("AIAE01", "Weight"), at("AIAE11", "Weight")
    ]  # fmt: skip
    assert f"the weight of AIAE01 {JD.competency('AIAE01').name} is “{float(heavy):g}%”" in (
        problems[0].found
    )
    assert f"“{float(light):g}%”, as in JD" in problems[0].expected
    assert JD.fingerprint[:12] in problems[0].found


def test_weight_differs_by_little__is_refused_all_the_same() -> None:
    weight = JD.competency("AIAE01").weight + Fraction(1, 100)
    (problem,) = refusal(revised(AIAE01={"weight": weight}))
    assert problem.cell == at("AIAE01", "Weight")


@pytest.mark.parametrize("by", [1, 2])
def test_top_level_differs__is_refused__naming_the_list(by: int) -> None:
    (problem,) = refusal(revised(AIAE02={"levels": longer("AIAE02", by=by)}))
    assert (problem.sheet, problem.cell) == ("_scales", "C1")
    assert "the scale of AIAE02" in problem.found
    assert "has levels 0 to 3" in problem.found
    assert problem.expected.startswith(f"levels 0 to {3 + by}, as in JD")


def test_level_is_gone_from_the_middle__is_refused() -> None:
    scale = JD.competency("AIAE02").scale
    (problem,) = refusal(revised(AIAE02={"levels": (*scale[:1], *scale[2:])}))
    assert problem.expected.startswith("the levels 0, 2 and 3, as in JD")


def test_competency_is_new__is_refused() -> None:
    item = dataclasses.replace(JD.competency("AIAE11"), code="AIAE12", name="New")
    (problem,) = refusal(revised(item))
    assert "it has no competency AIAE12 New" in problem.found
    assert (problem.sheet, problem.cell) == (SHEET, "")


def test_competency_is_gone__is_refused__naming_its_row() -> None:
    (problem,) = refusal(revised(without="AIAE06"))
    assert problem.cell == at("AIAE06", "Code")
    assert "it has a competency “AIAE06”" in problem.found


def test_code_is_renamed__is_refused__both_ways() -> None:
    assert len(refusal(revised(AIAE06={"code": "AIAE16"}))) == 2


def test_row_of_a_gone_competency_was_deleted__the_list_tells() -> None:
    book = open_book(form())
    book[SHEET].delete_rows(int(at("AIAE06")[1:]))
    (problem,) = refusal(revised(without="AIAE06"), saved(book))
    assert problem.sheet == "_scales"


def test_lists_are_gone__scales_cannot_be_compared__is_refused() -> None:
    book = open_book(form())
    book.remove(book["_scales"])
    problems = refusal(revised(), saved(book))
    assert [problem.cell for problem in problems] == [at(code, "Code") for code in CODES]
    assert read(saved(book)).problems == (), "of this very JD, its lists are of no interest"


def test_weights_are_gone__is_refused() -> None:
    book = open_book(form())
    for row in book[SHEET].iter_rows(min_col=3, max_col=3, min_row=6, max_row=17):
        row[0].value = None
    (problem,) = refusal(revised(), saved(book))
    assert "it shows no weights" in problem.found


def test_lists_on_a_renamed_sheet__are_found() -> None:
    book = open_book(form())
    book["_scales"].title = "Sheet3"
    (problem,) = refusal(revised(AIAE02={"levels": longer("AIAE02")}), saved(book))
    assert problem.sheet == "Sheet3"
    assert kinds(read(saved(book), revised()).problems) == [fs.Kind.FORM_OF_ANOTHER_JD.code]


# -- the identity is gone too ---------------------------------------------------------------


def without_identity(data: bytes) -> bytes:
    book = open_book(data)
    book.remove(book["_identity"])
    return saved(book)


def test_identity_lost__all_agrees__is_scored() -> None:
    assessment = read(without_identity(form()))
    assert kinds(assessment.problems) == [fs.Kind.FORM_IDENTITY_LOST.code]


def test_identity_lost__scales_differ__is_refused() -> None:
    jd = revised(AIAE02={"levels": longer("AIAE02")})
    (problem,) = refusal(jd, without_identity(form()))
    assert problem.sheet == "_scales"
    assert problem.found.startswith("the form is for an unknown JD: the scale of AIAE02")


def test_identity_and_lists_lost__nothing_speaks_against_it__is_scored() -> None:
    book = open_book(without_identity(form()))
    book.remove(book["_scales"])
    assert kinds(read(saved(book)).problems) == [fs.Kind.FORM_IDENTITY_LOST.code]


# -- other programs ------------------------------------------------------------------------


def differs_and_agrees(path: Path) -> None:
    jd = revised(AIAE02={"levels": longer("AIAE02")}, AIAE01={"weight": Fraction(1, 3)})
    data = path.read_bytes()
    assert [problem.cell for problem in refusal(jd, data)] == ["C1", at("AIAE01", "Weight")]
    assert kinds(read(data, revised()).problems) == [fs.Kind.FORM_OF_ANOTHER_JD.code]


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice__is_compared_alike(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    (tmp_path / "a.xlsx").write_bytes(form())
    differs_and_agrees(libreoffice.fill(tmp_path / "a.xlsx", SHEET, {}, tmp_path / "out", format))


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_saved_by_gnumeric__is_compared_alike(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    (tmp_path / "a.xlsx").write_bytes(form())
    differs_and_agrees(gnumeric.convert(tmp_path / "a.xlsx", tmp_path / "out", format))
