"""Tables found by the meaning of their headers, and the near miss that a message names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from grid import book

from faie_sheets.workbook.read.table import Table, find_tables, near_miss

SPELLINGS = {"code": ("code", "item code"), "name": ("name", "item"), "level": ("level", "item")}


def tables(markdown: str, *required: str) -> list[Table]:
    return find_tables(book(markdown), SPELLINGS, required)


def test_table__anywhere_on_any_sheet__is_found_by_its_headers() -> None:
    (table,) = tables(
        """
        # Cover
        | Code |

        # Data @ G7
        | A list | | |
        | ITEM  Code: | | Name |
        | A | | Design |
        """,
        *("code", "name"),
    )
    assert (table.sheet.name, table.header) == ("Data", 7)
    assert table.columns == {"code": 6, "name": 8}
    assert list(table.rows()) == [8]
    assert (table.text(8, "code"), table.text(8, "name")) == ("A", "Design")


def test_table__field_without_a_column__has_no_text() -> None:
    (table,) = tables("# D\n| Code |\n| A |", "code")
    assert table.cell(1, "level") is None
    assert table.text(1, "level") == ""


def test_tables__several__in_the_order_of_the_tabs() -> None:
    found = tables("# One\n| Code |\n| Code |\n# Two\n| Name | Code |", "code")
    assert [(table.sheet.name, table.header) for table in found] == [
        ("One", 0),
        ("One", 1),
        ("Two", 0),
    ]


def test_tables__required_field_lacking__are_none() -> None:
    assert tables("# D\n| Code | Level |", "code", "name") == []


def test_rows__empty_in_the_tables_columns__are_left_out() -> None:
    (table,) = tables(
        "# D\n| Code | x | Name |\n| | note | |\n| A | | |\n| | | |\n| | | B |", "name"
    )
    assert list(table.rows()) == [2, 4]


def columns(markdown: str, *required: str) -> list[dict[str, int]]:
    return [dict(table.columns) for table in tables(markdown, *required)]


def test_headers__two_columns_of_one_spelling__leftmost_counts() -> None:
    assert columns("# D\n| | Name | Code | code |", "name") == [{"name": 1, "code": 2}]
    assert columns("# D\n| | Code | code | Name |", "code", "name") == [{"code": 1, "name": 3}]


def test_headers__one_spelling_of_two_fields__goes_to_the_next_free_field() -> None:
    assert columns("# D\n| Item | Item |", "name", "level") == [{"name": 0, "level": 1}]


def test_headers__numbers_and_dates__are_never_headers() -> None:
    spellings = {"a": ("1",), "b": ("2026-02-01",)}
    sheets = book("# D\n| 1 | 2026-02-01 |")
    assert find_tables(sheets, spellings, ["a"]) == []
    assert find_tables(sheets, spellings, ["b"]) == []


def test_headers__cell_too_long_to_be_one__is_none() -> None:
    assert columns(f"# D\n| {'code ' * 50} | Name |", "code") == []


# -- tables side by side -------------------------------------------------------------------------


def test_tables__side_by_side__each_with_the_columns_nearest_to_its_own() -> None:
    assert columns("# D @ B2\n| Code | Name | Level | | Code | Name | Level |", "code", "name") == [
        {"code": 1, "name": 2, "level": 3},
        {"code": 5, "name": 6, "level": 7},
    ]


def test_tables__side_by_side__surest_header_not_first__keep_apart() -> None:
    assert columns("# D\n| Name | Code | | Name | Code |", "code", "name") == [
        {"code": 1, "name": 0},
        {"code": 4, "name": 3},
    ]


def test_tables__of_two_headers_one_lacks_a_field__are_one() -> None:
    assert columns("# D\n| Code | Name | | Code |", "code", "name") == [{"code": 0, "name": 1}]
    assert columns("# D\n| Code | | Code | Name |", "code", "name") == [{"code": 0, "name": 3}]


def test_tables__field_between_two_headers__goes_with_the_nearer() -> None:
    found = columns("# D\n| Code | | Level | Code |", "code")
    assert found == [{"code": 0}, {"code": 3, "level": 2}]


def test_table__as_far_as_its_bottom__has_no_row_below() -> None:
    (table,) = tables("# D @ A3\n| Code |\n| A |\n| B |\n| C |", "code")
    assert (table.bottom, table.right, table.span) == (None, None, range(3, 6))
    assert list(replace(table, bottom=5).rows()) == [3, 4]


def test_table__place_and_address__are_the_beginning_of_its_header() -> None:
    (table,) = tables("# My data @ C3\n| Name | Code |", "code")
    assert table.left == 2
    assert (table.place.sheet, table.place.cell) == ("My data", "C3")
    assert table.address == "'My data'!C3"


# -- the near miss -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "wanted", "hint"),
    [
        ("| Emplyee ID |", ["employee id"], "did you mean 'My list'!A1 “Emplyee ID”?"),
        ("| | Target Rnak |", ["target rank"], "did you mean 'My list'!B1 “Target Rnak”?"),
        (
            "| Trget rnk |\n| Targt rank |",
            ["target rank"],
            "did you mean 'My list'!A2 “Targt rank”?",
        ),
        ("| Level Label |", ["level label"], ""),
        ("| Amount |", ["level label"], ""),
        ("| 12345 |", ["12346"], ""),
        ("| level label and a long sentence after it |", ["level label"], ""),
        ("| Codee | Weigth |", ["code", "weight"], "did you mean 'My list'!A1 “Codee”?"),
    ],
)
def test_near_miss__closest_text_that_is_not_it(cells: str, wanted: list[str], hint: str) -> None:
    assert near_miss(book(f"# My list\n{cells}"), wanted) == hint


def test_near_miss__header_known_elsewhere__is_no_slip() -> None:
    sheets = book("# D\n| Weight % | Wieght |")
    assert near_miss(sheets, ["weight"]) == "did you mean D!A1 “Weight %”?"
    assert near_miss(sheets, ["weight"], {"weight %"}) == "did you mean D!B1 “Wieght”?"
    assert near_miss(sheets, ["weight"], {"weight %", "wieght"}) == ""


def test_near_miss__of_nothing__is_none() -> None:
    assert near_miss(book("# D"), ["code"]) == ""
    assert near_miss(book("# D\n| Code |"), []) == ""
