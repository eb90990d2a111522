"""Block of the overview: the competencies that keep most engineers from their target rank."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from faie_sheets.scoring.gaps import CompetencyGap, competency_gaps
from faie_sheets.summary.book import SummaryBook
from faie_sheets.summary.formulas import GapFormulas
from faie_sheets.summary.overview import charts
from faie_sheets.summary.overview.block import FIGURE, SHARE, begin
from faie_sheets.summary.overview.charts import Series
from faie_sheets.summary.overview.grid import RIGHT_LABEL_WIDTH, BlockPlace
from faie_sheets.summary.places import MatrixPlaces
from faie_sheets.wording import line_text, shortened
from faie_sheets.workbook.addresses import a1
from faie_sheets.workbook.write.sheet import SheetWriter
from faie_sheets.workbook.write.style import BAD, BOLD, CELL, PALE_BAD

_MOST = 5
_LONGEST_NAME = 60
_TITLES = ("Competency", "1 level short", "2 or more", "Engineers", "Share of rated")
_BY_ONE, _BY_MORE, _SHORT, _SHARE = range(4)


@dataclass(frozen=True)
class BlockingBlock:
    """The table of the competencies that block most, and its chart.

    Attributes:
        book: the workbook being written.
        worst: each competency's place in the JD, from 0, and its gap; the worst first.
    """

    book: SummaryBook
    worst: list[tuple[int, CompetencyGap]]

    @classmethod
    def of(cls, book: SummaryBook) -> BlockingBlock:
        """The block for this book."""
        found = competency_gaps((line.result for line in book.lines), book.jd)
        worst = sorted(enumerate(found), key=lambda gap: (-gap[1].short, -gap[1].levels))
        return cls(book, [(index, gap) for index, gap in worst[:_MOST] if gap.short])

    @property
    def figures(self) -> int:
        """How many columns of figures there are."""
        return len(_TITLES) - 1

    @property
    def labels(self) -> list[tuple[str, float]]:
        """The names of the competencies."""
        return [(self._name(index), RIGHT_LABEL_WIDTH) for index, _ in self.worst]

    def _name(self, index: int) -> str:
        return shortened(line_text(self.book.jd.competencies[index].name), _LONGEST_NAME)

    def write(self, sheet: SheetWriter, spot: BlockPlace) -> None:
        """Write the table and the chart."""
        note = "Share: of those rated in it with a known target rank."
        begin(self.book, sheet, spot, "The competencies that block most", note, _TITLES)
        for row, (index, gap) in enumerate(self.worst, spot.first):
            self._write_competency(sheet, spot, row, index, gap)
        if self.worst:
            charts.insert(sheet, spot, self._chart(spot))
        else:
            charts.nothing(self.book, sheet, spot, "No rating is below a known target rank.")

    def _write_competency(
        self, sheet: SheetWriter, spot: BlockPlace, row: int, index: int, gap: CompetencyGap
    ) -> None:
        formats = self.book.formats
        sheet.text(row, spot.label, self._name(index), formats.of(CELL))
        by_one, by_more, short = (a1(row, spot.figures + n) for n in (_BY_ONE, _BY_MORE, _SHORT))
        formulas = GapFormulas(self.book.places, MatrixPlaces.LEVELS + index)
        rated = formulas.rated().removeprefix("=")
        one, share = gap.short_by.get(1, 0), Fraction(gap.short, gap.rated)
        for column, formula, value, look in (
            (_BY_ONE, formulas.short("=1"), one, formats.of(FIGURE)),
            (_BY_MORE, formulas.short(">1"), gap.short - one, formats.of(FIGURE)),
            (_SHORT, f"={by_one}+{by_more}", gap.short, formats.of(FIGURE, BOLD)),
            (_SHARE, f"=IF({short}=0,0,{short}/{rated})", share, formats.of(SHARE)),
        ):
            sheet.formula(row, spot.figures + column, formula, look, value)

    def _chart(self, spot: BlockPlace) -> Any:
        """One bar per competency: how many are short of it, by one level and by more."""
        last = spot.first + len(self.worst) - 1
        series = [
            Series(
                (spot.header, spot.figures + column),
                (spot.first, spot.figures + column, last, spot.figures + column),
                colour,
                dark=dark,
            )
            for column, colour, dark in ((_BY_ONE, PALE_BAD, False), (_BY_MORE, BAD, True))
        ]
        return charts.stacked(
            self.book,
            spot,
            "bar",
            "Engineers short of their target rank",
            (spot.first, spot.label, last, spot.label),
            series,
            most=self.worst[0][1].short,
        )
