"""The live formulas of the sheet *Matrix*: total, rank attained, competencies short of a rank.

Plain old functions alone, so that every spreadsheet program calculates them alike. An empty
requirement counts as 0 there: the rank requires nothing.
"""

from __future__ import annotations

from faie_sheets.summary.places import MatrixPlaces, across
from faie_sheets.summary.wording import NO_RANK


def total_formula(places: MatrixPlaces, row: int) -> str:
    """Sum of level × points per level; empty while a level is missing."""
    return f'=IF({_missing(places, row)},"",{_points(places, row)})'


def required_total_formula(places: MatrixPlaces, row: int) -> str:
    """What exactly the required levels of this row would total."""
    return f"={_points(places, row)}"


def short_formula(places: MatrixPlaces, row: int, rank: str) -> str:
    """How many competencies fall short of a rank; empty while a level is missing."""
    required = across(places.requirement(rank), places.LEVELS, places.last_level, fixed=True)
    short = f"SUMPRODUCT(--({required}-{_levels(places, row)}>0))"
    return f'=IF({_missing(places, row)},"",{short})'


def attained_formula(places: MatrixPlaces, row: int) -> str:
    """The highest rank that no competency falls short of; empty while a level is missing."""
    if not places.rank_codes:
        return f'=IF({_missing(places, row)},"","{NO_RANK}")'
    first, last = places.attained + 1, places.last
    short, codes = across(row, first, last), across(places.CODES, first, last, fixed=True)
    highest = f"INDEX({codes},1,MATCH(0,{short},0))"
    return f'=IF({_missing(places, row)},"",IF(COUNTIF({short},0)=0,"{NO_RANK}",{highest}))'


def _levels(places: MatrixPlaces, row: int) -> str:
    return across(row, places.LEVELS, places.last_level)


def _missing(places: MatrixPlaces, row: int) -> str:
    levels = _levels(places, row)
    return f"COUNT({levels})<COLUMNS({levels})"


def _points(places: MatrixPlaces, row: int) -> str:
    points = across(places.POINTS_PER_LEVEL, places.LEVELS, places.last_level, fixed=True)
    return f"SUMPRODUCT({_levels(places, row)},{points})"
