"""The live formulas of the sheet *Matrix*: total, rank attained, competencies short, colours.

Plain old functions alone, so that every spreadsheet program calculates them alike. An empty
requirement counts as 0 there: the rank requires nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from faie_sheets.summary.places import MatrixPlaces, absolute
from faie_sheets.wording import NO_RANK
from faie_sheets.workbook.addresses import column_name


@dataclass(frozen=True, slots=True)
class MatrixFormulas:
    """The formulas of a row, each with ``{row}`` where the row's number goes, counted from 1.

    Attributes:
        total: sum of level × points per level; empty while a level is missing.
        required_total: the same for a row of requirements, which may have empty cells.
        attained: the highest rank that no competency falls short of; empty while a level is
            missing.
        short_of: rank code → how many competencies fall short of it; empty while a level is
            missing.
    """

    total: str
    required_total: str
    attained: str
    short_of: dict[str, str]

    @classmethod
    def of(cls, places: MatrixPlaces) -> MatrixFormulas:
        """The formulas for these places."""
        levels = _across("{row}", places.LEVELS, places.last_level)
        per_level = _fixed(places.POINTS_PER_LEVEL, places.LEVELS, places.last_level)
        points = f"SUMPRODUCT({levels},{per_level})"
        missing = f"COUNT({levels})<COLUMNS({levels})"
        short_of = {
            rank: f'=IF({missing},"",SUMPRODUCT(--({required}-{levels}>0)))'
            for rank in places.rank_codes
            for required in (_fixed(places.requirement(rank), places.LEVELS, places.last_level),)
        }
        return cls(
            total=f'=IF({missing},"",{points})',
            # An empty cell alone is no number to Gnumeric's SUMPRODUCT, but times a number it is 0.
            required_total=f"=SUMPRODUCT({levels}*{per_level})",
            attained=f'=IF({missing},"",{_highest(places)})',
            short_of=short_of,
        )


def by_target(
    places: MatrixPlaces, target: str, worth: Callable[[str], str], sheet: str = ""
) -> str:
    """Piece of a formula that is worth, for each target, what its rank is; 0 where it is no rank.

    Args:
        places: the ranks, and where their codes stand.
        target: reference to one target or to many.
        worth: rank code → what it is worth: a reference or a condition.
        sheet: what the sheet of the codes is called in front of a cell; ``""`` for the same sheet.
    """
    terms = (
        f"({target}={sheet}{absolute(places.requirement(rank), places.TARGET)})*{worth(rank)}"
        for rank in places.rank_codes
    )
    return "+".join(terms) or "0"


def _highest(places: MatrixPlaces) -> str:
    """The first rank, from the highest down, that no competency falls short of."""
    if not places.rank_codes:
        return f'"{NO_RANK}"'
    first, last = places.attained + 1, places.last
    if first == last:  # Gnumeric finds nothing in a range of one cell
        cell, code = f"{column_name(last)}{{row}}", f"{column_name(last)}${places.CODES + 1}"
        return f'IF({cell}=0,{code},"{NO_RANK}")'
    short, codes = _across("{row}", first, last), _fixed(places.CODES, first, last)
    return f'IF(COUNTIF({short},0)=0,"{NO_RANK}",INDEX({codes},1,MATCH(0,{short},0)))'


def _across(row: str, first: int, last: int) -> str:
    """Cells of one row, ``{row}`` standing for its number."""
    return f"{column_name(first)}{row}:{column_name(last)}{row}"


def _fixed(row: int, first: int, last: int) -> str:
    """Cells of one row, counted from 0, whose number stays when the formula moves."""
    return _across(f"${row + 1}", first, last)
