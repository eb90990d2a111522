"""Forms: one for each engineer, the manifest beside them, and templates that HR has restyled."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forms_kit import (
    AN,
    ASSESSOR,
    CODES,
    JD,
    OTHER_JD,
    SELF,
    SHEET,
    altered,
    at,
    blank,
    cells_of,
    chosen,
    filled,
    issue,
    kinds,
    label,
    only,
    open_book,
    packed,
    parts,
    read,
    required,
    roster,
    saved,
    shown,
    template,
)
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill, Protection
from pathvalidate import is_valid_filename
from programs import libreoffice, open_xml, poppler

import faie_sheets as fs
from faie_sheets.layouts import form as layout

STRINGS, SHEET_PART, WORKBOOK = (
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
)


def names(*engineers: fs.Engineer, folder: Path) -> list[str]:
    """The names of the forms' files."""
    return [form.file for form in fs.write_forms(JD, roster(*engineers), folder)]


def engineer(employee: str, name: str = "", **facts: str) -> fs.Engineer:
    return fs.Engineer(employee, name, **{"target_rank": "FAIE02", **facts})


# -- what a form says ----------------------------------------------------------------------


def test_form__says_whose_it_is__in_sight_and_hidden() -> None:
    values = list(cells_of(blank()).values())
    for fact in (
        "E1",
        "Nguyễn Văn An",
        "Applied AI",
        "FAIE01",
        "FAIE02",
        "Lê Hoài Nam",
        "2026 H1",
    ):
        assert fact in values
    identity = list(cells_of(blank(), "_identity").values())
    form_id = identity[identity.index("form id") + 1]
    assert re.fullmatch(r"F-[0-9a-f]{16}", str(form_id))
    assert form_id in values
    assert identity[-4:] == ["employee id", "E1", "target rank", "FAIE02"]


def test_form__no_token_is_left() -> None:
    assert not [name for name, content in parts(blank()).items() if b"{{" in content]


@pytest.mark.parametrize("rank", JD.rank_codes)
def test_form__shows_the_label_that_the_target_rank_requires(rank: str) -> None:
    form = open_book(issue(engineer("E1", target_rank=rank)))[SHEET]
    for code, level in required(rank).items():
        assert form[at(code, "Required")].value == label(code, level)


def test_form__target_rank_requires_nothing_of_a_competency__shows_a_dash() -> None:
    values = list(cells_of(issue(engineer("E1", target_rank='Q"1'), OTHER_JD)).values())
    assert values[values.index("Not required of all") + 1 :].index("–") < 3


def test_form__excel_opens_it_without_repair(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(blank())
    assert open_xml.faults(form) == []
    assert open_xml.excel_limits(form) == []


def test_form__keeps_the_drop_downs(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(blank())
    labels = [level.label for level in JD.competency("AIAE10").scale]
    assert libreoffice.drop_down(form, SHEET, at("AIAE10")) == labels


EVIL = (
    '=HYPERLINK("http://x")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "R&D <b>",
    "</t></si>",
    "_x000D_",
    "_x0041_",
    "{{name}}",
    "&amp;",
    "'quoted'",
    '"quoted"',
    "http://example.com",
    "mailto:a@example.com",
    "1/2",
    "TRUE",
    "007",
    "Nguyễn 😀",
)


@pytest.mark.parametrize("name", EVIL)
def test_form__name_that_looks_like_more__is_plain_text(name: str) -> None:
    form = issue(engineer("E1", name, unit=name, assessor=name))
    cell = open_book(form)[SHEET]["D2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)
    assert list(cells_of(form).values()).count(name) == 3


def test_form__control_characters__are_left_out(tmp_path: Path) -> None:
    odd = engineer("E1\x1f", "A\x00n\x07\ud800", unit="a\x0bb\ufffe")
    (form,) = fs.write_forms(JD, roster(odd), tmp_path)
    values = list(cells_of(tmp_path / form.file).values())
    assert {"E1", "An", "ab"} <= set(values)
    assert form.engineer == engineer("E1", "An", unit="ab")
    assert fs.read_manifest(tmp_path).forms == (form,)


def test_form__text_of_an_engineer_never_reaches_a_formula() -> None:
    name = '"&HYPERLINK("http://x")&"'
    form = open_book(issue(engineer("E1", name, period=name)))
    pristine = open_book(template())
    for sheet in pristine.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert form[sheet.title][cell.coordinate].value == cell.value


# -- file names ----------------------------------------------------------------------------


def test_write_forms__one_file_an_engineer__named_by_id_and_name(tmp_path: Path) -> None:
    people = [engineer("E1", "Nguyễn Văn An"), engineer("E2", "Trần Bình")]
    assert names(*people, folder=tmp_path) == ["E1 Nguyễn Văn An.xlsx", "E2 Trần Bình.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "E1 Nguyễn Văn An.xlsx",
        "E2 Trần Bình.xlsx",
        "manifest.csv",
    ]


@pytest.mark.parametrize(
    ("employee", "name"),
    [
        ("CON", ""),
        ("nul.x", ""),
        ("COM1", ""),
        ("LPT¹", ""),
        ("aux.", ""),
        ("E/1", "a\\b"),
        ("../../E1", ""),
        ("/etc/passwd", ""),
        ("C:\\E1", ""),
        ("E1", 'a:b*c?d"e<f>g|h'),
        ("E1", "ends with dots..."),
        ("E1", "line\nbreak\tand tab"),
        ("..", ".."),
        ("E1", "x" * 300),
        ("😀" * 100, ""),
        ("E1", "\u202egnp.exe"),
    ],
)
def test_file_name__is_one_that_every_system_can_hold(
    employee: str, name: str, tmp_path: Path
) -> None:
    (file,) = names(engineer(employee, name), folder=tmp_path / "forms")
    assert is_valid_filename(file, platform="universal")
    assert len(file.encode()) <= 255
    assert not re.search(r"[. ]\.xlsx$", file)
    assert [path.name for path in tmp_path.iterdir()] == ["forms"]
    assert (tmp_path / "forms" / file).is_file()


@pytest.mark.parametrize("employee", [".E1", "~$E1", "._E1"])
def test_file_name__is_never_what_the_reader_takes_for_clutter(
    employee: str, tmp_path: Path
) -> None:
    names(engineer(employee), folder=tmp_path)
    assert [result.engineer.id for result in fs.read_forms(tmp_path, JD)] == [employee]


def test_file_name__two_engineers_of_one_name__two_files(tmp_path: Path) -> None:
    people = [engineer("E1", "Nguyễn Minh Anh"), engineer("E11", "Nguyễn Minh Anh")]
    assert len(set(names(*people, folder=tmp_path))) == 2


@pytest.mark.parametrize(
    "ids", [("E/1", "E:1", "E1"), ("x" * 80 + "1", "x" * 80 + "2"), ("CON.", "CON_")]
)
def test_file_name__ids_that_differ_only_in_what_no_name_may_have__two_files(
    ids: tuple[str, ...], tmp_path: Path
) -> None:
    people = [engineer(employee, "An") for employee in ids]
    files = names(*people, folder=tmp_path)
    assert len({file.casefold() for file in files}) == len(ids)
    assert [read(tmp_path / file).engineer.id for file in files] == list(ids)
    assert names(*people, folder=tmp_path) == files


def test_file_name__name_in_nfd__is_nfc(tmp_path: Path) -> None:
    listing = tmp_path / "roster.csv"
    nfd = "Nguye\u0302\u0303n Va\u0306n An"
    listing.write_text(f"Employee ID,Name,Target rank\nE1,{nfd},FAIE02\n", encoding="utf-8")
    (form,) = fs.write_forms(JD, fs.read_roster(listing), tmp_path / "forms")
    assert form.file == "E1 Nguyễn Văn An.xlsx"
    assert read(tmp_path / "forms" / form.file).engineer.name == "Nguyễn Văn An"


# -- the manifest --------------------------------------------------------------------------


def test_manifest__lists_every_form__with_its_true_sha256(tmp_path: Path) -> None:
    people = (AN, engineer("E2", "=1+1", unit="a,b;c", email="b@example.com"))
    manifest = fs.write_forms(JD, roster(*people), tmp_path)
    assert tuple(form.engineer for form in manifest) == people
    assert manifest.folder == tmp_path
    assert manifest.path == tmp_path / "manifest.csv"
    assert manifest.problems == ()
    for form in manifest:
        content = (tmp_path / form.file).read_bytes()
        assert form.sha256 == hashlib.sha256(content).hexdigest()
        assert form.jd_fingerprint == JD.fingerprint
        identity = read(content).identity
        assert identity is not None
        assert identity.form_id == form.form_id
    for source in (tmp_path, tmp_path / "manifest.csv", str(tmp_path)):
        assert fs.read_manifest(source).forms == manifest.forms


def test_manifest__opened_in_a_spreadsheet__holds_no_formula(tmp_path: Path) -> None:
    fs.write_forms(JD, roster(*(engineer(f"E{n}", evil) for n, evil in enumerate(EVIL))), tmp_path)
    for line in (tmp_path / "manifest.csv").read_text("utf-8-sig").splitlines():
        assert not [value for value in line.split(",") if value.lstrip('"')[:1] in set("=+-@")]
    assert [form.engineer.name for form in fs.read_manifest(tmp_path)][:5] == list(EVIL[:5])


def test_form_id__same_engineer_rank_period_and_jd__same_id(tmp_path: Path) -> None:
    def form_id(jd: fs.JobDescription = JD, **facts: str) -> str:
        (form,) = fs.write_forms(jd, roster(engineer("E1", **facts)), tmp_path / str(len(facts)))
        return form.form_id

    assert form_id() == form_id()
    assert form_id() == form_id(unit="Elsewhere")
    others = {form_id(target_rank="FAIE03"), form_id(period="2026 H2")}
    assert len({form_id(), *others}) == 3


def test_read_manifest__no_manifest__says_so(tmp_path: Path) -> None:
    listing = tmp_path / "manifest.csv"
    listing.write_text("Employee ID,Name\nE1,An\n")
    with pytest.raises(fs.UnusableSourceError) as refusal:
        fs.read_manifest(tmp_path)
    assert kinds(refusal.value.problems) == [fs.Kind.MANIFEST_NO_HEADER.code]


# -- the roster's rows ---------------------------------------------------------------------


def test_write_forms__unknown_target_rank__gets_no_form_and_a_problem(tmp_path: Path) -> None:
    people = roster(engineer("E1", "An", target_rank="FAIE09"), engineer("E2", "Bình"))
    manifest = fs.write_forms(JD, people, tmp_path)
    assert [form.engineer.id for form in manifest] == ["E2"]
    (problem,) = manifest.problems
    assert problem.code == fs.Kind.ROSTER_RANK_UNKNOWN.code
    assert "An (E1)" in problem.message
    assert "FAIE01, FAIE02 or FAIE03" in problem.message


def test_write_forms__problem_of_a_rank_names_the_cell_of_the_roster(tmp_path: Path) -> None:
    listing = tmp_path / "people.csv"
    listing.write_text("Employee ID,Target rank,Current rank\nE1,Boss,FAIE01\nE2,FAIE02,Boss\n")
    manifest = fs.write_forms(JD, fs.read_roster(listing), tmp_path / "forms")
    assert [(problem.code, problem.file, problem.cell) for problem in manifest.problems] == [
        (fs.Kind.ROSTER_RANK_UNKNOWN.code, "people.csv", "B2"),
        (fs.Kind.ROSTER_CURRENT_RANK_UNKNOWN.code, "people.csv", "C3"),
    ]
    assert [form.engineer.id for form in manifest] == ["E2"]


@pytest.mark.parametrize(
    "rank", ["faie02", " FAIE02 ", "mid-level fleziPT ai application engineer"]
)
def test_write_forms__rank_in_another_case_or_by_title__is_its_code(
    rank: str, tmp_path: Path
) -> None:
    (form,) = fs.write_forms(JD, roster(engineer("E1", target_rank=rank)), tmp_path)
    assert form.engineer.target_rank == "FAIE02"
    assert read(tmp_path / form.file).engineer.target_rank == "FAIE02"


def test_write_forms__empty_roster__an_empty_manifest(tmp_path: Path) -> None:
    assert len(fs.write_forms(JD, roster(), tmp_path)) == 0
    assert fs.read_manifest(tmp_path).forms == ()


def test_write_forms__says_how_far_it_is(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    people = roster(engineer("E1"), engineer("E2", target_rank="?"), engineer("E3"))
    fs.write_forms(JD, people, tmp_path, progress=lambda *step: seen.append(step))
    assert seen == [(1, 3), (2, 3), (3, 3)]


# -- a second run --------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_second_run__same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        fs.write_forms(JD, fs.read_roster(fs.builtin.ROSTER_PATH), tmp_path / folder)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    manifest = fs.write_forms(JD, fs.read_roster(fs.builtin.ROSTER_PATH), tmp_path / "one")
    assert manifest.problems == ()
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_form__carries_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(blank())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_second_run__form_filled_in_meanwhile__is_left_as_it_is(tmp_path: Path) -> None:
    first = fs.write_forms(JD, roster(AN, engineer("E2")), tmp_path)
    form = tmp_path / first.forms[0].file
    form.write_bytes(work := filled(chosen(required("FAIE02"))))
    for _ in range(2):
        again = fs.write_forms(JD, roster(AN, engineer("E2")), tmp_path)
        assert form.read_bytes() == work
        (problem,) = again.problems
        assert problem.code == fs.Kind.FORM_WOULD_BE_LOST.code
        assert problem.file == form.name
        assert again.forms == first.forms[1:]
        # It was issued all the same, and stays on record.
        assert fs.read_manifest(tmp_path).forms == first.forms


def test_second_roster_into_the_same_folder__first_one_stays_on_record(tmp_path: Path) -> None:
    first = fs.write_forms(JD, roster(AN), tmp_path)
    second = fs.write_forms(JD, roster(engineer("E2")), tmp_path)
    assert fs.read_manifest(tmp_path).forms == (*first.forms, *second.forms)


def test_second_roster__form_taken_away_meanwhile__is_off_the_record(tmp_path: Path) -> None:
    (tmp_path / fs.write_forms(JD, roster(AN), tmp_path).forms[0].file).unlink()
    second = fs.write_forms(JD, roster(engineer("E2")), tmp_path)
    assert fs.read_manifest(tmp_path).forms == second.forms


def test_second_run__stranger_of_the_same_name__is_left_as_it_is(tmp_path: Path) -> None:
    stranger = tmp_path / "E1 Nguyễn Văn An.xlsx"
    stranger.write_bytes(b"notes")
    manifest = fs.write_forms(JD, roster(AN, engineer("E2")), tmp_path)
    assert stranger.read_bytes() == b"notes"
    assert kinds(manifest.problems) == [fs.Kind.FORM_WOULD_BE_LOST.code]
    assert [form.engineer.id for form in manifest] == ["E2"]


def test_second_run__form_as_issued_earlier__is_replaced(tmp_path: Path) -> None:
    (earlier,) = fs.write_forms(JD, roster(AN), tmp_path)
    book = open_book(template())
    book[SHEET]["A1"] = "Restyled"
    again = fs.write_forms(JD, roster(AN), tmp_path, saved(book))
    assert again.problems == ()
    assert again.forms[0].sha256 != earlier.sha256
    assert "Restyled" in cells_of(tmp_path / earlier.file).values()


# -- HR's own template ---------------------------------------------------------------------


def edited(change: Callable[[Any], None], data: bytes | None = None) -> bytes:
    """The template, changed and saved by openpyxl."""
    book = open_book(data or template())
    change(book)
    return saved(book)


def own_template(change: Callable[[Any], None]) -> fs.Assessment:
    """The form that a changed template gives, filled in at FAIE02 and read back."""
    form = issue(template=edited(change))
    return read(filled(chosen(required("FAIE02"), form=form), form, open_book(form).sheetnames[0]))


def restyle(book: Any) -> None:
    for row in book[SHEET].iter_rows(max_row=6):
        for cell in row:
            cell.fill = PatternFill("solid", fgColor="FFCC00")
            cell.font = Font("Arial", 14, color="112233")
    book[SHEET].column_dimensions["D"].width = 99
    book[SHEET].conditional_formatting = type(book[SHEET].conditional_formatting)()


def unmerge(sheet: Any, rows: range) -> None:
    for area in [area for area in sheet.merged_cells.ranges if area.min_row in rows]:
        sheet.unmerge_cells(str(area))


def move_who_block(book: Any) -> None:
    sheet = book[SHEET]
    unmerge(sheet, range(1, 4))
    sheet.move_range("A2:J3", rows=-1, cols=2)
    sheet["A1"] = "A company that is proud of its forms"


def insert_rows_above(book: Any) -> None:
    # openpyxl moves neither merged areas nor formulas nor validations: only what is above moves.
    sheet = book[SHEET]
    unmerge(sheet, range(1, 6))
    sheet.move_range("A3:J3", rows=1)


def add_sheets(book: Any) -> None:
    book.create_sheet("How we assess", 0)["A1"] = "Dear {{ Name }}, you are {{target_title}}."
    book.create_sheet("Contacts").append(["HR", "{{jd_code}} {{jd_version}} {{role}} {{email}}"])
    book.move_sheet("How we assess", 9)


def rename_sheets(book: Any) -> None:
    # Only the sheets that no formula refers to: openpyxl does not rewrite formulas.
    book["Levels"].title = "Die Stufen"
    book["_identity"].title = "kennung"
    book["kennung"].sheet_state = "visible"


@pytest.mark.parametrize(
    "change", [restyle, move_who_block, insert_rows_above, add_sheets, rename_sheets]
)
def test_own_template__restyled__its_forms_read_and_score_as_ours(
    change: Callable[[Any], None],
) -> None:
    assessment = own_template(change)
    assert assessment.engineer == fs.Engineer(**{**vars_of(AN), "email": ""})
    assert assessment.problems == ()
    assert fs.score(assessment, JD).total == 66


def reword(book: Any) -> None:
    book[SHEET][at("AIAE03", "What is assessed")] = "Works with data"
    book[SHEET][at("AIAE08", "Weight")] = 0.2


def test_own_template__fixed_texts_changed__are_told_as_it_is_issued(tmp_path: Path) -> None:
    issued = fs.write_forms(JD, roster(AN), tmp_path, edited(reword))
    assert len(issued) == 1
    assert [(problem.code, problem.cell) for problem in issued.problems] == [
        (fs.Kind.TEMPLATE_REWORDED.code, at("AIAE03", "What is assessed")),
        (fs.Kind.TEMPLATE_REWORDED.code, at("AIAE08", "Weight")),
    ]
    assert "“Works with data” in the template" in issued.problems[0].found
    assert issued.problems[1].message.count("“20%” in the template · expected “5%”") == 1


def test_own_template__header_reworded__is_told_as_it_is_issued(tmp_path: Path) -> None:
    def translate(book: Any) -> None:
        (header,) = (c for row in book[SHEET].iter_rows() for c in row if c.value == "Evidence")
        header.value = "Dẫn chứng"

    issued = fs.write_forms(JD, roster(AN), tmp_path, edited(translate))
    assert len(issued) == 1
    (problem,) = issued.problems
    assert problem.code == fs.Kind.TEMPLATE_HEADER_MISSING.code
    assert "headed “Evidence”" in problem.found


def vars_of(person: fs.Engineer) -> dict[str, str]:
    return {field: getattr(person, field) for field in fs.Engineer.__dataclass_fields__}


def test_own_template__optional_tokens__are_filled_in() -> None:
    form = issue(template=edited(add_sheets))
    title = "Mid-level FleziPT AI Application Engineer"
    letter = cells_of(form, "How we assess")
    assert list(letter.values()) == [f"Dear Nguyễn Văn An, you are {title}."]
    assert "XXX-CV/HR/HDCV/FSOFT 1.0 FleziPT AI Application Engineer an@example.com" in (
        cells_of(form, "Contacts").values()
    )


def test_own_template__colours_and_widths_stay_as_hr_left_them() -> None:
    form = open_book(issue(template=edited(restyle)))[SHEET]
    assert form["A1"].fill.fgColor.rgb == "00FFCC00"
    assert form["B2"].font.name == "Arial"
    assert form.column_dimensions["D"].width == 99


LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)
ANCHOR = """<xdr:oneCellAnchor><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>0</xdr:colOff>
<xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="90000" cy="90000"/>%s
<xdr:clientData/></xdr:oneCellAnchor>"""
SHAPE = '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
PICTURE = f"""<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>{SHAPE}
</xdr:pic>"""
TEXT_BOX = f"""<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="3" name="Box"/><xdr:cNvSpPr/>
</xdr:nvSpPr>{SHAPE}<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>For {{{{name}}}}</a:t></a:r></a:p>
</xdr:txBody></xdr:sp>"""
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    f"{ANCHOR % (8, PICTURE)}{ANCHOR % (2, TEXT_BOX)}</xdr:wsDr>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationship(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def with_logo() -> bytes:
    """The template with a picture and a text box, as Excel adds them."""
    added = (
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/xl/drawings/drawing1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>'
    )
    changed = altered(template(), "[Content_Types].xml", ("</Types>", added))
    changed = altered(changed, SHEET_PART, ("</worksheet>", '<drawing r:id="rId1"/></worksheet>'))
    return packed(
        {
            **parts(changed),
            "xl/worksheets/_rels/sheet1.xml.rels": relationship(
                "drawing", "../drawings/drawing1.xml"
            ),
            "xl/drawings/drawing1.xml": DRAWING.encode(),
            "xl/drawings/_rels/drawing1.xml.rels": relationship("image", "../media/image1.png"),
            "xl/media/image1.png": LOGO,
        }
    )


def test_own_template__logo_stays__a_text_box_is_filled_in(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(issue(template=with_logo()))
    made = parts(form.read_bytes())
    assert made["xl/media/image1.png"] == LOGO
    assert "For Nguyễn Văn An" in made["xl/drawings/drawing1.xml"].decode()
    assert open_xml.faults(form) == []


def test_own_template__part_without_token__is_the_same_byte_for_byte() -> None:
    given = with_logo()
    made = parts(issue(template=given))
    kept = {name: content for name, content in parts(given).items() if b"{{" not in content}
    assert len(kept) >= 10
    assert {name: made[name] for name in kept} == kept


def test_own_template__saved_again_by_libreoffice__still_issues(tmp_path: Path) -> None:
    source = tmp_path / "template.xlsx"
    source.write_bytes(template())
    again = libreoffice.recalculate(source, tmp_path / "again")
    (form,) = fs.write_forms(JD, roster(AN), tmp_path / "forms", again)
    issued = tmp_path / "forms" / form.file
    labels = [level.label for level in JD.competency("AIAE07").scale]
    assert libreoffice.drop_down(issued, SHEET, at("AIAE07")) == labels
    live = libreoffice.fill(issued, SHEET, chosen(required("FAIE02")), tmp_path / "filled")
    assert shown(live).total == pytest.approx(0.66, abs=1e-9)
    assert fs.score(read(live.read_bytes()), JD).rank == "FAIE02"


def test_own_template__saved_as_an_excel_template__issues_workbooks() -> None:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}.main+xml"
    change = (main.format("sheet"), main.format("template"))
    form = issue(template=altered(template(), "[Content_Types].xml", change))
    assert parts(form) == parts(blank())


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main":
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def test_own_template__saved_as_strict_open_xml__still_issues() -> None:
    contents = parts(template())
    for usual, strict in STRICT.items():
        contents = {name: xml.replace(usual, strict) for name, xml in contents.items()}
    form = read(issue(template=packed(contents)))
    assert form.engineer.name == AN.name
    assert kinds(form.problems) == [fs.Kind.FORM_BLANK.code]


def runs(*texts: str) -> str:
    """A rich text whose runs split it."""
    return "".join(f"<r><rPr><b/></rPr><t xml:space='preserve'>{text}</t></r>" for text in texts)


@pytest.mark.parametrize(
    "split",
    [
        ("{{na", "me}}"),
        ("{", "{name", "}", "}"),
        ("{{", "name", "}}"),
        ("{{name}}", ""),
        ("{{ na", "", "me }}"),
    ],
)
def test_own_template__token_split_over_rich_text_runs__is_filled_in(
    split: tuple[str, ...],
) -> None:
    change = ("<t>{{name}}</t>", runs("Ms ", *split, " &amp; Co"))
    form = issue(template=altered(template(), STRINGS, change))
    assert "Ms Nguyễn Văn An & Co" in cells_of(form).values()
    assert read(form).engineer.name == "Ms Nguyễn Văn An & Co"


def test_own_template__two_tokens_in_rich_text__keep_their_runs() -> None:
    change = ("<t>{{name}}</t>", runs("{{na", "me}} of {{un", "it}}!"))
    form = issue(template=altered(template(), STRINGS, change))
    xml = parts(form)[STRINGS].decode()
    assert runs("Nguyễn Văn An", " of Applied AI", "!") in xml


@pytest.mark.parametrize("token", ["{{ name }}", "{{NAME}}", "{{\u00a0Name}}"])
def test_own_template__token_in_other_spelling__is_filled_in(token: str) -> None:
    form = issue(template=altered(template(), STRINGS, ("{{name}}", token)))
    assert read(form).engineer.name == AN.name


def test_own_template__inline_strings__are_filled_in() -> None:
    sheet = parts(template())[SHEET_PART].decode()
    (cell,) = re.findall(r'<c r="D2" s="\d+" t="s"><v>\d+</v></c>', sheet)
    style = re.findall(r's="\d+"', cell)[0]
    for text in ("<t>{{name}}</t>", runs("{{na", "me}}")):
        inline = f'<c r="D2" {style} t="inlineStr"><is>{text}</is></c>'
        form = issue(template=altered(template(), SHEET_PART, (cell, inline)))
        assert read(form).engineer.name == AN.name


def test_own_template__token_in_a_footer__ampersand_is_doubled(tmp_path: Path) -> None:
    change = ("<oddFooter>", "<oddFooter>&amp;L{{name}} &amp;&amp; {{ unit }}")
    data = altered(template(), SHEET_PART, change)
    form = tmp_path / "form.xlsx"
    form.write_bytes(issue(engineer("E1", "R&D <b>", unit="A&&B"), template=data))
    filled_in = "&amp;LR&amp;&amp;D &lt;b&gt; &amp;&amp; A&amp;&amp;&amp;&amp;B"
    assert filled_in in parts(form.read_bytes())[SHEET_PART].decode()
    page, *_ = poppler.pages(libreoffice.to_pdf(form, tmp_path / "pdf"))
    assert "R&D <b> & A&&B" in page.text
    assert open_xml.faults(form) == []


X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"


def as_excel_2010(data: bytes, *, keep: Callable[[str], bool] = lambda _: True) -> bytes:
    """The drop-downs as Excel 2010 and later save lists on another sheet: as an extension."""
    xml = parts(data)[SHEET_PART].decode()
    (block,) = re.findall(r"<dataValidations.*</dataValidations>", xml)
    lists = re.findall(r'sqref="(\w+)"[^>]*><formula1>(.*?)</formula1>', block)
    items = "".join(
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1">'
        f"<x14:formula1><xm:f>{source}</xm:f></x14:formula1><xm:sqref>{cell}</xm:sqref>"
        "</x14:dataValidation>"
        for cell, source in lists
        if keep(cell)
    )
    extension = (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations xmlns:xm="{XM}" count="{items.count("<x14:dataValidation ")}">'
        f"{items}</x14:dataValidations></ext></extLst></worksheet>"
    )
    return altered(data, SHEET_PART, (block, ""), ("</worksheet>", extension))


def test_own_template__drop_downs_as_excel_2010_saves_them__are_seen(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(issue(template=as_excel_2010(template())))
    labels = [level.label for level in JD.competency("AIAE10").scale]
    assert libreoffice.drop_down(form, SHEET, at("AIAE10", ASSESSOR)) == labels
    assert open_xml.faults(form) == []


def test_own_template__drop_downs_merged_into_areas__are_seen() -> None:
    def merge(book: Any) -> None:
        for validation in book[SHEET].data_validations.dataValidation:
            cell = str(validation.sqref)
            if cell.startswith("F"):
                validation.sqref = type(validation.sqref)(f"{cell}:G{cell[1:]}")
            else:
                validation.type = "whole"
                validation.sqref = type(validation.sqref)(f"Z{cell[1:]}")

    assert own_template(merge).problems == ()


# -- templates that are refused ------------------------------------------------------------


def refused(data: fs.Source, jd: fs.JobDescription = JD) -> list[fs.Problem]:
    """Why a template is refused; nothing is written then."""
    with pytest.raises(fs.UnusableSourceError) as refusal:
        issue(jd=jd, template=data)
    return list(refusal.value.problems)


def erase(book: Any, token: str) -> None:
    """Empty the cells in sight that hold a token."""
    for row in book[SHEET].iter_rows():
        for cell in row:
            if cell.value == layout.braced(token):
                cell.value = "erased" if token.startswith("required") else None


@pytest.mark.parametrize("token", layout.tokens_of(JD))
def test_template__lost_a_token__refused_by_name(token: str) -> None:
    found = refused(edited(lambda book: erase(book, token)))
    (lost,) = only(found, fs.Kind.TEMPLATE_TOKEN_MISSING)
    assert layout.braced(token) in lost.message
    assert set(kinds(found)) <= {
        fs.Kind.TEMPLATE_TOKEN_MISSING.code,
        fs.Kind.TEMPLATE_LABEL_APART.code,
    }


def test_template__unknown_token__refused__names_those_that_are_known() -> None:
    def add(book: Any) -> None:
        book[SHEET]["A1"] = "For {{nmae}} {{required:AIAE99}}"

    found = refused(edited(add))
    assert kinds(found) == [fs.Kind.TEMPLATE_TOKEN_UNKNOWN.code] * 2
    assert "{{nmae}}" in found[0].message
    assert "{{name}}" in found[0].message
    assert "{{required:aiae99}}" in found[1].message


@pytest.mark.parametrize(
    "formula", ['="Dear {{name}}"', '=IF(A2="{{ Unit }}","{{name}}",1)', "='{{name}}'!A1"]
)
def test_template__token_in_a_formula__refused(formula: str) -> None:
    def add(book: Any) -> None:
        book[SHEET]["A1"] = formula

    found = refused(edited(add))
    assert set(kinds(found)) == {fs.Kind.TEMPLATE_TOKEN_IN_FORMULA.code}
    assert len(found) == formula.count("{{")
    assert found[0].sheet == SHEET


def test_template__token_in_a_conditional_format__refused() -> None:
    def add(book: Any) -> None:
        rule = Rule(type="expression", formula=['$A$1="{{name}}"'])
        book[SHEET].conditional_formatting.add("A1", rule)

    assert kinds(refused(edited(add))) == [fs.Kind.TEMPLATE_TOKEN_IN_FORMULA.code]


def drop(book: Any, *cells: str) -> None:
    """Remove the drop-downs of these cells."""
    rules = book[SHEET].data_validations
    rules.dataValidation = [r for r in rules.dataValidation if str(r.sqref) not in cells]


@pytest.mark.parametrize("header", [SELF, ASSESSOR])
@pytest.mark.parametrize("code", ["AIAE01", "AIAE11"])
def test_template__lost_one_drop_down__refused_with_its_cell(code: str, header: str) -> None:
    (lost,) = refused(edited(lambda book: drop(book, at(code, header))))
    assert (lost.code, lost.sheet, lost.cell) == (
        fs.Kind.TEMPLATE_DROP_DOWN_MISSING.code,
        SHEET,
        at(code, header),
    )
    assert header in lost.message
    assert code in lost.message


def test_template__lost_one_drop_down_as_excel_2010_saves_them__refused() -> None:
    cell = at("AIAE04", ASSESSOR)
    found = refused(as_excel_2010(template(), keep=lambda other: other != cell))
    assert [problem.cell for problem in found] == [cell]


def test_template__a_whole_number_rule_instead_of_a_list__refused() -> None:
    def change(book: Any) -> None:
        for validation in book[SHEET].data_validations.dataValidation:
            if str(validation.sqref) == at("AIAE02"):
                validation.type, validation.formula1 = "whole", "3"

    assert [problem.cell for problem in refused(edited(change))] == [at("AIAE02")]


def test_template__a_list_without_entries__refused() -> None:
    def change(book: Any) -> None:
        for validation in book[SHEET].data_validations.dataValidation:
            if str(validation.sqref) == at("AIAE02"):
                validation.formula1 = " "

    assert [problem.cell for problem in refused(edited(change))] == [at("AIAE02")]


def test_template__lost_its_identity_sheet__refused() -> None:
    found = refused(edited(lambda book: book.remove(book["_identity"])))
    assert kinds(found) == [fs.Kind.TEMPLATE_IDENTITY_MISSING.code]
    assert "_identity" in found[0].message


@pytest.mark.parametrize("cell", ["A1", "A3", "A4", "B2", "B4", "B5"])
def test_template__lost_a_cell_of_its_identity__refused(cell: str) -> None:
    def empty(book: Any) -> None:
        book["_identity"][cell] = None

    assert kinds(refused(edited(empty))) == [fs.Kind.TEMPLATE_IDENTITY_MISSING.code]


def test_template__lost_a_row__refused() -> None:
    row = int(at("AIAE06")[1:])
    found = refused(edited(lambda book: book[SHEET].delete_rows(row)))
    (lost,) = only(found, fs.Kind.TEMPLATE_ROW_MISSING)
    assert "AIAE06 Domain-Specific AI Applications" in lost.message
    assert "{{required:AIAE06}}" in only(found, fs.Kind.TEMPLATE_TOKEN_MISSING)[0].message


def test_template__lost_its_headers__refused() -> None:
    found = refused(edited(lambda book: book[SHEET].delete_rows(int(at("AIAE01")[1:]) - 1)))
    (lost,) = only(found, fs.Kind.TEMPLATE_TABLE_MISSING)
    assert "“Assessor level”" in lost.message


def test_template__label_beside_another_cell__refused() -> None:
    def stack(book: Any) -> None:
        sheet = book[SHEET]
        unmerge(sheet, range(1, 4))
        sheet.move_range("A3:J3", rows=-2)
        for number, label_cell in enumerate(["Employee ID", "Name"], 1):
            sheet.cell(1, 10 + number).value = label_cell
        sheet["K2"], sheet["L2"] = sheet["B2"].value, sheet["D2"].value
        sheet["A2"] = sheet["B2"] = sheet["C2"] = sheet["D2"] = None

    found = refused(edited(stack))
    assert set(kinds(found)) == {fs.Kind.TEMPLATE_LABEL_APART.code}
    assert "the cell beside the label “Employee ID” is “Name”" in found[0].message
    assert found[0].cell == "L1"


def test_template__many_losses__all_named_in_one_pass() -> None:
    def ruin(book: Any) -> None:
        book.remove(book["_identity"])
        erase(book, "period")
        erase(book, "required:AIAE04")
        drop(book, at("AIAE01"), at("AIAE11", ASSESSOR))
        book[SHEET]["A1"] = "{{boss}}"
        book[SHEET]["K1"] = '="{{name}}"'

    found = refused(edited(ruin))
    assert sorted(kinds(found)) == [
        "template-drop-down-missing",
        "template-drop-down-missing",
        "template-identity-missing",
        "template-label-apart",
        "template-token-in-formula",
        "template-token-missing",
        "template-token-missing",
        "template-token-unknown",
    ]


def test_template__of_another_jd__refused(tmp_path: Path) -> None:
    fs.write_template(OTHER_JD, tmp_path / "other.xlsx")
    found = refused(tmp_path / "other.xlsx")
    (other,) = only(found, fs.Kind.TEMPLATE_OF_ANOTHER_JD)
    assert other.file == "other.xlsx"
    assert OTHER_JD.fingerprint[:12] in other.message
    assert "XXX-CV/HR/HDCV/FSOFT 1.0" in other.message
    assert len(only(found, fs.Kind.TEMPLATE_ROW_MISSING)) == len(CODES)


def test_template__an_issued_form_instead__refused_for_every_token() -> None:
    found = refused(blank())
    lost = only(found, fs.Kind.TEMPLATE_TOKEN_MISSING)
    assert len(lost) == len(layout.tokens_of(JD))


@pytest.mark.parametrize("format", ["ods", "xls"])
def test_template__not_an_xlsx__refused_with_the_way_out(
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    tmp_path: Path,
) -> None:
    source = tmp_path / "template.xlsx"
    source.write_bytes(template())
    converted = libreoffice.fill(source, SHEET, {}, tmp_path / "out", format)
    (problem,) = refused(converted)
    assert problem.code == fs.Kind.TEMPLATE_NOT_XLSX.code
    assert f".{format}" in problem.found
    assert "Save As" in problem.fix


def test_template__with_macros__refused() -> None:
    change = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    (problem,) = refused(altered(template(), "[Content_Types].xml", change))
    assert problem.code == fs.Kind.TEMPLATE_NOT_XLSX.code
    assert "macros" in problem.found


def test_template__no_workbook__refused(tmp_path: Path) -> None:
    assert kinds(refused(b"hello")) == [fs.Kind.NOT_A_WORKBOOK.code]
    assert kinds(refused(tmp_path / "nowhere.xlsx")) == [fs.Kind.FILE_NOT_FOUND.code]
    assert kinds(refused(template()[:5000])) == [fs.Kind.FILE_DAMAGED.code]


@pytest.mark.parametrize(
    ("part", "piece", "instead"),
    [
        (SHEET_PART, b"</worksheet>", b"</worksheets>"),
        (SHEET_PART, b"<sheetProtection", b"<&"),
        (WORKBOOK, b"</workbook>", b""),
        (STRINGS, b"{{name}}", b"{{name}}\xff"),
        ("docProps/core.xml", b"<", b""),
        ("[Content_Types].xml", b"", b""),
    ],
)
def test_template__broken_part__refused_by_name(part: str, piece: bytes, instead: bytes) -> None:
    contents = parts(template())
    broken = contents.pop(part)
    if piece:
        contents[part] = broken.replace(piece, instead, 1)
    (problem,) = refused(packed(contents))
    assert problem.code == fs.Kind.FILE_DAMAGED.code
    assert part in problem.found


def test_template__refused__nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(fs.UnusableSourceError):
        fs.write_forms(JD, roster(AN), tmp_path / "forms", blank())
    assert list(tmp_path.iterdir()) == []


# -- a template whose rows would not work ----------------------------------------------------


def delete_sheet(name: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[name])


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (delete_sheet(layout.SCALES), fs.Kind.TEMPLATE_DROP_DOWN_DIFFERS),
        (delete_sheet(layout.CALCULATION), fs.Kind.TEMPLATE_FORMULA_MISSING),
    ],
)
def test_template__hidden_sheet_deleted__refused_for_every_row(
    change: Callable[[Any], None], kind: fs.Kind
) -> None:
    found = [problem for problem in refused(edited(change)) if problem.code == kind.code]
    assert len(found) >= len(CODES)
    assert {code for code in CODES if any(code in problem.found for problem in found)} == set(CODES)


def change_cell(address: str, value: object, sheet: str = SHEET) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][address] = value

    return change


def lock(book: Any) -> None:
    book[SHEET][at("AIAE04")].protection = Protection(locked=True)


@pytest.mark.parametrize(
    ("change", "kind", "cell"),
    [
        (change_cell(at("AIAE03", "Points"), 0.1), fs.Kind.TEMPLATE_FORMULA_MISSING,
         at("AIAE03", "Points")),
        (change_cell(at("AIAE03", "Meets target"), "=#REF!+1"), fs.Kind.TEMPLATE_FORMULA_MISSING,
         at("AIAE03", "Meets target")),
        (change_cell(at("AIAE03"), label("AIAE03", 2)), fs.Kind.TEMPLATE_PREFILLED, at("AIAE03")),
        (change_cell(at("AIAE03", "Evidence"), "draft"), fs.Kind.TEMPLATE_PREFILLED,
         at("AIAE03", "Evidence")),
        (lock, fs.Kind.TEMPLATE_INPUT_LOCKED, at("AIAE04")),
    ],
)  # fmt: skip
def test_template__cell_that_would_not_work__refused(
    change: Callable[[Any], None], kind: fs.Kind, cell: str
) -> None:
    (problem,) = refused(edited(change))
    assert (problem.code, problem.sheet, problem.cell) == (kind.code, SHEET, cell)


def test_template__entries_of_a_drop_down_changed__refused_for_both_columns() -> None:
    change = change_cell("B3", "1: Something else", layout.SCALES)
    found = refused(edited(change))
    assert {problem.cell for problem in found} == {at("AIAE01"), at("AIAE01", ASSESSOR)}
    assert {problem.code for problem in found} == {fs.Kind.TEMPLATE_DROP_DOWN_DIFFERS.code}


def test_template__locked_cells_on_an_unprotected_sheet__are_no_hindrance() -> None:
    def change(book: Any) -> None:
        lock(book)
        book[SHEET].protection.disable()

    assert issue(template=edited(change))


def test_forms__name_longer_than_a_cell_holds__is_cut(tmp_path: Path) -> None:
    (form,) = fs.write_forms(JD, roster(engineer("E1", "x" * 40_000)), tmp_path)
    assert open_xml.excel_limits(tmp_path / form.file) == []
