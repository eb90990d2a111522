"""The sample JD against the text rendering that it was made from, which is read here anew."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import python_calamine as calamine

import faie_sheets as fs
from faie_sheets import (
    Change,
    Definition,
    Document,
    JobDescription,
    Kind,
    Level,
    Problem,
    Rank,
    Severity,
)

CODES = [f"AIAE{number:02}" for number in range(1, 12)]
RANKS = ("FAIE01", "FAIE02", "FAIE03")

Rows = list[list[str]]


@pytest.fixture(scope="module")
def seed(samples: Path) -> Rows:
    """The rows of the rendering that hold anything."""
    text = (samples / "build" / "FAIE_JD_workbook_as_text.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def model(seed: Rows) -> Rows:
    """The rows of the competency model."""
    return [row for row in seed if len(row) == 4 and row[1] in CODES]


@pytest.fixture(scope="module")
def described(seed: Rows, model: Rows) -> dict[str, list[str]]:
    """The rows of the job descriptions by code."""
    code_of = {name: code for name, code, *_ in model}
    return {code_of[row[0]]: row for row in seed if len(row) == 6 and row[0] in code_of}


@pytest.fixture(scope="module")
def scales(seed: Rows, model: Rows) -> dict[str, Rows]:
    """The rows of the reference scales by code, from the top level down."""
    code_of = {name: code for name, code, *_ in model}
    scales: dict[str, Rows] = {}
    for row in seed:
        if len(row) == 3 and row[2] == "Level Label":
            rows = scales.setdefault(code_of[row[0]], [])
        elif len(row) == 3 and row[0].isdigit():
            rows.append(row)
    return scales


@pytest.fixture(scope="module")
def duties(seed: Rows) -> Rows:
    """The headings of the responsibilities, and the texts under them."""
    header = next(n for n, row in enumerate(seed) if row[0] == "Roles and Responsibilities")
    return seed[header : header + 2]


def words(text: str) -> list[str]:
    """The words of a text without the tags of the rendering."""
    return re.sub(r"<[^>]+>", " ", text).split()


def cell_text(path: Path, sheet: str, cell: str) -> str:
    """What a cell holds, by another library than the one under test."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return str(book[sheet][cell].value)
    finally:
        book.close()


# -- the cover and the ranks -------------------------------------------------------------------


def test_role__is_the_job_family(jd: JobDescription) -> None:
    assert jd.role == "FleziPT AI Application Engineer"


def test_document__has_code_version_and_date(jd: JobDescription) -> None:
    assert jd.document == Document("XXX-CV/HR/HDCV/FSOFT", "1.0", dt.date(2026, 2, 1))


def test_ranks__have_code_title_level_and_name(jd: JobDescription) -> None:
    assert jd.ranks == (
        Rank("FAIE01", "Junior FleziPT AI Application Engineer", 1, "Enabled"),
        Rank("FAIE02", "Mid-level FleziPT AI Application Engineer", 2, "Practitioner"),
        Rank("FAIE03", "Senior FleziPT AI Application Engineer", 3, "Advanced Practitioner / Lead"),
    )


def test_ranks__words_stand_in_the_seed(jd: JobDescription, seed: Rows) -> None:
    texts = {cell for row in seed for cell in row}
    assert {rank.title for rank in jd.ranks} <= texts
    assert {f"Level {rank.level} – {rank.level_name}" for rank in jd.ranks} <= texts


# -- the competencies ----------------------------------------------------------------------------


def test_competencies__are_the_eleven_rows_of_the_model(jd: JobDescription, model: Rows) -> None:
    assert [item.code for item in jd.competencies] == CODES
    read = [[c.name, c.code, str(c.number), f"{c.weight}%"] for c in jd.competencies]
    assert read == model


def test_weights__total_one_hundred_percent(jd: JobDescription) -> None:
    assert [item.weight for item in jd.competencies] == [15, 10, 10, 10, 5, 10, 10, 5, 10, 10, 5]
    assert sum((item.weight for item in jd.competencies), Fraction(0)) == 100


@pytest.mark.parametrize("code", CODES)
def test_explanation__is_verbatim(
    jd: JobDescription, described: dict[str, list[str]], code: str
) -> None:
    assert jd.competency(code).explanation == described[code][2]


@pytest.mark.parametrize("code", CODES)
def test_requirements__are_verbatim_and_begin_with_their_level(
    jd: JobDescription, described: dict[str, list[str]], code: str
) -> None:
    texts = dict(zip(RANKS, described[code][3:], strict=True))
    assert jd.competency(code).required_text == texts
    assert jd.competency(code).required == {rank: int(text[0]) for rank, text in texts.items()}


@pytest.mark.parametrize("code", CODES)
def test_scale__has_every_level_text_and_label_verbatim(
    jd: JobDescription, scales: dict[str, Rows], code: str
) -> None:
    listed = [Level(int(level), text, label) for level, text, label in scales[code]]
    assert jd.competency(code).scale == tuple(reversed(listed))


def test_scales__run_to_three_and_human_centric_skills_to_five(jd: JobDescription) -> None:
    tops = {item.code: item.max_level for item in jd.competencies}
    assert tops == dict.fromkeys(CODES, 3) | {"AIAE10": 5}


# -- the rest ------------------------------------------------------------------------------------


def test_rules__are_verbatim(jd: JobDescription, seed: Rows) -> None:
    assert [jd.scoring_rule] in seed
    assert jd.scoring_rule.startswith("POINTS = LEVEL (selected) * Weight%")
    assert [jd.mandatory_rule] in seed
    assert "you will not achieve this rank" in jd.mandatory_rule


def test_definitions__are_every_term_with_its_meaning(jd: JobDescription) -> None:
    assert jd.definitions == (
        Definition("Job Family", "FleziPT AI Application Engineer"),
        Definition("POINTS", "LEVEL (selected) * Weight% / MAX Level of Proficiency / 100"),
        Definition("CTC", "Corporate Training Center"),
        Definition("AkaLink", "Skills Rankings System"),
        Definition("POD", "Project Opening Decision"),
    )


def test_career_paths__are_empty_as_in_the_seed(jd: JobDescription) -> None:
    assert jd.career_paths == fs.CareerPaths()


@pytest.mark.parametrize("column", [0, 1, 2])
def test_responsibilities__have_every_word_in_its_order(
    jd: JobDescription, duties: Rows, column: int
) -> None:
    duty = jd.responsibilities[column]
    lines = [duty.intro]
    for area in duty.areas:
        lines += [area.name, *(f"- {item}" for item in area.items)]
    assert duty.heading == duties[0][column]
    assert words("\n".join(lines)) == words(duties[1][column])


@pytest.mark.parametrize("column", [0, 1, 2])
def test_responsibilities__areas_are_the_paragraphs_above_a_list(
    jd: JobDescription, duties: Rows, column: int
) -> None:
    paragraphs = re.findall(r"<p>([^<]+)</p> <ul", duties[1][column])
    assert [area.name for area in jd.responsibilities[column].areas] == paragraphs


def test_responsibilities__nested_items_stay_under_theirs(jd: JobDescription) -> None:
    coding = jd.responsibilities[0].areas[1]
    assert coding.name == "Functional & Non-Functional Coding"
    assert coding.items == (
        "Use AI tool to write\n+ 80% code (Required for Level 3).\n"
        "+ 50% code (Required for Level 2).\n+ 30% code (Required for Level 1).",
        "Should be able to validate AI-generated code",
        "Should be able to split work across multi-agent scenario and orchestration.",
    )


def test_changes__are_the_four_that_say_something(jd: JobDescription, seed: Rows) -> None:
    rows = [row for row in seed if len(row) == 9 and row[0].isdigit() and row[1]]
    assert len(rows) == 4
    assert jd.changes == tuple(
        Change(int(row[0]), dt.datetime.strptime(row[1], "%d-%b-%Y").date(), *row[2:])
        for row in rows
    )


def test_changes__have_their_dates(jd: JobDescription) -> None:
    days = [(1, 15), (4, 14), (4, 16), (4, 20)]
    assert [c.effective_date for c in jd.changes] == [dt.date(2026, *day) for day in days]


# -- what is inconsistent in it ------------------------------------------------------------------


WORDINGS = (Kind.JD_REQUIREMENT_DIFFERS.code, Kind.JD_LABEL_DIFFERS_FROM_LEVEL.code)


@pytest.fixture
def reworded(jd: JobDescription) -> list[Problem]:
    """The three findings that hold two wordings against each other."""
    return [problem for problem in jd.problems if problem.code in WORDINGS]


def test_problems__are_exactly_four(jd: JobDescription) -> None:
    assert [(p.code, p.file, p.sheet, p.cell) for p in jd.problems] == [
        (Kind.JD_COVER_OLDER.code, "FAIE_JD.xlsx", "Cover", "C10"),
        (Kind.JD_REQUIREMENT_DIFFERS.code, "FAIE_JD.xlsx", "Job Descriptions", "G11"),
        (Kind.JD_REQUIREMENT_DIFFERS.code, "FAIE_JD.xlsx", "Job Descriptions", "E14"),
        ("jd-label-differs-from-level", "FAIE_JD.xlsx", "Job_Fsoft Career Framework", "D60"),
    ]
    assert {problem.severity for problem in jd.problems} == {Severity.WARNING}


def test_problem__cover_older_than_the_last_change__names_cells_that_hold_both_dates(
    jd: JobDescription, samples: Path
) -> None:
    problem = jd.problems[0]
    assert problem.found == "the effective date on the cover is 2026-02-01"
    assert problem.expected == (
        "2026-04-20 or later, as in the record of change ('Record of Change'!C7)"
    )
    path = samples / "FAIE_JD.xlsx"
    assert cell_text(path, "Cover", "C10").startswith("2026-02-01")
    assert cell_text(path, "Record of Change", "C7").startswith("2026-04-20")


@pytest.mark.parametrize(
    ("number", "found", "other", "expected"),
    [
        (0, "3: Architects enterprise MLOps platforms; defines compliance,", "C35", "governance,"),
        (1, "1: Delivers features meeting FN/NF specs", "C27", "F/N/F"),
        (2, "0: Learner mindset but reliant on guidance.", "C60", "Lesser"),
    ],
)
def test_problem__names_cells_that_hold_what_it_says(
    reworded: list[Problem], samples: Path, number: int, found: str, other: str, expected: str
) -> None:
    problem = reworded[number]
    path = samples / "FAIE_JD.xlsx"
    assert cell_text(path, problem.sheet, problem.cell).startswith(found)
    assert expected in cell_text(path, "Job_Fsoft Career Framework", other)
    assert f"'Job_Fsoft Career Framework'!{other}" in problem.expected
    assert expected in problem.expected
    assert expected not in problem.found


def test_problems__quote_the_words_that_differ(reworded: list[Problem]) -> None:
    assert [p.found.split("“")[1] for p in reworded] == [
        "…platforms; defines compliance, monitoring, and…”",
        "…features meeting FN/NF specs with…”",
        "0: Learner mindset but…”",
    ]


# -- where it comes from -------------------------------------------------------------------------


def test_sample__is_what_its_script_builds(samples: Path, tmp_path: Path) -> None:
    script = "import sys, build_jd as b, pathlib; b.build(b.SEED, pathlib.Path(sys.argv[1]))"
    built = tmp_path / "FAIE_JD.xlsx"
    subprocess.run([sys.executable, "-c", script, built], cwd=samples / "build", check=True)

    def cells(path: Path) -> dict[str, object]:
        book = calamine.load_workbook(path)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    assert cells(built) == cells(samples / "FAIE_JD.xlsx")


def test_builtin_jd__is_the_sample(jd: JobDescription) -> None:
    assert fs.builtin.jd() == jd
