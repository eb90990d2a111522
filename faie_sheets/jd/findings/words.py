"""How messages show percentages and name what is nearest."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from fractions import Fraction

_MOST_NAMES = 100


def percent(value: Fraction) -> str:
    """A number of percent as a message shows it.

    >>> percent(Fraction(15)), percent(Fraction(25, 2))
    ('15', '12.5')
    """
    return f"{float(value):.6g}"


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint that names the closest of the names, or ``""`` where none is close."""
    known = list(names)
    # Among thousands the search would take minutes.
    close = difflib.get_close_matches(name, known[:_MOST_NAMES], n=1, cutoff=0.6)
    return f"the nearest name is “{close[0]}”" if close else ""
