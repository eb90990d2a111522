"""One form filled in by six programs: as committed, and anew by those that are here.

``files/forms/README.md`` says what made each file. What is read from it stands here.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from forms_kit import CODES, JD
from programs import node

import faie_sheets as fs

FOLDER = Path(__file__).parent / "files" / "forms"

ENGINEER = fs.Engineer(
    "E2071",
    "Phạm Thị Hồng Đào",
    unit="R&D, Huế",
    current_rank="FAIE01",
    target_rank="FAIE02",
    assessor="Lê Hoài Nam",
    period="2026 H1",
)
SELF = dict(zip(CODES, (3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 3), strict=True))
ASSESSOR = dict(zip(CODES, (2, 2, 2, 2, 2, 2, 2, 1, 2, 3, 2), strict=True))
MEETING = "Họp hằng tuần với khách hàng, ghi biên bản, nhắc việc."
EVIDENCE = {
    "AIAE01": "Đã thiết kế 3 trợ lý AI cho khách hàng ở Huế",
    "AIAE02": "Tối ưu độ trễ suy luận: 40 % nhanh hơn",
    "AIAE03": "Kho dữ liệu:\n  - Airflow\n  - dbt, 1 < 2 & 3 > 2",
    "AIAE04": '=MLOps("tự động")',
    "AIAE05": "AWS\tvà GCP",
    "AIAE06": '-30 % chi phí, "tốt" 😀',
    "AIAE07": "2026",
    "AIAE09": "hai\ndòng",
    "AIAE10": " ".join([MEETING] * 12),
    "AIAE11": "https://example.com/?a=1&b=2",
}

Problems = list[tuple[str, str]]
"""Code and cell of each problem, in the order of the form."""


def at(cells: str, kind: fs.Kind) -> Problems:
    return [(kind.code, cell) for cell in cells.split()]


@dataclass(frozen=True)
class Differs:
    """What is read otherwise from a file than from one that is plainly filled in."""

    problems: Problems = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)
    has_identity: bool = True


PLAIN = Differs()
TYPED = Differs(at("F7 F8 F9 F10 F11 F12 F13 G14 G16", fs.Kind.RATING_REWORDED))

READ = {
    "libreoffice.xlsx": PLAIN,
    "libreoffice.xlsm": PLAIN,
    "libreoffice.ods": PLAIN,
    "libreoffice.xls": PLAIN,
    "libreoffice.typed.ods": TYPED,
    "libreoffice.typed.xls": TYPED,
    "libreoffice.moved.xlsx": PLAIN,
    "libreoffice.moved.ods": PLAIN,
    "gnumeric.xlsx": PLAIN,
    "gnumeric.ods": PLAIN,
    "gnumeric.xls": PLAIN,
    # Gnumeric does not say that blanks are to be kept: the label in F10 has lost those at its end.
    "gnumeric.typed.xlsx": Differs(at("F7 F8 F9 F11 F12 F13 G14 G16", fs.Kind.RATING_REWORDED)),
    "gnumeric.typed.ods": TYPED,
    "gnumeric.rich.ods": PLAIN,
    "openpyxl.xlsx": PLAIN,
    "openpyxl.xlsm": PLAIN,
    "openpyxl.typed.xlsx": TYPED,
    "openpyxl.rich.xlsx": PLAIN,
    "exceljs.xlsx": PLAIN,
    "exceljs.typed.xlsx": TYPED,
    "exceljs.rich.xlsx": PLAIN,
    "exceljs.moved.xlsx": PLAIN,
    "exceljs.inline.xlsx": PLAIN,
    "sheetjs.xlsx": PLAIN,
    "sheetjs.unshared.xlsx": PLAIN,
    "sheetjs.xlsm": PLAIN,
    "sheetjs.xlsb": PLAIN,
    # SheetJS cuts every text of an .xls after 255 characters.
    "sheetjs.xls": Differs(
        at("D7 D8 D9 D10 D11 D12 D13 D14 D16 D17", fs.Kind.FORM_LOCKED_CELL_CHANGED),
        {"AIAE10": EVIDENCE["AIAE10"][:255]},
    ),
    "sheetjs.typed.ods": TYPED,
    "sheetjs.typed.xlsb": TYPED,
    "sheetjs.bare.xlsx": Differs([(fs.Kind.FORM_IDENTITY_LOST.code, "")], has_identity=False),
    "xlsx-populate.xlsx": PLAIN,
    "xlsx-populate.typed.xlsx": TYPED,
    # Nor does xlsx-populate of pieces: the label in F9 has lost the blank between two of them.
    "xlsx-populate.rich.xlsx": Differs(at("F9", fs.Kind.RATING_REWORDED)),
}


def reads_as_it_was_filled_in(path: Path) -> None:
    """The same levels, evidence, engineer and score as from every other file."""
    expected = READ[path.name]
    assessment = fs.read_form(path, JD)
    for rater, levels in ((fs.Rater.SELF, SELF), (fs.Rater.ASSESSOR, ASSESSOR)):
        found = {code: rating.level for code, rating in assessment.ratings_by(rater).items()}
        assert found == levels
    assert assessment.evidence == EVIDENCE | expected.evidence
    assert assessment.engineer == ENGINEER
    identity = assessment.identity
    assert (identity.form_id if identity else None) == (
        "F-afe211ebda1f7ea1" if expected.has_identity else None
    )
    assert [(problem.code, problem.cell) for problem in assessment.problems] == expected.problems

    result = fs.score(assessment, JD)
    assert (result.basis, result.status) == (fs.Rater.ASSESSOR, fs.Status.COMPLETE)
    assert (result.total, result.rank) == (Fraction(193, 3), "FAIE01")
    assert (result.self_score.total, result.self_score.rank) == (Fraction(98), "FAIE03")
    assert [(item.code, item.gap) for item in result.blocks("FAIE02")] == [("AIAE08", 1)]


# -- as committed --------------------------------------------------------------------------


def test_committed__every_file_is_read_here() -> None:
    endings = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
    found = {path.name for path in FOLDER.iterdir() if path.suffix in endings}
    assert found == {"blank.xlsx", *READ}


def test_committed__the_blank_form_is_the_one_that_is_issued(tmp_path: Path) -> None:
    (form,) = fs.write_forms(JD, fs.read_roster(FOLDER / "roster.csv"), tmp_path)
    blank, issued = (fs.read_form(p, JD) for p in (FOLDER / "blank.xlsx", tmp_path / form.file))
    assert (blank.engineer, blank.identity) == (issued.engineer, issued.identity)
    assert [problem.code for problem in blank.problems] == [fs.Kind.FORM_BLANK.code]


@pytest.mark.parametrize("name", READ)
def test_committed__reads_as_it_was_filled_in(name: str) -> None:
    reads_as_it_was_filled_in(FOLDER / name)


# -- anew ----------------------------------------------------------------------------------


def by_python(script: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        runpy.run_path(str(FOLDER / script))["make"](folder)

    return make


def by_node(script: str, package: str) -> Callable[[Path], None]:
    return lambda folder: node.run(FOLDER / script, package, str(folder))


MAKERS = {
    "libreoffice": by_python("make_with_libreoffice.py"),
    "gnumeric": by_python("make_with_gnumeric.py"),
    "openpyxl": by_python("make_with_openpyxl.py"),
    "exceljs": by_node("make_with_exceljs.mjs", "exceljs"),
    "sheetjs": by_node("make_with_sheetjs.mjs", "xlsx"),
    "xlsx-populate": by_node("make_with_xlsx_populate.mjs", "xlsx-populate"),
}


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder into which a program has just written its files."""

    @cache
    def made_by(program: str) -> Path:
        folder = tmp_path_factory.mktemp(program)
        MAKERS[program](folder)
        return folder

    return made_by


def program_of(name: str) -> str:
    return name.partition(".")[0]


@pytest.mark.programs
@pytest.mark.parametrize("program", MAKERS)
def test_anew__the_program_writes_the_files_that_are_committed(
    program: str, anew: Callable[[str], Path]
) -> None:
    written = {path.name for path in anew(program).iterdir()}
    assert written == {name for name in READ if program_of(name) == program}


@pytest.mark.programs
@pytest.mark.parametrize("name", READ)
def test_anew__reads_as_it_was_filled_in(name: str, anew: Callable[[str], Path]) -> None:
    reads_as_it_was_filled_in(anew(program_of(name)) / name)
