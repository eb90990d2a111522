"""Each recogniser by itself: one section, spelled and placed in ways that people choose."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from grid import Grid, book, write

from faie_sheets import (
    Area,
    CareerPaths,
    Change,
    Definition,
    Document,
    JobDescription,
    Rank,
    Responsibilities,
)
from faie_sheets.jd import competencies, definitions, document, job_descriptions
from faie_sheets.jd.competencies import Model, Scale
from faie_sheets.jd.definitions import Definitions, Ranks
from faie_sheets.jd.document import Cover, RecordedChange
from faie_sheets.jd.job_descriptions import JobDescriptions
from faie_sheets.jd.outline import read_outline
from faie_sheets.problems import Kind
from faie_sheets.workbook.read.book import read_book
from faie_sheets.workbook.read.source import SourceFile
from faie_sheets.workbook.read.table import Table

JUNIOR, SENIOR = Rank("R1", "Junior", 1, "Able"), Rank("R2", "Senior", 2, "Expert")


def tables(section: str, markdown: str) -> tuple[Table, ...]:
    """The tables of a section, each as far as the next section."""
    return read_outline(book(markdown)).tables[section]


def front_of(markdown: str) -> Cover | None:
    return document.read_cover(read_outline(book(markdown)))


def models_of(markdown: str) -> list[Model]:
    return competencies.read_competency_model(tables("model", markdown))


def described_in(
    markdown: str, names: tuple[str, ...] = ("Design",), ranks: tuple[Rank, ...] = (JUNIOR,)
) -> list[JobDescriptions]:
    return job_descriptions.read_job_descriptions(tables("descriptions", markdown), names, ranks)


def ranks_of(markdown: str, known: tuple[str, ...] = ()) -> list[Ranks]:
    return definitions.read_ranks(tables("ranks", markdown), known)


def defined_in(markdown: str) -> Definitions:
    """What stands around the only table of ranks."""
    outline = read_outline(book(markdown))
    (ranks,) = definitions.read_ranks(outline.tables["ranks"], ())
    return definitions.read_definitions(outline, ranks)


def scales_of(markdown: str) -> tuple[Scale, ...]:
    return competencies.read_scales(tables("scales", markdown))


def duties_of(markdown: str) -> tuple[Responsibilities, ...]:
    return document.read_responsibilities(tables("responsibilities", markdown))


def paths_of(markdown: str) -> CareerPaths | None:
    return document.read_career_paths(read_outline(book(markdown)))


def changes_of(markdown: str) -> tuple[RecordedChange, ...] | None:
    return document.read_changes(tables("changes", markdown))


# -- outline -------------------------------------------------------------------------------------

STACK = (
    """
    | Competency Model |      |        |
    | Competency       | Code | Weight |
    | Design           | T01  | 60%    |
    | Coding           | T02  | 40%    |
    """,
    """
    | Job Descriptions |             |          |           |
    | Assessment Items | Explanation | R1       | R2        |
    | Design           | Designs     | 1: Draws | 2: Leads  |
    | Coding           | Codes       | 0: Reads | 1: Writes |
    """,
    """
    | Roles and Responsibilities | Scope of Work    |
    | Design<br>- Draw it        | Coding<br>- Test |
    """,
    """
    | Job Family: | Tester |        |                  |
    | Job Rank    | Code   | Title  |                  |
    |             | R1     | Junior | Level 1 – Able   |
    |             | R2     | Senior | Level 2 – Expert |
    """,
    """
    | Design |        | Level Label |
    | 2      | Leads  | 2: Leads    |
    | 1      | Draws  | 1: Draws    |
    | Coding |        | Level Label |
    | 1      | Writes | 1: Writes   |
    | 0      | Reads  | 0: Reads    |
    """,
    """
    | RECORD OF CHANGE |            |             |
    | No               | Date       | Description |
    | 1                | 2026-01-15 | New         |
    """,
    """
    | Career Paths  |
    | From R1 to R2 |
    """,
)


@pytest.mark.parametrize("between", ["", "| | |\n", "| | |\n| A note, agreed on 3 May | |\n"])
@pytest.mark.parametrize("backwards", [False, True])
def test_sections__stacked_on_one_sheet__end_where_the_next_begins(
    between: str, backwards: bool
) -> None:
    parts = STACK[::-1] if backwards else STACK
    markdown = "# All @ C4\n" + between.join(parts)
    (model,) = models_of(markdown)
    assert [(row.code, row.name) for row in model.rows] == [("T01", "Design"), ("T02", "Coding")]
    (described,) = described_in(markdown, ("Design", "Coding"), (JUNIOR, SENIOR))
    assert [
        (row.name, [cell.text for cell in row.requirements.values()]) for row in described.rows
    ] == [("Design", ["1: Draws", "2: Leads"]), ("Coding", ["0: Reads", "1: Writes"])]
    (ranks,) = ranks_of(markdown)
    assert ranks.content == (JUNIOR, SENIOR)
    assert defined_in(markdown).role == "Tester"
    assert [(s.name.text, [x.level for x in s.ascending]) for s in scales_of(markdown)] == [
        ("Design", [1, 2]),
        ("Coding", [0, 1]),
    ]
    assert [duty.areas for duty in duties_of(markdown)] == [
        (Area("Design", ("Draw it",)),),
        (Area("Coding", ("Test",)),),
    ]
    entries = changes_of(markdown)
    assert entries
    assert [entry.record.description for entry in entries] == ["New"]
    paths = paths_of(markdown)
    assert paths
    assert paths.rows[0] == ("From R1 to R2",)


def test_ranks__right_above_the_job_descriptions__are_no_heads_of_its_columns() -> None:
    (described,) = described_in(
        """
        # All
        | Job Rank         | Code        | Title    |                  |
        |                  | R1          | Junior   | Level 1 – Able   |
        |                  | R2          | Senior   | Level 2 – Expert |
        |                  |             |          |                  |
        | Assessment Items | Explanation | Junior   | Senior           |
        | Design           | Designs     | 1: Draws | 2: Leads         |
        """,
        ranks=(JUNIOR, SENIOR),
    )
    assert {code: cell.text for code, cell in described.rows[0].requirements.items()} == {
        "R1": "1: Draws",
        "R2": "2: Leads",
    }
    assert described.other_ranks == ()


def test_sections__side_by_side__keep_to_their_columns() -> None:
    markdown = """
        # All @ B2
        | Competency | Code | Weight | | Rank | Code | Title  |                  | | Career Paths  |
        | Design     | T01  | 60%    | |      | R1   | Junior | Level 1 – Able   | | From R1 to R2 |
        | Coding     | T02  | 40%    | |      | R2   | Senior | Level 2 – Expert | |               |
        | A note     |      |        | |      | R1   |        | a level          | |               |
        """
    (model,) = models_of(markdown)
    assert [(row.code, row.name, row.weight) for row in model.rows] == [
        ("T01", "Design", Fraction(60)),
        ("T02", "Coding", Fraction(40)),
    ]
    (ranks,) = ranks_of(markdown)
    assert ranks.content == (JUNIOR, SENIOR)
    assert paths_of(markdown) == CareerPaths((("From R1 to R2",),))


def test_sections__the_other_way_round__keep_to_their_columns() -> None:
    markdown = """
        # All @ B2
        | Rank | Code | Title  |                  | | Competency | Code | Weight |
        |      | R1   | Junior | Level 1 – Able   | | Design     | T01  | 60%    |
        |      | R2   | Senior | Level 2 – Expert | | Coding     | T02  | 40%    |
        """
    (model,) = models_of(markdown)
    assert [(row.code, row.name, row.weight) for row in model.rows] == [
        ("T01", "Design", Fraction(60)),
        ("T02", "Coding", Fraction(40)),
    ]
    (ranks,) = ranks_of(markdown)
    assert ranks.content == (JUNIOR, SENIOR)


def test_model__beside_a_record_of_change__has_none_of_its_numbers() -> None:
    (model,) = models_of("""
        # All
        | Competency | Code | Weight | | No | Effective Date | Change Description |
        | Design     | T01  | 60%    | | 7  | 2026-01-15     | New                |
        | Coding     | T02  | 40%    | | 8  | 2026-01-16     | Newer              |
        """)
    assert [(row.code, row.number) for row in model.rows] == [("T01", 1), ("T02", 2)]


def test_descriptions_and_responsibilities__side_by_side__keep_to_their_columns() -> None:
    markdown = """
        # All
        | Assessment Items | Explanation | R1       | | Roles and Responsibilities | Scope of Work |
        | Design           | Designs     | 1: Draws | | Design<br>- Draw           | Use a tool    |
        | Coding           | Codes       | 0: Reads | |                            |               |
        """
    (described,) = described_in(markdown)
    assert [row.name for row in described.rows] == ["Design", "Coding"]
    assert described.other_ranks == ()
    assert [(duty.intro, duty.areas) for duty in duties_of(markdown)] == [
        ("", (Area("Design", ("Draw",)),)),
        ("Use a tool", ()),
    ]


def test_models__side_by_side__are_two() -> None:
    one, other = models_of("""
        # All
        | Competency | Code | Weight | | Competency | Code | Weight |
        | Design     | T01  | 60%    | | Coding     | T02  | 40%    |
        """)
    assert [row.code for row in one.rows] == ["T01"]
    assert [(row.code, row.weight) for row in other.rows] == [("T02", Fraction(40))]


def test_title__over_the_header_wherever_it_stands__is_the_tables_own() -> None:
    (model,) = models_of("""
        # All
        | Role of a Tester |      | Competency Model |        |
        | The components   |      | Definitions      |        |
        | Competency       | Code | #                | Weight |
        | Design           | T01  | 1                | 100%   |
        """)
    assert [(row.code, row.weight) for row in model.rows] == [("T01", Fraction(100))]


def test_title__under_a_table__ends_it_before_its_own_header_does() -> None:
    (model,) = models_of("""
        # All
        | Competency       | Code    | Weight |
        | Design           | T01     | 100%   |
        | Job Descriptions |         |        |
        | Version of HR    | 2026-02 | 5%     |
        | Assessment Items | Explanation |    |
        """)
    assert [row.name for row in model.rows] == ["Design"]


def test_title__in_a_column_beside_the_table__does_not_end_it() -> None:
    (model,) = models_of("""
        # All
        | Competency | Code | Weight | |              |
        | Design     | T01  | 60%    | |              |
        |            |      |        | | Career Paths |
        | Coding     | T02  | 40%    | | From R1 up   |
        """)
    assert [row.code for row in model.rows] == ["T01", "T02"]


def test_notes__under_and_beside_a_table__are_no_part_of_it() -> None:
    markdown = """
        # All
        | Competency | Code | Weight | | Agreed with HR |
        | Design     | T01  | 60%    | | T09: see 2025  |
        | Coding     | T02  | 40%    | | 55%            |
        | Total      |      | 100%   | |                |
        |            |      |        | |                |
        | Note: weights were agreed on 12-Mar | | | |  |
        | Prepared by | HR team | | | |
        """
    (model,) = models_of(markdown)
    assert [(row.code, row.weight) for row in model.rows[:2]] == [
        ("T01", Fraction(60)),
        ("T02", Fraction(40)),
    ]
    assert [row for row in model.rows[2:] if row.weight is not None] == []


def test_notes__under_the_responsibilities__are_no_introduction() -> None:
    duties = duties_of("""
        # R
        | Roles and Responsibilities | Scope of Work |
        | We build.<br>Design<br>- Draw it | Use a tool |
        | Coding<br>- Test it        |               |
        |                            |               |
        | Prepared by HR             |               |
        """)
    assert [(duty.intro, [area.name for area in duty.areas]) for duty in duties] == [
        ("We build.", ["Design", "Coding"]),
        ("Use a tool", []),
    ]


# -- cover ---------------------------------------------------------------------------------------


def test_cover__values_right_of_their_labels__also_with_a_gap_between() -> None:
    front = front_of("""
        # Front @ D4
        | Senior Tester of Everything |            |     |            |
        | DOC CODE:                   |            | X-1 |            |
        | Ver.                        | 2          |     |            |
        | Issue date                  |            |     | 2026-03-04 |
        """)
    assert front
    assert front.document == Document("X-1", "2.0", dt.date(2026, 3, 4))
    assert front.title == "Senior Tester of Everything"
    assert list(front.problems) == []


@pytest.mark.parametrize(
    "table", ["| Code | X-1 |", "| Version | 1.0 |", "| Code |\n| Version |", "| Code: X-1 |"]
)
def test_cover__without_code_and_another_fact__is_none(table: str) -> None:
    assert front_of(f"# Front\n{table}") is None


def test_cover__title__is_the_longest_text_that_is_no_label_or_value() -> None:
    front = front_of("""
        # Front
        | Job                 |                            |
        | Tester              |                            |
        | Document code       | X-1 of the testing company |
        | Date of effect:     | 2026-03-04                 |
        """)
    assert front
    assert front.document == Document("X-1 of the testing company", "", dt.date(2026, 3, 4))
    assert front.title == "Tester"


def test_cover__without_date__has_none_and_no_problem() -> None:
    front = front_of("# Front\n| Document code | X-1 |\n| Version | 3 |")
    assert front
    assert front.document == Document("X-1", "3.0", None)
    assert list(front.problems) == []


# -- competency model ------------------------------------------------------------------------------


def test_model__weights_under_their_total__are_found() -> None:
    for total in ("1", "100", "100%"):
        (model,) = models_of(
            f"# M\n| Competency | Code | # | {total} |\n| Design | T01 | 7 | 0.6 |"
        )
        assert [(row.code, row.number, row.name, row.weight) for row in model.rows] == [
            ("T01", 7, "Design", Fraction(60))
        ]


def test_model__weights_under_nothing__are_found_by_their_total() -> None:
    (model,) = models_of(
        "# M\n| Competency | Code | |\n| Design | T01 | 60% |\n| Coding | T02 | 40% |"
    )
    assert [row.weight for row in model.rows] == [60, 40]


def test_model__without_numbers__counts_the_rows() -> None:
    (model,) = models_of("""
        # M @ B9
        | Note |        | Weight (%) | Item code | Assessment item |
        |      |        | 60         | T09       | Design          |
        |      |        |            |           | Group           |
        |      |        | 40         | T08       | Coding          |
        """)
    assert [(row.number, row.code, row.name, row.weight) for row in model.rows] == [
        (1, "T09", "Design", Fraction(60)),
        (2, "T08", "Coding", Fraction(40)),
    ]
    assert [row.weight_cell.address for row in model.rows] == ["M!D10", "M!D12"]


def test_model__header_repeated_on_the_next_page__is_no_competency() -> None:
    (model,) = models_of("""
        # M
        | Competency | Code | Weight |
        | Design     | T01  | 60     |
        | Competency | Code | Weight |
        | Coding     | T02  | 40     |
        """)
    assert [row.code for row in model.rows] == ["T01", "T02"]


def test_model__header_repeated_over_the_total__is_no_competency() -> None:
    (model,) = models_of("""
        # M
        | Competency | Code | 1 |
        | Design     | T01  | 0.6 |
        | Competency | Code | 1 |
        | Coding     | T02  | 0.4 |
        """)
    assert [row.code for row in model.rows] == ["T01", "T02"]


@pytest.mark.parametrize("header", ["", "50", "0.5", "Share", "10000"])
def test_model__without_weights__is_none(header: str) -> None:
    found = models_of(
        f"# M\n| 100 | Competency | Code | # | {header} |\n| 1 | Design | T01 | 1 | 0.6 |"
    )
    assert found == []


# -- job descriptions ------------------------------------------------------------------------------


def test_descriptions__explanation__keeps_its_lines() -> None:
    (described,) = described_in("""
        # JD
        | All items are mandatory. |                    |        |
        | Assessment items         | Explanation        | R1     |
        | Design                   | Shows:<br>- a  <br>- b | 1: One |
        """)
    assert described.mandatory_rule == "All items are mandatory."
    assert described.rows[0].explanation == "Shows:\n- a\n- b"
    assert described.rows[0].weight is None
    assert described.rows[0].requirements["R1"].address == "JD!C3"


def test_descriptions__row_of_an_unknown_name__counts_where_it_requires_something() -> None:
    (described,) = described_in(
        """
        # JD
        | Assessment items | Explanation | R1       |
        | Unknown          | Explained   | 1: One   |
        | Technical skills | Group       | Level 1  |
        | A note           |             |          |
        """,
        names=(),
    )
    assert [row.name for row in described.rows] == ["Unknown"]


def test_descriptions__codes_of_ranks__may_stand_three_rows_below_the_header() -> None:
    (found,) = described_in("""
        # JD
        | Assessment items | Explanation |    |
        | Skills | | |
        | Skills | | |
        | Skills | | R1 |
        | Design | | 1: One |
        """)
    assert {row.requirements["R1"].column for row in found.rows} == {2}


def test_descriptions__codes_of_ranks__further_below_are_none() -> None:
    table = "| Assessment items | Explanation | |" + "\n| Skills | | |" * 3 + "\n| Skills | | R1 |"
    assert described_in(f"# JD\n{table}\n| Design | | 1: One |") == []


def test_descriptions__code_of_a_rank_on_the_row_of_a_competency__is_no_head() -> None:
    assert described_in("# JD\n| Assessment items | Explanation | |\n| Design | | R1 |") == []


@pytest.mark.parametrize("below", ["", "| | | R1 | R2 |\n| All skills | | Level 1 | Level 2 |\n"])
def test_descriptions__header_repeated_on_the_next_page__is_one_table(below: str) -> None:
    head = f"| Assessment items | Explanation | Junior | Senior |\n{below}"
    (described,) = described_in(
        f"# JD\n{head}| Design | Designs | 1: Draws | 2: Leads |\n"
        f"{head}| Coding | Codes | 0: Reads | 1: Writes |",
        ("Design", "Coding"),
        (JUNIOR, SENIOR),
    )
    assert [row.name for row in described.rows] == ["Design", "Coding"]
    assert [row.requirements["R2"].text for row in described.rows] == ["2: Leads", "1: Writes"]
    assert described.other_ranks == ()


@pytest.mark.parametrize(
    "heads",
    [
        "| | | Junior | Senior |\n| Assessment items | Explanation | R1 | R2 |",
        "| Assessment items | Explanation | R1 – Junior | R2 – Senior |",
        "| Assessment items | Explanation | Level 1 | L2 – Expert |",
        "| Assessment items | Explanation | Senior (R1) | Junior (R2) |",
    ],
)
def test_descriptions__ranks_over_their_columns__by_code_title_or_level(heads: str) -> None:
    (described,) = described_in(
        f"# JD\n{heads}\n| Design | Designs | 1: Draws | 2: Leads |", ranks=(JUNIOR, SENIOR)
    )
    assert {code: cell.text for code, cell in described.rows[0].requirements.items()} == {
        "R1": "1: Draws",
        "R2": "2: Leads",
    }


# -- definitions -----------------------------------------------------------------------------------


def test_ranks__listed_from_the_highest__are_put_in_order() -> None:
    (known,) = ranks_of("""
        # D
        | Rank code | Rank title | Level |
        | S         | Senior     | Level 2: Expert |
        | J         | Junior     | level 1 – Able |
        """)
    assert known.content == (Rank("J", "Junior", 1, "Able"), Rank("S", "Senior", 2, "Expert"))


def test_ranks__some_without_level_numbers__stay_as_listed() -> None:
    (known,) = ranks_of(
        "# D\n| Code | Title |\n| S | Senior | Level 2 |\n| J | Junior | Level one |"
    )
    assert known.content == (Rank("S", "Senior", 2, ""), Rank("J", "Junior", None, "Level one"))


def test_ranks__level_under_its_header__before_what_stands_nearer() -> None:
    (known,) = ranks_of(
        "# D\n| Code | Title | Notes | Level |\n| S | Senior | Level 9 | Level 2 – Expert |"
    )
    assert known.content == (Rank("S", "Senior", 2, "Expert"),)


def test_ranks__without_level_numbers__stay_as_listed() -> None:
    (known,) = ranks_of(
        "# D\n| Code | Title |\n| S | Senior | Expert |\n| J | Junior |\n| | Nobody |"
    )
    assert known.content == (Rank("S", "Senior", None, "Expert"), Rank("J", "Junior"))


@pytest.mark.parametrize(
    ("junior", "senior"),
    [
        ("L1 - Able", "L2 - Expert"),
        ("Lv. 1 Able", "Lv. 2 Expert"),
        ("LEVEL 1: Able", "level 2 — Expert"),
        ("1 – Able", "2 – Expert"),
        ("Grade 1 Able", "Grade 2 Expert"),
    ],
)
def test_ranks__level_and_its_name__however_they_are_set_off(junior: str, senior: str) -> None:
    (known,) = ranks_of(
        f"# D\n| Code | Title |\n| R1 | Junior | {junior} |\n| R2 | Senior | {senior} |"
    )
    assert known.content == (JUNIOR, SENIOR)


RANKED = """
        # D
        | Job Rank | Code | Job Title |                  |
        | R        | R1   | Junior    | Level 1 – Able   |
        |          | R2   | Senior    | Level 2 – Expert |
"""


def test_ranks__abbreviations_under_them_in_two_columns__are_no_ranks() -> None:
    (known,) = ranks_of(
        f"""{RANKED}
        |          |      |                           | |
        |          | CTC  | Corporate Training Center | |
        |          | POD  | Project Opening Decision  | |
        """
    )
    assert known.content == (JUNIOR, SENIOR)
    assert known.repeated == ()


def test_ranks__after_an_empty_row__count_where_a_code_is_alike_or_has_a_column() -> None:
    third = "|  |  |  |  |\n|  | {} | Chief | Boss |"
    assert [len(known.content) for known in ranks_of(f"{RANKED}{third.format('R3')}")] == [3]
    assert [len(known.content) for known in ranks_of(f"{RANKED}{third.format('CHIEF')}")] == [2]
    (known,) = ranks_of(f"{RANKED}{third.format('CHIEF')}", known=("chief",))
    assert known.content == (JUNIOR, SENIOR, Rank("CHIEF", "Chief", None, "Boss"))


def test_ranks__after_an_empty_row__count_with_a_level() -> None:
    (known,) = ranks_of(f"{RANKED}|  |  |  |  |\n|  | CHIEF | Chief | Level 3 – Boss |")
    assert known.content == (JUNIOR, SENIOR, Rank("CHIEF", "Chief", 3, "Boss"))


def test_terms__abbreviations_in_two_columns_under_the_ranks__are_terms() -> None:
    known = defined_in(
        f"""{RANKED}
        |  |      |                           | |
        |  | CTC: | Corporate Training Center | |
        |  | POD: | Project Opening Decision  | |
        """
    )
    assert known.terms == (
        Definition("CTC", "Corporate Training Center"),
        Definition("POD", "Project Opening Decision"),
    )


def test_terms__of_another_section_on_the_sheet__are_none() -> None:
    known = defined_in(
        f"""{RANKED}
        | POINTS = LEVEL * Weight |           |  |  |
        | Design                  |           | Level Label |  |
        | 1                       | Draws: in ink | 1: Draws: in ink |  |
        """
    )
    assert known.terms == (Definition("POINTS", "LEVEL * Weight"),)
    assert known.scoring_rule == "POINTS = LEVEL * Weight"


def test_terms__colon_or_equals_sign__is_what_makes_a_term() -> None:
    markdown = """
        # D
        | CTC: Corporate: Training |            |              |
        | Job family name: | Tests: all of them |              |
        | Code             | Job Title          | Level        |
        | T1               | Tester: junior     | Level 1: Able |
        | POD = Project Opening |               |              |
        | No term here     |                    | nor here     |
        | Empty:           |                    |              |
        | 10:30            |                    |              |
        """
    (ranks,) = ranks_of(markdown)
    assert [rank.title for rank in ranks.content] == ["Tester: junior"]
    known = defined_in(markdown)
    assert known.role == "Tests: all of them"
    assert known.terms == (
        Definition("CTC", "Corporate: Training"),
        Definition("Job family name", "Tests: all of them"),
        Definition("POD", "Project Opening"),
    )


def test_ranks__headers_without_a_row__are_none() -> None:
    assert ranks_of("# D\n| Code | Job Title |") == []


# -- scales --------------------------------------------------------------------------------------


def test_scales__side_by_side_on_one_sheet__are_kept_apart() -> None:
    found = scales_of("""
        # S @ C3
        | Design |      | Level Label | Coding |        | Level labels |
        | 1      | Draw | 1: Draw     | 2      | Write  | 2: Write     |
        | 0      | Look | 0: Look     | 1      | Read   | 1: Read      |
        """)
    assert [(scale.name.text, [s.record.label for s in scale.ascending]) for scale in found] == [
        ("Design", ["0: Look", "1: Draw"]),
        ("Coding", ["1: Read", "2: Write"]),
    ]


def test_scales__beside_other_sections__keep_their_names() -> None:
    left, right = scales_of("""
        # S
        | Design |       | Level Label | | Date | Description | | Coding |       | Level Label |
        | 1      | Draws | 1: Draws    | |      | New         | | 1      | Types | 1: Types    |
        | 0      | Looks | 0: Looks    | |      | Newer       | | 0      | Reads | 0: Reads    |
        """)
    assert (left.name.text, [step.label.text for step in left.levels]) == (
        "Design",
        ["1: Draws", "0: Looks"],
    )
    assert (right.name.text, [step.label.text for step in right.levels]) == (
        "Coding",
        ["1: Types", "0: Reads"],
    )


@pytest.mark.parametrize(
    ("note", "rows"),
    [
        ("| 2 hours each | | |", 2),
        ("| 3 | | |", 2),
        ("| | 3: a note | |", 2),
        ("| Note | 3 | 3: x |", 2),
    ],
)
def test_scales__notes_under_the_levels__are_no_levels(note: str, rows: int) -> None:
    (scale,) = scales_of(f"""
        # S
        | Design |       | Level Label |
        | 1      | Draws | 1: Draws    |
        | 0      | Looks | 0: Looks    |
        {note}
        """)
    assert len(scale.levels) == rows


def test_scales__rows_that_are_no_levels__are_passed_over() -> None:
    (scale,) = scales_of("""
        # S
        | Design  |        | Level Label |
        | Level 1 | Draw   | 1: Draw     |
        |         |        |             |
        | Note    | that   |             |
        | 0.0     | Look   | 0: Look     |
        | 1.5     | Almost |             |
        |         |        |             |
        | Notes   |        |             |
        | 2       | a note |             |
        """)
    assert [(step.record.level, step.record.label) for step in scale.ascending] == [
        (0, "0: Look"),
        (1, "1: Draw"),
    ]


def test_scales__text_of_a_level_empty__is_empty() -> None:
    (scale,) = scales_of("# S\n| Design | | Level Label |\n| 0 | | 0: Not Required |")
    assert (scale.ascending[0].record.text, scale.ascending[0].record.label) == (
        "",
        "0: Not Required",
    )


def test_scales__text_apart_from_its_level__is_found() -> None:
    (scale,) = scales_of("# S\n| Design | | | Level Label |\n| 1 | | Draw | |\n| 0 | | | 0: Look |")
    assert [step.text.address for step in scale.levels] == ["S!C2", "S!B3"]
    assert [step.record.label for step in scale.levels] == ["1: Draw", "0: Look"]


def test_scales__header_without_levels__is_none() -> None:
    assert scales_of("# S\n| Design | | Level Label |\n| Note | that | |") == ()


def test_scales__header_without_a_name__is_none() -> None:
    assert scales_of("# S\n| Level Label |\n| 1: Draw |") == ()


# -- responsibilities ----------------------------------------------------------------------------


def test_responsibilities__in_the_order_of_their_columns() -> None:
    duties = duties_of("""
        # R
        | Key behaviours and competencies | Scope of work | Roles & Responsibilities: |
        | Behave.                         |               | Design<br>• Draw<br>* Ask  |
        | More.                           |               |                           |
        """)
    assert duties == (
        Responsibilities("Key behaviours and competencies", "Behave.\nMore.", ()),
        Responsibilities("Scope of work", "", ()),
        Responsibilities("Roles & Responsibilities:", "", (Area("Design", ("Draw", "Ask")),)),
    )


def test_responsibilities__marked_up_as_html__have_the_areas_of_the_sample(
    jd: JobDescription, samples: Path
) -> None:
    seed = samples / "build" / "FAIE_JD_workbook_as_text.txt"
    rows = [line.split("\t") for line in seed.read_text(encoding="utf-8").split("\n")]
    header = next(n for n, row in enumerate(rows) if row[0] == "Roles and Responsibilities")
    texts = rows[header + 1]
    assert all('<ul style="list-style-type: none"> - ' in text for text in texts)
    data = write([Grid("R&R", 2, 1, [rows[header], texts])])
    outline = read_outline(read_book(SourceFile("seed.xlsx", data)))
    assert document.read_responsibilities(outline.tables["responsibilities"]) == jd.responsibilities


@pytest.mark.parametrize(
    "cell",
    [
        "<p>We build.</p><p>Design</p><ul><li>Draw it</li><li>R&amp;D, a &lt; b</li></ul>",
        "<div>We build.<br/>Design</div><ol><li>Draw it<li>R&amp;D, a &lt; b</ol>",
        "<P>We <b>build</b>.</P>Design<UL CLASS='x'><LI>Draw it</LI>"
        "<LI>R&amp;D, a &lt; b</LI></UL>",
    ],
)
def test_responsibilities__html_of_other_makers__is_read_as_it_is_shown(cell: str) -> None:
    (roles, _) = duties_of(f"# R\n| Roles and Responsibilities | Scope of Work |\n| {cell} | x |")
    assert roles.intro == "We build."
    assert roles.areas == (Area("Design", ("Draw it", "R&D, a < b")),)


def test_responsibilities__one_heading_alone__is_a_title() -> None:
    assert duties_of("# R\n| Roles & Responsibilities |\n| Work |") == ()


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
    assert document.parse_responsibilities(text) == (intro, areas)


# -- career paths --------------------------------------------------------------------------------


def test_career_paths__by_the_sheets_name__row_by_row() -> None:
    paths = paths_of("# Career path\n| A | | B |\n| | | |\n| C |")
    assert paths == CareerPaths((("A", "B"), ("C",)))


def test_career_paths__by_a_title__leaves_the_title_out() -> None:
    assert paths_of("# X\n| Career Paths: |\n| A |") == CareerPaths((("A",),))


def test_career_paths__nowhere__are_none() -> None:
    assert paths_of("# X\n| Careers |") is None


# -- record of change ----------------------------------------------------------------------------


def test_changes__numbered_rows_that_say_nothing__are_left_out() -> None:
    read = changes_of("""
        # C
        | No. | Date       | Description of change | Version | File version | Prepared by |
        | 1   | 2026-01-15 | New                   | 1       | 0.1          | An          |
        | 2   | 2026-01-16 |                       | "1.0"   |              |             |
        | 3   |            |                       |         |              |             |
        | x   | 1-Feb-2026 |                       |         | 0.2          | Bình        |
        """)
    assert read
    assert [entry.record for entry in read] == [
        Change(1, dt.date(2026, 1, 15), "1.0", "0.1", "New", "", "An", "", ""),
        Change(2, dt.date(2026, 1, 16), "1.0", "", "", "", "", "", ""),
        Change(None, dt.date(2026, 2, 1), "", "0.2", "", "", "Bình", "", ""),
    ]
    assert list(document.bad_dates(read)) == []


def test_changes__date_that_is_none__is_kept_as_none_and_reported() -> None:
    read = changes_of("# C\n| Date | Description |\n| tomorrow | New |")
    assert read
    assert read[0].record.effective_date is None
    assert [(problem.code, problem.cell) for problem in document.bad_dates(read)] == [
        (Kind.JD_DATE_INVALID.code, "A2")
    ]


def test_changes__header_repeated_on_the_next_page__is_one_record() -> None:
    read = changes_of("""
        # C
        | No | Date       | Description |
        | 1  | 2026-01-15 | New         |
        | 2  | 2026-02-15 | Newer       |
        | No | Date       | Description |
        | 3  | 2026-03-15 | Newest      |
        """)
    assert read
    assert [entry.record.number for entry in read] == [1, 2, 3]


def test_changes__of_two_tables__the_one_that_records_most() -> None:
    read = changes_of("""
        # Meetings
        | Date       | Description |
        | 2026-03-02 | Kick-off    |

        # C
        | Date       | Description | Creator |
        | 2026-01-15 | New         | An      |
        | 2026-02-15 | Newer       | Bình    |
        """)
    assert read
    assert [(e.record.description, e.dated.address) for e in read] == [
        ("New", "C!A2"),
        ("Newer", "C!A3"),
    ]


def test_changes__no_such_table__are_none() -> None:
    assert changes_of("# C\n| Date | Reason |") is None
