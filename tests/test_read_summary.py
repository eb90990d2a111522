"""``read_summary``: a summary read back, after whatever people and programs have done to it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from effort import examples
from hypothesis import HealthCheck, given, settings
from openpyxl.worksheet.worksheet import Worksheet
from programs import gnumeric, libreoffice
from strategies import intakes
from summary_kit import opened

import faie_sheets as fs
from faie_sheets.layouts.summary import DATA, MATRIX
from faie_sheets.problems import Kind, Place
from faie_sheets.summary import data_sheet
from faie_sheets.summary.data_sheet import intake_of_text, pieces
from faie_sheets.summary.read import is_summary
from faie_sheets.workbook.gate import bounds, xlsx
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import load

HOSTILE = (
    " a  b   c_x0041_ _x000d_ _X000D_ <r>x</r> \x00\x07\x1f\x7f\x85\u2028\ufffe \ud800 \udc00 😀 "
    '=1+1 \n\r\n\t "q" \\ \\\\ \' & &amp; ﷽ Nguyê\u0303n Ð 1e999 #N/A '
)
MARK = "faie-summary/1"
DIGEST = "sha256:"


def assert_same(one: fs.Intake, other: fs.Intake) -> None:
    """Two intakes have the same figures, files, problems and people."""
    assert one.jd == other.jd
    assert (one.files, one.problems, one.missing) == (other.files, other.problems, other.missing)
    assert (one.due, one.late) == (other.due, other.late)
    assert one.to_frame().equals(other.to_frame())
    assert one.items_frame().equals(other.items_frame())
    assert len(one) == len(other)
    for mine, theirs in zip(one, other, strict=True):
        assert (mine.rank, mine.total, mine.items) == (theirs.rank, theirs.total, theirs.items)
        assert (mine.basis, mine.engineer) == (theirs.basis, theirs.engineer)
        assert mine.blocked_by == theirs.blocked_by
        for fact in ("evidence", "identity", "file", "sha256", "saved", "problems"):
            assert getattr(mine.assessment, fact) == getattr(theirs.assessment, fact), fact


@pytest.fixture(scope="module")
def intake(samples: Path, jd: fs.JobDescription) -> fs.Intake:
    """The samples, with everything that an intake may have."""
    people = fs.read_roster(samples / "roster.xlsx")
    due, today = dt.date(2026, 1, 31), dt.date(2026, 7, 1)
    intake = fs.read_forms(samples / "filled", jd, people, workers=0, due=due, today=today)
    assert intake.missing
    assert intake.late
    assert intake.problems
    return intake


@pytest.fixture(scope="module")
def summary(intake: fs.Intake, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("summary") / "summary.xlsx"
    fs.write_summary(intake, path)
    return path


def edited(summary: Path, folder: Path, edit: Callable[[Any], object]) -> Path:
    """A copy that somebody has edited and saved."""
    book = opened(summary)
    edit(book)
    path = folder / "edited.xlsx"
    book.save(path)
    return path


def refusal(source: fs.Source) -> fs.Problem:
    """The one problem with which a source is refused."""
    with pytest.raises(fs.UnusableSourceError) as caught:
        fs.read_summary(source)
    (problem,) = caught.value.problems
    return problem


# -- the same again ------------------------------------------------------------------------


def test_samples__come_back_as_they_were(summary: Path, intake: fs.Intake) -> None:
    assert_same(fs.read_summary(summary), intake)


def test_source__may_be_bytes_or_an_open_file(summary: Path, intake: fs.Intake) -> None:
    assert_same(fs.read_summary(summary.read_bytes()), intake)
    with summary.open("rb") as file:
        assert_same(fs.read_summary(file), intake)


def test_written_again__same_bytes(summary: Path, tmp_path: Path) -> None:
    fs.write_summary(fs.read_summary(summary), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == summary.read_bytes()


def test_sent_back__same_cells_are_asked_for(
    summary: Path, intake: fs.Intake, tmp_path: Path
) -> None:
    first = fs.write_returns(intake, tmp_path / "first")
    again = fs.write_returns(fs.read_summary(summary), tmp_path / "again")
    assert any(sent.path for sent in first)
    for one, other in zip(first, again, strict=True):
        facts = ("file", "engineer", "asked", "cells", "why")
        assert [getattr(one, f) for f in facts] == [getattr(other, f) for f in facts]
        if one.path and other.path:
            assert one.path.read_bytes() == other.path.read_bytes()


def test_rating__no_level__keeps_what_was_found_and_where(summary: Path, intake: fs.Intake) -> None:
    odd = [
        rating
        for result in intake
        for rater in fs.Rater
        if result.assessment.has_rated(rater)
        for rating in result.assessment.ratings_by(rater).values()
        if rating.level is None
    ]
    kept = [rating for result in fs.read_summary(summary) for rating in result.assessment.ratings]
    assert any(rating.found for rating in odd)
    assert all(rating in kept for rating in odd)


def test_nobody__comes_back(tmp_path: Path, jd: fs.JobDescription) -> None:
    empty = fs.Intake(jd, (), ())
    fs.write_summary(empty, tmp_path / "summary.xlsx")
    assert_same(fs.read_summary(tmp_path / "summary.xlsx"), empty)


@settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(intakes())
def test_any_intake__comes_back_as_it_was(intake: fs.Intake) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "summary.xlsx"
        fs.write_summary(intake, path)
        assert_same(fs.read_summary(path), intake)


@settings(max_examples=examples(150))
@given(intakes())
def test_text__any_intake__is_ascii_and_says_all(intake: fs.Intake) -> None:
    text = "".join(pieces(intake, "1.0"))
    assert text.isascii()
    assert text.isprintable()
    assert_same(intake_of_text(text), intake)


def with_hostile_text(intake: fs.Intake) -> fs.Intake:
    """The intake with everything in it that programs are known to change."""
    first, *others = intake.results
    who = dataclasses.replace(first.engineer, name=HOSTILE, unit=HOSTILE, email=HOSTILE)
    evidence = {"AIAE01": HOSTILE * 60, "AIAE02": " ", "AIAE03": "="}
    assessment = dataclasses.replace(first.assessment, engineer=who, evidence=evidence)
    results = (fs.score(assessment, intake.jd), *others)
    return dataclasses.replace(intake, results=results, missing=(who,))


@pytest.fixture(scope="module", params=[data_sheet._LONGEST, 13], ids=["whole cells", "tiny cells"])
def hostile(
    request: pytest.FixtureRequest, intake: fs.Intake, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, fs.Intake]:
    """A summary of hostile text, in cells that begin and end wherever they may."""
    path = tmp_path_factory.mktemp("hostile") / "summary.xlsx"
    hostile = with_hostile_text(intake)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_sheet, "_LONGEST", request.param)
        fs.write_summary(hostile, path)
    return path, hostile


def test_hostile_text__comes_back(hostile: tuple[Path, fs.Intake]) -> None:
    path, intake = hostile
    assert_same(fs.read_summary(path), intake)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("program", [libreoffice, gnumeric])
def test_hostile_text__saved_by_a_program__comes_back(
    hostile: tuple[Path, fs.Intake], program: ModuleType, ending: Any, tmp_path: Path
) -> None:
    path, intake = hostile
    saved = program.fill(path, "About", {}, tmp_path, ending)
    assert_same(fs.read_summary(saved), intake)
    assert is_summary(saved)


# -- the hidden sheet ----------------------------------------------------------------------


def test_data_sheet__is_hidden__its_cells_are_ascii_and_fit(
    hostile: tuple[Path, fs.Intake],
) -> None:
    sheet = opened(hostile[0])[DATA]
    assert sheet.sheet_state == "hidden"
    texts = [str(cell.value) for (cell, *_) in sheet.iter_rows()]
    assert texts[0] == MARK
    assert texts[-1].startswith(DIGEST)
    for text in texts:
        assert len(text) <= 32_100
        assert text.isascii()
        assert text == text.strip()
        assert "_x" not in text
        assert "  " not in text


def test_data_sheet__level__takes_no_more_than_its_number(summary: Path) -> None:
    (sheet,) = read_book(load(summary), (DATA,)).sheets
    text = data_sheet.read_data(sheet)
    assert '"assessor":[' in text
    label = "2: Leads design of"
    assert text.count(label) == fs.to_json(fs.read_summary(summary).jd).count(label) > 0


def test_visible_sheets__edited_and_removed__do_not_matter(
    summary: Path, intake: fs.Intake, tmp_path: Path
) -> None:
    def edit(book: Any) -> None:
        for name in ("Results", "About", "Problems", "Overview", "Matrix", "Missing"):
            del book[name]
        book["Gaps"]["A1"] = "Mine"
        book.move_sheet(DATA, -2)

    assert_same(fs.read_summary(edited(summary, tmp_path, edit)), intake)


# -- levels that were changed by hand ------------------------------------------------------


def row_of(sheet: Worksheet, id_: str) -> int:
    return next(c.row for column in sheet.iter_cols() for c in column if c.value == id_)


def column_of(sheet: Worksheet, code: str) -> int:
    return next(c.column for row in sheet.iter_rows() for c in row if c.value == code)


def changed(
    summary: Path, folder: Path, intake: fs.Intake, edit: Callable[[Any], None]
) -> list[str]:
    """The messages of the warnings about a matrix that was edited; all else is as it was."""
    found = fs.read_summary(edited(summary, folder, lambda book: edit(book[MATRIX])))
    warned = found.problems[len(intake.problems) :]
    assert_same(dataclasses.replace(found, problems=intake.problems), intake)
    assert {problem.code for problem in warned} <= {Kind.SUMMARY_LEVEL_CHANGED.code}
    return [problem.message for problem in warned]


@pytest.fixture(scope="module")
def person(intake: fs.Intake) -> fs.Result:
    """Somebody with a level in every competency."""
    return next(result for result in intake if not result.missing)


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "“0”"), (None, "empty"), ("all", "“all”"), (1.5, "“1.5”")]
)
def test_matrix__level_changed__is_told_with_its_cell(
    value: Any, shown: str, summary: Path, intake: fs.Intake, person: fs.Result, tmp_path: Path
) -> None:
    item = next(item for item in person.items if item.level)
    cell = ""

    def edit(sheet: Any) -> None:
        nonlocal cell
        found = sheet.cell(row_of(sheet, person.engineer.id), column_of(sheet, item.code))
        found.value, cell = value, found.coordinate

    name = intake.jd.competency(item.code).name
    (message,) = changed(summary, tmp_path, intake, edit)
    assert message.startswith(
        f"edited.xlsx, Matrix!{cell} · the level of {person.engineer.who} in {item.code} {name} is "
        f"{shown} here · expected level {item.level}, as it was read from the form"
    )


def test_matrix__level_added__is_told(summary: Path, intake: fs.Intake, tmp_path: Path) -> None:
    lacking = next(result for result in intake if result.missing)

    def edit(sheet: Any) -> None:
        row, column = row_of(sheet, lacking.engineer.id), column_of(sheet, lacking.missing[0])
        sheet.cell(row, column).value = 2

    (message,) = changed(summary, tmp_path, intake, edit)
    assert "is “2” here · expected no level" in message


def test_matrix__rows_and_columns_moved__are_found_by_id_and_code(
    summary: Path, intake: fs.Intake, person: fs.Result, tmp_path: Path
) -> None:
    code = person.items[3].code

    def edit(sheet: Any) -> None:
        mine = row_of(sheet, person.engineer.id)
        other = row_of(sheet, intake.results[-1].engineer.id)
        assert mine != other
        for column in range(1, sheet.max_column + 1):
            one, two = sheet.cell(mine, column), sheet.cell(other, column)
            one.value, two.value = two.value, one.value
        sheet.insert_cols(2)
        sheet.delete_cols(column_of(sheet, "AIAE01"))
        sheet.insert_rows(2, 3)
        sheet.cell(row_of(sheet, person.engineer.id), column_of(sheet, code)).value = "x"

    (message,) = changed(summary, tmp_path, intake, edit)
    assert f"the level of {person.engineer.who} in {code}" in message


def test_matrix__row_of_nobody__is_passed_over(
    summary: Path, intake: fs.Intake, person: fs.Result, tmp_path: Path
) -> None:
    def edit(sheet: Any) -> None:
        row = row_of(sheet, person.engineer.id)
        sheet.cell(row, 1).value = "Average"
        sheet.cell(row, column_of(sheet, "AIAE01")).value = 1.7

    assert changed(summary, tmp_path, intake, edit) == []


def test_matrix__headers_gone__is_not_compared(
    summary: Path, intake: fs.Intake, tmp_path: Path
) -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_rows(1, row_of(sheet, "Employee ID"))

    assert changed(summary, tmp_path, intake, edit) == []


def test_matrix__two_of_one_id__are_not_compared(tmp_path: Path, jd: fs.JobDescription) -> None:
    levels = ({item.code: number for item in jd.competencies} for number in (1, 2))
    people = (fs.Assessment.of(jd, each, engineer=fs.Engineer("E1")) for each in levels)
    intake = fs.Intake(jd, tuple(fs.score(each, jd) for each in people), ())
    fs.write_summary(intake, tmp_path / "summary.xlsx")
    assert_same(fs.read_summary(tmp_path / "summary.xlsx"), intake)


# -- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("FAIE_JD.xlsx", "it has no sheet “_data”"),
        ("roster.xlsx", "it is a roster"),
        ("filled/E1001 Nguyễn Minh Anh.xlsx", "it is an assessment form"),
    ],
)
def test_not_a_summary__says_what_it_is(name: str, what: str, samples: Path) -> None:
    problem = refusal(samples / name)
    assert problem.code == Kind.NOT_A_SUMMARY.code
    assert what in problem.found
    assert problem.file == Path(name).name
    assert not is_summary(samples / name)


def test_summary_without_its_data__is_refused(summary: Path, tmp_path: Path) -> None:
    path = edited(summary, tmp_path, lambda book: book.remove(book[DATA]))
    problem = refusal(path)
    assert problem.code == Kind.NOT_A_SUMMARY.code
    assert "it has no sheet “_data”" in problem.found
    assert not is_summary(path)


def test_no_workbook__is_refused_as_everywhere() -> None:
    assert refusal(b"%PDF-1.7").code == Kind.NOT_A_WORKBOOK.code
    assert not is_summary(b"%PDF-1.7")
    assert not is_summary("no such file.xlsx")


def test_newer_format__is_refused_naming_it(summary: Path, tmp_path: Path) -> None:
    path = edited(summary, tmp_path, lambda book: book[DATA].__setitem__("A1", "faie-summary/2"))
    problem = refusal(path)
    assert problem.code == Kind.SUMMARY_NEWER.code
    assert (problem.found, problem.expected) == (
        "the summary's data is in the format “faie-summary/2”",
        "“faie-summary/1”",
    )
    assert is_summary(path)


def cell(address: str, value: Any) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        sheet[address] = value

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        cell("A2", None),
        cell("A2", "{}"),
        cell("A3", 7),
        lambda sheet: sheet.delete_rows(3),
        lambda sheet: sheet.delete_rows(sheet.max_row),
        lambda sheet: sheet.delete_rows(2, sheet.max_row),
        lambda sheet: sheet.move_range("A2:A3", rows=1),
    ],
    ids=["emptied", "other text", "a number", "row gone", "no end", "all gone", "moved"],
)
def test_data_changed__is_refused(
    edit: Callable[[Any], None], summary: Path, tmp_path: Path
) -> None:
    problem = refusal(edited(summary, tmp_path, lambda book: edit(book[DATA])))
    assert (problem.code, problem.sheet) == (Kind.SUMMARY_DAMAGED.code, DATA)
    assert "a row of it was changed, moved or removed" in problem.found


def made(text: str) -> bytes:
    """A workbook whose data sheet holds a text that nobody has damaged."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet(DATA)
    parts = [text[start : start + 30_000] for start in range(0, len(text), 30_000)]
    for row in (MARK, *parts, DIGEST + hashlib.sha256(text.encode()).hexdigest()):
        sheet.append([row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def text(intake: fs.Intake) -> str:
    return "".join(pieces(intake, "1.0"))


def test_data__made_by_hand__is_read(text: str, intake: fs.Intake) -> None:
    assert_same(fs.read_summary(made(text)), intake)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"version"', '["version"'),
        ('"results":[', '"outcomes":['),
        ('"files":[', '"files":[{},'),
        ('"weight":15', '"weight":"1/0"'),
        ('"weight":15', '"weight":"15"'),
        ('"weight":15', '"weight":1e999999999'),
        ('"weight":15', '"weight":"1e999999999/1"'),
        ('"ratings":{"self":[', '"ratings":{"self":[99,'),
        ('"ratings":{"self":[', '"ratings":{"manager":['),
        ('"problems":[0', '"problems":[999999'),
        ('"version":"1.0"', '"version":' + "[" * 100_000),
        ('"version":"1.0"', '"version":' + "1" * 10_000),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("impatient")
def test_data_that_make_no_sense__are_refused_at_once(old: str, new: str, text: str) -> None:
    if old == '"problems":[0':
        old = next(f'"problems":[{n}' for n in range(20) if f'"problems":[{n}' in text)
    assert old in text
    problem = refusal(made(text.replace(old, new, 1)))
    assert problem.code == Kind.SUMMARY_DAMAGED.code


# -- behind the gate -----------------------------------------------------------------------


def test_gate__counts_only_the_sheets_that_are_read(
    summary: Path, intake: fs.Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = {
        sheet.name: sum(1 for _ in sheet.cells()) for sheet in read_book(load(summary)).sheets
    }
    needed = filled[DATA] + 2 * filled[MATRIX]
    assert needed < sum(filled.values()) / 2
    monkeypatch.setattr(xlsx, "LARGEST_TABLE", 0)  # so that every cell is counted
    monkeypatch.setattr(bounds, "MOST_CELLS", needed)
    with pytest.raises(fs.UnusableSourceError, match="filled cells"):
        read_book(load(summary))
    assert_same(fs.read_summary(summary), intake)
    assert is_summary(summary)


def repacked(source: Path, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with other content in some of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def test_gate__judges_what_is_read(summary: Path) -> None:
    def entities(_name: str, part: bytes) -> bytes:
        if MARK.encode() not in part:
            return part
        return part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)

    problem = refusal(repacked(summary, entities))
    assert problem.code == Kind.FILE_UNSAFE.code
    assert "document type" in problem.found


def test_gate__judges_the_size_of_what_is_not_read(summary: Path) -> None:
    def bomb(name: str, part: bytes) -> bytes:
        return bytes(30_000_000) if name.endswith("chart1.xml") else part

    assert refusal(repacked(summary, bomb)).code == Kind.FILE_UNSAFE.code


def test_excerpt__workbook_list_unreadable__is_refused_by_the_gate(summary: Path) -> None:
    broken = repacked(summary, lambda name, part: part[:40] if name == "xl/workbook.xml" else part)
    assert refusal(broken).code == Kind.FILE_DAMAGED.code


def test_place_of_a_refusal__is_the_file(summary: Path, tmp_path: Path) -> None:
    path = edited(summary, tmp_path, lambda book: book[DATA].delete_rows(2))
    assert refusal(path).where == Place("edited.xlsx", DATA).problem(Kind.FILE_EMPTY).where
