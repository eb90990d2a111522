"""The template: the form of a JD, before it is issued to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from forms_kit import (
    ASSESSOR,
    CODES,
    EVIDENCE,
    JD,
    OTHER_JD,
    SELF,
    SHEET,
    Shown,
    at,
    blank,
    by_both,
    cells_of,
    chosen,
    issue,
    open_book,
    parts,
    required,
    scored,
    shown,
    spots,
    template,
    without,
)
from programs import libreoffice, open_xml, poppler

import faie_sheets as fs
from faie_sheets.layouts import form as layout

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
INPUTS = [SELF, ASSESSOR, EVIDENCE]


@pytest.fixture(scope="module")
def book() -> Any:
    return open_book(template())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the template lies, for programs to open."""
    target = tmp_path / "template.xlsx"
    fs.write_template(JD, target)
    return target


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The template of another job family."""
    target = tmp_path / "other.xlsx"
    fs.write_template(OTHER_JD, target)
    return target


def validations(book: Any) -> Iterator[Any]:
    for sheet in book.worksheets:
        yield from sheet.data_validations.dataValidation


def formulas(book: Any) -> Iterator[str]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield cell.value


# -- what stands on it ---------------------------------------------------------------------


def test_sheets__two_to_see__three_hidden__identity_very_hidden(book: Any) -> None:
    assert {sheet.title: sheet.sheet_state for sheet in book.worksheets} == {
        "Assessment": "visible",
        "Levels": "visible",
        "_scales": "hidden",
        "_calculation": "hidden",
        "_identity": "veryHidden",
    }
    assert book.active.title == "Assessment"


def test_headers__labels_of_the_contract__in_one_row(book: Any) -> None:
    (row,) = (
        [cell.value for cell in row] for row in book[SHEET].iter_rows() if row[0].value == "Code"
    )
    assert row == [
        "Code", "Competency", "Weight", "What is assessed", "Required", "Self level",
        "Assessor level", "Evidence", "Points", "Meets target",
    ]  # fmt: skip


def test_who_block__every_label_has_its_token_beside_it(book: Any) -> None:
    texts = [[cell.value for cell in row if cell.value] for row in book[SHEET].iter_rows(max_row=3)]
    pairs = {row[n]: row[n + 1] for row in texts for n in range(0, len(row) - 1, 2)}
    assert pairs.items() >= {
        ("Employee ID", "{{employee_id}}"),
        ("Name", "{{name}}"),
        ("Unit", "{{unit}}"),
        ("Current rank", "{{current_rank}}"),
        ("Target rank", "{{target_rank}}"),
        ("Assessor", "{{assessor}}"),
        ("Period", "{{period}}"),
        ("Form ID", "{{form_id}}"),
    }


def test_tokens__exactly_those_that_a_template_must_have(book: Any) -> None:
    texts = " ".join(
        str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )
    found = set(re.findall(r"\{\{(.*?)\}\}", texts))
    assert found == set(layout.tokens_of(JD))
    assert found == {
        "employee_id", "name", "unit", "current_rank", "target_rank", "assessor", "period",
        "form_id", *(f"required:{code}" for code in CODES),
    }  # fmt: skip


@pytest.mark.parametrize("item", JD.competencies, ids=CODES)
def test_row__name_weight_and_explanation_are_the_jds(item: fs.Competency, book: Any) -> None:
    sheet = book[SHEET]
    assert sheet[at(item.code, "Competency")].value == item.name
    assert sheet[at(item.code, "Weight")].value == float(item.weight) / 100
    # Bullets that ran on in one line have lines of their own; no word is changed.
    explanation = str(sheet[at(item.code, "What is assessed")].value)
    assert explanation.split() == item.explanation.split()


def test_levels_sheet__has_every_level_verbatim__with_the_ranks_that_require_it() -> None:
    sheet = cells_of(template(), "Levels")
    rows = {
        (value, sheet[spot._replace(column=3)], sheet.get(spot._replace(column=4), ""))
        for spot, value in sheet.items()
        if spot.column == 2 and isinstance(value, float)
    }
    assert rows == {
        (
            level.level,
            level.text,
            ", ".join(rank for rank in JD.rank_codes if item.required[rank] == level.level),
        )
        for item in JD.competencies
        for level in item.scale
    }


def test_identity__holds_schema_fingerprint_and_tokens() -> None:
    sheet = cells_of(template(), "_identity")
    keys = {
        value: sheet[spot._replace(column=1)] for spot, value in sheet.items() if not spot.column
    }
    assert keys == {
        "faie_sheets form": layout.SCHEMA,
        "form id": "{{form_id}}",
        "JD fingerprint": JD.fingerprint,
        "employee id": "{{employee_id}}",
        "target rank": "{{target_rank}}",
    }


# -- protection ----------------------------------------------------------------------------


def test_protection__every_sheet_is_protected(book: Any) -> None:
    assert all(sheet.protection.sheet for sheet in book.worksheets)


def test_protection__only_the_three_input_columns_are_unlocked(book: Any) -> None:
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {(SHEET, at(code, header)) for code in CODES for header in INPUTS}


def test_protection__no_whole_row_or_column_is_unlocked() -> None:
    for name, content in parts(template()).items():
        if name.startswith("xl/worksheets/sheet"):
            root = ElementTree.fromstring(content)
            assert not [c for c in root.iter(f"{MAIN}col") if c.get("style")]
            assert not [r for r in root.iter(f"{MAIN}row") if r.get("s")]


def test_protection__a_locked_cell_cannot_be_filled_in(path: Path, tmp_path: Path) -> None:
    with pytest.raises(libreoffice.LibreOfficeError, match="locked"):
        libreoffice.fill(path, SHEET, {at("AIAE01", "Points"): 1}, tmp_path / "out")


# -- drop-downs ----------------------------------------------------------------------------


@pytest.mark.parametrize("item", JD.competencies, ids=CODES)
def test_drop_down__offers_exactly_the_labels_of_the_scale(item: fs.Competency, path: Path) -> None:
    labels = [level.label for level in item.scale]
    for header in (SELF, ASSESSOR):
        assert libreoffice.drop_down(path, SHEET, at(item.code, header)) == labels


def test_drop_down__nowhere_else(book: Any) -> None:
    cells = {str(validation.sqref) for validation in validations(book)}
    assert cells == {at(code, header) for code in CODES for header in (SELF, ASSESSOR)}


def test_drop_down__is_a_range__never_an_inline_list(book: Any) -> None:
    for validation in validations(book):
        assert validation.type == "list"
        assert re.fullmatch(r"_scales!\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", validation.formula1)


def test_drop_down__another_value_is_stopped__empty_is_not(book: Any) -> None:
    for validation in validations(book):
        assert validation.showErrorMessage
        assert validation.errorStyle in (None, "stop")
        assert validation.allowBlank


def test_drop_down__prompt_is_within_excels_255_characters(book: Any) -> None:
    for validation in validations(book):
        assert 0 < len(validation.prompt) <= 255
        assert 0 < len(validation.promptTitle) <= 32
        assert len(validation.error) <= 255
        assert len(validation.errorTitle) <= 32


def test_drop_down__prompt_begins_every_level(book: Any) -> None:
    by_cell = {str(validation.sqref): validation.prompt for validation in validations(book)}
    for item in JD.competencies:
        lines = by_cell[at(item.code)].split("\n")
        assert len(lines) == len(item.scale)
        for line, level in zip(lines, item.scale, strict=True):
            assert level.label.startswith(line.rstrip("…"))
            assert len(line) > 20 or line == level.label


def test_formulas__never_look_a_label_up(book: Any) -> None:
    # A label may be longer than the 255 characters that MATCH, COUNTIF and VLOOKUP can take.
    assert max(len(level.label) for item in JD.competencies for level in item.scale) > 255
    lists = "|".join(
        re.escape(validation.formula1.split(":")[0]) for validation in validations(book)
    )
    found = list(formulas(book))
    assert any("_scales!" in formula for formula in found)  # the level numbers, beside the labels
    assert not [formula for formula in found if re.search(lists, formula)]
    assert not [formula for formula in found if "LOOKUP" in formula]


# -- the file ------------------------------------------------------------------------------


def test_write_template__same_jd__same_bytes(tmp_path: Path) -> None:
    fs.write_template(JD, tmp_path / "one.xlsx")
    fs.write_template(JD, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_write_template__builtin_jd__is_the_committed_template(path: Path) -> None:
    made, committed = parts(path.read_bytes()), parts(fs.builtin.TEMPLATE_PATH.read_bytes())
    assert list(made) == list(committed)
    assert [name for name, content in made.items() if content != committed[name]] == []


def test_write_template__there_is_a_file__it_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "template.xlsx"
    fs.write_template(OTHER_JD, target)
    fs.write_template(JD, target)
    assert parts(target.read_bytes()) == parts(template())
    assert [path.name for path in target.parent.iterdir()] == ["template.xlsx"]


def test_template__excel_opens_it_without_repair(path: Path) -> None:
    assert open_xml.faults(path) == []
    assert open_xml.excel_limits(path) == []


def test_template__stored_values_are_those_of_a_blank_form(path: Path, tmp_path: Path) -> None:
    recalculated = libreoffice.recalculate(path, tmp_path / "out")
    for sheet in (SHEET, "_calculation"):
        assert cells_of(recalculated, sheet) == cells_of(path, sheet)


def test_print__a4_landscape__one_page_wide__headers_on_every_page(
    path: Path, tmp_path: Path
) -> None:
    sheets = poppler.pages(libreoffice.to_pdf(path, tmp_path / "out"))
    assert all((page.width, page.height) == (297, 210) for page in sheets)
    form = [page for page in sheets if "Meets target" in page.text]
    levels = [page for page in sheets if "What somebody at this level shows" in page.text]
    assert form
    assert levels
    assert len(form) + len(levels) == len(sheets)
    for pages in (form, levels):
        text = " ".join(page.text for page in pages)
        assert all(code in text for code in CODES)


def test_screen__headers_and_names_stay_in_sight(book: Any) -> None:
    # The first row and the first column that scroll: under the headers, right of the names.
    assert book[SHEET].freeze_panes == at("AIAE01", "Weight")
    assert book[SHEET].sheet_view.zoomScale in (None, 100)


# -- live figures --------------------------------------------------------------------------

FORMATS: tuple[libreoffice.Format, ...] = ("xlsx", "ods", "xls")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form as issued, for the target rank FAIE02."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(blank())
    return path


def agrees(live: Shown, result: fs.Result) -> None:
    """A form shows what the library scores, to 1e-9."""
    assert result.total is not None
    assert live.total == pytest.approx(float(result.total / 100), abs=1e-9)
    assert str(live.rank).startswith(result.rank or "None yet")
    for item in result.items:
        assert item.points is not None
        assert live.points[item.code] == pytest.approx(float(item.points), abs=1e-9)
        assert live.meets[item.code] == ("No" if item.short else "Yes")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("levels", "percent", "rank"),
    [
        (required("FAIE01"), 34, "FAIE01 Junior FleziPT AI Application Engineer"),
        (required("FAIE02"), 66, "FAIE02 Mid-level FleziPT AI Application Engineer"),
        (required("FAIE03"), 98, "FAIE03 Senior FleziPT AI Application Engineer"),
        (required("FAIE02", AIAE08=1), 193 / 3, "FAIE01 Junior FleziPT AI Application Engineer"),
        (dict.fromkeys(CODES, 0), 0, "None yet"),
        (required("FAIE03", AIAE10=5), 100, "FAIE03 Senior FleziPT AI Application Engineer"),
        (required("FAIE03", AIAE11=0), 98 - 5, "None yet"),
    ],
    ids=["FAIE01", "FAIE02", "FAIE03", "weak security", "zeros", "perfect", "high but blocked"],
)
def test_live_figures__are_the_scored_ones(
    levels: dict[str, int],
    percent: float,
    rank: str,
    format: libreoffice.Format,  # noqa: A002 - the name of the harness's argument
    form: Path,
    tmp_path: Path,
) -> None:
    path = libreoffice.fill(form, SHEET, chosen(levels), tmp_path / "out", format)
    live, result = shown(path), fs.score(fs.read_form(path, JD), JD)
    assert live.total == pytest.approx(percent / 100, abs=1e-9)
    assert live.rank == rank
    agrees(live, result)
    agrees(live, scored(levels, target_rank="FAIE02"))
    assert result.assessment.problems == ()
    short = sum(level < JD.competency(c).required["FAIE02"] for c, level in levels.items())
    verdict = f"{short} compet" if short else "target FAIE02 is met"
    assert str(live.verdict).startswith(f"Self (provisional): {verdict}")


def test_live_figures__assessors_levels_count__not_ones_own(form: Path, tmp_path: Path) -> None:
    cells = by_both(required("FAIE03"), required("FAIE02", AIAE08=1))
    path = libreoffice.fill(form, SHEET, cells, tmp_path / "out")
    live, result = shown(path), fs.score(fs.read_form(path, JD), JD)
    agrees(live, result)
    assert result.basis is fs.Rater.ASSESSOR
    assert live.verdict == "Assessor: 1 competency below the target FAIE02"


def test_live_figures__blank_form__shows_no_figure(form: Path, tmp_path: Path) -> None:
    live = shown(libreoffice.recalculate(form, tmp_path / "out"))
    assert (live.total, live.rank) == ("–", "–")
    assert set(live.points.values()) | set(live.meets.values()) == {""}
    assert live.verdict == "Self (provisional): 11 of 11 levels still to choose"


def test_live_figures__half_filled__points_but_no_total_and_no_rank(
    form: Path, tmp_path: Path
) -> None:
    levels = without(required("FAIE02"), "AIAE02", "AIAE11")
    live = shown(libreoffice.fill(form, SHEET, chosen(levels), tmp_path / "out"))
    assert (live.total, live.rank) == ("–", "–")
    assert live.points["AIAE01"] == pytest.approx(0.10, abs=1e-9)
    assert (live.points["AIAE02"], live.meets["AIAE02"]) == ("", "")
    assert live.verdict == "Self (provisional): 2 of 11 levels still to choose"


def test_live_figures__level_0_is_a_level__not_a_blank(form: Path, tmp_path: Path) -> None:
    levels = without(dict.fromkeys(CODES, 0), "AIAE05")
    live = shown(libreoffice.fill(form, SHEET, chosen(levels), tmp_path / "out"))
    assert live.points["AIAE01"] == 0
    assert live.points["AIAE05"] == ""
    assert live.total == "–"


def test_live_figures__assessor_half_filled__ones_own_levels_do_not_fill_the_gaps(
    form: Path, tmp_path: Path
) -> None:
    cells = by_both(required("FAIE02"), {"AIAE01": 3})
    path = libreoffice.fill(form, SHEET, cells, tmp_path / "out")
    live, result = shown(path), fs.score(fs.read_form(path, JD), JD)
    assert (live.total, live.rank) == ("–", "–")
    assert live.points == {**dict.fromkeys(CODES, ""), "AIAE01": pytest.approx(0.15, abs=1e-9)}
    assert live.verdict == "Assessor: 10 of 11 levels still to choose"
    assert len(result.missing) == 10


@pytest.mark.parametrize("value", ["5: Expert", "-1: Less", "nonsense", 7, 2.5, "3.5"])
def test_live_figures__value_that_is_not_on_the_scale__says_so(
    value: str | float, form: Path, tmp_path: Path
) -> None:
    cells = chosen(required("FAIE02")) | {at("AIAE03"): value}
    path = libreoffice.fill(form, SHEET, cells, tmp_path / "out")
    live, result = shown(path), fs.score(fs.read_form(path, JD), JD)
    assert (live.total, live.rank) == ("–", "–")
    assert (live.points["AIAE03"], live.meets["AIAE03"]) == ("?", "not on the scale")
    assert live.verdict == "Self (provisional): 1 of 11 levels still to choose"
    assert result.missing == ("AIAE03",)


@pytest.mark.parametrize("value", [2, "2", "2: pasted in other words", "  2: Leads"])
def test_live_figures__number_of_a_level__counts_as_the_level(
    value: str | int, form: Path, tmp_path: Path
) -> None:
    cells = chosen(required("FAIE02")) | {at("AIAE03"): value}
    path = libreoffice.fill(form, SHEET, cells, tmp_path / "out")
    agrees(shown(path), fs.score(fs.read_form(path, JD), JD))


# -- another job family --------------------------------------------------------------------


def test_other_family__excel_opens_it_without_repair(other: Path) -> None:
    assert open_xml.faults(other) == []
    assert open_xml.excel_limits(other) == []


def test_other_family__names_and_labels_are_verbatim(other: Path) -> None:
    values = set(cells_of(other).values()) | set(cells_of(other, "_scales").values())
    assert {item.name for item in OTHER_JD.competencies} <= values
    assert {level.label for item in OTHER_JD.competencies for level in item.scale} <= values
    formulas_of_names = [f for f in formulas(open_book(other.read_bytes())) if "A1:A9" in f]
    assert formulas_of_names == []


def test_other_family__drop_down_offers_a_label_of_300_characters(other: Path) -> None:
    cell = spots(other.read_bytes())["Q&A-1", SELF]
    entries = libreoffice.drop_down(other, SHEET, cell)
    assert [len(entry) for entry in entries] == [10, 300]


@pytest.mark.parametrize(
    ("levels", "rank", "shows"),
    [
        ({"Q&A-1": 1, "Q2-b": 2, "Q3": 5, "Q4": 1}, "Q2", "Q2 Lead’s & Co"),
        ({"Q&A-1": 1, "Q2-b": 2, "Q3": 4, "Q4": 1}, 'Q"1', 'Q"1 Tester "A" & <B>'),
        ({"Q&A-1": 0, "Q2-b": 0, "Q3": 0, "Q4": 0}, None, "None yet"),
    ],
)
def test_other_family__live_figures_are_the_scored_ones(
    levels: dict[str, int], rank: str | None, shows: str, tmp_path: Path
) -> None:
    engineer = fs.Engineer("E1", "N", target_rank="Q2")
    form = tmp_path / "form.xlsx"
    form.write_bytes(issue(engineer, OTHER_JD))
    cells = chosen(levels, SELF, OTHER_JD, form.read_bytes())
    live = shown(libreoffice.fill(form, SHEET, cells, tmp_path / "out"))
    result = scored(levels, OTHER_JD, engineer=engineer)
    assert (result.rank, live.rank) == (rank, shows)
    agrees(live, result)


def test_jd_with_a_competency_without_scale__still_gives_a_sound_template(tmp_path: Path) -> None:
    bare = fs.Competency("X2", 2, "Without a scale", fs.builtin.jd().competencies[0].weight)
    jd = fs.JobDescription(
        "Testers",
        fs.Document(),
        (fs.Rank("R1", "Tester"),),
        (OTHER_JD.competencies[1], bare),
    )
    target = tmp_path / "template.xlsx"
    fs.write_template(jd, target)
    assert open_xml.faults(target) == []
    assert open_xml.excel_limits(target) == []
    cell = spots(target.read_bytes())["X2", SELF]
    assert libreoffice.drop_down(target, SHEET, cell) == [""]


def test_live_figures__scale_whose_labels_have_no_colon__count_all_the_same(tmp_path: Path) -> None:
    def dashed(item: fs.Competency) -> fs.Competency:
        scale = tuple(replace(step, label=f"{step.level} - {step.text}") for step in item.scale)
        return replace(item, levels=scale)

    jd = replace(JD, competencies=tuple(map(dashed, JD.competencies)))
    form = tmp_path / "form.xlsx"
    form.write_bytes(issue(jd=jd))
    cells = chosen(required("FAIE02"), SELF, jd)
    assert cells[at("AIAE02")] in libreoffice.drop_down(form, SHEET, at("AIAE02"))
    returned = libreoffice.fill(form, SHEET, cells, tmp_path / "out")
    assessment = fs.read_form(returned, jd)
    assert assessment.problems == ()
    assert fs.score(assessment, jd).total == 66
    assert shown(returned).total == pytest.approx(0.66, abs=1e-9)
