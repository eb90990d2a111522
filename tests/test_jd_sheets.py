"""Each recogniser by itself: one section, spelled and placed in ways that people choose."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from grid import book

from faie_sheets import Area, CareerPaths, Change, Definition, Document, Rank, Responsibilities
from faie_sheets.jd import (
    career_paths,
    changes,
    competency_model,
    cover,
    definitions,
    job_descriptions,
    responsibilities,
    scales,
)
from faie_sheets.problems import Kind

# -- cover ---------------------------------------------------------------------------------------


def test_cover__values_right_of_their_labels__also_with_a_gap_between() -> None:
    front = cover.read(
        book("""
        # Front @ D4
        | Senior Tester of Everything |            |     |            |
        | DOC CODE:                   |            | X-1 |            |
        | Ver.                        | 2          |     |            |
        | Issue date                  |            |     | 2026-03-04 |
        """)
    )
    assert front
    assert front.document == Document("X-1", "2.0", dt.date(2026, 3, 4))
    assert front.title == "Senior Tester of Everything"
    assert front.problems == ()


@pytest.mark.parametrize(
    "table", ["| Code | X-1 |", "| Version | 1.0 |", "| Code |\n| Version |", "| Code: X-1 |"]
)
def test_cover__without_code_and_another_fact__is_none(table: str) -> None:
    assert cover.read(book(f"# Front\n{table}")) is None


def test_cover__title__is_the_longest_text_that_is_no_label_or_value() -> None:
    front = cover.read(
        book("""
        # Front
        | Job                 |                            |
        | Tester              |                            |
        | Document code       | X-1 of the testing company |
        | Date of effect:     | 2026-03-04                 |
        """)
    )
    assert front
    assert front.document == Document("X-1 of the testing company", "", dt.date(2026, 3, 4))
    assert front.title == "Tester"


def test_cover__without_date__has_none_and_no_problem() -> None:
    front = cover.read(book("# Front\n| Document code | X-1 |\n| Version | 3 |"))
    assert front
    assert front.document == Document("X-1", "3.0", None)
    assert front.problems == ()


# -- competency model ----------------------------------------------------------------------------


def test_model__weights_under_their_total__are_found() -> None:
    for total in ("1", "100", "100%"):
        rows = competency_model.read(
            book(f"# M\n| Competency | Code | # | {total} |\n| Design | T01 | 7 | 0.6 |")
        )
        assert [(row.code, row.number, row.name, row.weight) for row in rows] == [
            ("T01", 7, "Design", Fraction(60))
        ]


def test_model__without_numbers__counts_the_rows() -> None:
    rows = competency_model.read(
        book("""
        # M @ B9
        | Note |        | Weight (%) | Item code | Assessment item |
        |      |        | 60         | T09       | Design          |
        |      |        |            |           | Group           |
        |      |        | 40         | T08       | Coding          |
        """)
    )
    assert [(row.number, row.code, row.name, row.weight) for row in rows] == [
        (1, "T09", "Design", Fraction(60)),
        (2, "T08", "Coding", Fraction(40)),
    ]
    assert [row.weight_cell.address for row in rows] == ["M!D10", "M!D12"]


def test_model__header_repeated_on_the_next_page__is_no_competency() -> None:
    rows = competency_model.read(
        book("""
        # M
        | Competency | Code | Weight |
        | Design     | T01  | 60     |
        | Competency | Code | Weight |
        | Coding     | T02  | 40     |
        """)
    )
    assert [row.code for row in rows] == ["T01", "T02"]


def test_model__header_repeated_over_the_total__is_no_competency() -> None:
    rows = competency_model.read(
        book("""
        # M
        | Competency | Code | 1 |
        | Design     | T01  | 0.6 |
        | Competency | Code | 1 |
        | Coding     | T02  | 0.4 |
        """)
    )
    assert [row.code for row in rows] == ["T01", "T02"]


@pytest.mark.parametrize("header", ["", "50", "0.5", "Share", "10000"])
def test_model__without_weights__is_none(header: str) -> None:
    rows = competency_model.read(
        book(f"# M\n| 100 | Competency | Code | # | {header} |\n| 1 | Design | T01 | 1 | 0.6 |")
    )
    assert rows == ()


# -- job descriptions ----------------------------------------------------------------------------


def test_descriptions__explanation__keeps_its_lines() -> None:
    described = job_descriptions.read(
        book("""
        # JD
        | All items are mandatory. |                    |        |
        | Assessment items         | Explanation        | R1     |
        | Design                   | Shows:<br>- a  <br>- b | 1: One |
        """),
        ["Design"],
        {"R1": "Junior"},
    )
    assert described
    assert described.mandatory_rule == "All items are mandatory."
    assert described.rows[0].explanation == "Shows:\n- a\n- b"
    assert described.rows[0].weight is None
    assert described.rows[0].requirements["R1"].address == "JD!C3"


def test_descriptions__row_of_an_unknown_name__counts_where_it_requires_something() -> None:
    described = job_descriptions.read(
        book("""
        # JD
        | Assessment items | Explanation | R1       |
        | Unknown          | Explained   | 1: One   |
        | Technical skills | Group       | Level 1  |
        | A note           |             |          |
        """),
        [],
        {"R1": "Junior"},
    )
    assert described
    assert [row.name for row in described.rows] == ["Unknown"]


def test_descriptions__codes_of_ranks__may_stand_three_rows_below_the_header() -> None:
    found = job_descriptions.read(
        book("""
        # JD
        | Assessment items | Explanation |    |
        | Design | | |
        | Design | | |
        | Design | | R1 |
        | Design | | 1: One |
        """),
        ["Design"],
        {"R1": "Junior"},
    )
    assert found
    assert {row.requirements["R1"].column for row in found.rows} == {2}


def test_descriptions__codes_of_ranks__further_below_are_none() -> None:
    table = "| Assessment items | Explanation | |" + "\n| Design | | |" * 3 + "\n| Design | | R1 |"
    assert job_descriptions.read(book(f"# JD\n{table}"), ["Design"], {"R1": "Junior"}) is None


# -- definitions ---------------------------------------------------------------------------------


def test_ranks__listed_from_the_highest__are_put_in_order() -> None:
    known = definitions.read(
        book("""
        # D
        | Rank code | Rank title | Level |
        | S         | Senior     | Level 2: Expert |
        | J         | Junior     | level 1 – Able |
        """)
    )
    assert known
    assert known.ranks == (Rank("J", "Junior", 1, "Able"), Rank("S", "Senior", 2, "Expert"))


def test_ranks__some_without_level_numbers__stay_as_listed() -> None:
    known = definitions.read(
        book("# D\n| Code | Title |\n| S | Senior | Level 2 |\n| J | Junior | Level one |")
    )
    assert known
    assert known.ranks == (Rank("S", "Senior", 2, ""), Rank("J", "Junior", None, "Level one"))


def test_ranks__level_under_its_header__before_what_stands_nearer() -> None:
    known = definitions.read(
        book("# D\n| Code | Title | Notes | Level |\n| S | Senior | Level 9 | Level 2 – Expert |")
    )
    assert known
    assert known.ranks == (Rank("S", "Senior", 2, "Expert"),)


def test_ranks__without_level_numbers__stay_as_listed() -> None:
    known = definitions.read(
        book("# D\n| Code | Title |\n| S | Senior | Expert |\n| J | Junior |\n| | Nobody |")
    )
    assert known
    assert known.ranks == (Rank("S", "Senior", None, "Expert"), Rank("J", "Junior"))


def test_terms__colon_or_equals_sign__is_what_makes_a_term() -> None:
    known = definitions.read(
        book("""
        # D
        | CTC: Corporate: Training |            |              |
        | Job family name: | Tests: all of them |              |
        | Code             | Job Title          | Level        |
        | T1               | Tester: junior     | Level 1: Able |
        | POD = Project Opening |               |              |
        | No term here     |                    | nor here     |
        | Empty:           |                    |              |
        | 10:30            |                    |              |
        """)
    )
    assert known
    assert known.role == "Tests: all of them"
    assert [rank.title for rank in known.ranks] == ["Tester: junior"]
    assert known.terms == (
        Definition("CTC", "Corporate: Training"),
        Definition("Job family name", "Tests: all of them"),
        Definition("POD", "Project Opening"),
    )


def test_definitions__without_ranks__are_none() -> None:
    assert definitions.read(book("# D\n| Code | Job Title |")) is None


# -- scales --------------------------------------------------------------------------------------


def test_scales__side_by_side_on_one_sheet__are_kept_apart() -> None:
    found = scales.read(
        book("""
        # S @ C3
        | Design |      | Level Label | Coding |        | Level labels |
        | 1      | Draw | 1: Draw     | 2      | Write  | 2: Write     |
        | 0      | Look | 0: Look     | 1      | Read   | 1: Read      |
        """)
    )
    assert [(scale.name.text, [s.record.label for s in scale.ascending]) for scale in found] == [
        ("Design", ["0: Look", "1: Draw"]),
        ("Coding", ["1: Read", "2: Write"]),
    ]


def test_scales__rows_that_are_no_levels__are_passed_over() -> None:
    (scale,) = scales.read(
        book("""
        # S
        | Design  |        | Level Label |
        | Level 1 | Draw   | 1: Draw     |
        |         |        |             |
        | Note    | that   |             |
        | 0.0     | Look   |             |
        | 1.5     | Almost |             |
        """)
    )
    assert [(step.record.level, step.record.label) for step in scale.ascending] == [
        (0, "0: Look"),
        (1, "1: Draw"),
    ]


def test_scales__text_of_a_level_empty__is_empty() -> None:
    (scale,) = scales.read(book("# S\n| Design | | Level Label |\n| 0 | | 0: Not Required |"))
    assert (scale.ascending[0].record.text, scale.ascending[0].record.label) == (
        "",
        "0: Not Required",
    )


def test_scales__text_apart_from_its_level__is_found() -> None:
    (scale,) = scales.read(
        book("# S\n| Design | | | Level Label |\n| 1 | | Draw | |\n| 0 | | | 0: Look |")
    )
    assert [step.text.address for step in scale.levels] == ["S!C2", "S!B3"]
    assert [step.record.label for step in scale.levels] == ["1: Draw", "0: Look"]


def test_scales__header_without_levels__is_none() -> None:
    assert scales.read(book("# S\n| Design | | Level Label |\n| Note | that | |")) == ()


def test_scales__header_without_a_name__is_none() -> None:
    assert scales.read(book("# S\n| Level Label |\n| 1: Draw |")) == ()


# -- responsibilities ----------------------------------------------------------------------------


def test_responsibilities__in_the_order_of_their_columns() -> None:
    duties = responsibilities.read(
        book("""
        # R
        | Key behaviours and competencies | Scope of work | Roles & Responsibilities: |
        | Behave.                         |               | Design<br>• Draw<br>* Ask  |
        | More.                           |               |                           |
        """)
    )
    assert duties == (
        Responsibilities("Key behaviours and competencies", "Behave.\nMore.", ()),
        Responsibilities("Scope of work", "", ()),
        Responsibilities("Roles & Responsibilities:", "", (Area("Design", ("Draw", "Ask")),)),
    )


def test_responsibilities__one_heading_alone__is_a_title() -> None:
    assert responsibilities.read(book("# R\n| Roles & Responsibilities |\n| Work |")) == ()


@pytest.mark.parametrize(
    ("text", "intro", "areas"),
    [
        ("", "", ()),
        ("One\n\nTwo", "One\nTwo", ()),
        ("- a\n- b", "", (Area("", ("a", "b")),)),
        ("Design\n\n- a", "", (Area("Design", ("a",)),)),
        (
            "Intro\nDesign\n- a\nCoding\n- b",
            "Intro",
            (Area("Design", ("a",)), Area("Coding", ("b",))),
        ),
        ("Design\n- a\n\n\n- b", "", (Area("Design", ("a", "b")),)),
        ("Design\n- a\n + x\n + y\n- b", "", (Area("Design", ("a\n+ x\n+ y", "b")),)),
        ("Design\n- a\nThe end", "The end", (Area("Design", ("a",)),)),
        ("+ nothing above", "+ nothing above", ()),
        ("2-3 people\n-not an item", "2-3 people\n-not an item", ()),
    ],
)
def test_parse__bullets__make_items_under_the_line_above(
    text: str, intro: str, areas: tuple[Area, ...]
) -> None:
    assert responsibilities.parse(text) == (intro, areas)


# -- career paths --------------------------------------------------------------------------------


def test_career_paths__by_the_sheets_name__row_by_row() -> None:
    paths = career_paths.read(book("# Career path\n| A | | B |\n| | | |\n| C |"))
    assert paths == CareerPaths((("A", "B"), ("C",)))


def test_career_paths__by_a_title__leaves_the_title_out() -> None:
    assert career_paths.read(book("# X\n| Career Paths: |\n| A |")) == CareerPaths((("A",),))


def test_career_paths__nowhere__are_none() -> None:
    assert career_paths.read(book("# X\n| Careers |")) is None


# -- record of change ----------------------------------------------------------------------------


def test_changes__numbered_rows_that_say_nothing__are_left_out() -> None:
    read = changes.read(
        book("""
        # C
        | No. | Date       | Description of change | Version | File version | Prepared by |
        | 1   | 2026-01-15 | New                   | 1       | 0.1          | An          |
        | 2   | 2026-01-16 |                       | "1.0"   |              |             |
        | 3   |            |                       |         |              |             |
        | x   | 1-Feb-2026 |                       |         | 0.2          | Bình        |
        """)
    )
    assert read
    recorded, problems = read
    assert recorded == (
        Change(1, dt.date(2026, 1, 15), "1.0", "0.1", "New", "", "An", "", ""),
        Change(None, dt.date(2026, 2, 1), "", "0.2", "", "", "Bình", "", ""),
    )
    assert problems == ()


def test_changes__date_that_is_none__is_kept_as_none_and_reported() -> None:
    read = changes.read(book("# C\n| Date | Description |\n| tomorrow | New |"))
    assert read
    recorded, problems = read
    assert recorded[0].effective_date is None
    assert [(problem.code, problem.cell) for problem in problems] == [
        (Kind.JD_DATE_INVALID.code, "A2")
    ]


def test_changes__no_such_table__are_none() -> None:
    assert changes.read(book("# C\n| Date | Reason |")) is None
