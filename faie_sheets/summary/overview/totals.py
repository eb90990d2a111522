"""Block of the overview: how the totals are distributed, final and provisional ones apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.lines import EngineerLine
from faie_sheets.summary.overview import charts
from faie_sheets.summary.overview.block import FIGURE, KINDS, SHARE, TOTAL, basis_of, begin
from faie_sheets.summary.overview.charts import Series
from faie_sheets.summary.overview.grid import RIGHT_LABEL_WIDTH, BlockPlace
from faie_sheets.summary.places import ResultsColumn
from faie_sheets.wording import NOT_KNOWN
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import BLUE, BOLD, CELL, Look

_BANDS = 10
"""Into how many bands of equal width the totals from 0 to 100% are divided."""
_TOLERANCE = Fraction(1, 10**9)
"""A total of 1 that is less than this below a band counts as in it.

A spreadsheet adds up points as floats, so that its 30% may be 0.29999999999999993.
"""
_TITLES = ("Total, in %", "Final", "Prov.", "All", "Share")
_ALL, _SHARE = len(KINDS), len(KINDS) + 1


def band_of(total: Fraction) -> int:
    """In which band a total in percent lies, from 0; the last one has both its ends.

    >>> band_of(Fraction(0)), band_of(Fraction(30)), band_of(Fraction(100))
    (0, 3, 9)
    """
    return min(int((total / 100 + _TOLERANCE) * _BANDS), _BANDS - 1)


def _band_counts(lines: Sequence[EngineerLine]) -> Counter[tuple[int, bool]]:
    """How many totals lie in each band, final and provisional ones (True) apart."""
    return Counter(
        (band_of(line.total), line.result.provisional) for line in lines if line.total is not None
    )


@dataclass(frozen=True)
class TotalBlock:
    """The table of bands of totals, and its chart."""

    book: SummaryBook
    counts: Counter[tuple[int, bool]]

    @classmethod
    def of(cls, book: SummaryBook) -> TotalBlock:
        """The block for this book."""
        return cls(book, _band_counts(book.lines))

    @property
    def figures(self) -> int:
        """How many columns of figures there are."""
        return len(_TITLES) - 1

    @property
    def labels(self) -> list[tuple[str, float]]:
        """The bands, and all together."""
        return [(name, RIGHT_LABEL_WIDTH) for name in (*self._bands, "All")]

    @property
    def _bands(self) -> list[str]:
        """What the bands are called; the last one is open where a total can exceed 100%."""
        step = 100 // _BANDS
        names = [f"{low}–{low + step}" for low in range(0, 100, step)]
        if sum((item.weight for item in self.book.jd.competencies), Fraction(0)) > 100:
            names[-1] = f"{100 - step} and more"
        return names

    def write(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        """Write the table and the chart."""
        note = "Incomplete assessments have no total and are not counted."
        begin(self.book, sheet, spot, "Distribution of totals", note, _TITLES)
        for band, name in enumerate(self._bands):
            self._write_band(sheet, spot, band, name)
        self._write_all(sheet, spot)
        if self.counts:
            charts.insert(sheet, spot, self._chart(spot))
        else:
            charts.nothing(self.book, sheet, spot, "No assessment has a total yet.")

    def _write_band(self, sheet: SheetWriter, spot: BlockPlace, band: int, name: str) -> None:
        row = spot.first + band
        sheet.text(row, spot.label, name, self.book.formats.of(CELL))
        for column, (provisional, _) in enumerate(KINDS, spot.figures):
            formula = self._formula(band, provisional=provisional)
            value = self.counts[band, provisional]
            sheet.formula(row, column, formula, self.book.formats.of(FIGURE), value)
        value = sum(self.counts[band, provisional] for provisional, _ in KINDS)
        self._write_sums(sheet, spot, row, value, {})

    def _write_all(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        row = spot.first + _BANDS
        sheet.text(row, spot.label, "All", self.book.formats.of(CELL, TOTAL))
        for column, (provisional, _) in enumerate(KINDS, spot.figures):
            formula = f"=SUM({a1(spot.first, column)}:{a1(row - 1, column)})"
            value = sum(self.counts[band, provisional] for band in range(_BANDS))
            sheet.formula(row, column, formula, self.book.formats.of(FIGURE, TOTAL), value)
        self._write_sums(sheet, spot, row, self.counts.total(), TOTAL)

    def _write_sums(
        self, sheet: SheetWriter, spot: BlockPlace, row: int, value: int, total: Look
    ) -> None:
        """Write how many have a total in this row, and which share of all that is."""
        formats, column = self.book.formats, spot.figures + _ALL
        final, provisional = (a1(row, spot.figures + kind) for kind in range(_ALL))
        formula = f"={final}+{provisional}"
        sheet.formula(row, column, formula, formats.of(FIGURE, BOLD, total), value)
        own, everybody = a1(row, column), a1(spot.first + _BANDS, column)
        share = Fraction(value, self.counts.total()) if self.counts else NOT_KNOWN
        formula = f'=IF({everybody}=0,"{NOT_KNOWN}",{own}/{everybody})'
        sheet.formula(row, spot.figures + _SHARE, formula, formats.of(SHARE, total), share)

    def _formula(self, band: int, *, provisional: bool) -> str:
        """Count the totals of a band.

        COUNTIFS passes over the dash of an incomplete assessment, which ``<`` would compare as a
        text. The limit is a number put to the operator, so that it is read in any language.
        """
        results = self.book.places.results
        totals, limits = results.column(ResultsColumn.TOTAL), []
        if band > 0:
            limits.append(f'{totals},">="&{_limit(band)}')
        if band < _BANDS - 1:
            limits.append(f'{totals},"<"&{_limit(band + 1)}')
        kind = f'{results.column(ResultsColumn.BASIS)},"{basis_of(provisional=provisional)}"'
        return f"=COUNTIFS({','.join(limits)},{kind})"

    def _chart(self, spot: BlockPlace) -> Any:
        """One column per band: final totals below, provisional ones hatched above."""
        last = spot.first + _BANDS - 1
        series = [
            Series(
                (spot.header, column),
                (spot.first, column, last, column),
                BLUE,
                hatched=provisional,
                dark=not provisional,
            )
            for column, (provisional, _) in enumerate(KINDS, spot.figures)
        ]
        tallest = max(
            sum(self.counts[band, provisional] for provisional, _ in KINDS)
            for band in range(_BANDS)
        )
        categories = (spot.first, spot.label, last, spot.label)
        title = "Engineers by total"
        return charts.stacked(self.book, spot, "column", title, categories, series, most=tallest)


def _limit(band: int) -> str:
    """Where a band begins, as a formula has it."""
    return f"{float(Fraction(band, _BANDS) - _TOLERANCE):.9f}"
