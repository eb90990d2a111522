"""What is inconsistent in a JD: each finding provoked by one change to a sound workbook.

Beside every change that provokes a finding stands one, as like as can be, that does not.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from grid import workbook

import faie_sheets as fs
from faie_sheets import JobDescription, Kind, Problem, Severity
from faie_sheets.jd.findings import differing, nearest, percent

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


def changed(*changes: str) -> JobDescription:
    """The sound JD with changes such as ``| Coding | T02 -> | Coding | T03``."""
    text = re.sub(" +", " ", SOUND)
    for change in changes:
        before, after = re.split(" ?->", change)
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        text = text.replace(before, after)
    jd = fs.read_jd(workbook(text))
    for problem in jd.problems:
        assert not re.search(r"None|  |[{}]|\(\)", problem.message)
    return jd


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
    invalid, total, differs = jd.problems
    assert invalid.code == Kind.JD_WEIGHT_INVALID.code
    assert total.found == "the weights total 60%"
    assert differs.expected == "0%, as in Model!F7"


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
    assert (problem.sheet, problem.cell) == ("Model", "C8")
    assert problem.found == f"the code “{code.replace('&nbsp;', '').strip()}” stands a second time"
    assert problem.expected == "once, as in Model!C6"
    assert [item.name for item in jd.competencies] == ["Design", "Coding"]
    assert sum(item.weight for item in jd.competencies) == 100


def test_name__repeated__first_row_is_used() -> None:
    jd = changed(
        "| Coding | T02 | 2 | 40% | -> | Coding | T02 | 2 | 40% |\n| DESIGN | T3 | 3 | 9 |"
    )
    problem = the_only(jd, Kind.JD_COMPETENCY_REPEATED)
    assert (problem.sheet, problem.cell) == ("Model", "C8")
    assert problem.found == "the name “DESIGN” stands a second time"
    assert [item.code for item in jd.competencies] == ["T01", "T02"]


def test_codes_and_names__alike_but_not_the_same__are_no_finding() -> None:
    jd = changed("| Design | T01 | 1 -> | Design | T020 | 1", "| 2 | 40% | -> | 1 | 40% |")
    assert jd.problems == ()
    assert [(item.code, item.number) for item in jd.competencies] == [("T020", 1), ("T02", 1)]


def test_name__not_in_the_job_descriptions__names_the_nearest() -> None:
    jd = changed("| Coding | 40% -> | Codings | 40%")
    assert spots(jd.problems) == [
        (Kind.JD_COMPETENCY_UNDESCRIBED.code, "Model", "C7"),
        (Kind.JD_COMPETENCY_UNWEIGHTED.code, "Items", "A3"),
    ]
    undescribed, unweighted = jd.problems
    assert undescribed.found == "T02 Coding is not among the job descriptions"
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
        (Kind.JD_COMPETENCY_UNWEIGHTED.code, "Scales", "A5"),
        (Kind.JD_REQUIREMENT_OFF_SCALE.code, "Items", "D3"),
        (Kind.JD_REQUIREMENT_OFF_SCALE.code, "Items", "E3"),
    ]
    assert jd.problems[0].found == "T02 Coding has no proficiency scale"
    assert jd.problems[2].expected == "one of the levels of a scale"
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


# -- ranks ---------------------------------------------------------------------------------------


def test_rank__of_the_job_descriptions_not_defined__names_the_cell() -> None:
    jd = changed("| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | R3 |")
    problem = the_only(jd, Kind.JD_RANK_UNKNOWN)
    assert (problem.sheet, problem.cell) == ("Items", "F1")
    assert problem.found == "the rank “R3” stands here"
    assert problem.expected == "the ranks of the definitions: R1 and R2"


def test_rank__defined_and_not_in_the_job_descriptions__requires_nothing() -> None:
    jd = changed("| Explanation | R1 | R2 | -> | Explanation | R1 | R7 |")
    assert spots(jd.problems) == [
        (Kind.JD_RANK_UNKNOWN.code, "Items", "E1"),
        (Kind.JD_REQUIREMENT_MISSING.code, "Items", "A2"),
        (Kind.JD_REQUIREMENT_MISSING.code, "Items", "A3"),
    ]
    assert [item.required for item in jd.competencies] == [{"R1": 1}, {"R1": 0}]


@pytest.mark.parametrize("header", ["Remarks", "Reviewed by R&D", "Level 3", "2026", "r2"])
def test_column__beside_the_ranks__is_no_finding(header: str) -> None:
    jd = changed(f"| Explanation | R1 | R2 | -> | Explanation | R1 | R2 | {header} |")
    assert jd.problems == ()


# -- scales and labels ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "levels"),
    [
        ("| 1 | Draws | 1: Draws -> | 3 | Draws | 3: Draws", "2, 3 and 0"),
        ("| 1 | Draws | 1: Draws -> | 2 | Draws | 2: Draws", "2, 2 and 0"),
        ("| 0 | Looks | 0: Looks -> | 4 | Looks | 4: Looks", "2, 1 and 4"),
    ],
)
def test_scale__with_gap_or_repeat_or_without_0__names_its_levels(change: str, levels: str) -> None:
    jd = changed(change, "| 1: Draws | 2: Leads | -> | 2: Leads | 2: Leads |")
    problem = the_only(jd, Kind.JD_SCALE_GAP)
    assert (problem.sheet, problem.cell) == ("Scales", "A1")
    assert problem.found == f"the scale of Design has the levels {levels}"


def test_scale__level_repeated__keeps_the_first_row() -> None:
    jd = changed("| 1 | Draws | 1: Draws -> | 2 | Draws | 2: Draws")
    assert [(step.level, step.text) for step in jd.competency("T01").scale] == [
        (0, "Looks"),
        (2, "Leads"),
    ]


@pytest.mark.parametrize("label", ["2: Draws", "Draws", "11: Draws", "1.5: Draws"])
def test_label__does_not_begin_with_its_level__would_score_as_another(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    problem = the_only(jd, Kind.JD_LABEL_LEVEL)
    assert (problem.sheet, problem.cell) == ("Scales", "C3")
    assert problem.found == f"the label of level 1 of T01 Design is “{label}”"
    assert problem.expected == "a label that begins “1:”"


@pytest.mark.parametrize("label", ["1: Drawn", "1: draws", "1 : Draws", "1: Draws well"])
def test_label__other_words_than_its_level__is_a_warning(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    problem = the_only(jd, Kind.JD_LABEL_DIFFERS)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Scales", "C3")
    assert problem.expected == "the level and its text, “1: Draws” (from Scales!B3)"
    assert jd.competency("T01").scale[1].label == label


@pytest.mark.parametrize("label", ["1:&nbsp;Draws", "1:  Draws ", "1:<br>Draws", ""])
def test_label__differs_in_white_space_or_is_absent__is_no_finding(label: str) -> None:
    jd = changed(f"| Draws | 1: Draws -> | Draws | {label}")
    assert jd.problems == ()
    assert jd.competency("T01").scale[1].label == "1: Draws"


def test_label__text_begins_with_a_number__is_no_finding() -> None:
    jd = changed(
        "| 1 | Draws | 1: Draws -> | 1 | 30% of code | 1: 30% of code",
        "| 1: Draws | 2: Leads | -> | 1: 30% of code | 2: Leads |",
    )
    assert jd.problems == ()
    assert jd.competency("T01").required == {"R1": 1, "R2": 2}


# -- requirements --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "Writes", "1-2: Writes", "1.5", "n/a", "-1", "2024-01-05"])
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
    assert problem.expected == "one of 0 or 1"
    assert jd.competency("T02").required == {"R1": 0}
    assert jd.competency("T02").required_text["R2"] == text


def test_requirement__other_words_than_the_scale__quotes_both() -> None:
    jd = changed("| 0: Reads | 1: Writes | -> | 0: Reads | 1: Rewrites |")
    problem = the_only(jd, Kind.JD_REQUIREMENT_DIFFERS)
    assert problem.severity is Severity.WARNING
    assert (problem.sheet, problem.cell) == ("Items", "E3")
    assert problem.found == "R2 requires of T02 Coding: “1: Rewrites”"
    assert problem.expected == "the text of the reference scale: “1: Writes” (from Scales!B6)"
    assert jd.competency("T02").required["R2"] == 1


@pytest.mark.parametrize("text", ["1", "1:  Writes", "1:<br>Writes&nbsp;"])
def test_requirement__number_alone_or_other_white_space__is_no_finding(text: str) -> None:
    jd = changed(f"| 0: Reads | 1: Writes | -> | 0: Reads | {text} |")
    assert jd.problems == ()
    assert jd.competency("T02").required["R2"] == 1


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


@pytest.mark.parametrize("text", ["1-Feb-2026", "01 February 2026", '"2026-02-01"', "01/02/2026"])
def test_date__written_as_text__is_no_finding(text: str) -> None:
    jd = changed(f"| 2026-02-01 -> | {text}")
    assert jd.problems == ()
    assert str(jd.document.effective_date) == "2026-02-01"


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
        Kind.JD_LABEL_DIFFERS.code,
        Kind.JD_WEIGHT_DIFFERS.code,
        Kind.JD_REQUIREMENT_OFF_SCALE.code,
    ]


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
