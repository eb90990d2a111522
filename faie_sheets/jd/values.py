"""Parsers for single cells of a JD workbook: weights, dates, versions, levels."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from faie_sheets.text.normalise import plain

# "2-3", "3.5" and "1:30" begin with a number that is not a level; in "3: 80% of the code" it is.
_LEADING_LEVEL = re.compile(
    r"(?:(?:level|lvl|lv|l)\.?\s*)?(\d{1,3})(?:\.0+)?\s*(?:[:)](?!\d)|[.–—-](?!\s*\d)|$)",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_LEVEL_NAME = re.compile(
    r"(?:(?:level|lvl|lv|l|grade|band)\.?\s*(\d{1,3})|(\d{1,3})(?=\s*[–—:-]|$)"
    r"|level\s+([iv]{1,4})\b)"
    r"(?:\s*[–—:-]\s*|\s+|$)(.*)",
    re.IGNORECASE,
)
_MOST_DIGITS = 30
_DATE_FORMATS = (
    "%d-%b-%Y", "%d %b %Y", "%d-%B-%Y", "%d %B %Y", "%d-%b-%y", "%b %d, %Y", "%B %d, %Y",
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b. %Y",
)  # fmt: skip
_MIDNIGHT = re.compile(r"[T ]00:00:00(?:\.0+)?Z?$")
_FIRST_DAY = dt.date(1899, 12, 30)
_DAYS = range(20_000, 80_000)
"""Numbers that a spreadsheet would show as a date between 1954 and 2119."""


def exact(value: object) -> Fraction | None:
    """A number as an exact fraction, using the 15 digits that a spreadsheet keeps.

    >>> exact(0.07), exact("12,5"), exact("n/a")
    (Fraction(7, 100), Fraction(25, 2), None)
    """
    text = f"{value:.15g}" if isinstance(value, float) else plain(value).replace(",", ".")
    try:
        number = Decimal(text)
        # A fraction of 1e999999999 would be a billion digits long.
        return Fraction(number) if abs(number.adjusted()) < _MOST_DIGITS else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def percents(values: Sequence[object]) -> list[Fraction | None]:
    """A column of weights in percent, whether they are written as 0.15, ``15%`` or 15.

    A column has one unit: if no plain number is above 1, they are all fractions of 1.

    >>> [int(weight) for weight in percents([0.15, "10%", 0.05])]
    [15, 10, 5]
    >>> [int(weight) for weight in percents([99, 1])]
    [99, 1]
    """
    marked = [isinstance(value, str) and plain(value).endswith("%") for value in values]
    numbers = [
        exact(plain(value).rstrip("% ")) if mark else exact(value)
        for value, mark in zip(values, marked, strict=True)
    ]
    plain_numbers = [
        n for n, mark in zip(numbers, marked, strict=True) if n is not None and not mark
    ]
    unit = 1 if any(number > 1 for number in plain_numbers) else 100
    return [
        number if number is None or mark else number * unit
        for number, mark in zip(numbers, marked, strict=True)
    ]


def leading_level(value: object) -> int | None:
    """The level that a cell begins with: ``2: Leads…``, ``Level 2 – …``, ``2.0`` or 2.

    >>> leading_level("2: Leads design"), leading_level(3.0), leading_level("Learner mindset")
    (2, 3, None)
    >>> leading_level("3.5"), leading_level("2-3"), leading_level("2024-01-05")
    (None, None, None)
    """
    match = _LEADING_LEVEL.match(plain(value).replace("：", ":"))
    return int(match[1]) if match else None


def level_name(value: object) -> tuple[int | None, str]:
    """Split a rank's level into its number and its name.

    >>> level_name("Level 2 – Practitioner"), level_name("L1 - Starter"), level_name("Expert")
    ((2, 'Practitioner'), (1, 'Starter'), (None, 'Expert'))
    """
    text = plain(value)
    match = _LEVEL_NAME.fullmatch(text)
    if not match or (match[3] and match[3].casefold() not in _ROMAN):
        return None, text
    number = _ROMAN[match[3].casefold()] if match[3] else int(match[1] or match[2])
    return number, match[4]


def date(value: object) -> dt.date | None:
    """A cell's date, whether stored as a date, as its number, or as text such as ``1-Feb-2026``.

    >>> date("1-Feb-2026") == date("01/02/2026") == date(46054.0)
    True
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and _DAYS.start <= value < _DAYS.stop:
        return _FIRST_DAY + dt.timedelta(days=int(value))
    text = _MIDNIGHT.sub("", plain(value))
    for pattern in _DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def version(value: object) -> str:
    """A version as text; the number 1, which a spreadsheet stores for ``1.0``, becomes ``1.0``.

    >>> version("1.0"), version(1.0), version(0.4)
    ('1.0', '1.0', '0.4')
    """
    return str(float(value)) if isinstance(value, int | float) else plain(value)
