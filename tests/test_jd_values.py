"""What single cells of a JD say: numbers, weights, levels, dates and versions."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faie_sheets.jd import values


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0.07, Fraction(7, 100)),
        (0.1 + 0.2, Fraction(3, 10)),
        (1 / 3, Fraction(333333333333333, 10**15)),
        (15, Fraction(15)),
        ("12.5", Fraction(25, 2)),
        ("12,5", Fraction(25, 2)),
        (" 3\u00a0", Fraction(3)),
        ("1e2", Fraction(100)),
    ],
)
def test_exact__number__by_the_digits_that_a_spreadsheet_keeps(
    value: object, number: Fraction
) -> None:
    assert values.exact(value) == number


@pytest.mark.parametrize(
    "value", [None, "", "n/a", "1.2.3", True, False, float("nan"), float("inf"), "NaN", "Infinity"]
)
def test_exact__no_number__is_none(value: object) -> None:
    assert values.exact(value) is None


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("text", ["1e999999999", "1e-999999999", "-9e99999999"])
def test_exact__number_of_a_billion_digits__is_none_at_once(text: str) -> None:
    assert values.exact(text) is None


@pytest.mark.parametrize(
    ("cells", "percents"),
    [
        ([0.15, 0.1, 0.75], [15, 10, 75]),
        ([15, 10, 75], [15, 10, 75]),
        (["15%", "10 %", "75%"], [15, 10, 75]),
        (["15", "10", "75"], [15, 10, 75]),
        ([0.125, 0.875], [Fraction(25, 2), Fraction(175, 2)]),
        ([12.5, 87.5], [Fraction(25, 2), Fraction(175, 2)]),
        (["12,5%", "87.5%"], [Fraction(25, 2), Fraction(175, 2)]),
        ([0.1 + 0.2, 0.7], [30, 70]),
        ([0.5, 99.5], [Fraction(1, 2), Fraction(199, 2)]),
        ([0.15, "10%", 0.75], [15, 10, 75]),
        ([15, "0.5%"], [15, Fraction(1, 2)]),
        ([1], [100]),
        ([None, "heavy", 0.4], [None, None, 40]),
        ([], []),
    ],
)
def test_percents__one_column__has_one_unit(
    cells: list[object], percents: list[Fraction | None]
) -> None:
    assert values.percents(cells) == percents


@given(st.lists(st.integers(1, 10_000).map(lambda n: Fraction(n, 100)), min_size=1))
def test_percents__however_written__are_the_same(weights: list[Fraction]) -> None:
    assert values.percents([float(weight / 100) for weight in weights]) == weights
    assert values.percents([f"{float(weight)}%" for weight in weights]) == weights
    if max(weights) > 1:
        assert values.percents([float(weight) for weight in weights]) == weights


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("2: Leads design", 2),
        ("2:Leads", 2),
        ("2 : Leads", 2),
        ("2. Leads", 2),
        ("2) Leads", 2),
        ("2 – Leads", 2),
        ("2 - Leads", 2),
        ("Level 2 – Practitioner", 2),
        ("level2: x", 2),
        ("3: 80% of the code", 3),
        ("1: 30% of the code", 1),
        ("2) 3 projects", 2),
        ("10: Ten", 10),
        ("0: Not Required", 0),
        ("L2 – Practitioner", 2),
        ("Lvl. 2: x", 2),
        ("lv 2", 2),
        (3, 3),
        (3.0, 3),
        ("3.0", 3),
        ("3.00: x", 3),
        ("\u00a03\n", 3),
    ],
)
def test_leading_level__number_in_front__is_the_level(value: object, level: int) -> None:
    assert values.leading_level(value) == level


@pytest.mark.parametrize(
    "value",
    [
        *("", None, "Learner mindset", "-1", "-1: x", "2-3", "2 – 3", "3.5", 3.5, "3.5: x", "2,5"),
        *("1:30", "2024-01-05", dt.date(2024, 1, 5), "1000: x", "2 Leads", "2nd", "30% code", True),
    ],
)
def test_leading_level__no_level_in_front__is_none(value: object) -> None:
    assert values.leading_level(value) is None


@pytest.mark.parametrize(
    ("value", "level", "name"),
    [
        ("Level 2 – Practitioner", 2, "Practitioner"),
        ("level 3 — Advanced Practitioner / Lead", 3, "Advanced Practitioner / Lead"),
        ("Level 1: Able", 1, "Able"),
        ("L1 - Starter", 1, "Starter"),
        ("Lv.2 Expert", 2, "Expert"),
        ("Grade 4", 4, ""),
        ("Level 2", 2, ""),
        ("2 – Expert", 2, "Expert"),
        ("Level\u00a02\n– Expert", 2, "Expert"),
        ("Expert", None, "Expert"),
        ("Level two", None, "Level two"),
        ("2026", None, "2026"),
        ("3 years", None, "3 years"),
        ("Lead 2", None, "Lead 2"),
        ("", None, ""),
        (None, None, ""),
    ],
)
def test_level_name__number_and_name_of_a_ranks_level(
    value: object, level: int | None, name: str
) -> None:
    assert values.level_name(value) == (level, name)


@pytest.mark.parametrize(
    "value",
    [
        *(dt.date(2026, 2, 1), dt.datetime(2026, 2, 1), dt.datetime(2026, 2, 1, 14, 30)),
        *("1-Feb-2026", "01-Feb-2026", "1 Feb 2026", "1-February-2026", "1 february 2026"),
        *("2026-02-01", "01/02/2026", "1-Feb-26", " 1-Feb-2026\u00a0"),
        *("2026/02/01", "01-02-2026", "1.2.2026", "Feb 1, 2026", "February 1, 2026"),
        *(46054, 46054.0, 46054.6, "2026-02-01T00:00:00", "2026-02-01T00:00:00.000Z"),
    ],
)
def test_date__stored_or_written__is_the_day(value: object) -> None:
    assert values.date(value) == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "soon", "31-Feb-2026", "2026", "13/13/2026", "46054", "2026-02-01T09:30:00"),
        *(2026, 15, 0, -46054, 19_999, 80_000, 1e300, True),
    ],
)
def test_date__no_date__is_none(value: object) -> None:
    assert values.date(value) is None


@pytest.mark.parametrize(
    ("value", "version"),
    [("1.0", "1.0"), (1.0, "1.0"), (1, "1.0"), (0.4, "0.4"), ("v2", "v2"), (None, "")],
)
def test_version__number__keeps_its_decimal(value: object, version: str) -> None:
    assert values.version(value) == version
