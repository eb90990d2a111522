"""Block of the overview: who meets the target rank, by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Any

from faie_sheets.records.result import Result, Status
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import units_of
from faie_sheets.summary.overview import charts
from faie_sheets.summary.overview.block import (
    FIGURE,
    SHARE,
    TOTAL,
    begin,
    count,
    is_in,
    is_of_kind,
    write_label,
)
from faie_sheets.summary.overview.charts import MET_COLOUR, NOT_MET_COLOUR, Series
from faie_sheets.summary.overview.grid import KIND_WIDTH, LABEL_WIDTH, BlockPlace
from faie_sheets.summary.places import ResultsColumn
from faie_sheets.wording import MET, NOT_KNOWN, NOT_MET, STATUS
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import BOLD, CELL, WHITE, Look


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit's figures; provisional is what rests on the self-assessment alone.

    Attributes:
        label: what the table calls it.
        criterion: what its rows of *Results* have as their unit, as a piece of a formula in which
            ``{label}`` is the cell of the label; ``""`` where it is no single unit.
        engineers: how many have a result.
        met: how many meet their target rank, by the assessor's ratings.
        met_provisional: how many meet it by their own.
        not_met: how many do not, by the assessor's ratings.
        not_met_provisional: how many do not, by their own.
        incomplete: how many assessments lack a rating.
    """

    label: str
    criterion: str
    engineers: int
    met: int
    met_provisional: int
    not_met: int
    not_met_provisional: int
    incomplete: int

    @property
    def all_met(self) -> int:
        """How many meet their target rank, whoever has rated them."""
        return self.met + self.met_provisional

    @property
    def decided(self) -> int:
        """Of how many it can be said whether they meet their target rank."""
        return self.all_met + self.not_met + self.not_met_provisional

    @property
    def no_target(self) -> int:
        """How many complete assessments have no known target rank."""
        return self.engineers - self.decided - self.incomplete

    @classmethod
    def of(cls, label: str, criterion: str, results: Sequence[Result]) -> UnitFigures:
        """The figures of these results."""
        verdicts = Counter((result.meets_target, result.provisional) for result in results)
        return cls(
            label=label,
            criterion=criterion,
            engineers=len(results),
            met=verdicts[True, False],
            met_provisional=verdicts[True, True],
            not_met=verdicts[False, False],
            not_met_provisional=verdicts[False, True],
            incomplete=sum(result.status is Status.INCOMPLETE for result in results),
        )


def _by_unit(book: SummaryBook) -> list[UnitFigures]:
    """The units in their order, then the smaller ones in one row where there are too many."""
    return [
        UnitFigures.of(unit.label, unit.criterion, unit.results)
        for unit in units_of(book.lines, book.places.levels)
    ]


class _Figure(IntEnum):
    """The columns of figures; the last one only where someone has no known target rank."""

    MET = 0
    MET_PROVISIONAL = 1
    NOT_MET = 2
    NOT_MET_PROVISIONAL = 3
    INCOMPLETE = 4
    ALL = 5
    SHARE = 6
    NO_TARGET = 7


_TITLES = (
    "Met, final", "Met, prov.", "Not met, final", "Not met, prov.", "Incomplete", "Engineers",
    "Share met", "No target",
)  # fmt: skip


def _values(unit: UnitFigures) -> dict[_Figure, int]:
    """What is counted of a unit."""
    return {
        _Figure.MET: unit.met,
        _Figure.MET_PROVISIONAL: unit.met_provisional,
        _Figure.NOT_MET: unit.not_met,
        _Figure.NOT_MET_PROVISIONAL: unit.not_met_provisional,
        _Figure.INCOMPLETE: unit.incomplete,
        _Figure.ALL: unit.engineers,
    }


@dataclass(frozen=True)
class UnitBlock:
    """The table of units, and its chart."""

    book: SummaryBook
    units: list[UnitFigures]
    everybody: UnitFigures

    @classmethod
    def of(cls, book: SummaryBook) -> UnitBlock:
        """The block for this book."""
        everybody = UnitFigures.of("All units", "", [line.result for line in book.lines])
        return cls(book, _by_unit(book), everybody)

    @property
    def figures(self) -> int:
        """How many columns of figures there are."""
        return _Figure.NO_TARGET + bool(self.everybody.no_target)

    @property
    def labels(self) -> list[tuple[str, float]]:
        """The names of the units."""
        width = LABEL_WIDTH + KIND_WIDTH
        return [(unit.label, width) for unit in (*self.units, self.everybody)]

    def write(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        """Write the table and the chart."""
        note = "Met: all that the target rank requires is reached."
        header = ("Unit", *_TITLES[: self.figures])
        begin(self.book, sheet, spot, "Attainment of the target rank, by unit", note, header)
        for row, unit in enumerate(self.units, spot.first):
            self._write_unit(sheet, spot, row, unit, {})
        self._write_unit(sheet, spot, spot.first + len(self.units), self.everybody, TOTAL)
        if self.everybody.decided or self.everybody.incomplete:
            charts.insert(sheet, spot, self._chart(spot))
        else:
            charts.nothing(self.book, sheet, spot, "Nobody’s target rank is known yet.")

    def _write_unit(
        self, sheet: SheetWriter, spot: BlockPlace, row: int, unit: UnitFigures, total: Look
    ) -> None:
        formats = self.book.formats
        write_label(sheet, spot, row, unit.label, formats.of(CELL, total))
        for figure, value in _values(unit).items():
            formula = self._formula(spot, row, unit, figure)
            look = formats.of(FIGURE, total, BOLD if figure is _Figure.ALL else {})
            sheet.formula(row, spot.figures + figure, formula, look, value)
        cells = {figure: a1(row, spot.figures + figure) for figure in _Figure}
        met = f"{cells[_Figure.MET]}+{cells[_Figure.MET_PROVISIONAL]}"
        first, decided = cells[_Figure.MET], cells[_Figure.NOT_MET_PROVISIONAL]
        share = f'=IF(SUM({first}:{decided})=0,"{NOT_KNOWN}",({met})/SUM({first}:{decided}))'
        part = Fraction(unit.all_met, unit.decided) if unit.decided else NOT_KNOWN
        sheet.formula(row, spot.figures + _Figure.SHARE, share, formats.of(SHARE, total), part)
        if self.figures > _Figure.NO_TARGET:
            rest = f"={cells[_Figure.ALL]}-SUM({first}:{cells[_Figure.INCOMPLETE]})"
            column = spot.figures + _Figure.NO_TARGET
            sheet.formula(row, column, rest, formats.of(FIGURE, total), unit.no_target)

    def _formula(self, spot: BlockPlace, row: int, unit: UnitFigures, figure: _Figure) -> str:
        """Count the unit's rows of *Results*; other units are all units but those above."""
        if unit is not self.everybody and not unit.criterion:
            column, end = spot.figures + figure, spot.first + len(self.units)
            above = f"{a1(spot.first, column)}:{a1(row - 1, column)}"
            return f"={a1(end, column)}-SUM({above})"
        final = is_of_kind(self.book, provisional=False)
        provisional = is_of_kind(self.book, provisional=True)
        met, not_met = (
            is_in(self.book, ResultsColumn.MEETS, f'"{word}"') for word in (MET, NOT_MET)
        )
        tests = {
            _Figure.MET: (met, final),
            _Figure.MET_PROVISIONAL: (met, provisional),
            _Figure.NOT_MET: (not_met, final),
            _Figure.NOT_MET_PROVISIONAL: (not_met, provisional),
            _Figure.INCOMPLETE: (
                is_in(self.book, ResultsColumn.STATUS, f'"{STATUS[Status.INCOMPLETE]}"'),
            ),
            _Figure.ALL: (f'({self.book.places.results.column(ResultsColumn.STATUS)}<>"")',),
        }[figure]
        if unit is self.everybody:
            return count(*tests)
        own = unit.criterion.format(label=f"${a1(row, spot.label)}")
        return count(is_in(self.book, ResultsColumn.UNIT, own), *tests)

    def _bare(self, figure: _Figure) -> Iterator[int]:
        """The bars in which the segment of this figure is too thin for the number."""
        for number, unit in enumerate(self.units):
            whole = unit.decided + unit.incomplete
            if charts.too_thin(_values(unit)[figure], whole):
                yield number

    def _chart(self, spot: BlockPlace) -> Any:
        """One bar per unit: who meets the target rank, who does not, who is not rated completely.

        The bars show shares, so that a small unit beside a large one can be read; the figures in
        them are numbers of engineers.
        """
        last = spot.first + len(self.units) - 1
        series = []
        for figure, colour, dark in (
            (_Figure.MET, MET_COLOUR, True),
            (_Figure.MET_PROVISIONAL, MET_COLOUR, False),
            (_Figure.NOT_MET_PROVISIONAL, NOT_MET_COLOUR, False),
            (_Figure.NOT_MET, NOT_MET_COLOUR, False),
            (_Figure.INCOMPLETE, WHITE, False),
        ):
            column = spot.figures + figure
            hatched = figure in (_Figure.MET_PROVISIONAL, _Figure.NOT_MET_PROVISIONAL)
            values = (spot.first, column, last, column)
            bare = frozenset(self._bare(figure))
            series.append(Series((spot.header, column), values, colour, hatched, dark, bare))
        return charts.stacked(
            self.book,
            spot,
            "bar",
            "Target rank met, by unit",
            (spot.first, spot.label, last, spot.label),
            series,
            most=max(unit.engineers for unit in self.units),
            shares=True,
        )
