"""What is inconsistent in a JD: each finding provoked by one change to a sound workbook.

Beside every change that provokes a finding stands one, as like as can be, that does not.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from grid import workbook

import faie_sheets as fs
from faie_sheets import JobDescription, Kind, Problem, Severity, UnusableSourceError
from faie_sheets.jd import values
from faie_sheets.jd.document import version_number
from faie_sheets.jd.findings.competencies import nearest, percent
from faie_sheets.text.passages import differing

SOUND = """
    # Cover
    | Document Code  | T-1        |
    | Version        | "1.0"      |
    | Effective Date | 2026-02-01 |

    # Model @ C5
    | Competency | Code | # | Weight |
    | Design     | T01  | 1 | 60%    |
    | Coding     | T02  | 2 | 40%    |

    # Career Paths
    | Career Paths |

    # Items
    | Assessment Items | Weight | Explanation  | R1       | R2        |
    | Design           | 60%    | Designs well | 1: Draws | 2: Leads  |
    | Coding           | 40%    | Codes well   | 0: Reads | 1: Writes |

    # Roles
    | Roles and Responsibilities | Scope of Work |
    | Duties                     | Practices     |

    # Ranks
    | Job Family: | Tester |               |                  |
    | Job Rank    | Code   | Job Title     | Level            |
    |             | R1     | Junior Tester | Level 1 – Able   |
    |             | R2     | Senior Tester | Level 2 – Expert |

    # Scales
    | Design |        | Level Label |
    | 2      | Leads  | 2: Leads    |
    | 1      | Draws  | 1: Draws    |
    | 0      | Looks  | 0: Looks    |
    | Coding |        | Level Label |
    | 1      | Writes | 1: Writes   |
    | 0      | Reads  | 0: Reads    |

    # Record of Change
    | No | Effective Date | Change Description |
    | 1  | 2026-01-15     | Newly issued       |
"""


UNREADABLE = re.compile(r"None|  |[{}]|\(\)|; ·|;$|: ·")


def source(*changes: str, also: str = "") -> bytes:
    """The sound JD with changes such as ``| Coding | T02 -> | Coding | T03``, and more sheets."""
    text = re.sub(" +", " ", SOUND)
    for change in changes:
        before, after = re.split(" ?->", change)
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        text = text.replace(before, after)
    return workbook(text + also)


def changed(*changes: str, also: str = "") -> JobDescription:
    """Such a JD as it is read."""
    jd = fs.read_jd(source(*changes, also=also))
    for problem in jd.problems:
        assert not UNREADABLE.search(problem.message)
    return jd


def refused(*changes: str, also: str = "") -> tuple[Problem, ...]:
    """Why such a JD cannot be used."""
    with pytest.raises(UnusableSourceError) as caught:
        fs.read_jd(source(*changes, also=also))
    for problem in caught.value.problems:
        assert not UNREADABLE.search(problem.message)
    return caught.value.problems


def spots(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.sheet, problem.cell) for problem in problems]


def the_only(jd: JobDescription, kind: Kind) -> Problem:
    (problem,) = jd.problems
    assert (problem.code, problem.severity) == (kind.code, kind.severity)
    return problem


def test_sound_jd__has_no_findings() -> None:
    assert changed().problems == ()


# -- weights -------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", ["0", "-40%", "101%", "heavy", "", "#DIV/0!", "1e999999999"])
def test_weight__not_above_0_and_at_most_100__names_the_cell(weight: str) -> None:
    jd = changed(f"| T02 | 2 | 40% | -> | T02 | 2 | {weight} |")
    found = [problem for problem in jd.problems if problem.code == Kind.JD_WEIGHT_INVALID.code]
    assert spots(tuple(found)) == [(Kind.JD_WEIGHT_INVALID.code, "Model", "F7")]
    assert found[0].found == f"the weight of T02 is {f'“{weight}”' if weight else 'empty'}"


@pytest.mark.parametrize("weight", ["heavy", "-40%", "101%", ""])
def test_weight__unusable__counts_as_nothing_in_every_figure(weight: str) -> None:
    jd = changed(f"| T02 | 2 | 40% | -> | T02 | 2 | {weight} |")
    assert jd.competency("T02").weight == 0
    invalid, total = jd.problems
    assert invalid.code == Kind.JD_WEIGHT_INVALID.code
    assert (
        total.found == "the weights total 60%; the job descriptions have 40% for T02 (in Items!B3)"
    )


def test_weight__empty__says_what_to_do_where_excel_shows_one() -> None:
    jd = changed("| T02 | 2 | 40% | -> | T02 | 2 | |")
    assert jd.problems[0].code == Kind.JD_WEIGHT_INVALID.code
    assert jd.problems[0].fix == (
        "enter the weight as a percentage; "
        "if the cell shows one, open the workbook in Excel and save it again"
    )


@pytest.mark.parametrize("weight", ["0", "heavy", "#DIV/0!"])
def test_weight__something_else__is_no_number_that_excel_has_not_stored(weight: str) -> None:
    jd = changed(f"| T02 | 2 | 40% | -> | T02 | 2 | {weight} |")
    assert jd.problems[0].fix == "enter the weight as a percentage"


@pytest.mark.parametrize(("one", "other"), [("99.75%", "0.25%"), ("100%", ""), ("0.6", "0.4")])
def test_weight__odd_but_possible__is_no_finding_of_its_own(one: str, other: str) -> None:
    jd = changed(f"| T01 | 1 | 60% -> | T01 | 1 | {one}", f"| T02 | 2 | 40% -> | T02 | 2 | {other}")
    invalid = [p.cell for p in jd.problems if p.code == Kind.JD_WEIGHT_INVALID.code]
    assert invalid == ([] if other else ["F7"])


def test_weights__total_not_100__says_what_they_total() -> None:
    jd = changed("| T02 | 2 | 40% -> | T02 | 2 | 38.5%", "| Coding | 40% -> | Coding | 38.5%")
    problem = the_only(jd, Kind.JD_WEIGHTS_TOTAL)
    assert (problem.sheet, problem.cell) == ("Model", "F7")
    assert problem.found == "the weights total 98.5%"
    assert "a perfect assessment totals 98.5%" in problem.fix


def test_weights__total_not_100__names_the_rows_that_differ_from_the_job_descriptions() -> None:
    jd = changed("| T01 | 1 | 60% -> | T01 | 1 | 50%", "| T02 | 2 | 40% -> | T02 | 2 | 35%")
    total, *differ = jd.problems
    assert spots((total,)) == [(Kind.JD_WEIGHTS_TOTAL.code, "Model", "F7")]
    assert total.found == (
        "the weights total 85%; "
        "the job descriptions have 60% for T01 (in Items!B2) and 40% for T02 (in Items!B3)"
    )
    assert [problem.code for problem in differ] == [Kind.JD_WEIGHT_DIFFERS.code] * 2


def test_weights__total_not_100__rows_that_agree_are_not_named() -> None:
    jd = changed("| T02 | 2 | 40% -> | T02 | 2 | 30%")
    assert "T01" not in jd.problems[0].found


def test_weights__total_100_in_uneven_parts__are_no_finding() -> None:
    jd = changed(
        *("| T01 | 1 | 60% -> | T01 | 1 | 33.3%", "| T02 | 2 | 40% -> | T02 | 2 | 66.7%"),
        *("| Design | 60% -> | Design | 33.3%", "| Coding | 40% -> | Coding | 66.7%"),
    )
    assert jd.problems == ()
    assert [item.weight for item in jd.competencies] == [Fraction(333, 10), Fraction(667, 10)]


def test_weight__other_in_the_job_descriptions__names_both_cells() -> None:
    jd = changed("| Coding | 40% -> | Coding | 45%")
    problem = the_only(jd, Kind.JD_WEIGHT_DIFFERS)
    assert (problem.sheet, problem.cell) == ("Items", "B3")
    assert problem.found == "the weight of T02 Coding is 45% here"
    assert problem.expected == "40%, as in Model!F7"
    assert jd.competency("T02").weight == 40


@pytest.mark.parametrize("weight", ["40.0%", "40 %", ""])
def test_weight__same_or_absent_in_the_job_descriptions__is_no_finding(weight: str) -> None:
    assert changed(f"| Coding | 40% -> | Coding | {weight}").problems == ()


# -- codes and names -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["T01", "t01", "T01 ", "&nbsp;T01"])
def test_code__repeated__first_row_is_used(code: str) -> None:
    jd = changed(
        f"| Coding | T02 | 2 | 40% | -> | Coding | T02 | 2 | 40% |\n| Other | {code} | 3 | 9% |"
    )
    problem = the_only(jd, Kind.JD_COMPETENCY_REPEATED)
    assert (problem.sheet, problem.cell) == ("Model", "D8")
    assert problem.found == f"the code “{code.replace('&nbsp;', '').strip()}” appears a second time"
    assert problem.expected == "only once, in Model!D6"
    assert [item.name for item in jd.competencies] == ["Design", "Coding"]
    assert sum(item.weight for item in jd.competencies) == 100


def test_name__repeated__first_row_is_used() -> None:
    jd = changed(
        "| Coding | T02 | 2 | 40% | -> | Coding | T02 | 2 | 40% |\n| DESIGN | T3 | 3 | 9 |"
    )
    problem = the_only(jd, Kind.JD_COMPETENCY_REPEATED)
    assert (problem.sheet, problem.cell) == ("Model", "C8")
    assert problem.found == "the name “DESIGN” appears a second time"
    assert [item.code for item in jd.competencies] == ["T01", "T02"]


def test_name__repeated_in_the_job_descriptions__first_row_is_used() -> None:
    row = "| Coding | 40% | Codes well | 0: Reads | 1: Writes |"
    jd = changed(f"{row} -> {row}\n| Coding | 40% | Codes better | 1: Writes | 1: Writes |")
    problem = the_only(jd, Kind.JD_COMPETENCY_REPEATED)
    assert (problem.sheet, problem.cell) == ("Items", "A4")
    assert problem.expected == "only once, in Items!A3"
    assert jd.competency("T02").required == {"R1": 0, "R2": 1}


def test_codes_and_names__alike_but_not_the_same__are_no_finding() -> None:
    jd = changed("| Design | T01 | 1 -> | Design | T020 | 1", "| 2 | 40% | -> | 1 | 40% |")
    assert jd.problems == ()
    assert [(item.code, item.number) for item in jd.competencies] == [("T020", 1), ("T02", 1)]


def test_name__not_in_the_job_descriptions__names_the_nearest() -> None:
    jd = changed("| Coding | 40% -> | Codings | 40%")
    assert spots(jd.problems) == [
        (Kind.JD_COMPETENCY_UNDESCRIBED.code, "Model", "C7"),
        (Kind.JD_COMPETENCY_UNKNOWN.code, "Items", "A3"),
    ]
    undescribed, unweighted = jd.problems
    assert undescribed.found == "T02 Coding is not in the job descriptions"
    assert undescribed.fix.endswith("; the nearest name is “Codings”")
    assert unweighted.found == "“Codings” is not in the competency model"
    assert unweighted.fix.endswith("; the nearest name is “Coding”")
    assert jd.competency("T02").required == {}


def test_name__nothing_like_it__has_no_hint() -> None:
    jd = changed("| Coding | 40% -> | Gardening | 40%")
    assert [p.fix for p in jd.problems] == [
        "add the row, or make the names agree",
        "add the row there, or make the names agree",
    ]


def test_scale__missing__names_the_competency() -> None:
    jd = changed("| Coding | | Level Label | -> | Codin | | Level Label |")
    assert spots(jd.problems) == [
        (Kind.JD_SCALE_MISSING.code, "Model", "C7"),
        (Kind.JD_COMPETENCY_UNKNOWN.code, "Scales", "A5"),
    ]
    assert jd.problems[0].found == "T02 Coding has no proficiency scale"
    assert jd.competency("T02").scale == ()
    assert jd.competency("T02").max_level == 0


@pytest.mark.parametrize("name", ["CODING", " coding:", "Cod\u00ading", "coding&nbsp;"])
def test_name__in_another_spelling_of_the_same__is_no_finding(name: str) -> None:
    jd = changed(f"| Coding | 40% -> | {name} | 40%", f"| Coding | | Level -> | {name} | | Level")
    assert jd.problems == ()


def test_heading_among_the_job_descriptions__is_no_competency() -> None:
    jd = changed(
        "| Design | 60% | -> | All skills | 100% | Group | Level 1 | Level 2 |\n| Design | 60% |"
    )
    assert jd.problems == ()


def test_competency__without_a_code__is_left_out() -> None:
    jd = changed("| Coding | T02 | 2 | 40% -> | Coding | | 2 | 40%")
    assert spots(jd.problems) == [
        (Kind.JD_WEIGHTS_TOTAL.code, "Model", "F6"),
        (Kind.JD_COMPETENCY_INCOMPLETE.code, "Model", "D7"),
    ]
    assert jd.problems[1].found == "the competency “Coding” has no code"
    assert jd.problems[1].expected == "a code, a name and a weight in each row"
    assert jd.problems[1].fix == "enter its code; until then it is left out"
    assert [item.code for item in jd.competencies] == ["T01"]


def test_competency__without_a_name__is_left_out() -> None:
    jd = changed("| Coding | T02 | 2 | 40% -> | | T02 | 2 | 40%")
    incomplete = [p for p in jd.problems if p.code == Kind.JD_COMPETENCY_INCOMPLETE.code]
    assert spots(tuple(incomplete)) == [(Kind.JD_COMPETENCY_INCOMPLETE.code, "Model", "C7")]
    assert incomplete[0].found == "the competency “T02” has no name"
    assert [item.code for item in jd.competencies] == ["T01"]


@pytest.mark.parametrize(
    "row",
    ["| Total | | | 100% |", "| Others | | | 5% |", "| A note under the table | | | |"],
)
def test_row__that_no_other_sheet_knows__is_no_competency_with_a_slip(row: str) -> None:
    jd = changed(f"| Coding | T02 | 2 | 40% | -> | Coding | T02 | 2 | 40% |\n{row}")
    assert jd.problems == ()
    assert [item.code for item in jd.competencies] == ["T01", "T02"]


CODED = (
    "| Assessment Items | Weight | Explanation -> | Assessment Items | Code | Explanation",
    "| Design | 60% | Designs well -> | Design | T01 | Designs well",
)
"""Changes that give the job descriptions codes in place of weights."""


def test_name__other_than_in_the_model__is_known_by_its_code() -> None:
    jd = changed(*CODED, "| Coding | 40% | Codes well -> | Writing code | T02 | Codes well")
    problem = the_only(jd, Kind.JD_NAME_DIFFERS)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Items", "A3")
    assert problem.found == "T02 is named “Writing code” here"
    assert problem.expected == "“Coding”, as in Model!C7"
    assert problem.fix.endswith("“Coding” is used")
    assert (jd.competency("T02").name, jd.competency("T02").required["R2"]) == ("Coding", 1)


@pytest.mark.parametrize("name", ["Coding", "CODING :"])
def test_name__as_in_the_model__beside_its_code_is_no_finding(name: str) -> None:
    assert changed(*CODED, f"| Coding | 40% | Codes -> | {name} | T02 | Codes").problems == ()


@pytest.mark.parametrize("name", ["T02 Coding", "T02 – Coding", "t02: coding"])
def test_name__with_its_code_in_front__is_the_same_name(name: str) -> None:
    assert changed(f"| Coding | | Level -> | {name} | | Level").problems == ()
    assert changed(f"| Coding | 40% -> | {name} | 40%").problems == ()


# -- ranks ---------------------------------------------------------------------------------------


def test_rank__of_the_job_descriptions_not_defined__names_the_cell() -> None:
    jd = changed("| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | R3 |")
    problem = the_only(jd, Kind.JD_RANK_DIFFERS)
    assert (problem.sheet, problem.cell) == ("Items", "F1")
    assert problem.found == "this column is for the rank “R3”"
    assert problem.expected == "the ranks in the definitions: R1 and R2"


def test_rank__defined_and_not_in_the_job_descriptions__is_left_out() -> None:
    jd = changed("| Explanation | R1 | R2 | -> | Explanation | R1 | R7 |")
    assert spots(jd.problems) == [
        (Kind.JD_RANK_DIFFERS.code, "Items", "E1"),
        (Kind.JD_RANK_UNDESCRIBED.code, "Ranks", "B4"),
    ]
    problem = jd.problems[1]
    assert problem.found == "R2 Senior Tester has no column in the job descriptions"
    assert problem.expected == "a column with what it requires"
    assert problem.fix.endswith("; until then R2 is left out")
    assert jd.rank_codes == ("R1",)
    assert [item.required for item in jd.competencies] == [{"R1": 1}, {"R1": 0}]


def test_rank__without_a_column_and_another_with_a_title_like_its_own__names_the_nearest() -> None:
    jd = changed("| Explanation | R1 | R2 | -> | Explanation | R1 | Senior Testor |")
    assert spots(jd.problems) == [
        (Kind.JD_RANK_DIFFERS.code, "Items", "E1"),
        (Kind.JD_RANK_UNDESCRIBED.code, "Ranks", "B4"),
    ]
    assert jd.problems[1].fix.endswith("; the nearest name is “Senior Testor”")


@pytest.mark.parametrize("head", ["R2", "r2", "Senior Tester", "R2 – Senior Tester", "Level 2"])
def test_rank__with_a_column_under_its_code_title_or_level__is_no_finding(head: str) -> None:
    jd = changed(f"| Explanation | R1 | R2 | -> | Explanation | R1 | {head} |")
    assert jd.problems == ()
    assert [item.required["R2"] for item in jd.competencies] == [2, 1]


SENIOR = "| R2 | Senior Tester | Level 2 – Expert |"


@pytest.mark.parametrize("code", ["R2", "R2 ", "r2"])
def test_rank__code_repeated__first_row_is_used(code: str) -> None:
    jd = changed(f"{SENIOR} -> {SENIOR}\n| | {code} | Chief Tester | Level 3 – Boss |")
    problem = the_only(jd, Kind.JD_RANK_REPEATED)
    assert (problem.sheet, problem.cell) == ("Ranks", "B5")
    assert problem.found == f"the code “{code.strip()}” appears a second time"
    assert problem.expected == "only once, in Ranks!B4"
    assert [rank.title for rank in jd.ranks] == ["Junior Tester", "Senior Tester"]


def test_rank__title_repeated__names_both_cells() -> None:
    jd = changed("| R2 | Senior Tester -> | R2 | Junior Tester")
    problem = the_only(jd, Kind.JD_RANK_REPEATED)
    assert (problem.sheet, problem.cell) == ("Ranks", "C4")
    assert problem.found == "the title “Junior Tester” appears a second time"
    assert problem.expected == "only once, in Ranks!C3"
    assert [rank.code for rank in jd.ranks] == ["R1", "R2"]


def test_ranks__alike_but_not_the_same__are_no_finding() -> None:
    assert changed("| R2 | Senior Tester -> | R2 | Junior Tester II").problems == ()


def over(junior: str, senior: str) -> str:
    """A change that gives the job descriptions' ranks a second row of headers."""
    head = "| Explanation | R1 | R2 |"
    return f"{head} -> {head}\n| | | | {junior} | {senior} |"


@pytest.mark.parametrize("title", ["Junior Testing", "Jnior Tester", "Junior Test"])
def test_rank__title_over_its_column_spelled_otherwise__names_both_cells(title: str) -> None:
    problem = the_only(changed(over(title, "Senior Tester")), Kind.JD_RANK_NAMED_OTHERWISE)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Items", "D2")
    assert problem.found == f"the column of R1 is headed “{title}”"
    assert problem.expected == "“Junior Tester”, as in Ranks!B3"


@pytest.mark.parametrize("level", ["Level 3", "L3", "Level 3 – Expert"])
def test_rank__level_over_its_column_of_another__names_both_cells(level: str) -> None:
    problem = the_only(changed(over("Level 1", level)), Kind.JD_RANK_NAMED_OTHERWISE)
    assert (problem.sheet, problem.cell) == ("Items", "E2")
    assert problem.found == f"the column of R2 is headed “{level}”"
    assert problem.expected == "“Level 2”, as in Ranks!B4"


@pytest.mark.parametrize("code", ["R3", "R02"])
def test_rank__known_by_its_level_under_another_code__names_both_cells(code: str) -> None:
    head = "| Explanation | R1 | R2 |"
    jd = changed(f"{head} -> | Explanation | R1 | {code} |\n| | | | Level 1 | Level 2 |")
    problem = the_only(jd, Kind.JD_RANK_NAMED_OTHERWISE)
    assert (problem.sheet, problem.cell) == ("Items", "E1")
    assert problem.found == f"the column of R2 is headed “{code}”"
    assert problem.expected == "“R2”, as in Ranks!B4"


@pytest.mark.parametrize(
    ("junior", "senior"),
    [
        ("Level 1", "L2"),
        ("JUNIOR  TESTER", "Senior Tester (R2)"),
        ("approved", "2026 draft"),
        ("3 months", "Lead"),
    ],
)
def test_rank__over_its_column_the_same_or_something_else__is_no_finding(
    junior: str, senior: str
) -> None:
    assert changed(over(junior, senior)).problems == ()


@pytest.mark.parametrize("header", ["Remarks", "Reviewed by R&D", "Level 3", "2026", "r2"])
def test_column__beside_the_ranks__is_no_finding(header: str) -> None:
    jd = changed(f"| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | {header} |")
    assert jd.problems == ()


# -- scales and labels ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "levels"),
    [
        (["| 1 | Draws | 1: Draws -> | 3 | Draws | 3: Draws"], "2, 3 and 0; missing: 1"),
        (
            ["| 1 | Draws | 1: Draws -> | 2 | Draws | 2: Draws"],
            "2, 2 and 0; missing: 1; repeated: 2",
        ),
        (["| 0 | Looks | 0: Looks -> | 4 | Looks | 4: Looks"], "2, 1 and 4; missing: 3"),
        (["| 0 | Looks | 0: Looks -> | 2 | Looks | 2: Looks"], "2, 1 and 2; repeated: 2"),
        (
            [
                "| 1 | Draws | 1: Draws -> | 3 | Draws | 3: Draws",
                "| 0 | Looks | 0: Looks | -> | | |",
            ],
            "2 and 3; missing: 0 and 1",
        ),
    ],
)
def test_scale__with_gap_or_repeat__says_what_is_lacking_and_what_repeated(
    changes: list[str], levels: str
) -> None:
    jd = changed(*changes, "| 1: Draws | 2: Leads | -> | 2: Leads | 2: Leads |")
    problem = the_only(jd, Kind.JD_SCALE_BROKEN)
    assert (problem.sheet, problem.cell) == ("Scales", "A1")
    assert problem.found == f"the scale of Design has the levels {levels}"


def test_scale__that_begins_with_1__is_no_finding() -> None:
    jd = changed("| 0 | Looks | 0: Looks | -> | | |")
    assert jd.problems == ()
    assert [step.level for step in jd.competency("T01").scale] == [1, 2]


OTHER_SCALE = """
    # More
    | Coding |       | Level Label |
    | 1      | Types | 1: Types    |
    | 0      | Reads | 0: Reads    |
"""


def test_scale__a_second_one_that_says_something_else__names_both() -> None:
    jd = changed(also=OTHER_SCALE)
    problem = the_only(jd, Kind.JD_SCALE_REPEATED)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("More", "A1")
    assert problem.found == "this is another scale for T02 Coding, and it says something else"
    assert problem.expected == "one, as in Scales!A5"
    assert [step.text for step in jd.competency("T02").scale] == ["Reads", "Writes"]


def test_scale__a_second_one_that_says_the_same__is_no_finding() -> None:
    assert changed(also=OTHER_SCALE.replace("Types", "Writes")).problems == ()


def test_scale__of_two__the_one_that_fits_what_is_required_is_used() -> None:
    jd = changed("| 0: Reads | 1: Writes | -> | 0: Reads | 1: Types |", also=OTHER_SCALE)
    problem = the_only(jd, Kind.JD_SCALE_REPEATED)
    assert (problem.sheet, problem.cell) == ("Scales", "A5")
    assert problem.expected == "one, as in More!A1"
    assert [step.text for step in jd.competency("T02").scale] == ["Reads", "Types"]


def test_scale__level_repeated__keeps_the_first_row() -> None:
    jd = changed("| 1 | Draws | 1: Draws -> | 2 | Draws | 2: Draws")
    assert [(step.level, step.text) for step in jd.competency("T01").scale] == [
        (0, "Looks"),
        (2, "Leads"),
    ]


@pytest.mark.parametrize("label", ["2: Draws", "Draws", "11: Draws", "1.5: Draws"])
def test_label__does_not_begin_with_its_level__would_score_as_another(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    problem = the_only(jd, Kind.JD_LABEL_OF_OTHER_LEVEL)
    assert (problem.sheet, problem.cell) == ("Scales", "C3")
    assert problem.found == f"the label of level 1 of T01 Design is “{label}”"
    assert problem.expected == "a label that begins with “1:” and has the words of this level"


@pytest.mark.parametrize("label", ["1: Drawn", "1: draws", "1: Draws well"])
def test_label__other_words_than_its_level__is_a_warning(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    problem = the_only(jd, Kind.JD_LABEL_DIFFERS_FROM_LEVEL)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Scales", "C3")
    assert problem.expected == "the level and its text, “1: Draws” (from Scales!B3)"
    assert jd.competency("T01").scale[1].label == label


@pytest.mark.parametrize("label", ["1:&nbsp;Draws", "1:  Draws ", "1:<br>Draws", ""])
def test_label__differs_in_white_space_or_is_absent__is_no_finding(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    assert jd.problems == ()
    assert jd.competency("T01").scale[1].label == "1: Draws"


@pytest.mark.parametrize("label", ["1 : Draws", "1. Draws", "1 – Draws", "Level 1: Draws"])
def test_label__number_set_off_otherwise__is_no_finding(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    assert jd.problems == ()
    assert jd.competency("T01").scale[1].label == label


def test_wording__quotes_and_dashes_drawn_otherwise__is_the_same() -> None:
    jd = changed(
        """| 1 | Draws | 1: Draws -> | 1 | One’s “plan” – drawn | 1: One's "plan" - drawn""",
        "| 1: Draws | 2: Leads | -> | 1: One‘s “plan” — drawn | 2: Leads |",
    )
    assert jd.problems == ()
    assert jd.competency("T01").required == {"R1": 1, "R2": 2}


def test_label__text_begins_with_a_number__is_no_finding() -> None:
    jd = changed(
        "| 1 | Draws | 1: Draws -> | 1 | 30% of code | 1: 30% of code",
        "| 1: Draws | 2: Leads | -> | 1: 30% of code | 2: Leads |",
    )
    assert jd.problems == ()
    assert jd.competency("T01").required == {"R1": 1, "R2": 2}


# -- requirements --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "Rewrites", "1-2: Writes", "1.5", "n/a", "-1", "2024-01-05"])
def test_requirement__without_a_level__requires_nothing(text: str) -> None:
    jd = changed(f"| 0: Reads | 1: Writes | -> | 0: Reads | {text} |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_MISSING)
    assert (problem.sheet, problem.cell) == ("Items", "E3")
    value = f"“{text}”" if text else "empty"
    assert problem.found == f"R2 has no required level for T02 Coding (found {value})"
    assert jd.competency("T02").required == {"R1": 0}


@pytest.mark.parametrize("text", ["2: Writes", "5", "Level 3: Writes"])
def test_requirement__not_on_the_scale__requires_nothing(text: str) -> None:
    jd = changed(f"| 0: Reads | 1: Writes | -> | 0: Reads | {text} |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_OFF_SCALE)
    assert (problem.sheet, problem.cell) == ("Items", "E3")
    assert problem.expected == "0 or 1"
    assert jd.competency("T02").required == {"R1": 0}
    assert jd.competency("T02").required_text["R2"] == text


def test_requirement__other_words_than_the_scale__quotes_both() -> None:
    jd = changed("| 0: Reads | 1: Writes | -> | 0: Reads | 1: Rewrites |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_DIFFERS)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Items", "E3")
    assert problem.found == "for T02 Coding, R2 requires “1: Rewrites”"
    assert problem.expected == "the text of the reference scale: “1: Writes” (from Scales!B6)"
    assert jd.competency("T02").required["R2"] == 1


@pytest.mark.parametrize("text", ["1", "1:  Writes", "1:<br>Writes&nbsp;"])
def test_requirement__number_alone_or_other_white_space__is_no_finding(text: str) -> None:
    jd = changed(f"| 0: Reads | 1: Writes | -> | 0: Reads | {text} |")
    assert jd.problems == ()
    assert jd.competency("T02").required["R2"] == 1


@pytest.mark.parametrize("text", ["Writes", " writes:", "WRITES&nbsp;"])
def test_requirement__worded_as_a_level_without_its_number__is_understood(text: str) -> None:
    jd = changed(f"| 0: Reads | 1: Writes | -> | 0: Reads | {text} |")
    assert jd.competency("T02").required == {"R1": 0, "R2": 1}
    assert [p.code for p in jd.problems if p.severity is Severity.ERROR] == []


def test_requirement__of_a_higher_rank_below_that_of_a_lower__names_both_cells() -> None:
    jd = changed("| 0: Reads | 1: Writes | -> | 1: Writes | 0: Reads |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_FALLS)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Items", "E3")
    assert problem.found == "R2 requires level 0 of T02 Coding"
    assert problem.expected == "at least level 1, as R1 requires (in Items!D3)"
    assert jd.competency("T02").required == {"R1": 1, "R2": 0}


@pytest.mark.parametrize("texts", ["1: Writes | 1: Writes", "0: Reads | 0: Reads"])
def test_requirement__of_a_higher_rank_the_same__is_no_finding(texts: str) -> None:
    assert changed(f"| 0: Reads | 1: Writes | -> | {texts} |").problems == ()


def test_requirements__of_ranks_without_a_level__fall_in_the_order_of_the_list() -> None:
    jd = changed(
        "| 0: Reads | 1: Writes | -> | 1: Writes | 0: Reads |",
        *("Level 1 – Able -> Able", "Level 2 – Expert -> Expert"),
    )
    assert the_only(jd, Kind.JD_REQUIREMENT_FALLS).cell == "E3"
    assert jd.rank_codes == ("R1", "R2")


def test_ranks__without_a_level__listed_from_the_highest__ascend() -> None:
    jd = changed(
        "| Explanation | R1 | R2 | -> | Explanation | R2 | R1 |",
        *("Level 1 – Able -> Able", "Level 2 – Expert -> Expert"),
    )
    assert jd.problems == ()
    assert jd.rank_codes == ("R2", "R1")


# -- figures that would be wrong without a word ---------------------------------------------------


def test_level__whose_number_is_unreadable__is_an_error_where_it_should_stand() -> None:
    jd = changed(
        "| 2 | Leads | 2: Leads -> | 2+ | Leads | 2: Leads",
        "| 1: Draws | 2: Leads | -> | 1: Draws | 1: Draws |",
    )
    problem = the_only(jd, Kind.JD_LEVEL_UNNUMBERED)
    assert (problem.sheet, problem.cell) == ("Scales", "A2")
    assert problem.found == "a level of the scale of Design has the number “2+”"


def test_scale__numbered_notes_below_it__are_no_levels() -> None:
    jd = changed("| 0 | Reads | 0: Reads | -> | 0 | Reads | 0: Reads |\n| | | |\n| 2 | a note | |")
    assert jd.problems == ()
    assert jd.competency("T02").max_level == 1


def test_rank__over_two_columns__names_the_first() -> None:
    jd = changed(
        "| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | R2 |",
        "| 1: Draws | 2: Leads | -> | 1: Draws | 2: Leads | 1: Draws |",
        "| 0: Reads | 1: Writes | -> | 0: Reads | 1: Writes | 0: Reads |",
    )
    problem = the_only(jd, Kind.JD_RANK_REPEATED)
    assert (problem.cell, problem.expected) == ("F1", "only once, in Items!E1")
    assert problem.found == "a column of R2, “R2”, appears a second time"


@pytest.mark.parametrize("head", ["Senior Tester", "senior  tester"])
def test_rank__code_of_one_over_the_title_of_another__is_an_error(head: str) -> None:
    jd = changed(over(head, "R2"))
    problem = the_only(jd, Kind.JD_RANK_COLUMN_UNCERTAIN)
    assert problem.found == f"the column of R1 is headed “{' '.join(head.split())}”, which is R2"


def test_rank__two_of_one_level__names_the_first() -> None:
    jd = changed("Level 2 – Expert -> Level 1 – Expert")
    assert the_only(jd, Kind.JD_RANK_REPEATED).found == "the level 1 appears a second time"


@pytest.mark.parametrize(("row", "cell"), [("|  | | Chief |", "B5"), ("|  | R3 | |", "C5")])
def test_rank__without_code_or_title__is_an_error(row: str, cell: str) -> None:
    jd = changed(f"Level 2 – Expert | -> Level 2 – Expert |\n{row} Level 3 – Boss |")
    assert the_only(jd, Kind.JD_RANK_INCOMPLETE).cell == cell


def test_rank__column_of_plain_numbers_of_a_rank_nobody_knows__is_an_error() -> None:
    jd = changed(
        "| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | Principal |",
        "| 1: Draws | 2: Leads | -> | 1: Draws | 2: Leads | 2 |",
        "| 0: Reads | 1: Writes | -> | 0: Reads | 1: Writes | 1 |",
    )
    assert the_only(jd, Kind.JD_RANK_DIFFERS).cell == "F1"


def test_rank__level_lacking_beside_others__is_a_warning() -> None:
    jd = changed("Level 2 – Expert -> Expert")
    assert the_only(jd, Kind.JD_RANK_LEVEL_MISSING).cell == "D4"


@pytest.mark.parametrize("levels", ["1 | 2", "Basic | Expert"])
def test_item__in_plain_words_that_the_model_lacks__is_an_error(levels: str) -> None:
    jd = changed(
        f"| 0: Reads | 1: Writes | -> | 0: Reads | 1: Writes |\n| Prompts | 10% | x | {levels} |"
    )
    assert the_only(jd, Kind.JD_COMPETENCY_UNKNOWN).cell == "A4"


def test_requirement__in_a_row_without_a_name__is_an_error() -> None:
    jd = changed("| 0: Reads | 1: Writes | -> | 0: Reads | 1: Writes |\n| | | x | | 1: More |")
    assert the_only(jd, Kind.JD_REQUIREMENT_STRAY).cell == "E4"


def test_requirement__number_of_one_level_and_words_of_another__is_an_error() -> None:
    jd = changed("| 1: Draws | 2: Leads | -> | 2: Draws | 2: Leads |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_OF_OTHER_LEVEL)
    assert problem.found == "R1 requires level 2 of T01 Design in the words of level 1"
    assert (problem.cell, "Scales!B3" in problem.expected) == ("D2", True)


def test_labels__of_two_levels_swapped__are_errors() -> None:
    jd = changed(
        "| Leads | 2: Leads -> | Leads | 2: Draws", "| Draws | 1: Draws -> | Draws | 1: Leads"
    )
    assert [p.code for p in jd.problems] == [Kind.JD_LABEL_OF_OTHER_LEVEL.code] * 2


def test_code__of_another_competency_in_the_job_descriptions__is_an_error() -> None:
    jd = changed(*CODED, "| Coding | 40% | Codes well -> | Coding | T09 | Codes well")
    assert the_only(jd, Kind.JD_CODE_DIFFERS).expected == "T02, as in Model!D7"


def test_weight__in_the_job_descriptions_is_no_number__is_a_warning() -> None:
    jd = changed("| Coding | 40% -> | Coding | forty")
    assert the_only(jd, Kind.JD_WEIGHT_UNREADABLE).cell == "B3"


def test_cover__label_without_a_value__is_a_warning() -> None:
    jd = changed('| Version | "1.0" | -> | Version | |')
    assert the_only(jd, Kind.JD_COVER_INCOMPLETE).cell == "A2"


@pytest.mark.parametrize("date", ["nan", "inf", "-inf", "1e999"])
def test_date__that_is_no_number__never_fails(date: str) -> None:
    assert values.date(float(date)) is None


# -- tables that look alike ----------------------------------------------------------------------

RIVALS = {
    "model": (
        "| Competency | Code | Weight |\n| Design | T01 | 50% |\n| Coding | T02 | 50% |",
        *("“Competency Model”", "Model!C5"),
    ),
    "descriptions": (
        "| Assessment Items | Explanation | R1 | R2 |\n"
        "| Design | Designs | 0: Looks | 1: Draws |\n| Coding | Codes | 0: Reads | 0: Reads |",
        *("“Job Descriptions”", "Items!A1"),
    ),
    "ranks": (
        "| Code | Job Title |\n| R1 | Junior Tester |\n| R2 | Chief Tester |",
        *("“Definitions (the table of ranks)”", "Ranks!A2"),
    ),
}


@pytest.mark.parametrize(("table", "section", "used"), RIVALS.values(), ids=RIVALS)
def test_table__a_second_one_that_says_something_else__names_both(
    table: str, section: str, used: str
) -> None:
    jd = changed(also=f"\n# Old @ B3\n{table}")
    problem = the_only(jd, Kind.JD_TABLE_REPEATED)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Old", "B3")
    assert problem.found == (
        f"this is another table for the section {section}, and it says something else"
    )
    assert problem.expected == f"one, as in {used}"
    assert used in problem.fix
    assert jd.competencies == changed().competencies
    assert jd.ranks == changed().ranks


@pytest.mark.parametrize(
    "table",
    [
        "| Competency | Code | Weight |\n| Design | T01 | 60% |\n| Coding | T02 | 40% |",
        "| Competency | Code | Weight |\n| English | TR1 | 50% |\n| Excel | TR2 | 50% |",
        "| Competency | Code | Weight |",
        "| Assessment Items | Explanation |\n| Ask the BOD | Who pays |",
        "| Code | Title | Amount |\n| CC7 | Travel | 1200 |",
    ],
    ids=["same", "of other things", "header alone", "descriptions of other things", "costs"],
)
def test_table__a_second_one_that_says_the_same_or_of_other_things__is_no_finding(
    table: str,
) -> None:
    jd = changed(also=f"\n# Ideas @ B3\n{table}")
    assert jd.problems == ()
    assert jd.competencies == changed().competencies


# -- sections and dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "section", "hint"),
    [
        ("| Document Code -> | Document", "Cover", ""),
        ("| Document Code -> | Dokument Code", "Cover", "did you mean Cover!A1 “Dokument Code”?"),
        ("| Scope of Work -> | Scope", "Roles & Responsibilities", ""),
        ("| Change Description -> | Changes", "Record of Change", ""),
    ],
)
def test_section__that_scoring_does_without__is_a_warning(
    change: str, section: str, hint: str
) -> None:
    problem = the_only(changed(change), Kind.JD_SECTION_ABSENT)
    assert problem.found == f"no sheet has the section “{section}”"
    assert problem.severity is Severity.WARNING
    assert problem.fix.endswith(hint)


def test_section__career_paths_absent__is_a_warning() -> None:
    jd = changed("# Career Paths -> # Other", "| Career Paths | -> | Nothing |")
    problem = the_only(jd, Kind.JD_SECTION_ABSENT)
    assert problem.found == "no sheet has the section “Career Paths”"
    assert problem.expected == "a sheet with “career paths”"


def test_section__that_scoring_stands_on__is_named() -> None:
    (problem,) = refused("| Job Rank | Code | Job Title -> | Job Rank | Code | Job Titel")
    assert (problem.code, problem.severity) == (Kind.JD_SECTION_MISSING.code, Severity.ERROR)
    assert problem.found == "no sheet has the section “Definitions (the table of ranks)”"
    assert problem.fix.endswith("; did you mean Ranks!C2 “Job Titel”?")


def test_workbook__that_is_no_jd__is_one_problem() -> None:
    with pytest.raises(UnusableSourceError) as caught:
        fs.read_jd(workbook("# Budget\n| Item | Amount |\n| Chairs | 80 |\n# Notes"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.severity) == (Kind.NOT_A_JD.code, Severity.ERROR)
    assert (problem.sheet, problem.cell) == ("", "")
    assert problem.found == (
        "this is not a job description workbook but something else "
        "(the sheets “Budget” and “Notes”)"
    )
    assert problem.fix == "choose the JD workbook"


def test_workbook__of_a_jd_with_three_sections_misspelled__names_each_with_its_near_miss() -> None:
    problems = refused(
        "| Competency | Code | # | Weight -> | Competency | Cod | # | Weight",
        "| Assessment Items | Weight -> | Assesment Itms | Weight",
        "| Job Rank | Code | Job Title -> | Job Rank | Code | Job Titel",
    )
    assert [problem.code for problem in problems] == [Kind.JD_SECTION_MISSING.code] * 3
    assert [problem.fix.split("; did you mean ")[1] for problem in problems] == [
        *("Model!D5 “Cod”?", "Ranks!C2 “Job Titel”?", "Items!A1 “Assesment Itms”?")
    ]


def test_workbook__of_a_jd_without_two_sections__names_each() -> None:
    problems = refused(
        "| Job Rank | Code | Job Title -> | Job Rank | Code | Job",
        "| Assessment Items | Weight -> | Things | Weight",
    )
    assert [problem.code for problem in problems] == [Kind.JD_SECTION_MISSING.code] * 2


@pytest.mark.parametrize(
    ("change", "sheet", "cell", "value"),
    [
        ("| 2026-02-01 -> | soon", "Cover", "B3", "“soon”"),
        ("| 2026-02-01 -> | 31-Feb-2026", "Cover", "B3", "“31-Feb-2026”"),
        ("| 2026-01-15 -> | 15", "Record of Change", "B2", "“15”"),
        ("| 2026-01-15 -> |", "Record of Change", "B2", "empty"),
    ],
)
def test_date__that_is_none__names_the_cell(change: str, sheet: str, cell: str, value: str) -> None:
    problem = the_only(changed(change), Kind.JD_DATE_INVALID)
    assert (problem.sheet, problem.cell) == (sheet, cell)
    assert problem.found == f"the effective date is {value}"


@pytest.mark.parametrize(
    "text", ["1-Feb-2026", "01 February 2026", '"2026-02-01"', "01/02/2026", "46054"]
)
def test_date__written_as_text__is_no_finding(text: str) -> None:
    jd = changed(f"| 2026-02-01 -> | {text}")
    assert jd.problems == ()
    assert str(jd.document.effective_date) == "2026-02-01"


def test_cover__older_than_the_record_of_change__names_both_cells() -> None:
    jd = changed("| 2026-01-15 -> | 2026-02-02")
    problem = the_only(jd, Kind.JD_COVER_OLDER)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Cover", "B3")
    assert problem.found == "the effective date on the cover is 2026-02-01"
    assert problem.expected == (
        "2026-02-02 or later, as in the record of change ('Record of Change'!B2)"
    )
    assert str(jd.document.effective_date) == "2026-02-01"


@pytest.mark.parametrize("day", ["2026-01-31", "2026-02-01", "1-Feb-2026"])
def test_cover__of_the_same_day_or_newer__is_no_finding(day: str) -> None:
    assert changed(f"| 2026-01-15 -> | {day}").problems == ()


def recorded(version: str) -> tuple[str, str]:
    """Changes that give the record of change a version."""
    return (
        "| Change Description | -> | Change Description | Version |",
        f"| Newly issued | -> | Newly issued | {version} |",
    )


@pytest.mark.parametrize("version", ["1.1", '"1.0.1"', "v1.10", "2"])
def test_cover__of_a_version_before_the_record_of_change__names_both_cells(version: str) -> None:
    problem = the_only(changed(*recorded(version)), Kind.JD_COVER_OLDER)
    assert (problem.sheet, problem.cell) == ("Cover", "B2")
    assert problem.found == "the version on the cover is “1.0”"
    shown = "2.0" if version == "2" else version.strip('"')
    assert problem.expected == (f"“{shown}”, as in the record of change ('Record of Change'!D2)")


@pytest.mark.parametrize("version", ["1", '"1.0"', "v1", '"0.9"', "draft", "1.0 rc", ""])
def test_cover__of_the_same_version_or_one_that_is_no_number__is_no_finding(version: str) -> None:
    assert changed(*recorded(version)).problems == ()


def test_version_number__is_compared_part_by_part() -> None:
    versions = ["0.9", "1.0", "1.0.1", "V1.2", "v 1.10", "2"]
    numbers = [version_number(version) for version in versions]
    assert numbers == sorted(numbers)
    assert version_number("draft") == version_number("") == version_number("1.x") == ()


# -- together ------------------------------------------------------------------------------------


def test_findings__all_reported_in_one_pass_in_the_order_of_sections() -> None:
    jd = changed(
        "| 2026-02-01 -> | soon",
        "| T02 | 2 | 40% -> | T02 | 2 | 30%",
        "| Draws | 1: Draws -> | Draws | 1: Drawn",
        "| 0: Reads | 1: Writes | -> | 0: Reads | 7 |",
    )
    assert [problem.code for problem in jd.problems] == [
        Kind.JD_DATE_INVALID.code,
        Kind.JD_WEIGHTS_TOTAL.code,
        Kind.JD_LABEL_DIFFERS_FROM_LEVEL.code,
        Kind.JD_WEIGHT_DIFFERS.code,
        Kind.JD_REQUIREMENT_OFF_SCALE.code,
    ]


PROVOKED = {
    Kind.JD_SECTION_MISSING: ["| Code | Job Title -> | Code | Job"],
    Kind.JD_SECTION_ABSENT: ["| Document Code -> | Document"],
    Kind.JD_TABLE_REPEATED: [],
    Kind.JD_WEIGHT_INVALID: ["| T02 | 2 | 40% -> | T02 | 2 | heavy"],
    Kind.JD_WEIGHTS_TOTAL: ["| T02 | 2 | 40% -> | T02 | 2 | 30%"],
    Kind.JD_WEIGHT_DIFFERS: ["| Coding | 40% -> | Coding | 45%"],
    Kind.JD_SCALE_MISSING: ["| Coding | | Level Label -> | Gardening | | Level Label"],
    Kind.JD_SCALE_BROKEN: ["| 1 | Draws | 1: Draws -> | 3 | Draws | 3: Draws"],
    Kind.JD_SCALE_REPEATED: [],
    Kind.JD_LABEL_DIFFERS_FROM_LEVEL: ["| Draws | 1: Draws -> | Draws | 1: Drawn"],
    Kind.JD_LABEL_OF_OTHER_LEVEL: ["| Draws | 1: Draws -> | Draws | 2: Draws"],
    Kind.JD_REQUIREMENT_DIFFERS: ["| 0: Reads | 1: Writes | -> | 0: Reads | 1: Rewrites |"],
    Kind.JD_REQUIREMENT_MISSING: ["| 0: Reads | 1: Writes | -> | 0: Reads | |"],
    Kind.JD_REQUIREMENT_OFF_SCALE: ["| 0: Reads | 1: Writes | -> | 0: Reads | 7 |"],
    Kind.JD_REQUIREMENT_FALLS: ["| 0: Reads | 1: Writes | -> | 1: Writes | 0: Reads |"],
    Kind.JD_COMPETENCY_UNDESCRIBED: ["| Coding | 40% -> | Gardening | 40%"],
    Kind.JD_COMPETENCY_UNKNOWN: ["| Coding | 40% -> | Gardening | 40%"],
    Kind.JD_COMPETENCY_REPEATED: ["| Coding | T02 | 2 -> | Coding | T01 | 2"],
    Kind.JD_COMPETENCY_INCOMPLETE: ["| Coding | T02 | 2 -> | Coding | | 2"],
    Kind.JD_NAME_DIFFERS: [*CODED, "| Coding | 40% | Codes well -> | Coder | T02 | Codes well"],
    Kind.JD_RANK_REPEATED: ["| R2 | Senior Tester -> | R2 | Junior Tester"],
    Kind.JD_RANK_UNDESCRIBED: ["| Explanation | R1 | R2 | -> | Explanation | R1 | R7 |"],
    Kind.JD_RANK_NAMED_OTHERWISE: [over("Level 2", "Level 2")],
    Kind.JD_COVER_OLDER: ["| 2026-01-15 -> | 2026-02-02"],
    Kind.JD_RANK_DIFFERS: ["| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | R3 |"],
    Kind.JD_COVER_INCOMPLETE: ['| Version | "1.0" | -> | Version | |'],
    Kind.JD_LEVEL_UNNUMBERED: ["| 2 | Leads | 2: Leads -> | 2+ | Leads | 2: Leads"],
    Kind.JD_RANK_COLUMN_UNCERTAIN: [over("Senior Tester", "R2")],
    Kind.JD_RANK_INCOMPLETE: ["Level 2 – Expert | -> Level 2 – Expert |\n| | | Chief | Level 3 |"],
    Kind.JD_RANK_LEVEL_MISSING: ["Level 2 – Expert -> Expert"],
    Kind.JD_REQUIREMENT_STRAY: [
        "| 0: Reads | 1: Writes | -> | 0: Reads | 1: Writes |\n| | | x | | 1: More |"
    ],
    Kind.JD_REQUIREMENT_OF_OTHER_LEVEL: ["| 1: Draws | 2: Leads | -> | 2: Draws | 2: Leads |"],
    Kind.JD_CODE_DIFFERS: [*CODED, "| Coding | 40% | Codes well -> | Coding | T09 | Codes well"],
    Kind.JD_WEIGHT_UNREADABLE: ["| Coding | 40% -> | Coding | forty"],
    Kind.JD_DATE_INVALID: ["| 2026-02-01 -> | soon"],
}
"""Kind → changes to the sound JD that provoke it, alone or among others."""
ALSO = {
    Kind.JD_TABLE_REPEATED: f"\n# Old\n{RIVALS['model'][0]}",
    Kind.JD_SCALE_REPEATED: OTHER_SCALE,
}


@pytest.mark.parametrize("kind", PROVOKED, ids=lambda kind: kind.code)
def test_kind__is_provoked__and_says_where(kind: Kind) -> None:
    data = source(*PROVOKED[kind], also=ALSO.get(kind, ""))
    try:
        problems = fs.read_jd(data).problems
    except UnusableSourceError as error:
        problems = error.problems
    found = [problem for problem in problems if problem.code == kind.code]
    assert found
    nowhere = (Kind.JD_SECTION_MISSING, Kind.JD_SECTION_ABSENT)
    assert all(problem.cell for problem in found) or kind in nowhere


def test_every_kind_of_a_jd_workbook__is_provoked() -> None:
    of_workbooks = {kind for kind in Kind if kind.name.startswith("JD_")}
    of_exports = {kind for kind in of_workbooks if kind.name.startswith("JD_JSON_")}
    assert set(PROVOKED) == of_workbooks - of_exports
    assert len(of_exports) == 3


def test_differing__long_texts__shows_the_words_around_every_change() -> None:
    ours = "a b c d ONE f g h TWO j k l m"
    theirs = "a b c d one f g h two j k l m"
    assert differing(ours, theirs) == ("“…c d ONE f g h TWO j k…”", "“…c d one f g h two j k…”")


def test_differing__first_and_last_word__are_shown_without_an_ellipsis_there() -> None:
    assert differing("a b c", "x b c") == ("“a b c”", "“x b c”")
    assert differing("a b c d e", "x b c d e") == ("“a b c…”", "“x b c…”")


def test_differing__only_white_space__shows_both_whole() -> None:
    assert differing("a  b", "a b") == ("“a b”", "“a b”")


def test_differing__words_added__shows_where() -> None:
    assert differing("a b c d", "a b c d e") == ("“…c d”", "“…c d e”")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(15), "15"), (Fraction(25, 2), "12.5"), (Fraction(100, 3), "33.3333"), (0, "0")],
)
def test_percent__shows_six_digits_at_most(value: Fraction, shown: str) -> None:
    assert percent(Fraction(value)) == shown


def test_nearest__takes_the_closest_of_several() -> None:
    assert nearest("Coding", ["Codes", "Codings"]) == "the nearest name is “Codings”"
    assert nearest("Coding", ["Design"]) == ""
    assert nearest("Coding", []) == ""
