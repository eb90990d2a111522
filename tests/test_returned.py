"""``read_form``: forms as they come back, from many hands and many programs."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import itertools
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forms_kit import (
    AN,
    ASSESSOR,
    CODES,
    EVIDENCE,
    JD,
    OTHER_JD,
    SELF,
    SHEET,
    altered,
    at,
    blank,
    by_both,
    chosen,
    filled,
    issue,
    kinds,
    label,
    only,
    open_book,
    parts,
    read,
    required,
    saved,
    scored,
    without,
)
from openpyxl.comments import Comment
from programs import gnumeric, libreoffice

import faie_sheets as fs

NBSP = "\u00a0"
DESIGN = JD.competency("AIAE01")
FULL = required("FAIE02")


def complete(**others: object) -> bytes:
    """A self-assessment at FAIE02, with other values in the cells of some codes."""
    return filled(chosen(FULL) | {at(code): value for code, value in others.items()})


def level_of(assessment: fs.Assessment, code: str, rater: fs.Rater = fs.Rater.SELF) -> int | None:
    return assessment.ratings_by(rater)[code].level


def levels_of(assessment: fs.Assessment, rater: fs.Rater = fs.Rater.SELF) -> dict[str, int | None]:
    return {code: rating.level for code, rating in assessment.ratings_by(rater).items()}


def edited(change: Callable[[Any], object], data: bytes | None = None) -> bytes:
    """A form, changed and saved by openpyxl; without one, a complete self-assessment."""
    book = open_book(data or complete())
    change(book)
    return saved(book)


# -- a form as it should be ----------------------------------------------------------------


@pytest.mark.parametrize("number", range(4))
def test_form__labels_from_the_drop_downs__are_read_without_a_word(number: int) -> None:
    levels = dict.fromkeys(CODES, number)
    assessment = read(filled(by_both(levels, levels)))
    assert levels_of(assessment) == levels
    assert levels_of(assessment, fs.Rater.ASSESSOR) == levels
    assert assessment.problems == ()


def test_form__whose_it_is__comes_from_inside_it() -> None:
    assessment = read(complete())
    assert assessment.engineer == fs.Engineer(
        "E1",
        "Nguyễn Văn An",
        unit="Applied AI",
        current_rank="FAIE01",
        target_rank="FAIE02",
        assessor="Lê Hoài Nam",
        period="2026 H1",
    )
    assert assessment.identity is not None
    assert assessment.identity.jd_fingerprint == JD.fingerprint


def test_form__facts_that_the_roster_did_not_give__are_empty() -> None:
    form = issue(fs.Engineer("E1", target_rank="FAIE01"))
    assert read(filled(chosen(FULL), form)).engineer == fs.Engineer("E1", target_rank="FAIE01")


def test_form__any_kind_of_source__reads_the_same(tmp_path: Path) -> None:
    data = complete()
    path = tmp_path / "An’s form.xlsx"
    path.write_bytes(data)
    with path.open("rb") as opened:
        sources: list[fs.Source] = [path, str(path), data, io.BytesIO(data), opened]
        read_back = [read(source) for source in sources]
    assert {assessment.sha256 for assessment in read_back} == {hashlib.sha256(data).hexdigest()}
    assert [assessment.file for assessment in read_back] == [
        path.name, path.name, "<bytes>", "<file>", path.name
    ]  # fmt: skip
    assert path.read_bytes() == data


def test_form__rating_says_where_it_stands_and_what_was_found() -> None:
    rating = read(complete()).ratings_by(fs.Rater.SELF)["AIAE04"]
    assert (rating.place.sheet, rating.place.cell) == (SHEET, at("AIAE04"))
    assert rating.found == label("AIAE04", 2)


def test_form__computed_cells_lie__levels_count() -> None:
    lies = {
        at(code, header): value
        for code in CODES
        for header, value in {
            "Points": 9.99, "Meets target": "Yes", "Weight": 0.99, "Required": "0: nothing",
        }.items()
    }  # fmt: skip
    honest = fs.score(read(complete()), JD)
    result = fs.score(read(filled(chosen(FULL) | lies)), JD)
    assert (result.total, result.items) == (honest.total, honest.items)
    assert result.total == 66


# -- what people and programs make of a label ----------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        DESIGN.scale[3].label.upper(),
        f"{DESIGN.scale[3].label}{NBSP}",
        f"  {DESIGN.scale[3].label} \n",
        DESIGN.scale[3].label.replace(" ", NBSP),
        DESIGN.scale[3].label.replace(" ", "  "),
        DESIGN.scale[3].label.replace(": ", ":"),
        DESIGN.scale[3].text,
        3,
        3.0,
        "3",
        "3.0",
        f" 3{NBSP}",
        "3: reworded",
        "3:",
        "3 - Architects",
        "3) Architects",
        "Level 3",
        "level 3 – expert",
        "\ufeff3: Architects\u200b",
    ],
)
def test_rating__not_the_label_but_clear__is_read__with_a_warning(value: object) -> None:
    assessment = read(complete(AIAE01=value))
    assert level_of(assessment, "AIAE01") == 3
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_REWORDED.code
    assert problem.severity is fs.Severity.WARNING
    assert (problem.sheet, problem.cell) == (SHEET, at("AIAE01"))
    assert "read as level 3" in problem.message


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("Architects", "“Architects”"),
        ("expert", "“expert”"),
        (3.5, "“3.5”"),
        ("3.5", "“3.5”"),
        ("2-3", "“2-3”"),
        ("2 – 3", "“2 – 3”"),
        ("1:30", "“1:30”"),
        (-1, "“-1”"),
        ("-1", "“-1”"),
        (7, "“7”"),
        ("7: Beyond", "“7: Beyond”"),
        ("4", "“4”"),
        (True, "“True”"),
        (False, "“False”"),
        (dt.datetime(2026, 3, 2), "“2026-03-02”"),
        (dt.date(1900, 1, 3), "“1900-01-03”"),
        (dt.time(3, 0), "“03:00:00”"),
        ("2026-03-02", "“2026-03-02”"),
        ("0,5", "“0,5”"),
        ("x" * 500, "“" + "x" * 99 + "…”"),
        ("?", "“?”"),
        ("n/a", "“n/a”"),
        ("=1+2", "“=1+2”"),
        ("30%", "“30%”"),
        ("²", "“²”"),
    ],
)
def test_rating__not_on_the_scale__names_the_cell__and_counts_as_missing(
    value: object, quoted: str
) -> None:
    assessment = read(complete(AIAE01=value))
    assert level_of(assessment, "AIAE01") is None
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_NOT_ON_SCALE.code
    assert (problem.sheet, problem.cell) == (SHEET, at("AIAE01"))
    assert quoted in problem.found
    assert "AIAE01 AI Application Design & Development" in problem.found
    assert problem.expected == "a level from 0 to 3"
    result = fs.score(assessment, JD)
    assert (result.status, result.total, result.rank) == (fs.Status.INCOMPLETE, None, None)
    assert result.missing == ("AIAE01",)


def test_rating__each_competency_has_its_own_scale() -> None:
    assessment = read(complete(AIAE10=5, AIAE11=5))
    assert level_of(assessment, "AIAE10") == 5
    assert level_of(assessment, "AIAE11") is None
    assert only(assessment.problems, fs.Kind.RATING_NOT_ON_SCALE)[0].expected == (
        "a level from 0 to 3"
    )


def test_rating__label_of_another_competency__is_no_rating() -> None:
    assessment = read(complete(AIAE01=label("AIAE02", 3)))
    assert level_of(assessment, "AIAE01") is None
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_OF_ANOTHER_COMPETENCY.code
    assert problem.cell == at("AIAE01")
    assert "a level of AIAE02" in problem.found


def test_rating__number_of_one_level_before_the_text_of_another__is_no_rating() -> None:
    assessment = read(complete(AIAE01=f"2: {DESIGN.scale[3].text}"))
    assert level_of(assessment, "AIAE01") is None
    assert kinds(assessment.problems) == [fs.Kind.RATING_NOT_ON_SCALE.code]


@pytest.mark.parametrize("name", ["Levels", "_scales", "_calculation"])
def test_form__copy_of_its_sheet_in_place_of_another__is_told(name: str) -> None:
    book = open_book(complete())
    copy = book.copy_worksheet(book[SHEET])
    copy[at("AIAE01")] = label("AIAE01", 0)
    del book[name]
    copy.title = name
    (problem,) = read(saved(book)).problems
    assert problem.code == fs.Kind.FORM_AMBIGUOUS.code


def test_form__half_of_it_on_a_hidden_sheet_of_its_own__all_is_looked_at() -> None:
    book = open_book(complete())
    copy = book.copy_worksheet(book[SHEET])
    del book["_scales"]
    copy.title, copy.sheet_state = "_scales", "hidden"
    book[SHEET].delete_rows(12, 9)
    assert not [p for p in read(saved(book)).problems if p.code == fs.Kind.FORM_ROW_MISSING.code]


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_form__copy_of_its_sheet_with_other_ratings_first__is_not_taken(state: str) -> None:
    book = open_book(complete())
    copy = book.copy_worksheet(book[SHEET])
    copy.sheet_state = state
    copy[at("AIAE01")] = label("AIAE01", 0)
    book.move_sheet(copy, -len(book.sheetnames) + 1)
    assessment = read(saved(book))
    assert level_of(assessment, "AIAE01") == level_of(read(complete()), "AIAE01") != 0
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_AMBIGUOUS.code
    assert copy.title in problem.found


def test_form__copy_of_its_sheet_without_ratings__is_no_rival() -> None:
    def copy(book: Any) -> None:
        again = book.copy_worksheet(book[SHEET])
        for code in CODES:
            again[at(code)] = None

    assert read(edited(copy)).problems == ()


def test_form__template_sent_back__is_told_as_such(tmp_path: Path) -> None:
    fs.write_template(JD, tmp_path / "T.xlsx")
    with pytest.raises(fs.UnusableSourceError, match="it is the template"):
        fs.read_form(tmp_path / "T.xlsx", JD)


def test_rating__label_without_its_number__in_nfd__is_read() -> None:
    scale = tuple(
        fs.Level(n, text, f"{n}: {text}") for n, text in enumerate(("Chưa biết", "Thành thạo"))
    )
    item = fs.Competency("X1", 1, "Tiếng Việt", JD.competencies[0].weight, levels=scale)
    jd = fs.JobDescription("Kỹ sư", fs.Document(), (fs.Rank("R1", "Kỹ sư"),), (item,))
    form = issue(fs.Engineer("E1", target_rank="R1"), jd)
    nfd = unicodedata.normalize("NFD", "thành  thạo")
    (cell,) = chosen({"X1": 1}, SELF, jd, form)
    assert level_of(read(filled({cell: nfd}, form), jd), "X1") == 1


@pytest.mark.parametrize("value", ["", " ", NBSP, "\n\t", "\u200b"])
def test_rating__only_white_space__is_missing__never_level_0(value: str) -> None:
    assessment = read(complete(AIAE05=value))
    assert level_of(assessment, "AIAE05") is None
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.RATING_MISSING.code
    assert problem.cell == at("AIAE05")


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
def test_rating__error_value__is_named_as_such__not_called_empty(value: str) -> None:
    (problem,) = read(complete(AIAE05=value)).problems
    assert problem.cell == at("AIAE05")
    assert problem.code != fs.Kind.RATING_MISSING.code


def test_assessor__all_cells_broken__ones_own_levels_are_not_taken_for_the_record() -> None:
    cells = chosen(FULL) | {at(code, ASSESSOR): "#REF!" for code in CODES}
    assert fs.score(read(filled(cells)), JD).total is None


def test_rating__error_value__never_a_level() -> None:
    assessment = read(complete(AIAE05="#REF!"))
    assert level_of(assessment, "AIAE05") is None
    assert [problem.cell for problem in assessment.problems] == [at("AIAE05")]


def test_rating__formula_without_a_stored_value__is_missing() -> None:
    def formula(book: Any) -> None:
        book[SHEET][at("AIAE05")] = "=3"

    assessment = read(edited(formula))
    assert level_of(assessment, "AIAE05") is None
    assert [problem.cell for problem in assessment.problems] == [at("AIAE05")]


# -- what is missing -----------------------------------------------------------------------


def test_blank_form__one_problem__not_one_a_cell() -> None:
    (problem,) = read(blank()).problems
    assert problem.code == fs.Kind.FORM_BLANK.code
    assert "Nguyễn Văn An (E1)" in problem.message


def test_half_filled__each_missing_level_is_named() -> None:
    assessment = read(filled(chosen(without(FULL, "AIAE02", "AIAE11"))))
    assert [(problem.code, problem.cell) for problem in assessment.problems] == [
        (fs.Kind.RATING_MISSING.code, at("AIAE02")),
        (fs.Kind.RATING_MISSING.code, at("AIAE11")),
    ]


def test_assessor_half_filled__the_assessors_gaps_are_named__ones_own_are_not() -> None:
    cells = by_both(without(FULL, "AIAE01"), without(FULL, "AIAE03"))
    assessment = read(filled(cells))
    assert [(problem.code, problem.cell) for problem in assessment.problems] == [
        (fs.Kind.RATING_MISSING.code, at("AIAE03", ASSESSOR))
    ]
    assert assessment.rater_of_record is fs.Rater.ASSESSOR


def test_assessor_wrote_one_unreadable_word__is_the_rater_of_record_all_the_same() -> None:
    cells = chosen(FULL) | {at("AIAE03", ASSESSOR): "see mail"}
    result = fs.score(read(filled(cells)), JD)
    assert result.basis is fs.Rater.ASSESSOR
    assert result.total is None
    assert len(result.missing) == len(CODES)


# -- evidence ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
        ("+84 123", "+84 123"),
        ("@here", "@here"),
        ("two\nlines", "two\nlines"),
        ("two\r\nlines_x000D_", "two\nlines"),
        ("  padded  ", "padded"),
        (unicodedata.normalize("NFD", "Đạt giải thưởng"), "Đạt giải thưởng"),
        (2026, "2026"),
        (0, "0"),
        (dt.date(2026, 3, 2), "2026-03-02"),
        ("x" * 32_767, "x" * 32_767),
    ],
)
def test_evidence__is_text_as_it_was_written(value: object, text: str) -> None:
    assessment = read(filled(chosen(FULL) | {at("AIAE07", EVIDENCE): value}))
    assert assessment.evidence == {"AIAE07": text}
    assert assessment.problems == ()


# -- rows and sheets that people have moved ------------------------------------------------


def row_of(code: str) -> int:
    return int(at(code)[1:])


def table_rows(book: Any) -> list[list[Any]]:
    first, last = row_of(CODES[0]), row_of(CODES[-1])
    rows = book[SHEET].iter_rows(min_row=first, max_row=last)
    return [[cell.value for cell in row] for row in rows]


def set_rows(book: Any, rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows, row_of(CODES[0])):
        for column, value in enumerate(row, 1):
            book[SHEET].cell(number, column).value = value


MIXED = dict(zip(CODES, itertools.cycle((0, 1, 2, 3)), strict=False))


def test_rows_inserted__every_level_stays_with_its_code() -> None:
    def insert(book: Any) -> None:
        book[SHEET].insert_rows(row_of("AIAE06"), 2)
        book[SHEET].cell(row_of("AIAE06"), 2).value = "a note between the rows"
        book[SHEET].insert_rows(1, 3)

    assessment = read(edited(insert, filled(chosen(MIXED))))
    assert levels_of(assessment) == MIXED
    assert assessment.problems == ()


def test_empty_row_above_the_table__is_no_hindrance() -> None:
    def empty(book: Any) -> None:
        book[SHEET].insert_rows(2)
        book[SHEET].insert_rows(5)

    assert read(edited(empty)).engineer.name == AN.name


def test_rows_sorted__every_level_stays_with_its_code() -> None:
    form = edited(lambda book: set_rows(book, table_rows(book)[::-1]), filled(chosen(MIXED)))
    assessment = read(form)
    assert levels_of(assessment) == MIXED
    assert assessment.problems == ()


def test_columns_moved__levels_stay_with_their_header() -> None:
    def swap(book: Any) -> None:
        sheet = book[SHEET]
        for row in range(row_of("AIAE01") - 1, row_of("AIAE11") + 1):
            one, other = sheet.cell(row, 6), sheet.cell(row, 7)
            one.value, other.value = other.value, one.value
        sheet.insert_cols(5)

    two = filled(by_both(FULL, MIXED))
    assessment = read(edited(swap, two))
    assert levels_of(assessment) == FULL
    assert levels_of(assessment, fs.Rater.ASSESSOR) == MIXED


def test_row_deleted__its_code_is_named__the_others_are_read() -> None:
    assessment = read(edited(lambda book: book[SHEET].delete_rows(row_of("AIAE06"))))
    assert levels_of(assessment) == {**FULL, "AIAE06": None}
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_ROW_MISSING.code
    assert "AIAE06 Domain-Specific AI Applications" in problem.message
    assert fs.score(assessment, JD).missing == ("AIAE06",)


def test_row_repeated__the_first_one_counts__the_second_is_named() -> None:
    def repeat(book: Any) -> None:
        again = row_of("AIAE11") + 3
        book[SHEET].cell(again, 1).value = " aiae03 "
        book[SHEET].cell(again, 6).value = label("AIAE03", 0)

    assessment = read(edited(repeat))
    assert level_of(assessment, "AIAE03") == 2
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_ROW_REPEATED.code
    assert problem.cell == f"A{row_of('AIAE11') + 3}"
    assert f"Assessment!A{row_of('AIAE03')}" in problem.message


def test_code_retyped__in_other_case_and_spacing__is_the_same_code() -> None:
    def retype(book: Any) -> None:
        book[SHEET][at("AIAE03", "Code")] = f" aiae03{NBSP}"

    assert levels_of(read(edited(retype))) == FULL


@pytest.mark.parametrize("header", ["SELF LEVEL", " Self  level:", f"Self{NBSP}level"])
def test_header_retyped__in_other_case_and_spacing__is_the_same_header(header: str) -> None:
    def retype(book: Any) -> None:
        book[SHEET].cell(row_of("AIAE01") - 1, 6).value = header

    assert levels_of(read(edited(retype))) == FULL


def rename(book: Any) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Tabelle{number}"


def append(book: Any) -> None:
    book.create_sheet("Notes", 0).append(["Code", "Self level", "Assessor level"])
    book.create_sheet("Assessment (2)").append(["Name", "Somebody else"])


def unhide(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.sheet_state = "visible"


def unprotect(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False
        sheet.data_validations.dataValidation = []


def hide_rows(book: Any) -> None:
    book[SHEET].row_dimensions[row_of("AIAE03")].hidden = True
    book[SHEET].column_dimensions["G"].hidden = True


def comment(book: Any) -> None:
    book[SHEET][at("AIAE03")].comment = Comment("please discuss", "somebody")


def drop_others(book: Any) -> None:
    for name in ("Levels", "_scales", "_calculation"):
        book.remove(book[name])


@pytest.mark.parametrize(
    "change", [rename, append, unhide, unprotect, hide_rows, comment, drop_others]
)
def test_workbook_changed_around_the_form__reads_as_before(change: Callable[[Any], None]) -> None:
    assessment = read(edited(change))
    assert levels_of(assessment) == FULL
    assert assessment.engineer.id == "E1"
    assert assessment.problems == ()


def test_second_copy_of_the_sheet__the_first_one_counts() -> None:
    def copy(book: Any) -> None:
        again = book.copy_worksheet(book[SHEET])
        again[at("AIAE01")] = label("AIAE01", 0)

    assert level_of(read(edited(copy)), "AIAE01") == 2


# -- whose form it is ----------------------------------------------------------------------


def test_identity_sheet_deleted__the_visible_id_is_used__with_a_warning() -> None:
    assessment = read(edited(lambda book: book.remove(book["_identity"])))
    assert assessment.identity is None
    assert assessment.engineer.id == "E1"
    assert assessment.engineer.target_rank == "FAIE02"
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_IDENTITY_LOST.code
    assert problem.severity is fs.Severity.WARNING
    assert "Nguyễn Văn An (E1)" in problem.message


def with_visible(label_text: str, value: object) -> Callable[[Any], None]:
    """Change the cell beside a label of the block that says whose form it is."""

    def change(book: Any) -> None:
        for row in book[SHEET].iter_rows(max_row=3):
            for cell in row:
                if cell.value == label_text:
                    book[SHEET].cell(cell.row, cell.column + 1).value = value

    return change


def test_visible_id_changed__the_issued_one_counts__an_error_names_the_cell() -> None:
    assessment = read(edited(with_visible("Employee ID", "E2")))
    assert assessment.engineer.id == "E1"
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_ID_CHANGED.code
    assert (problem.sheet, problem.cell) == (SHEET, "B2")
    assert "“E2”" in problem.message


def test_visible_id_erased__the_issued_one_counts__and_it_is_told() -> None:
    assessment = read(edited(with_visible("Employee ID", None)))
    assert assessment.engineer.id == "E1"
    assert kinds(assessment.problems) == [fs.Kind.FORM_ID_CHANGED.code]


@pytest.mark.parametrize("value", ["e1", " E1 ", f"E1{NBSP}"])
def test_visible_id_retyped__is_no_change(value: str) -> None:
    assert read(edited(with_visible("Employee ID", value))).problems == ()


def test_id_that_is_a_number__is_read_as_issued() -> None:
    form = issue(fs.Engineer("1001", "An", target_rank="FAIE02"))
    book = open_book(filled(chosen(FULL), form))
    with_visible("Employee ID", 1001)(book)
    assessment = read(saved(book))
    assert assessment.engineer.id == "1001"
    assert assessment.problems == ()


def test_target_changed__the_issued_one_counts__with_a_warning() -> None:
    assessment = read(edited(with_visible("Target rank", "FAIE01")))
    assert assessment.engineer.target_rank == "FAIE02"
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_TARGET_CHANGED.code
    assert problem.severity is fs.Severity.WARNING
    assert problem.cell == "F3"


def test_name_corrected_by_hand__is_taken() -> None:
    assessment = read(edited(with_visible("Name", "Nguyễn Văn Ân")))
    assert assessment.engineer.name == "Nguyễn Văn Ân"
    assert assessment.problems == ()


def test_target_is_no_rank_of_the_jd__is_told__gaps_are_not_made_up() -> None:
    def change(book: Any) -> None:
        book["_identity"]["B5"] = "FAIE09"
        with_visible("Target rank", "FAIE09")(book)

    assessment = read(edited(change))
    assert kinds(assessment.problems) == [fs.Kind.FORM_TARGET_UNKNOWN.code]
    result = fs.score(assessment, JD)
    assert (result.target_rank, result.rank, result.meets_target) == (None, "FAIE02", None)


def test_form_of_nobody__is_refused__with_the_cell() -> None:
    def forget(book: Any) -> None:
        book.remove(book["_identity"])
        with_visible("Employee ID", None)(book)

    with pytest.raises(fs.UnusableSourceError) as refusal:
        read(edited(forget))
    (problem,) = refusal.value.problems
    assert problem.code == fs.Kind.FORM_OF_NOBODY.code
    assert (problem.sheet, problem.cell) == (SHEET, "B2")


def test_form_of_another_version_of_the_jd__is_read__with_a_warning() -> None:
    newer = fs.JobDescription(JD.role, fs.Document("NEW", "2.0"), JD.ranks, JD.competencies)
    assessment = read(complete(), newer)
    (problem,) = assessment.problems
    assert problem.code == fs.Kind.FORM_OF_ANOTHER_JD.code
    assert problem.severity is fs.Severity.WARNING
    assert JD.fingerprint[:12] in problem.message
    assert "NEW 2.0" in problem.message
    assert fs.score(assessment, newer).total == 66


def test_form_of_another_family__is_refused() -> None:
    with pytest.raises(fs.UnusableSourceError) as refusal:
        read(issue(fs.Engineer("E1", target_rank="Q2"), OTHER_JD))
    (problem,) = refusal.value.problems
    assert problem.code == fs.Kind.NOT_A_FORM.code
    assert "its competencies are not those of the JD" in problem.message


# -- files that are no forms ---------------------------------------------------------------


def test_no_form__a_workbook_of_something_else__says_what_is_missing() -> None:
    with pytest.raises(fs.UnusableSourceError) as refusal:
        fs.read_form(fs.builtin.FILLED_PATH / "Team budget.xlsx", JD)
    (problem,) = refusal.value.problems
    assert problem.code == fs.Kind.NOT_A_FORM.code
    assert problem.file == "Team budget.xlsx"
    assert "“Code”, “Self level” and “Assessor level”" in problem.message


def test_no_form__header_misspelt__names_what_comes_close() -> None:
    def misspell(book: Any) -> None:
        book[SHEET].cell(row_of("AIAE01") - 1, 7).value = "Assesor level"

    with pytest.raises(fs.UnusableSourceError, match=r"did you mean Assessment!G6"):
        read(edited(misspell))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", fs.Kind.FILE_EMPTY),
        (b"Code,Self level\n", fs.Kind.NOT_A_WORKBOOK),
        (b"%PDF-1.7", fs.Kind.NOT_A_WORKBOOK),
        (blank()[: len(blank()) // 2], fs.Kind.FILE_DAMAGED),
    ],
)
def test_no_form__not_even_a_workbook__is_refused(data: bytes, kind: fs.Kind) -> None:
    with pytest.raises(fs.UnusableSourceError) as refusal:
        read(data)
    assert kinds(refusal.value.problems) == [kind.code]


def test_no_form__no_such_file__is_refused(tmp_path: Path) -> None:
    with pytest.raises(fs.UnusableSourceError, match=r"gone\.xlsx · there is no such file"):
        fs.read_form(tmp_path / "gone.xlsx", JD)


# -- other programs ------------------------------------------------------------------------


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A form that both have filled in, Vietnamese and long labels in it, saved by openpyxl."""
    path = tmp_path / "E1 Nguyễn Văn An.xlsx"
    cells = by_both(FULL, required("FAIE02", AIAE08=1, AIAE10=5))
    path.write_bytes(filled(cells | {at("AIAE02", EVIDENCE): "=Đã làm\nhai dòng"}))
    return path


def reads_as_before(path: Path) -> None:
    assessment = fs.read_form(path, JD)
    assert levels_of(assessment) == FULL
    assert levels_of(assessment, fs.Rater.ASSESSOR) == {**FULL, "AIAE08": 1, "AIAE10": 5}
    assert assessment.evidence == {"AIAE02": "=Đã làm\nhai dòng"}
    assert assessment.engineer.name == "Nguyễn Văn An"
    assert assessment.identity is not None
    assert assessment.problems == ()


def test_saved_by_openpyxl__reads_as_before(returned: Path) -> None:
    reads_as_before(returned)
    returned.write_bytes(saved(open_book(returned.read_bytes())))
    reads_as_before(returned)


@pytest.mark.parametrize("format", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice__reads_as_before(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    returned: Path,
    tmp_path: Path,
) -> None:
    reads_as_before(libreoffice.fill(returned, SHEET, {}, tmp_path / "out", format))


@pytest.mark.parametrize("format", ["xlsx", "xls", "ods"])
def test_saved_by_gnumeric__reads_as_before(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    returned: Path,
    tmp_path: Path,
) -> None:
    reads_as_before(gnumeric.convert(returned, tmp_path / "out", format))


def test_saved_by_libreoffice_in_turn_with_others__reads_as_before(
    returned: Path, tmp_path: Path
) -> None:
    ods = libreoffice.fill(returned, SHEET, {}, tmp_path / "1", "ods")
    xls = libreoffice.fill(ods, SHEET, {}, tmp_path / "2", "xls")
    xlsx = gnumeric.convert(xls, tmp_path / "3", "xlsx")
    reads_as_before(libreoffice.recalculate(xlsx, tmp_path / "4"))


def test_saved_at__the_files_own_word__not_the_file_systems(returned: Path) -> None:
    stamp = '<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified>'
    data = blank()
    assert fs.read_form(data, JD).saved == "2026-01-01T00:00:00Z"
    changes = (stamp.format("2026-01-01T00:00:00Z"), stamp.format("2026-05-06T07:08:09Z"))
    assert fs.read_form(altered(data, "docProps/core.xml", changes), JD).saved == (
        "2026-05-06T07:08:09Z"
    )
    assert "docProps/core.xml" in parts(returned.read_bytes())


def test_scored__equals_the_levels_at_hand() -> None:
    result = fs.score(read(complete()), JD)
    at_hand = scored(FULL, target_rank="FAIE02")
    assert (result.total, result.rank, result.items) == (at_hand.total, "FAIE02", at_hand.items)
