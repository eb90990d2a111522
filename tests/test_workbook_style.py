"""How tall a text stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.workbook.write.style import TALLEST_ROW, line_count, row_height

LONG = "Designs end-to-end applications, integrating learning components into software. "

texts = st.text(st.characters(codec="utf-8"), max_size=300)
widths = st.floats(2, 120)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("one line", 1), ("one\ntwo\nthree", 3), ("\n", 2), ("a\n\nb", 3), ("x" * 200, 13)],
)
def test_line_count__in_a_column_of_15(text: str, lines: int) -> None:
    assert line_count(text, 15) == lines


@pytest.mark.parametrize(
    ("width", "size", "bold", "indent", "lines"),
    [
        (20, 10, False, 0, 5),
        (20, 11, False, 0, 5),
        (20, 12, True, 0, 7),
        (40, 10, False, 0, 2),
        (40, 10, False, 12, 4),
        (80, 10, False, 0, 1),
    ],
)
def test_line_count__sentence_of_78_letters__takes_as_many_lines(
    width: float, size: float, bold: bool, indent: int, lines: int
) -> None:
    assert line_count(LONG.strip(), width, size, bold=bold, indent=indent) == lines


def test_line_count__narrower_larger_bold_or_indented__never_fewer() -> None:
    plain = line_count(LONG, 40)
    assert line_count(LONG, 20) > plain
    assert line_count(LONG, 40, 14) > plain
    assert line_count(LONG, 40, bold=True) >= plain
    assert line_count(LONG, 40, indent=8) > plain


@given(texts, widths)
def test_line_count__is_at_least_the_lines_that_are_written(text: str, width: float) -> None:
    assert line_count(text, width) >= text.count("\n") + 1


@given(texts, widths, widths)
def test_line_count__wider_column__never_more(text: str, one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    assert line_count(text, wide) <= line_count(text, narrow)


@pytest.mark.parametrize("width", [0, 0.4, 4 / 7, 1])
def test_line_count__column_too_narrow_for_a_letter__is_counted_all_the_same(width: float) -> None:
    assert line_count("ab cd", width) >= 2


@given(st.lists(st.tuples(texts, widths), max_size=4))
def test_row_height__is_within_what_a_spreadsheet_allows(cells: list[tuple[str, float]]) -> None:
    assert 18 <= row_height(*cells) <= TALLEST_ROW


@given(st.lists(st.tuples(texts, widths), min_size=1, max_size=4))
def test_row_height__is_that_of_its_tallest_text(cells: list[tuple[str, float]]) -> None:
    assert row_height(*cells) == max(row_height(cell) for cell in cells)


def test_row_height__one_line__is_the_least_that_was_asked_for() -> None:
    assert row_height() == row_height(("one line", 20)) == 20  # 13 and what is above and below
    assert row_height(("one line", 20), size=6) == 18
    assert row_height(("one line", 20), least=30) == 30


def test_row_height__every_line_more__takes_a_line_more() -> None:
    heights = [row_height(("\n".join("abcd"[:lines]), 20)) for lines in range(1, 5)]
    assert {after - before for before, after in pairwise(heights)} == {13}


def test_row_height__endless_text__is_the_tallest_row() -> None:
    assert row_height((LONG * 100, 20)) == TALLEST_ROW
