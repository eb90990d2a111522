"""Tables found by the meaning of their headers, and the near miss that a message names."""

from __future__ import annotations

import pytest
from grid import book

from faie_sheets.excel.table import Table, find_tables, match_headers, near_miss

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


def test_headers__two_columns_of_one_spelling__leftmost_counts() -> None:
    (sheet,) = book("# D\n| | Code | code |").sheets
    assert match_headers(sheet, 0, SPELLINGS) == {"code": 1}


def test_headers__one_spelling_of_two_fields__goes_to_the_next_free_field() -> None:
    (sheet,) = book("# D\n| Item | Item |").sheets
    assert match_headers(sheet, 0, SPELLINGS) == {"name": 0, "level": 1}


def test_headers__numbers_and_dates__are_never_headers() -> None:
    (sheet,) = book("# D\n| 1 | 2026-02-01 |").sheets
    assert match_headers(sheet, 0, {"a": ("1",), "b": ("2026-02-01",)}) == {}


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
