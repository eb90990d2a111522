"""Workbooks that are no JD, or lack a section that scoring stands on."""

from __future__ import annotations

from pathlib import Path

import pytest
from grid import Grid, Layout, workbook, write, write_jd

import faie_sheets as fs
from faie_sheets import JobDescription, Kind, Problem, UnusableSourceError
from faie_sheets.workbook.read.source import Source

ALL = (
    "Competency Model",
    "Definitions (the table of ranks)",
    "Job Descriptions",
    "reference scales",
)


def refused(source: Source, kind: Kind = Kind.JD_SECTION_MISSING) -> tuple[Problem, ...]:
    """Why a workbook cannot be used as a JD."""
    with pytest.raises(UnusableSourceError) as caught:
        fs.read_jd(source)
    problems = caught.value.problems
    assert {problem.code for problem in problems} == {kind.code}
    assert str(caught.value) == "\n".join(problem.message for problem in problems)
    return problems


def sections(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.found.split("“")[1].rstrip("”") for problem in problems]


BUDGET = """
    # Budget
    | Item    | Amount | Total |
    | Laptops | 1200   | 2400  |
    | Chairs  | 80     | 160   |
"""


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (workbook(BUDGET), "something else (the sheet “Budget”)"),
        (workbook("# Sheet1"), "an empty workbook (the sheet “Sheet1”)"),
        (workbook("# Code @ ZZ9\n| Code |"), "something else (the sheet “Code”)"),
        (
            write([Grid("Level Label", 0, 0, [["Level Label", "Code"]])]),
            "something else (the sheet “Level Label”)",
        ),
        (
            workbook("# M\n| Competency | Code | Weight |\n| Design | T01 | 100% |"),
            "something else (the sheet “M”)",
        ),
    ],
    ids=["budget", "empty", "one word", "headers only", "one section of four"],
)
def test_workbook__that_is_no_jd__is_one_problem_that_says_what_it_is(
    source: bytes, what: str
) -> None:
    (problem,) = refused(source, Kind.NOT_A_JD)
    assert problem.found == f"this is not a job description workbook but {what}"


@pytest.mark.parametrize(
    ("name", "what"),
    [("roster.xlsx", "a roster"), ("filled/Team budget.xlsx", "something else")],
)
def test_sample__that_is_no_jd__is_one_problem_that_names_the_file(
    samples: Path, name: str, what: str
) -> None:
    (problem,) = refused(samples / name, Kind.NOT_A_JD)
    assert problem.file == Path(name).name
    assert f"not a job description workbook but {what} (the sheet" in problem.found


def test_workbook__that_is_no_jd__names_five_of_its_sheets_and_counts_the_others() -> None:
    sheets = "\n".join(f"# Team {letter}\n| Budget |" for letter in "ABCDEFG")
    (problem,) = refused(workbook(sheets), Kind.NOT_A_JD)
    assert problem.found.endswith(
        "(the sheets “Team A”, “Team B”, “Team C”, “Team D”, “Team E” and 2 more)"
    )


def test_missing_sections__say_which_headers_were_looked_for() -> None:
    problems = [
        *refused(workbook(without("Model", "Ranks"))),
        *refused(workbook(without("Items", "Scales"))),
    ]
    assert sections(tuple(problems)) == list(ALL)
    assert [problem.expected for problem in problems] == [
        "a sheet with “responsibilities and professional skills”, “code” and “weight”",
        "a sheet with “job rank”, “code” and “job title”",
        "a sheet with “assessment items”, “explanation of assessment items”, “R1” and “R2”",
        "a sheet with “level label”",
    ]


def test_missing_sections__nothing_alike__have_no_hint() -> None:
    for problem in refused(workbook(without("Model", "Ranks") + BUDGET)):
        assert problem.fix == "add the section, or correct its headers"


def test_missing_sections__three_with_headers_alike__are_named_each_with_its_hint(
    jd: JobDescription,
) -> None:
    slips = {"Job Title": "Job Titel", "Level Label": "Level Lable"}
    slips |= {"Explanation of Assessment Items": "Explanaton of Assesment Items"}
    layout = Layout(respell=lambda header: slips.get(header, header))
    problems = refused(write_jd(jd, layout))
    assert sections(problems) == list(ALL[1:])
    assert [problem.fix.split("“")[-1].rstrip("”?") for problem in problems] == [
        *("Job Titel", "Explanaton of Assesment Items", "Level Lable"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "section", "cell"),
    [
        (
            "Responsibilities and Professional Skills",
            "Responsibilites and Profesional Skills",
            ALL[0],
            "'Competency Model'!B4",
        ),
        ("Job Title", "Job Titel", ALL[1], "Definitions!D3"),
        ("Assessment Items", "Asessment Items", ALL[2], "'Job Descriptions'!B3"),
        (
            "Explanation of Assessment Items",
            "Explanaton of Assesment Items",
            ALL[2],
            "'Job Descriptions'!D3",
        ),
        ("Level Label", "Level Lable", ALL[3], "'Career Framework'!D3"),
    ],
)
def test_header__misspelled__is_the_near_miss_with_its_cell(
    jd: JobDescription, right: str, wrong: str, section: str, cell: str
) -> None:
    layout = Layout(respell=lambda header: wrong if header == right else header)
    (problem,) = refused(write_jd(jd, layout))
    assert sections((problem,)) == [section]
    assert problem.fix.endswith(f"; did you mean {cell} “{wrong}”?")


SMALL = """
    # Model
    | Competency | Code | Weight |
    | Design     | T01  | 100%   |

    # Items
    | Assessment Items | Explanation | R1      | R2       |
    | Design           | Designs     | 0: Asks | 1: Draws |

    # Ranks
    | Code | Job Title |
    | R1   | Junior    |
    | R2   | Senior    |

    # Scales
    | Design |       | Level Label |
    | 1      | Draws |             |
    | 0      | Asks  |             |
"""


def without(*sheets: str) -> str:
    """The small JD without some of its sheets."""
    parts = SMALL.split("# ")[1:]
    return "".join(f"# {part}" for part in parts if part.split("\n")[0] not in sheets)


def test_small_jd__with_four_sections__is_enough() -> None:
    jd = fs.read_jd(workbook(SMALL))
    assert {problem.code for problem in jd.problems} == {Kind.JD_SECTION_ABSENT.code}
    assert jd.competencies[0].required == {"R1": 0, "R2": 1}
    assert [step.label for step in jd.competencies[0].scale] == ["0: Asks", "1: Draws"]


@pytest.mark.parametrize(
    ("front", "role"),
    [
        ("", ""),
        ("# Cover\n| Senior Tester |\n| Document code | T-1 |\n| Version | 1 |", "Senior Tester"),
        ("# Cover\n| Document code | T-1 |\n| Version | 1 |", ""),
    ],
)
def test_small_jd__without_a_job_family__has_the_role_of_its_cover(front: str, role: str) -> None:
    assert fs.read_jd(workbook(front + SMALL)).role == role


@pytest.mark.parametrize("headers", ["Junior | R2", "R1 | Senior", "JUNIOR | senior"])
def test_ranks_columns__are_known_by_code_or_title(headers: str) -> None:
    jd = fs.read_jd(workbook(SMALL.replace("R1      | R2  ", headers)))
    assert jd.competencies[0].required == {"R1": 0, "R2": 1}


def test_ranks_columns__none_known__are_looked_for_by_code() -> None:
    (problem,) = refused(workbook(SMALL.replace("R1      | R2  ", "Grade A | Grade B")))
    assert sections((problem,)) == ["Job Descriptions"]
    assert problem.expected.endswith("“explanation of assessment items”, “R1” and “R2”")


def test_ranks__missing__is_not_blamed_on_the_job_descriptions(jd: JobDescription) -> None:
    layout = Layout(respell=lambda header: "Cote" if header == "Job Title" else header)
    assert sections(refused(write_jd(jd, layout))) == [ALL[1]]


def test_section__headers_without_rows__is_missing(jd: JobDescription) -> None:
    empty = fs.JobDescription(jd.role, jd.document, jd.ranks, ())
    problems = refused(write_jd(empty))
    assert sections(problems) == [ALL[0], ALL[2], ALL[3]]
    assert "did you mean" not in problems[0].fix, "“Weight %” of another table is no slip"


@pytest.mark.parametrize(
    "decoy",
    [
        "# Index\n| Competency | Code | Weight |",
        "# Index\n| Code | Job Title |",
        "# Index\n| Assessment Items | Explanation |",
        "# Index\n| Competency | Code |\n| Design | X9 |",
    ],
)
def test_table__without_rows_or_weights_or_ranks__is_passed_over(decoy: str) -> None:
    assert (
        fs.read_jd(workbook(decoy + SMALL)).competencies == fs.read_jd(workbook(SMALL)).competencies
    )


def test_file__that_is_no_workbook__is_refused_before_it_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "JD.xlsx"
    path.write_text("Competency,Code,Weight\n")
    with pytest.raises(UnusableSourceError) as caught:
        fs.read_jd(path)
    assert [problem.code for problem in caught.value.problems] == [Kind.NOT_A_WORKBOOK.code]
