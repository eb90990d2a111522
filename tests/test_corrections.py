"""``write_returns``: what is sent back for correction, corrected, and read again."""

from __future__ import annotations

import hashlib
import os
import re
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
    SHEET,
    altered,
    at,
    blank,
    by_both,
    chosen,
    filled,
    issue,
    label,
    open_book,
    packed,
    parts,
    required,
    roster,
    saved,
    shown,
    template,
    without,
)
from openpyxl.comments import Comment
from programs import gnumeric, libreoffice, open_xml

import faie_sheets as fs
from faie_sheets.corrections import SentBack, write_returns
from faie_sheets.corrections.package_xml import EditedWorkbook
from faie_sheets.problems import Act, follow_up_of
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile

FULL = required("FAIE02")
TITLE = "Please correct"
SHEET_PART = "xl/worksheets/sheet1.xml"


def came_back(data: bytes, folder: Path, name: str = "form.xlsx") -> Path:
    """A returned form in an inbox."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(data)
    return inbox


def sent_back(
    data: bytes,
    folder: Path,
    *,
    name: str = "form.xlsx",
    jd: fs.JobDescription = JD,
    people: fs.Roster | None = None,
    template: fs.Source | None = None,
) -> SentBack:
    """The one record of a form that came back."""
    intake = fs.read_forms(came_back(data, folder, name), jd, people)
    (sent,) = write_returns(intake, folder / "out", template)
    return sent


def written(data: bytes, folder: Path, **options: Any) -> Path:
    """The workbook that was written for a form that came back."""
    path = sent_back(data, folder, **options).path
    assert path
    return path


def sound(path: Path) -> list[str]:
    """What Excel would have to repair in a workbook."""
    return [*open_xml.faults(path), *open_xml.excel_limits(path)]


def comments(path: Path, sheet: str = SHEET) -> dict[str, tuple[str, str]]:
    """Address → author and text of the comments on a sheet."""
    cells = (cell for row in open_book(path.read_bytes())[sheet].iter_rows() for cell in row)
    return {c.coordinate: (c.comment.author, c.comment.text) for c in cells if c.comment}


def marked(path: Path, sheet: str = SHEET) -> set[str]:
    """The addresses of the cells with a thick frame all around."""
    cells = (cell for row in open_book(path.read_bytes())[sheet].iter_rows() for cell in row)
    return {
        c.coordinate
        for c in cells
        if {getattr(c.border, side).style for side in ("left", "right", "top", "bottom")}
        == {"thick"}
    }


def note(path: Path) -> list[list[str]]:
    """The texts of the cover note, row by row."""
    (sheet, *_) = read_book(SourceFile(path.name, path.read_bytes())).sheets
    assert sheet.name == TITLE
    rows = [[cell.text for cell in sheet.cells_of(row)] for row in range(sheet.top, sheet.height)]
    return [row for row in rows if row]


def listed(path: Path) -> list[list[str]]:
    """The rows of the cover note's list."""
    rows = note(path)
    header = next(number for number, row in enumerate(rows) if row[0] == "No.")
    return rows[header + 1 : -1]


def complete(path: Path, jd: fs.JobDescription = JD) -> fs.Result:
    """The result of a corrected form, about which there is nothing to say."""
    assessment = fs.read_form(path, jd)
    assert assessment.problems == ()
    return fs.score(assessment, jd)


LACKING = by_both({}, without(FULL, "AIAE05", "AIAE11"))
"""A form that the assessor has left half empty."""


# -- what is written -----------------------------------------------------------------------


def test_missing_levels__each_cell_has_a_comment_a_frame_and_a_line(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    cells = {at(code, ASSESSOR) for code in ("AIAE05", "AIAE11")}
    assert path.name == "E1 Nguyễn Văn An - please correct.xlsx"
    assert set(comments(path)) == marked(path) == cells
    for author, text in comments(path).values():
        assert author == "HR"
        assert "The cell is empty." in text
        assert "One level of its list, 0 to 3" in text
        assert "Choose a level from the list" in text
    assert [row[1] for row in listed(path)] == [at("AIAE05", ASSESSOR), at("AIAE11", ASSESSOR)]
    assert sound(path) == []


def test_cover__is_first_and_shown__links_lead_to_the_cells(tmp_path: Path) -> None:
    book = open_book(written(filled(LACKING), tmp_path).read_bytes())
    assert book.sheetnames[:2] == [TITLE, SHEET]
    assert book.active.title == TITLE
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [TITLE]
    links = [c.hyperlink for row in book[TITLE].iter_rows() for c in row if c.hyperlink]
    assert [link.location for link in links] == [
        f"'{SHEET}'!{at(code, ASSESSOR)}" for code in ("AIAE05", "AIAE11")
    ]
    assert all(link.target is None for link in links)


def test_cover__says_for_whom_and_which_form(tmp_path: Path) -> None:
    texts = [text for row in note(written(filled(LACKING), tmp_path)) for text in row]
    for text in ("Lê Hoài Nam", "Nguyễn Văn An (E1)", "2026 H1", "form.xlsx"):
        assert text in texts
    assert any(text.startswith("FAIE02") for text in texts)
    assert any(text.startswith("F-") for text in texts)


def test_record__says_who_is_asked_and_for_how_many_cells(tmp_path: Path) -> None:
    sent = sent_back(filled(LACKING), tmp_path)
    assert (sent.file, sent.asked, sent.cells) == ("form.xlsx", (fs.Rater.ASSESSOR,), 2)
    assert sent.why == ""
    assert sent.engineer
    assert sent.engineer.id == "E1"


def test_levels_and_evidence__are_carried_over__nothing_else_is(tmp_path: Path) -> None:
    wrong = {at("AIAE03"): "5: Expert", at("AIAE04"): "1"}
    texts = {at("AIAE01", EVIDENCE): "=1+1", at("AIAE02", EVIDENCE): "two\nlines <b>&"}
    book = open_book(filled(chosen(FULL) | wrong | texts))
    book.create_sheet("My own notes")["A1"] = "private"
    path = written(saved(book), tmp_path)
    again = fs.read_form(path, JD)
    levels = {code: rating.level for code, rating in again.ratings_by(fs.Rater.SELF).items()}
    assert levels == {**FULL, "AIAE03": None, "AIAE04": 1}
    assert again.evidence == {"AIAE01": "=1+1", "AIAE02": "two\nlines <b>&"}
    assert b"private" not in b"".join(parts(path.read_bytes()).values())
    # A label and nothing that was typed: the form is clean again.
    sheet = open_book(path.read_bytes())[SHEET]
    assert sheet[at("AIAE04")].value == label("AIAE04", 1)
    assert (sheet[at("AIAE01", EVIDENCE)].data_type, sheet[at("AIAE01", EVIDENCE)].quotePrefix) == (
        "s", True,
    )  # fmt: skip
    assert marked(path) == {at("AIAE03"), at("AIAE04")}
    assert "5: Expert" in comments(path)[at("AIAE03")][1]
    assert comments(path)[at("AIAE04")][1].startswith("HR: please check")
    assert sound(path) == []


def test_blank_form__every_level_is_asked_for(tmp_path: Path) -> None:
    path = written(blank(), tmp_path)
    assert [row[1] for row in listed(path)] == [at(code) for code in CODES]
    assert "No level was chosen in it yet." in " ".join(" ".join(row) for row in note(path))


def test_deleted_row__is_there_again(tmp_path: Path) -> None:
    book = open_book(filled(chosen(FULL)))
    row = book[SHEET][at("AIAE11")].row
    book[SHEET].delete_rows(row)
    path = written(saved(book), tmp_path)
    assert marked(path) == {at("AIAE11")}
    assert "deleted" in comments(path)[at("AIAE11")][1]


def test_lost_identity_and_drop_downs__are_there_again(tmp_path: Path) -> None:
    book = open_book(filled(chosen(without(FULL, "AIAE02"))))
    del book["_identity"]
    del book["_scales"]
    book[SHEET].data_validations.dataValidation = []
    path = written(saved(book), tmp_path)
    again = fs.read_form(path, JD)
    assert again.identity == fs.read_form(blank(), JD).identity
    assert libreoffice.drop_down(path, SHEET, at("AIAE02")) == [
        level.entry for level in JD.competency("AIAE02").scale
    ]


def test_long_evidence__row_is_tall_enough(tmp_path: Path) -> None:
    long = {at("AIAE01", EVIDENCE): "A project that shows it. " * 30}
    path = written(filled(chosen(without(FULL, "AIAE01")) | long), tmp_path)
    row = open_book(blank())[SHEET][at("AIAE01")].row
    heights = [open_book(d)[SHEET].row_dimensions[row].height for d in (blank(), path.read_bytes())]
    assert heights[1] > 1.5 * heights[0]


# -- sent back, corrected, read again ------------------------------------------------------


def test_corrected_with_openpyxl__is_complete(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    answers = chosen({code: FULL[code] for code in ("AIAE05", "AIAE11")}, ASSESSOR)
    path.write_bytes(filled(answers, path.read_bytes()))
    result = complete(path)
    assert result.total == 66
    assert (result.rank, result.basis) == ("FAIE02", fs.Rater.ASSESSOR)
    assert result.engineer == fs.read_form(blank(), JD).engineer


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_corrected_with_libreoffice__is_complete_and_shows_its_result(
    kind: Any, tmp_path: Path
) -> None:
    path = written(filled(LACKING), tmp_path)
    answers = chosen({code: FULL[code] for code in ("AIAE05", "AIAE11")}, ASSESSOR)
    corrected = libreoffice.fill(path, SHEET, answers, tmp_path / "again", kind)
    assert complete(corrected).total == 66
    assert shown(corrected).total == pytest.approx(0.66, abs=1e-9)
    assert "target FAIE02 is met" in str(shown(corrected).verdict)


def test_corrected_with_gnumeric__is_complete(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    answers = chosen({code: FULL[code] for code in ("AIAE05", "AIAE11")}, ASSESSOR)
    path.write_bytes(filled(answers, path.read_bytes()))
    assert complete(gnumeric.recalculate(path, tmp_path / "again")).total == 66


def test_figures__no_program_shows_those_of_the_blank_form(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    made = EditedWorkbook(path.read_bytes())
    cells = [cell for part in made.sheets.values() for cell in made.tree(part).iterfind(".//{*}c")]
    formulas = [cell for cell in cells if cell.find("{*}f") is not None]
    assert len(formulas) > 50
    assert [cell for cell in formulas if cell.find("{*}v") is not None] == []
    live = shown(libreoffice.recalculate(path, tmp_path / "again"))
    assert live.verdict == "Assessor: 2 of 11 levels still to choose"


def test_protection_and_drop_downs__are_those_of_the_form(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    with pytest.raises(libreoffice.LibreOfficeError):
        libreoffice.fill(path, SHEET, {at("AIAE01", "Points"): "1"}, tmp_path / "again")
    with pytest.raises(libreoffice.LibreOfficeError):
        libreoffice.fill(path, TITLE, {"A1": "an answer where nobody reads it"}, tmp_path / "again")
    for code in CODES:
        entries = [level.entry for level in JD.competency(code).scale]
        assert libreoffice.drop_down(path, SHEET, at(code, ASSESSOR)) == entries


def test_corrected__supersedes_the_one_that_it_corrects(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    answers = chosen({code: FULL[code] for code in ("AIAE05", "AIAE11")}, ASSESSOR)
    # Saved by a program that does not say when.
    part = {**parts(path.read_bytes())}
    answered = parts(filled(answers, path.read_bytes())) | {
        "docProps/core.xml": part["docProps/core.xml"]
    }
    (tmp_path / "inbox" / path.name).write_bytes(packed(answered))
    intake = fs.read_forms(tmp_path / "inbox", JD)
    (result,) = intake
    assert (result.status, result.assessment.file) == (fs.Status.COMPLETE, path.name)


@pytest.mark.parametrize("name", ["form.ods", "form.xls"])
def test_other_formats__come_back_as_a_form_in_xlsx(name: str, tmp_path: Path) -> None:
    source = tmp_path / "form.xlsx"
    source.write_bytes(filled(LACKING))
    kind: Any = name[5:]
    old = libreoffice.fill(source, SHEET, {}, tmp_path / "old", kind)
    path = written(old.read_bytes(), tmp_path, name=name)
    assert set(comments(path)) == {at(code, ASSESSOR) for code in ("AIAE05", "AIAE11")}
    assert sound(path) == []


def test_another_family__odd_names__round_trip(tmp_path: Path) -> None:
    person = fs.Engineer("=1", '=HYPERLINK("http://x")', target_rank="Q2", assessor="@a <b>")
    form = issue(person, OTHER_JD)
    levels = required("Q2", OTHER_JD)
    cells = chosen(without(levels, "Q3"), form=form, jd=OTHER_JD)
    path = written(filled(cells, form), tmp_path, jd=OTHER_JD)
    assert sound(path) == []
    book = open_book(path.read_bytes())
    assert not [c for row in book[TITLE].iter_rows() for c in row if c.data_type == "f"]
    answer = chosen({"Q3": levels["Q3"]}, form=form, jd=OTHER_JD)
    path.write_bytes(filled(answer, path.read_bytes()))
    assert complete(path, OTHER_JD).engineer.name == person.name


# -- HR's own template ---------------------------------------------------------------------


def with_comments(data: bytes) -> bytes:
    book = open_book(data)
    book[SHEET][at("AIAE05", ASSESSOR)].comment = Comment("Ask the team lead.", "HR design")
    book[SHEET]["A1"].comment = Comment("Logo", "HR design")
    book["Levels"]["A1"].comment = Comment("Other sheet", "HR design")
    return saved(book)


def with_titles(data: bytes) -> bytes:
    book = open_book(data)
    book[SHEET].title = "Đánh giá l'AI"
    book.create_sheet(TITLE)["A1"] = "HR's own sheet of this name"
    return saved(book)


def without_kept_figures(data: bytes) -> bytes:
    return altered(data, "xl/workbook.xml", ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', ""))


X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def as_excel_2010(data: bytes) -> bytes:
    """The drop-downs as an extension, which openpyxl would drop, and Excel's own namespaces."""
    xml = parts(data)[SHEET_PART].decode()
    (block,) = re.findall(r"<dataValidations.*</dataValidations>", xml)
    lists = re.findall(r'sqref="(\w+)"[^>]*><formula1>(.*?)</formula1>', block)
    items = "".join(
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        f"<x14:formula1><xm:f>{source}</xm:f></x14:formula1><xm:sqref>{cell}</xm:sqref>"
        "</x14:dataValidation>"
        for cell, source in lists
    )
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations xmlns:xm="{XM}" count="{len(lists)}">'
        f"{items}</x14:dataValidations></ext></extLst></worksheet>"
    )
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    ac = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
    ignorable = f'<worksheet xmlns:mc="{mc}" xmlns:x14ac="{ac}" mc:Ignorable="x14ac" '
    return altered(
        data, SHEET_PART, (block, ""), ("</worksheet>", extension), ("<worksheet ", ignorable)
    )


@pytest.mark.filterwarnings("ignore:Data Validation extension:UserWarning")
@pytest.mark.parametrize(
    "change", [with_comments, with_titles, without_kept_figures, as_excel_2010]
)
def test_own_template__round_trip(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    own = change(template())
    # openpyxl cannot fill in a form with such drop-downs: it would drop them.
    form = blank() if change is as_excel_2010 else issue(template=own)
    name = read_book(SourceFile("", form)).sheets[0].name
    lacking = filled(chosen(without(FULL, "AIAE05"), ASSESSOR), form, name)
    path = written(lacking, tmp_path, template=own)
    assert sound(path) == []
    cell = at("AIAE05", ASSESSOR)
    assert marked(path, name) == {cell}
    assert comments(path, name)[cell][0] == "HR"
    entries = [level.entry for level in JD.competency("AIAE05").scale]
    assert libreoffice.drop_down(path, name, cell) == entries
    answer = {cell: label("AIAE05", FULL["AIAE05"])}
    corrected = libreoffice.fill(path, name, answer, tmp_path / "again")
    assert complete(corrected).total == 66


def test_own_template__its_comments_stay_beside_ours(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path, template=with_comments(template()))
    found = comments(path)
    assert found["A1"] == ("HR design", "Logo")
    assert found[at("AIAE05", ASSESSOR)][1].endswith("Ask the team lead.")
    assert set(found) == {"A1", *(at(code, ASSESSOR) for code in ("AIAE05", "AIAE11"))}
    assert sound(path) == []


def test_own_template__saved_by_libreoffice__round_trip(tmp_path: Path) -> None:
    source = tmp_path / "template.xlsx"
    source.write_bytes(with_comments(template()))
    own = libreoffice.recalculate(source, tmp_path / "own")
    path = written(filled(LACKING), tmp_path, template=own)
    assert sound(path) == []
    answers = chosen({code: FULL[code] for code in ("AIAE05", "AIAE11")}, ASSESSOR)
    assert complete(libreoffice.fill(path, SHEET, answers, tmp_path / "again")).total == 66


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main":
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def test_own_template__strict_open_xml__is_read_again(tmp_path: Path) -> None:
    contents = parts(template())
    for usual, strict in STRICT.items():
        contents = {name: xml.replace(usual, strict) for name, xml in contents.items()}
    path = written(filled(LACKING), tmp_path, template=packed(contents))
    assert note(path)[0] == [TITLE]
    again = fs.read_form(path, JD)
    assert [problem.cell for problem in again.problems] == [
        at(code, ASSESSOR) for code in ("AIAE05", "AIAE11")
    ]
    made = parts(path.read_bytes())
    assert [name for name, xml in made.items() if any(usual in xml for usual in STRICT)] == []


def test_own_template__prefixes_and_ignorable_extensions_stay(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path, template=as_excel_2010(template()))
    xml = parts(path.read_bytes())[SHEET_PART].decode()
    assert 'mc:Ignorable="x14ac"' in xml
    assert "xmlns:x14ac=" in xml
    assert "<x14:dataValidation " in xml


def test_template_of_another_jd__is_refused(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(LACKING), tmp_path), JD)
    foreign = tmp_path / "foreign.xlsx"
    fs.write_template(OTHER_JD, foreign)
    with pytest.raises(fs.UnusableSourceError):
        write_returns(intake, tmp_path / "out", foreign)
    assert not (tmp_path / "out").exists()


# -- to whom, and to whom not --------------------------------------------------------------

NOT_OF_A_FORM = ("jd-", "not-a-jd", "roster-", "template-", "manifest-")


def test_decisions__every_kind_of_a_returned_form_is_decided_with_a_reason() -> None:
    for kind in fs.Kind:
        follow_up = follow_up_of(kind.code)
        of_a_form = not kind.code.startswith(NOT_OF_A_FORM)
        assert of_a_form == (follow_up.act is not Act.NOT_OF_A_FORM)
        assert follow_up.why
        theirs = follow_up.act in (Act.CORRECT, Act.CHECK)
        assert theirs == bool(follow_up.letter and all(follow_up.letter))


def test_decisions__what_nobody_has_decided_is_for_hr() -> None:
    assert follow_up_of("no-such-code").act is Act.HR
    assert follow_up_of("no-such-code").why == "it is not known who should deal with it"


def test_complete_form__nothing_is_sent_back(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(chosen(FULL)), tmp_path), JD)
    assert write_returns(intake, tmp_path / "out") == ()
    assert not (tmp_path / "out").exists()


def test_only_reworded__nothing_is_sent_back(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(chosen(FULL) | {at("AIAE01"): "1"}), tmp_path), JD)
    assert intake.problems
    assert write_returns(intake, tmp_path / "out") == ()


def test_not_on_the_list__is_hr_s_affair_but_the_rest_goes_back(tmp_path: Path) -> None:
    others = roster(fs.Engineer("ZQ-999", "Somebody Else", target_rank="FAIE01"))
    path = written(filled(LACKING), tmp_path, people=others)
    content = b"".join(parts(path.read_bytes()).values()).decode("utf-8", "ignore")
    assert "Somebody Else" not in content
    assert "ZQ-999" not in content
    assert len(listed(path)) == 2


def test_shown_id_changed__is_held_back(tmp_path: Path) -> None:
    book = open_book(filled(LACKING))
    cell = next(c for row in book[SHEET].iter_rows(max_row=5) for c in row if c.value == "E1")
    cell.value = "E2"
    sent = sent_back(saved(book), tmp_path)
    assert sent.path is None
    assert "whose answers" in sent.why
    assert not (tmp_path / "out").exists()


def test_identity_gone_and_another_name__is_held_back(tmp_path: Path) -> None:
    book = open_book(filled(LACKING))
    del book["_identity"]
    people = roster(fs.Engineer("E1", "Another Person", target_rank="FAIE02"))
    sent = sent_back(saved(book), tmp_path, people=people)
    assert sent.path is None
    assert "Another Person" in sent.why


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken"])
def test_unreadable_file__is_accounted_for(content: bytes, tmp_path: Path) -> None:
    sent = sent_back(content, tmp_path)
    assert (sent.file, sent.engineer, sent.path) == ("form.xlsx", None, None)
    assert "sender" in sent.why
    assert "{" not in sent.why


def test_superseded__only_the_form_that_counts_goes_back(tmp_path: Path) -> None:
    data = parts(filled(LACKING))
    for day, name in enumerate(("old.xlsx", "new.xlsx"), 1):
        told = rb"\g<1>2026-06-0%dT00:00:00Z" % day
        core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", told, data["docProps/core.xml"])
        came_back(packed(data | {"docProps/core.xml": core}), tmp_path, name)
    (sent,) = write_returns(fs.read_forms(tmp_path / "inbox", JD), tmp_path / "out")
    assert (sent.file, bool(sent.path)) == ("new.xlsx", True)


def test_second_round__is_read_under_its_name_and_sent_back_again(tmp_path: Path) -> None:
    people = roster(AN)
    path = written(filled(LACKING), tmp_path, people=people)
    (tmp_path / "inbox" / "form.xlsx").unlink()
    half = filled({at("AIAE05", ASSESSOR): label("AIAE05", 2)}, path.read_bytes())
    again = sent_back(half, tmp_path, name=path.name, people=people)
    assert again.path == path
    assert marked(path) == {at("AIAE11", ASSESSOR)}
    done = filled({at("AIAE11", ASSESSOR): label("AIAE11", 2)}, path.read_bytes())
    intake = fs.read_forms(came_back(done, tmp_path, path.name), JD, people)
    assert (intake.problems, intake.count(fs.Outcome.SCORED)) == ((), 1)


def test_named_for_somebody_else__is_held_back(tmp_path: Path) -> None:
    form = issue(fs.Engineer("E1001", "An", target_rank="FAIE02"))
    data = filled(chosen(without(FULL, "AIAE01"), form=form), form)
    sent = sent_back(data, tmp_path, name="E1002 Binh.xlsx")
    assert sent.path is None
    assert "whose answers" in sent.why


def test_formula_for_a_level__cell_is_emptied_and_asked_for(tmp_path: Path) -> None:
    book = open_book(filled(chosen(FULL)))
    book[SHEET][at("AIAE09")].value = "=1+1"
    path = written(saved(book), tmp_path)
    assert marked(path) == {at("AIAE09")}
    assert open_book(path.read_bytes())[SHEET][at("AIAE09")].value is None
    assert "formula" in comments(path)[at("AIAE09")][1]


def test_hr_s_folders__are_not_shown(tmp_path: Path) -> None:
    inbox = came_back(b"", tmp_path)
    (inbox / "secret unit").mkdir()
    (inbox / "secret unit" / "mine.xlsx").write_bytes(filled(LACKING))
    (inbox / "form.xlsx").unlink()
    (sent,) = write_returns(fs.read_forms(inbox, JD), tmp_path / "out")
    assert sent.path
    content = b"".join(parts(sent.path.read_bytes()).values())
    assert b"secret" not in content
    assert b"mine.xlsx" in content


# -- files ---------------------------------------------------------------------------------


def test_same_intake__same_bytes(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(LACKING), tmp_path), JD)
    one, two = (write_returns(intake, tmp_path / name)[0].path for name in ("one", "two"))
    assert one
    assert two
    assert one.read_bytes() == two.read_bytes()


def test_the_original__is_not_touched(tmp_path: Path) -> None:
    data = filled(LACKING)
    inbox = came_back(data, tmp_path)
    os.utime(inbox / "form.xlsx", (1, 1))
    intake = fs.read_forms(inbox, JD)
    write_returns(intake, tmp_path / "out")
    assert (inbox / "form.xlsx").read_bytes() == data
    assert (inbox / "form.xlsx").stat().st_mtime == 1
    assert [path.name for path in inbox.iterdir()] == ["form.xlsx"]


def test_inbox_gone__what_was_read_is_enough(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(LACKING), tmp_path), JD)
    (tmp_path / "inbox" / "form.xlsx").unlink()
    assert write_returns(intake, tmp_path / "out")[0].path


def test_filled_in_since__is_never_overwritten(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path)
    path.write_bytes(filled({at("AIAE05", ASSESSOR): label("AIAE05", 1)}, path.read_bytes()))
    before = path.read_bytes()
    sent = sent_back(filled(LACKING), tmp_path)
    assert sent.path is None
    assert "changed since" in sent.why
    assert path.read_bytes() == before


def test_as_it_was_written__is_replaced_by_what_is_asked_now(tmp_path: Path) -> None:
    first = written(filled(LACKING), tmp_path).read_bytes()
    second = written(filled(LACKING | {at("AIAE01"): "9"}), tmp_path).read_bytes()
    assert first != second


def test_manifest__says_what_is_for_whom(tmp_path: Path) -> None:
    path = written(filled(LACKING), tmp_path, people=roster(AN))
    (form,) = fs.read_manifest(tmp_path / "out")
    assert (form.file, form.engineer) == (path.name, AN)
    assert form.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_names_that_become_one__are_two_files(tmp_path: Path) -> None:
    for number, id_ in enumerate(("E:1", "E?1")):
        form = issue(fs.Engineer(id_, "An", target_rank="FAIE02"))
        came_back(filled(chosen(without(FULL, "AIAE01")), form), tmp_path, f"{number}.xlsx")
    sent = write_returns(fs.read_forms(tmp_path / "inbox", JD), tmp_path / "out")
    assert len({each.path for each in sent if each.path}) == 2


def test_progress__is_told(tmp_path: Path) -> None:
    intake = fs.read_forms(came_back(filled(LACKING), tmp_path), JD)
    told: list[tuple[int, int]] = []
    write_returns(intake, tmp_path / "out", progress=lambda *n: told.append(n))
    assert told == [(1, 1)]


def test_samples__each_that_can_be_corrected_is_sent_back(tmp_path: Path) -> None:
    people = fs.read_roster(fs.builtin.ROSTER_PATH)
    intake = fs.read_forms(fs.builtin.FILLED_PATH, JD, people)
    sent = write_returns(intake, tmp_path)
    assert [each.file[:5] for each in sent if each.path] == ["E1004", "E1005", "E1010"]
    assert [each.file[:5] for each in sent if each.why] == ["E1006", "Team "]
    assert {each.path.name: sound(each.path) for each in sent if each.path} == {
        each.path.name: [] for each in sent if each.path
    }
