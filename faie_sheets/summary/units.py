"""The units that a sheet shows: the large ones by name, the smaller ones summed up."""

from __future__ import annotations

from dataclasses import dataclass

from faie_sheets.records.result import Result
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.places import MatrixPlaces
from faie_sheets.wording import NOT_KNOWN, shortened

MOST_UNITS = 12
"""How many units are shown by name; the smaller ones are summed up as other units."""
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, or all the smaller ones together.

    Attributes:
        label: what a sheet calls it.
        criterion: what its engineers have as their unit, as a piece of a formula in which
            ``{label}`` is the cell of the label; ``""`` where it is no single unit.
        results: the results of its engineers.
    """

    label: str
    criterion: str
    results: tuple[Result, ...]


def units_of(book: SummaryBook) -> list[Unit]:
    """The units in their order, then the smaller ones in one where there are too many."""
    first: dict[str, int] = {}
    results: dict[str, list[Result]] = {}
    for index, line in enumerate(book.lines):
        first.setdefault(line.unit, index)
        results.setdefault(line.unit, []).append(line.result)
    largest = sorted(results, key=lambda unit: -len(results[unit]))
    named = set(largest if len(largest) <= MOST_UNITS + 1 else largest[:MOST_UNITS])
    units = [
        Unit(*_named(book, unit, first[unit]), tuple(results[unit]))
        for unit in results
        if unit in named
    ]
    rest = [unit for unit in results if unit not in named]
    if rest:
        others = tuple(result for unit in rest for result in results[unit])
        units.append(Unit(f"Other units ({len(rest)})", "", others))
    return units


def _named(book: SummaryBook, unit: str, index: int) -> tuple[str, str]:
    """Label and criterion of a unit."""
    if unit == NOT_KNOWN:
        return "No unit given", f'"{NOT_KNOWN}"'
    if len(unit) <= _LONGEST_LABEL:
        return unit, "{label}"
    # The label is too long to show whole, so the rows are compared with an engineer's of the unit.
    return shortened(unit, _LONGEST_LABEL), book.places.levels.cell(index, MatrixPlaces.UNIT)
